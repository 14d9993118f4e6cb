//! Patterns: a regular expression that is compiled when it is first needed, and searched for fast (`loose.rs`);
//! in [`marker`] what a line can begin with, in [`hyphen`] what becomes of hyphens at line ends, in [`words`] the
//! words of a text, in [`sieve`] which of many patterns can match.

pub mod hyphen;
mod loose;
pub mod marker;
pub mod sieve;
pub mod words;

use loose::Loose;
use regex::{Captures, Match, Regex};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// `s[range]`, or the empty string where the range does not lie on character boundaries.
#[must_use]
#[inline]
pub fn slice(s: &str, range: Range<usize>) -> &str {
    s.get(range).unwrap_or("")
}

/// Whether `c` is a character of words, as `\b` knows them: a letter, a mark on one, a figure, an underscore.
#[must_use]
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    regex_syntax::try_is_word_character(c).unwrap_or_else(|_| c.is_alphanumeric())
}

/// A pattern in a `static`. One that does not compile finds nothing; the test that compiles
/// every rule (`tests/it/rules.rs`) names it.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
    loose: OnceLock<Option<Loose>>,
    told: AtomicBool,
}

impl Pattern {
    /// The pattern with this source, not yet compiled.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new(), loose: OnceLock::new(), told: AtomicBool::new(false) }
    }

    /// No pattern: it finds nothing, anywhere.
    #[must_use]
    pub const fn none() -> Self {
        Self::new("")
    }

    /// Whether this is [`Pattern::none`].
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.source.is_empty()
    }

    /// Whether anything was ever asked of it in this process. A test finds with it what decides nothing.
    #[must_use]
    pub fn was_asked(&self) -> bool {
        self.compiled.get().is_some() || self.loose.get().is_some() || self.told.load(Ordering::Relaxed)
    }

    /// Notes that it was asked, where a [`sieve`] may have answered for it.
    pub fn note_asked(&self) {
        self.told.store(true, Ordering::Relaxed);
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The compiled expression, or nothing when the source is no expression.
    pub fn regex(&self) -> Option<&Regex> {
        let compile = || if self.is_none() { None } else { Regex::new(self.source).ok() };
        self.compiled.get_or_init(compile).as_ref()
    }

    /// What finds where the pattern can match, where the pattern itself would be slow. The pattern is then compiled
    /// when there is a place to ask it about.
    fn loose(&self) -> Option<&Loose> {
        let rewrite = || if self.is_none() { None } else { Loose::of(self.source) };
        self.loose.get_or_init(rewrite).as_ref()
    }

    /// A place at or after `from` from which the pattern finds its next match, if it may find one.
    fn next(&self, s: &str, from: usize) -> Option<usize> {
        self.loose().map_or(Some(from), |loose| loose.next(s, from))
    }

    /// Whether the pattern may occur in `s`: "no" is certain and quickly told, "yes" is neither.
    #[must_use]
    pub fn may_match(&self, s: &str) -> bool {
        self.next(s, 0).is_some()
    }

    /// Whether the pattern occurs in `s`.
    #[must_use]
    pub fn is_match(&self, s: &str) -> bool {
        if let Some(answer) = self.loose().and_then(|loose| loose.is_match(s)) {
            return answer;
        }
        self.next(s, 0).is_some_and(|at| self.regex().is_some_and(|r| r.is_match_at(s, at)))
    }

    /// `s` with every match replaced; `$1` in the replacement stands for the first group.
    #[must_use]
    pub fn replace_all<'t>(&self, s: &'t str, replacement: impl regex::Replacer) -> Cow<'t, str> {
        self.regex().map_or(Cow::Borrowed(s), |r| r.replace_all(s, replacement))
    }

    /// The first match.
    #[must_use]
    pub fn find<'t>(&self, s: &'t str) -> Option<Match<'t>> {
        let at = self.next(s, 0)?;
        self.regex()?.find_at(s, at)
    }

    /// The groups of the first match.
    #[must_use]
    pub fn captures<'t>(&self, s: &'t str) -> Option<Captures<'t>> {
        let at = self.next(s, 0)?;
        self.regex()?.captures_at(s, at)
    }

    /// Every match with its groups, from left to right.
    pub fn captures_iter<'s, 't: 's>(&'s self, s: &'t str) -> impl Iterator<Item = Captures<'t>> + 's {
        // A pattern that is searched for loosely does not match the empty string.
        let plain = if self.loose().is_none() { self.regex() } else { None };
        let mut plain = plain.map(|r| r.captures_iter(s));
        let mut at = 0;
        std::iter::from_fn(move || {
            if let Some(plain) = &mut plain {
                return plain.next();
            }
            let from = self.next(s, at)?;
            let found = self.regex()?.captures_at(s, from)?;
            at = found.get(0)?.end();
            Some(found)
        })
    }

    /// Every match, from left to right.
    pub fn find_iter<'s, 't: 's>(&'s self, s: &'t str) -> impl Iterator<Item = Match<'t>> + 's {
        let plain = if self.loose().is_none() { self.regex() } else { None };
        let mut plain = plain.map(|r| r.find_iter(s));
        let mut at = 0;
        std::iter::from_fn(move || {
            if let Some(plain) = &mut plain {
                return plain.next();
            }
            let from = self.next(s, at)?;
            let found = self.regex()?.find_at(s, from)?;
            at = found.end();
            Some(found)
        })
    }
}
