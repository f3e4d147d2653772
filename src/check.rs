//! `qapi check`: all that is wrong with schemas.

mod history;
pub mod lints;

use qapi_docs::examples;

use crate::output::{self, OutputError, Status};
use crate::reading::{DiagnosticFormat, Reading};
use crate::schema;
use crate::source::{Source, SourceError};

/// Check schemas: every error and warning, with its place.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi check --lints --format short qemu/qapi/qapi-schema.json")]
pub struct Args {
    /// The entry files of the schemas, or their folders; `-` is standard input
    #[arg(required = true, value_name = "SCHEMA")]
    schemas: Vec<String>,
    /// Format of diagnostics
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: DiagnosticFormat,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// Check the examples in documentation against the schema
    #[arg(long)]
    examples: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lints: lints::LintArgs,
    #[command(flatten)]
    history: history::HistoryArgs,
}

/// A failure of `qapi check`.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A schema cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The lints are unusable.
    #[error(transparent)]
    Lints(#[from] lints::LintsError),
    /// An earlier release is unusable.
    #[error(transparent)]
    History(#[from] history::HistoryError),
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Checks each schema, prints its diagnostics and, for people, a line that counts them.
///
/// # Errors
///
/// An entry file that cannot be read, after the schemas before it were checked; lints that do not
/// exist, a configuration file that cannot be used, or earlier releases that cannot be read.
pub fn run(args: &Args) -> Result<Status, CheckError> {
    let (mut errors, mut warnings) = (0, 0);
    let selection = args.lints.selection()?;
    let releases = args.history.releases(&args.reading)?;
    let mut last = None;
    let mut progress = output::Progress::new(Some(args.schemas.len()));
    for text in &args.schemas {
        drop(last.take());
        progress.step(text);
        let (path, input) = Source::schema(text, &args.reading)?;
        let mut compiled = schema::compile(&path, &input, &args.reading)?;
        args.history.check(&releases, &path, &mut compiled)?;
        if let (true, Some(schema)) = (args.examples, &compiled.schema) {
            let found = examples::check(schema, &compiled.sources);
            compiled.diagnostics.extend(found);
        }
        selection.apply(&mut compiled);
        errors += compiled.diagnostics.error_count();
        warnings += compiled.diagnostics.len() - compiled.diagnostics.error_count();
        let colour = output::colours(&std::io::stdout());
        output::print(&schema::diagnostics(&compiled, args.format, colour, false))?;
        last = Some(compiled);
    }
    // The process is about to end, which frees all of it at once instead of piece by piece.
    std::mem::forget(last);
    if args.format == DiagnosticFormat::Human && errors + warnings > 0 {
        output::print(&summary(errors, warnings))?;
    }
    let bad = errors > 0 || args.deny_warnings && warnings > 0;
    Ok(if bad { Status::Findings } else { Status::Fine })
}

/// `2 errors, 1 warning`
fn summary(errors: usize, warnings: usize) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let parts = [(errors, "error"), (warnings, "warning")];
    let said: Vec<_> = parts
        .into_iter()
        .filter(|&(n, _)| n > 0)
        .map(|(n, what)| count(n, what))
        .collect();
    said.join(", ") + "\n"
}
