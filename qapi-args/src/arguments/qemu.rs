//! QEMU's command line from typed values.
//!
//! Input: options in order, typed ones as values that serialise to the JSON of their QAPI type.
//! Output: an argument vector. An option is JSON where the QEMU accepts JSON, else key=value.
//! Invariant: no secret stands in it unless that was asked for: other users can read it. This holds
//! for options given as text, too, as far as their keys show it.

use std::fmt;

mod chardev;
mod plain;
mod secret;

use std::ffi::{OsStr, OsString};
use std::process::Command;

use qapi_introspect::Schema;
use serde_core::Serialize;

use super::problem::Finding;
use super::tree::{Members, Node};
use super::types::Form;
use super::{json, write};

/// A QEMU to start: its program and options.
///
/// # Examples
///
/// ```
/// use qapi_args::Qemu;
/// use serde_json::json;
///
/// let disk = json!({"driver": "qcow2", "node-name": "disk",
///     "file": {"driver": "file", "filename": "/vm/a,b.qcow2"}});
/// let mut qemu = Qemu::new("qemu-system-x86_64");
/// qemu.machine("q35").memory("2G").nodefaults().blockdev(&disk);
/// qemu.device(&json!({"driver": "virtio-blk-pci", "drive": "disk"}));
/// let argv = qemu.argv()?;
/// assert_eq!(argv[1..4], ["-machine", "q35", "-m"]);
/// assert_eq!(argv.last().unwrap(), r#"{"drive":"disk","driver":"virtio-blk-pci"}"#);
///
/// // QEMU 6.1 takes no JSON for -device.
/// let argv = qemu.release(6, 1).argv()?;
/// assert_eq!(argv.last().unwrap(), "drive=disk,driver=virtio-blk-pci");
/// # Ok::<(), qapi_args::CommandLineError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Qemu {
    program: OsString,
    options: Vec<Entry>,
    json: Json,
    secrets: bool,
}

/// An option.
#[derive(Clone, Debug)]
enum Entry {
    Text(String, Option<OsString>),
    /// JSON of the option's type.
    Typed(Typed, String),
    /// A value that is no JSON.
    Broken(&'static str, String),
}

/// A typed option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Accel,
    Audiodev,
    Blockdev,
    Cpu,
    Device,
    Display,
    Machine,
    Netdev,
    Numa,
    Object,
    Smp,
}

/// Options that take JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Json {
    audiodev: bool,
    blockdev: bool,
    device: bool,
    display: bool,
    netdev: bool,
    object: bool,
}

/// A command line that cannot be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum CommandLineError {
    /// The value is no JSON object, or its JSON cannot be made.
    Value {
        /// The option.
        option: &'static str,
        /// The cause.
        reason: String,
    },
    /// The QEMU takes no JSON here, and key=value cannot express the value.
    KeyValue {
        /// The option.
        option: &'static str,
        /// The member that it cannot express.
        source: Finding,
    },
    /// The value has a secret.
    Secret {
        /// The option.
        option: String,
        /// The member.
        member: String,
    },
}

impl fmt::Display for CommandLineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { option, reason } => write!(f, "-{option}: {reason}"),
            Self::KeyValue { option, source } => write!(f, "-{option}: {source}"),
            Self::Secret { option, member } => write!(
                f,
                "-{option}: '{member}' is a secret, and every user can read a command line: give it by \
         file, or by the monitor"
            ),
        }
    }
}

impl std::error::Error for CommandLineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::KeyValue { source, .. } => source.source(),
            _ => None,
        }
    }
}

impl Typed {
    fn option(self) -> &'static str {
        match self {
            Typed::Accel => "accel",
            Typed::Audiodev => "audiodev",
            Typed::Blockdev => "blockdev",
            Typed::Cpu => "cpu",
            Typed::Device => "device",
            Typed::Display => "display",
            Typed::Machine => "machine",
            Typed::Netdev => "netdev",
            Typed::Numa => "numa",
            Typed::Object => "object",
            Typed::Smp => "smp",
        }
    }
}

impl Json {
    /// A release's.
    fn of_release(release: (u32, u32)) -> Self {
        Json {
            audiodev: release >= (4, 0),
            blockdev: release >= (2, 9),
            device: release >= (6, 2),
            display: release >= (4, 0),
            netdev: release >= (7, 2),
            object: release >= (6, 0),
        }
    }

    /// A QEMU's, by parts of its schema that are as old as the JSON of an option.
    fn of_schema(schema: &Schema<'_>) -> Self {
        let has = |path: &str| schema.query(path).unwrap_or_default();
        Json {
            audiodev: true,
            blockdev: has("blockdev-add"),
            device: has("device_add/$json-cli"),
            display: true,
            netdev: has("netdev_add/arg-type/type/^stream"),
            object: has("object-add/arg-type/+memory-backend-ram"),
        }
    }
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident $typed:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// A string is taken as the option's text.
        pub fn $name(&mut self, value: &(impl Serialize + ?Sized)) -> &mut Self {
            self.typed(Typed::$typed, value)
        }
    )*};
}

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident $option:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name(&mut self, value: impl AsRef<OsStr>) -> &mut Self {
            self.option($option, value)
        }
    )*};
}

impl Qemu {
    /// The program, by its name or path. It is taken as one of the newest release, which takes JSON
    /// wherever one does.
    #[must_use]
    pub fn new(program: impl Into<OsString>) -> Self {
        Qemu {
            program: program.into(),
            options: Vec::new(),
            json: Json::of_release((u32::MAX, 0)),
            secrets: false,
        }
    }

    /// Writes options as a release takes them.
    pub fn release(&mut self, major: u32, minor: u32) -> &mut Self {
        self.json = Json::of_release((major, minor));
        self
    }

    /// Writes options as a QEMU with that schema takes them.
    pub fn schema(&mut self, schema: &Schema<'_>) -> &mut Self {
        self.json = Json::of_schema(schema);
        self
    }

    /// Lets secrets stand in the arguments, where every user can read them.
    pub fn secrets_in_arguments(&mut self) -> &mut Self {
        self.secrets = true;
        self
    }

    typed! {
        /// `-accel`: such as a generated type of an accelerator.
        accel Accel;
        /// `-audiodev`: an `Audiodev`.
        audiodev Audiodev;
        /// `-blockdev`: a `BlockdevOptions`.
        blockdev Blockdev;
        /// `-cpu`: a model's name, or a generated type of a model.
        cpu Cpu;
        /// `-device`: a generated type of a device.
        device Device;
        /// `-display`: a `DisplayOptions`.
        display Display;
        /// `-machine`: a machine's name, or a generated type of a machine.
        machine Machine;
        /// `-netdev`: a `Netdev`.
        netdev Netdev;
        /// `-numa`: a `NumaOptions`. Their order matters: nodes before what names them.
        numa Numa;
        /// `-object`: an `ObjectOptions`.
        object Object;
        /// `-smp`: an `SMPConfiguration`.
        smp Smp;
    }

    text! {
        /// `-append`: the kernel's command line.
        append "append";
        /// `-initrd`: an initial ram disk.
        initrd "initrd";
        /// `-kernel`: a kernel.
        kernel "kernel";
        /// `-m`: the size of memory, such as `2G`.
        memory "m";
        /// `-qmp`: a monitor, such as `unix:/run/vm.qmp,server=on,wait=off`.
        monitor "qmp";
        /// `-name`: the machine's name.
        name "name";
        /// `-rtc`: the clock, such as `base=utc`.
        rtc "rtc";
        /// `-serial`: a serial port's backend.
        serial "serial";
        /// `-vga`: a display adapter.
        vga "vga";
    }

    /// `-chardev`: a `ChardevBackend` with its name. No release takes JSON here.
    pub fn chardev(&mut self, id: &str, backend: &(impl Serialize + ?Sized)) -> &mut Self {
        let backend = serde_json::to_value(backend);
        let entry = match backend.map(|backend| chardev::text(id, &backend)) {
            Ok(Ok(text)) => Entry::Text("chardev".to_owned(), Some(text.into())),
            Ok(Err(reason)) => Entry::Broken("chardev", reason),
            Err(error) => Entry::Broken("chardev", error.to_string()),
        };
        self.options.push(entry);
        self
    }

    /// `-global`: properties for each device of a type, such as the `globals` of a generated type.
    pub fn globals(&mut self, globals: impl IntoIterator<Item = impl AsRef<OsStr>>) -> &mut Self {
        for global in globals {
            self.option("global", global);
        }
        self
    }

    /// `-nodefaults`: no devices that were not asked for.
    pub fn nodefaults(&mut self) -> &mut Self {
        self.flag("nodefaults")
    }

    /// Any option without argument, by its name without dash.
    pub fn flag(&mut self, name: &str) -> &mut Self {
        self.options.push(Entry::Text(name.to_owned(), None));
        self
    }

    /// Any option with its argument as text, by its name without dash.
    pub fn option(&mut self, name: &str, value: impl AsRef<OsStr>) -> &mut Self {
        let value = Some(value.as_ref().to_owned());
        self.options.push(Entry::Text(name.to_owned(), value));
        self
    }

    fn typed(&mut self, typed: Typed, value: &(impl Serialize + ?Sized)) -> &mut Self {
        self.options.push(match serde_json::to_string(value) {
            Ok(json) => Entry::Typed(typed, json),
            Err(error) => Entry::Broken(typed.option(), error.to_string()),
        });
        self
    }

    /// Returns the program.
    #[must_use]
    pub fn program(&self) -> &OsStr {
        &self.program
    }

    /// Returns the argument vector, the program first.
    ///
    /// # Errors
    ///
    /// [`CommandLineError`].
    pub fn argv(&self) -> Result<Vec<OsString>, CommandLineError> {
        let mut argv = vec![self.program.clone()];
        for entry in &self.options {
            match entry {
                Entry::Text(name, value) => {
                    let text = value.as_ref().and_then(|value| value.to_str());
                    self.refuse_secret(name, secret::in_text(name, text.unwrap_or_default()))?;
                    argv.push(format!("-{name}").into());
                    argv.extend(value.clone());
                }
                Entry::Typed(typed, json) => {
                    argv.push(format!("-{}", typed.option()).into());
                    argv.push(self.value(*typed, json)?.into());
                }
                Entry::Broken(option, reason) => {
                    return Err(CommandLineError::Value {
                        option,
                        reason: reason.clone(),
                    });
                }
            }
        }
        Ok(argv)
    }

    /// Returns a command that starts it.
    ///
    /// # Errors
    ///
    /// [`CommandLineError`].
    pub fn command(&self) -> Result<Command, CommandLineError> {
        let argv = self.argv()?;
        let mut command = Command::new(&self.program);
        command.args(argv.iter().skip(1));
        Ok(command)
    }

    fn value(&self, typed: Typed, text: &str) -> Result<String, CommandLineError> {
        let option = typed.option();
        let malformed = |reason: String| CommandLineError::Value { option, reason };
        let item = json::parse(text).map_err(|finding| malformed(finding.to_string()))?;
        let members = match item.node {
            Node::Str(text) => {
                self.refuse_secret(option, secret::in_text(option, &text))?;
                return Ok(text);
            }
            Node::Map(members) => members,
            other => return Err(malformed(format!("{} is no value for it", other.noun()))),
        };
        self.refuse_secret(option, secret::in_members(&members))?;
        if self.takes_json(typed) {
            return Ok(text.to_owned());
        }
        key_value(typed, members).map_err(|source| CommandLineError::KeyValue { option, source })
    }

    /// Refuses an option with that secret member.
    fn refuse_secret(&self, option: &str, member: Option<String>) -> Result<(), CommandLineError> {
        match member.filter(|_| !self.secrets) {
            Some(member) => Err(CommandLineError::Secret {
                option: option.to_owned(),
                member,
            }),
            None => Ok(()),
        }
    }

    fn takes_json(&self, typed: Typed) -> bool {
        match typed {
            Typed::Audiodev => self.json.audiodev,
            Typed::Blockdev => self.json.blockdev,
            Typed::Device => self.json.device,
            Typed::Display => self.json.display,
            Typed::Netdev => self.json.netdev,
            Typed::Object => self.json.object,
            Typed::Accel | Typed::Cpu | Typed::Machine | Typed::Numa | Typed::Smp => false,
        }
    }
}

fn key_value(typed: Typed, mut members: Members) -> Result<String, Finding> {
    let form = match typed {
        Typed::Netdev | Typed::Numa => Form::Flat,
        Typed::Accel | Typed::Device | Typed::Smp => return plain::write(&members, ",,"),
        Typed::Cpu => {
            let model = members.shift_remove("model");
            let features = plain::write(&members, plain::NO_COMMA)?;
            let model = model.as_ref().and_then(|model| model.node.text());
            let parts = [model.unwrap_or_default(), &features];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            return Ok(parts.join(","));
        }
        _ => Form::KeyVal,
    };
    write::write(&members, form)
}
