//! Versions from a Git repository: revisions, read without a checkout.
//!
//! Files come from one `git cat-file --batch` for each revision. Nothing is fetched and no hook
//! runs.

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use qapi_codegen::introspect_from_ir::Symbols;
use qapi_parser::loader::Files;
use qapi_parser::{Options, compile_from};

use super::DiffError;
use super::loaded::Loaded;
use crate::input::ReadError;
use crate::reading::Reading;
use crate::source::{SourceError, named};

/// Entry files, by precedence.
const ENTRIES: [&str; 2] = ["qapi/qapi-schema.json", "qapi-schema.json"];

/// A repository.
pub struct Git<'a> {
    folder: &'a Path,
    entry: Option<&'a str>,
}

/// A revision that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no program `git`, or it cannot be started.
    #[error("cannot run git")]
    Run(#[source] io::Error),
    /// The folder is in no repository.
    #[error("{0} is in no Git repository")]
    NoRepository(PathBuf),
    /// The repository has no such revision.
    #[error("the repository has no revision {0}")]
    NoRevision(String),
    /// The revision has no schema.
    #[error("revision {0} has no file {1} (--path names another)")]
    NoEntry(String, String),
}

impl<'a> Git<'a> {
    /// Opens the repository of a folder.
    ///
    /// # Errors
    ///
    /// [`GitError`]: there is none, or no `git`.
    pub fn open(folder: &'a Path, entry: Option<&'a str>) -> Result<Self, GitError> {
        let git = Git { folder, entry };
        let found = git.run(&["rev-parse", "--git-dir"])?;
        match found {
            Some(_) => Ok(git),
            None => Err(GitError::NoRepository(folder.to_owned())),
        }
    }

    /// Reads the schema of a revision.
    ///
    /// # Errors
    ///
    /// [`GitError`], or the schema has errors, which are printed.
    pub fn version(
        &self,
        text: &str,
        reading: &Reading,
        symbols: &Symbols,
    ) -> Result<Loaded, DiffError> {
        let revision = named(text).1;
        let commit = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let found = self.run(&[&arguments[..], &[&commit]].concat())?;
        let commit = found.ok_or_else(|| GitError::NoRevision(revision.to_owned()))?;
        let tree = Tree::open(self.folder, commit.trim(), reading.max_size.bytes())?;
        let entries = match &self.entry {
            Some(entry) => std::slice::from_ref(entry),
            None => &ENTRIES[..],
        };
        let Some(entry) = tree.first(revision, entries)? else {
            let wanted = self
                .entry
                .map_or_else(|| ENTRIES.join(" or "), str::to_owned);
            return Err(GitError::NoEntry(revision.to_owned(), wanted).into());
        };
        let options = Options::new().edition(reading.edition);
        let compiled = compile_from(entry, &tree, &options);
        let compiled = compiled.map_err(|error| SourceError::Load(Box::new(error)))?;
        Loaded::compiled(Path::new(&format!("{revision}:{entry}")), compiled, symbols)
    }

    /// Runs git; None if it fails.
    fn run(&self, arguments: &[&str]) -> Result<Option<String>, GitError> {
        let mut git = command(self.folder);
        let output = git.args(arguments).stderr(Stdio::null()).output();
        let output = output.map_err(GitError::Run)?;
        let text = String::from_utf8(output.stdout).ok();
        Ok(text.filter(|_| output.status.success()))
    }
}

fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git.env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0");
    git
}

/// The files of a commit.
struct Tree {
    commit: String,
    limit: u64,
    pipes: RefCell<(ChildStdin, BufReader<ChildStdout>)>,
    child: Child,
}

impl Tree {
    fn open(folder: &Path, commit: &str, limit: u64) -> Result<Self, GitError> {
        let mut git = command(folder);
        git.args(["cat-file", "--batch", "--follow-symlinks"]);
        git.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = git.stderr(Stdio::null()).spawn().map_err(GitError::Run)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| GitError::Run(ErrorKind::BrokenPipe.into()))?;
        Ok(Tree {
            commit: commit.to_owned(),
            limit,
            pipes: RefCell::new((input, BufReader::new(output))),
            child,
        })
    }

    /// Finds the first of the files that there is.
    ///
    /// # Errors
    ///
    /// [`ReadError`]: it is there, but cannot be read.
    fn first<'e>(&self, revision: &str, files: &[&'e str]) -> Result<Option<&'e str>, SourceError> {
        for file in files {
            match self.read(Path::new(file)) {
                Ok(_) => return Ok(Some(file)),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => {
                    let path = format!("{revision}:{file}").into();
                    return Err(ReadError { path, source }.into());
                }
            }
        }
        Ok(None)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // It has nothing to finish. If it ended already, there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Files for Tree {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let missing = || io::Error::from(ErrorKind::NotFound);
        let path = within(path).ok_or_else(missing)?;
        let (input, output) = &mut *self.pipes.borrow_mut();
        writeln!(input, "{}:{path}", self.commit)?;
        input.flush()?;
        let mut head = String::new();
        output.read_line(&mut head)?;
        // `OID blob SIZE`, or `TEXT missing` and the like.
        let words: Vec<_> = head.split_ascii_whitespace().rev().collect();
        let (size, kind) = match words.as_slice() {
            [size, kind, ..] => (size.parse::<u64>(), *kind),
            _ => return Err(missing()),
        };
        let size = size.map_err(|_| missing())?;
        if size > self.limit {
            // What follows is the answer to the next question.
            io::copy(&mut output.take(size.saturating_add(1)), &mut io::sink())?;
            let text = format!("more than {} bytes (--max-size allows more)", self.limit);
            return Err(io::Error::new(ErrorKind::FileTooLarge, text));
        }
        // A newline follows.
        let mut bytes = vec![0; size as usize + 1];
        output.read_exact(&mut bytes)?;
        bytes.pop();
        match kind {
            "blob" => Ok(bytes),
            _ => Err(missing()),
        }
    }

    fn current_dir(&self) -> PathBuf {
        PathBuf::from("/")
    }

    fn project(&self, _: &Path) -> PathBuf {
        PathBuf::from("/")
    }
}

/// Returns a path as Git has it: from the repository's root, without `.` and `..`; None for one
/// outside.
fn within(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => drop(parts.pop()?),
            Component::CurDir | Component::RootDir => {}
            Component::Prefix(_) => return None,
        }
    }
    let path = parts.join("/");
    (!path.contains('\n')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::within;
    use std::path::Path;

    #[test]
    fn paths_stay_within_the_repository() {
        let path = |text: &str| within(Path::new(text));
        assert_eq!(path("qapi/./../qga/a.json").as_deref(), Some("qga/a.json"));
        assert_eq!(path("/qapi/a.json").as_deref(), Some("qapi/a.json"));
        assert_eq!(path("../a.json"), None);
        assert_eq!(path("a\nb.json"), None);
    }
}
