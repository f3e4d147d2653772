//! `qapi devices`: recording the device types of a QEMU.

mod ask;

use std::path::PathBuf;

use qapi_args::devices::{RecordError, Recording, Scope, record};

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::source::{self, SourceError};

/// Record the devices, objects, machines, CPUs and accelerators of a QEMU with their properties.
///
/// QEMU makes a temporary object of each type to answer. Some releases abort on some types; the
/// known ones are left out, as are those of --skip. Record a QEMU that runs for this purpose, such
/// as `qemu-system-x86_64 -machine none -S -nodefaults -display none -qmp unix:PATH,server=on,wait=off`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi devices unix:/run/vm.qmp -o devices.json")]
pub struct Args {
    /// A monitor: unix:PATH, tcp:HOST:PORT, the path of a socket, or a name of qapi.toml
    #[arg(value_name = "MONITOR")]
    monitor: String,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Record only types that PATTERN matches, in which * stands for any characters; may be
    /// repeated
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not ask for the properties of the type NAME; may be repeated
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    skip: Vec<String>,
    #[command(flatten)]
    reading: Reading,
}

/// A failure of `qapi devices`.
#[derive(Debug, thiserror::Error)]
pub enum DevicesError {
    /// The text names no monitor.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The monitor cannot be reached.
    #[error("cannot ask {address}")]
    Connect {
        /// Its address.
        address: String,
        /// The cause.
        source: Box<qapi_client::Error>,
    },
    /// The system gives no event loop.
    #[error("cannot wait for replies")]
    Runtime(#[source] std::io::Error),
    /// The types cannot be recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The recording cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Records, and writes the recording.
///
/// # Errors
///
/// The monitor cannot be reached or ends, or the file cannot be written.
pub fn run(args: &Args) -> Result<Status, DevicesError> {
    let address = source::monitor_address(&args.monitor, &args.reading)?;
    let mut asker = ask::Asker::connect(&address)?;
    let mut scope = Scope::default();
    scope.select.clone_from(&args.select);
    scope.skip = args.skip.iter().cloned().collect();
    let recording: Recording = record(&mut asker, &scope)?;
    let text = recording.to_json();
    output::write(args.output.as_deref(), &text)?;
    Ok(Status::Fine)
}
