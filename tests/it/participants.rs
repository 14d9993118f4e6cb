//! What minutes tell of their meeting: where, when, for whom people took part, the next one.

use super::support::{Folder, record};
use serde_json::Value;
use styringsarkiv::model::{Attendance, Meeting};

fn minutes(head: &str, end: &str) -> String {
    format!(
        "Samferdselsdepartementet\n\nReferat fra kontaktmøte mellom Samferdselsdepartementet og Kartverket\n\nMøtedato: 12. mars 2015\n{head}\n\n1. Kart\n\nDepartementet viste til planen.\n\n2. Eventuelt\n\nDirektoratet orienterte om flytting.\n\n{end}\n"
    )
}

fn meeting(head: &str, end: &str) -> Meeting {
    record(&minutes(head, end)).meeting.unwrap_or_default()
}

fn bodies(groups: Option<&Vec<Attendance>>) -> Vec<(Option<&str>, &str, usize)> {
    groups.unwrap().iter().map(|g| (g.body.as_deref(), g.rule.as_str(), g.people_at.len())).collect()
}

const SD: Option<&str> = Some("Samferdselsdepartementet");
const KV: Option<&str> = Some("Kartverket");

#[test]
fn for_whom_people_took_part() {
    for (head, rules) in [
        (
            "Til stede: Fra departementet: Kari Eksempel (møteleder), Ola Eksempel Fra Kartverket: Anne Prøve",
            ["ATT03", "ATT03"],
        ),
        (
            "Til stede:\nFra departementet: Kari Eksempel, Ola Eksempel\nFra Kartverket: Anne Prøve",
            ["ATT03", "ATT03"],
        ),
        ("Til stede: Kari Eksempel, Ola Eksempel (SD), Anne Prøve (Kartverket)", ["ATT04", "ATT04"]),
        ("Til stede: Kari Eksempel og Ola Eksempel fra SD, Anne Prøve fra Kartverket", ["ATT04", "ATT04"]),
        (
            "Deltok fra SD: Kari Eksempel, Ola Eksempel\nDeltok fra Kartverket: avdelingsdirektør Anne Prøve",
            ["ATT01", "ATT01"],
        ),
        (
            "Til stades: Frå departementet møtte Kari Eksempel og Ola Eksempel. Frå Kartverket møtte Anne Prøve.",
            ["ATT03", "ATT03"],
        ),
        ("Fra departementet: Kari Eksempel, Ola Eksempel\nFra Kartverket: Anne Prøve", ["ATT03", "ATT03"]),
    ] {
        let m = meeting(head, "");
        assert_eq!(bodies(m.present.as_ref()), [(SD, rules[0], 2), (KV, rules[1], 1)], "{head}");
        assert!(m.absent.is_none(), "{head}");
    }
    let m = meeting("Til stede: Tre fra departementet og fire fra Kartverket", "");
    assert_eq!(bodies(m.present.as_ref()), [(SD, "ATT04", 0), (KV, "ATT04", 0)]);
    let m = meeting("Deltakere: Kari Eksempel, Ola Eksempel", "");
    assert_eq!(bodies(m.present.as_ref()), [(None, "ATT01", 2)]);
}

#[test]
fn who_was_absent_and_nobody_is_not_the_same_as_nothing() {
    for label in ["Forfall", "Fråvær", "Meldt forfall", "Ikke til stede"] {
        let m = meeting(&format!("{label}: Kari Eksempel (SD)"), "");
        assert_eq!(bodies(m.absent.as_ref()), [(SD, "ATT04", 1)], "{label}");
        assert!(m.present.is_none());
    }
    assert_eq!(meeting("Forfall: ingen", "").absent, Some(Vec::new()));
    assert_eq!(meeting("Forfall: -", "").absent, Some(Vec::new()));
    assert_eq!(meeting("Sted: Oslo", "").absent, None);
    assert!(record(&minutes("", "")).meeting.is_none());
}

#[test]
fn place_and_time() {
    for (line, place, time) in [
        ("Sted: Akersgata 59", Some("Akersgata 59"), None),
        ("Møtestad: Bergen, kl. 10", Some("Bergen"), None),
        ("Tid: kl. 10.00–12.30", None, Some("kl. 10.00–12.30")),
        ("Tid: 09.00 - 11.15", None, Some("09.00 - 11.15")),
        ("Tid: 12. mars 2015 kl. 9", None, Some("kl. 9")),
        ("Tid og sted: 12. mars 2015, Bergen", None, None),
        ("Tid: 10.05. – 11.05.2005", None, None),
        ("Arbeidssted: Bergen", None, None),
    ] {
        let m = meeting(line, "");
        assert_eq!(m.place.as_ref().map(|f| f.value.as_str()), place, "{line}");
        assert_eq!(m.time.as_ref().map(|f| f.value.as_str()), time, "{line}");
    }
    // A place that a point speaks of is none of the head's.
    assert!(record(&minutes("", "Sted: Bergen")).meeting.is_none());
}

#[test]
fn the_next_meeting() {
    for (end, text, date) in [
        (
            "Neste kontaktmøte er 9. september 2015. Det blir i Bergen.",
            "Neste kontaktmøte er 9. september 2015.",
            Some("2015-09-09"),
        ),
        ("Neste møte: avtales nærmere", "Neste møte: avtales nærmere", None),
        ("Neste møte\n\nFagmøtet holdes 3. mai 2016.", "Fagmøtet holdes 3. mai 2016.", Some("2016-05-03")),
        ("Neste møte holdes 24. oktober.", "Neste møte holdes 24. oktober.", None),
    ] {
        let next = meeting("", end).next_meeting.unwrap_or_else(|| panic!("{end}"));
        assert_eq!((next.text.trim_end(), next.date.as_deref()), (text, date));
        assert_eq!(next.rule, "ATT07");
    }
    for end in ["På neste møte orienterer direktoratet.", "Neste møte\n\nDet avtales nærmere."] {
        assert!(record(&minutes("", end)).meeting.is_none(), "{end}");
    }
}

/// Letters have no meeting, whatever stands in their head.
#[test]
fn only_minutes_have_a_meeting() {
    let d = record(
        "Tildelingsbrev 2018 for Kartverket\n\nSted: Oslo\n\nTil stede: Kari Eksempel\n\n1. Mål\n\nKart.\n",
    );
    assert!(d.meeting.is_none());
}

#[test]
fn names_of_people_are_given_only_where_they_are_asked_for() {
    let text = minutes("Til stede: Kari Eksempel (SD), Ola Å. Prøve (Kartverket)\nForfall: Anne Prøve", "");
    let folder = Folder::new(&[("referat.txt", &text)]);
    folder.index();
    let plain = folder.arkiv(&["export"]).out;
    for name in ["Kari", "Ola", "Anne"] {
        assert!(!plain.contains(name), "{plain}");
        assert!(!folder.arkiv(&["show", "referat.txt", "--page", "9"]).out.contains(name));
    }
    let record: Value = serde_json::from_str(&folder.arkiv(&["export", "--people"]).out).unwrap();
    assert!(record.get("text").is_none());
    assert_eq!(record["meeting"]["present"][0]["people"], serde_json::json!(["Kari Eksempel"]));
    assert_eq!(record["meeting"]["present"][1]["people"], serde_json::json!(["Ola Å. Prøve"]));
    assert_eq!(record["meeting"]["absent"][0]["people"], serde_json::json!(["Anne Prøve"]));
    let schema = super::support::arkiv(&["schema", "export"]).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for record in [&record, &serde_json::from_str(&plain).unwrap()] {
        let errors: Vec<String> = validator.iter_errors(record).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let csv = folder.arkiv(&["documents", "--format", "csv"]).out;
    assert!(csv.contains("Samferdselsdepartementet; Kartverket") && !csv.contains("Kari"), "{csv}");
    let shown = folder.arkiv(&["show", "referat.txt"]).out;
    assert!(shown.contains("Kartverket (“(Kartverket)”, ATT04, 1 named)"), "{shown}");
}

#[test]
fn spans_of_people_slice_the_text() {
    let text = minutes("Til stede: Fra departementet: Kari Eksempel, ekspedisjonssjef Ola Prøve", "");
    let clean = super::support::clean(&text);
    let letters: Vec<char> = clean.as_str().chars().collect();
    let present = record(&text).meeting.unwrap().present.unwrap();
    let at =
        |s: &styringsarkiv::model::Span| letters[s.start as usize..s.end as usize].iter().collect::<String>();
    assert_eq!(at(&present[0].span), present[0].label);
    assert_eq!(present[0].people_at.iter().map(at).collect::<Vec<_>>(), ["Kari Eksempel", "Ola Prøve"]);
}

#[test]
fn long_lists_are_read_in_reasonable_time() {
    let many = "Kari Eksempel (SD), Fra X: ".repeat(300);
    assert!(meeting(&format!("Til stede: {many}"), "").present.is_none());
    let lines = "Fra departementet: Kari Eksempel (SD) (SD) (X) (Y)\n".repeat(80);
    let _ = meeting(&format!("Til stede:\n{lines}"), "");
}
