//! The generator's options: `Builder`, `qapi generate` and `include_qapi!` have the same ones.

use std::collections::BTreeSet;
use std::fs;

use qapi_test_support::{Trial, trials};

use super::command::run;

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![builder_command_and_macro_have_the_same_options]
}

/// An option that does not have one name in all three, with the reason.
struct Exception {
    builder: &'static [&'static str],
    command: &'static [&'static str],
    in_macro: &'static [&'static str],
    reason: &'static str,
}

/// Every option that the three do not all have under one name.
#[rustfmt::skip]
const EXCEPTIONS: &[Exception] = &[
    Exception { builder: &[], command: &[], in_macro: &["schema"],
        reason: "the argument of `Builder::new` and of the command" },
    Exception { builder: &["also", "also_named"], command: &["also"], in_macro: &["also"],
        reason: "the name of a release is part of the value" },
    Exception { builder: &["named"], command: &[], in_macro: &[],
        reason: "the others take the name from the source's path" },
    Exception { builder: &["define"], command: &["define", "defines"], in_macro: &["define", "defines"],
        reason: "a build script reads a file of symbols itself" },
    Exception { builder: &["exclude_deprecated", "exclude_unstable"],
        command: &["exclude_deprecated", "exclude_unstable"], in_macro: &["exclude"],
        reason: "the macro takes a list of features" },
    Exception { builder: &["share_types_with"], command: &["share"], in_macro: &[],
        reason: "the macro makes one module, which owns its types" },
    Exception { builder: &["convert_with"], command: &["convert"], in_macro: &["convert"],
        reason: "the builder's method says that another builder follows" },
    Exception { builder: &[], command: &["explain_conversions"], in_macro: &[],
        reason: "`Builder::missing_conversions` returns them; a macro has no output but code" },
    Exception { builder: &["select_devices"], command: &["select_device"], in_macro: &["select_devices"],
        reason: "an option that is repeated is named for one value" },
    Exception { builder: &["crate_path"], command: &["crate_path"], in_macro: &["crate"],
        reason: "as the option of serde's macros" },
    Exception { builder: &["server_path"], command: &["server_path"], in_macro: &["server_crate"],
        reason: "as the option `crate`" },
    Exception { builder: &[], command: &["output"], in_macro: &[],
        reason: "`Builder::write` takes the path; a macro writes no file" },
    Exception { builder: &[], command: &["max_size"], in_macro: &[],
        reason: "a build trusts its own sources" },
    Exception { builder: &[], command: &["color", "quiet", "help", "version"], in_macro: &[],
        reason: "options of every subcommand" },
];

type Names = BTreeSet<String>;

/// `qapi generate --help`, which clap makes of its tree.
fn command() -> Names {
    let help = run(["generate", "--help"]);
    assert_eq!(help.status, 0, "{help:?}");
    let lines = help.out.lines().map(str::trim_start);
    let options = lines.filter(|line| line.starts_with('-'));
    let names = options.filter_map(|line| line.split_once("--").map(|(_, rest)| rest));
    let end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let names = names.filter_map(|rest| rest.split(end).next());
    names.map(|name| name.replace('-', "_")).collect()
}

/// The methods by which a `Builder` becomes another.
fn builder() -> Names {
    let files = ["builder.rs", "builder/devices.rs"];
    let text = files.map(|file| fs::read_to_string(format!("qapi-codegen/src/{file}")).unwrap());
    let text = text.concat();
    let signatures = text.split("    pub fn ").skip(1);
    let signatures = signatures.filter_map(|rest| rest.split(" {").next());
    let changes = signatures.filter(|text| text.contains("(mut self") && text.ends_with("-> Self"));
    let names = changes.filter_map(|text| text.split(['(', '<']).next());
    names.map(str::to_owned).collect()
}

/// The keys in the macro's one table.
fn in_macro() -> Names {
    let text = fs::read_to_string("qapi-macros/src/include/options.rs").unwrap();
    let entries = text.split("Opt { name: \"").skip(1);
    let names = entries.filter_map(|rest| rest.split('"').next());
    names.map(str::to_owned).collect()
}

fn builder_command_and_macro_have_the_same_options() {
    let mut left = [builder(), command(), in_macro()];
    for known in ["derive", "base64", "select"] {
        assert!(left.iter().all(|names| names.contains(known)), "{left:?}");
    }
    for exception in EXCEPTIONS {
        let sides = [exception.builder, exception.command, exception.in_macro];
        for (names, excepted) in left.iter_mut().zip(sides) {
            for name in excepted {
                let is_there = names.remove(*name);
                assert!(is_there, "{name} is none ({})", exception.reason);
            }
        }
    }
    let [builder, command, in_macro] = left;
    assert_eq!(builder, command, "Builder and qapi generate differ");
    assert_eq!(builder, in_macro, "Builder and include_qapi! differ");
}
