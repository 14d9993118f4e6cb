//! Columns: text that runs down one side of a gutter before it goes on at the top of the other.
//!
//! A table has gutters too. It is told from columns by its cells being short.

use super::rows::{Row, Segment};
use super::{Region, TableRow, median};
use crate::pattern::marker;

/// A gutter is at least this wide, in points.
const GUTTER: f32 = 8.0;
/// Each side of a gutter holds at least this many lines.
const LINES: usize = 4;
/// Half of the lines in a column have more letters than this.
const LETTERS: usize = 18;
/// How much of its column a line of running text fills, on the average.
const FILL: f32 = 0.55;
/// How many places for a gutter are tried.
const CANDIDATES: usize = 8;
/// How deep columns may stand in columns.
const DEEPEST: usize = 4;

/// Where two columns part: the edges that their lines begin at, and a place between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gutter {
    left: f32,
    at: f32,
    right: f32,
}

impl Gutter {
    /// Whether both part the same columns.
    pub fn is_like(self, other: Self) -> bool {
        (self.left - other.left).abs() < 3.0 && (self.right - other.right).abs() < 3.0
    }
}

/// The gutters of a document: those that all pages are known to have shown, and those of the pages that are
/// being read.
#[derive(Debug, Default)]
pub(super) struct Gutters {
    pub known: Vec<Gutter>,
    pub found: Vec<Gutter>,
}

/// Splits rows into regions, columns one after the other.
pub(super) fn split(rows: Vec<Row>, gutters: &mut Gutters) -> Vec<Region> {
    let mut out = Vec::new();
    divide(rows, 0, gutters, &mut out);
    out
}

fn divide(rows: Vec<Row>, depth: usize, gutters: &mut Gutters, out: &mut Vec<Region>) {
    let found = if depth < DEEPEST { find(&rows, &gutters.known) } else { None };
    let Some((from, to, gutter)) = found else {
        out.extend(plain(&rows));
        return;
    };
    gutters.found.push(gutter);
    let mut rows = rows;
    let below = rows.split_off(to);
    let middle = rows.split_off(from);
    divide(rows, depth + 1, gutters, out);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in middle {
        if row.table.is_some() {
            if row.left() < gutter.at {
                left.push(row);
            } else {
                right.push(row);
            }
            continue;
        }
        let (a, b): (Vec<Segment>, Vec<Segment>) = row.segments.into_iter().partition(|s| s.left < gutter.at);
        for (side, segments) in [(&mut left, a), (&mut right, b)] {
            // Its own base: lines of two columns that stand on one line hardly stand on it quite alike.
            if !segments.is_empty() {
                side.push(Row::of(segments));
            }
        }
    }
    divide(left, depth + 1, gutters, out);
    divide(right, depth + 1, gutters, out);
    divide(below, depth, gutters, out);
}

/// The longest run of rows that stand in two columns: from, to, and where they part.
fn find(rows: &[Row], known: &[Gutter]) -> Option<(usize, usize, Gutter)> {
    let known = known.iter().map(|g| (g.at, Some(g)));
    let places = known.chain(candidates(rows).into_iter().map(|x| (x, None)));
    // Of equal ones, the first.
    places
        .filter_map(|(x, known)| find_at(rows, x, known))
        .reduce(|a, b| if b.1 - b.0 > a.1 - a.0 { b } else { a })
}

/// The first run of rows in two columns that part at `x`.
fn find_at(rows: &[Row], x: f32, known: Option<&Gutter>) -> Option<(usize, usize, Gutter)> {
    let mut from = 0;
    while from < rows.len() {
        let length = rows.iter().skip(from).take_while(|r| !crosses(r, x)).count();
        if length >= if known.is_some() { 2 } else { LINES }
            && let Some(run) = rows.get(from..from + length)
            && let Some((a, b, gutter)) = columns(run, x, known)
        {
            return Some((from + a, from + b, gutter));
        }
        from += length + 1;
    }
    None
}

fn crosses(row: &Row, x: f32) -> bool {
    row.segments.iter().any(|s| s.left < x - GUTTER / 2.0 && s.right > x + GUTTER / 2.0)
}

/// Where gutters may be: the places that lie in the gap of most rows.
fn candidates(rows: &[Row]) -> Vec<f32> {
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    for row in rows {
        for pair in row.segments.windows(2) {
            if let [a, b] = pair
                && b.left - a.right >= GUTTER
            {
                gaps.push((a.right, b.left));
            }
        }
    }
    // Columns whose lines stand at different heights share no row: there the edges of the lines tell.
    let mut lefts: Vec<f32> = rows.iter().map(Row::left).collect();
    lefts.sort_by(f32::total_cmp);
    let start = lefts.first().copied().unwrap_or(0.0);
    let later = lefts.partition_point(|l| *l <= start + 100.0);
    for edge in lefts.get(later..).unwrap_or(&[]).chunk_by(|a, b| b - a < 1.0) {
        if let [left, _, ..] = edge {
            gaps.push((left - GUTTER - 2.0, left - 1.0));
        }
    }
    let held = |x: f32| gaps.iter().filter(|(a, b)| *a < x && x < *b).count();
    let mut places: Vec<(usize, f32)> =
        gaps.iter().map(|(a, b)| f32::midpoint(*a, *b)).map(|x| (held(x), x)).collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    places.dedup_by(|b, a| (a.1 - b.1).abs() < GUTTER);
    places.into_iter().take(CANDIDATES).map(|(_, x)| x).collect()
}

/// Whether these rows, none of which crosses `x`, are columns of running text; and which of them. `known` is
/// the gutter that other pages have here.
fn columns(run: &[Row], x: f32, known: Option<&Gutter>) -> Option<(usize, usize, Gutter)> {
    let side = |right: bool| -> Vec<(usize, Line)> {
        let line = |(i, row): (usize, &Row)| {
            let mut on = row.segments.iter().filter(|s| row.table.is_none() && (s.left >= x) == right);
            let first = on.next()?;
            let base = first.words.first().map_or(row.base, |w| w.base);
            let mut line =
                Line { left: first.left, right: first.right, base, chars: first.chars(), pieces: 1 };
            // The mark of a list item is no piece of its own.
            let marked = is_mark(&first.text(row.size, row.base));
            for segment in on {
                line.right = line.right.max(segment.right);
                line.chars += segment.chars();
                line.pieces += 1;
            }
            line.pieces -= usize::from(marked && line.pieces > 1);
            Some((i, line))
        };
        run.iter().enumerate().filter_map(line).collect()
    };
    let (left, right) = (side(false), side(true));
    // The last column of a text may hold little more than its closing.
    let two = prose(&left) && prose(&right);
    let beside = |a: &[(usize, Line)], b: &[(usize, Line)], right: bool| {
        fills_column(a) && stands_alone(a, b, run.iter().filter(|r| is_table(r, x, right)).count())
    };
    let goes_on = fills_column(&left) && (runs_out(&right) || is_column(&left, &right));
    let again = known.is_some_and(|g| stand_again(&left, &right, *g));
    if !(again || two || goes_on || beside(&left, &right, true) || beside(&right, &left, false)) {
        return None;
    }
    // A heading above the columns, on one side only, is not in them.
    let on = |right: bool| move |r: &Row| r.segments.iter().any(|s| (s.left >= x) == right);
    let first = |right: bool| run.iter().position(on(right)).unwrap_or(0);
    let last = |right: bool| run.iter().rposition(on(right)).unwrap_or(0);
    let leading = median(run.windows(2).filter_map(|w| Some(w.get(1)?.base - w.first()?.foot())).collect());
    let gap = |i: usize| {
        let (a, b) = (run.get(i)?, run.get(i + 1)?);
        Some((b.base - a.foot(), a.size.max(b.size)))
            .filter(|(gap, size)| *gap > (2.0 * leading).max(1.9 * size))
    };
    let gap_after = |i: usize| gap(i).is_some();
    let both = first(false).max(first(true));
    let from = (0..both).rev().find(|i| gap_after(*i)).map_or(first(false).min(first(true)), |i| i + 1);
    let end = last(false).min(last(true));
    // The left column may be the longer one; as long as its lines are full it goes on.
    let width = left.iter().map(|(_, l)| l.right).fold(f32::MIN, f32::max)
        - left.iter().map(|(_, l)| l.left).fold(f32::MAX, f32::min);
    let full = left.iter().rev().find(|(_, l)| l.chars > LETTERS && l.right - l.left > 0.8 * width);
    let table = run.iter().rposition(|r| is_table(r, x, false));
    let end = end.max(full.map_or(0, |(i, _)| *i)).max(table.unwrap_or(0));
    // The gap above what stands below the columns is wider than those between paragraphs.
    let widest =
        left.windows(2).filter_map(|w| Some(w.get(1)?.1.base - w.first()?.1.base)).fold(0.0, f32::max);
    let ends = |i: &usize| gap(*i).is_some_and(|(gap, size)| gap > (1.1 * widest).min(2.4 * size));
    let to = (end..run.len()).find(ends).map_or(run.len(), |i| i + 1);
    Some((from, to, Gutter { left: margin(&left), at: x, right: margin(&right) }))
}

/// What stands in one row on one side of a gutter.
struct Line {
    left: f32,
    right: f32,
    base: f32,
    chars: usize,
    pieces: usize,
}

/// Whether the lines on one side read like running text.
fn prose(side: &[(usize, Line)]) -> bool {
    if side.len() < LINES {
        return false;
    }
    let chars = median(side.iter().map(|(_, s)| s.chars as f32).collect());
    let start = side.iter().map(|(_, s)| s.left).fold(f32::MAX, f32::min);
    let end = side.iter().map(|(_, s)| s.right).fold(f32::MIN, f32::max);
    let mean: f32 = side.iter().map(|(_, s)| s.right - s.left).sum::<f32>() / side.len() as f32;
    // In running text hardly a row has two pieces on one side of the gutter.
    let pieces: usize = side.iter().map(|(_, s)| s.pieces).sum();
    chars as usize > LETTERS && mean > FILL * (end - start) && side.len() * 10 > pieces * 8
}

/// Whether the lines on one side begin as running text: some are long, all begin at one edge.
fn runs_out(side: &[(usize, Line)]) -> bool {
    let start = median(side.iter().map(|(_, s)| s.left).collect());
    let at_edge = side.iter().filter(|(_, s)| (s.left - start).abs() < 3.0).count();
    let end = side.iter().map(|(_, s)| s.right).fold(f32::MIN, f32::max);
    let long = side.iter().filter(|(_, s)| s.chars > 30 && s.right - start > 0.8 * (end - start)).count();
    side.len() >= LINES && long >= 2 && at_edge * 10 >= side.len() * 7
}

/// Whether one side is plainly running text that was set to its own width: many lines end at one edge.
fn fills_column(side: &[(usize, Line)]) -> bool {
    let start = side.iter().map(|(_, s)| s.left).fold(f32::MAX, f32::min);
    let end = side.iter().map(|(_, s)| s.right).fold(f32::MIN, f32::max);
    let full =
        side.iter().filter(|(_, s)| s.chars > LETTERS && s.right - start > 0.8 * (end - start)).count();
    side.len() >= 2 * LINES && full > LINES && full * 4 >= side.len()
}

/// Whether the other side is about as wide as the first, and holds more than figures: a table and a closing
/// may be all that is left for the last column.
fn is_column(first: &[(usize, Line)], other: &[(usize, Line)]) -> bool {
    let width = |side: &[(usize, Line)]| {
        let start = side.iter().map(|(_, s)| s.left).fold(f32::MAX, f32::min);
        side.iter().map(|(_, s)| s.right).fold(f32::MIN, f32::max) - start
    };
    let ratio = width(other) / width(first).max(1.0);
    other.len() >= 2 * LINES
        && median(other.iter().map(|(_, s)| s.chars as f32).collect()) > 12.0
        && (0.6..1.6).contains(&ratio)
}

/// Whether this row is a ruled table that stands on one side.
fn is_table(row: &Row, x: f32, right: bool) -> bool {
    row.table.is_some() && (row.left() >= x) == right
}

/// Where the lines of one side begin that are not set in.
fn margin(side: &[(usize, Line)]) -> f32 {
    side.iter().map(|(_, l)| l.left).fold(f32::MAX, f32::min)
}

/// Where most lines of one side begin.
fn edge(side: &[(usize, Line)]) -> f32 {
    median(side.iter().map(|(_, l)| l.left).collect())
}

/// Whether the lines of both sides begin where those of the columns of other pages do, and one of them runs on
/// as no cell does.
fn stand_again(left: &[(usize, Line)], right: &[(usize, Line)], gutter: Gutter) -> bool {
    let holds = |side: &[(usize, Line)], edge: f32| (margin(side) - edge).abs() < 3.0;
    let runs = |side: &[(usize, Line)]| {
        side.iter()
            .filter(|(_, l)| l.chars > LETTERS && l.right - l.left > 0.8 * (gutter.at - gutter.left))
            .count()
    };
    !right.is_empty()
        && holds(left, gutter.left)
        && holds(right, gutter.right)
        && runs(left) + runs(right) > 1
}

/// Whether what is on the other side of a column of text goes its own way: it begins at one edge, and its
/// lines stand at other heights than those beside them, as the cells of a table do not.
fn stands_alone(column: &[(usize, Line)], other: &[(usize, Line)], tables: usize) -> bool {
    let edge = edge(other);
    let at_edge = other.iter().filter(|(_, l)| (l.left - edge).abs() < 3.0).count();
    let level = |l: &Line| column.iter().any(|(_, c)| (c.base - l.base).abs() < 0.6);
    let shared = other.iter().filter(|(_, l)| level(l)).count();
    other.len() + 2 * tables >= 3 && at_edge * 10 >= other.len() * 6 && shared * 3 <= other.len()
}

/// Rows without columns: text, and tables that no rule was drawn around.
pub(super) fn plain(rows: &[Row]) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    for part in rows.chunk_by(|a, b| a.table.is_none() && b.table.is_none()) {
        match part {
            [Row { table: Some(table), .. }] => out.extend(table.regions.clone()),
            _ => out.extend(unruled(part)),
        }
    }
    out
}

fn unruled(rows: &[Row]) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let table = table_length(rest);
        if table > 0 {
            let (here, below) = rest.split_at(table);
            let mut rows = here.to_vec();
            // The first cell may begin above, where it was taken for text.
            if let Some(Region::Text(text)) = out.last_mut()
                && text.last().zip(here.first()).is_some_and(|(a, b)| begins_cell(a, b))
            {
                rows.splice(0..0, text.pop());
            }
            out.push(Region::Table(table_rows(&rows)));
            rest = below;
            continue;
        }
        let (here, below) = rest.split_at(1);
        match out.last_mut() {
            Some(Region::Text(rows)) => rows.extend_from_slice(here),
            _ => out.push(Region::Text(here.to_vec())),
        }
        rest = below;
    }
    out
}

/// How many rows from the top on are a table: at least two rows with two pieces or more, whose pieces stand
/// under each other. Rows of one piece between them are in it: the names of chapters, cells that go on.
fn table_length(rows: &[Row]) -> usize {
    const BETWEEN: usize = 3;
    let Some(mut full) = rows.first().filter(|r| r.segments.len() >= 2 && cells(r)) else { return 0 };
    let (mut length, mut found) = (1, 1);
    for (at, pair) in (1..).zip(rows.windows(2)) {
        let [above, row] = pair else { break };
        if row.base - above.base > 3.2 * above.size.max(row.size) {
            break;
        }
        if row.segments.len() >= 2 {
            if !cells(row) || !aligned(full, row) {
                break;
            }
            (full, length) = (row, at + 1);
            found += 1;
        } else if row.segments.iter().any(|s| s.chars() > 90) || at - length >= BETWEEN || sentence(row, full)
        {
            break;
        }
    }
    // What goes on with a cell of the last row.
    let table = rows.get(..length).unwrap_or(rows);
    if let Some(last) = table.last() {
        let pitch = pitch(table);
        let below = rows
            .iter()
            .skip(length)
            .take_while(|r| r.segments.len() == 1 && continues_cell(last, r, pitch).is_some());
        length += below.count().min(1);
    }
    if found < 2 { 0 } else { length }
}

/// Whether a row of one piece is the end of a sentence that runs across the cells of a table's row: between
/// two headings whose numbers stand apart.
fn sentence(row: &Row, full: &Row) -> bool {
    let crosses = full.segments.get(1).is_some_and(|s| row.left() < s.left && row.right() > s.left);
    crosses && row.text().trim_end().ends_with('.')
}

/// Cells are short: a row of long pieces is two columns of text, or a line with a tab in it.
fn cells(row: &Row) -> bool {
    // A row that ends in an amount may begin with a long name.
    let amount = row.segments.last().is_some_and(|s| marker::is_amount(&s.text(row.size, row.base)));
    let longest = if amount { 120 } else { 70 };
    row.segments.iter().all(|s| s.chars() <= longest)
        && row.segments.iter().all(|s| !s.words.is_empty())
        && !row.segments.first().is_some_and(|s| is_mark(&s.text(row.size, row.base)))
}

/// Whether a piece is the mark or the number of a list item, which is followed by its words.
fn is_mark(piece: &str) -> bool {
    let item = format!("{piece} Ord");
    let number = marker::number(&item).filter(|n| n.words_at > piece.len());
    // A bare figure may be a cell; "3.", "3.1", "PS 5/26" head what stands beside them.
    let heads = number.is_some_and(|n| n.label.is_some() || n.levels() > 1 || n.is_case());
    marker::bullet(&item).is_some()
        || heads
        || (piece.ends_with(['.', ')']) && marker::number(&item).is_some())
}

/// Whether a piece of one row stands under a piece of the other, the first ones left out unless that is
/// all there is.
fn aligned(a: &Row, b: &Row) -> bool {
    let under = |s: &Segment, t: &Segment| {
        (s.left - t.left).abs() < 4.0
            || (s.right - t.right).abs() < 4.0
            || (f32::midpoint(s.left, s.right) - f32::midpoint(t.left, t.right)).abs() < 4.0
    };
    b.segments.iter().skip(1).any(|s| a.segments.iter().skip(1).any(|t| under(s, t)))
}

/// Which cell of the row above a row of one piece goes on with: the one under whose beginning it stands,
/// closer to it than a new row would be.
fn continues_cell(above: &Row, row: &Row, pitch: f32) -> Option<usize> {
    let piece = row.segments.first()?;
    let close = row.base - above.base < 0.9 * pitch;
    let at = above.segments.iter().position(|s| (s.left - piece.left).abs() < 3.0)?;
    let lower = piece.words.first().is_some_and(|w| w.text.starts_with(char::is_lowercase));
    let cell = above.segments.get(at)?;
    (row.base - above.base < 1.7 * row.size && cell.chars() > 12 && (close || lower)).then_some(at)
}

/// Whether a row of one piece is the beginning of the first cell of the row below.
fn begins_cell(above: &Row, row: &Row) -> bool {
    let first = |r: &Row| r.segments.first().and_then(|s| s.words.first()).map(|w| w.text.clone());
    above.segments.len() == 1
        && row.segments.len() > 1
        && (above.left() - row.left()).abs() < 3.0
        && row.base - above.base < 1.7 * row.size
        && first(row).is_some_and(|w| w.starts_with(char::is_lowercase))
        && above.segments.iter().all(|s| s.chars() < 90)
}

/// The least distance between two full rows of a table that follow each other; 0 where none do.
fn pitch(rows: &[Row]) -> f32 {
    let pairs = rows.windows(2).filter_map(|pair| match pair {
        [a, b] if a.segments.len() > 1 && b.segments.len() > 1 => Some(b.base - a.base),
        _ => None,
    });
    pairs.min_by(f32::total_cmp).unwrap_or(0.0)
}

fn table_rows(rows: &[Row]) -> Vec<TableRow> {
    let mut out: Vec<TableRow> = Vec::new();
    let mut above: Option<Row> = None;
    let pitch = pitch(rows);
    for row in rows {
        let cell =
            above.as_ref().filter(|_| row.segments.len() == 1).and_then(|a| continues_cell(a, row, pitch));
        if let Some(cell) = cell.and_then(|at| out.last_mut()?.cells.get_mut(at)) {
            cell.push(row.clone());
            // What follows may go on further, below this piece.
            if let Some(above) = &mut above {
                above.base = row.base;
            }
            continue;
        }
        let one = |s: &Segment| vec![Row { base: row.base, size: row.size, ..Row::of(vec![s.clone()]) }];
        let mut cells: Vec<Vec<Row>> = row.segments.iter().map(one).collect();
        if above.as_ref().is_some_and(|a| begins_cell(a, row))
            && let Some(begun) = out.pop_if(|last| last.cells.len() == 1)
        {
            let first = cells.iter_mut().zip(begun.cells);
            first.for_each(|(cell, begun)| drop(cell.splice(0..0, begun)));
        }
        out.push(TableRow { cells });
        above = Some(row.clone());
    }
    out
}
