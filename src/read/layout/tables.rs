//! Ruled tables: the rules that were drawn tell the cells; where only level ones were, [`bands`] does.

use super::columns::Gutters;
use super::rows::{self, Row};
use super::{Region, Rule, TableRow, Word, bands};
use crate::model::Place;

/// Rules nearer to each other than this belong together, in points.
const NEAR: f32 = 3.0;
/// A cell with more letters than this is running text that was laid out with a table.
const LONG: usize = 400;
/// A page with more rules than this is a drawing.
const DRAWING: usize = 4000;

/// A ruled table in its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub place: Place,
    pub regions: Vec<Region>,
}

/// Takes the words that stand in ruled tables out of `words`.
pub(super) fn take(
    words: Vec<Word>,
    rules: &[Rule],
    depth: usize,
    gutters: &mut Gutters,
) -> (Vec<Placed>, Vec<Word>) {
    let mut tables = Vec::new();
    let mut words = words;
    if rules.len() > DRAWING {
        return (tables, words);
    }
    let (mut grids, mut loose) = (Vec::new(), Vec::new());
    for group in groups(rules) {
        match Grid::of(&group) {
            Some(grid) => grids.push(grid),
            None => loose.extend(group),
        }
    }
    for grid in grids {
        let (inside, outside): (Vec<Word>, Vec<Word>) = words.into_iter().partition(|w| grid.holds(w));
        words = outside;
        if inside.is_empty() {
            continue;
        }
        tables.push(Placed { place: grid.place(), regions: grid.read(inside, rules, depth, gutters) });
    }
    let (banded, words) = bands::take(words, &loose);
    tables.extend(banded);
    tables.sort_by(|a, b| a.place.top.total_cmp(&b.place.top));
    (tables, words)
}

/// Rules that touch each other.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut groups: Vec<(Rule, Vec<Rule>)> = Vec::new();
    for rule in sorted {
        let touches = |r: &Rule| {
            rule.left <= r.right + NEAR
                && rule.right >= r.left - NEAR
                && rule.top <= r.bottom + NEAR
                && rule.bottom >= r.top - NEAR
        };
        let (mut touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(bounds, members)| touches(bounds) && members.iter().any(touches));
        groups = apart;
        let mut merged = (rule, vec![rule]);
        for (bounds, members) in touching.drain(..) {
            merged.0.left = merged.0.left.min(bounds.left);
            merged.0.top = merged.0.top.min(bounds.top);
            merged.0.right = merged.0.right.max(bounds.right);
            merged.0.bottom = merged.0.bottom.max(bounds.bottom);
            merged.1.extend(members);
        }
        groups.push(merged);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

/// The edges of a table's rows and columns, the outer ones among them.
struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// The upright rules: where none parts two columns in a row, their cells are one.
    upright: Vec<Rule>,
}

impl Grid {
    /// The grid that rules make; nothing where they make no table.
    fn of(rules: &[Rule]) -> Option<Self> {
        let level: Vec<&Rule> = rules.iter().filter(|r| r.right - r.left >= r.bottom - r.top).collect();
        let upright: Vec<&Rule> = rules.iter().filter(|r| r.right - r.left < r.bottom - r.top).collect();
        let left = rules.iter().map(|r| r.left).fold(f32::MAX, f32::min);
        let right = rules.iter().map(|r| r.right).fold(f32::MIN, f32::max);
        let top = rules.iter().map(|r| r.top).fold(f32::MAX, f32::min);
        let bottom = rules.iter().map(|r| r.bottom).fold(f32::MIN, f32::max);
        let (width, height) = (right - left, bottom - top);
        if width < 60.0 || height < 10.0 || level.len() < 2 {
            return None;
        }
        // An edge is one when rules cover enough of it; a merged cell covers its part only.
        let ys = edges(level.iter().map(|r| (f32::midpoint(r.top, r.bottom), r.right - r.left)), width * 0.5);
        let xs =
            edges(upright.iter().map(|r| (f32::midpoint(r.left, r.right), r.bottom - r.top)), height * 0.2);
        let upright: Vec<Rule> = upright.into_iter().copied().collect();
        let drawn = !upright.is_empty();
        let mut grid = Self { xs, ys, upright };
        grid.close(left, right, top, bottom);
        (grid.xs.len() > 2 && grid.ys.len() > 1 || grid.xs.len() == 2 && grid.ys.len() > 3 && drawn)
            .then_some(grid)
    }

    /// Adds the outer edges where none was drawn.
    fn close(&mut self, left: f32, right: f32, top: f32, bottom: f32) {
        for (edges, from, to) in [(&mut self.xs, left, right), (&mut self.ys, top, bottom)] {
            if edges.first().is_none_or(|e| *e > from + NEAR * 2.0) {
                edges.insert(0, from);
            }
            if edges.last().is_none_or(|e| *e < to - NEAR * 2.0) {
                edges.push(to);
            }
        }
    }

    fn place(&self) -> Place {
        let ends = |edges: &[f32]| edges.first().copied().zip(edges.last().copied()).unwrap_or_default();
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Place { left, top, right, bottom }
    }

    fn holds(&self, word: &Word) -> bool {
        let (x, y) = (f32::midpoint(word.left, word.right), word.base - 0.3 * word.size);
        let within = |edges: &[f32], v: f32| {
            edges.first().zip(edges.last()).is_some_and(|(a, b)| *a - 1.0 <= v && v <= *b + 1.0)
        };
        within(&self.xs, x) && within(&self.ys, y)
    }

    /// The cells with their words. Running text in a cell is read as text.
    fn read(&self, words: Vec<Word>, rules: &[Rule], depth: usize, gutters: &mut Gutters) -> Vec<Region> {
        let columns = self.xs.len().saturating_sub(1).max(1);
        let bands = self.ys.len().saturating_sub(1).max(1);
        let mut cells: Vec<Vec<Vec<Word>>> = vec![vec![Vec::new(); columns]; bands];
        for word in words {
            let band = slot(&self.ys, word.base - 0.3 * word.size);
            let column = self.first_of_merged(band, slot(&self.xs, word.left + 1.0));
            if let Some(cell) = cells.get_mut(band).and_then(|r| r.get_mut(column)) {
                cell.push(word);
            }
        }
        let mut out: Vec<Region> = Vec::new();
        for band in cells {
            let letters = |cell: &Vec<Word>| cell.iter().map(|w| w.text.chars().count() + 1).sum::<usize>();
            if columns == 1 || band.iter().any(|c| letters(c) > LONG) {
                for cell in band {
                    // The rules of this table are left out: what is in a cell is not in it again.
                    let inner: Vec<Rule> = rules.iter().filter(|r| self.is_inside(r)).copied().collect();
                    out.extend(super::regions(cell, &inner, depth + 1, gutters));
                }
                continue;
            }
            let cells: Vec<Vec<Row>> = band.into_iter().map(|words| rows::rows(words, &[])).collect();
            if cells.iter().all(Vec::is_empty) {
                continue;
            }
            match out.last_mut() {
                Some(Region::Table(rows)) => rows.push(TableRow { cells }),
                _ => out.push(Region::Table(vec![TableRow { cells }])),
            }
        }
        out
    }

    /// The first of the columns that are one cell with this one in a row: no rule parts them there.
    fn first_of_merged(&self, band: usize, column: usize) -> usize {
        let Some((top, bottom)) = self.ys.get(band).zip(self.ys.get(band + 1)) else { return column };
        let middle = f32::midpoint(*top, *bottom);
        let parted = |x: f32| {
            let near = |r: &&Rule| (f32::midpoint(r.left, r.right) - x).abs() <= NEAR;
            let across = |r: &Rule| r.top - 1.0 <= middle && middle <= r.bottom + 1.0;
            self.upright.iter().filter(near).any(across)
        };
        // Where a column is never ruled off, its edge was told by other means.
        let ruled = |x: f32| self.upright.iter().any(|r| (f32::midpoint(r.left, r.right) - x).abs() <= NEAR);
        (1..=column).rev().find(|c| self.xs.get(*c).is_none_or(|x| !ruled(*x) || parted(*x))).unwrap_or(0)
    }

    fn is_inside(&self, rule: &Rule) -> bool {
        let clear = |edges: &[f32], a: f32, b: f32| edges.iter().all(|e| *e < a - NEAR || *e > b + NEAR);
        clear(&self.xs, rule.left, rule.right) && clear(&self.ys, rule.top, rule.bottom)
    }
}

/// The places that rules of together at least this length stand at.
fn edges(rules: impl Iterator<Item = (f32, f32)>, least: f32) -> Vec<f32> {
    let mut at: Vec<(f32, f32)> = rules.collect();
    at.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (place, length) in at {
        match out.last_mut() {
            Some((p, l)) if place - *p <= NEAR => *l += length,
            _ => out.push((place, length)),
        }
    }
    out.into_iter().filter(|(_, l)| *l >= least).map(|(p, _)| p).collect()
}

/// Between which two edges a value lies.
fn slot(edges: &[f32], value: f32) -> usize {
    edges.partition_point(|e| *e <= value).saturating_sub(1).min(edges.len().saturating_sub(2))
}
