//! Editions: the releases' languages, as data.
//!
//! Input: an [`Edition`] and a [`Rule`]. Output: true if that release's compiler has the rule.
//! Invariant: no other module compares release numbers.

pub(crate) mod exceptions;

use std::fmt;
use std::str::FromStr;

/// The release whose language a schema is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Edition {
    /// Every form that any release since 2.8 accepted.
    #[default]
    Auto,
    /// The language of that release's own compiler, and nothing else.
    Release(Release),
}

/// A QEMU release: major and minor number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
}

const fn release(major: u16, minor: u16) -> Release {
    Release { major, minor }
}

impl Release {
    /// The oldest release with an edition.
    pub const OLDEST: Release = release(2, 8);
}

/// The error for a text that names no edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEdition(String);

impl fmt::Display for UnknownEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value) = self;
        write!(
            f,
            "'{value}' is no edition: 'auto' or a QEMU release from 2.8 on, such as '10.0', is expected"
        )
    }
}

impl std::error::Error for UnknownEdition {}

impl FromStr for Edition {
    type Err = UnknownEdition;

    /// Reads `auto`, or a release as `MAJOR.MINOR`; further numbers (`7.2.22`) do not matter.
    fn from_str(text: &str) -> Result<Edition, UnknownEdition> {
        if text == "auto" {
            return Ok(Edition::Auto);
        }
        let unknown = || UnknownEdition(text.to_owned());
        let mut numbers = text.split('.').map(|n| {
            let digits = n.bytes().all(|b| b.is_ascii_digit());
            if digits {
                n.parse::<u16>().map_err(|_| unknown())
            } else {
                Err(unknown())
            }
        });
        let major = numbers.next().ok_or_else(unknown)??;
        let minor = numbers.next().ok_or_else(unknown)??;
        numbers.try_for_each(|n| n.map(|_| ()))?;
        let release = release(major, minor);
        if release < Release::OLDEST {
            Err(unknown())
        } else {
            Ok(Edition::Release(release))
        }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edition::Auto => f.write_str("auto"),
            Edition::Release(release) => write!(f, "{release}"),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Edition {
    /// Returns true if the edition has that form: in [`Edition::Auto`], if any release has it.
    pub fn allows(self, form: Rule) -> bool {
        match self {
            Edition::Auto => true,
            Edition::Release(release) => form.holds_in(release),
        }
    }

    /// Returns true if the edition has that restriction: in [`Edition::Auto`], if every release has
    /// it, so never for a rule with a beginning or an end.
    pub fn requires(self, restriction: Rule) -> bool {
        match self {
            Edition::Auto => {
                let (since, until) = restriction.releases();
                since.is_none() && until.is_none()
            }
            Edition::Release(release) => restriction.holds_in(release),
        }
    }

    /// Returns true if the edition's compiler behaves like that: in [`Edition::Auto`], if the
    /// newest release's does.
    pub fn follows(self, behaviour: Rule) -> bool {
        match self {
            Edition::Auto => behaviour.releases().1.is_none(),
            Edition::Release(release) => behaviour.holds_in(release),
        }
    }

    /// Returns true for a release's edition, which accepts and rejects exactly the same as that
    /// release.
    pub fn is_strict(self) -> bool {
        self != Edition::Auto
    }
}

/// Defines the rules: `Name: since, until` (first and last release; `_` is open).
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident: $since:tt, $until:tt;)*) => {
        /// A change of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Rule] = &[$(Rule::$name),*];

            /// Returns the first and the last release that have it; None is open.
            pub fn releases(self) -> (Option<Release>, Option<Release>) {
                match self {
                    $(Rule::$name => (rules!(@ $since), rules!(@ $until)),)*
                }
            }
        }
    };
    (@ _) => { None };
    (@ ($major:literal, $minor:literal)) => { Some(release($major, $minor)) };
}

impl Rule {
    /// Describes its releases: `from 2.9 to 5.2`.
    pub fn when(self) -> String {
        match self.releases() {
            (None, None) => "in every release".to_owned(),
            (Some(since), None) => format!("since {since}"),
            (None, Some(until)) => format!("until {until}"),
            (Some(since), Some(until)) => format!("from {since} to {until}"),
        }
    }

    fn holds_in(self, release: Release) -> bool {
        let (since, until) = self.releases();
        since.is_none_or(|s| release >= s) && until.is_none_or(|u| release <= u)
    }
}

rules! {
    /// Unions without a discriminator, each branch wrapped in an object with the member `data`.
    SimpleUnions: _, (6, 1);
    /// `'if'` as a C expression, or a list of them.
    IfAsC: (3, 0), (6, 1);
    /// `'if'` as an identifier, or a tree of `all`, `any` and `not`.
    IfAsTree: (6, 2), _;
    /// The pragma `returns-whitelist`.
    PragmaReturnsWhitelist: (2, 9), (5, 2);
    /// The pragma `name-case-whitelist`.
    PragmaNameCaseWhitelist: (2, 9), (5, 2);
    /// The pragma `command-returns-exceptions`.
    PragmaCommandReturnsExceptions: (6, 0), _;
    /// The pragma `member-name-exceptions`.
    PragmaMemberNameExceptions: (6, 0), _;
    /// The pragma `command-name-exceptions`.
    PragmaCommandNameExceptions: (6, 0), _;
    /// The pragma `documentation-exceptions`.
    PragmaDocumentationExceptions: (9, 0), _;
    /// `features` of structs.
    StructFeatures: (4, 1), _;
    /// `features` of commands.
    CommandFeatures: (4, 2), _;
    /// `features` of members, and of enums, unions and alternates.
    MemberFeatures: (5, 0), _;
    /// `features` of events.
    EventFeatures: (5, 0), _;
    /// `features` of enum values.
    EnumValueFeatures: (6, 2), _;
    /// `coroutine`
    Coroutine: (5, 2), _;
    /// Arrays as branches of alternates.
    AlternateArrays: (7, 1), _;
    /// An event's `data` may name a type without `boxed`.
    EventDataNamesType: (8, 2), _;
    /// A value at the top level that is no object is reported after the whole expression, not at
    /// its first token.
    TopLevelCheckedAfterParsing: (6, 1), _;
    /// The first line of a definition's documentation may lack the colon after `@name`.
    DocNameWithoutColon: _, (2, 8);
    /// Documentation is read line by line. Blank lines and tags begin sections; their text is
    /// trimmed to the tag's column. Later it is read by blocks.
    DocByLines: _, (8, 2);
    /// The lines of a description or section are indented.
    DocIndentation: (5, 2), _;
    /// Examples in documentation keep the blanks at the ends of their lines.
    DocExampleBlanks: _, (2, 11);
    /// The first further line of a description sets its indentation, not the tag's line.
    DocIndentByFurtherLine: (8, 1), _;
    /// `= Heading` in documentation is a heading.
    DocHeadings: (2, 9), (10, 0);
    /// `Note:` and `Example:` sections.
    DocNoteSections: _, (9, 0);
    /// `Errors:` sections.
    DocErrorsSection: (9, 0), _;
    /// Documentation lines have at most 70 characters.
    DocLineLength: (10, 2), _;
    /// Two spaces stand between sentences.
    DocTwoSpaces: (10, 2), _;
    /// A command that returns something gets an empty "Returns" section if its documentation has
    /// none.
    DocImpliedReturns: (10, 1), _;
    /// The names of branches of a union with a discriminator are not checked; they must be values
    /// of an enum anyway.
    UncheckedBranchNames: (6, 0), _;
    /// Definitions in any style of name, members with `_`.
    NamesOfAnyStyle: _, (5, 2);
    /// Optional members called `u` or `has_…`: an oversight.
    ReservedOptionalMembers: _, (5, 2);
    /// Types called `…Kind`, which was reserved for simple unions' enums.
    KindSuffix: (6, 2), _;
    /// Commands and events called `…List`.
    ListSuffixOfCommands: (6, 0), _;
    /// Types with the feature `deprecated`, which had no meaning yet.
    DeprecatedTypes: _, (4, 2);
    /// Types with the feature `unstable`, which had no meaning yet.
    UnstableTypes: _, (6, 1);
    /// Unions as branches of unions.
    UnionBranches: (8, 1), _;
    /// Conditional members of arguments that are not boxed.
    ConditionalArguments: _, (8, 0);
    /// Documented definitions with members that are not.
    UndocumentedMembers: _, (8, 2);
    /// A `Returns` section on a command that returns nothing.
    ReturnsOfNothing: _, (8, 2);
    /// An `Errors` section outside of a command, where it is a paragraph.
    ErrorsAnywhere: _, (8, 2);
    /// More than 64 different features in a schema.
    ManyFeatures: _, (9, 2);
    /// Documentation is checked against each definition in turn; later, last of all.
    DocsCheckedInTurn: _, (8, 2);
    /// Mistakes in a documentation comment are reported at its first line; later, at the section's.
    DocsReportedAsAWhole: _, (8, 2);
    /// A command's arguments are checked completely before the rest of the command.
    ArgumentsCheckedFirst: (8, 1), _;
    /// A struct's `data` that is no object is reported after all other mistakes in expressions.
    StructDataCheckedLate: _, (8, 0);
    /// `QType` bears the prefix `QTYPE`; later it is derived.
    QTypePrefix: _, (9, 1);
    /// The module of built-in types has no name; later it is `./builtin`.
    NamelessBuiltinModule: _, (5, 2);
    /// The dump is sorted by name; later it is in order of creation.
    DumpByName: _, (2, 11);
    /// The dump is in order of creation, with the changes of the module; later it is module by
    /// module.
    DumpInOrder: (2, 12), (4, 2);
    /// The dump starts with the module of built-in types, and an array belongs to the module of
    /// its element.
    DumpNamesBuiltinModule: (4, 0), _;
    /// The dump has arrays, and enum values in lines of their own.
    DumpOfArrays: (4, 0), _;
    /// The flags of commands and events are indented by three spaces in the dump.
    DumpWithNarrowFlags: _, (4, 1);
    /// Sections without a tag are called `None` in the dump.
    DumpOfNamelessSections: _, (9, 2);
    /// The rules of 4.2 and later; before, one pass checks all keys, the next all parts, the next
    /// all members.
    ChecksByKey: _, (4, 1);
    /// Strings have the escapes of JSON and any characters.
    StringEscapes: _, (4, 1);
    /// `null` is a value, the same as no value.
    NullLiteral: _, (4, 1);
    /// The built-in type `null`, and numbers of one kind in `QType`.
    NullType: (2, 10), _;
    /// `if` of definitions.
    DefinitionIf: (3, 0), _;
    /// `if` of members, enum values, branches and features, in the form of an object.
    MemberIf: (4, 0), _;
    /// Alternates with a single branch.
    SingleAlternatives: (4, 2), _;
    /// Alternatives are told apart by type only, not by the text of a command line.
    AlternativesByType: _, (2, 9);
    /// Commands and events may be `boxed` around an alternate.
    BoxedAlternates: _, (4, 1);
    /// Commands and events may be `boxed` around an object without members.
    BoxedEmpty: (4, 2), _;
    /// Union branches may be missing.
    MissingBranches: (3, 0), _;
    /// A discriminator may be a member that the base inherits.
    InheritedDiscriminators: (4, 2), _;
    /// Implicit types, such as `intList`, may be named.
    ImplicitTypesByName: (4, 2), _;
    /// Exceptions from the rules for members name the implicit type of arguments or of a base.
    ExceptionsOfImplicitTypes: _, (4, 1);
    /// Exceptions are listed inside the compiler, not in pragmas.
    BuiltInExceptions: _, (2, 8);
    /// Pragmas.
    Pragmas: (2, 9), _;
    /// The lines of a description or section lose their indentation.
    DocDedented: (9, 0), (9, 0);
    /// A comment right after a documentation comment is one, too.
    DocFollowedByDoc: (9, 0), (9, 0);
    /// A section's tag may end in two colons.
    DocTagOfTwoColons: (9, 0), (9, 0);
    /// The dump has the descriptions of features.
    DumpOfDocFeatures: (4, 2), _;
    /// Sections without a tag are called by an empty name in the dump.
    DumpOfEmptySectionNames: _, (2, 11);
    /// `= Heading` in documentation is checked for its place.
    DocHeadingPlace: (5, 2), (10, 0);
    /// Descriptions of an enum's values and of the arguments of a named type are not checked.
    DocUncheckedDescriptions: _, (4, 1);
    /// `allow-oob`
    AllowOob: (2, 12), _;
    /// `allow-preconfig`
    AllowPreconfig: (3, 0), _;
    /// Documentation comments mean something; before, they are comments.
    Documentation: (2, 9), _;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(text: &str) -> Edition {
        text.parse().unwrap()
    }

    #[test]
    fn parses_releases() {
        assert_eq!(edition("auto"), Edition::Auto);
        assert_eq!(edition("7.2.22").to_string(), "7.2");
        for bad in ["", "7", "2.7", "7.x", "+7.2", "7.2.", "99999999.0", "AUTO"] {
            assert!(bad.parse::<Edition>().is_err(), "{bad}");
        }
    }

    #[test]
    fn rules_have_first_and_last_releases() {
        assert!(edition("6.1").allows(Rule::SimpleUnions));
        assert!(!edition("6.2").allows(Rule::SimpleUnions));
        assert!(!edition("6.1").allows(Rule::IfAsTree));
        assert!(
            edition("10.0").allows(Rule::IfAsTree),
            "releases compare by number, not as text"
        );
    }

    #[test]
    fn auto_allows_every_form_and_requires_no_passing_fashion() {
        for &rule in Rule::ALL {
            assert!(Edition::Auto.allows(rule));
            assert!(!Edition::Auto.requires(rule));
        }
    }

    #[test]
    fn no_rule_ends_before_it_begins() {
        for &rule in Rule::ALL {
            let (since, until) = rule.releases();
            assert!(
                since.is_none() || until.is_none() || since <= until,
                "{rule:?}"
            );
        }
    }
}
