//! `qapi generate`: Rust from a schema, or from a recorded answer.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use qapi_codegen::{BuildError, Builder, Conditions, Docs, Layout, Role};
use qapi_parser::Compiled;
use qapi_parser::edition::Edition;

use crate::output::{self, OutputError, Status};
use crate::reading::Reading;
use crate::schema;
use crate::source::{Source, SourceError};
use crate::symbols::{Defines, SymbolsError};

/// Generate Rust: types, commands, events and features of a schema.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  qapi generate qapi-schema.json --select query-status,SHUTDOWN -o qmp.rs"
)]
pub struct Args {
    /// A schema or its folder; or a recorded answer to `query-qmp-schema` or a live monitor, whose
    /// types are named after the commands that use them; `-` is standard input
    #[arg(value_name = "SOURCE")]
    schema: String,
    /// Write to FILE, if that changes it; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Generate only the command or event NAME and the types that it reaches; may be repeated, and
    /// NAME may be several, separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    select: Vec<String>,
    /// Treatment of `if` conditions [default: all, and with --define or --defines: defined]
    #[arg(long, value_enum, value_name = "WHAT")]
    conditions: Option<What>,
    /// The side of the connection that the code is for
    #[arg(long, value_enum, default_value = "client", value_name = "ROLE")]
    role: Side,
    /// Leave out deprecated items, but required members
    #[arg(long)]
    exclude_deprecated: bool,
    /// Leave out unstable items, but required members
    #[arg(long)]
    exclude_unstable: bool,
    /// Use NAME for the item at PATH in the schema: `Type`, `Type.member`, `command.member`, …
    #[arg(long, value_name = "PATH=NAME", value_parser = pair)]
    rename: Vec<(String, String)>,
    /// Derive TRAIT for the types that PATTERN matches, in which * stands for any characters
    #[arg(long, value_name = "PATTERN=TRAIT", value_parser = pair)]
    derive: Vec<(String, String)>,
    /// Put the attribute on the items that PATTERN matches
    #[arg(long, value_name = "PATTERN=ATTRIBUTE", value_parser = pair)]
    attribute: Vec<(String, String)>,
    /// Use the Rust type at PATH for the types or members that PATTERN matches
    #[arg(long, value_name = "PATTERN=PATH", value_parser = pair)]
    substitute: Vec<(String, String)>,
    /// Use the types of MODULE (an absolute path: crate::qmp), made of the schema in FILE with the
    /// same role, conditions, --base64 and runtime crate, where they are the same; may be repeated
    #[arg(long, value_name = "MODULE=FILE", value_parser = pair)]
    share: Vec<(String, String)>,
    /// Convert between the types here and those of MODULE (a path in the crate: crate::v7_2), made of
    /// the schema in FILE, of any edition, with the same role, conditions, --base64 and runtime crate;
    /// may be repeated
    #[arg(long, value_name = "MODULE=FILE", value_parser = pair)]
    convert: Vec<(String, String)>,
    /// List each `From` that --convert does not add, with the reason, instead of code
    #[arg(long, requires = "convert")]
    explain_conversions: bool,
    /// Hide from `Debug` the values of the members that PATTERN matches; show them after `!`.
    /// Without it, members are hidden whose name ends in password, passwd or passphrase, or whose
    /// documentation says so
    #[arg(long, value_name = "PATTERN")]
    secret: Vec<String>,
    /// Keep members that the schema does not have, and write them back, in the objects, commands
    /// and events that PATTERN matches (* for all); may be repeated
    #[arg(long, value_name = "PATTERN")]
    keep_unknown: Vec<String>,
    /// Make the members that PATTERN matches bytes, which are base64 text on the wire: Type.member or
    /// command.member, a member's name alone, or `known` for those that QEMU documents so; after `!`,
    /// keep them text. May be repeated
    #[arg(long, value_name = "PATTERN")]
    base64: Vec<String>,
    /// Documentation that is copied from the schema
    #[arg(long, value_enum, default_value = "full", value_name = "DOCS")]
    docs: Copied,
    /// Place of the types in the file
    #[arg(long, value_enum, default_value = "flat", value_name = "LAYOUT")]
    layout: Place,
    /// Generate one API that is right for the release SOURCE, too: a schema of any edition, its
    /// folder, or a recorded answer; NAME=SOURCE names the release. May be repeated
    #[arg(long, value_name = "SOURCE")]
    also: Vec<String>,
    /// Use the type of RELEASE at PATH (`Type`, `Type.member`, `command.member`) where no type
    /// fits all releases
    #[arg(long, value_name = "PATH=RELEASE", value_parser = pair)]
    prefer: Vec<(String, String)>,
    /// Generate types of the devices in FILE, which `qapi devices` made, in the module `devices`.
    /// Several recordings, the newest first, give types for all of their releases
    #[arg(long, value_name = "FILE")]
    devices: Vec<PathBuf>,
    /// Generate only the devices, machines, CPU models and objects that PATTERN matches, in which *
    /// stands for any characters; may be repeated
    #[arg(
        long,
        value_name = "PATTERN",
        value_delimiter = ',',
        requires = "devices"
    )]
    select_device: Vec<String>,
    /// Path of the runtime crate in the generated code
    #[arg(long, default_value = "::qapi_client", value_name = "PATH")]
    crate_path: String,
    /// Path of the crate qapi-server in code for the role of a server
    #[arg(long, default_value = "::qapi_server", value_name = "PATH")]
    server_path: String,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    symbols: Defines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Everything is there
    All,
    /// Only the items of a build that defines exactly the given symbols
    Defined,
    /// They become `#[cfg(…)]`
    Cfg,
}

/// Place of types.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Place {
    /// All at the root
    Flat,
    /// In a module for each file of the schema but the first, and at the root by `pub use`
    Modules,
}

impl From<Place> for Layout {
    fn from(place: Place) -> Layout {
        match place {
            Place::Flat => Layout::Flat,
            Place::Modules => Layout::Modules,
        }
    }
}

/// Documentation that is copied from the schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Copied {
    /// All of it
    Full,
    /// None of it, so that the licence of the schema's text does not matter
    None,
}

impl From<Copied> for Docs {
    fn from(copied: Copied) -> Docs {
        match copied {
            Copied::Full => Docs::Full,
            Copied::None => Docs::None,
        }
    }
}

/// The side of the connection that code is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Side {
    /// Sends commands
    Client,
    /// Receives commands
    Server,
    /// Everything in both directions
    Both,
}

impl From<Side> for Role {
    fn from(side: Side) -> Role {
        match side {
            Side::Client => Role::Client,
            Side::Server => Role::Server,
            Side::Both => Role::Both,
        }
    }
}

/// A failure of `qapi generate`.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The source cannot be used.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Symbols cannot be read.
    #[error(transparent)]
    Symbols(#[from] SymbolsError),
    /// `--define` with conditions that do not need it.
    #[error("--define and --defines go with --conditions defined only")]
    SymbolsWithoutUse,
    /// Code cannot be generated.
    #[error(transparent)]
    Build(BuildError),
    /// The code cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Generates and writes the code. The file is whole or untouched.
///
/// # Errors
///
/// The schema cannot be read, an option does not fit it, or the code cannot be written.
pub fn run(args: &Args) -> Result<Status, GenerateError> {
    let conditions = conditions(args)?;
    let source = Source::open(&args.schema, &args.reading)?;
    let compiled = schema::compile_source(&source, &args.reading, &conditions)?;
    if compiled.schema.is_none() {
        return Ok(schema::complain(&compiled)?);
    }
    if args.explain_conversions {
        return explain(args, &conditions, &compiled);
    }
    let generated = builder(args, &conditions)
        .generate_compiled(&compiled)
        .map_err(GenerateError::Build)?;
    output::write(args.output.as_deref(), &generated.code)?;
    Ok(Status::Fine)
}

/// Lists the missing conversions, a line for each.
fn explain(
    args: &Args,
    conditions: &Conditions,
    compiled: &Compiled,
) -> Result<Status, GenerateError> {
    let missing = builder(args, conditions).missing_conversions_of(compiled);
    let mut text = String::new();
    for missing in missing.map_err(GenerateError::Build)? {
        text.push_str(&format!("{missing}\n"));
    }
    output::write(args.output.as_deref(), &text)?;
    Ok(Status::Fine)
}

fn builder(args: &Args, conditions: &Conditions) -> Builder {
    let plain = |schema: &Path| {
        let builder = Builder::new(schema);
        let builder = args.base64.iter().fold(builder, Builder::base64);
        builder
            .edition(args.reading.edition)
            .role(args.role.into())
            .conditions(conditions.clone())
            .crate_path(&args.crate_path)
            .server_path(&args.server_path)
    };
    let mut builder = plain(Path::new(&args.schema))
        .layout(args.layout.into())
        .docs(args.docs.into());
    for (module, schema) in &args.share {
        builder = builder.share_types_with(module, plain(Path::new(schema)));
    }
    for (module, schema) in &args.convert {
        let other = plain(Path::new(schema)).edition(Edition::default());
        builder = builder.convert_with(module, other);
    }
    if !args.select.is_empty() {
        builder = builder.select(&args.select);
    }
    if args.exclude_deprecated {
        builder = builder.exclude_deprecated();
    }
    if args.exclude_unstable {
        builder = builder.exclude_unstable();
    }
    type Rule = fn(Builder, &String, &String) -> Builder;
    let rules: [(&[(String, String)], Rule); 4] = [
        (&args.rename, |b, what, how| b.rename(what, how)),
        (&args.derive, |b, what, how| b.derive(what, how)),
        (&args.attribute, |b, what, how| b.attribute(what, how)),
        (&args.substitute, |b, what, how| b.substitute(what, how)),
    ];
    for (pairs, rule) in rules {
        builder = pairs
            .iter()
            .fold(builder, |b, (what, how)| rule(b, what, how));
    }
    for source in &args.also {
        builder = match source.split_once('=') {
            Some((name, path)) if !name.contains('/') => builder.also_named(name, path),
            _ => builder.also(source),
        };
    }
    for (path, release) in &args.prefer {
        builder = builder.prefer(path, release);
    }
    builder = args.devices.iter().fold(builder, Builder::devices);
    builder = builder.select_devices(&args.select_device);
    let keep = &args.keep_unknown;
    builder = keep.iter().fold(builder, Builder::keep_unknown);
    args.secret.iter().fold(builder, Builder::secret)
}

fn conditions(args: &Args) -> Result<Conditions, GenerateError> {
    let what = args.conditions.unwrap_or(if args.symbols.is_empty() {
        What::All
    } else {
        What::Defined
    });
    match what {
        What::Defined => Ok(Conditions::Defined(args.symbols.read()?.into_names())),
        _ if !args.symbols.is_empty() => Err(GenerateError::SymbolsWithoutUse),
        What::All => Ok(Conditions::All),
        What::Cfg => Ok(Conditions::Cfg),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((what, how)) if !what.is_empty() && !how.is_empty() => Ok((what.into(), how.into())),
        _ => Err("something on both sides of a '=' is expected".to_owned()),
    }
}
