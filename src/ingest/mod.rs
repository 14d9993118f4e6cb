//! The way in: files → pages → text → record and passages → index. Reads what changed, in parallel; one file
//! that fails stops no other, and a run that is stopped is taken up by the next.

mod aliases;
mod batch;
mod found;
mod given;
mod jobs;
mod known;
mod link;
mod memory;
mod reading;
mod recognised;
mod report;
mod run;
mod spool;
mod steps;
mod unpack;

pub use reading::{Desk, Engine, Read};
pub use report::{Note, Phase, Progress, Report};
pub use run::run;

use crate::error::{Error, Result};
use crate::model::{Document, Source};
use crate::prepare::{self, About};
use crate::rules::explain::Explained;
use found::File;
use memory::Memory;
use spool::Spool;
use std::path::{Path, PathBuf};
use unpack::{Hashed, Unpacked, Unpacker};

/// What records are made with. Records made with something else are made anew.
#[must_use]
pub fn fingerprint() -> String {
    prepare::fingerprint()
}

/// What is known of a document before its pages are read.
fn source(document: &Hashed, other_paths: Vec<String>) -> Source {
    Source {
        path: document.file.path.clone(),
        other_paths,
        sha256: document.sha256.clone(),
        bytes: document.file.bytes,
        media_type: String::new(),
        pages: 0,
        ocr_pages: Vec::new(),
        ocr_confidence: None,
        parent: document.file.parent.clone(),
        versions: Vec::new(),
    }
}

/// The documents in the named files and folders, none of them read. The error is the first that
/// stood in the way.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let found = found::find(paths);
    match found.failed.into_iter().next() {
        Some(e) => Err(e),
        None => Ok(found.files.iter().map(File::name).collect()),
    }
}

/// Extracts the records of a file that is not to be indexed, with what was given of them beside it: its own,
/// and those of the documents inside it.
pub fn extract(path: &Path, desk: &Desk) -> Result<Vec<Document>> {
    let found = found::find(&[path.to_owned()]);
    let first = |failed: Vec<Error>| failed.into_iter().next().map_or(Ok(()), Err);
    first(found.failed)?;
    let spool = Spool::elsewhere()?;
    let memory = Memory::default();
    let unpacker = Unpacker::new(desk.reader(), std::iter::empty(), &memory, spool.path());
    let Unpacked { hashed, failed, .. } = unpacker.all(found.files, &|_| {});
    first(failed)?;
    let mut failed = Vec::new();
    let facts = given::load(&found.roots, hashed.iter().map(|h| &h.file), &mut failed)?;
    let record = |document: Hashed| {
        let (given, _) = facts.of(&document.file)?;
        let about = About { given, source: source(&document, Vec::new()) };
        let input = document.file.input();
        let (prepared, _) = desk.prepare(&input, about)?;
        Ok(prepared.document)
    };
    hashed.into_iter().map(record).collect()
}

/// Explains the record of a file that is not to be indexed, with what was given of it beside it. What is inside
/// the file is left alone. The error is the one that [`extract`] would end with.
pub fn explain(path: &Path, desk: &Desk) -> Result<Explained> {
    let no_file = || Error::unreadable(path, "it is no file; name one document");
    if path.is_dir() {
        return Err(no_file());
    }
    let found = found::find(&[path.to_owned()]);
    if let Some(e) = found.failed.into_iter().next() {
        return Err(e);
    }
    let file = found.files.into_iter().next().ok_or_else(no_file)?;
    let looked = desk.reader().look(&file.input())?;
    let mut failed = Vec::new();
    let (given, _) = given::load(&found.roots, std::iter::once(&file), &mut failed)?.of(&file)?;
    let input = file.input();
    let document = Hashed { file, sha256: looked.sha256, holds: looked.holds };
    desk.explain(&input, About { given, source: source(&document, Vec::new()) })
}
