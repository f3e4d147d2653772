//! Peers of the tests: a server of ours, and the shell itself.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use qapi_client::ErrorClass;
use qapi_client::tokio::Listener;
use qapi_client::wire::Value;
use qapi_server::Failure;
use qapi_server::{CommandInfo, Commands, Emitter, Server};
use serde_json::json;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

/// Maximum time of anything on a busy machine.
const LONG: Duration = Duration::from_secs(120);

/// A server with a recorded schema, until it is dropped.
pub(crate) struct Host {
    runtime: Option<Runtime>,
    pub(crate) emitter: Emitter,
    /// Lets `human-monitor-command` and `query-chardev` answer, which wait for it.
    pub(crate) gate: Arc<Notify>,
    /// A message for each `human-monitor-command` that waits.
    arrived: Mutex<mpsc::Receiver<()>>,
    socket: PathBuf,
    /// Removed with it, if it is its own.
    folder: Option<tempfile::TempDir>,
}

impl Host {
    /// A monitor with some of QEMU's commands.
    pub(crate) fn monitor() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut host = Self::monitor_at(&folder.path().join("qmp"));
        host.folder = Some(folder);
        host
    }

    /// The same at a path that is not its own.
    pub(crate) fn monitor_at(socket: &Path) -> Self {
        let gate = Arc::new(Notify::new());
        let (sender, arrived) = mpsc::channel();
        let server = Server::new(commands(gate.clone(), sender));
        Self::serve(socket, server, gate, arrived)
    }

    /// A guest agent.
    pub(crate) fn agent() -> Self {
        let silent = CommandInfo::default().success_response(false);
        let info = json!({"version": "10", "supported_commands": [
            {"name": "guest-info", "enabled": true, "success-response": true},
            {"name": "guest-ping", "enabled": true, "success-response": true},
            {"name": "guest-file-open", "enabled": false, "success-response": true},
            {"name": "guest-shutdown", "enabled": true, "success-response": false}]});
        let commands = Commands::new()
            .raw("guest-info", move |_| std::future::ready(Ok(info.clone())))
            .raw("guest-ping", |_| async { Ok(json!({})) })
            .raw("guest-file-open", |_| async {
                Err(Failure::new(ErrorClass::CommandNotFound, "it is disabled"))
            })
            .raw_with("guest-shutdown", silent, |_| async { Ok(json!({})) });
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("qga");
        let mut host = Self::serve(
            &socket,
            Server::agent(commands),
            Arc::default(),
            mpsc::channel().1,
        );
        host.folder = Some(folder);
        host
    }

    fn serve(
        socket: &Path,
        server: Server,
        gate: Arc<Notify>,
        arrived: mpsc::Receiver<()>,
    ) -> Self {
        let runtime = Runtime::new().unwrap();
        let address = format!("unix:{}", socket.display());
        let listener = runtime.block_on(Listener::bind(&address)).unwrap();
        let emitter = server.emitter();
        runtime.spawn(async move { server.serve(&listener).await });
        Self {
            runtime: Some(runtime),
            emitter,
            gate,
            arrived: Mutex::new(arrived),
            socket: socket.to_owned(),
            folder: None,
        }
    }

    /// Waits until a `human-monitor-command` is in progress that waits for the gate.
    pub(crate) fn has_arrived(&self) {
        let arrived = self.arrived.lock().unwrap();
        arrived.recv_timeout(LONG).expect("a command arrives");
    }

    /// Returns its address.
    pub(crate) fn address(&self) -> String {
        format!("unix:{}", self.socket.display())
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        // It may be gone with the folder.
        let _ = std::fs::remove_file(&self.socket);
        drop(self.folder.take());
    }
}

fn commands(gate: Arc<Notify>, arrived: mpsc::Sender<()>) -> Commands {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/schemas/live/qemu-11.1.3-x86_64.json"
    );
    let recorded: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let oob = CommandInfo::default().allow_oob(true);
    let chardevs = gate.clone();
    Commands::new()
        .raw("query-qmp-schema", move |_| {
            std::future::ready(Ok(recorded["schema"].clone()))
        })
        .raw("query-status", |_| async {
            Ok(json!({"running": true, "status": "\u{1b}[31mrunning\u{9b}\u{202e}"}))
        })
        .raw("query-name", |_| async { Ok(json!({"name": "vm"})) })
        .raw("blockdev-add", |call| async move { call.arguments() })
        .raw("x-query-roms", |_| async {
            Ok(json!({"human-readable-text": ""}))
        })
        .raw("device_del", |_| async {
            Err(Failure::new(
                ErrorClass::DeviceNotFound,
                "no device \u{1b}]0;title\u{7}",
            ))
        })
        .raw("query-chardev", move |_| {
            let gate = chardevs.clone();
            async move {
                gate.notified().await;
                Ok(json!([{"label": "late"}]))
            }
        })
        .raw("human-monitor-command", move |call| {
            let (gate, arrived) = (gate.clone(), arrived.clone());
            async move {
                let arguments: Value = call.arguments()?;
                match arguments["command-line"].as_str().unwrap_or_default() {
                    "help" => Ok(json!("say TEXT -- repeats\r\nsave|s -- saves\r\n")),
                    "nothing" => Ok(json!("")),
                    line if line == "where" || line.starts_with("cpu ") => {
                        match arguments["cpu-index"].as_i64() {
                            Some(7) => Err(Failure::new(ErrorClass::GenericError, "no CPU 7")),
                            Some(cpu) if line == "where" => Ok(json!(format!("at CPU {cpu}\r\n"))),
                            None if line == "where" => Ok(json!("at no CPU\r\n")),
                            _ => Ok(json!("")),
                        }
                    }
                    line => match line.strip_prefix("say ") {
                        Some(text) => Ok(json!(format!("said {text}\r\nagain\r\n"))),
                        None => {
                            // Nobody may listen.
                            let _ = arrived.send(());
                            gate.notified().await;
                            Ok(json!("late"))
                        }
                    },
                }
            }
        })
        .raw_with("migrate-pause", oob, |_| async { Ok(json!({})) })
        .raw("stop", |call| async move {
            call.emitter.emit_raw("STOP", None);
            Ok(json!({}))
        })
        .raw("query-jobs", |_| async {
            Ok(
                json!([{"id": "j\u{7}", "type": "mirror", "status": "concluded",
                "current-progress": 1, "total-progress": 4, "error": "no \u{1b}[2J room"},
                {"id": "copy", "type": "backup", "status": "running",
                "current-progress": 1, "total-progress": 4}]),
            )
        })
}

/// The shell, without a terminal and without a home.
pub(crate) fn shell(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qapi"));
    command
        .arg("shell")
        .args(arguments)
        .env_remove("HOME")
        .env_remove("XDG_STATE_HOME")
        .stdin(Stdio::null());
    command
}

/// Runs a script of `--exec`: exit status, standard output, standard error.
pub(crate) fn exec(address: &str, options: &[&str], lines: &[&str]) -> (i32, String, String) {
    let mut command = shell(&[address]);
    command.args(options);
    for line in lines {
        command.args(["--exec", line]);
    }
    said(&command.output().unwrap())
}

/// The same of any output.
pub(crate) fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}
