//! The index on disk: opening, writing, listing.

use super::analyser::{self, Analyser, Tantivy};
use super::alike;
use super::catalogue::Catalogue;
use super::filters::Known;
use super::layout::Layout;
use super::passages::{PARTS, Passage, day};
use super::same::{Same, Source};
use super::schema::{ANALYSER, DOCUMENT, FORMAT, Fields, PASSAGE, VERSION, facet, schema};
use crate::error::{Error, Result};
use crate::model::{Document, Parent, Span, Text};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::indexer::UserOperation;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The file that says that a folder is an index of this program.
const MARKER: &str = "arkiv-index.json";
/// How much text is packed together, in bytes.
const BLOCK: usize = 4096;
/// Memory that the writer may use before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 64 << 20;

#[derive(Serialize, Deserialize)]
struct Marker {
    program: String,
    version: String,
    format: u32,
    analyser: String,
}

impl Marker {
    fn current() -> Self {
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            format: FORMAT,
            analyser: analyser::fingerprint(),
        }
    }
}

/// An open index.
pub struct Archive {
    pub(super) index: Index,
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    /// One view of the index, so that all that is said of it fits together.
    searcher: Searcher,
    /// Read when the index is first searched.
    catalogue: OnceLock<Arc<Catalogue>>,
    same: OnceLock<Same>,
    /// Keeps the terms of the words it has seen.
    pub(super) analyser: Mutex<Analyser>,
    /// What the records were extracted with, as the last commit says.
    extraction: Option<String>,
    pub(super) dir: PathBuf,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("extraction", &self.extraction).finish_non_exhaustive()
    }
}

/// What the next run needs to know of a file to tell whether it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Absolute path.
    pub file: String,
    /// The path by which the record names it.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i128,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Digest of what was given of it in files beside it.
    pub given: String,
    /// What the record was extracted with.
    pub extraction: String,
    /// Absolute path and shown path of other files with the same bytes.
    #[serde(default)]
    pub twins: Vec<(String, String)>,
    /// The file that it stands in.
    pub parent: Option<Parent>,
    /// Whether other documents stand in it.
    pub holds: bool,
    /// Whether it has pages that could not be read because nothing that recognises text is installed.
    pub unread: bool,
    /// A digest of its words that is like those of like texts; [`crate::ingest`] knows how.
    pub signature: String,
    /// The document that it is another version of.
    pub version_of: Option<String>,
}

/// A document as it goes into the index.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The record.
    pub document: &'a Document,
    /// The clean text.
    pub text: &'a Text,
    /// Its passages.
    pub passages: &'a [Passage],
    /// What the next run needs to know.
    pub state: &'a State,
}

/// A document as it comes out of the index.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The record.
    pub document: Document,
    /// The clean text.
    pub text: String,
    /// Byte offset in `text` → number of the page that begins there.
    pub pages: Vec<(usize, u32)>,
    /// Where its lines stand.
    pub layout: Layout,
    /// What the next run needs to know.
    pub state: State,
}

/// What a hit shows of its passage beside its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Shown {
    pub span: Span,
    /// Index into [`PARTS`].
    pub part: usize,
    pub part_id: Option<String>,
    pub recognised: bool,
}

/// Whether a folder holds nothing but files that are kept out of sight.
fn is_empty(dir: &Path) -> Result<bool> {
    let entries = std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))?;
    Ok(entries.filter_map(std::result::Result::ok).all(|e| e.file_name().to_string_lossy().starts_with('.')))
}

fn index_error(dir: &Path, why: impl Into<String>) -> Error {
    Error::Index { path: dir.to_owned(), why: why.into() }
}

fn read_marker(dir: &Path) -> Result<Option<Marker>> {
    let file = dir.join(MARKER);
    match std::fs::read_to_string(&file) {
        Ok(json) => serde_json::from_str(&json).map(Some).map_err(|e| {
            index_error(
                dir,
                format!("its {MARKER} cannot be read ({e}); delete the folder and run `arkiv index` again"),
            )
        }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io(file, e)),
    }
}

impl Archive {
    /// Opens an index for searching. The error says why it cannot be: it does not exist, the folder
    /// is no index, or it was made by a version that wrote or analysed otherwise.
    pub fn open(dir: &Path) -> Result<Self> {
        if !dir.exists() {
            return Err(index_error(
                dir,
                "there is no such index; make it with `arkiv index FOLDER --index DIR`",
            ));
        }
        let Some(marker) = read_marker(dir)? else {
            let why = if dir.is_dir() && is_empty(dir)? {
                "nothing has been indexed here yet; run `arkiv index FOLDER`"
            } else {
                "this is no index made by arkiv; name the right one with --index"
            };
            return Err(index_error(dir, why));
        };
        if marker.format != FORMAT || marker.analyser != analyser::fingerprint() {
            return Err(index_error(
                dir,
                format!(
                    "the index was made by arkiv {}, which wrote it otherwise than {}; run `arkiv index` again to renew it",
                    marker.version,
                    env!("CARGO_PKG_VERSION")
                ),
            ));
        }
        Self::open_checked(dir)
    }

    /// Opens an index for writing; makes it where there is none. An index of another version is
    /// emptied, so that everything is read anew. The error says why the folder cannot be used.
    pub fn open_or_create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| Error::io(dir, e))?;
        let marker = read_marker(dir)?;
        match &marker {
            None if !is_empty(dir)? => {
                return Err(index_error(
                    dir,
                    "the folder holds other files and is no index made by arkiv; choose another with --index",
                ));
            }
            Some(m) if m.format == FORMAT && m.analyser == analyser::fingerprint() => {}
            Some(_) => clear(dir)?,
            None => {}
        }
        let json =
            serde_json::to_string_pretty(&Marker::current()).map_err(|e| Error::Output(e.to_string()))?;
        let file = dir.join(MARKER);
        std::fs::write(&file, json + "\n").map_err(|e| Error::io(file, e))?;
        Self::open_checked(dir)
    }

    fn open_checked(dir: &Path) -> Result<Self> {
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(dir)
            .map_err(|e| index_error(dir, format!("the folder cannot be opened: {e}")))?;
        // Hits are read one by one: a small block is soon unpacked.
        let settings = IndexSettings { docstore_blocksize: BLOCK, ..IndexSettings::default() };
        let index = Index::builder().schema(schema).settings(settings).open_or_create(directory)?;
        index.tokenizers().register(ANALYSER, Tantivy::analyser());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let extraction = index.load_metas()?.payload;
        Ok(Self {
            searcher: reader.searcher(),
            index,
            fields,
            reader,
            catalogue: OnceLock::new(),
            same: OnceLock::new(),
            analyser: Mutex::default(),
            extraction,
            dir: dir.to_owned(),
        })
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// What is known of every document.
    pub(super) fn catalogue(&self) -> Result<&Arc<Catalogue>> {
        if let Some(known) = self.catalogue.get() {
            return Ok(known);
        }
        let read = Arc::new(Catalogue::read(&self.searcher, &self.fields)?);
        Ok(self.catalogue.get_or_init(|| read))
    }

    /// The values that filters can name, as the documents have them.
    pub fn known(&self) -> Result<Known<'_>> {
        Ok(Known(self.catalogue()?))
    }

    /// Names for the same.
    pub(super) fn same(&self, analyser: &mut Analyser) -> Result<&Same> {
        if let Some(known) = self.same.get() {
            return Ok(known);
        }
        let mut read = Same::default();
        for group in crate::registry::Aliases::embedded().groups() {
            let names = group.forms.iter().map(|f| (f.text.as_str(), f.exact));
            read.add(names, Source::Aliases, analyser);
        }
        Ok(self.same.get_or_init(|| read))
    }

    /// What the records were extracted with: the fingerprint given to [`Writer::commit`].
    #[must_use]
    pub fn extraction(&self) -> Option<&str> {
        self.extraction.as_deref()
    }

    /// A writer. The error says when another process is writing.
    pub fn writer(&self) -> Result<Writer> {
        let writer: IndexWriter = self.index.writer(WRITER_MEMORY).map_err(|e| match e {
            tantivy::TantivyError::LockFailure(..) => {
                index_error(&self.dir, "another `arkiv index` is at work on it; wait until it is done")
            }
            other => Error::Tantivy(other),
        })?;
        // By default deletes never make a segment worth merging, and removed texts would stay.
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(policy));
        Ok(Writer { writer, fields: self.fields })
    }

    /// The same index as it is after the last commit.
    pub fn reloaded(&self) -> Result<Self> {
        Self::open_checked(&self.dir)
    }

    /// Every document's state, other versions of a document among them.
    pub fn states(&self) -> Result<Vec<(String, State)>> {
        let state = |doc: &TantivyDocument| {
            let id = text_of(doc, self.fields.id).to_owned();
            parse(text_of(doc, self.fields.state)).map(|state| (id, state))
        };
        let mut all = self.each(DOCUMENT, state)?;
        all.extend(self.each(VERSION, state)?);
        Ok(all)
    }

    /// Every document's record, by path.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let mut all: Vec<Document> = self.each(DOCUMENT, |doc| parse(text_of(doc, self.fields.record)))?;
        all.sort_by(|a, b| a.source.path.cmp(&b.source.path));
        Ok(all)
    }

    /// The documents whose id is `id` or begins with it, with their texts; other versions of documents
    /// last.
    pub fn find(&self, id: &str) -> Result<Vec<Stored>> {
        let stored = |doc: &TantivyDocument| {
            let wanted = text_of(doc, self.fields.id).starts_with(id);
            wanted.then(|| self.stored(doc)).transpose()
        };
        let mut all = self.each(DOCUMENT, stored)?;
        all.extend(self.each(VERSION, stored)?);
        Ok(all.into_iter().flatten().collect())
    }

    /// The document with this id, or the version of one. No other is read for it.
    pub fn get(&self, id: &str) -> Result<Option<Stored>> {
        let searcher = self.reader.searcher();
        for entry in [DOCUMENT, VERSION] {
            let found = searcher.search(&entry_of(&self.fields, id, entry), &DocSetCollector)?;
            if let Some(address) = found.into_iter().next() {
                return self.stored(&searcher.doc(address)?).map(Some);
            }
        }
        Ok(None)
    }

    fn stored(&self, doc: &TantivyDocument) -> Result<Stored> {
        let f = &self.fields;
        Ok(Stored {
            document: parse(text_of(doc, f.record))?,
            text: text_of(doc, f.whole_text).to_owned(),
            pages: parse(text_of(doc, f.pages))?,
            layout: parse(text_of(doc, f.layout))?,
            state: parse(text_of(doc, f.state))?,
        })
    }

    fn each<T>(&self, entry: &str, mut take: impl FnMut(&TantivyDocument) -> Result<T>) -> Result<Vec<T>> {
        let searcher = self.reader.searcher();
        let query = TermQuery::new(Term::from_field_text(self.fields.entry, entry), IndexRecordOption::Basic);
        let mut addresses: Vec<_> = searcher.search(&query, &DocSetCollector)?.into_iter().collect();
        addresses.sort_unstable();
        addresses.into_iter().map(|a| take(&searcher.doc(a)?)).collect()
    }
}

/// The entry of this sort with this id.
fn entry_of(fields: &Fields, id: &str, entry: &str) -> BooleanQuery {
    let both = [(fields.id, id), (fields.entry, entry)].map(|(field, value)| {
        let term = Term::from_field_text(field, value);
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        (Occur::Must, query)
    });
    BooleanQuery::new(both.into())
}

/// The stored text of a field; empty where there is none.
pub(super) fn text_of(doc: &TantivyDocument, field: tantivy::schema::Field) -> &str {
    doc.get_first(field).and_then(|v| v.as_str()).unwrap_or("")
}

pub(super) fn parse<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|e| {
        Error::Output(format!(
            "a stored record cannot be read ({e}); run `arkiv index` again to renew the index"
        ))
    })
}

/// Removes an index of another version, and nothing else.
fn clear(dir: &Path) -> Result<()> {
    // The marker goes last: without it nobody would know whose files the others are.
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        paths.push(entry.map_err(|e| Error::io(dir, e))?.path());
    }
    paths.sort_by_key(|p| p.ends_with(MARKER));
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
        let ours = path.is_file()
            && (name == MARKER || name == "meta.json" || name == ".managed.json" || is_segment(name));
        if ours {
            std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        }
    }
    Ok(())
}

/// Names like `1f2e….store`.
fn is_segment(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(stem, _)| stem.len() == 32 && stem.chars().all(|c| c.is_ascii_hexdigit()))
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
    /// Removes the document with this id, passages and all.
    pub fn remove(&self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Adds a document; one with the same id is to be removed first.
    pub fn add(&self, entry: &Entry<'_>) -> Result<()> {
        let json = |e: serde_json::Error| Error::Output(e.to_string());
        let (f, document) = (&self.fields, entry.document);
        self.add_record(
            DOCUMENT,
            (document, entry.state),
            (entry.text.as_str(), entry.text.pages(), &Layout::of(entry.text)),
        )?;
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
        doc
    }

    /// Makes everything since the last commit visible at once. `extraction` says what the records
    /// were extracted with; [`Archive::extraction`] gives it back.
    pub fn commit(mut self, extraction: &str) -> Result<()> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(extraction);
        prepared.commit()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

/// What a query can demand of the document that a passage stands in.
fn facets(document: &Document) -> Vec<String> {
    let mut out = vec![
        facet("kind", document.kind.value.as_str()),
        facet("text", document.source.origin()),
    ];
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
