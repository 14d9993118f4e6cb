//! RTF, by way of `LibreOffice` where that is installed.

use crate::model::Pages;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What `LibreOffice` is asked to make of it.
const TARGET: &str = "odt";
/// The extension of that, and its reader.
const EXTENSION: &str = "odt";
const READER: fn(&[u8]) -> Result<Pages, String> = super::office::odt::read;
/// How long it may take. The first start makes a profile, which takes seconds.
const TIMEOUT: Duration = Duration::from_mins(2);

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let office = office().ok_or(
        "RTF is read by way of LibreOffice, which is not installed (package libreoffice-writer, or name the program in ARKIV_SOFFICE); the file was left out",
    )?;
    let folder = tempfile::tempdir().map_err(|e| format!("no place for temporary files: {e}"))?;
    let source = folder.path().join("document.rtf");
    std::fs::write(&source, bytes).map_err(|e| format!("no place for temporary files: {e}"))?;
    convert(&office, folder.path(), &source)?;
    let made = std::fs::read(folder.path().join("document").with_extension(EXTENSION))
        .map_err(|_| "LibreOffice could not convert it; it may be damaged".to_owned())?;
    let pages = READER(&made)?;
    Ok(Pages { media_type: "application/rtf".into(), ..pages })
}

/// The program, as named in the environment or found where programs are.
fn office() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("ARKIV_SOFFICE") {
        return Some(PathBuf::from(named)).filter(|p| p.is_file());
    }
    let folders = std::env::var_os("PATH")?;
    let names = ["soffice", "libreoffice", "soffice.exe"];
    std::env::split_paths(&folders).flat_map(|f| names.map(|n| f.join(n))).find(|p| p.is_file())
}

/// Runs the conversion in a folder of its own, with a profile of its own, so that an office that is open
/// is not disturbed.
fn convert(office: &Path, folder: &Path, source: &Path) -> Result<(), String> {
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(folder.join("profile"));
    let mut command = Command::new(office);
    // A group of its own: the program that is started only starts the one that does the work.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .arg(profile)
        .args(["--headless", "--norestore", "--convert-to", TARGET, "--outdir"])
        .arg(folder)
        .arg(source)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{} could not be started: {e}", office.display()))?;
    if wait(&mut child) {
        return Ok(());
    }
    // It is told to end; whether it had ended just before is all the same.
    #[cfg(unix)]
    drop(Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status());
    drop(child.kill());
    drop(child.wait());
    Err(format!("LibreOffice did not convert it within {} seconds; the file was left out", TIMEOUT.as_secs()))
}

/// Whether the program ended in time.
fn wait(child: &mut Child) -> bool {
    let end = Instant::now() + TIMEOUT;
    while Instant::now() < end {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Ok(Some(_)) | Err(_) => return true,
        }
    }
    false
}
