//! The fields of the index. A change here, or to what a field holds as JSON, is a new [`FORMAT`].

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The version of the layout; an index of another version is made anew.
pub(super) const FORMAT: u32 = 2;

/// The name under which the analyser is registered.
pub(super) const ANALYSER: &str = "norwegian";

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
    pub year: Field,
    pub kind: Field,
    pub meeting_type: Field,
    pub ministry: Field,
    pub agency: Field,
    /// One of [`ORIGINS`].
    pub origin: Field,
    /// Index into [`super::PARTS`].
    pub part: Field,
    pub text: Field,
    pub heading: Field,
    /// What a hit shows, as JSON.
    pub shown: Field,
    /// The record, as JSON (documents only).
    pub record: Field,
    /// The clean text (documents only).
    pub whole_text: Field,
    /// Where its pages begin, as JSON (documents only).
    pub pages: Field,
    /// Where its lines stand on them, as JSON (documents only).
    pub layout: Field,
    /// What the next run needs to know of the file, as JSON (documents only).
    pub state: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYSER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        entry: b.add_text_field("entry", STRING),
        id: b.add_text_field("id", STRING | STORED),
        key: b.add_u64_field("key", FAST),
        year: b.add_i64_field("year", INDEXED | FAST),
        kind: b.add_text_field("kind", STRING | FAST),
        meeting_type: b.add_text_field("meeting_type", STRING | FAST),
        ministry: b.add_text_field("ministry", STRING | FAST),
        agency: b.add_text_field("agency", STRING | FAST),
        origin: b.add_text_field("origin", STRING | FAST),
        part: b.add_u64_field("part", INDEXED | FAST | STORED),
        text: b.add_text_field("text", text.clone() | STORED),
        heading: b.add_text_field("heading", text | STORED),
        shown: b.add_text_field("shown", STORED),
        record: b.add_text_field("record", STORED),
        pages: b.add_text_field("pages", STORED),
        layout: b.add_text_field("layout", STORED),
        whole_text: b.add_text_field("whole_text", STORED),
        state: b.add_text_field("state", STORED),
    };
    (b.build(), fields)
}
