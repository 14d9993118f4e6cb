//! What was recognised, kept in the index folder under the digest of the file, so that no page is
//! recognised twice.

use crate::disk;
use crate::model::Page;
use crate::read::ocr::Tesseract;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The folder inside the index.
const FOLDER: &str = "ocr";

/// Which page of which file, and by what it was recognised.
pub(super) type Key<'k> = (&'k str, usize, &'k Tesseract);

#[derive(Debug)]
pub(super) struct Recognised {
    folder: PathBuf,
}

impl Recognised {
    /// What is kept in the index in `dir`.
    pub(super) fn new(dir: &Path) -> Self {
        Self { folder: dir.join(FOLDER) }
    }

    fn file(&self, (sha256, index, tesseract): Key<'_>) -> PathBuf {
        let by = tesseract.settings();
        let by: String =
            by.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        self.folder.join(sha256).join(format!("{}-{by}.json", index + 1))
    }

    /// A page that was recognised before. One that cannot be read is done again.
    pub(super) fn get(&self, key: Key<'_>) -> Option<Page> {
        serde_json::from_slice(&std::fs::read(self.file(key)).ok()?).ok()
    }

    /// Keeps a page. Where it cannot be kept it will be recognised again: no harm but time.
    pub(super) fn put(&self, key: Key<'_>, page: &Page) {
        let file = self.file(key);
        let Some(folder) = file.parent() else { return };
        let Ok(json) = serde_json::to_vec(page) else { return };
        if std::fs::create_dir_all(folder).is_ok() {
            let _ = disk::replace(&file, &json);
        }
    }

    /// Forgets what was recognised of files that are not among these: a document that is taken out of the
    /// archive leaves nothing behind.
    pub(super) fn keep_only(&self, files: &HashSet<&str>) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            if !entry.file_name().to_str().is_some_and(|name| files.contains(name)) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }
}
