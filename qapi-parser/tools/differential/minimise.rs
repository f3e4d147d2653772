//! Makes a text smaller that shows a difference.

use std::ops::Range;

use crate::text::{definitions, lines, pieces, values};

/// The smallest text found that still `shows` the difference.
pub(crate) fn minimise<E>(
    mut text: String,
    mut shows: impl FnMut(&str) -> Result<bool, E>,
) -> Result<String, E> {
    loop {
        let before = text.len();
        for cut in [
            definitions as fn(&str) -> Vec<Range<usize>>,
            lines,
            all_values,
            all_pieces,
        ] {
            text = drop_parts(text, cut, &mut shows)?;
        }
        if text.len() == before {
            return Ok(text);
        }
    }
}

fn all_pieces(text: &str) -> Vec<Range<usize>> {
    pieces(text).into_iter().map(|p| p.range).collect()
}

fn all_values(text: &str) -> Vec<Range<usize>> {
    values(text, &pieces(text))
}

/// Drops parts, from the last to the first, in ever smaller runs, as long as the difference shows.
fn drop_parts<E>(
    mut text: String,
    cut: fn(&str) -> Vec<Range<usize>>,
    shows: &mut impl FnMut(&str) -> Result<bool, E>,
) -> Result<String, E> {
    let mut run = cut(&text).len().div_ceil(2).max(1);
    loop {
        let mut end = cut(&text).len();
        while end > 0 {
            let parts = cut(&text);
            let end_now = end.min(parts.len());
            let start = end_now.saturating_sub(run);
            if let Some(dropped) = parts.get(start..end_now).filter(|p| !p.is_empty()) {
                let mut shorter = text.clone();
                // Values may be nested, the outer one last.
                let first = dropped.iter().map(|part| part.start).min().unwrap_or(0);
                let last = dropped.iter().map(|part| part.end).max().unwrap_or(0);
                shorter.replace_range(first..last, "");
                if shows(&shorter)? {
                    text = shorter;
                }
            }
            end = start;
        }
        if run == 1 {
            return Ok(text);
        }
        run = run.div_ceil(2);
    }
}
