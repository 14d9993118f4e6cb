//! The listings: documents, and one table for each sort of unit. A table's columns, cells and
//! JSON stand together here, so that a field is added in one place.

use crate::model::{
    Abbreviation, AgendaItem, Attendance, BudgetLine, Conclusion, Deadline, Document, Goal, Indicator,
    KeyInformation, Oppdrag, Reference, ReportingRequirement, Span,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Display;

/// A column of a CSV table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The name in the first line.
    pub name: &'static str,
    /// What stands in it.
    pub doc: &'static str,
}

/// Something that is one row of a CSV table.
pub trait Row {
    /// The columns, in order.
    const COLUMNS: &'static [Column];

    /// The cells, one for each column.
    fn cells(&self) -> Vec<String>;
}

/// A table as it is described to people.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The command that prints it.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// The description of a row type's table.
#[must_use]
pub fn table_of<T: Row>(name: &'static str) -> Table {
    Table { name, columns: T::COLUMNS }
}

fn shown<T: Display>(value: Option<&T>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

/// The document that a unit stands in, as far as a reader of the unit needs it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Context {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// Title of the document.
    pub title: Option<String>,
    /// Kind of the document.
    pub kind: String,
    /// Type of the meeting.
    pub meeting_type: Option<String>,
    /// Year of the document.
    pub year: Option<i16>,
    /// Date of the document.
    pub date: Option<String>,
    /// Ministries of the document.
    pub ministries: Vec<String>,
    /// Agency of the document.
    pub agency: Option<String>,
}

impl Context {
    /// The context that `document` gives its units.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        Self {
            document: document.id.clone(),
            path: document.source.path.clone(),
            title: document.title.as_ref().map(|t| t.value.clone()),
            kind: document.kind.value.as_str().to_owned(),
            meeting_type: document.meeting_type.as_ref().map(|m| m.value.clone()),
            year: document.year.as_ref().map(|y| y.value),
            date: document.date.as_ref().map(|d| d.value.clone()),
            ministries: document.ministries.iter().map(|m| m.value.clone()).collect(),
            agency: document.agency.as_ref().map(|a| a.value.clone()),
        }
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.document.clone(),
            self.path.clone(),
            shown(self.title.as_ref()),
            self.kind.clone(),
            shown(self.meeting_type.as_ref()),
            shown(self.year.as_ref()),
            shown(self.date.as_ref()),
            self.ministries.join("; "),
            shown(self.agency.as_ref()),
        ]
    }
}

macro_rules! columns {
    ($($name:literal: $doc:literal),* $(,)?) => {
        &[$(Column { name: $name, doc: $doc }),*]
    };
}

/// The columns of [`Context`], then those of the unit.
macro_rules! unit_columns {
    ($($name:literal: $doc:literal),* $(,)?) => {
        columns! {
            "document": "id of the document",
            "path": "path of the document",
            "title": "title of the document",
            "kind": "kind of the document",
            "meeting_type": "type of the meeting",
            "year": "year of the document",
            "date": "date of the document, ISO 8601",
            "ministries": "ministries, separated by `; `",
            "agency": "agency",
            "id": "id of the unit",
            $($name: $doc,)*
            "text": "the words, as in the document",
            "page": "page on which they begin",
            "start": "first code point in the document's text",
            "end": "one past the last code point",
            "rule": "code of the rule that found it",
        }
    };
}

/// A unit with the document it stands in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Listed<T> {
    /// The document.
    #[serde(flatten)]
    pub context: Context,
    /// The unit.
    #[serde(flatten)]
    pub unit: T,
}

impl<T> Listed<T> {
    fn row(&self, id: &str, own: Vec<String>, text: &str, span: Span, rule: &str) -> Vec<String> {
        let mut cells = self.context.cells();
        cells.push(id.to_owned());
        cells.extend(own);
        cells.extend([
            text.to_owned(),
            span.page.to_string(),
            span.start.to_string(),
            span.end.to_string(),
            rule.to_owned(),
        ]);
        cells
    }
}

fn due(deadline: Option<&Deadline>) -> [String; 3] {
    [
        deadline.map_or_else(String::new, |d| d.text.clone()),
        shown(deadline.and_then(|d| d.from.as_ref())),
        shown(deadline.and_then(|d| d.to.as_ref())),
    ]
}

/// The word that JSON has for a value.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Row for Listed<AgendaItem> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "number": "number as printed",
        "order": "place in the document, from 1",
        "name": "heading",
        "inferred": "`true` where the document does not show the heading",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let own = vec![
            shown(u.number.as_ref()),
            u.order.to_string(),
            shown(u.name.as_ref()),
            u.inferred.to_string(),
        ];
        self.row(&u.id, own, &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<Conclusion> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "agenda_item": "id of the agenda item",
        "marked_by": "the words that mark it",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let own = vec![shown(u.agenda_item.as_ref()), u.marked_by.clone()];
        self.row(&u.id, own, &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<Oppdrag> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "number": "number as printed",
        "section": "number of the section",
        "section_title": "title of the section",
        "status": "assigned, announced, clarified, withdrawn or withheld",
        "deadline": "deadline, verbatim",
        "deadline_from": "its first day, ISO 8601",
        "deadline_to": "its last day, ISO 8601",
        "addressees": "agencies asked to act, separated by `; `",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let mut own = vec![
            shown(u.number.as_ref()),
            shown(u.section.as_ref()),
            shown(u.section_title.as_ref()),
            word(&u.status),
        ];
        own.extend(due(u.deadline.as_ref()));
        own.push(u.addressees.join("; "));
        self.row(&u.id, own, &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<Goal> {
    const COLUMNS: &'static [Column] = unit_columns! { "number": "number as printed" };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        self.row(&u.id, vec![shown(u.number.as_ref())], &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<Indicator> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "section": "number of the section",
        "direction": "increase, decrease or maintain",
        "target": "target, verbatim",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let own = vec![
            shown(u.section.as_ref()),
            u.direction.as_ref().map_or_else(String::new, word),
            shown(u.target.as_ref()),
        ];
        self.row(&u.id, own, &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<KeyInformation> {
    const COLUMNS: &'static [Column] = unit_columns! { "section": "number of the section" };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        self.row(&u.id, vec![shown(u.section.as_ref())], &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<ReportingRequirement> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "section": "number of the section",
        "deadline": "deadline, verbatim",
        "deadline_from": "its first day, ISO 8601",
        "deadline_to": "its last day, ISO 8601",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let mut own = vec![shown(u.section.as_ref())];
        own.extend(due(u.deadline.as_ref()));
        self.row(&u.id, own, &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<BudgetLine> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "chapter": "chapter (kapittel)",
        "chapter_name": "name of the chapter",
        "item": "item (post), two digits",
        "amount": "amount in whole kroner",
        "printed_amount": "amount as printed",
        "keywords": "keywords (stikkord), separated by `; `",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        let own = vec![
            shown(u.chapter.as_ref()),
            shown(u.chapter_name.as_ref()),
            u.item.clone(),
            shown(u.amount.as_ref()),
            u.printed_amount.clone(),
            u.keywords.join("; "),
        ];
        self.row(&u.id, own, &u.name, u.span, &u.rule)
    }
}

impl Row for Listed<Reference> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "refers_to": "prop, innst, meldst, nou, brev, rundskriv, lov or dokument",
        "count": "how many times it stands in the document",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        self.row(&u.id, vec![u.refers_to.clone(), u.count.to_string()], &u.text, u.span, &u.rule)
    }
}

impl Row for Listed<Abbreviation> {
    const COLUMNS: &'static [Column] = unit_columns! {
        "short": "short form, as printed",
        "long": "what it stands for, as printed",
    };

    fn cells(&self) -> Vec<String> {
        let u = &self.unit;
        self.row(&u.id, vec![u.short.clone(), u.long.clone()], &u.text, u.span, &u.rule)
    }
}

/// A document in a listing: its facts without their evidence, and how much was found in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentRow {
    /// The facts.
    #[serde(flatten)]
    pub context: Context,
    /// Language.
    pub language: Option<String>,
    /// Pages.
    pub pages: u32,
    /// How many agenda items were found.
    pub agenda_items: usize,
    /// How many conclusions were found.
    pub conclusions: usize,
    /// How many assignments were found.
    pub oppdrag: usize,
    /// What could not be told, and why.
    pub warnings: Vec<String>,
    /// Where the meeting was held, as printed.
    pub meeting_place: Option<String>,
    /// Its time of day, as printed.
    pub meeting_time: Option<String>,
    /// The bodies for which people took part in it.
    pub present: Vec<String>,
    /// The bodies for which people were absent.
    pub absent: Vec<String>,
    /// The next meeting: its day, ISO 8601, or the words that tell of it.
    pub next_meeting: Option<String>,
}

impl DocumentRow {
    /// The row of a document.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let meeting = document.meeting.as_ref();
        Self {
            context: Context::new(document),
            language: document.language.as_ref().map(|l| word(&l.value)),
            pages: document.source.pages,
            agenda_items: document.agenda_items.len(),
            conclusions: document.conclusions.len(),
            oppdrag: document.oppdrag.len(),
            warnings: document.warnings.clone(),
            meeting_place: meeting.and_then(|m| Some(m.place.as_ref()?.value.clone())),
            meeting_time: meeting.and_then(|m| Some(m.time.as_ref()?.value.clone())),
            present: meeting.map(|m| bodies(m.present.as_ref())).unwrap_or_default(),
            absent: meeting.map(|m| bodies(m.absent.as_ref())).unwrap_or_default(),
            next_meeting: meeting
                .and_then(|m| m.next_meeting.as_ref())
                .map(|n| n.date.as_ref().unwrap_or(&n.text).clone()),
        }
    }
}

/// The bodies that people were there for, where they are known.
fn bodies(groups: Option<&Vec<Attendance>>) -> Vec<String> {
    groups.into_iter().flatten().filter_map(|g| g.body.clone()).collect()
}

impl Row for DocumentRow {
    const COLUMNS: &'static [Column] = columns! {
        "document": "id of the document",
        "path": "path of the document",
        "title": "title",
        "kind": "kind",
        "meeting_type": "type of the meeting",
        "year": "year",
        "date": "date, ISO 8601",
        "ministries": "ministries, separated by `; `",
        "agency": "agency",
        "language": "nb, nn, en, sv, da or other",
        "pages": "pages",
        "agenda_items": "how many agenda items were found",
        "conclusions": "how many conclusions were found",
        "oppdrag": "how many assignments were found",
        "warnings": "what could not be told, separated by `; `",
        "meeting_place": "where the meeting was held, as printed",
        "meeting_time": "its time of day, as printed",
        "present": "bodies for which people took part, separated by `; `",
        "absent": "bodies for which people were absent, separated by `; `",
        "next_meeting": "the next meeting: its day, ISO 8601, or the words that tell of it",
    };

    fn cells(&self) -> Vec<String> {
        let mut cells = self.context.cells();
        cells.extend([
            self.language.clone().unwrap_or_default(),
            self.pages.to_string(),
            self.agenda_items.to_string(),
            self.conclusions.to_string(),
            self.oppdrag.to_string(),
            self.warnings.join("; "),
            self.meeting_place.clone().unwrap_or_default(),
            self.meeting_time.clone().unwrap_or_default(),
            self.present.join("; "),
            self.absent.join("; "),
            self.next_meeting.clone().unwrap_or_default(),
        ]);
        cells
    }
}

impl Row for super::Record<'_> {
    const COLUMNS: &'static [Column] = DocumentRow::COLUMNS;

    fn cells(&self) -> Vec<String> {
        DocumentRow::new(self.document).cells()
    }
}
