//! Checks if a path can hold at all.

use qapi_introspect::query::Missing;
use qapi_introspect::{Path, Schema};

use crate::failure::{Failure, Problem};
use crate::input::Text;

/// Maximum number of possible steps in a message.
const LISTED: usize = 12;

/// Returns true if the path holds in one of the schemas, each given with its name.
///
/// # Errors
/// The path is malformed, or holds in no schema. The error then refers to the schema in which most
/// of its steps hold.
pub(super) fn path(text: &Text, schemas: &[(&str, Schema<'_>)]) -> Result<(), Failure> {
    let path: Path = text
        .value
        .parse()
        .map_err(|e| Failure::from_error(text.span, &e))?;
    let mut farthest: Option<(&str, Missing)> = None;
    for (name, schema) in schemas {
        match schema.locate(&path) {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(missing)) => {
                if farthest
                    .as_ref()
                    .is_none_or(|(_, other)| missing.step > other.step)
                {
                    farthest = Some((name, missing));
                }
            }
            Err(error) => return Err(Failure::from_error(text.span, &error)),
        }
    }
    let Some((name, missing)) = farthest else {
        return Ok(());
    };
    let names = schemas
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect::<Vec<_>>();
    Err(Failure::new(
        text.span,
        explain(&path, name, &missing, &names.join(" or ")),
    ))
}

fn explain(path: &Path, schema: &str, missing: &Missing, schemas: &str) -> Problem {
    let before: Vec<&str> = path.as_str().split('/').take(missing.step - 1).collect();
    let place = match before.as_slice() {
        [] => format!("in `{schema}`"),
        _ => format!("after `{}` in `{schema}`", before.join("/")),
    };
    Problem::Impossible {
        path: path.to_string(),
        schemas: schemas.to_owned(),
        step: missing.step,
        text: missing.text.clone(),
        place,
        nearest: nearest(missing).map(str::to_owned),
        possible: possible(&missing.possible),
    }
}

/// The nearest step: the same name with another sign, or a similar name.
fn nearest(missing: &Missing) -> Option<&str> {
    let bare = |step: &str| {
        step.trim_start_matches([' ', '*', '+', '^', '!', '$'])
            .to_owned()
    };
    let name = bare(&missing.text);
    let possible = || missing.possible.iter().map(String::as_str);
    // `name` before `*name`: the existence of a member is the likelier question.
    let same = possible()
        .filter(|step| bare(step) == name)
        .max_by_key(|step| !step.starts_with('*'));
    same.or_else(|| qapi_parser::diag::nearest(&missing.text, possible()))
}

/// The steps that are possible, or the first of them.
fn possible(steps: &[String]) -> String {
    let quoted: Vec<String> = steps
        .iter()
        .take(LISTED)
        .map(|s| format!("`{s}`"))
        .collect();
    match steps.len() {
        0 => "nothing".to_owned(),
        n if n > LISTED => format!("{} and {} more", quoted.join(", "), n - LISTED),
        _ => quoted.join(", "),
    }
}
