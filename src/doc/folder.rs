//! A folder of files that is replaced as a whole.
//!
//! The files are written to a new folder beside, which then takes the old one's place. Whatever
//! fails before, a full disk or a killed process, leaves the old folder as it is. A folder is
//! replaced only if an earlier manual made it: it has the file [`MARKER`].

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use qapi_docs::manual::File;

/// The file by which a folder is known to be a manual.
const MARKER: &str = ".qapi-doc";

/// A folder that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The folder or a file in it cannot be written.
    #[error("cannot write {path}")]
    Write {
        /// The folder or file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is a folder with something else.
    #[error("{0} has files that no manual has; name an empty folder or a new one")]
    NotAManual(PathBuf),
    /// There is something else than a folder.
    #[error("{0} is no folder")]
    NoFolder(PathBuf),
}

/// Writes the files to the folder, in place of a manual that is there.
///
/// # Errors
///
/// [`FolderError`]. The old folder is still there, whole.
pub fn replace(folder: &Path, files: &[File]) -> Result<(), FolderError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Write { path, source }
    };
    // A link stays; the folder that it names is replaced.
    let target = match fs::canonicalize(folder) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => folder.to_owned(),
        Err(source) => return Err(failed(folder)(source)),
    };
    let exists = check(&target)?;
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(failed(&parent))?;
    let made = tempfile::Builder::new()
        .prefix(".qapi-doc-")
        .tempdir_in(&parent)
        .map_err(failed(&parent))?;
    // The temporary folder is the owner's alone; the manual in it gets the usual mode.
    let new = made.path().join("new");
    DirBuilder::new().create(&new).map_err(failed(&new))?;
    for file in files {
        let path = new.join(&file.name);
        fs::write(&path, &file.text).map_err(failed(&target.join(&file.name)))?;
    }
    fs::write(new.join(MARKER), "").map_err(failed(&target.join(MARKER)))?;
    let old = made.path().join("old");
    if exists {
        fs::rename(&target, &old).map_err(failed(&target))?;
    }
    if let Err(source) = fs::rename(&new, &target) {
        if exists {
            fs::rename(&old, &target).map_err(failed(&target))?;
        }
        return Err(failed(&target)(source));
    }
    Ok(())
}

/// Returns true if there is a manual or an empty folder, false if there is nothing.
fn check(target: &Path) -> Result<bool, FolderError> {
    let unreadable = |source| FolderError::Write {
        path: target.to_owned(),
        source,
    };
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(source) => return Err(unreadable(source)),
        Ok(found) if !found.is_dir() => return Err(FolderError::NoFolder(target.to_owned())),
        Ok(_) => {}
    }
    let mut entries = fs::read_dir(target).map_err(unreadable)?;
    let is_manual = target.join(MARKER).is_file();
    match is_manual || entries.next().is_none() {
        true => Ok(true),
        false => Err(FolderError::NotAManual(target.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_manual_is_replaced_and_other_folders_are_not() -> Result<(), Box<dyn std::error::Error>> {
        let place = tempfile::tempdir()?;
        let folder = place.path().join("a/manual");
        replace(&folder, &[file("index.html", "1"), file("gone.html", "")])?;
        replace(&folder, &[file("index.html", "2")])?;
        assert_eq!(fs::read_to_string(folder.join("index.html"))?, "2");
        assert!(!folder.join("gone.html").exists());
        let beside: Vec<_> = fs::read_dir(place.path().join("a"))?.collect();
        assert_eq!(beside.len(), 1);

        fs::write(place.path().join("note.txt"), "mine")?;
        let refused = replace(place.path(), &[file("index.html", "3")]);
        assert!(matches!(refused, Err(FolderError::NotAManual(_))));
        let refused = replace(&place.path().join("note.txt"), &[]);
        assert!(matches!(refused, Err(FolderError::NoFolder(_))));
        Ok(())
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_manual()
    -> Result<(), Box<dyn std::error::Error>> {
        let place = tempfile::tempdir()?;
        let folder = place.path().join("manual");
        replace(&folder, &[file("index.html", "old")])?;
        let bad = file("no/such/folder.html", "");
        assert!(replace(&folder, &[file("index.html", "new"), bad]).is_err());
        assert_eq!(fs::read_to_string(folder.join("index.html"))?, "old");
        let beside: Vec<_> = fs::read_dir(place.path())?.collect();
        assert_eq!(beside.len(), 1);
        Ok(())
    }
}
