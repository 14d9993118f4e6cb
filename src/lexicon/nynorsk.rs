//! Nynorsk words by their bokmål names: pairs of words (`nynorsk.tsv`, which explains its columns), their
//! inflections, and the endings that differ throughout (`-leg`, `-heit`, `-ar`).

use super::{Lexicon, Part, Words};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The source of [`pairs`].
pub const NYNORSK: &str = include_str!("data/nynorsk.tsv");

/// A nynorsk word and the bokmål one, both lemmas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The nynorsk word.
    pub nynorsk: &'static str,
    /// The bokmål word.
    pub bokmal: &'static str,
    /// `n` noun, `v` verb, `a` adjective, `o` anything else.
    pub class: &'static str,
    /// Why it is here although bokmål dictionaries have the nynorsk word: `same` (a variant) or `rare` (another
    /// word, unlikely here).
    pub note: Option<&'static str>,
}

/// The pairs of words, as listed.
pub fn pairs() -> impl Iterator<Item = Pair> {
    NYNORSK.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Pair {
            nynorsk: columns.next()?,
            bokmal: columns.next()?,
            class: columns.next()?,
            note: columns.next(),
        })
    })
}

/// The pairs with their inflections.
pub(super) struct Nynorsk {
    /// Nynorsk form → bokmål form.
    forms: FxHashMap<String, String>,
    /// What can begin a compound: the words, and the words with a linking s, whose number is 1.
    heads: Words<Vec<u8>>,
}

impl Nynorsk {
    pub(super) fn new(words: &Words) -> Self {
        let mut forms = FxHashMap::default();
        let mut heads = BTreeMap::new();
        for pair in pairs() {
            for (form, bokmal) in inflected(pair) {
                // A form that is a bokmål word means that word, unless it is the same one.
                let wanted = pair.note == Some("same") || form == pair.nynorsk || words.get(&form).is_none();
                if wanted {
                    forms.entry(form).or_insert(bokmal);
                }
            }
        }
        for pair in pairs() {
            // The lemma of one pair can be an inflected form of another; it is itself first.
            forms.insert(pair.nynorsk.to_owned(), pair.bokmal.to_owned());
            if pair.class != "o" && pair.note != Some("rare") && pair.nynorsk.chars().count() > 2 {
                heads.insert(pair.nynorsk.to_owned(), 0);
                heads.insert(format!("{}s", pair.nynorsk), 1);
            }
        }
        let mut builder = tantivy_fst::MapBuilder::memory();
        let built = builder.extend_iter(heads).and_then(|()| builder.into_inner());
        let heads = built.and_then(tantivy_fst::raw::Fst::new);
        Self { forms, heads: Words::new(heads.ok()) }
    }

    /// What can begin a compound; 1 where an s links it.
    pub(super) fn heads(&self) -> &Words<Vec<u8>> {
        &self.heads
    }

    /// The bokmål form of a nynorsk one.
    pub(super) fn form(&self, word: &str) -> Option<&str> {
        self.forms.get(word).map(String::as_str)
    }
}

/// The inflected forms of a pair and what stands for each in bokmål. That is the lemma, but for words in
/// -ar, -er, whose plural has another stem than the singular: leiarar, ledere.
fn inflected(pair: Pair) -> Vec<(String, String)> {
    let stem = pair.nynorsk.strip_suffix('e');
    let endings: &[&str] = match (pair.class, stem) {
        ("n", Some(_)) => &["e", "a", "en", "et", "er", "ar", "ene", "ane"],
        ("n", None) => &["", "a", "en", "et", "er", "ar", "ene", "ane"],
        ("v", Some(_)) => &["e", "a", "er", "ar", "te", "t", "de", "d", "ast", "ande"],
        ("v", None) => &["", "r", "dde", "dd", "ast", "ande"],
        ("a", Some(stem)) if !stem.is_empty() => &["e"],
        ("a", _) => &["", "t", "e", "are", "ast", "aste"],
        _ => return vec![(pair.nynorsk.to_owned(), pair.bokmal.to_owned())],
    };
    let agent = pair.class == "n" && pair.nynorsk.ends_with("ar") && pair.bokmal.ends_with("er");
    let stem = stem.unwrap_or(pair.nynorsk);
    let bokmal = |ending: &str| match ending {
        "ar" | "er" if agent => format!("{}e", pair.bokmal),
        "ane" | "ene" if agent => format!("{}ne", pair.bokmal),
        _ => pair.bokmal.to_owned(),
    };
    endings.iter().map(|ending| (format!("{stem}{ending}"), bokmal(ending))).collect()
}

/// Endings that differ throughout: nynorsk, bokmål. What they make must be a word of the dictionary, and what
/// they are taken from must not. The longest first.
const ENDINGS: &[(&str, &str)] = &[
    ("legheitene", "lighet"),
    ("legheiter", "lighet"),
    ("legheita", "lighet"),
    ("legheit", "lighet"),
    ("legaste", "lig"),
    ("legast", "lig"),
    ("legare", "lig"),
    ("lege", "lig"),
    ("leg", "lig"),
    ("heitene", "het"),
    ("heiter", "het"),
    ("heita", "het"),
    ("heit", "het"),
    ("arane", "erne"),
    ("arar", "ere"),
    ("aren", "eren"),
    ("ar", "er"),
];

/// See [`Lexicon::bokmal`]; `parts` are the word's, where they are known.
pub(super) fn bokmal<'a>(lexicon: &'a Lexicon, word: &str, parts: Option<&[Part]>) -> Option<Cow<'a, str>> {
    if let Some(bokmal) = simple(lexicon, word) {
        return Some(bokmal);
    }
    match parts {
        // It is seldom put together anew, so the dictionary need seldom be asked.
        Some(parts) => anew(lexicon, word, parts).filter(|_| !lexicon.knows(word)),
        None if lexicon.knows(word) => None,
        None => anew(lexicon, word, &lexicon.leaves(word)),
    }
    .map(Cow::Owned)
}

/// A compound of its parts, each by its bokmål name; none where all have it already.
fn anew(lexicon: &Lexicon, word: &str, parts: &[Part]) -> Option<String> {
    let mut out = String::new();
    // Up to where the word stands in `out`.
    let mut done = 0;
    for part in parts.iter().filter(|p| p.leaf) {
        if let Some(bokmal) = simple(lexicon, word.get(part.bare())?) {
            out.push_str(word.get(done..part.range.start)?);
            out.push_str(&bokmal);
            done = part.bare().end;
        }
    }
    out.push_str(word.get(done..).filter(|_| done > 0)?);
    Some(out)
}

/// A word that is not put together anew.
fn simple<'a>(lexicon: &'a Lexicon, word: &str) -> Option<Cow<'a, str>> {
    if let Some(bokmal) = lexicon.nynorsk.form(word) {
        return Some(Cow::Borrowed(bokmal));
    }
    // Most words end with another letter, and to compare one is quickest.
    let last = word.as_bytes().last();
    let (stem, ending) = ENDINGS
        .iter()
        .filter(|(nynorsk, _)| nynorsk.as_bytes().last() == last)
        .find_map(|(nynorsk, bokmal)| word.strip_suffix(nynorsk).map(|stem| (stem, *bokmal)))?;
    if stem.chars().count() < 3 || lexicon.knows(word) {
        return None;
    }
    let bokmal = format!("{stem}{ending}");
    lexicon.words.get(&bokmal).map(|_| Cow::Owned(bokmal))
}
