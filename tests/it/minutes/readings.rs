use super::super::support::explain;
use styringsarkiv::rules;

const MINUTES: &str = "Møtebok 2/15\n\nTid: 4. mai 2015\n\nTil stede: Anne Eksempel\n\nSaksliste\n\n1/15\n\nRegnskap\n\n2/15\n\nNytt bygg\n\nSak 1/15: Regnskap\n\nUtvalget gikk gjennom regnskapet post for post.\n\nVedtak:\n\nRegnskapet godkjennes.\n\nSak 2/15: Nytt bygg\n\n1. Tomt\n\n2. Pris\n\nVedtak:\n\nBygget reises.\n";

#[test]
fn the_reading_that_was_taken_says_why() {
    let explained = explain(MINUTES);
    let chosen: Vec<_> = explained.readings.iter().filter(|r| r.taken).collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0].chain.len(), 2);
    assert!(
        chosen[0]
            .points
            .iter()
            .any(|p| p.rule == "FAM22" && p.note.as_deref() == Some("2 of 2 listed up front")),
        "{chosen:?}"
    );
    let sum: f64 = chosen[0].points.iter().map(|p| p.points).sum();
    assert!((sum - chosen[0].score).abs() < 1e-2);
}

#[test]
fn readings_that_lost_are_kept_with_their_points() {
    let explained = explain(MINUTES);
    let lost: Vec<_> = explained.readings.iter().filter(|r| !r.taken).collect();
    assert!(!lost.is_empty());
    let best = explained.readings.iter().find(|r| r.taken).unwrap().score;
    assert!(lost.iter().all(|r| r.score <= best && !r.points.is_empty()));
    assert!(lost.iter().any(|r| r.pattern.contains('N')), "{lost:?}");
}

#[test]
fn every_point_given_belongs_to_a_rule_that_gives_so_many() {
    let explained = explain(MINUTES);
    let signs = explained.minutes.iter().flat_map(|m| &m.signs);
    let given = signs.chain(explained.readings.iter().flat_map(|r| &r.points));
    for p in given {
        let rule = rules::all()
            .into_iter()
            .find(|r| r.code == p.rule)
            .unwrap_or_else(|| panic!("{} is no rule", p.rule));
        if let Some(most) = rules::points(rule) {
            assert!(p.points.abs() <= most.abs() + 1e-9, "{} gives {} of {most}", p.rule, p.points);
        }
    }
}

#[test]
fn long_and_hostile_text_is_read_in_reasonable_time() {
    // Numbers that fit each other everywhere, labels, strokes: steps stay bounded.
    let mut text = String::from("Møtebok 2/15\n\nSaksliste\n\n");
    for i in 0..6000 {
        text.push_str(&format!("{}. Sak {}/15 Vedtak: godkjent.{}/15: Valg | {i}\n", i % 90, i % 999, i % 7));
    }
    let _ = explain(&text);
}
