//! Why a passage is there: reasons, highlights, and what the analyser makes of a text.

use super::asked::{Asked, highlighted, set};
use super::support::{Folder, arkiv};
use serde_json::{Value, json};
use styringsarkiv::archive::{Analyser, By, Sort, Source};

/// The terms of a text: sort, term, and what of the text it stands for.
fn terms(text: &str) -> Vec<(Sort, String, String)> {
    let tokens = Analyser::default().tokens(text);
    tokens.into_iter().map(|t| (t.sort, t.term, text[t.range].to_owned())).collect()
}

fn of(sort: Sort, text: &str) -> Vec<(String, String)> {
    terms(text).into_iter().filter(|t| t.0 == sort).map(|t| (t.1, t.2)).collect()
}

#[test]
fn every_reason_is_said() {
    let asked = Asked::files(&[
        (
            "notat.md",
            "# Notat\n\nVirksomheten vokser.\n\nTiltaksøkonomien er svak.\n\nKvalifiseringsprogrammet vokser.\n\nIKT-modernisering er dyrt.\n\nSærmøtet ble utsatt.\n\nModenhet måles.\n\nEtaten innfører digital hendelsesflyt (DHF) nå.\n",
        ),
        ("annet.md", "# Annet\n\nDHF er her.\n"),
    ]);
    let documents = By::Alias(Source::Documents);
    for (query, begin, matched, by, name) in [
        ("virksomheten", "Virksomheten", "Virksomheten", By::Exact, "exact"),
        ("virksomheter", "Virksomheten", "Virksomheten", By::Stem, "stem"),
        ("verksemd", "Virksomheten", "Virksomheten", By::Nynorsk, "nynorsk"),
        ("økonomi", "Tiltaks", "økonomien", By::Part, "compound"),
        ("tiltak", "Tiltaks", "Tiltaks", By::Part, "compound"),
        ("KVP", "Kval", "Kvalifiseringsprogrammet", By::Alias(Source::Aliases), "alias"),
        ("digital hendelsesflyt", "DHF", "DHF", documents, "abbreviation"),
        ("iktmodernisering", "IKT", "IKT-modernisering", By::Hyphen, "hyphen"),
        ("saermote", "Særmøtet", "Særmøtet", By::Spelling, "spelling"),
        ("moden*", "Modenhet", "Modenhet", By::Prefix, "prefix"),
        ("\"ble utsatt\"", "Særmøtet", "ble utsatt", By::Exact, "exact"),
    ] {
        let hits = asked.ask(query).hits;
        let hit = hits.iter().find(|h| h.text.starts_with(begin)).unwrap();
        let term = query.trim_matches('"').to_owned();
        let why: Vec<_> = hit.why.iter().map(|r| (r.term.clone(), r.matched.clone(), r.by)).collect();
        assert_eq!(why, [(term, matched.to_owned(), by)], "{query}");
        assert_eq!(highlighted(hit), [matched], "{query}");
        assert!(!hit.why[0].in_heading);
        assert_eq!(by.as_str(), name);
        let json = asked.json(&[], &[query]);
        let same = json["hits"].as_array().unwrap().iter().find(|h| h["text"] == hit.text).unwrap();
        assert_eq!(same["why"][0]["by"], name, "{query}");
        assert_eq!(same["why"][0]["matched"], matched, "{query}");
    }
}

#[test]
fn people_are_told_only_what_the_marks_do_not_show() {
    let asked = Asked::files(&[("a.md", "# Kart\n\nVirksomheten tegner.\n\nTiltaksøkonomien er svak.\n")]);
    let said = |query: &str| asked.run(&[], &[query]).out;
    assert!(said("verksemd").contains("verksemd = Virksomheten (nynorsk or bokmål)"));
    assert!(said("økonomi").contains("økonomi = økonomien (part of a compound)"));
    assert!(said("kart tegner").contains("kart = Kart (in the heading)"));
    assert!(!said("tegner").contains("tegner ="), "{}", said("tegner"));
}

#[test]
fn a_word_in_the_headings_above_is_a_reason_of_its_own() {
    let asked = Asked::files(&[(
        "a.md",
        "# Notat\n\n## Sykefravær\n\nUtviklingen er god.\n\nSykefraværet faller.\n",
    )]);
    let hits = asked.ask("sykefravær utviklingen").hits;
    let hit = hits.iter().find(|h| h.text.starts_with("Utviklingen")).unwrap();
    let why: Vec<_> = hit.why.iter().map(|r| (r.term.as_str(), r.matched.as_str(), r.in_heading)).collect();
    assert_eq!(why, [("utviklingen", "Utviklingen", false), ("sykefravær", "Sykefravær", true)]);
    assert_eq!(highlighted(hit), ["Utviklingen"], "what stands in the heading is not marked in the passage");
    let own = hits.iter().find(|h| h.text.starts_with("Sykefraværet")).unwrap();
    assert!(own.why.iter().all(|r| !r.in_heading), "the passage says it itself: {:?}", own.why);
}

#[test]
fn what_is_left_out_and_what_is_demanded_is_no_reason() {
    let asked = Asked::paragraphs(&["Kartet er ferdig i dag."]);
    let why = asked.why("kart -planen -\"er klart\" text:digital", "Kartet");
    assert_eq!(why, [("kart".to_owned(), "Kartet".to_owned(), By::Stem)]);
}

#[test]
fn highlights_count_code_points_and_cover_the_words_as_printed() {
    let asked = Asked::paragraphs(&[
        "Århundrets «økonomi» – ÆØÅ 🦀 og tiltaksøkonomi, Økonomien; ØKONOMI.",
        "Han sa at kvalifiserings\u{ad}programmet vokser.",
        "Sum 12\u{a0}300\u{a0}000 kroner og § 11-5.",
    ]);
    let marked = |query: &str| -> Vec<String> {
        let hits = asked.ask(query).hits;
        let hit = hits.first().unwrap_or_else(|| panic!("{query} finds nothing"));
        // The letters of the passage are those of the snippet, on one line.
        let letters: Vec<char> = hit.snippet.text.chars().collect();
        for (from, to) in &hit.snippet.highlights {
            assert!(from < to && *to as usize <= letters.len(), "{query}");
        }
        assert!(hit.snippet.highlights.windows(2).all(|w| w[0].1 <= w[1].0), "they stand in order: {query}");
        highlighted(hit)
    };
    assert_eq!(marked("økonomi"), ["økonomi", "økonomi", "Økonomien", "ØKONOMI"]);
    assert_eq!(marked("\"12 300 000\""), ["12 300 000"]);
    assert_eq!(marked("12300000"), ["12 300 000"]);
    assert_eq!(marked("§ 11-5"), ["§ 11-5"]);
    let program = marked("kvalifiseringsprogram");
    assert_eq!(program.len(), 1);
    assert_eq!(program[0].replace('\u{ad}', ""), "kvalifiseringsprogrammet");
}

#[test]
fn only_the_part_of_a_compound_that_matched_is_marked() {
    let asked = Asked::paragraphs(&["Saksbehandlingstiden er lang."]);
    for (query, marked) in [
        ("sak", "Saks"),
        ("behandling", "behandlings"),
        ("tid", "tiden"),
        ("saksbehandlingstid", "Saksbehandlingstiden"),
    ] {
        assert_eq!(highlighted(&asked.ask(query).hits[0]), [marked], "{query}");
    }
}

#[test]
fn a_pair_that_a_line_break_parts_is_marked_as_it_stands() {
    let asked = Asked::paragraphs(&["Omtalen gjelder IKT-\nmoderniseringen i hele etaten."]);
    for query in ["iktmodernisering", "IKT-modernisering", "IKT modernisering"] {
        let hit = &asked.ask(query).hits[0];
        let marked = highlighted(hit).join(" ");
        assert_eq!(marked.replace('-', " "), "IKT moderniseringen", "{query}");
        assert!(!hit.snippet.text.contains('\n'), "{query}");
    }
}

#[test]
fn a_long_passage_is_cut_to_the_stretch_that_shows_most() {
    let filler = "Dette er fyllord som ikke sier noe særlig om saken. ".repeat(12);
    let text = format!("Kartet nevnes først. {filler}Her står kartet og planen sammen i fjorden. {filler}");
    let asked = Asked::paragraphs(&[text.trim()]);
    let hit = &asked.ask("kart plan fjord").hits[0];
    assert_eq!(highlighted(hit), ["kartet", "planen", "fjorden"]);
    let snippet = &hit.snippet.text;
    assert!(snippet.starts_with("… ") && snippet.ends_with(" …"), "{snippet}");
    assert!(snippet.chars().count() <= 284, "{}", snippet.chars().count());
    assert!(hit.text.contains(snippet.trim_matches(['…', ' '])));
    // In a word that is longer than what is shown of what stands before.
    let address = format!("https://eksempel.no/{}kart.html", "mappe/".repeat(14));
    let asked = Asked::paragraphs(&[&format!("{filler}Se {address} for mer. {filler}")]);
    assert_eq!(highlighted(&asked.ask("kart").hits[0]), ["kart"]);
    let short = &Asked::paragraphs(&["Kartet er ferdig."]).ask("kart").hits[0].snippet.text.clone();
    assert_eq!(short, "Kartet er ferdig.");
}

#[test]
fn a_word_has_its_stem_itself_its_parts_and_its_capitals() {
    assert_eq!(
        of(Sort::Stem, "Virksomhetene Verksemda"),
        [("virksom".to_owned(), "Virksomhetene".to_owned()), ("virksom".to_owned(), "Verksemda".to_owned()),]
    );
    assert_eq!(of(Sort::Printed, "Kart OG kart")[1], ("og".to_owned(), "OG".to_owned()));
    let parts: Vec<String> = of(Sort::Part, "Tiltaksøkonomien").into_iter().map(|t| t.1).collect();
    assert_eq!(parts, ["Tiltaks", "økonomien"]);
    assert_eq!(
        of(Sort::Capitals, "LAR lar KVPene NAV"),
        [("LAR".to_owned(), "LAR".to_owned()), ("NAV".to_owned(), "NAV".to_owned()),]
    );
    let joined = |text: &str| of(Sort::Joined, text).into_iter().map(|t| t.1).collect::<Vec<_>>();
    assert_eq!(joined("en e-post og IKT-modernisering"), ["e-post", "IKT-modernisering"]);
    assert_eq!(joined("12 300 000 kroner"), ["12 300 000"]);
    assert_eq!(joined("i 2017-2018 var 12 30 to tall"), Vec::<String>::new());
}

#[test]
fn places_are_true_to_the_text_before_anything_is_changed_in_it() {
    for text in [
        "IKT-\nmoderniseringen og tiltaks-\nøkonomien",
        "kvalifiserings\u{ad}program\u{ad}met",
        "ÅRSRAPPORT–İstanbul ß ŉ ǆ Σίσυφος",
        "kap. 634 post\u{a0}01: 12\u{a0}300\u{202f}000 § 11-5, §§ 2–3",
        "e\u{301}n a\u{30a}r 🦀 sak 2024/1234-5",
        "arbeids-  og\tvelferds-\r\netaten",
        "--- - -a- b- -c",
    ] {
        let tokens = Analyser::default().tokens(text);
        let mut position = 0;
        for token in &tokens {
            let printed = text.get(token.range.clone());
            let printed = printed.unwrap_or_else(|| panic!("{text:?}: {token:?} cuts a letter"));
            assert!(!printed.is_empty() && printed.trim() == printed, "{text:?}: {token:?}");
            assert!(token.position >= position, "{text:?}: {token:?}");
            position = token.position;
            // The letters of a word as printed are those of the text, but for hyphens, breaks and case.
            let letters = |s: &str| -> String {
                s.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '§').collect()
            };
            if token.sort == Sort::Printed && token.term != "§" {
                assert_eq!(letters(&token.term), letters(printed), "{text:?}: {token:?}");
            }
        }
        let last = tokens.iter().map(|t| t.range.end).max();
        assert!(last.is_none_or(|l| l <= text.len()));
    }
    let broken = of(Sort::Printed, "tiltaks-\nøkonomien");
    assert_eq!(broken, [("tiltaksøkonomien".to_owned(), "tiltaks-\nøkonomien".to_owned())]);
    // Parts of a word that was put together again are marked with it.
    for word in ["tiltaks-\nøkonomien", "tiltaks\u{ad}økonomien", "til\u{ad}taksøkonomien"] {
        let parts = of(Sort::Part, word);
        assert!(parts.len() == 2 && parts.iter().all(|(_, printed)| printed == word), "{parts:?}");
    }
    let kept = of(Sort::Joined, "IKT-\nmoderniseringen");
    assert_eq!(kept.iter().map(|t| t.1.as_str()).collect::<Vec<_>>(), ["IKT-\nmoderniseringen"]);
    assert!(Analyser::default().tokens(" … – ").is_empty());
}

#[test]
fn analyze_shows_what_the_analyser_makes() {
    let ran = arkiv(&["analyze", "--format", "json", "E-post om", "tiltaksøkonomi"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = ran.json();
    let rows = rows.as_array().unwrap();
    let text = "E-post om tiltaksøkonomi";
    let tokens = Analyser::default().tokens(text);
    assert_eq!(rows.len(), tokens.len());
    for (row, token) in rows.iter().zip(tokens) {
        assert_eq!(row["term"], token.term);
        assert_eq!(row["sort"], token.sort.name());
        assert_eq!(row["position"], token.position);
        assert_eq!(row["printed"], text[token.range]);
    }
    let sorts: std::collections::BTreeSet<&str> = rows.iter().map(|r| r["sort"].as_str().unwrap()).collect();
    assert_eq!(sorts, ["joined", "part", "printed", "stem"].into());
    let ran = arkiv(&["analyze", text]);
    assert_eq!(ran.code, 0);
    for line in ["tiltaksøkonomi", "joined   epost", "part     tiltak", "part     økonomi"] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
}

#[test]
fn analyze_says_where_there_is_nothing() {
    let ran = arkiv(&["analyze", "…"]);
    assert_eq!((ran.code, ran.out.trim()), (1, "no words"));
    let ran = arkiv(&["analyze", "--format", "json", "…"]);
    assert_eq!((ran.code, ran.json()), (1, json!([])));
    assert_eq!(arkiv(&["analyze"]).code, 2);
    let long = "ord ".repeat(20_000);
    assert_eq!(arkiv(&["analyze", "--format", "ndjson", &long]).code, 0);
}

#[test]
fn compounds_are_measured_against_a_list() {
    let folder = Folder::new(&[
        ("good.tsv", "# a list\ntiltaks|økonomi\tC\nnasjonal\tN\n"),
        ("other.tsv", "nasjonal\tN\ntilt|aksøkonomi\tC\n"),
        ("bad.tsv", "tiltaks|økonomi\tC\ntiltaksplan C\n"),
        ("letter.tsv", "tiltaks|økonomi\tX\n"),
    ]);
    std::fs::write(folder.path().join("bytes.tsv"), b"tiltaks|\xf8konomi\tC\n").unwrap();
    let measure = |file: &str, show: bool| {
        let path = folder.path().join(file);
        let mut args = vec!["analyze", "--compounds", path.to_str().unwrap()];
        args.extend(show.then_some("--show"));
        arkiv(&args)
    };
    let ran = measure("good.tsv", true);
    assert_eq!((ran.code, ran.out.trim()), (0, "2 words: precision 1.000, recall 1.000"), "{}", ran.err);
    let ran = measure("other.tsv", true);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("line 2: tilt|aksøkonomi is parted tiltaks|økonomi"), "{}", ran.out);
    assert!(ran.out.contains("2 words: precision 0.000, recall 0.000"), "{}", ran.out);
    assert!(!measure("other.tsv", false).out.contains("line 2"));
    for (file, said) in [
        ("bad.tsv", &["bad.tsv", "2", "no tab"][..]),
        ("letter.tsv", &["letter.tsv", "1", "should be C"]),
        ("bytes.tsv", &["bytes.tsv"]),
        ("missing.tsv", &["missing.tsv"]),
    ] {
        let ran = measure(file, false);
        assert_eq!(ran.code, 2, "{file}");
        assert!(said.iter().all(|s| ran.err.contains(s)), "{file}: {}", ran.err);
        assert!(ran.out.is_empty(), "{file}");
    }
}

#[test]
fn the_reasons_and_marks_of_the_program_are_those_of_the_library() {
    let asked = Asked::paragraphs(&["Økonomien i tiltaket er god.", "Tiltaksøkonomien er svak."]);
    assert_eq!(asked.found("økonomi tiltak").len(), 2);
    let json = asked.json(&[], &["økonomi tiltak"]);
    for (hit, of_library) in json["hits"].as_array().unwrap().iter().zip(asked.ask("økonomi tiltak").hits) {
        assert_eq!(hit["snippet"]["text"], of_library.snippet.text);
        assert_eq!(hit["snippet"]["highlights"], json!(of_library.snippet.highlights));
        let keys: Vec<&String> = hit["why"][0].as_object().unwrap().keys().collect();
        assert_eq!(set(&["by", "in_heading", "matched", "term"]), keys.into_iter().cloned().collect());
        assert_eq!(hit["why"].as_array().map(Vec::len), Some(of_library.why.len()));
        assert_ne!(hit["score"], Value::Null);
    }
}
