//! Norwegian ministries and state agencies over time.
//!
//! The facts stand in `ministries.toml` and `agencies.toml` beside this file, made to be edited
//! by people who know the administration rather than the program; they are embedded when the
//! program is built. Dates are ISO 8601 and compared as text. [`aliases`] holds what means the same.

pub mod aliases;

pub use aliases::Aliases;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The source of [`registry`]: ministries, agencies.
pub const SOURCES: [&str; 2] = [include_str!("ministries.toml"), include_str!("agencies.toml")];

/// One line of succession: a portfolio under the names it has had.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ministry {
    /// Short stable id.
    pub id: String,
    /// The names, oldest first.
    pub names: Vec<MinistryName>,
}

/// A name and when it was in use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinistryName {
    /// The full name.
    pub name: String,
    /// The abbreviation, such as `ASD`.
    pub abbr: String,
    /// First day.
    pub from: String,
    /// Last day; none while it is in use.
    pub to: Option<String>,
    /// Other printed forms, such as the nynorsk one.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A state agency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The name in use last.
    pub name: String,
    /// Abbreviations as printed.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// Other printed forms.
    #[serde(default)]
    pub also: Vec<String>,
    /// Earlier names.
    #[serde(default)]
    pub former: Vec<FormerName>,
    /// Which ministries it answers to, and when.
    #[serde(default)]
    pub ministries: Vec<Steering>,
}

/// An earlier name of an agency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The full name.
    pub name: String,
    /// The abbreviation.
    #[serde(default)]
    pub abbr: String,
    /// The last day on which the name was in use.
    pub to: Option<String>,
}

/// That a ministry steers an agency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steering {
    /// The ministry's id.
    pub ministry: String,
    /// First year.
    pub from: Option<i16>,
    /// Last year.
    pub to: Option<i16>,
    /// Whether another ministry has the main responsibility.
    #[serde(default)]
    pub shared: bool,
}

/// All ministries and agencies.
#[derive(Debug)]
pub struct Registry {
    ministries: Vec<Ministry>,
    agencies: Vec<Agency>,
    finder: Option<AhoCorasick>,
    /// What each pattern of `finder` names.
    named: Vec<(Named, bool)>,
    by_key: HashMap<String, Vec<Named>>,
}

/// A ministry or an agency, as an index into the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// Index into [`Registry::ministries`].
    Ministry(usize),
    /// Index into [`Registry::agencies`].
    Agency(usize),
}

/// A place where a text names a ministry or an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub named: Named,
    /// Byte range of the name, a genitive `s` left out.
    pub range: Range<usize>,
    /// Whether the text has the abbreviation.
    pub abbreviated: bool,
}

/// The registry.
#[must_use]
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
        // The embedded files are checked by a test; a broken one would leave the registry empty.
        Registry::parse(SOURCES[0], SOURCES[1]).unwrap_or_else(|_| Registry::new(Vec::new(), Vec::new()))
    });
    &REGISTRY
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MinistryFile {
    ministry: Vec<Ministry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    agency: Vec<Agency>,
}

impl Registry {
    /// Reads the two files; the error names the line.
    pub fn parse(ministries: &str, agencies: &str) -> Result<Self, toml::de::Error> {
        let ministries: MinistryFile = toml::from_str(ministries)?;
        let agencies: AgencyFile = toml::from_str(agencies)?;
        Ok(Self::new(ministries.ministry, agencies.agency))
    }

    fn new(ministries: Vec<Ministry>, agencies: Vec<Agency>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut named = Vec::new();
        let mut by_key: HashMap<String, Vec<Named>> = HashMap::new();
        let mut add = |text: &str, what: Named, abbreviated: bool| {
            if text.is_empty() {
                return;
            }
            let known = by_key.entry(key(text)).or_default();
            if !known.contains(&what) {
                known.push(what);
                patterns.push(text.to_owned());
                named.push((what, abbreviated));
                // The finder folds case for a to z only; letterheads print Æ, Ø and Å too.
                let capitals = text.to_uppercase();
                if !abbreviated && !capitals.is_ascii() {
                    patterns.push(capitals);
                    named.push((what, abbreviated));
                }
            }
        };
        for (i, ministry) in ministries.iter().enumerate() {
            for name in &ministry.names {
                add(&name.name, Named::Ministry(i), false);
                add(&name.abbr, Named::Ministry(i), true);
                name.also.iter().for_each(|n| add(n, Named::Ministry(i), false));
            }
        }
        for (i, agency) in agencies.iter().enumerate() {
            add(&agency.name, Named::Agency(i), false);
            agency.also.iter().for_each(|n| add(n, Named::Agency(i), !n.contains(char::is_lowercase)));
            agency.abbreviations.iter().for_each(|n| add(n, Named::Agency(i), true));
            for former in &agency.former {
                add(&former.name, Named::Agency(i), false);
                add(&former.abbr, Named::Agency(i), true);
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .ok();
        Self { ministries, agencies, finder, named, by_key }
    }

    /// The ministries.
    #[must_use]
    pub fn ministries(&self) -> &[Ministry] {
        &self.ministries
    }

    /// The agencies.
    #[must_use]
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// The ministries that have, or had, this name or abbreviation, in any case.
    #[must_use]
    pub fn ministries_named(&self, name: &str) -> Vec<&Ministry> {
        self.lookup(name)
            .filter_map(|n| match n {
                Named::Ministry(i) => self.ministries.get(i),
                Named::Agency(_) => None,
            })
            .collect()
    }

    /// The agencies that have, or had, this name or abbreviation, in any case.
    #[must_use]
    pub fn agencies_named(&self, name: &str) -> Vec<&Agency> {
        self.lookup(name)
            .filter_map(|n| match n {
                Named::Agency(i) => self.agencies.get(i),
                Named::Ministry(_) => None,
            })
            .collect()
    }

    fn lookup(&self, name: &str) -> impl Iterator<Item = Named> + '_ {
        self.by_key.get(&key(name)).into_iter().flatten().copied()
    }

    /// Every place where `text` names a ministry or an agency. Of a name within a name
    /// ("Arbeids- og sosialdepartementet") the longer one counts.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let mut out = Vec::new();
        for found in finder.find_iter(text) {
            let Some((named, abbreviated)) = self.named.get(found.pattern().as_usize()).copied() else {
                continue;
            };
            let range = found.start()..found.end();
            let printed = text.get(range.clone()).unwrap_or("");
            // "ASD" is an abbreviation, "asd" is not; and a name is a whole word, but for its genitive.
            let as_printed = self.printed_as(printed, named);
            if (abbreviated && !as_printed) || !whole_word(text, &range) {
                continue;
            }
            out.push(Mention { named, range, abbreviated });
        }
        out
    }

    fn printed_as(&self, printed: &str, named: Named) -> bool {
        match named {
            Named::Ministry(i) => {
                self.ministries.get(i).is_some_and(|m| m.names.iter().any(|n| n.abbr == printed))
            }
            Named::Agency(i) => self.agencies.get(i).is_some_and(|a| {
                a.abbreviations.iter().chain(&a.also).any(|n| n == printed)
                    || a.former.iter().any(|f| f.abbr == printed)
            }),
        }
    }

    /// The names nearest to a misspelt one, at most three.
    #[must_use]
    pub fn near(&self, name: &str, ministry: bool) -> Vec<String> {
        let wanted = key(name);
        let names: Vec<&str> = if ministry {
            self.ministries
                .iter()
                .flat_map(|m| m.names.iter().flat_map(|n| [n.name.as_str(), n.abbr.as_str()]))
                .collect()
        } else {
            self.agencies
                .iter()
                .flat_map(|a| {
                    std::iter::once(a.name.as_str()).chain(a.abbreviations.iter().map(String::as_str))
                })
                .collect()
        };
        let mut scored: Vec<(usize, &str)> = names
            .into_iter()
            .map(|n| (strsim::levenshtein(&wanted, &key(n)), n))
            .filter(|(d, n)| *d <= 1 + n.chars().count().min(wanted.chars().count()) / 5)
            .collect();
        scored.sort_unstable();
        scored.dedup();
        scored.into_iter().take(3).map(|(_, n)| n.to_owned()).collect()
    }
}

impl Ministry {
    /// The name in use on a day.
    #[must_use]
    pub fn name_on(&self, date: &str) -> Option<&MinistryName> {
        self.names.iter().find(|n| n.from.as_str() <= date && n.to.as_deref().is_none_or(|to| date <= to))
    }

    /// Every name and abbreviation the portfolio has had.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| n.name.as_str())
    }
}

impl Agency {
    /// The name in use on a day.
    #[must_use]
    pub fn name_on(&self, date: &str) -> &str {
        let mut former: Vec<_> =
            self.former.iter().filter_map(|f| Some((f.to.as_deref()?, f.name.as_str()))).collect();
        former.sort_unstable();
        former.into_iter().find(|(to, _)| date <= *to).map_or(self.name.as_str(), |(_, name)| name)
    }

    /// The ids of the ministries that steer it in a year, the one with the main responsibility first.
    #[must_use]
    pub fn steered_by(&self, year: i16) -> Vec<&Steering> {
        let mut found: Vec<&Steering> = self
            .ministries
            .iter()
            .filter(|s| s.from.is_none_or(|f| f <= year) && s.to.is_none_or(|t| year <= t))
            .collect();
        found.sort_by_key(|s| s.shared);
        found
    }

    /// Every name it has had.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.former.iter().map(|f| f.name.as_str()))
    }
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn whole_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|s| s.chars().next_back());
    let mut after = text.get(range.end..).unwrap_or("").chars();
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let next = after.next();
    outside(before) && before != Some('-') && (outside(next) || (next == Some('s') && outside(after.next())))
}
