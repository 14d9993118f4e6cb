//! Patterns: a regular expression that is compiled when it is first needed; in [`marker`] what a line
//! can begin with, in [`hyphen`] what becomes of hyphens at line ends.

pub mod hyphen;
pub mod marker;

use regex::{Captures, Match, Regex};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// `s[range]`, or the empty string where the range does not lie on character boundaries.
#[must_use]
#[inline]
pub fn slice(s: &str, range: Range<usize>) -> &str {
    s.get(range).unwrap_or("")
}

/// A pattern in a `static`. One that does not compile finds nothing; the test that compiles
/// every rule (`tests/it/rules.rs`) names it.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern with this source, not yet compiled.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The compiled expression, or nothing when the source is no expression.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }

    /// Whether the pattern occurs in `s`.
    #[must_use]
    pub fn is_match(&self, s: &str) -> bool {
        self.regex().is_some_and(|r| r.is_match(s))
    }

    /// `s` with every match replaced; `$1` in the replacement stands for the first group.
    #[must_use]
    pub fn replace_all<'t>(&self, s: &'t str, replacement: impl regex::Replacer) -> Cow<'t, str> {
        self.regex().map_or(Cow::Borrowed(s), |r| r.replace_all(s, replacement))
    }

    /// The first match.
    #[must_use]
    pub fn find<'t>(&self, s: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(s)
    }

    /// The groups of the first match.
    #[must_use]
    pub fn captures<'t>(&self, s: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(s)
    }

    /// Every match with its groups, from left to right.
    pub fn captures_iter<'s, 't: 's>(&'s self, s: &'t str) -> impl Iterator<Item = Captures<'t>> + 's {
        self.regex().into_iter().flat_map(move |r| r.captures_iter(s))
    }

    /// Every match, from left to right.
    pub fn find_iter<'s, 't: 's>(&'s self, s: &'t str) -> impl Iterator<Item = Match<'t>> + 's {
        self.regex().into_iter().flat_map(move |r| r.find_iter(s))
    }
}
