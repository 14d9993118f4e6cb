//! The example archive: every document gives the record that was made for it by hand.

use super::support::{Folder, desk, root};
use styringsarkiv::ingest;
use styringsarkiv::measure::{self, Measured};
use styringsarkiv::model::Document;

fn documents() -> Vec<std::path::PathBuf> {
    ingest::documents(&[root().join("corpus")]).unwrap()
}

/// Documents of other ministries and shapes, which the rules were first measured on unseen (see
/// docs/measured.md).
fn others() -> Vec<std::path::PathBuf> {
    ingest::documents(&[root().join("tests/documents")]).unwrap()
}

/// A scan, on a machine without tesseract. Who runs the tests is to see that it was skipped.
#[allow(clippy::print_stderr)]
fn is_unread(document: &Document) -> bool {
    let unread = document.warnings.iter().any(|w| w.contains("install tesseract"));
    if unread {
        eprintln!("skipped: {}: tesseract is not installed", document.source.path);
    }
    unread
}

#[test]
fn every_document_gives_its_expected_record() {
    let mut measured = Measured::default();
    assert!(documents().len() >= 12 && others().len() >= 30);
    for path in documents().into_iter().chain(others()) {
        for document in ingest::extract(&path, &desk()).unwrap() {
            if is_unread(&document) {
                continue;
            }
            // A mail says little itself; what is attached to it has a record.
            let Some(file) = measure::expected_file(&path, &document) else {
                assert!(path.with_extension("parts").is_dir(), "{} has no record", document.source.path);
                continue;
            };
            measured.add(&measure::read(&file).unwrap(), &document);
        }
    }
    assert!(measured.differences.is_empty(), "{}", measured.differences.join("\n"));
}

#[test]
fn every_document_says_that_it_is_fictional() {
    let folder = Folder::new(&[]);
    let ran = folder.arkiv(&["index", root().join("corpus").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in folder.arkiv(&["export", "--with-text"]).out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        if record["warnings"].to_string().contains("install tesseract") {
            continue;
        }
        let text = record["text"].as_str().unwrap().to_lowercase();
        assert!(text.contains("fiktivt"), "{}", record["source"]["path"]);
    }
}

#[test]
fn the_example_archive_shows_what_it_should() {
    let all: Vec<_> = documents().iter().flat_map(|p| ingest::extract(p, &desk()).unwrap()).collect();
    let distinct = |values: Vec<String>| values.into_iter().collect::<std::collections::BTreeSet<_>>();
    let meetings =
        distinct(all.iter().filter_map(|d| d.meeting_type.as_ref().map(|m| m.value.clone())).collect());
    assert_eq!(meetings.len(), 4, "{meetings:?}");
    let agencies = distinct(all.iter().filter_map(|d| d.agency.as_ref().map(|a| a.value.clone())).collect());
    assert!(agencies.len() >= 4, "{agencies:?}");
    let years: Vec<i16> = all.iter().filter_map(|d| d.year.as_ref().map(|y| y.value)).collect();
    assert_eq!((years.iter().min(), years.iter().max()), (Some(&2012), Some(&2024)));
}
