//! Which of many patterns can match at all, told in one pass over the text.
//!
//! A pattern has letters that it cannot do without: every match of ` (?:skal|må) ` holds ` skal ` or ` må `. A [`Sieve`]
//! looks for those of all its patterns at once. What it lets through may match or not; what it holds back does not.

use super::Pattern;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A part of a pattern that matches more words than these is not spelled out.
const WORDS: usize = 256;

/// As many characters as a class may have to be spelled out.
const CLASS: usize = 16;

/// As many letters that are not ASCII as a word may have: each is looked for in both cases.
const FOREIGN: usize = 4;

/// So much of a word is looked for, in characters: what begins alike is one.
const LENGTH: usize = 9;

/// As many words are looked for with a full table, which takes memory and is fast.
const IN_TABLE: usize = 1_500;

/// Letters that are another's capital or small letter for patterns without case, and that no text of the genre has.
const STRANGE: [(char, char); 3] = [('\u{17f}', 's'), ('\u{212a}', 'k'), ('\u{212b}', 'å')];

/// Looks for what patterns cannot do without. Those after the 64th always pass.
#[derive(Debug)]
pub struct Sieve {
    words: Option<AhoCorasick>,
    /// The patterns that a word belongs to, one bit each.
    of: Vec<u64>,
    /// The patterns that have no such words.
    always: u64,
}

/// The patterns that may match.
#[derive(Debug, Clone, Copy)]
pub struct Passed(u64);

impl Passed {
    /// Whether the pattern in this place may match: "no" is certain.
    #[must_use]
    pub fn has(self, place: usize) -> bool {
        place >= 64 || self.0 >> place & 1 == 1
    }
}

impl Sieve {
    /// That of some patterns, in their order.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let (mut words, mut always) = (BTreeMap::<String, u64>::new(), 0);
        for (place, pattern) in patterns.take(64).enumerate() {
            let hir = regex_syntax::parse(pattern.source()).ok();
            match hir.as_ref().and_then(needed) {
                Some(needed) => {
                    for word in needed.iter().flat_map(|word| printed(word)) {
                        *words.entry(word).or_default() |= 1 << place;
                    }
                }
                None => always |= 1 << place,
            }
        }
        let kind = (words.len() <= IN_TABLE).then_some(AhoCorasickKind::DFA);
        let automaton =
            AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(words.keys()).ok();
        Self { words: automaton, of: words.into_values().collect(), always }
    }

    /// Which of them may match in `text`.
    #[must_use]
    pub fn pass(&self, text: &str) -> Passed {
        let Some(words) = &self.words else { return Passed(u64::MAX) };
        if !text.is_ascii() && STRANGE.iter().any(|(strange, _)| text.contains(*strange)) {
            return Passed(u64::MAX);
        }
        let found = words.find_overlapping_iter(text);
        Passed(
            found.fold(self.always, |all, m| all | self.of.get(m.pattern().as_usize()).unwrap_or(&u64::MAX)),
        )
    }
}

/// A word as it can be printed, the case of ASCII letters left aside.
fn printed(word: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for c in word.chars() {
        let capital =
            Some(c).filter(|c| !c.is_ascii()).and_then(|c| one(c.to_uppercase())).filter(|o| *o != c);
        let capitals =
            capital.map(|capital| out.iter().map(|start| format!("{start}{capital}")).collect::<Vec<_>>());
        for start in &mut out {
            start.push(c);
        }
        out.extend(capitals.into_iter().flatten());
    }
    out
}

fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

/// The small letter, where the character is it or its capital.
fn folded(c: char) -> Option<char> {
    if let Some((_, plain)) = STRANGE.iter().find(|(strange, _)| *strange == c) {
        return Some(*plain);
    }
    let small = one(c.to_lowercase())?;
    (c == small || one(small.to_uppercase()) == Some(c)).then_some(small)
}

/// Words of which every match has one; nothing where the pattern has none.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    let mut words = candidates(hir)?;
    for word in &mut words {
        let foreign = word.char_indices().filter(|(_, c)| !c.is_ascii()).nth(FOREIGN);
        let cut = word.char_indices().nth(LENGTH).into_iter().chain(foreign).map(|(at, _)| at).min();
        word.truncate(cut.unwrap_or(word.len()));
    }
    (shortest(&words) > 0).then_some(words)
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(|word| word.chars().count()).min().unwrap_or(0)
}

/// The same, where a word may be empty.
fn candidates(hir: &Hir) -> Option<Vec<String>> {
    let rank = |words: &Vec<String>| (shortest(words), Reverse(words.len()));
    match hir.kind() {
        HirKind::Concat(parts) => {
            let mut all = Vec::new();
            let mut row = vec![String::new()];
            for part in parts {
                let next = spelled(part);
                if let Some(longer) = next.as_ref().and_then(|next| joined(&row, next)) {
                    row = longer;
                    continue;
                }
                all.push(std::mem::replace(&mut row, next.unwrap_or_else(|| vec![String::new()])));
                all.extend(candidates(part));
            }
            all.push(row);
            all.into_iter().max_by_key(rank)
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(candidates(part)?);
            }
            (all.len() <= 4 * WORDS).then_some(all)
        }
        HirKind::Capture(capture) => candidates(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => candidates(&repetition.sub),
        _ => spelled(hir),
    }
}

/// All that a part matches, in small letters, where that is not too much.
fn spelled(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(vec![text.chars().map(folded).collect::<Option<String>>()?])
        }
        HirKind::Class(Class::Unicode(class)) => letters(class),
        HirKind::Repetition(repetition) if repetition.min == 0 && repetition.max == Some(1) => {
            let mut words = spelled(&repetition.sub)?;
            words.push(String::new());
            Some(words)
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) => None,
        HirKind::Capture(capture) => spelled(&capture.sub),
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![String::new()], |row, part| joined(&row, &spelled(part)?))
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(spelled(part)?);
            }
            (all.len() <= WORDS).then_some(all)
        }
    }
}

/// Every word of the first with every word of the second behind it.
fn joined(first: &[String], second: &[String]) -> Option<Vec<String>> {
    let few = first.len() * second.len() <= WORDS;
    few.then(|| first.iter().flat_map(|a| second.iter().map(move |b| format!("{a}{b}"))).collect())
}

fn letters(class: &ClassUnicode) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for range in class.ranges() {
        if range.len() + all.len() > CLASS {
            return None;
        }
        for c in range.start()..=range.end() {
            all.push(folded(c)?.to_string());
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}
