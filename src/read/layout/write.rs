//! Rows → the lines of a page, with what geometry and type say of them.

use super::rows::Row;
use super::{Region, TableRow, Word, around};
use crate::model::{Flow, Hint, Line, Origin, Page, Place};
use crate::pattern::{hyphen, marker};
use crate::read::tidy::tidy;
use std::collections::HashMap;

/// Type this much larger than the body's stands out.
const LARGER: f32 = 1.12;
/// Type this much smaller than the body's is that of a footnote.
const SMALLER: f32 = 0.93;
/// Text that begins further in than this, in points, stands in another column.
const COLUMN: f32 = 120.0;
/// Rows further apart than this many times the usual have a gap between them.
const GAP: f32 = 1.22;
/// So many sentences that run on over the end of a row say where rows end.
const SENTENCES: usize = 20;
/// So many of 100 rows over whose end a sentence runs on had no room for more, where the text was set to its
/// measure. It is all of them but for what recognition and odd words make.
const SET: usize = 88;
/// So many of 100 rows that had no room for more are followed by one that had, where those are the rests of
/// lines that were broken before.
const RESTS: usize = 70;

/// A page whose regions are known.
pub(super) struct Read {
    pub size: (f32, f32),
    pub origin: Origin,
    /// The regions, those of each direction of writing with the quarter turns that it is turned by.
    pub regions: Vec<(u8, Region)>,
}

/// What is usual in a document.
struct Usual {
    /// The size of the body's type.
    size: f32,
    /// The distance between rows, in sizes.
    leading: f32,
    /// The least distance between rows over which sentences run on, in sizes.
    closest: f32,
    /// Where text begins.
    left: f32,
    /// Where the rows end that begin about here.
    rights: Vec<(f32, f32)>,
    /// Whether so much of the text is bold that it says nothing.
    bold: bool,
    /// What the ends of its rows say.
    ends: Ends,
}

/// What the ends of rows say of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Rows end where the next word had no room: it was set to this measure.
    Measure,
    /// Sentences run on over rows that had room for more: its lines had been broken before it was set, by
    /// whoever took the text out of another document.
    Broken,
    /// The same, and what had no room of such a line stands on a row of its own.
    Wrapped,
}

/// Writes the lines of all pages; what is usual is learnt from all of them.
pub(super) fn pages(pages: Vec<Read>) -> Vec<Page> {
    let usual = Usual::of(&pages);
    pages.into_iter().map(|page| usual.page(&page)).collect()
}

fn text_rows(pages: &[Read]) -> impl Iterator<Item = &Vec<Row>> {
    pages.iter().flat_map(|p| &p.regions).filter_map(|(_, r)| match r {
        Region::Text(rows) => Some(rows),
        Region::Table(_) => None,
    })
}

/// The value that has most weight, values rounded to steps.
fn mode(values: impl Iterator<Item = (f32, usize)>, step: f32) -> Option<f32> {
    let mut weights: HashMap<i32, usize> = HashMap::new();
    for (value, weight) in values {
        *weights.entry((value / step).round() as i32).or_default() += weight;
    }
    weights.into_iter().max_by_key(|(value, weight)| (*weight, -*value)).map(|(value, _)| value as f32 * step)
}

impl Usual {
    fn of(pages: &[Read]) -> Self {
        let letters = |r: &Row| r.words().map(|w| w.text.len()).sum::<usize>();
        let size =
            mode(text_rows(pages).flatten().map(|r| (r.size, letters(r))), 0.5).unwrap_or(11.0).max(1.0);
        let body = |r: &&Row| (r.size - size).abs() < 0.6;
        let pairs = text_rows(pages).flat_map(|rows| rows.windows(2)).filter_map(|pair| match pair {
            [a, b] if body(&a) && body(&b) => Some(((b.base - a.base) / size, 1)),
            _ => None,
        });
        let leading = mode(pairs.filter(|(d, _)| (0.8..2.6).contains(d)), 0.05).unwrap_or(1.2);
        let mut running: Vec<f32> = text_rows(pages)
            .flat_map(|rows| rows.windows(2))
            .filter_map(|pair| match pair {
                [a, b] if body(&a) && body(&b) && runs_on(a, b) => Some((b.base - a.base) / size),
                _ => None,
            })
            .filter(|d| (0.8..4.0).contains(d))
            .collect();
        running.sort_unstable_by(f32::total_cmp);
        let part = |of_100: usize| running.get(running.len() * of_100 / 100).copied();
        let closest = part(10).unwrap_or(leading);
        // Where an empty line stands after every line, a sentence runs on over the empty ones too.
        let spaced = part(75).filter(|d| running.len() >= SENTENCES && *d > 1.5 * leading);
        let leading = spaced.unwrap_or(leading);
        let lefts: Vec<f32> = text_rows(pages).flatten().filter(body).map(Row::left).collect();
        let left = mode(lefts.iter().map(|l| (*l, 1)), 2.0).unwrap_or(0.0);
        let (bold, all) = text_rows(pages)
            .flatten()
            .flat_map(Row::words)
            .fold((0, 0), |(b, n), w| (b + if w.bold { w.text.len() } else { 0 }, n + w.text.len()));
        let mut usual = Self {
            size,
            leading,
            closest,
            left,
            rights: rights(pages),
            bold: bold * 10 > all * 6,
            ends: Ends::Measure,
        };
        usual.ends = usual.ends(pages);
        usual
    }

    /// Learns what the ends of rows say from sentences that run on over them.
    fn ends(&self, pages: &[Read]) -> Ends {
        let (mut all, mut full, mut after_full, mut rests) = (0_usize, 0_usize, 0_usize, 0_usize);
        for rows in text_rows(pages) {
            let right = self.right(rows.iter().map(Row::left).fold(f32::MAX, f32::min));
            let is_full = |a: &Row, b: &Row| flow(a, b.words().next(), right) == Flow::Full;
            for (at, pair) in rows.windows(2).enumerate() {
                let [a, b] = pair else { continue };
                if self.gap(a, b) || !runs_on(a, b) {
                    continue;
                }
                all += 1;
                full += usize::from(is_full(a, b));
                if let Some(c) = rows.get(at + 2)
                    && is_full(a, b)
                    && !self.gap(b, c)
                {
                    after_full += 1;
                    rests += usize::from(!is_full(b, c));
                }
            }
        }
        if all < SENTENCES || full * 100 >= all * SET {
            Ends::Measure
        } else if rests * 100 >= after_full * RESTS {
            Ends::Wrapped
        } else {
            Ends::Broken
        }
    }

    /// Whether there was room on a row for the next word.
    fn flow(&self, row: &Row, below: [Option<&Row>; 2], right: f32) -> Option<Flow> {
        let is_full = |row: &Row, next: Option<&Row>| {
            flow(row, next.and_then(|r| r.words().next()), right) == Flow::Full
        };
        let [next, second] = below;
        let full = is_full(row, next);
        match self.ends {
            Ends::Measure if full => Some(Flow::Full),
            Ends::Measure => Some(Flow::Short),
            // The rest of a line is short.
            Ends::Wrapped if full && next.is_some_and(|n| self.is_close(row, n) && !is_full(n, second)) => {
                Some(Flow::Wrapped)
            }
            // How long the line had been among its like is all that is known.
            Ends::Broken | Ends::Wrapped => None,
        }
    }

    /// Where rows end that begin at `left`.
    fn right(&self, left: f32) -> f32 {
        self.rights
            .iter()
            .min_by(|a, b| (a.0 - left).abs().total_cmp(&(b.0 - left).abs()))
            .map_or(f32::MAX, |(_, right)| *right)
    }

    fn page(&self, page: &Read) -> Page {
        let mut lines: Vec<Line> = Vec::new();
        let last = last_body_row(page, self.size);
        let mut below: Option<&Row> = None;
        for (at, (turn, region)) in page.regions.iter().enumerate() {
            // A paragraph goes on at the top of the next column.
            let jumps = matches!((below, region), (Some(b), Region::Text(rows)) if rows.first().is_some_and(|r| r.base < b.base));
            let ended =
                lines.last().is_none_or(|l| marker::ends_sentence(&l.text) || l.flow == Some(Flow::Short));
            if !lines.is_empty() && (ended || !jumps) {
                lines.push(Line::default());
            }
            let from = lines.len();
            below = match region {
                Region::Text(rows) => rows.last(),
                Region::Table(_) => None,
            };
            match region {
                Region::Text(rows) => {
                    let next = page.regions.get(at + 1).and_then(|(_, next)| match next {
                        Region::Text(next) => next.first(),
                        Region::Table(_) => None,
                    });
                    self.text(rows, (next, last), &mut lines);
                }
                Region::Table(rows) => lines.extend(rows.iter().filter_map(|r| self.table_row(r))),
            }
            for line in lines.iter_mut().skip(from) {
                line.place = line.place.map(|p| unturned(p, *turn, page.size));
                if page.origin == Origin::Ocr {
                    line.strong = None;
                }
            }
        }
        Page { lines, size: Some(page.size), origin: page.origin }
    }

    /// Writes rows of text. `next` is the row that is read after them, `last_body` the lowest in the body's
    /// type.
    fn text(&self, rows: &[Row], (next, last_body): (Option<&Row>, f32), lines: &mut Vec<Line>) {
        let region_left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
        let right = self.right(region_left);
        // A later column has a margin of its own.
        let margin =
            if region_left > self.left + COLUMN { region_left } else { self.left.min(region_left.max(0.0)) };
        let mut above: Option<&Row> = None;
        let mut in_notes = false;
        for (at, row) in rows.iter().enumerate() {
            let apart = above.is_some_and(|a| self.gap(a, row));
            if apart && !in_notes {
                lines.push(Line::default());
            }
            let mut text = tidy(&row.text());
            let note = row.base > last_body && row.size < SMALLER * self.size;
            let mark = note.then(|| note_mark(&text)).flatten();
            if let Some((sign, words)) = mark {
                text = format!("{sign} {words}");
                in_notes = true;
            }
            in_notes &= note;
            let below = [rows.get(at + 1).or(next), rows.get(at + 2)];
            lines.push(Line {
                indent: indent(row.left() - margin, self.size),
                hint: in_notes.then_some(Hint::Note),
                place: Some(row.place()),
                confidence: confidence(row),
                flow: self.flow(row, below, right),
                strong: Some(self.strong(row)),
                text,
            });
            above = Some(row);
        }
    }

    /// Whether two rows stand as near to each other as the rows of a paragraph do.
    fn is_close(&self, above: &Row, row: &Row) -> bool {
        row.base - above.base <= GAP * self.closest * above.size.max(row.size)
    }

    fn gap(&self, above: &Row, row: &Row) -> bool {
        row.base - above.base > GAP * self.leading * above.size.max(row.size).min(1.3 * self.size)
    }

    fn strong(&self, row: &Row) -> bool {
        let count = |bold: bool| {
            let words = row.words().filter(|w| !bold || w.bold);
            words.flat_map(|w| w.text.chars()).filter(|c| c.is_alphanumeric()).count()
        };
        let (bold, all) = (count(true), count(false));
        all > 0 && (row.size >= LARGER * self.size || (!self.bold && bold * 10 >= all * 9))
    }

    fn table_row(&self, row: &TableRow) -> Option<Line> {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|rows| {
                let mut text = String::new();
                for row in rows {
                    hyphen::append(&mut text, &tidy(&row.text().replace("  ", " ")));
                }
                text
            })
            .filter(|t| !t.is_empty())
            .collect();
        let rows = || row.cells.iter().flatten();
        let place = rows().map(Row::place).reduce(around)?;
        Some(Line {
            text: cells.join(" | "),
            indent: indent(place.left - self.left, self.size),
            hint: Some(Hint::Row),
            place: Some(place),
            confidence: rows().filter_map(confidence).min(),
            flow: None,
            strong: Some(rows().all(|r| self.strong(r))),
        })
    }
}

/// For every place where regions begin, where their rows end: what 95 of 100 rows stay within.
fn rights(pages: &[Read]) -> Vec<(f32, f32)> {
    let mut groups: Vec<(f32, Vec<f32>)> = Vec::new();
    for rows in text_rows(pages) {
        let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
        let ends = rows.iter().map(Row::right);
        match groups.iter_mut().find(|(l, _)| (*l - left).abs() < 20.0) {
            Some((_, group)) => group.extend(ends),
            None => groups.push((left, ends.collect())),
        }
    }
    groups
        .into_iter()
        .filter_map(|(left, mut ends)| {
            ends.sort_unstable_by(f32::total_cmp);
            Some((left, *ends.get(ends.len() * 95 / 100)?))
        })
        .collect()
}

/// The lowest row of the page in the body's type.
fn last_body_row(page: &Read, size: f32) -> f32 {
    let rows = page.regions.iter().filter_map(|(_, r)| match r {
        Region::Text(rows) => Some(rows),
        Region::Table(_) => None,
    });
    // A page number below the notes is no body.
    let body = |r: &&Row| r.size >= SMALLER * size && r.words().map(|w| w.text.len()).sum::<usize>() > 12;
    rows.flatten().filter(body).map(|r| r.base).fold(0.0, f32::max)
}

/// The mark that a footnote begins with, as a raised figure, and its words.
fn note_mark(text: &str) -> Option<(String, &str)> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if (1..=2).contains(&digits.len()) {
        let words = text.get(digits.len()..)?;
        let begins = words.starts_with(' ')
            && words.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '«');
        return begins.then(|| marker::superscript(&digits)).flatten().map(|sign| (sign, words.trim_start()));
    }
    let sign: String = text.chars().take_while(|c| marker::is_superscript(*c)).collect();
    let words = text.get(sign.len()..)?.trim_start();
    (!sign.is_empty()).then_some((sign, words))
}

/// Whether a sentence plainly runs on from one row to the next.
fn runs_on(row: &Row, next: &Row) -> bool {
    next.words().next().is_some_and(|w| w.text.starts_with(char::is_lowercase))
        && marker::bullet(&next.text()).is_none()
        && !marker::ends_sentence(&row.text())
}

/// Whether the next word would have fitted on this row.
fn flow(row: &Row, next: Option<&Word>, right: f32) -> Flow {
    // At the foot of a page the next word is not known; an ordinary one is three sizes wide.
    let width = next.map_or(3.0 * row.size, |w| w.right - w.left);
    let needed = row.right() + 0.25 * row.size + width;
    if needed > right - 0.3 * row.size { Flow::Full } else { Flow::Short }
}

/// Points as columns of half a type size.
fn indent(points: f32, size: f32) -> usize {
    (points / (0.5 * size)).round().max(0.0) as usize
}

fn confidence(row: &Row) -> Option<u8> {
    let all: Vec<f32> = row.words().filter_map(|w| w.confidence.map(f32::from)).collect();
    (!all.is_empty()).then(|| (all.iter().sum::<f32>() / all.len() as f32).round() as u8)
}

/// A place that was measured on a page turned by quarter turns, on the page as it is seen.
fn unturned(p: Place, turn: u8, (width, height): (f32, f32)) -> Place {
    match turn {
        1 => Place { left: width - p.bottom, right: width - p.top, top: p.left, bottom: p.right },
        2 => Place {
            left: width - p.right,
            right: width - p.left,
            top: height - p.bottom,
            bottom: height - p.top,
        },
        3 => Place { left: p.top, right: p.bottom, top: height - p.right, bottom: height - p.left },
        _ => p,
    }
}
