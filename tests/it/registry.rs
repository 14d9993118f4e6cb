//! The registry: what its files promise, and what it answers.

use std::collections::{HashMap, HashSet};
use styringsarkiv::registry::{Named, Registry, SOURCES, registry};

#[test]
fn the_files_hold_together() {
    let r = Registry::parse(SOURCES.0, &SOURCES.1).unwrap();
    assert!(r.ministries().len() >= 15);
    assert!(r.agencies().len() >= 400);
    let ids: HashSet<&str> = r.ministries().iter().map(|m| m.id.as_str()).collect();
    for ministry in r.ministries() {
        for pair in ministry.names.windows(2) {
            let to = pair[0].to.as_deref().unwrap_or_else(|| panic!("{} has no end", pair[0].name));
            assert!(to < pair[1].from.as_str(), "{} and {} overlap", pair[0].name, pair[1].name);
        }
    }
    let names: HashSet<&str> = r.agencies().iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names.len(), r.agencies().len(), "two bodies have one name");
    for agency in r.agencies() {
        for s in &agency.ministries {
            assert!(ids.contains(s.ministry.as_str()), "{}: no ministry {}", agency.name, s.ministry);
            assert!(s.from.is_none_or(|from| s.to.is_none_or(|to| from <= to)), "{}: {s:?}", agency.name);
        }
        for other in agency.into.iter().chain(&agency.under).chain(&agency.steered_like) {
            assert!(names.contains(other.as_str()), "{}: no body {other}", agency.name);
            assert_ne!(*other, agency.name);
        }
    }
}

#[test]
fn names_of_a_body_do_not_overlap() {
    for agency in registry().agencies() {
        let mut former: Vec<_> = agency.former.iter().filter(|f| f.to.is_some()).collect();
        former.sort_by_key(|f| f.to.clone());
        for pair in former.windows(2) {
            assert!(pair[0].to < pair[1].to, "{}: {} and {}", agency.name, pair[0].name, pair[1].name);
            assert!(pair[1].from.is_none() || pair[1].from > pair[0].to, "{}", pair[1].name);
        }
        let day = |d: &str| d.len() == 10 || (d.len() == 4 && d.parse::<i16>().is_ok());
        let days = [&agency.from, &agency.to].into_iter().chain(agency.former.iter().map(|f| &f.to));
        assert!(days.flatten().all(|d| day(d)), "{}", agency.name);
        assert!(agency.from.is_none() || agency.to.is_none() || agency.from < agency.to, "{}", agency.name);
    }
}

#[test]
fn a_name_belongs_to_one_body() {
    for agency in registry().agencies() {
        let named =
            agency.nynorsk.iter().chain(&agency.sami).chain(&agency.also).chain(&agency.abbreviations);
        for name in named.map(String::as_str).chain(agency.all_names()) {
            let found: Vec<&str> = registry().agencies_named(name).iter().map(|a| a.name.as_str()).collect();
            assert_eq!(found, [agency.name.as_str()], "{name}");
            assert!(registry().ministries_named(name).is_empty(), "{name} is a ministry, too");
        }
    }
}

#[test]
fn every_nynorsk_and_sami_name_is_found_in_text() {
    let ministries = registry().ministries().iter().enumerate();
    let of_ministries = ministries.flat_map(|(i, m)| {
        m.names.iter().flat_map(move |n| n.nynorsk.iter().map(move |t| (t, Named::Ministry(i))))
    });
    let agencies = registry().agencies().iter().enumerate();
    let of_agencies =
        agencies.flat_map(|(i, a)| a.nynorsk.iter().chain(&a.sami).map(move |t| (t, Named::Agency(i))));
    for (name, named) in of_ministries.chain(of_agencies) {
        let text = format!("Brev til {name}, kopi til andre.");
        let found: Vec<(Named, &str)> =
            registry().mentions(&text).iter().map(|m| (m.named, &text[m.range.clone()])).collect();
        assert_eq!(found, [(named, name.as_str())]);
    }
}

#[test]
fn a_domain_belongs_to_one_body() {
    let mut owners: HashMap<&str, &str> = HashMap::new();
    let of_ministries = registry().ministries().iter().map(|m| (m.id.as_str(), &m.domains));
    let of_agencies = registry().agencies().iter().map(|a| (a.name.as_str(), &a.domains));
    for (owner, domains) in of_ministries.chain(of_agencies) {
        for domain in domains {
            assert!(
                domain.is_ascii() && domain.to_lowercase() == *domain && domain.contains('.'),
                "{domain}"
            );
            let other = owners.insert(domain, owner);
            assert_eq!(other, None, "{domain} is {owner}'s, too");
        }
    }
    for (i, ministry) in registry().ministries().iter().enumerate() {
        assert!(!ministry.domains.is_empty(), "{}", ministry.id);
        for domain in &ministry.domains {
            assert_eq!(registry().at_domain(&format!("postmottak@{domain}")), Some(Named::Ministry(i)));
        }
    }
}

#[test]
fn an_address_tells_whose_it_is() {
    let name = |address: &str| match registry().at_domain(address)? {
        Named::Agency(i) => registry().agencies().get(i).map(|a| a.name.as_str()),
        Named::Ministry(i) => registry().ministries().get(i).map(|m| m.id.as_str()),
    };
    assert_eq!(name("postmottak@asd.dep.no"), Some("arbeid"));
    assert_eq!(name("Postmottak@Spk.no"), Some("Statens pensjonskasse"));
    assert_eq!(name("noen@post.nav.no"), Some("Arbeids- og velferdsdirektoratet"));
    // Below the university's domain, but another's.
    assert_eq!(name("noen@nsd.uib.no"), Some("NSD – Norsk senter for forskningsdata AS"));
    // The county governors share a domain.
    assert_eq!(name("sfropost@statsforvalteren.no"), Some("Statsforvalteren i Rogaland"));
    assert_eq!(name("fmropost@fylkesmannen.no"), Some("Statsforvalteren i Rogaland"));
    assert_eq!(name("noen@statsforvalteren.no"), Some("Statsforvalteren"));
    assert_eq!(name("noen@notnav.no"), None);
    assert_eq!(name("noen@dep.no"), None);
    assert_eq!(name("@"), None);
}

#[test]
fn county_governors_are_known_by_their_year() {
    // Everyone who was there on a day, by the name of that day.
    let there = |day: &str| {
        let governors =
            registry().agencies().iter().filter(|a| a.steered_like.as_deref() == Some("Statsforvalteren"));
        let mut names: Vec<&str> = governors
            .filter(|a| {
                a.from.as_deref().is_none_or(|f| f <= day) && a.to.as_deref().is_none_or(|t| day <= t)
            })
            .map(|a| a.name_on(day))
            .collect();
        names.sort_unstable();
        names
    };
    assert_eq!(there("2005-03-01").len(), 18);
    assert_eq!(there("2016-03-01").len(), 17);
    assert_eq!(there("2018-03-01").len(), 16);
    assert_eq!(
        there("2019-03-01"),
        [
            "Fylkesmannen i Agder",
            "Fylkesmannen i Innlandet",
            "Fylkesmannen i Møre og Romsdal",
            "Fylkesmannen i Nordland",
            "Fylkesmannen i Oslo og Viken",
            "Fylkesmannen i Rogaland",
            "Fylkesmannen i Troms og Finnmark",
            "Fylkesmannen i Trøndelag",
            "Fylkesmannen i Vestfold og Telemark",
            "Fylkesmannen i Vestland",
        ]
    );
    assert!(there("2022-03-01").contains(&"Statsforvalteren i Oslo og Viken"));
    assert!(there("2024-03-01").contains(&"Statsforvalteren i Østfold, Buskerud, Oslo og Akershus"));
    assert_eq!(there("2024-03-01").len(), 10);
    let agder = registry().agencies_named("Fylkesmannen i Aust- og Vest-Agder")[0];
    assert_eq!(agder.name_on("2017-05-01"), "Fylkesmannen i Aust- og Vest-Agder");
    assert_eq!(agder.steered_by(2017)[0].ministry, "kommunal");
    assert_eq!(agder.steered_by(2012)[0].ministry, "forvaltning");
}

#[test]
fn merged_bodies_keep_their_own_names() {
    let gone = registry().agencies_named("Høgskolen i Gjøvik")[0];
    assert_eq!(gone.name_on("2012-01-01"), "Høgskolen i Gjøvik");
    assert_eq!(gone.into, ["Norges teknisk-naturvitenskapelige universitet"]);
    // It did not become the Environment Agency's earlier name together with the other directorate.
    assert_eq!(
        registry().agencies_named("SFT")[0].name_on("2012-01-01"),
        "Klima- og forurensningsdirektoratet"
    );
    assert_eq!(registry().agencies_named("DN")[0].name, "Direktoratet for naturforvaltning");
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

#[test]
fn a_name_of_ordinary_words_needs_its_capitals() {
    let named = |text: &str| {
        let found = registry().mentions(text);
        found.iter().map(|m| text[m.range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(named("Til forsvaret av landet trengs Forsvaret."), ["Forsvaret"]);
    assert_eq!(named("FORSVARET"), ["FORSVARET"]);
    assert!(named("De bygger nye veier as fast as they can.").is_empty());
    // Abbreviations count as printed, longer ones in capitals, too.
    assert_eq!(named("BUFDIR og Bufdir, men ikke bufdir"), ["BUFDIR", "Bufdir"]);
    assert!(named("Jeg met ham, og hi fikk pod.").is_empty());
}

#[test]
fn the_longest_name_counts_and_only_whole_words_do() {
    let named = |text: &str| {
        let found = registry().mentions(text);
        found.iter().map(|m| text[m.range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(named("Statsforvaltaren i Rogaland"), ["Statsforvaltaren i Rogaland"]);
    assert_eq!(named("Fylkesmannens og NAVs svar"), ["Fylkesmannen", "NAV"]);
    assert_eq!(named("Helse Nord-Trøndelag HF"), ["Helse Nord-Trøndelag HF"]);
    assert_eq!(named("Helse Nordvest"), Vec::<String>::new());
    assert_eq!(named("HØGSKOLEN I ØSTFOLD, UNIVERSITETET I SØRØST-NORGE").len(), 2);
    assert_eq!(named("ekstra-NAV og NAV-kontor"), ["NAV"]);
    // What is long and almost a name costs no more than its words.
    assert!(named(&"det kongelige ".repeat(10_000)).is_empty());
}

#[test]
fn a_letterhead_may_print_the_indefinite_form() {
    let named = |text: &str| {
        let found = registry().mentions(text);
        found.iter().map(|m| text[m.range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(named("DET KONGELIGE\nHELSE- OG OMSORGSDEPARTEMENT"), ["HELSE- OG OMSORGSDEPARTEMENT"]);
    assert_eq!(named("DET KONGELEGE KUNNSKAPSDEPARTEMENT"), ["DET KONGELEGE KUNNSKAPSDEPARTEMENT"]);
    assert!(named("et nytt kunnskapsdepartement").is_empty());
}
