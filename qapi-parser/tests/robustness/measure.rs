//! Time and memory of a piece of work.

use std::fmt;
use std::fs;
use std::time::{Duration, Instant};

/// What a piece of work took.
pub(crate) struct Cost {
    time: Duration,
    /// How much more memory than before was in use at its peak; None where that cannot be told.
    memory: Option<u64>,
}

/// Runs `work` and measures it. The memory is the whole process's, so nothing else may run.
pub(crate) fn measure(work: impl FnOnce()) -> Cost {
    // Linux forgets the peak of the process's memory when told so.
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak();
    let start = Instant::now();
    work();
    let time = start.elapsed();
    let memory = match (before, peak()) {
        (Some(before), Some(after)) if is_reset => Some(after.saturating_sub(before)),
        _ => None,
    };
    Cost { time, memory }
}

/// The peak of the process's memory in bytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

impl Cost {
    /// Fails unless it is at most `times` that of `other`, small amounts aside.
    pub(crate) fn assert_at_most(&self, other: &Cost, times: u32, what: &str) {
        let time = other.time * times + Duration::from_millis(500);
        assert!(self.time <= time, "{what}: {self} after {other}");
        if let (Some(mine), Some(others)) = (self.memory, other.memory) {
            let memory = others * u64::from(times) + (64 << 20);
            assert!(mine <= memory, "{what}: {self} after {other}");
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} s", self.time.as_secs_f64())?;
        match self.memory {
            Some(memory) => write!(f, ", {} MB", memory >> 20),
            None => Ok(()),
        }
    }
}
