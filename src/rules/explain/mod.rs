//! What every line of a document was taken for, what else was considered, and what spoke for each.
//!
//! Nothing is found out here: `rules::run` does the work, and keeps what it weighed on the way. What is told
//! here is what was done, so an explanation cannot differ from the record.

mod build;

pub(super) use build::explained;

use crate::model::{Field, Kind, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the record of a document came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    /// Id of the document.
    pub document: String,
    /// Path of the file.
    pub path: String,
    /// What sort of document it was taken for.
    pub kind: Field<Kind>,
    /// What spoke for and against its being minutes; null where something told its kind before that was asked.
    pub minutes: Option<Minutes>,
    /// The readings of its points that were considered, the best first; empty where no points were looked for.
    pub readings: Vec<PointsReading>,
    /// Every line of the cleaned text, empty ones included, so that line `n` is the one with index `n - 1`.
    pub lines: Vec<ExplainedLine>,
    /// What could not be told, and why.
    pub warnings: Vec<String>,
}

/// What spoke for and against a document's being minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Minutes {
    /// The sum.
    pub points: f64,
    /// So many make minutes of a document that no title names.
    pub enough: f64,
    /// Each sign.
    pub signs: Vec<Counted>,
}

/// A sign with the points that it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// The code of the rule that found it.
    pub rule: String,
    /// What it counts; negative points speak against.
    pub points: f64,
    /// What was seen, where more than the rule says.
    pub note: Option<String>,
    /// Where it stands, where it stands in one place.
    pub span: Option<Span>,
}

/// A way to read the points of a document: lines of one form that follow each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointsReading {
    /// The code of the rule that reads a line so.
    pub rule: String,
    /// The form of its lines as they stand: `sak N/2009: …`; `exact` for headings that the outline knows.
    pub pattern: String,
    /// The headings that it finds, in order.
    pub chain: Vec<ChainLink>,
    /// What speaks for and against it.
    pub points: Vec<Counted>,
    /// All of it together.
    pub score: f64,
    /// Whether the points of the record are those of this reading.
    pub taken: bool,
}

/// A heading of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChainLink {
    /// The number as printed.
    pub number: Option<String>,
    /// Number and name.
    pub span: Span,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// A line of the cleaned text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Where it stands.
    pub span: Span,
    /// Its words; empty where the document has a gap.
    pub text: String,
    /// The blocks on it: one, or a label and what follows it.
    pub blocks: Vec<LineBlock>,
    /// What it was taken for: the units and facts of the record that stand on it, or that it is part of.
    pub taken: Vec<Taken>,
    /// What was considered for it.
    pub considered: Vec<Considered>,
}

/// A block of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineBlock {
    /// `heading`, `label`, `paragraph`, `item`, `row` or `note`.
    pub kind: String,
    /// Level of a heading from 1, depth of an item from 0.
    pub level: u8,
    /// The number it is printed with.
    pub number: Option<String>,
    /// Whether it stands in an attachment.
    pub attachment: bool,
    /// Its words.
    pub span: Span,
}

/// A unit or a fact of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Taken {
    /// The part of the record: `oppdrag`, `conclusion`, `agenda_item`, `kind`, `date` …
    pub part: String,
    /// The id of the unit; null for a fact.
    pub id: Option<String>,
    /// The code of the rule that found it.
    pub rule: String,
    /// Where all of it stands: the span that the record has.
    pub span: Span,
    /// Whether this line is, or begins, its heading rather than its text.
    pub heading: bool,
    /// Whether it begins on this line.
    pub begins: bool,
}

/// Something a line was considered for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Considered {
    /// The heading of a point.
    Heading {
        /// The code of the rule that reads it so.
        rule: String,
        /// The form of the line as it stands.
        pattern: String,
        /// Index into `readings`; null where it is in none of those that were kept.
        reading: Option<usize>,
        /// Which of the headings of that reading it is, from 1.
        place: Option<usize>,
        /// Whether the points of the record are those of that reading.
        taken: bool,
    },
    /// The beginning of an assignment.
    Assignment {
        /// The sentence.
        span: Span,
        /// What was found for and against it.
        found: Vec<Counted>,
        /// The sum.
        points: f64,
        /// Whether that is enough, and somebody is told or asked to do something. Such a sentence begins an
        /// assignment, or goes on with the one before it.
        enough: bool,
    },
    /// The mark of a conclusion: `Vedtak:`.
    Outcome {
        /// The code of the rule that reads it so.
        rule: String,
        /// The mark.
        span: Span,
        /// Whether a conclusion of the record stands behind it, before the next mark.
        taken: bool,
    },
    /// A sign for or against minutes.
    MinutesSign(Counted),
}
