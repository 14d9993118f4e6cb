//! A sentence as it is weighed.

use super::signs;
use crate::pattern::Pattern;
use crate::pattern::sieve::{Passed, Sieve};
use crate::registry::{Named, registry};
use crate::rules::Sign;
use crate::rules::reading::Reading;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A sentence in small letters, one space between words and around punctuation, with `etaten` for the
/// recipient of the letter, `annenetat` for other agencies and `departementet` for ministries.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Plain {
    words: String,
    /// The signs that can be found in it.
    passed: Passed,
}

/// The sieve of all signs, and the place of each in it, by where it is kept: a sentence has few signs, and which is
/// told in one pass.
fn sieve() -> &'static (Sieve, FxHashMap<usize, usize>) {
    static SIEVE: OnceLock<(Sieve, FxHashMap<usize, usize>)> = OnceLock::new();
    SIEVE.get_or_init(|| {
        let places = signs().enumerate().map(|(place, sign)| (kept(sign), place)).collect();
        (Sieve::of(signs().map(|sign| &sign.rule.pattern)), places)
    })
}

fn kept(sign: &'static Sign) -> usize {
    std::ptr::from_ref(sign).addr()
}

impl Plain {
    /// `own` are short forms that the letter has for its recipient.
    pub(in crate::rules) fn new(
        reading: &Reading<'_>,
        range: &Range<usize>,
        recipient: Option<&str>,
        own: &[String],
    ) -> Self {
        let mut out = String::with_capacity(range.len() + 16);
        out.push(' ');
        let mut at = range.start;
        for mention in reading.mentions_in(range.clone()) {
            write(&mut out, &named(reading.text.get(at..mention.range.start), own));
            let word = match mention.named {
                Named::Ministry(_) => "departementet",
                Named::Agency(i) => {
                    let known = registry().agencies().get(i);
                    let own = |name: &str| known.is_some_and(|a| a.all_names().any(|n| n == name));
                    if recipient.is_none_or(own) { "etaten" } else { "annenetat" }
                }
            };
            write(&mut out, word);
            at = mention.range.end;
        }
        write(&mut out, &named(reading.text.get(at..range.end), own));
        if let Some(name) = recipient {
            name_recipient(&mut out, name);
        }
        Self::whole(out)
    }

    /// A sentence of which nothing is named.
    pub(in crate::rules) fn of(words: &str) -> Self {
        let mut out = String::from(" ");
        write(&mut out, words);
        Self::whole(out)
    }

    fn whole(mut words: String) -> Self {
        if !words.ends_with(' ') {
            words.push(' ');
        }
        Self { passed: sieve().0.pass(&words), words }
    }

    pub(in crate::rules) fn as_str(&self) -> &str {
        &self.words
    }

    /// Whether a sign may be found in it, or in a part of it: "no" is certain.
    pub(super) fn may_hold(&self, sign: &'static Sign) -> bool {
        sign.rule.pattern.note_asked();
        sieve().1.get(&kept(sign)).is_none_or(|place| self.passed.has(*place))
    }

    /// Whether a sign is found.
    pub(super) fn holds(&self, sign: &'static Sign) -> bool {
        self.may_hold(sign) && sign.rule.matches(&self.words)
    }

    /// Where a sign is found.
    pub(super) fn find(&self, sign: &'static Sign) -> Option<Range<usize>> {
        if self.may_hold(sign) { sign.rule.find(&self.words) } else { None }
    }
}

/// A recipient that the registry does not know is known by its name.
fn name_recipient(words: &mut String, name: &str) {
    let name = name.to_lowercase();
    if name.len() > 3 && words.contains(&name) {
        *words = words.replace(&name, "etaten");
    }
}

/// The words with `etaten` for the short forms of the recipient.
fn named<'t>(words: &'t str, own: &[String]) -> Cow<'t, str> {
    if !own.iter().any(|name| words.contains(name.as_str())) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 16);
    for piece in words.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if own.iter().any(|name| name == word) {
            out.push_str("etaten");
            out.push_str(piece.get(word.len()..).unwrap_or(""));
        } else {
            out.push_str(piece);
        }
    }
    Cow::Owned(out)
}

/// Short forms in capitals that shall or must do something, again and again, and that the registry does not
/// know: what the letter calls its recipient.
pub(in crate::rules) fn own_names(reading: &Reading<'_>) -> Vec<String> {
    static ACTS: Pattern = Pattern::new(
        r"(?:^|[.:;,]?\s)(?:(?:skal|må|bør)\s+)?([A-ZÆØÅ]{2,6})\s+(?:skal|må|bes|bør|har|får|kan)\s",
    );
    const OFTEN: usize = 3;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in reading.blocks() {
        for c in ACTS.captures_iter(reading.words(block)) {
            let Some(m) = c.get(1) else { continue };
            let at = block.range.start + m.start()..block.range.start + m.end();
            if reading.mentions_in(at).next().is_none() {
                *counts.entry(m.as_str()).or_default() += 1;
            }
        }
    }
    // One letter has one recipient.
    let most = counts.into_iter().max_by_key(|(name, n)| (*n, std::cmp::Reverse(*name)));
    most.filter(|(_, n)| *n >= OFTEN).map(|(name, _)| name.to_owned()).into_iter().collect()
}

fn write(out: &mut String, words: &str) {
    for c in words.chars() {
        if c.is_whitespace() || matches!(c, '*' | '_' | '|') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if matches!(c, ',' | ';' | ':' | '(' | ')' | '«' | '»' | '"' | '”' | '?' | '!') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            out.push(c);
            out.push(' ');
        } else if c == '.' {
            out.push_str(" .");
        } else {
            out.extend(c.to_lowercase());
        }
    }
}
