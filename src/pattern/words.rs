//! The words of a text: the stretches of characters that `\b` parts it into.

use super::{is_word, slice};
use std::ops::Range;

/// The words of `text`, from left to right.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + length(slice(text, at..text.len()), false);
        let end = start + length(slice(text, start..text.len()), true);
        at = end;
        (start < end).then_some(start..end)
    })
}

/// How many bytes `text` begins with that are of words, or of none.
fn length(text: &str, of_word: bool) -> usize {
    text.char_indices().find(|(_, c)| is_word(*c) != of_word).map_or(text.len(), |(at, _)| at)
}
