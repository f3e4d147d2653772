//! Versions, read so that they can be compared.

use qapi_client::introspect::Schema;
use qapi_codegen::introspect_from_ir::{Symbols, introspect};
use qapi_diff::{Model, diff_model, infer_symbols};
use qapi_parser::ir;

use crate::cli::Reading;
use crate::diff::DiffError;
use crate::output;
use crate::schema::{self, Checked};
use crate::source::{self, Source};
use crate::symbols::{self, Defines};

/// A version that was read.
pub enum Loaded {
    /// From source, with what only a source tells: ranges of integers, conditions.
    Source(Box<ir::Schema>, Symbols),
    /// From an answer.
    Answer(Schema<'static>),
}

impl Loaded {
    /// Reads a version.
    ///
    /// # Errors
    ///
    /// It cannot be read or asked, or it is a schema with errors, which have been printed: nothing
    /// can be said about its changes.
    pub fn open(text: &str, reading: &Reading, symbols: &Symbols) -> Result<Loaded, DiffError> {
        let source = Source::open(text, reading)?;
        let Source::Schema(path, input) = &source else {
            return Ok(Loaded::Answer(source.answer()?));
        };
        match schema::valid(path, input, reading)? {
            Checked::Invalid(_) => Err(DiffError::InvalidVersion(path.clone())),
            Checked::Valid(schema) => Ok(Loaded::Source(schema, symbols.clone())),
        }
    }

    /// What is compared.
    pub fn model(&self) -> Model<'_> {
        match self {
            Loaded::Source(schema, symbols) => diff_model(schema, symbols),
            Loaded::Answer(answer) => Model::from_schema(answer),
        }
    }

    /// What is asked.
    ///
    /// # Errors
    ///
    /// [`DiffError::Incomplete`]
    pub fn wire(&self) -> Result<Schema<'_>, DiffError> {
        match self {
            Loaded::Source(schema, symbols) => {
                let options = source::options(qapi_parser::edition::Edition::Auto, symbols.clone());
                Schema::new(introspect(schema, &options)).map_err(DiffError::Incomplete)
            }
            Loaded::Answer(answer) => Ok(answer.clone()),
        }
    }
}

/// Reads versions, conditions as the symbols say, or without symbols as answers among the versions
/// show. Symbols that none of the schemas mentions are
/// warned of: later ones have conditions that earlier ones have not.
///
/// # Errors
///
/// As [`Loaded::open`]; a file with symbols cannot be used.
pub fn open_all(
    texts: &[String],
    reading: &Reading,
    symbols: &Defines,
) -> Result<Vec<Loaded>, DiffError> {
    let infer = symbols.is_empty();
    let symbols = symbols.read_or_all()?;
    let open = |text: &String| Loaded::open(text, reading, &symbols);
    let mut versions: Vec<_> = texts.iter().map(open).collect::<Result<_, _>>()?;
    if infer {
        as_builds_show(&mut versions, texts);
        return Ok(versions);
    }
    let schemas = versions.iter().filter_map(|version| match version {
        Loaded::Source(schema, _) => Some(&**schema),
        Loaded::Answer(_) => None,
    });
    symbols::warn_unknown_to_all(&symbols, schemas);
    Ok(versions)
}

/// Evaluates the conditions of schemas as the nearest answer shows them, the newer one of two, if
/// there is any: an answer has only what its build has, which nobody means by a change.
fn as_builds_show(versions: &mut [Loaded], texts: &[String]) {
    let mut inferred = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let Loaded::Source(schema, _) = version else {
            continue;
        };
        let answers = versions.iter().zip(texts).enumerate();
        let answers = answers.filter_map(|(i, (version, text))| match version {
            Loaded::Answer(answer) => Some((at.abs_diff(i), i < at, answer, text)),
            Loaded::Source(..) => None,
        });
        let nearest = answers.min_by_key(|(distance, older, ..)| (*distance, *older));
        if let Some((.., answer, text)) = nearest {
            let inference = infer_symbols(schema, answer);
            let defined = inference.defined.len() + inference.assumed.len();
            let others = inference.undefined.len() + inference.undecided.len();
            let undefined = others - inference.assumed.len();
            if defined + undefined > 0 {
                output::complain(&format!(
                    "note: the conditions of {} are taken as {text} shows them: {defined} symbols \
                     defined, {undefined} not (see qapi introspect --infer-defines, --defines)",
                    texts[at],
                ));
            }
            inferred.push((at, inference.symbols()));
        }
    }
    for (at, found) in inferred {
        if let Loaded::Source(_, symbols) = &mut versions[at] {
            *symbols = found;
        }
    }
}

/// What is asked, of each version.
///
/// # Errors
///
/// [`DiffError::Incomplete`]
pub fn wire_models<'v>(
    versions: impl IntoIterator<Item = &'v Loaded>,
) -> Result<Vec<Schema<'v>>, DiffError> {
    versions.into_iter().map(Loaded::wire).collect()
}
