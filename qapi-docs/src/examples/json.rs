//! JSON with elisions (`...`), each value with its place.

/// Values nested deeper are malformed.
const DEPTH: usize = 100;

/// A value and where it starts in the text.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) at: usize,
    pub(super) node: Node,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// `...` in place of a value.
    Elided,
    Null,
    Bool,
    /// As written.
    Number(String),
    Str(String),
    Array(Vec<Value>),
    Object {
        members: Vec<Member>,
        /// True if `...` stands for further members.
        elided: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) at: usize,
    pub(super) name: String,
    pub(super) value: Value,
}

/// A mistake in the JSON.
#[derive(Clone, Debug)]
pub(super) struct Malformed {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Malformed {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        let message = message.into();
        Malformed { at, message }
    }
}

impl Value {
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        let Node::Object { members, .. } = &self.node else {
            return None;
        };
        let mut members = members.iter();
        members.find(|m| m.name == name).map(|m| &m.value)
    }

    /// Returns true for `...` itself.
    pub(super) fn is_elision(&self) -> bool {
        matches!(self.node, Node::Elided)
    }

    /// Returns true for `...`, an object with further members, and an array of nothing but `...`.
    pub(super) fn is_elided(&self) -> bool {
        match &self.node {
            Node::Elided | Node::Object { elided: true, .. } => true,
            Node::Array(items) => !items.is_empty() && items.iter().all(Value::is_elision),
            _ => false,
        }
    }
}

/// Parses the value between `start` and `end`, and returns it with the offset behind it.
pub(super) fn parse(text: &str, start: usize, end: usize) -> Result<(Value, usize), Malformed> {
    let mut parser = Parser {
        text: text.get(..end).unwrap_or(text),
        at: start,
    };
    let value = parser.value(0)?;
    Ok((value, parser.at))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Skips blanks, then takes the token if it comes next.
    fn takes(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expected<T>(&mut self, expected: &str) -> Result<T, Malformed> {
        self.skip_blanks();
        let found = match self.rest().chars().next() {
            Some(c) => format!("'{c}'"),
            None => "the end of the message".to_owned(),
        };
        // At the end, the last character is a better place than the next line.
        let end = self.text.trim_end().len().saturating_sub(1);
        let at = self.at.min(end);
        Err(Malformed::new(
            at,
            format!("expected {expected}, found {found}"),
        ))
    }

    fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.skip_blanks();
        let at = self.at;
        if depth > DEPTH {
            return Err(Malformed::new(at, "values are nested too deeply"));
        }
        let node = match self.rest().as_bytes().first() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Node::Str(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'.') if self.takes_elision() => Node::Elided,
            Some(b'a'..=b'z') => self.word()?,
            _ => return self.expected("a value"),
        };
        Ok(Value { at, node })
    }

    /// Takes `...`, or `... words ...` on one line.
    fn takes_elision(&mut self) -> bool {
        if !self.takes("...") {
            return false;
        }
        let line = self.rest().split('\n').next().unwrap_or_default();
        let is_word = |c: char| c.is_alphanumeric() || c == ' ';
        if let Some((words, _)) = line.split_once("...")
            && words.chars().all(is_word)
        {
            self.at += words.len() + "...".len();
        }
        true
    }

    fn starts_value(&self) -> bool {
        let first = self.rest().chars().next().unwrap_or(' ');
        first.is_ascii_alphanumeric() || "{[\"-.".contains(first)
    }

    fn object(&mut self, depth: usize) -> Result<Node, Malformed> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut elided = false;
        loop {
            let after_comma = !members.is_empty() && !elided && self.before(',');
            if self.takes("}") {
                if after_comma {
                    return Err(Malformed::new(self.at - 1, "a comma before '}'"));
                }
                return Ok(Node::Object { members, elided });
            }
            if self.takes_elision() {
                elided = true;
                self.takes(",");
                continue;
            }
            self.skip_blanks();
            if !self.rest().starts_with('"') {
                return self.expected("a member's name or '}'");
            }
            let at = self.at;
            let name = self.string()?;
            if !self.takes(":") {
                return self.expected("':'");
            }
            let value = self.value(depth + 1)?;
            if members.iter().any(|m| m.name == name) {
                return Err(Malformed::new(at, format!("a second member '{name}'")));
            }
            members.push(Member { at, name, value });
            self.separator('}')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Node, Malformed> {
        self.at += 1;
        let mut items: Vec<Value> = Vec::new();
        loop {
            let elided = items.last().is_some_and(Value::is_elided);
            let after_comma = !items.is_empty() && !elided && self.before(',');
            if self.takes("]") {
                if after_comma {
                    return Err(Malformed::new(self.at - 1, "a comma before ']'"));
                }
                return Ok(Node::Array(items));
            }
            if !self.starts_value() {
                return self.expected("a value or ']'");
            }
            items.push(self.value(depth + 1)?);
            if items.last().is_some_and(Value::is_elision) {
                self.takes(",");
            } else {
                self.separator(']')?;
            }
        }
    }

    /// Returns true if the text before the position ends with that character, blanks aside.
    fn before(&self, c: char) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.trim_end().ends_with(c)
    }

    /// Takes a comma; none is needed before the end and before an elision.
    fn separator(&mut self, close: char) -> Result<(), Malformed> {
        self.skip_blanks();
        let rest = self.rest();
        if self.takes(",") || rest.starts_with(close) || rest.starts_with("...") {
            return Ok(());
        }
        self.expected(&format!("',' or '{close}'"))
    }

    fn string(&mut self) -> Result<String, Malformed> {
        let start = self.at;
        let mut chars = self.rest().char_indices().skip(1);
        let mut escaped = false;
        for (offset, c) in chars.by_ref() {
            match c {
                '\n' => break,
                '"' if !escaped => {
                    self.at += offset + 1;
                    let text = self.text.get(start..self.at).unwrap_or_default();
                    return serde_json::from_str(text)
                        .map_err(|_| Malformed::new(start, "a malformed string"));
                }
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
        Err(Malformed::new(start, "a string without end"))
    }

    fn number(&mut self) -> Result<Node, Malformed> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
        let mut text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if let Some(elision) = text.find("...") {
            text = text.get(..elision).unwrap_or_default();
        }
        if serde_json::from_str::<serde_json::Number>(text).is_err() {
            return Err(Malformed::new(
                self.at,
                format!("a malformed number '{text}'"),
            ));
        }
        self.at += text.len();
        Ok(Node::Number(text.to_owned()))
    }

    fn word(&mut self) -> Result<Node, Malformed> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let node = match word {
            "null" => Node::Null,
            "true" | "false" => Node::Bool,
            _ => {
                let message = format!("unexpected '{word}'");
                return Err(Malformed::new(self.at, message));
            }
        };
        self.at += word.len();
        Ok(node)
    }
}
