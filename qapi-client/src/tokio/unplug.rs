//! Unplugging devices with the asynchronous client.

use super::client::Client;
use super::reconnect::Reconnecting;
use crate::error::Error;
use crate::unplug::{self, Unplug, Unplugged};

impl Client {
    /// Unplugs a device, then removes its backends; see [`Unplug`].
    ///
    /// # Errors
    ///
    /// The errors of [`execute`](Self::execute) for `device_del`; [`Error::Timeout`] if the guest
    /// does not release the device by the deadline. It may still do so later.
    pub async fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        unplug::unplug(self, unplug).await
    }
}

impl Reconnecting {
    /// Unplugs a device, across connections; see [`Client::unplug`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::unplug`].
    pub async fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        unplug::unplug(self, unplug).await
    }
}
