//! Every rule keeps what it promises: it compiles, finds its examples, leaves the others.

use super::support::{Folder, arkiv, root};
use std::collections::HashSet;
use std::process::Command;
use styringsarkiv::ingest::{self, Desk, Engine};
use styringsarkiv::rules;
use styringsarkiv::worker::Reader;

#[test]
fn every_rule_finds_and_leaves_its_examples() {
    let mut wrong = Vec::new();
    for rule in rules::all().into_iter().filter(|r| !r.infers()) {
        assert!(rule.pattern.regex().is_some(), "{} does not compile: {}", rule.code, rule.pattern.source());
        for (line, value) in rule.finds {
            match rule.find(line) {
                Some(range) if &line[range.clone()] == *value => {}
                Some(range) => {
                    wrong.push(format!("{} finds {:?} in {line:?}, not {value:?}", rule.code, &line[range]));
                }
                None => wrong.push(format!("{} finds nothing in {line:?}", rule.code)),
            }
        }
        for line in rule.leaves {
            if let Some(range) = rule.find(line) {
                wrong.push(format!(
                    "{} finds {:?} in {line:?}, which it should leave",
                    rule.code, &line[range]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_code_of_its_own_and_examples_of_both_sorts() {
    let mut codes = HashSet::new();
    for rule in rules::all() {
        assert!(codes.insert(rule.code), "{} stands twice", rule.code);
        assert!(rule.summary.ends_with('.'), "{} has no whole sentence", rule.code);
        let examples = !rule.finds.is_empty() && !rule.leaves.is_empty();
        assert!(examples || rule.infers(), "{} lacks examples", rule.code);
    }
    assert!(codes.len() >= 60, "{}", codes.len());
}

/// Counted word by word (`rules/language.rs`), with the same words that their patterns have.
const COUNTED: [&str; 3] = ["LANG01", "LANG02", "LANG03"];

/// Documents that ask what those of the project do not.
const ASKED: [&str; 11] = [
    "Tildelingsbrev 2018 for Kartverket\n\n1. Innledning\n\nBrevet gir rammer for Kartverket.\n\n2. Oppgaver\n\nKartverket skal utarbeide en plan for sjøkart. Kommunene skal være med i arbeidet.\n",
    "Tildelingsbrev 2017 for Kartverket\n\nKartverket skal i 2017:\n\n- utrede en ordning for kart\n- utarbeide en plan for sjøkart\n",
    "Kartverket\n\nI dette tildelingsbrevet stiller departementet 3 mill. kroner til disposisjon.\n",
    "# Møtebok 3. mai 2017\n\nTil stede: Anne Eksempel\n\n## Regnskap\n\nRegnskapet er godt. Det ble vedtatt å kjøpe en bil. Bilen skal leveres i mai.\n\n## Bygg\n\nBygget er gammelt.\n",
    "Møtebok\n\nTil stede: Anne Eksempel\n\n# Bygg\n\nForslag til vedtak: Bygget reises.\n\nRådets vedtak: Bygget reises.\n\nStyret vedtok:\n\nBygget reises.\n",
    "Tildelingsbrev 2017 for Kartverket\n\n1. Innledning\n\nNorges forskningsråd (heretter NFR) er med.\n\n2. Oppdrag\n\nOppdrag 1: Sjøkart\n\nKartverket skal lage sjøkart.\n\nFrist:\n1. mai 2017\n\n3. Budsjett\n\nKap. 595 Kartverket\n\nPost 01 Driftsutgifter\n\n612 345\n\nPost 21 Spesielle driftsutgifter, kan overføres\n",
    "# Referat fra møte 3. mai\n\nTil stede: Anne Eksempel\n\n[O] = orientering, [B] = beslutning\n\n## 1. Oppgaver\n\n| Nr. | Oppgave | Ansvarlig | Status |\n|---|---|---|---|\n| 1 | Kjøpe bil | Anne | ferdig |\n\n## 2. Bygg\n\n[B] Bygget reises.\n\n## 3. Bil\n\nVedtak i Ungdomsutvalget 03.05.2021\n\nBilen selges.\n",
    "Referat fra møte 3. mai\n\nTil stede: Anne Eksempel\n\n1. Regnskap\n\nRegnskapet er godt. Det ble vedtatt å kjøpe en bil. Bilen skal leveres i mai.\n\n2. Bygg\n\nBygget er gammelt.\n",
    "# Møtebok 3. mai 2017\n\nTil stede: Anne Eksempel\n\n## Sak 1/17 Bygg\n\nBygget er gammelt.\n\nVedtak i Ungdomsutvalget i byen 03.05.2017\n\nBygget males.\n",
    "# Referat fra møte 3. mai 2017\n\nTil stede: Anne Eksempel\n\n| Sak | Tiltak | Ansvarlig |\n|---|---|---|\n| Bygg | Bygget males | Styret |\n| Bil | Bilen vaskes | Styret |\n",
    "Tildelingsbrev 2017 for Kartverket\n\n1. Oppdrag\n\nKartverket skal utarbeide en veileder om sjøkart innen 1. mai 2017. Kystverket skal delta i arbeidet. Fylkeskommunene skal lese veilederen om sjøkart.\n",
];

/// A pattern that is shown but never asked decides nothing: its rule infers, and has to say so.
#[test]
fn every_pattern_of_a_rule_is_asked() {
    const ALONE: &str = "ARKIV_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        // Other tests ask the patterns, too, so this one needs a process of its own.
        let ran = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "rules::every_pattern_of_a_rule_is_asked", "--nocapture"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        return;
    }
    let desk = Desk::new(Reader::here(), None, Engine::Both);
    let here = Folder::new(&[]);
    for (number, text) in (1..).zip(ASKED) {
        here.write(&format!("{number}.md"), text.as_bytes());
    }
    let folders = [root().join("corpus"), root().join("tests/documents"), here.path().to_owned()];
    for path in ingest::documents(&folders).unwrap() {
        // What cannot be read here says nothing of the rules.
        let _ = ingest::extract(&path, &desk);
    }
    let never: Vec<&str> = rules::all()
        .into_iter()
        .filter(|r| !r.infers() && !r.pattern.was_asked())
        .map(|r| r.code)
        .filter(|code| !COUNTED.contains(code))
        .collect();
    let inferring: Vec<&str> =
        rules::all().into_iter().filter(|r| r.infers() && r.pattern.was_asked()).map(|r| r.code).collect();
    assert!(inferring.is_empty(), "asked, but without a pattern: {}", inferring.join(", "));
    assert!(never.is_empty(), "never asked: {}; infer, or extend a document", never.join(", "));
}

/// Patterns that belong to no rule, each with the reason: they read what a rule found, or tell where it is
/// looked for. A pattern that decides by itself whether something is found is a rule.
const HELPERS: &[(&str, &str, &str)] = &[
    ("genre/lines.rs", "ANCHOR", "takes an anchor off the words of a line"),
    ("genre/lines.rs", "COLUMN", "where plain text is taken apart into cells, not what they are"),
    ("genre/lines.rs", "FIELD", "where a line is taken apart, not what it is"),
    ("genre/lines.rs", "GLUED", "where a line is taken apart, not what it is"),
    ("genre/lines.rs", "GLUED_PLAIN", "where a line is taken apart, not what it is"),
    ("genre/lines.rs", "HASHES", "takes the mark of a heading off the words of a line"),
    ("genre/lines.rs", "NUMBERED", "where a line is taken apart, not what it is"),
    ("genre/lines.rs", "PART", "where a line is taken apart, not what it is"),
    ("genre/lines.rs", "UNDERLINE", "takes a line of signs off the words above it"),
    ("rules/budget/mod.rs", "PART", "reads the number of an item that BUD01 or BUD02 found"),
    ("rules/deadline.rs", "BARE", "tells a year from a day among words that DUE02 and others found"),
    ("rules/deadline.rs", "CLAUSE", "leaves out what DUE03 found in a clause about somebody else"),
    ("rules/deadline.rs", "DATED", "where the field that DUE01 found ends"),
    ("rules/deadline.rs", "DAY", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "END_OF_YEAR", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "FIGURES", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "OF", "leaves out what a rule found and the words before it make past"),
    ("rules/deadline.rs", "PART", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "REPORTING", "leaves out what DUE05 found where nothing is reported"),
    ("rules/deadline.rs", "SEASON", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "TERM", "reads the date of words that a rule found"),
    ("rules/deadline.rs", "UNIT", "leaves out measures that look like the years of a rule"),
    ("rules/deadline.rs", "YEAR", "reads the date of words that a rule found"),
    ("rules/families/readings.rs", "SENTENCES", "tells a title from sentences, of lines that a rule found"),
    ("rules/goals.rs", "IND", "leaves out headings that GOAL03 found and that name other things too"),
    ("rules/language.rs", "ANY", "the words of LANG01 to LANG03, for one word at a time"),
    ("rules/language.rs", "BEGINNING", "the words of LANG03, for one word at a time"),
    ("rules/language.rs", "BOKMÅL", "the words of LANG01, for one word at a time"),
    ("rules/language.rs", "DANISH", "the words of LANG03, for one word at a time"),
    ("rules/language.rs", "DANISH_ROW", "the words of LANG03, for two words at a time"),
    ("rules/language.rs", "NYNORSK", "the words of LANG02, for one word at a time"),
    ("rules/oppdrag/evidence/asking.rs", "MODAL", "where the task begins in a sentence that a sign found"),
    ("rules/oppdrag/evidence/plain.rs", "ACTS", "finds the short name of the recipient, to write it out"),
    ("rules/oppdrag/facts.rs", "ACTS", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "ASKED", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "ASKS", "reads the status of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "BODY", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "GENERIC", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "IMPERSONAL", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "INVERTED", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "MAY", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/facts.rs", "WITH", "reads who is asked, of an assignment that a rule found"),
    ("rules/oppdrag/mod.rs", "FIELD", "where an assignment that a rule found goes on: its fields"),
];

/// Rules' sources, each with its path below `src/`.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let files = ["rules", "genre"].iter().flat_map(|dir| walkdir::WalkDir::new(src.join(dir)));
    let files = files.map(Result::unwrap).filter(|f| f.path().extension().is_some_and(|e| e == "rs"));
    let named = files.map(|f| {
        let name = f.path().strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        (name, std::fs::read_to_string(f.path()).unwrap())
    });
    named.collect()
}

/// The name of the `static` that a place in a source stands in, and its type.
fn declared(source: &str, at: usize) -> (&str, &str) {
    let from = source[..at].rfind("static ").unwrap() + "static ".len();
    let (name, rest) = source[from..].split_once(':').unwrap();
    (name, rest.split_once('=').unwrap().0.trim())
}

#[test]
fn every_pattern_belongs_to_a_rule_or_is_a_helper_with_a_reason() {
    let mut bare: Vec<(String, String)> = Vec::new();
    for (file, source) in sources() {
        for (at, _) in source.match_indices("Pattern::new(") {
            let (name, sort) = declared(&source, at);
            if source[..at].trim_end().ends_with("pattern:") && ["Rule", "Sign"].contains(&sort) {
                continue;
            }
            assert_eq!(sort, "Pattern", "{file}: the pattern in {name} belongs to no rule");
            bare.push((file.clone(), name.to_owned()));
        }
    }
    bare.sort();
    bare.dedup();
    let known: Vec<(String, String)> =
        HELPERS.iter().map(|(file, name, _)| ((*file).to_owned(), (*name).to_owned())).collect();
    let new: Vec<_> = bare.iter().filter(|b| !known.contains(b)).collect();
    assert!(new.is_empty(), "make these rules, or say in HELPERS why they decide nothing: {new:?}");
    let gone: Vec<_> = known.iter().filter(|k| !bare.contains(k)).collect();
    assert!(gone.is_empty(), "HELPERS names what is no more: {gone:?}");
    assert!(known.is_sorted(), "HELPERS are sorted");
}

#[test]
fn every_rule_that_is_declared_is_listed() {
    let listed: HashSet<&str> = rules::all().into_iter().map(|r| r.code).collect();
    let mut declared = HashSet::new();
    for (file, source) in sources() {
        for (at, sort) in source.match_indices(": Rule =").chain(source.match_indices(": Sign =")) {
            let name = source[..at].rsplit(' ').next().unwrap();
            let code = source[at + sort.len()..].split('"').nth(1).unwrap();
            assert_eq!(name, code, "{file}: a rule is named as its code");
            assert!(listed.contains(code), "{file}: {code} is in no list of `arkiv rules`");
            declared.insert(code.to_owned());
        }
    }
    let lost: Vec<_> = listed.iter().filter(|code| !declared.contains(**code)).collect();
    assert!(lost.is_empty(), "declared nowhere: {lost:?}");
}

#[test]
fn an_inference_says_so() {
    let inferring: Vec<&str> = rules::all().into_iter().filter(|r| r.infers()).map(|r| r.code).collect();
    for code in ["AG04", "MIN05", "OPP05", "LANG04"] {
        assert!(inferring.contains(&code), "{code}");
        let rule = rules::named(code).unwrap();
        assert!(!rule.matches("Kartverket") && rule.find("Kartverket").is_none(), "{code}");
        let shown = arkiv(&["rules", code]).out;
        assert!(shown.contains(rule.summary) && shown.contains("infers; no words tell"), "{shown}");
    }
    assert!(!arkiv(&["rules", "KIND90"]).out.contains("infers"));
}
