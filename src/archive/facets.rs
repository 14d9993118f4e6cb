//! Facets, counted in documents: each without its own filter, so that the other values of a
//! facet stay visible when one is chosen.

use super::catalogue::{Catalogue, WORDED};
use super::filters::Filters;
use super::tally::Hits;
use crate::passages::PARTS;

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
    // From the first year of the archive to its last.
    let known = || catalogue.counted.iter().filter_map(|d| d.year);
    let (first, last) = (known().min().unwrap_or(1), known().max().unwrap_or(0));
    let mut years: Vec<YearCount> =
        (first..=last).map(|year| YearCount { year, hits: 0, documents: 0 }).collect();
    // Documents by year, the filter by year left out.
    let mut documents_in = vec![0_u64; years.len()];
    let mut counted: [Vec<u64>; WORDED.len()] =
        std::array::from_fn(|facet| vec![0; catalogue.values.get(facet).map_or(0, Vec::len)]);
    let mut parts = [0_u64; PARTS.len()];
    let (mut documents, mut passages) = (0, 0);
    let mask = filters.part_mask();
    let wanted_parts: [u32; PARTS.len()] = std::array::from_fn(|part| u32::from(mask >> part & 1 == 1));
    for (number, hits) in hits {
        let Some(document) = catalogue.counted.get(*number as usize) else { continue };
        let fails = misses.get(*number as usize).copied().unwrap_or(u8::MAX);
        let wanted = u64::from(hits.iter().zip(&wanted_parts).map(|(n, wanted)| n * wanted).sum::<u32>());
        if fails == 0 {
            // The filter by part is left out, the others hold.
            parts.iter_mut().zip(hits).for_each(|(count, n)| *count += u64::from(*n > 0));
        }
        if wanted == 0 {
            continue;
        }
        if fails == 0 {
            documents += 1;
            passages += wanted;
        }
        if fails & !1 == 0
            && let Some(at) = document.year.map(|y| usize::from(y.abs_diff(first)))
            && let Some((in_year, of_year)) = documents_in.get_mut(at).zip(years.get_mut(at))
        {
            *in_year += 1;
            of_year.hits += wanted * u64::from(fails == 0);
            of_year.documents += u64::from(fails == 0);
        }
        for (facet, (counts, value)) in counted.iter_mut().zip(document.first).enumerate() {
            if fails & !(2 << facet) != 0 {
                continue;
            }
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1;
            }
            if document.more >> facet & 1 == 1 {
                let all = catalogue.documents.get(*number as usize).and_then(|d| d.worded.get(facet));
                for value in all.into_iter().flatten().skip(1) {
                    counts.get_mut(*value as usize).into_iter().for_each(|count| *count += 1);
                }
            }
        }
    }
    let mut named = (0..).zip(counted).map(|(facet, counts): (usize, Vec<u64>)| {
        let values = catalogue.values.get(facet).into_iter().flatten().map(String::as_str);
        largest_first(values.zip(counts))
    });
    let mut next = || named.next().unwrap_or_default();
    let with_hits = years.iter().zip(documents_in).filter(|(_, count)| *count > 0);
    let year = with_hits.map(|(y, count)| FacetCount { value: y.year.to_string(), count }).collect();
    years.retain(|y| filters.year_fits(y.year));
    Facets {
        year,
        meeting_type: next(),
        ministry: next(),
        kind: next(),
        agency: next(),
        text: next(),
        part: largest_first(PARTS.into_iter().zip(parts)),
        timeline: years,
        documents,
        passages,
    }
}

fn largest_first<'v>(counts: impl Iterator<Item = (&'v str, u64)>) -> Vec<FacetCount> {
    let mut all: Vec<FacetCount> = counts
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| FacetCount { value: value.to_owned(), count })
        .collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    all
}
