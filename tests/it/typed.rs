//! What people type that is not right: nothing fails, what was not understood is said, and where nothing is
//! found, what to try instead.

use super::asked::Asked;
use super::query::archive;
use styringsarkiv::archive::{Facet, Filters, Request, Why};

/// Odd queries, each with words of the warning that they give; none where there is nothing to warn of.
const ODD: &[(&str, Option<&str>)] = &[
    ("", None),
    ("   ", None),
    ("\u{a0}\t", None),
    ("...", None),
    ("-", None),
    ("--", None),
    ("+", None),
    (":", None),
    ("()", None),
    ("\"\"", None),
    ("«»", None),
    ("\"...\"", None),
    ("\u{0}", None),
    ("kart\u{0}", None),
    ("🦀 kart", None),
    ("k\u{301}art", None),
    ("\u{202e}trak", None),
    ("kart-", None),
    ("-kart-", None),
    ("a-b-c-d-e", None),
    ("kart/modernisering", None),
    ("https://eksempel.no/kart?aar=2018", None),
    ("C:\\kart\\2018", None),
    ("kart^2 modernisering~1", None),
    ("[2013 TO 2018]", None),
    ("{kart}", None),
    ("'kart'", None),
    ("12:30", None),
    ("§", None),
    ("§§ 11-5", None),
    ("år:2018 OG", None),
    ("+(kart)", None),
    ("NOT NOT kart", None),
    ("\"kart", Some("quotation mark has no partner")),
    ("kart\"", Some("quotation mark has no partner")),
    ("\"kart\" \"", Some("quotation mark has no partner")),
    ("-\"kart", Some("quotation mark has no partner")),
    ("departement:\"Arbeids", Some("quotation mark has no partner")),
    ("(kart", Some("is not closed")),
    ("((kart)", Some("is not closed")),
    ("kart)", Some("was never opened|has no partner")),
    (")(", Some("has no partner")),
    ("OR", Some("OR has nothing on one of its sides")),
    ("kart OR", Some("OR has nothing on one of its sides")),
    ("OR kart", Some("OR has nothing on one of its sides")),
    ("kart OR OR modernisering", Some("OR has nothing on one of its sides")),
    ("(OR)", Some("OR has nothing on one of its sides")),
    ("kart NOT", Some("missing after a minus sign")),
    ("*", Some("star alone")),
    ("* kart", Some("star alone")),
    ("k*", Some("at least two letters")),
    ("TB2026-6*", Some("at least two letters")),
    ("k*rt", Some("at the end of a word only")),
    ("*kart", Some("at the end of a word only")),
    ("ka**", Some("at least two letters")),
    ("tulleord:kart", Some("there is no filter tulleord; there are year, type, ministry")),
    ("year:nitten", Some("not a year")),
    ("year:2018..2013", Some("the first year is after the last")),
    ("year:..", Some("not a year")),
    ("year:99999", Some("not a year")),
    ("year: 2018", Some("has no value")),
    ("kind:roman", Some("no such kind; there are")),
    ("part:kapittel", Some("no such part; there are")),
    ("text:papir", Some("no such origin; there are")),
    ("type:kafemøte", Some("no such type of meeting; there are")),
    ("ministry:Romdepartementet", Some("no ministry of that name")),
    ("agency:Romtilsynet", Some("no agency of that name")),
    ("has:hest", Some("there are deadline, addressee, number")),
    ("frist:snart", Some("is no date; write 2018")),
    ("frist:2018-13", Some("is no date; write 2018")),
    ("frist:2018-06-32", Some("is no date; write 2018")),
    ("frist:2018-06-15-01", Some("is no date; write 2018")),
    ("frist:2018-12..2018-06", Some("the first day is after the last")),
    ("frist:..", Some("write 2018, 2018-06")),
];

#[test]
fn nothing_that_is_typed_makes_a_search_fail() {
    assert!(ODD.len() >= 30);
    let archive = archive();
    for (query, warning) in ODD {
        let answer = archive.ask(query);
        let said = answer.warnings.join(" | ");
        match warning {
            Some(wanted) => assert!(wanted.split('|').any(|w| said.contains(w)), "{query}: {said}"),
            None => assert!(answer.warnings.is_empty(), "{query}: {said}"),
        }
        // No process can be given a word with a null in it.
        if query.contains('\0') {
            continue;
        }
        let ran = archive.run(&["--format", "json", "--limit", "3"], &[query]);
        assert_eq!(ran.code, i32::from(answer.total == 0), "{query}: {}", ran.err);
        assert_eq!(ran.json()["warnings"], serde_json::json!(answer.warnings), "{query}");
        let ran = archive.run(&["--limit", "3"], &[query]);
        assert_eq!(ran.code, i32::from(answer.total == 0), "{query}: {}", ran.err);
        for warning in &answer.warnings {
            assert!(ran.err.contains(warning.as_str()), "{query}: {}", ran.err);
        }
    }
}

#[test]
fn what_is_not_understood_is_read_as_words() {
    let archive = archive();
    for (query, words) in [
        ("\"fyrlister", "fyrlister"),
        ("(fyrlister", "fyrlister"),
        ("fyrlister)", "fyrlister"),
        ("OR fyrlister", "fyrlister"),
        ("tulleord:fyrlister", "tulleord fyrlister"),
        ("kind:fyrlister", "kind fyrlister"),
        ("fyrlister year: 2018", "fyrlister year 2018"),
    ] {
        assert_eq!(archive.texts(query), archive.texts(words), "{query}");
        assert!(archive.ask(query).total > 0, "{query}");
    }
}

#[test]
fn a_query_without_words_lists_every_passage_in_the_order_of_the_documents() {
    let archive = archive();
    let all = archive.ask("");
    let spans: Vec<_> = all.hits.iter().map(|h| (h.path.clone(), h.span.start)).collect();
    let passages: usize = all.facets.timeline.iter().map(|y| y.hits as usize).sum();
    assert_eq!(all.total, spans.len());
    assert_eq!(passages, spans.iter().filter(|(path, _)| path != "uten.md").count());
    for path in archive.paths("") {
        let starts: Vec<u32> = spans.iter().filter(|(p, _)| *p == path).map(|(_, s)| *s).collect();
        assert!(starts.len() > 1 && starts.is_sorted(), "{path}: {starts:?}");
    }
}

#[test]
fn ten_thousand_signs_are_only_odd() {
    let notes = Asked::paragraphs(&["Kartet er ferdig.", "Planen er ny."]);
    let times = |what: &str, n: usize| what.repeat(n);
    for (query, finds) in [
        (times("(", 10_000), true),
        (times(")", 10_000), true),
        (times("()", 5_000), true),
        (times("(", 5_000) + "kart" + &times(")", 5_000), false),
        (times("(kart ", 10) + &times(")", 10), true),
        (times("\"", 10_000), true),
        (times("\"", 10_001), true),
        (times("-(", 5_000), true),
        (times("(kart -", 1_500), false),
        (times("NOT ", 100_000) + "kart", true),
        (times("NOT ", 100_001) + "kart", true),
        (times("+NOT ", 20_000) + "kart", true),
        (times("kart OR ", 1_200), true),
        (times("OR ", 3_000), true),
        (times("ord ", 2_500), false),
        (times("kart-", 2_000), true),
        (times("*", 10_000), true),
        (times("å", 10_000), false),
        (times("1 ", 5_000), false),
        (times("§ ", 5_000), false),
        (times(":", 10_000), true),
    ] {
        let answer = notes.ask(&query);
        let begin: String = query.chars().take(12).collect();
        if finds {
            assert!(answer.total > 0, "{begin}…");
        }
        assert!(answer.warnings.len() < 5, "{begin}…: a warning is said once: {:?}", answer.warnings);
    }
    assert_eq!(notes.texts(&(times("NOT ", 100_000) + "kart")), ["Kartet er ferdig."]);
    let ran = notes.run(&[], &[&times("NOT ", 30_000)]);
    assert!(ran.code <= 1 && ran.err.contains("minus sign"), "{}", ran.err);
}

/// Runs every suggestion and checks that it finds what it says; gives them as text.
fn tried(archive: &Asked, request: &Request) -> Vec<String> {
    let answer = archive.request(request);
    assert_eq!(answer.total, 0, "{}", request.query);
    let facet = |name: &str| Facet::ALL.into_iter().map(|(f, _)| f).find(|f| f.name() == name).unwrap();
    let mut out = Vec::new();
    for suggestion in answer.suggestions {
        let mut again = Request { query: suggestion.query.clone(), ..request.clone() };
        if let Some(name) = suggestion.without {
            again.filters.drop(facet(name));
        }
        let total = archive.request(&again).total as u64;
        assert!(total > 0 && total == suggestion.total, "{suggestion:?} finds {total}");
        let without = suggestion.without.map_or_else(String::new, |w| format!(" --{w}"));
        out.push(format!("{}: {}{without}", suggestion.why.as_str(), suggestion.query));
    }
    out
}

fn query(query: &str) -> Request {
    Request { query: query.to_owned(), limit: 10, ..Request::default() }
}

#[test]
fn where_nothing_is_found_what_to_try_finds_as_much_as_it_says() {
    let archive = archive();
    for (typed, wanted) in [
        ("moderniserng", "spelling: modernisering"),
        ("Modernisernig", "spelling: modernisering"),
        ("fyrlsiter AND kart*", "spelling: fyrlister AND kart*"),
        ("\"planen for modernisering\"", "words: planen for modernisering"),
        ("modernisering year:1999", "filter: modernisering"),
        ("fyrlister type:særmøte", "filter: fyrlister"),
        ("fyrlister AND has:number AND year:2013", "filter: fyrlister AND has:number AND"),
    ] {
        let all = tried(&archive, &query(typed));
        assert!(all.iter().any(|s| s == wanted), "{typed}: {all:?}");
    }
    for typed in ["kvikksølv", "xyzzy", "\"kvikksølv\"", "qwertyuiopå år:1999", "a b c"] {
        tried(&archive, &query(typed));
    }
}

#[test]
fn a_filter_that_lets_nothing_through_is_named() {
    let archive = archive();
    let mut filters = Filters::default();
    let known = archive.archive.known().unwrap();
    filters.demand(Facet::Year, "2013", known).unwrap();
    filters.demand(Facet::Kind, "referat", known).unwrap();
    let request = Request { filters, ..query("fyrlister") };
    assert_eq!(tried(&archive, &request), Vec::<String>::new(), "one filter less is not enough");
    let mut filters = Filters::default();
    filters.demand(Facet::Year, "2013", known).unwrap();
    filters.demand(Facet::Part, "oppdrag", known).unwrap();
    let request = Request { filters, ..query("modernisering") };
    assert_eq!(tried(&archive, &request), ["filter: modernisering --year", "filter: modernisering --part"]);
    let ran = archive.folder.arkiv(&["search", "modernisering", "--year", "2013", "--part", "oppdrag"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("nothing found for modernisering"), "{}", ran.out);
    assert!(ran.out.contains("modernisering (leave out --year)"), "{}", ran.out);
    let ran = archive.folder.arkiv(&["search", "moderniserng", "--format", "json"]);
    assert_eq!(ran.json()["suggestions"][0]["query"], "modernisering");
    assert_eq!(ran.json()["suggestions"][0]["why"], "spelling");
}

#[test]
fn the_parts_of_a_compound_are_suggested_where_it_stands_nowhere_as_a_whole() {
    let notes = Asked::paragraphs(&["Stasjonen måler vind.", "Værmelding sendes hver dag."]);
    // The parts are suggested only where the word itself, looked for by its parts, finds nothing.
    let all = tried(&notes, &query("\"vindstasjon\""));
    assert!(all.iter().any(|s| s.starts_with(Why::Words.as_str())), "{all:?}");
    let all = tried(&notes, &query("+værstasjon +kvikksølv"));
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn where_something_is_found_nothing_is_suggested() {
    let archive = archive();
    assert!(archive.ask("modernisering").suggestions.is_empty());
    assert!(archive.ask("moderniserng kart").suggestions.is_empty());
}

#[test]
fn signs_and_words_in_any_order_are_a_query() {
    const PIECES: [&str; 34] = [
        "kart",
        "modernisering",
        "\"følges opp\"",
        "moderniser*",
        "-",
        "+",
        "!",
        "(",
        ")",
        "(",
        ")",
        "\"",
        " OR ",
        " AND ",
        " NOT ",
        " ELLER ",
        " ",
        " ",
        " ",
        " ",
        "year:2018",
        "år:2013..2017",
        "frist:2018-06..2018-12",
        "frist:2018-10..",
        "has:deadline",
        "part:oppdrag",
        "kind:referat",
        "§ 11-5",
        "12 300 000",
        "IKT-",
        "KVP",
        "saermote",
        "*",
        ":",
    ];
    let archive = archive();
    let mut state: u64 = 11_235_813;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let everything = archive.ask("").total;
    let mut found = 0;
    for _ in 0..2000 {
        let query: String = (0..=next(14)).map(|_| PIECES[next(PIECES.len())]).collect();
        let answer = archive.request(&Request { limit: 1000, unfolded: true, ..self::query(&query) });
        assert_eq!(answer.hits.len(), answer.total, "{query}");
        assert!(answer.total <= everything, "{query}");
        assert_eq!(answer.total as u64, answer.facets.passages, "{query}");
        found += usize::from((1..everything).contains(&answer.total));
        for suggestion in answer.suggestions {
            let again = Request { query: suggestion.query.clone(), ..self::query("") };
            assert_eq!(archive.request(&again).total as u64, suggestion.total, "{query}: {suggestion:?}");
        }
    }
    assert!(found > 500, "{found}");
}

#[test]
fn a_word_that_stands_nowhere_is_named_where_others_are_found() {
    let asked = Asked::paragraphs(&["Digital sikkerhet er viktig.", "Tilsyn er viktig, i særmøte også."]);
    let answer = asked.ask("digitl tilsyn");
    assert_eq!(answer.total, 1);
    assert_eq!(answer.notes, ["digitl stands in no passage; near in spelling: digital"]);
    // Not where it is found otherwise, is left out, or where nothing at all is found.
    for query in ["saermote tilsyn", "tilsyn -digitl", "digitl"] {
        assert_eq!(asked.ask(query).notes, [""; 0], "{query}");
    }
}
