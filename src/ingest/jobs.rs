//! Which documents must be read: those that are new, and those of which anything changed.

use super::found::{File, Root, modified};
use super::given;
use super::known::Known;
use super::memory::Memory;
use super::report::{Note, Report};
use super::unpack::Hashed;
use crate::archive::State;
use crate::model::Given;
use crate::paths::decode;
use crate::worker::Reader;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A document to be read: the file that names it, and others with the same bytes.
pub(super) struct Job {
    pub main: Hashed,
    pub twins: Vec<File>,
    pub given: Given,
    pub digest: String,
    pub known: bool,
}

impl Job {
    /// The file from which the bytes can be read: one of the copies that is at hand.
    pub(super) fn file(&self) -> &File {
        let mut copies = std::iter::once(&self.main.file).chain(&self.twins);
        copies.find(|f| f.at.as_deref().is_some_and(Path::is_file)).unwrap_or(&self.main.file)
    }
}

/// The id of a document with this digest.
pub(super) fn id(sha256: &str) -> String {
    sha256.chars().take(16).collect()
}

pub(super) struct Jobs {
    pub todo: Vec<Job>,
    /// Ids of every document whose file is there.
    pub seen: HashSet<String>,
}

/// What decides whether a document is as it was.
pub(super) struct Plan<'p> {
    pub roots: &'p [Root],
    pub known: &'p Known,
    pub facts: &'p given::Facts,
    pub reader: &'p Reader,
    /// What documents are made with now.
    pub extraction: &'p str,
    /// Whether text in images can be recognised.
    pub recognises: bool,
}

impl Plan<'_> {
    /// The files outside the folders of this run that a document was read from and that still hold the same
    /// bytes. Only those that changed are read for that.
    fn elsewhere(&self, state: &State) -> Vec<File> {
        let first = (state.file.clone(), state.path.clone(), state.modified);
        let twins = state.twins.iter().map(|t| (t.file.clone(), t.path.clone(), t.modified));
        let outside = |file: &str| !self.roots.iter().any(|root| root.holds(file));
        let there = |file: &str, then: i128| {
            let path = decode(file);
            // A document inside another file is there as long as that file is.
            if path.ancestors().skip(1).any(Path::is_file) {
                return true;
            }
            let Ok(meta) = std::fs::metadata(&path) else { return false };
            if meta.len() == state.bytes && modified(&meta) == then {
                return true;
            }
            let looked = self.reader.look(&crate::worker::Input::file(&path));
            looked.is_ok_and(|looked| looked.sha256 == state.sha256)
        };
        let copies = std::iter::once(first).chain(twins);
        copies
            .filter(|(file, _, then)| outside(file) && there(file, *then))
            .map(|(absolute, path, modified)| File {
                at: Some(decode(&absolute)),
                absolute,
                path,
                bytes: state.bytes,
                modified,
                root: usize::MAX,
                parent: state.parent.clone(),
            })
            .collect()
    }

    /// Which documents must be read: those that are new, and those of which anything changed. What failed
    /// before and did not change is not read again.
    pub(super) fn jobs(&self, hashed: Vec<Hashed>, memory: &mut Memory, report: &mut Report) -> Jobs {
        let mut groups: BTreeMap<String, Vec<Hashed>> = BTreeMap::new();
        for h in hashed {
            groups.entry(h.sha256.clone()).or_default().push(h);
        }
        // A version of a document that is gone is a document itself again.
        let below = |s: &State| self.roots.iter().any(|root| root.holds(&s.file));
        let mut there: HashSet<String> =
            self.known.states().filter(|(_, s)| !below(s)).map(|(id, _)| id.to_owned()).collect();
        there.extend(groups.keys().map(|sha256| id(sha256)));
        let mut out = Jobs { todo: Vec::new(), seen: HashSet::new() };
        for (sha256, mut group) in groups {
            let id = id(&sha256);
            let state = self.known.get(&id);
            out.seen.insert(id);
            group.sort_by(|a, b| a.file.path.cmp(&b.file.path));
            // Copies in folders that are not looked at this time are still copies.
            let elsewhere = state.map_or_else(Vec::new, |s| self.elsewhere(s));
            group.extend(elsewhere.into_iter().map(|file| Hashed {
                file,
                sha256: sha256.clone(),
                holds: false,
            }));
            // The file that names the document stays the same while it is there.
            if let Some(at) = state.and_then(|s| group.iter().position(|h| h.file.absolute == s.file)) {
                group.swap(0, at);
            }
            let mut files = group.into_iter();
            let Some(main) = files.next() else { continue };
            let twins: Vec<File> = files.map(|h| h.file).collect();
            report.notes.extend(
                twins.iter().map(|t| Note::SameBytes { path: t.path.clone(), main: main.file.path.clone() }),
            );
            let (given, digest) = match self.facts.of(&main.file) {
                Ok(found) => found,
                Err(e) => {
                    report.failed.push(e);
                    continue;
                }
            };
            let same = state.is_some_and(|s| {
                !(s.unread && self.recognises)
                    && s.version_of.as_ref().is_none_or(|main| there.contains(main))
                    && s.parent == main.file.parent
                    && s.file == main.file.absolute
                    && s.extraction == self.extraction
                    && s.path == main.file.path
                    && s.given == digest
                    && s.twins.iter().map(|t| &t.file).eq(twins.iter().map(|t| &t.absolute))
            });
            if same {
                report.unchanged += 1;
                if state.is_some_and(|s| s.modified != main.file.modified) && !main.holds {
                    memory.same(&main);
                }
            } else if let Some(error) = memory.failed(&main) {
                report.failed.push(error);
                report.failed_before += 1;
            } else {
                out.todo.push(Job { main, twins, given, digest, known: state.is_some() });
            }
        }
        out.todo.sort_by(|a, b| a.main.file.path.cmp(&b.main.file.path));
        out
    }
}
