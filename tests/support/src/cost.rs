//! Processor time: what a test can compare on a machine that others load, too.

use std::fs;
use std::time::{Duration, Instant};

/// Returns the processor time of this thread; None if unknown.
fn cpu_time() -> Option<Duration> {
    let status = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = status.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Checks the growth of work from a small to a large size. A machine's speed counts for both.
///
/// # Panics
/// The large size costs as much as the small one `times` over, or more.
#[track_caller]
pub fn check_growth(small: usize, large: usize, times: u32, cost: impl Fn(usize) -> Duration) {
    let (of_small, of_large) = (cost(small), cost(large));
    assert!(
        of_large < times * of_small,
        "{of_small:?}, then {of_large:?}"
    );
}

/// Runs `work` and returns its result with the time that this thread took for it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, start_cpu) = (Instant::now(), cpu_time());
    let result = work();
    let time = match (start_cpu, cpu_time()) {
        (Some(start), Some(end)) => end.saturating_sub(start),
        _ => start.elapsed(),
    };
    (result, time)
}
