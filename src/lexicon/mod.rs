//! What Norwegian words are made of: which words there are, the parts of compounds, and what a nynorsk word is
//! called in bokmål. Pure: the data are embedded, nothing is read.
//!
//! The words are those of Norsk Ordbank ([`ATTRIBUTION`]), in two finite-state transducers that
//! `examples/lexicon.rs` makes:
//!
//! - `words.fst`: every form → 0 where it cannot end a compound, 14 where it is never parted, else 1 + how
//!   productive it is there;
//! - `heads.fst`: what can begin a compound, its linking letter included → how productive it is there, plus
//!   `split.rs`'s mark of a linking letter.
//!
//! They are `tantivy_fst`'s, not `fst`'s, because tantivy brings that crate along anyway and it reads and
//! writes the same.
//!
//! ```
//! # use styringsarkiv::lexicon::lexicon;
//! let word = "saksbehandlingstid";
//! let parts = lexicon().parts(word);
//! let bare: Vec<&str> = parts.iter().filter_map(|part| word.get(part.bare())).collect();
//! assert_eq!(bare, ["sak", "behandling", "tid", "saksbehandling", "behandlingstid"]);
//! ```

mod measure;
mod nynorsk;
mod split;

pub use measure::{Difference, Malformed, Measured, measure};
pub use nynorsk::{NYNORSK, Pair, pairs};
pub use split::{Part, Seen};

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::LazyLock;
use tantivy_fst::raw::{CompiledAddr, Fst};

/// Whose words these are; the licence asks that it be said.
pub const ATTRIBUTION: &str = "Norsk Ordbank in Norwegian Bokmål 2005, updated 2018-06-27, Språkbanken, \
     Nasjonalbiblioteket, CC-BY 4.0 (https://creativecommons.org/licenses/by/4.0/), as packaged in \
     spacy-lookups-data; reduced to word forms and to counts of what begins and ends them.";

/// Changes whenever the same word may give other parts or another bokmål word.
#[must_use]
pub const fn fingerprint() -> &'static str {
    env!("LEXICON")
}

/// The words and what they are made of.
pub struct Lexicon {
    words: Words,
    heads: Words,
    nynorsk: nynorsk::Nynorsk,
}

/// The lexicon; made at the first call, in a few milliseconds.
#[must_use]
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let words = Words::embedded(include_bytes!("data/words.fst"));
        let heads = Words::embedded(include_bytes!("data/heads.fst"));
        let nynorsk = nynorsk::Nynorsk::new(&words);
        Lexicon { words, heads, nynorsk }
    });
    &LEXICON
}

impl Lexicon {
    /// Whether a word in small letters is a bokmål word of the dictionary, in any inflection, genitives
    /// included. A compound that the dictionary lacks is not known; see [`Lexicon::parts`].
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.words.ends(word) != [None; 2]
    }

    /// The parts of a compound in small letters: first its smallest parts (`leaf`), in order, which together
    /// are the word; then runs of two or three of them that are not the whole (`saksbehandling` of
    /// `saksbehandlingstid`). Empty when the word is no compound.
    #[must_use]
    pub fn parts(&self, word: &str) -> Vec<Part> {
        split::parts(self, word, &mut Seen::default())
    }

    /// The smallest parts alone: those of [`Lexicon::parts`] that are a `leaf`.
    #[must_use]
    pub fn leaves(&self, word: &str) -> Vec<Part> {
        split::leaves(self, word)
    }

    /// [`Lexicon::parts`] of one word after another: what was found of their parts is not looked for again.
    #[must_use]
    pub fn parts_seen(&self, word: &str, seen: &mut Seen) -> Vec<Part> {
        split::parts(self, word, seen)
    }

    /// What a nynorsk word in small letters, in any inflection, is called in bokmål; a compound is put together
    /// anew of its parts. The answer is a form with the stem of the bokmål word, not its inflection. None for
    /// a bokmål word, for one that is the same in both but for its ending, and for one that is not known.
    #[must_use]
    pub fn bokmal(&self, word: &str) -> Option<Cow<'_, str>> {
        nynorsk::bokmal(self, word, None)
    }

    /// [`Lexicon::bokmal`] of a word whose parts are known already: to find them costs most.
    #[must_use]
    pub fn bokmal_of(&self, word: &str, parts: &[Part]) -> Option<Cow<'_, str>> {
        nynorsk::bokmal(self, word, Some(parts))
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lexicon")
    }
}

/// Words with a number each.
struct Words<Data: Deref<Target = [u8]> = &'static [u8]> {
    fst: Option<Fst<Data>>,
    /// First two bytes → where words go on from there. Most ways into the words end there or soon after.
    starts: FxHashMap<[u8; 2], Start>,
}

/// Two steps into the words.
#[derive(Clone, Copy)]
struct Start {
    node: CompiledAddr,
    /// What the steps add up to.
    value: u64,
}

impl Words {
    /// Embedded data; a test holds them to being sound, and unsound ones are no words.
    fn embedded(data: &'static [u8]) -> Self {
        Self::new(Fst::new(data).ok())
    }
}

impl<Data: Deref<Target = [u8]>> Words<Data> {
    fn new(fst: Option<Fst<Data>>) -> Self {
        let mut starts = FxHashMap::default();
        if let Some(fst) = &fst {
            for first in fst.root().transitions() {
                for second in fst.node(first.addr).transitions() {
                    let value = first.out.value() + second.out.value();
                    starts.insert([first.inp, second.inp], Start { node: second.addr, value });
                }
            }
        }
        Self { fst, starts }
    }

    fn get(&self, word: &str) -> Option<u64> {
        let [itself, _] = self.ends(word);
        itself
    }

    /// The number of a word, and of what it is a genitive of: what stands before its last `s`, in three bytes or
    /// more.
    fn ends(&self, word: &str) -> [Option<u64>; 2] {
        let genitive = word.strip_suffix('s').map(str::len).filter(|length| *length > 2);
        let mut found = [None; 2];
        self.beginnings(word, |at, value| {
            if at == word.len() {
                found[0] = Some(value);
            } else if Some(at) == genitive {
                found[1] = Some(value);
            }
        });
        found
    }

    /// Every word of two bytes or more that `text` begins with, shortest first: its length in bytes and its number.
    fn beginnings(&self, text: &str, mut each: impl FnMut(usize, u64)) {
        let [first, second, rest @ ..] = text.as_bytes() else { return };
        let Some(start) = self.starts.get(&[*first, *second]) else { return };
        let Some(fst) = &self.fst else { return };
        let mut node = fst.node(start.node);
        let mut value = start.value;
        if node.is_final() {
            each(2, value + node.final_output().value());
        }
        for (at, byte) in rest.iter().enumerate() {
            let Some(index) = node.find_input(*byte) else { return };
            let step = node.transition(index);
            value += step.out.value();
            node = fst.node(step.addr);
            if node.is_final() {
                each(at + 3, value + node.final_output().value());
            }
        }
    }
}
