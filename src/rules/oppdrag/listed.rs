//! Lists under the label `Oppdrag:`.

use super::catalogue::{OPP01, OPP04, OPP10, OPP11, OPP12, OPP18, OPP20, OPP80, OPP81, OPP93};
use super::evidence::{Plain, opens_with_task};
use super::{Draft, field, headed, reports, title_of_section};
use crate::outline::{Block, BlockKind};
use crate::pattern::slice;
use crate::rules::indicators::section;
use crate::rules::reading::Reading;
use crate::rules::{dates, sentences};
use std::ops::Range;

/// Lists under the label `Oppdrag:`.
pub(super) fn listed(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, label) in blocks.iter().enumerate() {
        let words = reading.words(label);
        let is_label = match label.kind {
            BlockKind::Label => OPP01.matches(words),
            BlockKind::Heading => OPP01.matches(words) || OPP18.matches(words),
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
        // Under a heading that speaks of other things, too, only a list that asks is one of assignments.
        if lists && !OPP01.matches(words) && !asks(reading, from, end) {
            continue;
        }
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
                clarifies: false,
                due: None,
                responsible: None,
            });
        }
    }
    out
}

/// Whether most items of a list ask for something.
fn asks(reading: &Reading<'_>, from: usize, end: usize) -> bool {
    let items = || {
        let blocks = reading.blocks().iter().take(end).skip(from);
        blocks.take_while(|b| b.kind == BlockKind::Item).filter(|b| b.level == 0)
    };
    let tells = |b: &&Block| {
        let words = reading.words(b);
        OPP20.matches(words) || OPP12.matches(words) || opens_with_task(&Plain::of(words))
    };
    items().filter(tells).count() * 2 > items().count()
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

pub(super) fn is_letterhead(reading: &Reading<'_>, block: &Block) -> bool {
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
