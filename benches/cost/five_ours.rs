//! Five commands and all events, with the generated code and runtime that they need. Reads lines:
//! replies in the order of the commands, then events.

use qapi_client::wire::{from_json, to_json, Decode, Encode};
use qapi_client::{Command, EventSet};

#[allow(dead_code, deprecated)]
mod qmp {
    include!("qmp.rs");
}

fn call<C: Command + Encode>(command: C) -> Option<C::Ok>
where
    C::Ok: Decode + std::fmt::Debug,
{
    let mut text = Vec::new();
    to_json(&command, &mut text);
    println!("{} {}", C::NAME, String::from_utf8_lossy(&text));
    let reply = from_json(&line()).ok()?;
    println!("{reply:?}");
    Some(reply)
}

fn line() -> String {
    let mut line = String::new();
    let _ = std::io::stdin().read_line(&mut line);
    line
}

fn main() {
    call(qmp::commands::QmpCapabilities::new());
    call(qmp::commands::QueryStatus {});
    call(qmp::commands::QueryBlock {});
    let file = qmp::BlockdevOptionsFile::new("/vm/disk.raw");
    call(qmp::commands::BlockdevAdd::from(qmp::BlockdevOptions::from(file).node_name("disk")));
    call(qmp::commands::Quit {});
    loop {
        let line = line();
        let Some((name, data)) = line.split_once(' ') else {
            break;
        };
        println!("{:?}", qmp::Event::from_wire(name, Some(data)));
    }
}
