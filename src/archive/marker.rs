//! The file that says that a folder is an index, and what wrote it.

use super::analyser;
use super::schema::FORMAT;
use crate::disk;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file that says that a folder is an index of this program.
pub(super) const MARKER: &str = "arkiv-index.json";

/// What stands in it.
#[derive(Serialize, Deserialize)]
pub(super) struct Marker {
    program: String,
    /// The program's version that wrote the index.
    pub version: String,
    format: u32,
    analyser: String,
}

impl Marker {
    /// Reads that of a folder; nothing where there is none.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>> {
        let file = dir.join(MARKER);
        match std::fs::read_to_string(&file) {
            Ok(json) => serde_json::from_str(&json).map(Some).map_err(|e| {
                index_error(
                    dir,
                    format!(
                        "its {MARKER} cannot be read ({e}); delete the folder and run `arkiv index` again"
                    ),
                )
            }),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io(file, e)),
        }
    }

    /// Writes that of this program.
    pub(super) fn write(dir: &Path) -> Result<()> {
        let json =
            serde_json::to_string_pretty(&Self::current()).map_err(|e| Error::Output(e.to_string()))?;
        disk::replace(&dir.join(MARKER), (json + "\n").as_bytes()).map_err(|e| unusable(dir, &e))
    }

    /// Whether this program would write the index as it is written.
    pub(super) fn is_current(&self) -> bool {
        self.format == FORMAT && self.analyser == analyser::fingerprint()
    }

    fn current() -> Self {
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: FORMAT,
            analyser: analyser::fingerprint(),
        }
    }
}

/// Whether a folder holds nothing but files that are kept out of sight.
pub(super) fn is_empty(dir: &Path) -> Result<bool> {
    let entries = std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))?;
    Ok(entries.filter_map(std::result::Result::ok).all(|e| e.file_name().to_string_lossy().starts_with('.')))
}

/// Refuses a folder that holds something else: an index would mix with other files.
pub(super) fn refuse_other(dir: &Path) -> Result<()> {
    if Marker::read(dir)?.is_some() || is_empty(dir)? {
        return Ok(());
    }
    Err(index_error(
        dir,
        "the folder holds other files and is no index made by arkiv; choose another with --index",
    ))
}

/// What is wrong with an index, and what to do.
pub(super) fn index_error(dir: &Path, why: impl Into<String>) -> Error {
    Error::Index { path: dir.to_owned(), why: why.into() }
}

/// The folder does not let an index be written.
pub(super) fn unusable(dir: &Path, e: &std::io::Error) -> Error {
    index_error(dir, format!("the index cannot be kept here ({e}); name a folder with --index"))
}
