//! `include_qapi!`: a schema becomes items where the macro is called.

mod options;
mod request;

use proc_macro2::TokenStream;
use qapi_codegen::{Config, Error, conversions};
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
    let config = request.config(reader).map_err(|failure| vec![failure])?;
    let schema = reader.schema(&request.schema, &request.reading, &config.conditions)?;
    let failed = |errors: Vec<Error>| -> Vec<Failure> {
        let failures = errors
            .iter()
            .map(|error| Failure::from_error(request.span_of(error), error));
        failures.collect()
    };
    let mut code = qapi_codegen::generate(&schema, &config).map_err(failed)?;
    for (module, path) in request.convert() {
        let other = reader.schema(path, &Options::new(), &config.conditions)?;
        let mut other_config = Config::default();
        other_config.role = config.role;
        other_config.conditions = config.conditions.clone();
        other_config.runtime = config.runtime.clone();
        other_config.server = config.server.clone();
        let own = (&schema, &config);
        code.extend(conversions(own, module, (&other, &other_config)).map_err(failed)?);
    }
    Ok(code)
}
