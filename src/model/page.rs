//! What a reader hands on: pages of lines, as they stand in the file.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A document as its reader found it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pages {
    /// The pages in order; at least one when there is any text.
    pub pages: Vec<Page>,
    /// The media type the content was recognised as, such as `text/plain`.
    pub media_type: Cow<'static, str>,
    /// What the reader wants the user to know, in whole sentences.
    pub warnings: Vec<String>,
}

/// One page. Its number is its place in [`Pages::pages`], from 1, unless the page prints another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The lines from top to bottom; an empty line is a gap.
    pub lines: Vec<Line>,
    /// Width and height in points (1/72 inch), in formats whose pages have a size.
    pub size: Option<(f32, f32)>,
    /// How the text of the page was come by.
    pub origin: Origin,
}

/// How the text of a page was come by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It stands in the file.
    #[default]
    Text,
    /// It was recognised from an image of the page.
    Ocr,
    /// The page has no text that can be read, and nothing that could recognise it is installed.
    Unread,
}

/// One printed line, without its line end.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The line, trimmed at both ends; empty for a gap.
    pub text: String,
    /// How far in it began, in columns beyond the document's own margin.
    pub indent: usize,
    /// What the format itself says of the line, where it says anything.
    pub hint: Option<Hint>,
    /// Whether there was room on it for more, where its width and that of the next word are known.
    pub flow: Option<Flow>,
    /// Whether all of it stands out from the body by bold or larger type, where type is known.
    pub strong: Option<bool>,
    /// Where on the page it stands, in formats that say so.
    pub place: Option<Place>,
    /// How sure the recognition is of the line, in hundredths, from 0 to 100, where it was recognised.
    pub confidence: Option<u8>,
}

/// Whether there was room on a line for the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flow {
    /// The next word would not have fitted: the line was broken for want of room.
    Full,
    /// It was broken for want of room although it had been a line before: what is below is the rest of it.
    Wrapped,
    /// It would have: the line was ended on purpose.
    Short,
}

/// A rectangle on a page, in points (1/72 inch) from the page's upper left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// What a format with structure (Markdown, Word, HTML) says of a line.
/// A line with a hint is a whole block: it is never joined with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
