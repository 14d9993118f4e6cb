//! Programs that make PDFs of other formats. Where one is missing, the error says which.

use std::path::Path;
use std::process::{Command, Stdio};

/// PDF of a DOCX or ODT, by LibreOffice.
pub fn libreoffice(document: &[u8], extension: &str) -> Result<Vec<u8>, String> {
    convert("LibreOffice (soffice)", document, extension, |from, dir| {
        let mut command = Command::new("soffice");
        command.arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()));
        command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(dir).arg(from);
        command
    })
}

/// PDF of an HTML page, by Chromium.
pub fn chromium(page: &str) -> Result<Vec<u8>, String> {
    convert("Chromium", page.as_bytes(), "html", |from, dir| {
        let mut command = Command::new("chromium");
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]);
        command.args(["--no-first-run", "--no-pdf-header-footer"]);
        command.arg(format!("--user-data-dir={}", dir.join("profile").display()));
        command.arg(format!("--print-to-pdf={}", dir.join("document.pdf").display()));
        command.arg(format!("file://{}", from.display()));
        command
    })
}

/// PDF of a Typst source, by the Python package of that name.
pub fn typst(source: &str) -> Result<Vec<u8>, String> {
    const COMPILE: &str = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])";
    convert("the Python package typst (pip install typst)", source.as_bytes(), "typ", |from, dir| {
        let mut command = Command::new("python3");
        command.args(["-c", COMPILE]).arg(from).arg(dir.join("document.pdf"));
        command
    })
}

fn convert(
    what: &str,
    bytes: &[u8],
    extension: &str,
    command: impl Fn(&Path, &Path) -> Command,
) -> Result<Vec<u8>, String> {
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    let from = dir.path().join(format!("document.{extension}"));
    std::fs::write(&from, bytes).map_err(|e| e.to_string())?;
    let mut command = command(&from, dir.path());
    // Programs that heed it write this time instead of now.
    command.env("SOURCE_DATE_EPOCH", "1577836800").stdin(Stdio::null());
    let output = command.output().map_err(|e| format!("{what} is missing: {e}"))?;
    std::fs::read(dir.path().join("document.pdf")).map_err(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("{what} made no PDF: {}", said.lines().last().unwrap_or("it said nothing"))
    })
}
