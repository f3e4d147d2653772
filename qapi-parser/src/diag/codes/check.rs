//! Codes of the checks: what the rules of the language forbid although the syntax is right.

super::codes! {}
