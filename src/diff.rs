//! `qapi diff`: changes between versions, on the wire or in the generated Rust.

mod git;
pub mod labels;
pub mod loaded;
mod render;
mod rust;
pub mod settings;

pub use render::explain;

use std::path::PathBuf;

use clap::ValueEnum;
use qapi_codegen::BuildError;
use qapi_diff::{Config, History, Model, Report, Severity, Version, compare_chain, downstream};

use crate::generate;
use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::source::SourceError;
use crate::symbols::{Defines, SymbolsError};
use git::{Git, GitError};
use loaded::{Loaded, Versions, open_all, wire_models};
use rust::Class;
use settings::{Settings, SettingsArgs};

/// Compare versions on the wire, and judge each change for the clients that it concerns.
///
/// Each version is a schema file, a file with a query-qmp-schema reply, or a monitor (unix:PATH,
/// tcp:HOST:PORT). Without symbols, every condition of a schema holds, and conditions are compared
/// too. But if one of the versions is an answer, conditions hold as in its build.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi diff 9.1=qemu-9.1/qapi 10.0=qemu-10.0/qapi")]
pub struct Args {
    /// The versions, from the oldest to the newest; each is compared with the next
    #[arg(value_name = "SOURCE", num_args = 2.., required_unless_present = "list_rules")]
    sources: Vec<String>,
    /// Compare the wire, or the generated Rust
    #[arg(long, value_enum, default_value = "wire", value_name = "CLASS")]
    api: rust::Class,
    /// The side of the connection that the Rust is for, with --api rust [default: client]
    #[arg(long, value_enum, value_name = "ROLE")]
    role: Option<generate::Side>,
    /// Format of the report
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// Print since when, between these versions, each thing exists, is deprecated, is gone
    #[arg(long, conflicts_with = "downstream")]
    since: bool,
    /// Take the second version for a vendor's variant of the first: additions under the vendor's
    /// name or not, removals, other changes
    #[arg(long)]
    downstream: bool,
    /// List every place of a change of a type, instead of one
    #[arg(long, conflicts_with_all = ["since", "downstream"])]
    expand: bool,
    /// Take each SOURCE for a revision of a Git repository, which is read without a checkout
    #[arg(long)]
    git: bool,
    /// The schema's entry file in the repository, for --git [default: qapi/qapi-schema.json, else
    /// qapi-schema.json]
    #[arg(long, value_name = "FILE", requires = "git")]
    path: Option<String>,
    /// A folder of the repository, for --git
    #[arg(long, value_name = "DIR", requires = "git", default_value = ".")]
    repository: PathBuf,
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

/// Format of a report.
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
    /// Plain text of 72 columns: a reply to a patch
    Review,
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
    check_class(args)?;
    let settings = args.settings.settings()?;
    let printing = Printing {
        format: args.format,
        fail_on: settings.fail_on,
        class: args.api,
        expand: args.expand,
    };
    let (text, worst) = match args.api {
        Class::Wire => on_the_wire(args, &settings, printing)?,
        Class::Rust => in_rust(args, &settings, printing)?,
    };
    let text = output::lines(&text);
    let coloured =
        args.format == Format::Text && args.output.is_none() && output::colours(&std::io::stdout());
    match coloured {
        true => output::print(&render::coloured(&text))?,
        false => output::write(args.output.as_deref(), &text)?,
    }
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
    /// A revision cannot be read.
    #[error(transparent)]
    Git(#[from] GitError),
    /// A version has too many paths.
    #[error(transparent)]
    TooManyPaths(#[from] qapi_diff::TooManyPaths),
    /// The versions differ in too many ways.
    #[error(transparent)]
    Compare(#[from] qapi_diff::CompareError),
    /// `--downstream` with more than two versions.
    #[error("--downstream takes two versions: the upstream and the downstream")]
    DownstreamOfTwo,
    /// An option that only a comparison on the wire has.
    #[error("{0} goes with --api wire only")]
    WireOnly(&'static str),
    /// `--role` with a comparison on the wire.
    #[error("--role goes with --api rust only")]
    RoleOfWire,
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

/// Checks that every given option has an effect on that class of comparison.
fn check_class(args: &Args) -> Result<(), DiffError> {
    match args.api {
        Class::Wire if args.role.is_some() => Err(DiffError::RoleOfWire),
        Class::Wire => Ok(()),
        Class::Rust => {
            let on_the_wire = [
                (args.since, "--since"),
                (args.downstream, "--downstream"),
                (args.git, "--git"),
            ];
            let given = on_the_wire.iter().find(|(is_given, _)| *is_given);
            given.map_or(Ok(()), |(_, name)| Err(DiffError::WireOnly(name)))
        }
    }
}

/// The report in the asked format, and the worst of its changes.
type Told = (String, Option<Severity>);

fn on_the_wire(args: &Args, settings: &Settings, printing: Printing) -> Result<Told, DiffError> {
    let names = labels::labels(&args.sources);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let git = match args.git {
        true => Some(Git::open(&args.repository, args.path.as_deref())?),
        false => None,
    };
    let open = |text: &str, symbols: &_| match &git {
        Some(git) => git.version(text, &args.reading, symbols),
        None => Loaded::open(text, &args.reading, symbols),
    };
    let Versions { loaded, mut notes } = open_all(&args.sources, &names, &args.symbols, open)?;
    let models: Vec<_> = loaded.iter().map(Loaded::model).collect();
    let mixed = loaded::mixed_protocols(&models, &names);
    mixed
        .iter()
        .for_each(|text| output::complain(&format!("warning: {text}")));
    notes
        .iter()
        .for_each(|text| output::complain(&format!("note: {text}")));
    notes.extend(mixed);
    if args.downstream {
        let [upstream, vendors] = models.as_slice() else {
            return Err(DiffError::DownstreamOfTwo);
        };
        let result = downstream(upstream, vendors, &settings.config)?;
        let worst = result.all().map(|change| change.severity).max();
        Ok((render::downstream(&names, &result, printing)?, worst))
    } else if args.since {
        let schemas = wire_models(&loaded)?;
        let versions: Vec<_> = names.iter().copied().zip(&schemas).collect();
        let history = History::new(&versions)?;
        Ok((render::history(&history, args.format)?, None))
    } else {
        let reports = reports(&loaded, &names, &models, &settings.config)?;
        let comparison = render::Comparison {
            labels: &names,
            sources: &args.sources,
            notes: &notes,
            schemas: &loaded.iter().map(Loaded::schema).collect::<Vec<_>>(),
        };
        told(&comparison, &reports, settings, printing)
    }
}

fn in_rust(args: &Args, settings: &Settings, printing: Printing) -> Result<Told, DiffError> {
    let names = labels::labels(&args.sources);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let (reading, symbols) = (&args.reading, &args.symbols);
    let role = args.role.unwrap_or(generate::Side::Client);
    let reports = rust::reports(&args.sources, reading, symbols, role, &settings.config)?;
    let comparison = render::Comparison {
        labels: &names,
        sources: &args.sources,
        notes: &[],
        schemas: &[],
    };
    told(&comparison, &reports, settings, printing)
}

fn told(
    comparison: &render::Comparison<'_>,
    reports: &[Report],
    settings: &Settings,
    printing: Printing,
) -> Result<Told, DiffError> {
    settings.warn_unused(reports);
    let worst = reports.iter().filter_map(Report::worst).max();
    let text = match printing.expand {
        true => {
            let expanded: Vec<_> = reports.iter().map(Report::expanded).collect();
            render::reports(comparison, &expanded, printing)?
        }
        false => render::reports(comparison, reports, printing)?,
    };
    Ok((text, worst))
}

/// Format, and the level of a finding.
#[derive(Clone, Copy, Debug)]
pub struct Printing {
    format: Format,
    fail_on: Option<Severity>,
    class: Class,
    expand: bool,
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
        return Ok(vec![qapi_diff::compare(old, new, config)?]);
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
    Ok(compare_chain(&versions, config)?)
}
