//! Documented releases against the releases themselves.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use qapi_client::introspect::Schema;
use qapi_codegen::introspect_from_ir::{Symbols, introspect};
use qapi_diff::{History, WrongSince, check_since};
use qapi_parser::Compiled;
use qapi_parser::diag::{Diagnostic, codes::history as codes};
use qapi_parser::edition::Edition;

use crate::diff::DiffError;
use crate::diff::loaded::{Loaded, wire_models};
use crate::reading::Reading;
use crate::source;

/// With which releases documentation is compared.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "History")]
pub struct HistoryArgs {
    /// Compare the documented releases of commands, events and their parts with the earlier
    /// releases themselves. Without RELEASE= it is the number in SOURCE's path, the last if
    /// there are several
    #[arg(long, value_name = "[RELEASE=]SOURCE", num_args = 1..)]
    history: Vec<String>,
    /// The release of the schema, for --history, if its path does not have it
    #[arg(long, value_name = "RELEASE", requires = "history")]
    release: Option<String>,
}

/// A history that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A release cannot be read.
    #[error(transparent)]
    Version(#[from] DiffError),
    /// The number of a release is unknown.
    #[error(
        "which release is {0}? give its number, such as 8.2: --history 8.2=FILE, --release 8.2"
    )]
    UnknownRelease(String),
    /// A release is not older than the schema.
    #[error("--history takes earlier releases: {0} is not older than the schema's own, {1}")]
    LaterRelease(String, String),
    /// A release has too many paths.
    #[error(transparent)]
    TooManyPaths(#[from] qapi_diff::TooManyPaths),
    /// A schema does not give a whole answer.
    #[error("the schema's parts do not fit together")]
    Incomplete(#[source] qapi_client::introspect::SchemaError),
}

/// An earlier release.
pub struct Release {
    number: Number,
    version: Loaded,
}

/// The number of a release, which orders releases: `MAJOR.MINOR` with more numbers or without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Number(Vec<u32>);

impl HistoryArgs {
    /// Reads the earlier releases, in order; there may be none.
    ///
    /// # Errors
    ///
    /// One cannot be read, or its number is not known.
    pub fn releases(&self, reading: &Reading) -> Result<Vec<Release>, HistoryError> {
        // Each in its own edition, whatever that of the schema is.
        let reading = Reading {
            edition: Edition::Auto,
            max_size: reading.max_size,
        };
        let mut releases = Vec::new();
        for text in &self.history {
            let named = text
                .split_once('=')
                .and_then(|(number, source)| Some((number.parse().ok()?, source)));
            let (number, source) = match named {
                Some(named) => named,
                None => (Number::in_path(text)?, text.as_str()),
            };
            let version = Loaded::open(source, &reading, &Symbols::all())?;
            releases.push(Release { number, version });
        }
        releases.sort_by(|a, b| a.number.cmp(&b.number));
        Ok(releases)
    }

    /// Adds a warning for each release that is documented wrongly in the schema at `path`.
    ///
    /// # Errors
    ///
    /// The schema's own release is not known or not later than the others, or the parts of a
    /// release do not fit together.
    pub fn check(
        &self,
        releases: &[Release],
        path: &Path,
        compiled: &mut Compiled,
    ) -> Result<(), HistoryError> {
        let Some(schema) = compiled.schema.as_ref().filter(|_| !releases.is_empty()) else {
            return Ok(());
        };
        let own = match &self.release {
            Some(number) => number
                .parse()
                .map_err(|()| HistoryError::UnknownRelease(number.clone()))?,
            None => Number::in_path(&path.to_string_lossy())?,
        };
        // The list may have the schema's own release too, as a pattern of files gives it.
        let releases: Vec<_> = releases.iter().filter(|r| r.number != own).collect();
        let Some(last) = releases.last() else {
            return Ok(());
        };
        if own < last.number {
            return Err(HistoryError::LaterRelease(
                last.number.to_string(),
                own.to_string(),
            ));
        }
        let options = source::options(Edition::Auto, Symbols::all());
        let current =
            Schema::new(introspect(schema, &options)).map_err(HistoryError::Incomplete)?;
        let earlier = wire_models(releases.iter().map(|release| &release.version))?;
        let labels: Vec<_> = releases
            .iter()
            .map(|release| &release.number)
            .chain([&own])
            .map(Number::to_string)
            .collect();
        let models = earlier.iter().chain([&current]);
        let versions: Vec<_> = labels.iter().map(String::as_str).zip(models).collect();
        let wrong = check_since(schema, &History::new(&versions)?);
        compiled.diagnostics.extend(wrong.iter().map(warning));
        Ok(())
    }
}

fn warning(wrong: &WrongSince) -> Diagnostic {
    let WrongSince {
        path,
        documented,
        after,
        until,
        came_later,
        span,
    } = wrong;
    let but = match after {
        Some(after) if *came_later => format!("{after} does not have it"),
        _ => format!("{until} has it already"),
    };
    let message = format!("'{path}' is documented since {documented}, but {but}");
    let warning = Diagnostic::warning(codes::SINCE_AGAINST_HISTORY, *span, message);
    match after {
        Some(after) => warning.note(format!("it came after {after}, at the latest in {until}")),
        None => warning,
    }
}

impl Number {
    /// The last one in a path.
    fn in_path(path: &str) -> Result<Number, HistoryError> {
        let is_part = |c: char| c.is_ascii_digit() || c == '.';
        path.rsplit(|c| !is_part(c))
            .find_map(|number| number.trim_matches('.').parse().ok())
            .ok_or_else(|| HistoryError::UnknownRelease(path.to_owned()))
    }
}

impl FromStr for Number {
    type Err = ();

    fn from_str(text: &str) -> Result<Number, ()> {
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        let mut numbers = numbers
            .ok()
            .filter(|numbers| numbers.len() >= 2)
            .ok_or(())?;
        // 10.0.0 is 10.0.
        while numbers.len() > 2 && numbers.last() == Some(&0) {
            numbers.pop();
        }
        Ok(Number(numbers))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<_> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_in_paths() {
        let found = |path| Number::in_path(path).ok().map(|n| n.to_string());
        assert_eq!(
            found("qemu-10.0/qapi/qapi-schema.json"),
            Some("10.0".into())
        );
        assert_eq!(found("v8.2/7.2.22-x86_64.json"), Some("7.2.22".into()));
        assert_eq!(found("tests/1.0.json"), Some("1.0".into()));
        assert_eq!(found("../x86_64/schema.json"), None);
        assert_eq!(found("1..2"), None);
    }
}
