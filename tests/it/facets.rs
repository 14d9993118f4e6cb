//! Facets and the timeline: every figure is what one gets by counting hits and documents by hand.

use super::asked::{ALL, Asked};
use super::support::Folder;
use std::collections::{BTreeMap, BTreeSet};
use styringsarkiv::archive::{Answer, Archive, Facet, FacetCount, Filters, Order, Request};
use styringsarkiv::model::Document;

const AGENCIES: [(&str, &str); 3] = [
    ("Arbeidsdepartementet", "Arbeidstilsynet"),
    ("Kulturdepartementet", "Språkrådet"),
    ("Samferdselsdepartementet", "Statens vegvesen"),
];

/// Minutes and letters of several years, no two alike, and some without a year.
fn archive() -> Asked {
    let mut files: Vec<(String, String)> = Vec::new();
    for (n, (ministry, agency)) in AGENCIES.iter().enumerate() {
        for year in [2010, 2013, 2016 + n] {
            for meeting in ["særmøte", "fagmøte"] {
                let extra = if (year + n) % 2 == 0 { "Modernisering av kart ble drøftet." } else { "Kart." };
                files.push((
                    format!("{n}/{year}-{meeting}.txt"),
                    format!(
                        "Referat fra {meeting} 3. mai {year} mellom {ministry} og {agency}\n\n1. Modernisering {year}\n{extra}\n\n2. Økonomi\nRegnskapet for {agency} er {year} kroner.\n\nKonklusjon:\nModerniseringen i {agency} følges opp i {meeting}.\n"
                    ),
                ));
            }
            files.push((
                format!("{n}/{year}-brev.txt"),
                format!(
                    "Tildelingsbrev {year} – {agency}\n\n1. Innledning\n{ministry} stiller midler til disposisjon for {agency}.\n\n2. Oppdrag\nOppdrag 1: {agency} skal vurdere modernisering innen 1. juni {year}.\n\nOppdrag 2: {agency} skal tegne kart nummer {n}.\n"
                ),
            ));
        }
        files.push((format!("{n}/uten.md"), format!("# Notat {n}\n\nModernisering uten dato, kart {n}.\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    Asked::files(&files)
}

/// Some demands: the facet, and the value as typed.
type Demands = Vec<(Facet, String)>;

fn filters(asked: &Asked, demands: &Demands) -> Filters {
    let mut filters = Filters::default();
    for (facet, value) in demands {
        filters.demand(*facet, value, asked.archive.known().unwrap()).unwrap();
    }
    filters
}

/// Combinations of filters that are chosen by a simple rule of numbers, the same every time.
fn combinations() -> Vec<Demands> {
    let values: [(Facet, &[&str]); 6] = [
        (Facet::Year, &["2010", "2010..2013", "2012..", "..2012", "1990..1999", "2011..2030"]),
        (Facet::MeetingType, &["særmøte", "fagmøte"]),
        (Facet::Ministry, &["Kulturdepartementet", "Arbeidsdepartementet"]),
        (Facet::Agency, &["Språkrådet", "Statens vegvesen", "Arbeidstilsynet"]),
        (Facet::Kind, &["referat", "tildelingsbrev", "other"]),
        (Facet::Part, &["oppdrag", "conclusion", "heading", "agenda_item"]),
    ];
    let mut state: u64 = 20_170_503;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut out = vec![Demands::new()];
    for (facet, all) in values {
        out.push(vec![(facet, all[0].to_owned())]);
    }
    for _ in 0..14 {
        let mut demands = Demands::new();
        for (facet, all) in values {
            // Sometimes one value, sometimes two of which either will do.
            for _ in 0..[0, 0, 1, 1, 2][next(5)] {
                if facet != Facet::Year || demands.iter().all(|(f, _)| *f != facet) {
                    demands.push((facet, all[next(all.len())].to_owned()));
                }
            }
        }
        out.push(demands);
    }
    out
}

fn documents(asked: &Asked) -> BTreeMap<String, Document> {
    let all = asked.archive.documents().unwrap();
    all.into_iter().map(|d| (d.source.path.clone(), d)).collect()
}

/// What the documents with these hits have, counted: value → in how many documents.
fn counted(answer: &Answer, values: impl Fn(&str) -> Vec<String>) -> Vec<FacetCount> {
    let paths: BTreeSet<&str> = answer.hits.iter().map(|h| h.path.as_str()).collect();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for path in paths {
        for value in values(path).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut all: Vec<FacetCount> =
        counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    all
}

#[test]
fn every_facet_is_what_counting_by_hand_gives_under_every_filter() {
    let asked = archive();
    let documents = documents(&asked);
    let mut filled = 0;
    for demands in combinations() {
        for query in ["modernisering", "\"følges opp\" OR has:deadline OR (kart -økonomi)"] {
            let about = format!("{query} {demands:?}");
            let answer = asked.filtered(query, &filters(&asked, &demands));
            // Every filter but the facet's own.
            let without = |facet: Facet| {
                let others = demands.iter().filter(|(f, _)| *f != facet).cloned().collect();
                asked.filtered(query, &filters(&asked, &others))
            };
            let f = &answer.facets;
            let year = |p: &str| documents[p].year.iter().map(|y| y.value.to_string()).collect::<Vec<_>>();
            let mut years = counted(&without(Facet::Year), year);
            years.sort_by(|a, b| a.value.cmp(&b.value));
            assert_eq!(f.year, years, "{about}");
            let types = |p: &str| documents[p].meeting_type.iter().map(|m| m.value.clone()).collect();
            assert_eq!(f.meeting_type, counted(&without(Facet::MeetingType), types), "{about}");
            let ministries = |p: &str| documents[p].ministries.iter().map(|m| m.value.clone()).collect();
            assert_eq!(f.ministry, counted(&without(Facet::Ministry), ministries), "{about}");
            let agencies = |p: &str| documents[p].agency.iter().map(|a| a.value.clone()).collect();
            assert_eq!(f.agency, counted(&without(Facet::Agency), agencies), "{about}");
            let kinds = |p: &str| vec![documents[p].kind.value.as_str().to_owned()];
            assert_eq!(f.kind, counted(&without(Facet::Kind), kinds), "{about}");
            let origins = |p: &str| vec![documents[p].source.origin().to_owned()];
            assert_eq!(f.text, counted(&without(Facet::Text), origins), "{about}");
            let wide = without(Facet::Part);
            let parts = |p: &str| {
                wide.hits.iter().filter(|h| h.path == p).map(|h| h.part.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(f.part, counted(&wide, parts), "{about}");
            let paths: BTreeSet<&str> = answer.hits.iter().map(|h| h.path.as_str()).collect();
            assert_eq!((f.documents, f.passages), (paths.len() as u64, answer.hits.len() as u64), "{about}");
            assert_eq!(answer.total, answer.hits.len(), "{about}");
            filled += usize::from(answer.total > 0 && demands.len() > 1);
        }
    }
    assert!(filled > 8, "the filters let too little through to say anything: {filled}");
}

#[test]
fn every_hit_passes_the_filters_and_nothing_that_passes_is_left_out() {
    let asked = archive();
    let documents = documents(&asked);
    let all = asked.ask("modernisering");
    for demands in combinations() {
        let filters = filters(&asked, &demands);
        let any = |wanted: &[String], has: Vec<&String>| {
            wanted.is_empty() || has.iter().any(|h| wanted.contains(h))
        };
        let fits = |path: &str, part: &str| {
            let d = &documents[path];
            let year = d.year.as_ref().map(|y| y.value);
            filters.years.as_ref().is_none_or(|r| year.is_some_and(|y| r.contains(&y)))
                && any(&filters.meeting_types, d.meeting_type.iter().map(|m| &m.value).collect())
                && any(&filters.ministries, d.ministries.iter().map(|m| &m.value).collect())
                && any(&filters.agencies, d.agency.iter().map(|a| &a.value).collect())
                && any(&filters.kinds, vec![&d.kind.value.as_str().to_owned()])
                && any(&filters.parts, vec![&part.to_owned()])
        };
        let wanted: Vec<_> = all.hits.iter().filter(|h| fits(&h.path, h.part)).collect();
        let got = asked.filtered("modernisering", &filters).hits;
        let place = |h: &styringsarkiv::archive::Hit| (h.path.clone(), h.span.start, h.score.to_bits());
        assert_eq!(
            got.iter().map(place).collect::<Vec<_>>(),
            wanted.iter().map(|h| place(h)).collect::<Vec<_>>(),
            "a filter takes away and moves nothing: {demands:?}"
        );
        for hit in got {
            let same = wanted.iter().filter(|h| h.path == hit.path).count() as u64;
            assert_eq!(hit.in_document, same, "{demands:?}");
        }
    }
}

#[test]
fn the_command_line_counts_the_same() {
    let asked = archive();
    let json = asked.json(&["--kind", "referat", "--year", "2011..2016"], &["modernisering"]);
    let listed = asked
        .folder
        .arkiv(&["documents", "--format", "json", "--kind", "referat", "--year", "2011..2016"])
        .json();
    let paths: BTreeSet<&str> =
        listed.as_array().unwrap().iter().map(|d| d["path"].as_str().unwrap()).collect();
    let hits: BTreeSet<&str> =
        json["hits"].as_array().unwrap().iter().map(|h| h["path"].as_str().unwrap()).collect();
    assert_eq!(hits, paths, "every one of these minutes speaks of it");
    let sum = |facet: &str| -> u64 {
        json["facets"][facet].as_array().unwrap().iter().map(|c| c["count"].as_u64().unwrap()).sum()
    };
    assert_eq!(sum("agency"), paths.len() as u64);
    assert_eq!(sum("meeting_type"), paths.len() as u64);
    let timeline: u64 =
        json["timeline"].as_array().unwrap().iter().map(|y| y["documents"].as_u64().unwrap()).sum();
    assert_eq!(timeline, paths.len() as u64);
}

#[test]
fn the_timeline_has_every_year_of_the_archive_and_keeps_to_the_filter() {
    let asked = archive();
    let years = |answer: &Answer| answer.facets.timeline.iter().map(|y| y.year).collect::<Vec<_>>();
    assert_eq!(years(&asked.ask("modernisering")), (2010..=2018).collect::<Vec<_>>());
    let nothing = asked.ask("kvikksølv");
    assert_eq!(years(&nothing), (2010..=2018).collect::<Vec<_>>(), "also where nothing is found");
    assert!(nothing.facets.timeline.iter().all(|y| y.hits == 0 && y.documents == 0));
    let some = asked.ask("modernisering year:2011..2014");
    assert_eq!(years(&some), [2011, 2012, 2013, 2014]);
    let of = |year: i16| some.facets.timeline.iter().find(|y| y.year == year).unwrap();
    assert_eq!((of(2012).hits, of(2012).documents), (0, 0), "a year without documents");
    assert!(of(2013).hits > 0);
    for demands in combinations() {
        let filters = filters(&asked, &demands);
        let answer = asked.filtered("modernisering kart", &filters);
        let dated = answer.hits.iter().filter(|h| h.year.is_some()).count() as u64;
        assert_eq!(answer.facets.timeline.iter().map(|y| y.hits).sum::<u64>(), dated, "{demands:?}");
        if demands.iter().any(|(f, _)| *f == Facet::Year) {
            assert_eq!(answer.total as u64, dated, "{demands:?}");
        }
        for year in &answer.facets.timeline {
            let hits: Vec<_> = answer.hits.iter().filter(|h| h.year == Some(year.year)).collect();
            let paths: BTreeSet<&str> = hits.iter().map(|h| h.path.as_str()).collect();
            assert_eq!((year.hits, year.documents), (hits.len() as u64, paths.len() as u64), "{demands:?}");
        }
    }
}

#[test]
fn the_timeline_is_drawn_with_a_line_for_each_year() {
    let asked = archive();
    let ran = asked.run(&["--timeline", "--limit", "1"], &["modernisering"]);
    for year in 2010..=2018 {
        let lines = ran.out.lines().filter(|l| l.trim_start().starts_with(&format!("{year} "))).count();
        assert!(lines >= 1, "{year}: {}", ran.out);
    }
    assert!(ran.out.contains("2012 · 0 (0)"), "{}", ran.out);
    assert!(ran.out.contains("2013 █"), "{}", ran.out);
}

#[test]
fn an_archive_without_years_has_no_timeline() {
    let asked = Asked::paragraphs(&["Kartet er ferdig."]);
    let answer = asked.ask("kart");
    assert!(answer.total == 1 && answer.facets.timeline.is_empty() && answer.facets.year.is_empty());
}

#[test]
fn how_many_are_listed_and_how_changes_no_figure() {
    let asked = archive();
    let plain = asked.ask("modernisering kart");
    for (limit, order, grouped, unfolded) in [
        (0, Order::Relevance, false, false),
        (1, Order::Newest, true, false),
        (3, Order::Oldest, false, true),
        (ALL, Order::Newest, true, true),
        (usize::MAX, Order::Relevance, true, true),
    ] {
        let query = "modernisering kart".to_owned();
        let answer =
            asked.request(&Request { query, limit, order, grouped, unfolded, filters: Filters::default() });
        assert_eq!((answer.total, &answer.facets), (plain.total, &plain.facets));
        assert!(answer.hits.len() <= limit);
    }
}

/// The parts of a large index (tantivy's segments) are gone through by several threads, in no order: nothing of
/// the answer may depend on it.
#[test]
fn an_index_in_parts_that_is_large_is_counted_whole() {
    const PASSAGES: u64 = 2_500;
    let folder = Folder::new(&[]);
    // Each run adds a part.
    for year in [2018, 2019, 2020] {
        let mut text = format!("Tildelingsbrev {year} – Språkrådet\n\n");
        for n in 0..PASSAGES {
            text.push_str(&format!("Departementet venter rapport {n} om tema {}.\n\n", n * 7 + year));
        }
        if year == 2019 {
            text.push_str("Departementet og departementet igjen.\n");
        }
        folder.write(&format!("{year}.txt"), text.as_bytes());
        folder.index();
    }
    let archive = Archive::open(&folder.path().join("the index")).unwrap();
    let asked = Asked { folder, archive };
    let answer = asked.ask("departementet");
    let years: Vec<(i16, u64, u64)> =
        answer.facets.timeline.iter().map(|y| (y.year, y.hits, y.documents)).collect();
    assert_eq!(years, [(2018, PASSAGES, 1), (2019, PASSAGES + 1, 1), (2020, PASSAGES, 1)]);
    assert_eq!((answer.total as u64, answer.facets.documents), (3 * PASSAGES + 1, 3));
    assert_eq!(answer.hits.len(), answer.total);
    assert_eq!(answer.hits[0].text, "Departementet og departementet igjen.");
    assert!(answer.hits.iter().all(|h| h.in_document == PASSAGES + u64::from(h.year == Some(2019))));
    let places = |answer: &Answer| -> Vec<_> {
        answer.hits.iter().map(|h| (h.path.clone(), h.span.start, h.score.to_bits())).collect()
    };
    let first = places(&answer);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), answer.total);
    for _ in 0..5 {
        assert_eq!(places(&asked.ask("departementet")), first);
    }
}
