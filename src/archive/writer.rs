//! Writing into the index.

use super::alike;
use super::schema::{DOCUMENT, Fields, PASSAGE, VERSION, facet};
use super::store::{Commit, Shown, State, Stored, entry_of};
use crate::error::{Error, Result};
use crate::model::{Document, Layout};
use crate::passages::{PARTS, Passage, day};
use std::path::Path;
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyDocument, Term};

/// A document as it goes into the index.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The record.
    pub document: &'a Document,
    /// The clean text.
    pub text: &'a str,
    /// Byte offset in `text` → number of the page that begins there.
    pub pages: &'a [(usize, u32)],
    /// Where its lines are on the pages.
    pub layout: &'a Layout,
    /// Its passages.
    pub passages: &'a [Passage],
    /// What the next run needs to know.
    pub state: &'a State,
}
/// Writes into an index. Nothing is visible before [`Writer::commit`].
pub struct Writer {
    writer: IndexWriter,
    fields: Fields,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    pub(super) fn new(writer: IndexWriter, fields: Fields) -> Self {
        Self { writer, fields }
    }

    /// Removes the document with this id, passages and all.
    pub fn remove(&self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Adds a document; one with the same id is to be removed first.
    pub fn add(&self, entry: &Entry<'_>) -> Result<()> {
        let json = |e: serde_json::Error| Error::Output(e.to_string());
        let (f, document) = (&self.fields, entry.document);
        self.add_record(DOCUMENT, (document, entry.state), (entry.text, entry.pages, entry.layout))?;
        let facets = facets(document);
        let mut batch = Vec::with_capacity(entry.passages.len());
        for passage in entry.passages {
            let mut doc = TantivyDocument::new();
            doc.add_text(f.entry, PASSAGE);
            doc.add_text(f.id, &document.id);
            doc.add_u64(f.key, key(&document.id));
            for value in &facets {
                doc.add_text(f.facet, value);
            }
            doc.add_text(f.facet, facet("part", PARTS.get(passage.part).copied().unwrap_or("text")));
            for has in &passage.has {
                doc.add_text(f.facet, facet("has", has));
            }
            doc.add_u64(f.part, passage.part as u64);
            if let Some((from, to)) = passage.deadline {
                doc.add_i64(f.deadline_from, from);
                doc.add_i64(f.deadline_to, to);
            }
            doc.add_u64(f.alike, alike::mark(&passage.text));
            doc.add_text(f.text, &passage.text);
            doc.add_text(f.heading, &passage.heading);
            let shown = Shown {
                span: passage.span,
                part: passage.part,
                part_id: passage.part_id.clone(),
                recognised: document.source.ocr_pages.contains(&passage.span.page),
            };
            doc.add_text(f.shown, serde_json::to_string(&shown).map_err(json)?);
            batch.push(UserOperation::Add(doc));
        }
        // Together, so that the passages of a document stand together in one segment.
        self.writer.run(batch)?;
        Ok(())
    }

    /// Adds a document that is another version of one: it can be shown, and is neither listed nor searched.
    pub fn add_version(&self, entry: &Entry<'_>) -> Result<()> {
        self.add_record(VERSION, (entry.document, entry.state), (entry.text, entry.pages, entry.layout))
    }

    fn add_record(
        &self,
        entry: &str,
        (document, state): (&Document, &State),
        (text, pages, layout): (&str, &[(usize, u32)], &Layout),
    ) -> Result<()> {
        let json = |e: serde_json::Error| Error::Output(e.to_string());
        let f = &self.fields;
        let mut record = self.base(document, entry);
        record.add_text(f.record, serde_json::to_string(document).map_err(json)?);
        record.add_text(f.whole_text, text);
        record.add_text(f.pages, serde_json::to_string(pages).map_err(json)?);
        record.add_text(f.layout, serde_json::to_string(layout).map_err(json)?);
        record.add_text(f.state, serde_json::to_string(state).map_err(json)?);
        self.writer.add_document(record)?;
        Ok(())
    }

    /// Replaces the record of a document by another; its passages stay.
    pub fn replace_record(&self, stored: &Stored, document: &Document, state: &State) -> Result<()> {
        self.writer.delete_query(Box::new(entry_of(&self.fields, &document.id, DOCUMENT)))?;
        self.add_record(DOCUMENT, (document, state), (&stored.text, &stored.pages, &stored.layout))
    }

    /// Takes a document, passages and all, out of what is listed and searched: it is another version of one.
    pub fn hide(&self, stored: &Stored, document: &Document, state: &State) -> Result<()> {
        self.remove(&document.id);
        self.add_record(VERSION, (document, state), (&stored.text, &stored.pages, &stored.layout))
    }

    /// What lists and facets say of a document.
    fn base(&self, document: &Document, entry: &str) -> TantivyDocument {
        let f = &self.fields;
        let mut doc = TantivyDocument::new();
        doc.add_text(f.entry, entry);
        doc.add_text(f.id, &document.id);
        doc.add_u64(f.key, key(&document.id));
        doc.add_text(f.path, &document.source.path);
        doc.add_text(f.title, title(document));
        doc.add_text(f.kind, document.kind.value.as_str());
        doc.add_text(f.origin, document.source.origin());
        let year = document.year.as_ref().map(|y| i64::from(y.value));
        if let Some(year) = year {
            doc.add_i64(f.year, year);
        }
        let date = document.date.as_ref().and_then(|d| day(&d.value));
        if let Some(day) = date.or(year.map(|y| y * 10_000 + 1231)) {
            doc.add_i64(f.day, day);
        }
        if let Some(meeting) = &document.meeting_type {
            doc.add_text(f.meeting_type, &meeting.value);
        }
        for ministry in &document.ministries {
            doc.add_text(f.ministry, &ministry.value);
        }
        if let Some(agency) = &document.agency {
            doc.add_text(f.agency, &agency.value);
        }
        for abbreviation in &document.abbreviations {
            doc.add_text(f.abbreviation, format!("{}\t{}", abbreviation.short, abbreviation.long));
        }
        doc
    }

    /// Makes everything since the last commit visible at once. What the commit says of the index,
    /// [`super::Archive::last_commit`] gives back.
    pub fn commit(&mut self, commit: &Commit) -> Result<()> {
        let payload = serde_json::to_string(commit).map_err(|e| Error::Output(e.to_string()))?;
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        Ok(())
    }

    /// Ends writing: waits until what is being merged in the background is done.
    pub fn finish(self) -> Result<()> {
        Ok(self.writer.wait_merging_threads()?)
    }
}

/// What a query can demand of the document that a passage stands in.
fn facets(document: &Document) -> Vec<String> {
    let mut out = vec![facet("kind", document.kind.value.as_str()), facet("text", document.source.origin())];
    out.extend(document.year.iter().map(|y| facet("year", &y.value.to_string())));
    out.extend(document.meeting_type.iter().map(|m| facet("type", &m.value)));
    out.extend(document.ministries.iter().map(|m| facet("ministry", &m.value)));
    out.extend(document.agency.iter().map(|a| facet("agency", &a.value)));
    out
}

/// The id as a number: its first sixteen hexadecimal digits.
fn key(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or_default()
}

/// The title, or the file's name where the document shows none.
fn title(document: &Document) -> String {
    document.title.as_ref().map_or_else(
        || {
            let path = Path::new(&document.source.path);
            path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
        },
        |t| t.value.clone(),
    )
}
