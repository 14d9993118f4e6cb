//! How well the search ranks: that the figures are right, and that they do not fall.

use super::asked::Asked;
use super::support::{Folder, root};
use serde_json::json;
use styringsarkiv::archive::Archive;
use styringsarkiv::evaluate;

/// Three notes, and what is judged of them.
fn judged(lines: &str) -> (Asked, String) {
    let asked = Asked::files(&[
        ("a.md", "# Notat\n\nKart, kart, kart.\n"),
        ("b.md", "# Notat\n\nEt kart er tegnet over hele fjorden og litt til av landet rundt den.\n"),
        ("c.md", "# Notat\n\nFisk.\n"),
    ]);
    asked.folder.write("queries.jsonl", lines.as_bytes());
    let path = asked.folder.path().join("queries.jsonl");
    (asked, path.to_str().unwrap().to_owned())
}

#[test]
fn the_figures_are_those_that_one_gets_by_hand() {
    let (asked, path) = judged(concat!(
        r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "kart er tegnet", "grade": 2}, {"file": "c.md", "quote": "fisk", "grade": 1}]}"#,
        "\n\n",
        r#"{"query": "fisk", "relevant": [{"file": "c.md", "quote": "FISK!", "grade": 1}]}"#,
        "\n",
    ));
    assert!(asked.texts("kart")[0].starts_with("Kart,") && asked.texts("kart")[1].starts_with("Et kart"));
    // The second hit gains 2² - 1 = 3, discounted by log₂ 3; the best order were 3 at the first place and 1 at the
    // second. One of the two judged passages is found.
    let by_hand = (3.0 / 3_f64.log2()) / (3.0 + 1.0 / 3_f64.log2());
    let queries = evaluate::read(std::path::Path::new(&path)).unwrap();
    let all: Vec<_> = queries.iter().map(|q| evaluate::evaluate(&asked.archive, q).unwrap()).collect();
    assert!((all[0].ndcg_at_10 - by_hand).abs() < 1e-9, "{}", all[0].ndcg_at_10);
    assert!((all[0].recall_at_20 - 0.5).abs() < 1e-9);
    assert_eq!(all[0].missing, ["c.md: fisk"]);
    assert!((all[1].ndcg_at_10 - 1.0).abs() < 1e-9 && (all[1].recall_at_20 - 1.0).abs() < 1e-9);
    let (ndcg, recall) = evaluate::mean(&all);
    assert!((ndcg - f64::midpoint(by_hand, 1.0)).abs() < 1e-9 && (recall - 0.75).abs() < 1e-9);
    let ran = asked.folder.arkiv(&["evaluate", &path]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "0.52 0.50  kart\n1.00 1.00  fisk\nnDCG@10 0.761  recall@20 0.750  (2 queries)\n");
    let shown = asked.folder.arkiv(&["evaluate", &path, "--show"]).out;
    assert!(shown.contains("missing: c.md: fisk"), "{shown}");
    let rows = asked.folder.arkiv(&["evaluate", &path, "--format", "json"]).json();
    assert_eq!(rows[0]["missing"], json!(["c.md: fisk"]));
    assert!((rows[0]["ndcg_at_10"].as_f64().unwrap() - by_hand).abs() < 1e-9);
    assert_eq!(rows[1]["query"], "fisk");
}

#[test]
fn a_passage_gains_once_and_only_in_the_document_that_is_named() {
    let (asked, path) = judged(concat!(
        r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "Kart", "grade": 2}]}"#,
        "\n",
        r#"{"query": "kvikksølv", "relevant": [{"file": "b.md", "quote": "Kart", "grade": 2}]}"#,
    ));
    let queries = evaluate::read(std::path::Path::new(&path)).unwrap();
    let all: Vec<_> = queries.iter().map(|q| evaluate::evaluate(&asked.archive, q).unwrap()).collect();
    assert!((all[0].ndcg_at_10 - 1.0 / 3_f64.log2()).abs() < 1e-9, "{}", all[0].ndcg_at_10);
    assert!(all[1].ndcg_at_10 == 0.0 && all[1].recall_at_20 == 0.0, "{:?}", all[1]);
}

#[test]
fn judgements_that_cannot_be_read_are_named_with_file_and_line() {
    let good = r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "kart", "grade": 2}]}"#;
    for (line, why) in [
        ("kart", "each line is"),
        ("{\"query\": \"kart\"}", "each line is"),
        ("{\"query\": \"kart\", \"relevant\": []}", "no judged passage"),
        (r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "kart", "grade": 3}]}"#, "grade 1 or 2"),
        (
            r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "…", "grade": 2}]}"#,
            "a quote with letters",
        ),
        (
            r#"{"query": "kart", "relevant": [{"file": "b.md", "quote": "kart", "grade": -1}]}"#,
            "each line is",
        ),
        (r#"{"query": "kart", "relevent": []}"#, "relevent"),
    ] {
        let (asked, path) = judged(&format!("{good}\n\n{line}\n{good}\n"));
        let ran = asked.folder.arkiv(&["evaluate", &path]);
        assert_eq!(ran.code, 2, "{line}");
        assert!(ran.err.contains("queries.jsonl") && ran.err.contains("line 3"), "{line}: {}", ran.err);
        assert!(ran.err.contains(why), "{line}: {}", ran.err);
        assert!(ran.out.is_empty(), "{line}");
    }
    for empty in ["", "\n \n"] {
        let (asked, path) = judged(empty);
        let ran = asked.folder.arkiv(&["evaluate", &path]);
        assert!(ran.code == 2 && ran.err.contains("no judged query"), "{}", ran.err);
    }
    let (asked, _) = judged("");
    let ran = asked.folder.arkiv(&["evaluate", "missing.jsonl"]);
    assert!(ran.code == 2 && ran.err.contains("missing.jsonl"), "{}", ran.err);
    asked.folder.write("bytes.jsonl", b"{\"query\": \"\xe6\"}");
    let ran = asked.folder.arkiv(&["evaluate", "bytes.jsonl"]);
    assert!(ran.code == 2 && ran.err.contains("bytes.jsonl"), "{}", ran.err);
}

#[test]
fn the_judged_queries_are_answered_as_well_as_recorded() {
    // Scans are left out, for not every machine reads them; see tests/queries/README.md.
    let folder = Folder::new(&[]);
    let ran = folder.arkiv(&["index", "--no-ocr", root().join("corpus").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let archive = Archive::open(&folder.path().join("the index")).unwrap();
    let queries = evaluate::read(&root().join("tests/queries/corpus.jsonl")).unwrap();
    let all: Vec<_> = queries.iter().map(|q| evaluate::evaluate(&archive, q).unwrap()).collect();
    let (ndcg, recall) = evaluate::mean(&all);
    let file = root().join("tests/queries/recorded.txt");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let how = "# Mean nDCG@10 of `arkiv evaluate tests/queries/corpus.jsonl`, the archive made by `arkiv index --no-ocr corpus`.\n# Made by a test: UPDATE_DOCS=1 cargo test judged\n";
        std::fs::write(&file, format!("{how}{ndcg:.3}\n")).unwrap();
    }
    let recorded = std::fs::read_to_string(&file).unwrap();
    let recorded: f64 = recorded.lines().find(|l| !l.starts_with('#')).unwrap().trim().parse().unwrap();
    let mut worst: Vec<_> = all.iter().map(|e| format!("{:.2} {}", e.ndcg_at_10, e.query)).collect();
    worst.sort();
    worst.truncate(10);
    assert!(
        ndcg >= recorded - 0.01,
        "nDCG@10 is {ndcg:.3} (recall@20 {recall:.3}), recorded is {recorded}; the worst:\n{}",
        worst.join("\n")
    );
    assert!(
        ndcg <= recorded + 0.03,
        "nDCG@10 has risen to {ndcg:.3}: UPDATE_DOCS=1 cargo test judged records it"
    );
}
