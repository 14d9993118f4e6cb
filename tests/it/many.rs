//! Many documents, large ones, and odd names: bounded, and nothing lost.

use super::support::Folder;

/// Letters on one template, to many recipients: none hides another, and the work for each has a bound.
#[test]
fn a_series_of_form_letters() {
    let folder = Folder::new(&[]);
    let body = "Departementet viser til Stortingets vedtak og stiller med dette midler til disposisjon for tiltak \
        mot frafall i videregående opplæring. Midlene skal brukes til veiledning, oppfølging og samarbeid med \
        arbeidslivet, og resultatene skal rapporteres i årsrapporten. "
        .repeat(4);
    for n in 0..400 {
        let name = ["fjord", "dal", "vik", "nes"][n % 4];
        let letter = format!(
            "Tildelingsbrev 2021\n\nTil kommune {n} i Store{name}\n\n{body}\n\nBeløp: {} 500\n",
            100 + n
        );
        folder.write(&format!("{n:03}.txt"), letter.as_bytes());
        if n % 100 == 7 {
            let page = format!(
                "<h1>Tildelingsbrev 2021</h1><p>Til kommune {n} i Store{name}</p><p>{body}</p><p>Beløp: {} 500</p>",
                100 + n
            );
            folder.write(&format!("{n:03}.html"), format!("<html><body>{page}</body></html>").as_bytes());
        }
    }
    let ran = folder.index();
    assert!(ran.err.contains("400 documents and 4 other versions"), "{}", ran.err);
    let all = folder.arkiv(&["export", "--format", "json"]).json();
    for document in all.as_array().unwrap() {
        let path = document["source"]["path"].as_str().unwrap();
        for version in document["source"]["versions"].as_array().into_iter().flatten() {
            assert_eq!(version["path"].as_str().unwrap()[..3], path[..3], "each with its own");
        }
    }
}

/// Texts of a few words are not compared with each other.
#[test]
fn tiny_texts_are_no_versions() {
    let folder = Folder::new(&[("a.txt", "Ja.\n"), ("b.html", "<html><body><p>Ja.</p></body></html>")]);
    assert!(folder.index().err.contains("2 documents in"));
}

/// A file that says that it is huge is refused by its size: nobody reads it, and the rest goes on.
#[test]
fn a_sparse_file() {
    let folder = Folder::new(&[("god.txt", "Referat fra særmøte 3. mai 2016\n")]);
    let file = std::fs::File::create(folder.path().join("hul.txt")).unwrap();
    file.set_len(3 << 30).unwrap();
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("hul.txt: the file is of 3072 MB"), "{}", ran.err);
    assert!(ran.err.contains("1 documents"), "{}", ran.err);
}

/// A text longer than any document's is named, and what to do.
#[test]
fn a_text_without_end() {
    let folder = Folder::new(&[("god.txt", "Referat fra særmøte 3. mai 2016\n")]);
    folder.write("lang.txt", &b"Alt er som det skal, og mer er det ikke.\n".repeat(1 << 20));
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("lang.txt: it holds 42 MB of text, and a document may have 32"), "{}", ran.err);
    assert!(ran.err.contains("1 documents"), "{}", ran.err);
    // It did not change, so it is not read again, and is named all the same.
    let ran = folder.arkiv(&["index", "."]);
    assert!(ran.err.contains("1 failed (1 of them as before"), "{}", ran.err);
    assert!(ran.err.contains("lang.txt: it holds 42 MB"), "{}", ran.err);
    assert_eq!(ran.code, 2);
}

/// Two names that differ in bytes that are no UTF-8 were one, and one file was lost in silence.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    for (bytes, word) in [
        (&b"m\xf8te.txt"[..], "tilsynet"),
        (b"m\xd8te.txt", "banken"),
        ("m\u{fffd}te.txt".as_bytes(), "skolen"),
    ] {
        let text = format!("Referat fra særmøte 3. mai 2016 om {word}\n");
        std::fs::write(folder.path().join(OsStr::from_bytes(bytes)), text).unwrap();
    }
    let ran = folder.index();
    assert!(ran.err.contains("3 documents"), "{}", ran.err);
    let ran = folder.index();
    assert!(ran.err.contains("0 added, 0 updated, 0 removed, 3 unchanged"), "{}", ran.err);
    for word in ["tilsynet", "banken", "skolen"] {
        assert_eq!(folder.arkiv(&["search", word]).code, 0, "{word}");
    }
}

/// A name may hold what moves the cursor or begins a new line: it is shown as an escape.
#[cfg(unix)]
#[test]
fn names_that_are_hostile_to_terminals() {
    let folder = Folder::new(&[("rød\u{1b}[31m\nnote: alt er vel.txt", "Referat fra særmøte 3. mai 2016\n")]);
    folder.write("tom\u{1b}[2J\n.txt", b"");
    let ran = folder.arkiv(&["index", "."]);
    assert!(!ran.err.contains('\u{1b}'), "{:?}", ran.err);
    assert!(ran.err.contains(r"tom\u{1b}[2J\n.txt: the file is empty"), "{}", ran.err);
    let listed = folder.arkiv(&["documents"]).out;
    assert!(
        listed.contains(r"rød\u{1b}[31m\nnote: alt er vel.txt") && !listed.contains('\u{1b}'),
        "{listed:?}"
    );
    // A program gets the name as it is.
    let all = folder.arkiv(&["export", "--format", "json"]).json();
    assert_eq!(all[0]["source"]["path"], "rød\u{1b}[31m\nnote: alt er vel.txt");
}

/// A hundred notes that say the same are one line.
#[test]
fn notes_of_many_files_are_one() {
    let folder = Folder::new(&[]);
    for n in 0..20 {
        folder.write(&format!("{n:02}.txt"), b"Referat fra moete 3. mai 2016\n");
    }
    let ran = folder.index();
    let notes: Vec<&str> = ran.err.lines().filter(|l| l.starts_with("note: ")).collect();
    assert_eq!(notes.len(), 1, "{}", ran.err);
    assert!(
        notes[0].contains("19 files have the same bytes") && notes[0].contains("and 16 more"),
        "{}",
        notes[0]
    );
}

/// What is inside an archive is known while the archive stays as it is, and a file written anew with the same
/// bytes is the same document.
#[test]
fn what_did_not_change_is_not_opened_again() {
    let folder = Folder::new(&[("a.txt", "Referat fra særmøte 3. mai 2016\n")]);
    let inside =
        super::zip::archive(&[("b.txt", "Referat fra fagmøte 4. mai 2016\n".as_bytes()), ("tom.txt", b"")]);
    folder.write("arkiv.zip", &inside);
    // Two archives that are opened again in one run are kept apart.
    let other = super::zip::archive(&[("c.txt", "Referat fra kontaktmøte 5. mai 2016\n".as_bytes())]);
    folder.write("arkiv to.zip", &other);
    folder.arkiv(&["index", "."]);
    let again = folder.arkiv(&["index", "."]);
    assert!(again.err.contains("0 added, 0 updated, 0 removed, 3 unchanged"), "{}", again.err);
    assert!(
        again.err.contains("arkiv.zip/tom.txt: the file is empty"),
        "what failed is still named: {}",
        again.err
    );
    folder.write("a.txt", "Referat fra særmøte 3. mai 2016\n".as_bytes());
    assert!(folder.arkiv(&["index", "."]).err.contains("3 unchanged"));
    // What is known of the archive does not keep what is inside from being read when it must be.
    folder.write(
        "arkiv.toml",
        b"[files.\"arkiv.zip/b.txt\"]\nyear = 2017\n[files.\"arkiv to.zip/c.txt\"]\nyear = 2018\n",
    );
    let given = folder.arkiv(&["index", "."]);
    assert!(given.err.contains("2 updated"), "{}", given.err);
    let all = folder.arkiv(&["export", "--format", "json"]).json();
    let inside = all.as_array().unwrap().iter().find(|d| d["source"]["path"] == "arkiv.zip/b.txt").unwrap();
    assert_eq!(inside["year"]["value"], 2017);
}
