//! `arkiv explain`: what every line was taken for, and what else was considered.

use super::support::{Folder, explain, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use styringsarkiv::ingest::{self, Desk, Engine};
use styringsarkiv::model::{Given, Text};
use styringsarkiv::rules;
use styringsarkiv::rules::explain::{Considered, Counted, Explained};
use styringsarkiv::worker::Reader;

const LETTER: &str = "Klima- og miljødepartementet\n\nTildelingsbrev 2017 for Riksantikvaren\n\n1. Innledning\n\nDepartementet viser til Prop. 1 S (2016–2017).\n\n2. Oppdrag\n\nMange fartøy er i dårlig stand. Riksantikvaren skal utrede en ny ordning for fartøy innen 1. juni 2017.\n\nRiksantikvaren skal løpende vurdere ordningen.\n\nOppdrag:\n• Riksantikvaren skal lage en plan for stavkirker:\n  – med kart\n";

const MINUTES: &str = "Møtebok 2/15\n\nTid: 4. mai 2015\n\nTil stede: Anne Eksempel\n\nSaksliste\n\n1/15\n\nRegnskap\n\n2/15\n\nNytt bygg\n\nSak 1/15: Regnskap\n\nUtvalget gikk gjennom regnskapet.\n\nForslag til vedtak:\n\nRegnskapet utsettes.\n\nVedtak:\n\nRegnskapet godkjennes.\n\nSak 2/15: Nytt bygg\n\nVedtak:\n\nBygget reises.\n";

/// The folders whose documents are at hand.
fn folders() -> [std::path::PathBuf; 2] {
    [root().join("corpus"), root().join("tests/documents")]
}

fn line<'e>(explained: &'e Explained, words: &str) -> &'e rules::explain::ExplainedLine {
    explained.lines.iter().find(|l| l.text.contains(words)).unwrap_or_else(|| panic!("no line with {words}"))
}

fn parts(explained: &Explained, words: &str) -> Vec<(String, bool, bool)> {
    let taken = &line(explained, words).taken;
    taken.iter().map(|t| (t.part.clone(), t.heading, t.begins)).collect()
}

/// Every code that is named anywhere.
fn codes(explained: &Explained) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut all = |signs: &[Counted]| out.extend(signs.iter().map(|s| s.rule.clone()));
    explained.minutes.iter().for_each(|m| all(&m.signs));
    explained.readings.iter().for_each(|r| all(&r.points));
    for considered in explained.lines.iter().flat_map(|l| &l.considered) {
        match considered {
            Considered::Assignment { found, .. } => all(found),
            Considered::MinutesSign(sign) => all(std::slice::from_ref(sign)),
            Considered::Heading { .. } | Considered::Outcome { .. } => {}
        }
    }
    for considered in explained.lines.iter().flat_map(|l| &l.considered) {
        if let Considered::Heading { rule, .. } | Considered::Outcome { rule, .. } = considered {
            out.insert(rule.clone());
        }
    }
    out.extend(explained.readings.iter().map(|r| r.rule.clone()));
    out.extend(explained.lines.iter().flat_map(|l| &l.taken).map(|t| t.rule.clone()));
    out
}

#[test]
fn the_lines_of_a_letter_say_what_they_are() {
    let e = explain(LETTER);
    assert_eq!(line(&e, "2. Oppdrag").blocks[0].kind, "heading");
    assert_eq!(line(&e, "2. Oppdrag").blocks[0].number.as_deref(), Some("2"));
    assert_eq!(parts(&e, "lage en plan"), [("oppdrag".to_owned(), false, true)]);
    assert_eq!(parts(&e, "med kart"), [("oppdrag".to_owned(), false, false)]);
    assert_eq!(parts(&e, "Prop. 1 S"), [("reference".to_owned(), false, true)]);
    assert!(line(&e, "løpende").taken.is_empty());
    assert!(e.minutes.is_none() && e.readings.is_empty());
    let weighed: Vec<(f64, bool)> = line(&e, "Mange fartøy")
        .considered
        .iter()
        .map(|c| match c {
            Considered::Assignment { points, enough, .. } => (*points, *enough),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(
        weighed.len() == 2 && !weighed[0].1 && weighed[1].1 && weighed[0].0 < weighed[1].0,
        "{weighed:?}"
    );
}

#[test]
fn the_lines_of_minutes_say_what_they_are_and_what_else_they_might_be() {
    let e = explain(MINUTES);
    assert_eq!(parts(&e, "Sak 1/15: "), [("agenda_item".to_owned(), true, true)]);
    let conclusion = [("agenda_item".to_owned(), false, false), ("conclusion".to_owned(), false, true)];
    assert_eq!(parts(&e, "godkjennes"), conclusion);
    let outcome = |words: &str| {
        line(&e, words).considered.iter().find_map(|c| match c {
            Considered::Outcome { taken, .. } => Some(*taken),
            _ => None,
        })
    };
    let vedtak = e.lines.iter().find(|l| l.text == "Vedtak:").unwrap();
    assert!(vedtak.considered.iter().any(|c| matches!(c, Considered::Outcome { taken: true, .. })));
    assert_eq!(outcome("Forslag til vedtak"), None);
    let headings: Vec<_> = line(&e, "Sak 2/15: ")
        .considered
        .iter()
        .filter_map(|c| match c {
            Considered::Heading { reading: Some(reading), place, taken, .. } => {
                Some((&e.readings[*reading], place.unwrap(), *taken))
            }
            _ => None,
        })
        .collect();
    assert!(headings.iter().any(|(reading, place, taken)| *taken && reading.taken && *place == 2));
    for (reading, place, _) in &headings {
        assert_eq!(e.lines[reading.chain[place - 1].line - 1].text, "Sak 2/15: Nytt bygg");
    }
    let minutes = e.minutes.as_ref().unwrap();
    let sum: f64 = minutes.signs.iter().map(|s| s.points).sum();
    assert!((sum - minutes.points).abs() < 0.01 && minutes.points >= minutes.enough);
    let present = &line(&e, "Til stede").considered;
    assert!(present.iter().any(|c| matches!(c, Considered::MinutesSign(s) if s.rule == "KIND22")));
}

/// The lines are the text, every one that holds words is a block, and everything named is a rule.
#[test]
fn every_line_of_every_document_is_covered() {
    // Scans say nothing here that other documents do not.
    let desk = Desk::new(Reader::here(), None, Engine::Both);
    let mut seen = 0;
    for path in ingest::documents(&folders()).unwrap() {
        let (Ok(e), Ok(records)) = (ingest::explain(&path, &desk), ingest::extract(&path, &desk)) else {
            continue;
        };
        let name = path.display();
        for (number, line) in (1..).zip(&e.lines) {
            assert_eq!(line.line, number, "{name}");
            assert_eq!(line.text.is_empty(), line.blocks.is_empty(), "{name}, line {number}: {line:?}");
            assert_eq!(line.text.chars().count() as u32, line.span.end - line.span.start, "{name}");
        }
        for code in codes(&e) {
            assert!(code == "given" || rules::named(&code).is_some(), "{name}: {code} is no rule");
        }
        let record = records.iter().find(|d| d.id == e.document).unwrap();
        assert_eq!(record.kind, e.kind, "{name}");
        let wanted: BTreeSet<&str> = record
            .agenda_items
            .iter()
            .map(|u| u.id.as_str())
            .chain(record.conclusions.iter().map(|u| u.id.as_str()))
            .chain(record.oppdrag.iter().map(|u| u.id.as_str()))
            .chain(record.goals.iter().map(|u| u.id.as_str()))
            .chain(record.budget_lines.iter().map(|u| u.id.as_str()))
            .collect();
        let told: BTreeSet<&str> =
            e.lines.iter().flat_map(|l| &l.taken).filter_map(|t| t.id.as_deref()).collect();
        assert!(wanted.is_subset(&told), "{name}: {:?}", wanted.difference(&told));
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}

/// The spans of units, and the text under them, are those that `arkiv export --with-text` gives.
#[test]
fn spans_agree_with_the_export() {
    let folder = Folder::new(&[("brev.txt", LETTER), ("referat.txt", MINUTES)]);
    folder.index();
    for line in folder.arkiv(&["export", "--with-text"]).out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let path = record["source"]["path"].as_str().unwrap();
        let explained = folder.arkiv(&["explain", path, "--format", "json"]).json();
        let lines = explained["lines"].as_array().unwrap();
        let text: Vec<&str> = lines.iter().map(|l| l["text"].as_str().unwrap()).collect();
        assert_eq!(text.join("\n"), record["text"].as_str().unwrap());
        let mut spans: BTreeMap<&str, &Value> = BTreeMap::new();
        for list in ["agenda_items", "conclusions", "oppdrag", "references"] {
            for unit in record[list].as_array().unwrap() {
                spans.insert(unit["id"].as_str().unwrap(), &unit["span"]);
            }
        }
        let mut told = BTreeSet::new();
        for taken in lines.iter().flat_map(|l| l["taken"].as_array().unwrap()) {
            if let Some(id) = taken["id"].as_str() {
                assert_eq!(spans.get(id), Some(&&taken["span"]), "{taken}");
                told.insert(id);
            }
        }
        assert_eq!(told.len(), spans.len());
        assert_eq!(explained["document"], record["id"]);
    }
}

#[test]
fn the_output_for_people_and_one_line_in_full() {
    let folder = Folder::new(&[("brev.txt", LETTER), ("referat.txt", MINUTES)]);
    let all = folder.arkiv(&["explain", "brev.txt"]);
    assert_eq!((all.code, all.err.as_str()), (0, "note: date: the head of the document shows none\n"));
    assert!(all.out.contains("kind: tildelingsbrev (KIND02)"), "{}", all.out);
    assert!(all.out.contains("not enough: ") && !all.out.contains("paragraph\n     \n"), "{}", all.out);
    let number = all.out.lines().find(|l| l.ends_with("item, oppdrag (OPP01)")).unwrap();
    let number = number.split_whitespace().next().unwrap();
    let one = folder.arkiv(&["explain", "brev.txt", "--line", number]);
    assert!(one.out.contains("lage en plan") && one.out.contains("OPP01 "), "{}", one.out);
    assert!(one.out.contains(rules::named("OPP01").unwrap().summary) && !one.out.contains("Prop."));
    let minutes = folder.arkiv(&["explain", "referat.txt"]).out;
    assert!(
        minutes.contains("signs of minutes: +") && minutes.contains("+1.5 KIND22 (Til stede)"),
        "{minutes}"
    );
    assert!(minutes.contains("heading of a point, 2 of 2: "), "{minutes}");
    let json = folder.arkiv(&["explain", "brev.txt", "--line", number, "--format", "json"]).json();
    assert_eq!(json["lines"].as_array().unwrap().len(), 1);
    assert_eq!(json["lines"][0]["line"].to_string(), number);
}

#[test]
fn what_a_person_gave_is_used() {
    let folder = Folder::new(&[("referat.txt", MINUTES), ("referat.meta.toml", "kind = \"instruks\"\n")]);
    let e = folder.arkiv(&["explain", "referat.txt", "--format", "json"]).json();
    assert_eq!(e["kind"]["value"], "instruks");
    assert_eq!(e["kind"]["evidence"]["rule"], "given");
    assert!(e["minutes"].is_null() && e["readings"].as_array().unwrap().is_empty());
    folder.write("referat.meta.toml", b"kind = \"brev\"\n");
    let wrong = folder.arkiv(&["explain", "referat.txt"]);
    assert!(wrong.code == 2 && wrong.err.contains("referat.meta.toml:1"), "{}", wrong.err);
}

#[test]
fn what_cannot_be_explained_is_said() {
    let folder = Folder::new(&[
        ("empty.txt", ""),
        ("brev.txt", LETTER),
        ("data.toml", "a = 1"),
        ("kun.pdf", "%PDF-1.7"),
    ]);
    let corpus = root().join("corpus/folkehelseinstituttet/2020-moter.zip");
    for (args, why) in [
        (vec!["explain", "none.txt"], "none.txt: there is no such file"),
        (vec!["explain", "empty.txt"], "empty.txt: the file is empty"),
        (vec!["explain", "data.toml"], "data.toml: not a format"),
        (vec!["explain", "kun.pdf"], "kun.pdf: "),
        (vec!["explain", "."], "no file; name one document"),
        (vec!["explain", corpus.to_str().unwrap()], "holds other documents and no text of its own"),
        (vec!["explain", "brev.txt", "--line", "99"], "--line 99: the text has lines 1 to "),
        (vec!["explain", "brev.txt", "--line", "0"], "--line 0: "),
        (vec!["explain"], "FILE"),
    ] {
        let ran = folder.arkiv(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(why), "{args:?}: {}", ran.err);
    }
    let gap = folder.arkiv(&["explain", "brev.txt", "--line", "2"]);
    assert!(gap.code == 0 && gap.out.contains("a gap"), "{}", gap.out);
}

#[test]
fn a_text_without_words_has_no_lines() {
    assert!(rules::explain(&Text::default(), &Given::default(), super::support::source()).lines.is_empty());
}

#[test]
fn the_output_fits_its_schema() {
    let schema = super::support::arkiv(&["schema", "explain"]).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = Folder::new(&[("brev.txt", LETTER), ("referat.txt", MINUTES)]);
    for name in ["brev.txt", "referat.txt"] {
        let mut e = folder.arkiv(&["explain", name, "--format", "json"]).json();
        let errors: Vec<String> = validator.iter_errors(&e).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        e["lines"][0]["blocks"][0]["span"] = Value::Null;
        assert!(!validator.is_valid(&e));
    }
}

/// Lines that may stand in many readings are told of in reasonable space.
#[test]
fn long_and_hostile_text_is_explained_in_reasonable_space() {
    let mut text = String::from("Møtebok 2/15\n\nSaksliste\n\n");
    for i in 0..3000 {
        text.push_str(&format!("{}. Sak {}/15 Vedtak: godkjent.{}/15: Valg | {i}\n", i % 90, i % 999, i % 7));
    }
    let e = explain(&text);
    let length = serde_json::to_string(&e).unwrap().len();
    assert!(length < 200 * text.len(), "{length} for {}", text.len());
}
