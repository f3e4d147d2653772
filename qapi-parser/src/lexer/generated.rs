// Made by pest from grammar.pest; see there. 01ad241940e9468b, bc1fada65a2936e2

pub(crate) struct Tokenizer;

#[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms)]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Rule {
    r#tokens,
    r#lexeme,
}
impl Rule {
    pub fn all_rules() -> &'static [Rule] {
        &[Rule::r#tokens, Rule::r#lexeme]
    }
}
#[allow(clippy::all)]
impl ::pest::Parser<Rule> for Tokenizer {
    fn parse<'i>(
        rule: Rule,
        input: &'i str,
    ) -> ::std::result::Result<
        ::pest::iterators::Pairs<'i, Rule>,
        ::pest::error::Error<Rule>,
    > {
        mod rules {
            #![allow(clippy::upper_case_acronyms)]
            pub mod hidden {
                use super::super::Rule;
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn skip(
                    state: ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    Ok(state)
                }
            }
            pub mod visible {
                use super::super::Rule;
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#tokens(
                    state: ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .sequence(|state| {
                            state
                                .optional(|state| {
                                    state
                                        .match_string(" ")
                                        .or_else(|state| { state.match_string("\n") })
                                        .or_else(|state| { self::r#lexeme(state) })
                                        .and_then(|state| {
                                            state
                                                .repeat(|state| {
                                                    state
                                                        .sequence(|state| {
                                                            super::hidden::skip(state)
                                                                .and_then(|state| {
                                                                    state
                                                                        .match_string(" ")
                                                                        .or_else(|state| { state.match_string("\n") })
                                                                        .or_else(|state| { self::r#lexeme(state) })
                                                                })
                                                        })
                                                })
                                        })
                                })
                        })
                }
                #[inline]
                #[allow(non_snake_case, unused_variables)]
                pub fn r#lexeme(
                    state: ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state
                        .rule(
                            Rule::r#lexeme,
                            |state| {
                                state
                                    .atomic(
                                        ::pest::Atomicity::Atomic,
                                        |state| {
                                            state
                                                .sequence(|state| {
                                                    state
                                                        .match_string("'")
                                                        .and_then(|state| {
                                                            let strings = ["'", "\n"];
                                                            state.skip_until(&strings)
                                                        })
                                                        .and_then(|state| {
                                                            state.optional(|state| { state.match_string("'") })
                                                        })
                                                })
                                                .or_else(|state| { state.match_string(",") })
                                                .or_else(|state| { state.match_string(":") })
                                                .or_else(|state| { state.match_string("{") })
                                                .or_else(|state| { state.match_string("}") })
                                                .or_else(|state| { state.match_string("[") })
                                                .or_else(|state| { state.match_string("]") })
                                                .or_else(|state| {
                                                    state
                                                        .sequence(|state| {
                                                            state
                                                                .match_string("#")
                                                                .and_then(|state| {
                                                                    let strings = ["\n"];
                                                                    state.skip_until(&strings)
                                                                })
                                                        })
                                                })
                                                .or_else(|state| { state.match_string("true") })
                                                .or_else(|state| { state.match_string("false") })
                                                .or_else(|state| { self::r#ANY(state) })
                                        },
                                    )
                            },
                        )
                }
                #[inline]
                #[allow(dead_code, non_snake_case, unused_variables)]
                pub fn ANY(
                    state: ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                ) -> ::pest::ParseResult<
                    ::std::boxed::Box<::pest::ParserState<'_, Rule>>,
                > {
                    state.skip(1)
                }
            }
            pub use self::visible::*;
        }
        ::pest::state(
            input,
            |state| {
                match rule {
                    Rule::r#tokens => rules::r#tokens(state),
                    Rule::r#lexeme => rules::r#lexeme(state),
                }
            },
        )
    }
}
