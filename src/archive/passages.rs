//! What is searched: passages (paragraph, list item, table row, heading), each with its parents.

use crate::model::{Document, Span, Text};
use crate::outline::{BlockKind, Outline};

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

/// A passage, ready for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

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
    let mut add = |part, id, span| out.push(Unit { part, id, span });
    document.oppdrag.iter().for_each(|u| add("oppdrag", u.id.as_str(), u.span));
    document.conclusions.iter().for_each(|u| add("conclusion", &u.id, u.span));
    document.goals.iter().for_each(|u| add("goal", &u.id, u.span));
    document.indicators.iter().for_each(|u| add("indicator", &u.id, u.span));
    document.key_information.iter().for_each(|u| add("key_information", &u.id, u.span));
    document.budget_lines.iter().for_each(|u| add("budget_line", &u.id, u.span));
    document.reporting_requirements.iter().for_each(|u| add("reporting_requirement", &u.id, u.span));
    for item in &document.agenda_items {
        if let Some(span) = item.heading_span {
            add("agenda_item", &item.id, span);
        }
        add("agenda_item", &item.id, item.span);
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
