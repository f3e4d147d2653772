//! The monitor that does the work.

use crate::error::Error;
use crate::tokio::{Client, Events, Reconnecting};
use crate::wire::{Decode, Encode};
use crate::{Command, RawEvent};

/// The client of the monitor that does the work.
#[derive(Debug, Clone)]
pub(super) enum Monitor {
    Client(Client),
    Reconnecting(Reconnecting),
}

impl Monitor {
    /// Listens to the monitor's events.
    pub(super) fn events(&self) -> Events<RawEvent> {
        match self {
            Self::Client(client) => client.events(),
            Self::Reconnecting(vm) => vm.events(),
        }
    }

    pub(super) async fn execute<C>(&self, command: C) -> Result<C::Ok, Error>
    where
        C: Command<Ok: Decode + 'static> + Encode,
    {
        match self {
            Self::Client(client) => client.execute(command).await,
            Self::Reconnecting(vm) => vm.execute(command).await,
        }
    }
}
