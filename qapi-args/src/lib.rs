#![doc = include_str!("../README.md")]

#[cfg(feature = "arguments")]
mod arguments;
pub mod devices;

#[cfg(feature = "arguments")]
pub use arguments::{
    Checked, CommandLine, CommandLineError, Finding, Findings, Form, Problem, Qemu, Reader,
    Severity, Span, Type, UnknownType, Word, json_text, split_words,
};
