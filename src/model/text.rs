//! Clean text: the one string that every span points into, with the way back to the pages.

use super::page::Hint;
use super::record::Span;
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
    /// How many pages the document showed.
    page_count: u32,
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
        self.page_count
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
    /// Appends a line of the given shape (its range is filled in). `pages` gives, for byte offsets inside `line`, the page that begins there;
    /// the first entry is that of offset 0.
    pub fn push(&mut self, line: &str, pages: &[(usize, u32)], shape: &TextLine) {
        let text = &mut self.text;
        if !text.string.is_empty() {
            text.string.push_str(if shape.gap_before { "\n\n" } else { "\n" });
        }
        let start = text.string.len();
        for (offset, page) in pages {
            if text.pages.last().is_none_or(|(_, last)| last != page) {
                text.pages.push((start + offset, *page));
            }
        }
        text.string.push_str(line);
        text.lines.push(TextLine { range: start..text.string.len(), ..shape.clone() });
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self, page_count: u32) -> Text {
        let mut text = self.text;
        text.page_count = page_count;
        let mut sum = 0;
        text.counts.push(0);
        for chunk in text.string.as_bytes().chunks(STEP) {
            sum += count(chunk);
            text.counts.push(sum);
        }
        text
    }
}
