//! The words that the archive's texts are made of, as printed.

use super::analyser::Sort;
use crate::error::Result;
use std::collections::BTreeMap;
use tantivy::Searcher;
use tantivy::schema::Field;

/// The words of an index.
pub(super) struct Vocabulary<'s> {
    searcher: &'s Searcher,
    field: Field,
}

/// How many words one spelling is taken for.
const MOST: usize = 8;

impl<'s> Vocabulary<'s> {
    pub(super) fn new(searcher: &'s Searcher, field: Field) -> Self {
        Self { searcher, field }
    }

    /// Calls `take` with every term of a sort that begins with `begin`, and in how many passages it stands.
    fn each(&self, sort: Sort, begin: &str, mut take: impl FnMut(&str, u64)) -> Result<()> {
        let from = sort.term(begin);
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.field)?;
            let range = inverted.terms().range().ge(from.as_bytes());
            let mut words = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while words.advance() && words.key().starts_with(from.as_bytes()) {
                if let Ok(word) = std::str::from_utf8(words.key()) {
                    take(word.get(sort.mark().len()..).unwrap_or(""), u64::from(words.value().doc_freq));
                }
            }
        }
        Ok(())
    }

    /// The stems and parts that are `stem` but for letters that are hard to type: `saermot`, `sarmot` → `særmøt`.
    /// `bare` is the stem of the word's [`skeleton`]: of `saermoete` the stemmer takes too much.
    /// The most frequent first.
    pub(super) fn spelled_like(&self, stem: &str, bare: &str) -> Result<Vec<(Sort, String)>> {
        let wanted = [&skeleton(stem), bare];
        let mut found: BTreeMap<(Sort, String), u64> = BTreeMap::new();
        let Some(first) = stem.chars().next() else { return Ok(Vec::new()) };
        let others: &[char] = match first {
            'a' => &['å', 'æ'],
            'o' => &['ø'],
            _ => &[],
        };
        for begin in std::iter::once(&first).chain(others) {
            for sort in [Sort::Stem, Sort::Part] {
                self.each(sort, &begin.to_string(), |word, count| {
                    if word != stem && wanted.contains(&skeleton(word).as_str()) {
                        *found.entry((sort, word.to_owned())).or_default() += count;
                    }
                })?;
            }
        }
        let mut all: Vec<_> = found.into_iter().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(all.into_iter().take(MOST).map(|(word, _)| word).collect())
    }

    /// The words nearest to `typed` in spelling, the nearest and then the most frequent first.
    pub(super) fn near(&self, typed: &str) -> Result<Vec<String>> {
        let typed = typed.to_lowercase();
        let letters = typed.chars().count();
        let most = match letters {
            0..=3 => return Ok(Vec::new()),
            4..=5 => 1,
            _ => 2,
        };
        let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
        self.each(Sort::Printed, "", |word, count| {
            if word.chars().count().abs_diff(letters) > most || word.contains(|c: char| c.is_ascii_digit()) {
                return;
            }
            let distance = strsim::damerau_levenshtein(&typed, word);
            if (1..=most).contains(&distance) {
                found.entry(word.to_owned()).or_insert((distance, 0)).1 += count;
            }
        })?;
        let mut all: Vec<(String, (usize, u64))> = found.into_iter().collect();
        all.sort_by_key(|(_, (distance, count))| (*distance, std::cmp::Reverse(*count)));
        Ok(all.into_iter().map(|(word, _)| word).collect())
    }
}

/// What is left of a word when the letters that are hard to type are written in any of the usual ways: `særmøte`,
/// `saermoete`, `saermote` and `sarmote` → `sarmote`.
pub(super) fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        out.push(match c {
            'æ' | 'ä' | 'å' | 'à' | 'á' => 'a',
            'ø' | 'ö' | 'ó' | 'ò' | 'ô' => 'o',
            'é' | 'è' | 'ê' => 'e',
            'ü' => 'u',
            c => c,
        });
    }
    for (written, is) in [("ae", "a"), ("oe", "o"), ("aa", "a")] {
        out = out.replace(written, is);
    }
    out
}
