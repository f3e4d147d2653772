//! "Did you mean": the nearest known name to one that is not known.

/// Greatest difference of two names that passes for a slip: Damerau-Levenshtein distance over the
/// length of the longer name.
const FARTHEST: f64 = 0.34;

/// Longer names are not compared: distance takes time in the product of both lengths.
const LONGEST: usize = 200;

/// Returns the one of `known` that is nearest to `name`, if near enough; of equals the first.
///
/// ```
/// use qapi_introspect::nearest::nearest;
///
/// assert_eq!(nearest("data-tpye", ["base", "data-type"]), Some("data-type"));
/// assert_eq!(nearest("data", ["features"]), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best = None;
    for candidate in known {
        if let Some(far) = distance(name, candidate)
            && best.is_none_or(|(least, _)| far < least)
        {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the difference of two names, unless it is too great for a slip.
fn distance(name: &str, candidate: &str) -> Option<f64> {
    let lengths = [name.len(), candidate.len()];
    let (short, long) = (lengths[0].min(lengths[1]), lengths[0].max(lengths[1]));
    let apart = (long - short) as f64 > FARTHEST * long as f64;
    if long == 0 || long > LONGEST || apart {
        return None;
    }
    let far = 1.0 - strsim::normalized_damerau_levenshtein(name, candidate);
    (far <= FARTHEST).then_some(far)
}
