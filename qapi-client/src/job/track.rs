//! The known state of long-running work, from events and answers.
//!
//! Answers report the progress. Events trigger queries, and report the end, which answers no longer
//! show once the monitor has forgotten the work.

use super::progress::{Found, JobEnd, JobProgress};
use super::source::{Source, Told};
use crate::protocol::RawEvent;
use crate::qmp::JobStatus;

/// The known state of the work.
#[derive(Debug)]
pub(super) struct Track {
    source: Source,
    /// The last reported progress.
    last: Option<JobProgress>,
    /// True if an answer has shown the work: until then, the last one with that id to begin is
    /// followed.
    seen: bool,
    /// True if the monitor has forgotten the work.
    gone: bool,
    /// The end, as events reported it.
    aborting: bool,
    cancelled: bool,
    completed: bool,
    error: Option<Box<str>>,
    /// Amount done and total, as an event reported them.
    counts: Option<(u64, u64)>,
    /// True if a query is due.
    pub(super) ask: bool,
    pub(super) end: Option<JobEnd>,
}

impl Track {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            last: None,
            seen: false,
            gone: false,
            aborting: false,
            cancelled: false,
            completed: false,
            error: None,
            counts: None,
            ask: true,
            end: None,
        }
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// Takes an event, if it belongs to this work.
    pub(super) fn event(&mut self, event: &RawEvent) {
        let Some(told) = self.source.told(event).filter(|_| !self.gone) else {
            return;
        };
        self.ask = true;
        match told {
            Told::Created if !self.seen => *self = Self::new(self.source.clone()),
            Told::Created => self.gone = self.is_settled(),
            Told::Forgotten => self.gone = self.seen,
            Told::Came => {}
            Told::Aborting => self.aborting = true,
            Told::Concluded => self.completed = true,
            Told::Cancelled { counts } => {
                self.cancelled = true;
                self.counts = counts;
            }
            Told::Completed { counts, error } => {
                self.completed = true;
                self.counts = counts;
                self.error = error;
            }
        }
    }

    /// Returns true if events reported the end, and no answer is needed.
    pub(super) fn is_settled(&self) -> bool {
        self.cancelled || self.completed || self.gone
    }

    /// Returns true if an answer is older than the events, and the next answer may report more: the
    /// beginning of the work, or its result.
    pub(super) fn is_outdated(&self, found: Option<&Found>) -> bool {
        match found {
            None => !self.is_settled(),
            Some(found) => found.end.is_none() && self.is_settled() && !self.gone,
        }
    }

    /// Takes an answer: `None` if the monitor does not know the work. Returns the progress if it
    /// changed.
    ///
    /// `cancel_asked` is true if this program cancelled the work. Only block jobs distinguish that
    /// from other failures.
    pub(super) fn found(
        &mut self,
        found: Option<Found>,
        cancel_asked: bool,
    ) -> Option<JobProgress> {
        // Work that continues after the end is the next with that id.
        let own = |found: &Found| !self.gone && (found.end.is_some() || !self.is_settled());
        let progress = match found.filter(own) {
            Some(Found { progress, end }) => {
                self.seen = true;
                self.end = end.map(|end| self.explain(end, cancel_asked));
                progress
            }
            None => {
                self.end = Some(self.explain(self.end_by_events(), cancel_asked));
                self.last_progress()?
            }
        };
        if self.last.as_ref() == Some(&progress) {
            return None;
        }
        self.last = Some(progress.clone());
        Some(progress)
    }

    /// Returns the result that events alone reported.
    fn end_by_events(&self) -> JobEnd {
        if self.error.is_some() || self.aborting {
            JobEnd::Aborted { error: None }
        } else if self.cancelled {
            JobEnd::Cancelled
        } else if self.completed {
            JobEnd::Concluded
        } else {
            JobEnd::Dismissed
        }
    }

    /// Adds information from events to the result.
    fn explain(&mut self, end: JobEnd, cancel_asked: bool) -> JobEnd {
        match end {
            JobEnd::Aborted { .. } if self.cancelled => JobEnd::Cancelled,
            JobEnd::Aborted { .. } if cancel_asked && self.error.is_none() => JobEnd::Cancelled,
            JobEnd::Aborted { error: None } => JobEnd::Aborted {
                error: self.error.take(),
            },
            end => end,
        }
    }

    /// Returns the progress at the end, if the work was ever seen.
    fn last_progress(&self) -> Option<JobProgress> {
        let (current, total) = self
            .counts
            .or_else(|| self.last.as_ref().map(|last| (last.current, last.total)))?;
        let status = JobStatus::Concluded;
        Some(JobProgress {
            detail: status.as_str().into(),
            status,
            current,
            total,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::value::RawValue;

    use super::*;

    fn job() -> Track {
        Track::new(Source::Job("j".into()))
    }

    fn tell(track: &mut Track, name: &str, data: &str) {
        track.ask = false;
        track.event(&RawEvent {
            name: name.into(),
            data: Some(RawValue::from_string(data.to_owned()).unwrap()),
        });
    }

    fn at(status: JobStatus, current: u64, end: Option<JobEnd>) -> Option<Found> {
        let detail = status.as_str().into();
        let progress = JobProgress {
            status,
            detail,
            current,
            total: 10,
        };
        Some(Found { progress, end })
    }

    #[test]
    fn only_changes_are_told_and_only_the_own_events_heard() {
        let mut track = job();
        assert_eq!(
            track
                .found(at(JobStatus::Running, 3, None), false)
                .unwrap()
                .current,
            3
        );
        assert_eq!(track.found(at(JobStatus::Running, 3, None), false), None);
        tell(
            &mut track,
            "JOB_STATUS_CHANGE",
            r#"{"id": "other", "status": "aborting"}"#,
        );
        assert!(!track.ask);
        tell(
            &mut track,
            "JOB_STATUS_CHANGE",
            r#"{"id": "j", "status": "ready"}"#,
        );
        assert!(track.ask && !track.is_settled());
        assert!(track.found(at(JobStatus::Ready, 3, None), false).is_some());
        assert_eq!(track.end, None);
    }

    #[test]
    fn a_job_that_vanished_ended_as_its_events_told() {
        let completed = r#"{"device": "j", "type": "mirror", "len": 9, "offset": 9, "speed": 0}"#;
        let mut track = job();
        track.found(at(JobStatus::Ready, 3, None), false);
        tell(&mut track, "BLOCK_JOB_COMPLETED", completed);
        assert!(track.is_settled());
        let last = track.found(None, false).unwrap();
        assert_eq!(
            (last.current, last.total, last.fraction()),
            (9, 9, Some(1.0))
        );
        assert_eq!(track.end, Some(JobEnd::Concluded));

        let failed = r#"{"device": "j", "type": "mirror", "len": 9, "offset": 1, "speed": 0,
            "error": "No space"}"#;
        let mut track = job();
        tell(
            &mut track,
            "JOB_STATUS_CHANGE",
            r#"{"id": "j", "status": "aborting"}"#,
        );
        tell(&mut track, "BLOCK_JOB_COMPLETED", failed);
        track.found(None, false);
        let error = Some("No space".into());
        assert_eq!(track.end, Some(JobEnd::Aborted { error }));

        let mut track = job();
        tell(
            &mut track,
            "JOB_STATUS_CHANGE",
            r#"{"id": "j", "status": "aborting"}"#,
        );
        tell(&mut track, "BLOCK_JOB_CANCELLED", completed);
        track.found(None, false);
        assert_eq!(track.end, Some(JobEnd::Cancelled));
    }

    #[test]
    fn the_next_job_of_that_id_is_another() {
        let status = |status: &str| format!(r#"{{"id": "j", "status": "{status}"}}"#);
        let cancelled = r#"{"device": "j", "type": "mirror", "len": 9, "offset": 1, "speed": 0}"#;
        let mut track = job();
        track.found(at(JobStatus::Running, 1, None), false);
        tell(&mut track, "JOB_STATUS_CHANGE", &status("aborting"));
        tell(&mut track, "BLOCK_JOB_CANCELLED", cancelled);
        for next in ["null", "created", "running", "concluded"] {
            tell(&mut track, "JOB_STATUS_CHANGE", &status(next));
        }
        track.found(at(JobStatus::Running, 7, None), false);
        assert_eq!(track.end, Some(JobEnd::Cancelled));

        // Events before the first answer belong to other work.
        let mut track = job();
        tell(&mut track, "JOB_STATUS_CHANGE", &status("aborting"));
        tell(&mut track, "BLOCK_JOB_CANCELLED", cancelled);
        tell(&mut track, "JOB_STATUS_CHANGE", &status("null"));
        tell(&mut track, "JOB_STATUS_CHANGE", &status("created"));
        assert!(!track.is_settled());
        track.found(at(JobStatus::Running, 1, None), false);
        assert_eq!(track.end, None);
        tell(&mut track, "JOB_STATUS_CHANGE", &status("concluded"));
        track.found(None, false);
        assert_eq!(track.end, Some(JobEnd::Concluded));
    }

    #[test]
    fn that_a_job_was_forgotten_does_not_tell_how_it_ended() {
        let forgotten = r#"{"id": "j", "status": "null"}"#;
        let mut track = job();
        tell(&mut track, "JOB_STATUS_CHANGE", forgotten);
        assert!(track.ask);
        track.found(None, false);
        assert_eq!(track.end, Some(JobEnd::Dismissed));
        // The same if it was seen before the connection was lost.
        let mut track = job();
        track.found(at(JobStatus::Running, 1, None), false);
        tell(&mut track, "JOB_STATUS_CHANGE", forgotten);
        track.found(None, false);
        assert_eq!(track.end, Some(JobEnd::Dismissed));
    }

    #[test]
    fn a_job_that_nobody_saw_was_dismissed() {
        let mut track = job();
        assert_eq!(track.found(None, false), None);
        assert_eq!(track.end, Some(JobEnd::Dismissed));
    }

    #[test]
    fn a_job_without_events_of_its_own_is_cancelled_by_who_cancelled_it() {
        let aborted = || JobEnd::Aborted {
            error: Some("Operation canceled".into()),
        };
        for (asked, end) in [(true, JobEnd::Cancelled), (false, aborted())] {
            let mut track = job();
            track.found(at(JobStatus::Concluded, 3, Some(aborted())), asked);
            assert_eq!(track.end, Some(end));
        }
    }
}
