#![doc = include_str!("../docs/crate.md")]

mod failure;
mod include;
mod input;
mod probes;
mod source;

use std::path::PathBuf;

use proc_macro::TokenStream;

use source::Folders;

#[doc = include_str!("../docs/include_qapi.md")]
#[proc_macro]
pub fn include_qapi(input: TokenStream) -> TokenStream {
    include::expand(input.into(), folders()).into()
}

#[doc = include_str!("../docs/probes.md")]
#[proc_macro]
pub fn probes(input: TokenStream) -> TokenStream {
    probes::expand(input.into(), folders()).into()
}

/// The folders that paths of the current call may be relative to. Cargo sets the crate's folder;
/// without Cargo, it is the compiler's working directory.
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
