//! Several members of an object at once, as a tuple.
//!
//! One call that returns a tuple costs each user's compiler less than a call for each member. A tuple
//! of references costs it less than a list of `dyn` references, each of which it converts.

use std::fmt;

use super::{Decode, Encode, Reader, Writer, debug_object};

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

/// References to the fields of several members that are sent: a tuple, or one reference.
pub trait EncodeMembers {
    /// Writes an object with the members `names`, as many as there are references.
    fn write(self, names: &str, w: &mut Writer<'_>);
}

/// References to the fields of several members that are only received: a tuple, or one reference.
pub trait DebugMembers {
    /// Formats the object `name` with the members `names`, as many as there are references.
    ///
    /// # Errors
    /// The formatter's own.
    fn show(self, f: &mut fmt::Formatter<'_>, name: &str, names: &str) -> fmt::Result;
}

impl<T: Encode> EncodeMembers for &T {
    #[inline]
    fn write(self, names: &str, w: &mut Writer<'_>) {
        w.object(&[names], &[self]);
    }
}

impl<T: fmt::Debug> DebugMembers for &T {
    #[inline]
    fn show(self, f: &mut fmt::Formatter<'_>, name: &str, names: &str) -> fmt::Result {
        debug_object(f, name, &[names], &[self])
    }
}

macro_rules! references {
    ([$($before:ident)*] $next:ident $($after:ident)*) => {
        #[allow(non_snake_case, reason = "a variable has the name of its type")]
        impl<$($before: Encode,)* $next: Encode> EncodeMembers for ($(&$before,)* &$next,) {
            #[inline]
            fn write(self, names: &str, w: &mut Writer<'_>) {
                let ($($before,)* $next,) = self;
                w.object(&[names], &[$($before,)* $next]);
            }
        }

        #[allow(non_snake_case, reason = "a variable has the name of its type")]
        impl<$($before: fmt::Debug,)* $next: fmt::Debug> DebugMembers for ($(&$before,)* &$next,) {
            #[inline]
            fn show(self, f: &mut fmt::Formatter<'_>, name: &str, names: &str) -> fmt::Result {
                let ($($before,)* $next,) = self;
                debug_object(f, name, &[names], &[$($before,)* $next])
            }
        }

        references! { [$($before)* $next] $($after)* }
    };
    ([$($before:ident)*]) => {};
}

references! { [A] B C D E F G H I J K L }
