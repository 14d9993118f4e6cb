//! Facts that a person gives beside a document.

use super::support::Folder;

const MINUTES: (&str, &str) = (
    "referat.txt",
    "1. Status\nAlt går bra.\n\nKonklusjon:\nSaken er ferdig.\n\n2. Eventuelt\nIngen saker.\n",
);

fn only(folder: &Folder) -> serde_json::Value {
    folder.index();
    folder.arkiv(&["export", "--format", "json"]).json()[0].clone()
}

#[test]
fn a_file_beside_the_document() {
    let folder = Folder::new(&[
        MINUTES,
        (
            "referat.meta.toml",
            "kind = \"referat\"\nmeeting_type = \"særmøte\"\ndate = 2013-04-12\nagency = \"NAV\"\n",
        ),
    ]);
    let d = only(&folder);
    assert_eq!(d["kind"]["value"], "referat");
    assert_eq!(d["kind"]["basis"], "given");
    assert_eq!(d["date"]["value"], "2013-04-12");
    assert_eq!(d["year"]["value"], 2013);
    assert_eq!(d["agency"]["value"], "Arbeids- og velferdsdirektoratet");
    assert_eq!(d["ministries"][0]["value"], "Arbeidsdepartementet", "inferred from what was given");
    assert_eq!(d["conclusions"][0]["text"], "Saken er ferdig.");
    assert!(d["kind"]["evidence"]["note"].as_str().unwrap().contains("referat.meta.toml"));
}

#[test]
fn one_file_for_the_folder_and_the_nearer_one_wins() {
    let folder = Folder::new(&[
        ("2013/referat.txt", MINUTES.1),
        (
            "arkiv.toml",
            "[files.\"2013/referat.txt\"]\nyear = 2013\nkind = \"referat\"\nministries = [\"AD\"]\n",
        ),
        ("2013/referat.txt.meta.toml", "year = 2012\n"),
    ]);
    let d = only(&folder);
    assert_eq!(d["year"]["value"], 2012);
    assert_eq!(d["kind"]["value"], "referat");
    assert_eq!(d["ministries"][0]["value"], "Arbeidsdepartementet");
    assert_eq!(d["ministries"][0]["basis"], "given");
}

#[test]
fn a_changed_fact_is_noticed() {
    let folder = Folder::new(&[MINUTES, ("referat.meta.toml", "year = 2013\n")]);
    assert_eq!(only(&folder)["year"]["value"], 2013);
    folder.write("referat.meta.toml", b"year = 2014\n");
    assert_eq!(only(&folder)["year"]["value"], 2014);
    std::fs::remove_file(folder.path().join("referat.meta.toml")).unwrap();
    assert_eq!(only(&folder)["year"], serde_json::Value::Null);
}

#[test]
fn what_is_misspelt_is_named_with_its_line_and_what_is_allowed() {
    for (content, line, why) in [
        ("year = 2013\nyaer = 2014\n", 2, "unknown field `yaer`"),
        ("kind = \"referatt\"\n", 1, "allowed are referat"),
        ("\n\nmeeting_type = \"særmøtte\"\n", 3, "allowed are etatsstyringsmøte"),
        ("ministries = [\n  \"Samferdelsdepartementet\",\n]\n", 2, "did you mean Samferdselsdepartementet"),
        ("agency = \"Kartvreket\"\n", 1, "did you mean"),
        ("date = \"12. mai 2013\"\n", 1, "2017-08-25"),
        ("year = 13\n", 1, "four figures"),
        ("year = \n", 1, ""),
    ] {
        let folder =
            Folder::new(&[MINUTES, ("god.txt", "En god tekst om tilsyn."), ("referat.meta.toml", content)]);
        let ran = folder.arkiv(&["index", "."]);
        assert_eq!(ran.code, 2, "{content}");
        assert!(
            ran.err.contains(&format!("referat.meta.toml:{line}: ")) && ran.err.contains(why),
            "{content}: {}",
            ran.err
        );
        assert_eq!(folder.arkiv(&["search", "tilsyn"]).code, 0, "the other document is there");
    }
}

#[test]
fn an_entry_for_a_file_that_is_not_there() {
    let folder = Folder::new(&[MINUTES, ("arkiv.toml", "[files.\"refferat.txt\"]\nyear = 2013\n")]);
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("arkiv.toml:1: there is no file refferat.txt"), "{}", ran.err);
}

#[test]
fn a_folder_file_that_is_no_toml_stops_the_run() {
    let folder = Folder::new(&[MINUTES, ("arkiv.toml", "[files\n")]);
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("arkiv.toml:1:"), "{}", ran.err);
}

/// A letter is dated the year before the one it is for: a given date says nothing of the year.
#[test]
fn a_given_date_gives_no_year() {
    let folder = Folder::new(&[
        ("brev.txt", "Tildelingsbrev 2018 – Kartverket\n\n1. Innledning\nHer er rammene.\n"),
        ("brev.meta.toml", "date = 2017-12-20\n"),
    ]);
    let d = only(&folder);
    assert_eq!((&d["year"]["value"], &d["year"]["basis"]), (&2018.into(), &"stated".into()));
}

/// The old record stays when the document changed and what was given of it cannot be read.
#[test]
fn a_broken_override_loses_nothing() {
    let folder = Folder::new(&[MINUTES, ("referat.meta.toml", "year = 2013\nkind = \"referat\"\n")]);
    folder.index();
    folder.write("referat.txt", format!("{}Mer.\n", MINUTES.1).as_bytes());
    folder.write("referat.meta.toml", b"yaer = 2013\n");
    assert_eq!(folder.arkiv(&["index", "."]).code, 2);
    assert_eq!(folder.arkiv(&["conclusions"]).code, 0);
}

#[test]
fn an_override_beside_no_document_is_named() {
    let folder = Folder::new(&[MINUTES, ("refferat.meta.toml", "year = 2013\n")]);
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("refferat.meta.toml:1: there is no document named refferat"), "{}", ran.err);
}
