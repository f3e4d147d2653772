//! Codes of reading: files, tokens, expressions, directives, documentation comments.

super::codes! {
    UNREADABLE_INCLUDE "unreadable-include" "An included file cannot be read" {
        "" ""
    }
}
