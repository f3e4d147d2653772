//! Open files that the monitor receives as descriptors: `:fd` and `:fdset`.

use std::io;

use qapi_client::qmp::commands::{AddFd, Getfd};

use super::{Done, Outcome, Session};
use crate::line::Word;
use crate::pretty::{Style, escape};

/// Returns the text of the line from that word on: a file's name may have spaces.
fn rest<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    let start = words.get(at).map_or(text.len(), |word| word.span.start);
    text.get(start..).unwrap_or_default().trim_end()
}

/// Opens a file for reading and writing; for reading alone where it may not be written.
#[cfg(unix)]
async fn open(name: &str) -> io::Result<std::fs::File> {
    let name = name.to_owned();
    let open = move || {
        let both = std::fs::File::options().read(true).write(true).open(&name);
        match both {
            Err(error) if is_protected(&error) => std::fs::File::open(&name),
            opened => opened,
        }
    };
    // A FIFO may block; Ctrl-C then ends the wait.
    let opened = tokio::task::spawn_blocking(open).await;
    opened.map_err(io::Error::other)?
}

#[cfg(unix)]
fn is_protected(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, PermissionDenied, ReadOnlyFilesystem};
    matches!(
        error.kind(),
        PermissionDenied | ReadOnlyFilesystem | IsADirectory
    )
}

impl Session {
    /// Gives the monitor an open file under a name.
    pub(super) async fn give_named(&mut self, name: &str, text: &str, words: &[Word]) -> Done {
        self.give(Some(name), rest(text, words, 1)).await
    }

    /// Gives the monitor an open file in a set, and prints the set's path.
    pub(super) async fn give_set(&mut self, text: &str, words: &[Word]) -> Done {
        self.give(None, rest(text, words, 0)).await
    }

    #[cfg(unix)]
    async fn give(&mut self, name: Option<&str>, path: &str) -> Done {
        let client = match self.monitor().await {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let file = match open(path).await {
            Ok(file) => file,
            Err(error) => {
                let text = format!("error: cannot open {}: {error}", escape(path));
                self.say(Style::Error, &text).await;
                return Ok(Outcome::Failed);
            }
        };
        if let Some(name) = name {
            let getfd = client.execute(Getfd::new(name)).with_fds([file]);
            return match getfd.deadline(self.timeout).await {
                Ok(()) => Ok(Outcome::Done),
                Err(error) => self.failure(&error).await,
            };
        }
        let command = AddFd {
            opaque: Some(path.to_owned()),
            ..AddFd::default()
        };
        let added = client.execute(command).with_fds([file]);
        match added.deadline(self.timeout).await {
            Ok(added) => self.print(&format!("/dev/fdset/{}", added.fdset_id)).await,
            Err(error) => self.failure(&error).await,
        }
    }

    #[cfg(not(unix))]
    async fn give(&mut self, _: Option<&str>, _: &str) -> Done {
        self.say(Style::Error, "error: this system passes no descriptors")
            .await;
        Ok(Outcome::Failed)
    }
}
