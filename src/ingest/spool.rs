//! Where documents that are inside others are kept for as long as a run lasts.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The folder in the index folder.
const NAME: &str = ".spool";

/// A folder for copies. It is removed when the run ends; what a killed run left, the next one removes.
pub(super) struct Spool {
    path: PathBuf,
    /// One outside an index, which removes itself.
    _elsewhere: Option<tempfile::TempDir>,
}

impl Spool {
    /// The spool of the index in `dir`, emptied. Only the holder of the index's lock may ask for it.
    pub(super) fn of(dir: &Path) -> Result<Self> {
        let path = dir.join(NAME);
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(|e| Error::io(&path, e))?;
        }
        std::fs::create_dir(&path).map_err(|e| Error::io(&path, e))?;
        Ok(Self { path, _elsewhere: None })
    }

    /// A spool for what is not indexed.
    pub(super) fn elsewhere() -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), e))?;
        Ok(Self { path: folder.path().to_owned(), _elsewhere: Some(folder) })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
