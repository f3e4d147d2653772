//! `probes!`: a struct of booleans, one for each path, which is checked during compilation.

mod check;
mod emit;
mod parse;

use proc_macro2::TokenStream;

use crate::failure::{Failure, compile_errors};
use crate::input::Cursor;
use crate::source::{Folders, Reader};
use parse::Call;

/// The struct, with a `compile_error!` for each path that no given schema has. The struct is there
/// in any case, so that code that uses it causes no further errors.
pub(crate) fn expand(input: TokenStream, folders: Folders) -> TokenStream {
    let mut input = Cursor::new(input);
    let mut reader = Reader::new(folders);
    match Call::parse(&mut input) {
        Ok(call) => {
            let mut code = emit::emit(&call);
            let failures = check(&call, &mut reader).err().unwrap_or_default();
            code.extend(compile_errors(&failures));
            code.extend(reader.tracking());
            code
        }
        Err(failure) => failure.to_compile_error(),
    }
}

fn check(call: &Call, reader: &mut Reader) -> Result<(), Vec<Failure>> {
    let mut schemas = Vec::new();
    let mut failures = Vec::new();
    for path in &call.schemas {
        match reader.wire_model(path) {
            Ok(schema) => schemas.push((path.value.as_str(), schema)),
            Err(errors) => failures.extend(errors),
        }
    }
    // Paths are not checked without a readable schema.
    if failures.is_empty() {
        let paths = call.probes.iter().map(|probe| &probe.path);
        failures.extend(paths.filter_map(|path| check::path(path, &schemas).err()));
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures)
    }
}
