//! The outline: a flat list of blocks, each knowing the heading it stands under.

use crate::pattern::marker::Number;
use std::ops::Range;

/// The blocks of a document in reading order.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The blocks; footnotes last.
    pub blocks: Vec<Block>,
}

/// One heading, label, paragraph, list item, table row or footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Byte range of its words, list mark and heading number left out.
    pub range: Range<usize>,
    /// Byte offset at which its line begins, mark or number included.
    pub line_start: usize,
    /// Heading level from 1, or list depth from 0; 0 otherwise.
    pub level: u8,
    /// The number it is printed with.
    pub number: Option<Number>,
    /// Whether its number counts something within a chapter, and is none of the chapters' own.
    pub inner: bool,
    /// Index of the heading or label it stands under.
    pub parent: Option<usize>,
    /// Whether a gap stands before it.
    pub gap_before: bool,
    /// Whether it stands after the letter's or the minutes' closing, where numbering starts again.
    pub attachment: bool,
}

/// The kinds of [`Block`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, numbered or not.
    Heading,
    /// A line or line beginning that ends in a colon and names what follows: `Konklusjon:`.
    Label,
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// A table row.
    Row,
    /// A footnote.
    Note,
}

impl Outline {
    /// The nearest heading above block `index`, labels passed over.
    #[must_use]
    pub fn heading_of(&self, index: usize) -> Option<usize> {
        self.ancestors(index).find(|i| self.blocks.get(*i).is_some_and(|b| b.kind == BlockKind::Heading))
    }

    /// The nearest numbered heading above block `index`.
    #[must_use]
    pub fn section_of(&self, index: usize) -> Option<usize> {
        let is_chapter = |b: &Block| b.kind == BlockKind::Heading && b.number.is_some() && !b.inner;
        self.ancestors(index).find(|i| self.blocks.get(*i).is_some_and(is_chapter))
    }

    /// The headings and labels above block `index`, nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.blocks.get(index).and_then(|b| b.parent);
        std::iter::from_fn(move || {
            let here = at?;
            at = self.blocks.get(here).and_then(|b| b.parent).filter(|p| *p < here);
            Some(here)
        })
    }
}
