//! Help, colours, the pager, completion scripts and manual pages.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use qapi_test_support::{Trial, program, trials};

use super::command::{Run, qapi, run};
use super::terminal::begin;

/// The tests of this module.
pub(crate) fn all() -> Vec<Trial> {
    trials![
        every_subcommand_has_an_example,
        colours_are_chosen,
        long_text_is_paged_on_a_terminal,
        progress_is_shown_of_work_that_takes_over_a_second,
        bash_loads_its_completion,
        every_shell_has_a_script,
        manual_pages_are_written,
        a_closed_pipe_is_no_error,
        written_files_are_reported,
    ]
}

/// Names of the subcommands, from the help.
fn subcommands() -> Vec<String> {
    let help = run(["--help"]).out;
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn every_subcommand_has_an_example() {
    let all = subcommands();
    assert!(all.len() >= 10, "{all:?}");
    let without: Vec<_> = all
        .iter()
        .filter(|name| !run([name, "--help"]).out.contains("Example"))
        .collect();
    assert!(without.is_empty(), "{without:?} have no example");
    let help = run(["check", "--help"]).out;
    // Options stand under their own heading, and under no group's.
    let order = [
        "Options:",
        "--format",
        "Reading:",
        "--edition",
        "Lints:",
        "History:",
    ];
    let places: Vec<_> = order.iter().map(|part| help.find(part)).collect();
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{places:?} {help}"
    );
}

fn colours_are_chosen() {
    const DIFF: [&str; 3] = ["diff", "tests/diff/1.1.json", "tests/diff/1.2.json"];
    let coloured = |options: &[&str], variables: &[(&str, &str)]| {
        let mut command = qapi([&DIFF[..], options].concat());
        command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        let run = Run::from(command.envs(variables.iter().copied()).output().unwrap());
        assert_eq!(run.status, 1, "{run:?}");
        run.out.contains("\u{1b}[")
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(
        &[],
        &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]
    ));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    // Only text has colours.
    assert!(!coloured(&["--color", "always", "--format", "json"], &[]));
    let plain = run(DIFF).out;
    let text = run([&DIFF[..], &["--color", "always"]].concat()).out;
    let mut stripped = String::new();
    for (index, part) in text.split('\u{1b}').enumerate() {
        let rest = part.split_once('m').map_or(part, |(_, rest)| rest);
        stripped += if index == 0 { part } else { rest };
    }
    assert_eq!(stripped, plain);
    // Messages are coloured by the stream that they go to.
    let run = run(["--color", "always", "query", "nothing", "x"]);
    assert!(run.err.starts_with("\u{1b}[1m\u{1b}[31merror:"), "{run:?}");
}

/// Runs the command at a terminal of 24 rows.
fn at_terminal(arguments: &str, pager: &str) -> String {
    let mut command = Command::new("sh");
    let script = format!("stty cols 80 rows 24; exec \"$0\" {arguments}");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_qapi")]);
    command.env("PAGER", pager).env_remove("QAPI_PAGER");
    begin(command).terminal.exp_eof().unwrap()
}

fn long_text_is_paged_on_a_terminal() {
    let long = at_terminal("explain", "sed 's/^/paged /'");
    assert!(
        long.lines().all(|line| line.starts_with("paged ")),
        "{long}"
    );
    let short = at_terminal("explain unknown-type", "sed 's/^/paged /'");
    assert!(!short.contains("paged"), "{short}");
    for none in ["", "cat", "/no/such/pager"] {
        let text = at_terminal("explain", none);
        assert!(text.contains("unknown-type"), "{none}: {text}");
    }
    let mut command = qapi(["explain"]);
    let run = Run::from(command.env("PAGER", "sed 's/^/paged /'").output().unwrap());
    assert!(!run.out.contains("paged"));
}

/// Pipes in place of schemas make each step take as long as the test wants.
fn progress_is_shown_of_work_that_takes_over_a_second() {
    const SCHEMA: &str = "{ 'enum': 'E', 'data': [ 'a' ] }\n";
    let folder = tempfile::tempdir().unwrap();
    let pipes = ["one.json", "two.json", "three.json"].map(|name| folder.path().join(name));
    let made = Command::new("mkfifo").args(&pipes).status().unwrap();
    assert!(made.success());
    let check = |stderr: &str| {
        let mut command = Command::new("sh");
        let script = format!("exec \"$@\" {stderr}");
        command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_qapi"), "check"]);
        command.args(&pipes).env("TERM", "xterm");
        begin(command)
    };
    // The command opens the first pipe when it has begun, and gets its text more than a second later.
    let first = || {
        let mut pipe = fs::File::options().write(true).open(&pipes[0]).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1200));
        pipe.write_all(SCHEMA.as_bytes()).unwrap();
    };
    let mut session = check("");
    first();
    session.terminal.exp_string("] 1/3 ").unwrap();
    session.terminal.exp_string("two.json").unwrap();
    fs::write(&pipes[1], SCHEMA).unwrap();
    session.terminal.exp_string("] 2/3 ").unwrap();
    fs::write(&pipes[2], SCHEMA).unwrap();
    // It is cleared at the end.
    let rest = session.terminal.exp_eof().unwrap();
    assert!(rest.contains("\u{1b}[2K"), "{rest:?}");
    // No file gets it.
    let said = folder.path().join("said");
    let mut session = check(&format!("2>{}", said.display()));
    first();
    for pipe in &pipes[1..] {
        fs::write(pipe, SCHEMA).unwrap();
    }
    let out = session.terminal.exp_eof().unwrap();
    let said = fs::read_to_string(said).unwrap();
    assert!(!out.contains("/3") && !said.contains("/3"), "{out}{said}");
}

fn bash_loads_its_completion() {
    let script = "source <(\"$0\" completions bash); complete -p qapi; \
                  COMP_WORDS=(qapi gener); COMP_CWORD=1; _qapi qapi gener qapi; \
                  echo \"${COMPREPLY[@]}\"";
    let mut command = Command::new(program("bash"));
    command.args(["-c", script, env!("CARGO_BIN_EXE_qapi")]);
    let run = Run::from(command.output().unwrap());
    run.expect(0, "-F _qapi");
    run.expect(0, "\ngenerate\n");
}

fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        run(["completions", shell]).expect(0, "introspect");
    }
    run(["completions", "tcsh"]).expect(2, "possible values");
}

fn manual_pages_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man/man1");
    run([Path::new("man"), &pages]).expect(0, "wrote ");
    for name in subcommands() {
        let page = fs::read_to_string(pages.join(format!("qapi-{name}.1"))).unwrap();
        assert!(
            page.starts_with(".ie") && page.contains(".SH SYNOPSIS"),
            "{name}"
        );
    }
    let main = fs::read_to_string(pages.join("qapi.1")).unwrap();
    assert!(main.contains("Exit status"), "{main}");
}

fn a_closed_pipe_is_no_error() {
    for arguments in ["explain", "query schemas/tutorial/vm.json --list"] {
        let script = format!("set -o pipefail; \"$0\" {arguments} | head -1");
        let mut command = Command::new(program("bash"));
        command.args(["-c", &script, env!("CARGO_BIN_EXE_qapi")]);
        let run = Run::from(command.output().unwrap());
        assert_eq!((run.status, &*run.err), (0, ""), "{arguments}");
        assert_eq!(run.out.lines().count(), 1);
    }
}

fn written_files_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vm.json");
    let path = path.to_str().unwrap();
    let write = |options: &[&str]| {
        run([
            &["introspect", "schemas/tutorial/vm.json", "-o", path],
            options,
        ]
        .concat())
    };
    let first = write(&[]);
    assert!(
        first.err.starts_with("wrote ") && first.err.contains(" lines in "),
        "{first:?}"
    );
    write(&[]).expect(0, " is up to date: ");
    assert_eq!(write(&["--quiet"]).err, "");
}
