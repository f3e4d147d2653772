//! Charts of additions, deprecations and removals by version, as SVG.

use std::fmt::Write;

use super::indexes::Changes;

/// A chart and its numbers.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) title: &'static str,
    pub(super) svg: String,
}

/// The numbers of one version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) added: usize,
    pub(super) deprecated: usize,
    pub(super) removed: usize,
}

const HEIGHT: usize = 120;
const LABELS: usize = 18;
const STEP: usize = 56;
const BAR: usize = 14;

/// Draws the numbers of each version but the oldest, which has nothing before it.
pub(super) fn chart(
    title: &'static str,
    changes: &[Changes],
    count: fn(&Changes) -> Count,
) -> Chart {
    let counts: Vec<Count> = changes.iter().map(count).collect();
    let numbers = counts
        .iter()
        .flat_map(|c| [c.added, c.deprecated, c.removed]);
    let most = numbers.max().unwrap_or(0).max(1);
    let width = STEP * counts.len().max(1);
    let total = HEIGHT + LABELS + 14;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {total}\" width=\"{width}\" height=\"{total}\" role=\"img\" aria-label=\"{title} added, deprecated and removed by version\">"
    );
    let base = HEIGHT + 14;
    for (index, (change, count)) in changes.iter().zip(&counts).enumerate() {
        let left = index * STEP + 5;
        let bars = [
            ("added", count.added),
            ("deprecated", count.deprecated),
            ("removed", count.removed),
        ];
        for (at, (class, number)) in bars.into_iter().enumerate() {
            if number == 0 {
                continue;
            }
            let height = (number * HEIGHT).div_ceil(most);
            let (x, y) = (left + at * (BAR + 1), base - height);
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{BAR}\" height=\"{height}\"/>\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{number}</text>",
                x + BAR / 2,
                y - 3,
            );
        }
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            left + (3 * BAR + 2) / 2,
            total - 4,
            super::text::Escaped(&change.version),
        );
    }
    let _ = write!(svg, "<path class=\"axis\" d=\"M0 {base}H{width}\"/></svg>");
    Chart { title, svg }
}
