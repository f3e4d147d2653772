//! Values and command lines by a schema.
//!
//! Input: text as key=value, JSON or a command line, and the schema's types. Output: values, text, or
//! findings with their places in the text.

mod check;
mod command_line;
mod flat;
mod json;
mod keyval;
mod problem;
mod qemu;
mod reader;
mod scalar;
mod tree;
mod types;
mod words;
mod write;

pub use command_line::CommandLine;
pub use problem::{Finding, Findings, Problem, Severity};
pub use qemu::{CommandLineError, Qemu};
pub use reader::{Checked, Reader, UnknownType, json_text};
pub use tree::Span;
pub use types::{Form, Type};
pub use words::{Word, split_words};
