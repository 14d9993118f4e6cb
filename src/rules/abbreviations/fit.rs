//! Whether letters abbreviate words: Schwartz and Hearst's way, for a language of compounds.
//!
//! Their algorithm takes the shortest stretch of words that has the letters in order, its first letter first.
//! English spreads the letters over words; Norwegian puts several into one (KVP, *k*-*v*alifiserings-*p*rogram).
//! Letters may then stand anywhere, and nearly anything fits; so here each has to begin a word, begin
//! what can be a part of a compound, or follow the letter before it.

use crate::pattern::slice;
use std::ops::Range;

/// Words that need not give a letter, and that no long form begins with.
const SMALL: &[&str] = &[
    "og", "eller", "samt", "for", "i", "på", "til", "av", "om", "med", "mot", "ved", "fra", "frå", "under",
    "over", "mellom", "etter", "som", "den", "det", "de", "dei", "en", "ein", "et", "eit", "ei", "å", "the",
    "of", "and", "on", "in", "to", "når", "at", "hos", "før", "kap", "post",
];

/// What a Norwegian word can begin with, of two consonants or more.
const ONSETS: &[&str] = &[
    "bj", "bl", "br", "dj", "dr", "dv", "fj", "fl", "fn", "fr", "gj", "gl", "gn", "gr", "hj", "hv", "kj",
    "kl", "kn", "kr", "kv", "lj", "mj", "nj", "pj", "pl", "pr", "ps", "sj", "sk", "sl", "sm", "sn", "sp",
    "st", "sv", "tj", "tr", "tv", "vr", "ch", "ph", "th",
];

/// The shortest part of a compound, in letters.
const PART: usize = 3;

/// A word of a possible long form.
struct Word {
    range: Range<usize>,
    letters: Vec<char>,
    small: bool,
    capital: bool,
}

/// The byte offset in `before` at which the long form of `short` begins that ends where `before` ends; the
/// shortest that fits. It does not reach over the end of a sentence, a bracket or the border of a cell.
pub(super) fn long_form(short: &str, before: &str) -> Option<usize> {
    let wanted = letters(short);
    let words = words(before);
    let most = (wanted.len() + 5).min(wanted.len() * 2);
    // A word that gives no letter is taken only where nothing better fits.
    [0, 1].into_iter().find_map(|spare| {
        let first = words.len().saturating_sub(most);
        (first..words.len()).rev().find_map(|at| {
            let long = words.get(at..)?;
            let preceding = at.checked_sub(1).and_then(|i| words.get(i));
            let start = long.first()?.range.start;
            (abbreviates(&wanted, long, spare) && !is_surname(long, preceding, before)).then_some(start)
        })
    })
}

/// Whether `short` abbreviates the whole of `long`.
pub(super) fn fits(short: &str, long: &str) -> bool {
    let words = words(long);
    let whole = words.first().is_some_and(|w| w.range.start == 0);
    whole && [0, 1].into_iter().any(|spare| abbreviates(&letters(short), &words, spare))
}

/// How many bytes of `long` are small words at its beginning, which belong to no long form.
pub(super) fn small_words(long: &str) -> usize {
    words(long).iter().find(|w| !w.small).map_or(0, |w| w.range.start)
}

fn letters(s: &str) -> Vec<char> {
    s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words at the end of `s`, back to what no long form reaches over.
fn words(s: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut start = None;
    let mut gap = 0;
    for (at, c) in s.char_indices().chain([(s.len(), ' ')]) {
        if c.is_alphanumeric() {
            if start.is_none() {
                if breaks(slice(s, gap..at)) {
                    out.clear();
                }
                start = Some(at);
            }
        } else if let Some(from) = start.take() {
            let printed = slice(s, from..at);
            let letters = letters(printed);
            let small = SMALL.contains(&letters.iter().collect::<String>().as_str());
            let capital = printed.starts_with(char::is_uppercase);
            out.push(Word { range: from..at, letters, small, capital });
            gap = at;
        }
    }
    out
}

/// Whether what stands between two words parts them: the end of a sentence, a bracket, a cell.
fn breaks(between: &str) -> bool {
    between.contains(|c| ".?!:;()[]–—…|\t\n•".contains(c)) || between.contains("  ") || between.contains(" -")
}

/// Whether `short` has its letters in these words; of the words that are not small, `spare` need not give one.
fn abbreviates(short: &[char], words: &[Word], spare: usize) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let long: usize = words.iter().map(|w| w.letters.len()).sum();
    let enough = long >= short.len() * 2 && long > short.len() + 3;
    let begins = !first.small && short.first().is_some_and(|s| first.letters.first() == Some(s));
    let pair = short.len() == 2;
    // Two letters fit much: a compound that they abbreviate is long, and two words are no person's name.
    let person = words.len() == 2 && words.iter().all(|w| w.capital);
    let likely = !pair || if rest.is_empty() { long >= 9 } else { !person };
    let spare = if pair { 0 } else { spare };
    enough && begins && likely && place(short.get(1..).unwrap_or(&[]), words, (0, 0, 0), spare)
}

/// Whether the letters `left` can be placed after the letter at index `at` of the first of `words`, in the
/// part of it that begins at `part`.
fn place(left: &[char], words: &[Word], (given, part, at): (usize, usize, usize), spare: usize) -> bool {
    let Some((word, after)) = words.split_first() else { return false };
    let Some((letter, rest)) = left.split_first() else {
        return after.iter().filter(|w| !w.small).count() <= spare;
    };
    if word.letters.get(at + 1) == Some(letter) && place(rest, words, (given + 1, part, at + 1), spare) {
        return true;
    }
    let inner = parts(&word.letters, part).filter(|q| *q > at + 1 && word.letters.get(*q) == Some(letter));
    if inner.into_iter().any(|q| place(rest, words, (given + 1, q, q), spare)) {
        return true;
    }
    let mut spare = spare;
    for (n, next) in after.iter().enumerate() {
        let from = after.get(n..).unwrap_or(&[]);
        if next.letters.first() == Some(letter) && place(rest, from, (given + 1, 0, 0), spare) {
            return true;
        }
        // "tverrfaglig spesialisert rusbehandling (TSB)": the last word may give its last part alone.
        if rest.is_empty() && from.len() == 1 && given > 0 && left.len() == 1 {
            let mut inner = parts(&next.letters, 0);
            if inner.any(|q| next.letters.get(q) == Some(letter)) {
                return true;
            }
        }
        if !next.small {
            match spare.checked_sub(1) {
                Some(fewer) => spare = fewer,
                None => return false,
            }
        }
    }
    false
}

/// Where parts of a compound can begin after the part that begins at `from`.
fn parts(letters: &[char], from: usize) -> impl Iterator<Item = usize> + '_ {
    let last = (letters.len() + 1).saturating_sub(PART);
    (from + PART..last).filter(move |at| {
        letters.get(from..*at).is_some_and(|l| l.iter().any(|c| vowel(*c))) && begins_word(letters, *at)
    })
}

/// Whether a word can begin with the letters from `at` on.
fn begins_word(letters: &[char], at: usize) -> bool {
    let rest = letters.get(at..).unwrap_or(&[]);
    let consonants = rest.iter().take_while(|c| !vowel(**c)).count();
    match consonants {
        _ if consonants == rest.len() => false,
        // Between two consonants a vowel begins nothing but what follows a linking s.
        0 => at.checked_sub(1).and_then(|b| letters.get(b)).is_some_and(|b| "seknrtgl".contains(*b)),
        1 => true,
        n => {
            let two: String = rest.iter().take(2).collect();
            n <= 3 && ONSETS.contains(&two.as_str())
        }
    }
}

fn vowel(c: char) -> bool {
    "aeiouyæøåéóôü".contains(c)
}

/// A surname with its ministry behind it: "Gro Sandmæl (SD)".
fn is_surname(long: &[Word], preceding: Option<&Word>, before: &str) -> bool {
    let [only] = long else { return false };
    let Some(first) = preceding else { return false };
    let beside = slice(before, first.range.end..only.range.start) == " ";
    only.capital && beside && first.capital && !first.small
}
