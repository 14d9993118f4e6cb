//! A run: finds what changed, has it read by all cores, and brings the index up to date.

use super::batch::{Batches, Ready};
use super::found::{self, Found, Root};
use super::jobs::{Job, Jobs, Plan};
use super::known::Known;
use super::memory::Memory;
use super::report::{Note, Phase, Progress, Report};
use super::spool::Spool;
use super::steps::{Step, reached};
use super::unpack::{Unpacked, Unpacker};
use super::{Desk, aliases, fingerprint, given, source};
use crate::archive::{Archive, Facts, Lock, State, Twin};
use crate::disk;
use crate::error::{Error, Result};
use crate::paths::decode;
use crate::prepare::{About, Prepared};
use crate::worker::Stop;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Brings the index in `dir` up to date with the files and folders in `paths`: adds, updates, removes. What
/// is done becomes visible from time to time. When a stop is asked for, what is ready is committed, and the
/// report says how much is left. The error says why nothing could be done; files that fail are in the report.
pub fn run(
    paths: &[PathBuf],
    dir: &Path,
    desk: Desk,
    stop: &Stop,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    let Found { files, roots, failed, mut left } = found::find(paths);
    report.failed = failed;
    if roots.is_empty() {
        return Ok(report);
    }
    let _lock = Lock::take(dir)?;
    disk::remove_drafts(dir);
    let archive = Archive::open_or_create(dir)?;
    // Before anything else: where no document changed, aliases may have.
    aliases::take_up(&roots, dir, &mut report.failed)?;
    let desk = desk.keeping(dir);
    let extraction = fingerprint();
    let known = Known::new(archive.states()?);
    (report.total, report.versions) = shown(&known);
    let spool = Spool::of(dir)?;
    let mut memory = Memory::read(dir, &desk.conditions());

    let total = files.len();
    let opener = Unpacker::new(desk.reader(), known.states().map(|(_, s)| s), &memory, spool.path());
    let looking = |done| progress(Progress { phase: Phase::Looking, done, total });
    let mut unpacked = opener.all(files, &looking);
    if stop.requested() {
        report.left = Some(total);
        return Ok(report);
    }
    for (kind, n) in std::mem::take(&mut unpacked.left) {
        *left.entry(kind).or_default() += n;
    }
    report.failed.append(&mut unpacked.failed);
    report.failed_before = unpacked.failed_before;
    unpacked.known.drain(..).for_each(|file| memory.confirm(file));
    unpacked.opened.drain(..).for_each(|(file, remembered)| memory.put(file, remembered));
    if !left.is_empty() {
        report.notes.push(Note::LeftOut { extensions: left.into_iter().collect() });
    }
    reached(Step::Looked);

    let Unpacked { hashed, .. } = unpacked;
    let facts = given::load(&roots, hashed.iter().map(|h| &h.file), &mut report.failed)?;
    let present: HashSet<String> = hashed.iter().map(|h| h.file.absolute.clone()).collect();
    let plan = Plan {
        roots: &roots,
        known: &known,
        facts: &facts,
        reader: desk.reader(),
        extraction: &extraction,
        recognises: desk.recognises(),
    };
    let mut jobs = plan.jobs(hashed, &mut memory, &mut report);
    take_out_again(&mut jobs, &desk, &spool, &mut report)?;

    let mut gone = gone(&known, &jobs, &present, &roots);
    let before = by_file(&known, &jobs);
    let mut batches = Batches::new(archive, known, &extraction);
    // No other document is to be linked with what will be taken out.
    batches.expect(&ids(gone.clone()), false);
    let read = Reading { desk: &desk, stop, extraction: &extraction, progress };
    let left = read.all(&jobs.todo, &before, &mut batches, &mut memory, &mut report)?;
    // What failed may be what they are in, or stood in the way to them: they keep what was indexed of them.
    let unseen: Vec<PathBuf> = report.failed.iter().filter_map(failed_path).collect();
    let (hidden, gone) = {
        let hidden = |(_, file): &(String, PathBuf)| unseen.iter().any(|path| file.starts_with(path));
        let (hidden, gone): (Vec<_>, Vec<_>) = gone.drain(..).partition(hidden);
        (ids(hidden), ids(gone))
    };
    batches.expect(&hidden, true);
    if left > 0 {
        report.left = Some(left);
        batches.flush(&mut report)?;
        batches.commit(false)?;
    } else if !jobs.todo.is_empty() || !gone.is_empty() || !batches.is_current() {
        batches.flush(&mut report)?;
        batches.remove(&gone, &mut report)?;
        report.removed = gone.len();
        reached(Step::BeforeCommit);
        batches.commit(true)?;
        reached(Step::Committed);
    }
    let complete = left == 0;
    let known = batches.finish(complete)?;
    (report.total, report.versions) = shown(&known);
    memory.write(dir, &roots)?;
    reached(Step::Remembered);
    if complete {
        desk.keep_only(&known.states().map(|(_, s)| s.sha256.as_str()).collect());
    }
    Ok(report)
}

/// How many documents are shown, and how many are other versions of those.
fn shown(known: &Known) -> (usize, usize) {
    let (all, versions) = known.count();
    (all - versions, versions)
}

/// Documents inside files that were not opened this time, for what is inside was known, and that are to be
/// read all the same: their files are opened again.
fn take_out_again(jobs: &mut Jobs, desk: &Desk, spool: &Spool, report: &mut Report) -> Result<()> {
    let mut outer: HashSet<PathBuf> = HashSet::new();
    for job in jobs.todo.iter().filter(|j| j.file().at.is_none()) {
        let name = job.main.file.name();
        outer.extend(name.ancestors().skip(1).find(|p| p.is_file()).map(Path::to_owned));
    }
    if outer.is_empty() {
        return Ok(());
    }
    // A folder of its own, where no copy of this run is; one unpacker, which gives each file another place in it.
    let into = spool.path().join("again");
    std::fs::create_dir(&into).map_err(|e| Error::io(&into, e))?;
    let memory = Memory::default();
    let opener = Unpacker::new(desk.reader(), std::iter::empty(), &memory, &into);
    let mut copies: HashMap<String, PathBuf> = HashMap::new();
    for path in outer {
        let found = found::find(&[path]);
        for file in found.files {
            let inside = opener.again(file).hashed.into_iter();
            copies.extend(inside.filter_map(|h| Some((h.file.absolute, h.file.at?))));
        }
    }
    for job in &mut jobs.todo {
        for file in std::iter::once(&mut job.main.file).chain(&mut job.twins) {
            if file.at.is_none() {
                file.at = copies.get(&file.absolute).cloned();
            }
        }
    }
    jobs.todo.retain(|job| {
        let there = job.file().at.is_some();
        if !there {
            let why =
                "it could not be taken out of the file that it is in; run `arkiv index` again".to_owned();
            report.failed.push(Error::Passing { path: job.main.file.name(), why });
        }
        there
    });
    Ok(())
}

/// Documents that are not there any more, by the file that named them: once another document is read from
/// the file, the old one is replaced.
fn by_file(known: &Known, jobs: &Jobs) -> HashMap<String, String> {
    let old = known.states().filter(|(id, _)| !jobs.seen.contains(*id));
    old.map(|(id, state)| (state.file.clone(), id.to_owned())).collect()
}

/// The documents whose file is not there: their ids and the file's path.
fn gone(known: &Known, jobs: &Jobs, present: &HashSet<String>, roots: &[Root]) -> Vec<(String, PathBuf)> {
    let is_gone = |file: &str| roots.iter().any(|root| root.holds(file)) && !present.contains(file);
    let old = known.states().filter(|(id, state)| !jobs.seen.contains(*id) && is_gone(&state.file));
    old.map(|(id, state)| (id.to_owned(), decode(&state.file))).collect()
}

fn ids(documents: Vec<(String, PathBuf)>) -> Vec<String> {
    documents.into_iter().map(|(id, _)| id).collect()
}

/// The file or folder that an error is about, so that what was indexed of it before is kept.
fn failed_path(error: &Error) -> Option<PathBuf> {
    match error {
        Error::Io { path, .. }
        | Error::Unreadable { path, .. }
        | Error::Locked { path, .. }
        | Error::Passing { path, .. } => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
        _ => None,
    }
}

/// What documents are read with.
struct Reading<'r> {
    desk: &'r Desk,
    stop: &'r Stop,
    extraction: &'r str,
    progress: &'r (dyn Fn(Progress) + Sync),
}

impl Reading<'_> {
    /// Reads documents on all cores and has them written. Returns how many were left because a stop was
    /// asked for. `before` tells which document a file was.
    fn all(
        &self,
        todo: &[Job],
        before: &HashMap<String, String>,
        batches: &mut Batches<'_>,
        memory: &mut Memory,
        report: &mut Report,
    ) -> Result<usize> {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(todo.len());
        let next = AtomicUsize::new(0);
        let mut done = 0;
        let total = todo.len();
        let show = |done| (self.progress)(Progress { phase: Phase::Reading, done, total });
        if total > 0 {
            show(0);
        }
        thread::scope(|scope| {
            // No more documents are held than threads can hand on: one that is slow stops no other for long.
            let (sender, results) = sync_channel(threads);
            for _ in 0..threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while !self.stop.requested()
                        && let Some(job) = todo.get(next.fetch_add(1, Ordering::Relaxed))
                        && sender.send((job, self.prepare(job))).is_ok()
                    {}
                });
            }
            drop(sender);
            for (job, prepared) in results {
                match prepared {
                    Ok((prepared, unread)) => {
                        let path = &prepared.document.source.path;
                        let notes = unread.into_iter().map(|why| Note::Unread { path: path.clone(), why });
                        report.notes.extend(notes);
                        let replaces = before.get(&job.main.file.absolute).cloned();
                        let updates = job.known || replaces.is_some();
                        *(if updates { &mut report.updated } else { &mut report.added }) += 1;
                        let state = self.state(job, &prepared);
                        batches.take(Ready { prepared: Box::new(prepared), state, replaces }, report)?;
                    }
                    // What was under way when the stop came is read the next time.
                    Err(Error::Passing { .. }) if self.stop.requested() => continue,
                    Err(e) => {
                        memory.fail(&job.main, &e);
                        report.failed.push(e);
                    }
                }
                done += 1;
                show(done);
            }
            Ok(total - done)
        })
    }

    fn prepare(&self, job: &Job) -> Result<(Prepared, Vec<String>)> {
        let other_paths = job.twins.iter().map(|t| t.path.clone()).collect();
        let about = About { given: job.given.clone(), source: source(&job.main, other_paths) };
        // The name is that of the document, also where a copy of it is read.
        let mut input = job.file().input();
        input.name = job.main.file.name();
        self.desk.prepare(&input, about)
    }

    fn state(&self, job: &Job, prepared: &Prepared) -> State {
        let file = &job.main.file;
        let twin =
            |t: &found::File| Twin { file: t.absolute.clone(), path: t.path.clone(), modified: t.modified };
        State {
            file: file.absolute.clone(),
            path: file.path.clone(),
            bytes: file.bytes,
            modified: file.modified,
            sha256: job.main.sha256.clone(),
            given: job.digest.clone(),
            extraction: self.extraction.to_owned(),
            twins: job.twins.iter().map(twin).collect(),
            parent: file.parent.clone(),
            holds: job.main.holds,
            unread: prepared.unread,
            sketch: prepared.sketch.clone(),
            facts: Facts::of(&prepared.document),
            version_of: None,
        }
    }
}
