//! A person's own aliases: `arkiv-aliases.toml` in a folder that is indexed.

use super::found::Root;
use crate::archive::{AliasFile, Archive};
use crate::error::{Error, Result};
use crate::registry::aliases::{Aliases, Wrong};
use std::path::{Path, PathBuf};

/// The name of the file.
pub(super) const NAME: &str = "arkiv-aliases.toml";

/// Takes up what the alias files of these folders hold. A file that cannot be used is in `failed`; the
/// archive then has what the others hold.
pub(super) fn take_up(roots: &[Root], dir: &Path, failed: &mut Vec<Error>) -> Result<()> {
    let mut paths: Vec<PathBuf> = roots.iter().map(|r| r.folder.join(NAME)).collect();
    paths.sort();
    paths.dedup();
    let mut files = Vec::new();
    for path in paths {
        match AliasFile::read(&path) {
            Ok(mut file) => {
                file.content = usable(&file, failed);
                files.push(file);
            }
            Err(e) => failed.push(e),
        }
    }
    Archive::store_aliases(dir, &files)
}

/// What stands in a file, if it can be used.
fn usable(file: &AliasFile, failed: &mut Vec<Error>) -> Option<String> {
    file.sha256.as_ref()?;
    let Some(content) = &file.content else {
        failed.push(Error::unreadable(&file.path, "it is no UTF-8 text; save it as UTF-8"));
        return None;
    };
    match Aliases::read(content, &file.path.to_string_lossy()) {
        Ok(_) => Some(content.clone()),
        Err(Wrong { line, why, .. }) => {
            failed.push(Error::Override { path: file.path.clone(), line, why });
            None
        }
    }
}
