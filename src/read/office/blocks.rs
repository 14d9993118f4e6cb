//! What both formats are made of: paragraphs, some of them in cells, some in notes.

use super::numbering::Label;

/// What a paragraph or a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title of the document, by its style.
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    /// An item of a list at this depth, from 0; `counted` where its label is a number.
    Item { depth: u8, counted: bool },
    /// A paragraph of any other style.
    Paragraph,
    /// A row of a table, by its cells; the block has no text of its own.
    Row(Vec<String>),
    /// An empty paragraph.
    Gap,
}

/// A paragraph or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The words, label included; `\n` where a line was ended.
    pub(super) text: String,
    /// Whether all of it is set off: bold, underlined, in italics or capitals.
    pub(super) emphasised: bool,
    /// How far in it stands, in twentieths of a point.
    pub(super) indent: i32,
    /// Whether it begins a page.
    pub(super) new_page: bool,
}

impl Block {
    /// A block without words.
    fn bare(kind: Kind) -> Self {
        Self { kind, text: String::new(), emphasised: false, indent: 0, new_page: false }
    }
}

/// Where a page begins inside a paragraph.
const PAGE_BREAK: char = '\u{c}';

/// A paragraph that is being read.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    text: String,
    letters: usize,
    emphasised: usize,
    /// How far in it stands, in twentieths of a point.
    pub(super) indent: i32,
    /// Whether a page begins after it.
    break_after: bool,
}

impl Draft {
    /// Appends words.
    pub(super) fn push(&mut self, words: &str, emphasised: bool) {
        let letters = words.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.emphasised += if emphasised { letters } else { 0 };
        self.text.push_str(words);
    }

    /// Appends white space of which any amount counts as one space, as in `OpenDocument`.
    pub(super) fn push_space(&mut self) {
        if !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    /// The writer ended the page here.
    pub(super) fn page_break(&mut self) {
        self.text.push(PAGE_BREAK);
    }

    /// The page was full here. A paragraph that was under way is not cut in two for that.
    pub(super) fn soft_page_break(&mut self) {
        if self.is_empty() {
            self.page_break();
        } else {
            self.break_after = true;
        }
    }

    /// Whether it has no words.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

type Cell = Vec<Block>;

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
}

/// Puts blocks where they belong.
pub(super) struct Builder {
    /// What is open: the document, in it cells and notes, innermost last.
    open: Vec<Vec<Block>>,
    tables: Vec<Table>,
    /// Whether the next block begins a page.
    new_page: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self { open: vec![Vec::new()], tables: Vec::new(), new_page: false }
    }
}

impl Builder {
    /// The next block begins a page.
    pub(super) fn new_page(&mut self) {
        self.new_page = true;
    }

    /// Adds a paragraph with its label.
    pub(super) fn paragraph(&mut self, kind: &Kind, label: Option<&Label>, draft: &Draft) {
        let emphasised = draft.letters > 0 && draft.emphasised == draft.letters;
        // A number without words says something in the cell of a table only.
        let bare = draft.is_empty() && !self.tables.is_empty() && matches!(label, Some(Label::Printed(_)));
        let mut label = match label {
            Some(Label::Bullet) if matches!(kind, Kind::Item { .. }) => "• ".to_owned(),
            Some(Label::Printed(printed)) => format!("{printed} "),
            _ => String::new(),
        };
        let mut kind = kind.clone();
        let mut empty = true;
        for (i, text) in draft.text.split(PAGE_BREAK).enumerate() {
            self.new_page |= i > 0;
            if text.trim().is_empty() && !bare {
                continue;
            }
            empty = false;
            let text = std::mem::take(&mut label) + text;
            // What follows on the next page is no second heading or item.
            let kind = std::mem::replace(&mut kind, Kind::Paragraph);
            self.push(Block { text, emphasised, indent: draft.indent, ..Block::bare(kind) });
        }
        if empty {
            self.push(Block::bare(Kind::Gap));
        }
        self.new_page |= draft.break_after;
    }

    fn push(&mut self, mut block: Block) {
        let Some(blocks) = self.open.last_mut() else { return };
        if block.kind == Kind::Gap {
            if blocks.last().is_some_and(|b| b.kind != Kind::Gap) {
                blocks.push(block);
            }
            return;
        }
        block.new_page |= std::mem::take(&mut self.new_page);
        blocks.push(block);
    }

    pub(super) fn open_table(&mut self) {
        self.tables.push(Table::default());
    }

    pub(super) fn open_cell(&mut self) {
        self.open.push(Vec::new());
    }

    /// Ends a cell that stands so many times; `words` is whether what it holds is printed.
    pub(super) fn close_cell(&mut self, words: bool, times: usize) {
        let cell = self.close();
        if let Some(table) = self.tables.last_mut() {
            let cell = if words { cell } else { Vec::new() };
            // Only empty cells are repeated: tables within tables would grow without bounds.
            let times = if cell.is_empty() { times } else { 1 };
            table.row.extend(std::iter::repeat_n(cell, times));
        }
    }

    /// Ends a row; `kept` is whether it still belongs to the document.
    pub(super) fn close_row(&mut self, kept: bool) {
        if let Some(table) = self.tables.last_mut() {
            let row = std::mem::take(&mut table.row);
            if kept {
                table.rows.push(row);
            }
        }
    }

    pub(super) fn close_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let alone = table.rows.len() == 1;
        let column = table.rows.iter().all(|row| row.len() <= 1);
        for row in table.rows {
            if column || is_layout(&row, alone) {
                for block in unfold(row) {
                    self.push(block);
                }
            } else {
                self.row(&row);
            }
        }
        self.push(Block::bare(Kind::Gap));
    }

    fn row(&mut self, row: &[Cell]) {
        let mut breaks = row.iter().flatten().map(|b| b.new_page);
        let new_page = breaks.next().unwrap_or(false);
        let inside = breaks.any(|b| b);
        let mut cells: Vec<String> = row.iter().map(|cell| flat(cell)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            self.push(Block { new_page, ..Block::bare(Kind::Row(cells)) });
        }
        self.new_page |= inside;
    }

    pub(super) fn open_note(&mut self) {
        self.open.push(Vec::new());
    }

    /// Ends a note and gives its words.
    pub(super) fn close_note(&mut self) -> String {
        flat(&self.close())
    }

    /// Closes what is open last; the document itself stays.
    fn close(&mut self) -> Vec<Block> {
        if self.open.len() > 1 { self.open.pop().unwrap_or_default() } else { Vec::new() }
    }

    /// The blocks of the document.
    pub(super) fn finish(self) -> Vec<Block> {
        self.open.into_iter().next().unwrap_or_default()
    }
}

/// The words of some blocks on one line.
fn flat(blocks: &[Block]) -> String {
    let words = blocks.iter().flat_map(|b| {
        let cells: &[String] = if let Kind::Row(cells) = &b.kind { cells } else { &[] };
        b.text.split_whitespace().chain(cells.iter().flat_map(|c| c.split_whitespace()))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A cell with so many paragraphs holds running text.
const PARAGRAPHS: usize = 4;
/// So does one with so many letters.
const LETTERS: usize = 600;

/// Whether a row of cells only places text on the page: what it holds then reads as if there were no
/// table. So are letterheads made, frames around a text, and minutes with a column of case numbers.
fn is_layout(row: &[Cell], alone: bool) -> bool {
    let full = row.iter().filter(|c| !c.is_empty()).count();
    let words = |cell: &Cell| cell.iter().filter(|b| b.kind != Kind::Gap).count();
    let running = |cell: &Cell| {
        words(cell) >= PARAGRAPHS
            || cell.iter().any(|b| matches!(b.kind, Kind::Title | Kind::Heading(_)))
            || cell.iter().map(|b| b.text.len()).sum::<usize>() > LETTERS
    };
    let letterhead = || full == 1 || row.iter().any(|c| words(c) > 1);
    (alone && letterhead()) || row.iter().any(running)
}

/// The blocks of a row, cell by cell. A number that has a cell of its own goes with the words beside it.
fn unfold(row: Vec<Cell>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut number: Option<Block> = None;
    for (i, mut cell) in row.into_iter().enumerate() {
        if i == 0
            && let [one] = cell.as_slice()
            && is_number(&one.text)
        {
            number = cell.pop();
            continue;
        }
        if let Some(number) = number.take() {
            match cell.first_mut().filter(|b| matches!(b.kind, Kind::Paragraph | Kind::Heading(_))) {
                Some(first) => {
                    first.text = format!("{} {}", number.text.trim(), first.text);
                    first.new_page |= number.new_page;
                }
                None => out.push(number),
            }
        }
        out.extend(cell);
    }
    out.extend(number);
    out
}

/// Whether a cell holds the number of what stands beside it: `3.1`, `2/18`, `4.`.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    (1..=8).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "./)".contains(c))
}
