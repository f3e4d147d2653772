//! The key that ends a session, Ctrl-D, typed while a command runs.
//!
//! A terminal that edits its own lines turns the key into an end of file, which is lost when the
//! line editor takes over. While a shell has the terminal, the key is an ordinary character instead:
//! the line editor reads it with the next line.
//!
//! Invariant: the terminal gets its own key back when the shell ends.

/// The key of this terminal, as an ordinary character until this is dropped.
#[derive(Debug)]
pub struct EndKey {
    key: char,
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl EndKey {
    /// Takes the key of standard input's terminal. Returns None if the terminal has no such key, or
    /// cannot be changed.
    pub fn take() -> Option<Self> {
        use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
        let before = tcgetattr(std::io::stdin()).ok()?;
        let key = before.special_codes[SpecialCodeIndex::VEOF];
        if key == DISABLED {
            return None;
        }
        let mut ours = before.clone();
        ours.special_codes[SpecialCodeIndex::VEOF] = DISABLED;
        tcsetattr(std::io::stdin(), OptionalActions::Drain, &ours).ok()?;
        let key = char::from(key);
        Some(Self { key, before })
    }
}

/// POSIX: the value of a key that is disabled. Also the character of Ctrl-Space.
pub const DISABLED: u8 = 0;

#[cfg(not(unix))]
impl EndKey {
    /// Returns None: the terminal loses no key.
    pub fn take() -> Option<Self> {
        None
    }
}

impl EndKey {
    /// Returns the character of the key.
    pub fn key(&self) -> char {
        self.key
    }
}

#[cfg(unix)]
impl Drop for EndKey {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        // A terminal that is gone needs nothing back.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, &self.before);
    }
}
