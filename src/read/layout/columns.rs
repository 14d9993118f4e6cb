//! Columns: text that runs down one side of a gutter before it goes on at the top of the other.
//!
//! A table has gutters too. It is told from columns by its cells being short.

use super::rows::{Row, Segment};
use super::{Region, TableRow, median};

/// A gutter is at least this wide, in points.
const GUTTER: f32 = 8.0;
/// Each side of a gutter holds at least this many lines.
const LINES: usize = 4;
/// Half of the lines in a column have more letters than this.
const LETTERS: usize = 18;
/// How much of its column a line of running text fills, on the average.
const FILL: f32 = 0.55;
/// How deep columns may stand in columns.
const DEEPEST: usize = 4;

/// Splits rows into regions, columns one after the other.
pub(super) fn split(rows: Vec<Row>) -> Vec<Region> {
    let mut out = Vec::new();
    divide(rows, 0, &mut out);
    out
}

fn divide(rows: Vec<Row>, depth: usize, out: &mut Vec<Region>) {
    let found = if depth < DEEPEST { find(&rows) } else { None };
    let Some((from, to, x)) = found else {
        out.extend(plain(rows));
        return;
    };
    let mut rows = rows;
    let below = rows.split_off(to);
    let middle = rows.split_off(from);
    divide(rows, depth + 1, out);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in middle {
        let (a, b): (Vec<Segment>, Vec<Segment>) = row.segments.into_iter().partition(|s| s.left < x);
        for (side, segments) in [(&mut left, a), (&mut right, b)] {
            if !segments.is_empty() {
                side.push(Row { segments, ..row_of(row.base, row.size) });
            }
        }
    }
    divide(left, depth + 1, out);
    divide(right, depth + 1, out);
    divide(below, depth, out);
}

fn row_of(base: f32, size: f32) -> Row {
    Row { base, size, segments: Vec::new() }
}

/// The first run of rows that stand in two columns: from, to, and where the gutter is.
fn find(rows: &[Row]) -> Option<(usize, usize, f32)> {
    candidates(rows).into_iter().find_map(|x| {
        let mut from = 0;
        while from < rows.len() {
            let length = rows.iter().skip(from).take_while(|r| !crosses(r, x)).count();
            if length >= LINES
                && let Some(run) = rows.get(from..from + length)
                && let Some((a, b)) = columns(run, x)
            {
                return Some((from + a, from + b, x));
            }
            from += length + 1;
        }
        None
    })
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
    let lefts: Vec<f32> = rows.iter().map(Row::left).collect();
    let start = lefts.iter().copied().fold(f32::MAX, f32::min);
    let later = median(lefts.into_iter().filter(|l| *l > start + 100.0).collect());
    if later > 0.0 {
        gaps.push((later - GUTTER - 2.0, later - 1.0));
    }
    let held = |x: f32| gaps.iter().filter(|(a, b)| *a < x && x < *b).count();
    let mut places: Vec<(usize, f32)> =
        gaps.iter().map(|(a, b)| f32::midpoint(*a, *b)).map(|x| (held(x), x)).collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    places.dedup_by(|b, a| (a.1 - b.1).abs() < GUTTER);
    places.into_iter().take(6).map(|(_, x)| x).collect()
}

/// Whether these rows, none of which crosses `x`, are columns of running text; and which of them.
fn columns(run: &[Row], x: f32) -> Option<(usize, usize)> {
    let side = |right: bool| -> Vec<(usize, &Segment)> {
        let on = move |s: &&Segment| (s.left >= x) == right;
        run.iter().enumerate().flat_map(|(i, r)| r.segments.iter().filter(on).map(move |s| (i, s))).collect()
    };
    let (left, right) = (side(false), side(true));
    if !prose(&left) || !prose(&right) {
        return None;
    }
    // A heading above the columns, on one side only, is not in them.
    let first = |s: &[(usize, &Segment)]| s.first().map_or(0, |(i, _)| *i);
    let last = |s: &[(usize, &Segment)]| s.last().map_or(0, |(i, _)| *i);
    let leading = median(run.windows(2).filter_map(|w| Some(w.get(1)?.base - w.first()?.base)).collect());
    let gap_after = |i: usize| {
        run.get(i).zip(run.get(i + 1)).is_some_and(|(a, b)| b.base - a.base > (2.0 * leading).max(1.9 * a.size))
    };
    let both = first(&left).max(first(&right));
    let from = (0..both).rev().find(|i| gap_after(*i)).map_or(first(&left).min(first(&right)), |i| i + 1);
    let end = last(&left).min(last(&right));
    let to = (end..run.len()).find(|i| gap_after(*i)).map_or(run.len(), |i| i + 1);
    Some((from, to))
}

/// Whether the lines on one side read like running text.
fn prose(side: &[(usize, &Segment)]) -> bool {
    if side.len() < LINES {
        return false;
    }
    let chars = median(side.iter().map(|(_, s)| s.chars() as f32).collect());
    let start = side.iter().map(|(_, s)| s.left).fold(f32::MAX, f32::min);
    let end = side.iter().map(|(_, s)| s.right).fold(f32::MIN, f32::max);
    let mean: f32 = side.iter().map(|(_, s)| s.right - s.left).sum::<f32>() / side.len() as f32;
    // In running text hardly a row has two pieces on one side of the gutter.
    let mut rows: Vec<usize> = side.iter().map(|(i, _)| *i).collect();
    let pieces = rows.len();
    rows.dedup();
    chars as usize > LETTERS && mean > FILL * (end - start) && rows.len() * 10 > pieces * 8
}

/// Rows without columns: text, and tables that no rule was drawn around.
fn plain(rows: Vec<Row>) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        let table = table_length(rest);
        if table > 0 {
            let (here, below) = rest.split_at(table);
            out.push(Region::Table(table_rows(here)));
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

/// How many rows from the top on are a table: at least two with two pieces or more, whose pieces
/// stand under each other.
fn table_length(rows: &[Row]) -> usize {
    let mut length = 0;
    let mut full = 0;
    let mut above: Option<&Row> = None;
    for row in rows {
        let near = above.is_none_or(|a| row.base - a.base < 3.2 * a.size.max(row.size));
        let Some(top) = above else {
            if row.segments.len() < 2 || !cells(row) {
                return 0;
            }
            (length, full, above) = (1, 1, Some(row));
            continue;
        };
        if !near {
            break;
        }
        if row.segments.len() >= 2 && cells(row) && aligned(top, row) {
            length += 1;
            full += 1;
            above = Some(row);
        } else if row.segments.len() == 1 && continues_cell(top, row) {
            length += 1;
        } else {
            break;
        }
    }
    if full < 2 { 0 } else { length }
}

/// Cells are short: a row of long pieces is two columns of text, or a line with a tab in it.
fn cells(row: &Row) -> bool {
    row.segments.iter().filter(|s| s.chars() > 70).count() == 0
        && row.segments.iter().all(|s| !s.words.is_empty())
        // A list item is its mark and its words.
        && !row.segments.first().is_some_and(|s| crate::pattern::marker::bullet(&format!("{} x", s.text(row.size, row.base))).is_some())
}

/// Whether a piece of one row stands under a piece of the other, the first ones left out unless that is
/// all there is.
fn aligned(a: &Row, b: &Row) -> bool {
    let under = |s: &Segment, t: &Segment| {
        (s.left - t.left).abs() < 4.0 || (s.right - t.right).abs() < 4.0
            || (f32::midpoint(s.left, s.right) - f32::midpoint(t.left, t.right)).abs() < 4.0
    };
    b.segments.iter().skip(1).any(|s| a.segments.iter().skip(1).any(|t| under(s, t)))
}

/// A row of one piece that goes on with a cell other than the first, close below it.
fn continues_cell(table: &Row, row: &Row) -> bool {
    let Some(piece) = row.segments.first() else { return false };
    row.base - table.base < 1.6 * row.size
        && table.segments.iter().skip(1).any(|s| (s.left - piece.left).abs() < 3.0 && s.chars() > 12)
}

fn table_rows(rows: &[Row]) -> Vec<TableRow> {
    let mut out: Vec<TableRow> = Vec::new();
    for row in rows {
        if row.segments.len() == 1
            && let Some(last) = out.last_mut()
            && let Some(piece) = row.segments.first()
            && let Some(cell) = last.cells.iter_mut().skip(1).find(|c| {
                c.first().is_some_and(|r| (r.left() - piece.left).abs() < 3.0)
            })
        {
            cell.push(row.clone());
            continue;
        }
        out.push(TableRow {
            cells: row
                .segments
                .iter()
                .map(|s| vec![Row { segments: vec![s.clone()], ..row_of(row.base, row.size) }])
                .collect(),
        });
    }
    out
}
