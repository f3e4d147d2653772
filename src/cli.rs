//! Arguments of the command line, and the subcommands that serve them.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::config::{Color, Config};
use crate::error::Error;
use crate::output::{self, Status};

/// Compile QAPI, the schema language of QEMU's management protocols.
///
/// A SOURCE is a schema file or its folder, a file with a reply to query-qmp-schema, or a live
/// monitor: unix:PATH, tcp:HOST:PORT, the path of a socket, or HOST:PORT. A name in qapi.toml stands
/// for its source, and `-` for standard input. NAME=SOURCE gives a name to use in reports.
///
/// Exit status: 0 as asked; 1 findings (errors in a schema, a path that does not hold, changes at
/// or above the level); 2 unusable arguments, unreadable or malformed input.
#[derive(Debug, Parser)]
#[command(
    name = "qapi",
    version,
    propagate_version = true,
    after_help = "Example:\n  qapi check qapi-schema.json"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

/// Options of every subcommand.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// Use of colours; NO_COLOR and CLICOLOR_FORCE decide for `auto`
    #[arg(long, value_enum, global = true, value_name = "WHEN")]
    color: Option<When>,
    /// Do not report written files
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// Use of colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum When {
    /// On a terminal
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one value, for the whole run"
)]
enum Command {
    Check(crate::check::Args),
    Ir(crate::ir::Args),
    Generate(crate::generate::Args),
    Introspect(crate::introspect::Args),
    Query(crate::query::Args),
    Diff(crate::diff::Args),
    Explain(crate::explain::Args),
    Doc(crate::doc::Args),
    Export(crate::export::Args),
    Args(crate::args::Args),
    Devices(crate::devices::Args),
    #[cfg(all(unix, feature = "proxy"))]
    Proxy(crate::proxy::Args),
    #[cfg(feature = "shell")]
    Shell(crate::shell::Args),
    Config(crate::config::Args),
    Completions(crate::manual::CompletionsArgs),
    Man(crate::manual::ManArgs),
}

impl Args {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// [`Error`]: exit status 2.
    pub fn run(&self) -> Result<Status, Error> {
        output::start(self.global.quiet);
        self.global.choose_colours();
        Ok(match &self.command {
            Command::Check(args) => crate::check::run(args)?,
            Command::Ir(args) => crate::ir::run(args)?,
            Command::Generate(args) => crate::generate::run(args)?,
            Command::Introspect(args) => crate::introspect::run(args)?,
            Command::Query(args) => crate::query::run(args)?,
            Command::Diff(args) => crate::diff::run(args)?,
            Command::Explain(args) => crate::explain::run(args)?,
            Command::Doc(args) => crate::doc::run(args)?,
            Command::Export(args) => crate::export::run(args)?,
            Command::Args(args) => crate::args::run(args)?,
            Command::Devices(args) => crate::devices::run(args)?,
            #[cfg(all(unix, feature = "proxy"))]
            Command::Proxy(args) => crate::proxy::run(args)?,
            #[cfg(feature = "shell")]
            Command::Shell(args) => crate::shell::run(args)?,
            Command::Config(args) => crate::config::run(args)?,
            Command::Completions(args) => crate::manual::completions(args)?,
            Command::Man(args) => crate::manual::man(args)?,
        })
    }
}

impl Global {
    /// Sets the colours: the flag, then the environment, then the configuration file.
    fn choose_colours(&self) {
        use anstream::ColorChoice;
        let configured = || {
            // A broken file is reported by the subcommand that needs it.
            let color = Config::get().ok().and_then(Config::color)?;
            let unset = |name: &str| std::env::var_os(name).is_none_or(|value| value.is_empty());
            (unset("NO_COLOR") && unset("CLICOLOR_FORCE")).then_some(color)
        };
        let choice = match self.color {
            Some(When::Always) => ColorChoice::Always,
            Some(When::Never) => ColorChoice::Never,
            Some(When::Auto) => ColorChoice::Auto,
            None => match configured() {
                Some(Color::Always) => ColorChoice::Always,
                Some(Color::Never) => ColorChoice::Never,
                Some(Color::Auto) | None => ColorChoice::Auto,
            },
        };
        choice.write_global();
    }
}
