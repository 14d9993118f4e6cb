//! RTF goes by way of `LibreOffice`; here a stand-in does its work.
#![cfg(unix)]

use super::support::{Folder, Ran};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Indexes an RTF file with this program in `LibreOffice`'s place.
fn index(folder: &Folder, office: &str) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_arkiv"))
        .args(["index", "brev.rtf", "--index", "the index"])
        .current_dir(folder.path())
        .env("ARKIV_SOFFICE", folder.path().join(office))
        .output()
        .unwrap();
    Ran::from(output)
}

fn folder(script: &str) -> Folder {
    let folder = Folder::new(&[("brev.rtf", "{\\rtf1 Tildelingsbrev}"), ("office", script)]);
    let office = folder.path().join("office");
    std::fs::set_permissions(office, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn it_is_converted_and_read() {
    // The options come as they do for the real one: a profile of its own, a folder of its own.
    let script = "#!/bin/sh\ncase \"$1\" in -env:UserInstallation=file://*) ;; *) exit 1;; esac\ngrep -q rtf1 document.rtf && cp \"$(dirname \"$0\")/.ferdig\" \"$7/document.odt\"\n";
    let folder = folder(script);
    let content = "<c><body><text><p>Tildelingsbrev 2020</p><p>Kaudervelsk.</p></text></body></c>";
    folder.write(".ferdig", &super::office::package(&[("content.xml", content.as_bytes())]));
    let ran = index(&folder, "office");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found = folder.arkiv(&["search", "kaudervelsk", "--format", "json"]).json();
    assert_eq!(found["hits"][0]["path"], "brev.rtf");
}

#[test]
fn what_cannot_be_converted_is_named() {
    let folder = folder("#!/bin/sh\nexit 0\n");
    for (office, why) in [("office", "could not convert"), ("ingen", "libreoffice-writer")] {
        let ran = index(&folder, office);
        assert_eq!(ran.code, 2, "{office}");
        assert!(ran.err.contains("brev.rtf") && ran.err.contains(why), "{}", ran.err);
    }
}
