//! Where the lines of a document are on its pages, as it is stored.

use super::page::Place;
use super::text::{Printed, Sheet, Text};
use serde::{Deserialize, Serialize};

/// Where the lines of a document stand on its pages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Layout {
    /// The pages.
    pub sheets: Vec<Sheet>,
    /// The printed lines, in the order of the text.
    pub lines: Vec<LayoutLine>,
}

/// A printed line.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct LayoutLine {
    /// Index into [`Layout::sheets`].
    pub sheet: usize,
    /// First code point in the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where on the page it stands.
    pub place: Option<Place>,
    /// How sure its recognition is, from 0 to 100.
    pub confidence: Option<u8>,
}

impl Layout {
    /// The layout of a text.
    #[must_use]
    pub fn of(text: &Text) -> Self {
        let line = |p: &Printed| {
            let span = text.span(&p.range);
            LayoutLine {
                sheet: p.sheet,
                start: span.start,
                end: span.end,
                place: p.place,
                confidence: p.confidence,
            }
        };
        Self { sheets: text.sheets().to_vec(), lines: text.printed().iter().map(line).collect() }
    }
}
