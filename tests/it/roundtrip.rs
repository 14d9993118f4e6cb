//! Described documents: what they say is what the program finds.

use super::described::expected::expected;
use super::described::model::Description;
use super::described::roundtrip::{CLASSES, FORMATS, Outcome, run, table};
use super::described::{markdown, text};
use super::support::{Folder, desk, root};
use std::collections::BTreeMap;
use styringsarkiv::ingest;
use styringsarkiv::measure::{Expected, Measured};
use styringsarkiv::read::ocr::Tesseract;

/// What may be missed or made up: one in a hundred.
const BAR: f64 = 0.99;

/// The same for scans: recognition may misread a word.
const SCAN_BAR: f64 = 0.95;

/// Classes that known defects of the reading or the rules keep below the bar, or near it. A line whose
/// defect is mended must go: the test says so.
const DEFECTS: &[(&str, &str)] = &[];

/// The formats, and how many documents of each: fewer of those that take longer.
const DOCUMENTS: [(&str, u64); 9] = [
    ("text", 60),
    ("markdown", 60),
    ("html", 30),
    ("docx", 30),
    ("odt", 30),
    ("eml", 30),
    ("pdf", 20),
    // Wide lines, which must not be taken for paragraphs of one line each.
    ("pdf-rotated", 50),
    ("pdf-columns", 60),
];

/// Makes documents in these formats, and holds every class to the bar.
fn hold(documents: &[(&str, u64)], bar: f64) {
    let folder = Folder::new(&[]);
    let of = |name: &str| FORMATS.iter().find(|f| f.name == name).unwrap();
    let outcomes: Vec<(&str, Outcome)> =
        documents.iter().map(|(name, n)| (*name, run(of(name), 1, *n, folder.path(), &desk()))).collect();
    let shown = table(&outcomes);
    for (name, outcome) in &outcomes {
        let Outcome::Measured(measured) = outcome else { panic!("{name} cannot be read") };
        for class in CLASSES {
            let score = measured.scores.get(class).copied().unwrap_or_default();
            let good = score.precision() >= bar && score.recall() >= bar;
            let known = DEFECTS.contains(&(*name, class));
            assert!(good || known, "{name}, {class}:\n{shown}\n{}", measured.differences.join("\n"));
            let perfect = score.missed + score.made_up == 0;
            assert!(!(perfect && known), "{name}, {class}: the defect is mended; take its line out");
        }
    }
}

#[test]
fn random_documents_give_the_record_they_were_made_from() {
    hold(&DOCUMENTS, BAR);
}

/// Recognition takes seconds a page: a few documents, of which docs/roundtrip.md has more.
#[test]
#[allow(clippy::print_stderr)] // Who runs the tests is to see that it was skipped.
fn scans_give_the_record_they_were_made_from() {
    if Tesseract::find().is_some_and(|t| t.knows_norwegian()) {
        hold(&[("scan", 4)], SCAN_BAR);
    } else {
        eprintln!("skipped: scans: tesseract with Norwegian is not installed");
    }
}

#[test]
fn the_same_seed_gives_the_same_document() {
    let once = text::render(&super::described::random::description(7));
    assert_eq!(once, text::render(&super::described::random::description(7)));
    assert_ne!(once, text::render(&super::described::random::description(8)));
}

/// The descriptions of the corpus documents, by name.
fn descriptions() -> BTreeMap<String, Description> {
    let files = std::fs::read_dir(root().join("tests/described/documents")).unwrap();
    files
        .map(|f| {
            let path = f.unwrap().path();
            let toml = std::fs::read_to_string(&path).unwrap();
            let read = Description::read(&toml).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), read)
        })
        .collect()
}

#[test]
fn described_documents_give_their_record_as_plain_text_and_as_markdown() {
    let folder = Folder::new(&[]);
    let mut measured = Measured::default();
    for (name, d) in descriptions().iter().filter(|(_, d)| !d.kind.is_empty()) {
        let record: Expected = serde_json::from_value(expected(d)).unwrap();
        for (extension, content) in [("txt", text::render(d)), ("md", markdown::render(d))] {
            let file = format!("{name}.{extension}");
            folder.write(&file, content.as_bytes());
            measured.add(&record, &ingest::extract(&folder.path().join(&file), &desk()).unwrap()[0]);
        }
    }
    assert!(measured.differences.is_empty(), "{}", measured.differences.join("\n"));
}

#[test]
fn every_described_document_has_its_record_in_the_corpus() {
    for (name, d) in descriptions().iter().filter(|(_, d)| !d.kind.is_empty()) {
        let output = d.output.as_deref().unwrap();
        let Some(file) = output.starts_with("corpus/").then(|| root().join(output)) else { continue };
        let record = std::fs::read_to_string(file.with_extension("expected.json")).unwrap_or_default();
        let record: serde_json::Value = serde_json::from_str(&record).unwrap_or_default();
        assert!(file.is_file() && record == expected(d), "{name}: cargo run --example corpus -- {name}");
    }
}
