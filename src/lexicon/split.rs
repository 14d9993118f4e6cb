//! Parting compounds.
//!
//! Every way to lay known beginnings one after the other and a known word at the end is tried, and the best
//! taken. A part is the better the longer it is and the more compounds the dictionary has with it; each part
//! costs the same, so that few are better than many, and the whole must reach a bar, which is higher for words
//! that the dictionary has, since they may well be no compounds.

use super::Lexicon;
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::ops::Range;

/// All numbers here are in half points, so that they are whole. What a part costs.
const COST: i32 = 20;
/// What a letter is worth, up to [`LETTERS`] of them.
const LETTER: i32 = 2;
const LETTERS: usize = 8;
/// A part worth less is none.
const LEAST: i32 = 10;
/// The bars that the parts together must reach: for a word of the dictionary, and for any other.
const BAR_KNOWN: i32 = -5;
const BAR_UNKNOWN: i32 = -10;
/// What a nynorsk part counts as: the middle of the scale that the dictionary gives for bokmål words.
const NYNORSK: u64 = 6;
/// The number of a form in `words.fst` that is never parted: veiledning is no vei|ledning.
const WHOLE: u64 = 14;
/// The bit of a head's number that says that its last letter links.
const LINKED: u64 = 16;

/// Shorter words, in letters, are no compounds; longer ones, in bytes, are no words.
const SHORTEST: usize = 6;
const LONGEST: usize = 120;
/// A word behind a prefix has at least so many letters: `opp|følging`, not `opp|gave`.
const AFTER_PREFIX: usize = 5;
/// How many leaves a run has at most.
const RUN: usize = 3;

/// The lengths in bytes of what `rest` begins with of the prefixes that make words which the dictionary lacks; it has
/// both `følging` and `oppfølge`, but no `oppfølging`.
///
/// They are asked for at every place in a word; so the first letter chooses.
fn prefixes(rest: &str) -> impl Iterator<Item = usize> {
    let all: &[&str] = match rest.as_bytes().first() {
        Some(b'a') => &["av", "an"],
        Some(b'b') => &["bak"],
        Some(b'e') => &["etter"],
        Some(b'f') => &["for", "fra", "fram", "frem"],
        Some(b'g') => &["gjen", "gjennom"],
        Some(b'i') => &["inn"],
        Some(b'm') => &["mellom", "mis", "mot"],
        Some(b'n') => &["ned"],
        Some(b'o') => &["om", "opp", "over"],
        Some(b'p') => &["på"],
        Some(b's') => &["sam", "sammen"],
        Some(b't') => &["til", "tilbake"],
        Some(b'u') => &["under", "ut"],
        Some(b'v') => &["ved", "videre"],
        _ => &[],
    };
    all.iter().filter(|prefix| rest.starts_with(**prefix)).map(|prefix| prefix.len())
}

/// Nynorsk endings of words whose bokmål forms the dictionary has: ending → what stands there in a form that
/// it has. The longest first.
const ENDINGS: &[(&str, &[&str])] = &[
    ("arane", &["er"]),
    ("arar", &["er"]),
    ("aren", &["er"]),
    ("ane", &["", "e"]),
    ("ar", &["", "e", "er"]),
    ("a", &["", "e"]),
];

/// A part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the word, in bytes, its linking letter included.
    pub range: Range<usize>,
    /// Whether its last letter only links it to what follows: `saks|tid`, `barne|hage`.
    pub linked: bool,
    /// Whether it is one of those that the word is laid of, not a run of them or a part of one.
    pub leaf: bool,
}

impl Part {
    /// Where the part without its linking letter stands, in bytes: what to stem and search. The last part
    /// keeps its inflection, for that is the stemmer's.
    #[must_use]
    pub fn bare(&self) -> Range<usize> {
        self.range.start..self.range.end - usize::from(self.linked)
    }
}

/// The best way found to reach a place in the word.
#[derive(Clone, Copy)]
struct Reached {
    score: i32,
    from: usize,
    linked: bool,
}

/// What parts of compounds have been found to be made of: few words, that come again in many.
#[derive(Debug, Default)]
pub struct Seen(HashMap<String, Box<[Part]>, FxBuildHasher>);

impl Seen {
    fn lay(&mut self, lexicon: &Lexicon, word: &str) -> &[Part] {
        self.0.entry_ref(word).or_insert_with(|| lay(lexicon, word).into())
    }
}

pub(super) fn parts(lexicon: &Lexicon, word: &str, seen: &mut Seen) -> Vec<Part> {
    let leaves = leaves(lexicon, word);
    if leaves.is_empty() {
        return leaves;
    }
    let mut out = leaves.clone();
    // A part that is a well-known word may be a compound itself: the barne|hage in barnehage|plass.
    for leaf in &leaves {
        let Some(bare) = word.get(leaf.bare()) else { continue };
        out.extend(seen.lay(lexicon, bare).iter().map(|part| {
            let range = leaf.range.start + part.range.start..leaf.range.start + part.range.end;
            Part { range, linked: part.linked, leaf: false }
        }));
    }
    for length in (2..=RUN).rev() {
        // A run of all leaves is the word itself.
        for run in leaves.windows(length).filter(|_| length < leaves.len()) {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                let range = first.range.start..last.range.end;
                out.push(Part { range, linked: last.linked, leaf: false });
            }
        }
    }
    out
}

pub(super) fn leaves(lexicon: &Lexicon, word: &str) -> Vec<Part> {
    // A nynorsk word is a compound if its bokmål name is: the dictionary knows veileder, not rettleiar.
    match lexicon.nynorsk.form(word) {
        Some(bokmal) if lay(lexicon, bokmal).is_empty() => Vec::new(),
        _ => lay(lexicon, word),
    }
}

/// Lays known parts one after the other; none if no way of doing so is good enough.
fn lay(lexicon: &Lexicon, word: &str) -> Vec<Part> {
    if word.len() > LONGEST || letters(word) < SHORTEST {
        return Vec::new();
    }
    let tails = Tails::new(lexicon, word);
    let mut reached: Vec<Option<Reached>> = vec![None; word.len() + 1];
    let mut best: Option<Reached> = None;
    for (at, _) in word.char_indices() {
        let so_far = match reached.get(at) {
            _ if at == 0 => 0,
            Some(Some(there)) => there.score,
            _ => continue,
        };
        let rest = word.get(at..).unwrap_or_default();
        // No part is a letter alone.
        if rest.len() < 2 {
            break;
        }
        if at > 0
            && let Some(score) = tails.at(at).filter(|s| *s >= LEAST)
        {
            let score = so_far + score - COST;
            if best.is_none_or(|b| score > b.score) {
                best = Some(Reached { score, from: at, linked: false });
            }
        }
        heads(lexicon, rest, |length, score, linked| {
            let Some(there) = reached.get_mut(at + length) else { return };
            let score = so_far + score - COST;
            if there.is_none_or(|t| score > t.score) {
                *there = Some(Reached { score, from: at, linked });
            }
        });
    }
    // Most words have no such way, so the dictionary is asked last.
    let Some(last) = best.filter(|b| b.score >= BAR_UNKNOWN) else { return Vec::new() };
    let known = lexicon.words.ends(word);
    if known.contains(&Some(WHOLE)) || (known != [None; 2] && last.score < BAR_KNOWN) {
        return Vec::new();
    }
    let mut out = vec![Part { range: last.from..word.len(), linked: false, leaf: true }];
    let mut end = last.from;
    while let Some(Some(step)) = reached.get(end).filter(|_| end > 0) {
        out.push(Part { range: step.from..end, linked: step.linked, leaf: true });
        end = step.from;
    }
    out.reverse();
    out
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn score(class: u64, letters: usize) -> i32 {
    let letters = i32::try_from(letters.min(LETTERS)).unwrap_or_default();
    i32::try_from(class).unwrap_or_default() + LETTER * letters
}

/// Every first part that `rest` begins with and that leaves something: its length in bytes, what it is worth,
/// whether its last letter links.
fn heads(lexicon: &Lexicon, rest: &str, mut each: impl FnMut(usize, i32, bool)) {
    let mut take = |length: usize, class: u64, linked: bool| {
        let Some(head) = rest.get(..length).filter(|h| h.len() < rest.len()) else { return };
        // A linking s is no sign of length; an e mostly belongs to the word.
        let links = usize::from(linked && head.ends_with('s'));
        let worth = score(class, letters(head) - links);
        if worth >= LEAST {
            each(length, worth, linked);
        }
    };
    lexicon.heads.beginnings(rest, |length, value| take(length, value % LINKED, value >= LINKED));
    lexicon.nynorsk.heads().beginnings(rest, |length, linked| take(length, NYNORSK, linked > 0));
    for prefix in prefixes(rest) {
        let behind = rest.get(prefix..).unwrap_or_default();
        lexicon.heads.beginnings(behind, |length, value| {
            let long_enough = behind.get(..length).is_some_and(|h| letters(h) >= AFTER_PREFIX);
            if long_enough {
                take(prefix + length, 0, value >= LINKED);
            }
        });
    }
}

/// What a word can end with.
struct Tails<'w> {
    lexicon: &'w Lexicon,
    word: &'w str,
    /// The word as it would end in bokmål, with how many bytes of it stay.
    instead: Vec<(String, usize)>,
}

impl<'w> Tails<'w> {
    fn new(lexicon: &'w Lexicon, word: &'w str) -> Self {
        let last = word.as_bytes().last();
        let endings = ENDINGS.iter().filter(|(e, _)| e.as_bytes().last() == last);
        let instead = endings
            .filter_map(|(ending, instead)| Some((word.strip_suffix(ending)?, instead)))
            .flat_map(|(stem, instead)| instead.iter().map(move |end| (format!("{stem}{end}"), stem.len())))
            .collect();
        Self { lexicon, word, instead }
    }

    /// What the word is worth from this byte on as the last part; none if it is none.
    fn at(&self, at: usize) -> Option<i32> {
        let Self { lexicon, word, instead } = self;
        let text = word.get(at..)?;
        // 0 stands for a word that ends no compound, so classes begin with 1.
        let class = |number: Option<u64>| number?.checked_sub(1);
        let [itself, without_s] = lexicon.words.ends(text).map(class);
        if let Some(class) = itself {
            return Some(score(class, letters(text)));
        }
        if let Some(class) = without_s {
            return Some(score(class, letters(text) - 1));
        }
        if lexicon.nynorsk.form(text).is_some() {
            return Some(score(NYNORSK, letters(text)));
        }
        for prefix in prefixes(text) {
            let behind = text.get(prefix..)?;
            if letters(behind) >= AFTER_PREFIX && class(lexicon.words.get(behind)).is_some() {
                return Some(score(0, letters(text)));
            }
        }
        for (word, stem) in instead {
            let letters = word.get(at..*stem).map_or(0, letters);
            if letters > 3
                && let Some(class) = word.get(at..).and_then(|word| class(lexicon.words.get(word)))
            {
                return Some(score(class, letters));
            }
        }
        None
    }
}
