//! Page numbers, running headers and footers, and table headers repeated on a new page.

use super::Sheet;
use crate::model::{self, Line, Origin, Pages};
use crate::pattern::{Pattern, marker};
use std::collections::{HashMap, HashSet};

static PAGE_NUMBER: Pattern =
    Pattern::new(r"^(?:(?i:side|page)\s*:?\s*|[-–]\s)(\d{1,3})(?:\s*(?:av|/|of)\s*\d{1,3})?(?:\.?|\s[-–])$");
static BARE_NUMBER: Pattern = Pattern::new(r"^[-–]?\s*(\d{1,3})(?:\s*(?:av|/)\s*\d{1,3})?\s*[-–]?$");
static TABLE_HEADER: Pattern =
    Pattern::new(r"(?i)\b(?:kap|kapitler|post|poster|beløp|tildeling|kroner|betegnelse)\b");

/// How many lines from the top or the foot of a page furniture may stand.
const ZONE: usize = 3;

/// The pages without their furniture, numbered as they print it, and the lines of the address blocks.
pub(super) fn strip(pages: &Pages) -> (Vec<Sheet>, Vec<String>) {
    let mut sheets = Vec::new();
    for (at, page) in (1..).zip(&pages.pages) {
        let from = sheets.len();
        split_at_numbers(&page.lines, &mut sheets);
        for draft in sheets.iter_mut().skip(from) {
            (draft.page, draft.size, draft.origin) = (at, page.size, page.origin);
        }
    }
    bare_numbers(&mut sheets);
    let numbers = numbers(&sheets);
    let mut sheets: Vec<Sheet> =
        sheets.into_iter().zip(numbers).map(|(draft, number)| draft.numbered(number)).collect();
    let addresses = address_blocks(&mut sheets);
    repeated_title(&mut sheets);
    running_lines(&mut sheets);
    repeated_table_headers(&mut sheets);
    (sheets, addresses)
}

#[derive(Default)]
struct Draft {
    printed: Option<u32>,
    lines: Vec<Line>,
    page: u32,
    size: Option<(f32, f32)>,
    origin: Origin,
}

impl Draft {
    fn numbered(self, number: u32) -> Sheet {
        let Self { lines, page, size, origin, .. } = self;
        Sheet { like: model::Sheet { number, page, size, origin }, lines }
    }
}

fn has_text(lines: &[Line]) -> bool {
    lines.iter().any(|l| !l.text.is_empty())
}

/// `Side 3` on a line of its own ends or begins a page, also where no page break is left.
fn split_at_numbers(lines: &[Line], out: &mut Vec<Draft>) {
    let mut draft = Draft::default();
    let total = lines.iter().filter(|l| !l.text.is_empty()).count();
    let mut seen = 0;
    for line in lines {
        let number = PAGE_NUMBER.captures(&line.text).and_then(|c| c.get(1)?.as_str().parse::<u32>().ok());
        let Some(number) = number else {
            seen += usize::from(!line.text.is_empty());
            draft.lines.push(line.clone());
            continue;
        };
        // Page 1 is numbered at its foot or not at all; a number near the foot of the page is
        // a footer too. Elsewhere it heads the page that follows.
        let footer = has_text(&draft.lines) && (number == 1 || total - seen <= 1) && draft.printed.is_none();
        if footer {
            draft.printed = Some(number);
            out.push(std::mem::take(&mut draft));
        } else if has_text(&draft.lines) {
            out.push(std::mem::take(&mut draft));
            draft.printed = Some(number);
        } else {
            draft.printed = Some(number);
        }
    }
    if has_text(&draft.lines) || out.is_empty() {
        out.push(draft);
    }
}

/// A number alone in the first or last line of a page, where it counts pages up.
fn bare_numbers(sheets: &mut [Draft]) {
    if sheets.len() < 2 {
        return;
    }
    let found: Vec<Option<(usize, u32)>> = sheets.iter().map(|s| bare_number(&s.lines)).collect();
    // How far the printed number is ahead of the page's place; the same on every numbered page.
    let ahead = |i: usize, number: u32| u32::try_from(i).ok().and_then(|i| (number + 1).checked_sub(i));
    let counts_up = |i: usize, number: u32| {
        found
            .iter()
            .enumerate()
            .any(|(j, f)| j != i && f.is_some_and(|(_, m)| ahead(j, m) == ahead(i, number)))
    };
    for (i, sheet) in sheets.iter_mut().enumerate() {
        if let Some(Some((at, number))) = found.get(i).copied()
            && counts_up(i, number)
        {
            sheet.lines.remove(at);
            sheet.printed = sheet.printed.or(Some(number));
        }
    }
}

fn bare_number(lines: &[Line]) -> Option<(usize, u32)> {
    let mut full = lines.iter().enumerate().filter(|(_, l)| !l.text.is_empty());
    let (first, last) = (full.next()?, full.next_back()?);
    [last, first].into_iter().find_map(|(i, l)| {
        let n = BARE_NUMBER.captures(&l.text)?.get(1)?.as_str().parse().ok()?;
        Some((i, n))
    })
}

/// The number of every page: as printed, or counted from the nearest that prints one.
fn numbers(sheets: &[Draft]) -> Vec<u32> {
    let first = sheets.iter().enumerate().find_map(|(i, s)| Some((i as u32, s.printed?)));
    let mut next = first.map_or(1, |(i, n)| n.saturating_sub(i)).max(1);
    sheets
        .iter()
        .map(|s| {
            let here = s.printed.filter(|p| *p >= next).unwrap_or(next);
            next = here + 1;
            here
        })
        .collect()
}

fn shape(line: &str) -> String {
    line.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Indices of the text lines in a page's head and foot.
fn zones(lines: &[Line]) -> Vec<usize> {
    let full: Vec<usize> =
        lines.iter().enumerate().filter(|(_, l)| !l.text.is_empty()).map(|(i, _)| i).collect();
    let head = full.iter().take(ZONE);
    let foot = full.iter().rev().take(ZONE);
    let mut zone: Vec<usize> = head.chain(foot).copied().collect();
    zone.sort_unstable();
    zone.dedup();
    zone
}

/// Whether a line can be a running header or footer: short, and nothing that documents are made of.
/// "Sak 01/16", "Sak 02/16" look alike but for their digits, and are no furniture.
fn may_run(line: &Line) -> bool {
    let text = line.text.as_str();
    line.hint.is_none()
        && text.chars().count() <= 120
        && marker::number(text).is_none()
        && marker::bullet(text).is_none()
        && marker::inline_label(text).is_none()
        && !marker::is_label(text)
        && !marker::is_field(text)
        && !marker::is_budget_row(text)
        && !(marker::ends_sentence(text) && marker::has_finite_verb(text))
}

/// Lines that stand at the head or foot of at least three pages and of half of them. The first
/// stays: it may be the only place where the document names itself.
fn running_lines(sheets: &mut [Sheet]) {
    let mut pages_with: HashMap<String, usize> = HashMap::new();
    for sheet in sheets.iter() {
        let here: HashSet<String> = zones(&sheet.lines)
            .into_iter()
            .filter_map(|i| sheet.lines.get(i))
            .filter(|l| may_run(l))
            .map(|l| shape(&l.text))
            .collect();
        for line in here {
            *pages_with.entry(line).or_default() += 1;
        }
    }
    let least = (sheets.len() / 2).max(3);
    let mut kept: HashSet<String> = HashSet::new();
    for sheet in sheets.iter_mut() {
        let zone = zones(&sheet.lines);
        let mut i = 0;
        sheet.lines.retain(|line| {
            let at = i;
            i += 1;
            if line.text.is_empty() || !zone.contains(&at) || !may_run(line) {
                return true;
            }
            let shape = shape(&line.text);
            pages_with.get(&shape).is_none_or(|n| *n < least) || kept.insert(shape)
        });
    }
}

static ADDRESSES: Pattern =
    Pattern::new(r"^(?i:postadresse|kontoradresse)\b.*\b(?i:kontoradresse|besøksadresse|besøk|telefon)");

/// The block of addresses at the foot of a letter's first page, which lands in the middle of the
/// text: from its line of column names to the next gap. Its lines say who sends the letter.
fn address_blocks(sheets: &mut [Sheet]) -> Vec<String> {
    const LINES: usize = 6;
    let mut out = Vec::new();
    for sheet in sheets {
        while let Some(from) = sheet.lines.iter().position(|l| ADDRESSES.is_match(&l.text)) {
            let below = sheet.lines.iter().skip(from).take(LINES);
            let length = below.take_while(|l| !l.text.is_empty()).count().max(1);
            out.extend(sheet.lines.drain(from..from + length).map(|l| l.text));
        }
    }
    out
}

/// A line of the first page's head that stands again, letter for letter, at the head of another. A
/// title is larger there, and may have been broken into several lines.
fn repeated_title(sheets: &mut [Sheet]) {
    const LEAST: usize = 20;
    const BROKEN: usize = 3;
    let Some((first, rest)) = sheets.split_first_mut() else { return };
    let lines: Vec<&str> = first.lines.iter().map(|l| l.text.as_str()).collect();
    let full = lines.iter().enumerate().filter(|(_, l)| !l.is_empty());
    let singles = full.clone().filter(|(_, l)| l.chars().count() >= LEAST).take(ZONE * 2);
    let mut head: HashSet<String> = singles.map(|(_, l)| (*l).to_owned()).collect();
    for (at, _) in full.take(ZONE * 4) {
        for length in 2..=BROKEN {
            let broken = lines.get(at..at + length).filter(|part| part.iter().all(|l| !l.is_empty()));
            head.extend(broken.map(|part| part.join(" ")).filter(|l| l.chars().count() >= LEAST));
        }
    }
    for sheet in rest {
        let top = sheet.lines.iter().position(|l| !l.text.is_empty());
        if let Some(top) = top.filter(|i| sheet.lines.get(*i).is_some_and(|l| head.contains(&l.text))) {
            sheet.lines.remove(top);
        }
    }
}

/// A table that goes on over a page prints its header again.
fn repeated_table_headers(sheets: &mut [Sheet]) {
    let mut seen: HashSet<String> = HashSet::new();
    for sheet in sheets.iter_mut() {
        let full = sheet.lines.iter().enumerate().filter(|(_, l)| !l.text.is_empty());
        let head: Vec<usize> = full.map(|(i, _)| i).take(2 * ZONE).collect();
        let (mut i, mut in_header) = (0, true);
        sheet.lines.retain(|line| {
            let at = i;
            i += 1;
            if line.text.is_empty() {
                return true;
            }
            let repeats = in_header
                && head.contains(&at)
                && seen.contains(&line.text)
                && TABLE_HEADER.is_match(&line.text)
                && !line.text.ends_with('.');
            in_header &= repeats;
            !repeats
        });
        seen.extend(sheet.lines.iter().map(|l| l.text.clone()));
    }
}
