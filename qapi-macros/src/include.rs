//! `include_qapi!`: a schema becomes items where the macro is called.

mod options;
mod request;

use proc_macro2::TokenStream;
use std::path::Path;

use qapi_codegen::{Conditions, Config, Error, Releases, conversions, release_name};
use qapi_parser::Options;

use crate::failure::{Failure, compile_errors};
use crate::input::Cursor;
use crate::source::{Folders, Reader};
use request::Request;

/// The items; or a `compile_error!` for each error.
pub(crate) fn expand(input: TokenStream, folders: Folders) -> TokenStream {
    let mut input = Cursor::new(input);
    let mut reader = Reader::new(folders);
    let code = Request::parse(&mut input).and_then(|request| generate(&request, &mut reader));
    match code {
        Ok(mut code) => {
            code.extend(reader.tracking());
            code
        }
        Err(failures) => compile_errors(&failures),
    }
}

fn generate(request: &Request, reader: &mut Reader) -> Result<TokenStream, Vec<Failure>> {
    let mut config = request.config(reader).map_err(|failure| vec![failure])?;
    let newest = reader.compiled(&request.schema, &request.reading, &config.conditions)?;
    let name = release_name(&request.schema.value);
    let mut releases = Releases::new(name, &newest);
    for (name, path) in request.also() {
        let compiled = reader.compiled(path, &Options::new(), &Conditions::All)?;
        releases.add(Path::new(&path.value), name.as_deref(), compiled);
    }
    let failed = |errors: Vec<Error>| -> Vec<Failure> {
        let failures = errors
            .iter()
            .map(|error| Failure::from_error(request.span_of(error), error));
        failures.collect()
    };
    let united = releases.unite(request.prefer());
    let united =
        united.map_err(|conflicts| failed(conflicts.into_iter().map(Error::from).collect()))?;
    // Calls without a schema have failed already.
    let Some(schema) = united.as_deref() else {
        return Err(Vec::new());
    };
    if !releases.is_single() {
        config.releases = releases.names();
    }
    let mut code = qapi_codegen::generate(schema, &config).map_err(failed)?;
    for (module, path) in request.convert() {
        let other = reader.schema(path, &Options::new(), &config.conditions)?;
        let mut other_config = Config::default();
        other_config.role = config.role;
        other_config.conditions = config.conditions.clone();
        other_config.runtime = config.runtime.clone();
        other_config.server = config.server.clone();
        other_config.base64 = config.base64_of(&other);
        let own = (schema, &config);
        code.extend(conversions(own, module, (&other, &other_config)).map_err(failed)?);
    }
    Ok(code)
}
