//! Unplugging devices with the blocking client.

use super::client::Client;
use crate::error::Error;
use crate::peer::done;
use crate::unplug::{self, Unplug, Unplugged};

impl Client {
    /// Unplugs a device, then removes its backends; see [`Unplug`].
    ///
    /// # Errors
    ///
    /// The errors of [`execute`](Self::execute) for `device_del`; [`Error::Timeout`] if the guest
    /// does not release the device by the deadline. It may still do so later.
    #[inline]
    pub fn unplug(&self, unplug: Unplug) -> Result<Unplugged, Error> {
        done(unplug::unplug(self, unplug))
    }
}
