//! The stages that make a document have version numbers, and an index made with others is made anew. What they
//! make of all documents at hand is recorded in `tests/recorded/stages.txt`; where it changes, the stage's
//! `VERSION` must be raised, or archives would keep records that the program would not make any more.

use super::support::root;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use styringsarkiv::model::{Given, Origin};
use styringsarkiv::{ingest, outline, passages, prepare, read, rules, text};

const FILE: &str = "tests/recorded/stages.txt";

/// What each stage makes of all documents that need no other program to be read.
fn made() -> BTreeMap<&'static str, String> {
    let mut digests: BTreeMap<&str, Sha256> = BTreeMap::new();
    let mut add = |stage, made: String| digests.entry(stage).or_default().update(made);
    let folders = [root().join("corpus"), root().join("tests/documents")];
    for path in ingest::documents(&folders).unwrap() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(Some(pages)) = read::read_with(&path, &bytes, &mut |_| Ok(())) else { continue };
        if pages.pages.iter().any(|p| p.origin == Origin::Unread) {
            continue;
        }
        add("read", serde_json::to_string(&pages).unwrap());
        let clean = text::clean(&pages);
        add("text", format!("{clean:?}"));
        add("outline", format!("{:?}", outline::outline(&clean)));
        let (document, outline) = rules::extract(&clean, &Given::default(), super::support::source());
        add("rules", serde_json::to_string(&document).unwrap());
        add("passages", format!("{:?}", passages::passages(&document, &clean, &outline)));
    }
    let hex = |hash: Sha256| {
        let bytes: [u8; 32] = hash.finalize().into();
        format!("{:016x}", u64::from_be_bytes(bytes[..8].try_into().unwrap()))
    };
    digests.into_iter().map(|(stage, hash)| (stage, hex(hash))).collect()
}

#[test]
fn a_stage_that_makes_something_else_has_another_version() {
    let made = made();
    let now: Vec<(String, u32, String)> =
        prepare::stages().map(|(stage, version)| (stage.to_owned(), version, made[stage].clone())).to_vec();
    let recorded = std::fs::read_to_string(root().join(FILE)).unwrap_or_default();
    let mut before: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for line in recorded.lines().filter(|l| !l.starts_with('#')) {
        let [stage, version, digest] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        before.insert(stage.to_owned(), (version.parse().unwrap(), digest.to_owned()));
    }
    let mut other_above = false;
    let mut wrong = Vec::new();
    for (stage, version, digest) in &now {
        let Some((old_version, old_digest)) = before.get(stage) else { continue };
        // What a stage is given may be another; then what it makes may be, too.
        if digest != old_digest && version == old_version && !other_above {
            wrong.push(format!("src/{stage}: raise VERSION, then UPDATE_DOCS=1 cargo test stages"));
        }
        other_above |= version != old_version;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut lines =
        "# Written by `UPDATE_DOCS=1 cargo test stages`: stage, version, digest of what it makes.\n"
            .to_owned();
    for (stage, version, digest) in now {
        lines.push_str(&format!("{stage} {version} {digest}\n"));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(root().join("tests/recorded")).unwrap();
        std::fs::write(root().join(FILE), lines).unwrap();
        return;
    }
    assert_eq!(recorded, lines, "{FILE} is out of date: UPDATE_DOCS=1 cargo test stages");
}
