//! The format `json`: one object in one line for each diagnostic.

use crate::diag::{Diagnostic, Label};
use crate::dump::writer::Writer;
use crate::source::{SourceMap, Span};

/// Renders one JSON object, in one line:
///
/// ```json
/// { "code": "duplicate-key", "severity": "error", "message": "duplicate key 'x'",
///   "location": { "file": "a.json", "line": 1, "column": 50, "offset": 49 },
///   "has_column": true,
///   "spans": [ { "file": "a.json", "line": 1, "column": 45, "offset": 44,
///                "end_line": 1, "end_column": 48, "end_offset": 47,
///                "primary": true, "label": "" } ],
///   "included_from": [ { "file": "main.json", "line": 7, "column": 1, "offset": 130 } ],
///   "notes": [], "help": [] }
/// ```
///
/// `location` is the place that QEMU's compiler reports; `has_column` is true if that compiler
/// reports a column, not only a line. `spans` are the exact places, the culprit first; `end_…` is
/// after the last character. `included_from` leads from the file to the entry file. Lines and
/// columns count from 1, columns as in QEMU's compiler; offsets count bytes from 0, each line end
/// as one.
pub fn json(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let mut writer = Writer::in_one_line();
    writer.object(|w| {
        w.key("code").string(diagnostic.code.name());
        w.key("severity").string(diagnostic.severity.as_str());
        w.key("message").string(&diagnostic.message);
        let place = diagnostic.place();
        w.key("location").object(|w| location(w, sources, place));
        w.key("has_column").boolean(diagnostic.has_column);
        let primary = Label {
            span: diagnostic.primary,
            message: diagnostic.primary_label.clone(),
        };
        let labels = std::iter::once((true, &primary));
        let labels = labels.chain(diagnostic.labels.iter().map(|label| (false, label)));
        w.key("spans").array(labels, |w, (is_primary, label)| {
            w.object(|w| span(w, sources, label, is_primary));
        });
        let chain = sources.include_chain(place);
        w.key("included_from")
            .array(chain, |w, at| w.object(|w| location(w, sources, at)));
        w.key("notes")
            .array(&diagnostic.notes, |w, note| w.string(note));
        w.key("help")
            .array(&diagnostic.help, |w, help| w.string(help));
    });
    writer.finish().trim_end().to_owned()
}

fn location(w: &mut Writer, sources: &SourceMap, span: Span) {
    let at = sources.locate(span);
    w.key("file").string(at.file);
    w.key("line").number(at.line);
    w.key("column").number(at.column);
    w.key("offset").number(at.offset);
}

fn span(w: &mut Writer, sources: &SourceMap, label: &Label, is_primary: bool) {
    location(w, sources, label.span);
    let end = sources.locate(Span::new(label.span.end, label.span.end));
    w.key("end_line").number(end.line);
    w.key("end_column").number(end.column);
    w.key("end_offset").number(end.offset);
    w.key("primary").boolean(is_primary);
    w.key("label").string(&label.message);
}
