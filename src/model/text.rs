//! Clean text: the one string that every span points into, with the way back to the pages.

use super::page::{Hint, Origin, Place};
use super::record::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The cleaned text of a document. One line is one block (paragraph, heading, list item,
/// table row); an empty line stands where the document had a gap. Footnotes come last.
#[derive(Debug, Clone, Default)]
pub struct Text {
    string: String,
    /// How many code points stand before every `STEP`-th byte.
    counts: Vec<u32>,
    /// Byte offset → number of the page that begins there, in order of offset.
    pages: Vec<(usize, u32)>,
    lines: Vec<TextLine>,
    /// The printed lines that were joined, in order of offset.
    printed: Vec<Printed>,
    sheets: Vec<Sheet>,
    /// The lines of the sender's address blocks, which are no part of the string.
    addresses: Vec<String>,
}

/// A page of the document as it is cited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its number, as printed or counted.
    pub number: u32,
    /// Its place among the pages of the file, from 1.
    pub page: u32,
    /// Width and height in points, where pages have a size.
    pub size: Option<(f32, f32)>,
    /// How its text was come by.
    pub origin: Origin,
}

/// A printed line, or the part of one that is left when its hyphen is mended.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Index into [`Text::sheets`].
    pub sheet: usize,
    /// Where on the page it stands.
    pub place: Option<Place>,
    /// How sure its recognition is, from 0 to 100.
    pub confidence: Option<u8>,
}

/// One line of [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// Byte range, list mark included.
    pub range: Range<usize>,
    /// Whether a gap stands before it in the document.
    pub gap_before: bool,
    /// Whether it begins a page, so that a gap before it would not show.
    pub page_top: bool,
    /// How far in the line began, in columns.
    pub indent: usize,
    /// How many printed lines were joined into it.
    pub printed_lines: usize,
    /// What the format said of it.
    pub hint: Option<Hint>,
    /// Whether it stands out from the body by bold or larger type, where type is known.
    pub strong: Option<bool>,
}

const STEP: usize = 64;

impl Text {
    /// The lines of the sender's address blocks at the foot of pages. They are not part of the
    /// text, and no span points at them.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The lines in order.
    #[must_use]
    pub fn lines(&self) -> &[TextLine] {
        &self.lines
    }

    /// Byte offset → number of the page that begins there, in order of offset.
    #[must_use]
    pub fn pages(&self) -> &[(usize, u32)] {
        &self.pages
    }

    /// How many pages the document showed.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        self.sheets.len() as u32
    }

    /// The pages in order.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The printed lines in order of offset.
    #[must_use]
    pub fn printed(&self) -> &[Printed] {
        &self.printed
    }

    /// The text at a byte range; empty when the range is not one of this text.
    #[must_use]
    pub fn get(&self, range: Range<usize>) -> &str {
        self.string.get(range).unwrap_or("")
    }

    /// The number of the page on which the byte at `offset` stands.
    #[must_use]
    pub fn page_at(&self, offset: usize) -> u32 {
        let after = self.pages.partition_point(|(from, _)| *from <= offset);
        after.checked_sub(1).and_then(|i| self.pages.get(i)).map_or(1, |(_, page)| *page)
    }

    /// The code-point span of a byte range.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span {
            page: self.page_at(range.start),
            start: self.code_points_before(range.start),
            end: self.code_points_before(range.end),
        }
    }

    fn code_points_before(&self, offset: usize) -> u32 {
        let offset = offset.min(self.string.len());
        let step = offset / STEP;
        let base = self.counts.get(step).copied().unwrap_or(0);
        let rest = self.string.as_bytes().get(step * STEP..offset).unwrap_or(&[]);
        base + count(rest)
    }
}

/// Code points that begin in these bytes: all bytes but the continuation bytes of UTF-8.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
}

/// Builds a [`Text`] line by line.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
}

impl TextBuilder {
    /// A builder of the text of these pages.
    #[must_use]
    pub fn new(sheets: Vec<Sheet>) -> Self {
        Self { text: Text { sheets, ..Text::default() } }
    }

    /// Appends a line of the given shape (its range is filled in). `printed` are the printed lines in it,
    /// their ranges counted from its beginning; the first begins there.
    pub fn push(&mut self, line: &str, printed: Vec<Printed>, shape: &TextLine) {
        let text = &mut self.text;
        if !text.string.is_empty() {
            text.string.push_str(if shape.gap_before { "\n\n" } else { "\n" });
        }
        let start = text.string.len();
        for mut p in printed {
            let number = text.sheets.get(p.sheet).map_or(1, |s| s.number);
            p.range = start + p.range.start..start + p.range.end.min(line.len());
            if text.pages.last().is_none_or(|(_, last)| *last != number) {
                text.pages.push((p.range.start, number));
            }
            text.printed.push(p);
        }
        text.string.push_str(line);
        text.lines.push(TextLine { range: start..text.string.len(), ..shape.clone() });
    }

    /// Keeps the lines of the address blocks that were taken out.
    pub fn keep_addresses(&mut self, lines: Vec<String>) {
        self.text.addresses = lines;
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self) -> Text {
        let mut text = self.text;
        let mut sum = 0;
        text.counts.push(0);
        for chunk in text.string.as_bytes().chunks(STEP) {
            sum += count(chunk);
            text.counts.push(sum);
        }
        text
    }
}
