//! Tables ruled between their rows only: level lines of one width, one below the other. The lines tell the
//! rows, so that a cell of several lines stays whole and an amount set beside its middle finds its name;
//! the gaps that go through all rows tell the cells.

use super::rows::{self, Row};
use super::tables::Placed;
use super::{Region, Rule, TableRow, Word, around, columns};
use crate::model::Place;
use crate::pattern::marker;

/// A rule shorter than this parts no rows, in points.
const SHORTEST: f32 = 60.0;
/// The ends of a table's rules differ by less than this.
const NEAR: f32 = 4.0;
/// Rules further apart than this many sizes have text between them, not a row.
const HIGHEST: f32 = 9.0;
/// A gap of this part of the size parts two cells, when nothing in the table stands in it.
const GAP: f32 = 0.5;
/// A cell with more letters than this is running text.
const LONG: usize = 250;

/// Takes the words that stand in tables with level rules out of `words`.
pub(super) fn take(words: Vec<Word>, rules: &[Rule]) -> (Vec<Placed>, Vec<Word>) {
    let mut tables = Vec::new();
    let mut words = words;
    for chain in chains(spans(rules), super::median(words.iter().map(|w| w.size).collect())) {
        let (table, rest) = Banded::of(&chain, words);
        words = rest;
        tables.extend(table);
    }
    (tables, words)
}

/// Level rules, those put together that were drawn cell by cell.
fn spans(rules: &[Rule]) -> Vec<Rule> {
    let mut level: Vec<Rule> = rules.iter().filter(|r| r.bottom - r.top < 3.0).copied().collect();
    level.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut out: Vec<Rule> = Vec::new();
    for line in level.chunk_by(|a, b| b.top - a.top < 1.0) {
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        let from = out.len();
        for rule in line {
            match out.get_mut(from..).and_then(|o| o.last_mut()) {
                Some(last) if rule.left - last.right < 3.0 => last.right = last.right.max(rule.right),
                _ => out.push(rule),
            }
        }
    }
    out.retain(|r| r.right - r.left >= SHORTEST);
    out
}

/// Rules of one width that follow each other closely.
fn chains(spans: Vec<Rule>, size: f32) -> Vec<Vec<Rule>> {
    let mut chains: Vec<Vec<Rule>> = Vec::new();
    for rule in spans {
        let follows = |last: &Rule| {
            (last.left - rule.left).abs() < NEAR
                && (last.right - rule.right).abs() < NEAR
                && rule.top - last.top < HIGHEST * size
        };
        match chains.iter_mut().find(|c| c.last().is_some_and(follows)) {
            Some(chain) => chain.push(rule),
            None => chains.push(vec![rule]),
        }
    }
    chains
}

/// The words above one rule and below the one before.
struct Band {
    words: Vec<Word>,
}

impl Band {
    /// What its words cover from left to right, near ones together.
    fn pieces(&self) -> Vec<(f32, f32)> {
        covered(self.words.iter())
    }

    /// Whether it has several rows of its own, all of them with the same cells.
    fn has_rows(&self, rows: &[Row], columns: &[(f32, f32)]) -> bool {
        let cells = |words: &mut dyn Iterator<Item = &Word>| {
            let mut at: Vec<usize> = words.filter_map(|w| column(columns, w)).collect();
            at.sort_unstable();
            at.dedup();
            at.len()
        };
        let all = cells(&mut self.words.iter());
        all > 1 && rows.iter().filter(|r| cells(&mut r.words()) == all).count() > 1
    }
}

/// What words cover from left to right, parted where a gap is. Where a space was printed is none: the words of
/// a justified cell are driven apart.
fn covered<'w>(words: impl Iterator<Item = &'w Word>) -> Vec<(f32, f32)> {
    let mut words: Vec<&Word> = words.collect();
    words.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let pairs = || words.iter().zip(words.iter().skip(1)).filter(|(a, b)| (a.base - b.base).abs() < 0.5);
    // Where a line was filled, the spaces in it are alike.
    let driven = |a: &Word, b: &Word| {
        let alike = |(c, d): &(&&Word, &&Word)| {
            let difference = (d.left - c.right) - (b.left - a.right);
            c.space_after && (c.base - a.base).abs() < 0.5 && difference.abs() < 0.05 * a.size
        };
        a.space_after && pairs().filter(alike).count() > 2
    };
    let spaces =
        pairs().filter(|(a, b)| b.space_before || driven(a, b)).map(|(a, b)| (a.right, b.left, a.size));
    let mut ends: Vec<(f32, f32, f32)> =
        words.iter().map(|w| (w.left, w.right, w.size)).chain(spaces).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (left, right, size) in ends {
        match out.last_mut() {
            Some(last) if left - last.1 < GAP * size => last.1 = last.1.max(right),
            _ => out.push((left, right)),
        }
    }
    out
}

/// In which column a word stands.
fn column(columns: &[(f32, f32)], word: &Word) -> Option<usize> {
    let middle = f32::midpoint(word.left, word.right);
    columns.iter().position(|(a, b)| *a <= middle && middle <= *b)
}

struct Banded {
    bands: Vec<Band>,
    columns: Vec<(f32, f32)>,
}

impl Banded {
    /// The table that a chain of rules makes, and the words that are not in it.
    fn of(chain: &[Rule], words: Vec<Word>) -> (Option<Placed>, Vec<Word>) {
        let Some((first, last)) = chain.first().zip(chain.last()) else { return (None, words) };
        let middle = |w: &Word| w.base - 0.3 * w.size;
        let within = |w: &Word| w.left > first.left - NEAR && w.right < first.right + NEAR;
        let inside = |w: &Word| within(w) && middle(w) > first.top && middle(w) < last.top;
        let (inside, outside): (Vec<Word>, Vec<Word>) = words.into_iter().partition(inside);
        let mut bands: Vec<Band> = Vec::new();
        for pair in chain.windows(2) {
            if let [above, below] = pair {
                let here = |w: &&Word| middle(w) > above.top && middle(w) < below.top;
                bands.push(Band { words: inside.iter().filter(here).cloned().collect() });
            }
        }
        let (head, outside): (Vec<Word>, Vec<Word>) = match head(&outside, first) {
            Some(top) => {
                outside.into_iter().partition(|w| within(w) && w.base > top && middle(w) < first.top)
            }
            None => (Vec::new(), outside),
        };
        if !head.is_empty() {
            bands.insert(0, Band { words: head });
        }
        bands.retain(|b| !b.words.is_empty());
        let (tail, outside): (Vec<Word>, Vec<Word>) = match tail(&outside, last, &gutters(&bands)) {
            Some(foot) => {
                outside.into_iter().partition(|w| within(w) && w.base < foot && middle(w) > last.top)
            }
            None => (Vec::new(), outside),
        };
        if !tail.is_empty() {
            bands.push(Band { words: tail });
        }
        let place = bands.iter().flat_map(|b| &b.words).map(place).reduce(around);
        let edges = Place { left: first.left, top: first.top, right: first.right, bottom: last.bottom };
        let table = Self { columns: gutters(&bands), bands };
        if let Some(regions) = table.read() {
            let place = place.map_or(edges, |p| around(p, edges));
            return (Some(Placed { place, regions }), outside);
        }
        (None, outside.into_iter().chain(table.bands.into_iter().flat_map(|b| b.words)).collect())
    }

    /// Its rows; nothing where it is no table.
    fn read(&self) -> Option<Vec<Region>> {
        if self.columns.len() < 2 {
            return None;
        }
        let full = || self.bands.iter().filter(|b| b.pieces().len() > 1);
        let amount = |b: &Band| self.cells(b).last().is_some_and(|c| marker::is_amount(&text(c)));
        if !(full().count() > 1 || full().any(amount)) {
            return None;
        }
        let letters = |c: &Vec<Row>| c.iter().map(|r| r.text().chars().count() + 1).sum::<usize>();
        if self.bands.iter().any(|b| self.cells(b).iter().any(|c| letters(c) > LONG)) {
            return None;
        }
        let mut out: Vec<Region> = Vec::new();
        for band in &self.bands {
            let rows = rows::rows(band.words.clone(), &[]);
            if band.has_rows(&rows, &self.columns) {
                out.extend(columns::plain(&rows));
                continue;
            }
            let row = TableRow { cells: self.cells(band) };
            match out.last_mut() {
                Some(Region::Table(rows)) => rows.push(row),
                _ => out.push(Region::Table(vec![row])),
            }
        }
        Some(out)
    }

    /// The cells of a band; one where its words run across them.
    fn cells(&self, band: &Band) -> Vec<Vec<Row>> {
        if band.pieces().len() == 1 {
            return vec![rows::rows(band.words.clone(), &[])];
        }
        let mut cells: Vec<Vec<Word>> = vec![Vec::new(); self.columns.len()];
        for word in &band.words {
            if let Some(cell) = column(&self.columns, word).and_then(|at| cells.get_mut(at)) {
                cell.push(word.clone());
            }
        }
        cells.into_iter().filter(|c| !c.is_empty()).map(|words| rows::rows(words, &[])).collect()
    }
}

fn text(rows: &[Row]) -> String {
    rows.iter().map(Row::text).collect::<Vec<_>>().join(" ")
}

fn place(w: &Word) -> Place {
    Place { left: w.left, top: w.top(), right: w.right, bottom: w.bottom() }
}

/// The columns: what is covered in the bands that have cells.
fn gutters(bands: &[Band]) -> Vec<(f32, f32)> {
    covered(bands.iter().filter(|b| b.pieces().len() > 1).flat_map(|b| &b.words))
}

/// Above which height the row ends that stands on the first rule: the names of the columns, or what goes on
/// from another page. It has cells, too; a line above it with room between them is not in it.
fn head(words: &[Word], rule: &Rule) -> Option<f32> {
    let near = |w: &&Word| {
        w.left > rule.left - NEAR
            && w.right < rule.right + NEAR
            && w.base < rule.top + 1.0
            && w.base > rule.top - HIGHEST * w.size
    };
    let near: Vec<Word> = words.iter().filter(near).cloned().collect();
    let mut rows = rows::rows(near, &[]);
    rows.reverse();
    let lowest = rows.first().filter(|r| rule.top - r.base < 1.3 * r.size)?;
    let mut taken: Vec<&Row> = vec![lowest];
    let cells = |rows: &[&Row]| covered(rows.iter().flat_map(|r| r.words())).len();
    for row in rows.iter().skip(1) {
        let distance = taken.last().map_or(0.0, |t| t.base - row.base);
        let beside = distance < 0.8 * row.size;
        if !(beside || (cells(&taken) < 2 && distance < 1.4 * row.size)) {
            break;
        }
        taken.push(row);
    }
    let top = taken.last().map(|r| r.base - r.size)?;
    (cells(&taken) > 1).then_some(top)
}

/// Under which height the row ends that hangs below the last rule, where none was drawn around the table: its
/// words stand in the columns of the others, and close to each other.
fn tail(words: &[Word], rule: &Rule, columns: &[(f32, f32)]) -> Option<f32> {
    let near = |w: &&Word| {
        w.left > rule.left - NEAR
            && w.right < rule.right + NEAR
            && w.base > rule.top + 1.0
            && w.base < rule.top + HIGHEST * w.size
    };
    let near: Vec<Word> = words.iter().filter(near).cloned().collect();
    let rows = rows::rows(near, &[]);
    let in_columns =
        |r: &Row| covered(r.words()).iter().all(|p| columns.iter().any(|c| overlaps(*c, *p, columns)));
    let first = rows.first().filter(|r| r.base - rule.top < 2.2 * r.size && in_columns(r))?;
    let mut taken: Vec<&Row> = vec![first];
    for row in rows.iter().skip(1) {
        let distance = taken.last().map_or(0.0, |t| row.base - t.base);
        let left = columns.iter().any(|c| (c.0 - row.left()).abs() < 3.0);
        if distance > 1.35 * row.size || !(left || distance < 0.8 * row.size) || !in_columns(row) {
            break;
        }
        taken.push(row);
    }
    let cells = covered(taken.iter().flat_map(|r| r.words())).len();
    (cells > 1).then(|| taken.last().map(|r| r.base + 0.5 * r.size)).flatten()
}

/// Whether a piece stands in this column and in no other.
fn overlaps(column: (f32, f32), piece: (f32, f32), columns: &[(f32, f32)]) -> bool {
    let on = |c: &&(f32, f32)| piece.0 < c.1 && piece.1 > c.0;
    on(&&column) && columns.iter().filter(on).count() == 1
}
