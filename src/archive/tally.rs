//! One pass over everything that matches: the best passages, and how much stands where.

use super::catalogue::Catalogue;
use super::search::Order;
use crate::passages::PARTS;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// How many hits a document has in each of the [`PARTS`].
pub(super) type Hits = [u32; PARTS.len()];

/// How much a match counts by the part it stands in, in the order of [`PARTS`]: what was decided or
/// assigned before what mentions it, and words before bare table rows.
const WEIGHTS: [f32; PARTS.len()] = [1.15, 1.15, 1.0, 1.05, 1.05, 1.0, 1.05, 0.5, 1.0, 0.8, 0.85, 1.0];

/// A passage among the best.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub score: f32,
    /// Index into the catalogue's documents.
    pub document: u32,
    pub address: DocAddress,
    /// What near-duplicates have nearly in common.
    pub alike: u64,
    /// How many passages of its document match, in the wanted parts.
    pub in_document: u32,
    /// What it is ordered by before all else: its day, where that is asked for.
    day: i64,
    /// The document's id as a number, so that equals stand in the same order on every machine.
    key: u64,
}

impl Ranked {
    /// The better one is greater.
    fn better(&self, other: &Self) -> Ordering {
        self.day
            .cmp(&other.day)
            .then(self.score.total_cmp(&other.score))
            .then(other.key.cmp(&self.key))
            .then(other.address.cmp(&self.address))
    }
}

/// The worst is greatest, so that a heap gives it up first.
#[derive(Debug, Clone, Copy)]
struct Worst(Ranked);

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Worst {}

impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.better(&self.0)
    }
}

/// The best so far, at most so many.
#[derive(Debug)]
struct Best {
    most: usize,
    heap: BinaryHeap<Worst>,
}

impl Best {
    fn new(most: usize) -> Self {
        Self { most, heap: BinaryHeap::new() }
    }

    /// Whether something so good has a place.
    fn takes(&self, day: i64, score: f32) -> bool {
        self.heap.len() < self.most
            || self.heap.peek().is_some_and(|w| day > w.0.day || (day == w.0.day && score >= w.0.score))
    }

    fn push(&mut self, ranked: Ranked) {
        if self.heap.len() < self.most {
            self.heap.push(Worst(ranked));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && ranked.better(&worst.0) == Ordering::Greater
        {
            *worst = Worst(ranked);
        }
    }

    fn into_sorted(self) -> Vec<Ranked> {
        self.heap.into_sorted_vec().into_iter().map(|w| w.0).collect()
    }
}

/// Counts all matches and keeps the best.
pub(super) struct Tally {
    pub catalogue: Arc<Catalogue>,
    /// See [`Catalogue::misses`].
    pub misses: Arc<[u8]>,
    /// The wanted parts, as bits.
    pub parts: u64,
    pub order: Order,
    /// How many are kept.
    pub most: usize,
    /// Whether only the best of each document is kept.
    pub grouped: bool,
}

/// What [`Tally`] finds.
#[derive(Debug, Default)]
pub(super) struct Tallied {
    /// The best, best first.
    pub best: Vec<Ranked>,
    /// Hits by document, the filters by document left out.
    pub hits: Vec<(u32, Hits)>,
}

/// A document with hits in a segment.
#[derive(Debug)]
struct Row {
    /// Its passages.
    passages: Range<DocId>,
    /// Index into the catalogue's documents.
    document: u32,
    /// Whether it fails a filter.
    missed: bool,
    hits: Hits,
}

pub(super) struct TallyOfSegment {
    catalogue: Arc<Catalogue>,
    misses: Arc<[u8]>,
    parts: u64,
    order: Order,
    grouped: bool,
    segment: SegmentOrdinal,
    alike: Column<u64>,
    /// In the order of their passages, in which the matches come, too: the last is the one whose matches are coming.
    rows: Vec<Row>,
    /// The best of the last row, where the best of each document is asked for.
    of_document: Option<Ranked>,
    best: Best,
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = TallyOfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<TallyOfSegment> {
        Ok(TallyOfSegment {
            catalogue: Arc::clone(&self.catalogue),
            misses: Arc::clone(&self.misses),
            parts: self.parts,
            order: self.order,
            grouped: self.grouped,
            segment,
            alike: reader.fast_fields().u64("alike")?,
            rows: Vec::new(),
            of_document: None,
            best: Best::new(self.most),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Tallied>) -> tantivy::Result<Tallied> {
        let mut all = Tallied::default();
        let mut best = Best::new(self.most);
        for fruit in fruits {
            fruit.best.into_iter().for_each(|r| best.push(r));
            all.hits.extend(fruit.hits);
        }
        all.best = best.into_sorted();
        Ok(all)
    }
}

impl TallyOfSegment {
    /// Begins the row of the document of this passage.
    fn turn_to(&mut self, passage: DocId) {
        self.best_of_document();
        let Some(segment) = self.catalogue.segments.get(self.segment as usize) else { return };
        let Some((document, passages)) = segment.document(passage) else { return };
        let missed = self.misses.get(document as usize).is_none_or(|m| *m != 0);
        self.rows.push(Row { passages, document, missed, hits: Hits::default() });
    }

    fn best_of_document(&mut self) {
        if let Some(ranked) = self.of_document.take() {
            self.best.push(ranked);
        }
    }
}

impl SegmentCollector for TallyOfSegment {
    type Fruit = Tallied;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.rows.last().is_none_or(|row| !row.passages.contains(&doc)) {
            self.turn_to(doc);
        }
        let Some(row) = self.rows.last_mut().filter(|row| row.passages.contains(&doc)) else { return };
        let part = self.catalogue.segments.get(self.segment as usize).map_or(PARTS.len(), |s| s.part(doc));
        let Some(count) = row.hits.get_mut(part) else { return };
        *count += 1;
        if row.missed || self.parts >> part & 1 == 0 {
            return;
        }
        let document = row.document;
        let score = score * WEIGHTS.get(part).copied().unwrap_or(1.0);
        // Most matches are none of the best, and nothing more is asked of them.
        if self.order == Order::Relevance && !self.grouped && !self.best.takes(0, score) {
            return;
        }
        let Some(traits) = self.catalogue.documents.get(document as usize) else { return };
        let day = match self.order {
            Order::Relevance => 0,
            Order::Newest => traits.day.unwrap_or(i64::MIN),
            Order::Oldest => traits.day.map_or(i64::MIN, |d| -d),
        };
        let address = DocAddress::new(self.segment, doc);
        let ranked = Ranked { score, document, address, alike: 0, in_document: 0, day, key: traits.key };
        if self.grouped {
            if self.of_document.is_none_or(|b| ranked.better(&b) == Ordering::Greater) {
                self.of_document = Some(ranked);
            }
        } else if self.best.takes(day, score) {
            self.best.push(ranked);
        }
    }

    fn harvest(mut self) -> Tallied {
        self.best_of_document();
        let mut best = self.best.into_sorted();
        // What only those need that are kept.
        for ranked in &mut best {
            let doc = ranked.address.doc_id;
            if !self.grouped {
                ranked.alike = self.alike.first(doc).unwrap_or_default();
            }
            let at = self.rows.partition_point(|row| row.passages.end <= doc);
            ranked.in_document = self.rows.get(at).map_or(0, |row| {
                let wanted = (0_u64..).zip(row.hits).filter(|(part, _)| self.parts >> part & 1 == 1);
                wanted.map(|(_, n)| n).sum()
            });
        }
        let hits = self.rows.into_iter().map(|row| (row.document, row.hits)).collect();
        Tallied { best, hits }
    }
}
