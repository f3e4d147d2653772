//! `qapi doc`: the reference manual of a schema.

mod devices;
mod folder;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use clap::ValueEnum;
use qapi_client::introspect::Schema;
use qapi_codegen::Conditions;
use qapi_codegen::introspect_from_ir::Symbols;
use qapi_docs::manual::{self, Manual};
use qapi_parser::Compiled;

use crate::diff::labels::labels;
use crate::diff::loaded::Loaded;
use crate::diff::{self, DiffError};
use crate::output::{self, Progress, Status};
use crate::reading::Reading;
use crate::schema;
use crate::source::{self, Source, SourceError};

pub use folder::FolderError;

/// Write the reference manual of a schema, with the versions that have each part.
///
/// Of recordings of devices (`qapi devices`), it is the manual of drivers and their properties.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi doc qemu-10.2 qemu-9.1 qemu-8.2 -o manual")]
pub struct Args {
    /// Source of the documented version
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Sources of older versions: in any order if their names are release numbers, else from the
    /// oldest on
    #[arg(value_name = "OLDER")]
    older: Vec<String>,
    /// Folder of the manual; a manual that is there already is replaced as a whole
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Format of the files
    #[arg(long, value_enum, default_value = "html", value_name = "FORMAT")]
    format: Format,
    /// Oldest version that you support: mark the parts that it does not have
    #[arg(long, value_name = "NAME")]
    oldest: Option<String>,
    /// Recorded answer or monitor of a build, for a page of the parts that it has
    #[arg(long, value_name = "NAME=SOURCE")]
    build: Vec<String>,
    /// Title of the manual
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Protocol's name in the anchors of QEMU's own manual; by default from the source's path
    #[arg(long, value_enum, value_name = "NAME")]
    namespace: Option<Namespace>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A site for browsers
    Html,
    /// Files for repositories and tools
    Markdown,
}

/// Protocol's name in anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Namespace {
    /// The emulator's
    Qmp,
    /// The guest agent's
    Qga,
    /// The storage daemon's
    Qsd,
}

impl Namespace {
    fn of_path(path: &str) -> Self {
        let has = |name: &str| path.split('/').any(|part| part == name);
        if has("qga") {
            Namespace::Qga
        } else if has("storage-daemon") {
            Namespace::Qsd
        } else {
            Namespace::Qmp
        }
    }

    fn name(self) -> &'static str {
        match self {
            Namespace::Qmp => "QMP",
            Namespace::Qga => "QGA",
            Namespace::Qsd => "QSD",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Namespace::Qmp => "QMP reference",
            Namespace::Qga => "QEMU guest agent reference",
            Namespace::Qsd => "QEMU storage daemon reference",
        }
    }
}

/// A failure of `qapi doc`.
#[derive(Debug, thiserror::Error)]
pub enum DocError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Another version cannot be used.
    #[error(transparent)]
    Version(#[from] DiffError),
    /// The manual cannot be made.
    #[error(transparent)]
    Manual(#[from] manual::ManualError),
    /// A version beside a recording of devices is none.
    #[error("{0} is no recording of devices, as the documented version is")]
    NotDevices(String),
    /// An option that only a schema's manual has.
    #[error("{0} needs a schema; the documented version is a recording of devices")]
    NeedsSchema(&'static str),
    /// The manual cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// Writes the manual.
///
/// # Errors
///
/// [`DocError`]: a source cannot be used, or the folder cannot be written.
pub fn run(args: &Args) -> Result<Status, DocError> {
    let source = Source::open(&args.source, &args.reading)?;
    if let Some(recording) = source.recording()? {
        return devices::run(args, &recording);
    }
    // Each version, the pages and their files.
    let steps = 1 + args.older.len() + args.build.len() + 2;
    let progress = Mutex::new(Progress::new(Some(steps)));
    let (mut compiled, others) = read(args, &source, &progress)?;
    let Some(schema) = compiled.schema.take() else {
        return Ok(schema::complain(&compiled)?);
    };
    let others = others?;
    let wires: Vec<Schema<'_>> = diff::loaded::wire_models(&others)?;
    let (older, builds) = wires.split_at(args.older.len());
    let (version, names) = versions(args);

    let path = source::named(&args.source).1;
    let namespace = args.namespace.unwrap_or(Namespace::of_path(path));
    let title = args.title.as_deref().unwrap_or(namespace.title());
    let effects = |command: &str| {
        let effects = qapi_client::effects(command).iter();
        effects.map(|effect| effect.event.to_owned()).collect()
    };
    let mut manual = Manual::new(&schema, &compiled.sources)
        .title(title)
        .version(version)
        .namespace(namespace.name())
        .effects(&effects);
    let mut ordered: Vec<(&String, &Schema<'_>)> = names.iter().zip(older).collect();
    if ordered.iter().all(|(name, _)| release(name).is_some()) {
        ordered.sort_by_key(|(name, _)| release(name));
    }
    for (name, wire) in ordered {
        manual = manual.older(name, wire);
    }
    for (text, wire) in args.build.iter().zip(builds) {
        let (name, place) = source::named(text);
        manual = manual.build(name.unwrap_or(place), wire);
    }
    if let Some(oldest) = &args.oldest {
        manual = manual.oldest(oldest);
    }
    step(&progress, "the pages");
    let files = manual.files(match args.format {
        Format::Html => manual::Format::Html,
        Format::Markdown => manual::Format::Markdown,
    })?;
    step(&progress, "the files");
    folder::replace(&args.output, &files)?;
    drop(progress);
    output::wrote_folder(&args.output, files.len());
    Ok(Status::Fine)
}

/// The documented version, and the others with the builds.
type Read = (Compiled, Result<Vec<Loaded>, DocError>);

/// Begins the next step of the work.
fn step(progress: &Mutex<Progress>, name: &str) {
    let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
    progress.step(name);
}

/// Reads the documented version, and the others beside it.
fn read(args: &Args, source: &Source, progress: &Mutex<Progress>) -> Result<Read, DocError> {
    let reading = &args.reading;
    std::thread::scope(|scope| {
        let open = move |texts: Vec<&String>| -> Result<Vec<Loaded>, DiffError> {
            let open = |text: &String| {
                step(progress, text);
                Loaded::open(text, reading, &Symbols::all())
            };
            texts.into_iter().map(open).collect()
        };
        let others: Vec<&String> = args.older.iter().chain(&args.build).collect();
        let (first, second) = others.split_at(others.len() / 2);
        let (first, second) = (first.to_vec(), second.to_vec());
        let beside = scope.spawn(move || open(first));
        step(progress, &args.source);
        let compiled = schema::compile_source(source, reading, &Conditions::All)?;
        let second = open(second);
        let first = match beside.join() {
            Ok(first) => first,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        let others = first.and_then(|mut all| {
            all.extend(second?);
            Ok(all)
        });
        Ok((compiled, others.map_err(DocError::Version)))
    })
}

/// The names of the documented version and of the older ones.
fn versions(args: &Args) -> (String, Vec<String>) {
    let mut sources = vec![args.source.clone()];
    sources.extend(args.older.iter().cloned());
    let mut names = labels(&sources);
    let documented = names.remove(0);
    // A path without a number, and nothing to tell it apart from.
    let file = documented.rsplit('/').next().unwrap_or_default();
    let file = file.strip_suffix(".json").unwrap_or(file);
    match args.older.is_empty() && !file.is_empty() {
        true => (file.to_owned(), names),
        false => (documented, names),
    }
}

/// The numbers of a release: `[10, 2]`.
fn release(name: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = name.split('.').map(|part| part.parse().ok()).collect();
    numbers.filter(|numbers| numbers.len() > 1)
}
