//! Progress of work that takes over a second, on a terminal's standard error.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Time after which progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Progress of steps, of which the number may be known.
#[derive(Debug)]
pub struct Progress {
    total: Option<u64>,
    done: u64,
    start: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins work of `total` steps, or of an unknown number.
    pub fn new(total: Option<usize>) -> Self {
        Self {
            total: total.map(|total| total as u64),
            done: 0,
            start: Instant::now(),
            bar: None,
        }
    }

    /// Begins the next step. Its name is shown once the work takes over a second.
    pub fn step(&mut self, name: &str) {
        if self.start.elapsed() >= PATIENCE {
            let bar = self.bar.get_or_insert_with(|| bar(self.total));
            bar.set_message(super::line(name).into_owned());
            bar.set_position(self.done);
        }
        self.done += 1;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Makes a bar, which is hidden unless standard error is a terminal.
fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "[{bar:30}] {pos}/{len} {wide_msg}"),
        None => (ProgressBar::new_spinner(), "{spinner} {pos} {wide_msg}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("#> ")),
        Err(_) => bar,
    }
}
