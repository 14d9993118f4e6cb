//! The fields of the index. A change here, or to what a field holds as JSON, is a new [`FORMAT`].

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The version of the layout; an index of another version is made anew.
pub(super) const FORMAT: u32 = 4;

/// The name under which the analyser is registered.
pub(super) const ANALYSER: &str = "norwegian";
/// The same for headings.
pub(super) const HEADING_ANALYSER: &str = "norwegian-heading";

/// What an entry is, in field `entry`.
pub(super) const PASSAGE: &str = "passage";
/// See [`PASSAGE`].
pub(super) const DOCUMENT: &str = "document";
/// See [`PASSAGE`]: another version of a document, which is neither listed nor searched.
pub(super) const VERSION: &str = "version";

/// Values of the field `origin`: whether the words stand in the file, or some of them were recognised from
/// images of its pages.
pub const ORIGINS: [&str; 2] = ["digital", "ocr"];

/// The fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// [`PASSAGE`], [`DOCUMENT`] or [`VERSION`].
    pub entry: Field,
    /// The document's id as text.
    pub id: Field,
    /// The document's id as a number.
    pub key: Field,

    // Of documents: what lists, facets and hits say of them; read into memory when an index is searched.
    pub year: Field,
    /// The document's date as a number, such as 20180315; the last day of its year where it has none.
    pub day: Field,
    pub kind: Field,
    pub meeting_type: Field,
    pub ministry: Field,
    pub agency: Field,
    /// One of [`ORIGINS`].
    pub origin: Field,
    /// What the document explains: the short form, a tab, the words.
    pub abbreviation: Field,
    pub path: Field,
    pub title: Field,
    /// The record, as JSON.
    pub record: Field,
    /// The clean text.
    pub whole_text: Field,
    /// Where its pages begin, as JSON.
    pub pages: Field,
    /// Where its lines stand on them, as JSON.
    pub layout: Field,
    /// What the next run needs to know of the file, as JSON.
    pub state: Field,

    // Of passages.
    /// What a query can demand: `kind:referat`, `has:deadline`; see [`facet`].
    pub facet: Field,
    /// Index into [`crate::passages::PARTS`].
    pub part: Field,
    /// The unit's deadlines: first and last day.
    pub deadline_from: Field,
    /// See `deadline_from`.
    pub deadline_to: Field,
    /// What near-duplicates have nearly in common; see [`super::alike`].
    pub alike: Field,
    pub text: Field,
    pub heading: Field,
    /// What a hit shows beside these, as JSON.
    pub shown: Field,
}

/// The term in the field `facet` for a value.
pub(super) fn facet(name: &str, value: &str) -> String {
    format!("{name}:{value}")
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let analysed = |analyser, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fast = TextOptions::default().set_fast("raw");
    let fields = Fields {
        entry: b.add_text_field("entry", STRING),
        id: b.add_text_field("id", STRING | STORED),
        key: b.add_u64_field("key", FAST),
        year: b.add_i64_field("year", FAST),
        day: b.add_i64_field("day", FAST),
        kind: b.add_text_field("kind", fast.clone()),
        meeting_type: b.add_text_field("meeting_type", fast.clone()),
        ministry: b.add_text_field("ministry", fast.clone()),
        agency: b.add_text_field("agency", fast.clone()),
        origin: b.add_text_field("origin", fast.clone()),
        abbreviation: b.add_text_field("abbreviation", fast.clone()),
        path: b.add_text_field("path", fast.clone()),
        title: b.add_text_field("title", fast),
        record: b.add_text_field("record", STORED),
        whole_text: b.add_text_field("whole_text", STORED),
        pages: b.add_text_field("pages", STORED),
        layout: b.add_text_field("layout", STORED),
        state: b.add_text_field("state", STORED),
        facet: b.add_text_field("facet", STRING),
        part: b.add_u64_field("part", FAST),
        deadline_from: b.add_i64_field("deadline_from", FAST),
        deadline_to: b.add_i64_field("deadline_to", FAST),
        alike: b.add_u64_field("alike", FAST),
        text: b.add_text_field("text", analysed(ANALYSER, IndexRecordOption::WithFreqsAndPositions) | STORED),
        heading: b
            .add_text_field("heading", analysed(HEADING_ANALYSER, IndexRecordOption::WithFreqs) | STORED),
        shown: b.add_text_field("shown", STORED),
    };
    (b.build(), fields)
}
