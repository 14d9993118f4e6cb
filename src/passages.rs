//! What is searched: passages (paragraph, list item, table row, heading), each with its parents.

use crate::model::{Deadline, Document, Span, Text};
use crate::outline::{BlockKind, Outline};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The parts a passage can belong to: the unit it stands in, or what it is where it stands in
/// none. The order is that of the index; add at the end.
pub const PARTS: [&str; 12] = [
    "oppdrag",
    "conclusion",
    "agenda_item",
    "goal",
    "indicator",
    "key_information",
    "reporting_requirement",
    "budget_line",
    "heading",
    "table_row",
    "footnote",
    "text",
];

/// Raised when the passages of a document become others: an index made with another number is made anew.
pub const VERSION: u32 = 1;

/// A passage, ready for the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Index into [`PARTS`].
    pub part: usize,
    /// The id of the unit it stands in.
    pub part_id: Option<String>,
    /// The headings above it, outermost first, joined by ` › `.
    pub heading: String,
    /// What its unit has, by the names in [`HAS`].
    pub has: Vec<Cow<'static, str>>,
    /// First and last day of its unit's deadlines that mean dates, as numbers such as 20180315.
    pub deadline: Option<(i64, i64)>,
}

/// What a query can ask a unit to have.
pub const HAS: [&str; 3] = ["deadline", "addressee", "number"];

/// The longest heading that is carried along, in code points.
const HEADING_AT_MOST: usize = 160;

/// The passages of a document.
#[must_use]
pub fn passages(document: &Document, text: &Text, outline: &Outline) -> Vec<Passage> {
    let mut units = Units::new(document);
    outline
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| {
            // A numbered heading is found by its number too.
            let from = if block.kind == BlockKind::Heading { block.line_start } else { block.range.start };
            let words = text.get(from..block.range.end);
            if words.is_empty() {
                return None;
            }
            let span = text.span(&(from..block.range.end));
            let unit = units.at(span);
            let has = unit.map_or_else(Vec::new, |u| u.has.iter().map(|has| Cow::Borrowed(*has)).collect());
            let deadline = unit.and_then(|u| u.deadline);
            let (part, part_id) = match (unit, block.kind) {
                (_, BlockKind::Note) => (part("footnote"), None),
                (Some(unit), _) => (part(unit.part), Some(unit.id.to_owned())),
                (None, BlockKind::Heading | BlockKind::Label) => (part("heading"), None),
                (None, BlockKind::Row) => (part("table_row"), None),
                (None, _) => (part("text"), None),
            };
            Some(Passage {
                text: words.to_owned(),
                span,
                part,
                part_id,
                heading: headings(text, outline, index),
                has,
                deadline,
            })
        })
        .collect()
}

/// The index of a part's name.
fn part(name: &str) -> usize {
    PARTS.iter().position(|p| *p == name).unwrap_or(PARTS.len() - 1)
}

struct Unit<'d> {
    part: &'static str,
    id: &'d str,
    span: Span,
    has: Vec<&'static str>,
    deadline: Option<(i64, i64)>,
}

/// An ISO date as a number: `2018-03-15` → 20180315.
#[must_use]
pub fn day(iso: &str) -> Option<i64> {
    let mut parts = iso.splitn(3, '-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(year * 10_000 + month * 100 + day)
}

/// The stretch from the first to the last day that the deadlines mean.
fn days<'d>(deadlines: impl Iterator<Item = &'d Deadline>) -> Option<(i64, i64)> {
    let all: Vec<i64> =
        deadlines.flat_map(|d| [&d.from, &d.to]).filter_map(|iso| day(iso.as_deref()?)).collect();
    all.iter().min().copied().zip(all.iter().max().copied())
}

/// The units of a document, passed over once from its beginning to its end.
struct Units<'d> {
    /// By where they begin; with each its rank, the lowest saying most.
    all: std::iter::Peekable<std::vec::IntoIter<(usize, Unit<'d>)>>,
    /// Those that begin before the passage and may not have ended.
    open: Vec<(usize, Unit<'d>)>,
}

impl<'d> Units<'d> {
    fn new(document: &'d Document) -> Self {
        let mut all: Vec<_> = units(document).into_iter().enumerate().collect();
        all.sort_by_key(|(_, u)| u.span.start);
        Self { all: all.into_iter().peekable(), open: Vec::new() }
    }

    /// The unit that says most of the passage at `span`; passages come in order.
    fn at(&mut self, span: Span) -> Option<&Unit<'d>> {
        while let Some(next) = self.all.next_if(|(_, u)| u.span.start < span.end) {
            self.open.push(next);
        }
        self.open.retain(|(_, u)| span.start < u.span.end);
        self.open.iter().min_by_key(|(rank, _)| *rank).map(|(_, u)| u)
    }
}

/// The units of a document, those that say most first: a conclusion before the agenda item
/// that holds it.
fn units(document: &Document) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    for u in &document.oppdrag {
        let stated = [
            ("deadline", u.deadline.is_some()),
            ("addressee", !u.addressees.is_empty()),
            ("number", u.number.is_some()),
        ];
        let has = stated.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect();
        let deadline = days(u.deadlines.iter());
        out.push(Unit { part: "oppdrag", id: &u.id, span: u.span, has, deadline });
    }
    let plain = |part, id, span| Unit { part, id, span, has: Vec::new(), deadline: None };
    let requirements = document.reporting_requirements.iter().map(|u| Unit {
        has: u.deadline.iter().map(|_| "deadline").collect(),
        deadline: days(u.deadline.iter()),
        ..plain("reporting_requirement", &u.id, u.span)
    });
    let mut add = |part, id, span| out.push(plain(part, id, span));
    document.conclusions.iter().for_each(|u| add("conclusion", &u.id, u.span));
    document.goals.iter().for_each(|u| add("goal", &u.id, u.span));
    document.indicators.iter().for_each(|u| add("indicator", &u.id, u.span));
    document.key_information.iter().for_each(|u| add("key_information", &u.id, u.span));
    document.budget_lines.iter().for_each(|u| add("budget_line", &u.id, u.span));
    out.extend(requirements);
    for item in &document.agenda_items {
        let spans = item.heading_span.into_iter().chain([item.span]);
        out.extend(spans.map(|span| plain("agenda_item", &item.id, span)));
    }
    out
}

fn headings(text: &Text, outline: &Outline, index: usize) -> String {
    let mut names: Vec<String> = outline
        .ancestors(index)
        .filter_map(|i| outline.blocks.get(i))
        .filter(|b| b.kind == BlockKind::Heading)
        .map(|b| {
            let words = text.get(b.line_start..b.range.end);
            if words.chars().count() > HEADING_AT_MOST {
                let cut: String = words.chars().take(HEADING_AT_MOST - 1).collect();
                format!("{}…", cut.trim_end())
            } else {
                words.to_owned()
            }
        })
        .collect();
    names.reverse();
    names.join(" › ")
}
