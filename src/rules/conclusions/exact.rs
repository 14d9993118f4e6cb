//! Conclusions under a label that the outline knows, their extent told by its blocks.

use super::super::Rule;
use super::super::agenda::{Placed, cover};
use super::super::indicators::on_line_of;
use super::super::reading::Reading;
use super::Found;
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, marker};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&CON01, &CON02, &CON90, &CON91];

static CON01: Rule = Rule {
    code: "CON01",
    summary: "A label that marks what the meeting concluded or decided.",
    pattern: Pattern::new(concat!("^(?P<value>", marker::outcome_words!(), r"(?:\s*\([^)]{1,40}\))?\s*:?)$")),
    finds: &[
        ("Konklusjon:", "Konklusjon:"),
        ("Konklusjon og videre oppfølging:", "Konklusjon og videre oppfølging:"),
        ("Vedtak enst.:", "Vedtak enst.:"),
    ],
    leaves: &["Forslag til vedtak:", "Innstilling:", "Konklusjonen ble utsatt."],
};

static CON02: Rule = Rule {
    code: "CON02",
    summary: "A label that marks what was agreed to be done. These words are common ones, so the colon is asked for.",
    pattern: Pattern::new(concat!(
        "^(?P<value>",
        marker::follow_up_words!(),
        r"(?:\s*\([^)]{1,40}\))?\s*:)$"
    )),
    finds: &[("Oppfølging:", "Oppfølging:"), ("Aksjon:", "Aksjon:")],
    leaves: &["Tiltak", "Oppfølging av sykmeldte:", "Tiltak for ungdom:"],
};

static CON90: Rule = Rule {
    code: "CON90",
    summary: "Lines that end a conclusion: the meeting closes, the next one is announced, people or copies are listed.",
    pattern: Pattern::new(
        r"(?i)^(?:møtet\s+(?:ble|blei|vart|er)?\s*(?:hevet|heva|avsluttet|avslutta|slutt)|referent|møteleder|neste\s+møte|nytt\s+møte|vedlegg|kopi|fiktivt\s+dokument|med\s+(?:vennlig\s+)?hilsen|oslo,|frist\s+for\s+merknader)",
    ),
    finds: &[("Møtet ble hevet kl. 14.", "Møtet ble hevet"), ("Neste møte: 3. mai", "Neste møte")],
    leaves: &["Departementet tok saken til etterretning."],
};

pub(super) static CON91: Rule = Rule {
    code: "CON91",
    summary: "What was proposed or recommended carries the same words as a decision and is none.",
    pattern: Pattern::new(r"(?i)^(?:forslag(?:et)?|framlegg|fremlegg|innstilling|tilråding|anbefaling)\b"),
    finds: &[("Forslag til vedtak:", "Forslag")],
    leaves: &["Vedtak:"],
};

/// The conclusions in order.
pub(super) fn conclusions(reading: &Reading<'_>, items: &[Placed]) -> Vec<Found> {
    let mut out = Vec::new();
    for (index, label) in reading.blocks().iter().enumerate() {
        let Some(rule) = marks(reading, label) else { continue };
        let end =
            items.iter().find(|i| i.blocks.contains(&index)).map_or(reading.blocks().len(), |i| i.blocks.end);
        let Some(range) = extent(reading, index, end).and_then(|blocks| cover(reading, &blocks)) else {
            continue;
        };
        out.push(Found { range, marked_by: label.range.clone(), rule });
    }
    out
}

fn marks(reading: &Reading<'_>, block: &Block) -> Option<&'static Rule> {
    let words = reading.words(block).trim();
    match block.kind {
        BlockKind::Label | BlockKind::Heading if CON01.matches(words) => Some(&CON01),
        BlockKind::Label | BlockKind::Heading if CON02.matches(words) => Some(&CON02),
        _ => None,
    }
}

/// The blocks of the conclusion that block `label` marks, up to `end` at most.
fn extent(reading: &Reading<'_>, label: usize, end: usize) -> Option<Range<usize>> {
    let blocks = reading.blocks();
    let from = label + 1;
    let first = blocks.get(from).filter(|b| from < end && goes_on(reading, b))?;
    let to = match first.kind {
        BlockKind::Item => list_end(reading, from, end),
        // On the label's own line: that paragraph, and what follows it without a gap.
        _ if on_line_of(reading, label, first) => {
            let mut to = from + 1;
            while to < end && blocks.get(to).is_some_and(|b| !b.gap_before && goes_on(reading, b)) {
                to += 1;
            }
            to
        }
        _ => prose_end(reading, from, end),
    };
    Some(from..to)
}

/// Whether a block can belong to a conclusion at all.
fn goes_on(reading: &Reading<'_>, block: &Block) -> bool {
    let words = reading.words(block);
    match block.kind {
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Row => {
            !CON90.matches(words) && !CON91.matches(words)
        }
        // "Direktoratet:" in the middle of a conclusion leads on; a label of its own does not.
        BlockKind::Label => {
            !block.gap_before
                && marks(reading, block).is_none()
                && !CON91.matches(words)
                && !CON90.matches(words)
        }
        BlockKind::Heading | BlockKind::Note => false,
    }
}

/// The end of a list of conclusions: where the list ends, or where a gap parts it from an item
/// that heads the next matter.
fn list_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let blocks = reading.blocks();
    let mut spaced = None;
    let mut to = from + 1;
    while let Some(block) = blocks.get(to).filter(|b| to < end && goes_on(reading, b)) {
        match block.kind {
            BlockKind::Item
                if block.level == 0
                    && (*spaced.get_or_insert(block.gap_before) != block.gap_before
                        || heads_next(reading, to)) =>
            {
                break;
            }
            BlockKind::Item => {}
            // A deadline or a name that belongs to the item above.
            _ if marker::is_field(reading.words(block)) => {}
            // Prose after a list is the next matter, unless the list's last item leads on to it.
            _ if !to
                .checked_sub(1)
                .and_then(|p| blocks.get(p))
                .is_some_and(|b| reading.words(b).ends_with(':')) =>
            {
                break;
            }
            _ => {}
        }
        to += 1;
    }
    to
}

/// The end of a conclusion in prose: the next heading, or an item that heads the next matter.
fn prose_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let blocks = reading.blocks();
    let mut to = from + 1;
    while let Some(block) = blocks.get(to).filter(|b| to < end && goes_on(reading, b)) {
        let leads = to.checked_sub(1).is_some_and(|p| {
            blocks.get(p).is_some_and(|b| b.kind == BlockKind::Item || reading.words(b).ends_with(':'))
        });
        if block.kind == BlockKind::Item && !leads {
            break;
        }
        if block.kind == BlockKind::Item && block.gap_before && heads_next(reading, to) {
            break;
        }
        to += 1;
    }
    to
}

/// An item alone between gaps, with prose under it: a heading that kept its bullet.
fn heads_next(reading: &Reading<'_>, index: usize) -> bool {
    let blocks = reading.blocks();
    let alone = blocks.get(index).is_some_and(|b| b.gap_before);
    alone && blocks.get(index + 1).is_some_and(|b| b.kind == BlockKind::Paragraph && b.gap_before)
}
