//! Prints a schema of the given size: 1 is that of QEMU 10.0's, 100 a hundred times that.
//!
//!     cargo run --release --manifest-path qapi-parser/tools/Cargo.toml --bin synthetic -- 100 >synthetic-100.json

#![allow(clippy::print_stdout, reason = "a command-line tool")]

mod schema;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let times = std::env::args().nth(1).ok_or("the size is expected")?;
    print!("{}", schema::schema(times.parse()?));
    Ok(())
}
