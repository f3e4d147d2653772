//! `qapi explain`: what a diagnostic's code means, with an example.

use qapi_parser::diag::{self, Code};

use crate::output::{self, Error, Status};

/// Explain the code of a diagnostic.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code, as diagnostics show it in brackets; without it, all codes are listed
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
            None => return Err(unknown(name)),
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
    let nearest = diag::nearest(name, Code::all().map(Code::name));
    Error::UnknownCode {
        name: name.to_owned(),
        hint: output::did_you_mean(nearest),
    }
}
