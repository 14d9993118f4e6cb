//! Writes the lines of formats that know their own structure: one line a block, with its hint.
//! Readers say what begins and ends; what a list item or a footnote looks like is decided here.

use super::decode::plainly;
use crate::model::{Hint, Line, Page};
use crate::pattern::marker;

/// What the items of a list are marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// A bullet.
    Bullet,
    /// Nothing: the items carry their own.
    None,
    /// A number, or a letter, and how far it is to the next.
    Count(Figures, i64),
}

/// How the numbers of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// `1. `
    Arabic,
    /// `a) `
    Lower,
    /// `A) `
    Upper,
    /// `i) `
    RomanLower,
    /// `I) `
    RomanUpper,
}

/// A list that is open.
struct List {
    marks: Marks,
    next: i64,
}

/// The writer.
#[derive(Default)]
pub(super) struct Blocks {
    lines: Vec<Line>,
    text: String,
    hint: Option<Hint>,
    /// What stands before the words of the block: its bullet, number or footnote mark.
    mark: String,
    lists: Vec<List>,
    cells: Vec<String>,
}

impl Blocks {
    /// Adds words to the block that is open. White space of any kind is one space in the end.
    pub(super) fn push(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.text.push(' ');
            } else {
                self.text.push_str(plainly(c, &mut [0; 4]));
            }
        }
    }

    /// Where the next words go; for [`Self::take_from`].
    pub(super) fn position(&self) -> usize {
        self.text.len()
    }

    /// Takes back the words from a position on; nothing, if a block has ended since.
    pub(super) fn take_from(&mut self, position: usize) -> String {
        if self.text.is_char_boundary(position) { self.text.split_off(position) } else { String::new() }
    }

    /// What sort of block is open.
    pub(super) fn open(&self) -> Option<Hint> {
        self.hint
    }

    /// Whether the open block has no words yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Begins a block; what was open ends. Within a table row a block is only a space.
    pub(super) fn begin(&mut self, hint: Hint) {
        if self.hint == Some(Hint::Row) {
            self.text.push(' ');
            return;
        }
        self.end();
        if !matches!(hint, Hint::Item(_) | Hint::Row) {
            self.gap();
        }
        self.hint = Some(hint);
    }

    /// Begins a paragraph, unless it is the first of a list item or a footnote, whose words it holds.
    pub(super) fn paragraph(&mut self) {
        if !(matches!(self.hint, Some(Hint::Item(_) | Hint::Note)) && self.is_blank()) {
            self.begin(Hint::Paragraph);
        }
    }

    /// Ends a paragraph. An item or a note that has no words yet stays open for them.
    pub(super) fn end_paragraph(&mut self) {
        if self.hint == Some(Hint::Row) {
            self.text.push(' ');
        } else if !self.is_blank() {
            self.end();
        }
    }

    /// Begins a footnote with its mark, or one whose words begin with it.
    pub(super) fn note(&mut self, mark: Option<&str>) {
        self.begin(Hint::Note);
        if let Some(mark) = mark.filter(|_| self.hint == Some(Hint::Note)) {
            self.mark = format!("{} ", superscript(mark));
        }
    }

    /// Ends a printed line. Paragraphs go on with a new one; a heading, an item, a note and a row stay
    /// one line, because a line with a hint is a whole block.
    pub(super) fn line_break(&mut self) {
        match self.hint {
            None | Some(Hint::Paragraph) => {
                if self.is_blank() {
                    self.gap();
                }
                let hint = self.hint;
                self.end();
                self.hint = hint;
            }
            Some(_) => self.text.push(' '),
        }
    }

    /// Opens a list, whose first item has the number `first`.
    pub(super) fn list(&mut self, marks: Marks, first: i64) {
        if self.hint != Some(Hint::Row) {
            self.end();
        }
        self.lists.push(List { marks, next: first });
    }

    /// Closes the innermost list.
    pub(super) fn end_list(&mut self) {
        let in_row = self.hint == Some(Hint::Row);
        if !in_row {
            self.end();
        }
        self.lists.pop();
        if !in_row && self.lists.is_empty() {
            self.gap();
        }
    }

    /// Begins an item of the innermost list, with a number of its own where it has one.
    pub(super) fn item(&mut self, number: Option<i64>) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        self.begin(Hint::Item(depth));
        let mark = self.next_mark(number);
        if self.hint == Some(Hint::Row) {
            self.text.push_str(&mark);
        } else {
            self.mark = mark;
        }
    }

    /// The number that the innermost list has come to, which is used up by this.
    pub(super) fn next_number(&mut self, number: Option<i64>) -> Option<i64> {
        let list = self.lists.last_mut()?;
        let Marks::Count(_, step) = list.marks else { return number };
        let this = number.unwrap_or(list.next);
        list.next = this.saturating_add(step);
        Some(this)
    }

    fn next_mark(&mut self, number: Option<i64>) -> String {
        let marks = self.lists.last().map_or(Marks::Bullet, |l| l.marks);
        let number = self.next_number(number);
        match (marks, number) {
            (Marks::None, _) => String::new(),
            (Marks::Count(figures, _), Some(n)) => figures.mark(n),
            (Marks::Bullet | Marks::Count(..), _) => "• ".to_owned(),
        }
    }

    /// Ends a table cell.
    pub(super) fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.cells.push(text.trim().to_owned());
    }

    /// Ends a table row.
    pub(super) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        // A row of empty cells is only space.
        if cells.iter().any(|c| !c.is_empty()) {
            self.text = cells.join(" | ");
        }
        self.end();
    }

    /// Leaves a gap, if there is none.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| !l.text.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    /// Ends the block that is open.
    pub(super) fn end(&mut self) {
        let words = std::mem::take(&mut self.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mark = std::mem::take(&mut self.mark);
        let hint = self.hint.take().unwrap_or(Hint::Paragraph);
        if !words.is_empty() {
            // A paragraph inside a list goes on with the item above it.
            let indent = if hint == Hint::Paragraph { 2 * self.lists.len() } else { 0 };
            self.lines.push(Line {
                text: format!("{mark}{words}"),
                indent,
                hint: Some(hint),
                ..Line::default()
            });
        }
    }

    /// Everything that was written.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end();
        self.lines
    }

    /// Everything that was written, as the one page of a format that has none.
    pub(super) fn finish_page(self) -> Page {
        Page { lines: self.finish(), ..Page::default() }
    }
}

impl Figures {
    fn mark(self, n: i64) -> String {
        let letters = |upper: bool| {
            let words = letters(n)?;
            Some(format!("{}) ", if upper { words.to_uppercase() } else { words }))
        };
        let roman = |upper: bool| {
            let words = roman(n)?;
            Some(format!("{}) ", if upper { words.to_uppercase() } else { words }))
        };
        let written = match self {
            Self::Arabic => None,
            Self::Lower => letters(false),
            Self::Upper => letters(true),
            Self::RomanLower => roman(false),
            Self::RomanUpper => roman(true),
        };
        written.unwrap_or_else(|| format!("{n}. "))
    }
}

/// 1 → `a`, 27 → `aa`; nothing for what no letter counts.
fn letters(n: i64) -> Option<String> {
    let mut left = u32::try_from(n).ok().filter(|n| (1..=18_278).contains(n))?;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from_u32(u32::from('a') + left % 26)?);
        left /= 26;
    }
    Some(out.into_iter().rev().collect())
}

/// 4 → `iv`; nothing for what Roman figures do not write.
pub(super) fn roman(n: i64) -> Option<String> {
    const FIGURES: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = Some(n).filter(|n| (1..4000).contains(n))?;
    let mut out = String::new();
    for (value, figure) in FIGURES {
        while left >= value {
            out.push_str(figure);
            left -= value;
        }
    }
    Some(out)
}

/// A footnote's name as a mark above the line where it is a number, else in brackets.
pub(super) fn superscript(name: &str) -> String {
    marker::superscript(name).unwrap_or_else(|| format!("[{name}]"))
}
