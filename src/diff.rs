//! `qapi diff`: what changed between versions, on the wire or in the generated Rust, and whom it
//! breaks.

pub mod loaded;
mod render;
mod rust;
pub mod settings;

pub use render::explain;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;
use qapi_codegen::BuildError;
use qapi_diff::{Config, History, Model, Report, Severity, Version, compare_chain, downstream};

use crate::cli::Reading;
use crate::generate;
use crate::output::{self, OutputError, Status};
use crate::source::{self, SourceError};
use crate::symbols::{Defines, SymbolsError};
use loaded::{Loaded, open_all, wire_models};
use rust::Class;
use settings::{Settings, SettingsArgs};

/// Compare versions on the wire: what changed, and whom it breaks.
///
/// Each version is a schema file, a file with a query-qmp-schema reply, or a monitor (unix:PATH,
/// tcp:HOST:PORT). Of a schema, without symbols, every condition holds, and conditions are
/// compared, too; but where one of the versions is an answer, conditions are taken as its build
/// shows them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi diff 9.1=qemu-9.1/qapi 10.0=qemu-10.0/qapi")]
pub struct Args {
    /// The versions, from the oldest to the newest; each is compared with the next
    #[arg(value_name = "SOURCE", num_args = 2.., required_unless_present = "list_rules")]
    sources: Vec<String>,
    /// What is compared
    #[arg(long, value_enum, default_value = "wire", value_name = "CLASS")]
    api: rust::Class,
    /// The side of the connection that the Rust is for
    #[arg(long, value_enum, default_value = "client", value_name = "ROLE")]
    role: generate::Side,
    /// How the report is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Print since when, between these versions, each thing exists, is deprecated, is gone
    #[arg(long, conflicts_with_all = ["downstream", "api"])]
    since: bool,
    /// Take the second version for a vendor's variant of the first: what was added, under the
    /// vendor's name or not, what is missing, and what else changed
    #[arg(long, conflicts_with = "api")]
    downstream: bool,
    /// Print the rules
    #[arg(long, exclusive = true)]
    list_rules: bool,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: Defines,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people at a terminal
    Text,
    /// For programs
    Json,
    /// For release notes
    Markdown,
    /// One self-contained page
    Html,
    /// Annotations in GitHub's workflows
    Github,
    /// A test report: a case for each rule
    Junit,
}

/// Compares the versions and prints the report.
///
/// # Errors
///
/// A version cannot be read, an option is unusable, or the report cannot be written.
pub fn run(args: &Args) -> Result<Status, DiffError> {
    if args.list_rules {
        output::print(&render::rules())?;
        return Ok(Status::Fine);
    }
    let settings = args.settings.settings()?;
    let printing = Printing {
        format: args.format,
        fail_on: settings.fail_on,
        class: args.api,
    };
    let (text, worst) = match args.api {
        Class::Wire => on_the_wire(args, &settings, printing)?,
        Class::Rust => in_rust(args, &settings, printing)?,
    };
    output::write(args.output.as_deref(), &output::lines(&text))?;
    let is_finding = |worst| settings.fail_on.is_some_and(|least| worst >= least);
    Ok(if worst.is_some_and(is_finding) {
        Status::Findings
    } else {
        Status::Fine
    })
}

/// A failure of `qapi diff`.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// A version cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A version is a schema with errors, which have been printed.
    #[error("{0} has errors: it cannot be compared")]
    InvalidVersion(PathBuf),
    /// A schema under the given symbols does not give a whole answer.
    #[error("the schema's parts do not fit together under these symbols")]
    Incomplete(#[source] qapi_client::introspect::SchemaError),
    /// Symbols cannot be read.
    #[error(transparent)]
    Symbols(#[from] SymbolsError),
    /// The settings are unusable.
    #[error(transparent)]
    Settings(#[from] settings::SettingsError),
    /// `--downstream` with more than two versions.
    #[error("--downstream takes two versions: the upstream and the downstream")]
    DownstreamOfTwo,
    /// The report has no such format.
    #[error("{0} has no format {1}")]
    NoSuchFormat(&'static str, &'static str),
    /// A page cannot be rendered.
    #[error("cannot render the page")]
    Page(#[source] askama::Error),
    /// No code can be generated from a version.
    #[error(transparent)]
    Generate(BuildError),
    /// The report cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// The report in the asked format, and the worst of its changes.
type Told = (String, Option<Severity>);

fn on_the_wire(args: &Args, settings: &Settings, printing: Printing) -> Result<Told, DiffError> {
    let loaded = open_all(&args.sources, &args.reading, &args.symbols)?;
    let models: Vec<_> = loaded.iter().map(Loaded::model).collect();
    let labels = labels(&args.sources);
    let labels: Vec<_> = labels.iter().map(String::as_str).collect();
    if args.downstream {
        let [upstream, vendors] = models.as_slice() else {
            return Err(DiffError::DownstreamOfTwo);
        };
        let result = downstream(upstream, vendors, &settings.config);
        let worst = result.all().map(|change| change.severity).max();
        Ok((render::downstream(&labels, &result, printing)?, worst))
    } else if args.since {
        let schemas = wire_models(&loaded)?;
        let versions: Vec<_> = labels.iter().copied().zip(&schemas).collect();
        let text = render::history(&History::new(&versions), args.format)?;
        Ok((text, None))
    } else {
        let reports = reports(&loaded, &labels, &models, &settings.config)?;
        told(&labels, &reports, printing)
    }
}

fn in_rust(args: &Args, settings: &Settings, printing: Printing) -> Result<Told, DiffError> {
    let labels = labels(&args.sources);
    let labels: Vec<_> = labels.iter().map(String::as_str).collect();
    let (reading, symbols) = (&args.reading, &args.symbols);
    let reports = rust::reports(&args.sources, reading, symbols, args.role, &settings.config)?;
    told(&labels, &reports, printing)
}

fn told(labels: &[&str], reports: &[Report], printing: Printing) -> Result<Told, DiffError> {
    let worst = reports.iter().filter_map(Report::worst).max();
    Ok((render::reports(labels, reports, printing)?, worst))
}

/// How to print, and what a finding is.
#[derive(Clone, Copy, Debug)]
pub struct Printing {
    format: Format,
    fail_on: Option<Severity>,
    class: Class,
}

/// One report for each version and the next. With more than two, removals are checked against the
/// promise of deprecation, which takes answers to queries.
fn reports(
    loaded: &[Loaded],
    labels: &[&str],
    models: &[Model<'_>],
    config: &Config,
) -> Result<Vec<Report>, DiffError> {
    if let [old, new] = models {
        return Ok(vec![qapi_diff::compare(old, new, config)]);
    }
    let schemas = wire_models(loaded)?;
    let versions: Vec<_> = labels
        .iter()
        .zip(&schemas)
        .zip(models)
        .map(|((label, schema), model)| Version {
            label,
            schema,
            model,
        })
        .collect();
    Ok(compare_chain(&versions, config))
}

/// Returns the versions' names: those given in front of them, else their shortened paths.
fn labels(sources: &[String]) -> Vec<String> {
    let named: Vec<_> = sources.iter().map(|text| source::named(text)).collect();
    let paths: Vec<_> = named.iter().map(|(_, path)| (*path).to_owned()).collect();
    let names = named.iter().map(|(name, _)| name.map(str::to_owned));
    let labels = names.zip(shortened(&paths));
    labels.map(|(name, path)| name.unwrap_or(path)).collect()
}

/// The labels without the path components that begin or end all of them: `7.2`, not
/// `qemu/7.2/qapi/qapi-schema.json`; and without `.json`. Where all of them are then numbers of
/// different releases, just these.
fn shortened(labels: &[String]) -> Vec<String> {
    let parts: Vec<Vec<&str>> = labels
        .iter()
        .map(|label| label.split('/').collect())
        .collect();
    let shortest = parts.iter().map(Vec::len).min().unwrap_or_default();
    let same = |pick: &dyn Fn(&[&str], usize) -> Option<String>| {
        let alike = |&n: &usize| {
            parts
                .windows(2)
                .all(|pair| pick(&pair[0], n) == pick(&pair[1], n))
        };
        (0..shortest).take_while(alike).count()
    };
    let start = same(&|parts, n| parts.get(n).map(|p| (*p).to_owned()));
    let end = same(&|parts, n| parts.iter().rev().nth(n).map(|p| (*p).to_owned()));
    let short = |parts: &Vec<&str>| {
        let rest = parts.get(start..parts.len().saturating_sub(end))?;
        let rest = rest.join("/");
        (!rest.is_empty()).then(|| rest.strip_suffix(".json").unwrap_or(&rest).to_owned())
    };
    let shortened: Option<Vec<_>> = parts.iter().map(short).collect();
    let shortened = shortened.unwrap_or_else(|| labels.to_vec());
    let numbers: Option<Vec<_>> = shortened.iter().map(|label| number(label)).collect();
    let distinct = |numbers: &Vec<String>| {
        let all: BTreeSet<_> = numbers.iter().collect();
        all.len() == numbers.len()
    };
    numbers.filter(distinct).unwrap_or(shortened)
}

/// The release number that is all a label says: `10.0` of `qemu-10.0` or `old/10.0`.
fn number(label: &str) -> Option<String> {
    let name = label.rsplit('/').next()?;
    let number = name.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (number.contains('.') && number.split('.').all(is_number)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn labels() {
        let short = |labels: &[&str]| {
            let labels: Vec<_> = labels.iter().map(|l| (*l).to_owned()).collect();
            shortened(&labels).join(" ")
        };
        let schemas = ["qemu/7.2/qapi/a.json", "qemu/8.0/qapi/a.json"];
        assert_eq!(short(&schemas), "7.2 8.0");
        let mixed = ["old/9.1.0/qapi/a.json", "qemu-10.0/qapi/a.json"];
        assert_eq!(short(&mixed), "9.1.0 10.0");
        assert_eq!(
            short(&["v/1.1.json", "v/1.1-vendor.json"]),
            "1.1 1.1-vendor"
        );
        assert_eq!(short(&["a/1.1/x.json", "b/1.1/x.json"]), "a b");
        assert_eq!(short(&["a.json", "a.json"]), "a.json a.json");
        assert_eq!(short(&["unix:/run/a", "b/7.2.json"]), "unix:/run/a b/7.2");
    }
}
