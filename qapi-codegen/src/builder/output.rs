//! Files are replaced whole, and only when they change.

use std::fs;
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use super::error::BuildError;

/// Replaces the file at `path` by `text`, through a temporary file beside it and a rename. Returns
/// false and writes nothing if the file already has that content.
///
/// # Errors
/// [`BuildError::Write`]; the file is as it was.
pub fn write_if_changed(path: &Path, text: &str) -> Result<bool, BuildError> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(false);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_file_name(format!(".{name}.{}-{count}", process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if let Err(source) = written {
        // A part of it may exist; if none does, there is nothing to remove.
        let _ = fs::remove_file(&beside);
        return Err(BuildError::Write {
            path: path.to_owned(),
            source,
        });
    }
    Ok(true)
}
