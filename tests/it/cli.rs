//! The command line as people and programs use it.

use super::support::{Folder, arkiv, root};

fn folder() -> Folder {
    let folder = Folder::new(&[(
        "brev.txt",
        "Tildelingsbrev 2018 – Kartverket\n\n3.1 Gode kart\n\nOppdrag:\n• Kartverket skal innen 1. mai lage \"nye\", gode kart.\n\u{c}Side 2\n\nMer tekst på neste side om sjøkart.\n",
    )]);
    folder.index();
    folder
}

#[test]
fn alone_it_says_what_to_do_next() {
    let empty = Folder::new(&[]);
    let ran = empty.arkiv(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("arkiv index FOLDER"), "{}", ran.out);
    assert!(folder().arkiv(&[]).out.contains("1 documents, 2018 to 2018"));
}

#[test]
fn a_listing_in_all_formats() {
    let folder = folder();
    let text = folder.arkiv(&["oppdrag"]);
    assert!(
        text.out.contains("section 3.1 · assigned · due: innen 1. mai (2018-05-01) · Kartverket"),
        "{}",
        text.out
    );
    assert!(!text.out.contains('\u{1b}'), "no colour where there is no terminal");
    let csv = folder.arkiv(&["oppdrag", "--format", "csv"]).out;
    assert!(csv.starts_with("document,path,title,kind,"), "{csv}");
    assert!(csv.contains("\"Kartverket skal innen 1. mai lage \"\"nye\"\", gode kart.\""), "{csv}");
    assert_eq!(folder.arkiv(&["oppdrag", "--year", "2017"]).code, 1);
    assert_eq!(folder.arkiv(&["oppdrag", "--limit", "0", "--format", "json"]).out.trim(), "[]");
}

#[test]
fn search_shows_hits_facets_and_a_timeline() {
    let ran = folder().arkiv(&["search", "kart"]);
    for part in [
        "Tildelingsbrev 2018 – Kartverket",
        "p. 1 · oppdrag",
        "3.1 Gode kart",
        "hits (documents) by year",
        "2018 █",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn show_prints_a_document_or_a_page() {
    let folder = folder();
    let whole = folder.arkiv(&["show", "brev.txt"]);
    assert!(whole.out.contains("tildelingsbrev (stated:") && whole.out.contains("sjøkart"), "{}", whole.out);
    let second = folder.arkiv(&["show", "brev.txt", "--page", "2"]);
    assert!(second.out.contains("sjøkart") && !second.out.contains("Oppdrag"), "{}", second.out);
    let none = folder.arkiv(&["show", "brev.txt", "--page", "9"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("pages 1 to 2"), "{}", none.err);
    assert_eq!(folder.arkiv(&["show", "ffff"]).code, 2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder();
    let script = "\"$0\" schema --index x | head -c 10 >/dev/null; echo ${PIPESTATUS[0]}";
    let output = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_arkiv")])
        .current_dir(folder.path())
        .output();
    if let Ok(output) = output {
        assert_eq!(
            String::from_utf8(output.stdout).unwrap().trim(),
            "0",
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn completions_man_page_and_rules() {
    assert!(arkiv(&["completions", "bash"]).out.contains("oppdrag"));
    assert!(arkiv(&["man"]).out.contains(".TH arkiv"));
    let rules = arkiv(&["rules", "opp0"]);
    assert!(
        rules.out.contains("OPP01") && rules.out.contains("finds") && !rules.out.contains("DUE01"),
        "{}",
        rules.out
    );
    assert_eq!(arkiv(&["rules", "XYZ"]).code, 1);
}

#[test]
fn wrong_words_are_exit_two() {
    assert_eq!(arkiv(&["finn"]).code, 2);
    assert_eq!(arkiv(&["search"]).code, 2);
    assert_eq!(arkiv(&["--help"]).code, 0);
}

#[test]
fn measure_prints_precision_and_recall() {
    let ran = arkiv(&["measure", root().join("corpus").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("| oppdrag ") && ran.out.contains("precision"), "{}", ran.out);
    let folder = folder();
    assert_eq!(arkiv(&["measure", folder.path().to_str().unwrap()]).code, 1);
}

#[test]
fn a_page_is_shown_with_its_footnotes() {
    let folder = Folder::new(&[(
        "note.txt",
        "Andelen prioriterte grupper1 skal øke.\n\n________________\n1 Unge under 30 år.\n",
    )]);
    folder.index();
    let page = folder.arkiv(&["show", "note.txt", "--page", "1"]);
    assert!(page.out.contains("skal øke") && page.out.contains("Unge under 30"), "{}", page.out);
}

#[test]
fn any_limit_is_taken() {
    let folder = folder();
    assert_eq!(folder.arkiv(&["search", "kart", "--limit", "18446744073709551615"]).code, 0);
}

#[test]
fn documents_are_counted_under_every_filter() {
    let folder = folder();
    folder.write("referat.txt", "Referat fra særmøte 3. mai 2016\n\n1. Kart\nSaken om kart.\n".as_bytes());
    folder.index();
    let ran = folder.arkiv(&["search", "kart", "--kind", "referat"]);
    assert!(ran.out.contains("passages in 1 documents"), "{}", ran.out);
}
