//! Text → the words that stand in it.
//!
//! A word is a run of letters and digits, or a run of `§`. Soft hyphens belong to the word they
//! stand in. A hyphen parts words but ties them together, and one at a line end is decided by the
//! rule of [`crate::pattern::hyphen`]. Digit groups (`12 300 000`) are words of their own, tied together.

use crate::pattern::hyphen::{Hyphen, decide};
use crate::pattern::slice;
use std::borrow::Cow;
use std::ops::Range;

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The word without soft hyphens and line breaks, its case kept.
    pub text: Cow<'t, str>,
    /// Byte range in the text.
    pub range: Range<usize>,
    /// How it is tied to the next word.
    pub tie: Tie,
}

/// What ties a word to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing.
    None,
    /// A hyphen: `IKT-modernisering`.
    Hyphen,
    /// Both are groups of the digits of one number: `12 300`.
    Digits,
}

/// The soft hyphen.
const SOFT: char = '\u{ad}';

/// Splits a text into words.
#[derive(Debug, Clone)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

/// Letters and digits; `²` counts as a footnote mark, not as a digit.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphabetic() || c == SOFT))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// One past the run of word characters that begins at `at`.
fn run_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let rest = slice(text, end..text.len());
        end += rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        match slice(text, end..text.len()).chars().next() {
            Some(c) if !c.is_ascii() && is_word(c) => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// Where the next word or `§` begins, from `at` on.
fn run_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = at;
    while let Some(byte) = bytes.get(start) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some(start);
            }
            start += 1;
        } else {
            let c = slice(text, start..text.len()).chars().next()?;
            if (is_word(c) && c != SOFT) || c == '§' {
                return Some(start);
            }
            start += c.len_utf8();
        }
    }
    None
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let start = run_start(self.text, self.at)?;
        let rest = slice(self.text, start..self.text.len());
        if rest.starts_with('§') {
            let end = start + rest.find(|c| c != '§').unwrap_or(rest.len());
            self.at = end;
            return Some(Word { text: Cow::Borrowed("§"), range: start..end, tie: Tie::None });
        }
        let mut end = run_end(self.text, start);
        let mut word = Cow::Borrowed(slice(self.text, start..end));
        let mut tie = Tie::None;
        loop {
            let after = slice(self.text, end..self.text.len());
            let Some(next) = after.chars().next().filter(|c| is_hyphen(*c)) else { break };
            let beyond = slice(after, next.len_utf8()..after.len());
            let apart = beyond.trim_start();
            if !apart.starts_with(is_word) {
                break;
            }
            let begins = self.text.len() - apart.len();
            let broken = slice(beyond, 0..beyond.len() - apart.len());
            // What follows is cut short: only its first word counts.
            let following = slice(self.text, begins..run_end(self.text, begins));
            if broken.is_empty() {
                // `2017-2018` are two numbers.
                tie = if is_number(&word) && is_number(following) { Tie::None } else { Tie::Hyphen };
                break;
            }
            match decide(&word, following, broken.contains('\n')) {
                Hyphen::Join => {
                    end = run_end(self.text, begins);
                    word.to_mut().push_str(following);
                }
                Hyphen::Keep => {
                    tie = Tie::Hyphen;
                    break;
                }
                Hyphen::Leave => break,
            }
        }
        if tie == Tie::None && continues_number(self.text, &word, end) {
            tie = Tie::Digits;
        }
        if word.contains(SOFT) {
            word = Cow::Owned(word.replace(SOFT, ""));
        }
        self.at = end;
        Some(Word { text: word, range: start..end, tie })
    }
}

/// Whether a number goes on after the group that ends at `end`: a space or a full stop, then three
/// digits and no more. (A first group has one to three digits; later ones have three as it is.)
fn continues_number(text: &str, group: &str, end: usize) -> bool {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    if group.len() > 3 || digits(group) != group.len() {
        return false;
    }
    let mut after = slice(text, end..text.len()).chars();
    if !matches!(after.next(), Some(' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '.')) {
        return false;
    }
    let rest = after.as_str();
    digits(rest) == 3 && !slice(rest, 3..rest.len()).starts_with(is_word)
}
