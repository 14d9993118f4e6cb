//! RTF, by way of `LibreOffice` where that is installed.

use super::Refused;
use crate::model::Pages;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What `LibreOffice` is asked to make of it.
const TARGET: &str = "odt";
/// The extension of that, and its reader.
const EXTENSION: &str = "odt";
const READER: fn(&[u8]) -> Result<Pages, Refused> = super::office::odt::read;

pub(super) fn read(bytes: &[u8]) -> Result<Pages, Refused> {
    let office = office().ok_or(
        "RTF is read by way of LibreOffice, which is not installed (package libreoffice-writer, or name the program in ARKIV_SOFFICE); the file was left out",
    )?;
    let folder = tempfile::tempdir().map_err(|e| format!("no place for temporary files: {e}"))?;
    let source = folder.path().join("document.rtf");
    std::fs::write(&source, bytes).map_err(|e| format!("no place for temporary files: {e}"))?;
    convert(&office, folder.path(), &source)?;
    let made = std::fs::read(folder.path().join("document").with_extension(EXTENSION)).map_err(|_| {
        "LibreOffice could not convert it, so it may be damaged; get it anew, or save it as .docx".to_owned()
    })?;
    let pages = READER(&made)?;
    Ok(Pages { media_type: "application/rtf".into(), ..pages })
}

/// The program, as named in the environment or found where programs are.
pub(super) fn office() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("ARKIV_SOFFICE") {
        return Some(PathBuf::from(named)).filter(|p| p.is_file());
    }
    let folders = std::env::var_os("PATH")?;
    let names = ["soffice", "libreoffice", "soffice.exe"];
    std::env::split_paths(&folders).flat_map(|f| names.map(|n| f.join(n))).find(|p| p.is_file())
}

/// Runs the conversion in a folder of its own, with a profile of its own, so that an office that is open
/// is not disturbed. It stays in this process's group: a worker that is stopped for its time takes it along,
/// and what it has started.
fn convert(office: &Path, folder: &Path, source: &Path) -> Result<(), String> {
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(folder.join("profile"));
    let started = Command::new(office)
        .arg(profile)
        .args(["--headless", "--norestore", "--convert-to", TARGET, "--outdir"])
        .arg(folder)
        .arg(source)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    // How it ended does not matter: what it was to make is there, or not.
    started.map(drop).map_err(|e| format!("{} could not be started: {e}", office.display()))
}
