//! Assignments that carry numbers of their own: `TB2026-63 Samordning av kart`, `Oppdrag 3: …`.

use super::catalogue::{OPP01, OPP02, OPP07, OPP10, OPP11, OPP12, OPP13, OPP20, OPP91, OPP94, OPP96, OPP97};
use super::{Draft, field, reports, title_of_section};
use crate::outline::{Block, BlockKind};
use crate::pattern::slice;
use crate::rules::reading::Reading;
use crate::rules::{When, deadline};
use std::collections::HashMap;

/// A number that begins an assignment.
#[derive(Debug, Clone)]
struct Start {
    block: usize,
    number: String,
    /// Where in the block's words the title begins.
    at: usize,
    sort: Sort,
    /// Whether it is an item of a list.
    listed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// `Deloppdrag 1`: part of another where there is one.
    Part,
    /// `Oppdrag 3`.
    Plain,
    /// `TB2026-63`: no other number begins like this.
    Coded,
}

/// What stands between a number and its title.
const DELIMITERS: [char; 5] = [':', '.', '–', '-', '|'];

/// The number that the words begin with, where the title begins, and what sort of number it is.
fn number_of(words: &str) -> Option<(String, usize, Sort)> {
    let c = OPP02.pattern.captures(words)?;
    let (number, sort) = if let Some(coded) = c.name("value").or(c.name("v3")) {
        (coded, Sort::Coded)
    } else {
        let counted = c.name("v4");
        let part = words.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("del"));
        (c.name("v2").or(counted)?, if part { Sort::Part } else { Sort::Plain })
    };
    let whole = c.get(0)?.end();
    let mut at = whole;
    let rest = slice(words, whole..words.len());
    let delimited =
        number.as_str().ends_with(DELIMITERS) || slice(words, number.end()..whole).contains(DELIMITERS);
    // "Oppdrag 7 i brevet for 2020" speaks of one, "TB2025-22 og TB2025-23" of two.
    if !delimited && !rest.is_empty() && !rest.starts_with(|c: char| c.is_uppercase() || "«(|".contains(c)) {
        return None;
    }
    if rest.starts_with(|c: char| c.is_lowercase()) && sort == Sort::Coded && !delimited {
        return None;
    }
    let number: String = number.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    let number = number.trim_end_matches([':', '.', '–', '-']).to_owned();
    // The department responsible stands between number and title.
    if let Some(found) = OPP07.pattern.find(rest) {
        at += found.end();
    }
    Some((number, at, sort))
}

/// The number of the earlier assignment that the words begin by naming: "Oppdrag nr. 7 om kart utgår".
pub(super) fn referred(words: &str) -> Option<String> {
    let c = OPP02.pattern.captures(words)?;
    let number = c.name("value").or(c.name("v2")).or(c.name("v3")).or(c.name("v4"))?;
    Some(number.as_str().trim_end_matches(DELIMITERS).trim().to_owned())
}

/// Whether assignments carry numbers with a code, such as `TB2026-63`.
pub(super) fn coded(reading: &Reading<'_>) -> bool {
    starts(reading).iter().any(|s| s.sort == Sort::Coded)
}

fn starts(reading: &Reading<'_>) -> Vec<Start> {
    let found: Vec<Start> = reading
        .blocks()
        .iter()
        .enumerate()
        .filter(|(_, b)| b.kind != BlockKind::Note && !b.attachment)
        .filter(|(_, b)| b.number.as_ref().is_none_or(|n| n.levels() > 1 || b.kind == BlockKind::Item))
        .filter_map(|(i, b)| number_of(reading.words(b)).map(|(n, at, sort)| (i, n, at, sort)))
        .filter(|(i, ..)| !reports(reading, *i))
        .map(|(block, number, at, sort)| {
            let listed = reading.blocks().get(block).is_some_and(|b| b.kind == BlockKind::Item);
            Start { block, number, at, sort, listed }
        })
        .collect();
    // Below a number with a code, other numbers count its parts.
    let highest = found.iter().map(|s| s.sort).max();
    let found: Vec<Start> = found.into_iter().filter(|s| Some(s.sort) == highest).collect();
    // Items of a list that are numbered in another series than the assignments refer to older ones.
    let series = |s: &Start| s.number.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let own: Vec<String> = found.iter().filter(|s| !s.listed).map(series).collect();
    let refers = |s: &Start| s.listed && own.len() > 1 && !own.contains(&series(s));
    found.into_iter().filter(|s| s.sort != Sort::Coded || !refers(s)).collect()
}

/// Assignments that carry numbers, each with all that stands under it up to the next.
pub(super) fn numbered(reading: &Reading<'_>, when: &When, taken: &mut [bool]) -> Vec<Draft> {
    let starts = starts(reading);
    let first: Vec<(usize, usize)> = extents(reading, when, &starts);
    // Where a number comes again, one place is its entry in a list up front, or a reference to it; but a
    // number may be used again for another assignment.
    let mut longest: HashMap<&str, (usize, (bool, usize))> = HashMap::new();
    for (n, (start, (_, length))) in starts.iter().zip(&first).enumerate() {
        let weight = (!start.listed, *length);
        let best = longest.entry(start.number.as_str()).or_insert((n, weight));
        if weight >= best.1 {
            *best = (n, weight);
        }
    }
    let kept: Vec<Start> = starts
        .iter()
        .enumerate()
        .filter(|(n, s)| {
            let Some((best, _)) = longest.get(s.number.as_str()).filter(|(best, _)| best != n) else {
                return true;
            };
            let to = first.get(*n).map_or(0, |(to, _)| *to);
            let another = starts.get(*best).is_some_and(|b| title(reading, s) != title(reading, b));
            let words = reading.blocks().get(s.block).map_or("", |b| reading.words(b));
            !s.listed && another && (to > s.block + 1 || words.contains(". "))
        })
        .map(|(_, s)| s.clone())
        .collect();
    let ends = extents(reading, when, &kept);
    let mut drafts = Vec::new();
    for (start, (to, _)) in kept.iter().zip(ends) {
        if let Some(draft) = draft(reading, start, to) {
            taken.iter_mut().take(to).skip(start.block).for_each(|t| *t = true);
            drafts.push(draft);
        }
    }
    // The list up front, and what refers, give nothing again.
    for start in &starts {
        if let Some(t) = taken.get_mut(start.block) {
            *t = true;
        }
    }
    drafts
}

/// The first letters of an assignment's title.
fn title(reading: &Reading<'_>, start: &Start) -> String {
    const LETTERS: usize = 16;
    let words = reading.blocks().get(start.block).map_or("", |b| reading.words(b));
    let title = slice(words, start.at..words.len());
    title.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(LETTERS).collect()
}

/// For each start, the block after its last one and the length of its words.
fn extents(reading: &Reading<'_>, when: &When, starts: &[Start]) -> Vec<(usize, usize)> {
    let blocks = reading.blocks();
    starts
        .iter()
        .enumerate()
        .map(|(n, start)| {
            let limit = starts.get(n + 1).map_or(blocks.len(), |next| next.block);
            let mut to = start.block + 1;
            // After the fields that close an assignment, a heading without a number begins something else.
            let mut closed = false;
            let mut due = false;
            while let Some(block) = blocks.get(to).filter(|b| to < limit && belongs(reading, start, b)) {
                let words = reading.words(block);
                if closed
                    && block.kind == BlockKind::Heading
                    && !words.starts_with(|c: char| c.is_ascii_digit())
                {
                    break;
                }
                // Once it is told by when, a paragraph that does not take the matter up begins another.
                let new = block.kind == BlockKind::Paragraph && block.gap_before;
                if due && new && start.sort != Sort::Coded && !OPP96.matches(words) && !field(words) {
                    break;
                }
                let dated = |r: &str| deadline::deadlines(r, when).main.is_some_and(|d| d.to.is_some());
                due = due || (start.sort != Sort::Coded && dated(words));
                closed |= OPP97.matches(words);
                to += 1;
            }
            // What stood between two assignments by chance, such as an address, belongs to neither.
            while to > start.block + 1
                && blocks
                    .get(to - 1)
                    .is_some_and(|b| super::listed::is_letterhead(reading, b) || is_rule(reading, b))
            {
                to -= 1;
            }
            let words: usize = blocks.get(start.block..to).unwrap_or(&[]).iter().map(|b| b.range.len()).sum();
            (to, words)
        })
        .collect()
}

/// A row of nothing but strokes, which some converters leave.
fn is_rule(reading: &Reading<'_>, block: &Block) -> bool {
    !reading.words(block).contains(char::is_alphanumeric)
}

/// Whether a block belongs to the assignment that `start` begins.
fn belongs(reading: &Reading<'_>, start: &Start, block: &Block) -> bool {
    let blocks = reading.blocks();
    let words = reading.words(block);
    if block.attachment || block.kind == BlockKind::Note {
        return false;
    }
    if start.listed && start.sort == Sort::Coded {
        // An entry of a list goes on in what is below it.
        return match block.kind {
            BlockKind::Item => block.level > 0,
            BlockKind::Paragraph => !block.gap_before || block.range.len() > 60,
            _ => false,
        };
    }
    match (block.kind, start.sort) {
        (BlockKind::Heading, Sort::Coded) => {
            block.number.as_ref().is_none_or(|n| n.levels() == 1 && n.delimiter == Some(')')) && !ends(words)
        }
        (BlockKind::Label, _) => !OPP91.matches(words) && !OPP01.matches(words) && !ends(words),
        (BlockKind::Heading | BlockKind::Row, Sort::Plain | Sort::Part) => false,
        (BlockKind::Paragraph, Sort::Plain | Sort::Part) => {
            // What turns to something else than the assignment, in a paragraph of its own.
            let first = blocks.get(start.block).map_or(0, |b| b.range.end);
            let standing = block.line_start > first + 60 && super::evidence::is_standing(words);
            !announces(words) && !standing
        }
        _ => true,
    }
}

fn announces(words: &str) -> bool {
    OPP10.matches(words) && words.chars().count() < 400
}

/// Whether a heading or label ends the assignments with codes.
fn ends(words: &str) -> bool {
    OPP94.matches(words) || OPP01.matches(words) || (OPP11.matches(words) && words.chars().count() < 90)
}

/// The section of an assignment: that which its own heading numbers, where it has one.
pub(super) fn own_section(reading: &Reading<'_>, index: usize) -> Option<String> {
    let block = reading.blocks().get(index).filter(|b| b.kind == BlockKind::Heading && !b.inner);
    block.and_then(|b| b.number.as_ref()).map(|n| n.digits.clone()).or_else(|| reading.section(index))
}

fn draft(reading: &Reading<'_>, start: &Start, to: usize) -> Option<Draft> {
    let blocks = reading.blocks();
    let block = blocks.get(start.block)?;
    let words = reading.words(block);
    // The title may run on into sentences on the number's own line.
    let title = slice(words, start.at..words.len()).trim();
    let body = to > start.block + 1
        || title.contains(". ")
        || OPP13.matches(title)
        || OPP20.matches(title)
        || OPP12.matches(title);
    // "Oppdrag 3" alone on a line, and nothing under it.
    if title.is_empty() && to <= start.block + 1 {
        return None;
    }
    if !body && start.sort != Sort::Coded {
        return None;
    }
    let from = if title.is_empty() {
        let below = blocks.get(start.block + 1)?;
        let words = reading.words(below);
        below.range.start + OPP07.pattern.find(words).map_or(0, |m| m.end())
    } else {
        let lead = slice(words, start.at..words.len());
        block.range.start + start.at + (lead.len() - lead.trim_start().len())
    };
    let end = blocks.get(to - 1).map_or(block.range.end, |b| b.range.end);
    let presented = reading.outline.ancestors(start.block).find_map(|i| blocks.get(i)).is_some_and(|b| {
        let words = reading.words(b).to_lowercase();
        OPP11.matches(&words) && !words.contains("nye")
    });
    Some(Draft {
        rule: &OPP02,
        number: Some(start.number.clone()),
        section: own_section(reading, start.block),
        section_title: title_of_section(reading, start.block),
        range: from..end.max(from),
        clarifies: presented,
        due: None,
        responsible: None,
    })
}
