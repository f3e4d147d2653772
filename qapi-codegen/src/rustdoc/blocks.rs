//! Lines to blocks: paragraphs, lists, directives, literal blocks, tables, headings.

use super::inline::Inline;

/// Nesting beyond which text is left as it is. (Five is more than any release's schema has.)
const DEPTH: usize = 12;

/// Converts a text's blocks.
pub(super) struct Blocks<'l> {
    link: &'l dyn Fn(&str) -> Option<String>,
}

impl<'l> Blocks<'l> {
    pub(super) fn new(link: &'l dyn Fn(&str) -> Option<String>) -> Self {
        Blocks { link }
    }

    /// A whole section: its first line may stand further left than the rest, which began on a
    /// line of its own below a tag.
    pub(super) fn convert(&self, text: &str) -> String {
        let text = text.replace('\t', "        ");
        let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        if let Some((first, rest)) = lines.split_first_mut() {
            *first = first.trim_start();
            // The text below a directive is its own.
            if !first.starts_with(".. ") {
                dedent(rest);
            }
        }
        self.blocks(&lines, 0).join("\n")
    }

    /// The Markdown lines for lines whose outer indentation is removed.
    fn blocks(&self, lines: &[&str], depth: usize) -> Vec<String> {
        if depth > DEPTH {
            return fence(lines, "text");
        }
        let mut out: Vec<String> = Vec::new();
        let mut rest = lines;
        while let Some(first) = rest.first() {
            if first.is_empty() {
                rest = &rest[1..];
                continue;
            }
            let (block, taken) = self.block(rest, depth);
            if !block.is_empty() {
                let tight = is_item(first) && out.last().is_some_and(|l| !l.is_empty());
                let goes_on = tight && self.follows_item(lines, rest);
                if !out.is_empty() && !goes_on {
                    out.push(String::new());
                }
                out.extend(block);
            }
            rest = &rest[taken.max(1)..];
        }
        out
    }

    /// Returns true if the line before `rest` is not blank, so that an item there goes on with a
    /// list.
    fn follows_item(&self, lines: &[&str], rest: &[&str]) -> bool {
        let at = lines.len() - rest.len();
        at > 0 && !lines[at - 1].is_empty()
    }

    /// One block at the start of `lines`, and how many of them it takes.
    fn block(&self, lines: &[&str], depth: usize) -> (Vec<String>, usize) {
        let first = lines[0];
        if indent(first) > 0 {
            let taken = extent(lines, |line| indent(line) > 0);
            let mut body = lines[..taken].to_vec();
            dedent(&mut body);
            return (quote(self.blocks(&body, depth + 1)), taken);
        }
        if first == ".." || first.starts_with(".. ") {
            let taken = 1 + extent(&lines[1..], |line| indent(line) > 0);
            return (self.directive(&lines[..taken], depth), taken);
        }
        if let Some(marker) = marker(first) {
            return self.item(lines, marker, depth);
        }
        if is_table(lines) {
            let to_blank = || lines.iter().position(|l| l.is_empty());
            let taken = table_end(lines).or_else(to_blank).unwrap_or(lines.len());
            return (fence(&lines[..taken], "text"), taken);
        }
        if let Some((title, taken)) = heading(lines) {
            return (vec![format!("## {}", self.inline(title))], taken);
        }
        if ["-> ", "<- ", "| "]
            .iter()
            .any(|start| first.starts_with(start))
        {
            let taken = extent(lines, |line| {
                indent(line) > 0 || !line.starts_with(char::is_alphabetic)
            });
            return (fence(&lines[..taken], "text"), taken);
        }
        self.paragraph(lines)
    }

    /// `.. name:: …` with the indented lines below.
    fn directive(&self, lines: &[&str], depth: usize) -> Vec<String> {
        let head = lines[0].trim_start_matches("..").trim_start();
        let Some((name, argument)) = head.split_once("::").filter(|(name, _)| is_name(name)) else {
            // A comment or the target of a reference.
            return Vec::new();
        };
        let argument = argument.trim();
        let mut body = lines[1..].to_vec();
        dedent(&mut body);
        let title = |name: &str| format!("**{name}:**");
        match name {
            "qmp-example" => self.example(&body, depth),
            "code-block" | "code" | "sourcecode" | "parsed-literal" | "highlight" => {
                fence(&body, if argument == "json" { "json" } else { "text" })
            }
            "table" | "list-table" | "csv-table" => {
                let mut out = vec![format!("**{}**", self.inline(argument)), String::new()];
                out.extend(fence(&body, "text"));
                out
            }
            "admonition" => {
                let mut body = self.blocks(&body, depth + 1);
                body.splice(0..0, [title(&self.inline(argument)), String::new()]);
                quote(body)
            }
            "note" | "caution" | "warning" | "attention" | "danger" | "error" | "hint"
            | "important" | "tip" | "seealso" | "todo" | "since" | "deprecated"
            | "versionadded" | "versionchanged" => {
                let text: Vec<&str> = std::iter::once(argument)
                    .filter(|a| !a.is_empty())
                    .chain(body)
                    .collect();
                let mut blocks = self.blocks(&text, depth + 1);
                let title = title(&capital(name));
                match blocks.first_mut().filter(|first| starts_text(first)) {
                    Some(first) => first.insert_str(0, &format!("{title} ")),
                    None => blocks.splice(0..0, [title, String::new()]).for_each(drop),
                }
                quote(blocks)
            }
            _ => fence(lines, "text"),
        }
    }

    /// `qmp-example`: literal, or with `:annotated:` text with literal blocks.
    fn example(&self, body: &[&str], depth: usize) -> Vec<String> {
        let options = body.iter().take_while(|l| l.starts_with(':')).count();
        let mut text = body[options..].to_vec();
        dedent(&mut text);
        let (options, body) = (&body[..options], text.as_slice());
        let title = options.iter().find_map(|o| o.strip_prefix(":title:"));
        let mut out = vec![match title {
            Some(title) => format!("**Example:** {}", self.inline(title.trim())),
            None => "**Example:**".to_owned(),
        }];
        out.push(String::new());
        if options.iter().any(|o| o.starts_with(":annotated:")) {
            out.extend(self.blocks(body, depth + 1));
        } else {
            out.extend(fence(body, "text"));
        }
        out
    }

    /// An item of a list with all that is indented below it.
    fn item(&self, lines: &[&str], marker: Marker<'_>, depth: usize) -> (Vec<String>, usize) {
        let taken = 1 + extent(&lines[1..], |line| indent(line) > 0);
        let mut rest = lines[1..taken].to_vec();
        dedent(&mut rest);
        let body: Vec<&str> = std::iter::once(marker.text).chain(rest).collect();
        let mut body = self.blocks(&body, depth + 1);
        if let Some(label) = &marker.label {
            let label = format!("**{}:**", self.inline(label));
            match body.first_mut().filter(|first| starts_text(first)) {
                Some(first) => first.insert_str(0, &format!("{label} ")),
                None => body.insert(0, label),
            }
        }
        let pad = " ".repeat(marker.bullet.len());
        for (index, line) in body.iter_mut().enumerate() {
            if index == 0 {
                line.insert_str(0, &marker.bullet);
            } else if !line.is_empty() {
                line.insert_str(0, &pad);
            }
        }
        if body.is_empty() {
            body.push(marker.bullet.trim_end().to_owned());
        }
        (body, taken)
    }

    /// Text up to a blank line, and the literal block that its `::` announces.
    fn paragraph(&self, lines: &[&str]) -> (Vec<String>, usize) {
        // Lists ought to stand behind a blank line; in old schemas some do not.
        let starts = |line: &&str| {
            ["- ", "* ", ".. "].iter().any(|s| line.starts_with(s)) || line.is_empty()
        };
        let mut taken = 1 + lines[1..]
            .iter()
            .position(starts)
            .unwrap_or(lines.len() - 1);
        let mut text: Vec<&str> = lines[..taken].iter().map(|l| l.trim_start()).collect();
        let mut literal = Vec::new();
        if let Some(last) = text.last_mut().filter(|last| last.ends_with("::")) {
            *last = last
                .strip_suffix(if last.ends_with(" ::") || *last == "::" {
                    "::"
                } else {
                    ":"
                })
                .unwrap_or(last);
            *last = last.trim_end();
            let below = extent(&lines[taken..], |line| indent(line) > 0);
            literal = lines[taken..taken + below].to_vec();
            dedent(&mut literal);
            taken += below;
        }
        let text = self.inline(text.join("\n").trim());
        let mut out: Vec<String> = text.lines().map(str::to_owned).collect();
        if !literal.is_empty() {
            if !out.is_empty() {
                out.push(String::new());
            }
            out.extend(fence(&literal, "text"));
        }
        (out, taken)
    }

    fn inline(&self, text: &str) -> String {
        Inline::new(self.link).convert(text)
    }
}

/// A block between fences that no line of it can close.
pub(super) fn fence(lines: &[&str], language: &str) -> Vec<String> {
    let mut lines = lines;
    while lines.first().is_some_and(|l| l.trim().is_empty()) {
        lines = &lines[1..];
    }
    while lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines = &lines[..lines.len() - 1];
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let ticks = lines
        .iter()
        .map(|l| l.trim_start().bytes().take_while(|b| *b == b'`').count())
        .max();
    let fence = "`".repeat(ticks.unwrap_or(0).max(2) + 1);
    let mut out = vec![format!("{fence}{language}")];
    out.extend(lines.iter().map(|l| (*l).to_owned()));
    out.push(fence);
    out
}

fn quote(lines: Vec<String>) -> Vec<String> {
    lines
        .into_iter()
        .map(|l| {
            if l.is_empty() {
                ">".to_owned()
            } else {
                format!("> {l}")
            }
        })
        .collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Removes the indentation that all lines share.
fn dedent(lines: &mut [&str]) {
    let common = lines
        .iter()
        .filter(|l| !l.is_empty())
        .map(|l| indent(l))
        .min()
        .unwrap_or(0);
    for line in lines {
        *line = line.get(common..).unwrap_or_default();
    }
}

/// Number of leading lines for which `belongs` holds, with the blank ones between them.
fn extent(lines: &[&str], belongs: impl Fn(&str) -> bool) -> usize {
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        if !belongs(line) {
            break;
        }
        taken = index + 1;
    }
    taken
}

/// The start of an item of a list.
struct Marker<'t> {
    /// In Markdown.
    bullet: String,
    /// The start of an item of a field list.
    label: Option<&'t str>,
    text: &'t str,
}

fn is_item(line: &str) -> bool {
    marker(line).is_some()
}

fn marker(line: &str) -> Option<Marker<'_>> {
    let (word, text) = line.split_once(' ').unwrap_or((line, ""));
    let text = text.trim_start();
    if matches!(word, "-" | "*" | "+") {
        return (!text.is_empty()).then(|| Marker {
            bullet: "- ".to_owned(),
            label: None,
            text,
        });
    }
    let number = word
        .strip_suffix(['.', ')'])
        .map(|n| n.strip_prefix('(').unwrap_or(n));
    if let Some(number) = number.filter(|n| !n.is_empty() && n.len() < 5 && !text.is_empty()) {
        if number.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Marker {
                bullet: format!("{number}. "),
                label: None,
                text,
            });
        }
        if number == "#" {
            return Some(Marker {
                bullet: "1. ".to_owned(),
                label: None,
                text,
            });
        }
    }
    let (label, text) = line.strip_prefix(':')?.split_once(':')?;
    let is_field = is_name(label) && (text.is_empty() || text.starts_with(' '));
    is_field.then(|| Marker {
        bullet: "- ".to_owned(),
        label: Some(label),
        text: text.trim_start(),
    })
}

/// `= Title`, or a title with a line of punctuation below (and perhaps above).
fn heading<'t>(lines: &[&'t str]) -> Option<(&'t str, usize)> {
    let title = lines[0].trim_start_matches('=');
    if title.len() < lines[0].len() && title.starts_with(' ') {
        return Some((title.trim(), 1));
    }
    if is_rule(lines[0]) && lines.len() > 2 && lines[2] == lines[0] {
        return Some((lines[1].trim(), 3));
    }
    let below = lines.get(1)?;
    (is_rule(below) && !is_rule(lines[0]) && below.len() >= lines[0].len()).then_some((lines[0], 2))
}

/// A line of one punctuation character.
fn is_rule(line: &str) -> bool {
    let first = line.bytes().next().unwrap_or(b' ');
    line.len() > 2 && b"=-~^\"#*+.:'`_".contains(&first) && line.bytes().all(|b| b == first)
}

/// Grid tables (`+---+`) and simple ones (`===  ===`).
fn is_table(lines: &[&str]) -> bool {
    let border =
        |line: &str, allowed: &str| line.len() > 2 && line.chars().all(|c| allowed.contains(c));
    border(lines[0], "+-=") && lines[0].starts_with('+')
        || border(lines[0], "= ") && lines[0].contains(" =")
}

/// Maximum number of lines of a table.
const TABLE_LINES: usize = 500;

/// The end of a simple table: behind the last of its borders.
fn table_end(lines: &[&str]) -> Option<usize> {
    let near = lines.iter().enumerate().take(TABLE_LINES).skip(1);
    let borders = near.filter(|(_, line)| **line == lines[0]);
    borders.map(|(index, _)| index + 1).take(2).last()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// Returns true if a line of Markdown is a paragraph's, so that something can be put in front of
/// it.
fn starts_text(line: &str) -> bool {
    !line.starts_with(['`', '>', '#'])
        && !line.starts_with("- ")
        && !line.starts_with(|c: char| c.is_ascii_digit())
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|c| c.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}
