#![doc = include_str!("../README.md")]

pub mod devices;

#[cfg(feature = "arguments")]
mod check;
#[cfg(feature = "arguments")]
mod command_line;
#[cfg(feature = "arguments")]
mod flat;
#[cfg(feature = "arguments")]
mod json;
#[cfg(feature = "arguments")]
mod keyval;
#[cfg(feature = "arguments")]
mod problem;
#[cfg(feature = "arguments")]
mod qemu;
#[cfg(feature = "arguments")]
mod reader;
#[cfg(feature = "arguments")]
mod scalar;
#[cfg(feature = "arguments")]
mod tree;
#[cfg(feature = "arguments")]
mod types;
#[cfg(feature = "arguments")]
mod words;
#[cfg(feature = "arguments")]
mod write;

#[cfg(feature = "arguments")]
pub use command_line::CommandLine;
#[cfg(feature = "arguments")]
pub use problem::{Finding, Findings, Problem, Severity};
#[cfg(feature = "arguments")]
pub use qemu::{CommandLineError, Qemu};
#[cfg(feature = "arguments")]
pub use reader::{Checked, Reader, UnknownType, json_text};
#[cfg(feature = "arguments")]
pub use tree::Span;
#[cfg(feature = "arguments")]
pub use types::{Form, Type};
#[cfg(feature = "arguments")]
pub use words::{Word, split_words};
