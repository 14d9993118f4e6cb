//! Makes the corpus documents that are described in `tests/described/documents/`, each with its expected
//! record beside it: `cargo run --example corpus [-- NAME…]`. Documents whose producer is not installed
//! are left as they are, and it says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::format_push_string)]

use described::expected::expected;
use described::model::Description;
use described::produce::produce;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "../tests/described/mod.rs"]
#[allow(dead_code)] // The other users take the other parts.
mod described;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/described/documents");
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|n| wanted.is_empty() || wanted.contains(n))
        .collect();
    names.sort();
    let find = |name: &str| read(&folder.join(format!("{name}.toml")));
    let mut failed = 0;
    for name in names {
        match find(&name).and_then(|d| write(root, &d, &find)) {
            Ok(Some(file)) => println!("{}", file.display()),
            Ok(None) => {}
            Err(why) => {
                failed += 1;
                eprintln!("{name}: {why}");
            }
        }
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(file: &Path) -> Result<Description, String> {
    let toml = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    Description::read(&toml).map_err(|e| format!("{}: {e}", file.display()))
}

/// Writes a document and its record; nothing for one that only stands in another.
fn write(
    root: &Path,
    d: &Description,
    find: &dyn Fn(&str) -> Result<Description, String>,
) -> Result<Option<PathBuf>, String> {
    let output = d.output.as_deref().ok_or("it names no output")?;
    if !output.starts_with("corpus/") {
        return Ok(None);
    }
    let file = root.join(output);
    let bytes = produce(d, find)?;
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, bytes).map_err(|e| e.to_string())?;
    record(&file.with_extension("expected.json"), d);
    // What a file carries has its record in a folder of the file's name.
    for part in &d.parts {
        let inner = find(part)?;
        let name = Path::new(inner.output.as_deref().unwrap_or(part)).with_extension("expected.json");
        let folder = file.with_extension("parts");
        std::fs::create_dir_all(&folder).unwrap();
        record(&folder.join(name), &inner);
    }
    Ok(Some(file))
}

/// Writes the expected record of a document; an archive has none of its own.
fn record(file: &Path, d: &Description) {
    if !d.kind.is_empty() {
        let json = serde_json::to_string_pretty(&expected(d)).unwrap() + "\n";
        std::fs::write(file, json).unwrap();
    }
}
