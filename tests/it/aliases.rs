//! Forms that mean the same: the embedded file, a person's own, and what an archive keeps of it.

use super::support::Folder;
use styringsarkiv::archive::Archive;
use styringsarkiv::registry::aliases::{Aliases, SOURCE};

fn read(toml: &str) -> Aliases {
    Aliases::read(toml, "arkiv-aliases.toml").unwrap()
}

fn others(aliases: &Aliases, form: &str) -> Vec<String> {
    aliases.others(form).map(|f| f.text.clone()).collect()
}

#[test]
fn the_embedded_file_holds_together() {
    let aliases = Aliases::read(SOURCE, "aliases.toml").unwrap();
    assert!(aliases.groups().count() >= 120, "{}", aliases.groups().count());
    assert!(aliases.groups().all(|g| g.forms.len() >= 2));
    assert!(!aliases.removes("KVP"), "what is written is what counts");
    assert_eq!(aliases.fingerprint(), Aliases::embedded().fingerprint());
    for (form, other) in [
        ("KVP", "kvalifiseringsprogram"),
        ("MOD", "IKT-modernisering"),
        ("GDPR", "personvernforordning"),
        ("verksemd", "virksomhet"),
        ("arbeidslivskriminalitet", "a-krim"),
    ] {
        assert!(others(&aliases, form).iter().any(|o| o == other), "{form}: {:?}", others(&aliases, form));
    }
}

#[test]
fn case_counts_where_it_is_said_to() {
    let aliases = read(
        "groups = [[\"LAR\", \"legemiddelassistert rehabilitering\"], [\"KVP\", \"kvalifiseringsprogram\"]]\ncase = [\"LAR\"]\n",
    );
    assert!(aliases.group_of("lar").is_none());
    assert_eq!(others(&aliases, "LAR"), ["legemiddelassistert rehabilitering"]);
    assert_eq!(others(&aliases, "Legemiddelassistert  Rehabilitering"), ["LAR"]);
    assert_eq!(others(&aliases, "kvp"), ["kvalifiseringsprogram"]);
    let exact: Vec<bool> = aliases.groups().flat_map(|g| &g.forms).map(|f| f.exact).collect();
    assert_eq!(exact, [true, false, false, false]);
}

#[test]
fn an_empty_file_is_no_error() {
    assert_eq!(read("").groups().count(), 0);
    assert_eq!(read("# nothing yet\ngroups = []\n").groups().count(), 0);
    assert_eq!(Aliases::embedded().clone().merged(read("")).fingerprint(), Aliases::embedded().fingerprint());
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_to_do() {
    for (toml, line, why) in [
        ("groups = [\n  [\"KVP\"],\n]\n", 2, "needs two forms"),
        ("groups = [\n  [\"KVP\", \" \"],\n]\n", 2, "a form is empty"),
        ("groups = [\n  [\"KVP\", \"program\"],\n  [\"kvp\", \"plan\"],\n]\n", 3, "stands on line 2 already"),
        ("groups = [[\"A1\", \"B1\"]]\ncase = [\n  \"C1\",\n]\n", 3, "no group of this file has that form"),
        ("\ngruops = []\n", 2, "unknown field `gruops`, expected one of `groups`, `case`, `remove`"),
        ("groups = [\"KVP\", \"kvalifiseringsprogram\"]\n", 1, "write groups = [["),
        ("groups = [[\"KVP\", \"x\"]\n\n", 1, ""),
    ] {
        let e = Aliases::read(toml, "arkiv-aliases.toml").unwrap_err();
        let said = e.to_string();
        assert!(e.line >= line && e.line <= line + 2 && said.contains(why), "{toml}: {said}");
        assert!(said.starts_with("arkiv-aliases.toml:"), "{said}");
    }
}

#[test]
fn a_persons_groups_add_and_take_out() {
    let all = Aliases::embedded().clone().merged(read(
        "groups = [[\"KVP\", \"kvalprogrammet\"], [\"SYKT\", \"sykefraværsteamet\"]]\nremove = [\"MOD\", \"ÅDT\"]\n",
    ));
    assert_eq!(others(&all, "KVP"), ["kvalifiseringsprogram", "kvalprogrammet"]);
    assert_eq!(others(&all, "kvalprogrammet"), ["KVP", "kvalifiseringsprogram"]);
    assert_eq!(others(&all, "sykt"), ["sykefraværsteamet"]);
    assert!(all.group_of("MOD").is_none() && all.group_of("IKT-modernisering").is_none());
    // Another meaning for a form that was taken out; and one group may join two.
    let all = Aliases::embedded()
        .clone()
        .merged(read("groups = [[\"MOD\", \"modenhetsmåling\"], [\"AAP\", \"KVP\"]]\nremove = [\"MOD\"]\n"));
    assert_eq!(others(&all, "MOD"), ["modenhetsmåling"]);
    assert!(others(&all, "kvalifiseringsprogram").iter().any(|f| f == "arbeidsavklaringspenger"));
}

#[test]
fn the_fingerprint_is_of_the_content() {
    let a = read("groups = [[\"A1\", \"B1\"], [\"C1\", \"D1\"]]\n");
    let b = read("# the same\ngroups = [[\"D1\", \"C1\"],\n [\"B1\", \"A1\"]]\n");
    let c = read("groups = [[\"A1\", \"B1\"], [\"C1\", \"D1\"]]\ncase = [\"A1\"]\n");
    assert_eq!(a.fingerprint(), b.fingerprint());
    assert_ne!(a.fingerprint(), c.fingerprint());
    assert_eq!(a.fingerprint().len(), 16);
}

const TEXT: (&str, &str) = ("a.txt", "Referat fra særmøte 3. mai 2017\n\n1. Status\nProgrammet går bra.\n");

fn archive(folder: &Folder) -> Archive {
    Archive::open(&folder.path().join("the index")).unwrap()
}

#[test]
fn an_archive_keeps_what_it_was_made_with() {
    let folder = Folder::new(&[TEXT, ("arkiv-aliases.toml", "groups = [[\"KVP\", \"kvalprogrammet\"]]\n")]);
    let ran = folder.index();
    assert!(!ran.err.contains("left out"), "the file is no document: {}", ran.err);
    let made = archive(&folder);
    assert_eq!(others(&made.aliases().unwrap(), "kvalprogrammet"), ["KVP", "kvalifiseringsprogram"]);
    assert_eq!(made.stale_aliases(), None);
    // Changed, and taken up though no document changed.
    folder.write("arkiv-aliases.toml", b"groups = [[\"KVP\", \"kvalitetsprogrammet\"]]\n");
    let said = made.stale_aliases().unwrap();
    assert!(said.contains("arkiv-aliases.toml has changed since") && said.contains("arkiv index"), "{said}");
    assert!(made.aliases().unwrap().group_of("kvalprogrammet").is_some(), "until then what it was made with");
    folder.index();
    assert_eq!(made.stale_aliases(), None);
    assert!(made.aliases().unwrap().group_of("kvalitetsprogrammet").is_some());
    std::fs::remove_file(folder.path().join("arkiv-aliases.toml")).unwrap();
    assert!(made.stale_aliases().unwrap().contains("is gone since"));
    folder.index();
    assert_eq!(made.stale_aliases(), None);
    assert_eq!(made.aliases().unwrap().fingerprint(), Aliases::embedded().fingerprint());
    folder.write("arkiv-aliases.toml", b"remove = [\"MOD\"]\n");
    assert!(made.stale_aliases().unwrap().contains("has appeared since"));
}

#[test]
fn a_broken_file_is_named_and_the_rest_goes_on() {
    let folder = Folder::new(&[TEXT, ("arkiv-aliases.toml", "groups = [\n  [\"KVP\"],\n]\n")]);
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("arkiv-aliases.toml:2: a group needs two forms"), "{}", ran.err);
    assert_eq!(folder.arkiv(&["documents"]).code, 0, "the document is there");
    assert_eq!(archive(&folder).aliases().unwrap().fingerprint(), Aliases::embedded().fingerprint());
    folder.write("arkiv-aliases.toml", b"groups = [[\"KVP\", \"\xe6\"]]\n");
    let ran = folder.arkiv(&["index", "."]);
    assert!(ran.code == 2 && ran.err.contains("save it as UTF-8"), "{}", ran.err);
    // What is taken out may be known from the documents alone.
    folder.write("arkiv-aliases.toml", b"\nremove = [\"MODD\"]\n");
    assert_eq!(folder.arkiv(&["index", "."]).code, 0);
    folder.write("arkiv-aliases.toml", b"");
    assert_eq!(folder.arkiv(&["index", "."]).code, 0);
}

#[test]
fn folders_that_are_not_looked_at_keep_their_aliases() {
    let folder = Folder::new(&[
        ("en/a.txt", TEXT.1),
        ("en/arkiv-aliases.toml", "groups = [[\"EN1\", \"enheten\"]]\n"),
        ("to/b.txt", "En annen tekst om tilsyn.\n"),
        ("to/arkiv-aliases.toml", "groups = [[\"TO1\", \"tilsynet\"]]\n"),
    ]);
    assert_eq!(folder.arkiv(&["index", "en"]).code, 0);
    assert_eq!(folder.arkiv(&["index", "to"]).code, 0);
    let aliases = archive(&folder).aliases().unwrap();
    assert!(aliases.group_of("EN1").is_some() && aliases.group_of("TO1").is_some());
    std::fs::remove_dir_all(folder.path().join("en")).unwrap();
    assert!(archive(&folder).stale_aliases().unwrap().contains("is gone"));
    assert_eq!(folder.arkiv(&["index", "to"]).code, 0);
    assert_eq!(archive(&folder).stale_aliases(), None);
}

#[test]
fn a_copy_that_cannot_be_read_is_renewed() {
    let folder = Folder::new(&[TEXT]);
    folder.index();
    let made = archive(&folder);
    folder.write("the index/aliases.toml", b"[[file]\n");
    assert!(made.aliases().unwrap_err().to_string().contains("arkiv index"));
    assert!(made.stale_aliases().unwrap().contains("arkiv index"));
    folder.index();
    assert_eq!(made.stale_aliases(), None);
}
