//! Properties of the driver of a line, which no schema has: the peer lists them.
//!
//! Input: a line `device_add`, or with an option such as `-device`. Output: the properties, for typing
//! the line and for help.

use std::time::Instant;

use serde_json::{Value, json};

use super::Session;
use crate::line::{self, Word};
use crate::{given, help, option};

impl Session {
    /// Returns help on the properties of the driver that `device_add` is given, which no schema
    /// has.
    pub(super) async fn properties(&self, text: &str, words: &[Word]) -> Option<String> {
        let found = self.asked_properties(text, words).await?;
        Some(help::properties(&found, self.screen.paint))
    }

    /// Asks for the properties of the driver of a line `device_add`.
    pub(super) async fn driver_properties(&self, text: &str) -> Option<Value> {
        if let Some(driver) = option::driver(&self.link.knowledge(), text) {
            return self.properties_of(&driver).await;
        }
        let (words, _) = line::words(text);
        let oob = words
            .first()
            .is_some_and(|word| text[word.span.clone()].starts_with('!'));
        match oob {
            true => None,
            false => self.asked_properties(text, &words).await,
        }
    }

    async fn asked_properties(&self, text: &str, words: &[Word]) -> Option<Value> {
        let (name, rest) = words.split_first()?;
        if &text[name.span.clone()] != "device_add" {
            return None;
        }
        let driver = given::read(text, rest).ok()?.text("driver")?.to_owned();
        self.properties_of(&driver).await
    }

    async fn properties_of(&self, driver: &str) -> Option<Value> {
        let due = Instant::now() + self.timeout.unwrap_or(self.connect_timeout);
        let arguments = json!({ "typename": driver });
        let command = "device-list-properties";
        self.link.ask(command, Some(arguments), due).await
    }
}
