//! Whatever the text is, the pipeline comes to an end and every span slices it.

use super::support::source;
use proptest::prelude::*;
use styringsarkiv::model::{Given, Kind, Span};
use styringsarkiv::passages::passages;
use styringsarkiv::rules;

/// Pieces that letters and minutes are made of, so that the rules have something to do.
const PIECES: &[&str] = &[
    "Oppdrag:",
    "Konklusjon:",
    "Vedtak enst.: ",
    "1. ",
    "2) ",
    "3.1.1 ",
    "Sak 01/09 ",
    "Dagsordenspunkt 2: ",
    "• ",
    "o ",
    "\u{F0B7} ",
    "- ",
    "\n",
    "\n\n",
    "\r\n",
    " \n",
    "\u{c}",
    "Side 2\n",
    "Frist: 1.10.2018",
    "innen utgangen av 2018",
    "Kap. 605 ",
    "Post 01 ",
    "11 494 243",
    "(beløp i 1 000 kroner)",
    "Arbeids- og\n",
    "IKT-\n",
    "omgjørings-\n",
    "Direktoratet skal ",
    "departementet viste til ",
    "Tildelingsbrev 2018",
    "Referat fra særmøte ",
    "TB2026-63 ",
    "(unntatt offentlighet)",
    "æøåÆØÅ",
    "§ 11-5 ",
    "1 ",
    "Styringsparametere:",
    "Med hilsen",
    "\u{ad}",
    "😀",
    "e\u{301}",
    ":",
    ".",
    "Til stede: ",
    "Møtedato: 3. mai 2016",
    "31.2.2017 ",
    "99.99.99 ",
    "Hvordan går det? ",
    "Rapporten skal inneholde:\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        2 => "[a-zæøåA-ZÆØÅ ]{1,40}",
        1 => "\\PC{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|p| p.concat())
}

fn check(text: &str, span: Span, quote: &str) {
    let slice: String =
        text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
    assert_eq!(slice, quote);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_slices_its_text(content in text(), forced in 0_usize..6) {
        // Text with too many control characters is refused as no text; there is nothing to see.
        let pages = styringsarkiv::read::read(std::path::Path::new("a.txt"), format!("x{content}").as_bytes());
        prop_assume!(pages.is_ok());
        let clean = styringsarkiv::text::clean(&pages.unwrap());
        // The kind decides which rules run; take each of them over any text.
        let given = Given { kind: Kind::ALL.get(forced).copied(), year: Some(2018), ..Given::default() };
        let (d, outline) = rules::extract(&clean, &given, source());
        let text = clean.as_str();
        for u in &d.agenda_items { check(text, u.span, &u.text); }
        for u in &d.conclusions { check(text, u.span, &u.text); }
        for u in &d.oppdrag { check(text, u.span, &u.text); }
        for u in &d.goals { check(text, u.span, &u.text); }
        for u in &d.indicators { check(text, u.span, &u.text); }
        for u in &d.key_information { check(text, u.span, &u.text); }
        for u in &d.reporting_requirements { check(text, u.span, &u.text); }
        for p in passages(&d, &clean, &outline) { check(text, p.span, &p.text); }
        let evidence = [d.date.as_ref().and_then(|f| f.evidence.as_ref()), d.title.as_ref().and_then(|f| f.evidence.as_ref())];
        for e in evidence.into_iter().flatten() {
            check(text, e.span.unwrap(), &e.quote);
        }
        // Ids are unique within a document.
        let mut ids: Vec<&str> = d.oppdrag.iter().map(|u| u.id.as_str()).chain(d.conclusions.iter().map(|u| u.id.as_str())).collect();
        let before = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), before);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md"] {
            if let Ok(pages) = styringsarkiv::read::read(std::path::Path::new(name), &bytes) {
                let clean = styringsarkiv::text::clean(&pages);
                let _ = rules::extract(&clean, &Given::default(), source());
            }
        }
    }
}
