//! Parting compounds.
//!
//! Every way to lay known beginnings one after the other and a known word at the end is tried, and the best
//! taken. A part is the better the longer it is and the more compounds the dictionary has with it; each part
//! costs the same, so that few are better than many, and the whole must reach a bar, which is higher for words
//! that the dictionary has, since they may well be no compounds.

use super::Lexicon;
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

/// Prefixes that make words which the dictionary lacks; it has both `følging` and `oppfølge`, but no
/// `oppfølging`.
const PREFIXES: &[&str] = &[
    "av", "an", "bak", "etter", "for", "fra", "fram", "frem", "gjen", "gjennom", "inn", "mellom", "mis",
    "mot", "ned", "om", "opp", "over", "på", "sam", "sammen", "til", "tilbake", "under", "ut", "ved",
    "videre",
];

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

pub(super) fn parts(lexicon: &Lexicon, word: &str) -> Vec<Part> {
    let leaves = leaves(lexicon, word);
    let mut out = leaves.clone();
    // A part that is a well-known word may be a compound itself: the barne|hage in barnehage|plass.
    for leaf in &leaves {
        let Some(bare) = word.get(leaf.bare()) else { continue };
        out.extend(lay(lexicon, bare).into_iter().map(|part| {
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

fn leaves(lexicon: &Lexicon, word: &str) -> Vec<Part> {
    // A nynorsk word is a compound if its bokmål name is: the dictionary knows veileder, not rettleiar.
    match lexicon.nynorsk.form(word) {
        Some(bokmal) if lay(lexicon, bokmal).is_empty() => Vec::new(),
        _ => lay(lexicon, word),
    }
}

/// Lays known parts one after the other; none if no way of doing so is good enough.
fn lay(lexicon: &Lexicon, word: &str) -> Vec<Part> {
    let whole = |word: &str| lexicon.words.get(word) == Some(WHOLE);
    if word.len() > LONGEST
        || letters(word) < SHORTEST
        || whole(word)
        || word.strip_suffix('s').is_some_and(whole)
    {
        return Vec::new();
    }
    let mut reached: Vec<Option<Reached>> = vec![None; word.len() + 1];
    let mut best: Option<Reached> = None;
    for (at, _) in word.char_indices() {
        let so_far = match reached.get(at) {
            _ if at == 0 => 0,
            Some(Some(there)) => there.score,
            _ => continue,
        };
        let rest = word.get(at..).unwrap_or_default();
        if at > 0
            && let Some(score) = tail(lexicon, rest).filter(|s| *s >= LEAST)
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
    let bar = if lexicon.knows(word) { BAR_KNOWN } else { BAR_UNKNOWN };
    let Some(last) = best.filter(|b| b.score >= bar) else { return Vec::new() };
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
    for prefix in PREFIXES {
        let Some(behind) = rest.strip_prefix(prefix) else { continue };
        lexicon.heads.beginnings(behind, |length, value| {
            let long_enough = behind.get(..length).is_some_and(|h| letters(h) >= AFTER_PREFIX);
            if long_enough {
                take(prefix.len() + length, 0, value >= LINKED);
            }
        });
    }
}

/// What `text` is worth as the last part; none if it is none.
fn tail(lexicon: &Lexicon, text: &str) -> Option<i32> {
    // 0 stands for a word that ends no compound, so classes begin with 1.
    let class = |word: &str| lexicon.words.get(word)?.checked_sub(1);
    if let Some(class) = class(text) {
        return Some(score(class, letters(text)));
    }
    if let Some(stem) = text.strip_suffix('s')
        && let Some(class) = class(stem)
    {
        return Some(score(class, letters(stem)));
    }
    if lexicon.nynorsk.form(text).is_some() {
        return Some(score(NYNORSK, letters(text)));
    }
    for prefix in PREFIXES {
        if let Some(behind) = text.strip_prefix(prefix)
            && letters(behind) >= AFTER_PREFIX
            && class(behind).is_some()
        {
            return Some(score(0, letters(text)));
        }
    }
    for (ending, instead) in ENDINGS {
        let Some(stem) = text.strip_suffix(ending).filter(|s| letters(s) > 3) else { continue };
        for end in *instead {
            if let Some(class) = class(&format!("{stem}{end}")) {
                return Some(score(class, letters(stem)));
            }
        }
    }
    None
}
