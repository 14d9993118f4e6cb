//! Norwegian ministries and state agencies over time.
//!
//! The facts stand in `ministries.toml`, `agencies.toml` and its three siblings beside this file, made
//! to be edited by people who know the administration rather than the program; they are embedded when
//! the program is built. Dates are ISO 8601 and compared as text. [`aliases`] holds what means the same.

pub mod aliases;
mod find;

pub use aliases::Aliases;

use find::{Finder, Print};
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The sources of [`registry`]: the ministries, and files of agencies.
pub const SOURCES: (&str, [&str; 4]) = (
    include_str!("ministries.toml"),
    [
        include_str!("agencies.toml"),
        include_str!("governors.toml"),
        include_str!("health.toml"),
        include_str!("education.toml"),
    ],
);

/// One line of succession: a portfolio under the names it has had.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ministry {
    /// Short stable id.
    pub id: String,
    /// The names, oldest first.
    pub names: Vec<MinistryName>,
    /// Its domains of e-mail under all its names.
    #[serde(default)]
    pub domains: Vec<String>,
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
    /// Nynorsk forms.
    #[serde(default)]
    pub nynorsk: Vec<String>,
    /// Other printed forms.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A state agency, or another body that gets letters of allocation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The name in use last.
    pub name: String,
    /// Abbreviations as printed.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// Nynorsk forms of its names.
    #[serde(default)]
    pub nynorsk: Vec<String>,
    /// Official Sámi names.
    #[serde(default)]
    pub sami: Vec<String>,
    /// Other printed forms.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether its names are ordinary words, too, and count only with their capitals.
    #[serde(default)]
    pub capital: bool,
    /// Earlier names.
    #[serde(default)]
    pub former: Vec<FormerName>,
    /// First day, or year, of the body.
    pub from: Option<String>,
    /// Last day of the body; none while it is there.
    pub to: Option<String>,
    /// Names of the bodies that took over.
    #[serde(default)]
    pub into: Vec<String>,
    /// Name of the body that sends it its letters instead of a ministry.
    pub under: Option<String>,
    /// Name of the body whose ministries are its own, too.
    pub steered_like: Option<String>,
    /// Whether no ministry steers it.
    #[serde(default)]
    pub outside: bool,
    /// Which ministries it answers to, and when.
    #[serde(default)]
    pub ministries: Vec<Steering>,
    /// Its domains of e-mail and web, or whole addresses.
    #[serde(default)]
    pub domains: Vec<String>,
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
    /// The first day on which the name was in use.
    pub from: Option<String>,
    /// The last day on which the name was in use.
    pub to: Option<String>,
}

/// That a ministry steers an agency.
#[derive(Debug, Clone, Deserialize)]
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
#[derive(Debug, Default)]
pub struct Registry {
    ministries: Vec<Ministry>,
    agencies: Vec<Agency>,
    finder: Finder,
    by_key: HashMap<String, Vec<Named>>,
    by_domain: HashMap<String, Named>,
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
        Registry::parse(SOURCES.0, &SOURCES.1).unwrap_or_default()
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
    #[serde(default)]
    agency: Vec<Agency>,
}

impl Registry {
    /// Reads a file of ministries and files of agencies; the error names the line.
    pub fn parse(ministries: &str, agencies: &[&str]) -> Result<Self, toml::de::Error> {
        let ministries: MinistryFile = toml::from_str(ministries)?;
        let mut all = Vec::new();
        for file in agencies {
            let file: AgencyFile = toml::from_str(file)?;
            all.extend(file.agency);
        }
        Ok(Self::new(ministries.ministry, all))
    }

    fn new(ministries: Vec<Ministry>, mut agencies: Vec<Agency>) -> Self {
        let models: HashMap<String, Vec<Steering>> =
            agencies.iter().map(|a| (a.name.clone(), a.ministries.clone())).collect();
        for agency in &mut agencies {
            let like = agency.steered_like.as_deref().and_then(|name| models.get(name));
            agency.ministries.extend(like.into_iter().flatten().cloned());
        }
        let mut registry = Self::default();
        for (i, ministry) in ministries.iter().enumerate() {
            let named = Named::Ministry(i);
            for name in &ministry.names {
                registry.name(&name.name, named, Print::Any);
                registry.name(&name.abbr, named, Print::Exact);
                name.nynorsk.iter().chain(&name.also).for_each(|n| registry.name(n, named, Print::Any));
                // Letterheads print "DET KONGELIGE" on a line of its own.
                for definite in std::iter::once(&name.name).chain(&name.nynorsk) {
                    let bare = definite.strip_suffix("departementet").map(|n| format!("{n}departement"));
                    registry.name(&bare.unwrap_or_default(), named, Print::Capital);
                }
            }
            registry.domains(&ministry.domains, named);
        }
        for (i, agency) in agencies.iter().enumerate() {
            let named = Named::Agency(i);
            let print = if agency.capital { Print::Capital } else { Print::Any };
            registry.name(&agency.name, named, print);
            for name in agency.nynorsk.iter().chain(&agency.sami).chain(&agency.also) {
                let print = if name.contains(char::is_lowercase) { print } else { Print::Exact };
                registry.name(name, named, print);
            }
            agency.abbreviations.iter().for_each(|n| registry.name(n, named, Print::Exact));
            for former in &agency.former {
                registry.name(&former.name, named, print);
                registry.name(&former.abbr, named, Print::Exact);
            }
            registry.domains(&agency.domains, named);
        }
        registry.ministries = ministries;
        registry.agencies = agencies;
        registry
    }

    fn name(&mut self, text: &str, named: Named, print: Print) {
        if text.is_empty() {
            return;
        }
        let known = self.by_key.entry(key(text)).or_default();
        // "NAV" and "Nav" are both printed, and are one name to look up.
        if !known.contains(&named) {
            known.push(named);
            self.finder.add(text, named, print);
        } else if print == Print::Exact {
            self.finder.add(text, named, print);
        }
    }

    fn domains(&mut self, domains: &[String], named: Named) {
        self.by_domain.extend(domains.iter().map(|d| (d.to_lowercase(), named)));
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
        self.finder.mentions(text)
    }

    /// Whose an e-mail address or a domain is, in any case: that of the address itself, or of the
    /// nearest domain above.
    #[must_use]
    pub fn at_domain(&self, address: &str) -> Option<Named> {
        let address = address.to_lowercase();
        if let Some(named) = self.by_domain.get(address.as_str()) {
            return Some(*named);
        }
        let mut domain = address.rsplit('@').next()?;
        loop {
            if let Some(named) = self.by_domain.get(domain) {
                return Some(*named);
            }
            domain = domain.split_once('.')?.1;
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
