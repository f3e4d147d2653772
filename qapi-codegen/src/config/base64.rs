//! Members that hold base64 text on the wire, and bytes in generated code.
//!
//! Input: the caller's patterns. Output: the paths of the members, by the schema's own names. None is
//! chosen unless the caller asks, since the choice changes the type of a field. The last pattern that
//! matches a member decides.

use qapi_introspect::nearest::nearest;
use qapi_introspect::secrets::matches;
use qapi_parser::ir::{Builtin, Schema, TypeId, TypeKind};

use super::custom::Resolver;
use super::error::ConfigError;
use crate::names::paths;

/// The pattern that stands for all of [`BASE64_MEMBERS`].
const KNOWN: &str = "known";

/// The members of QEMU's schemas that hold base64 text in every message, as patterns of
/// [`Builder::base64`]. They are chosen by the pattern `known`.
///
/// Members that hold base64 text only if another member says so are not in the list: `data` of
/// `ringbuf-write` and of secrets. `dh-cert-file` and `session-file` of `sev-guest` are names of
/// files.
///
/// [`Builder::base64`]: crate::Builder::base64
pub const BASE64_MEMBERS: &[&str] = &[
    // The guest agent.
    "*.buf-b64",
    "GuestExecStatus.err-data",
    "GuestExecStatus.out-data",
    "guest-exec.input-data",
    "guest-set-user-password.password",
    // QMP.
    "EbpfObject.object",
    "FirmwareLog.log",
    "SecretCommonProperties.iv",
    "SevAttestationReport.data",
    "SevCapability.cert-chain",
    "SevCapability.cpu0-id",
    "SevCapability.pdh",
    "SevLaunchMeasureInfo.data",
    "SevSnpGuestProperties.guest-visible-workarounds",
    "SevSnpGuestProperties.host-data",
    "SevSnpGuestProperties.id-auth",
    "SevSnpGuestProperties.id-block",
    "TdxGuestProperties.mrconfigid",
    "TdxGuestProperties.mrowner",
    "TdxGuestProperties.mrownerconfig",
    "get-win32-socket.info",
    "inject-ghes-v2-error.cper",
    "query-sev-attestation-report.mnonce",
    "sev-inject-launch-secret.packet-header",
    "sev-inject-launch-secret.secret",
];

/// Returns the paths of the members that the patterns choose.
pub(super) fn members(patterns: &[String], resolver: &mut Resolver<'_>) -> Vec<String> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let types = types(resolver.schema);
    let mut chosen = vec![false; types.len()];
    for pattern in patterns {
        match matching(pattern, &types, resolver.schema) {
            Ok((members, chooses)) => {
                for member in members {
                    chosen[member] = chooses;
                }
            }
            Err(error) => resolver.errors.push(error),
        }
    }
    let chosen = types.into_iter().zip(chosen).filter(|(_, chosen)| *chosen);
    chosen.map(|((path, _), _)| path).collect()
}

/// Returns the patterns that choose members of the schema, of those that were made for another.
pub(super) fn fitting(patterns: &[String], schema: &Schema) -> Vec<String> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let types = types(schema);
    let fits = |pattern: &&String| matching(pattern, &types, schema).is_ok();
    patterns.iter().filter(fits).cloned().collect()
}

/// Returns the members of text that a pattern matches, and false if it excludes them.
fn matching(
    pattern: &str,
    types: &[(String, TypeId)],
    schema: &Schema,
) -> Result<(Vec<usize>, bool), ConfigError> {
    let (name, chooses) = match pattern.strip_prefix('!') {
        Some(name) => (name, false),
        None => (pattern, true),
    };
    let is_text = |ty: TypeId| {
        let kind = schema.ty(ty).kind();
        matches!(kind, TypeKind::Builtin(Builtin::Str))
    };
    let texts = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let texts = types.iter().enumerate();
        let texts = texts.filter(|(_, (path, ty))| is_text(*ty) && fits(path));
        texts.map(|(at, _)| at).collect()
    };
    if name == KNOWN {
        let known = |path: &str| BASE64_MEMBERS.iter().any(|known| matches(known, path));
        return Ok((texts(&known), chooses));
    }
    // A name alone is that of a member, wherever it is.
    let full = match name.contains('.') {
        true => name.to_owned(),
        false => format!("*.{name}"),
    };
    let chosen = texts(&|path| matches(&full, path));
    if !chosen.is_empty() {
        return Ok((chosen, chooses));
    }
    let found = types.iter().filter(|(path, _)| matches(&full, path));
    Err(match found.min_by_key(|(path, _)| path) {
        Some((member, ty)) => ConfigError::NotText {
            option: "base64",
            path: pattern.to_owned(),
            member: member.clone(),
            ty: written(schema, *ty),
        },
        None => unmatched(pattern, name, &full, schema),
    })
}

/// The error for a pattern that matches no member.
fn unmatched(pattern: &str, name: &str, full: &str, schema: &Schema) -> ConfigError {
    let (option, path) = ("base64", pattern.to_owned());
    let known = paths::all(schema);
    if known.iter().any(|(path, _)| matches(full, path)) {
        return ConfigError::DoesNotApply { option, path };
    }
    let nearest = match name.contains('.') {
        true => paths::nearest(name, &known),
        false => {
            let members = known.iter().filter_map(|(path, _)| path.split_once('.'));
            nearest(name, members.map(|(_, member)| member)).map(str::to_owned)
        }
    };
    ConfigError::NoMatch {
        option,
        path,
        nearest,
    }
}

/// The type of each member, by the path of the definition that lists it.
fn types(schema: &Schema) -> Vec<(String, TypeId)> {
    let owners = paths::owners(schema);
    let mut types = Vec::new();
    for (id, ty) in schema.types() {
        let owner = owners.get(id.index()).and_then(Option::as_deref);
        let (TypeKind::Object(object), Some(owner)) = (ty.kind(), owner) else {
            continue;
        };
        for member in object.local_members() {
            types.push((format!("{owner}.{}", member.name()), member.ty()));
        }
    }
    types
}

/// A type as the schema writes it.
fn written(schema: &Schema, id: TypeId) -> String {
    match schema.ty(id).kind() {
        TypeKind::Array(array) => format!("['{}']", schema.ty(array.element()).name()),
        _ => schema.ty(id).name().to_owned(),
    }
}
