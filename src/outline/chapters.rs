//! The chapters of a document: of all lines that begin with a number, those that count best from the
//! first chapter to the last. A number alone tells nothing; that `3.2` follows `3.1.4`, stands in the
//! table of contents and heads a stretch of text tells much.

use super::{Draft, Shape};
use crate::model::{Hint, Text};
use crate::pattern::{Pattern, marker};
use std::collections::{HashMap, HashSet};

/// What was told of the numbered lines, by index.
#[derive(Debug, Default)]
pub(super) struct Chapters {
    /// The headings of chapters.
    pub(super) headings: HashSet<usize>,
    /// The entries of a table of contents.
    pub(super) contents: HashSet<usize>,
    /// Up to here the chapters were sought: where the letter closes.
    pub(super) end: usize,
    /// The first assignment with a number of its own, where there are several: the plain numbers below
    /// it count its points.
    pub(super) coded: Option<usize>,
}

/// How many numbered lines are looked at, and how many before each.
const MOST: usize = 2_000;
const BACK: usize = 300;

/// A line that may head a chapter.
struct Line {
    index: usize,
    parts: Vec<u32>,
    own: f32,
}

/// The chapters, where the document shows that it has some: by a table of contents, by numbers of two
/// parts, or by numbered assignments whose points must not be taken for chapters.
pub(super) fn find(text: &Text, drafts: &[Draft]) -> Option<Chapters> {
    let end = drafts.iter().position(|d| super::shapes::closes(d.words(text))).unwrap_or(drafts.len());
    let numbered: Vec<(usize, Vec<u32>)> =
        drafts.iter().enumerate().take(end).filter_map(|(i, d)| Some((i, parts(d)?))).take(MOST).collect();
    let contents = contents(text, drafts, &numbered);
    let coded = first_coded(text, drafts, end);
    let listed: HashSet<(String, String)> = contents
        .iter()
        .filter_map(|i| drafts.get(*i))
        .filter_map(|d| Some((d.number.as_ref()?.digits.clone(), start_of(d.words(text)))))
        .collect();
    let dotted = numbered.iter().filter(|(i, p)| p.len() > 1 && !contents.contains(i)).count();
    if contents.len() < 3 && dotted < 2 && coded.is_none() {
        return None;
    }
    let lines: Vec<Line> = numbered
        .into_iter()
        .filter(|(i, _)| !contents.contains(i))
        .filter(|(i, _)| drafts.get(*i).is_some_and(|d| matches!(d.shape, Shape::Numbered | Shape::Heading)))
        .map(|(index, parts)| {
            let own = own(text, drafts, index, &parts, &listed, coded);
            Line { index, parts, own }
        })
        .collect();
    let mut headings = best(&lines);
    let plain = |i: &usize| lines.iter().any(|l| l.index == *i && l.parts.len() == 1);
    // The points of a first assignment are no chapters, well as they count.
    if let (Some(first), Some(coded)) = (headings.iter().min(), coded)
        && *first > coded
        && headings.iter().all(plain)
    {
        headings.clear();
    }
    if headings.len() < 3 && coded.is_none() {
        return None;
    }
    Some(Chapters { headings, contents, end, coded })
}

/// The parts of a number that may be a chapter's.
fn parts(d: &Draft) -> Option<Vec<u32>> {
    let number = d.number.as_ref().filter(|n| n.label.is_none() && !n.is_case())?;
    matches!(d.shape, Shape::Numbered | Shape::Heading | Shape::Row)
        .then(|| number.digits.split('.').map(|p| p.parse().ok()).collect::<Option<Vec<u32>>>())?
        .filter(|p| !p.is_empty() && p.len() <= 5)
}

static PAGE: Pattern = Pattern::new(r"(?:\.{3,}|…|\s\||\s\s)\s*\d{1,3}\s*$");

/// The first letters of a title.
fn start_of(words: &str) -> String {
    words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(24).collect()
}

fn same_start(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && (a.starts_with(b) || b.starts_with(a))
}

/// Numbered lines that stand among others and come again below with the same words, or that end in the
/// number of a page.
fn contents(text: &Text, drafts: &[Draft], numbered: &[(usize, Vec<u32>)]) -> HashSet<usize> {
    let mut places: HashMap<&str, Vec<(usize, String)>> = HashMap::new();
    for (i, _) in numbered {
        if let Some((d, n)) = drafts.get(*i).and_then(|d| Some((d, d.number.as_ref()?))) {
            places.entry(n.digits.as_str()).or_default().push((*i, start_of(d.words(text))));
        }
    }
    let is_numbered: HashSet<usize> = numbered.iter().map(|(i, _)| *i).collect();
    let beside = |i: usize| {
        is_numbered.contains(&(i + 1)) || i.checked_sub(1).is_some_and(|before| is_numbered.contains(&before))
    };
    numbered
        .iter()
        .map(|(i, _)| *i)
        .filter(|i| {
            let Some(d) = drafts.get(*i) else { return false };
            let words = d.words(text);
            let start = start_of(words);
            let again = d
                .number
                .as_ref()
                .and_then(|n| places.get(n.digits.as_str()))
                .is_some_and(|all| all.iter().any(|(j, other)| *j > *i + 1 && same_start(&start, other)));
            beside(*i) && (again || PAGE.is_match(words))
        })
        .collect()
}

/// Where the first of several assignments with numbers of their own stands.
fn first_coded(text: &Text, drafts: &[Draft], end: usize) -> Option<usize> {
    let mut coded = drafts
        .iter()
        .enumerate()
        .take(end)
        .filter(|(_, d)| d.number.is_none() && marker::is_numbered_oppdrag(d.words(text)));
    let first = coded.next()?.0;
    coded.next().map(|_| first)
}

static STEERS: Pattern = Pattern::new(r"(?:^|\s)(?:skal|må|bes|bør|ber|vil)\s");

/// How much a line looks like the heading of a chapter.
fn own(
    text: &Text,
    drafts: &[Draft],
    index: usize,
    parts: &[u32],
    listed: &HashSet<(String, String)>,
    coded: Option<usize>,
) -> f32 {
    let Some(d) = drafts.get(index) else { return 0.0 };
    let words = d.words(text).trim();
    let start = start_of(words);
    let digits = d.number.as_ref().map_or("", |n| n.digits.as_str());
    let in_contents = listed.iter().any(|(n, s)| n == digits && same_start(s, &start));
    let marked = matches!(d.line.hint, Some(Hint::Heading(_))) || d.line.strong == Some(true);
    let capital = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "«\"”".contains(c));
    let next = drafts.get(index + 1);
    let gap_after = next.is_none_or(|n| n.gap_before || n.certain());
    let sentence = words.ends_with(['.', ';', ':', ','])
        || (STEERS.is_match(words) && !in_contents && !marked)
        || words.chars().count() > 160;
    let near = |i: Option<usize>, by: i64| {
        let other = i.and_then(|i| drafts.get(i)).and_then(self::parts);
        other.is_some_and(|o| {
            o.len() == parts.len()
                && o.split_last()
                    .zip(parts.split_last())
                    .is_some_and(|((x, a), (y, b))| a == b && i64::from(*x) == i64::from(*y) + by)
        })
    };
    let in_list = !marked && (near(Some(index + 1), 1) || near(index.checked_sub(1), -1));
    let of_assignment = parts.len() == 1 && coded.is_some_and(|c| index > c);
    [
        (in_contents, 2.0),
        (marked, 1.5),
        (parts.len() > 1, 1.0),
        (marker::is_capitals(words), 1.0),
        (sentence, -3.0),
        (in_list, -3.0),
        (of_assignment, -3.0),
        (d.number.as_ref().is_some_and(|n| n.delimiter == Some(')')), -1.0),
    ]
    .iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, points)| *points)
    .sum::<f32>()
        + if capital { 1.0 } else { -2.0 }
        + if d.gap_before || d.line.page_top || d.certain() { 0.7 } else { -1.0 }
        + if gap_after { 0.7 } else { -0.4 }
}

/// What it tells that one number comes after another.
fn step(a: &[u32], b: &[u32]) -> f32 {
    if a == b {
        return -2.0;
    }
    if b.first() < a.first() {
        return -26.0;
    }
    if let Some((last, above)) = b.split_last() {
        // The first child.
        if above == a {
            return match last {
                1 => 2.0,
                2 => 0.5,
                _ => -6.0,
            };
        }
        // The next sibling, or that of an ancestor.
        if a.len() >= b.len() && a.get(..above.len()) == Some(above) {
            let before = a.get(above.len()).copied().unwrap_or(0);
            return match i64::from(*last) - i64::from(before) {
                1 => 2.0,
                2 => 0.5,
                _ => -6.0,
            };
        }
    }
    -6.0
}

fn start(parts: &[u32]) -> f32 {
    match parts {
        [0 | 1] => 1.0,
        [first, ..] if *first <= 3 => 0.0,
        _ => -2.0,
    }
}

/// The chain of lines that together look most like chapters that count up.
fn best(lines: &[Line]) -> HashSet<usize> {
    let mut sums: Vec<(f32, Option<usize>)> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let mut here = (start(&line.parts), None);
        for j in i.saturating_sub(BACK)..i {
            let (Some(before), Some((sum, _))) = (lines.get(j), sums.get(j)) else { continue };
            let with = sum + step(&before.parts, &line.parts);
            if with > here.0 {
                here = (with, Some(j));
            }
        }
        sums.push((here.0 + line.own, here.1));
    }
    let mut at = sums
        .iter()
        .enumerate()
        .filter(|(_, (sum, _))| *sum > 0.0)
        .max_by(|a, b| a.1.0.total_cmp(&b.1.0))
        .map(|(i, _)| i);
    let mut out = HashSet::new();
    while let Some(i) = at {
        if let Some(line) = lines.get(i) {
            out.insert(line.index);
        }
        at = sums.get(i).and_then(|(_, before)| *before);
    }
    out
}
