//! Sentences of a paragraph, as well as they can be told without understanding it.

use crate::pattern::slice;
use std::ops::Range;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "bl.a", "f.eks", "jf", "jfr", "kap", "nr", "pkt", "pr", "mv", "m.v", "m.m", "mm", "ev", "evt", "ca",
    "gnr", "bnr", "dvs", "mill", "mrd", "pst", "st", "prop", "innst", "meld", "ref", "kl", "hhv", "inkl",
    "ekskl", "osv", "o.l", "t.o.m", "f.o.m", "mnd", "art", "tlf", "avd", "e.l",
];

/// Byte ranges of the sentences in `text`.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        if !matches!(c, '.' | '?' | '!' | '\n') {
            continue;
        }
        let end = i + c.len_utf8();
        let after = slice(text, end..text.len());
        let next = after.trim_start().chars().next();
        let ends = c == '\n'
            || (after.starts_with(char::is_whitespace)
                && next.is_some_and(|n| n.is_uppercase() || n.is_ascii_digit() || "«\"”".contains(n))
                && !(c == '.' && abbreviates(slice(text, start..i), next)));
        if ends {
            push(&mut out, text, start..end);
            start = end;
        }
    }
    push(&mut out, text, start..text.len());
    out
}

fn abbreviates(before: &str, next: Option<char>) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    // "1. tertial", "25. august": an ordinal before a small letter never gets here; "nr. 3" does.
    let ordinal = word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 2 && !word.is_empty();
    ABBREVIATIONS.contains(&word.to_lowercase().as_str())
        || (ordinal && next.is_some_and(|n| n.is_ascii_digit()))
        || (word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let words = slice(text, range.clone());
    let lead = words.len() - words.trim_start().len();
    let trail = words.len() - words.trim_end().len();
    if lead + trail < words.len() {
        out.push(range.start + lead..range.end - trail);
    }
}
