//! Values of generated device types: drivers, machines, CPU models and objects with their
//! properties.
//!
//! QAPI does not describe the arguments of `device_add`. Types generated from a recording of a
//! QEMU's devices (`qapi generate --devices`) have a method for each property. They hold a
//! [`Properties`], which becomes the arguments of a command, JSON for an option, or key=value.

use std::borrow::Cow;
use std::fmt;

use crate::wire::{Encode, Map, Value, Writer};

/// Use of a device type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// `-device`, `device_add`
    Device,
    /// `-object`, `object-add`
    Object,
    /// `-machine`
    Machine,
    /// `-cpu`
    Cpu,
    /// `-accel`
    Accel,
}

/// A driver, machine, CPU model or object, with the properties that were set.
///
/// # Examples
///
/// ```
/// use qapi_client::devices::{Kind, Properties};
///
/// let disk = Properties::new(Kind::Device, "virtio-blk-pci", "virtio-blk-pci")
///     .with("drive", "disk0")
///     .with("serial", "a,b")
///     .with("write-cache", true);
/// assert_eq!(disk.key_value()?, "virtio-blk-pci,drive=disk0,serial=a,,b,write-cache=on");
/// assert_eq!(
///     disk.to_string(),
///     r#"{"driver":"virtio-blk-pci","drive":"disk0","serial":"a,b","write-cache":true}"#
/// );
/// assert_eq!(disk.globals()?[0], "virtio-blk-pci.drive=disk0");
///
/// let nested = disk.with("iothread-vq-mapping", serde_json::json!([{"iothread": "io0"}]));
/// assert!(nested.key_value().is_err(), "only JSON has lists here");
/// # Ok::<(), qapi_client::devices::NotText>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Properties {
    kind: Kind,
    name: &'static str,
    type_name: &'static str,
    set: Vec<(Cow<'static, str>, Value)>,
}

/// A property whose value an option's text cannot express: it is null, a list or an object, or for
/// `-cpu` has a comma. JSON can.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotText {
    /// The driver, machine or model.
    pub name: String,
    /// The property.
    pub property: String,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, property } = self;
        write!(
            f,
            "the value of {name}'s property '{property}' has no text form: use JSON"
        )
    }
}

impl std::error::Error for NotText {}

impl Properties {
    /// Returns a value without properties. `name` is the option's first value, `type_name` the name
    /// of QEMU's type.
    #[must_use]
    pub fn new(kind: Kind, name: &'static str, type_name: &'static str) -> Self {
        let set = Vec::new();
        Properties {
            kind,
            name,
            type_name,
            set,
        }
    }

    /// Sets a property.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.put(name.into(), value.into());
        self
    }

    fn put(&mut self, name: Cow<'static, str>, value: Value) {
        match self.set.iter_mut().find(|(set, _)| *set == name) {
            Some((_, old)) => *old = value,
            None => self.set.push((name, value)),
        }
    }

    /// Returns the use of the type.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the driver's, machine's or model's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the key of the name: `driver`, `qom-type`, `type`, `accel` or `model`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self.kind {
            Kind::Device => "driver",
            Kind::Object => "qom-type",
            Kind::Machine => "type",
            Kind::Accel => "accel",
            Kind::Cpu => "model",
        }
    }

    /// Returns the value of a property, if it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut set = self.set.iter();
        set.find(|(set, _)| set == name).map(|(_, value)| value)
    }

    /// Returns the properties that are set, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.set.iter().map(|(name, value)| (&**name, value))
    }

    /// Returns the key=value form: the name, then the properties. Machines and objects take nested
    /// keys (`smp.cpus=2`).
    ///
    /// # Errors
    ///
    /// [`NotText`].
    pub fn key_value(&self) -> Result<String, NotText> {
        let mut text = self.name.replace(',', ",,");
        for (name, value) in self.iter() {
            let pushed = self.push(&mut text, name, value);
            pushed.ok_or_else(|| self.not_text(name))?;
        }
        Ok(text)
    }

    /// Returns the arguments of `-global` that set the properties for each device of the type.
    ///
    /// # Errors
    ///
    /// [`NotText`].
    pub fn globals(&self) -> Result<Vec<String>, NotText> {
        let set = self.iter().map(|(name, value)| {
            let value = scalar(value).ok_or_else(|| self.not_text(name))?;
            // The short form splits at the first dot, and is not unescaped.
            Ok(match self.type_name.contains('.') {
                false => format!("{}.{name}={value}", self.type_name),
                true => format!(
                    "driver={},property={name},value={}",
                    self.type_name,
                    value.replace(',', ",,")
                ),
            })
        });
        set.collect()
    }

    fn not_text(&self, property: &str) -> NotText {
        NotText {
            name: self.name.to_owned(),
            property: property.to_owned(),
        }
    }

    /// Appends a value; None if the text cannot express it.
    fn push(&self, text: &mut String, name: &str, value: &Value) -> Option<()> {
        let nests = matches!(self.kind, Kind::Machine | Kind::Object);
        match value {
            Value::Array(items) if nests && !items.is_empty() => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(at, item)| self.push(text, &format!("{name}.{at}"), item))
            }
            Value::Object(members) if nests && !members.is_empty() => {
                let mut members = members.iter();
                members.try_for_each(|(of, value)| self.push(text, &format!("{name}.{of}"), value))
            }
            value => {
                let value = scalar(value)?;
                // `-cpu` splits its text at every comma.
                let whole = self.kind != Kind::Cpu || !value.contains(',');
                text.push_str(&format!(",{name}={}", value.replace(',', ",,")));
                whole.then_some(())
            }
        }
    }
}

/// Returns the text of a value that is not null, a list or an object.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    Some(match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(true) => Cow::Borrowed("on"),
        Value::Bool(false) => Cow::Borrowed("off"),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    })
}

impl Encode for Properties {
    fn encode(&self, w: &mut Writer<'_>) {
        let name = self.name.to_owned();
        // The writer splits names at spaces.
        let (odd, plain): (Vec<_>, Vec<_>) = self.iter().partition(|(name, _)| name.contains(' '));
        let mut names = vec![self.key()];
        let mut values: Vec<&dyn Encode> = vec![&name];
        for (name, value) in plain {
            names.push(name);
            values.push(value);
        }
        let mut others = Map::new();
        for (name, value) in odd {
            others.insert(name.to_owned(), value.clone());
        }
        w.open_object(&names, &values, &others);
    }
}

/// Formats the JSON of the option or command.
impl fmt::Display for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::wire::to_string(self))
    }
}

#[cfg(feature = "serde")]
impl serde_core::Serialize for Properties {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::wire::serialize(self, serializer)
    }
}

/// Implements the methods that generated device types share.
#[doc(hidden)]
#[macro_export]
macro_rules! __devices {
    ($kind:ident $($ty:ident $name:literal $type_name:literal)*) => {$(
        impl $ty {
            /// Returns a value without optional properties.
            fn bare() -> Self {
                Self($crate::devices::Properties::new(
                    $crate::devices::Kind::$kind,
                    $name,
                    $type_name,
                ))
            }

            /// Sets a property by its name in QEMU, to any value.
            #[must_use]
            pub fn with(
                self,
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
                value: impl ::core::convert::Into<$crate::wire::Value>,
            ) -> Self {
                Self(self.0.with(name, value))
            }

            /// Returns the properties that are set.
            #[must_use]
            pub fn properties(&self) -> &$crate::devices::Properties {
                &self.0
            }
        }

        impl ::core::clone::Clone for $ty {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl ::core::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::core::convert::AsRef<$crate::devices::Properties> for $ty {
            fn as_ref(&self) -> &$crate::devices::Properties {
                &self.0
            }
        }

        impl ::core::convert::From<$ty> for $crate::devices::Properties {
            fn from(value: $ty) -> Self {
                value.0
            }
        }

        impl $crate::wire::Encode for $ty {
            fn encode(&self, w: &mut $crate::wire::Writer<'_>) {
                self.0.encode(w);
            }
        }

        $crate::__device_command! { $kind $ty }
        $crate::__serialize! { $ty }
    )*};
}

/// Makes a device type a command.
#[doc(hidden)]
#[macro_export]
macro_rules! __device_command {
    (Device $ty:ident) => {
        impl $crate::Command for $ty {
            const NAME: &'static str = "device_add";
            type Ok = ();
        }
    };
    (Object $ty:ident) => {
        impl $crate::Command for $ty {
            const NAME: &'static str = "object-add";
            type Ok = ();
        }
    };
    ($kind:ident $ty:ident) => {};
}
