//! Rate and remaining time of a job.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Time over which a rate is averaged.
const WINDOW: Duration = Duration::from_secs(10);

/// Total from which progress is taken for bytes: its unit is the job's own, and jobs of small totals
/// count steps.
const BYTES: u64 = 64 << 10;

/// Measures the rate of a job.
#[derive(Debug, Default)]
pub struct Meter {
    samples: VecDeque<(Instant, u64)>,
}

impl Meter {
    /// Adds a sample: the present progress.
    pub fn add(&mut self, now: Instant, current: u64) {
        if self.samples.back().is_some_and(|(_, last)| current < *last) {
            self.samples.clear();
        }
        self.samples.push_back((now, current));
        while self.samples.len() > 2 && now.duration_since(self.samples[0].0) > WINDOW {
            self.samples.pop_front();
        }
    }

    /// Returns the units per second; None before two samples half a second apart.
    fn rate(&self) -> Option<u64> {
        let (first, last) = (self.samples.front()?, self.samples.back()?);
        let millis = last.0.duration_since(first.0).as_millis();
        let done = u128::from(last.1 - first.1);
        let rate = (millis >= 500).then(|| done * 1000 / millis)?;
        u64::try_from(rate).ok().filter(|rate| *rate > 0)
    }

    /// Describes the progress: bytes, rate and remaining time, each if it is known.
    pub fn describe(&self, current: u64, total: u64) -> Vec<String> {
        if total < BYTES {
            return Vec::new();
        }
        let mut parts = vec![format!("{} of {}", size(current), size(total))];
        if let Some(rate) = self.rate() {
            parts.push(format!("{}/s", size(rate)));
            let left = total.saturating_sub(current) / rate;
            if left > 0 {
                parts.push(format!("{} left", time(left)));
            }
        }
        parts
    }
}

/// Formats a number of bytes: `1.5 GiB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let unit = (63 - bytes.leading_zeros()) as usize / 10 - 1;
    let tenths = (u128::from(bytes) * 10) >> (10 * (unit + 1));
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// Formats a number of seconds: `0:42`, `1:02:03`.
fn time(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times() {
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1024), "1.0 KiB");
        assert_eq!(size(3 << 29), "1.5 GiB");
        assert_eq!(size(u64::MAX), "15.9 EiB");
        assert_eq!(time(42), "0:42");
        assert_eq!(time(3723), "1:02:03");
    }

    #[test]
    fn a_rate_is_averaged() {
        let mut meter = Meter::default();
        let start = Instant::now();
        let mib = 1 << 20;
        meter.add(start, 0);
        assert_eq!(meter.describe(0, 100 * mib), ["0 B of 100.0 MiB"]);
        for second in 1..=4 {
            meter.add(start + Duration::from_secs(second), second * 10 * mib);
        }
        let parts = meter.describe(40 * mib, 100 * mib);
        assert_eq!(parts, ["40.0 MiB of 100.0 MiB", "10.0 MiB/s", "0:06 left"]);
        // Steps are no bytes.
        assert!(meter.describe(1, 4).is_empty());
        // A job that begins again has a new rate.
        meter.add(start + Duration::from_secs(5), 0);
        assert_eq!(meter.describe(0, 100 * mib), ["0 B of 100.0 MiB"]);
    }
}
