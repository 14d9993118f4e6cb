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
    let first = words.len().saturating_sub(most);
    // A last word that gives no letter is taken only where nothing better fits.
    [abbreviates, abbreviates_but_the_last].into_iter().find_map(|fits| {
        (first..words.len()).rev().find_map(|at| {
            let long = words.get(at..)?;
            let preceding = at.checked_sub(1).and_then(|i| words.get(i));
            let start = long.first()?.range.start;
            (fits(&wanted, long) && !is_surname(long, preceding, before)).then_some(start)
        })
    })
}

/// Whether `short` abbreviates the whole of `long`.
pub(super) fn fits(short: &str, long: &str) -> bool {
    let (wanted, words) = (letters(short), words(long));
    let whole = words.first().is_some_and(|w| w.range.start == 0);
    whole && (abbreviates(&wanted, &words) || abbreviates_but_the_last(&wanted, &words))
}

/// Whether `s` is several words, all capitalised, as a person's name is.
pub(super) fn could_be_a_person(s: &str) -> bool {
    let words = words(s);
    words.len() > 1 && words.iter().all(|w| w.capital)
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

/// Whether `short` has its letters in these words, of which each that is not small gives one.
fn abbreviates(short: &[char], words: &[Word]) -> bool {
    placed(short, words, true)
}

/// The same but for the last word: "langtidsplanen for forsvarssektoren (LTP)", "Helse Sør-Øst RHF (HSØ)". Where no
/// small word leads on to it, the letters begin words or follow each other: less is needed to be wrong.
fn abbreviates_but_the_last(short: &[char], words: &[Word]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let (led, before) = match before.split_last() {
        Some((small, before)) if small.small => (true, before),
        _ => (false, before),
    };
    short.len() > 2 && !last.small && placed(short, before, led)
}

/// Whether the letters can be placed, also (`inside`) where parts of compounds begin.
fn placed(short: &[char], words: &[Word], inside: bool) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let long: usize = words.iter().map(|w| w.letters.len()).sum();
    let enough = long >= short.len() * 2 && long > short.len() + 3;
    let begins = !first.small && short.first().is_some_and(|s| first.letters.first() == Some(s));
    // Two letters fit much: a compound that they abbreviate is long, and two words are no person's name.
    let person = words.len() == 2 && words.iter().all(|w| w.capital);
    let likely = short.len() > 2 || if rest.is_empty() { long >= 9 } else { !person };
    // The beginning of a word, cut off, is how things are named in parentheses, too: "dagpenger (DAG)".
    let cut = inside && rest.is_empty() && first.letters.starts_with(short);
    enough && begins && likely && !cut && place(short.get(1..).unwrap_or(&[]), words, (0, 0), inside)
}

/// Whether the letters `left` can be placed after the letter at index `at` of the first of `words`, in the
/// part of it that begins at `part`.
fn place(left: &[char], words: &[Word], (part, at): (usize, usize), inside: bool) -> bool {
    let Some((word, after)) = words.split_first() else { return false };
    let Some((letter, rest)) = left.split_first() else { return after.is_empty() };
    if word.letters.get(at + 1) == Some(letter) && place(rest, words, (part, at + 1), inside) {
        return true;
    }
    let mut inner =
        parts(&word.letters, part).filter(|q| *q > at + 1 && word.letters.get(*q) == Some(letter));
    if inside && inner.any(|q| place(rest, words, (q, q), inside)) {
        return true;
    }
    for (n, next) in after.iter().enumerate() {
        let from = after.get(n..).unwrap_or(&[]);
        if next.letters.first() == Some(letter) && place(rest, from, (0, 0), inside) {
            return true;
        }
        // "tverrfaglig spesialisert rusbehandling (TSB)": the last word may give its last part alone, if it is
        // no name ("avdelingsdirektør Nordal").
        let last = rest.is_empty() && from.len() == 1 && !next.capital;
        if inside && last && parts(&next.letters, 0).any(|q| next.letters.get(q) == Some(letter)) {
            return true;
        }
        if !next.small {
            return false;
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
