//! A description in the format that its output names, by the producer that it names.

use super::model::Description;
use super::scan::{self, Scanner};
use super::{archive, docx, html, mail, markdown, odt, pdf, producer, text, typst};
use std::path::Path;

/// The bytes of the document. `part` finds the description of a part by name.
pub fn produce(
    d: &Description,
    part: &dyn Fn(&str) -> Result<Description, String>,
) -> Result<Vec<u8>, String> {
    let output = d.output.as_deref().unwrap_or("document.txt");
    let extension = Path::new(output).extension().and_then(|e| e.to_str()).unwrap_or("");
    Ok(match extension {
        "txt" => text::render(d).into_bytes(),
        "md" => markdown::render(d).into_bytes(),
        "html" => html::render(d).into_bytes(),
        "docx" => docx::render(d),
        "odt" => odt::render(d),
        "eml" => mail::render(d, &parts(d, part)?).into_bytes(),
        "zip" => archive::render(&parts(d, part)?, &[]),
        "pdf" => match d.producer.as_deref().unwrap_or("own") {
            "own" => pdf::render(d),
            "scan" => scan::render(pdf::render(d), Scanner::OFFICE, d.year.unsigned_abs().into())?,
            "libreoffice" => settled(d, producer::libreoffice(&docx::render(d), "docx")?),
            "chromium" => settled(d, producer::chromium(&html::print(d))?),
            "typst" => producer::typst(&typst::render(d))?,
            other => return Err(format!("{output}: no producer is called {other}")),
        },
        other => return Err(format!("{output}: nothing makes the format {other:?}")),
    })
}

fn settled(d: &Description, pdf: Vec<u8>) -> Vec<u8> {
    producer::settle(pdf, &d.date)
}

/// Names and bytes of what a document carries.
fn parts(
    d: &Description,
    part: &dyn Fn(&str) -> Result<Description, String>,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let made = d.parts.iter().map(|name| {
        let inner = part(name)?;
        let file = inner.output.clone().unwrap_or_default();
        Ok((file, produce(&inner, part)?))
    });
    made.collect()
}
