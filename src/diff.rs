//! `qapi diff`: what changed on the wire between versions, and whom it breaks.

mod render;

pub use render::explain;

use std::path::PathBuf;

use clap::ValueEnum;
use qapi_client::introspect::Schema;
use qapi_client::introspect::diff::{
    self, Config, History, Model, Report, Severity, Version, compare_chain, downstream,
};
use qapi_codegen::introspect_from_ir::{Symbols, diff_model, introspect};
use qapi_parser::ir;

use crate::cli::Reading;
use crate::output::{self, Error, Status};
use crate::schema::{self, Checked};
use crate::source::{self, Source};
use crate::symbols::{self, Defines};

/// Compare versions on the wire: what changed, and whom it breaks.
///
/// Each version is a schema file, a file with a query-qmp-schema reply, or a monitor (unix:PATH,
/// tcp:HOST:PORT). Of a schema, without symbols, every condition holds, and conditions are
/// compared, too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The versions, from the oldest to the newest; each is compared with the next
    #[arg(value_name = "SOURCE", num_args = 2.., required_unless_present = "list_rules")]
    sources: Vec<String>,
    /// How the report is printed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    format: Format,
    /// From which severity on changes are findings (exit status 1)
    #[arg(long, value_enum, default_value = "breaking", value_name = "LEVEL")]
    fail_on: Level,
    /// Give the changes of a rule another severity
    #[arg(long, value_name = "RULE=breaking|warning|compatible", value_parser = severity)]
    severity: Vec<(String, Severity)>,
    /// Pass over changes at paths that match: * stands for any text within a step, ** for any
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,
    /// Pass over the changes of an earlier report in JSON
    #[arg(long, value_name = "FILE")]
    baseline: Vec<PathBuf>,
    /// Print since when, between these versions, each thing exists, is deprecated, is gone
    #[arg(long, conflicts_with = "downstream")]
    since: bool,
    /// Take the second version for a vendor's variant of the first: what was added, under the
    /// vendor's name or not, what is missing, and what else changed
    #[arg(long)]
    downstream: bool,
    /// Print the rules
    #[arg(long, exclusive = true)]
    list_rules: bool,
    /// Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    Breaking,
    Warning,
    None,
}

/// Compares the versions and prints the report.
///
/// # Errors
///
/// A version cannot be read, an option is unusable, or the report cannot be written.
pub fn run(args: &Args) -> Result<Status, Error> {
    if args.list_rules {
        output::print(&render::rules())?;
        return Ok(Status::Fine);
    }
    let mut loaded = Vec::new();
    for source in &args.sources {
        match load(source, args)? {
            Ok(version) => loaded.push(version),
            Err(status) => return Ok(status),
        }
    }
    let config = config(args)?;
    let models: Vec<_> = loaded.iter().map(Loaded::model).collect();
    let labels: Vec<_> = args.sources.iter().map(String::as_str).collect();
    let labels = shortened(&labels);
    let labels: Vec<_> = labels.iter().map(String::as_str).collect();
    if args.downstream {
        return compare_downstream(args, &labels, &models, &config);
    }
    if args.since {
        let schemas = loaded
            .iter()
            .map(Loaded::wire)
            .collect::<Result<Vec<_>, _>>()?;
        let versions: Vec<_> = labels.iter().copied().zip(&schemas).collect();
        let text = render::history(&History::new(&versions), args.format)?;
        output::write(args.output.as_deref(), &text)?;
        return Ok(Status::Fine);
    }
    let reports = reports(&loaded, &labels, &models, &config)?;
    let text = render::reports(&labels, &reports, args.format)?;
    output::write(args.output.as_deref(), &text)?;
    Ok(judge(
        args.fail_on,
        reports.iter().filter_map(Report::worst),
    ))
}

/// A version that was read.
enum Loaded {
    /// From source, with what only a source tells: ranges of integers, conditions.
    Source(Box<ir::Schema>, Symbols),
    /// From an answer.
    Answer(Schema<'static>),
}

impl Loaded {
    fn model(&self) -> Model<'_> {
        match self {
            Loaded::Source(schema, symbols) => diff_model(schema, symbols),
            Loaded::Answer(answer) => Model::from_schema(answer),
        }
    }

    fn wire(&self) -> Result<Schema<'_>, Error> {
        match self {
            Loaded::Source(schema, symbols) => {
                let options = source::options(qapi_parser::edition::Edition::Auto, symbols.clone());
                Schema::new(introspect(schema, &options)).map_err(Error::Incomplete)
            }
            Loaded::Answer(answer) => Ok(answer.clone()),
        }
    }
}

fn load(text: &str, args: &Args) -> Result<Result<Loaded, Status>, Error> {
    let source = Source::open(text)?;
    let Source::Schema(path) = source else {
        return Ok(Ok(Loaded::Answer(source.answer()?)));
    };
    match schema::valid(path, &args.reading)? {
        Checked::Invalid(status) => Ok(Err(status)),
        Checked::Valid(schema) => {
            let symbols = args.symbols.read_or_all()?;
            symbols::warn_unknown(&symbols, &schema);
            Ok(Ok(Loaded::Source(Box::new(schema), symbols)))
        }
    }
}

fn config(args: &Args) -> Result<Config, Error> {
    let mut config = Config::default();
    for (rule, severity) in &args.severity {
        config = config
            .severity(rule, *severity)
            .map_err(Error::DiffConfig)?;
    }
    for pattern in &args.ignore {
        config = config.ignore(pattern);
    }
    for path in &args.baseline {
        let text = output::read(path)?;
        config = config.baseline(&text).map_err(Error::DiffConfig)?;
    }
    Ok(config)
}

/// One report for each version and the next. With more than two, removals are checked against the
/// promise of deprecation, which takes answers to queries.
fn reports(
    loaded: &[Loaded],
    labels: &[&str],
    models: &[Model<'_>],
    config: &Config,
) -> Result<Vec<Report>, Error> {
    if let [old, new] = models {
        return Ok(vec![diff::compare(old, new, config)]);
    }
    let schemas = loaded
        .iter()
        .map(Loaded::wire)
        .collect::<Result<Vec<_>, _>>()?;
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

fn compare_downstream(
    args: &Args,
    labels: &[&str],
    models: &[Model<'_>],
    config: &Config,
) -> Result<Status, Error> {
    let [upstream, vendors] = models else {
        return Err(Error::DownstreamOfTwo);
    };
    let result = downstream(upstream, vendors, config);
    let text = render::downstream(labels, &result, args.format)?;
    output::write(args.output.as_deref(), &text)?;
    Ok(judge(
        args.fail_on,
        result.all().map(|change| change.severity),
    ))
}

fn judge(level: Level, severities: impl Iterator<Item = Severity>) -> Status {
    let least = match level {
        Level::Breaking => Severity::Breaking,
        Level::Warning => Severity::Warning,
        Level::None => return Status::Fine,
    };
    if severities.max().is_some_and(|worst| worst >= least) {
        Status::Findings
    } else {
        Status::Fine
    }
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let parsed = text.split_once('=').and_then(|(rule, level)| {
        Severity::from_name(level).map(|severity| (rule.to_owned(), severity))
    });
    parsed.ok_or_else(|| "RULE=breaking, =warning or =compatible is expected".to_owned())
}

/// The labels without the path components that begin or end all of them: `7.2`, not
/// `qemu/7.2/qapi/qapi-schema.json`.
fn shortened(labels: &[&str]) -> Vec<String> {
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
        (!rest.is_empty()).then(|| rest.join("/"))
    };
    let shortened: Option<Vec<_>> = parts.iter().map(short).collect();
    shortened.unwrap_or_else(|| labels.iter().map(|label| (*label).to_owned()).collect())
}
