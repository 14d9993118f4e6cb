//! Assignments (*oppdrag*) in letters.
//!
//! What the letter itself marks is read first: numbers of their own (`numbered.rs`), headings that title
//! one (`titled.rs`), lists under `Oppdrag:` (`listed.rs`), tables (`tables.rs`). What is left is read
//! sentence by sentence (`prose.rs`): `evidence/` tells in points how much a sentence looks like one.

mod catalogue;
pub(super) mod codes;
mod evidence;
mod facts;
mod listed;
mod numbered;
mod prose;
mod tables;
mod titled;

use super::ids::Ids;
use super::reading::Reading;
use super::title::TITLE91;
use super::{Rule, Sign, WeighedSentence, When, deadline};
use crate::model::{Oppdrag, Status};
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, marker};
use catalogue::{OPP01, OPP02, OPP08, OPP09, OPP18, OPP81, OPP90};
use evidence::Scales;
use facts::{Told, addressees, responsible, status};
use std::ops::Range;

/// The rules, those that weigh evidence included.
pub(super) fn rules() -> Vec<&'static Rule> {
    catalogue::RULES.iter().copied().chain(signs().map(|s| &s.rule)).collect()
}

/// The rules that count points.
pub(super) fn signs() -> impl Iterator<Item = &'static Sign> {
    evidence::signs()
}

/// An assignment as a range of the text, before its facts are read.
struct Draft {
    rule: &'static Rule,
    number: Option<String>,
    section: Option<String>,
    section_title: Option<String>,
    range: Range<usize>,
    /// The cell of a table that says when it is due.
    due: Option<Range<usize>>,
    /// The cell that says who is to do it.
    responsible: Option<Range<usize>>,
    /// Whether it stands under a heading that says that earlier assignments are made clearer.
    clarifies: bool,
}

/// Which assignments are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looking {
    /// All, in a letter.
    Everywhere,
    /// Those that nothing else looks like, in a document of which it is not sure what it is.
    OnlyCertain,
}

/// Assignments, and every sentence that was weighed for being one.
pub(super) struct Found {
    pub(super) oppdrag: Vec<Oppdrag>,
    pub(super) weighed: Vec<WeighedSentence>,
}

/// The assignments in order. `recipient` is the agency that the letter is to.
pub(super) fn oppdrag(
    reading: &Reading<'_>,
    ids: &Ids,
    when: &When,
    recipient: Option<&str>,
    looking: Looking,
) -> Found {
    let mut taken = vec![false; reading.blocks().len()];
    let coded = numbered::coded(reading);
    let mut drafts = Vec::new();
    let mut cases = Vec::new();
    if looking == Looking::Everywhere || coded {
        drafts.extend(numbered::numbered(reading, when, &mut taken));
    }
    if looking == Looking::Everywhere {
        drafts.extend(codes::with_codes(reading, &mut taken));
        drafts.extend(titled::titled(reading, &mut taken));
        drafts.extend(listed::listed(reading, &mut taken));
        drafts.extend(tables::in_tables(reading, &mut taken));
        let own = evidence::own_names(reading);
        let scales = Scales { reading, when, recipient, own: &own, coded };
        let (found, weighed) = prose::prose(&scales, &mut taken);
        drafts.extend(found);
        cases = weighed;
    }
    drafts.sort_by_key(|d| d.range.start);
    let oppdrag = drafts.into_iter().map(|d| finish(reading, ids, when, recipient, d)).collect();
    let weighed = cases.into_iter().map(|c| WeighedSentence {
        points: c.points(),
        enough: c.begins(),
        found: c.found.iter().map(|f| (&f.sign.rule, f.points)).collect(),
        range: c.range,
    });
    Found { oppdrag, weighed: weighed.collect() }
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
                && !OPP18.matches(words)
        })
}

/// A field of an assignment: `Frist:`, `Ansvarlig avdeling i …:`.
fn field(words: &str) -> bool {
    static FIELD: Pattern = Pattern::new(
        r"(?i)^(?:(?:ny\s+)?(?:svar|leverings)?frist(?:en)?\b|tidsfrist|ansvarlig|ansvarleg|kontaktperson|rapportering på oppdraget)",
    );
    FIELD.is_match(words)
}

/// Whether the document calls itself a letter of assignments.
pub(super) fn is_assigning(reading: &Reading<'_>) -> bool {
    let title = |b: &&Block| {
        let words = reading.words(b);
        !words.ends_with('.') && !TITLE91.matches(words) && !marker::has_finite_verb(words)
    };
    let fields = || reading.blocks().iter().take(40).any(|b| OPP81.matches(reading.words(b)));
    reading.title_lines().any(|b| OPP08.matches(reading.words(b)) && !reading.words(b).ends_with('.'))
        || (reading.title_lines().filter(title).any(|b| OPP09.matches(reading.words(b))) && fields())
}

/// Whether assignments in it carry numbers with a code, as nothing else does.
pub(super) fn has_codes(reading: &Reading<'_>) -> bool {
    numbered::coded(reading)
}

fn title_of_section(reading: &Reading<'_>, index: usize) -> Option<String> {
    let own = reading.blocks().get(index).filter(|b| b.kind == BlockKind::Heading && b.number.is_some());
    let above = || reading.outline.section_of(index).and_then(|i| reading.blocks().get(i));
    own.or_else(above).map(|b| reading.words(b).to_owned())
}

fn finish(reading: &Reading<'_>, ids: &Ids, when: &When, recipient: Option<&str>, draft: Draft) -> Oppdrag {
    let text = reading.text.get(draft.range.clone());
    let status = status(text, draft.clarifies);
    let told = if draft.rule.code == OPP02.code || status == Status::Announced {
        Told::Recipient
    } else if draft.rule.code == OPP01.code {
        Told::Open
    } else {
        Told::Addressed
    };
    let due = match &draft.due {
        Some(cell) => deadline::cell(reading.text.get(cell.clone()), when),
        None => deadline::deadlines(text, when),
    };
    // What is said of an assignment to come is when it comes.
    let announced = status == Status::Announced;
    Oppdrag {
        id: ids.unit("o", &format!("{} {text}", draft.number.as_deref().unwrap_or(""))),
        number: draft.number,
        section: draft.section,
        section_title: draft.section_title,
        text: text.to_owned(),
        deadline: due.main.filter(|_| !announced),
        deadlines: if announced { Vec::new() } else { due.all },
        addressees: match status {
            // Nobody is asked to do what is taken back, and nobody is named in what is withheld.
            Status::Withdrawn | Status::Withheld => Vec::new(),
            _ => draft
                .responsible
                .as_ref()
                .and_then(|cell| responsible(reading, cell, recipient, when))
                .unwrap_or_else(|| addressees(reading, &draft.range, recipient, told, when)),
        },
        status,
        span: reading.text.span(&draft.range),
        rule: draft.rule.code.to_owned(),
    }
}
