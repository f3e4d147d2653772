//! `qapi completions` and `qapi man`: files for shells and for `man`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli;
use crate::output::{self, OutputError, Status};

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    qapi completions bash > ~/.local/share/bash-completion/completions/qapi")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Write manual pages, one for each subcommand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder, which is made where it does not exist
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Manual pages or a script that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    /// The folder cannot be made.
    #[error("cannot make the folder {path}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A page cannot be rendered.
    #[error("cannot render the page")]
    Render(#[source] io::Error),
    /// A file cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the script.
///
/// # Errors
///
/// [`ManualError::Output`].
pub fn completions(args: &CompletionsArgs) -> Result<Status, ManualError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::Args::command(), "qapi", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Fine)
}

/// Writes `qapi.1`, and `qapi-SUBCOMMAND.1` for each subcommand.
///
/// # Errors
///
/// [`ManualError`].
pub fn man(args: &ManArgs) -> Result<Status, ManualError> {
    let folder = &args.folder;
    fs::create_dir_all(folder).map_err(|source| ManualError::Folder {
        path: folder.clone(),
        source,
    })?;
    let mut command = cli::Args::command().disable_help_subcommand(true);
    command.build();
    let mut open = vec![command];
    while let Some(command) = open.pop() {
        let page = clap_mangen::Man::new(command.clone());
        let mut text = Vec::new();
        page.render(&mut text).map_err(ManualError::Render)?;
        let path = folder.join(page.get_filename());
        output::write(Some(&path), &String::from_utf8_lossy(&text))?;
        open.extend(command.get_subcommands().cloned());
    }
    Ok(Status::Fine)
}
