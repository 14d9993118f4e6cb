//! An index of another version is renewed beside itself: the new one grows in a folder inside it and takes
//! its place when it is complete. A run that is stopped before loses nothing, and the next one goes on.

use super::marker::{MARKER, Marker};
use crate::error::{Error, Result};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder inside the index in which the new one grows.
const FOLDER: &str = ".renewed";
/// A file in it that says that it is complete and is taking its place.
const COMPLETE: &str = "complete";
/// tantivy's list of its files, and its list of those that count.
const LISTS: [&str; 2] = [".managed.json", "meta.json"];

/// Where an index of another version in `dir` is renewed.
pub(super) fn folder(dir: &Path) -> PathBuf {
    dir.join(FOLDER)
}

/// Finishes what an earlier run began, where the new index was complete. What was left of a renewal that is
/// not wanted any more is removed.
pub(super) fn settle(dir: &Path) -> Result<()> {
    let new = folder(dir);
    if !new.is_dir() {
        return Ok(());
    }
    if new.join(COMPLETE).exists() {
        return take_place(dir);
    }
    let wanted = |marker: Result<Option<Marker>>| marker.ok().flatten().is_some_and(|m| m.is_current());
    if wanted(Marker::read(dir)) || !wanted(Marker::read(&new)) {
        fs::remove_dir_all(&new).map_err(|e| Error::io(&new, e))?;
    }
    Ok(())
}

/// Puts the complete new index into the place of the old one. Whatever stops it, [`settle`] goes on.
pub(super) fn take_place(dir: &Path) -> Result<()> {
    let new = folder(dir);
    let complete = new.join(COMPLETE);
    fs::write(&complete, b"").map_err(|e| Error::io(&complete, e))?;
    let listed = listed(&new).or_else(|| listed(dir)).unwrap_or_default();
    // The segments first: their names are new. Then what says which of them count, and the marker last.
    let entries = fs::read_dir(&new).map_err(|e| Error::io(&new, e))?.flatten();
    let mut files: Vec<(usize, PathBuf)> = entries.map(|e| (turn(&e.path()), e.path())).collect();
    files.sort();
    for (_, from) in files.into_iter().filter(|(_, path)| *path != complete) {
        let Some(name) = from.file_name() else { continue };
        fs::rename(&from, dir.join(name)).map_err(|e| Error::io(&from, e))?;
    }
    for entry in fs::read_dir(dir).map_err(|e| Error::io(dir, e))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_segment(&name) && !listed.contains(&name) {
            let _ = fs::remove_file(entry.path());
        }
    }
    fs::remove_dir_all(&new).map_err(|e| Error::io(&new, e))
}

/// When a file has its turn to move.
fn turn(path: &Path) -> usize {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    LISTS.iter().position(|list| *list == name).map_or(if name == MARKER { 9 } else { 0 }, |at| at + 1)
}

/// The files that tantivy keeps in a folder, by its own list.
fn listed(dir: &Path) -> Option<HashSet<String>> {
    let json = fs::read_to_string(dir.join(LISTS[0])).ok()?;
    serde_json::from_str(&json).ok()
}

/// Names like `1f2e….store`.
fn is_segment(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(stem, _)| stem.len() == 32 && stem.chars().all(|c| c.is_ascii_hexdigit()))
}
