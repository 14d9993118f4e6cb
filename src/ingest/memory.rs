//! What earlier runs learned of files and is not in any record: which could not be read, and what is inside
//! those that hold others. It stands in a file of its own in the index folder; where that is lost, the files
//! are read again, and nothing else is.

use super::found::{File, Root};
use super::unpack::{Hashed, Unpacked};
use crate::disk;
use crate::error::{Error, Result};
use crate::model::Parent;
use crate::paths::as_text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The file in the index folder.
const NAME: &str = "arkiv-files.json";

/// What is remembered of files, by absolute path.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    /// What files were read with: the program's stages, its limits, the programs it calls. What was read with
    /// something else is forgotten, for it may end otherwise.
    conditions: String,
    files: BTreeMap<String, Remembered>,
    /// What this run learned or found confirmed; it is not kept itself.
    #[serde(skip)]
    current: HashSet<String>,
}

/// What is remembered of a file as long as its size and time stay the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    bytes: u64,
    modified: i128,
    sha256: String,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum What {
    /// It is one document, of which the index knows another time: it was written anew with the same bytes.
    Same,
    /// It could not be read.
    Failed(Failed),
    /// It holds other documents.
    Holds {
        /// Whether it is a document itself.
        itself: bool,
        parts: Vec<Inside>,
        failed: Vec<Failed>,
        /// Files inside that are no documents, by extension.
        left: BTreeMap<String, usize>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Failed {
    #[serde(with = "as_text")]
    path: PathBuf,
    why: String,
    /// Whether a password is asked for.
    locked: bool,
}

/// A document inside a file, at any depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Inside {
    /// Its path below the file.
    name: String,
    bytes: u64,
    sha256: String,
    holds: bool,
    parent: Option<Parent>,
}

impl Failed {
    /// That of an error that will be the same the next time.
    fn of(error: &Error) -> Option<Self> {
        let (path, why, locked) = match error {
            Error::Unreadable { path, why } => (path, why, false),
            Error::Locked { path, why } => (path, why, true),
            _ => return None,
        };
        Some(Self { path: path.clone(), why: why.clone(), locked })
    }

    fn error(&self) -> Error {
        let (path, why) = (self.path.clone(), self.why.clone());
        if self.locked { Error::Locked { path, why } } else { Error::Unreadable { path, why } }
    }
}

impl Memory {
    /// Reads that of the index in `dir`. One that cannot be read, or was made under other conditions, is empty.
    pub(super) fn read(dir: &Path, conditions: &str) -> Self {
        let kept =
            std::fs::read(dir.join(NAME)).ok().and_then(|json| serde_json::from_slice::<Self>(&json).ok());
        let kept = kept.filter(|kept| kept.conditions == conditions);
        kept.unwrap_or_else(|| Self { conditions: conditions.to_owned(), ..Self::default() })
    }

    /// Keeps it. What was not met in this run is forgotten, unless it lies where the run did not look.
    pub(super) fn write(&mut self, dir: &Path, roots: &[Root]) -> Result<()> {
        let looked_at = |file: &str| roots.iter().any(|root| root.holds(file));
        self.files.retain(|file, _| self.current.contains(file) || !looked_at(file));
        let path = dir.join(NAME);
        if self.files.is_empty() && !path.exists() {
            return Ok(());
        }
        let json = serde_json::to_vec(self).map_err(|e| Error::Output(e.to_string()))?;
        if std::fs::read(&path).is_ok_and(|kept| kept == json) {
            return Ok(());
        }
        disk::replace(&path, &json).map_err(|e| Error::io(path, e))
    }

    fn of(&self, file: &File) -> Option<&Remembered> {
        self.files.get(&file.absolute).filter(|r| r.bytes == file.bytes && r.modified == file.modified)
    }

    /// What an unchanged file is known to hold: what [`Unpacked`] was the last time.
    pub(super) fn unpacked(&self, file: &File) -> Option<Unpacked> {
        let remembered = self.of(file)?;
        let sha256 = || remembered.sha256.clone();
        let mut out = Unpacked::default();
        match &remembered.what {
            // That it failed is found by its digest when its turn comes.
            What::Failed(_) | What::Same => {
                out.hashed.push(Hashed { file: file.clone(), sha256: sha256(), holds: false });
            }
            What::Holds { itself, parts, failed, left } => {
                for part in parts {
                    out.hashed.push(Hashed {
                        file: File {
                            absolute: format!("{}/{}", file.absolute, part.name),
                            path: format!("{}/{}", file.path, part.name),
                            bytes: part.bytes,
                            parent: part.parent.clone(),
                            at: None,
                            ..file.clone()
                        },
                        sha256: part.sha256.clone(),
                        holds: part.holds,
                    });
                }
                if *itself {
                    out.hashed.push(Hashed { file: file.clone(), sha256: sha256(), holds: true });
                }
                out.failed.extend(failed.iter().map(Failed::error));
                out.failed_before = failed.len();
                out.left.clone_from(left);
            }
        }
        out.known.push(file.absolute.clone());
        Some(out)
    }

    /// Why a document with these bytes could not be read before.
    pub(super) fn failed(&mut self, document: &Hashed) -> Option<Error> {
        let remembered = self.of(&document.file)?;
        let What::Failed(failed) = &remembered.what else { return None };
        let error = (remembered.sha256 == document.sha256).then(|| failed.error())?;
        self.current.insert(document.file.absolute.clone());
        Some(error)
    }

    /// Notes that a file was met as it is remembered.
    pub(super) fn confirm(&mut self, absolute: String) {
        self.current.insert(absolute);
    }

    /// Remembers why a document could not be read, if it will be the same the next time.
    pub(super) fn fail(&mut self, document: &Hashed, error: &Error) {
        if let Some(failed) = Failed::of(error) {
            let File { bytes, modified, absolute, .. } = &document.file;
            let (bytes, modified, sha256) = (*bytes, *modified, document.sha256.clone());
            self.put(absolute.clone(), Remembered { bytes, modified, sha256, what: What::Failed(failed) });
        }
    }

    /// Remembers that a document has the same bytes as before, though its time is another.
    pub(super) fn same(&mut self, document: &Hashed) {
        let File { bytes, modified, absolute, .. } = &document.file;
        let (bytes, modified, sha256) = (*bytes, *modified, document.sha256.clone());
        self.put(absolute.clone(), Remembered { bytes, modified, sha256, what: What::Same });
    }

    /// Remembers a file, by its absolute path.
    pub(super) fn put(&mut self, absolute: String, remembered: Remembered) {
        self.current.insert(absolute.clone());
        self.files.insert(absolute, remembered);
    }
}

impl Remembered {
    /// What is to be remembered of a file that holds others; nothing where something failed that may not the
    /// next time.
    pub(super) fn holder(file: &File, sha256: &str, found: &Unpacked) -> Option<Self> {
        let failed: Option<Vec<Failed>> = found.failed.iter().map(Failed::of).collect();
        let (itself, parts): (Vec<&Hashed>, Vec<&Hashed>) =
            found.hashed.iter().partition(|h| h.file.absolute == file.absolute);
        let inside = |h: &&Hashed| -> Option<Inside> {
            let name = h.file.absolute.strip_prefix(&file.absolute)?.strip_prefix('/')?.to_owned();
            let (bytes, sha256) = (h.file.bytes, h.sha256.clone());
            Some(Inside { name, bytes, sha256, holds: h.holds, parent: h.file.parent.clone() })
        };
        let what = What::Holds {
            itself: !itself.is_empty(),
            parts: parts.iter().filter_map(inside).collect(),
            failed: failed?,
            left: found.left.clone(),
        };
        Some(Self { bytes: file.bytes, modified: file.modified, sha256: sha256.to_owned(), what })
    }
}
