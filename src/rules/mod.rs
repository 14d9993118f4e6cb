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
pub mod explain;
mod families;
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

use crate::model::{Conclusion, Document, Given, Kind, Source, Text};
use crate::outline::{Outline, outline};
use crate::pattern::Pattern;
use explain::Explained;
use reading::Reading;
use std::cell::OnceCell;
use std::ops::Range;

/// Raised when rules give another record: documents made with another number are made anew.
pub const VERSION: u32 = 1;

/// A rule: one pattern with a stable code, or an inference without one ([`Rule::inference`]). A code is never
/// used again for another rule.
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
    /// A rule that infers: it has no pattern, for no words tell; its summary says what does.
    #[must_use]
    pub const fn inference(code: &'static str, summary: &'static str) -> Self {
        Self { code, summary, pattern: Pattern::none(), finds: &[], leaves: &[] }
    }

    /// Whether it infers.
    #[must_use]
    pub fn infers(&self) -> bool {
        self.pattern.is_none()
    }

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

/// A rule that gives or takes points.
#[derive(Debug)]
pub struct Weighed {
    /// The rule.
    pub rule: &'static Rule,
    /// What it gives at most; what is negative speaks against.
    pub points: f64,
}

/// A rule whose finding is evidence: it counts for or against, and what is found adds up.
#[derive(Debug)]
pub(crate) struct Sign {
    /// The rule that finds it.
    pub(crate) rule: Rule,
    /// What it counts.
    pub(crate) points: f32,
}

/// The points that a rule gives at most, where it gives any; nothing where it decides alone.
#[must_use]
pub fn points(rule: &Rule) -> Option<f64> {
    let mut all = families::WEIGHED.iter().chain(kind::minutes::WEIGHED);
    let weighed = all.find(|w| w.rule.code == rule.code).map(|w| w.points);
    let mut signs = oppdrag::signs();
    weighed.or_else(|| signs.find(|s| s.rule.code == rule.code).map(|s| f64::from(s.points)))
}

/// The rule with this code.
#[must_use]
pub fn named(code: &str) -> Option<&'static Rule> {
    all().into_iter().find(|r| r.code == code)
}

/// Every rule, by concept.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    [
        &kind::rules(),
        &meeting::rules(),
        dates::RULES,
        year::RULES,
        ministries::RULES,
        agency::RULES,
        language::RULES,
        title::RULES,
        agenda::RULES,
        &families::rules(),
        &conclusions::rules(),
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

/// Points whose reading has this score are sure even where the kind of the document is not.
const SURE: f64 = 4.5;

/// Extracts the record of a document from its clean text. Cannot fail.
#[must_use]
pub fn extract(text: &Text, given: &Given, source: Source) -> (Document, Outline) {
    let Run { document, outline, .. } = run(text, given, source);
    (document, outline)
}

/// Explains the record of a document: what every line of its text was taken for, and what else was
/// considered. This is what [`extract`] did, told in full.
#[must_use]
pub fn explain(text: &Text, given: &Given, source: Source) -> Explained {
    explain::explained(text, &run(text, given, source))
}

/// What came of a document, and what was considered on the way.
struct Run<'a> {
    document: Document,
    outline: Outline,
    /// The document as readings of points see it, where any were looked for.
    page: Option<families::Page<'a>>,
    /// What speaks for and against minutes, where that was weighed.
    signs: Option<kind::minutes::Signs>,
    /// The readings of its points, the best first.
    readings: Vec<families::Considered>,
    /// The sentences that were weighed for beginning an assignment.
    sentences: Vec<WeighedSentence>,
}

fn run<'a>(text: &'a Text, given: &Given, source: Source) -> Run<'a> {
    let outline = outline(text);
    let reading = Reading::new(text, &outline);
    let mut warnings = Vec::new();
    let (mut readings, mut sentences) = (Vec::new(), Vec::new());
    let cell = OnceCell::new();
    let page = || cell.get_or_init(|| families::Page::new(text));
    let kind::Told { kind, perhaps_minutes, signs } = kind::kind(&reading, given, &page);
    let meeting_type = meeting::meeting_type(&reading, given, kind.value, &mut warnings);
    let minutes = kind.value == Kind::Referat && given.date.is_none();
    let day = if minutes { meeting::day::day(&reading, page()) } else { None };
    let date = day.or_else(|| dates::document_date(&reading, given, kind.value, &mut warnings));
    let season = if minutes && date.is_none() && given.year.is_none() {
        meeting::day::season(&reading, page())
    } else {
        None
    };
    let year = season.or_else(|| year::year(&reading, given, kind.value, date.as_ref(), &mut warnings));
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
    if document.kind.value == Kind::Referat || perhaps_minutes {
        let page = page();
        let agenda = agenda::agenda(&reading, &ids, page);
        let conclusions = conclusions::conclusions(&reading, &ids, &agenda, page);
        // Where the kind is not sure, the points must be.
        let decided = |c: &Conclusion| {
            c.agenda_item.is_some() && matches!(c.rule.as_str(), "CON01" | "CON03" | "CON07")
        };
        let sure = agenda.score >= SURE && agenda.as_points && conclusions.iter().any(decided);
        if document.kind.value == Kind::Referat || sure {
            document.conclusions = conclusions;
            document.agenda_items = agenda.items.into_iter().map(|i| i.item).collect();
        }
        readings = agenda.considered;
        if perhaps_minutes && sure {
            warnings.push(
                "kind: the points look like those of minutes, but too little says that the document is; they are given all the same".into(),
            );
        }
        if document.agenda_items.is_empty() && document.kind.value == Kind::Referat {
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
        let found = oppdrag::oppdrag(&reading, &ids, &when, recipient, looking);
        document.oppdrag = found.oppdrag;
        sentences = found.weighed;
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
    Run { document, outline, page: cell.into_inner(), signs, readings, sentences }
}

/// A sentence of a letter that was weighed for beginning an assignment: where it stands, in bytes of the
/// text, and what was found for and against it.
#[derive(Debug, Clone)]
struct WeighedSentence {
    /// Its place.
    range: Range<usize>,
    /// What was found, each with the points it counts there.
    found: Vec<(&'static Rule, f32)>,
    /// The sum of the points.
    points: f32,
    /// Whether that is enough, and somebody is told or asked to do something.
    enough: bool,
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
