//! Words → rows: what stands on one line, from left to right, raised figures with the word that they
//! belong to.

use super::tables::Placed;
use super::{Rule, Word, around};
use crate::model::Place;
use crate::pattern::marker;

/// Two words stand on one line when their baselines differ by less than this part of their size.
const SAME_LINE: f32 = 0.3;
/// A gap of this part of the size, or a printed space, parts two words.
const SPACE: f32 = 0.16;
/// A gap of this part of the size parts two cells or columns.
const WIDE: f32 = 1.3;

/// Words on one line.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub base: f32,
    /// The size of most of its letters.
    pub size: f32,
    /// Its pieces, parted by wide gaps or by an upright rule.
    pub segments: Vec<Segment>,
    /// The table that stands here instead of words: it goes where its column goes.
    pub table: Option<Placed>,
}

/// A piece of a row without a wide gap in it.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub words: Vec<Word>,
    pub left: f32,
    pub right: f32,
}

impl Row {
    /// A row of these pieces, all in one direction.
    pub fn of(segments: Vec<Segment>) -> Self {
        let words = || segments.iter().flat_map(|s| &s.words);
        let size = common_size(&words());
        let base = words().find(|w| (w.size - size).abs() < 0.5).map_or(0.0, |w| w.base);
        Self { base, size, segments, table: None }
    }

    /// The row that holds the place of a table.
    pub fn table(table: Placed) -> Self {
        let place = table.place;
        let segment = Segment { words: Vec::new(), left: place.left, right: place.right };
        Self { base: place.top, size: 0.0, segments: vec![segment], table: Some(table) }
    }

    /// The line that its letters stand on, or the foot of its table.
    pub fn foot(&self) -> f32 {
        self.table.as_ref().map_or(self.base, |t| t.place.bottom)
    }

    pub fn left(&self) -> f32 {
        self.segments.first().map_or(0.0, |s| s.left)
    }

    pub fn right(&self) -> f32 {
        self.segments.last().map_or(0.0, |s| s.right)
    }

    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.segments.iter().flat_map(|s| &s.words)
    }

    pub fn place(&self) -> Place {
        self.words()
            .map(|w| Place { left: w.left, top: w.top(), right: w.right, bottom: w.bottom() })
            .reduce(around)
            .unwrap_or_default()
    }

    /// The words, with one space between them and two where a wide gap is.
    pub fn text(&self) -> String {
        let pieces: Vec<String> = self.segments.iter().map(|s| s.text(self.size, self.base)).collect();
        pieces.join("  ")
    }
}

impl Segment {
    /// The words with one space between them, raised figures as such.
    pub fn text(&self, size: f32, base: f32) -> String {
        let mut out = String::new();
        let mut before: Option<&Word> = None;
        for word in &self.words {
            if before.is_some_and(|b| parted(b, word)) {
                out.push(' ');
            }
            let raised = word.size < 0.85 * size && word.base < base - 0.1 * size;
            match marker::superscript(&word.text).filter(|_| raised) {
                Some(sign) => out.push_str(&sign),
                None => out.push_str(&word.text),
            }
            before = Some(word);
        }
        out
    }

    pub fn chars(&self) -> usize {
        self.words.iter().map(|w| w.text.chars().count() + 1).sum()
    }
}

/// Whether a space stands between two words of one row.
fn parted(a: &Word, b: &Word) -> bool {
    a.space_after || b.space_before || b.left - a.right > SPACE * a.size.min(b.size)
}

/// Groups words into rows, from top to bottom.
pub(super) fn rows(mut words: Vec<Word>, rules: &[Rule]) -> Vec<Row> {
    words.retain(|w| !w.text.is_empty());
    words.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut grouped: Vec<(f32, f32, Vec<Word>)> = Vec::new();
    for word in words {
        match grouped.last_mut() {
            Some((base, size, row)) if word.base - *base <= SAME_LINE * size.min(word.size) => {
                *size = size.max(word.size);
                row.push(word);
            }
            _ => grouped.push((word.base, word.size, vec![word])),
        }
    }
    raised(&mut grouped);
    let upright: Vec<&Rule> =
        rules.iter().filter(|r| r.right - r.left < 3.0 && r.bottom - r.top > 6.0).collect();
    grouped.into_iter().filter(|(_, _, w)| !w.is_empty()).map(|(_, _, words)| row(words, &upright)).collect()
}

/// Small words that touch a word of the row below them, and stand a little higher, belong to that row.
fn raised(grouped: &mut [(f32, f32, Vec<Word>)]) {
    for at in 1..grouped.len() {
        let (above, below) = grouped.split_at_mut(at);
        let (Some((_, _, small)), Some((base, size, row))) = (above.last_mut(), below.first_mut()) else {
            continue;
        };
        let belongs = |w: &Word| {
            let rise = *base - w.base;
            w.size < 0.85 * *size
                && rise < 0.7 * *size
                && row.iter().any(|r| {
                    r.size > w.size && (w.left - r.right).abs().min((r.left - w.right).abs()) < 0.35 * *size
                })
        };
        let (up, stay): (Vec<Word>, Vec<Word>) = std::mem::take(small).into_iter().partition(belongs);
        *small = stay;
        row.extend(up);
    }
}

fn row(mut words: Vec<Word>, upright: &[&Rule]) -> Row {
    words.sort_by(|a, b| a.left.total_cmp(&b.left));
    // What was printed twice, a little apart, to look bold, stands once.
    words.dedup_by(|b, a| {
        let twice = a.text == b.text
            && (a.left - b.left).abs() < 0.2 * a.size
            && (a.base - b.base).abs() < 0.2 * a.size
            && (a.size - b.size).abs() < 0.1 * a.size;
        a.bold |= twice;
        twice
    });
    let size = common_size(&words.iter());
    let mut segments: Vec<Segment> = Vec::new();
    for word in words {
        let ruled = |from: f32, to: f32| {
            upright.iter().any(|r| {
                r.top < word.base - 0.3 * word.size
                    && r.bottom > word.base - 0.3 * word.size
                    && r.left >= from - 1.0
                    && r.right <= to + 1.0
            })
        };
        match segments.last_mut() {
            Some(s) if word.left - s.right < WIDE * size && !ruled(s.right, word.left) => {
                s.right = s.right.max(word.right);
                s.words.push(word);
            }
            _ => segments.push(Segment { left: word.left, right: word.right, words: vec![word] }),
        }
    }
    Row::of(segments)
}

/// The size of most letters.
fn common_size<'w>(words: &(impl Iterator<Item = &'w Word> + Clone)) -> f32 {
    let count = |w: &Word| {
        words.clone().filter(|o| (o.size - w.size).abs() < 0.5).map(|o| o.text.len()).sum::<usize>()
    };
    words.clone().max_by_key(|w| count(w)).map_or(0.0, |w| w.size)
}
