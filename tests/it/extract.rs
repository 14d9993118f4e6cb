//! Extraction from small documents, one shape at a time.

use super::support::record;
use styringsarkiv::model::{Basis, Kind, Language, Precision, Status};

const LETTER: &str = "Tildelingsbrev 2018 – Arbeidstilsynet\n\n1. Innledning\n\nArbeids- og sosialdepartementet stiller med dette midler til disposisjon for Arbeidstilsynet.\n\n";

fn letter(body: &str) -> styringsarkiv::model::Document {
    record(&format!("{LETTER}{body}"))
}

fn minutes(body: &str) -> styringsarkiv::model::Document {
    record(&format!(
        "Referat fra særmøte 23. mai 2016 mellom Arbeids- og sosialdepartementet og Arbeidstilsynet\n\n{body}"
    ))
}

#[test]
fn a_letter_says_what_it_is() {
    let d = letter("");
    assert_eq!((d.kind.value, d.kind.basis), (Kind::Tildelingsbrev, Basis::Stated));
    assert_eq!(d.year.as_ref().map(|y| y.value), Some(2018));
    assert_eq!(d.agency.unwrap().value, "Arbeidstilsynet");
    assert_eq!(d.ministries[0].value, "Arbeids- og sosialdepartementet");
    assert!(d.meeting_type.is_none() && d.agenda_items.is_empty() && d.conclusions.is_empty());
}

#[test]
fn minutes_say_what_they_are() {
    let d = minutes("1. Status\nAlt går etter planen.\n");
    assert_eq!(d.kind.value, Kind::Referat);
    assert_eq!(d.meeting_type.unwrap().value, "særmøte");
    assert_eq!(d.date.unwrap().value, "2016-05-23");
}

#[test]
fn a_ministry_is_inferred_from_agency_and_year_and_says_so() {
    let d =
        record("Referat fra fagmøte med Arbeidstilsynet 4. mai 2013\n\n1. Status\nDirektøren orienterte.\n");
    let ministry = &d.ministries[0];
    assert_eq!((ministry.value.as_str(), ministry.basis), ("Arbeidsdepartementet", Basis::Inferred));
    assert!(ministry.evidence.as_ref().unwrap().note.as_ref().unwrap().contains("registry"));
}

#[test]
fn other_documents_have_nothing_made_up() {
    let d = record(
        "Pressemelding\n\nDepartementet ga i går direktoratet i oppdrag å rydde. Konklusjonen er klar: Vedtaket står.\n\n1. Punkt\n\nOppdrag:\n• Etaten skal rydde.\n\nKonklusjon:\nDet ryddes.\n",
    );
    assert_eq!(d.kind.value, Kind::Other);
    assert!(
        d.oppdrag.is_empty() && d.conclusions.is_empty() && d.agenda_items.is_empty() && d.goals.is_empty()
    );
}

#[test]
fn proposals_are_no_decisions() {
    let d = minutes(
        "Sak 01/17 Valg av leverandør\n\nForslag til vedtak:\nA velges.\n\nInnstilling:\nB velges.\n\nVedtak enst.:\nC velges.\n",
    );
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["C velges."]);
    assert_eq!(d.agenda_items[0].number.as_deref(), Some("01/17"));
}

#[test]
fn a_conclusion_ends_where_the_next_question_begins() {
    let d = minutes(
        "1. Saker\n\nKonklusjon:\nDepartementet tok saken til etterretning.\n\nHvordan vil etaten følge dette opp i tiden som kommer?\n\nDirektøren svarte at det kommer en plan.\n\nKonklusjon:\n• Planen ventes i mai.\n• Møtes i juni.\n\n• Status for andre saker\n\nDirektøren orienterte om andre saker.\n",
    );
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Departementet tok saken til etterretning.", "Planen ventes i mai.\n• Møtes i juni."]);
}

#[test]
fn minutes_that_begin_on_page_two_have_a_first_point() {
    let d = record(
        "etaten har gjort det som ble avtalt i forrige møte, og direktøren orienterte om hva som gjenstår av arbeidet i år.\n\nDepartementet viste til brevet. Direktoratet svarte at saken er løst. Departementet påpekte at det haster. Direktoratet opplyste at det er i rute.\n\nKonklusjon:\nSaken følges opp.\n\n2. Eventuelt\nIngen saker ble meldt.\n",
    );
    let first = &d.agenda_items[0];
    assert!(first.inferred && first.name.is_none());
    assert_eq!(first.number.as_deref(), Some("1"));
    assert_eq!(d.conclusions[0].agenda_item.as_deref(), Some(first.id.as_str()));
    assert_eq!(d.kind.basis, Basis::Inferred);
    assert!(d.year.is_none() && d.warnings.iter().any(|w| w.starts_with("year:")));
}

#[test]
fn a_list_of_oppdrag_with_all_that_belongs() {
    let d = letter(
        "3.1 Trygt arbeid\n\nOppdrag:\n• Etaten skal lage en plan som skal omfatte:\n• mål\n• tiltak\nPlanen drøftes med partene.\n• Arbeidstilsynet og Petroleumstilsynet skal innen 1.10.2018 vurdere samarbeidet.\nVi innkaller til møte om de to oppdragene.\n• Etaten må påregne oppdrag om statistikk.\n\nDette er et nytt avsnitt om noe annet.\n",
    );
    let texts: Vec<&str> = d.oppdrag.iter().map(|o| o.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Etaten skal lage en plan som skal omfatte:\n• mål\n• tiltak\nPlanen drøftes med partene.",
            "Arbeidstilsynet og Petroleumstilsynet skal innen 1.10.2018 vurdere samarbeidet.",
            "Etaten må påregne oppdrag om statistikk."
        ]
    );
    assert!(d.oppdrag.iter().all(|o| o.section.as_deref() == Some("3.1")));
    assert_eq!(d.oppdrag[1].addressees, ["Arbeidstilsynet", "Petroleumstilsynet"]);
    assert_eq!(d.oppdrag[1].deadline.as_ref().unwrap().to.as_deref(), Some("2018-10-01"));
    assert_eq!(d.oppdrag[2].status, Status::Announced);
}

/// What an item leads to may have a mark of its own; the next item is then no part of it, and what is
/// told of that one not told of the first.
#[test]
fn a_short_oppdrag_after_one_with_points() {
    let d = letter(
        "3.1 Trygt arbeid\n\nOppdrag:\n• Etaten skal lage en plan for opplæring. Planen skal minst omfatte:\n  – mål\n  – tiltak\n• Oppdraget om arealbruk utgår.\n• Kartlegging av drift\n",
    );
    let found: Vec<(&str, Status)> = d.oppdrag.iter().map(|o| (o.text.as_str(), o.status)).collect();
    assert_eq!(
        found,
        [
            (
                "Etaten skal lage en plan for opplæring. Planen skal minst omfatte:\n– mål\n– tiltak",
                Status::Assigned
            ),
            ("Oppdraget om arealbruk utgår.", Status::Withdrawn),
            ("Kartlegging av drift", Status::Assigned)
        ]
    );
    // The same where the points have the mark of the item.
    let d = letter(
        "3.1 Trygt arbeid\n\nOppdrag:\n• Etaten skal lage en plan som omfatter:\n• mål\n• Oppdraget om arealbruk utgår.\n",
    );
    let statuses: Vec<Status> = d.oppdrag.iter().map(|o| o.status).collect();
    assert_eq!(statuses, [Status::Assigned, Status::Withdrawn]);
}

/// The label says more than a heading that names reporting among other things.
#[test]
fn a_label_under_a_goal_that_names_reporting() {
    for heading in ["2.1 Utslipp og rapportering til FN", "2.1 Forenklet rapportering for næringslivet"] {
        let d = letter(&format!("2 Mål\n\n{heading}\n\nOppdrag:\n• Etaten skal lage en plan.\n"));
        assert_eq!(d.oppdrag.len(), 1, "{heading}");
    }
    let d =
        letter("2. Krav til rapportering\n\nOppdrag:\n• Etaten skal rapportere på alle i årsrapporten.\n");
    assert!(d.oppdrag.is_empty());
}

/// The letter calls its recipient by the kind of body it is; other bodies of that kind are none.
#[test]
fn the_recipient_by_the_kind_of_body_it_is() {
    let addressees = |words: &str| letter(&format!("Oppdrag:\n• {words}\n")).oppdrag[0].addressees.clone();
    for words in [
        "Myndigheten skal lage en plan.",
        "Byrået skal innen 1. mai lage en plan.",
        "Rådet og Petroleumstilsynet skal lage en plan.",
        "Klagenemnda skal lage ein plan.",
        "Føretaket må i samarbeid med andre lage ein plan.",
        "Departementet ber universitetet om å lage en plan.",
        "Styresmakta skal lage ein plan.",
        "I arbeidet med kart skal byrået ikke ta stilling til valg av leverandør.",
        "Rådet kan få oppdrag om kart senere, og skal da prioritere det.",
    ] {
        assert_eq!(addressees(words).first().map(String::as_str), Some("Arbeidstilsynet"), "{words}");
    }
    for words in [
        "Universitetet i Oslo skal lage en plan.",
        "Departementet skal vurdere om fondet er stort nok.",
        "EU-rådet skal lage en plan.",
        "Departementet skal sammen med rådet lage en plan.",
    ] {
        assert!(!addressees(words).contains(&"Arbeidstilsynet".to_owned()), "{words}");
    }
}

/// A goal may be about statistics; a chapter of statistics is none.
#[test]
fn goals_about_statistics() {
    let d = letter(
        "2 Mål\n\n2.1 Statistikk som er riktig og nyttig\n\nTekst om målet.\n\n2.2 Statistikk\n\nTekst.\n",
    );
    let goals: Vec<&str> = d.goals.iter().map(|g| g.text.as_str()).collect();
    assert_eq!(goals, ["Statistikk som er riktig og nyttig"]);
}

/// Short letters have few words to tell nynorsk by.
#[test]
fn the_language_of_short_letters() {
    let nynorsk = "Supplerande tildelingsbrev nr. 1 for 2018 – Arbeidstilsynet\n\n1 Innleiing\n\nArbeids- og sosialdepartementet legg til grunn at innsatsen blir retta mot område der risikoen er størst. God styring krev at mål og midlar heng saman. Utviklinga krev merksemd også av dei nye leiarane.\n\n2 Oppdrag\n\nTB2018-01 Opplæring\nTilsynet skal gi ei samla framstilling. Kostnadene blir dekte innanfor ramma.\n";
    let bokmål = "Supplerende tildelingsbrev nr. 1 for 2018 – Arbeidstilsynet\n\n1 Innledning\n\nArbeids- og sosialdepartementet legger til grunn at innsatsen blir rettet mot områder der risikoen er størst. God styring krever at mål og midler henger sammen.\n\n2 Oppdrag\n\nTB2018-01 Opplæring\nTilsynet skal gi en samlet framstilling. Kostnadene blir dekket innenfor rammen.\n";
    for (text, language) in [(nynorsk, Language::Nn), (bokmål, Language::Nb)] {
        assert_eq!(record(text).language.map(|l| l.value), Some(language));
    }
}

#[test]
fn a_chapter_on_reporting_gives_no_oppdrag() {
    let d = letter("5. Rapportering\n\nOppdrag\nEtaten skal rapportere på oppdragene i årsrapporten.\n");
    assert!(d.oppdrag.is_empty());
    assert_eq!(d.reporting_requirements.len(), 1);
}

#[test]
fn numbered_oppdrag_and_their_status() {
    let d = letter(
        "3 Oppdrag\n\nTB2018-01 Plan\nTB2018-02 Kart\n\n3.1 Tekst\n\nTB2018-01 Plan\nEtaten skal lage en plan.\nFrist: 1. mars\n\nTB2018-02 Kart – utgår. Oppdraget er trukket.\n\nTB2018-02 Register\nEtaten skal lage et register.\n\nTB2018-03 (unntatt offentlighet)\n",
    );
    let found: Vec<(&str, Status)> =
        d.oppdrag.iter().map(|o| (o.number.as_deref().unwrap(), o.status)).collect();
    assert_eq!(
        found,
        [
            ("TB2018-01", Status::Assigned),
            ("TB2018-02", Status::Withdrawn),
            ("TB2018-02", Status::Assigned),
            ("TB2018-03", Status::Withheld)
        ]
    );
    assert_eq!(d.oppdrag[0].deadline.as_ref().unwrap().to.as_deref(), Some("2018-03-01"));
}

/// A point of a list has no full stop; where it fills the last line of a page, the number at the top of the
/// next one begins another assignment all the same.
#[test]
fn a_numbered_oppdrag_at_the_top_of_a_page() {
    let d = letter(
        "2. Oppdrag\n\nTB2018-01 Plan\nEtaten skal lage en plan for det som gjenstår av arbeidet. Planen skal minst omfatte:\n- kostnader\n- hvordan brukerne blir berørt, også de som ikke bruker noen av de digitale tjenestene\n\u{c}TB2018-02 Register\nEtaten skal lage et register.\n",
    );
    let numbers: Vec<&str> = d.oppdrag.iter().filter_map(|o| o.number.as_deref()).collect();
    assert_eq!(numbers, ["TB2018-01", "TB2018-02"]);
}

#[test]
fn deadlines_as_they_are_written() {
    let cases = [
        ("innen 1.10.2018", "innen 1.10.2018", Some("2018-10-01"), Precision::Day),
        ("senest 28.11. 2017", "senest 28.11. 2017", Some("2017-11-28"), Precision::Day),
        ("innen 22.3.18", "innen 22.3.18", Some("2018-03-22"), Precision::Day),
        ("senest 20. august", "senest 20. august", Some("2018-08-20"), Precision::Day),
        ("innen utgangen av februar", "innen utgangen av februar", Some("2018-02-28"), Precision::Month),
        ("innen utgangen av 2019", "innen utgangen av 2019", Some("2019-12-31"), Precision::Year),
        ("innen første halvår 2018", "innen første halvår 2018", Some("2018-06-30"), Precision::HalfYear),
        ("innen 2. tertial", "innen 2. tertial", Some("2018-08-31"), Precision::Tertial),
        ("i løpet av høsten 2018", "i løpet av høsten 2018", None, Precision::Event),
        ("innen 31.2.2018", "innen 31.2.2018", None, Precision::Event),
    ];
    for (words, text, to, precision) in cases {
        let d = letter(&format!("Oppdrag:\n• Etaten skal {words} levere en plan.\n"));
        let deadline = d.oppdrag[0].deadline.as_ref().unwrap_or_else(|| panic!("{words}"));
        assert_eq!(
            (deadline.text.as_str(), deadline.to.as_deref(), deadline.precision),
            (text, to, precision)
        );
    }
    for words in ["innen 26 uker", "innen helsesektoren", "i tråd med brev av 3. mai 2017"] {
        let d = letter(&format!("Oppdrag:\n• Etaten skal {words} levere en plan.\n"));
        assert!(d.oppdrag[0].deadline.is_none(), "{words}");
    }
}

#[test]
fn indicators_and_key_information() {
    let d = letter(
        "3.2 Mål\n\nStyringsparametere:\n• Andelen skal være minst 75 prosent\n• Antallet ulykker skal reduseres\n\nNøkkelinformasjon:\n• Bruken av tilsyn\n",
    );
    assert_eq!(d.indicators[0].target.as_deref(), Some("minst 75 prosent"));
    assert_eq!(serde_json::to_value(d.indicators[1].direction).unwrap(), "decrease");
    assert_eq!(d.key_information[0].section.as_deref(), Some("3.2"));
}

#[test]
fn budget_amounts_in_whole_kroner() {
    let d = letter(
        "6. Budsjett\n\n(beløp i 1 000 kroner)\nKap. 640 Arbeidstilsynet\nPost 01 Driftsutgifter, kan nyttes under post 21 612 345\n",
    );
    let line = &d.budget_lines[0];
    assert_eq!(
        (line.chapter.as_deref(), line.item.as_str(), line.amount),
        (Some("640"), "01", Some(612_345_000))
    );
    assert_eq!(line.keywords, ["kan nyttes under post 21"]);
    let d = letter("6. Budsjett\n\nKap. 640 Arbeidstilsynet\nPost 01 Driftsutgifter 612 345\n");
    assert_eq!(d.budget_lines[0].amount, None, "nothing says what the table counts in");
    assert!(d.warnings.iter().any(|w| w.starts_with("budget_lines:")));
}

/// The numbers of chapter and item stand close together where the columns are narrow.
#[test]
fn chapter_and_item_side_by_side() {
    let d = letter(
        "6. Budsjett\n\n(beløp i 1 000 kroner)\nKap. Post Betegnelse  Beløp\n\u{c}1281 01  Driftsutgifter  112 018\n",
    );
    let line = &d.budget_lines[0];
    assert_eq!(
        (line.chapter.as_deref(), line.item.as_str(), line.amount),
        (Some("1281"), "01", Some(112_018_000))
    );
}

#[test]
fn ids_come_from_words_not_from_order() {
    let one = letter("Oppdrag:\n• Etaten skal rydde.\n");
    let two = letter("Oppdrag:\n• Etaten skal male.\n• Etaten skal rydde.\n");
    assert_eq!(one.oppdrag[0].id, two.oppdrag[1].id);
}

#[test]
fn spans_count_code_points() {
    let d = letter("Oppdrag:\n• Etaten skal gjøre «æøå» 😀 ferdig.\n");
    let text = super::support::clean(&format!("{LETTER}Oppdrag:\n• Etaten skal gjøre «æøå» 😀 ferdig.\n"));
    let (o, chars): (_, Vec<char>) = (&d.oppdrag[0], text.as_str().chars().collect());
    let slice: String = chars[o.span.start as usize..o.span.end as usize].iter().collect();
    assert_eq!(slice, "Etaten skal gjøre «æøå» 😀 ferdig.");
}

/// A sentence may fill the last line of a page: that the next page begins with a new sentence says no
/// more than it would in the middle of a page. Where the line had room, what follows may be another matter.
#[test]
fn a_conclusion_whose_sentence_fills_the_last_line_of_a_page() {
    let full = "1. Status\nDirektøren orienterte om arbeidet med budsjettet og om de sakene som har ligget lenge.\n\nKonklusjon: Departementet tok orienteringen om budsjettet og sakene til etterretning.";
    let rest = "Etaten legger fram en ny vurdering av arbeidet med de gamle sakene på neste møte i høst.\n\n2. Eventuelt\nIngen saker ble meldt.\n";
    let texts = |text: &str| -> Vec<String> {
        minutes(text).conclusions.into_iter().map(|c| c.text.replace('\n', " ")).collect()
    };
    assert_eq!(
        texts(&format!("{full}\u{c}{rest}")),
        [
            "Departementet tok orienteringen om budsjettet og sakene til etterretning. Etaten legger fram en ny vurdering av arbeidet med de gamle sakene på neste møte i høst."
        ]
    );
    let short = full.replace(" orienteringen om budsjettet og sakene", " saken");
    assert_eq!(texts(&format!("{short}\u{c}{rest}")), ["Departementet tok saken til etterretning."]);
    let heading = rest.replace("Etaten legger", "Videre arbeid\nEtaten legger");
    assert_eq!(texts(&format!("{full}\u{c}{heading}")).concat().len(), 73, "a heading begins the page");
}

/// In a document of short lines nothing was broken for want of room; the label of a decision begins
/// its line all the same.
#[test]
fn a_decision_right_under_a_short_line() {
    let d = minutes(
        "Sak 2: Beretning\nLederen leste beretningen.\nVedtak: Beretningen ble vedtatt.\n\nSak 3: Valg\nForslag til vedtak: A velges.\nVedtak: B ble valgt.\n",
    );
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Beretningen ble vedtatt.", "B ble valgt."]);
    assert_eq!(d.agenda_items[0].name.as_deref(), Some("Beretning"));
}

/// Cases of a minute book differ in their digits only; on short pages they stand where running
/// headers do, and must stay.
#[test]
fn cases_at_the_top_of_pages_are_no_running_headers() {
    let page = |n: u32| {
        format!(
            "Sak 0{n}/16 Orientering\nDirektøren orienterte om saken.\nVedtak: Saken tas til orientering.\n"
        )
    };
    let d = minutes(&[page(1), page(2), page(3), page(4)].join("\u{c}"));
    assert_eq!((d.agenda_items.len(), d.conclusions.len()), (4, 4));
    let page = |n: u32| format!("Oppdrag:\n• Etaten skal levere del {n}.\nFrist: {n}.6.2018\n");
    let d = letter(&[page(1), page(2), page(3), page(4)].join("\u{c}"));
    assert_eq!(d.oppdrag.len(), 4);
}

/// Documents that look like minutes or letters here and there, and are none.
#[test]
fn reports_notices_and_headlines_are_neither_minutes_nor_letters() {
    let speech = "Departementet opplyste at saken er løst. Departementet viste til brevet. Departementet mente at det haster. Departementet påpekte risikoen.";
    for text in [
        format!("Riksrevisjonens undersøkelse av tilsynet med veier\n\n1. Innledning\n{speech}\n\n2. Funn\n{speech}\n\nKonklusjon:\nTilsynet er svakt.\n"),
        "Innkalling til styremøte\n\nMøtedato: 3. mai 2016\nMøtested: Klubbhuset\nForfall: meldes til leder\n\n1. Budsjett\n2. Eventuelt\n".to_owned(),
        "Etaten får nytt tildelingsbrev\n\nOppdrag:\n– Vi må bruke pengene bedre, sier ministeren\n".to_owned(),
    ] {
        let d = record(&text);
        assert_eq!(d.kind.value, Kind::Other, "{text}");
        assert!(d.conclusions.is_empty() && d.oppdrag.is_empty(), "{text}");
    }
    let club = record(
        "Referat fra møte i hagelaget 3. mai 2019\n\n1. Årsregnskapet for 2018\nRegnskapet ble godkjent.\n",
    );
    assert!(club.meeting_type.is_none(), "{:?}", club.meeting_type);
}

#[test]
fn names_in_capitals_with_norwegian_letters() {
    let d = record(
        "NÆRINGS- OG FISKERIDEPARTEMENTET\n\nTILDELINGSBREV TIL MILJØDIREKTORATET 2018\n\n1. Innledning\nHer er rammene.\n",
    );
    assert_eq!(d.agency.unwrap().value, "Miljødirektoratet");
    assert_eq!(d.ministries[0].value, "Nærings- og fiskeridepartementet");
}

#[test]
fn amounts_however_they_are_written() {
    let d = letter(
        "6. Budsjett\n\n(beløp i kroner)\nKap. 640 Arbeidstilsynet\nPost 01 Driftsutgifter 612345\nPost 21 Utredning 12 345,-\nPost 45 Utstyr kr 45 000\n",
    );
    let found: Vec<(&str, Option<i64>)> =
        d.budget_lines.iter().map(|b| (b.name.as_str(), b.amount)).collect();
    assert_eq!(
        found,
        [("Driftsutgifter", Some(612_345)), ("Utredning", Some(12_345)), ("Utstyr", Some(45_000))]
    );
}

#[test]
fn a_distance_is_no_deadline() {
    let d = letter("Oppdrag:\n• Etaten skal kartlegge alt innen 2000 meter fra kysten.\n");
    assert!(d.oppdrag[0].deadline.is_none());
}
