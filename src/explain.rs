//! `qapi explain`: what a diagnostic's code means, with an example.

use qapi_parser::diag::{self, Code};

use qapi_diff::{rule, rules};

use crate::output::{self, Error, Status};

/// Explain the code of a diagnostic, or a rule of `qapi diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code or rule, as shown in brackets; without it, all codes are listed (and by `qapi diff
    /// --list-rules` all rules)
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the explanation of a code, or the list of codes.
///
/// # Errors
///
/// [`Error::UnknownCode`], or standard output cannot be written.
pub fn run(args: &Args) -> Result<Status, Error> {
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

fn unknown(name: &str) -> Error {
    let nearest = diag::nearest(
        name,
        Code::all()
            .map(Code::name)
            .chain(rules().map(|rule| rule.id)),
    );
    Error::UnknownCode {
        name: name.to_owned(),
        hint: output::did_you_mean(nearest),
    }
}
