//! Pages of lines → clean text: page furniture and footnotes taken out of the running text,
//! hyphens at line ends repaired, paragraphs joined over lines and pages.

mod footnotes;
mod furniture;
mod join;

use crate::model::{Line, Pages, Text};

/// A page whose number is known and whose furniture is being taken away.
struct Sheet {
    /// The printed number, or the place counted from 1.
    number: u32,
    lines: Vec<Line>,
}

/// Cleans a document. Never fails: what is not understood stays in the text.
#[must_use]
pub fn clean(pages: &Pages) -> Text {
    let mut sheets = furniture::strip(pages);
    let notes = footnotes::take(&mut sheets);
    join::join(&sheets, &notes)
}
