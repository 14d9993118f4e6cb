//! Description → document → record, compared with what the description says.

use super::model::{Description, Look};
use super::scan::{self, Scanner};
use super::{docx, expected, html, mail, markdown, odt, pdf, producer, random, text, typst};
use std::path::Path;
use styringsarkiv::ingest::{self, Desk};
use styringsarkiv::measure::{Expected, Measured};

/// A format that documents can be made in.
pub struct Format {
    /// What the command line calls it.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Makes the document; the error says what is missing.
    pub render: fn(&Description) -> Result<Vec<u8>, String>,
}

/// Every format. A new one adds a line here.
pub const FORMATS: &[Format] = &[
    Format { name: "text", extension: "txt", render: |d| Ok(text::render(d).into_bytes()) },
    Format { name: "markdown", extension: "md", render: |d| Ok(markdown::render(d).into_bytes()) },
    Format { name: "html", extension: "html", render: |d| Ok(html::render(d).into_bytes()) },
    Format { name: "docx", extension: "docx", render: |d| Ok(docx::render(d)) },
    Format { name: "odt", extension: "odt", render: |d| Ok(odt::render(d)) },
    Format { name: "eml", extension: "eml", render: |d| Ok(mail::whole(d).into_bytes()) },
    Format { name: "pdf", extension: "pdf", render: |d| Ok(pdf::render(d)) },
    Format {
        name: "pdf-columns",
        extension: "pdf",
        render: |d| Ok(pdf::render(&looks(d, |l| l.columns = Some(2)))),
    },
    Format {
        name: "pdf-rotated",
        extension: "pdf",
        render: |d| Ok(pdf::render(&looks(d, |l| l.rotated = true))),
    },
    Format {
        name: "pdf-broken",
        extension: "pdf",
        render: |d| Ok(pdf::render(&looks(d, |l| l.broken_text = true))),
    },
    Format {
        name: "pdf-libreoffice",
        extension: "pdf",
        render: |d| producer::libreoffice(&docx::render(d), "docx"),
    },
    Format { name: "pdf-chromium", extension: "pdf", render: |d| producer::chromium(&html::print(d)) },
    Format { name: "pdf-typst", extension: "pdf", render: |d| producer::typst(&typst::render(d)) },
    Format { name: "scan", extension: "pdf", render: |d| scan::render(pdf::render(d), Scanner::OFFICE, 1) },
];

/// The description with another look.
fn looks(d: &Description, change: fn(&mut Look)) -> Description {
    let mut d = d.clone();
    change(&mut d.look);
    d
}

/// What came of one format.
pub enum Outcome {
    /// The comparison.
    Measured(Box<Measured>),
    /// The documents could not be made, and why.
    NotMade(String),
}

/// Makes `documents` random documents from `seed` on in a format, in the folder `dir`, and has them read.
pub fn run(format: &Format, seed: u64, documents: u64, dir: &Path, desk: &Desk) -> Outcome {
    let mut measured = Measured::default();
    for seed in seed..seed + documents {
        let description = random::description(seed);
        let path = dir.join(format!("{}-{seed}.{}", format.name, format.extension));
        match (format.render)(&description) {
            Ok(bytes) => std::fs::write(&path, bytes).expect("the folder can be written"),
            Err(missing) => return Outcome::NotMade(missing),
        }
        compare(&description, &path, desk, &mut measured);
    }
    Outcome::Measured(Box::new(measured))
}

fn compare(description: &Description, path: &Path, desk: &Desk, measured: &mut Measured) {
    let expected: Expected =
        serde_json::from_value(expected::expected(description)).expect("the record has measure's form");
    match ingest::extract(path, desk) {
        Ok(documents) => documents.iter().for_each(|d| measured.add(&expected, d)),
        Err(why) => measured.differences.push(why.to_string()),
    }
}

/// The classes that the table shows.
pub const CLASSES: [&str; 12] = [
    "agenda_items",
    "conclusions",
    "conclusions: agenda item",
    "oppdrag",
    "oppdrag: number",
    "oppdrag: section",
    "oppdrag: deadline",
    "oppdrag: status",
    "oppdrag: addressees",
    "indicators",
    "reporting_requirements",
    "budget_lines",
];

/// Precision and recall by format and class, as a Markdown table; formats without figures are named below.
pub fn table(outcomes: &[(&str, Outcome)]) -> String {
    let (mut measured, mut others) = (Vec::new(), String::new());
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Measured(m) => measured.push((name, m)),
            Outcome::NotMade(why) => others.push_str(&format!("\n{name}: not made; {why}")),
        }
    }
    let names: String = measured.iter().map(|(name, _)| format!(" {name} |")).collect();
    let mut out = format!("| class |{names}\n|---|{}\n", "---|".repeat(measured.len()));
    for class in CLASSES {
        let figures = measured.iter().map(|(_, m)| {
            let score = m.scores.get(class).copied().unwrap_or_default();
            format!(" {:.3} / {:.3} |", score.precision(), score.recall())
        });
        out.push_str(&format!("| {class} |{}\n", figures.collect::<String>()));
    }
    out + &others
}
