//! What a hit shows of its passage: a stretch of it with the matched words marked, and why it
//! matched.

use super::analyser::{Analyser, Token};
use super::search::{Reason, Snippet};
use std::collections::BTreeMap;

/// How long a snippet is at most, in code points.
const LENGTH: usize = 280;

/// How much of what stands before the first match is shown, in code points.
const LEAD: usize = 60;

/// A word of the query: as typed, and as it is indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub typed: String,
    pub term: String,
}

/// Finds the query's words in a passage and cuts the stretch that shows most of them.
pub(super) fn explain(analyser: &mut Analyser, text: &str, words: &[Word]) -> (Snippet, Vec<Reason>) {
    let matches: Vec<(Token, &Word)> = analyser
        .tokens(text)
        .into_iter()
        .filter_map(|t| words.iter().find(|w| w.term == t.term).map(|w| (t, w)))
        .collect();
    let mut reasons: BTreeMap<(usize, String), Reason> = BTreeMap::new();
    for (token, word) in &matches {
        let printed = text.get(token.range.clone()).unwrap_or("");
        let at = words.iter().position(|w| w == *word).unwrap_or(0);
        let by = if printed.to_lowercase() == word.typed.to_lowercase() { "exact" } else { "stem" };
        reasons.entry((at, printed.to_lowercase())).or_insert_with(|| Reason {
            term: word.typed.clone(),
            matched: printed.to_owned(),
            by,
        });
    }
    (snippet(text, &matches), reasons.into_values().collect())
}

fn snippet(text: &str, matches: &[(Token, &Word)]) -> Snippet {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let total = starts.len();
    let position = |byte: usize| starts.partition_point(|s| *s < byte);
    let (from, to) = if total <= LENGTH {
        (0, total)
    } else {
        let (from, to) = best_stretch(matches, position, total);
        (word_start(text, &starts, from), to)
    };
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let cut = text.get(byte(from)..byte(to)).unwrap_or("");
    let (lead, tail) = (if from > 0 { "… " } else { "" }, if to < total { " …" } else { "" });
    let shift = lead.chars().count();
    let highlights = matches
        .iter()
        .map(|(t, _)| (position(t.range.start), position(t.range.end)))
        .filter(|(s, e)| *s >= from && *e <= to)
        .map(|(s, e)| ((s - from + shift) as u32, (e - from + shift) as u32))
        .collect();
    Snippet { text: format!("{lead}{}{tail}", cut.replace('\n', " ")), highlights }
}

/// The stretch of [`LENGTH`] code points with the most different words, the earliest of equals.
fn best_stretch(
    matches: &[(Token, &Word)],
    position: impl Fn(usize) -> usize,
    total: usize,
) -> (usize, usize) {
    let mut best = (0, 0);
    for (at, (first, _)) in matches.iter().enumerate() {
        let from = position(first.range.start);
        // Matches come in order, so those that fit follow directly.
        let following = matches.get(at..).unwrap_or(&[]).iter();
        let mut seen: Vec<&str> = following
            .take_while(|(t, _)| position(t.range.end) <= from + LENGTH - LEAD)
            .map(|(_, w)| w.term.as_str())
            .collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > best.0 {
            best = (seen.len(), from);
        }
    }
    // A little of what stands before helps to understand.
    let from = best.1.saturating_sub(LEAD).min(total.saturating_sub(LENGTH));
    (from, (from + LENGTH).min(total))
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
