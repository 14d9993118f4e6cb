//! One document: bytes → pages → text → record and passages.

use super::jobs::Job;
use super::reading::Read;
use super::unpack::{Hashed, Unpacked, Unpacker};
use super::versions::Signature;
use super::{Desk, found, given, hex, unreadable};
use crate::archive::{Entry, Passage, State, passages};
use crate::error::{Error, Result};
use crate::model::{Document, Origin, Source, Text};
use crate::{rules, text};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A document, ready for the index.
pub(super) struct Prepared {
    pub document: Document,
    text: Text,
    passages: Vec<Passage>,
    /// What is said of pages that could not be recognised.
    pub unread: Vec<String>,
    pub state: State,
}

impl Prepared {
    pub(super) fn entry(&self) -> Entry<'_> {
        Entry { document: &self.document, text: &self.text, passages: &self.passages, state: &self.state }
    }
}

pub(super) fn prepare(job: &Job, desk: &Desk, extraction: &str) -> Result<Prepared> {
    let path = Path::new(&job.main.file.absolute);
    // A defect in the rules must cost one document, not the run.
    catch_unwind(AssertUnwindSafe(|| prepare_inner(job, path, desk, extraction))).unwrap_or_else(|_| {
        Err(Error::unreadable(
            path,
            "the program failed on this file, which is a defect in it; please report it with the file",
        ))
    })
}

fn prepare_inner(job: &Job, path: &Path, desk: &Desk, extraction: &str) -> Result<Prepared> {
    let file = &job.main.file;
    let bytes = std::fs::read(job.at()).map_err(|e| unreadable(path, e))?;
    let sha256 = hex(&Sha256::digest(&bytes));
    if sha256 != job.main.sha256 {
        return Err(Error::unreadable(path, "the file changed while it was read; run `arkiv index` again"));
    }
    let Some(Read { pages, unread }) = desk.read(path, &bytes, &sha256)? else {
        return Err(Error::unreadable(path, "it holds no text of its own"));
    };
    let clean = text::clean(&pages);
    let (ocr_pages, ocr_confidence) = recognised(&clean);
    let source = Source {
        path: file.path.clone(),
        other_paths: job.twins.iter().map(|t| t.path.clone()).collect(),
        sha256: sha256.clone(),
        bytes: bytes.len() as u64,
        media_type: pages.media_type.into_owned(),
        pages: clean.page_count(),
        ocr_pages,
        ocr_confidence,
        parent: file.parent.clone(),
        versions: Vec::new(),
    };
    let (mut document, outline) = rules::extract(&clean, &job.given, source);
    document.warnings.extend(pages.warnings);
    let passages = passages(&document, &clean, &outline);
    let state = State {
        file: file.absolute.clone(),
        path: file.path.clone(),
        bytes: file.bytes,
        modified: file.modified,
        sha256,
        given: job.digest.clone(),
        extraction: extraction.to_owned(),
        twins: job.twins.iter().map(|t| (t.absolute.clone(), t.path.clone())).collect(),
        parent: file.parent.clone(),
        holds: job.main.holds,
        unread: pages.pages.iter().any(|p| p.origin == Origin::Unread),
        signature: Signature::of(clean.as_str()).to_string(),
        version_of: None,
    };
    Ok(Prepared { document, text: clean, passages, unread, state })
}

/// The numbers of the pages whose text was recognised, and how sure the recognition is of them.
fn recognised(text: &Text) -> (Vec<u32>, Option<u8>) {
    let mut pages: Vec<u32> =
        text.sheets().iter().filter(|s| s.origin == Origin::Ocr).map(|s| s.number).collect();
    pages.dedup();
    let sure: Vec<(u64, u64)> = text
        .printed()
        .iter()
        .filter_map(|p| Some((u64::from(p.confidence?), p.range.len() as u64)))
        .collect();
    let letters: u64 = sure.iter().map(|(_, n)| n).sum();
    let sum: u64 = sure.iter().map(|(c, n)| c * n).sum();
    (pages, sum.checked_div(letters).and_then(|mean| u8::try_from(mean).ok()))
}

/// Extracts the records of a file that is not to be indexed, with what was given of them beside it: its own,
/// and those of the documents inside it.
pub fn extract(path: &Path, desk: &Desk) -> Result<Vec<Document>> {
    let found = found::find(&[path.to_owned()]);
    let first = |failed: Vec<Error>| failed.into_iter().next().map_or(Ok(()), Err);
    first(found.failed)?;
    let spool = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e))?;
    let Unpacked { hashed, failed, .. } = Unpacker::new(desk.reader(), &[], spool.path()).all(found.files);
    first(failed)?;
    let mut failed = Vec::new();
    let facts = given::load(&found.roots, hashed.iter().map(|h| &h.file), &mut failed)?;
    let record = |main: Hashed| {
        let (given, digest) = facts.of(&main.file)?;
        let job = Job { main, twins: Vec::new(), given, digest, known: false };
        prepare(&job, desk, "").map(|p| p.document)
    };
    hashed.into_iter().map(record).collect()
}
