//! Jobs, as they are listed and followed.

use qapi_client::tokio::{Client, Job, JobEnd, JobProgress};
use serde_json::Value;

use crate::shell::pretty::{Paint, Style, escape};

/// Columns of a bar.
const BAR: usize = 30;

/// The jobs of an answer to `query-jobs`, one a line.
pub fn list(jobs: &Value, paint: Paint) -> String {
    let jobs = jobs.as_array().map(Vec::as_slice).unwrap_or_default();
    if jobs.is_empty() {
        return "no jobs".to_owned();
    }
    let text = |job: &Value, name: &str| escape(job[name].as_str().unwrap_or_default());
    let width = jobs.iter().map(|job| text(job, "id").len()).max();
    let width = width.unwrap_or_default();
    let line = |job: &Value| {
        let number = |name: &str| job[name].as_u64().unwrap_or_default();
        let bar = bar(number("current-progress"), number("total-progress"));
        let error = match job["error"].as_str() {
            Some(error) => paint.paint(Style::Error, &format!("  {}", escape(error))),
            None => String::new(),
        };
        format!(
            "{}  {bar}  {} {}{error}",
            paint.paint(Style::Name, &format!("{:width$}", text(job, "id"))),
            text(job, "type"),
            text(job, "status"),
        )
    };
    jobs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Follows work of that id; `migration` is the migration.
pub fn follow(client: &Client, id: &str) -> Job {
    match id {
        "migration" => client.migration(),
        id => client.job(id),
    }
}

/// How far a job is.
pub fn progress(id: &str, progress: &JobProgress, paint: Paint) -> String {
    format!(
        "{}  {}  {}",
        paint.paint(Style::Name, &escape(id)),
        bar(progress.current, progress.total),
        escape(&progress.detail),
    )
}

/// How a job has ended, and whether it has failed.
pub fn end(id: &str, end: &JobEnd, paint: Paint) -> (String, bool) {
    let id = escape(id);
    match end {
        JobEnd::Concluded => (format!("{id}: concluded"), false),
        JobEnd::Cancelled => (format!("{id}: cancelled"), true),
        JobEnd::Aborted { error } => {
            let error = error.as_deref().unwrap_or("the monitor does not say why");
            let text = format!("{id}: failed: {}", escape(error));
            (paint.paint(Style::Error, &text), true)
        }
        _ => (format!("{id}: there is no such job (any more)"), true),
    }
}

/// A bar with how much is done of how much.
fn bar(current: u64, total: u64) -> String {
    if total == 0 {
        return format!("[{}]   -", " ".repeat(BAR));
    }
    let share = |of: usize| {
        let scaled = u128::from(current.min(total)) * of as u128 / u128::from(total);
        usize::try_from(scaled).unwrap_or(of)
    };
    let full = share(BAR);
    format!(
        "[{}{}] {:>3}%",
        "#".repeat(full),
        " ".repeat(BAR - full),
        share(100)
    )
}
