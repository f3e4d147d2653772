//! Help on a command or event from its schema.
//!
//! Input: `help NAME`, perhaps with tags (`driver=qcow2`) that decide branches and with a member
//! to tell of (`file`, `file.filename`). Output: members with types, features, branches, results.

mod page;
mod properties;

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

pub use self::properties::properties;
use crate::given::{self, Map};
use crate::knowledge::Knowledge;
use crate::line::{Word, WordKind};
use crate::own;
use crate::pretty::{Paint, Style, escape, pad};
use crate::problem::{LineError, Problem, hint};
use page::{Page, Path};

/// Columns for the usage of the shell's own commands; longer ones have a line of their own.
const OWN_USAGE: usize = 24;

/// The shell's own commands.
pub fn own_commands(paint: Paint) -> String {
    let mut text = String::new();
    for own in &own::COMMANDS {
        let mut usage = pad(own.usage, OWN_USAGE);
        if own.usage.width() > OWN_USAGE {
            usage += &format!("\n{}", " ".repeat(OWN_USAGE));
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}  {}", paint.paint(Style::Name, &usage), own.help);
    }
    text + "Arguments are NAME=VALUE, NAME.NAME=VALUE, LIST.0=VALUE, NAME:=JSON or {JSON}.\n\
            {\"execute\": …} is sent as it is, whatever the schema says.\n"
}

/// Returns help on the command, event or member that the words after `help` name.
///
/// # Errors
///
/// There is no such thing.
pub fn help(
    knowledge: &Knowledge,
    line: &str,
    words: &[Word],
    paint: Paint,
) -> Result<String, LineError> {
    let Some((name, rest)) = words.split_first() else {
        return Ok(
            "help COMMAND describes a command or event, help PART lists those with that in their \
                   names;\nhelp COMMAND MEMBER describes an argument, :help the shell.\n"
                .to_owned(),
        );
    };
    let text = &line[name.span.clone()];
    if text.starts_with(':') {
        return Ok(own_commands(paint));
    }
    let Some(schema) = knowledge.schema() else {
        return listed_only(knowledge, text, paint)
            .ok_or_else(|| LineError::new(Problem::NoSchema, name.span.clone()));
    };
    let info = schema.entity(text).filter(|info| info.is_root());
    let Some(info) = info else {
        let names = knowledge.commands().into_iter().chain(knowledge.events());
        if let Some(list) = listed(text, names.clone(), paint) {
            return Ok(list);
        }
        let problem = Problem::UnknownTopic {
            name: text.to_owned(),
            hint: hint(text, names),
        };
        return Err(LineError::new(problem, name.span.clone()));
    };
    let mut page = Page {
        schema,
        source: line,
        paint,
        out: String::new(),
    };
    let (given, path) = arguments(line, rest)?;
    page.root(info, &given, path.as_ref())?;
    Ok(page.out)
}

/// Describes a command of an agent's list, or lists the commands with that in their names.
fn listed_only(knowledge: &Knowledge, text: &str, paint: Paint) -> Option<String> {
    if !knowledge.is_listed(text) {
        return listed(text, knowledge.commands().into_iter(), paint);
    }
    let name = paint.paint(Style::Strong, &escape(text));
    let disabled = match knowledge.is_disabled(text) {
        true => ", disabled",
        false => "",
    };
    Some(format!(
        "{name}\n  command of the agent{disabled}; --schema gives more\n"
    ))
}

/// The names that have the text within them, whatever its case; None if there are none.
fn listed<'n>(text: &str, names: impl Iterator<Item = &'n str>, paint: Paint) -> Option<String> {
    let wanted = text.to_ascii_lowercase();
    let found: Vec<_> = names
        .filter(|name| name.to_ascii_lowercase().contains(&wanted))
        .collect();
    let heading = format!(
        "commands and events with `{}` in their names:",
        escape(text)
    );
    let line = |name: &&str| format!("  {}\n", paint.paint(Style::Name, &escape(name)));
    let list: String = found.iter().map(line).collect();
    (!found.is_empty()).then(|| format!("{heading}\n{list}"))
}

/// The tags that are given, and the member that is asked for.
fn arguments(line: &str, words: &[Word]) -> Result<(Map, Option<Path>), LineError> {
    let mut tags = Vec::new();
    let mut path = None;
    for word in words {
        let key = match &word.kind {
            WordKind::Bare => word.span.clone(),
            WordKind::Pair { key, value } if value.text.is_empty() => key.clone(),
            _ => {
                tags.push(word.clone());
                continue;
            }
        };
        let dots = line[key.clone()].trim_end_matches('.').len();
        let span = key.start..key.start + dots;
        let parts = given::parts(line, &span)?;
        let parts = parts.into_iter().map(|(name, _)| name).collect();
        path = Some(Path { parts, span });
    }
    Ok((given::read(line, &tags)?, path))
}
