//! Assignments under a heading that says `Oppdrag`, each with the code that a system gave it: `3.1.1.14`. The
//! code goes on from the number of the section, and leaves out as many as it likes.

use super::Draft;
use super::catalogue::{OPP01, OPP19};
use super::{field, title_of_section};
use crate::outline::{Block, BlockKind};
use crate::rules::indicators::section;
use crate::rules::reading::Reading;

/// The code that a block begins with, and where its title begins.
pub(in crate::rules) fn code_of(reading: &Reading<'_>, block: &Block) -> Option<(String, usize)> {
    // A heading with three numbers is a section.
    const LEVELS: u8 = 4;
    if block.kind == BlockKind::Heading {
        let number = block.number.as_ref().filter(|n| n.levels() >= LEVELS)?;
        return Some((number.digits.clone(), block.range.start));
    }
    let c = OPP19.pattern.captures(reading.words(block))?;
    let (code, title) = (c.name("value")?, c.name("title")?);
    Some((code.as_str().to_owned(), block.range.start + title.start()))
}

/// Whether a code goes on from the number of a section. Where the section is a code itself, it goes on from
/// what that one goes on from.
pub(in crate::rules) fn goes_on(code: &str, section: Option<&str>) -> bool {
    let Some(section) = section else { return true };
    let own = if levels(section) >= levels(code) { parent(section) } else { section };
    code.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'))
}

fn levels(number: &str) -> usize {
    number.split('.').count()
}

/// A number without its last part.
fn parent(number: &str) -> &str {
    number.rsplit_once('.').map_or(number, |(before, _)| before)
}

/// The assignments with codes, each with all that stands under it up to the next.
pub(super) fn with_codes(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, label) in blocks.iter().enumerate() {
        let labels = matches!(label.kind, BlockKind::Label | BlockKind::Heading);
        if !labels || label.number.is_some() || !OPP01.matches(reading.words(label)) {
            continue;
        }
        let own = section(reading, index);
        let start = |i: usize| {
            let block = blocks.get(i)?;
            code_of(reading, block).filter(|(code, _)| goes_on(code, own.as_deref()))
        };
        let ends = |i: &usize| {
            let Some(b) = blocks.get(*i) else { return true };
            let other = matches!(b.kind, BlockKind::Heading | BlockKind::Label | BlockKind::Note)
                && start(*i).is_none()
                && !field(reading.words(b));
            other || b.attachment || taken.get(*i).copied().unwrap_or(true)
        };
        let end = (index + 1..blocks.len()).find(ends).unwrap_or(blocks.len());
        let starts: Vec<usize> = (index + 1..end).filter(|i| start(*i).is_some()).collect();
        for (n, from) in starts.iter().enumerate() {
            let Some((code, at)) = start(*from) else { continue };
            let mut to = starts.get(n + 1).copied().unwrap_or(end);
            // The running head of the page, which comes again and again.
            while to > from + 1 && blocks.get(to - 1).is_some_and(|b| comes_again(reading, b)) {
                to -= 1;
            }
            let Some(last) = blocks.get(to - 1) else { continue };
            let within = own.as_deref().map(|s| if levels(s) >= levels(&code) { parent(&code) } else { s });
            let within = within.map(str::to_owned);
            taken.iter_mut().take(to).skip(*from).for_each(|t| *t = true);
            out.push(Draft {
                rule: &OPP19,
                number: Some(code),
                section: within,
                section_title: title_of_section(reading, index),
                range: at..last.range.end.max(at),
                clarifies: false,
                due: None,
                responsible: None,
            });
        }
    }
    out
}

/// Whether a short line stands in the document several times.
fn comes_again(reading: &Reading<'_>, block: &Block) -> bool {
    const SHORT: usize = 90;
    const OFTEN: usize = 3;
    let words = reading.words(block);
    words.len() <= SHORT
        && reading.blocks().iter().filter(|b| reading.words(b) == words).take(OFTEN).count() == OFTEN
}
