//! Macros that read QAPI schemas while a crate compiles: [`include_qapi!`] makes Rust of a schema,
//! [`probes!`] makes a struct of questions to a QEMU's introspection.
//!
//! Input: a call with the path of a schema. Output: items at the place of the call, which name
//! nothing but `::qapi_client`, for the role of a server also `::qapi_server` (or the crates given
//! instead), and the standard library. Invariant:
//! whatever is wrong is a `compile_error!` at the literal or option that is to blame, one for each
//! error; the macros themselves never panic.
//!
//! Paths are relative to the folder of the calling crate (`CARGO_MANIFEST_DIR`), or, where there is
//! nothing in it, to the folder of the calling file. The compiler tracks every file that is read,
//! files that a schema includes among them: when one of them changes, the crate is compiled again.
//! (It cannot track a file that appears where none was.)

mod failure;
mod include;
mod input;
mod probes;
mod source;

use std::path::PathBuf;

use proc_macro::TokenStream;

use source::Folders;

/// Includes the Rust of a schema: types where it is called, best in a module of its own, and the
/// modules `commands`, `events` and `features`.
///
/// ```
/// pub mod vm {
///     qapi_macros::include_qapi!("../schemas/tutorial/vm.json");
/// }
///
/// let pause = vm::commands::Pause::default().reason("maintenance");
/// # let _ = pause;
/// ```
///
/// For the role of a server there is also the module `server`, with a trait that has a method for
/// each command. A method that is not implemented is answered as an unknown command:
///
/// ```
/// pub mod vm {
///     qapi_macros::include_qapi! { schema: "../schemas/tutorial/vm.json", role: both }
/// }
/// use qapi_client::Options;
/// use qapi_client::tokio::Client;
/// use qapi_server::{Call, Failure, Server};
/// use vm::{commands, events, server::{Commands, Dispatch}};
///
/// struct Machine;
///
/// impl Commands for Machine {
///     async fn remove_device(&self, call: &Call, device: commands::RemoveDevice) -> Result<(), Failure> {
///         if device.id != "disk0" {
///             return Err(Failure::device_not_found(&device.id));
///         }
///         call.emitter.emit(&events::DeviceRemoved::new(device.id));
///         Ok(())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), qapi_client::Error> {
/// let server = Server::new(Dispatch::new(Machine));
/// let (ours, theirs) = tokio::io::duplex(4096);
/// tokio::spawn(async move { server.serve_stream(theirs).await });
///
/// let client = Client::from_stream(ours, &Options::new()).await?;
/// client.execute(commands::RemoveDevice::new("disk0")).await?;
/// let error = client.execute(commands::Start {}).await.unwrap_err();
/// assert!(error.is_command_not_found());
/// # Ok(())
/// # }
/// ```
///
/// Options are those of `qapi_codegen::Builder`, in any order:
///
/// ```
/// pub mod vm {
///     qapi_macros::include_qapi! {
///         schema: "../schemas/tutorial/vm.json",
///         select: ["query-status", "STATE_CHANGED"],
///         rename: { "VmStatus": "Status" },
///     }
/// }
/// # let _ = |status: vm::Status| status;
/// ```
///
/// | option | value | |
/// | --- | --- | --- |
/// | `schema` | `"path"` | the schema's entry file; or, where there is none, a recorded answer to `query-qmp-schema` |
/// | `edition` | `"10.0"` | the QEMU release whose language it is written in, strictly; without it, the forms of all releases |
/// | `select` | `["query-status", "STOP"]` | these commands and events, with the types that they reach, and nothing else |
/// | `conditions` | `all`, `defined`, `cfg` | the treatment of `if`: all parts (the default), those that hold with the defined symbols (the default where there are any), `#[cfg(…)]` |
/// | `define` | `["CONFIG_LINUX"]` | symbols that are defined |
/// | `defines` | `"path"`, `["path", …]` | files with symbols that are defined, one a line; a `#` begins a comment |
/// | `role` | `client`, `server`, `both` | the side that the code is for, which decides the types to encode and to decode |
/// | `exclude` | `[deprecated, unstable]` | leaves out parts with these features, but required members |
/// | `rename` | `{ "Type.member": "name" }` | other names; a key is `Type`, `Type.member`, `Enum.value`, `command`, … in the schema's spelling |
/// | `derive` | `{ "Block*": [Hash, ::core::cmp::Ord] }` | further derives, where `*` stands for any characters |
/// | `attribute` | `{ "Type.member": #[doc(hidden)] }` | further attributes |
/// | `substitute` | `{ "size": crate::Bytes }` | other types instead of those of the schema, or of members; they have to implement the client's `Encode` and `Decode` |
/// | `also` | `["old.json"]`, `{ "7.2": "old.json" }` | the code is right for these releases, too; the schema is the newest's |
/// | `prefer` | `{ "Type": "7.2" }` | the release to follow at a place where no type fits all |
/// | `devices` | `["devices.json"]` | types of the devices, machines and CPU models in these recordings (of `qapi devices`, the newest first), in the module `devices` |
/// | `select_devices` | `["virtio-*-pci"]` | only the devices of these names |
/// | `convert` | `{ "super::v7_2": "old.json" }` | conversions between the types here and those of another module in the crate, made of that schema with the same role, conditions and `crate` |
/// | `secret` | `["set-key.key", "!Login.password"]` | members whose values `Debug` does not show, or after `!` does |
/// | `layout` | `flat`, `modules` | where the types are: at the root (the default), or in a module for each file of the schema but the first, and at the root by `pub use` |
/// | `docs` | `full`, `none` | the documentation that is copied from the schema: all of it (the default), or none |
/// | `crate` | `::renamed` | the path of the crate `qapi-client` |
/// | `server_crate` | `::renamed` | the path of the crate `qapi-server` |
///
/// # Errors
///
/// Each error in the schema is a compile error that shows file, line and excerpt. An option that is
/// not there names those that are; a name that the schema does not have is an error
/// that names the nearest one.
#[proc_macro]
pub fn include_qapi(input: TokenStream) -> TokenStream {
    include::expand(input.into(), folders()).into()
}

/// A struct of booleans, each the answer of a running QEMU's introspection to a question, which the
/// compiler has checked to be well formed and possible.
///
/// ```
/// qapi_macros::probes! {
///     schema: "../schemas/tutorial/vm.json";
///
///     /// The abilities that we need.
///     pub struct Caps {
///         /// Whether it can be told why it is paused.
///         pause_reason: "pause/arg-type/*reason",
///         devices: "query-devices",
///     }
/// }
///
/// let answer = r#"[
///     {"name": "pause", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
///     {"name": "0", "meta-type": "object", "members": []}]"#;
/// let caps = Caps::probe(&qapi_client::introspect::Schema::from_json(answer)?);
/// assert!(!caps.pause_reason);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Before the struct stand, in any order:
///
/// - `schema: "path";`: a schema's entry file, or a recorded answer to `query-qmp-schema`;
/// - `also: ["path", …];`: the schemas of other releases; a probe may hold in any of them, in additions
///   of a newer one and in removals since an older one. (`oldest: "path";` is one more.)
/// - `crate: ::renamed;`: the path of the crate `qapi-client`.
///
/// In both macros, `=` may stand for `:`, and `;` for `,` behind an option.
///
/// The fields are as visible as the struct, unless they say otherwise. A path is in the language of
/// `qapi query`; it has to hold in the schema with all that conditions (`if`) may bring.
///
/// The struct has `probe(&Schema) -> Self`, which cannot fail; `iter(&self)`, which gives each
/// field's name, path and answer; the constant `PATHS`; and `Debug`, `Clone`, `PartialEq`, `Eq`,
/// serde's `Serialize` and `Deserialize`. Attributes are kept, so that `#[derive(…)]` adds others.
///
/// # Errors
///
/// A path that is malformed, or that no schema given knows, is a compile error at its literal: it
/// names the failing step, the possible ones and the nearest of them. So is each error in a
/// schema.
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
