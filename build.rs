//! Hashes the sources, so that an index knows which version of the extraction made its records.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn main() {
    let mut hash = DefaultHasher::new();
    // What a record is made by; a change to the command line changes no record.
    for part in ["model", "pattern", "registry", "read", "text", "outline", "rules"] {
        let dir = Path::new("src").join(part);
        println!("cargo:rerun-if-changed={}", dir.display());
        let mut all = Vec::new();
        files(&dir, &mut all);
        all.sort();
        for file in all {
            std::fs::read(file).unwrap_or_default().hash(&mut hash);
        }
    }
    println!("cargo:rustc-env=EXTRACTION={:016x}", hash.finish());
}
