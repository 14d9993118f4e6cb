//! The registry: what its files promise, and what it answers.

use std::collections::HashSet;
use styringsarkiv::registry::{Named, Registry, SOURCES, registry};

#[test]
fn the_files_hold_together() {
    let r = Registry::parse(SOURCES[0], SOURCES[1]).unwrap();
    assert!(r.ministries().len() >= 15);
    assert!(r.agencies().len() >= 60);
    let ids: HashSet<&str> = r.ministries().iter().map(|m| m.id.as_str()).collect();
    for ministry in r.ministries() {
        for pair in ministry.names.windows(2) {
            let to = pair[0].to.as_deref().unwrap_or_else(|| panic!("{} has no end", pair[0].name));
            assert!(to < pair[1].from.as_str(), "{} and {} overlap", pair[0].name, pair[1].name);
        }
    }
    for agency in r.agencies() {
        for s in &agency.ministries {
            assert!(ids.contains(s.ministry.as_str()), "{}: no ministry {}", agency.name, s.ministry);
        }
    }
}

#[test]
fn ministries_are_known_by_their_time() {
    let labour = registry().ministries_named("ASD")[0];
    let name = |day| labour.name_on(day).map(|n| n.name.as_str());
    assert_eq!(name("2013-04-01"), Some("Arbeidsdepartementet"));
    assert_eq!(name("2018-01-01"), Some("Arbeids- og sosialdepartementet"));
    assert_eq!(name("2023-01-01"), Some("Arbeids- og inkluderingsdepartementet"));
    assert!(registry().ministries_named("Ministry of Magic").is_empty());
}

#[test]
fn an_agency_is_known_by_abbreviation_and_former_name() {
    let difi = registry().agencies_named("difi");
    assert_eq!(difi[0].name, "Digitaliseringsdirektoratet");
    assert_eq!(difi[0].name_on("2015-01-01"), "Direktoratet for forvaltning og IKT");
    assert_eq!(difi[0].steered_by(2017)[0].ministry, "kommunal");
}

#[test]
fn a_name_within_a_longer_one_is_not_a_mention() {
    let text = "Møte mellom Arbeids- og sosialdepartementets ledelse og Arbeidstilsynet om HOD, ikke hod.";
    let found: Vec<(&str, bool)> = registry()
        .mentions(text)
        .iter()
        .map(|m| (&text[m.range.clone()], matches!(m.named, Named::Ministry(_))))
        .collect();
    assert_eq!(found, [("Arbeids- og sosialdepartementet", true), ("Arbeidstilsynet", false), ("HOD", true)]);
}

#[test]
fn a_misspelt_name_has_neighbours() {
    assert!(
        registry().near("Samferdelsdepartementet", true).contains(&"Samferdselsdepartementet".to_owned())
    );
    assert!(registry().near("Snøfreser", true).is_empty());
}
