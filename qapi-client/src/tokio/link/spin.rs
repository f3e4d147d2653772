//! Waiting for a reply awake.
//!
//! A processor that goes to sleep takes as long to wake up as a quick server takes to answer. So
//! the writer, when it has sent a command, may keep the runtime going for a moment, which looks for
//! what arrives meanwhile; all other tasks have their turns, too.
//!
//! Invariant: a connection spins only while there is nothing to do until a reply comes, at most
//! [`Options::spin`] at a time; and but for a trial now and then only where replies come sooner by it:
//! not where they take longer than a spin, or where the server waits for the processor that spins.
//!
//! [`Options::spin`]: crate::Options::spin

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};

use super::Core;
use super::tasks::Task;

/// One wait of so many is begun the other way, to know how long that takes.
const TRIAL: u32 = 128;

/// So many waits back an average reaches: of the way that is taken, whose waits are many and each a bit
/// different, and of the other, of which there are trials alone.
const REACH: (u32, u32) = (64, 4);

/// A wait of more than so many spins counts as that long: a machine that was busy for a moment tells
/// little of the next.
const LONGEST: u32 = 4;

/// Whether this program may spin, and the server be at work.
static HAS_PROCESSORS: LazyLock<bool> =
    LazyLock::new(|| std::thread::available_parallelism().is_ok_and(|count| count.get() > 1));

/// How long a spin lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Time(Duration),
    /// So many looks, each time: what a test can repeat.
    #[cfg(test)]
    Looks(u32),
}

impl Span {
    /// At most `limit`, in a runtime of one thread: the threads of a larger one sleep each for
    /// itself, whatever another does.
    pub(super) fn in_runtime(limit: Duration) -> Self {
        let is_alone = Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread;
        Self::Time(match is_alone && *HAS_PROCESSORS {
            true => limit,
            false => Duration::ZERO,
        })
    }
}

/// Whether to spin, as learned from the waits that were.
pub(super) struct Spin {
    span: Span,
    /// What longer waits count as.
    longest: Duration,
    waits: u32,
    /// Whether to spin, but for trials.
    spins: bool,
    /// When the wait that is under way began, and whether by a spin.
    wait: Option<(Instant, bool)>,
    spun: Option<Duration>,
    slept: Option<Duration>,
}

impl Spin {
    pub(super) fn new(span: Span) -> Self {
        let longest = match span {
            Span::Time(limit) => limit.saturating_mul(LONGEST),
            #[cfg(test)]
            Span::Looks(_) => Duration::ZERO,
        };
        Self {
            span,
            longest,
            waits: 0,
            spins: false,
            wait: None,
            spun: None,
            slept: None,
        }
    }

    /// Begins a wait, by a spin or not.
    fn begin(&mut self) -> Option<Spinning> {
        match self.span {
            Span::Time(Duration::ZERO) => None,
            Span::Time(limit) => {
                let spins = self.spins_next();
                let now = Instant::now();
                self.wait = Some((now, spins));
                spins.then_some(Spinning::Since(now, limit))
            }
            #[cfg(test)]
            Span::Looks(count) => Some(Spinning::Looks(count)),
        }
    }

    fn spins_next(&mut self) -> bool {
        self.waits = self.waits.wrapping_add(1);
        match (self.slept, self.spun) {
            (None, _) => false,
            (_, None) => true,
            (Some(slept), Some(spun)) => {
                // A spin costs, so it has to bring something.
                self.spins = spun < slept * 4 / 5;
                self.spins != self.waits.is_multiple_of(TRIAL)
            }
        }
    }

    /// Learns that a reply came.
    pub(super) fn replied(&mut self) {
        if let Some((begin, spun)) = self.wait.take() {
            self.learn(spun, begin.elapsed());
        }
    }

    fn learn(&mut self, spun: bool, took: Duration) {
        let took = took.min(self.longest);
        let reach = if spun == self.spins { REACH.0 } else { REACH.1 };
        let average = if spun {
            &mut self.spun
        } else {
            &mut self.slept
        };
        *average = Some(average.map_or(took, |before| (before * (reach - 1) + took) / reach));
    }
}

/// A spin under way.
pub(super) enum Spinning {
    Since(Instant, Duration),
    #[cfg(test)]
    Looks(u32),
}

impl Spinning {
    fn goes_on(&mut self) -> bool {
        match self {
            Self::Since(begin, limit) => begin.elapsed() < *limit,
            #[cfg(test)]
            Self::Looks(left) => left.checked_sub(1).inspect(|less| *left = *less).is_some(),
        }
    }
}

impl Core {
    /// Whether there is nothing to do until the reply comes to the one command under way. Among
    /// several, another one's end is not worth being awake for.
    fn awaits_reply(&self) -> bool {
        self.end.is_none() && self.is_only_command() && !self.router.wants_transmit()
    }

    /// Begins a spin, if one is due.
    pub(super) fn begin_spin(&mut self) -> Option<Spinning> {
        self.spin.wait = None;
        if self.awaits_reply() {
            self.spin.begin()
        } else {
            None
        }
    }
}

impl Task {
    /// Keeps the runtime awake while a reply is about to come.
    pub(super) async fn spin(&self, mut spinning: Spinning) {
        while spinning.goes_on() {
            tokio::task::yield_now().await;
            if !self.0.core().awaits_reply() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_micros(50);

    /// How many of so many waits begin by a spin, where they take so many microseconds.
    fn spins(spin: &mut Spin, waits: u32, spun: u64, slept: u64) -> usize {
        let spins = (0..waits).filter(|_| {
            let spins = spin.spins_next();
            let took = if spins { spun } else { slept };
            spin.learn(spins, Duration::from_micros(took));
            spins
        });
        spins.count()
    }

    #[test]
    fn it_spins_where_that_pays_and_sees_when_that_changes() {
        let mut spin = Spin::new(Span::Time(LIMIT));
        for (spun, slept, pays) in [
            (10, 30, true),
            // The server is slow.
            (180, 180, false),
            (100_000, 90_000, false),
            // It is quick, and so is the processor.
            (20, 20, false),
            // It waits for the processor that spins.
            (40, 12, false),
            (10, 30, true),
        ] {
            spins(&mut spin, 5000, spun, slept);
            let often = spins(&mut spin, 10 * TRIAL, spun, slept);
            let expected = if pays { 10 * (TRIAL as usize - 1) } else { 10 };
            assert_eq!(often, expected, "{spun} and {slept}");
        }
    }

    #[test]
    fn it_soon_stops_where_replies_get_slow() {
        let mut spin = Spin::new(Span::Time(LIMIT));
        spins(&mut spin, 5000, 10, 30);
        let most = spins(&mut spin, 1000, 180, 180);
        assert!(most <= 200, "{most}");
    }

    #[test]
    fn it_never_spins_for_no_time() {
        let mut spin = Spin::new(Span::Time(Duration::ZERO));
        assert!((0..1000).all(|_| spin.begin().is_none()));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_threads_of_a_large_runtime_do_not_spin() {
        assert_eq!(Span::in_runtime(LIMIT), Span::Time(Duration::ZERO));
    }

    #[tokio::test]
    async fn a_thread_spins_where_there_is_another_processor() {
        let limit = if *HAS_PROCESSORS {
            LIMIT
        } else {
            Duration::ZERO
        };
        assert_eq!(Span::in_runtime(LIMIT), Span::Time(limit));
    }
}
