//! Facets, counted in documents: each without its own filter, so that the other values of a
//! facet stay visible when one is chosen.

use super::PARTS;
use super::catalogue::{Catalogue, WORDED};
use super::filters::Filters;
use super::tally::Hits;
use std::collections::BTreeMap;

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
    /// Hits and documents by year, oldest first: every year of the archive that passes the filter by year, also
    /// those with none.
    pub timeline: Vec<YearCount>,
    /// Documents that pass every filter.
    pub documents: u64,
    /// Passages that pass every filter.
    pub passages: u64,
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

/// Counts the facets. `hits` are all matches, whatever document they stand in; `misses` says which filters
/// each document does not pass.
pub(super) fn count(catalogue: &Catalogue, hits: &[(u32, Hits)], misses: &[u8], filters: &Filters) -> Facets {
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let mut timeline: BTreeMap<i16, (u64, u64)> = whole(catalogue, filters);
    let mut counted: [Vec<u64>; WORDED.len()] =
        std::array::from_fn(|facet| vec![0; catalogue.values.get(facet).map_or(0, Vec::len)]);
    let mut parts = [0_u64; PARTS.len()];
    let (mut documents, mut passages) = (0, 0);
    let wanted_parts = filters.part_mask();
    for (number, hits) in hits {
        let Some(document) = catalogue.documents.get(*number as usize) else { continue };
        let fails = misses.get(*number as usize).copied().unwrap_or(u8::MAX);
        let numbered = || (0_u32..).zip(hits);
        let wanted: u64 =
            numbered().filter(|(part, _)| wanted_parts >> part & 1 == 1).map(|(_, n)| u64::from(*n)).sum();
        if fails == 0 {
            // The filter by part is left out, the others hold.
            numbered().filter(|(_, n)| **n > 0).for_each(|(part, _)| {
                parts.get_mut(part as usize).into_iter().for_each(|count| *count += 1);
            });
        }
        if wanted == 0 {
            continue;
        }
        if fails == 0 {
            documents += 1;
            passages += wanted;
        }
        if let Some(year) = document.year {
            if fails & !1 == 0 {
                *years.entry(year).or_default() += 1;
            }
            if fails == 0 {
                let of_year = timeline.entry(year).or_default();
                of_year.0 += wanted;
                of_year.1 += 1;
            }
        }
        for (facet, (counts, has)) in counted.iter_mut().zip(&document.worded).enumerate() {
            if fails & !(2 << facet) == 0 {
                for value in has {
                    counts.get_mut(*value as usize).into_iter().for_each(|count| *count += 1);
                }
            }
        }
    }
    let mut named = (0..).zip(counted).map(|(facet, counts): (usize, Vec<u64>)| {
        let values = catalogue.values.get(facet).into_iter().flatten().cloned();
        largest_first(values.zip(counts))
    });
    let mut next = || named.next().unwrap_or_default();
    Facets {
        year: years.into_iter().map(|(year, count)| FacetCount { value: year.to_string(), count }).collect(),
        meeting_type: next(),
        ministry: next(),
        kind: next(),
        agency: next(),
        text: next(),
        part: largest_first(PARTS.iter().map(|p| (*p).to_owned()).zip(parts)),
        timeline: timeline
            .into_iter()
            .map(|(year, (hits, documents))| YearCount { year, hits, documents })
            .collect(),
        documents,
        passages,
    }
}

/// Every year from the archive's first to its last, but for those that the filter leaves out.
fn whole(catalogue: &Catalogue, filters: &Filters) -> BTreeMap<i16, (u64, u64)> {
    let years = || catalogue.documents.iter().filter_map(|d| d.year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return BTreeMap::new() };
    (first..=last).filter(|y| filters.year_fits(*y)).map(|y| (y, (0, 0))).collect()
}

fn largest_first(counts: impl Iterator<Item = (String, u64)>) -> Vec<FacetCount> {
    let mut all: Vec<FacetCount> =
        counts.filter(|(_, count)| *count > 0).map(|(value, count)| FacetCount { value, count }).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    all
}
