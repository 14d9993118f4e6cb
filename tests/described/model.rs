//! The description of a document: what it says and what that means, but not how it looks on paper.

use serde::Deserialize;

/// A steering document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Description {
    /// Where the corpus program writes it, below the root of the project; the extension is the format.
    pub output: Option<String>,
    /// What makes the PDF of it: `own`, `typst`, `libreoffice`, `chromium` or `scan`.
    pub producer: Option<String>,
    /// Names of other descriptions (files beside this one): the attachments of a mail, the members of an
    /// archive.
    pub parts: Vec<String>,
    /// How it looks, for renderers that can look in several ways.
    pub look: Look,
    /// The kind, as the record has it: `referat`, `tildelingsbrev`, …
    pub kind: String,
    /// The sort of meeting, for minutes.
    pub meeting_type: Option<String>,
    /// `nb` or `nn`.
    pub language: String,
    /// The budget year of a letter, the year of a meeting.
    pub year: i16,
    /// The date, ISO 8601.
    pub date: String,
    /// The ministry, by the name in use that year; nothing for a document that none sends.
    pub ministry: String,
    /// The agency, by the name in use that year.
    pub agency: String,
    /// The recipient's postal address, a line each.
    pub address: Vec<String>,
    /// The line that names the document.
    pub title: String,
    /// *Vår ref*.
    pub our_ref: Option<String>,
    /// *Deres ref*.
    pub your_ref: Option<String>,
    /// The fields at the head of minutes: time, place, those present.
    pub fields: Vec<(String, String)>,
    /// The documents and laws that the body refers to, as printed where they first stand.
    pub references: Vec<String>,
    /// Footnotes; `[^1]` in the body refers to the first.
    pub footnotes: Vec<String>,
    /// The lines of the signature: titles, no names.
    pub signature: Vec<String>,
    /// Who gets a copy.
    pub copies: Vec<String>,
    /// The document itself.
    pub body: Vec<Block>,
}

/// How a document looks. Each renderer takes what it can show.
#[allow(clippy::struct_excessive_bools)] // Each is a line of its own in a description.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    /// The mark of list items; `•` when there is none.
    pub bullet: Option<char>,
    /// Columns of the page.
    pub columns: Option<u8>,
    /// Letters with feet.
    pub serif: bool,
    /// `fi` and `fl` drawn as one glyph.
    pub ligatures: bool,
    /// Paper lying on its side.
    pub landscape: bool,
    /// The page is stored upright and turned by its `Rotate` entry.
    pub rotated: bool,
    /// A text layer that gives other characters than those drawn.
    pub broken_text: bool,
    /// Headings numbered by the word processor, so that the numbers are no text.
    pub automatic_numbers: bool,
    /// Chapter and item in columns of their own in the budget table.
    pub budget_columns: bool,
    /// Long words broken at the end of lines.
    pub hyphens: bool,
}

/// One block of the body.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A heading; its number, if it has one, is the first word: `3.1 Trygge veier`.
    Heading(String),
    /// A heading whose words are a goal.
    Goal(String),
    /// A goal on a line that says so: `Hovedmål 1: …`, given as the printed word, number and words.
    NamedGoal(String, String, String),
    /// Running text.
    Paragraph(String),
    /// A line that names what follows, without a meaning of its own: `Saksliste`.
    Label(String),
    /// Bullets without a meaning of their own.
    Bullets(Vec<Item>),
    /// Numbered items without a meaning of their own.
    Numbered(Vec<Item>),
    /// Assignments in a list under the label `Oppdrag:`.
    Oppdrag(Vec<Oppdrag>),
    /// One assignment with a number and a title of its own.
    Assignment(Oppdrag),
    /// Performance indicators in a list under their label.
    Indicators(Vec<Indicator>),
    /// Points of key information in a list under their label.
    KeyInformation(Vec<String>),
    /// Sentences, each of which says what must be reported.
    Reporting(Vec<String>),
    /// A line that leads on to what a report must hold, and the points it must hold.
    ReportingList(String, Vec<String>),
    /// A point on the agenda.
    Agenda(Agenda),
    /// A conclusion with the label that marks it.
    Conclusion(Conclusion),
    /// The allocation.
    Budget(Budget),
    /// A table without a meaning of its own; the first row names the columns.
    Table(Vec<Vec<String>>),
    /// A new page.
    PageBreak,
}

/// A list item.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Item {
    /// Its words.
    Plain(String),
    /// Its words and the items below it.
    Nested {
        /// The words.
        text: String,
        /// The items below.
        items: Vec<String>,
    },
}

impl Item {
    /// The words, and the items below.
    pub fn parts(&self) -> (&str, &[String]) {
        match self {
            Self::Plain(text) => (text, &[]),
            Self::Nested { text, items } => (text, items),
        }
    }
}

/// An assignment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Oppdrag {
    /// The number it is printed with.
    pub number: Option<String>,
    /// Its title, for one with a number.
    pub title: Option<String>,
    /// What is asked for.
    pub text: String,
    /// Sub-items.
    pub items: Vec<String>,
    /// A paragraph that goes on with it after the sub-items.
    pub after: Option<String>,
    /// When it is due.
    pub deadline: Option<Deadline>,
    /// `assigned` when nothing is said.
    pub status: Option<String>,
    /// The agency of the letter when nothing is said.
    pub addressees: Option<Vec<String>>,
}

/// When something is due.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deadline {
    /// The word of the line of its own that gives it, such as `Frist`; nothing where the words stand in
    /// the text.
    pub line: Option<String>,
    /// The words that mean it, as printed.
    pub text: String,
    /// First day, ISO 8601.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

/// A performance indicator.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Indicator {
    /// The indicator.
    pub text: String,
    /// `increase`, `decrease` or `maintain`.
    pub direction: Option<String>,
    /// The target, as printed.
    pub target: Option<String>,
}

/// A point on the agenda.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Agenda {
    /// What stands before the number: `Sak`.
    pub before: Option<String>,
    /// The number.
    pub number: String,
    /// What stands after it; a full stop when nothing is said.
    pub after: Option<String>,
    /// The name.
    pub name: String,
}

impl Agenda {
    /// What the heading begins with: `Sak 01/21`, `2.`.
    pub fn printed_number(&self) -> String {
        let before = self.before.as_ref().map_or(String::new(), |b| format!("{b} "));
        format!("{before}{}{}", self.number, self.after.as_deref().unwrap_or("."))
    }
}

/// A conclusion.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Conclusion {
    /// The label, colon included.
    pub marker: String,
    /// The conclusion in prose.
    pub text: Option<String>,
    /// The conclusion as a list.
    pub items: Vec<String>,
    /// The prose stands below the label, not beside it.
    pub below: bool,
}

/// The money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// What the amounts count in, as printed: `beløp i 1 000 kroner`.
    pub unit: String,
    /// Kroner in one of them.
    pub factor: i64,
    /// The chapters.
    pub chapters: Vec<Chapter>,
}

/// A chapter of the budget.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chapter {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its items.
    pub posts: Vec<Post>,
}

/// An item of the budget.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Post {
    /// Two digits.
    pub item: String,
    /// The name without the keywords.
    pub name: String,
    /// The keywords.
    pub keywords: Vec<String>,
    /// The amount in the table's unit.
    pub amount: i64,
}

/// The number and the words of a heading: `3.1 Trygge veier`.
pub fn split_heading(heading: &str) -> (Option<&str>, &str) {
    match heading.split_once(' ') {
        Some((first, rest)) if first.starts_with(|c: char| c.is_ascii_digit()) => (Some(first), rest),
        _ => (None, heading),
    }
}

impl Description {
    /// Reads a description. The error says where it is wrong.
    pub fn read(toml: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml)
    }

    /// Whether it is minutes of a meeting.
    pub fn is_minutes(&self) -> bool {
        self.kind == "referat"
    }

    /// Whether it is written in nynorsk.
    pub fn is_nynorsk(&self) -> bool {
        self.language == "nn"
    }
}
