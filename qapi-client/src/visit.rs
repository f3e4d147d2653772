//! Look-up of a command's or event's types by its name.
//!
//! Generated code has `commands::visit` and `events::visit`, which call a visitor with the type of
//! that name. Proxies, recorders and loggers use them to decode any message of a schema, without
//! their own match over all names. A visitor costs compile time only when used.
//!
//! The trait to implement depends on the role that the code was generated for: a client's commands
//! are encoded and their results decoded, a server's the reverse, and code for both roles has both.
//!
//! ```
//! use qapi_client::visit::CommandVisitor;
//! use qapi_client::wire::{Decode, DecodeError, Encode, from_json};
//! use qapi_client::Command;
//! use std::fmt::Debug;
//!
//! /// Shows a reply with the names and types of the command's result.
//! struct Show<'r>(&'r str);
//!
//! impl CommandVisitor for Show<'_> {
//!     type Output = Result<String, DecodeError>;
//!
//!     fn visit<T>(self) -> Self::Output
//!     where
//!         T: Command + Encode + Debug,
//!         T::Ok: Decode + Debug,
//!     {
//!         Ok(format!("{}: {:?}", T::NAME, from_json::<T::Ok>(self.0)?))
//!     }
//! }
//!
//! # struct Stop;
//! # impl Command for Stop { const NAME: &'static str = "stop"; type Ok = (); }
//! # impl Debug for Stop {
//! #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("Stop") }
//! # }
//! # impl Encode for Stop {
//! #     fn encode(&self, w: &mut qapi_client::wire::Writer<'_>) { w.object(&[], &[]); }
//! # }
//! // `qmp::commands::visit("stop", Show("{}"))` calls:
//! assert_eq!(Show("{}").visit::<Stop>()?, "stop: ()");
//! # Ok::<(), DecodeError>(())
//! ```

use std::fmt::Debug;

use crate::wire::{Decode, Encode};
use crate::{Command, Event};

macro_rules! visitors {
    ($($(#[$doc:meta])* $name:ident: $kind:ident $(+ $bound:ident)* $(, $ok:ident: $($of:ident)+)?;)*) => {$(
        $(#[$doc])*
        pub trait $name {
            /// The result of a visit.
            type Output;

            /// Visits the type.
            fn visit<T>(self) -> Self::Output
            where
                T: $kind $(+ $bound)* + Debug,
                $(T::$ok: Debug $(+ $of)+,)?;
        }
    )*};
}

visitors! {
    /// A visitor of a client's commands.
    CommandVisitor: Command + Encode, Ok: Decode;
    /// A visitor of a server's commands.
    ServerCommandVisitor: Command + Decode, Ok: Encode;
    /// A visitor of commands of code for both roles.
    FullCommandVisitor: Command + Encode + Decode, Ok: Encode Decode;
    /// A visitor of the events that a client receives.
    EventVisitor: Event + Decode;
    /// A visitor of the events that a server sends.
    ServerEventVisitor: Event + Encode;
    /// A visitor of events of code for both roles.
    FullEventVisitor: Event + Encode + Decode;
}

/// Defines the function `visit` in the module of a schema's commands.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit_commands {
    ($($visitor_and_types:tt)*) => {
        $crate::__visit! { "command" Command $($visitor_and_types)* }
    };
}

/// Defines the function `visit` in the module of a schema's events.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit_events {
    ($($visitor_and_types:tt)*) => {
        $crate::__visit! { "event" Event $($visitor_and_types)* }
    };
}

/// Defines the function `visit` for types of the trait `of`.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit {
    // A rule without attributes: see `wire/bridge.rs`.
    ($kind:literal $of:ident $visitor:ident $($ty:ident)*) => {
        $crate::__visit! {
            @ $kind $visitor visitor $(<$ty as $crate::$of>::NAME => V::visit::<$ty>(visitor),)*
        }
    };
    (@ $kind:literal $visitor:ident $given:ident $($arms:tt)*) => {
        #[doc = concat!(
            "Calls the visitor with the type of the ", $kind, " `name`. None if there is no such ", $kind, "."
        )]
        #[allow(deprecated, unreachable_code, unused_variables)]
        pub fn visit<V: $crate::visit::$visitor>(
            name: &str,
            $given: V,
        ) -> ::core::option::Option<V::Output> {
            ::core::option::Option::Some(match name {
                $($arms)*
                _ => return ::core::option::Option::None,
            })
        }
    };
    ($kind:literal $of:ident $visitor:ident $($(#[$cfg:meta])* $ty:ident)*) => {
        $crate::__visit! {
            @ $kind $visitor visitor
            $($(#[$cfg])* <$ty as $crate::$of>::NAME => V::visit::<$ty>(visitor),)*
        }
    };
}
