//! What is written into the index: documents in batches, linked with all others before they are written, so
//! that no commit shows one document twice.

use super::known::{Kept, Known};
use super::link::{Linker, Links};
use super::report::{Note, Report};
use super::steps::{Step, bytes, reached};
use crate::archive::{Archive, Commit, Entry, State, Writer};
use crate::error::Result;
use crate::model::{Document, Version};
use crate::prepare::Prepared;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How much is held back to be linked and written together, in bytes of memory.
const BATCH: usize = 8 << 20;
/// How much text is written between two commits, in bytes.
const COMMIT: usize = 128 << 20;
/// The longest time between two commits, where documents come.
const COMMIT_AFTER: Duration = Duration::from_mins(1);

/// A document that is ready to be written.
pub(super) struct Ready {
    pub prepared: Box<Prepared>,
    pub state: State,
    /// The document that its file was before.
    pub replaces: Option<String>,
}

/// Writes documents.
pub(super) struct Batches<'r> {
    archive: Archive,
    writer: Option<Writer>,
    pub known: Known,
    /// Made when the first documents come: where nothing changed, it is not needed.
    linker: Option<Linker>,
    extraction: &'r str,
    pending: Vec<Ready>,
    pending_bytes: usize,
    /// Bytes of text since the last commit, and when that was.
    written: usize,
    committed: Instant,
}

impl<'r> Batches<'r> {
    pub(super) fn new(archive: Archive, known: Known, extraction: &'r str) -> Self {
        Self {
            archive,
            writer: None,
            known,
            linker: None,
            extraction,
            pending: Vec::new(),
            pending_bytes: 0,
            written: 0,
            committed: Instant::now(),
        }
    }

    /// Takes a document. Now and then that is when a batch is written.
    pub(super) fn take(&mut self, ready: Ready, report: &mut Report) -> Result<()> {
        self.pending_bytes += ready.prepared.weight();
        self.pending.push(ready);
        let late = self.committed.elapsed() > COMMIT_AFTER;
        if self.pending_bytes >= bytes(BATCH) || late {
            self.flush(report)?;
        }
        if self.written >= bytes(COMMIT) || late {
            self.commit(false)?;
            reached(Step::CommittedSome);
        }
        Ok(())
    }

    /// Links and writes what is pending.
    pub(super) fn flush(&mut self, report: &mut Report) -> Result<()> {
        let mut pending = std::mem::take(&mut self.pending);
        let mut linker = self.linker.take().unwrap_or_else(|| Linker::new(&self.known));
        pending.sort_by(|a, b| a.state.path.cmp(&b.state.path));
        let mut lost = BTreeSet::new();
        let mut new = Vec::new();
        for (n, ready) in pending.iter().enumerate() {
            let id = ready.prepared.document.id.clone();
            // What is read anew may be a version of another document now, or of none.
            lost.extend(
                self.known.get(&id).and_then(|s| s.version_of.as_ref()).and_then(|main| self.known.at(main)),
            );
            lost.extend(ready.replaces.as_deref().and_then(|old| self.drop_out(old)));
            let at = self.known.put(id, ready.state.clone(), Kept::Pending(n));
            linker.add(at, &ready.state);
            new.push(at);
        }
        self.linker = Some(linker);
        let links = self.link(&pending, &new, &lost)?;
        self.relink(&links, report)?;
        for (ready, at) in pending.into_iter().zip(new) {
            let replaced = ready.replaces.clone();
            let length = ready.prepared.text.len();
            self.write(ready, at, &links, report)?;
            if let Some(old) = replaced {
                self.writer()?.remove(&old);
            }
            self.written += length;
        }
        self.pending_bytes = 0;
        reached(Step::Written);
        Ok(())
    }

    /// Takes a document out of what others are linked with. Returns the place of the one that it was another
    /// version of.
    fn drop_out(&mut self, id: &str) -> Option<usize> {
        let at = self.known.at(id)?;
        let member = self.known.member_mut(at)?;
        member.stays = false;
        let main = member.state.version_of.clone();
        main.and_then(|main| self.known.at(&main))
    }

    fn link(&mut self, pending: &[Ready], new: &[usize], lost: &BTreeSet<usize>) -> Result<Links> {
        let lost: BTreeSet<usize> =
            lost.iter().copied().filter(|at| self.known.member(*at).is_some_and(|m| m.stays)).collect();
        loop {
            let mut missing = false;
            let (known, archive) = (&self.known, &self.archive);
            let linker = self.linker.get_or_insert_with(|| Linker::new(known));
            let links = linker.links(known, new, &lost, &mut |at| {
                let Some(member) = known.member(at) else { return Ok(None) };
                match member.kept {
                    Kept::Pending(n) => Ok(pending.get(n).map(|ready| ready.prepared.text.clone())),
                    Kept::Committed => Ok(archive.get(&member.id)?.map(|stored| stored.text)),
                    Kept::Written => {
                        missing = true;
                        Ok(None)
                    }
                }
            })?;
            if !missing {
                return Ok(links);
            }
            // A text can be read back once it is committed; it is seldom asked for before.
            self.commit(false)?;
        }
    }

    /// Writes a pending document: as one that is shown, or as another version of one.
    fn write(&mut self, ready: Ready, at: usize, links: &Links, report: &mut Report) -> Result<()> {
        let Ready { prepared, mut state, .. } = ready;
        let mut prepared = prepared;
        let id = prepared.document.id.clone();
        if let Some(main) = links.versions.get(&at).and_then(|main| self.known.member(*main)) {
            let (path, main_path) = (state.path.clone(), main.state.path.clone());
            report.notes.push(Note::Version { path, main: main_path });
            state.version_of = Some(main.id.clone());
        } else {
            let others = links.mains.get(&at).map_or(&[][..], Vec::as_slice);
            prepared.document.source.versions = self.versions(others);
        }
        let entry = Entry {
            document: &prepared.document,
            text: &prepared.text,
            pages: &prepared.pages,
            layout: &prepared.layout,
            passages: &prepared.passages,
            state: &state,
        };
        let writer = self.writer()?;
        writer.remove(&id);
        if state.version_of.is_some() {
            writer.add_version(&entry)?;
        } else {
            writer.add(&entry)?;
        }
        self.known.put(id, state, Kept::Written);
        Ok(())
    }

    fn versions(&self, others: &[usize]) -> Vec<Version> {
        let version = |at: &usize| {
            self.known.member(*at).map(|m| Version {
                id: m.id.clone(),
                path: m.state.path.clone(),
                media_type: m.state.facts.media_type.clone(),
            })
        };
        let mut versions: Vec<Version> = others.iter().filter_map(version).collect();
        versions.sort();
        versions
    }

    /// Writes anew what is in the index already and is linked in another way now, one document at a time.
    fn relink(&mut self, links: &Links, report: &mut Report) -> Result<()> {
        let mut changed: Vec<(usize, Option<usize>)> = Vec::new();
        for (main, others) in &links.mains {
            changed.push((*main, None));
            changed.extend(others.iter().map(|other| (*other, Some(*main))));
        }
        changed.retain(|(at, main)| {
            self.known.member(*at).is_some_and(|m| {
                let new = main.and_then(|main| self.known.member(main)).map(|m| &m.id);
                // What a document that is shown says of its versions is compared when it is read.
                !matches!(m.kept, Kept::Pending(_)) && (main.is_none() || m.state.version_of.as_ref() != new)
            })
        });
        let written = |at: &usize| self.known.member(*at).is_some_and(|m| m.kept == Kept::Written);
        if changed.iter().any(|(at, _)| written(at)) {
            self.commit(false)?;
        }
        for (at, main) in changed {
            let Some((id, mut state)) = self.known.member(at).map(|m| (m.id.clone(), m.state.clone())) else {
                continue;
            };
            let Some(stored) = self.archive.get(&id)? else { continue };
            let mut document: Document = stored.document.clone();
            if let Some(main) = main.and_then(|main| self.known.member(main)) {
                report.notes.push(Note::Version { path: state.path.clone(), main: main.state.path.clone() });
                document.source.versions.clear();
                state.version_of = Some(main.id.clone());
                self.writer()?.hide(&stored, &document, &state)?;
            } else {
                let versions = self.versions(links.mains.get(&at).map_or(&[][..], Vec::as_slice));
                if versions == document.source.versions && state.version_of.is_none() {
                    continue;
                }
                document.source.versions = versions;
                state.version_of = None;
                self.writer()?.replace_record(&stored, &document, &state)?;
            }
            self.known.put(id, state, Kept::Written);
        }
        Ok(())
    }

    /// Takes documents out of the index whose files are gone.
    pub(super) fn remove(&mut self, ids: &[String], report: &mut Report) -> Result<()> {
        let mut lost = BTreeSet::new();
        for id in ids {
            lost.extend(self.drop_out(id));
            self.writer()?.remove(id);
        }
        let links = self.link(&[], &[], &lost)?;
        self.relink(&links, report)
    }

    /// Says of documents whether they will stay: no other is linked with one that will not.
    pub(super) fn expect(&mut self, ids: &[String], stays: bool) {
        for id in ids {
            if let Some(member) = self.known.at(id).and_then(|at| self.known.member_mut(at)) {
                member.stays = stays;
            }
        }
    }

    /// Makes what was written visible.
    pub(super) fn commit(&mut self, complete: bool) -> Result<()> {
        let commit = self.current(complete);
        self.writer()?.commit(&commit)?;
        self.archive = self.archive.reloaded()?;
        self.known.committed();
        self.written = 0;
        self.committed = Instant::now();
        Ok(())
    }

    /// What the next commit says of the index.
    fn current(&self, complete: bool) -> Commit {
        let all = self.known.all_made_with(self.extraction);
        Commit { extraction: all.then(|| self.extraction.to_owned()), complete }
    }

    /// Whether the last commit says of the index what one made now would.
    pub(super) fn is_current(&self) -> bool {
        *self.archive.last_commit() == self.current(true)
    }

    /// Ends writing; a renewed index takes its place now if the run is `complete`.
    pub(super) fn finish(mut self, complete: bool) -> Result<Known> {
        if let Some(writer) = self.writer.take() {
            writer.finish()?;
        }
        if complete {
            self.archive.take_place()?;
        }
        Ok(self.known)
    }

    fn writer(&mut self) -> Result<&mut Writer> {
        if self.writer.is_none() {
            self.writer = Some(self.archive.writer()?);
        }
        match &mut self.writer {
            Some(writer) => Ok(writer),
            // It was made just above.
            None => Err(crate::error::Error::Output("the writer is gone".to_owned())),
        }
    }
}
