//! Compounds and nynorsk: how often they are right, and the traps.

use super::support::root;
use std::collections::BTreeSet;
use styringsarkiv::lexicon::{Measured, lexicon, measure, pairs};
use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, TokenStream, WhitespaceTokenizer};

/// The words of the list whose place among the entries gives this remainder divided by two.
fn half(remainder: usize) -> String {
    let list = std::fs::read_to_string(root().join("tests/lexicon/compounds.tsv")).unwrap();
    let entries = list.lines().filter(|l| !l.starts_with('#'));
    entries.skip(remainder).step_by(2).collect::<Vec<_>>().join("\n")
}

fn told(measured: &Measured) -> String {
    let (precision, recall) = (measured.precision(), measured.recall());
    let mut out = format!("{} words, precision {precision:.3}, recall {recall:.3}\n", measured.words);
    for difference in &measured.differences {
        out += &format!("{} -> {}\n", difference.listed, difference.found);
    }
    out
}

fn leaves(word: &str) -> String {
    let parts = lexicon().parts(word);
    let leaves: Vec<&str> = parts.iter().filter(|p| p.leaf).map(|p| &word[p.range.clone()]).collect();
    leaves.join("|")
}

fn bare(word: &str) -> BTreeSet<&str> {
    lexicon().parts(word).iter().map(|p| &word[p.bare()]).collect()
}

fn stem(word: &str) -> String {
    let mut analyser = TextAnalyzer::builder(WhitespaceTokenizer::default())
        .filter(Stemmer::new(Language::Norwegian))
        .build();
    let mut stream = analyser.token_stream(word);
    stream.advance();
    stream.token().text.clone()
}

#[test]
fn compounds_are_parted_where_a_person_parts_them() {
    for remainder in [0, 1] {
        let measured = measure(&half(remainder)).unwrap();
        assert!(measured.words > 200);
        assert!(measured.precision() >= 0.96 && measured.recall() >= 0.95, "{}", told(&measured));
    }
}

#[test]
fn linking_letters_inflections_and_nynorsk_endings_hinder_nothing() {
    for (word, parted) in [
        ("tiltaksøkonomi", "tiltaks|økonomi"),
        ("tiltaksøkonomien", "tiltaks|økonomien"),
        ("tiltaksøkonomiens", "tiltaks|økonomiens"),
        ("saksbehandlingstid", "saks|behandlings|tid"),
        ("barnetillegg", "barne|tillegg"),
        ("oppfølgingsarbeid", "oppfølgings|arbeid"),
        ("hovedinstruksen", "hoved|instruksen"),
        ("årsrapporter", "års|rapporter"),
        ("kvalitetssikrers", "kvalitets|sikrers"),
        ("tertialrapportar", "tertial|rapportar"),
        ("tertialrapportane", "tertial|rapportane"),
        ("verksemdsstyring", "verksemds|styring"),
        ("tenestetilbodet", "teneste|tilbodet"),
        ("arbeidstakernes", "arbeids|takernes"),
        ("saksbehandlingsveileder", "saks|behandlings|veileder"),
    ] {
        assert_eq!(leaves(word), parted);
    }
}

#[test]
fn words_that_only_look_like_compounds_stay_whole() {
    for word in [
        "nasjonal",
        "departement",
        "direktorat",
        "forening",
        "sikkerhet",
        "partnerskap",
        "vanskelig",
        "styring",
        "redegjørelse",
        "rikdom",
        "regelmessig",
        "ulikhet",
        "behandling",
        "forvaltning",
        "anbefaling",
        "rapporten",
        "transport",
        "kontrollene",
        "tilskudd",
        "oppfølging",
        "gjennomføring",
        "understøtter",
        "omstilling",
        "representanter",
        "statistikk",
        "organisasjonen",
        "september",
        "imidlertid",
        "stortinget",
        "korrekt",
        "planlegging",
        "stavanger",
        "oversendelse",
        "tabellarisk",
        "veiledningen",
        "veilederes",
        "rettleiaren",
        "rettleiingane",
    ] {
        assert_eq!(leaves(word), "", "{word}");
    }
}

#[test]
fn a_compound_is_found_by_its_parts_and_by_what_they_make_together() {
    let parts = bare("saksbehandlingstid");
    for part in ["sak", "behandling", "tid", "saksbehandling"] {
        assert!(parts.contains(part), "{part} {parts:?}");
    }
    assert_eq!(bare("tiltaksøkonomi"), BTreeSet::from(["tiltak", "økonomi"]));
    assert!(bare("barnehageplass").contains("barn"));
}

#[test]
fn leaves_are_the_word_and_come_first() {
    for word in ["saksbehandlingstid", "arbeidsmarkedstiltakene", "uførepensjonister", "økonomireglementet"]
    {
        let parts = lexicon().parts(word);
        let leaves: Vec<_> = parts.iter().take_while(|p| p.leaf).collect();
        assert_eq!(leaves.iter().map(|p| &word[p.range.clone()]).collect::<String>(), word);
        assert!(parts.iter().skip(leaves.len()).all(|p| !p.leaf && p.range.len() < word.len()));
    }
}

#[test]
fn nothing_is_too_strange_or_too_long() {
    let long = "saksbehandlings".repeat(10_000);
    let odd = "ß\u{301}tiltaks\u{200d}økonomi🦀";
    for word in [
        "",
        "s",
        "å",
        "æøå",
        "🦀🦀🦀🦀🦀🦀",
        "\u{0}\u{ffff}",
        "TILTAKSØKONOMI",
        "i\u{307}stanbul",
        odd,
        &long,
    ] {
        assert_eq!(lexicon().parts(word), []);
        assert!(!lexicon().knows(word));
        assert_eq!(lexicon().bokmal(word), None);
    }
}

#[test]
fn words_are_known_in_every_inflection() {
    for word in ["økonomi", "økonomien", "økonomiens", "tiltakene", "sakene", "behandler", "viktigste"] {
        assert!(lexicon().knows(word), "{word}");
    }
    for word in ["økonomix", "verksemder", "ikkje", "tiltaksøkonomi"] {
        assert!(!lexicon().knows(word), "{word}");
    }
}

#[test]
fn a_list_that_is_malformed_is_refused_with_its_line() {
    for (list, line, why) in [
        ("tiltaks|plan C", 1, "no tab"),
        ("# list\n\ntiltaks|plan\tX", 3, "should be C (compound) or N (none)"),
        ("tiltaksplan\tC", 1, "has a boundary"),
        ("tiltaks|plan\tN", 1, "has no boundary that must be found"),
        ("tiltaks||plan\tC", 1, "between letters"),
        ("|tiltaksplan\tC", 1, "between letters"),
        ("tiltaksplan~\tC", 1, "between letters"),
        ("Tiltaks|plan\tC", 1, "'T' is neither"),
        ("\tN", 1, "no word"),
    ] {
        let error = measure(list).unwrap_err();
        assert_eq!(error.line, line, "{list}");
        assert!(error.to_string().contains(why), "{error}");
    }
    assert_eq!(measure("").unwrap().precision().to_bits(), 1f64.to_bits());
}

#[test]
fn nynorsk_words_have_their_bokmål_names_in_every_inflection() {
    for (nynorsk, bokmål) in [
        ("verksemd", "virksomhet"),
        ("verksemda", "virksomhet"),
        ("verksemder", "virksomhet"),
        ("verksemdene", "virksomhet"),
        ("tenesta", "tjeneste"),
        ("tenester", "tjeneste"),
        ("løyvinga", "bevilgning"),
        ("utgreiingar", "utredning"),
        ("skulane", "skole"),
        ("born", "barn"),
        ("leiarane", "lederne"),
        ("leiing", "ledelse"),
        ("tryggleiken", "sikkerhet"),
        ("arbeidsmarknaden", "arbeidsmarked"),
        ("korleis", "hvordan"),
        ("ikkje", "ikke"),
        ("frå", "fra"),
        ("offentlege", "offentlig"),
        ("ansvarleg", "ansvarlig"),
        ("mottakarane", "mottakerne"),
        ("verksemdsstyring", "virksomhetsstyring"),
        ("sjukefråværsoppfølging", "sykefraværsoppfølging"),
        ("arbeidsmarknadstiltak", "arbeidsmarkedstiltak"),
        ("skulebygg", "skolebygg"),
        ("tenesteutvikling", "tjenesteutvikling"),
    ] {
        let got = lexicon().bokmal(nynorsk);
        assert_eq!(stem(got.as_deref().unwrap_or("nothing")), stem(bokmål), "{nynorsk} {got:?}");
    }
}

#[test]
fn bokmål_words_are_left_alone() {
    for word in [
        "virksomhet",
        "virksomhetene",
        "tjeneste",
        "tjenester",
        "leie",
        "leien",
        "høyre",
        "høve",
        "vert",
        "vart",
        "seier",
        "rein",
        "reindrift",
        "talen",
        "taler",
        "staten",
        "lege",
        "leger",
        "tannlege",
        "oppgaver",
        "krav",
        "deltakere",
        "kommuner",
        "kommunene",
        "tiltaksplan",
        "saksbehandlingstid",
        "styringsdialog",
        "brukeren",
        "løper",
        "var",
        "svar",
        "forsvar",
        "ansvar",
        "seminar",
        "januar",
        "februar",
        "no",
        "me",
        "ei",
        "dykk",
        "line",
        "forvaltning",
    ] {
        assert_eq!(lexicon().bokmal(word), None, "{word}");
    }
    for list in ["compounds.tsv"] {
        let list = std::fs::read_to_string(root().join("tests/lexicon").join(list)).unwrap();
        for line in list.lines().filter(|l| !l.starts_with('#')) {
            let word = line.split('\t').next().unwrap().replace(['|', '~'], "");
            // The list has one word that is no bokmål.
            let nynorsk = word.starts_with("vassdrag");
            assert!(nynorsk || lexicon().bokmal(&word).is_none(), "{word} {:?}", lexicon().bokmal(&word));
        }
    }
}

#[test]
fn pairs_say_why_where_bokmål_has_the_nynorsk_word() {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for pair in pairs() {
        count += 1;
        assert!(seen.insert(pair.nynorsk), "{pair:?} stands twice");
        assert!(["n", "v", "a", "o"].contains(&pair.class), "{pair:?}");
        assert!(matches!(pair.note, None | Some("same" | "rare")), "{pair:?}");
        assert_eq!(lexicon().knows(pair.nynorsk), pair.note.is_some(), "{pair:?}");
        assert_ne!(pair.nynorsk, pair.bokmal);
        // Two steps would give two answers.
        assert!(lexicon().bokmal(pair.bokmal).is_none(), "{pair:?}");
    }
    assert!(count >= 250, "{count}");
}

#[test]
fn the_words_are_attributed() {
    let licence = std::fs::read_to_string(root().join("src/lexicon/data/LICENSE-norsk-ordbank.md")).unwrap();
    for text in [licence.as_str(), styringsarkiv::lexicon::ATTRIBUTION] {
        assert!(text.contains("Norsk Ordbank") && text.contains("creativecommons.org/licenses/by/4.0"));
    }
    assert_eq!(styringsarkiv::lexicon::fingerprint().len(), 16);
}
