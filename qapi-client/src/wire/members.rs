//! Several members of an object at once.
//!
//! One call for all members, with a tuple for a result, costs each user's compiler less than a call
//! for each.

use super::{Decode, Reader};

/// The names in texts that hold some each, with spaces between them. (No name in QAPI has a space.)
pub(super) fn split<'t, 'n>(texts: &'t [&'n str]) -> Names<'t, 'n> {
    Names {
        texts: texts.iter(),
        rest: None,
    }
}

/// Gives names one after another.
#[derive(Debug)]
pub struct Names<'t, 'n> {
    texts: std::slice::Iter<'t, &'n str>,
    /// What of a text is still to come.
    rest: Option<&'n str>,
}

impl<'n> Iterator for Names<'_, 'n> {
    type Item = &'n str;

    fn next(&mut self) -> Option<&'n str> {
        let text = match self.rest.take() {
            Some(rest) => rest,
            None => self.texts.next()?,
        };
        // Names are too short for a faster search to pay.
        let Some(space) = text.bytes().position(|byte| byte == b' ') else {
            return Some(text);
        };
        self.rest = text.get(space + 1..);
        text.get(..space)
    }
}

/// What a member's field holds: an `Option` if it is optional.
pub trait Member: Sized {
    /// Reads the member `name` of the object at which the reader is. None: there is no such value,
    /// and the reader has been told why.
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

/// What the fields of several members hold: a tuple.
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
