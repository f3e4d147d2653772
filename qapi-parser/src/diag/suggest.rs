//! Suggestions for an unknown name: the nearest of the known ones, by the rules of
//! `qapi_introspect::nearest`.

/// Maximum distance between two names (Damerau-Levenshtein over the longer one's length) that
/// counts as a slip.
const FARTHEST: f64 = 0.34;

/// Returns the one of `known` that is nearest to `name`, if near enough. The first of equals wins.
///
/// ```
/// use qapi_parser::diag::nearest;
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

/// Returns the distance of two names, unless it is too great for a slip.
fn distance(name: &str, candidate: &str) -> Option<f64> {
    // Names of such different lengths are too far apart to compare.
    let (short, long) = (
        name.len().min(candidate.len()),
        name.len().max(candidate.len()),
    );
    if long == 0 || (long - short) as f64 / long as f64 > FARTHEST || long > 200 {
        return None;
    }
    let far = 1.0 - strsim::normalized_damerau_levenshtein(name, candidate);
    (far <= FARTHEST).then_some(far)
}

/// Returns the help line for [`nearest`].
pub fn did_you_mean<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean '{near}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_the_wire_models_crate() {
        let long = "a".repeat(201);
        let names = [
            "",
            "a",
            "ab",
            "ba",
            "data",
            "dtaa",
            "data-type",
            "data-tpye",
            "base",
            "feature",
        ];
        let names = names.into_iter().chain([&*long, &long[1..]]);
        for name in names.clone() {
            for known in names.clone() {
                let there = qapi_introspect::nearest::nearest(name, [known]);
                assert_eq!(nearest(name, [known]), there, "{name} {known}");
            }
            let there = qapi_introspect::nearest::nearest(name, names.clone());
            assert_eq!(nearest(name, names.clone()), there, "{name}");
        }
    }
}
