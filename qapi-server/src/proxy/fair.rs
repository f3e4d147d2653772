//! A queue of commands that is fair to clients.
//!
//! Input: commands of clients. Output: one of each client in turn, in the order of its own commands.

use std::collections::VecDeque;

/// Commands that wait, by client.
#[derive(Debug)]
pub(super) struct Fair<T> {
    /// Clients with their commands, in turn; none is empty.
    clients: VecDeque<(u64, VecDeque<T>)>,
    length: usize,
}

impl<T> Default for Fair<T> {
    fn default() -> Self {
        Self {
            clients: VecDeque::new(),
            length: 0,
        }
    }
}

impl<T> Fair<T> {
    /// Number of commands.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Reports that commands of `client` wait.
    pub(super) fn has(&self, client: u64) -> bool {
        self.clients.iter().any(|(other, _)| *other == client)
    }

    /// Adds a command behind those of the same client.
    pub(super) fn push(&mut self, client: u64, command: T) {
        self.length += 1;
        let mut clients = self.clients.iter_mut();
        match clients.find(|(other, _)| *other == client) {
            Some((_, commands)) => commands.push_back(command),
            None => self.clients.push_back((client, [command].into())),
        }
    }

    /// Takes all commands of `client`.
    pub(super) fn remove(&mut self, client: u64) -> VecDeque<T> {
        let mut clients = self.clients.iter();
        let at = clients.position(|(other, _)| *other == client);
        let removed = at.and_then(|at| self.clients.remove(at));
        let commands = removed.map(|(_, commands)| commands).unwrap_or_default();
        self.length -= commands.len();
        commands
    }

    /// Takes the command of the next client in turn whose first one is `ready`.
    pub(super) fn pop(&mut self, ready: impl Fn(&T) -> bool) -> Option<T> {
        let mut clients = self.clients.iter();
        let at = clients.position(|(_, commands)| commands.front().is_some_and(&ready))?;
        let (client, mut commands) = self.clients.remove(at)?;
        let command = commands.pop_front();
        if !commands.is_empty() {
            self.clients.push_back((client, commands));
        }
        self.length -= usize::from(command.is_some());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_take_turns_and_keep_their_order() {
        let mut fair = Fair::default();
        for (client, command) in [
            (1, "a1"),
            (1, "a2"),
            (1, "a3"),
            (2, "b1"),
            (3, "c1"),
            (2, "b2"),
        ] {
            fair.push(client, command);
        }
        assert!(fair.len() == 6 && fair.has(2) && !fair.has(4));
        fair.push(5, "d1");
        assert_eq!(fair.remove(5), ["d1"]);
        let order: Vec<_> = std::iter::from_fn(|| fair.pop(|_| true)).collect();
        assert_eq!(order, ["a1", "b1", "c1", "a2", "b2", "a3"]);
        assert!(fair.len() == 0 && !fair.has(1) && fair.remove(1).is_empty());
    }

    #[test]
    fn a_command_that_is_not_ready_holds_back_its_client_alone() {
        let mut fair = Fair::default();
        for (client, command) in [(1, "held"), (1, "a2"), (2, "b1"), (2, "b2")] {
            fair.push(client, command);
        }
        let order: Vec<_> = std::iter::from_fn(|| fair.pop(|c| *c != "held")).collect();
        assert_eq!(order, ["b1", "b2"]);
        assert_eq!(fair.pop(|_| true), Some("held"));
    }
}
