use super::{markdown, record};
use styringsarkiv::model::Kind;

#[test]
fn minutes_go_by_many_names() {
    for title in [
        "Møtebok 3/15",
        "MØTEPROTOKOLL",
        "Protokoll fra foretaksmøte i Fjellvik helse",
        "Saksprotokoll",
        "Utskrift av møtebok",
    ] {
        let d = record(&format!(
            "{title}\n\nTid: 4. mai 2015\nSted: Fjellvik\n\nTil stede: Anne Eksempel\n\nSak 1/15 Regnskap\n\nVedtak:\nRegnskapet godkjennes.\n"
        ));
        assert_eq!(d.kind.value, Kind::Referat, "{title}");
    }
}

#[test]
fn minutes_without_a_name_are_told_by_their_signs() {
    let d = markdown(
        "# Termgruppa 20.6.\n\nTil stades: Kari, Ola\n\n## Status\n\nAlt går bra.\n\n## Ordlista\n\n**TILTAK**\n\n- Kari sjekkar ordlista\n",
    );
    assert_eq!(d.kind.value, Kind::Referat);
    assert!(d.kind.evidence.as_ref().unwrap().note.as_ref().unwrap().contains("points speak for minutes"));
    assert_eq!(super::outcomes(&d), ["- Kari sjekkar ordlista"]);
}

#[test]
fn what_only_looks_like_minutes_is_something_else() {
    let notice = "INNKALLING TIL STYREMØTE\n\nMøtetid: 18. mai 2017 kl. 9\nMøtested: Fjellvik\nForfall meldes til sekretariatet.\n\nSAKSLISTE\n\nSak 6/2017 Godkjenning av innkalling og saksliste\nSak 7/2017 Nytt bygg\n\nSak 6/2017 Godkjenning av innkalling og saksliste\nIngen vedlegg.\n\nSak 7/2017 Nytt bygg\nForslag til vedtak:\nBygget reises.\n";
    let case = "SAKSFRAMLEGG\n\nSaksbehandler: Anne Eksempel\n\nNytt bygg\n\nRådmannens forslag til vedtak:\nBygget reises.\n\nSaksopplysninger:\nDet ble i fjor vedtatt å vente.\n";
    let plan = "Møteplan for høsten 2022\n\n1. Etatsstyringsmøte 3. mai\n2. Særmøte 4. juni\n3. Kontaktmøte 5. september\n";
    let letter = "Fjellvik kommune\n\nDeres ref.: 12/34   Vår ref.: 13/45   Dato: 3. mai 2015\n\nHøring om nytt bygg\n\nKommunestyret har vedtatt å bygge. Vi ber om innspill:\n1. Hvor bør bygget ligge?\n2. Hvor stort bør det være?\n\nMed vennlig hilsen\nAnne Eksempel\n";
    let report = "Årsmelding for Fjellvik ungdom\n\n1. Styret\n\nStyret hadde fem møter og vedtok to planer.\n\n2. Turer\n\nDet ble holdt tre turer.\n";
    for text in [notice, case, plan, letter, report] {
        let d = record(text);
        assert_ne!(d.kind.value, Kind::Referat, "{text}");
        assert!(d.agenda_items.is_empty() && d.conclusions.is_empty(), "{text}");
    }
}

#[test]
fn the_first_day_of_a_meeting_counts() {
    for (line, day) in [
        ("Tid: 10.05. – 11.05.2005", "2005-05-10"),
        ("Tid: 20.–21. september 2004", "2004-09-20"),
        ("Tid: 19.-20.08.2004", "2004-08-19"),
        ("Tid: 16.03.26", "2026-03-16"),
        ("Dato/Tid: 2015.03.10 – 19.15", "2015-03-10"),
        ("Avholdt 16/4-2020 i Fjellvik", "2020-04-16"),
        ("Tirsdag 4. oktober 2016, 0830–1115", "2016-10-04"),
    ] {
        let d = record(&format!(
            "Møtebok\n\n{line}\n\nTil stede: Anne Eksempel\n\nSak 1/05 Regnskap\n\nVedtak:\nGodkjennes.\n"
        ));
        assert_eq!(d.date.map(|d| d.value).as_deref(), Some(day), "{line}");
    }
}

#[test]
fn a_day_of_another_meeting_is_none_of_this() {
    let d = record(
        "Møtebok for Fjellvik\n\nTil stede: Anne Eksempel\n\nGodkjenning av referat 10.02.2015\n\nSak 1/15 Regnskap\n\nVedtak:\nGodkjennes.\n",
    );
    assert!(d.date.is_none());
}

#[test]
fn the_title_tells_the_year_by_its_season() {
    let d = markdown(
        "---\ntitle: Tredje møte høst 2017\n---\n\n## 1 Godkjenning av innkalling\n\nGodkjent.\n\n## 2 Godkjenning av referat\n\nReferatet fra møtet 24.10.16 ble godkjent.\n",
    );
    assert_eq!(d.year.unwrap().value, 2017);
}

#[test]
fn a_place_does_not_say_what_sort_of_meeting_it_was() {
    let d = record(
        "Møtebok 3/05\n\nTid: 18.04.05\n\nSted: Telefonmøte\n\nTil stede: Anne\n\nSak 1/05 Regnskap\n\nVedtak:\nGodkjennes.\n",
    );
    assert!(d.meeting_type.is_none());
}

#[test]
fn points_that_are_sure_are_given_with_a_warning_where_the_kind_is_not() {
    let d = record(
        "Fjellvik ungdom\n\nSak 1/15 Regnskap\n\nTallene var i orden.\n\nSak 2/15 Nytt bygg\n\nSaken kom fort.\n\nVedtak:\nBygget reises.\n\nSak 3/15 Tur\n\nTuren varer en uke.\n",
    );
    assert_eq!(d.kind.value, Kind::Other);
    assert_eq!(super::points(&d), ["1/15 Regnskap", "2/15 Nytt bygg", "3/15 Tur"]);
    assert_eq!(super::outcomes(&d), ["2/15 Bygget reises."]);
    assert!(d.warnings.iter().any(|w| w.starts_with("kind:")), "{:?}", d.warnings);
}
