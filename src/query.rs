//! `qapi query`: the abilities of a QEMU.

use std::fmt::Write as _;
use std::path::PathBuf;

use qapi_client::introspect::nearest::nearest;
use qapi_client::introspect::query::Missing;
use qapi_client::introspect::{PathError, Schema};

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::source::{Model, Source, SourceError};
use crate::symbols;

/// Steps that are named where none is near.
const SHOWN: usize = 8;

/// Ask a schema, a recorded answer or a live monitor for its features.
///
/// A PATH starts with the name of a command or event. `arg-type` or `ret-type` leads to its types.
/// On a type, NAME is a member, *NAME an optional one, +NAME a union's variant, ^NAME an enum's
/// value, !NAME a built-in type. $NAME is a feature of the part that the path reached.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
        qapi query unix:/run/vm.qmp blockdev-add/arg-type/+file/aio/^io_uring\n  \
        qapi query qemu-10.0/qapi --list blockdev-add/arg-type/+file\n  \
        qapi query qemu-10.0/qapi --members blockdev-add")]
pub struct Args {
    /// A schema or its folder, a file with a query-qmp-schema reply, a monitor (unix:PATH,
    /// tcp:HOST:PORT), or `-`
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Features, such as `blockdev-add/arg-type/+file/aio/^io_uring`
    #[arg(
        value_name = "PATH",
        required_unless_present_any = ["list", "members"],
        conflicts_with_all = ["list", "members"]
    )]
    paths: Vec<String>,
    /// Print every path that holds and begins with PREFIX, sorted
    #[arg(long, value_name = "PREFIX", num_args = 0..=1, default_missing_value = "")]
    list: Option<String>,
    /// Print the paths one level below PATH: of a command, its members and those of its reply
    #[arg(long, value_name = "PATH", conflicts_with = "list")]
    members: Option<String>,
    /// Maximum number of paths that --list prints
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1_000_000,
        requires = "list"
    )]
    limit: usize,
    /// Exit with 2 for a path that the source cannot even express, such as one below a command that
    /// it does not have
    #[arg(long, conflicts_with_all = ["list", "members"])]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: symbols::Defines,
}

/// A failure of `qapi query`.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The source is a schema with errors, which have been printed.
    #[error("{0} has errors: it cannot be queried")]
    Invalid(PathBuf),
    /// A path is malformed.
    #[error(transparent)]
    Path(#[from] PathError),
    /// With `--strict`, a path that cannot be expressed.
    #[error("the source cannot express {0} of the paths")]
    Inexpressible(usize),
    /// `--members` of a path that does not hold.
    #[error("`{0}` does not hold")]
    NoSuchPlace(String),
    /// There are more paths than `--limit`.
    #[error(
        "more than {limit} paths: {busiest}; narrow them by --list PREFIX, such as \
         --list {prefix}, or raise --limit"
    )]
    TooMany {
        /// The limit.
        limit: usize,
        /// The type that multiplies the paths, in words.
        busiest: String,
        /// A prefix of those not printed.
        prefix: String,
    },
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints `PATH: yes|no` for each path, or the paths that hold.
///
/// # Errors
///
/// [`QueryError`]: the source cannot be used, or a path is malformed.
pub fn run(args: &Args) -> Result<Status, QueryError> {
    let source = Source::open(&args.source, &args.reading)?;
    let schema = match source.wire_model(&args.reading, &args.symbols)? {
        Model::Whole(schema) => schema,
        Model::Invalid(_) => return Err(QueryError::Invalid(args.source.clone().into())),
    };
    if let Some(path) = &args.members {
        members(&schema, path)
    } else if let Some(prefix) = &args.list {
        list(&schema, prefix, args.limit)
    } else {
        query(&schema, args)
    }
}

fn query(schema: &Schema<'_>, args: &Args) -> Result<Status, QueryError> {
    let mut text = String::new();
    let mut status = Status::Fine;
    let mut inexpressible = 0;
    let mut remarks = Vec::new();
    for path in &args.paths {
        let located = schema.locate(path.as_str())?;
        // Writing to a String cannot fail.
        let path = output::line(path);
        let _ = writeln!(
            text,
            "{path}: {}",
            if located.is_ok() { "yes" } else { "no" }
        );
        if let Err(missing) = located {
            status = Status::Findings;
            inexpressible += usize::from(!missing.expressible);
            remarks.extend(remark(&missing, args.strict));
        }
    }
    output::print(&text)?;
    remarks.iter().for_each(|remark| output::complain(remark));
    match inexpressible {
        1.. if args.strict => Err(QueryError::Inexpressible(inexpressible)),
        _ => Ok(status),
    }
}

/// Explains a path that fails early, or that resembles one that holds.
fn remark(missing: &Missing, strict: bool) -> Option<String> {
    let near = nearest(&missing.text, missing.possible.iter().map(String::as_str));
    let hint = output::did_you_mean(near);
    if missing.expressible {
        return near.map(|_| format!("note: `{}` does not hold{hint}", missing.path));
    }
    let word = if strict { "error" } else { "warning" };
    let mut text = format!(
        "{word}: the source cannot express `{}`: step {}, `{}`, is not possible{hint}",
        missing.path, missing.step, missing.text
    );
    if near.is_none() && missing.step == 1 {
        text += "; a path starts with the name of a command or event";
    } else if near.is_none() {
        let possible = &missing.possible;
        let shown: Vec<_> = possible.iter().take(SHOWN).map(String::as_str).collect();
        text += &match (shown.len(), possible.len() - shown.len()) {
            (0, _) => "; nothing is possible there".to_owned(),
            (_, 0) => format!("; possible there: {}", shown.join(", ")),
            (_, more) => format!("; possible there: {} and {more} more", shown.join(", ")),
        };
    }
    Some(text)
}

fn members(schema: &Schema<'_>, path: &str) -> Result<Status, QueryError> {
    match schema.locate(path)? {
        Ok(_) => {}
        Err(missing) => {
            remark(&missing, false)
                .iter()
                .for_each(|text| output::complain(text));
            return Err(QueryError::NoSuchPlace(path.to_owned()));
        }
    }
    let below = schema.paths_one_below(path)?.unwrap_or_default();
    output::print_lines(below.into_iter())?;
    Ok(Status::Fine)
}

fn list(schema: &Schema<'_>, prefix: &str, limit: usize) -> Result<Status, QueryError> {
    let mut paths = schema.paths_with_prefix(prefix);
    let first = paths.next();
    if first.is_none() {
        let prefix = output::line(prefix);
        output::complain(&format!("note: no path begins with `{prefix}`"));
    }
    let mut all = first.into_iter().chain(paths.by_ref());
    output::print_lines(all.by_ref().take(limit))?;
    match all.next() {
        None => Ok(Status::Fine),
        Some(next) => {
            let (above, _) = next.rsplit_once('/').unwrap_or((&next, ""));
            Err(QueryError::TooMany {
                limit,
                busiest: paths.describe_busiest(),
                prefix: above.to_owned(),
            })
        }
    }
}
