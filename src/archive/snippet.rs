//! What a hit shows of its passage: a stretch of it with the matched words marked, and why it
//! matched.

use super::analyser::{Analyser, Sort};
use super::same::Source;
use super::search::{Reason, Snippet};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// How long a snippet is at most, in code points.
const LENGTH: usize = 280;

/// How much of what stands before the first match is shown, in code points.
const LEAD: usize = 60;

/// How many words apart two words are still near.
pub(super) const NEAR: usize = 5;

/// How a word of the query matched one of the passage. The closest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// The same word as typed.
    Exact,
    /// It begins as asked.
    Prefix,
    /// Another form of the word.
    Stem,
    /// The same word in the other written standard: `verksemd`, `virksomhet`.
    Nynorsk,
    /// The same word with, or without, a hyphen or spaces within.
    Hyphen,
    /// A part of a compound.
    Part,
    /// Another name of the same.
    Alias(Source),
    /// Written with other letters: `saermote`.
    Spelling,
}

impl By {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Stem => "stem",
            Self::Nynorsk => "nynorsk",
            Self::Hyphen => "hyphen",
            Self::Part => "compound",
            Self::Alias(Source::Aliases) => "alias",
            Self::Alias(Source::Documents) => "abbreviation",
            Self::Spelling => "spelling",
        }
    }
}

/// The words of a query, and under which terms they are found.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// As typed.
    words: Vec<String>,
    /// Term as in the index → the words of the query that it stands for.
    terms: FxHashMap<String, Vec<(usize, By)>>,
    prefixes: Vec<(usize, String)>,
    phrases: Vec<(usize, Vec<String>, By)>,
    apart: Vec<(usize, Vec<String>)>,
    /// The terms of `phrases` and `apart`.
    placed: FxHashSet<String>,
}

impl Sought {
    fn word(&mut self, typed: &str) -> usize {
        self.words.iter().position(|w| w == typed).unwrap_or_else(|| {
            self.words.push(typed.to_owned());
            self.words.len() - 1
        })
    }

    /// A word is found under a term.
    pub(super) fn term(&mut self, typed: &str, term: String, by: By) {
        let word = self.word(typed);
        let known = self.terms.entry(term).or_default();
        if !known.contains(&(word, by)) {
            known.push((word, by));
        }
    }

    /// Words that begin like this term.
    pub(super) fn prefix(&mut self, term: String) {
        let typed = format!("{}*", term.trim_start_matches(Sort::Printed.mark()));
        let word = self.word(&typed);
        self.prefixes.push((word, term));
    }

    /// Whether words are sought by how they begin.
    pub(super) fn has_prefixes(&self) -> bool {
        !self.prefixes.is_empty()
    }

    /// These terms near each other.
    pub(super) fn apart(&mut self, typed: &str, terms: Vec<String>) {
        let word = self.word(typed);
        self.placed.extend(terms.iter().cloned());
        self.apart.push((word, terms));
    }

    /// These terms one after the other.
    pub(super) fn phrase(&mut self, typed: &str, terms: Vec<String>, by: By) {
        let word = self.word(typed);
        self.placed.extend(terms.iter().cloned());
        self.phrases.push((word, terms, by));
    }
}

/// A term that stands in a text, where what matches depends on what stands beside it.
struct Placed {
    /// With its mark.
    term: String,
    /// Number of the word.
    position: usize,
    /// Byte range.
    range: Range<usize>,
}

/// A place in a text where a word of the query matched.
#[derive(Debug, Clone)]
struct Match {
    /// Byte range.
    range: Range<usize>,
    word: usize,
    by: By,
}

/// Finds the query's words in a passage and the headings above it, and cuts the stretch that shows most of
/// them.
pub(super) fn explain(
    analyser: &mut Analyser,
    text: &str,
    heading: &str,
    sought: &Sought,
) -> (Snippet, Vec<Reason>) {
    let here = matches(analyser, text, sought);
    let mut why = reasons(&here, text, sought, false);
    // Headings explain what the passage itself does not.
    if !heading.is_empty() && why.len() < sought.words.len() {
        let above = matches(analyser, heading, sought);
        let above: Vec<Match> =
            above.into_iter().filter(|m| !here.iter().any(|h| h.word == m.word)).collect();
        why.extend(reasons(&above, heading, sought, true));
    }
    (snippet(text, &here), why)
}

fn reasons(matches: &[Match], text: &str, sought: &Sought, in_heading: bool) -> Vec<Reason> {
    let mut found: BTreeMap<(usize, By, String), Reason> = BTreeMap::new();
    for m in matches {
        let printed = text.get(m.range.clone()).unwrap_or("");
        found.entry((m.word, m.by, printed.to_lowercase())).or_insert_with(|| Reason {
            term: sought.words.get(m.word).cloned().unwrap_or_default(),
            matched: printed.to_owned(),
            by: m.by,
            in_heading,
        });
    }
    found.into_values().collect()
}

/// Every match, in the order of the text; of those at one place the closest.
fn matches(analyser: &mut Analyser, text: &str, sought: &Sought) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    analyser.each(text, |term, _, position, range| {
        for (word, by) in sought.terms.get(term).into_iter().flatten() {
            let printed = text.get(range.clone()).unwrap_or("");
            let typed = sought.words.get(*word).map_or("", String::as_str);
            let by = if *by == By::Stem { form(typed, printed) } else { *by };
            all.push(Match { range: range.clone(), word: *word, by });
        }
        for (word, begin) in &sought.prefixes {
            if term.starts_with(begin.as_str()) {
                all.push(Match { range: range.clone(), word: *word, by: By::Prefix });
            }
        }
        if sought.placed.contains(term) {
            placed.push(Placed { term: term.to_owned(), position, range });
        }
    });
    phrases(&placed, sought, &mut all);
    apart(&placed, sought, &mut all);
    all.sort_by_key(|m| (m.range.start, m.by, std::cmp::Reverse(m.range.end)));
    let mut out: Vec<Match> = Vec::new();
    for m in all {
        // What lies in a match is no other.
        if out.last().is_none_or(|last| m.range.start >= last.range.end) {
            out.push(m);
        }
    }
    out
}

/// How a word in another form matches.
fn form(typed: &str, printed: &str) -> By {
    let (typed, printed) = (typed.to_lowercase(), printed.to_lowercase());
    if typed == printed {
        return By::Exact;
    }
    let bokmal = |word: &str| crate::lexicon::lexicon().bokmal(word).is_some();
    if bokmal(&typed) == bokmal(&printed) { By::Stem } else { By::Nynorsk }
}

fn phrases(placed: &[Placed], sought: &Sought, out: &mut Vec<Match>) {
    if sought.phrases.is_empty() {
        return;
    }
    // Term → the positions it stands at, and where.
    let mut at: HashMap<&str, Vec<&Placed>> = HashMap::new();
    for one in placed {
        at.entry(&one.term).or_default().push(one);
    }
    for (word, terms, by) in &sought.phrases {
        let Some((first, rest)) = terms.split_first() else { continue };
        for begin in at.get(first.as_str()).into_iter().flatten() {
            let mut end = begin.range.end;
            let complete = (1..).zip(rest).all(|(offset, term)| {
                let mut all = at.get(term.as_str()).into_iter().flatten();
                let found = all.find(|p| p.position == begin.position + offset);
                found.inspect(|p| end = p.range.end).is_some()
            });
            if complete {
                out.push(Match { range: begin.range.start..end, word: *word, by: *by });
            }
        }
    }
}

/// The parts of a compound that stand within a few words of each other.
fn apart(placed: &[Placed], sought: &Sought, out: &mut Vec<Match>) {
    for (word, terms) in &sought.apart {
        let Some(first) = terms.first() else { continue };
        for start in placed.iter().filter(|p| p.term == *first) {
            let near = |p: &&Placed| p.position.abs_diff(start.position) <= NEAR;
            let found: Vec<Option<&Placed>> =
                terms.iter().map(|term| placed.iter().find(|p| near(p) && p.term == *term)).collect();
            if found.iter().all(Option::is_some) {
                out.extend(found.into_iter().flatten().map(|p| Match {
                    range: p.range.clone(),
                    word: *word,
                    by: By::Part,
                }));
            }
        }
    }
}

fn snippet(text: &str, matches: &[Match]) -> Snippet {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let total = starts.len();
    let position = |byte: usize| starts.partition_point(|s| *s < byte);
    let (from, to) = if total <= LENGTH {
        (0, total)
    } else {
        let (first, from, to) = best_stretch(matches, position, total);
        // A long word, such as an address, may begin before the first match and end after it.
        (word_start(text, &starts, from).min(first.max(from)), to)
    };
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let cut = text.get(byte(from)..byte(to)).unwrap_or("");
    let (lead, tail) = (if from > 0 { "… " } else { "" }, if to < total { " …" } else { "" });
    let shift = lead.chars().count();
    let highlights = matches
        .iter()
        .map(|m| (position(m.range.start), position(m.range.end)))
        .filter(|(s, e)| *s >= from && *e <= to)
        .map(|(s, e)| ((s - from + shift) as u32, (e - from + shift) as u32))
        .collect();
    Snippet { text: format!("{lead}{}{tail}", cut.replace('\n', " ")), highlights }
}

/// The stretch of [`LENGTH`] code points with the most different words, the earliest of equals: the first match
/// in it, its beginning and its end.
fn best_stretch(matches: &[Match], position: impl Fn(usize) -> usize, total: usize) -> (usize, usize, usize) {
    let mut best = (0, 0);
    for (at, first) in matches.iter().enumerate() {
        let from = position(first.range.start);
        // Matches come in order, so those that fit follow directly.
        let following = matches.get(at..).unwrap_or(&[]).iter();
        let mut seen: Vec<usize> =
            following.take_while(|m| position(m.range.end) <= from + LENGTH - LEAD).map(|m| m.word).collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > best.0 {
            best = (seen.len(), from);
        }
    }
    // A little of what stands before helps to understand.
    let from = best.1.saturating_sub(LEAD).min(total.saturating_sub(LENGTH));
    (best.1, from, (from + LENGTH).min(total))
}

/// The beginning of the next word from `at` on.
fn word_start(text: &str, starts: &[usize], at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let byte = starts.get(at).copied().unwrap_or(text.len());
    let rest = text.get(byte..).unwrap_or("");
    let before_is_space = text.get(..byte).is_some_and(|s| s.ends_with(char::is_whitespace));
    if before_is_space {
        return at;
    }
    at + rest.chars().position(char::is_whitespace).map_or(0, |p| p + 1)
}
