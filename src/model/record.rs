//! The record: what is known of one document. These types are also what the archive stores and
//! what `arkiv export` prints, so that a field has one name and one home.

use super::meeting::Meeting;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The first 16 hexadecimal digits of the SHA-256 of the file's bytes: the same bytes have
    /// the same id on every machine.
    pub id: String,
    /// The file it was read from.
    pub source: Source,
    /// What sort of document it is.
    pub kind: Field<Kind>,
    /// For minutes, the sort of meeting: etatsstyringsmøte, særmøte, fagmøte, kontaktmøte, or
    /// another as printed.
    pub meeting_type: Option<Field<String>>,
    /// The budget year of a letter, the year of the meeting for minutes.
    pub year: Option<Field<i16>>,
    /// The date of the letter or of the meeting, ISO 8601.
    pub date: Option<Field<String>>,
    /// The ministries that steer here, by the full name in use that year.
    pub ministries: Vec<Field<String>>,
    /// The agency that is steered.
    pub agency: Option<Field<String>>,
    /// The language of the text.
    pub language: Option<Field<Language>>,
    /// The title as printed.
    pub title: Option<Field<String>>,
    /// What minutes tell of their meeting: place, time, for whom people took part, the next meeting.
    #[serde(default)]
    pub meeting: Option<Meeting>,
    /// Points on the agenda, for minutes.
    pub agenda_items: Vec<AgendaItem>,
    /// Conclusions, decisions and agreed follow-up, for minutes.
    pub conclusions: Vec<Conclusion>,
    /// Assignments, for letters.
    pub oppdrag: Vec<Oppdrag>,
    /// Goals (*mål*), for letters.
    pub goals: Vec<Goal>,
    /// Performance indicators (*styringsparametere*), for letters.
    pub indicators: Vec<Indicator>,
    /// Key information (*nøkkelinformasjon*), for letters.
    pub key_information: Vec<KeyInformation>,
    /// What the agency must report (*rapporteringskrav*), for letters.
    pub reporting_requirements: Vec<ReportingRequirement>,
    /// Money put at the agency's disposal, for letters.
    pub budget_lines: Vec<BudgetLine>,
    /// Propositions, recommendations, reports, letters, circulars and laws that are referred to.
    pub references: Vec<Reference>,
    /// Abbreviations that the document explains.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// What the program could not tell, and why, in whole sentences.
    pub warnings: Vec<String>,
}

/// The file a document was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path below the folder that was indexed, with `/` between its parts.
    pub path: String,
    /// Other files with the very same bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_paths: Vec<String>,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Media type, told by content.
    pub media_type: String,
    /// How many pages the document shows; 1 when it shows none.
    pub pages: u32,
    /// Pages whose text was recognised from an image, numbered as in [`Span::page`].
    pub ocr_pages: Vec<u32>,
    /// How sure the recognition is of those pages, in hundredths, on the average; null where that is not
    /// known, as with text that the scanner's own program recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr_confidence: Option<u8>,
    /// The file that this one stands in: the mail that it is attached to, the ZIP archive that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// Other files that hold the same document, as Word beside PDF, or a scan of it. They are not listed or
    /// searched themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

impl Source {
    /// Where the words come from: `digital` for the file itself, `ocr` where pages were recognised from
    /// images.
    #[must_use]
    pub fn origin(&self) -> &'static str {
        if self.ocr_pages.is_empty() { "digital" } else { "ocr" }
    }
}

/// The file that a document stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parent {
    /// Its id, where it is a document itself, as a mail is.
    pub id: Option<String>,
    /// Its path.
    pub path: String,
}

/// Another file with the text of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// Its id, by which `arkiv show` shows it.
    pub id: String,
    /// Its path.
    pub path: String,
    /// Its media type.
    pub media_type: String,
}

/// A value with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub basis: Basis,
    /// What it was told by; null only for kind `other`, which is what remains when nothing tells.
    pub evidence: Option<Evidence>,
}

/// How a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The document says so of itself.
    Stated,
    /// It follows from other signs, which the evidence names.
    Inferred,
    /// A person said so, in a file beside the document.
    Given,
}

/// What a value was told by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The code of the rule (`arkiv rules` lists them), or `given`.
    pub rule: String,
    /// Where the quote stands; null when it stands outside the text (file name, sidecar file).
    pub span: Option<Span>,
    /// The words that told, verbatim.
    pub quote: String,
    /// How the value follows from the quote, where it is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A place in the cleaned text: Unicode code points, `end` exclusive, as in the W3C Web
/// Annotation selectors. `text[start:end]` is the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The page on which it begins: the printed number where pages print one, else counted from 1.
    pub page: u32,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// The sorts of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Minutes of a meeting.
    Referat,
    /// The yearly allocation letter.
    Tildelingsbrev,
    /// A supplement to an allocation letter.
    SupplerendeTildelingsbrev,
    /// Standing instructions to an agency.
    Instruks,
    /// An agency's annual report.
    #[serde(rename = "årsrapport")]
    Årsrapport,
    /// None of these, or nothing in the text tells.
    Other,
}

impl Kind {
    /// Every kind, in the order in which people list them.
    pub const ALL: [Self; 6] = [
        Self::Referat,
        Self::Tildelingsbrev,
        Self::SupplerendeTildelingsbrev,
        Self::Instruks,
        Self::Årsrapport,
        Self::Other,
    ];

    /// The word used in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Referat => "referat",
            Self::Tildelingsbrev => "tildelingsbrev",
            Self::SupplerendeTildelingsbrev => "supplerende_tildelingsbrev",
            Self::Instruks => "instruks",
            Self::Årsrapport => "årsrapport",
            Self::Other => "other",
        }
    }

    /// Whether this is an allocation letter or a supplement to one.
    #[must_use]
    pub fn is_letter(self) -> bool {
        matches!(self, Self::Tildelingsbrev | Self::SupplerendeTildelingsbrev)
    }
}

/// The types of meeting a person can give; documents may print others.
pub const MEETING_TYPES: [&str; 10] = [
    "etatsstyringsmøte",
    "særmøte",
    "fagmøte",
    "kontaktmøte",
    "styringsmøte",
    "dialogmøte",
    "statusmøte",
    "arbeidsmøte",
    "oppfølgingsmøte",
    "samarbeidsmøte",
];

/// The languages told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Bokmål.
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
    /// Swedish.
    Sv,
    /// Danish.
    Da,
    /// Another one.
    Other,
}

/// A point on the agenda of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaItem {
    /// Stable id.
    pub id: String,
    /// The number as printed, or as it follows from the neighbours when `inferred`.
    pub number: Option<String>,
    /// Place in the document, from 1.
    pub order: u32,
    /// The heading; null when the document does not show it.
    pub name: Option<String>,
    /// What stands under the heading, conclusions included; `text[start:end]` of `span`.
    pub text: String,
    /// Where `text` stands.
    pub span: Span,
    /// Where the heading stands.
    pub heading_span: Option<Span>,
    /// True for an item whose heading the document does not show.
    pub inferred: bool,
    /// The rule that found it.
    pub rule: String,
}

/// A conclusion, decision or agreed follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conclusion {
    /// Stable id.
    pub id: String,
    /// Id of the agenda item it stands under.
    pub agenda_item: Option<String>,
    /// The conclusion, `text[start:end]` of `span`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The words that mark it, as printed: `Konklusjon:`.
    pub marked_by: String,
    /// The rule that found it.
    pub rule: String,
}

/// An assignment: one top-level list item or one numbered assignment, with its sub-items and
/// the paragraphs that continue it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Oppdrag {
    /// Stable id.
    pub id: String,
    /// The number it is printed with, such as `TB2026-63`.
    pub number: Option<String>,
    /// The number of the section it stands in.
    pub section: Option<String>,
    /// The title of that section.
    pub section_title: Option<String>,
    /// The assignment, `text[start:end]` of `span`.
    pub text: String,
    /// The deadline; the first one that means a date when there are several.
    pub deadline: Option<Deadline>,
    /// All deadlines, in the order they stand in.
    pub deadlines: Vec<Deadline>,
    /// The agencies that are asked to act, by full name.
    pub addressees: Vec<String>,
    /// What the letter does with the assignment.
    pub status: Status,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The words, verbatim.
    pub text: String,
    /// First day, ISO 8601, where the words mean a stretch of time.
    pub from: Option<String>,
    /// Last day, ISO 8601, where the words mean a date.
    pub to: Option<String>,
    /// How exact it is.
    pub precision: Precision,
}

/// How exact a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A third of a year (*tertial*).
    Tertial,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    HalfYear,
    /// A year.
    Year,
    /// Another event: a report, a conference, an agreement to come.
    Event,
}

/// What a letter does with an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It gives it.
    Assigned,
    /// It says that one will come ("må påregne oppdrag").
    Announced,
    /// It makes an earlier one clearer.
    Clarified,
    /// It takes it back.
    Withdrawn,
    /// It gives it, but the text is exempt from public access.
    Withheld,
}

/// A goal (*mål*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// Stable id.
    pub id: String,
    /// The number of the section or the goal, as printed.
    pub number: Option<String>,
    /// The goal.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// A performance indicator (*styringsparameter*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// Stable id.
    pub id: String,
    /// The number of the section it stands in.
    pub section: Option<String>,
    /// The indicator.
    pub text: String,
    /// Which way it should go.
    pub direction: Option<Direction>,
    /// The target, verbatim: `minst 75 prosent`.
    pub target: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// Which way an indicator should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Up.
    Increase,
    /// Down.
    Decrease,
    /// Stay where it is.
    Maintain,
}

/// A point of key information (*nøkkelinformasjon*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyInformation {
    /// Stable id.
    pub id: String,
    /// The number of the section it stands in.
    pub section: Option<String>,
    /// The point.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// Something the agency must report (*rapporteringskrav*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportingRequirement {
    /// Stable id.
    pub id: String,
    /// The number of the section it stands in.
    pub section: Option<String>,
    /// The sentence, list item or table row.
    pub text: String,
    /// When it is due.
    pub deadline: Option<Deadline>,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// One line of the allocation: chapter, item and amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetLine {
    /// Stable id.
    pub id: String,
    /// The chapter (*kapittel*), such as `605`.
    pub chapter: Option<String>,
    /// The chapter's name.
    pub chapter_name: Option<String>,
    /// The item (*post*), two digits, such as `01`.
    pub item: String,
    /// The item's name, keywords left out.
    pub name: String,
    /// The amount in whole kroner; null when the table does not say what it counts in.
    pub amount: Option<i64>,
    /// The amount as printed.
    pub printed_amount: String,
    /// Keywords (*stikkord*): `kan overføres`, `overslagsbevilgning`, `kan nyttes under post 21`.
    pub keywords: Vec<String>,
    /// Where it stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}

/// A reference to another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Stable id.
    pub id: String,
    /// What is referred to: `prop`, `innst`, `meldst`, `nou`, `brev`, `rundskriv`, `lov`, `dokument`.
    pub refers_to: String,
    /// The reference, as printed where it first stands.
    pub text: String,
    /// Where it first stands.
    pub span: Span,
    /// How many times it stands.
    pub count: u32,
    /// The rule that found it.
    pub rule: String,
}

/// An abbreviation with the words that the document explains it by: `kvalifiseringsprogrammet (KVP)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Abbreviation {
    /// Stable id.
    pub id: String,
    /// The short form, as printed.
    pub short: String,
    /// The words, as printed.
    pub long: String,
    /// The explanation, short form and words.
    pub text: String,
    /// Where the explanation first stands.
    pub span: Span,
    /// The rule that found it.
    pub rule: String,
}
