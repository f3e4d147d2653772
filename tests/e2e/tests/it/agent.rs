//! A real `qemu-ga`. It acts on the machine that runs the tests, so they only read from it.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, SystemTime};

use qapi_client::blocking::GuestAgent;
use qapi_e2e::program::Program;
use qapi_e2e::{qga, qga_bytes};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![agent, bytes]
}

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Starts an agent whose socket and state are in the folder.
fn start(folder: &Path) -> Result<Program> {
    let socket = folder.join("qga.sock");
    let state = folder.display().to_string();
    let path = socket.display().to_string();
    let arguments = ["-m", "unix-listen", "-p", &path, "-t", &state];
    Ok(Program::start("qemu-ga", &arguments, &socket)?)
}

fn agent() -> Result {
    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let agent = program.connect(GuestAgent::connect)?;

    let info = agent.execute(qga::commands::GuestInfo {}).wait()?;
    assert!(
        info.supported_commands
            .iter()
            .any(|c| c.name == "guest-exec" && c.enabled)
    );

    let time = agent.execute(qga::commands::GuestGetTime {}).wait()?;
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_nanos();
    assert!(
        now.abs_diff(u128::try_from(time)?) < 60_000_000_000,
        "{time} is not {now}"
    );

    let exec = qga::commands::GuestExec::new("/bin/sh")
        .arg(
            ["-c", "cat; echo oops >&2; exit 3"]
                .map(String::from)
                .to_vec(),
        )
        .input_data("aGVsbG8=")
        .capture_output(true);
    let pid = agent.execute(exec).wait()?.pid;
    let status = loop {
        let status = agent
            .execute(qga::commands::GuestExecStatus::new(pid))
            .wait()?;
        if status.exited {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.exitcode, Some(3));
    assert_eq!(status.out_data.as_deref(), Some("aGVsbG8="));
    assert_eq!(status.err_data.as_deref(), Some("b29wcwo="));
    Ok(())
}

/// The same members as bytes: a program's output, and the content of a file.
fn bytes() -> Result {
    use qga_bytes::commands::{GuestExec, GuestExecStatus, GuestFileClose, GuestFileOpen};
    use qga_bytes::commands::{GuestFileRead, GuestFileWrite};

    let folder = tempfile::tempdir()?;
    let program = start(folder.path())?;
    let agent = program.connect(GuestAgent::connect)?;
    let echo = GuestExec::new("/bin/echo")
        .arg(vec!["hello".to_owned()])
        .capture_output(true);
    let pid = agent.execute(echo).wait()?.pid;
    let status = loop {
        let status = agent.execute(GuestExecStatus::new(pid)).wait()?;
        if status.exited {
            break status;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.out_data.as_deref(), Some(&b"hello\n"[..]));
    assert_eq!(status.err_data, None);

    // All bytes there are, in a file.
    let content: Vec<u8> = (0..=255).collect();
    let path = folder.path().join("file").display().to_string();
    let handle = agent.execute(GuestFileOpen::new(&path).mode("w+")).wait()?;
    let write = GuestFileWrite::new(handle, &content[..]);
    assert_eq!(agent.execute(write).wait()?.count, 256);
    agent.execute(GuestFileClose::new(handle)).wait()?;
    assert_eq!(std::fs::read(&path)?, content);
    let handle = agent.execute(GuestFileOpen::new(&path)).wait()?;
    let read = agent.execute(GuestFileRead::new(handle)).wait()?;
    assert_eq!((&*read.buf_b64, read.eof), (&content[..], true));
    agent.execute(GuestFileClose::new(handle)).wait()?;
    // The helpers of the same client need no generated types.
    assert_eq!(agent.read_file(&path, |_| ())?, content);
    Ok(())
}
