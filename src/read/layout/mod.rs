//! Words with their places → lines in reading order. Used where a page is known only as words in
//! places: PDF pages, and pages whose text was recognised.
//!
//! Steps, one file each: words into rows ([`rows`]); ruled tables taken out ([`tables`]); columns told
//! apart ([`columns`]); rows written as lines ([`mod@write`]), with what their geometry and their type say:
//! gaps, indentation, whether the line was full, whether it stands out.

mod bands;
mod columns;
mod rows;
mod tables;
mod write;

use crate::model::{Origin, Page, Place};
use columns::Gutters;
use rows::Row;
use tables::Placed;

/// A word, or a piece of one, where it stands. Lengths are points; y grows downwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Word {
    pub text: String,
    pub left: f32,
    pub right: f32,
    /// The line that its letters stand on.
    pub base: f32,
    /// The size of its type.
    pub size: f32,
    /// Whether its type is bold, where that is known.
    pub bold: bool,
    /// Whether a space was printed before it.
    pub space_before: bool,
    /// Whether a space was printed after it.
    pub space_after: bool,
    /// How sure its recognition is, from 0 to 100.
    pub confidence: Option<u8>,
}

impl Word {
    fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }
}

/// A straight line that was drawn, or the edge of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// A page as words and rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub width: f32,
    pub height: f32,
    /// Its words by the direction in which they are written, in quarter turns clockwise, placed as they
    /// would be if the page were turned so that they are level.
    pub words: [Vec<Word>; 4],
    pub rules: Vec<Rule>,
    pub origin: Origin,
}

/// A part of a page that is read from top to bottom before the next begins.
#[derive(Debug, Clone)]
enum Region {
    /// Rows of text.
    Text(Vec<Row>),
    /// Table rows, each with its cells.
    Table(Vec<TableRow>),
}

/// A row of a table.
#[derive(Debug, Clone)]
struct TableRow {
    cells: Vec<Vec<Row>>,
}

/// The pages of a document, each with its lines in reading order.
pub(super) fn pages(sheets: Vec<Sheet>) -> Vec<Page> {
    let mut gutters = Gutters::default();
    let mut read: Vec<write::Read> = sheets.iter().map(|sheet| page(sheet, &mut gutters)).collect();
    // The last page of a text in columns may hold too little to show them by itself.
    gutters.known = std::mem::take(&mut gutters.found);
    gutters.known.dedup_by(|b, a| a.is_like(*b));
    if !gutters.known.is_empty() && sheets.len() > 1 {
        read = sheets.into_iter().map(|sheet| page(&sheet, &mut gutters)).collect();
    }
    write::pages(read)
}

/// A page in its regions.
fn page(sheet: &Sheet, gutters: &mut Gutters) -> write::Read {
    let size = (sheet.width, sheet.height);
    let mut turns: Vec<(u8, &Vec<Word>)> = (0..).zip(&sheet.words).filter(|(_, w)| !w.is_empty()).collect();
    // What most of the page is written in comes first.
    turns.sort_by_key(|(turn, words)| (std::cmp::Reverse(words.len()), *turn));
    let mut all = Vec::new();
    for (turn, words) in turns {
        let rules: Vec<Rule> = sheet.rules.iter().map(|r| turned(*r, turn, size)).collect();
        all.extend(regions(words.clone(), &rules, 0, gutters).into_iter().map(|region| (turn, region)));
    }
    write::Read { size, origin: sheet.origin, regions: all }
}

/// A point of a page of this size as it is when the page is turned back by quarter turns.
pub(super) fn turned_point((x, y): (f32, f32), turn: u8, (width, height): (f32, f32)) -> (f32, f32) {
    match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    }
}

fn turned(r: Rule, turn: u8, size: (f32, f32)) -> Rule {
    let (a, b) = (turned_point((r.left, r.top), turn, size), turned_point((r.right, r.bottom), turn, size));
    Rule { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
}

/// A table with fewer rows than this beside it, above or below, parts the page; another may stand in a column.
const BESIDE: usize = 2;
/// How deep tables may stand in tables.
const DEEPEST: usize = 4;

fn regions(words: Vec<Word>, rules: &[Rule], depth: usize, gutters: &mut Gutters) -> Vec<Region> {
    let (tables, words) =
        if depth < DEEPEST { tables::take(words, rules, depth, gutters) } else { (Vec::new(), words) };
    let mut rows = rows::rows(words, rules);
    // What stands wholly beside a table, here or above or below, may be another column.
    let across = |t: &Placed| {
        let beside = |s: &rows::Segment| s.left > t.place.right || s.right < t.place.left;
        rows.iter().filter(|r| r.segments.iter().any(beside)).count() < BESIDE
    };
    let (across, narrow): (Vec<Placed>, Vec<Placed>) = tables.into_iter().partition(across);
    rows.extend(narrow.into_iter().map(Row::table));
    rows.sort_by(|a, b| a.base.total_cmp(&b.base));
    // Tables across the page stand between the rows that are above and below them.
    let mut out = Vec::new();
    let mut rows = rows.into_iter().peekable();
    for table in across {
        let mut above = Vec::new();
        while let Some(row) = rows.next_if(|r| r.base < table.place.top) {
            above.push(row);
        }
        out.extend(columns::split(above, gutters));
        out.extend(table.regions);
    }
    out.extend(columns::split(rows.collect(), gutters));
    out
}

/// The smallest rectangle around both.
fn around(a: Place, b: Place) -> Place {
    Place {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

/// The value in the middle; 0 of none.
pub(super) fn median(mut values: Vec<f32>) -> f32 {
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
