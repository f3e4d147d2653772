//! Versions, read so that they can be compared.

use std::collections::HashMap;
use std::path::Path;

use qapi_args::devices::{Kind, Recording};
use qapi_client::introspect::Schema;
use qapi_codegen::introspect_from_ir::{Symbols, introspect};
use qapi_diff::{
    About, Command, CompareError, Model, RootKind, Type, TypeId, diff_model, infer_symbols,
};
use qapi_parser::source::SourceMap;
use qapi_parser::{Compiled, ir};

use crate::diff::DiffError;
use crate::output;
use crate::reading::Reading;
use crate::schema;
use crate::source::{self, Source};
use crate::symbols::{self, Defines};

/// A version that was read.
pub enum Loaded {
    /// From a source, with the parts that an answer lacks: ranges of integers, conditions.
    Source(Box<ir::Schema>, Box<SourceMap>, Symbols),
    /// From an answer.
    Answer(Schema<'static>),
    /// From a recording of devices, with its wire model.
    Devices(Schema<'static>, Box<Recording>),
}

/// Versions in order, and remarks on how they were read.
pub struct Versions {
    /// The versions.
    pub loaded: Vec<Loaded>,
    /// The remarks.
    pub notes: Vec<String>,
}

/// The protocol that a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Monitor,
    Agent,
    Devices,
}

impl Loaded {
    /// Reads a version.
    ///
    /// # Errors
    ///
    /// It cannot be read or asked, or it is a schema with errors, which have been printed: its
    /// changes are unknown.
    pub fn open(text: &str, reading: &Reading, symbols: &Symbols) -> Result<Loaded, DiffError> {
        let source = Source::open(text, reading)?;
        let Source::Schema(path, input) = &source else {
            return Ok(match source.recording()? {
                Some(recording) => {
                    Loaded::Devices(source.devices(&recording)?, Box::new(recording))
                }
                None => Loaded::Answer(source.answer()?),
            });
        };
        Loaded::compiled(path, schema::compile(path, input, reading)?, symbols)
    }

    /// Takes a version that has been compiled.
    ///
    /// # Errors
    ///
    /// It has errors, which are printed.
    pub fn compiled(
        path: &Path,
        mut compiled: Compiled,
        symbols: &Symbols,
    ) -> Result<Loaded, DiffError> {
        match compiled.schema.take() {
            Some(schema) => {
                let sources = Box::new(compiled.sources);
                Ok(Loaded::Source(Box::new(schema), sources, symbols.clone()))
            }
            None => {
                schema::complain(&compiled)?;
                Err(DiffError::InvalidVersion(path.to_owned()))
            }
        }
    }

    /// Returns the schema of a source.
    pub fn schema(&self) -> Option<&ir::Schema> {
        match self {
            Loaded::Source(schema, ..) => Some(schema),
            Loaded::Answer(_) | Loaded::Devices(..) => None,
        }
    }

    /// Returns the part that is compared.
    pub fn model(&self) -> Model<'_> {
        match self {
            Loaded::Source(schema, sources, symbols) => {
                diff_model(schema, symbols).with_sources(sources)
            }
            Loaded::Answer(answer) => Model::from_schema(answer),
            Loaded::Devices(schema, recording) => devices_model(schema, recording),
        }
    }

    /// Returns the part that is queried.
    ///
    /// # Errors
    ///
    /// [`DiffError::Incomplete`]
    pub fn wire(&self) -> Result<Schema<'_>, DiffError> {
        match self {
            Loaded::Source(schema, _, symbols) => {
                let options = source::options(qapi_parser::edition::Edition::Auto, symbols.clone());
                Schema::new(introspect(schema, &options)).map_err(DiffError::Incomplete)
            }
            Loaded::Answer(answer) | Loaded::Devices(answer, _) => Ok(answer.clone()),
        }
    }
}

/// Returns the model of a recording. Types own their properties, so that a change of one that many
/// drivers inherit is one change.
fn devices_model<'m>(schema: &'m Schema<'_>, recording: &'m Recording) -> Model<'m> {
    let mut model = Model::from_schema(schema);
    let mut owners = HashMap::new();
    let first = model.types.len();
    model.about = vec![About::default(); first];
    for (at, name) in recording.types.keys().enumerate() {
        let id = u32::try_from(first + at).map(TypeId);
        owners.extend(id.ok().map(|id| (name.as_str(), id)));
        model.types.push(Type::Unknown);
        model.about.push(About {
            name: Some(name),
            at: None,
        });
    }
    for (command, root) in &mut model.roots {
        let (RootKind::Command(of), Some((_, name))) = (&mut root.kind, command.split_once(':'))
        else {
            continue;
        };
        let kind = recording.types.get(name).and_then(|record| record.kind);
        of.noun = kind.map_or(of.noun, Kind::noun);
        if let Type::Object(object) = &mut model.types[of.arg.0 as usize] {
            for member in &mut object.members {
                let owner = recording.declaring_type(name, member.name);
                member.owner = owner.and_then(|owner| owners.get(owner).copied());
            }
        }
    }
    model
}

/// Reads versions. Conditions hold as the symbols say, or without symbols as answers among the
/// versions show. A symbol that none of the schemas mentions draws a warning; later schemas have
/// conditions that earlier ones lack.
///
/// # Errors
///
/// As [`Loaded::open`]; a file with symbols cannot be used.
pub fn open_all(
    texts: &[String],
    labels: &[&str],
    symbols: &Defines,
    open: impl Fn(&str, &Symbols) -> Result<Loaded, DiffError>,
) -> Result<Versions, DiffError> {
    let infer = symbols.is_empty();
    let symbols = symbols.read_or_all()?;
    let mut progress = output::Progress::new(Some(texts.len()));
    let mut read = |text: &String| {
        progress.step(text);
        open(text, &symbols)
    };
    let mut loaded: Vec<_> = texts.iter().map(&mut read).collect::<Result<_, _>>()?;
    drop(progress);
    let mut notes = Vec::new();
    if infer {
        notes.extend(as_builds_show(&mut loaded, labels)?);
    } else {
        let schemas = loaded.iter().filter_map(|version| match version {
            Loaded::Source(schema, ..) => Some(&**schema),
            Loaded::Answer(_) | Loaded::Devices(..) => None,
        });
        symbols::warn_unknown_to_all(&symbols, schemas);
        let names: Vec<_> = symbols.into_names().into_iter().collect();
        notes.push(match names.as_slice() {
            [] => "conditions hold as in a build without any symbol".to_owned(),
            names => format!("conditions hold as in a build with {}", names.join(", ")),
        });
    }
    Ok(Versions { loaded, notes })
}

/// Evaluates the conditions of schemas as the nearest answer shows them, the newer one of two, if
/// there is any: an answer has only the parts that its build has, and those are no change.
fn as_builds_show(versions: &mut [Loaded], labels: &[&str]) -> Result<Vec<String>, CompareError> {
    let mut inferred = Vec::new();
    let mut notes = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let Loaded::Source(schema, ..) = version else {
            continue;
        };
        let answers = versions.iter().zip(labels).enumerate();
        let answers = answers.filter_map(|(i, (version, label))| match version {
            Loaded::Answer(answer) => Some((at.abs_diff(i), i < at, answer, label)),
            Loaded::Source(..) | Loaded::Devices(..) => None,
        });
        let nearest = answers.min_by_key(|(distance, older, ..)| (*distance, *older));
        if let Some((.., answer, label)) = nearest {
            let inference = infer_symbols(schema, answer)?;
            let defined = inference.defined.len() + inference.assumed.len();
            let others = inference.undefined.len() + inference.undecided.len();
            let undefined = others - inference.assumed.len();
            if defined + undefined > 0 {
                notes.push(format!(
                    "the conditions of {} hold as {label} shows them: {defined} symbols defined, \
                     {undefined} not (see qapi introspect --infer-defines, --defines)",
                    labels[at],
                ));
            }
            inferred.push((at, inference.symbols()));
        }
    }
    for (at, found) in inferred {
        if let Loaded::Source(_, _, symbols) = &mut versions[at] {
            *symbols = found;
        }
    }
    Ok(notes)
}

/// Finds neighbours that are of different protocols, where everything counts as changed.
pub fn mixed_protocols(models: &[Model<'_>], labels: &[&str]) -> Vec<String> {
    let pairs = models.windows(2).zip(labels.windows(2));
    let mixed = pairs.filter_map(|(models, labels)| {
        let [old, new] = [protocol(&models[0])?, protocol(&models[1])?];
        let name = |protocol| match protocol {
            Protocol::Monitor => "a monitor's schema (QMP)",
            Protocol::Agent => "a guest agent's schema (QGA)",
            Protocol::Devices => "a recording of devices",
        };
        (old != new).then(|| {
            format!(
                "{} is {} and {} is {}: they are no versions of one protocol",
                labels[0],
                name(old),
                labels[1],
                name(new)
            )
        })
    });
    mixed.collect()
}

/// Tells a monitor's schema from an agent's by their commands, most of which begin with `guest-` in
/// an agent's only, and from a recording of devices by the noun of its types.
fn protocol(model: &Model<'_>) -> Option<Protocol> {
    let commands = model
        .roots
        .iter()
        .filter_map(|(name, root)| match root.kind {
            RootKind::Command(command) => Some((name, command.noun)),
            RootKind::Event(_) => None,
        });
    let commands: Vec<_> = commands.collect();
    if commands.iter().any(|(_, noun)| *noun != Command::NOUN) {
        return Some(Protocol::Devices);
    }
    let agent = commands
        .iter()
        .filter(|(name, _)| name.starts_with("guest-"));
    let agent = agent.count();
    match agent.cmp(&(commands.len() - agent)) {
        std::cmp::Ordering::Greater => Some(Protocol::Agent),
        std::cmp::Ordering::Less => Some(Protocol::Monitor),
        std::cmp::Ordering::Equal => None,
    }
}

/// Returns the part of each version that is queried.
///
/// # Errors
///
/// [`DiffError::Incomplete`]
pub fn wire_models<'v>(
    versions: impl IntoIterator<Item = &'v Loaded>,
) -> Result<Vec<Schema<'v>>, DiffError> {
    versions.into_iter().map(Loaded::wire).collect()
}
