//! Mistakes in a macro's call with their places: the source of every `compile_error!`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use thiserror::Error;

/// A problem and the place in the caller's code to show it at.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    span: Span,
    problem: Box<Problem>,
}

/// The mistake.
#[derive(Clone, Debug, Error)]
pub(crate) enum Problem {
    /// A syntax error in the call.
    #[error("expected {what}{}", found.as_ref().map(|f| format!(", found `{f}`")).unwrap_or_default())]
    Expected {
        /// The expected text.
        what: &'static str,
        /// The token found instead; None at the end.
        found: Option<String>,
    },
    /// No option, statement or choice has that name.
    #[error("{what} `{name}`{} There {}", near(.nearest, "."), list(.known))]
    Unknown {
        /// `no option`, `no such role`
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
        /// The known names.
        known: Vec<&'static str>,
    },
    /// A name is given twice.
    #[error("`{0}` is given already")]
    Twice(String),
    /// No schema is given.
    #[error("`schema`, the path of a schema, is missing")]
    NoSchema,
    /// A value does not suit its option.
    #[error("option `{option}` takes {takes}")]
    Value {
        /// The option.
        option: &'static str,
        /// The value that it takes.
        takes: &'static str,
    },
    /// A file cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// The reason.
        reason: String,
    },
    /// An error in a schema, with its excerpt.
    #[error("{0}")]
    Schema(String),
    /// Two options that contradict each other.
    #[error("`{option}` has no effect with `conditions: {conditions}`")]
    NoEffect {
        /// The option.
        option: &'static str,
        /// The treatment of conditions.
        conditions: &'static str,
    },
    /// A probe that holds in no schema.
    #[error(
        "`{path}` can never hold in {schemas}\nstep {step}, `{text}`, is not possible {place}{}\npossible there: {possible}",
        near(.nearest, "")
    )]
    Impossible {
        /// The path.
        path: String,
        /// The schemas.
        schemas: String,
        /// The number of the step that fails, counted from 1.
        step: usize,
        /// The text of the step.
        text: String,
        /// The steps before the failing one, and the schema.
        place: String,
        /// The nearest possible step.
        nearest: Option<String>,
        /// The steps that are possible.
        possible: String,
    },
    /// The message of another crate.
    #[error("{0}")]
    Other(String),
}

impl Problem {
    /// `name` is not among `known`.
    pub(crate) fn unknown(what: &'static str, name: &str, known: Vec<&'static str>) -> Problem {
        let nearest = qapi_parser::diag::nearest(name, known.iter().copied()).map(str::to_owned);
        Problem::Unknown {
            what,
            name: name.to_owned(),
            nearest,
            known,
        }
    }
}

impl Failure {
    pub(crate) fn new(span: Span, problem: Problem) -> Failure {
        let problem = Box::new(problem);
        Failure { span, problem }
    }

    /// Wraps an error of this or another crate, reported at `span`.
    pub(crate) fn from_error(span: Span, error: &dyn std::error::Error) -> Failure {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        Failure::new(span, Problem::Other(text))
    }

    /// The `compile_error!` that shows it.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        let message = self.problem.to_string();
        quote_spanned!(self.span=> ::core::compile_error! { #message })
    }
}

/// The `compile_error!`s of all.
pub(crate) fn compile_errors(failures: &[Failure]) -> TokenStream {
    failures.iter().map(Failure::to_compile_error).collect()
}

fn near(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}

fn list(known: &[&str]) -> String {
    let quoted: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
    match quoted.as_slice() {
        [init @ .., last] if !init.is_empty() => format!("are {} and {last}", init.join(", ")),
        _ => format!("is {}", quoted.concat()),
    }
}
