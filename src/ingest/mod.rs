//! The way in: files → pages → text → record and passages → archive. Reads what changed, in
//! parallel; one file that fails stops no other.

mod found;
mod given;

use crate::archive::{Archive, Entry, Passage, State, passages};
use crate::error::{Error, Result};
use crate::model::{Document, Given, Source, Text};
use crate::{read, rules, text};
use found::{File, Found};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

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

/// A file whose bytes are known by their digest.
struct Hashed {
    file: File,
    sha256: String,
}

/// A document to be read: the file that names it, and others with the same bytes.
struct Job {
    main: Hashed,
    twins: Vec<File>,
    given: Given,
    digest: String,
    known: bool,
}

impl Job {
    /// The document's id.
    fn id(&self) -> &str {
        self.main.sha256.get(..16).unwrap_or_default()
    }
}

/// Brings the index in `dir` up to date with the files and folders in `paths`: adds, updates,
/// removes. The error says why nothing could be done; files that fail are in the report.
pub fn run(paths: &[PathBuf], dir: &Path, progress: &(dyn Fn(Progress) + Sync)) -> Result<Report> {
    let mut report = Report::default();
    let Found { files, roots, failed, notes } = found::find(paths);
    report.failed = failed;
    report.notes = notes;
    if roots.is_empty() {
        return Ok(report);
    }
    let facts = given::load(&roots, &files, &mut report.failed)?;
    let archive = Archive::open_or_create(dir)?;
    let extraction = fingerprint();
    let states = archive.states()?;
    report.total = states.len();
    let present: HashSet<String> = files.iter().map(|f| f.absolute.clone()).collect();
    let hashed = hash_all(files, &states, &mut report.failed);
    let jobs = jobs(hashed, &roots, &states, &facts, &extraction, &mut report);
    if jobs.todo.is_empty() && gone(&states, &jobs, &present, &roots, &report.failed).is_empty() {
        return Ok(report);
    }
    let writer = archive.writer()?;
    let total = jobs.todo.len();
    let mut done = 0;
    progress(Progress { done, total });
    for batch in jobs.todo.chunks(BATCH) {
        let prepared: Vec<Result<Prepared>> = batch.par_iter().map(|job| prepare(job, &extraction)).collect();
        for (job, prepared) in batch.iter().zip(prepared) {
            done += 1;
            match prepared {
                Ok(p) => {
                    writer.remove(&p.document.id);
                    writer.add(&Entry {
                        document: &p.document,
                        text: &p.text,
                        passages: &p.passages,
                        state: &p.state,
                    })?;
                    *(if job.known { &mut report.updated } else { &mut report.added }) += 1;
                }
                Err(e) => report.failed.push(e),
            }
            progress(Progress { done, total });
        }
    }
    let gone = gone(&states, &jobs, &present, &roots, &report.failed);
    for id in &gone {
        writer.remove(id);
    }
    report.removed = gone.len();
    report.total = states.len() + report.added - report.removed;
    // A path that was replaced counts as one update, not as one removed and one added.
    let replaced = replaced(&states, &gone, &jobs.todo);
    report.updated += replaced;
    report.added = report.added.saturating_sub(replaced);
    report.removed = report.removed.saturating_sub(replaced);
    // Documents of folders that were not looked at this time keep the records they have.
    let read: HashSet<&str> = jobs.todo.iter().map(Job::id).collect();
    let current = |(id, s): &&(String, State)| {
        s.extraction == extraction || read.contains(id.as_str()) || gone.contains(&id)
    };
    let whole = states.iter().filter(|s| !current(s)).count() == 0;
    writer.commit(if whole { &extraction } else { "mixed" })?;
    Ok(report)
}

/// The documents whose file is gone. A file that is there but failed this time, or that stands where
/// this run could not look, keeps what was indexed of it.
fn gone<'s>(
    states: &'s [(String, State)],
    jobs: &Jobs,
    present: &HashSet<String>,
    roots: &[found::Root],
    failed: &[Error],
) -> Vec<&'s String> {
    let current: HashSet<&str> = jobs.seen.iter().map(String::as_str).collect();
    let replaced: HashSet<&str> = jobs.todo.iter().map(|j| j.main.file.absolute.as_str()).collect();
    let unseen: Vec<PathBuf> = failed.iter().filter_map(failed_path).collect();
    let below = |file: &str| roots.iter().any(|r| Path::new(file).starts_with(&r.path));
    let hidden = |file: &str| unseen.iter().any(|p| Path::new(file).starts_with(p));
    // A file that is there under other bytes is gone as the document it was, once it was read anew.
    let there = |file: &str| present.contains(file) && !replaced.contains(file);
    states
        .iter()
        .filter(|(id, s)| {
            !current.contains(id.as_str()) && below(&s.file) && !there(&s.file) && !hidden(&s.file)
        })
        .map(|(id, _)| id)
        .collect()
}

fn replaced(states: &[(String, State)], gone: &[&String], todo: &[Job]) -> usize {
    let before: HashSet<&str> =
        states.iter().filter(|(id, _)| gone.contains(&id)).map(|(_, s)| s.file.as_str()).collect();
    todo.iter().filter(|j| !j.known && before.contains(j.main.file.absolute.as_str())).count()
}

/// The file or folder that an error is about, so that what was indexed of it before is kept.
fn failed_path(error: &Error) -> Option<PathBuf> {
    match error {
        Error::Io { path, .. } | Error::Unreadable { path, .. } => {
            Some(std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        }
        _ => None,
    }
}

/// The digest of every file: from the last run where size and time are the same, else read.
fn hash_all(files: Vec<File>, states: &[(String, State)], failed: &mut Vec<Error>) -> Vec<Hashed> {
    let by_file: HashMap<&str, &State> = states.iter().map(|(_, s)| (s.file.as_str(), s)).collect();
    let results: Vec<Result<Hashed>> = files
        .into_par_iter()
        .map(|file| {
            let known = by_file.get(file.absolute.as_str());
            if let Some(state) = known.filter(|s| s.bytes == file.bytes && s.modified == file.modified) {
                return Ok(Hashed { sha256: state.sha256.clone(), file });
            }
            let path = Path::new(&file.absolute);
            let bytes = std::fs::read(path).map_err(|e| unreadable(path, e))?;
            if bytes.is_empty() {
                // Every empty file has the same digest; they are not copies of one document.
                return Err(read::read(path, &bytes)
                    .err()
                    .unwrap_or_else(|| Error::unreadable(path, "the file is empty")));
            }
            Ok(Hashed { sha256: hex(&Sha256::digest(&bytes)), file })
        })
        .collect();
    let mut hashed = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(h) => hashed.push(h),
            Err(e) => failed.push(e),
        }
    }
    hashed
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            Error::unreadable(path, "no permission to read it; change its rights or leave it out")
        }
        _ => Error::io(path, error),
    }
}

struct Jobs {
    todo: Vec<Job>,
    /// Ids of every document whose file is there.
    seen: Vec<String>,
}

/// The files that a document was read from last time and that still hold the same bytes.
fn copies(state: &State) -> Vec<File> {
    let first = (state.file.clone(), state.path.clone());
    std::iter::once(first)
        .chain(state.twins.iter().cloned())
        .filter(|(absolute, _)| {
            std::fs::read(absolute).is_ok_and(|b| hex(&Sha256::digest(b)) == state.sha256)
        })
        .map(|(absolute, path)| File {
            absolute,
            path,
            bytes: state.bytes,
            modified: state.modified,
            root: usize::MAX,
        })
        .collect()
}

/// Which documents must be read: those that are new, and those of which anything changed.
fn jobs(
    hashed: Vec<Hashed>,
    roots: &[found::Root],
    states: &[(String, State)],
    facts: &given::Facts,
    extraction: &str,
    report: &mut Report,
) -> Jobs {
    let known: HashMap<&str, &State> = states.iter().map(|(id, s)| (id.as_str(), s)).collect();
    let mut groups: BTreeMap<String, Vec<Hashed>> = BTreeMap::new();
    for h in hashed {
        groups.entry(h.sha256.clone()).or_default().push(h);
    }
    let mut out = Jobs { todo: Vec::new(), seen: Vec::new() };
    for (sha256, mut group) in groups {
        let id: String = sha256.chars().take(16).collect();
        out.seen.push(id.clone());
        let state = known.get(id.as_str()).copied();
        group.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        // Copies in folders that are not looked at this time are still copies.
        let elsewhere = state
            .into_iter()
            .flat_map(copies)
            .filter(|f| !group.iter().any(|h| h.file.absolute == f.absolute));
        let elsewhere: Vec<File> = elsewhere
            .filter(|f| !roots.iter().any(|r| Path::new(&f.absolute).starts_with(&r.path)))
            .collect();
        group.extend(elsewhere.into_iter().map(|file| Hashed { file, sha256: sha256.clone() }));
        // The file that names the document stays the same while it is there.
        if let Some(at) = state.and_then(|s| group.iter().position(|h| h.file.absolute == s.file)) {
            group.swap(0, at);
        }
        let mut files = group.into_iter();
        let Some(main) = files.next() else { continue };
        let twins: Vec<File> = files.map(|h| h.file).collect();
        for twin in &twins {
            report.notes.push(format!(
                "{} has the same bytes as {}; it is indexed once, under the latter",
                twin.path, main.file.path
            ));
        }
        let (given, digest) = match facts.of(&main.file) {
            Ok(found) => found,
            Err(e) => {
                report.failed.push(e);
                continue;
            }
        };
        let same = state.is_some_and(|s| {
            s.file == main.file.absolute
                && s.extraction == extraction
                && s.path == main.file.path
                && s.given == digest
                && s.twins.iter().map(|(a, _)| a).eq(twins.iter().map(|t| &t.absolute))
        });
        if same {
            report.unchanged += 1;
        } else {
            out.todo.push(Job { main, twins, given, digest, known: state.is_some() });
        }
    }
    out.todo.sort_by(|a, b| a.main.file.path.cmp(&b.main.file.path));
    out
}

/// A document, ready for the index.
struct Prepared {
    document: Document,
    text: Text,
    passages: Vec<Passage>,
    state: State,
}

fn prepare(job: &Job, extraction: &str) -> Result<Prepared> {
    let path = Path::new(&job.main.file.absolute);
    // A defect in the rules must cost one document, not the run.
    catch_unwind(AssertUnwindSafe(|| prepare_inner(job, path, extraction))).unwrap_or_else(|_| {
        Err(Error::unreadable(
            path,
            "the program failed on this file, which is a defect in it; please report it with the file",
        ))
    })
}

fn prepare_inner(job: &Job, path: &Path, extraction: &str) -> Result<Prepared> {
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, e))?;
    let sha256 = hex(&Sha256::digest(&bytes));
    if sha256 != job.main.sha256 {
        return Err(Error::unreadable(path, "the file changed while it was read; run `arkiv index` again"));
    }
    let pages = read::read(path, &bytes)?;
    let clean = text::clean(&pages);
    let source = Source {
        path: job.main.file.path.clone(),
        other_paths: job.twins.iter().map(|t| t.path.clone()).collect(),
        sha256: sha256.clone(),
        bytes: bytes.len() as u64,
        media_type: pages.media_type.into_owned(),
        pages: clean.page_count(),
        ocr_pages: Vec::new(),
    };
    let (mut document, outline) = rules::extract(&clean, &job.given, source);
    document.warnings.extend(pages.warnings);
    let passages = passages(&document, &clean, &outline);
    let state = State {
        file: job.main.file.absolute.clone(),
        path: job.main.file.path.clone(),
        bytes: job.main.file.bytes,
        modified: job.main.file.modified,
        sha256,
        given: job.digest.clone(),
        extraction: extraction.to_owned(),
        twins: job.twins.iter().map(|t| (t.absolute.clone(), t.path.clone())).collect(),
    };
    Ok(Prepared { document, text: clean, passages, state })
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

/// Extracts the record of one file that is not to be indexed, with what was given of it beside it.
pub fn extract(path: &Path) -> Result<Document> {
    let found = found::find(&[path.to_owned()]);
    if let Some(e) = found.failed.into_iter().next() {
        return Err(e);
    }
    let mut failed = Vec::new();
    let facts = given::load(&found.roots, &found.files, &mut failed)?;
    let Some(file) = found.files.into_iter().next() else {
        return Err(Error::unreadable(path, "no document was found there"));
    };
    let (given, digest) = facts.of(&file)?;
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, e))?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let job = Job { main: Hashed { file, sha256 }, twins: Vec::new(), given, digest, known: false };
    prepare(&job, "").map(|p| p.document)
}
