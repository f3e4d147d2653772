//! Decodes the largest replies of the monitor at an address into the generated types and into those
//! of the crate qapi-qmp, from text: microseconds, the best of many.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use qapi_client::blocking::Client;
use qapi_client::wire;

mod qmp {
    include!("qmp.rs");
}

const TIMES: usize = 100;

fn best<T>(decode: impl Fn() -> Result<T, Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..TIMES {
        let begin = Instant::now();
        black_box(decode()?);
        best = best.min(begin.elapsed());
    }
    Ok(best.as_secs_f64() * 1e6)
}

fn row(command: &str, text: &str, ours: f64, peer: f64) {
    let size = text.len() / 1000;
    let ratio = ours / peer;
    println!("| `{command}`, {size} KB | {ours:.0} µs | {peer:.0} µs | {ratio:.2} |");
}

macro_rules! compare {
    ($command:literal, $text:expr, $ty:ident) => {{
        let text: &str = $text;
        let ours = best(|| Ok(wire::from_json::<Vec<qmp::$ty>>(text)?))?;
        let peer = best(|| Ok(serde_json::from_str::<Vec<qapi_qmp::$ty>>(text)?))?;
        row($command, text, ours, peer);
    }};
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("decode ADDRESS")?;
    let mut vm = Client::connect(address.as_str())?;
    let schema = vm.execute_raw("query-qmp-schema", None).wait()?.to_string();
    let types = vm.execute_raw("qom-list-types", None).wait()?.to_string();
    let mut machines = vm.execute_raw("query-machines", None).wait()?;
    // Both sides need this of QEMU 8.0 and later; an older one does not send it.
    for machine in machines.as_array_mut().into_iter().flatten() {
        machine["acpi"] = true.into();
    }
    println!("| reply | ours | qapi-qmp | ratio |\n| --- | --- | --- | --- |");
    compare!("query-qmp-schema", &schema, SchemaInfo);
    compare!("qom-list-types", &types, ObjectTypeInfo);
    compare!("query-machines", &machines.to_string(), MachineInfo);
    Ok(())
}
