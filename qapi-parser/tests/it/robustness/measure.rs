//! Time and memory of a piece of work.

use std::fmt;
use std::fs;
use std::time::Duration;

use qapi_test_support::timed;

/// Time and memory of a piece of work.
pub(crate) struct Cost {
    time: Duration,
    /// Growth of the peak of memory; None if unknown.
    memory: Option<u64>,
}

/// Runs `work` and measures it. The memory is the whole process's, so nothing else may run.
pub(crate) fn measure(work: impl FnOnce()) -> Cost {
    // Linux forgets the peak of the process's memory when told so.
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak();
    let ((), time) = timed(work);
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
    /// Returns true if it takes at most `times` the time of `other`, a moment aside.
    pub(crate) fn is_as_fast_as(&self, other: &Cost, times: u32) -> bool {
        self.time <= other.time * times + Duration::from_millis(300)
    }

    /// Returns true if it takes at most `bytes` of memory, or if that is unknown.
    pub(crate) fn fits_into(&self, bytes: usize) -> bool {
        self.memory.is_none_or(|memory| memory <= bytes as u64)
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
