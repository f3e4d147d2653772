//! Macros that read QAPI schemas while a crate compiles.
//!
//! | macro | output |
//! | --- | --- |
//! | [`include_qapi!`] | Rust types of a schema, with its commands and events |
//! | [`probes!`] | a struct of booleans: features that the connected QEMU has or lacks |
//!
//! They need no build script. [`include_qapi!`] lists its options in a table.
//!
//! # Example
//!
//! ```
//! use qapi_client::introspect::Schema;
//!
//! pub mod vm {
//!     qapi_macros::include_qapi!("../schemas/tutorial/vm.json");
//! }
//!
//! qapi_macros::probes! {
//!     schema: "../schemas/tutorial/vm.json";
//!     struct Caps { pause_reason: "pause/arg-type/*reason" }
//! }
//!
//! // `client.execute(pause)` sends it.
//! let pause = vm::commands::Pause::default().reason("maintenance");
//! assert_eq!(qapi_client::wire::to_string(&pause), r#"{"reason":"maintenance"}"#);
//!
//! // A QEMU answers `query-qmp-schema` with this text.
//! let caps = Caps::probe(&Schema::from_json(r#"[
//!     {"name": "pause", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
//!     {"name": "0", "meta-type": "object", "members": []}]"#)?);
//! assert!(!caps.pause_reason);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Paths and rebuilds
//!
//! Paths are relative to the folder of the calling crate (`CARGO_MANIFEST_DIR`). If no file is there,
//! they are relative to the folder of the calling file. The compiler tracks every file that is read,
//! included files too, and compiles the crate again when one changes. It cannot track a file that
//! did not exist.
//!
//! # Errors
//!
//! Each error is a `compile_error!` at the literal or option that caused it. The macros never panic.
//!
//! # Generated code
//!
//! The items stand at the place of the call. They refer only to the standard library and
//! `::qapi_client`, for the role of a server also to `::qapi_server`. Options set other paths.
//!
//! # Where to go next
//!
//! - The crate qapi-client executes the commands and receives the events.
//! - The crate qapi-server executes commands for clients.
//! - The crate qapic-codegen generates the same code in a build script.
//!   The command `qapi generate` writes it into a file.

mod failure;
mod include;
mod input;
mod probes;
mod source;

use std::path::PathBuf;

use proc_macro::TokenStream;

use source::Folders;

/// Includes the Rust of a schema: types at the place of the call, and the modules `commands`,
/// `events` and `features`. A module of its own is the best place.
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
/// The role of a server adds the module `server`, with a trait that has a method for each command.
/// A server answers commands without an implemented method as unknown commands:
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
/// | `select` | `["query-status", "STOP"]` | only these commands, events and types, with the types that they reach; `*` stands for any characters |
/// | `conditions` | `all`, `defined`, `cfg` | the treatment of `if`: all parts (the default), those that hold with the defined symbols (the default where there are any), `#[cfg(…)]` |
/// | `define` | `["CONFIG_LINUX"]` | symbols that are defined |
/// | `defines` | `"path"`, `["path", …]` | files with symbols that are defined, one a line; a `#` begins a comment |
/// | `role` | `client`, `server`, `both` | the side that the code is for, which decides the types to encode and to decode |
/// | `exclude` | `[deprecated, unstable]` | leaves out parts with these features, except required members |
/// | `rename` | `{ "Type.member": "name" }` | other names; a key is `Type`, `Type.member`, `Enum.value`, `command`, … in the schema's spelling |
/// | `derive` | `{ "Block*": [Hash, ::core::cmp::Ord] }` | further derives, where `*` stands for any characters |
/// | `attribute` | `{ "Type.member": #[doc(hidden)] }` | further attributes |
/// | `substitute` | `{ "size": crate::Bytes }` | other types instead of those of the schema, or of members; they have to implement the client's `Encode` and `Decode` |
/// | `also` | `["old.json"]`, `{ "7.2": "old.json" }` | the code also fits these releases; `schema` is that of the newest |
/// | `prefer` | `{ "Type": "7.2" }` | the release to follow at a place where no type fits all |
/// | `devices` | `["devices.json"]` | types of the devices, machines and CPU models in these recordings (of `qapi devices`, the newest first), in the module `devices` |
/// | `select_devices` | `["virtio-*-pci"]` | only the devices of these names |
/// | `convert` | `{ "super::v7_2": "old.json" }` | conversions between the types here and those of another module in the crate, made of that schema with the same role, conditions, `base64` and `crate` |
/// | `keep_unknown` | `["*"]` | objects, commands and events that keep unknown members and write them back |
/// | `secret` | `["set-key.key", "!Login.password"]` | members whose values `Debug` does not show, or after `!` does |
/// | `base64` | `["known", "*.digest", "!Cert.pem"]` | members that are bytes, and base64 text on the wire; `known` stands for those that QEMU documents so, `!` keeps members text |
/// | `layout` | `flat`, `modules` | where the types are: at the root (the default), or in a module for each file of the schema but the first, and at the root by `pub use` |
/// | `docs` | `full`, `none` | the documentation that is copied from the schema: all of it (the default), or none |
/// | `crate` | `::renamed` | the path of the crate `qapi-client` |
/// | `server_crate` | `::renamed` | the path of the crate `qapi-server` |
///
/// # Errors
///
/// Each error in the schema is a compile error with file, line and excerpt. The error for an unknown
/// option lists all options. The error for a name that the schema does not have shows the nearest
/// one.
#[proc_macro]
pub fn include_qapi(input: TokenStream) -> TokenStream {
    include::expand(input.into(), folders()).into()
}

/// Declares a struct of booleans, one for each path into a QEMU's introspection: true if the
/// connected QEMU has that path. The compiler checks that each path is valid and possible.
///
/// ```
/// qapi_macros::probes! {
///     schema: "../schemas/tutorial/vm.json";
///
///     /// The abilities that we need.
///     pub struct Caps {
///         /// True if `pause` takes a reason.
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
/// These options precede the struct, in any order:
///
/// - `schema: "path";`: a schema's entry file, or a recorded answer to `query-qmp-schema`;
/// - `also: ["path", …];`: the schemas of other releases, newer or older. A path is possible if any
///   of the schemas has it. (`oldest: "path";` adds one more.)
/// - `crate: ::renamed;`: the path of the crate `qapi-client`.
///
/// Both macros accept `=` instead of `:`, and `;` instead of `,` behind an option.
///
/// Fields without a visibility have the struct's. A path is in the language of `qapi query`. It must
/// hold in the schema with all conditions (`if`) taken as true.
///
/// The struct has `probe(&Schema) -> Self`, which cannot fail; `iter(&self)`, which yields each
/// field's name, path and answer; and the constant `PATHS`. It implements `Debug`, `Clone`,
/// `PartialEq`, `Eq`, and serde's `Serialize` and `Deserialize`. Attributes are kept: `#[derive(…)]`
/// adds other traits.
///
/// # Errors
///
/// A malformed path, or one that no given schema has, is a compile error at its literal. The error
/// names the failing step, the possible steps and the nearest of them. Each error in a schema is a
/// compile error, too.
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
