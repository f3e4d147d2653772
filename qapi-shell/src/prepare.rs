//! A line becomes an action.
//!
//! Input: a line, and the [`Knowledge`] of the peer. Output: a command of the shell's own, a question
//! for help, or a message to send.

use serde_json::Value;

use crate::given::{self, Node};
use crate::hmp;
use crate::knowledge::Knowledge;
use crate::line::{self, Word, WordKind};
use crate::option;
use crate::own::{self, Own};
use crate::problem::{LineError, Problem, hint};
use crate::request::Request;
use crate::types;
use crate::typing::{self, Typist};

/// An action.
#[derive(Debug)]
pub enum Prepared {
    /// Nothing: an empty line, or a comment.
    Nothing,
    /// A command of the shell, and the words behind it.
    Own(&'static Own, Vec<Word>),
    /// A question for help, by the words behind it.
    Help(Vec<Word>),
    /// A command to send.
    Send(Request),
    /// A line for the human monitor.
    Hmp(String),
    /// The mode of lines for the human monitor begins or ends.
    HmpMode,
}

/// Reads a line.
///
/// # Errors
///
/// The first mistake in it.
pub fn prepare(knowledge: &Knowledge, text: &str) -> Result<Prepared, LineError> {
    if line::is_comment(text) {
        return Ok(Prepared::Nothing);
    }
    if let Some(line) = hmp::behind(text) {
        return Ok(match line {
            "" => Prepared::HmpMode,
            line => Prepared::Hmp(line.to_owned()),
        });
    }
    if let Some(request) = option::request(knowledge, text)? {
        return Ok(Prepared::Send(request));
    }
    let (words, error) = line::words(text);
    if let Some(error) = error {
        return Err(error);
    }
    let Some((first, rest)) = words.split_first() else {
        return Ok(Prepared::Nothing);
    };
    match (&first.kind, &text[first.span.clone()]) {
        (WordKind::Json, _) => message(text, first, rest).map(Prepared::Send),
        (WordKind::Pair { .. }, _) => Err(LineError::new(Problem::NoCommand, first.span.clone())),
        (WordKind::Bare, "help") => Ok(Prepared::Help(rest.to_vec())),
        (WordKind::Bare, ":oob") => match rest.split_first() {
            Some((name, rest)) => command(knowledge, text, name, rest, true).map(Prepared::Send),
            None => Err(LineError::new(Problem::NoCommand, first.span.clone())),
        },
        (WordKind::Bare, name) if name.starts_with(':') => own(name, first, rest),
        (WordKind::Bare, name) => {
            let mut word = first.clone();
            let oob = name.starts_with('!');
            word.span.start += usize::from(oob);
            command(knowledge, text, &word, rest, oob).map(Prepared::Send)
        }
    }
}

fn own(name: &str, word: &Word, rest: &[Word]) -> Result<Prepared, LineError> {
    let own = own::COMMANDS.iter().find(|own| own.name == name);
    own.map(|own| Prepared::Own(own, rest.to_vec()))
        .ok_or_else(|| {
            let problem = Problem::UnknownOwn {
                name: name.to_owned(),
                hint: hint(name, own::COMMANDS.iter().map(|own| own.name)),
            };
            LineError::new(problem, word.span.clone())
        })
}

/// A command with its arguments, typed if a schema knows it.
fn command(
    knowledge: &Knowledge,
    text: &str,
    name_word: &Word,
    rest: &[Word],
    oob: bool,
) -> Result<Request, LineError> {
    let name = &text[name_word.span.clone()];
    if name.is_empty() || name_word.kind != WordKind::Bare {
        return Err(LineError::new(Problem::NoCommand, name_word.span.clone()));
    }
    let known = knowledge.schema().and_then(|s| types::command(s, name));
    let names = knowledge.commands();
    if known.is_none() && !names.is_empty() && !names.contains(&name) {
        let problem = Problem::UnknownCommand {
            name: name.to_owned(),
            hint: match name {
                "exit" => "; :quit leaves the shell".to_owned(),
                name => hint(name, names),
            },
        };
        return Err(LineError::new(problem, name_word.span.clone()));
    }
    let given = given::read(text, rest)?;
    let arguments = match (knowledge.schema(), &known) {
        (Some(schema), Some(command)) => {
            if oob && !command.oob {
                let problem = Problem::NotOutOfBand(name.to_owned());
                return Err(LineError::new(problem, name_word.span.clone()));
            }
            let typist = Typist::new(schema, text);
            typist
                .with_properties(knowledge.properties())
                .arguments(command, &given)?
        }
        _ if given.entries.is_empty() => Value::Null,
        _ => typing::infer_map(text, &given)?,
    };
    let arguments = Some(arguments).filter(|_| !given.entries.is_empty());
    Ok(Request {
        name: name.to_owned(),
        arguments,
        typed: None,
        oob,
    })
}

/// A whole message. Its arguments are sent as they were typed. Its other members are the
/// connection's business, such as its id.
fn message(text: &str, word: &Word, rest: &[Word]) -> Result<Request, LineError> {
    if let Some(more) = rest.first() {
        return Err(LineError::new(Problem::AfterMessage, more.span.clone()));
    }
    let no_message = || LineError::new(Problem::NotAMessage, word.span.clone());
    let members = given::json_members(text, &word.span)?.entries;
    let (mut command, mut arguments) = (None, None);
    for (key, entry) in &members {
        let Node::Json(value, place) = &entry.node else {
            return Err(no_message());
        };
        match (&**key, value) {
            ("id", _) => {}
            ("arguments", Value::Object(_)) => arguments = Some((value, place)),
            ("execute" | "exec-oob", Value::String(name)) if command.is_none() => {
                command = Some((name, key == "exec-oob"));
            }
            _ => return Err(no_message()),
        }
    }
    let (name, oob) = command.ok_or_else(no_message)?;
    let typed = arguments.map(|(_, place)| given::json_text(text, place));
    Ok(Request {
        name: name.clone(),
        arguments: arguments.map(|(value, _)| value.clone()),
        typed: typed.transpose()?,
        oob,
    })
}
