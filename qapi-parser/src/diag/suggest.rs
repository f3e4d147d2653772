//! "Did you mean": the nearest of the names that are known where a name is not.

/// How different two names may be (Damerau-Levenshtein over the longer one's length) and still
/// pass for a slip.
const FARTHEST: f64 = 0.34;

/// The one of `known` that is nearest to `name`, if near enough; of equals the first.
///
/// ```
/// use qapi_parser::diag::nearest;
/// assert_eq!(nearest("data-tpye", ["base", "data-type"]), Some("data-type"));
/// assert_eq!(nearest("data", ["features"]), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best = None;
    for candidate in known {
        // Names that differ this much in length are too far apart; do not spend time on them.
        let (short, long) = (
            name.len().min(candidate.len()),
            name.len().max(candidate.len()),
        );
        if long == 0 || (long - short) as f64 / long as f64 > FARTHEST || long > 200 {
            continue;
        }
        let far = 1.0 - strsim::normalized_damerau_levenshtein(name, candidate);
        if far <= FARTHEST && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The help line for [`nearest`].
pub fn did_you_mean<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean '{near}'?"))
}
