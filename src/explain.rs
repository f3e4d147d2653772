//! `qapi explain`: the meaning of a diagnostic's code, with an example.

use qapi_client::introspect::nearest::nearest;
use qapi_parser::diag::Code;

use qapi_diff::{rule, rules};

use crate::output::{self, OutputError, Status};

/// Explain the code of a diagnostic, or a rule of `qapi diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  qapi explain unknown-type")]
pub struct Args {
    /// The code or rule, as shown in brackets; without it, all codes are listed (and by `qapi diff
    /// --list-rules` all rules)
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// A failure of `qapi explain`.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// No diagnostic and no rule has that code.
    #[error("no diagnostic has the code '{name}'{hint}")]
    UnknownCode {
        /// The code.
        name: String,
        /// `; did you mean …?` or nothing.
        hint: String,
    },
    /// The result cannot be printed.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Prints the explanation of a code, or the list of codes.
///
/// # Errors
///
/// [`ExplainError::UnknownCode`], or standard output cannot be written.
pub fn run(args: &Args) -> Result<Status, ExplainError> {
    let text = match &args.code {
        None => Code::all()
            .map(|c| format!("{:32} {}\n", c.name(), c.title()))
            .collect(),
        Some(name) => match Code::by_name(name) {
            Some(code) => explain(code),
            None => match rule(name) {
                Some(rule) => crate::diff::explain(rule),
                None => return Err(unknown(name)),
            },
        },
    };
    output::print(&text)?;
    Ok(Status::Fine)
}

fn explain(code: Code) -> String {
    let indented: String = code
        .example()
        .trim_matches('\n')
        .lines()
        .map(|l| format!("    {l}\n"))
        .collect();
    format!(
        "{}: {}\n\n{}\n\nExample:\n\n{indented}",
        code.name(),
        code.title(),
        code.explanation().trim()
    )
}

fn unknown(name: &str) -> ExplainError {
    let nearest = nearest(
        name,
        Code::all()
            .map(Code::name)
            .chain(rules().map(|rule| rule.id)),
    );
    ExplainError::UnknownCode {
        name: name.to_owned(),
        hint: output::did_you_mean(nearest),
    }
}
