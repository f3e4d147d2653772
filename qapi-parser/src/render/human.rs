//! The format `human`: excerpts with the culprit underlined, notes, help.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use super::excerpt::{Excerpt, excerpts};
use crate::diag::{Diagnostic, Severity};
use crate::escape;
use crate::source::SourceMap;

/// Maximum number of steps of inclusion that are shown.
const STEPS: usize = 4;

/// Renders several lines: message, excerpts with the culprit underlined, notes and help. With
/// `colour` they have escape sequences for terminals.
pub fn human(diagnostic: &Diagnostic, sources: &SourceMap, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    for excerpt in excerpts(diagnostic, sources) {
        if excerpt.is_cut {
            let at = sources.locate(diagnostic.primary);
            let origin = Origin::path(escape::line(at.file)).line(at.line as usize);
            group = group.element(origin.char_column(at.column as usize));
        }
        group = group.element(snippet(excerpt));
    }
    group = group.elements(messages(diagnostic, sources));
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let text = renderer.render(&[group]);
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

fn snippet(excerpt: Excerpt<'_>) -> Snippet<'_, Annotation<'_>> {
    let Excerpt {
        file,
        first_line,
        text,
        marks,
        is_cut,
    } = excerpt;
    let marks = marks.into_iter().map(|mark| {
        let kind = if mark.is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let annotation = kind.span(mark.range);
        if mark.message.is_empty() {
            annotation
        } else {
            annotation.label(mark.message)
        }
    });
    let snippet = Snippet::source(text)
        .line_start(first_line)
        .annotations(marks);
    if is_cut {
        snippet
    } else {
        snippet.path(escape::line(file))
    }
}

/// Returns notes and help, and the steps of inclusion.
fn messages<'d>(diagnostic: &'d Diagnostic, sources: &'d SourceMap) -> Vec<Element<'d>> {
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| Level::NOTE.message(note.as_str()));
    let help = diagnostic
        .help
        .iter()
        .map(|help| Level::HELP.message(help.as_str()));
    let steps = sources.include_chain(diagnostic.primary);
    let steps = steps.take(STEPS).map(|step| {
        let at = sources.locate(step);
        Level::NOTE.message(format!(
            "included from {}:{}:{}",
            escape::line(at.file),
            at.line,
            at.column
        ))
    });
    notes.chain(help).chain(steps).map(Element::from).collect()
}
