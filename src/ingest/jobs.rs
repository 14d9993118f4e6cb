//! Which documents must be read: those that are new, and those of which anything changed.

use super::found::{File, Root};
use super::unpack::Hashed;
use super::{Report, given, hex};
use crate::archive::State;
use crate::error::Error;
use crate::model::Given;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A document to be read: the file that names it, and others with the same bytes.
pub(super) struct Job {
    pub main: Hashed,
    pub twins: Vec<File>,
    pub given: Given,
    pub digest: String,
    pub known: bool,
}

impl Job {
    /// Where the bytes can be read: one of the copies that is at hand.
    pub(super) fn at(&self) -> &Path {
        let copies = std::iter::once(&self.main.file).chain(&self.twins);
        copies.map(|f| f.at.as_path()).find(|at| at.is_file()).unwrap_or(&self.main.file.at)
    }

    /// The document's id.
    pub(super) fn id(&self) -> &str {
        self.main.sha256.get(..16).unwrap_or_default()
    }
}

pub(super) struct Jobs {
    pub todo: Vec<Job>,
    /// Ids of every document whose file is there.
    pub seen: Vec<String>,
}

/// The files that a document was read from last time and that still hold the same bytes.
fn copies(state: &State) -> Vec<File> {
    let first = (state.file.clone(), state.path.clone());
    // A document inside another file is there as long as that file is.
    let outer = |file: &str| Path::new(file).ancestors().skip(1).any(Path::is_file);
    std::iter::once(first)
        .chain(state.twins.iter().cloned())
        .filter(|(absolute, _)| {
            outer(absolute) || std::fs::read(absolute).is_ok_and(|b| hex(&Sha256::digest(b)) == state.sha256)
        })
        .map(|(absolute, path)| File {
            at: PathBuf::from(&absolute),
            absolute,
            path,
            bytes: state.bytes,
            modified: state.modified,
            root: usize::MAX,
            parent: state.parent.clone(),
        })
        .collect()
}

/// Which documents must be read: those that are new, and those of which anything changed.
pub(super) fn jobs(
    hashed: Vec<Hashed>,
    roots: &[Root],
    states: &[(String, State)],
    facts: &given::Facts,
    (extraction, recognises): (&str, bool),
    report: &mut Report,
) -> Jobs {
    let known: HashMap<&str, &State> = states.iter().map(|(id, s)| (id.as_str(), s)).collect();
    let mut groups: BTreeMap<String, Vec<Hashed>> = BTreeMap::new();
    for h in hashed {
        groups.entry(h.sha256.clone()).or_default().push(h);
    }
    // A version of a document that is gone is a document itself again.
    let below = |s: &State| roots.iter().any(|r| Path::new(&s.file).starts_with(&r.path));
    let mut there: HashSet<String> =
        states.iter().filter(|(_, s)| !below(s)).map(|(id, _)| id.clone()).collect();
    there.extend(groups.keys().map(|sha256| sha256.chars().take(16).collect()));
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
        group.extend(elsewhere.into_iter().map(|file| Hashed { file, sha256: sha256.clone(), holds: false }));
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
            !(s.unread && recognises)
                && s.version_of.as_ref().is_none_or(|main| there.contains(main))
                && s.parent == main.file.parent
                && s.file == main.file.absolute
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

/// The documents whose file is gone. A file that is there but failed this time, or that stands where
/// this run could not look, keeps what was indexed of it.
pub(super) fn gone<'s>(
    states: &'s [(String, State)],
    jobs: &Jobs,
    present: &HashSet<String>,
    roots: &[Root],
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

pub(super) fn replaced(states: &[(String, State)], gone: &[&String], todo: &[Job]) -> usize {
    let before: HashSet<&str> =
        states.iter().filter(|(id, _)| gone.contains(&id)).map(|(_, s)| s.file.as_str()).collect();
    todo.iter().filter(|j| !j.known && before.contains(j.main.file.absolute.as_str())).count()
}

/// The file or folder that an error is about, so that what was indexed of it before is kept.
fn failed_path(error: &Error) -> Option<PathBuf> {
    match error {
        Error::Io { path, .. } | Error::Unreadable { path, .. } | Error::Locked { path, .. } => {
            Some(std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        }
        _ => None,
    }
}
