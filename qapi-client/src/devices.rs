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
/// assert_eq!(disk.key_value(), "virtio-blk-pci,drive=disk0,serial=a,,b,write-cache=on");
/// assert_eq!(
///     disk.to_string(),
///     r#"{"driver":"virtio-blk-pci","drive":"disk0","serial":"a,b","write-cache":true}"#
/// );
/// assert_eq!(disk.globals()[0], "virtio-blk-pci.drive=disk0");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Properties {
    kind: Kind,
    name: &'static str,
    type_name: &'static str,
    set: Vec<(Cow<'static, str>, Value)>,
}

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

    /// Returns the key=value form: the name, then the properties; nested values get nested keys.
    #[must_use]
    pub fn key_value(&self) -> String {
        let mut text = self.name.replace(',', ",,");
        for (name, value) in self.iter() {
            push(&mut text, name, value);
        }
        text
    }

    /// Returns the arguments of `-global` that set the properties for each device of the type.
    #[must_use]
    pub fn globals(&self) -> Vec<String> {
        let set = self.iter().filter_map(|(name, value)| {
            let value = scalar(value)?;
            Some(format!("{}.{name}={value}", self.type_name))
        });
        set.collect()
    }
}

/// Returns the text of a value that is not a list or an object.
fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    Some(match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(true) => Cow::Borrowed("on"),
        Value::Bool(false) => Cow::Borrowed("off"),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    })
}

fn push(text: &mut String, name: &str, value: &Value) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                push(text, &format!("{name}.{index}"), item);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                push(text, &format!("{name}.{member}"), value);
            }
        }
        value => {
            if let Some(value) = scalar(value) {
                text.push_str(&format!(",{name}={}", value.replace(',', ",,")));
            }
        }
    }
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
        let odd = odd
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()));
        let odd: Map = odd.collect();
        w.open_object(&names, &values, &odd);
    }
}

/// Formats the JSON of the option or command.
impl fmt::Display for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::wire::to_string(self))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Properties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
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
