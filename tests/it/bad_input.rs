//! Bad input: a message that names it, the right exit code, and the rest of the work done.

use super::support::Folder;

const GOOD: (&str, &str) =
    ("god.txt", "Referat fra særmøte 3. mai 2016\n\n1. Status\nAlt går bra med tilsynet.\n");

#[track_caller]
fn fails_but_goes_on(folder: &Folder, about: &str, why: &str) {
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let line = ran.err.lines().find(|l| l.contains(about)).unwrap_or_else(|| panic!("{}", ran.err));
    assert!(line.contains(why), "{line}");
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0, "the good document is there all the same");
}

#[test]
fn an_empty_file() {
    fails_but_goes_on(&Folder::new(&[GOOD, ("tom.txt", "")]), "tom.txt", "empty");
}

#[test]
fn a_file_of_white_space() {
    fails_but_goes_on(&Folder::new(&[GOOD, ("blank.txt", " \n \n")]), "blank.txt", "white space only");
}

#[test]
fn a_binary_file_named_txt() {
    let folder = Folder::new(&[GOOD]);
    folder.write("bilde.txt", &[0x89, b'P', b'N', b'G', 0, 0, 1, 2, 3, 0, 255, 254, 7, 0]);
    fails_but_goes_on(&folder, "bilde.txt", "not text");
}

#[test]
fn a_folder_that_does_not_exist() {
    let folder = Folder::new(&[GOOD]);
    let ran = folder.arkiv(&["index", "ingen steder", "god.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("ingen steder: there is no such file or folder"), "{}", ran.err);
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_file_without_read_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[GOOD, ("hemmelig.txt", "Hemmelig innhold.")]);
    let path = folder.path().join("hemmelig.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(&path).is_ok() {
        return; // The superuser reads everything; there is nothing to see.
    }
    fails_but_goes_on(&folder, "hemmelig.txt", "no permission");
}

#[cfg(unix)]
#[test]
fn a_symlink_loop() {
    let folder = Folder::new(&[GOOD]);
    std::os::unix::fs::symlink("..", folder.path().join("sirkel")).ok();
    std::fs::create_dir(folder.path().join("under")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("under/opp")).unwrap();
    std::fs::remove_file(folder.path().join("sirkel")).unwrap();
    fails_but_goes_on(&folder, "opp", "symbolic link that leads back");
}

#[test]
fn names_with_spaces_and_norwegian_letters() {
    let folder = Folder::new(&[("møter i år/særmøte på Ås.txt", GOOD.1)]);
    folder.index();
    let hit = &folder.arkiv(&["search", "tilsynet", "--format", "json"]).json()["hits"][0];
    assert_eq!(hit["path"], "møter i år/særmøte på Ås.txt");
}

#[test]
fn two_files_with_the_same_bytes_are_one_document() {
    let folder = Folder::new(&[("a.txt", GOOD.1), ("b.txt", GOOD.1)]);
    let ran = folder.index();
    assert!(ran.err.contains("b.txt has the same bytes as a.txt"), "{}", ran.err);
    let all = folder.arkiv(&["export", "--format", "json"]).json();
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(all[0]["source"]["other_paths"][0], "b.txt");
    // The document stays when the file that named it goes.
    std::fs::remove_file(folder.path().join("a.txt")).unwrap();
    folder.index();
    let all = folder.arkiv(&["export", "--format", "json"]).json();
    assert_eq!(all[0]["source"]["path"], "b.txt");
}

#[test]
fn an_index_folder_that_is_none() {
    let folder = Folder::new(&[GOOD, ("the index/annet.docx", "noe")]);
    let ran = folder.arkiv(&["index", "god.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("holds other files and is no index"), "{}", ran.err);
    assert!(folder.path().join("the index/annet.docx").is_file(), "nothing is lost");
    assert_eq!(
        std::fs::read_dir(folder.path().join("the index")).unwrap().count(),
        1,
        "and nothing is added"
    );
    let ran = folder.arkiv(&["search", "tilsynet"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no index made by arkiv"), "{}", ran.err);
}

#[test]
fn an_index_folder_that_cannot_be() {
    let folder = Folder::new(&[GOOD, ("the index", "a file of that name")]);
    let ran = folder.arkiv(&["index", "god.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the index cannot be kept here") && ran.err.contains("--index"), "{}", ran.err);
}

/// Files of it are spoilt or lost: the message names the folder and what to do, and doing it helps.
#[test]
fn a_damaged_index() {
    let folder = Folder::new(&[GOOD]);
    let dir = folder.path().join("the index");
    for spoil in ["meta.json", "store", "term"] {
        folder.index();
        for file in std::fs::read_dir(&dir).unwrap().map(|f| f.unwrap().path()) {
            if file.ends_with(spoil) || file.extension().is_some_and(|e| e == spoil) {
                std::fs::write(file, "{").unwrap();
            }
        }
        for command in [["search", "tilsynet"], ["index", "."]] {
            let ran = folder.arkiv(&command);
            assert_eq!(ran.code, 2, "{spoil}: {}", ran.err);
            assert!(ran.err.contains("the index: the index is damaged; delete the folder"), "{}", ran.err);
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
    folder.index();
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0);
}

#[test]
fn no_index_at_all() {
    let ran = Folder::new(&[]).arkiv(&["documents"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("arkiv index FOLDER"), "{}", ran.err);
}

#[test]
fn an_index_of_an_older_version() {
    let folder = Folder::new(&[GOOD]);
    folder.index();
    let marker = folder.path().join("the index/arkiv-index.json");
    let old = std::fs::read_to_string(&marker).unwrap().replace("\"format\": 4", "\"format\": 0");
    std::fs::write(&marker, old).unwrap();
    let ran = folder.arkiv(&["search", "tilsynet"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("run `arkiv index` again"), "{}", ran.err);
    folder.index();
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0);
}

#[test]
fn filters_that_name_nothing_known() {
    let folder = Folder::new(&[GOOD]);
    folder.index();
    for (option, value, why) in [
        ("--ministry", "Samferdelsdepartementet", "Samferdselsdepartementet"),
        ("--ministry", "Tullball", "no ministry of that name"),
        ("--agency", "Tullball", "no agency of that name"),
        ("--kind", "brev", "tildelingsbrev"),
        ("--type", "kaffemøte", "etatsstyringsmøte"),
        ("--part", "side", "oppdrag"),
        ("--year", "snart", "2013..2018"),
        ("--year", "2018..2013", "earlier one first"),
        ("--year", "..", "2013..2018"),
    ] {
        let ran = folder.arkiv(&["search", "tilsynet", option, value]);
        assert_eq!(ran.code, 2, "{option} {value}: {}", ran.err);
        assert!(ran.err.contains(value) && ran.err.contains(why), "{option} {value}: {}", ran.err);
        assert!(ran.out.is_empty());
    }
}

#[test]
fn a_document_that_becomes_unreadable_is_kept_as_it_was() {
    let folder = Folder::new(&[GOOD]);
    folder.index();
    folder.write("god.txt", &[0, 1, 2, 3, 4, 0, 0, 9]);
    assert_eq!(folder.arkiv(&["index", "."]).code, 2);
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0, "nothing is lost");
}

/// One document in two folders that are indexed one at a time: neither run forgets the other's copy.
#[test]
fn copies_in_folders_indexed_apart() {
    let folder = Folder::new(&[("a/en.txt", GOOD.1), ("b/to.txt", GOOD.1)]);
    for path in ["a", "b"] {
        assert_eq!(folder.arkiv(&["index", path]).code, 0);
    }
    std::fs::remove_file(folder.path().join("b/to.txt")).unwrap();
    folder.arkiv(&["index", "b"]);
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0, "the copy in a is still there");
}
