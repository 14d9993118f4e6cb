//! What lists, facets and hits say of every document, in memory while an index is searched.

use super::filters::{Facet, Filters};
use super::schema::{DOCUMENT, Fields};
use crate::error::Result;
use crate::passages::PARTS;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::Range;
use tantivy::columnar::StrColumn;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

type Hasher = BuildHasherDefault<rustc_hash::FxHasher>;

/// The facets whose values are words; the order in which [`Catalogue::values`] has them.
pub(super) const WORDED: [&str; 5] = ["type", "ministry", "kind", "agency", "text"];

/// No document: the passage of one that was removed.
const NONE: u32 = u32::MAX;

/// Where a document stands and what it is counted by.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits {
    pub year: Option<i16>,
    /// A number such as 20180315.
    pub day: Option<i64>,
    /// For each of [`WORDED`], indices into its values.
    pub worded: [Vec<u32>; WORDED.len()],
    /// The segment and the entry in it.
    address: (usize, DocId),
    /// The id as a number.
    pub key: u64,
}

/// Which document and which part each passage of a segment belongs to. Every match is looked up here, so it takes
/// little memory.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// Passage → the part that it stands in.
    parts: Vec<u8>,
    /// The passages of a document stand together, as they were written.
    runs: Vec<Run>,
}

/// Passages of one document, up to where the next run begins.
#[derive(Debug, Clone, Copy)]
struct Run {
    begin: DocId,
    /// Index into [`Catalogue::documents`]; [`NONE`] where it was removed.
    document: u32,
}

impl Passages {
    /// The part of a passage.
    pub(super) fn part(&self, passage: DocId) -> usize {
        self.parts.get(passage as usize).map_or(PARTS.len(), |part| usize::from(*part))
    }

    /// The document of a passage, and all its passages.
    pub(super) fn document(&self, passage: DocId) -> Option<(u32, Range<DocId>)> {
        let next = self.runs.partition_point(|run| run.begin <= passage);
        let run = self.runs.get(next.checked_sub(1)?).filter(|run| run.document != NONE)?;
        let end = self.runs.get(next).map_or(DocId::MAX, |run| run.begin);
        Some((run.document, run.begin..end))
    }
}

/// What a document is counted by, close together: counting goes through all that match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub year: Option<i16>,
    /// The first value of each of [`WORDED`]; [`NONE`] where there is none.
    pub first: [u32; WORDED.len()],
    /// Which of them have more values, as bits.
    pub more: u8,
}

impl Counted {
    fn of(document: &Traits) -> Self {
        let first = document.worded.each_ref().map(|values| values.first().copied().unwrap_or(NONE));
        let more = (0..).zip(&document.worded).filter(|(_, values)| values.len() > 1);
        Self { year: document.year, first, more: more.fold(0, |bits, (facet, _)| bits | 1 << facet) }
    }
}

/// Every document of an index.
#[derive(Default)]
pub(super) struct Catalogue {
    pub documents: Vec<Traits>,
    /// What each document is counted by, where it can be had at once.
    pub counted: Vec<Counted>,
    pub values: [Vec<String>; WORDED.len()],
    pub segments: Vec<Passages>,
    /// What the documents explain: the short form, the words, and in how many documents.
    pub abbreviations: Vec<(String, String, u32)>,
    /// Path and title of every entry, by segment.
    names: Vec<[Option<StrColumn>; 2]>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("documents", &self.documents.len()).finish_non_exhaustive()
    }
}

/// The values of one facet while they are being collected.
#[derive(Default)]
struct Values {
    all: Vec<String>,
    known: HashMap<String, u32, Hasher>,
}

impl Values {
    fn number(&mut self, value: String) -> u32 {
        let next = self.all.len() as u32;
        *self.known.entry(value).or_insert_with_key(|value| {
            self.all.push(value.clone());
            next
        })
    }
}

impl Catalogue {
    /// Reads it.
    pub(super) fn read(searcher: &Searcher, fields: &Fields) -> Result<Self> {
        let mut values: [Values; WORDED.len()] = Default::default();
        let mut documents = Vec::new();
        let mut explained: BTreeMap<String, u32> = BTreeMap::new();
        for (number, segment) in searcher.segment_readers().iter().enumerate() {
            let before = documents.len();
            documents_of(segment, number, fields, &mut values, &mut documents)?;
            abbreviations_of(segment, documents.get(before..).unwrap_or(&[]), &mut explained)?;
        }
        let abbreviations = explained.into_iter().filter_map(|(both, count)| {
            let (short, long) = both.split_once('\t')?;
            Some((short.to_owned(), long.to_owned(), count))
        });
        let by_key: HashMap<u64, u32, Hasher> = (0..).zip(&documents).map(|(n, d)| (d.key, n)).collect();
        let segments =
            searcher.segment_readers().iter().map(|s| passages_of(s, &by_key)).collect::<Result<Vec<_>>>()?;
        let names = |s: &SegmentReader| Ok([s.fast_fields().str("path")?, s.fast_fields().str("title")?]);
        let names = searcher.segment_readers().iter().map(names).collect::<Result<Vec<_>>>()?;
        let counted = documents.iter().map(Counted::of).collect();
        let abbreviations = abbreviations.collect();
        Ok(Self { abbreviations, documents, counted, values: values.map(|v| v.all), segments, names })
    }

    /// For each document, which filters it does not pass, as bits: the year's, then those of [`WORDED`].
    pub(super) fn misses(&self, filters: &Filters) -> Vec<u8> {
        if filters.demanded().all(|facet| facet == Facet::Part) {
            return vec![0; self.documents.len()];
        }
        let wanted: [Option<Vec<bool>>; WORDED.len()] = std::array::from_fn(|facet| {
            let wanted = filters.worded(facet);
            let values = self.values.get(facet).map_or(&[][..], Vec::as_slice);
            (!wanted.is_empty()).then(|| values.iter().map(|v| wanted.contains(v)).collect())
        });
        let miss = |document: &Traits| {
            let year = document.year.is_some_and(|y| filters.year_fits(y)) || filters.years.is_none();
            let worded = wanted.iter().zip(&document.worded).enumerate();
            worded.fold(u8::from(!year), |misses, (facet, (wanted, has))| {
                let fits = wanted
                    .as_ref()
                    .is_none_or(|w| has.iter().any(|v| w.get(*v as usize).copied().unwrap_or(false)));
                misses | u8::from(!fits) << (facet + 1)
            })
        };
        self.documents.iter().map(miss).collect()
    }

    /// The values of one of [`WORDED`] that a document has.
    pub(super) fn words<'c>(&'c self, document: &'c Traits, facet: usize) -> impl Iterator<Item = &'c str> {
        let values = self.values.get(facet).map_or(&[][..], Vec::as_slice);
        let has = document.worded.get(facet).map_or(&[][..], Vec::as_slice);
        has.iter().filter_map(|v| values.get(*v as usize)).map(String::as_str)
    }

    /// Path and title of a document.
    pub(super) fn named(&self, document: &Traits) -> (String, String) {
        let (segment, entry) = document.address;
        let value = |column: &Option<StrColumn>| {
            let column = column.as_ref()?;
            string(column, column.term_ords(entry).next()?)
        };
        let of_segment = self.names.get(segment).map_or([None, None], |names| names.each_ref().map(value));
        let [path, title] = of_segment.map(Option::unwrap_or_default);
        (path, title)
    }
}

fn string(column: &StrColumn, ord: u64) -> Option<String> {
    let mut value = String::new();
    column.ord_to_str(ord, &mut value).ok().filter(|found| *found).map(|_| value)
}

fn documents_of(
    segment: &SegmentReader,
    number: usize,
    fields: &Fields,
    values: &mut [Values; WORDED.len()],
    out: &mut Vec<Traits>,
) -> Result<()> {
    let fast = segment.fast_fields();
    let column = |field: Field| fast.str(segment.schema().get_field_name(field));
    let Fields { meeting_type, ministry, kind, agency, origin, .. } = *fields;
    let columns = [meeting_type, ministry, kind, agency, origin].map(column);
    let (key, year, day) = (fast.u64("key")?, fast.i64("year")?, fast.i64("day")?);
    // The same few values come again and again; each is read once a segment.
    let mut known: [HashMap<u64, u32, Hasher>; WORDED.len()] = Default::default();
    let inverted = segment.inverted_index(fields.entry)?;
    let term = Term::from_field_text(fields.entry, DOCUMENT);
    let Some(mut entries) =
        inverted.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?
    else {
        return Ok(());
    };
    while entries.doc() != TERMINATED {
        let entry = entries.doc();
        entries.advance();
        if segment.is_deleted(entry) {
            continue;
        }
        let mut worded: [Vec<u32>; WORDED.len()] = Default::default();
        for (((column, known), values), worded) in
            columns.iter().zip(&mut known).zip(values.iter_mut()).zip(&mut worded)
        {
            let Ok(Some(column)) = column else { continue };
            for ord in column.term_ords(entry) {
                let number = *known
                    .entry(ord)
                    .or_insert_with(|| values.number(string(column, ord).unwrap_or_default()));
                worded.push(number);
            }
        }
        out.push(Traits {
            year: year.first(entry).and_then(|y| i16::try_from(y).ok()),
            day: day.first(entry),
            worded,
            address: (number, entry),
            key: key.first(entry).unwrap_or_default(),
        });
    }
    Ok(())
}

/// Adds what the documents of a segment explain, and in how many of them it stands.
fn abbreviations_of(
    segment: &SegmentReader,
    documents: &[Traits],
    explained: &mut BTreeMap<String, u32>,
) -> Result<()> {
    let Some(column) = segment.fast_fields().str("abbreviation")? else { return Ok(()) };
    let mut counts: HashMap<u64, u32, Hasher> = HashMap::default();
    for document in documents {
        column.term_ords(document.address.1).for_each(|ord| *counts.entry(ord).or_default() += 1);
    }
    for (ord, count) in counts {
        *explained.entry(string(&column, ord).unwrap_or_default()).or_default() += count;
    }
    Ok(())
}

fn passages_of(segment: &SegmentReader, by_key: &HashMap<u64, u32, Hasher>) -> Result<Passages> {
    let (key, part) = (segment.fast_fields().u64("key")?, segment.fast_fields().u64("part")?);
    let mut out = Passages::default();
    let mut last = None;
    for entry in 0..segment.max_doc() {
        let of = key.first(entry);
        if of != last || entry == 0 {
            let document = of.and_then(|k| by_key.get(&k)).copied().unwrap_or(NONE);
            out.runs.push(Run { begin: entry, document });
            last = of;
        }
        out.parts.push(part.first(entry).unwrap_or_default() as u8);
    }
    Ok(out)
}
