//! Names for the same: `MOD` and `IKT-modernisering`, from the alias file and from definitions that
//! stand in the documents.

use super::analyser::{Analyser, Sort};
use crate::lexicon::lexicon;
use crate::registry::Aliases;
use std::collections::{BTreeMap, HashMap};
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

/// A short form of fewer letters is too easily another word's.
const SHORTEST: usize = 3;

/// How many meanings a short form of the documents can have; one that has more says too little.
const MEANINGS: usize = 3;

impl Same {
    /// The groups of the aliases, and the abbreviations that documents explain: short form, words, in how many
    /// documents. Of a short form that the aliases have, they know better what it means.
    pub(super) fn read(
        aliases: &Aliases,
        explained: &[(String, String, u32)],
        analyser: &mut Analyser,
    ) -> Self {
        let mut out = Self::default();
        for group in aliases.groups() {
            out.add(group.forms.iter().map(|f| (f.text.as_str(), f.exact)), Source::Aliases, analyser);
        }
        let mut by_short: BTreeMap<&str, Vec<(&str, u32)>> = BTreeMap::new();
        for (short, long, count) in explained {
            let unwanted = |form: &str| aliases.group_of(form).is_some() || aliases.removes(form);
            if !unwanted(short) && !aliases.removes(long) {
                by_short.entry(short).or_default().push((long, *count));
            }
        }
        for (short, mut longs) in by_short {
            longs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            // A short form that is also a word is one only as it is printed: `LAR`, but not *lar*.
            let small = short.to_lowercase();
            let exact = short.chars().count() < SHORTEST || lexicon().knows(&small);
            let capitals = exact && short.chars().all(char::is_uppercase);
            if exact && !capitals {
                continue;
            }
            let mut meanings: Vec<Vec<String>> = Vec::new();
            for (long, _) in longs {
                let stems = stems(long, analyser);
                if meanings.contains(&stems) || meanings.len() == MEANINGS {
                    continue;
                }
                meanings.push(stems);
                out.add([(short, exact), (long, false)].into_iter(), Source::Documents, analyser);
            }
        }
        out
    }

    /// Adds a group of names, each with whether it counts only as printed.
    fn add<'n>(
        &mut self,
        names: impl Iterator<Item = (&'n str, bool)>,
        source: Source,
        analyser: &mut Analyser,
    ) {
        let mut group: Vec<Name> = Vec::new();
        for (name, exact) in names {
            let name = Name { capitals: exact.then(|| name.to_owned()), stems: stems(name, analyser) };
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
            let candidates =
                rest.first().and_then(|(first, _)| self.by_first.get(*first)).into_iter().flatten();
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

fn stems(name: &str, analyser: &mut Analyser) -> Vec<String> {
    analyser.tokens(name).into_iter().filter(|t| t.sort == Sort::Stem).map(|t| t.term).collect()
}
