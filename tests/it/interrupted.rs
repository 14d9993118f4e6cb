//! A run that is killed or stopped at any point: what was done stays, and the next run finishes it.

use super::support::{Folder, Ran, arkiv_command};
use serde_json::Value;
use std::process::Stdio;

/// The same letter twice, as text and as a page, and others.
fn folder() -> Folder {
    let body = "Direktoratet skal i 2023 lage en plan for vedlikehold av registrene, sammen med kommunene, og legge \
        den fram for departementet innen 1. juni 2023. Planen skal vise kostnader på 12 500 000 kroner og 340 årsverk. \
        Det vises til brev av 14. mars 2022 og til rapport nr. 27 fra arbeidsgruppen for registrene i landet.";
    let folder = Folder::new(&[]);
    folder.write("a/brev.txt", format!("Tildelingsbrev 2023 til Kartverket\n\n{body}\n").as_bytes());
    let page = format!("<html><body><h1>Tildelingsbrev 2023 til Kartverket</h1><p>{body}</p></body></html>");
    folder.write("b/brev.html", page.as_bytes());
    for n in 0..6 {
        folder.write(
            &format!("c/{n}.txt"),
            format!("Referat fra særmøte {n}. mai 2016\n\nSak {n}.\n").as_bytes(),
        );
    }
    folder
}

fn killed_at(folder: &Folder, step: &str, settings: &[(&str, &str)]) {
    let mut command = arkiv_command(folder, &["index", "."]);
    command.env("ARKIV_TEST_DIE_AT", step).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.envs(settings.iter().copied()).status().unwrap();
    assert!(status.code().is_none(), "{step}: the process was to be killed, and ended with {status}");
}

/// Every document that is listed, with its versions.
fn listed(folder: &Folder) -> Vec<(String, usize)> {
    let ran = folder.arkiv(&["export", "--format", "json"]);
    let Ok(all) = serde_json::from_str::<Value>(&ran.out) else { return Vec::new() };
    let of = |d: &Value| {
        let versions = d["source"]["versions"].as_array().map_or(0, Vec::len);
        (d["source"]["path"].as_str().unwrap().to_owned(), versions)
    };
    let mut out: Vec<_> = all.as_array().unwrap().iter().map(of).collect();
    out.sort();
    out
}

fn whole(folder: &Folder) -> Vec<(String, usize)> {
    let mut all = vec![("b/brev.html".to_owned(), 1)];
    all.extend((0..6).map(|n| (format!("c/{n}.txt"), 0)));
    assert_eq!(listed(folder), all);
    all
}

/// Killed between two commits of one run, both copies of a letter stayed listed for good.
#[test]
fn killed_at_each_step_and_run_again() {
    for step in ["Looked", "Written", "BeforeCommit", "Committed", "Remembered"] {
        let folder = folder();
        killed_at(&folder, step, &[]);
        let before = listed(&folder);
        let both = before.iter().filter(|(path, _)| path.contains("brev")).count();
        assert!(both <= 1, "{step}: no commit may show one letter twice: {before:?}");
        assert!(folder.index().err.contains("7 documents"), "{step}");
        whole(&folder);
        assert!(folder.index().err.contains("0 added, 0 updated, 0 removed, 8 unchanged"), "{step}");
    }
}

/// Nothing was committed before everything was read.
#[test]
fn killed_after_an_early_commit() {
    let folder = folder();
    killed_at(&folder, "CommittedSome:3", &[("ARKIV_TEST_COMMIT_EACH", "1")]);
    let done = listed(&folder).len();
    assert!((1..7).contains(&done), "{done}");
    let ran = folder.arkiv(&["search", "sak"]);
    assert!(ran.err.contains("not done"), "a reader is told: {}", ran.err);
    assert!(!ran.err.contains("other extraction rules"), "{}", ran.err);
    let ran = folder.index();
    assert!(!ran.err.contains(" 8 added"), "it goes on from there: {}", ran.err);
    whole(&folder);
    assert!(!folder.arkiv(&["search", "sak"]).err.contains("not done"));
}

/// An index of another version is there until the new one is.
#[test]
fn killed_while_an_old_index_is_renewed() {
    let folder = folder();
    folder.index();
    let marker = folder.path().join("the index/arkiv-index.json");
    let old = std::fs::read_to_string(&marker).unwrap().replace("\"format\": 4", "\"format\": 3");
    std::fs::write(&marker, &old).unwrap();
    let segments = |folder: &Folder| {
        let entries = std::fs::read_dir(folder.path().join("the index")).unwrap();
        let name = |e: std::io::Result<std::fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        entries.map(name).filter(|name| name.contains(".store")).collect::<Vec<_>>()
    };
    let before = segments(&folder);
    killed_at(&folder, "BeforeCommit", &[]);
    assert_eq!(segments(&folder), before, "the old index is as it was");
    assert_eq!(std::fs::read_to_string(&marker).unwrap(), old);
    folder.index();
    whole(&folder);
    assert!(segments(&folder).iter().all(|name| !before.contains(name)), "nothing of the old one is left");
    assert!(!folder.path().join("the index/.renewed").exists());
}

/// Ctrl-C keeps what is ready, says what is left, and leaves nothing behind.
#[cfg(unix)]
#[test]
fn stopped_by_a_signal() {
    use std::io::Read;
    let folder = folder();
    // A letter that is read for ever, and an archive whose members are taken out before.
    folder.write("a/lang.rtf", b"{\\rtf1 Tildelingsbrev}");
    folder.write("d.zip", &super::zip::archive(&[("inne.txt", b"Referat fra saermote 3. mai 2016")]));
    let started = folder.path().join("started");
    let office = folder.script("kontor.sh", &format!("touch '{}'\nsleep 600\n", started.display()));
    let mut command = arkiv_command(&folder, &["index", "a", "b", "c", "d.zip"]);
    command.env("ARKIV_SOFFICE", &office).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    while !started.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let pid = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(said.contains("left to read") && !said.contains("failed"), "{said}");
    assert!(!folder.path().join("the index/.spool").exists());
    let ran: Ran = folder.index_of(&["a/brev.txt", "b", "c", "d.zip"]);
    assert!(ran.err.contains("8 documents"), "{}", ran.err);
}
