//! The index on disk: opening, writing, listing.

use super::analyser::{Analyser, HEADING_SORTS, Indexed, Sort};
use super::catalogue::Catalogue;
use super::filters::Known;
use super::marker::{Marker, index_error, is_empty, refuse_other, unusable};
use super::renewal;
use super::same::Same;
use super::schema::{ANALYSER, DOCUMENT, Fields, HEADING_ANALYSER, VERSION, schema};
use super::writer::Writer;
use crate::error::{Error, Result};
use crate::likeness::Sketch;
use crate::model::{Document, Kind, Layout, Parent, Span};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
};

/// How much text is packed together, in bytes.
const BLOCK: usize = 4096;
/// Memory that the writer may use before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 64 << 20;

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
    analyser: Mutex<Analyser>,
    /// What the last commit says of itself.
    commit: Commit,
    /// Where the index is.
    pub(super) dir: PathBuf,
    /// The folder of the index that this one is to replace, where it is of another version.
    replaces: Option<PathBuf>,
}

/// What a commit says of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// What all records were extracted with; nothing where they differ in that.
    pub extraction: Option<String>,
    /// Whether the run that made it was done; else it is still at work, or was stopped.
    pub complete: bool,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("commit", &self.commit).finish_non_exhaustive()
    }
}

/// What the next run needs to know of a document: whether its file changed, and what it is another version of.
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
    /// Other files with the same bytes.
    #[serde(default)]
    pub twins: Vec<Twin>,
    /// The file that it is inside of.
    pub parent: Option<Parent>,
    /// Whether other documents are inside it.
    pub holds: bool,
    /// Whether it has pages that could not be read because nothing that recognises text is installed.
    pub unread: bool,
    /// What its text is compared by, to find it again in other files.
    pub sketch: Sketch,
    /// What tells documents with like texts apart.
    pub facts: Facts,
    /// The document that it is another version of.
    pub version_of: Option<String>,
}

/// Another file with the bytes of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Absolute path.
    pub file: String,
    /// The path by which the record names it.
    pub path: String,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i128,
}

/// What tells two documents apart whose texts are alike, and two files of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it is.
    pub kind: Kind,
    /// Its year, where it is known.
    pub year: Option<i16>,
    /// Its date, ISO 8601.
    pub date: Option<String>,
    /// The agency that it is to or about.
    pub agency: Option<String>,
    /// The media type of the file.
    pub media_type: String,
    /// Whether pages of it were recognised from images.
    pub recognised: bool,
}

impl Facts {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            kind: document.kind.value,
            year: document.year.as_ref().map(|f| f.value),
            date: document.date.as_ref().map(|f| f.value.clone()),
            agency: document.agency.as_ref().map(|f| f.value.clone()),
            media_type: document.source.media_type.clone(),
            recognised: !document.source.ocr_pages.is_empty(),
        }
    }
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
    /// Index into [`crate::passages::PARTS`].
    pub part: usize,
    pub part_id: Option<String>,
    pub recognised: bool,
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
        let Some(marker) = Marker::read(dir)? else {
            let why = if dir.is_dir() && is_empty(dir)? {
                "nothing has been indexed here yet; run `arkiv index FOLDER`"
            } else {
                "this is no index made by arkiv; name the right one with --index"
            };
            return Err(index_error(dir, why));
        };
        if !marker.is_current() {
            return Err(index_error(
                dir,
                format!(
                    "the index is another than arkiv {} makes (arkiv {} made it; its words, the analyser or the \
                     fields have changed); run `arkiv index` again to renew it",
                    env!("CARGO_PKG_VERSION"),
                    marker.version
                ),
            ));
        }
        Self::open_checked(dir)
    }

    /// Opens an index for writing; makes it where there is none. Beside an index of another version a new one
    /// is made, which takes its place with [`Archive::take_place`]; until then the old one stays as it is. The
    /// error says why the folder cannot be used. Only the holder of the [`super::Lock`] may call it.
    pub fn open_or_create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| unusable(dir, &e))?;
        renewal::settle(dir)?;
        refuse_other(dir)?;
        match Marker::read(dir)? {
            Some(marker) if marker.is_current() => Self::open_checked(dir),
            Some(_) => {
                let new = renewal::folder(dir);
                std::fs::create_dir_all(&new).map_err(|e| unusable(dir, &e))?;
                Marker::write(&new)?;
                Ok(Self { replaces: Some(dir.to_owned()), ..Self::open_checked(&new)? })
            }
            None => {
                Marker::write(dir)?;
                Self::open_checked(dir)
            }
        }
    }

    /// Whether this index is to replace one of another version.
    #[must_use]
    pub fn replaces(&self) -> Option<&Path> {
        self.replaces.as_deref()
    }

    /// Puts a renewed index into the place of the old one. Its writer must be done.
    pub fn take_place(self) -> Result<Self> {
        let Some(dir) = self.replaces.clone() else { return Ok(self) };
        drop(self);
        renewal::take_place(&dir)?;
        Self::open_checked(&dir)
    }

    fn open_checked(dir: &Path) -> Result<Self> {
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(dir)
            .map_err(|e| index_error(dir, format!("the folder cannot be opened: {e}")))?;
        let damaged = |e: tantivy::TantivyError| {
            index_error(
                dir,
                format!("the index is damaged; delete the folder and run `arkiv index` again ({e})"),
            )
        };
        // Hits are read one by one: a small block is soon unpacked.
        // The threads that index pack texts themselves: to hand them to another costs more.
        let settings = IndexSettings {
            docstore_blocksize: BLOCK,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        };
        let builder = Index::builder().schema(schema).settings(settings);
        let index = builder.open_or_create(directory).map_err(damaged)?;
        index.tokenizers().register(ANALYSER, Indexed::analyser(&Sort::ALL));
        index.tokenizers().register(HEADING_ANALYSER, Indexed::analyser(HEADING_SORTS));
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(damaged)?;
        let payload = index.load_metas().map_err(damaged)?.payload;
        // Nothing was committed yet, or by a version that said it otherwise.
        let commit = payload.and_then(|json| serde_json::from_str(&json).ok());
        Ok(Self {
            searcher: reader.searcher(),
            index,
            fields,
            reader,
            catalogue: OnceLock::new(),
            same: OnceLock::new(),
            analyser: Mutex::default(),
            commit: commit.unwrap_or(Commit { extraction: None, complete: true }),
            dir: dir.to_owned(),
            replaces: None,
        })
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The analyser. A search that panicked left it as good as it was.
    pub(super) fn analyser(&self) -> MutexGuard<'_, Analyser> {
        self.analyser.lock().unwrap_or_else(PoisonError::into_inner)
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
        let read = Same::read(&self.aliases()?, &self.catalogue()?.abbreviations, analyser);
        Ok(self.same.get_or_init(|| read))
    }

    /// What the last commit says of the index.
    #[must_use]
    pub fn last_commit(&self) -> &Commit {
        &self.commit
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
        Ok(Writer::new(writer, self.fields))
    }

    /// The same index as it is after the last commit.
    pub fn reloaded(&self) -> Result<Self> {
        Ok(Self { replaces: self.replaces.clone(), ..Self::open_checked(&self.dir)? })
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
pub(super) fn entry_of(fields: &Fields, id: &str, entry: &str) -> BooleanQuery {
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
