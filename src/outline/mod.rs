//! Clean text → blocks: headings with their nesting, labels, paragraphs, list items, table
//! rows, footnotes. Knows the shapes of the genre, not its meaning; never fails.

mod blocks;
mod chapters;
mod numbers;
mod shapes;

pub use blocks::{Block, BlockKind, Outline};

use crate::model::{Hint, Text, TextLine};
use crate::pattern::marker::{self, Number};
use std::ops::Range;

/// Raised when outlining gives other blocks: documents made with another number are made anew.
pub const VERSION: u32 = 1;

/// Outlines a document.
#[must_use]
pub fn outline(text: &Text) -> Outline {
    let mut drafts: Vec<Draft> = text.lines().iter().flat_map(|line| drafts(text, line)).collect();
    shapes::budget_rows(text, &mut drafts);
    shapes::lower_items(text, &mut drafts);
    numbers::resolve(text, &mut drafts);
    shapes::attachments(text, &mut drafts);
    shapes::headings(text, &mut drafts);
    shapes::item_depths(&mut drafts);
    Outline { blocks: nest(drafts) }
}

/// A block whose kind may still change.
#[derive(Debug, Clone)]
struct Draft {
    shape: Shape,
    /// The words, mark and number left out.
    range: Range<usize>,
    line_start: usize,
    number: Option<Number>,
    /// The list mark, `#` for a number.
    mark: Option<char>,
    level: u8,
    /// The line it stands in.
    line: TextLine,
    gap_before: bool,
    attachment: bool,
    /// Whether its number is none of the chapters' own.
    inner: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Heading,
    Label,
    Paragraph,
    Item,
    Row,
    Note,
    /// Begins with a number; whether it is a heading or an item, its neighbours tell.
    Numbered,
}

impl Draft {
    /// Whether the format itself said what this is.
    fn certain(&self) -> bool {
        self.line.hint.is_some()
    }

    fn words<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.range.clone())
    }
}

fn drafts(text: &Text, line: &TextLine) -> Vec<Draft> {
    let whole = text.get(line.range.clone());
    let mut draft = Draft {
        shape: Shape::Paragraph,
        range: line.range.clone(),
        line_start: line.range.start,
        number: None,
        mark: None,
        level: 0,
        line: line.clone(),
        gap_before: line.gap_before,
        attachment: false,
        inner: false,
    };
    if let Some((mark, at)) = marker::bullet(whole) {
        draft.mark = Some(mark);
        draft.range.start += at;
    } else if let Some(number) = marker::number(whole).filter(|_| !marker::is_budget_row(whole)) {
        draft.range.start += number.words_at;
        draft.number = Some(number);
    }
    draft.shape = match line.hint {
        Some(Hint::Heading(level)) => {
            draft.level = level;
            Shape::Heading
        }
        Some(Hint::Item(depth)) => {
            draft.level = depth;
            Shape::Item
        }
        Some(Hint::Row) => Shape::Row,
        Some(Hint::Note) => {
            draft.range = line.range.clone();
            draft.number = None;
            Shape::Note
        }
        Some(Hint::Paragraph | Hint::LostMark) | None => match (draft.mark, &draft.number) {
            (Some(_), _) => Shape::Item,
            (None, Some(n)) if n.digits.starts_with(|c: char| c.is_alphabetic()) => {
                draft.mark = Some('a');
                Shape::Item
            }
            (None, Some(_)) => Shape::Numbered,
            (None, None) => Shape::Paragraph,
        },
    };
    if matches!(draft.shape, Shape::Paragraph | Shape::Heading) && draft.number.is_none() {
        return shapes::split_label(text, draft);
    }
    vec![draft]
}

/// Gives every block its parent: the nearest heading of a lower level, or the label above it.
fn nest(drafts: Vec<Draft>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(drafts.len());
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut label: Option<usize> = None;
    for (index, draft) in drafts.into_iter().enumerate() {
        let kind = match draft.shape {
            Shape::Heading => BlockKind::Heading,
            Shape::Label => BlockKind::Label,
            Shape::Item => BlockKind::Item,
            Shape::Row => BlockKind::Row,
            Shape::Note => BlockKind::Note,
            Shape::Paragraph | Shape::Numbered => BlockKind::Paragraph,
        };
        let parent = match kind {
            BlockKind::Heading => {
                headings.retain(|(level, _)| *level < draft.level);
                label = None;
                let parent = headings.last().map(|(_, i)| *i);
                headings.push((draft.level, index));
                parent
            }
            BlockKind::Label => {
                label = Some(index);
                headings.last().map(|(_, i)| *i)
            }
            BlockKind::Note => None,
            _ => label.or(headings.last().map(|(_, i)| *i)),
        };
        blocks.push(Block {
            kind,
            range: draft.range,
            line_start: draft.line_start,
            level: draft.level,
            number: draft.number,
            inner: draft.inner,
            parent,
            // At the top of a page a gap does not show; a paragraph there may be a new one.
            gap_before: draft.gap_before || (draft.line.page_top && kind == BlockKind::Paragraph),
            attachment: draft.attachment,
        });
    }
    blocks
}
