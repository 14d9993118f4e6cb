//! Assignments (*oppdrag*) in letters.
//!
//! Two shapes: a list under the label `Oppdrag:`, of which every top-level item is one; and
//! assignments that carry a number of their own. Prose that asks for something is none, unless
//! it says in so many words that it gives an *oppdrag*.

mod catalogue;
mod facts;

pub(super) use catalogue::RULES;

use super::ids::Ids;
use super::indicators::section;
use super::reading::Reading;
use super::{Rule, When, dates, deadline, sentences};
use crate::model::{Oppdrag, Status};
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, slice};
use catalogue::{
    OPP01, OPP02, OPP03, OPP04, OPP05, OPP06, OPP10, OPP11, OPP12, OPP13, OPP20, OPP80, OPP81, OPP90, OPP91,
    OPP92, OPP93,
};
use facts::{addressees, status};
use std::ops::Range;

/// An assignment as blocks, before its facts are read.
struct Draft {
    rule: &'static Rule,
    number: Option<String>,
    section: Option<String>,
    section_title: Option<String>,
    range: Range<usize>,
    /// Whether anything but the number and the title stands there.
    body: bool,
}

/// The assignments in order. `recipient` is the agency that the letter is to.
pub(super) fn oppdrag(
    reading: &Reading<'_>,
    ids: &Ids,
    when: &When,
    recipient: Option<&str>,
) -> Vec<Oppdrag> {
    let mut taken = vec![false; reading.blocks().len()];
    let mut drafts = numbered(reading, &mut taken);
    drafts.extend(titled(reading, &mut taken));
    drafts.extend(listed(reading, &mut taken));
    drafts.extend(in_tables(reading, &mut taken));
    drafts.extend(spoken(reading, &mut taken));
    drafts.sort_by_key(|d| d.range.start);
    drafts.into_iter().map(|d| finish(reading, ids, when, recipient, d)).collect()
}

fn number_of(words: &str) -> Option<(String, usize)> {
    let c = OPP02.pattern.captures(words)?;
    let number = c.name("value").or(c.name("v2")).or(c.name("v3"))?;
    let number = number.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    Some((number, c.get(0)?.end()))
}

/// Assignments that carry numbers. A number without text that comes again with text is the
/// list of contents.
fn numbered(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let starts: Vec<(usize, String, usize)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| !matches!(b.kind, BlockKind::Note | BlockKind::Row) && b.number.is_none())
        .filter(|(i, _)| !reports(reading, *i))
        .filter_map(|(i, b)| number_of(reading.words(b)).map(|(n, at)| (i, n, at)))
        .collect();
    let mut drafts = Vec::new();
    for (n, (index, number, at)) in starts.iter().enumerate() {
        let Some(block) = blocks.get(*index) else { continue };
        let limit = starts.get(n + 1).map_or(blocks.len(), |(next, ..)| *next);
        let mut to = index + 1;
        while to < limit && blocks.get(to).is_some_and(|b| belongs_to_number(reading, b)) {
            to += 1;
        }
        let words = reading.words(block);
        // The title may run on into sentences on the number's own line.
        let title = slice(words, *at..words.len());
        let body = to > index + 1
            || title.contains(". ")
            || OPP13.matches(title)
            || OPP20.matches(title)
            || OPP12.matches(title);
        let start = if title.is_empty() {
            blocks.get(index + 1).filter(|_| to > index + 1).map_or(block.range.start, |b| b.range.start)
        } else {
            block.range.start + at
        };
        let end = blocks.get(to - 1).map_or(block.range.end, |b| b.range.end);
        taken.iter_mut().take(to).skip(*index).for_each(|t| *t = true);
        drafts.push(Draft {
            rule: &OPP02,
            number: Some(number.clone()),
            section: reading.section(*index),
            section_title: title_of_section(reading, *index),
            range: start..end.max(start),
            body,
        });
    }
    let repeats =
        |d: &Draft| drafts.iter().any(|other| other.number == d.number && other.range.start > d.range.start);
    // A list of contents: its run of numbers comes again below.
    let contents: Vec<bool> = drafts
        .iter()
        .map(|d| repeats(d) && (!d.body || OPP13.matches(reading.text.get(d.range.clone()))))
        .collect();
    drafts.into_iter().zip(contents).filter(|(_, contents)| !contents).map(|(d, _)| d).collect()
}

fn belongs_to_number(reading: &Reading<'_>, block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph | BlockKind::Item => !block.attachment,
        BlockKind::Label => !OPP91.matches(reading.words(block)) && !OPP01.matches(reading.words(block)),
        BlockKind::Heading | BlockKind::Row | BlockKind::Note => false,
    }
}

/// Whether a block stands in a chapter about reporting.
fn reports(reading: &Reading<'_>, index: usize) -> bool {
    headed(reading, index, &OPP90)
}

/// Whether a block stands under a heading that a rule finds, and that says nothing of assignments.
fn headed(reading: &Reading<'_>, index: usize, rule: &Rule) -> bool {
    std::iter::once(index)
        .chain(reading.outline.ancestors(index))
        .filter_map(|i| reading.blocks().get(i))
        .any(|b| {
            let words = reading.words(b);
            b.kind == BlockKind::Heading
                && rule.matches(words)
                && !OPP01.matches(words)
                && !words.to_lowercase().contains("oppdrag")
        })
}

/// Lists under the label `Oppdrag:`.
fn listed(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, label) in blocks.iter().enumerate() {
        let words = reading.words(label);
        let is_label = match label.kind {
            BlockKind::Label => OPP01.matches(words),
            BlockKind::Heading => OPP01.matches(words) || words.to_lowercase().contains("oppdrag"),
            _ => false,
        };
        let elsewhere = match label.kind {
            BlockKind::Label => headed(reading, index, &OPP93),
            _ => reports(reading, index),
        };
        if !is_label || taken.get(index).copied().unwrap_or(true) || elsewhere {
            continue;
        }
        let end = (index + 1..blocks.len()).find(|i| ends_list(reading, *i, taken)).unwrap_or(blocks.len());
        let mut from = index + 1;
        // A line of introduction leads on to the list.
        if blocks.get(from).is_some_and(|b| b.kind == BlockKind::Paragraph && reading.words(b).ends_with(':'))
        {
            from += 1;
        }
        let lists = blocks.get(from).is_some_and(|b| b.kind == BlockKind::Item) && from < end;
        let found = if lists {
            items(reading, from, end)
        } else if label.kind == BlockKind::Label {
            paragraphs(reading, index + 1, end)
        } else {
            continue;
        };
        for covered in found {
            let Some((first, last)) = blocks.get(covered.start).zip(blocks.get(covered.end - 1)) else {
                continue;
            };
            taken.iter_mut().take(covered.end).skip(covered.start).for_each(|t| *t = true);
            out.push(Draft {
                rule: &OPP01,
                number: first.number.as_ref().map(|n| n.digits.clone()),
                section: section(reading, index),
                section_title: title_of_section(reading, index),
                range: first.range.start..last.range.start + own_words(reading.words(last)),
                body: true,
            });
        }
    }
    out
}

/// How much of the last block's words is about this assignment alone: a closing sentence about
/// several of them was joined to it where the line above was full.
fn own_words(words: &str) -> usize {
    let sentences = sentences::sentences(words);
    let about_several = sentences.last().filter(|s| s.start > 0 && OPP80.matches(slice(words, (*s).clone())));
    about_several.map_or(words.len(), |s| slice(words, 0..s.start).trim_end().len())
}

fn ends_list(reading: &Reading<'_>, index: usize, taken: &[bool]) -> bool {
    let Some(block) = reading.blocks().get(index) else { return true };
    match block.kind {
        BlockKind::Heading | BlockKind::Note => true,
        // A field of the letterhead is no end; any other label is.
        BlockKind::Label => !OPP81.matches(reading.words(block)) && !field(reading.words(block)),
        _ => taken.get(index).copied().unwrap_or(true),
    }
}

/// A field of an assignment: `Frist:`, `Ansvarlig avdeling i …:`.
fn field(words: &str) -> bool {
    static FIELD: Pattern =
        Pattern::new(r"(?i)^(?:frist|tidsfrist|ansvarlig|ansvarleg|kontaktperson|rapportering på oppdraget)");
    FIELD.is_match(words)
}

/// The top-level items of a list, each with what continues it.
fn items(reading: &Reading<'_>, from: usize, end: usize) -> Vec<Range<usize>> {
    let blocks = reading.blocks();
    let mut out: Vec<Range<usize>> = Vec::new();
    // Whether the open item ended in a colon, so that items with its own mark are below it.
    let mut leads = false;
    let mut closed = false;
    let top = |i: &usize| blocks.get(*i).is_some_and(|b| b.kind == BlockKind::Item && b.level == 0);
    let last_item = (from..end).rev().find(top);
    for index in from..end {
        let Some(block) = blocks.get(index) else { break };
        let words = reading.words(block);
        match block.kind {
            BlockKind::Item if block.level == 0 && !(leads && below(words)) => {
                leads = words.trim_end().ends_with(':');
                closed = false;
                out.push(index..index + 1);
            }
            BlockKind::Item | BlockKind::Label => {
                // What it led to has come; the next item with its own mark stands beside it again.
                leads &= block.level == 0 && !field(words);
                if let Some(open) = out.last_mut().filter(|_| !closed) {
                    open.end = index + 1;
                }
            }
            BlockKind::Paragraph if is_letterhead(reading, block) => closed = true,
            BlockKind::Paragraph => {
                leads = false;
                if OPP80.matches(words) {
                    closed = true;
                } else if block.gap_before
                    && last_item.is_none_or(|last| last < index)
                    && !field(words)
                    && block_indent(reading, block) == 0
                {
                    break;
                } else if let Some(open) = out.last_mut().filter(|_| !closed) {
                    open.end = index + 1;
                }
            }
            _ => break,
        }
    }
    out
}

/// An item that only names something: below the item that ended in a colon. What gives, takes back
/// or announces an assignment is one itself.
fn below(words: &str) -> bool {
    let tells = [&OPP04, &OPP10, &OPP11, &OPP12, &OPP20].into_iter().any(|rule| rule.matches(words));
    words.chars().count() <= 140 && !tells
}

fn is_letterhead(reading: &Reading<'_>, block: &Block) -> bool {
    let words = reading.words(block);
    if words.chars().count() > 90 || words.ends_with('.') {
        return false;
    }
    let named: usize = reading.mentions_in(block.range.clone()).map(|m| m.range.len()).sum();
    OPP81.matches(words)
        || named + 4 >= words.len()
        || dates::first(words).is_some_and(|(r, _)| r.len() + 24 >= words.len() && !field(words))
}

fn block_indent(reading: &Reading<'_>, block: &Block) -> usize {
    let lines = reading.text.lines();
    let at = lines.partition_point(|l| l.range.start < block.line_start);
    lines.get(at).map_or(0, |l| l.indent)
}

/// Paragraphs under a label without a list: each that asks for something is an assignment.
fn paragraphs(reading: &Reading<'_>, from: usize, end: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for index in from..end {
        let Some(block) = reading.blocks().get(index) else { break };
        let words = reading.words(block);
        let asks = block.kind == BlockKind::Paragraph && OPP20.matches(words) && block.gap_before;
        if OPP80.matches(words) || is_letterhead(reading, block) {
            continue;
        }
        if asks || (out.is_empty() && OPP20.matches(words)) {
            out.push(index..index + 1);
        } else if let Some(open) = out
            .last_mut()
            .filter(|o| o.end == index && matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
        {
            open.end = index + 1;
        }
    }
    out
}

/// Tables with a column of assignments: a row is one, from that column on.
fn in_tables(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    // The columns of the assignments and of their numbers, while inside such a table.
    let mut columns: Option<(usize, Option<usize>)> = None;
    for (index, block) in reading.blocks().iter().enumerate() {
        if block.kind != BlockKind::Row {
            columns = None;
            continue;
        }
        let words = reading.words(block);
        let Some((column, number)) = columns else {
            let header: Vec<&str> = words.split('|').map(str::trim).collect();
            let column = header.iter().position(|cell| OPP01.matches(cell));
            if let Some(column) = column.filter(|_| header.len() > 1 && !reports(reading, index)) {
                columns = Some((column, header.iter().position(|cell| OPP06.matches(cell))));
            }
            continue;
        };
        let start = words.match_indices('|').nth(column.wrapping_sub(1)).map_or(0, |(i, _)| i + 1);
        let lead = slice(words, start..words.len());
        let start = block.range.start + words.len() - lead.trim_start().len();
        let number = number.and_then(|n| words.split('|').nth(n)).map(|n| n.trim().to_owned());
        if let Some(t) = taken.get_mut(index) {
            *t = true;
        }
        out.push(Draft {
            rule: &OPP06,
            number: number.filter(|n| !n.is_empty()),
            section: reading.section(index),
            section_title: title_of_section(reading, index),
            range: start..block.range.end,
            body: true,
        });
    }
    out
}

/// Headings that title one assignment: by their words, or because they stand under a heading
/// that says `Oppdrag` and nothing else.
fn titled(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let free =
            !taken.get(index).copied().unwrap_or(true) && !taken.get(index + 1).copied().unwrap_or(true);
        if block.kind != BlockKind::Heading || !free || reports(reading, index) {
            continue;
        }
        let words = reading.words(block);
        // A plain number counts the assignments; a dotted one is that of a section.
        let plain = block.number.as_ref().filter(|n| n.levels() == 1);
        let (rule, start) = if OPP03.matches(words) {
            (&OPP03, block.range.start)
        } else if under_oppdrag(reading, index)
            && !OPP92.matches(words)
            && (plain.is_some() || has_deadline_line(reading, index))
        {
            (&OPP05, block.range.start)
        } else {
            continue;
        };
        let ends = |b: &Block| match b.kind {
            BlockKind::Paragraph | BlockKind::Item => b.attachment,
            BlockKind::Label => !field(reading.words(b)),
            _ => true,
        };
        let to = (index + 1..blocks.len())
            .find(|i| blocks.get(*i).is_none_or(ends) || taken.get(*i).copied().unwrap_or(true))
            .unwrap_or(blocks.len());
        let Some(last) = blocks.get(to - 1) else { continue };
        let range = start..last.range.end;
        if to <= index + 1 || !OPP20.matches(reading.text.get(range.clone())) {
            continue;
        }
        let plain = plain.filter(|_| rule.code == OPP05.code);
        taken.iter_mut().take(to).skip(index).for_each(|t| *t = true);
        out.push(Draft {
            rule,
            number: plain.map(|n| n.digits.clone()),
            section: if plain.is_some() { reading.section(index) } else { section(reading, index) },
            section_title: Some(words.to_owned()),
            range,
            body: true,
        });
    }
    out
}

/// Whether a line with a deadline stands under a heading, before the next one.
fn has_deadline_line(reading: &Reading<'_>, heading: usize) -> bool {
    let under = reading.blocks().iter().skip(heading + 1);
    under.take_while(|b| b.kind != BlockKind::Heading).any(|b| field(reading.words(b)))
}

/// Whether a heading stands right under one that says `Oppdrag`.
fn under_oppdrag(reading: &Reading<'_>, index: usize) -> bool {
    let above = reading.outline.heading_of(index).and_then(|i| reading.blocks().get(i));
    above.is_some_and(|b| OPP01.matches(reading.words(b)))
}

/// Paragraphs that give an assignment in so many words.
fn spoken(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    for (index, block) in reading.blocks().iter().enumerate() {
        let free = !taken.get(index).copied().unwrap_or(true) && !block.attachment;
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        if free && prose && OPP04.matches(reading.words(block)) && !reports(reading, index) {
            if let Some(t) = taken.get_mut(index) {
                *t = true;
            }
            out.push(Draft {
                rule: &OPP04,
                number: None,
                section: reading.section(index),
                section_title: title_of_section(reading, index),
                range: block.range.clone(),
                body: true,
            });
        }
    }
    out
}

fn title_of_section(reading: &Reading<'_>, index: usize) -> Option<String> {
    let own = reading.blocks().get(index).filter(|b| b.kind == BlockKind::Heading && b.number.is_some());
    let above = || reading.outline.section_of(index).and_then(|i| reading.blocks().get(i));
    own.or_else(above).map(|b| reading.words(b).to_owned())
}

fn finish(reading: &Reading<'_>, ids: &Ids, when: &When, recipient: Option<&str>, draft: Draft) -> Oppdrag {
    let text = reading.text.get(draft.range.clone());
    let status = status(text);
    let due = deadline::deadlines(text, when);
    Oppdrag {
        id: ids.unit("o", &format!("{} {text}", draft.number.as_deref().unwrap_or(""))),
        number: draft.number,
        section: draft.section,
        section_title: draft.section_title,
        text: text.to_owned(),
        deadline: due.main,
        deadlines: due.all,
        addressees: match status {
            // Nobody is asked to do what is taken back, and nobody is named in what is withheld.
            Status::Withdrawn | Status::Withheld => Vec::new(),
            _ => addressees(reading, &draft.range, recipient, when),
        },
        status,
        span: reading.text.span(&draft.range),
        rule: draft.rule.code.to_owned(),
    }
}
