//! Codes of reading: files, tokens, expressions, directives, documentation comments.

super::codes! {
    UNREADABLE_INCLUDE "unreadable-include" "An included file cannot be read" {
        "An `include` names a file that does not exist, is a folder, or may not be read. \
         The name is relative to the folder of the file that includes it."
        "{ 'include': 'no-such-file.json' }"
    }
    INCLUDE_LOOP "include-loop" "A file includes itself" {
        "A file includes itself, directly or through others. Including a file twice is fine: the \
         second time nothing happens."
        "# a.json\n{ 'include': 'b.json' }\n# b.json\n{ 'include': 'a.json' }"
    }
    NOT_UTF8 "not-utf-8" "A file is not UTF-8" {
        "Schema files are UTF-8. Outside of comments only ASCII has a meaning."
        "# a comment saved as Latin-1"
    }
    NOT_A_SCHEMA "not-a-schema" "An included file is no schema" {
        "A file outside of the schema's project (its folder, or the repository around that) has \
         mistakes and no valid expression. It may be no schema at all, so its text is not shown."
        "{ 'include': '/etc/passwd' }"
    }
    OLD_FORM "old-form" "A form of the releases before 2.9" {
        "In `auto` a schema of the time before 2.9 is read with its own forms: `type` for what is \
         a `struct` later, a `union` with an empty `discriminator` for an `alternate`, `'no'` for \
         `false`, missing or superfluous commas, names of values with dots."
        "{ 'type': 'Point', 'data': { 'x': 'int' } }"
    }
    STRAY "stray" "Text that means nothing here" {
        "Outside of strings and comments only `{ } [ ] : ,`, `true` and `false` have a meaning. \
         The language looks like JSON but has no numbers and no `null`, and its strings need single \
         quotes."
        "{ 'enum': \"Color\", 'data': [] }"
    }
    UNTERMINATED_STRING "unterminated-string" "A string without an end" {
        "A string ends with a single quote on the line on which it starts."
        "{ 'enum': 'Color }"
    }
    UNKNOWN_ESCAPE "unknown-escape" "A backslash that escapes nothing" {
        "In a string `\\\\` stands for a backslash. There are no other escapes."
        "{ 'enum': 'Color\\x' }"
    }
    FUNNY_CHARACTER "funny-character" "A string with a character that is not printable ASCII" {
        "Strings consist of printable ASCII characters."
        "{ 'enum': 'Größe', 'data': [] }"
    }
    UNEXPECTED_TOKEN "unexpected-token" "Something else should stand here" {
        "The text is not an expression: an object `{ 'KEY': VALUE, ... }`, an array \
         `[ VALUE, ... ]`, a string, `true` or `false`. Mind commas: between members, not after \
         the last."
        "{ 'enum': 'Color', 'data': [ 'red', ] }"
    }
    TOO_DEEP "too-deep" "Expressions nested too deeply" {
        "Objects and arrays are nested deeper than this compiler reads. QEMU's own gives up at a \
         similar depth."
        "[[[[[[ ... ]]]]]]"
    }
    TOO_MANY_ERRORS "too-many-errors" "Too many errors to go on" {
        "After so many syntax errors the rest of the file is not looked at: it is probably no schema. \
         Of mistakes in definitions, and of warnings, the first 1000 are shown."
        "not a schema at all"
    }
    DUPLICATE_KEY "duplicate-key" "An object has the same key twice" {
        "The keys of an object differ from each other."
        "{ 'struct': 'Point', 'data': { 'x': 'int', 'x': 'int' } }"
    }
    NOT_AN_OBJECT "not-an-object" "Something at the top level that is not an object" {
        "A schema is a sequence of objects: definitions and directives."
        "[ 'red', 'green' ]"
    }
    INVALID_DIRECTIVE "invalid-directive" "A malformed include or pragma directive" {
        "An include directive is `{ 'include': 'FILE' }`, a pragma directive \
         `{ 'pragma': { 'NAME': VALUE, ... } }`, with nothing beside."
        "{ 'include': 'block.json', 'if': 'CONFIG_BLOCK' }"
    }
    UNKNOWN_PRAGMA "unknown-pragma" "A pragma that does not exist" {
        "The pragmas are `doc-required`, `command-name-exceptions`, `command-returns-exceptions`, \
         `documentation-exceptions` and `member-name-exceptions`; until 5.2 `returns-whitelist` \
         and `name-case-whitelist`."
        "{ 'pragma': { 'doc-requird': true } }"
    }
    INVALID_PRAGMA "invalid-pragma" "A pragma with a value of the wrong kind" {
        "The value of `doc-required` is a boolean, that of every other pragma a list of strings."
        "{ 'pragma': { 'doc-required': 'yes' } }"
    }
    FREE_FORM_BEFORE_DEFINITION "free-form-before-definition"
    "A free-form comment stands where a definition's documentation should" {
        "A documentation comment right before a definition documents it, and begins with its name."
        "##\n# Colors.\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    LOOSE_DOCUMENTATION "loose-documentation"
    "A definition's documentation is not followed by the definition" {
        "A documentation comment that begins with `@NAME:` documents the definition right after \
         it. A directive, another comment or the end of the file may not come between."
        "##\n# @Color:\n##\n{ 'include': 'paint.json' }"
    }
    DOC_JUNK "doc-junk" "Text after the '##' of a documentation comment" {
        "The lines that begin and end a documentation comment are `##` and nothing else."
        "## Colors\n# Some.\n##"
    }
    DOC_UNCLOSED "doc-unclosed" "A documentation comment without an end" {
        "A documentation comment goes from a line `##` to the next, and every line between begins \
         with `#`."
        "##\n# @Color:\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_SPACE "doc-space" "No space after the '#' of a documentation line" {
        "In a documentation comment a space separates `#` and text."
        "##\n#Colors.\n##"
    }
    DOC_COLON "doc-colon" "The name in a definition's documentation lacks its colon" {
        "A definition's documentation begins with the line `# @NAME:`."
        "##\n# @Color\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_NAME "doc-name" "A name is missing in documentation" {
        "The described name follows `@`."
        "##\n# @:\n##"
    }
    DOC_FREE_FORM "doc-free-form" "A description in free-form documentation" {
        "Free-form documentation describes no definition, so it cannot describe members. A \
         definition's documentation begins with its name, on the comment's first line."
        "##\n# Colors.\n#\n# @red: like roses\n##"
    }
    DOC_HEADING "doc-heading" "A heading where none may be" {
        "Until 10.0 a line that begins with `=` is a heading. It stands first in a comment \
         of its own, not in a definition's documentation."
        "##\n# @Color:\n#\n# = Colors\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_FEATURES "doc-features" "A malformed list of features in documentation" {
        "The line `Features:` occurs once, and descriptions `@NAME: text` follow it."
        "##\n# @Color:\n#\n# Features:\n#\n# Some.\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_ORDER "doc-order" "A description after a section" {
        "In a definition's documentation the descriptions of members come first, then features, \
         then everything else."
        "##\n# @Color:\n#\n# Since: 1.0\n#\n# @red: like roses\n##"
    }
    DOC_DUPLICATE "doc-duplicate" "Something documented twice" {
        "A member, a feature, `Returns`, `Errors` and `Since` are documented once each."
        "##\n# @Color:\n#\n# Since: 1.0\n#\n# Since: 1.1\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_EMPTY_SECTION "doc-empty-section" "A section of documentation without text" {
        "A description or section has text."
        "##\n# @Color:\n#\n# Since:\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_INDENT "doc-indent" "A line of documentation is not indented enough" {
        "The further lines of a description or section are indented alike: since 8.1 as far as \
         the first of them, earlier as far as the text behind the tag."
        "##\n# @Color:\n#\n# @red: like roses\n#     and tomatoes,\n#   sometimes\n##"
    }
    DOC_OLD_SECTION "doc-old-section" "A kind of section that no longer exists" {
        "Since 9.1 notes and examples are written in reStructuredText: `.. note::` and \
         `.. qmp-example::`."
        "##\n# @Color:\n#\n# Note: there are more.\n##\n{ 'enum': 'Color', 'data': [] }"
    }
    DOC_LINE_LENGTH "doc-line-length" "A line of documentation is too long" {
        "Since 10.2 a line of documentation has at most 70 characters, `# ` included. Literal \
         blocks, examples, and lines with nothing but a URL may be longer."
        "##\n# A line that is written for people with screens as wide as their patience is long.\n##"
    }
    DOC_TWO_SPACES "doc-two-spaces" "One space between sentences in documentation" {
        "Since 10.2 two spaces separate sentences in documentation."
        "##\n# One. Two.\n##"
    }
}
