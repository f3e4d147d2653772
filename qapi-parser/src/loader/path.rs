//! Lexical functions on paths, like Python's `os.path`: they do not follow symbolic links.

use std::path::{Component, Path, PathBuf};

use super::Files;

/// Returns the folder of the file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// Returns the path of `include` in the file at `path`.
pub(super) fn join(path: &Path, include: &str) -> PathBuf {
    parent(path).join(include)
}

/// Returns the absolute path, without `.` and `..`.
pub(super) fn absolute(files: &dyn Files, path: &Path) -> PathBuf {
    if path.is_absolute() {
        normal(path)
    } else {
        normal(&files.current_dir().join(path))
    }
}

/// Returns the path without `.` and, after a name, `..`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => drop(normal.pop()),
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => normal.push(component),
            },
            other => normal.push(other),
        }
    }
    normal
}

/// Returns the path to `path` from the folder `root`, both absolute, with `/` between names.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let common = path
        .components()
        .zip(root.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = root.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common);
    let down = down.map(|component| component.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
