//! Pieces → pages of placed text, as a word processor sets a letter.

use super::font::Style;
use super::lines::{Line, wrap};
use crate::described::flow::{Piece, Table, flow};
use crate::described::model::Description;

/// The margins at the sides, at the top and at the foot, in points.
const SIDE: f32 = 72.0;
const TOP: f32 = 70.0;
const FOOT: f32 = 66.0;
/// The gap between columns.
const GUTTER: f32 = 22.0;
/// The size of running text.
const BODY: f32 = 10.5;
/// How far a list item is set in.
const INDENT: f32 = 14.0;

/// A line in its place, from the upper left corner of the page.
#[derive(Debug, Clone)]
pub struct Placed {
    /// From the left.
    pub x: f32,
    /// From the top to the foot of the letters.
    pub y: f32,
    /// The line.
    pub line: Line,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its lines.
    pub lines: Vec<Placed>,
    /// Thin lines drawn: left end, height from the top, length.
    pub rules: Vec<(f32, f32, f32)>,
}

/// Width and height of the paper as one looks at it.
pub fn paper(d: &Description) -> (f32, f32) {
    if d.look.landscape || d.look.rotated { (842.0, 595.0) } else { (595.0, 842.0) }
}

/// Lays a document out.
pub fn layout(d: &Description) -> Vec<Page> {
    let mut setter = Setter::new(d);
    let mut above: Option<Piece> = None;
    for piece in flow(d) {
        setter.piece(&piece, above.as_ref());
        above = Some(piece);
    }
    setter.finish()
}

struct Setter<'d> {
    d: &'d Description,
    pages: Vec<Page>,
    column: u8,
    y: f32,
    /// Where the columns of this page begin.
    top: f32,
    /// How much of the foot of the page its footnotes take.
    notes: Vec<Line>,
}

impl<'d> Setter<'d> {
    fn new(d: &'d Description) -> Self {
        Self { d, pages: vec![Page::default()], column: 0, y: TOP, top: TOP, notes: Vec::new() }
    }

    fn style(&self, size: f32, bold: bool) -> Style {
        Style { serif: self.d.look.serif, bold, ligatures: self.d.look.ligatures, size, rise: 0.0 }
    }

    fn columns(&self) -> u8 {
        self.d.look.columns.unwrap_or(1)
    }

    /// The width of a column.
    fn measure(&self) -> f32 {
        let columns = f32::from(self.columns());
        (paper(self.d).0 - 2.0 * SIDE - GUTTER * (columns - 1.0)) / columns
    }

    fn left(&self) -> f32 {
        SIDE + f32::from(self.column) * (self.measure() + GUTTER)
    }

    /// Where the text of the page must end.
    fn floor(&self) -> f32 {
        let notes = self.notes.len() as f32 * 10.5;
        paper(self.d).1 - FOOT - notes - if self.notes.is_empty() { 0.0 } else { 12.0 }
    }

    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("there is a page")
    }

    fn new_page(&mut self) {
        self.foot_notes();
        self.pages.push(Page::default());
        (self.column, self.y, self.top) = (0, TOP, TOP);
    }

    fn room(&mut self, height: f32) {
        if self.y + height <= self.floor() {
            return;
        }
        if self.column + 1 < self.columns() {
            self.column += 1;
            self.y = self.top;
        } else {
            self.new_page();
        }
    }

    fn put(&mut self, x: f32, line: Line) {
        let size = line.runs.first().map_or(BODY, |r| r.style.size);
        let notes: Vec<Line> = line
            .notes
            .iter()
            .flat_map(|n| {
                let note = self.d.footnotes.get(n - 1).expect("a footnote for every mark");
                wrap(None, &format!("{n} {note}"), self.style(8.5, false), self.measure(), false)
            })
            .collect();
        self.room(size * 1.3 + notes.len() as f32 * 10.5);
        self.notes.extend(notes);
        let (x, y) = (self.left() + x, self.y + size);
        self.page().lines.push(Placed { x, y, line });
        self.y += size * 1.3;
    }

    fn text(&mut self, indent: f32, label: Option<&str>, text: &str, style: Style) {
        let hyphens = self.d.look.hyphens && !style.bold;
        for line in wrap(label, text, style, self.measure() - indent, hyphens) {
            self.put(indent, line);
        }
    }

    fn gap(&mut self, points: f32) {
        if self.y > self.top {
            self.y += points;
        }
    }

    fn piece(&mut self, piece: &Piece, above: Option<&Piece>) {
        let body = self.style(BODY, false);
        match piece {
            Piece::Sender(name) => self.text(0.0, None, name, self.style(14.0, true)),
            Piece::Lines(lines) => {
                self.gap(14.0);
                // A greeting and a name stay together.
                self.room((lines.len() as f32 + 3.0) * BODY * 1.3);
                for line in lines {
                    self.text(0.0, None, line, body);
                }
            }
            Piece::Reference(pairs) => self.reference(pairs),
            Piece::Title(title) => {
                self.gap(20.0);
                self.text(0.0, None, title, self.style(15.0, true));
                self.gap(4.0);
                self.top = if self.columns() > 1 { self.y + 6.0 } else { self.top };
            }
            Piece::Field(name, value) => {
                self.text(0.0, Some(&format!("{name}:")), value, body);
            }
            Piece::Heading(level, number, words) => {
                let size = [BODY, 13.5, 11.5, 10.5][usize::from(*level).min(3)];
                self.gap(11.0);
                self.room(size * 1.3 + BODY * 4.0);
                let number = number.as_ref().map_or(String::new(), |n| format!("{n} "));
                self.text(0.0, None, &format!("{number}{words}"), self.style(size, true));
                self.gap(2.0);
            }
            Piece::Label(words) => {
                self.gap(8.0);
                self.room(BODY * 4.0);
                self.text(0.0, None, words, self.style(BODY, true));
            }
            Piece::Paragraph(label, words) => {
                self.gap(if matches!(above, Some(Piece::Label(_))) { 0.0 } else { 7.0 });
                self.text(0.0, label.as_deref(), words, body);
            }
            Piece::Item(depth, number, words) => {
                self.gap(if matches!(above, Some(Piece::Item(..) | Piece::Label(_))) { 1.5 } else { 4.0 });
                self.item(*depth, number.as_deref(), words);
            }
            Piece::Under(depth, words) => self.text(f32::from(*depth) * INDENT, None, words, body),
            Piece::Table(t) => self.table(t),
            Piece::PageBreak => self.new_page(),
        }
    }

    fn item(&mut self, depth: u8, number: Option<&str>, words: &str) {
        let bullet = self.d.look.bullet.unwrap_or('•');
        let mark = number.map_or(if depth == 0 { bullet.to_string() } else { "o".to_owned() }, str::to_owned);
        let style = self.style(BODY, false);
        let indent = f32::from(depth + 1) * INDENT;
        let lines = wrap(None, words, style, self.measure() - indent, self.d.look.hyphens);
        for (i, line) in lines.into_iter().enumerate() {
            self.put(indent, line);
            if i == 0 {
                let y = self.y - BODY * 0.3;
                let x = self.left() + indent - INDENT;
                let line = wrap(None, &mark, style, INDENT, false).remove(0);
                let at = self.page().lines.len() - 1;
                self.page().lines.insert(at, Placed { x, y, line });
            }
        }
    }

    fn reference(&mut self, pairs: &[(String, String)]) {
        self.gap(16.0);
        let width = self.measure().max(240.0) / pairs.len() as f32;
        for (pick, size) in [(0, 8.5), (1, BODY)] {
            let style = self.style(size, false);
            for (i, pair) in pairs.iter().enumerate() {
                let text = if pick == 0 { &pair.0 } else { &pair.1 };
                let line = wrap(None, text, style, width, false).remove(0);
                let (x, y) = (self.left() + width * i as f32, self.y + size);
                self.page().lines.push(Placed { x, y, line });
            }
            self.y += size * 1.3;
        }
    }

    fn table(&mut self, t: &Table) {
        self.gap(8.0);
        let style = self.style(BODY - 1.0, false);
        let bold = Style { bold: true, ..style };
        if let Some(unit) = &t.unit {
            let line = wrap(None, &format!("({unit})"), style, self.measure(), false).remove(0);
            self.put(self.measure() - line.width(), line);
        }
        let widths = self.column_widths(t, bold);
        self.row(&t.header, &widths, bold, t.unit.is_some());
        for row in &t.rows {
            self.row(row, &widths, style, t.unit.is_some());
        }
        self.gap(4.0);
    }

    /// Every column as wide as its cells; the widest takes what is left.
    fn column_widths(&self, t: &Table, style: Style) -> Vec<f32> {
        let rows = || std::iter::once(&t.header).chain(t.rows.iter().filter(|r| r.len() == t.header.len()));
        let cell = |c: usize| rows().map(|r| style.width(&r[c])).fold(0.0, f32::max) + 10.0;
        let mut widths: Vec<f32> = (0..t.header.len()).map(cell).collect();
        let widest = (0..widths.len()).max_by(|a, b| widths[*a].total_cmp(&widths[*b])).unwrap_or(0);
        let others: f32 = widths.iter().enumerate().filter(|(i, _)| *i != widest).map(|(_, w)| w).sum();
        widths[widest] = (self.measure() - others).max(60.0);
        widths
    }

    fn row(&mut self, row: &[String], widths: &[f32], style: Style, money: bool) {
        let mut cells = Vec::new();
        let mut x = 0.0;
        for (i, text) in row.iter().enumerate() {
            let width = if row.len() == 1 { self.measure() } else { widths[i] };
            let lines = wrap(None, text, style, width - 8.0, false);
            let right = money && row.len() > 1 && i + 1 == row.len();
            cells.push((x, width, right, lines));
            x += width;
        }
        let step = style.size * 1.3;
        let height = cells.iter().map(|c| c.3.len()).max().unwrap_or(1) as f32 * step;
        self.room(height + 4.0);
        let (left, top, measure) = (self.left(), self.y, self.measure());
        for (x, width, right, lines) in cells {
            for (i, line) in lines.into_iter().enumerate() {
                let x = left + x + if right { width - 8.0 - line.width() } else { 0.0 };
                self.page().lines.push(Placed { x, y: top + style.size + step * i as f32, line });
            }
        }
        self.page().rules.push((left, top + height + 2.0, measure));
        self.y += height + 4.0;
    }

    fn foot_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let mut y = self.floor() + 10.0;
        let notes = std::mem::take(&mut self.notes);
        self.page().rules.push((SIDE, y, 120.0));
        for line in notes {
            y += 10.5;
            self.page().lines.push(Placed { x: SIDE, y, line });
        }
    }

    /// Footnotes of the last page, and what stands on every page.
    fn finish(mut self) -> Vec<Page> {
        self.foot_notes();
        let count = self.pages.len();
        let style = self.style(8.5, false);
        let (width, height) = paper(self.d);
        let place = |x: f32, y: f32, text: &str| {
            let line = wrap(None, text, style, width, false).remove(0);
            Placed { x, y, line }
        };
        for (i, page) in self.pages.iter_mut().enumerate() {
            if i > 0 {
                page.lines.insert(0, place(SIDE, 44.0, &self.d.title));
            }
            if count > 1 {
                let text = format!("Side {} av {count}", i + 1);
                page.lines.push(place(width - SIDE - style.width(&text), height - 40.0, &text));
            }
        }
        self.pages
    }
}
