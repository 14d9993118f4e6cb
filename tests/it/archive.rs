//! Search: what is found, how it is filtered, counted and explained.

use super::support::Folder;
use serde_json::{Value, json};

fn folder() -> Folder {
    let folder = Folder::new(&[
        (
            "2013.txt",
            "Referat fra særmøte 3. mai 2013 mellom Arbeidsdepartementet og Arbeidstilsynet\n\n1. IKT-moderniseringen\nPlanen for moderniseringen ble lagt fram.\n",
        ),
        (
            "2017.txt",
            "Referat fra fagmøte 4. mai 2017 mellom Arbeids- og sosialdepartementet og Arbeidstilsynet\n\n1. IKT modernisering\nDirektøren orienterte om IKT-\nmoderniseringen og om modernisering av IKT i etaten.\n\nKonklusjon:\nModerniseringen følges opp.\n",
        ),
        (
            "2018.txt",
            "Tildelingsbrev 2018 – Kartverket\n\n1. Innledning\nKommunal- og moderniseringsdepartementet stiller med dette midler til disposisjon.\n\nOppdrag:\n• Kartverket skal prøve moderniseringer av kartene.\n",
        ),
    ]);
    folder.index();
    folder
}

fn search(folder: &Folder, args: &[&str]) -> Value {
    let mut all = vec!["search"];
    all.extend(args);
    all.extend(["--format", "json"]);
    let ran = folder.arkiv(&all);
    assert!(ran.code <= 1, "{}", ran.err);
    ran.json()
}

fn paths(answer: &Value) -> Vec<&str> {
    let mut all: Vec<&str> =
        answer["hits"].as_array().unwrap().iter().map(|h| h["path"].as_str().unwrap()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn one_matter_through_the_years() {
    let folder = folder();
    let answer = search(&folder, &["IKT-modernisering"]);
    assert_eq!(paths(&answer), ["2013.txt", "2017.txt", "2018.txt"]);
    assert_eq!(
        answer["facets"]["year"],
        json!([{"value": 2013, "count": 1}, {"value": 2017, "count": 1}, {"value": 2018, "count": 1}])
    );
    let first = &answer["hits"][0];
    assert_eq!(first["part"], "agenda_item");
    assert_eq!(first["why"][0]["term"], "IKT");
}

#[test]
fn highlights_cover_the_words_as_printed() {
    let answer = search(&folder(), &["moderniseringer", "--part", "conclusion"]);
    let hit = &answer["hits"][0];
    let snippet: Vec<char> = hit["snippet"]["text"].as_str().unwrap().chars().collect();
    let range = &hit["snippet"]["highlights"][0];
    let (from, to) = (range[0].as_u64().unwrap() as usize, range[1].as_u64().unwrap() as usize);
    assert_eq!(snippet[from..to].iter().collect::<String>(), "Moderniseringen");
    assert_eq!(
        hit["why"][0],
        json!({"term": "moderniseringer", "matched": "Moderniseringen", "by": "stem", "in_heading": false})
    );
    assert_eq!(hit["text"], "Moderniseringen følges opp.");
}

#[test]
fn a_facet_is_counted_without_its_own_filter() {
    let folder = folder();
    let answer = search(&folder, &["modernisering", "--year", "2017"]);
    assert_eq!(paths(&answer), ["2017.txt"]);
    assert_eq!(answer["facets"]["year"].as_array().unwrap().len(), 3, "other years stay visible");
    assert_eq!(answer["facets"]["kind"], json!([{"value": "referat", "count": 1}]));
    let hits = |year: i64| {
        answer["timeline"].as_array().unwrap().iter().find(|y| y["year"] == year).map(|y| y["hits"].clone())
    };
    assert_eq!(hits(2017), Some(answer["total"].clone()));
    assert_eq!(hits(2013), None, "the timeline keeps to the filter");
    let answer = search(&folder, &["modernisering", "--part", "oppdrag"]);
    assert_eq!(paths(&answer), ["2018.txt"]);
    assert!(answer["facets"]["part"].as_array().unwrap().len() > 1);
    assert_eq!(answer["facets"]["year"], json!([{"value": 2018, "count": 1}]));
}

#[test]
fn filters_by_years_type_ministry_and_agency() {
    let folder = folder();
    assert_eq!(paths(&search(&folder, &["modernisering", "--year", "2013..2017"])), ["2013.txt", "2017.txt"]);
    assert_eq!(paths(&search(&folder, &["modernisering", "--type", "særmøte"])), ["2013.txt"]);
    assert_eq!(paths(&search(&folder, &["modernisering", "--kind", "tildelingsbrev"])), ["2018.txt"]);
    assert_eq!(paths(&search(&folder, &["modernisering", "--agency", "Statens kartverk"])), ["2018.txt"]);
    // One portfolio under its names: Arbeidsdepartementet in 2013, ASD in 2017.
    assert_eq!(paths(&search(&folder, &["modernisering", "--ministry", "ASD"])), ["2013.txt", "2017.txt"]);
}

#[test]
fn phrases_and_words_to_leave_out() {
    let folder = folder();
    assert_eq!(paths(&search(&folder, &["\"planen for moderniseringen\""])), ["2013.txt"]);
    // What is left out is the word, not what stands under a heading with it or has it as a part.
    let left = search(&folder, &["modernisering -planen -kartene -IKT -departement"]);
    assert_eq!(paths(&left), ["2017.txt", "2018.txt"]);
    assert_eq!(left["hits"][0]["text"], "Moderniseringen følges opp.");
    let answer = search(&folder, &["\"planen for"]);
    assert!(answer["warnings"][0].as_str().unwrap().contains("quotation mark"));
    assert_eq!(paths(&answer), ["2013.txt"]);
}

#[test]
fn nothing_found() {
    let folder = folder();
    let ran = folder.arkiv(&["search", "kvikksølv"]);
    assert_eq!(ran.code, 1);
    let ran = folder.arkiv(&["search", "..."]);
    assert_eq!(ran.code, 0, "a query without words lists every passage: {}", ran.out);
}

#[test]
fn an_update_replaces_and_a_removed_file_goes() {
    let folder = folder();
    let ran = folder.index();
    assert!(ran.err.contains("0 added, 0 updated, 0 removed, 3 unchanged"), "{}", ran.err);
    folder.write(
        "2013.txt",
        "Referat fra særmøte 3. mai 2013\n\n1. Fugler\nSaken gjelder fugler.\n".as_bytes(),
    );
    std::fs::remove_file(folder.path().join("2018.txt")).unwrap();
    let ran = folder.index();
    assert!(ran.err.contains("0 added, 1 updated, 1 removed, 1 unchanged"), "{}", ran.err);
    assert_eq!(paths(&search(&folder, &["modernisering"])), ["2017.txt"]);
    assert_eq!(paths(&search(&folder, &["fugl"])), ["2013.txt"]);
}

#[test]
fn the_same_bytes_have_the_same_ids() {
    let ids = |f: &Folder| f.arkiv(&["oppdrag", "--format", "ndjson"]).out;
    assert_eq!(ids(&folder()), ids(&folder()));
}
