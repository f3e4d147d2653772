//! Macros that read QAPI schemas while a crate compiles.

mod failure;
mod include;
mod input;
mod probes;
mod source;

use std::path::PathBuf;

use proc_macro::TokenStream;

use source::Folders;

/// Includes the Rust of a schema.
#[proc_macro]
pub fn include_qapi(input: TokenStream) -> TokenStream {
    include::expand(input.into(), folders()).into()
}

/// Questions to the introspection of a running QEMU, checked while the crate compiles.
#[proc_macro]
pub fn probes(input: TokenStream) -> TokenStream {
    probes::expand(input.into(), folders()).into()
}

/// The folders that the call at hand may mean. Cargo sets the crate's; without Cargo, it is where
/// the compiler runs.
fn folders() -> Folders {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_default();
    let file = proc_macro::Span::call_site()
        .local_file()
        .and_then(|file| file.canonicalize().ok());
    let file = file.and_then(|file| file.parent().map(PathBuf::from));
    Folders { package, file }
}
