//! The registry of codes: every diagnostic's stable name, with title, explanation and example.
//!
//! One table for each kind ([`syntax`], [`check`], [`lint`], [`history`], [`example`]), each
//! entry one item of `codes!`. Invariant: names are kebab-case and unique, and each has an
//! explanation and an example (tested).

pub mod check;
pub mod example;
pub mod history;
pub mod lint;
pub mod syntax;

/// The rule of a diagnostic. Stable: a name never changes its meaning.
#[derive(Clone, Copy)]
pub struct Code(pub(crate) &'static Entry);

/// The entry of a code in the registry.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) explanation: &'static str,
    pub(crate) example: &'static str,
}

impl Code {
    /// Its name, in kebab-case.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The rule in a few words, without a full stop.
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The rule in full, as paragraphs of Markdown.
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// A schema that breaks the rule.
    pub fn example(self) -> &'static str {
        self.0.example
    }

    /// Returns the code with that name.
    ///
    /// ```
    /// use qapi_parser::diag::Code;
    /// assert_eq!(Code::by_name("duplicate-key").map(Code::name), Some("duplicate-key"));
    /// assert!(Code::by_name("no-such-code").is_none());
    /// ```
    pub fn by_name(name: &str) -> Option<Code> {
        Code::all().find(|c| c.name() == name)
    }

    /// Iterates over every code, table by table.
    pub fn all() -> impl Iterator<Item = Code> {
        let tables = [
            syntax::ALL,
            check::ALL,
            lint::ALL,
            history::ALL,
            example::ALL,
        ];
        tables.into_iter().flatten().copied()
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Code {}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Defines codes: `CONSTANT "name" "title" { "explanation" "example" }`.
macro_rules! codes {
    ($($constant:ident $name:literal $title:literal { $explanation:literal $example:literal })*) => {
        $(
            #[doc = $title]
            pub const $constant: $crate::diag::Code =
                $crate::diag::codes::Code(&$crate::diag::codes::Entry {
                    name: $name,
                    title: $title,
                    explanation: $explanation,
                    example: $example,
                });
        )*

        /// Every code of this table.
        pub const ALL: &[$crate::diag::Code] = &[$($constant),*];
    };
}
pub(crate) use codes;
