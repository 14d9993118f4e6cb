//! The way in: files → pages → text → record and passages → archive. Reads what changed, in
//! parallel; one file that fails stops no other.

mod aliases;
mod found;
mod given;
mod jobs;
mod prepare;
mod reading;
mod recognised;
mod unpack;
mod versions;

pub use prepare::extract;
pub use reading::{Desk, Engine, Read};

use crate::archive::{Archive, State, Writer};
use crate::error::{Error, Result};
use found::Found;
use jobs::{Job, Jobs};
use prepare::{Prepared, prepare};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use unpack::{Unpacked, Unpacker};

/// How many documents are held in memory at once.
const BATCH: usize = 64;

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Documents that were not there before.
    pub added: usize,
    /// Documents whose bytes, given facts or rules changed.
    pub updated: usize,
    /// Documents whose file is gone.
    pub removed: usize,
    /// Documents that were left as they were.
    pub unchanged: usize,
    /// Documents in the index afterwards.
    pub total: usize,
    /// Files that could not be indexed, each with its reason.
    pub failed: Vec<Error>,
    /// What else the user should know, in whole sentences.
    pub notes: Vec<String>,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Documents read.
    pub done: usize,
    /// Documents to read.
    pub total: usize,
}

/// What records are extracted with: a digest of the sources of reading, cleaning, rules and registry.
/// Records made with another are read anew.
#[must_use]
pub fn fingerprint() -> String {
    env!("EXTRACTION").to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Brings the index in `dir` up to date with the files and folders in `paths`: adds, updates,
/// removes. The error says why nothing could be done; files that fail are in the report.
pub fn run(
    paths: &[PathBuf],
    dir: &Path,
    desk: Desk,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    let Found { files, roots, failed, notes, mut left } = found::find(paths);
    report.failed = failed;
    report.notes = notes;
    if roots.is_empty() {
        return Ok(report);
    }
    let archive = Archive::open_or_create(dir)?;
    // Before anything else: where no document changed, aliases may have.
    aliases::take_up(&roots, dir, &mut report.failed)?;
    let desk = desk.keeping(dir);
    let extraction = fingerprint();
    let states = archive.states()?;
    report.total = count(&states);
    let spool = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e))?;
    let Unpacked { hashed, failed, left: inside } =
        Unpacker::new(desk.reader(), &states, spool.path()).all(files);
    report.failed.extend(failed);
    for (kind, n) in inside {
        *left.entry(kind).or_default() += n;
    }
    report.notes.extend(found::left_out(&left));
    let facts = given::load(&roots, hashed.iter().map(|h| &h.file), &mut report.failed)?;
    let present: HashSet<String> = hashed.iter().map(|h| h.file.absolute.clone()).collect();
    let jobs = jobs::jobs(hashed, &roots, &states, &facts, (&extraction, desk.recognises()), &mut report);
    if jobs.todo.is_empty() && jobs::gone(&states, &jobs, &present, &roots, &report.failed).is_empty() {
        return Ok(report);
    }
    let writer = archive.writer()?;
    let total = jobs.todo.len();
    let mut done = 0;
    progress(Progress { done, total });
    for batch in jobs.todo.chunks(BATCH) {
        let prepared: Vec<Result<Prepared>> =
            batch.par_iter().map(|job| prepare(job, &desk, &extraction)).collect();
        for (job, prepared) in batch.iter().zip(prepared) {
            done += 1;
            match prepared {
                Ok(p) => {
                    let path = &p.document.source.path;
                    report.notes.extend(p.unread.iter().map(|w| format!("{path}: {w}")));
                    writer.remove(&p.document.id);
                    writer.add(&p.entry())?;
                    *(if job.known { &mut report.updated } else { &mut report.added }) += 1;
                }
                Err(e) => report.failed.push(e),
            }
            progress(Progress { done, total });
        }
    }
    finish(&archive, writer, &jobs, &states, (&present, &roots, &extraction), &mut report)?;
    let states = archive.reloaded()?.states()?;
    report.total = count(&states);
    desk.keep_only(&states.iter().map(|(_, s)| s.sha256.as_str()).collect());
    Ok(report)
}

/// How many documents there are, other versions of one left out.
fn count(states: &[(String, State)]) -> usize {
    states.iter().filter(|(_, s)| s.version_of.is_none()).count()
}

/// Takes out what is gone, makes the rest visible, and sorts out versions of one document.
fn finish(
    archive: &Archive,
    writer: Writer,
    jobs: &Jobs,
    states: &[(String, State)],
    (present, roots, extraction): (&HashSet<String>, &[found::Root], &str),
    report: &mut Report,
) -> Result<()> {
    let gone = jobs::gone(states, jobs, present, roots, &report.failed);
    for id in &gone {
        writer.remove(id);
    }
    report.removed = gone.len();
    // A path that was replaced counts as one update, not as one removed and one added.
    let replaced = jobs::replaced(states, &gone, &jobs.todo);
    report.updated += replaced;
    report.added = report.added.saturating_sub(replaced);
    report.removed = report.removed.saturating_sub(replaced);
    // Documents of folders that were not looked at this time keep the records they have.
    let read: HashSet<&str> = jobs.todo.iter().map(Job::id).collect();
    let current = |(id, s): &&(String, State)| {
        s.extraction == extraction || read.contains(id.as_str()) || gone.contains(&id)
    };
    let whole = states.iter().filter(|s| !current(s)).count() == 0;
    let extraction = if whole { extraction } else { "mixed" };
    writer.commit(extraction)?;
    // Documents of which a version is gone no longer name it.
    let gone: HashSet<&str> = gone.into_iter().map(String::as_str).collect();
    let poorer = states.iter().filter(|(id, _)| gone.contains(id.as_str()));
    let poorer =
        poorer.filter_map(|(_, s)| s.version_of.as_deref()).filter(|id| !gone.contains(id)).collect();
    versions::sort_out(&archive.reloaded()?, (&read, &poorer), extraction, report)
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            Error::unreadable(path, "no permission to read it; change its rights or leave it out")
        }
        _ => Error::io(path, error),
    }
}

/// The documents in the named files and folders, none of them read. The error is the first that
/// stood in the way.
pub fn documents(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let found = found::find(paths);
    match found.failed.into_iter().next() {
        Some(e) => Err(e),
        None => Ok(found.files.into_iter().map(|f| PathBuf::from(f.absolute)).collect()),
    }
}
