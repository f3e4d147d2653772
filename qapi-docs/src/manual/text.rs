//! Markdown of documentation → HTML that can do no harm.
//!
//! The only way for a schema's text into a page, beside the templates' own escaping. HTML in the
//! text becomes text. A link stays one only if it leads to the web or to a page of the site.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Converts a definition's Markdown to HTML, headings below the definition's.
pub(super) fn html(markdown: &str) -> String {
    html_below(markdown, HeadingLevel::H3)
}

/// Converts Markdown that belongs to no definition, headings below the page's.
pub(super) fn html_of_page(markdown: &str) -> String {
    html_below(markdown, HeadingLevel::H2)
}

fn html_below(markdown: &str, level: HeadingLevel) -> String {
    let mut filter = Filter {
        level,
        code: None,
        links: Vec::new(),
    };
    let events = Parser::new_ext(markdown, Options::empty());
    let events = events.filter_map(|event| filter.event(event));
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// The same for a short text: one paragraph loses its tags.
pub(super) fn html_inline(markdown: &str) -> String {
    let html = html(markdown);
    let whole = html.trim();
    let inner = whole
        .strip_prefix("<p>")
        .and_then(|h| h.strip_suffix("</p>"));
    match inner.filter(|inner| !inner.contains("<p>")) {
        Some(inner) => inner.to_owned(),
        None => whole.to_owned(),
    }
}

/// Converts Markdown to text without marks, on one line.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(part) | Event::Code(part) if !in_code => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Returns true if a link may stand in a page.
pub(super) fn is_safe(target: &str) -> bool {
    let web = ["https://", "http://", "ftp://"];
    let lower: String = target.chars().take(8).collect::<String>().to_lowercase();
    web.iter().any(|scheme| lower.starts_with(scheme)) || is_internal(target)
}

/// `#anchor`, `page.html` or `page.html#anchor`; `.md` for pages of Markdown.
fn is_internal(target: &str) -> bool {
    let (page, _) = target.split_once('#').unwrap_or((target, ""));
    let named = page.strip_suffix(".html").or(page.strip_suffix(".md"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    page.is_empty() || named.is_some_and(|name| !name.is_empty() && name.chars().all(plain))
}

struct Filter {
    /// The level of all headings.
    level: HeadingLevel,
    /// The text of a code block under way, and its language.
    code: Option<(String, String)>,
    /// For each open link, whether it stays one.
    links: Vec<bool>,
}

impl Filter {
    fn event<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        if let Some((text, _)) = &mut self.code {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(TagEnd::CodeBlock) => {
                    let (text, language) = self.code.take()?;
                    return Some(Event::Html(code(&text, &language).into()));
                }
                _ => {}
            }
            return None;
        }
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((String::new(), language));
                return None;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = is_safe(&dest_url);
                self.links.push(safe);
                if !safe {
                    return None;
                }
                let mut tag = String::from("<a href=\"");
                let _ = write!(tag, "{}", Escaped(&dest_url));
                tag.push_str("\">");
                Event::InlineHtml(tag.into())
            }
            Event::End(TagEnd::Link) => match self.links.pop() {
                Some(true) => Event::InlineHtml(CowStr::Borrowed("</a>")),
                _ => return None,
            },
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return None,
            Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
                level: self.level,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(self.level)),
            other => other,
        })
    }
}

/// Text with HTML's special characters escaped.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Text between tags, escaped.
struct Body<'t>(&'t str);

impl std::fmt::Display for Body<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>']) {
            let (before, special) = rest.split_at(at);
            f.write_str(before)?;
            f.write_str(match special.as_bytes()[0] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                _ => "&gt;",
            })?;
            rest = &special[1..];
        }
        f.write_str(rest)
    }
}

/// A block of code. Examples of messages are told apart: requests and replies.
fn code(text: &str, language: &str) -> String {
    let text = text.trim_end_matches('\n');
    let mut out = String::with_capacity(text.len() * 2);
    let is_example = text.lines().any(|line| direction(line).is_some());
    if !is_example && language != "json" {
        let _ = writeln!(out, "<pre><code>{}</code></pre>", Body(text));
        return out;
    }
    out.push_str("<pre class=\"example\"><code>");
    let mut open = false;
    for (index, line) in text.split('\n').enumerate() {
        if let Some(class) = direction(line) {
            if open {
                out.push_str("</span>");
            }
            if index > 0 {
                out.push('\n');
            }
            let _ = write!(out, "<span class=\"{class}\">");
            open = true;
        } else if index > 0 {
            out.push('\n');
        }
        highlight(line, &mut out);
    }
    if open {
        out.push_str("</span>");
    }
    out.push_str("</code></pre>\n");
    out
}

/// The class of the line that a message begins with.
fn direction(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    if line.starts_with("->") {
        Some("request")
    } else if line.starts_with("<-") {
        Some("reply")
    } else {
        None
    }
}

/// Marks JSON's member names and strings.
fn highlight(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        let (before, quoted) = rest.split_at(start);
        let _ = write!(out, "{}", Body(before));
        let end = quoted.char_indices().skip(1).find_map({
            let mut escaped = false;
            move |(at, c)| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends.then_some(at + 1)
            }
        });
        let (string, behind) = quoted.split_at(end.unwrap_or(quoted.len()));
        let tag = match behind.trim_start().starts_with(':') {
            true => 'b',
            false => 'i',
        };
        let _ = write!(out, "<{tag}>{}</{tag}>", Body(string));
        rest = behind;
    }
    let _ = write!(out, "{}", Body(rest));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_and_hostile_links_become_text() {
        let out = html("<script>x</script> <b onclick=a>b</b> [a](javascript:x) <javascript:x>");
        assert!(
            !out.contains("<script") && !out.contains("<b ") && !out.contains("<a "),
            "{out}"
        );
        let out = html("![i](http://e/x.png) [ok](https://e/?a=\"b\")");
        assert_eq!(
            out,
            "<p>i <a href=\"https://e/?a=&quot;b&quot;\">ok</a></p>\n"
        );
        assert!(!is_safe("javascript://e/%0aalert(1)") && !is_safe("//e") && !is_safe("data:,x"));
        assert!(is_safe("#a") && is_safe("block-core.2.html#x") && is_safe("HTTPS://e"));
        assert!(!is_safe("../x.html") && !is_safe("java\tscript:x"));
    }

    #[test]
    fn examples_tell_requests_from_replies() {
        let out = html("```text\n-> { \"a\": \"<b>\" }\n   1\n<- {}\n```");
        let expected = "<pre class=\"example\"><code>\
            <span class=\"request\">-&gt; { <b>\"a\"</b>: <i>\"&lt;b&gt;\"</i> }\n   1</span>\n\
            <span class=\"reply\">&lt;- {}</span></code></pre>\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("a **b** `c`\nd\n\n```text\nx\n```\n\ne"), "a b c d e");
    }
}
