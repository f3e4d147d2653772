//! Following work: listening to events, and querying when needed.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::Value;

use super::control::Control;
use super::progress::{JobEnd, JobProgress};
use super::source::Source;
use super::track::Track;
use crate::codec;
use crate::error::Error;
use crate::execute::Request;
use crate::peer::{self, Due, Monitor};
use crate::wire::Encode;
use crate::{Command, RawEvent};

/// Default interval of progress queries.
const EVERY: Duration = Duration::from_millis(500);

/// Long-running work that is followed: a job, a block job, or the migration.
#[derive(Debug)]
pub(crate) struct Follow<M: Monitor> {
    control: Control<M>,
    events: M::Events,
    track: Track,
    every: Duration,
}

impl<M: Monitor + Clone> Follow<M> {
    pub(crate) fn new(monitor: M, source: Source) -> Self {
        let own = source.clone();
        Self {
            events: monitor.listen(move |event| own.concerns(event)),
            control: Control::new(monitor, source.clone()),
            track: Track::new(source),
            every: EVERY,
        }
    }

    /// Starts work by a command, and follows it. Work of that id that the monitor knows already is
    /// an error.
    pub(crate) async fn start<C>(monitor: M, command: &C) -> Result<Self, Error>
    where
        C: Command + Encode,
    {
        let source = Source::started_by(C::NAME, Some(&codec::value(command)))?;
        let request = peer::request(&monitor, command, Due::NEVER);
        Self::sent(monitor, source, request).await
    }

    /// Starts work by the command `name`; see [`start`](Self::start).
    pub(crate) async fn start_raw(monitor: M, name: &str, arguments: Value) -> Result<Self, Error> {
        let source = Source::started_by(name, Some(&arguments))?;
        let request = peer::request_raw(&monitor, name, Some(arguments), Due::NEVER);
        Self::sent(monitor, source, request).await
    }

    async fn sent(monitor: M, source: Source, request: Request) -> Result<Self, Error> {
        let mut follow = Self::new(monitor, source);
        let found = follow.track.source().ask(&follow.control.monitor).await?;
        let is_migration = *follow.track.source() == Source::Migration;
        // A migration that has ended is forgotten by the next one.
        if let Some(found) = found.filter(|found| !is_migration || found.end.is_none()) {
            return Err(Error::JobExists {
                id: follow.control.id().into(),
                status: found.progress.detail,
            });
        }
        // Events of earlier work with that id.
        follow.listen();
        follow.track = Track::new(follow.track.source().clone());
        follow.control.monitor.request(request).await?;
        Ok(follow)
    }

    pub(crate) fn every(self, every: Duration) -> Self {
        Self { every, ..self }
    }

    pub(crate) fn control(&self) -> &Control<M> {
        &self.control
    }

    /// Waits for a change until `due`; a timeout is an error.
    pub(crate) async fn next(&mut self, due: Due) -> Result<Option<JobProgress>, Error> {
        loop {
            self.listen();
            if self.track.end.is_some() {
                return Ok(None);
            }
            if !self.track.ask {
                let within = due.left().map_or(self.every, |left| left.min(self.every));
                let Self {
                    control, events, ..
                } = self;
                match control.monitor.event(events, Some(within)).await {
                    Some(Err(error)) if error.is_timeout() && due.is_over() => return Err(error),
                    Some(event) => self.take(event),
                    // The query then reports the reason for the missing connection.
                    None => self.track.ask = true,
                }
                continue;
            }
            if let Some(progress) = self.ask().await? {
                return Ok(Some(progress));
            }
        }
    }

    pub(crate) async fn end(&mut self, due: Due) -> Result<JobEnd, Error> {
        loop {
            if let Some(end) = &self.track.end {
                return Ok(end.clone());
            }
            self.next(due).await?;
        }
    }

    pub(crate) async fn end_and_dismiss(&mut self, due: Due) -> Result<JobEnd, Error> {
        let end = self.end(due).await?;
        if end != JobEnd::Dismissed {
            match self.control.dismiss().await {
                Ok(()) | Err(Error::NotOfMigration { .. }) => {}
                // The work is already forgotten.
                Err(error) if error.is_command_error() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(end)
    }

    /// Takes the events that have arrived. Events before an answer are older than it.
    fn listen(&mut self) -> bool {
        let mut any = false;
        while let Some(event) = self.control.monitor.try_event(&mut self.events) {
            self.take(event);
            any = true;
        }
        any
    }

    fn take(&mut self, event: Result<RawEvent, Error>) {
        match event {
            Ok(event) => self.track.event(&event),
            // Events may be missing, or it is time to ask.
            Err(_) => self.track.ask = true,
        }
    }

    /// Queries once. Returns the progress if it changed.
    async fn ask(&mut self) -> Result<Option<JobProgress>, Error> {
        let answer = self.track.source().ask(&self.control.monitor).await;
        let stale = self.listen();
        let found = match answer {
            Ok(found) => found,
            // QEMU may report the end and exit.
            Err(error) if error.is_disconnected() && self.track.is_settled() => None,
            Err(error) if error.is_disconnected() => {
                return self.control.monitor.reconnected(error).await.map(|()| None);
            }
            Err(error) => return Err(error),
        };
        let asked = self.control.cancel_asked.load(Ordering::Relaxed);
        // Events that arrived with the answer may report more than it.
        self.track.ask = stale;
        if stale && self.track.is_outdated(found.as_ref()) {
            return Ok(None);
        }
        Ok(self.track.found(found, asked))
    }
}
