//! Finding names in text, in one pass over its words.
//!
//! A name stands at the beginning of a word, so only there is something looked up: by the first
//! eight bytes, or by two for shorter names, which begin with a capital. What is done at a word is
//! bounded by the registry, whatever the text.

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

/// Names, by how they begin; of those that begin alike the longest first.
#[derive(Debug, Default)]
pub(super) struct Finder {
    long: FxHashMap<u64, Vec<Name>>,
    short: FxHashMap<[u8; 2], Vec<Name>>,
}

impl Finder {
    /// Adds a name. Of one that is printed alike, the first that was added counts.
    pub(super) fn add(&mut self, text: &str, named: Named, print: Print) {
        let folded = fold(text.as_bytes());
        let list = if let Some(begin) = folded.first_chunk::<8>() {
            self.long.entry(u64::from_le_bytes(*begin)).or_default()
        } else if let Some(begin) = folded.first_chunk::<2>() {
            self.short.entry(*begin).or_default()
        } else {
            return;
        };
        let at = list.partition_point(|n| n.folded.len() >= folded.len());
        list.insert(at, Name { text: text.to_owned(), folded, named, print });
    }

    /// Every place that names something; of names within a name, the longest.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut out = Vec::new();
        let mut folded = Vec::new();
        let mut in_word = false;
        let mut from = 0;
        for (at, c) in text.char_indices() {
            let letter = c.is_alphanumeric();
            if letter
                && !in_word
                && at >= from
                && let Some(found) = self.at(text, at, &mut folded)
            {
                from = found.range.end;
                out.push(found);
            }
            // What follows a hyphen is the rest of a word.
            in_word = letter || c == '-';
        }
        out
    }

    /// What is named at `at`, where a word begins; `folded` is space to work in.
    fn at(&self, text: &str, at: usize, folded: &mut Vec<u8>) -> Option<Mention> {
        let rest = text.as_bytes().get(at..)?;
        let long = rest.first_chunk::<8>().and_then(|begin| self.long.get(&fold_begin(*begin)));
        let short = match rest {
            [first, second, ..] if !first.is_ascii_lowercase() => {
                self.short.get(&[lower(0, *first), lower(*first, *second)])
            }
            _ => None,
        };
        for list in long.into_iter().chain(short) {
            let longest = list.first().map_or(0, |n| n.folded.len());
            folded.clear();
            folded.extend(folds(rest.get(..longest).unwrap_or(rest)));
            for name in list {
                if !folded.starts_with(&name.folded) {
                    continue;
                }
                let range = at..at + name.folded.len();
                if ends(text.get(range.end..)?) && name.counts(text.get(range.clone())?) {
                    return Some(Mention {
                        named: name.named,
                        range,
                        abbreviated: name.print == Print::Exact,
                    });
                }
            }
        }
        None
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

fn folds(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let before = std::iter::once(&0).chain(text);
    text.iter().zip(before).map(|(byte, before)| lower(*before, *byte))
}

fn fold(text: &[u8]) -> Vec<u8> {
    folds(text).collect()
}

/// Folds the first bytes of a word, most often all at once.
fn fold_begin(bytes: [u8; 8]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let all = u64::from_le_bytes(bytes);
    if all & (EACH * 0x80) == 0 {
        // The high bit of each byte tells whether it is at least A, and whether it is beyond Z.
        let from_a = all + EACH * (0x80 - u64::from(b'A'));
        let beyond_z = all + EACH * (0x7F - u64::from(b'Z'));
        return all | ((from_a & !beyond_z & (EACH * 0x80)) >> 2);
    }
    let mut before = 0;
    u64::from_le_bytes(bytes.map(|byte| {
        let folded = lower(before, byte);
        before = byte;
        folded
    }))
}
