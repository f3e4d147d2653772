//! The manual of recordings of devices.

use qapi_args::devices::Recording;

use super::{Args, DocError, Format, folder, versions};
use crate::output::{self, Status};
use crate::source::{self, Source};

/// Writes the manual.
///
/// # Errors
///
/// [`DocError`]: an older version is no recording, or the folder cannot be written.
pub fn run(args: &Args, newest: &Recording) -> Result<Status, DocError> {
    if !args.build.is_empty() {
        return Err(DocError::NeedsSchema("--build"));
    }
    if args.oldest.is_some() {
        return Err(DocError::NeedsSchema("--oldest"));
    }
    if args.namespace.is_some() {
        return Err(DocError::NeedsSchema("--namespace"));
    }
    let read = |text: &String| -> Result<Recording, DocError> {
        let source = Source::open(text, &args.reading)?;
        let recording = source.recording()?;
        recording.ok_or_else(|| DocError::NotDevices(source::named(text).1.to_owned()))
    };
    let older: Vec<Recording> = args.older.iter().map(read).collect::<Result<_, _>>()?;
    let (version, names) = versions(args);
    let mut all = vec![(&*version, newest)];
    let mut beside: Vec<(&str, &Recording)> =
        names.iter().map(String::as_str).zip(&older).collect();
    if beside
        .iter()
        .all(|(name, _)| super::release(name).is_some())
    {
        beside.sort_by_key(|(name, _)| std::cmp::Reverse(super::release(name)));
    } else {
        // Given from the oldest on.
        beside.reverse();
    }
    all.extend(beside);
    let title = args.title.as_deref().unwrap_or("QEMU devices");
    let format = match args.format {
        Format::Html => qapi_docs::manual::Format::Html,
        Format::Markdown => qapi_docs::manual::Format::Markdown,
    };
    let files = qapi_docs::devices::files(title, &all, format)?;
    folder::replace(&args.output, &files)?;
    output::wrote_folder(&args.output, files.len());
    Ok(Status::Fine)
}
