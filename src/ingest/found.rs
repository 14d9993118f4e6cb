//! Which files there are.

use crate::error::Error;
use crate::model::Parent;
use crate::paths::{decode, encode};
use crate::read;
use crate::worker::Input;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use walkdir::{DirEntry, WalkDir};

/// A file that may be a document.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Absolute path, as [`encode`] writes it.
    pub absolute: String,
    /// The path below the folder that was named, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i128,
    /// Index into [`Found::roots`].
    pub root: usize,
    /// The file that it stands in, for a document inside another file.
    pub parent: Option<Parent>,
    /// Where its bytes are: the file itself, or a copy of what is inside another. Nothing where what is
    /// inside was not taken out this time, for it was known.
    pub at: Option<PathBuf>,
}

impl File {
    /// The path by which messages name it.
    pub(super) fn name(&self) -> PathBuf {
        decode(&self.absolute)
    }

    /// What a worker needs of it.
    pub(super) fn input(&self) -> Input {
        let name = self.name();
        Input { at: self.at.clone().unwrap_or_else(|| name.clone()), name }
    }
}

/// A folder, or a single file, that was named.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// Absolute path of the folder or the file.
    pub path: PathBuf,
    /// The folder in which an `arkiv.toml` may be.
    pub folder: PathBuf,
}

impl Root {
    /// Whether a file is the root or below it, by its absolute path as [`encode`] writes it.
    pub(super) fn holds(&self, absolute: &str) -> bool {
        decode(absolute).starts_with(&self.path)
    }
}

pub(super) struct Found {
    pub files: Vec<File>,
    pub roots: Vec<Root>,
    pub failed: Vec<Error>,
    /// Files that are no documents, by extension.
    pub left: BTreeMap<String, usize>,
}

/// Finds the documents in the named files and folders. What cannot be looked into is in `failed`.
pub(super) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found { files: Vec::new(), roots: Vec::new(), failed: Vec::new(), left: BTreeMap::new() };
    let mut seen: HashSet<String> = HashSet::new();
    let mut overrides: Vec<PathBuf> = Vec::new();
    for path in paths {
        // The same folder has one name, however it was reached.
        let absolute = match path.canonicalize() {
            Ok(p) => p,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                found.failed.push(Error::unreadable(path, "there is no such file or folder"));
                continue;
            }
            Err(e) => {
                found.failed.push(Error::io(path, e));
                continue;
            }
        };
        let single = absolute.is_file();
        let folder = if single {
            absolute.parent().map_or_else(|| absolute.clone(), Path::to_owned)
        } else {
            absolute.clone()
        };
        // Two folders may hold files of the same name; then the folder's name tells them apart.
        let prefix = folder
            .file_name()
            .filter(|_| paths.len() > 1 && !single)
            .map(|n| format!("{}/", encode(Path::new(n))));
        let root = found.roots.len();
        found.roots.push(Root { path: absolute.clone(), folder: folder.clone() });
        for entry in
            WalkDir::new(&absolute).follow_links(true).sort_by_file_name().into_iter().filter_entry(wanted)
        {
            let entry = match entry {
                Ok(entry) if entry.file_type().is_file() => entry,
                Ok(_) => continue,
                Err(e) => {
                    found.failed.push(walk_error(&absolute, &e));
                    continue;
                }
            };
            if is_companion(entry.path()) || is_override(entry.path()) || !read::may_be_document(entry.path())
            {
                if single {
                    let known = read::extensions().join(", .");
                    found
                        .failed
                        .push(Error::unreadable(path, format!("not a format that can be read (.{known})")));
                } else if is_override(entry.path()) {
                    overrides.push(entry.path().to_owned());
                } else if !is_companion(entry.path()) {
                    *found.left.entry(extension(entry.path())).or_default() += 1;
                }
                continue;
            }
            match file(&entry, &folder, prefix.as_deref(), root) {
                // A folder may be named twice, or lie in another that is named.
                Ok(file) if seen.insert(file.absolute.clone()) => found.files.push(file),
                Ok(_) => {}
                Err(e) => found.failed.push(e),
            }
        }
    }
    found.failed.extend(overrides.iter().filter_map(|path| orphan(path)));
    found
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(root).to_owned();
    if error.loop_ancestor().is_some() {
        return Error::unreadable(
            path,
            "a symbolic link that leads back to a folder above it; it was not followed",
        );
    }
    match error.io_error().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => {
            Error::unreadable(path, "no permission to look into it; change its rights or leave it out")
        }
        Some(std::io::ErrorKind::NotFound) => {
            Error::unreadable(path, "a symbolic link to something that is not there")
        }
        Some(kind) => Error::io(path, kind.into()),
        None => Error::unreadable(path, error.to_string()),
    }
}

/// Hidden files and other indexes are left out.
fn wanted(entry: &DirEntry) -> bool {
    let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let index = entry.file_type().is_dir() && entry.path().join("arkiv-index.json").is_file();
    !hidden && !index
}

/// Files that belong to a document or a folder and are none themselves.
fn is_companion(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    name == "arkiv.toml" || name == super::aliases::NAME || name.ends_with(".expected.json")
}

fn is_override(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(".meta.toml"))
}

/// A `NAME.meta.toml` with no file of that name beside it: most likely misspelt. A file of a format
/// that cannot be read yet counts, too.
fn orphan(path: &Path) -> Option<Error> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let about = name.strip_suffix(".meta.toml")?;
    let named =
        |f: &Path| [f.file_name(), f.file_stem()].into_iter().flatten().any(|n| n.to_string_lossy() == about);
    let beside = path.parent()?.read_dir().ok()?.filter_map(|e| e.ok().map(|e| e.path()));
    let found = beside.into_iter().any(|f| f != path && !is_companion(&f) && named(&f));
    let why = format!("there is no document named {about} beside it");
    (!found).then(|| Error::Override { path: path.to_owned(), line: 1, why })
}

/// A file's extension, for the note of what was left out.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map_or_else(
        || "without an extension".to_owned(),
        |e| format!(".{}", e.to_string_lossy().to_lowercase()),
    )
}

fn file(entry: &DirEntry, folder: &Path, prefix: Option<&str>, root: usize) -> Result<File, Error> {
    let path = entry.path();
    let meta = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    let below: Vec<String> = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .map(|c| encode(Path::new(c.as_os_str())))
        .collect();
    Ok(File {
        absolute: encode(path),
        parent: None,
        at: Some(path.to_owned()),
        path: format!("{}{}", prefix.unwrap_or(""), below.join("/")),
        bytes: meta.len(),
        modified: modified(&meta),
        root,
    })
}

/// The time of the last change, nanoseconds since 1970; 0 where the file system does not tell.
pub(super) fn modified(meta: &std::fs::Metadata) -> i128 {
    let time = meta.modified().ok().and_then(|t| {
        t.duration_since(UNIX_EPOCH).map_or_else(
            |e| i128::try_from(e.duration().as_nanos()).ok().map(|n| -n),
            |d| i128::try_from(d.as_nanos()).ok(),
        )
    });
    time.unwrap_or(0)
}
