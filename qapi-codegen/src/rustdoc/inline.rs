//! The markup within a paragraph: emphasis, literals, references, links; and escaping.

/// Maximum length of a role's name with its colons; each colon is looked at that far.
const LONGEST_ROLE: usize = 100;

/// Converts a paragraph's text.
pub(super) struct Inline<'l> {
    link: &'l dyn Fn(&str) -> Option<String>,
    out: String,
}

impl<'l> Inline<'l> {
    pub(super) fn new(link: &'l dyn Fn(&str) -> Option<String>) -> Self {
        Inline {
            link,
            out: String::new(),
        }
    }

    /// The Markdown for a paragraph of one or more lines.
    pub(super) fn convert(mut self, text: &str) -> String {
        self.out.reserve(text.len() + 16);
        let mut rest = text;
        let mut before = '\n';
        while let Some(c) = rest.chars().next() {
            let taken = self
                .markup(rest, before)
                .unwrap_or_else(|| self.character(rest, c, before));
            before = rest[..taken].chars().next_back().unwrap_or(c);
            rest = &rest[taken..];
        }
        self.out
    }

    /// Inline markup at the start of `rest`: its length, once it is written.
    fn markup(&mut self, rest: &str, before: char) -> Option<usize> {
        let boundary = !before.is_alphanumeric() && before != '_';
        match rest.as_bytes().first()? {
            b'`' => self.literal(rest).or_else(|| self.interpreted(rest)),
            b'@' if boundary => self.name(rest),
            b'*' if boundary => self
                .emphasis(rest, "**")
                .or_else(|| self.emphasis(rest, "*")),
            b':' if boundary => self.role(rest),
            b'h' | b'f' | b'g' | b'w' if boundary => self.url(rest),
            b'\\' => {
                let escaped = rest[1..]
                    .chars()
                    .next()
                    .filter(|c| c.is_ascii_punctuation())?;
                self.out.push('\\');
                self.out.push(escaped);
                Some(2)
            }
            _ => None,
        }
    }

    /// ``` ``literal`` ```
    fn literal(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("``")?;
        let end = inner
            .find("``")
            .filter(|end| *end > 0 && !has_blank_line(&inner[..*end]))?;
        self.code(&inner[..end]);
        Some(end + 4)
    }

    /// `` `name` ``, `` `name`_ ``, `` `text <url>`_ ``
    fn interpreted(&mut self, rest: &str) -> Option<usize> {
        let (text, mut taken) = quoted(rest)?;
        let references = rest[taken..]
            .bytes()
            .take_while(|b| *b == b'_')
            .take(2)
            .count();
        taken += references;
        match target(text) {
            Some((label, url)) if references > 0 && is_url(url) => {
                let label = Inline::new(&|_| None).convert(label);
                self.out.push_str(&format!("[{label}]({})", encode(url)));
            }
            Some((label, _)) if references > 0 => self.plain(label),
            _ if references > 0 => self.plain(text),
            _ => self.item(text),
        }
        Some(taken)
    }

    /// `` :role:`text` ``, `` :role:`text <target>` ``
    fn role(&mut self, rest: &str) -> Option<usize> {
        let tick = rest.bytes().take(LONGEST_ROLE).position(|b| b == b'`')?;
        let role = rest[1..tick].strip_suffix(':')?;
        if role.is_empty()
            || !role
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-+:".contains(&b))
        {
            return None;
        }
        let (text, taken) = quoted(&rest[tick..])?;
        match target(text) {
            Some((label, _)) => self.plain(label),
            None if role.starts_with("qapi") => self.item(text),
            None => self.code(text),
        }
        Some(tick + taken)
    }

    /// `*emphasis*` and `**strong**`
    fn emphasis(&mut self, rest: &str, mark: &str) -> Option<usize> {
        let inner = rest.strip_prefix(mark)?;
        let end = inner.find(mark)?;
        let text = &inner[..end];
        let after = inner[end + mark.len()..].chars().next().unwrap_or(' ');
        let whole =
            !text.is_empty() && text.trim() == text && !has_blank_line(text) && !text.contains('*');
        if !whole || after.is_alphanumeric() || after == '*' {
            return None;
        }
        let text_out = Inline::new(self.link).convert(text);
        self.out.push_str(&format!("{mark}{text_out}{mark}"));
        Some(end + 2 * mark.len())
    }

    /// `@member`, `@Type`, `@command-name`
    fn name(&mut self, rest: &str) -> Option<usize> {
        let name = &rest[1..];
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c))
            .unwrap_or(name.len());
        let name = name[..end].trim_end_matches(['.', '-']);
        if name.is_empty() {
            return None;
        }
        self.item(name);
        Some(1 + name.len())
    }

    fn url(&mut self, rest: &str) -> Option<usize> {
        const SCHEMES: &[&str] = &["https://", "http://", "ftp://", "git://", "www."];
        SCHEMES.iter().find(|s| rest.starts_with(**s))?;
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>\"`".contains(c))
            .unwrap_or(rest.len());
        let mut url = &rest[..end];
        let opens = url.contains('(');
        while url.ends_with(['.', ',', ';', ':', '!', '?', '\'', ')', ']'])
            && !(opens && url.ends_with(')'))
        {
            url = &url[..url.len() - 1];
        }
        if url.starts_with("www.") || url.ends_with("//") {
            self.code(url);
        } else {
            self.out.push_str(&format!("<{url}>"));
        }
        Some(url.len())
    }

    /// A name of the schema: a link if it leads somewhere.
    fn item(&mut self, name: &str) {
        let path = if name.contains(char::is_whitespace) {
            None
        } else {
            (self.link)(name)
        };
        match path {
            Some(path) if path == name => self.out.push_str(&format!("[`{name}`]")),
            Some(path) => self.out.push_str(&format!("[`{name}`]({path})")),
            None => self.code(name),
        }
    }

    fn code(&mut self, text: &str) {
        let text = text.replace('\n', " ");
        let mut run = 0;
        let mut longest = 0;
        for c in text.chars() {
            run = if c == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let ticks = "`".repeat(longest + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') {
            " "
        } else {
            ""
        };
        if text.trim().is_empty() {
            return;
        }
        self.out
            .push_str(&format!("{ticks}{pad}{text}{pad}{ticks}"));
    }

    fn plain(&mut self, text: &str) {
        let text = Inline::new(&|_| None).convert(text);
        self.out.push_str(&text);
    }

    /// A character, or a run of them, that is itself.
    fn character(&mut self, rest: &str, c: char, before: char) -> usize {
        let line_start = before == '\n';
        let next = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        if line_start && c.is_ascii_digit() {
            return self.number(rest);
        }
        if c.is_ascii_alphanumeric() {
            // Nothing begins within a word, and spaces are themselves.
            let bytes = rest.as_bytes();
            let word = bytes.iter().take_while(|b| b.is_ascii_alphanumeric());
            let word = word.count();
            let spaces = bytes[word..].iter().take_while(|b| **b == b' ').count();
            self.out.push_str(&rest[..word + spaces]);
            return word + spaces;
        }
        let word = |c: char| c.is_alphanumeric();
        let escape = match c {
            '\\' | '*' | '`' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => !(word(before) && word(next)),
            '&' => word(next) || next == '#',
            '-' => next == '-' || line_start,
            '#' | '>' | '+' | '=' => line_start,
            // Behind a link they would be part of it.
            '(' | ':' => self.out.ends_with(']'),
            _ => false,
        };
        if escape {
            self.out.push('\\');
        }
        // Characters that change the direction of text could hide the real text.
        if !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\r') {
            self.out.push(c);
        }
        c.len_utf8()
    }

    /// A number at the start of a line, which must not become a list's.
    fn number(&mut self, rest: &str) -> usize {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.out.push_str(&rest[..digits]);
        let after = rest[digits..].chars().next();
        let space = rest[digits..]
            .chars()
            .nth(1)
            .is_none_or(char::is_whitespace);
        match after {
            Some(c @ ('.' | ')')) if space => {
                self.out.push('\\');
                self.out.push(c);
                digits + 1
            }
            _ => digits,
        }
    }
}

/// The text between single backquotes at the start of `rest`, and their length.
fn quoted(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('`')?;
    let end = inner.find('`')?;
    let text = &inner[..end];
    (!text.is_empty() && text.trim() == text && !has_blank_line(text)).then_some((text, end + 2))
}

/// `label <target>`
fn target(text: &str) -> Option<(&str, &str)> {
    let (label, target) = text.strip_suffix('>')?.rsplit_once('<')?;
    let label = label.trim();
    Some((if label.is_empty() { target } else { label }, target))
}

fn is_url(text: &str) -> bool {
    // A text's link never runs anything: `javascript://` is one, too.
    const WEB: [&str; 4] = ["https://", "http://", "ftp://", "git://"];
    WEB.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace)
}

fn encode(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29")
}

fn has_blank_line(text: &str) -> bool {
    text.contains("\n\n")
}
