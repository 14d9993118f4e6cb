//! Finding names in text, in one pass over its words.
//!
//! A name stands at the beginning of a word, so only there is something looked up: by the first
//! eight bytes, or by two for shorter names. What is done at a word is bounded by the registry,
//! whatever the text.

use super::{Mention, Named};
use rustc_hash::FxHashMap;

/// How a name must be printed to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Print {
    /// In any case.
    Any,
    /// With capitals where the registry has them: "Forsvaret", which is a word, too.
    Capital,
    /// Letter by letter; one of five letters or more in capitals, too: an abbreviation.
    Exact,
}

#[derive(Debug)]
struct Name {
    text: String,
    /// `text` without its case.
    folded: Vec<u8>,
    named: Named,
    print: Print,
}

/// Names, by how they begin.
#[derive(Debug, Default)]
pub(super) struct Finder {
    names: Vec<Name>,
    long: FxHashMap<[u8; 8], Vec<usize>>,
    short: FxHashMap<[u8; 2], Vec<usize>>,
}

impl Finder {
    pub(super) fn add(&mut self, text: &str, named: Named, print: Print) {
        let folded = fold(text.as_bytes());
        let index = self.names.len();
        if let Some(begin) = folded.first_chunk::<8>() {
            self.long.entry(*begin).or_default().push(index);
        } else if let Some(begin) = folded.first_chunk::<2>() {
            self.short.entry(*begin).or_default().push(index);
        }
        self.names.push(Name { text: text.to_owned(), folded, named, print });
    }

    /// Puts the longest of the names that begin alike first. Of one that is printed alike, the
    /// first that was added counts.
    pub(super) fn sort(&mut self) {
        let length = |i: &usize| std::cmp::Reverse(self.names.get(*i).map_or(0, |n| n.folded.len()));
        self.long.values_mut().for_each(|list| list.sort_by_key(length));
        self.short.values_mut().for_each(|list| list.sort_by_key(length));
    }

    /// Every place that names something; of names within a name, the longest.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut out = Vec::new();
        let mut in_word = false;
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let letter = c.is_alphanumeric();
            if letter
                && !in_word
                && at >= from
                && let Some(found) = self.at(text, at)
            {
                from = found.range.end;
                out.push(found);
            }
            // What follows a hyphen is the rest of a word.
            in_word = letter || c == '-';
        }
        out
    }

    fn at(&self, text: &str, at: usize) -> Option<Mention> {
        let rest = text.as_bytes().get(at..)?;
        let mut begin = [0; 8];
        let known = fold_into(rest, &mut begin);
        let long = if known == 8 { self.long.get(&begin) } else { None };
        let short = self.short.get(begin.first_chunk::<2>()?);
        long.into_iter().chain(short).flatten().find_map(|i| {
            let name = self.names.get(*i)?;
            let range = at..at + name.folded.len();
            let printed = text.get(range.clone())?;
            let same = folds_to(printed.as_bytes(), &name.folded) && ends(text.get(range.end..)?);
            (same && name.counts(printed)).then(|| Mention {
                named: name.named,
                range,
                abbreviated: name.print == Print::Exact,
            })
        })
    }
}

impl Name {
    fn counts(&self, printed: &str) -> bool {
        match self.print {
            Print::Any => true,
            Print::Capital => {
                self.text.chars().zip(printed.chars()).all(|(c, p)| !c.is_uppercase() || p.is_uppercase())
            }
            // "ASD" is an abbreviation, "asd" is not.
            Print::Exact => {
                printed == self.text || (self.folded.len() >= 5 && !printed.contains(char::is_lowercase))
            }
        }
    }
}

/// Whether a name can end before `rest`: at the end of a word, or before its genitive.
fn ends(rest: &str) -> bool {
    let mut after = rest.chars();
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let next = after.next();
    outside(next) || (next == Some('s') && outside(after.next()))
}

/// The byte without its case, for the letters up to ÿ; each keeps its length.
fn lower(before: u8, byte: u8) -> u8 {
    // UTF-8 writes À to Þ as C3 80 to C3 9E, their small letters as C3 A0 to C3 BE.
    if before == 0xC3 && (0x80..=0x9E).contains(&byte) && byte != 0x97 {
        byte + 0x20
    } else {
        byte.to_ascii_lowercase()
    }
}

fn fold(text: &[u8]) -> Vec<u8> {
    let mut out = vec![0; text.len()];
    fold_into(text, &mut out);
    out
}

/// Folds as much as `out` holds, and says how much that was.
fn fold_into(text: &[u8], out: &mut [u8]) -> usize {
    let mut before = 0;
    let mut known = 0;
    for (to, byte) in out.iter_mut().zip(text) {
        *to = lower(before, *byte);
        before = *byte;
        known += 1;
    }
    known
}

fn folds_to(text: &[u8], folded: &[u8]) -> bool {
    let mut before = 0;
    text.iter().zip(folded).all(|(byte, wanted)| {
        let same = lower(before, *byte) == *wanted;
        before = *byte;
        same
    })
}
