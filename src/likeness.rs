//! How much two texts have in common: their pieces, counted and compared; and sketches, which say nearly
//! the same of texts of any length and are small.

use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

/// Pieces with how often each occurs.
#[must_use]
pub fn counted<T: Hash + Eq>(pieces: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut out = HashMap::new();
    for piece in pieces {
        *out.entry(piece).or_default() += 1;
    }
    out
}

/// The pieces of five letters that a text is made of; of a shorter one, itself.
#[must_use]
pub fn fives(letters: &[char]) -> HashMap<String, usize> {
    counted(letters.windows(5.min(letters.len().max(1))).map(|w| w.iter().collect()))
}

/// How much two bags have in common, from 0 to 1; empty ones are alike.
#[must_use]
pub fn likeness<T: Hash + Eq, S: BuildHasher>(a: &HashMap<T, usize, S>, b: &HashMap<T, usize, S>) -> f64 {
    let both: usize = a.iter().map(|(k, n)| (*n).min(b.get(k).copied().unwrap_or(0))).sum();
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}

/// The small letters of a text, nothing else.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The figures of a text: runs of two digits or more.
fn figures(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() >= 2)
}

/// A text's pieces of five letters and its figures, for comparing two texts exactly.
#[derive(Debug)]
pub struct Pieces {
    letters: HashMap<u32, usize>,
    figures: HashMap<u32, usize>,
}

impl Pieces {
    /// Those of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            letters: counted(gram_hashes(&letters(text)).into_iter()),
            figures: counted(figures(text).map(hash_text)),
        }
    }

    /// How much the two have in common, from 0 to 1: the pieces of letters, and the figures.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> (f64, f64) {
        (likeness(&self.letters, &other.letters), likeness(&self.figures, &other.figures))
    }
}

/// How many of the smallest hashes of words a sketch holds.
pub const MINIMA: usize = 40;
/// Most pieces of letters that a sample holds.
const PIECES: usize = 256;
/// Most figures that a sample holds; a letter seldom has more.
const FIGURES: usize = 64;
/// A text with fewer letters has no sketch: too little to be told apart by.
pub const SHORT: usize = 200;

/// What a text is compared by when the text itself is not at hand. It takes at most some three kilobytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// A digest of its letters and figures in their order; equal for two texts that differ in nothing else.
    pub digest: u64,
    /// The smallest hash of its words under as many hash functions; empty for a short text. Two texts share
    /// as large a part of these as of their words.
    pub words: Vec<u32>,
    pieces: Sample,
    figures: Sample,
}

impl Sketch {
    /// That of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let letters = letters(text);
        let mut digest = Fnv::default();
        for letter in &letters {
            digest.mix(u32::from(*letter));
        }
        let mut all = Vec::new();
        for figure in figures(text) {
            for byte in figure.bytes().chain([b' ']) {
                digest.mix(u32::from(byte));
            }
            all.push(hash_text(figure));
        }
        let digest = digest.done();
        if letters.len() < SHORT {
            return Self { digest, ..Self::default() };
        }
        Self {
            digest,
            words: minima(text),
            pieces: Sample::of(gram_hashes(&letters), PIECES),
            figures: Sample::of(all, FIGURES),
        }
    }

    /// Whether the text is too short to be compared.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.words.is_empty()
    }

    /// How many of the minima the two share.
    #[must_use]
    pub fn shared_words(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).filter(|(a, b)| a == b).count()
    }

    /// How much of their pieces of letters the two texts have in common, as far as the samples tell.
    #[must_use]
    pub fn pieces(&self, other: &Self) -> Estimate {
        self.pieces.likeness(&other.pieces)
    }

    /// How much of their figures the two texts have in common, as far as the samples tell.
    #[must_use]
    pub fn figures(&self, other: &Self) -> Estimate {
        self.figures.likeness(&other.figures)
    }

    /// A digest of the sample of figures; nothing where there are too few to say anything.
    #[must_use]
    pub fn figures_digest(&self) -> Option<u64> {
        let mut digest = Fnv::default();
        self.figures.pieces.iter().for_each(|(hash, n)| [*hash, *n].into_iter().for_each(|v| digest.mix(v)));
        (self.figures.pieces.len() >= 3).then(|| digest.done())
    }
}

/// A likeness from 0 to 1, told from samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The likeness of the samples.
    pub value: f64,
    /// Whether the samples are all there is, so that it is the likeness of the texts.
    pub exact: bool,
}

/// Some of the pieces of a text, with how often each occurs: those whose hash is among the lowest
/// 1 / 2^`halvings` of all hashes. Two texts sample the same pieces, so that samples of one fineness compare
/// as the texts do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sample {
    halvings: u32,
    /// In order of hash.
    pieces: Vec<(u32, u32)>,
}

impl Sample {
    fn of(mut hashes: Vec<u32>, most: usize) -> Self {
        let mut halvings = 0;
        let mut distinct = usize::MAX;
        // Sorting is dear: what is surely too much goes first, by the count of all.
        while hashes.len() >> halvings > 2 * most && halvings < 31 {
            halvings += 1;
        }
        while distinct > most && halvings < 32 {
            hashes.retain(|hash| below(*hash, halvings));
            hashes.sort_unstable();
            distinct = hashes.chunk_by(|a, b| a == b).count();
            if distinct > most {
                halvings += 1;
            }
        }
        let pieces = hashes.chunk_by(|a, b| a == b).take(most);
        let pieces = pieces.filter_map(|run| Some((*run.first()?, run.len() as u32))).collect();
        Self { halvings, pieces }
    }

    fn likeness(&self, other: &Self) -> Estimate {
        let halvings = self.halvings.max(other.halvings);
        let mut ours = self.pieces.iter().filter(|(hash, _)| below(*hash, halvings)).peekable();
        let mut theirs = other.pieces.iter().filter(|(hash, _)| below(*hash, halvings)).peekable();
        let (mut both, mut all) = (0, 0);
        // Both are in order of hash.
        loop {
            match (ours.peek(), theirs.peek()) {
                (Some((a, n)), Some((b, m))) if a == b => {
                    both += n.min(m);
                    all += n + m;
                    ours.next();
                    theirs.next();
                }
                (Some((a, n)), other) if other.is_none_or(|(b, _)| a < b) => {
                    all += n;
                    ours.next();
                }
                (_, Some((_, m))) => {
                    all += m;
                    theirs.next();
                }
                (_, None) => break,
            }
        }
        let value = if all == 0 { 1.0 } else { 2.0 * f64::from(both) / f64::from(all) };
        Estimate { value, exact: halvings == 0 }
    }
}

fn below(hash: u32, halvings: u32) -> bool {
    halvings == 0 || u64::from(hash) < 1_u64 << (32 - halvings.min(32))
}

/// The smallest of the hashes of the words of four letters or more, under each hash function.
fn minima(text: &str) -> Vec<u32> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().nth(3).is_some());
    let hashes: HashSet<u64> = words
        .map(|word| {
            let mut hash = Fnv::default();
            word.chars().flat_map(char::to_lowercase).for_each(|c| hash.mix(u32::from(c)));
            hash.done()
        })
        .collect();
    let mut minima = vec![u32::MAX; MINIMA];
    for hash in hashes {
        let (a, b) = (hash as u32, (hash >> 32) as u32 | 1);
        for (i, least) in (0_u32..).zip(minima.iter_mut()) {
            *least = (*least).min(a.wrapping_add(b.wrapping_mul(i)).wrapping_mul(0x9E37_79B1));
        }
    }
    minima
}

/// The hashes of all pieces of five letters.
fn gram_hashes(letters: &[char]) -> Vec<u32> {
    let piece = |window: &[char]| {
        let sum = window
            .iter()
            .fold(0_u64, |sum, c| sum.wrapping_mul(0x1_0001).wrapping_add(u64::from(u32::from(*c))));
        (mixed(sum) >> 32) as u32
    };
    letters.windows(5.min(letters.len().max(1))).map(piece).collect()
}

fn hash_text(text: &str) -> u32 {
    let mut hash = Fnv::default();
    text.bytes().for_each(|b| hash.mix(u32::from(b)));
    (hash.done() >> 32) as u32
}

/// FNV-1a with a final mixing: the same on every machine.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn mix(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x0100_0000_01b3);
    }

    fn done(&self) -> u64 {
        mixed(self.0)
    }
}

/// Spreads what differs in few bits over all of them.
fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ hash >> 32
}
