//! How alike two printed titles are, whatever their capitals, signs and spacing.

use crate::likeness::{counted, likeness};
use std::collections::HashMap;

/// The pieces of three letters that a title is made of.
#[derive(Debug, Clone, Default)]
pub struct Title(HashMap<String, usize>);

impl Title {
    /// The pieces of a title.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let letters: Vec<char> =
            words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(200).collect();
        let pieces = letters.windows(3.min(letters.len().max(1)));
        Self(counted(pieces.map(|w| w.iter().collect())))
    }

    /// How much two titles have in common, from 0 to 1.
    #[must_use]
    pub fn like(&self, other: &Self) -> f64 {
        if self.0.is_empty() || other.0.is_empty() { 0.0 } else { likeness(&self.0, &other.0) }
    }
}
