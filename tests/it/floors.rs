//! A module imports only from floors below its own (see `src/lib.rs`).

use super::support::root;
use std::collections::BTreeMap;
use std::path::Path;

const FLOORS: &[(&str, u8)] = &[
    ("digest", 0),
    ("disk", 0),
    ("ended", 0),
    ("error", 0),
    ("lexicon", 0),
    ("likeness", 0),
    ("model", 0),
    ("paths", 0),
    ("pattern", 0),
    ("registry", 0),
    ("genre", 1),
    ("read", 1),
    ("text", 1),
    ("outline", 1),
    ("rules", 2),
    ("passages", 3),
    ("prepare", 4),
    ("archive", 5),
    ("worker", 5),
    ("evaluate", 6),
    ("export", 6),
    ("ingest", 6),
    ("measure", 6),
    ("cli", 7),
];

fn sources(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The modules named after `crate::` in a file, comments and braces included.
fn imports(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + 7..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find('}').unwrap_or(0)];
            out.extend(list.split(',').map(|m| m.trim().split("::").next().unwrap().to_owned()));
        } else {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            out.push(name);
        }
    }
    out
}

#[test]
fn every_module_imports_only_from_floors_below() {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let below = file.strip_prefix(&src).unwrap();
        let module = below
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        if matches!(module.as_str(), "main" | "lib") {
            continue;
        }
        let floor = *floors
            .get(module.as_str())
            .unwrap_or_else(|| panic!("{module} stands on no floor; add it to FLOORS"));
        for import in imports(&std::fs::read_to_string(&file).unwrap()) {
            if import == module {
                continue;
            }
            match floors.get(import.as_str()) {
                Some(other) if *other < floor => {}
                _ => wrong.push(format!("{} (floor {floor}) imports {import}", below.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_cli_prints_and_only_some_modules_touch_the_disk() {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for file in files {
        let below = file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&file).unwrap();
        if !below.starts_with("cli") {
            // A worker's standard output is the pipe to its parent.
            let printing = source.contains("io::stdout") || source.contains("io::stderr");
            assert!(!printing || below.starts_with("worker"), "{below} prints");
        }
        let may = ["disk", "read", "worker", "archive", "ingest", "cli", "measure", "evaluate"]
            .iter()
            .any(|m| below.starts_with(m));
        assert!(may || !source.contains("fs::"), "{below} touches the disk");
    }
}
