//! How much two texts have in common: their pieces, counted and compared.

use std::collections::HashMap;

/// Pieces with how often each occurs.
#[must_use]
pub fn counted(pieces: impl Iterator<Item = String>) -> HashMap<String, usize> {
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
pub fn likeness(a: &HashMap<String, usize>, b: &HashMap<String, usize>) -> f64 {
    let both: usize = a.iter().map(|(k, n)| (*n).min(b.get(k).copied().unwrap_or(0))).sum();
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}
