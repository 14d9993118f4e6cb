//! The query language: what each sign means, and that nothing a person types makes it fail.

use super::asked::{ALL, Asked, set};
use styringsarkiv::archive::{Facet, Filters, Request};

const PLAN: &str = "Planen for moderniseringen ble lagt fram.";
const MAP: &str = "Kartet over fjorden er ferdig.";
const BOTH: &str = "Planen gjelder kartet.";
const MANY: &str = "Planene for moderniseringene ble lagt bort.";

fn notes() -> Asked {
    Asked::paragraphs(&[PLAN, MAP, BOTH, MANY])
}

/// Minutes of 2013 and 2017, a letter of 2018 and a note without a year.
pub fn archive() -> Asked {
    Asked::files(&[
        (
            "2013.txt",
            "Referat fra særmøte 3. mai 2013 mellom Arbeidsdepartementet og Arbeidstilsynet\n\n1. Kart\nPlanen for moderniseringen ble lagt fram.\n\nKonklusjon:\nKartet følges opp.\n",
        ),
        (
            "2017.txt",
            "Referat fra fagmøte 4. mai 2017 mellom Arbeids- og sosialdepartementet og Arbeidstilsynet\n\n1. Modernisering\nDirektøren orienterte om modernisering av kart i etaten.\n\nKonklusjon:\nModerniseringen følges opp.\n",
        ),
        (
            "2018.txt",
            "Tildelingsbrev 2018 – Kartverket\n\n1. Innledning\nKommunal- og moderniseringsdepartementet stiller med dette midler til disposisjon.\n\n2. Oppdrag\nOppdrag 1: Kartverket skal prøve moderniseringer av kartene innen 15. juni 2018.\n\nOppdrag 2: Kartverket skal vurdere fyrlister innen 1. oktober 2018.\n\nOppdrag 3: Kartverket skal samarbeide med Arbeidstilsynet om stedsnavn.\n",
        ),
        ("uten.md", "# Om kart\n\nModernisering av kart uten dato.\n"),
    ])
}

#[test]
fn words_are_any_of_them() {
    let notes = notes();
    assert_eq!(notes.found("moderniseringen kartet"), set(&[PLAN, MAP, BOTH, MANY]));
    assert_eq!(notes.found("fjorden"), set(&[MAP]));
    assert_eq!(notes.found("MODERNISERINGEN"), set(&[PLAN, MANY]), "case does not count");
}

#[test]
fn small_words_count_only_where_there_are_no_others() {
    let notes = notes();
    assert_eq!(notes.found("for fjorden"), set(&[MAP]));
    assert_eq!(notes.found("for"), set(&[PLAN, MANY]));
}

#[test]
fn a_phrase_is_found_as_printed_and_in_no_other_form() {
    let notes = notes();
    for query in [
        "\"planen for moderniseringen\"",
        "«Planen for moderniseringen»",
        "“planen for moderniseringen”",
        "„planen for moderniseringen“",
    ] {
        assert_eq!(notes.found(query), set(&[PLAN]), "{query}");
    }
    for query in ["\"plan for modernisering\"", "\"for planen\"", "\"planen moderniseringen\"", "\"plan\""] {
        assert_eq!(notes.ask(query).total, 0, "{query}");
    }
}

#[test]
fn what_has_a_minus_is_left_out() {
    let notes = notes();
    assert_eq!(notes.found("planen -kartet"), set(&[PLAN, MANY]));
    assert_eq!(notes.found("planen -moderniseringer"), set(&[BOTH]), "in all its forms");
    assert_eq!(notes.found("planen -\"for moderniseringen\""), set(&[BOTH, MANY]));
    assert_eq!(notes.found("-planen"), set(&[MAP, "Notat"]));
    assert_eq!(notes.found("planen -(moderniseringen kartet)"), set(&[]));
    assert_eq!(notes.found("planen -moderniser*"), set(&[BOTH]));
}

#[test]
fn what_has_a_plus_must_be_there() {
    let notes = notes();
    assert_eq!(notes.found("planen +kartet"), set(&[BOTH, MAP]));
    assert_eq!(notes.found("+planen +kartet"), set(&[BOTH]));
    assert_eq!(notes.found("+for planen"), set(&[PLAN, MANY]), "also a small word");
    assert_eq!(notes.texts("planen +kartet")[0], BOTH, "the others still weigh");
}

#[test]
fn a_star_stands_for_the_end_of_a_word() {
    let notes = notes();
    assert_eq!(notes.found("moderniser*"), set(&[PLAN, MANY]));
    assert_eq!(notes.found("Moderniseringen*"), set(&[PLAN, MANY]));
    assert_eq!(notes.found("moderniseringene*"), set(&[MANY]));
    assert_eq!(notes.found("fjo* -plan*"), set(&[MAP]));
    assert_eq!(notes.ask("iseringen*").total, 0, "not for its beginning");
    let notes = Asked::paragraphs(&["Saken er 2024/1234-5.", "Saken er 1999/77."]);
    assert_eq!(notes.found("+2024/12*"), set(&["Saken er 2024/1234-5."]), "nor for a number as written");
}

#[test]
fn or_and_not_and_parentheses_mean_what_they_say() {
    let notes = notes();
    for or in ["OR", "ELLER", "|", "||"] {
        assert_eq!(notes.found(&format!("+(fjorden {or} bort)")), set(&[MAP, MANY]), "{or}");
        assert_eq!(
            notes.found(&format!("\"planen gjelder\" {or} \"over fjorden\"")),
            set(&[MAP, BOTH]),
            "{or}"
        );
    }
    for and in ["AND", "OG", "&&"] {
        assert_eq!(notes.found(&format!("planen {and} kartet")), set(&[BOTH]), "{and}");
    }
    for not in ["NOT ", "IKKE ", "IKKJE ", "-", "!"] {
        assert_eq!(notes.found(&format!("planen {not}kartet")), set(&[PLAN, MANY]), "{not}");
    }
    assert_eq!(notes.found("planen AND (kartet OR bort)"), set(&[BOTH, MANY]));
    assert_eq!(notes.found("(planen AND kartet) OR (bort AND lagt)"), set(&[BOTH, MANY]));
    assert_eq!(notes.found("planen AND NOT (kartet OR bort)"), set(&[PLAN]));
    assert_eq!(notes.found("+kartet +(-planen)"), set(&[MAP]));
    assert_eq!(notes.found("fjorden OR -planen"), set(&[MAP, "Notat"]));
    assert_eq!(notes.found("planen og kartet"), notes.found("planen kartet"), "small letters are words");
}

#[test]
fn every_filter_has_its_names() {
    let archive = archive();
    let one = |paths: &[&str]| paths.iter().map(|p| format!("{p}.txt")).collect::<Vec<_>>();
    let (all, minutes, letter) = (one(&["2013", "2017", "2018"]), one(&["2013", "2017"]), one(&["2018"]));
    for (names, value, paths) in [
        (&["year", "år", "År", "YEAR"][..], "2013", one(&["2013"])),
        (&["year", "år"], "2013..2017", minutes.clone()),
        (&["year", "år"], "2014..", one(&["2017", "2018"])),
        (&["year", "år"], "..2017", minutes.clone()),
        (&["type", "møte"], "særmøte", one(&["2013"])),
        (&["ministry", "departement"], "ASD", minutes.clone()),
        (&["ministry", "departement"], "\"Arbeids- og sosialdepartementet\"", minutes.clone()),
        (&["agency", "etat", "virksomhet"], "Kartverket", letter.clone()),
        (&["agency", "etat", "virksomhet"], "\"Statens kartverk\"", letter.clone()),
        (&["kind", "slag"], "referat", minutes.clone()),
        (&["kind", "slag"], "Tildelingsbrev", letter.clone()),
        (&["text", "tekst"], "digital", [all, vec!["uten.md".to_owned()]].concat()),
        (&["text", "tekst"], "ocr", Vec::new()),
        (&["part", "del"], "oppdrag", letter.clone()),
        (&["part", "del"], "conclusion", minutes),
        (&["has", "har"], "deadline", letter.clone()),
        (&["has", "har"], "frist", letter.clone()),
        (&["frist", "deadline"], "2018-06..2018-12", letter),
    ] {
        for name in names {
            let query = format!("{name}:{value}");
            let answer = archive.ask(&query);
            assert!(answer.warnings.is_empty(), "{query}: {:?}", answer.warnings);
            assert_eq!(archive.paths(&query), paths, "{query}");
        }
    }
}

#[test]
fn what_a_unit_has_is_asked_by_has_and_by_its_deadline() {
    let archive = archive();
    let numbers = |query: &str| -> Vec<String> {
        let found = archive.found(query);
        found.iter().map(|t| t.chars().find(char::is_ascii_digit).unwrap_or('-').to_string()).collect()
    };
    for (query, oppdrag) in [
        ("has:deadline", &["1", "2"][..]),
        ("has:addressee", &["1", "2", "3"]),
        ("har:adressat", &["1", "2", "3"]),
        ("has:number", &["1", "2", "3"]),
        ("part:oppdrag -has:deadline", &["3"]),
        ("frist:2018", &["1", "2"]),
        ("frist:2018-06", &["1"]),
        ("frist:2018-06-15", &["1"]),
        ("frist:2018-06-16", &[]),
        ("frist:2018-06-16..2018-10-01", &["2"]),
        ("frist:2018-06..2018-12", &["1", "2"]),
        ("frist:..2018-09", &["1"]),
        ("frist:2018-07..", &["2"]),
        ("frist:2019", &[]),
        ("part:oppdrag -frist:2018-10", &["1", "3"]),
    ] {
        assert_eq!(numbers(query), oppdrag, "{query}");
    }
}

#[test]
fn filters_stand_anywhere_a_word_can() {
    let archive = archive();
    for (query, paths) in [
        ("kart -year:2018", &["2013.txt", "2017.txt", "uten.md"][..]),
        ("kart NOT år:2018", &["2013.txt", "2017.txt", "uten.md"]),
        ("kart -year:2013..2017", &["2018.txt", "uten.md"]),
        ("-kind:referat", &["2018.txt", "uten.md"]),
        ("-ministry:\"Arbeids- og sosialdepartementet\" modernisering", &["2018.txt", "uten.md"]),
        ("year:2013 OR year:2018", &["2013.txt", "2018.txt"]),
        ("fyrlister OR type:særmøte", &["2013.txt", "2018.txt"]),
        ("(kart year:2013) OR (fyrlister år:2018)", &["2013.txt", "2018.txt"]),
        ("(fyrlister year:2013) OR (kart år:2017)", &["2017.txt"]),
        ("kart AND (year:2013 OR year:2017)", &["2013.txt", "2017.txt"]),
        ("year:2013..2018 -year:2017 kart", &["2013.txt", "2018.txt"]),
        // One value of a filter is enough; years must hold together.
        ("kind:referat kind:tildelingsbrev", &["2013.txt", "2017.txt", "2018.txt"]),
        ("year:2013..2017 year:2017..2018", &["2017.txt"]),
        ("year:2013 year:2017", &[]),
    ] {
        assert_eq!(archive.paths(query), paths, "{query}");
        assert!(archive.ask(query).warnings.is_empty(), "{query}");
    }
    assert_eq!(archive.ask("year:2013").total, 5, "a filter alone lists all that passes");
}

#[test]
fn a_filter_in_the_query_is_the_filter_of_the_library_and_of_the_command_line() {
    let archive = archive();
    let known = archive.archive.known().unwrap();
    for (facet, option, value) in [
        (Facet::Year, "--year", "2013..2017"),
        (Facet::MeetingType, "--type", "fagmøte"),
        (Facet::Ministry, "--ministry", "ASD"),
        (Facet::Agency, "--agency", "Kartverket"),
        (Facet::Kind, "--kind", "referat"),
        (Facet::Text, "--text", "digital"),
        (Facet::Part, "--part", "conclusion"),
    ] {
        let mut filters = Filters::default();
        filters.demand(facet, value, known).unwrap();
        let inside = archive.ask(&format!("modernisering {}:{value}", facet.name()));
        let beside = archive.filtered("modernisering", &filters);
        assert_eq!(inside.total, beside.total, "{option}");
        assert_eq!(inside.facets, beside.facets, "{option}");
        let texts = |a: &styringsarkiv::archive::Answer| -> Vec<String> {
            a.hits.iter().map(|h| format!("{} {} {}", h.path, h.text, h.score)).collect()
        };
        assert_eq!(texts(&inside), texts(&beside), "{option}");
        let run = |options: &[&str], query: &[&str]| {
            let mut answer = archive.json(options, query);
            answer["query"] = serde_json::Value::Null;
            answer
        };
        let flag = run(&[option, value], &["modernisering"]);
        let inside_it = format!("modernisering {}:{value}", facet.name());
        assert_eq!(flag, run(&[], &[&inside_it]), "{option}");
        assert_eq!(flag["total"], inside.total);
        let listed: Vec<&str> =
            flag["hits"].as_array().unwrap().iter().map(|h| h["text"].as_str().unwrap()).collect();
        assert_eq!(listed, inside.hits.iter().map(|h| h.text.as_str()).collect::<Vec<_>>(), "{option}");
    }
}

#[test]
fn the_library_and_the_command_line_speak_one_language() {
    let archive = archive();
    for query in [
        "modernisering kart",
        "\"modernisering av kart\" -dato",
        "moderniser* +kart",
        "(kart OR fyrlister) AND -year:2018",
        "frist:2018-06 OR \"følges opp\"",
        "tulleord:1 kart",
        "\"planen",
    ] {
        let answer = archive.ask(query);
        let json = archive.json(&[], &[query]);
        assert_eq!(json["total"], answer.total, "{query}");
        assert_eq!(json["warnings"], serde_json::json!(answer.warnings), "{query}");
        let texts: Vec<&str> =
            json["hits"].as_array().unwrap().iter().map(|h| h["text"].as_str().unwrap()).collect();
        assert_eq!(texts, archive.texts(query), "{query}");
        // Words that the shell hands over one by one are one query.
        assert_eq!(archive.json(&[], &query.split(' ').collect::<Vec<_>>()), json, "{query}");
    }
    let none = Request { query: "kart".to_owned(), limit: 0, ..Request::default() };
    let answer = archive.request(&none);
    assert!(answer.hits.is_empty() && answer.total == archive.ask("kart").total && ALL > answer.total);
}

#[test]
fn and_binds_before_or() {
    let notes = notes();
    // PLAN has both words of the first side, MAP the one of the other; BOTH has neither side whole.
    assert_eq!(notes.found("\"planen\" AND \"moderniseringen\" OR fjorden"), set(&[PLAN, MAP]));
    assert_eq!(notes.found("fjorden OR \"planen\" AND \"moderniseringen\""), set(&[PLAN, MAP]));
    assert_eq!(notes.found("\"planen\" AND (\"moderniseringen\" OR fjorden)"), set(&[PLAN]));
    assert_eq!(notes.found("\"planen\" AND -kartet OR fjorden"), set(&[PLAN, MAP]));
}
