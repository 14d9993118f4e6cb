//! Under which words a passage is found: forms, written standards, compounds, hyphens, other names, numbers.

use super::asked::{Asked, set};
use styringsarkiv::archive::{By, Source};

#[test]
fn forms_of_a_word_and_the_two_written_standards_meet() {
    let pairs = [
        ("Virksomheten er ny.", "Verksemda er ny.", "virksomhet", "verksemd"),
        ("Tiltakene virker.", "Tiltaka verkar.", "tiltakene", "tiltaka"),
        ("Sykefraværet faller.", "Sjukefråværet fell.", "sykefravær", "sjukefråvær"),
        ("Tjenestene endres.", "Tenestene vert endra.", "tjeneste", "teneste"),
        ("Arbeidsmarkedet er stramt.", "Arbeidsmarknaden er stram.", "arbeidsmarked", "arbeidsmarknad"),
    ];
    let paragraphs: Vec<&str> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
    let notes = Asked::paragraphs(&paragraphs);
    for (bokmål, nynorsk, one, other) in pairs {
        for query in [one, other] {
            assert_eq!(notes.found(query), set(&[bokmål, nynorsk]), "{query}");
        }
    }
}

#[test]
fn numbers_of_cases_and_paragraphs_are_found_as_written() {
    let notes = Asked::paragraphs(&[
        "Saken er 2024/1234-5 i arkivet.",
        "Saken er 2024/1234-6 i arkivet.",
        "Saken er 2024/1234-56 i arkivet.",
        "Saken er 2023/1234-5 i arkivet.",
        "Vedlegg 5 og 1234 gjelder 2024.",
        "Brevet er TB2026-63.",
        "Brevet er TB2026-64.",
        "Kravet følger av loven § 11-5.",
        "Kravet følger av loven § 11-6.",
        "Kravet følger av loven § 11 og punkt 5.",
        "Møtet er 11-5 i serien.",
    ]);
    for (query, found) in [
        ("2024/1234-5", &["Saken er 2024/1234-5 i arkivet."][..]),
        ("2024/1234-6", &["Saken er 2024/1234-6 i arkivet."]),
        ("\"2024/1234-5\"", &["Saken er 2024/1234-5 i arkivet."]),
        ("2024/1234-7", &[]),
        ("2024/123", &[]),
        ("TB2026-63", &["Brevet er TB2026-63."]),
        ("tb2026-64", &["Brevet er TB2026-64."]),
        ("TB2026-6", &[]),
        ("§ 11-5", &["Kravet følger av loven § 11-5."]),
        ("§11-5", &["Kravet følger av loven § 11-5."]),
        ("§\u{a0}11-6", &["Kravet følger av loven § 11-6."]),
        ("§ 11-51", &[]),
    ] {
        assert_eq!(notes.found(query), set(found), "{query}");
    }
    assert_eq!(
        notes.why("saken 2024/1234-5", "Saken er 2024/1234-5"),
        [
            ("saken".to_owned(), "Saken".to_owned(), By::Exact),
            ("2024/1234-5".to_owned(), "2024/1234-5".to_owned(), By::Exact),
        ]
    );
}

#[test]
fn sums_are_found_however_their_groups_are_parted() {
    let (plain, hard, stops, together) = (
        "Rammen er 12 300 000 kroner.",
        "Rammen blir 12\u{a0}300\u{a0}000 kroner.",
        "Rammen var 12.300.000 kroner.",
        "Rammen settes til 12300000 kroner.",
    );
    let notes = Asked::paragraphs(&[
        plain,
        hard,
        stops,
        together,
        "Rammen er 12 300 500 kroner.",
        "Rammen er 300 000 kroner.",
        "Rammen er 12 kroner.",
    ]);
    for query in ["12 300 000", "12\u{a0}300\u{a0}000", "12300000", "12.300.000"] {
        let squashed = |text: &str| text.replace(['\u{a0}', ' ', '.'], "");
        let found: Vec<String> = notes.texts(query);
        assert_eq!(found.len(), 4, "{query}: {found:?}");
        assert!(found.iter().all(|t| squashed(t).contains("12300000")), "{query}: {found:?}");
    }
    assert_eq!(notes.texts("300 000")[0], "Rammen er 300 000 kroner.", "the whole sum before a part of one");
}

#[test]
fn a_chapter_and_item_come_before_their_neighbours() {
    let wanted = "Midlene føres på kap. 634 post 01 i budsjettet.";
    let notes = Asked::paragraphs(&[
        "Midlene føres på kap. 634 post 21 i budsjettet.",
        "Midlene føres på kap. 635 post 01 i budsjettet.",
        wanted,
        "Kap. 604 har post 70, og 634 er nevnt i post 3.",
    ]);
    assert_eq!(notes.found("\"kap. 634 post 01\""), set(&[wanted]));
    for query in ["kap. 634 post 01", "Kap 634, post 01", "kapittel 634 post 01"] {
        assert_eq!(notes.texts(query)[0], wanted, "{query}");
    }
}

#[test]
fn norwegian_letters_count_for_those_who_type_them() {
    let notes = Asked::paragraphs(&[
        "Svar kom før møtet.",
        "Svar gis for møtet.",
        "Mål er satt.",
        "Mal er laget.",
        "Håret klippes.",
        "Haret ble jaktet.",
    ]);
    for (query, found) in [
        ("for", "Svar gis for møtet."),
        ("før", "Svar kom før møtet."),
        ("mål", "Mål er satt."),
        ("mal", "Mal er laget."),
    ] {
        assert_eq!(notes.found(query), set(&[found]), "{query}");
    }
}

#[test]
fn letters_that_are_hard_to_type_are_found_as_a_last_resort() {
    let notes = Asked::paragraphs(&[
        "Særmøtet ble utsatt.",
        "Førstegang var i fjor.",
        "Sjøfartsgården ble solgt.",
        "Etaten kjøper båter.",
    ]);
    for (query, begin, matched) in [
        ("saermote", "Særmøtet", "Særmøtet"),
        ("sarmote", "Særmøtet", "Særmøtet"),
        ("saermoete", "Særmøtet", "Særmøtet"),
        ("saermoetet", "Særmøtet", "Særmøtet"),
        ("forstegang", "Førstegang", "Førstegang"),
        ("foerstegang", "Førstegang", "Førstegang"),
        ("baater", "Etaten", "båter"),
    ] {
        let why = notes.why(query, begin);
        assert_eq!(why, [(query.to_owned(), matched.to_owned(), By::Spelling)], "{query}");
        assert_eq!(notes.ask(query).total, 1, "{query}");
    }
    assert_eq!(notes.why("særmøte", "Særmøtet")[0].2, By::Stem, "who types the letters needs no resort");
}

#[test]
fn another_spelling_ranks_below_the_word_itself() {
    // `saermote` stands nowhere, so that it is taken for `særmøte`; `kart` stands as it is typed.
    let notes = Asked::paragraphs(&["Særmøte holdes.", "Kart tegnes."]);
    assert_eq!(notes.texts("saermote kart"), ["Kart tegnes.", "Særmøte holdes."]);
    // Where the word stands as typed, nothing else is tried.
    let notes = Asked::paragraphs(&["Særmøte holdes.", "Saermote skrives uten tegn."]);
    assert_eq!(notes.texts("saermote"), ["Saermote skrives uten tegn."]);
}

#[test]
fn a_word_is_found_as_a_part_of_compounds_but_they_are_not_split_in_a_query() {
    let (whole, part, joint) =
        ("Økonomien er svak.", "Tiltaksøkonomien er svak.", "Økonomistyringen er svak.");
    let notes = Asked::paragraphs(&[part, joint, whole]);
    assert_eq!(notes.found("økonomi"), set(&[whole, part, joint]));
    assert_eq!(notes.texts("økonomi")[0], whole, "the word itself first");
    assert_eq!(notes.why("økonomi", "Tiltak")[0], ("økonomi".into(), "økonomien".into(), By::Part));
    assert_eq!(notes.why("økonomi", "Økonomistyr")[0], ("økonomi".into(), "Økonomi".into(), By::Part));
    assert_eq!(notes.why("økonomi", "Økonomien")[0], ("økonomi".into(), "Økonomien".into(), By::Stem));
    // A compound that many passages have is not looked for by its parts.
    let mut many: Vec<String> = (1..=12).map(|n| format!("Tiltaksøkonomi nummer {n}.")).collect();
    many.push(whole.to_owned());
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let notes = Asked::paragraphs(&many);
    assert_eq!(notes.ask("tiltaksøkonomi").total, 12);
    assert_eq!(notes.ask("økonomi").total, 13);
}

#[test]
fn a_hyphen_a_space_or_nothing_between_two_words_make_no_difference() {
    let forms = [
        "IKT-modernisering er viktig.",
        "IKT-moderniseringen er i rute.",
        "IKT modernisering er dyrt.",
        "Omtalen gjelder IKT-\nmoderniseringen i etaten.",
        "Dette er iktmodernisering.",
    ];
    let notes = Asked::paragraphs(&forms);
    for query in ["IKT-modernisering", "IKT-moderniseringen", "IKT modernisering", "ikt\u{2011}modernisering"]
    {
        assert_eq!(notes.ask(query).total, forms.len(), "{query}: {:?}", notes.texts(query));
    }
    // One word is not two that stand beside each other, but it is two that are tied.
    let found = notes.found("iktmodernisering");
    assert!(found.len() >= 4 && found.contains("Omtalen gjelder IKT-moderniseringen i etaten."), "{found:?}");
    let notes =
        Asked::paragraphs(&["Tiltak i egen regi øker.", "Egenregi er vanlig.", "Barnets egen lærer."]);
    for query in ["egen regi", "egenregi"] {
        let first = notes.texts(query).into_iter().take(2).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(first, set(&["Tiltak i egen regi øker.", "Egenregi er vanlig."]), "{query}");
    }
    assert_eq!(notes.why("egen regi", "Egenregi")[0], ("egen regi".into(), "Egenregi".into(), By::Hyphen));
}

#[test]
fn another_name_finds_what_the_name_finds() {
    let notes = Asked::paragraphs(&[
        "Kvalifiseringsprogrammet vokser.",
        "KVP er dyrt.",
        "Programmet er nytt.",
        "LAR gis av legen.",
        "De lar det ligge.",
        "Legemiddelassistert rehabilitering gis.",
    ]);
    for query in ["KVP", "kvp", "kvalifiseringsprogram", "kvalifiseringsprogrammet"] {
        let found = notes.found(query);
        assert!(found.is_superset(&set(&["Kvalifiseringsprogrammet vokser.", "KVP er dyrt."])), "{query}");
    }
    let named = By::Alias(Source::Aliases);
    assert_eq!(notes.why("KVP", "Kval")[0], ("KVP".into(), "Kvalifiseringsprogrammet".into(), named));
    assert_eq!(notes.why("kvalifiseringsprogrammet", "KVP")[0].2, named);
    // A short form that is also a word counts only as it is printed.
    let rehabilitation = "Legemiddelassistert rehabilitering gis.";
    assert!(notes.found("LAR").contains(rehabilitation));
    assert!(!notes.found("lar").contains(rehabilitation));
    let found = notes.found("legemiddelassistert rehabilitering");
    assert_eq!(found, set(&["LAR gis av legen.", rehabilitation]));
}

#[test]
fn a_person_adds_and_takes_away_names() {
    let text = "# Notat\n\nKvalifiseringsprogrammet vokser.\n\nKVP er dyrt.\n\nFjordkontoret åpner.\n\nFJK er åpent.\n";
    let aliases = "groups = [[\"FJK\", \"fjordkontoret\"]]\nremove = [\"KVP\"]\n";
    let plain = Asked::files(&[("a.md", text)]);
    let own = Asked::files(&[("a.md", text), ("arkiv-aliases.toml", aliases)]);
    assert_eq!(plain.found("KVP").len(), 2);
    assert_eq!(own.found("KVP"), set(&["KVP er dyrt."]));
    assert_eq!(plain.found("FJK"), set(&["FJK er åpent."]));
    assert_eq!(own.found("FJK"), set(&["FJK er åpent.", "Fjordkontoret åpner."]));
    assert_eq!(own.found("fjordkontor"), set(&["FJK er åpent.", "Fjordkontoret åpner."]));
    assert_eq!(own.why("FJK", "Fjord")[0].2, By::Alias(Source::Aliases));
}

#[test]
fn an_abbreviation_that_one_document_defines_widens_the_search_in_others() {
    let defines = ("a.md", "# Notat\n\nEtaten innfører digital hendelsesflyt (DHF) for dødsfall.\n");
    let uses = ("b.md", "# Annet notat\n\nDHF tas i bruk neste år.\n");
    let both = Asked::files(&[defines, uses]);
    assert_eq!(both.paths("digital hendelsesflyt"), ["a.md", "b.md"]);
    let why = both.why("digital hendelsesflyt", "DHF tas");
    assert_eq!(why, [("digital hendelsesflyt".into(), "DHF".into(), By::Alias(Source::Documents))]);
    let spelled = Asked::files(&[defines, ("c.md", "# Tredje\n\nDigital hendelsesflyt er nytt.\n")]);
    assert_eq!(spelled.paths("DHF"), ["a.md", "c.md"]);
    let why = spelled.why("DHF", "Digital");
    assert_eq!(why, [("DHF".into(), "Digital hendelsesflyt".into(), By::Alias(Source::Documents))]);
    // Who does not define it does not widen.
    let alone = Asked::files(&[uses, ("c.md", "# Tredje\n\nDigital hendelsesflyt er nytt.\n")]);
    assert_eq!(alone.paths("DHF"), ["b.md"]);
    let answer = both.folder.arkiv(&["search", "digital hendelsesflyt", "--format", "json"]).json();
    let hits = answer["hits"].as_array().unwrap();
    let other = hits.iter().find(|h| h["path"] == "b.md").unwrap();
    assert_eq!(other["why"][0]["by"], "abbreviation");
    let shown = both.folder.arkiv(&["search", "digital hendelsesflyt"]).out;
    assert!(shown.contains("abbreviation defined in the documents"), "{shown}");
    // A person can say that it is none.
    let removed = Asked::files(&[defines, uses, ("arkiv-aliases.toml", "remove = [\"DHF\"]\n")]);
    assert_eq!(removed.paths("digital hendelsesflyt"), ["a.md"]);
}
