//! Programs that make PDFs of other formats. Where one is missing, the error says which.

use std::path::Path;
use std::process::{Command, Stdio};

/// PDF of a DOCX or ODT, by `LibreOffice`.
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

/// The PDF without what differs from one run to the next: the time is that of the document, the marks that
/// tell two files apart are noughts. Nothing moves, so that the places of objects stay right.
pub fn settle(mut pdf: Vec<u8>, date: &str) -> Vec<u8> {
    let time = format!("{}090000", date.replace('-', ""));
    for key in ["CreationDate", "ModDate"] {
        for spaced in ["", " "] {
            overwrite(&mut pdf, &format!("/{key}{spaced}(D:"), &mut time.bytes());
        }
    }
    for key in ["/DocChecksum /", "/ID [ <", "/ID [<"] {
        overwrite(&mut pdf, key, &mut std::iter::repeat_n(b'0', 32));
    }
    if let Some(at) = find(&pdf, "/ID [") {
        let second = at + pdf[at..].iter().position(|b| *b == b'>').unwrap_or(0);
        if let Some(open) = pdf[second..].iter().position(|b| *b == b'<') {
            pdf[second + open + 1..][..32].fill(b'0');
        }
    }
    pdf
}

/// Writes `bytes` over what stands after `key`.
fn overwrite(pdf: &mut [u8], key: &str, bytes: &mut dyn Iterator<Item = u8>) {
    if let Some(at) = find(pdf, key) {
        for (place, byte) in pdf[at + key.len()..].iter_mut().zip(bytes) {
            *place = byte;
        }
    }
}

/// Where the words stand last: what a PDF says of itself is at its end or at its beginning, once.
fn find(pdf: &[u8], words: &str) -> Option<usize> {
    pdf.windows(words.len()).rposition(|w| w == words.as_bytes())
}
