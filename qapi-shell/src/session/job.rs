//! `:jobs` and `:job`: lists jobs, and follows one.
//!
//! Input: a job's name. Output: its progress, until it ends or waits for a command.
//!
//! Invariant: a job that waits is kept, with its events, for the next `:job`.

use std::time::{Duration, Instant};

use qapi_client::qmp::JobStatus;
use qapi_client::tokio::JobProgress;

use super::{Done, Outcome, Session};
use crate::meter::Meter;
use crate::pretty::escape;
use crate::since::Followed;
use crate::{Format, jobs};

/// Time that a waiting job has to go on by itself.
const PATIENCE: Duration = Duration::from_secs(1);

impl Session {
    pub(super) async fn jobs(&self) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let asked = client
            .execute_raw("query-jobs", None)
            .deadline(self.timeout);
        match asked.await {
            Ok(jobs) if self.format() != Format::Pretty => self.reply(&jobs).await,
            Ok(jobs) => self.print(&jobs::list(&jobs, self.screen.paint)).await,
            Err(error) => self.failure(&error).await,
        }
    }

    /// Draws a job's progress for the terminal's present size.
    fn draw(&self, id: &str, progress: Option<&JobProgress>, meter: &Meter) {
        if let Some(progress) = progress {
            let (columns, paint) = (self.screen.columns(), self.screen.paint);
            let text = jobs::progress(id, progress, columns, meter, paint);
            self.screen.bar(&text);
        }
    }

    /// Follows a job until it ends or waits for a command.
    pub(super) async fn job(&mut self, id: &str) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let followed = self.since.job.take_if(|followed| followed.id == id);
        let Followed {
            mut job,
            mut waits,
            mut meter,
            ..
        } = followed.unwrap_or_else(|| Followed::new(&client, id));
        let mut sizes = changes().filter(|_| self.screen.is_terminal());
        let mut last = None;
        drop(client);
        let paint = self.screen.paint;
        let waits = loop {
            // A waiting job may go on: it is paused for a moment while another command changes its
            // disk.
            let patience = waits.map_or(Duration::MAX, |_| PATIENCE);
            let next = tokio::select! {
                next = tokio::time::timeout(patience, job.next()) => next,
                () = resized(&mut sizes), if last.is_some() => {
                    self.draw(id, last.as_ref(), &meter);
                    continue;
                }
            };
            let progress = match next {
                Ok(Ok(Some(progress))) => progress,
                Ok(Ok(None)) => break None,
                Ok(Err(error)) => {
                    self.screen.bar("");
                    return self.failure(&error).await;
                }
                Err(_) => break waits,
            };
            meter.add(Instant::now(), progress.current);
            waits = jobs::waits(id, &progress);
            let status = progress.status.clone();
            last = Some(progress);
            self.draw(id, last.as_ref(), &meter);
            if matches!(status, JobStatus::Ready | JobStatus::Pending) {
                break waits;
            }
        };
        self.screen.bar("");
        self.link.settle().await;
        if let Some(for_what) = waits {
            let id = id.to_owned();
            let text = format!("{} {for_what}", escape(&id));
            self.since.job = Some(Followed {
                id,
                job,
                waits,
                meter,
            });
            return self.tell(&text).await;
        }
        match job.end().await {
            Ok(end) => {
                let (text, failed) = jobs::end(id, &end, paint);
                let done = self.tell(&text).await?;
                Ok(if failed { Outcome::Failed } else { done })
            }
            Err(error) => self.failure(&error).await,
        }
    }
}

/// Ends when the terminal's size changes.
async fn resized(changes: &mut Option<Changes>) {
    #[cfg(unix)]
    if let Some(changes) = changes {
        changes.recv().await;
        return;
    }
    let _ = changes;
    std::future::pending::<()>().await;
}

#[cfg(unix)]
type Changes = tokio::signal::unix::Signal;
#[cfg(not(unix))]
type Changes = ();

/// Listens for changes of the terminal's size.
fn changes() -> Option<Changes> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::window_change()).ok()
    }
    #[cfg(not(unix))]
    None
}
