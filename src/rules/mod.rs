//! Blocks → findings. One file per concept; every rule is a named thing with a stable code, its
//! pattern, its reason and its examples. Rules read nothing but what they are given and cannot
//! fail: what they cannot tell they leave out, with a warning that says why.

mod abbreviations;
mod agency;
mod agenda;
mod budget;
mod conclusions;
mod dates;
mod deadline;
mod goals;
mod ids;
mod indicators;
mod kind;
mod language;
mod meeting;
mod ministries;
mod oppdrag;
mod reading;
mod references;
mod reporting;
mod sentences;
mod title;
mod year;

use crate::model::{Document, Given, Kind, Source, Text};
use crate::outline::{Outline, outline};
use crate::pattern::Pattern;
use reading::Reading;
use std::ops::Range;

/// A rule: one pattern with a stable code. A code is never used again for another rule.
#[derive(Debug)]
pub struct Rule {
    /// The code, such as `OPP01`; findings carry it.
    pub code: &'static str,
    /// What it finds and why that is right, in one or two sentences.
    pub summary: &'static str,
    /// The pattern. The group `value`, where there is one, is what is found; else the whole match.
    pub pattern: Pattern,
    /// Lines in which it finds something, and what.
    pub finds: &'static [(&'static str, &'static str)],
    /// Lines that it must leave alone.
    pub leaves: &'static [&'static str],
}

impl Rule {
    /// The byte range of the first value that the rule finds in `line`.
    #[must_use]
    pub fn find(&self, line: &str) -> Option<Range<usize>> {
        let captures = self.pattern.captures(line)?;
        captures.name("value").or(captures.get(0)).map(|m| m.range())
    }

    /// Whether the rule finds something in `line`.
    #[must_use]
    pub fn matches(&self, line: &str) -> bool {
        self.pattern.is_match(line)
    }
}

/// A rule whose finding is evidence: it counts for or against, and what is found adds up.
#[derive(Debug)]
pub(crate) struct Sign {
    /// The rule that finds it.
    pub(crate) rule: Rule,
    /// What it counts.
    pub(crate) points: f32,
}

/// What a rule's finding counts, where findings add up; nothing where the rule decides alone.
#[must_use]
pub fn points(rule: &Rule) -> Option<f32> {
    oppdrag::signs().find(|s| s.rule.code == rule.code).map(|s| s.points)
}

/// Every rule, by concept.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    [
        kind::RULES,
        meeting::RULES,
        dates::RULES,
        year::RULES,
        ministries::RULES,
        agency::RULES,
        language::RULES,
        title::RULES,
        agenda::RULES,
        conclusions::RULES,
        &oppdrag::rules(),
        deadline::RULES,
        goals::RULES,
        indicators::RULES,
        reporting::RULES,
        budget::RULES,
        references::RULES,
        abbreviations::RULES,
    ]
    .concat()
}

/// Extracts the record of a document from its clean text. Cannot fail.
#[must_use]
pub fn extract(text: &Text, given: &Given, source: Source) -> (Document, Outline) {
    let outline = outline(text);
    let reading = Reading::new(text, &outline);
    let mut warnings = Vec::new();
    let kind = kind::kind(&reading, given);
    let meeting_type = meeting::meeting_type(&reading, given, kind.value, &mut warnings);
    let date = dates::document_date(&reading, given, kind.value, &mut warnings);
    let year = year::year(&reading, given, kind.value, date.as_ref(), &mut warnings);
    let when = When::new(date.as_ref().map(|d| d.value.as_str()), year.as_ref().map(|y| y.value));
    // A letter of assignments has its parties where an allocation letter has them.
    let assigning = kind.value == Kind::Other && oppdrag::is_assigning(&reading);
    let like = if assigning { Kind::Tildelingsbrev } else { kind.value };
    let agency = agency::agency(&reading, given, like, &when, &mut warnings);
    let ministries = ministries::ministries(&reading, given, like, &when, agency.as_ref(), &mut warnings);
    let ids = ids::Ids::new(&source.sha256);
    let mut document = Document {
        id: ids.document().to_owned(),
        source,
        meeting_type,
        language: language::language(&reading),
        title: title::title(&reading),
        agenda_items: Vec::new(),
        conclusions: Vec::new(),
        oppdrag: Vec::new(),
        goals: Vec::new(),
        indicators: Vec::new(),
        key_information: Vec::new(),
        reporting_requirements: Vec::new(),
        budget_lines: Vec::new(),
        references: references::references(&reading, &ids),
        abbreviations: abbreviations::abbreviations(&reading, &ids),
        kind,
        year,
        date,
        ministries,
        agency,
        warnings: Vec::new(),
    };
    if document.kind.value == Kind::Referat {
        let items = agenda::agenda_items(&reading, &ids);
        document.conclusions = conclusions::conclusions(&reading, &ids, &items);
        document.agenda_items = items.into_iter().map(|i| i.item).collect();
        if document.agenda_items.is_empty() {
            warnings
                .push("no agenda items: no heading of the minutes is numbered or marked as a point".into());
        }
    }
    let letter = document.kind.value.is_letter();
    let other = document.kind.value == Kind::Other;
    if letter || assigning || (other && oppdrag::has_codes(&reading)) {
        let recipient = document.agency.as_ref().map(|a| a.value.as_str());
        let looking =
            if letter || assigning { oppdrag::Looking::Everywhere } else { oppdrag::Looking::OnlyCertain };
        document.oppdrag = oppdrag::oppdrag(&reading, &ids, &when, recipient, looking).oppdrag;
        if !letter && !document.oppdrag.is_empty() {
            warnings.push(
                "oppdrag: found by their own signs; what kind of document this is was not told".to_owned(),
            );
        }
    }
    if letter {
        document.goals = goals::goals(&reading, &ids);
        (document.indicators, document.key_information) = indicators::labelled(&reading, &ids);
    }
    if letter || assigning {
        document.budget_lines = budget::budget_lines(&reading, &ids, &mut warnings);
    }
    if document.kind.value.is_letter() || document.kind.value == Kind::Instruks {
        document.reporting_requirements = reporting::requirements(&reading, &ids, &when, &document.oppdrag);
    }
    document.warnings = warnings;
    (document, outline)
}

/// A sentence of a letter that was weighed for beginning an assignment: where it stands, in bytes of the
/// text, and what was found for and against it.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Its place.
    pub range: Range<usize>,
    /// What was found, each with the points it counts there.
    pub found: Vec<(&'static Rule, f32)>,
    /// The sum of the points.
    pub points: f32,
    /// Whether that is enough, and somebody is told or asked to do something.
    pub enough: bool,
}

/// Every sentence of a document that was weighed for beginning an assignment, as [`extract`] weighs them.
#[must_use]
pub fn weighed(text: &Text, given: &Given) -> Vec<Weighed> {
    let outline = outline(text);
    let reading = Reading::new(text, &outline);
    let mut warnings = Vec::new();
    let kind = kind::kind(&reading, given);
    let date = dates::document_date(&reading, given, kind.value, &mut warnings);
    let year = year::year(&reading, given, kind.value, date.as_ref(), &mut warnings);
    let when = When::new(date.as_ref().map(|d| d.value.as_str()), year.as_ref().map(|y| y.value));
    let agency = agency::agency(&reading, given, kind.value, &when, &mut warnings);
    let recipient = agency.as_ref().map(|a| a.value.as_str());
    oppdrag::oppdrag(&reading, &ids::Ids::new(""), &when, recipient, oppdrag::Looking::Everywhere).weighed
}

/// When a document is from, for everything that changes over time.
#[derive(Debug, Clone, Default)]
struct When {
    date: Option<String>,
    year: Option<i16>,
}

impl When {
    fn new(date: Option<&str>, year: Option<i16>) -> Self {
        Self { date: date.map(str::to_owned), year }
    }

    /// The day by which names are told: the document's own, else the middle of its year.
    fn day(&self) -> Option<String> {
        match (&self.date, self.year) {
            // A letter dated in December is about the next year, but names itself by its own day.
            (Some(date), _) => Some(date.clone()),
            (None, Some(year)) => Some(format!("{year:04}-07-01")),
            (None, None) => None,
        }
    }
}
