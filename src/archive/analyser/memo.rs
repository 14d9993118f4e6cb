//! The terms of words that have been seen: the same few thousand words make up most of a text.
//!
//! In a large archive it is memory far from the processor that takes time, so all that is kept of a word stands
//! together, and in few bytes: the terms one after the other in one string, each behind its [`Sort`], the length
//! of its text, and for a part its place in the word. The numbers are characters there, with the number as code
//! point.

use super::Sort;
use super::stem::{stem_of, stem_of_parts};
use crate::lexicon::{Seen, lexicon};
use crate::pattern::slice;
use hashbrown::{HashMap, HashTable};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;
use std::ops::Range;
use std::str::Chars;

/// When what is kept has become longer than this, in bytes, it is forgotten: some 500,000 words.
const MOST: usize = 20 << 20;
/// Stands behind the last term of a word. As the characters that stand for a sort, it is in no word.
const END: char = '\0';

/// Keeps the terms of words.
#[derive(Debug, Default)]
pub(super) struct Memo {
    words: HashTable<Entry>,
    records: String,
    /// Stems of the parts of compounds: few words, that come again in many.
    stems: HashMap<String, Box<str>, FxBuildHasher>,
    seen: Seen,
}

/// Byte offsets in [`Memo::records`].
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Where the word stands; a sort or [`END`] follows.
    word: u32,
    /// Where its first term stands.
    terms: u32,
}

/// A term of a word.
#[derive(Debug)]
pub(super) struct Term<'m> {
    /// As it stands in the index, with its mark.
    pub text: &'m str,
    pub sort: Sort,
    /// Byte range in the word of a part of it.
    pub part: Option<Range<usize>>,
}

impl Memo {
    /// Where no term stands.
    pub(super) const NOWHERE: usize = usize::MAX;

    /// Where the terms of a word begin, for [`Memo::next`]. They stay there at least until the next word is asked
    /// for.
    pub(super) fn terms_of(&mut self, word: &str) -> usize {
        let hash = hash(word);
        match self.words.find(hash, |e| is_at(&self.records, e.word as usize, word)) {
            Some(entry) => entry.terms as usize,
            None => self.learn(word, hash),
        }
    }

    /// Whether no term stands there.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.records.as_bytes().get(at).is_none_or(|byte| *byte == END as u8)
    }

    /// See [`next`].
    pub(super) fn next(&self, at: &mut usize) -> Option<Term<'_>> {
        next(&self.records, at)
    }

    /// Finds out the terms of a word and keeps them.
    fn learn(&mut self, word: &str, hash: u64) -> usize {
        if self.records.len() > MOST {
            *self = Self::default();
        }
        let small = word.to_lowercase();
        let terms;
        let mut kept = None;
        if small != word && small.len() == word.len() && !is_abbreviation(word) {
            // At the beginning of a sentence it has the terms that it has within.
            terms = self.terms_of(&small);
        } else {
            terms = self.records.len();
            let printed = self.add(word, &small);
            kept = printed.filter(|_| small == word);
        }
        let at = kept.unwrap_or_else(|| {
            self.records.push_str(word);
            self.records.push(END);
            self.records.len() - word.len() - 1
        });
        if let (Ok(word), Ok(terms)) = (u32::try_from(at), u32::try_from(terms)) {
            let records = &self.records;
            let rehash = |e: &Entry| self::hash(word_at(records, e.word as usize));
            self.words.insert_unique(hash, Entry { word, terms }, rehash);
        }
        terms
    }

    /// Adds every term of a word on its own. Returns where the word stands in small letters.
    fn add(&mut self, word: &str, small: &str) -> Option<usize> {
        let parts = lexicon().parts_seen(small, &mut self.seen);
        let stem = stem_of_parts(small, &parts);
        let first = self.records.len();
        add_term(&mut self.records, Sort::Stem, &stem, None);
        let printed = add_term(&mut self.records, Sort::Printed, small, None);
        if is_abbreviation(word) {
            add_term(&mut self.records, Sort::Capitals, word, None);
        }
        for part in parts {
            // Where its small letters have other lengths, a part is shown by the whole word.
            let range = if small.len() == word.len() { part.range.clone() } else { 0..word.len() };
            let bare = slice(small, part.bare());
            let part_stem = self.stems.entry_ref(bare).or_insert_with(|| stem_of(bare).into());
            if **part_stem != *stem && !has_part(&self.records, first, part_stem) {
                add_term(&mut self.records, Sort::Part, part_stem, Some(range));
            }
        }
        self.records.push(END);
        printed
    }
}

/// The term that stands at `at`, which then is where the next one stands. None behind the last.
fn next<'r>(records: &'r str, at: &mut usize) -> Option<Term<'r>> {
    let mut rest = slice(records, *at..records.len()).chars();
    let sort = rest.next().and_then(sort_of)?;
    let length = number(&mut rest)?;
    let part = if sort == Sort::Part { Some(number(&mut rest)?..number(&mut rest)?) } else { None };
    let begin = records.len() - rest.as_str().len();
    *at = begin + length;
    Some(Term { text: slice(records, begin..begin + length), sort, part })
}

/// Adds a term. Returns where its text stands, without the mark.
fn add_term(records: &mut String, sort: Sort, text: &str, part: Option<Range<usize>>) -> Option<usize> {
    let length = character(sort.mark().len() + text.len())?;
    let part = match part {
        Some(part) => Some([character(part.start)?, character(part.end)?]),
        None => None,
    };
    records.push(character_of(sort));
    records.push(length);
    records.extend(part.iter().flatten());
    records.push_str(sort.mark());
    records.push_str(text);
    Some(records.len() - text.len())
}

/// Whether the word whose terms begin at `first`, the last that is kept, has this part.
fn has_part(records: &str, first: usize, stem: &str) -> bool {
    let mut at = first;
    std::iter::from_fn(|| next(records, &mut at))
        .any(|t| t.sort == Sort::Part && t.text.strip_prefix(Sort::Part.mark()) == Some(stem))
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

/// Whether this very word stands there.
fn is_at(records: &str, at: usize, word: &str) -> bool {
    let end = at + word.len();
    records.as_bytes().get(at..end) == Some(word.as_bytes())
        && records.as_bytes().get(end).is_some_and(|byte| follows_word(*byte))
}

/// The word that stands there.
fn word_at(records: &str, at: usize) -> &str {
    let rest = slice(records, at..records.len());
    let end = rest.bytes().position(follows_word);
    slice(rest, 0..end.unwrap_or(rest.len()))
}

/// Whether this is [`END`] or stands for a sort.
fn follows_word(byte: u8) -> bool {
    usize::from(byte) <= Sort::ALL.len()
}

/// What stands for a sort.
fn character_of(sort: Sort) -> char {
    let at = Sort::ALL.iter().position(|s| *s == sort).unwrap_or_default();
    character(at + 1).unwrap_or(END)
}

fn sort_of(character: char) -> Option<Sort> {
    Sort::ALL.get((character as usize).checked_sub(1)?).copied()
}

/// The character that stands for a number; none for one that is larger than the length of any word.
fn character(number: usize) -> Option<char> {
    u32::try_from(number).ok().and_then(char::from_u32)
}

fn number(characters: &mut Chars<'_>) -> Option<usize> {
    characters.next().map(|c| c as usize)
}

/// Whether a word is written as abbreviations are: two to six letters, all capitals.
fn is_abbreviation(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && (2..=6).contains(&word.chars().count())
}
