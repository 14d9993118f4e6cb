//! A person's aliases in the index folder: what their files held when they were last taken up, and where
//! those files are, so that search can use the first and tell when the second changed.

use super::store::Archive;
use crate::digest::sha256;
use crate::disk;
use crate::error::{Error, Result};
use crate::registry::aliases::Aliases;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file in the index folder.
const NAME: &str = "aliases.toml";

const HEAD: &str =
    "# Written by `arkiv index`. What stands here is a copy: edit the files that it names.\n\n";

/// A place where a person's aliases stand, or could: an indexed folder's `arkiv-aliases.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasFile {
    /// The absolute path.
    pub path: PathBuf,
    /// SHA-256 of its bytes, hexadecimal; nothing where there was no such file.
    pub sha256: Option<String>,
    /// What stood in it; nothing where there was no such file, or it could not be used.
    pub content: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    file: Vec<AliasFile>,
}

impl AliasFile {
    /// The file as it is now, not yet checked; its content is nothing where it is no text. The error says why
    /// it cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => Some(bytes),
            // A single file can be indexed, too, in a folder that is gone since.
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
            Err(e) => return Err(Error::io(path, e)),
        };
        Ok(Self {
            path: path.to_owned(),
            sha256: bytes.as_deref().map(sha256),
            content: bytes.and_then(|b| String::from_utf8(b).ok()),
        })
    }
}

fn kept(dir: &Path) -> Result<Vec<AliasFile>> {
    let file = dir.join(NAME);
    let toml = match std::fs::read_to_string(&file) {
        Ok(toml) => toml,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Error::io(file, e)),
    };
    let broken = |e: toml::de::Error| Error::Index {
        path: file.clone(),
        why: format!("it cannot be read ({}); run `arkiv index` again to renew it", e.message()),
    };
    toml::from_str::<Kept>(&toml).map(|k| k.file).map_err(broken)
}

impl Archive {
    /// Keeps what the alias files of the folders hold that were just looked at. What is kept of files in other
    /// folders stays, as their documents do, while those files are there.
    pub fn store_aliases(dir: &Path, looked_at: &[AliasFile]) -> Result<()> {
        // A copy that cannot be read is made anew.
        let before = kept(dir).unwrap_or_default();
        let elsewhere = before.iter().filter(|k| !looked_at.iter().any(|f| f.path == k.path));
        let there = |k: &&AliasFile| match (&k.sha256, k.path.parent()) {
            (None, Some(folder)) => folder.exists(),
            _ => k.path.exists(),
        };
        let mut file: Vec<AliasFile> = elsewhere.filter(there).cloned().collect();
        file.extend(looked_at.iter().cloned());
        file.sort_by(|a, b| a.path.cmp(&b.path));
        file.dedup_by(|a, b| a.path == b.path);
        let to = dir.join(NAME);
        if file == before && to.exists() {
            return Ok(());
        }
        let toml = toml::to_string(&Kept { file }).map_err(|e| Error::Output(e.to_string()))?;
        disk::replace(&to, format!("{HEAD}{toml}").as_bytes()).map_err(|e| Error::io(&to, e))
    }

    /// The aliases that hold in this archive: the embedded ones, and what persons added or took out. The error
    /// says what to do when their copy cannot be read.
    pub fn aliases(&self) -> Result<Aliases> {
        let mut all = Aliases::embedded().clone();
        for file in kept(&self.dir)? {
            let Some(content) = file.content else { continue };
            let own = Aliases::read(&content, &file.path.to_string_lossy()).map_err(|e| Error::Index {
                path: self.dir.join(NAME),
                why: format!("{e}; run `arkiv index` again to renew it"),
            })?;
            all = all.merged(own);
        }
        Ok(all)
    }

    /// A sentence for the user where a person's aliases are no longer those that the index has.
    #[must_use]
    pub fn stale_aliases(&self) -> Option<String> {
        let files = match kept(&self.dir) {
            Ok(files) => files,
            Err(e) => return Some(e.to_string()),
        };
        files.iter().find_map(|then| {
            let now = AliasFile::read(&then.path).ok()?;
            let what = match (&then.sha256, &now.sha256) {
                (Some(a), Some(b)) if a != b => "has changed",
                (None, Some(_)) => "has appeared",
                (Some(_), None) => "is gone",
                _ => return None,
            };
            Some(format!(
                "{} {what} since the index was made; run `arkiv index` to take that up",
                then.path.display()
            ))
        })
    }
}
