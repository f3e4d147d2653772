//! The tokens by which a guest agent's answer to `guest-sync-delimited` is known.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// Gives tokens that no client before will have used, on the same channel, either.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    seed: RandomState,
    count: u64,
}

impl Tokens {
    /// The next token, within the integers that every JSON parser keeps exact.
    pub(crate) fn next(&mut self) -> u64 {
        self.count += 1;
        self.seed.hash_one(self.count) >> 11
    }
}
