//! Processor time: what a test can compare on a machine that others load, too.

use std::fs;
use std::time::{Duration, Instant};

/// Returns the processor time of this thread; None if unknown.
fn cpu_time() -> Option<Duration> {
    let status = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = status.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
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
