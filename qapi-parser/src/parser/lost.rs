//! Names that unreadable text seems to define, so that their uses are not reported as mistakes.

use crate::definition::Meta;
use crate::lexer::{Lexer, TokenKind, string_text};
use crate::syntax::Lost;

/// Notes the possible content of the skipped `text`.
pub(super) fn note(text: &str, lost: &mut Lost) {
    if !text.contains(['{', '\'']) {
        return;
    }
    let before = lost.names.len();
    let mut lexer = Lexer::new(text.into());
    // The last string, if a colon followed it.
    let mut key: Option<Box<str>> = None;
    let mut string: Option<Box<str>> = None;
    loop {
        let token = lexer.next();
        let lexeme = text.get(token.start as usize..token.end as usize);
        match token.kind {
            TokenKind::End => break,
            TokenKind::Comment => {}
            TokenKind::Mark(b':') => key = string.take(),
            TokenKind::String => {
                string = lexeme.and_then(|l| string_text(l).ok());
                match (key.take().as_deref(), &string) {
                    (Some(key), Some(name)) if Meta::ALL.iter().any(|m| m.key() == key) => {
                        lost.names.push(name.to_string());
                    }
                    (Some("include"), _) => lost.anything = true,
                    _ => {}
                }
            }
            _ => {
                lost.pragmas |= key.take().as_deref() == Some("pragma");
                string = None;
            }
        }
    }
    lost.anything |= lost.names.len() == before && !lost.pragmas;
}
