//! Commands and events.

use super::{Common, TypeId};

/// A command.
#[derive(Clone, Debug)]
pub struct Command {
    pub(crate) common: Common,
    pub(crate) arg: Option<TypeId>,
    pub(crate) ret: Option<TypeId>,
    pub(crate) flags: CommandFlags,
}

/// The flags of a command, with the language's defaults.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct CommandFlags {
    /// `gen`: if false, its arguments are open, independent of `data`.
    pub r#gen: bool,
    /// `success-response`: if false, success sends no reply.
    pub success_response: bool,
    pub boxed: bool,
    pub allow_oob: bool,
    pub allow_preconfig: bool,
    pub coroutine: bool,
}

impl Command {
    /// Returns the arguments: an object, implicit when written inline. None: no arguments.
    pub fn arg(&self) -> Option<TypeId> {
        self.arg
    }

    /// Returns the type of the return value. None: the empty object.
    pub fn ret(&self) -> Option<TypeId> {
        self.ret
    }

    /// Returns the flags.
    pub fn flags(&self) -> CommandFlags {
        self.flags
    }
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    pub(crate) common: Common,
    pub(crate) arg: Option<TypeId>,
    pub(crate) boxed: bool,
}

impl Event {
    /// Returns the data: an object, implicit when written inline. None: no data.
    pub fn arg(&self) -> Option<TypeId> {
        self.arg
    }

    /// Returns the flag `boxed`.
    pub fn boxed(&self) -> bool {
        self.boxed
    }
}
