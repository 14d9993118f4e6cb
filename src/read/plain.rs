//! Plain text, also text that was taken out of a PDF by another program.
//!
//! Such text has habits of its own, all seen: an empty line after every line; form feeds, or a
//! form feed that became one space at the beginning of a line; bullets whose mark was lost, so
//! that only the one space is left.

use super::decode::decode;
use super::gaps::{self, Printed};
use super::tidy::tidy;
use crate::model::{Hint, Line, Page, Pages};
use crate::pattern::marker;

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    Ok(Pages { pages: pages(&decode(bytes)?), media_type: "text/plain".into(), warnings: Vec::new() })
}

/// A page whose text another program took out.
pub(super) fn page(text: &str) -> Page {
    let lines = pages(&text.replace('\u{c}', "\n")).into_iter().flat_map(|p| p.lines).collect();
    Page { lines, ..Page::default() }
}

/// A line with the white space it began with.
struct Raw {
    lead: usize,
    text: String,
    new_page: bool,
    lost_mark: bool,
    /// Whether it is the row of a table, put together of several lines.
    row: bool,
}

/// The pages of a text that is decoded already.
pub(super) fn pages(text: &str) -> Vec<Page> {
    let mut lines = split(text);
    drop_double_spacing(&mut lines);
    let margin = margin(&lines);
    if margin == 0 {
        read_lone_spaces(&mut lines);
    }
    let mut pages = vec![Page::default()];
    for raw in lines {
        let started = pages.last().is_some_and(|p| p.lines.iter().any(|l| !l.text.is_empty()));
        if raw.new_page && started {
            pages.push(Page::default());
        }
        if let Some(page) = pages.last_mut() {
            page.lines.push(Line {
                indent: raw.lead.saturating_sub(margin),
                hint: if raw.row { Some(Hint::Row) } else { raw.lost_mark.then_some(Hint::LostMark) },
                text: raw.text,
                ..Line::default()
            });
        }
    }
    pages
}

fn split(text: &str) -> Vec<Raw> {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let printed: Vec<Printed<'_>> = unified
        .split('\n')
        .flat_map(|line| line.split('\u{c}').enumerate())
        .map(|(i, text)| Printed { text, new_page: i > 0 })
        .collect();
    let mut tables = gaps::tables(&printed).into_iter().peekable();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = printed.get(at) {
        if let Some(table) = tables.next_if(|t| t.from == at) {
            at = table.to.max(at + 1);
            out.extend(table.rows.iter().map(|row| Raw { text: tidy(row), row: true, ..Raw::plain(line) }));
            continue;
        }
        out.push(Raw::plain(line));
        at += 1;
    }
    out
}

impl Raw {
    fn plain(line: &Printed<'_>) -> Self {
        let white = line.text.chars().take_while(|c| c.is_whitespace());
        let lead = white.map(|c| if c == '\t' { 4 } else { 1 }).sum();
        Self { lead, text: tidy(line.text), new_page: line.new_page, lost_mark: false, row: false }
    }
}

/// Where most lines are followed by an empty one, and sentences run on over those, the empty
/// lines are no gaps.
fn drop_double_spacing(lines: &mut Vec<Raw>) {
    let empty = |l: &Raw| l.text.is_empty() && l.lead == 0 && !l.new_page;
    let (mut full, mut spaced, mut runs_on) = (0, 0, 0);
    for window in lines.windows(3) {
        let [a, b, c] = window else { continue };
        if empty(a) {
            continue;
        }
        full += 1;
        spaced += usize::from(empty(b));
        let open = !a.text.is_empty() && !marker::ends_sentence(&a.text);
        runs_on += usize::from(empty(b) && open && c.text.starts_with(char::is_lowercase));
    }
    if full < 8 || spaced * 100 < full * 75 || runs_on * 100 < full * 10 {
        return;
    }
    let mut after_line = false;
    lines.retain(|l| {
        let drop = after_line && empty(l);
        after_line = !empty(l);
        !drop
    });
}

/// The white space that almost every line begins with.
fn margin(lines: &[Raw]) -> usize {
    let mut leads: Vec<usize> = lines.iter().filter(|l| !l.text.is_empty()).map(|l| l.lead).collect();
    leads.sort_unstable();
    leads.get(leads.len() / 10).copied().unwrap_or(0)
}

/// Two candidates nearer to each other than this many lines are bullets, not pages.
const PAGE_AT_LEAST: usize = 14;

/// A line that begins with one space, in a document whose lines begin with none, is the top of a
/// page (its form feed became the space) or a bullet whose mark was lost.
fn read_lone_spaces(lines: &mut [Raw]) {
    let mut candidates: Vec<usize> = Vec::new();
    let mut deeper = 0;
    let mut at = 0; // counts lines that hold text
    let mut places = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        at += 1;
        if line.lead == 1 {
            candidates.push(i);
            places.push(at);
        } else if line.lead > 1 {
            deeper += 1;
        }
    }
    // A document that is indented in other ways too says nothing with one space.
    if candidates.is_empty() || deeper > candidates.len() * 2 + 4 {
        return;
    }
    for (n, &i) in candidates.iter().enumerate() {
        let near = |other: Option<&usize>| {
            other.zip(places.get(n)).is_some_and(|(a, b)| a.abs_diff(*b) < PAGE_AT_LEAST)
        };
        let crowded = near(n.checked_sub(1).and_then(|p| places.get(p))) || near(places.get(n + 1));
        let Some(line) = lines.get_mut(i) else { continue };
        let has_mark = marker::bullet(&line.text).is_some();
        let continues = line.text.starts_with(char::is_lowercase);
        // A line that goes on with a sentence, or has its mark, or stands alone is a page.
        if continues || has_mark || !crowded {
            line.new_page = true;
        } else {
            line.lost_mark = true;
        }
    }
}
