//! Reading of several members of an object at once.
//!
//! One call for all members, with a tuple as its result, costs each user's compiler less than a call
//! for each.

use super::{Decode, Reader};

/// Splits texts that each hold several names with spaces between them. (No name in QAPI has a
/// space.)
pub(super) fn split<'t, 'n>(texts: &'t [&'n str]) -> Names<'t, 'n> {
    Names {
        texts: texts.iter(),
        rest: None,
    }
}

/// An iterator of names.
#[derive(Debug)]
pub struct Names<'t, 'n> {
    texts: std::slice::Iter<'t, &'n str>,
    /// The rest of the current text.
    rest: Option<&'n str>,
}

impl<'n> Iterator for Names<'_, 'n> {
    type Item = &'n str;

    fn next(&mut self) -> Option<&'n str> {
        let text = match self.rest.take() {
            Some(rest) => rest,
            None => self.texts.next()?,
        };
        // Names are too short for a faster search to pay off.
        let Some(space) = text.bytes().position(|byte| byte == b' ') else {
            return Some(text);
        };
        self.rest = text.get(space + 1..);
        text.get(..space)
    }
}

/// The content of a member's field: an `Option` if it is optional.
pub trait Member: Sized {
    /// Reads the member `name` of the object at the reader's position. `None` means that there is no
    /// such value, and the reader has the reason.
    fn read(r: &Reader<'_, '_>, name: &'static str) -> Option<Self>;
}

impl<T: Decode> Member for T {
    #[inline]
    fn read(r: &Reader<'_, '_>, name: &'static str) -> Option<Self> {
        r.req(name)
    }
}

impl<T: Decode> Member for Option<T> {
    #[inline]
    fn read(r: &Reader<'_, '_>, name: &'static str) -> Option<Self> {
        r.opt(name)
    }
}

/// The content of several members' fields: a tuple.
pub trait Members: Sized {
    /// Reads the members `names`, as many as the tuple has.
    fn read(r: &Reader<'_, '_>, names: &mut Names<'_, 'static>) -> Option<Self>;
}

macro_rules! tuples {
    ($($member:ident)*) => {
        tuples! { @each [] $($member)* }
    };
    (@each [$($before:ident)*] $next:ident $($after:ident)*) => {
        impl<$($before: Member,)* $next: Member> Members for ($($before,)* $next,) {
            #[inline]
            fn read(r: &Reader<'_, '_>, names: &mut Names<'_, 'static>) -> Option<Self> {
                Some(($($before::read(r, names.next()?)?,)* $next::read(r, names.next()?)?,))
            }
        }
        tuples! { @each [$($before)* $next] $($after)* }
    };
    (@each [$($before:ident)*]) => {};
}

tuples! { A B C D E F G H I J K L }
