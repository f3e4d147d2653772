//! Tokens that identify a guest agent's answer to `guest-sync-delimited`.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// A generator of tokens that earlier clients on the same channel did not use either.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    seed: RandomState,
    count: u64,
}

impl Tokens {
    /// Returns the next token, an integer that every JSON parser keeps exact.
    pub(crate) fn next(&mut self) -> u64 {
        self.count += 1;
        self.seed.hash_one(self.count) >> 11
    }
}
