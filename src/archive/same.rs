//! Names for the same: `MOD` and `IKT-modernisering`, from the alias file and from definitions that
//! stand in the documents.

use super::analyser::{Analyser, Sort};
use std::collections::HashMap;
use std::ops::Range;

/// Where it is said that two names are of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// In the alias file.
    Aliases,
    /// In a document: `kvalifiseringsprogrammet (KVP)`.
    Documents,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The stems of its words.
    pub stems: Vec<String>,
    /// The name as printed, where it counts only so: `LAR`.
    pub capitals: Option<String>,
}

/// Groups of names.
#[derive(Debug, Default)]
pub(super) struct Same {
    groups: Vec<(Source, Vec<Name>)>,
    /// The first word of a name → the group and the name's number in it.
    by_first: HashMap<String, Vec<(usize, usize)>>,
}

/// A name that stands in a row of words.
#[derive(Debug)]
pub(super) struct Found<'s> {
    /// Which words of the row.
    pub range: Range<usize>,
    /// The other names.
    pub others: Vec<&'s Name>,
    pub source: Source,
}

impl Same {
    /// Adds a group of names, each with whether it counts only as printed.
    pub(super) fn add<'n>(
        &mut self,
        names: impl Iterator<Item = (&'n str, bool)>,
        source: Source,
        analyser: &mut Analyser,
    ) {
        let mut group: Vec<Name> = Vec::new();
        for (name, exact) in names {
            let stems: Vec<String> =
                analyser.tokens(name).into_iter().filter(|t| t.sort == Sort::Stem).map(|t| t.term).collect();
            let name = Name { capitals: exact.then(|| name.to_owned()), stems };
            if !name.stems.is_empty() && !group.contains(&name) {
                group.push(name);
            }
        }
        if group.len() < 2 {
            return;
        }
        let number = self.groups.len();
        for (at, first) in group.iter().enumerate().filter_map(|(at, name)| Some((at, name.stems.first()?))) {
            self.by_first.entry(first.clone()).or_default().push((number, at));
        }
        self.groups.push((source, group));
    }

    /// The names that stand in a row of words, each its stem and as typed; the longest at each place.
    pub(super) fn in_row(&self, row: &[(&str, &str)]) -> Vec<Found<'_>> {
        let mut out: Vec<Found<'_>> = Vec::new();
        let mut at = 0;
        while at < row.len() {
            let rest = row.get(at..).unwrap_or(&[]);
            let mut longest = 0;
            let candidates = rest.first().and_then(|(first, _)| self.by_first.get(*first)).into_iter().flatten();
            let mut found: Vec<Found<'_>> = Vec::new();
            for (group, number) in candidates {
                let Some((source, names)) = self.groups.get(*group) else { continue };
                let Some(name) = names.get(*number) else { continue };
                let words = name.stems.len();
                let same = rest.iter().zip(&name.stems).all(|((stem, _), word)| stem == word);
                let as_printed = |c: &String| rest.first().is_some_and(|(_, typed)| typed == c);
                if rest.len() < words || !same || !name.capitals.as_ref().is_none_or(as_printed) {
                    continue;
                }
                if words > longest {
                    longest = words;
                    found.clear();
                }
                if words == longest {
                    let others = names.iter().enumerate().filter(|(n, _)| n != number);
                    found.push(Found {
                        range: at..at + words,
                        others: others.map(|(_, name)| name).collect(),
                        source: *source,
                    });
                }
            }
            at += longest.max(1);
            out.extend(found);
        }
        out
    }
}
