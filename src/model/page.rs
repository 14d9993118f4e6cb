//! What a reader hands on: pages of lines, as they stand in the file.

/// A document as its reader found it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The pages in order; at least one when there is any text.
    pub pages: Vec<Page>,
    /// The media type the content was recognised as, such as `text/plain`.
    pub media_type: &'static str,
    /// What the reader wants the user to know, in whole sentences.
    pub warnings: Vec<String>,
}

/// One page. Its number is its place in [`Pages::pages`], from 1, unless the page prints another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The lines from top to bottom; an empty line is a gap.
    pub lines: Vec<Line>,
}

/// One printed line, without its line end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The line, trimmed at both ends; empty for a gap.
    pub text: String,
    /// How far in it began, in columns beyond the document's own margin.
    pub indent: usize,
    /// What the format itself says of the line, where it says anything.
    pub hint: Option<Hint>,
}

/// What a format with structure (Markdown today, Word and HTML later) says of a line.
/// A line with a hint is a whole block: it is never joined with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A list item at this depth, from 0. The text carries its own number, if it has one.
    Item(u8),
    /// A list item whose mark was lost on the way, as told by its indentation.
    LostMark,
    /// A table row, cells joined by ` | `.
    Row,
    /// A paragraph.
    Paragraph,
    /// A footnote.
    Note,
}
