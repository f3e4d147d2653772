//! QEMU's own compiler: a Python process that is fed with jobs (see `driver.py`).

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::verdict::{Place, Verdict};

/// A running process.
pub(crate) struct Qemu {
    process: Child,
    jobs: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// A schema to check.
pub(crate) struct Job<'j> {
    pub(crate) path: &'j Path,
    pub(crate) text: &'j [u8],
}

impl Qemu {
    /// Starts it with the compiler of a source tree, in the Python that `QEMU_PYTHON` names. Until
    /// 2.11 that has to be Python 2.
    pub(crate) fn start(source_tree: &Path) -> io::Result<Qemu> {
        let scripts = source_tree.join("scripts");
        let driver = match scripts.join("qapi/schema.py").exists() {
            true => include_str!("driver.py"),
            false => include_str!("driver_old.py"),
        };
        let default = match scripts.join("qapi").exists() {
            true => "python3",
            false => "python2.7",
        };
        let python = std::env::var_os("QEMU_PYTHON").unwrap_or_else(|| default.into());
        let mut process = Command::new(python)
            .args(["-B", "-c", driver])
            .arg(scripts)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let jobs = process.stdin.take().ok_or_else(broken)?;
        let answers = BufReader::new(process.stdout.take().ok_or_else(broken)?);
        Ok(Qemu {
            process,
            jobs,
            answers,
        })
    }

    /// Returns its verdict on each job; `meanwhile` runs at the same time.
    pub(crate) fn check<T>(
        &mut self,
        jobs: &[Job<'_>],
        meanwhile: impl FnOnce() -> T,
    ) -> io::Result<(Vec<Verdict>, T)> {
        let Qemu {
            jobs: pipe,
            answers,
            ..
        } = self;
        thread::scope(|scope| {
            // In a thread of its own, since the process answers before it has read all jobs.
            let writer = scope.spawn(move || {
                jobs.iter()
                    .try_for_each(|job| writeln!(pipe, "{}", line(job)))?;
                pipe.flush()
            });
            let others = meanwhile();
            let verdicts = jobs.iter().map(|_| answer(answers)).collect();
            let written = writer
                .join()
                .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
            written.and(verdicts).map(|verdicts| (verdicts, others))
        })
    }

    /// Returns its verdict on one job.
    pub(crate) fn check_one(&mut self, path: &Path, text: &[u8]) -> io::Result<Verdict> {
        let (mut verdicts, ()) = self.check(&[Job { path, text }], || ())?;
        verdicts
            .pop()
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

impl Drop for Qemu {
    fn drop(&mut self) {
        // Nothing is lost if it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn line(job: &Job<'_>) -> Value {
    let text: String = job.text.iter().copied().map(char::from).collect();
    Value::from(vec![job.path.to_string_lossy().into_owned(), text])
}

fn answer(answers: &mut BufReader<ChildStdout>) -> io::Result<Verdict> {
    let mut line = String::new();
    if answers.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let answer: Value = serde_json::from_str(&line)?;
    let text = |index: usize| answer[index].as_str().unwrap_or_default().to_owned();
    let number = |index: usize| answer[index].as_u64().and_then(|n| u32::try_from(n).ok());
    Ok(match answer[0].as_str() {
        Some("ok") => Verdict::Valid(text(1)),
        Some("error") => Verdict::Invalid {
            place: Place {
                file: text(1),
                line: number(2).unwrap_or(0),
                column: number(3),
            },
            rule: without_names(&text(4)),
            message: text(4),
        },
        _ => Verdict::Crash(text(1)),
    })
}

/// Returns the message without its quoted parts.
fn without_names(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let parts = line.split('\'').enumerate();
    let shown = parts.map(|(i, part)| if i % 2 == 0 { part } else { "…" });
    shown.collect::<Vec<&str>>().join("'")
}
