//! Types of devices, by recordings.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use qapi_args::devices::Recording;
use qapi_parser::loader::{Disk, Files as _};

use super::error::DevicesError;
use super::{BuildError, Builder};

impl Builder {
    /// Generates types of the devices, machines, CPU models and objects in a recording that
    /// `qapi devices` made, in the module `devices`. Several recordings, the newest first, give
    /// types for all of their releases: a property says which ones have it.
    ///
    /// ```no_run
    /// qapi_codegen::Builder::new("qemu/qapi/qapi-schema.json")
    ///     .devices("devices-7.2.json")
    ///     .select_devices(["virtio-*-pci", "pcie-root-port"])
    ///     .generate("qmp.rs");
    /// ```
    pub fn devices(mut self, path: impl Into<PathBuf>) -> Self {
        self.devices.push(path.into());
        self
    }

    /// Generates only the types of these names, in which `*` stands for any characters: drivers,
    /// machines and CPU models as their options take them. More calls add to it.
    pub fn select_devices<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(N::into);
        self.config.select_devices.extend(names);
        self
    }

    /// Reads the recordings.
    pub(super) fn recordings(&self) -> Result<Vec<Recording>, BuildError> {
        let read = |path: &PathBuf| {
            let bytes = Disk.read(path).map_err(DevicesError::from);
            let text = bytes.and_then(|bytes| {
                let no_text = |_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8");
                Ok(String::from_utf8(bytes).map_err(no_text)?)
            });
            let recording = text.and_then(|text| Ok(Recording::from_json(&text)?));
            recording.map_err(|source| BuildError::Devices {
                path: path.clone(),
                source,
            })
        };
        self.devices.iter().map(read).collect()
    }
}
