//! Pages → everything that the index takes of a document: its record, its text, its passages and what it is
//! compared by. Runs over hostile text, so it belongs into a worker.

use crate::likeness::Sketch;
use crate::model::{Document, Given, Layout, LayoutLine, Origin, Pages, Source, Text};
use crate::passages::{Passage, passages};
use crate::rules::explain::Explained;
use crate::{outline, passages, read, rules, text};
use serde::{Deserialize, Serialize};

/// The longest text that a document may have, in bytes: some ten thousand pages.
pub const LONGEST: usize = 32 << 20;

/// What is known of a document beside its pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What a person said of it.
    pub given: Given,
    /// The file; what only its pages tell is filled in.
    pub source: Source,
}

/// A document, ready for the index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prepared {
    /// The record.
    pub document: Document,
    /// The clean text.
    pub text: String,
    /// Byte offset in `text` → number of the page that begins there.
    pub pages: Vec<(usize, u32)>,
    /// Where its lines are on the pages.
    pub layout: Layout,
    /// What is searched.
    pub passages: Vec<Passage>,
    /// What the text is compared by.
    pub sketch: Sketch,
    /// Whether pages are left that could not be read.
    pub unread: bool,
}

impl Prepared {
    /// About how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let passages = self.passages.iter().map(|p| p.text.len() + p.heading.len() + size_of::<Passage>());
        self.text.len() + passages.sum::<usize>() + self.layout.lines.len() * size_of::<LayoutLine>()
    }
}

/// What a document is made with: the version of every stage, and the digest of the registry. A document
/// made with another is to be made anew.
#[must_use]
pub fn fingerprint() -> String {
    let stages = stages().map(|(name, version)| format!("{name}{version}"));
    format!("{}-{}", stages.join("."), env!("REGISTRY"))
}

/// The stages that make a document, in their order, each with its version.
#[must_use]
pub fn stages() -> [(&'static str, u32); 5] {
    [
        ("read", read::VERSION),
        ("text", text::VERSION),
        ("outline", outline::VERSION),
        ("rules", rules::VERSION),
        ("passages", passages::VERSION),
    ]
}

/// Explains the record that [`prepare`] makes of a document. The error says what is wrong with the file.
pub fn explain(pages: Pages, about: About) -> Result<Explained, String> {
    let Cleaned { text, given, source, warnings, .. } = cleaned(pages, about)?;
    let mut explained = rules::explain(&text, &given, source);
    explained.warnings.extend(warnings);
    Ok(explained)
}

/// Prepares a document. The error says what is wrong with the file.
pub fn prepare(pages: Pages, about: About) -> Result<Prepared, String> {
    let Cleaned { text, given, source, warnings, unread } = cleaned(pages, about)?;
    let (mut document, outline) = rules::extract(&text, &given, source);
    document.warnings.extend(warnings);
    let passages = passages(&document, &text, &outline);
    Ok(Prepared {
        sketch: Sketch::of(text.as_str()),
        pages: text.pages().to_vec(),
        layout: Layout::of(&text),
        text: text.as_str().to_owned(),
        document,
        passages,
        unread,
    })
}

/// A document whose record can be made.
struct Cleaned {
    text: Text,
    given: Given,
    source: Source,
    /// What was said of its pages.
    warnings: Vec<String>,
    /// Whether pages are left that could not be read.
    unread: bool,
}

fn cleaned(pages: Pages, about: About) -> Result<Cleaned, String> {
    let length: usize = pages.pages.iter().flat_map(|p| &p.lines).map(|l| l.text.len() + 1).sum();
    if length > LONGEST {
        return Err(format!(
            "it holds {} MB of text, and a document may have {}; divide it into several files",
            length.div_ceil(1 << 20),
            LONGEST >> 20
        ));
    }
    let unread = pages.pages.iter().any(|p| p.origin == Origin::Unread);
    let text = text::clean(&pages);
    let (ocr_pages, ocr_confidence) = recognised(&text);
    let source = Source {
        media_type: pages.media_type.into_owned(),
        pages: text.page_count(),
        ocr_pages,
        ocr_confidence,
        ..about.source
    };
    Ok(Cleaned { text, given: about.given, source, warnings: pages.warnings, unread })
}

/// The numbers of the pages whose text was recognised, and how sure the recognition is of them.
fn recognised(text: &Text) -> (Vec<u32>, Option<u8>) {
    let mut pages: Vec<u32> =
        text.sheets().iter().filter(|s| s.origin == Origin::Ocr).map(|s| s.number).collect();
    pages.dedup();
    let sure: Vec<(u64, u64)> = text
        .printed()
        .iter()
        .filter_map(|p| Some((u64::from(p.confidence?), p.range.len() as u64)))
        .collect();
    let letters: u64 = sure.iter().map(|(_, n)| n).sum();
    let sum: u64 = sure.iter().map(|(c, n)| c * n).sum();
    (pages, sum.checked_div(letters).and_then(|mean| u8::try_from(mean).ok()))
}
