//! Hashes data, so that an index knows which registry its records were made with and which lexicon its words.

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

/// A digest of some files and folders below `src/`; cargo looks at them again when they change.
fn digest(parts: &[&str]) -> String {
    let mut hash = DefaultHasher::new();
    for part in parts {
        let path = Path::new("src").join(part);
        println!("cargo:rerun-if-changed={}", path.display());
        let mut all = Vec::new();
        if path.is_dir() {
            files(&path, &mut all);
        } else {
            all.push(path);
        }
        all.sort();
        for file in all {
            std::fs::read(file).unwrap_or_default().hash(&mut hash);
        }
    }
    format!("{:016x}", hash.finish())
}

fn main() {
    // The ministries and agencies that records name. The code that makes records has version numbers.
    let registry = digest(&[
        "registry/ministries.toml",
        "registry/agencies.toml",
        "registry/governors.toml",
        "registry/health.toml",
        "registry/education.toml",
    ]);
    println!("cargo:rustc-env=REGISTRY={registry}");
    // What says which parts a word has.
    let words = digest(&["lexicon/data", "lexicon/mod.rs", "lexicon/split.rs", "lexicon/nynorsk.rs"]);
    println!("cargo:rustc-env=LEXICON={words}");
}
