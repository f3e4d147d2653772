#![doc = include_str!("../README.md")]

pub mod devices;

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
