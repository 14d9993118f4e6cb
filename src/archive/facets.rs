//! Facets, counted in documents: each without its own filter, so that the other values of a
//! facet stay visible when one is chosen.

use super::schema::{DOCUMENT, Fields};
use super::search::Filters;
use super::store::Archive;
use crate::error::Result;
use std::collections::{BTreeMap, HashMap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

/// One value of a facet and how many documents have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Documents with a hit.
    pub count: u64,
}

/// The facets of an answer, each with its largest counts first (years: oldest first).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By year.
    pub year: Vec<FacetCount>,
    /// By type of meeting.
    pub meeting_type: Vec<FacetCount>,
    /// By ministry.
    pub ministry: Vec<FacetCount>,
    /// By kind of document.
    pub kind: Vec<FacetCount>,
    /// By agency.
    pub agency: Vec<FacetCount>,
    /// By where the words come from: the file, or an image.
    pub text: Vec<FacetCount>,
    /// By part.
    pub part: Vec<FacetCount>,
    /// Hits and documents by year, oldest first; the filter by year is left out, as in `year`.
    pub timeline: Vec<YearCount>,
    /// Documents that pass every filter.
    pub documents: u64,
}

/// How much was found in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// Passages that match.
    pub hits: u64,
    /// Documents that hold them.
    pub documents: u64,
}

/// How many hits a document has in each of the [`super::PARTS`].
type Hits = [u32; super::PARTS.len()];

/// What a facet is counted by.
#[derive(Debug, Clone, Default)]
struct Traits {
    year: Option<i64>,
    kind: String,
    meeting_type: Option<String>,
    ministries: Vec<String>,
    agency: Option<String>,
    origin: String,
}

/// Counts the facets of `query`, which carries no filters; `filters` are applied here.
pub(super) fn count(archive: &Archive, query: &dyn Query, filters: &Filters) -> Result<Facets> {
    let searcher = archive.reader.searcher();
    let matched = searcher.search(query, &PartsOfDocuments)?;
    let traits = traits(archive)?;
    let mut counts: [BTreeMap<String, u64>; 7] = Default::default();
    let mut timeline: BTreeMap<i16, (u64, u64)> = BTreeMap::new();
    let mut documents = 0;
    let wanted_parts = filters.part_mask();
    for (key, hits) in matched {
        let Some(t) = traits.get(&key) else { continue };
        let parts = mask(&hits);
        let fits = [
            t.year.is_some_and(|y| filters.year_fits(y)) || filters.years.is_none(),
            fits_any(&filters.meeting_types, t.meeting_type.iter()),
            fits_any(&filters.ministries, t.ministries.iter()),
            fits_any(&filters.kinds, std::iter::once(&t.kind)),
            fits_any(&filters.agencies, t.agency.iter()),
            fits_any(&filters.origins, std::iter::once(&t.origin)),
            wanted_parts & parts != 0,
        ];
        let misses = fits.iter().filter(|f| !**f).count();
        documents += u64::from(misses == 0);
        if let Some(year) = t.year.and_then(|y| i16::try_from(y).ok())
            && fits.iter().skip(1).all(|f| *f)
        {
            let wanted = hits.iter().enumerate().filter(|(i, _)| wanted_parts & (1 << i) != 0);
            let (in_year, documents) = timeline.entry(year).or_default();
            *in_year += wanted.map(|(_, n)| u64::from(*n)).sum::<u64>();
            *documents += 1;
        }
        let values: [Vec<String>; 7] = [
            t.year.iter().map(ToString::to_string).collect(),
            t.meeting_type.iter().cloned().collect(),
            t.ministries.clone(),
            vec![t.kind.clone()],
            t.agency.iter().cloned().collect(),
            vec![t.origin.clone()],
            super::PARTS
                .iter()
                .enumerate()
                .filter(|(i, _)| parts & (1 << i) != 0)
                .map(|(_, p)| (*p).to_owned())
                .collect(),
        ];
        for ((fits, count), values) in fits.iter().zip(&mut counts).zip(values) {
            // Every filter but this facet's own must let the document through.
            if misses == usize::from(!fits) {
                for value in values {
                    *count.entry(value).or_default() += 1;
                }
            }
        }
    }
    let [year, meeting_type, ministry, kind, agency, text, part] = counts;
    Ok(Facets {
        year: year.into_iter().map(|(value, count)| FacetCount { value, count }).collect(),
        meeting_type: largest_first(meeting_type),
        ministry: largest_first(ministry),
        kind: largest_first(kind),
        agency: largest_first(agency),
        text: largest_first(text),
        part: largest_first(part),
        timeline: timeline
            .into_iter()
            .map(|(year, (hits, documents))| YearCount { year, hits, documents })
            .collect(),
        documents,
    })
}

/// The parts with hits, as bits.
fn mask(hits: &Hits) -> u64 {
    hits.iter().enumerate().filter(|(_, n)| **n > 0).fold(0, |mask, (i, _)| mask | 1 << i)
}

fn fits_any<'a>(wanted: &[String], mut has: impl Iterator<Item = &'a String>) -> bool {
    wanted.is_empty() || has.any(|h| wanted.contains(h))
}

fn largest_first(counts: BTreeMap<String, u64>) -> Vec<FacetCount> {
    let mut out: Vec<_> = counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
    out.sort_by_key(|c| std::cmp::Reverse(c.count));
    out
}

/// The traits of every document, by key.
fn traits(archive: &Archive) -> Result<HashMap<u64, Traits>> {
    let query =
        TermQuery::new(Term::from_field_text(archive.fields.entry, DOCUMENT), IndexRecordOption::Basic);
    Ok(archive.reader.searcher().search(&query, &AllTraits(archive.fields))?)
}

/// Collects, for every document with a hit, how many hits it has in each part.
struct PartsOfDocuments;

struct PartsOfSegment {
    key: Column<u64>,
    part: Column<u64>,
    found: HashMap<u64, Hits>,
}

impl Collector for PartsOfDocuments {
    type Fruit = HashMap<u64, Hits>;
    type Child = PartsOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<PartsOfSegment> {
        let fast = segment.fast_fields();
        Ok(PartsOfSegment { key: fast.u64("key")?, part: fast.u64("part")?, found: HashMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<HashMap<u64, Hits>>) -> tantivy::Result<HashMap<u64, Hits>> {
        let mut all: HashMap<u64, Hits> = HashMap::new();
        for (key, hits) in fruits.into_iter().flatten() {
            for (sum, n) in all.entry(key).or_default().iter_mut().zip(hits) {
                *sum += n;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for PartsOfSegment {
    type Fruit = HashMap<u64, Hits>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let (Some(key), Some(part)) = (self.key.first(doc), self.part.first(doc)) {
            let hits = self.found.entry(key).or_default();
            if let Some(n) = usize::try_from(part).ok().and_then(|p| hits.get_mut(p)) {
                *n += 1;
            }
        }
    }

    fn harvest(self) -> HashMap<u64, Hits> {
        self.found
    }
}

/// Collects the traits of the documents themselves.
struct AllTraits(Fields);

struct TraitsOfSegment {
    key: Column<u64>,
    year: Column<i64>,
    texts: [Option<tantivy::columnar::StrColumn>; 5],
    found: HashMap<u64, Traits>,
}

impl Collector for AllTraits {
    type Fruit = HashMap<u64, Traits>;
    type Child = TraitsOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<TraitsOfSegment> {
        let fast = segment.fast_fields();
        let schema = segment.schema();
        let text = |field| fast.str(schema.get_field_name(field));
        let Fields { kind, meeting_type, ministry, agency, origin, .. } = self.0;
        Ok(TraitsOfSegment {
            key: fast.u64("key")?,
            year: fast.i64("year")?,
            texts: [text(kind)?, text(meeting_type)?, text(ministry)?, text(agency)?, text(origin)?],
            found: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<HashMap<u64, Traits>>) -> tantivy::Result<HashMap<u64, Traits>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

impl SegmentCollector for TraitsOfSegment {
    type Fruit = HashMap<u64, Traits>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(key) = self.key.first(doc) else { return };
        let values = |column: &Option<tantivy::columnar::StrColumn>| -> Vec<String> {
            let Some(column) = column else { return Vec::new() };
            let ords: Vec<u64> = column.term_ords(doc).collect();
            ords.into_iter()
                .filter_map(|ord| {
                    let mut value = String::new();
                    column.ord_to_str(ord, &mut value).ok().filter(|found| *found).map(|_| value)
                })
                .collect()
        };
        let [kind, meeting_type, ministry, agency, origin] = &self.texts;
        let traits = Traits {
            year: self.year.first(doc),
            kind: values(kind).into_iter().next().unwrap_or_default(),
            meeting_type: values(meeting_type).into_iter().next(),
            ministries: values(ministry),
            agency: values(agency).into_iter().next(),
            origin: values(origin).into_iter().next().unwrap_or_default(),
        };
        self.found.insert(key, traits);
    }

    fn harvest(self) -> HashMap<u64, Traits> {
        self.found
    }
}
