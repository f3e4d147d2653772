#![doc = include_str!("../README.md")]

pub mod devices;

mod check;

mod flat;
mod json;
mod keyval;
mod problem;
mod reader;
mod scalar;
mod tree;
mod types;
mod write;

pub use problem::{Finding, Findings, Problem, Severity};
pub use reader::{Checked, Reader, UnknownType, json_text};
pub use tree::Span;
pub use types::{Form, Type};
