//! Headings that title one assignment.

use super::catalogue::{OPP01, OPP03, OPP05, OPP20, OPP92};
use super::{Draft, field, reports};
use crate::outline::{Block, BlockKind};
use crate::rules::indicators::section;
use crate::rules::reading::Reading;

/// Headings that title one assignment: by their words, or because they stand under a heading
/// that says `Oppdrag` and nothing else.
pub(super) fn titled(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
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
            clarifies: false,
            due: None,
            responsible: None,
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
