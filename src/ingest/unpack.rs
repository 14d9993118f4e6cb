//! Files → documents, each with the digest of its bytes; the documents inside a mail or an archive are
//! taken out and stand beside it.

use super::found::File;
use super::hex;
use crate::archive::State;
use crate::error::{Error, Result};
use crate::model::Parent;
use crate::read::{self, Part};
use crate::worker::Reader;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// How deep documents may stand in each other: a letter attached to a mail in an archive is two.
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
    /// Files inside others that are no documents, by extension.
    pub left: BTreeMap<String, usize>,
}

impl Unpacked {
    fn add(mut self, other: Self) -> Self {
        self.hashed.extend(other.hashed);
        self.failed.extend(other.failed);
        for (kind, n) in other.left {
            *self.left.entry(kind).or_default() += n;
        }
        self
    }
}

/// Takes documents out of files.
pub(super) struct Unpacker<'r> {
    reader: &'r Reader,
    /// What the last run knew of each file.
    known: HashMap<&'r str, &'r State>,
    spool: &'r Path,
    next: AtomicU64,
}

impl<'r> Unpacker<'r> {
    /// `spool` is a folder in which what is taken out is kept for as long as the run lasts.
    pub(super) fn new(reader: &'r Reader, states: &'r [(String, State)], spool: &'r Path) -> Self {
        let known = states.iter().map(|(_, s)| (s.file.as_str(), s)).collect();
        Self { reader, known, spool, next: AtomicU64::new(0) }
    }

    /// The documents in these files.
    pub(super) fn all(&self, files: Vec<File>) -> Unpacked {
        files.into_par_iter().map(|file| self.one(file, 0)).reduce(Unpacked::default, Unpacked::add)
    }

    fn one(&self, file: File, depth: usize) -> Unpacked {
        let mut out = Unpacked::default();
        match self.look(file, depth, &mut out) {
            Ok(Some(hashed)) => out.hashed.push(hashed),
            Ok(None) => {}
            Err(e) => out.failed.push(e),
        }
        out
    }

    /// The digest of a file: from the last run where size and time are the same, else by reading it.
    /// Nothing for a file that only holds others.
    fn look(&self, file: File, depth: usize, out: &mut Unpacked) -> Result<Option<Hashed>> {
        let known = self.known.get(file.absolute.as_str());
        let same = |s: &&&State| s.bytes == file.bytes && s.modified == file.modified && s.parent.is_none();
        if let Some(state) = known.filter(same).filter(|s| !s.holds && file.parent.is_none()) {
            return Ok(Some(Hashed { sha256: state.sha256.clone(), file, holds: false }));
        }
        let path = Path::new(&file.absolute);
        let bytes = std::fs::read(&file.at).map_err(|e| super::unreadable(path, e))?;
        if bytes.is_empty() {
            // Every empty file has the same digest; they are not copies of one document.
            return Err(Error::unreadable(path, read::EMPTY));
        }
        let sha256 = hex(&Sha256::digest(&bytes));
        if !read::holds_documents(path, &bytes) {
            return Ok(Some(Hashed { sha256, file, holds: false }));
        }
        if depth >= DEEPEST {
            let why = format!("documents stand in each other {DEEPEST} deep above it; it was not opened");
            return Err(Error::unreadable(path, why));
        }
        let itself = self.open(&file, &sha256, &bytes, depth, out)?;
        Ok(itself.then_some(Hashed { sha256, file, holds: true }))
    }

    /// Takes the documents out of a file. Says whether the file is a document itself.
    fn open(
        &self,
        file: &File,
        sha256: &str,
        bytes: &[u8],
        depth: usize,
        out: &mut Unpacked,
    ) -> Result<bool> {
        let path = Path::new(&file.absolute);
        let mut parts: Vec<(String, PathBuf, u64)> = Vec::new();
        let mut lost: Vec<Error> = Vec::new();
        let mut all = 0;
        let pages = self.reader.read(path, bytes, &mut |part: Part| {
            let bytes = match part.bytes {
                Ok(bytes) => bytes,
                Err(why) => {
                    lost.push(Error::unreadable(path.join(&part.name), why));
                    return Ok(());
                }
            };
            all += bytes.len() as u64;
            if all > MOST_BYTES {
                return Err(format!(
                    "the documents inside it hold more than {} GB together",
                    MOST_BYTES >> 30
                ));
            }
            if !read::may_be_document(Path::new(&part.name)) {
                *out.left.entry(super::found::extension(Path::new(&part.name))).or_default() += 1;
                return Ok(());
            }
            let at = self.spool.join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
            std::fs::write(&at, &bytes)
                .map_err(|e| format!("a copy of {} could not be kept: {e}", part.name))?;
            parts.push((part.name, at, bytes.len() as u64));
            Ok(())
        });
        out.failed.extend(lost);
        // What came out before the file proved to be damaged is good all the same.
        let (itself, failure) = match pages {
            Ok(pages) => (pages.is_some(), None),
            Err(e) => (false, Some(e)),
        };
        let parent =
            Parent { id: itself.then(|| sha256.chars().take(16).collect()), path: file.path.clone() };
        for (name, at, length) in parts {
            let inside = File {
                absolute: format!("{}/{name}", file.absolute),
                path: format!("{}/{name}", file.path),
                bytes: length,
                modified: file.modified,
                root: file.root,
                parent: Some(parent.clone()),
                at,
            };
            let found = self.one(inside, depth + 1);
            *out = std::mem::take(out).add(found);
        }
        match failure {
            Some(e) => Err(e),
            None => Ok(itself),
        }
    }
}
