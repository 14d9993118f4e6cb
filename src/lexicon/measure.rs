//! How often compounds are parted where a person parts them.
//!
//! A list has one word a line, a tab, and `C` for a compound or `N` for none. In the word `|` is a boundary that
//! has to be found (a linking letter stays with the left part) and `~` one that may be found or not. Empty
//! lines and lines that begin with `#` say nothing.

use super::lexicon;
use std::collections::BTreeSet;

/// A line of such a list that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is allowed.
    pub why: String,
}

/// A word that is parted otherwise than in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, from 1.
    pub line: usize,
    /// The word as the list parts it.
    pub listed: String,
    /// The word as the lexicon parts it, with `|`.
    pub found: String,
}

/// What was counted: boundaries, not words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// Words in the list.
    pub words: usize,
    /// Boundaries that had to be found and were.
    pub right: usize,
    /// Boundaries that were found and should not have been.
    pub wrong: usize,
    /// Boundaries that had to be found and were not.
    pub missed: usize,
    /// The words with wrong or missed boundaries.
    pub differences: Vec<Difference>,
}

impl Measured {
    /// The part of the boundaries found that are right; 1 when none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        part(self.right, self.wrong)
    }

    /// The part of the boundaries that had to be found that were; 1 when there are none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        part(self.right, self.missed)
    }
}

fn part(right: usize, not: usize) -> f64 {
    if right + not == 0 { 1.0 } else { right as f64 / (right + not) as f64 }
}

/// Parts the words of a list and compares.
pub fn measure(tsv: &str) -> Result<Measured, Malformed> {
    let mut out = Measured::default();
    for (at, text) in tsv.lines().enumerate() {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let line = at + 1;
        let listed = Listed::read(text).map_err(|why| Malformed { line, why })?;
        let parts = lexicon().parts(&listed.word);
        let leaves = parts.iter().filter(|p| p.leaf).map(|p| p.range.start);
        let found: BTreeSet<usize> = leaves.filter(|start| *start > 0).collect();
        let wrong =
            found.iter().filter(|b| !listed.required.contains(b) && !listed.optional.contains(b)).count();
        let missed = listed.required.difference(&found).count();
        out.words += 1;
        out.right += listed.required.len() - missed;
        out.wrong += wrong;
        out.missed += missed;
        if wrong + missed > 0 {
            let mut parted = listed.word.clone();
            for boundary in found.iter().rev() {
                parted.insert(*boundary, '|');
            }
            out.differences.push(Difference { line, listed: listed.marked, found: parted });
        }
    }
    Ok(out)
}

/// A line of the list; boundaries are byte offsets into the word.
struct Listed {
    marked: String,
    word: String,
    required: BTreeSet<usize>,
    optional: BTreeSet<usize>,
}

impl Listed {
    fn read(line: &str) -> Result<Self, String> {
        let Some((marked, kind)) = line.split_once('\t') else {
            return Err("a word, a tab, and C (compound) or N (none) are wanted; there is no tab".to_owned());
        };
        let mut out = Self {
            marked: marked.to_owned(),
            word: String::new(),
            required: BTreeSet::new(),
            optional: BTreeSet::new(),
        };
        for c in marked.chars() {
            let at = out.word.len();
            match c {
                '|' | '~' if at == 0 || out.required.contains(&at) || out.optional.contains(&at) => {
                    return Err(format!("{marked}: a boundary stands between letters"));
                }
                '|' => _ = out.required.insert(at),
                '~' => _ = out.optional.insert(at),
                c if c.is_lowercase() => out.word.push(c),
                c => {
                    return Err(format!("{marked}: {c:?} is neither a small letter nor a boundary (| or ~)"));
                }
            }
        }
        if marked.ends_with(['|', '~']) {
            return Err(format!("{marked}: a boundary stands between letters"));
        }
        if out.word.is_empty() {
            return Err("there is no word before the tab".to_owned());
        }
        match kind.trim_end() {
            "C" if out.required.is_empty() && out.optional.is_empty() => {
                Err(format!("{marked}: a compound (C) has a boundary, | or ~"))
            }
            "N" if !out.required.is_empty() => {
                Err(format!("{marked}: what is no compound (N) has no boundary that must be found (|)"))
            }
            "C" | "N" => Ok(out),
            other => Err(format!("{marked}: {other:?} should be C (compound) or N (none)")),
        }
    }
}
