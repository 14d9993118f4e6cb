//! Files → documents, each with the digest of its bytes; the documents inside a mail or an archive are
//! taken out and listed beside it.

use super::found::File;
use super::memory::{Memory, Remembered};
use crate::archive::State;
use crate::error::{Error, Result};
use crate::model::Parent;
use crate::read;
use crate::worker::{Copied, Input, Part, Reader};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// How deep documents may be inside each other: a letter attached to a mail in an archive is two.
const DEEPEST: usize = 4;
/// The most bytes that the documents inside one file may hold.
const MOST_BYTES: u64 = 4 << 30;

/// A file whose bytes are known by their digest.
pub(super) struct Hashed {
    pub file: File,
    pub sha256: String,
    /// Whether it may hold other documents.
    pub holds: bool,
}

/// What was found in the files.
#[derive(Default)]
pub(super) struct Unpacked {
    pub hashed: Vec<Hashed>,
    pub failed: Vec<Error>,
    /// How many of those failed before and were not read again.
    pub failed_before: usize,
    /// Files inside others that are no documents, by extension.
    pub left: BTreeMap<String, usize>,
    /// Absolute paths of files that are as they are remembered.
    pub known: Vec<String>,
    /// What is to be remembered of files that hold others, by absolute path.
    pub opened: Vec<(String, Remembered)>,
}

impl Unpacked {
    fn add(mut self, other: Self) -> Self {
        self.hashed.extend(other.hashed);
        self.failed.extend(other.failed);
        self.failed_before += other.failed_before;
        self.known.extend(other.known);
        self.opened.extend(other.opened);
        for (kind, n) in other.left {
            *self.left.entry(kind).or_default() += n;
        }
        self
    }
}

/// What the last run knew of a file.
struct KnownFile<'s> {
    bytes: u64,
    modified: i128,
    sha256: &'s str,
}

/// Takes documents out of files.
pub(super) struct Unpacker<'r> {
    reader: &'r Reader,
    /// Files that were one document in the last run.
    known: HashMap<&'r str, KnownFile<'r>>,
    memory: &'r Memory,
    spool: &'r Path,
    next: AtomicU64,
}

impl<'r> Unpacker<'r> {
    /// `spool` is a folder in which what is taken out is kept for as long as the run lasts.
    pub(super) fn new(
        reader: &'r Reader,
        states: impl Iterator<Item = &'r State>,
        memory: &'r Memory,
        spool: &'r Path,
    ) -> Self {
        // What holds others is remembered elsewhere, and what is inside has no file of its own.
        let known = states.filter(|s| !s.holds && s.parent.is_none()).flat_map(|s| {
            let file = |modified| KnownFile { bytes: s.bytes, modified, sha256: &s.sha256 };
            let twins = s.twins.iter().map(move |t| (t.file.as_str(), file(t.modified)));
            std::iter::once((s.file.as_str(), file(s.modified))).chain(twins)
        });
        let known = known.collect();
        Self { reader, known, memory, spool, next: AtomicU64::new(0) }
    }

    /// The documents in these files. `done` is called with the number of files that were looked at.
    pub(super) fn all(&self, files: Vec<File>, done: &(dyn Fn(usize) + Sync)) -> Unpacked {
        let count = AtomicUsize::new(0);
        let one = |file: File| {
            let found = self.one(file);
            done(count.fetch_add(1, Ordering::Relaxed) + 1);
            found
        };
        files.into_par_iter().map(one).reduce(Unpacked::default, Unpacked::add)
    }

    /// The documents in a file that was named or found in a folder.
    fn one(&self, file: File) -> Unpacked {
        let known = self.known.get(file.absolute.as_str());
        if let Some(same) = known.filter(|k| k.bytes == file.bytes && k.modified == file.modified) {
            let sha256 = same.sha256.to_owned();
            return Unpacked { hashed: vec![Hashed { sha256, file, holds: false }], ..Unpacked::default() };
        }
        self.memory.unpacked(&file).unwrap_or_else(|| self.opened(file, 0))
    }

    /// Takes the documents anew out of a file that is remembered.
    pub(super) fn again(&self, file: File) -> Unpacked {
        self.opened(file, 0)
    }

    fn opened(&self, file: File, depth: usize) -> Unpacked {
        let mut out = Unpacked::default();
        match self.look(file, depth, &mut out) {
            Ok(Some(hashed)) => out.hashed.push(hashed),
            Ok(None) => {}
            Err(e) => out.failed.push(e),
        }
        out
    }

    /// The digest of a file. Nothing for a file that only holds others.
    fn look(&self, file: File, depth: usize, out: &mut Unpacked) -> Result<Option<Hashed>> {
        let input = file.input();
        let looked = self.reader.look(&input)?;
        if !looked.holds {
            return Ok(Some(Hashed { sha256: looked.sha256, file, holds: false }));
        }
        if depth >= DEEPEST {
            let why = format!("documents are inside each other {DEEPEST} deep above it; it was not opened");
            return Err(Error::unreadable(input.name, why));
        }
        let mut inside = Unpacked::default();
        let itself = self.open(&file, &input, &looked.sha256, depth, &mut inside);
        let (hashed, failure) = match itself {
            Ok(true) => {
                (Some(Hashed { sha256: looked.sha256.clone(), file: file.clone(), holds: true }), None)
            }
            Ok(false) => (None, None),
            Err(e) => (None, Some(e)),
        };
        inside.failed.extend(failure);
        inside.hashed.extend(hashed);
        if depth == 0
            && let Some(remembered) = Remembered::holder(&file, &looked.sha256, &inside)
        {
            out.opened.push((file.absolute, remembered));
        }
        *out = std::mem::take(out).add(inside);
        Ok(None)
    }

    /// Takes the documents out of a file. Says whether the file is a document itself.
    fn open(
        &self,
        file: &File,
        input: &Input,
        sha256: &str,
        depth: usize,
        out: &mut Unpacked,
    ) -> Result<bool> {
        let into = self.spool.join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
        std::fs::create_dir(&into).map_err(|e| Error::io(&into, e))?;
        let mut parts: Vec<(String, PathBuf, u64)> = Vec::new();
        let mut all = 0;
        let itself = self.reader.open(input, &into, &mut |part: Part| {
            let Copied { at, bytes } = match part.copy {
                Ok(copy) => copy,
                Err(why) => {
                    out.failed.push(Error::unreadable(input.name.join(&part.name), why));
                    return Ok(());
                }
            };
            all += bytes;
            if all > MOST_BYTES {
                return Err(format!(
                    "the documents inside it hold more than {} GB together",
                    MOST_BYTES >> 30
                ));
            }
            if read::may_be_document(Path::new(&part.name)) {
                parts.push((part.name, at, bytes));
            } else {
                *out.left.entry(super::found::extension(Path::new(&part.name))).or_default() += 1;
                let _ = std::fs::remove_file(at);
            }
            Ok(())
        });
        // What came out before the file proved to be damaged is good all the same.
        let is_document = matches!(itself, Ok(true));
        let id = is_document.then(|| sha256.chars().take(16).collect());
        let parent = Parent { id, path: file.path.clone() };
        let inside = parts.into_par_iter().map(|(name, at, bytes)| {
            let file = File {
                absolute: format!("{}/{name}", file.absolute),
                path: format!("{}/{name}", file.path),
                bytes,
                modified: file.modified,
                root: file.root,
                parent: Some(parent.clone()),
                at: Some(at),
            };
            self.opened(file, depth + 1)
        });
        let inside = inside.reduce(Unpacked::default, Unpacked::add);
        *out = std::mem::take(out).add(inside);
        itself
    }
}
