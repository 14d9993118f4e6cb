//! Which documents and passages are wanted: from flags and from `name:value` in a query, read the same.

use super::catalogue::{Catalogue, WORDED};
use super::schema::ORIGINS;
use crate::model::{Kind, MEETING_TYPES};
use crate::passages::PARTS;
use crate::registry::registry;
use std::ops::RangeInclusive;

/// Which documents and parts are wanted. An empty list lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Years, both ends included.
    pub years: Option<RangeInclusive<i16>>,
    /// Meeting types.
    pub meeting_types: Vec<String>,
    /// Full names of ministries.
    pub ministries: Vec<String>,
    /// Full names of agencies.
    pub agencies: Vec<String>,
    /// Kinds, by their words.
    pub kinds: Vec<String>,
    /// Where the words come from, by the names in [`ORIGINS`].
    pub origins: Vec<String>,
    /// Parts, by their names in [`PARTS`].
    pub parts: Vec<String>,
}

/// A filter that a person can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// A year, or years.
    Year,
    /// Type of meeting.
    MeetingType,
    /// Ministry, by any of its names.
    Ministry,
    /// Agency, by any of its names.
    Agency,
    /// Kind of document.
    Kind,
    /// Where the words come from.
    Text,
    /// Part of the document.
    Part,
}

impl Facet {
    /// All of them, with the names they go by in a query; the first is the command line's.
    pub const ALL: [(Self, &'static [&'static str]); 7] = [
        (Self::Year, &["year", "år"]),
        (Self::MeetingType, &["type", "møte"]),
        (Self::Ministry, &["ministry", "departement"]),
        (Self::Agency, &["agency", "etat", "virksomhet"]),
        (Self::Kind, &["kind", "slag"]),
        (Self::Text, &["text", "tekst"]),
        (Self::Part, &["part", "del"]),
    ];

    /// The name on the command line and in the index.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(f, _)| *f == self).and_then(|(_, names)| names.first()).copied().unwrap_or("")
    }
}

/// The documents' own values, which no list knows beforehand.
#[derive(Debug, Clone, Copy)]
pub struct Known<'c>(pub(super) &'c Catalogue);

impl Known<'_> {
    fn has(self, facet: &str, value: &str) -> Option<String> {
        let at = WORDED.iter().position(|w| *w == facet)?;
        let same = |v: &&String| v.to_lowercase() == value.to_lowercase();
        self.0.values.get(at)?.iter().find(same).cloned()
    }
}

/// What is wanted of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Years, both ends included.
    Years(RangeInclusive<i16>),
    /// Any of these values of another facet: several for a ministry under its names.
    Values(Facet, Vec<String>),
}

impl Wanted {
    /// Reads what a person wrote. The error says why it means nothing, beginning in small letters.
    pub(super) fn read(facet: Facet, typed: &str, known: Known<'_>) -> Result<Self, String> {
        let small = typed.to_lowercase();
        let one_of = |what: &str, all: &[&str]| {
            let found = all.iter().find(|v| **v == small);
            found
                .map(|v| vec![(*v).to_owned()])
                .ok_or_else(|| format!("no such {what}; there are {}", all.join(", ")))
        };
        let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
        let values = match facet {
            Facet::Year => return years(typed).map(Self::Years),
            Facet::Kind => one_of("kind", &Kind::ALL.map(Kind::as_str)),
            Facet::Text => one_of("origin", &ORIGINS),
            Facet::Part => one_of("part", &PARTS),
            Facet::MeetingType => known
                .has("type", typed)
                .map_or_else(|| one_of("type of meeting", &MEETING_TYPES), |value| Ok(vec![value])),
            Facet::Ministry => {
                let all = registry().ministries_named(typed);
                let names: Vec<String> = all.iter().flat_map(|m| m.all_names().map(str::to_owned)).collect();
                some(names).ok_or_else(|| unknown("ministry", &registry().near(typed, true)))
            }
            Facet::Agency => {
                let all = registry().agencies_named(typed);
                let mut names: Vec<String> =
                    all.iter().flat_map(|a| a.all_names().map(str::to_owned)).collect();
                if names.is_empty() {
                    names.extend(known.has("agency", typed));
                }
                some(names).ok_or_else(|| unknown("agency", &registry().near(typed, false)))
            }
        };
        values.map(|values| Self::Values(facet, values))
    }

    /// What the person should know of how `typed` was read.
    pub(super) fn note(&self, typed: &str) -> Option<String> {
        let Self::Values(_, values) = self else { return None };
        let mut distinct: Vec<&str> = values.iter().map(String::as_str).collect();
        distinct.sort_unstable();
        distinct.dedup();
        (distinct.len() > 1).then(|| format!("{typed} is read as {}", distinct.join(", ")))
    }
}

fn unknown(what: &str, near: &[String]) -> String {
    if near.is_empty() {
        format!("no {what} of that name is known; give the full name or the usual abbreviation")
    } else {
        format!("no {what} of that name is known; did you mean {}?", near.join(" or "))
    }
}

impl Filters {
    /// Demands a value of a facet beside those demanded before. Returns what the person should know of
    /// how it was read; the error says why it means nothing.
    pub fn demand(&mut self, facet: Facet, typed: &str, known: Known<'_>) -> Result<Option<String>, String> {
        let wanted = Wanted::read(facet, typed, known)?;
        let note = wanted.note(typed);
        self.want(wanted);
        Ok(note)
    }

    /// Demands what was read.
    pub(super) fn want(&mut self, wanted: Wanted) {
        match wanted {
            // Two demands must both hold.
            Wanted::Years(years) => {
                self.years = Some(match self.years.take() {
                    Some(old) => *old.start().max(years.start())..=*old.end().min(years.end()),
                    None => years,
                });
            }
            Wanted::Values(facet, values) => {
                if let Some(list) = self.list_mut(facet) {
                    list.extend(values);
                }
            }
        }
    }

    /// Takes every demand on a facet back.
    pub fn drop(&mut self, facet: Facet) {
        if let Some(list) = self.list_mut(facet) {
            list.clear();
        } else {
            self.years = None;
        }
    }

    /// The facets with a demand.
    pub fn demanded(&self) -> impl Iterator<Item = Facet> + '_ {
        let has = |facet: &Facet| match facet {
            Facet::Year => self.years.is_some(),
            Facet::MeetingType => !self.meeting_types.is_empty(),
            Facet::Ministry => !self.ministries.is_empty(),
            Facet::Agency => !self.agencies.is_empty(),
            Facet::Kind => !self.kinds.is_empty(),
            Facet::Text => !self.origins.is_empty(),
            Facet::Part => !self.parts.is_empty(),
        };
        Facet::ALL.into_iter().map(|(f, _)| f).filter(has)
    }

    fn list_mut(&mut self, facet: Facet) -> Option<&mut Vec<String>> {
        Some(match facet {
            Facet::Year => return None,
            Facet::MeetingType => &mut self.meeting_types,
            Facet::Ministry => &mut self.ministries,
            Facet::Agency => &mut self.agencies,
            Facet::Kind => &mut self.kinds,
            Facet::Text => &mut self.origins,
            Facet::Part => &mut self.parts,
        })
    }

    /// What is demanded of one of [`WORDED`].
    pub(super) fn worded(&self, facet: usize) -> &[String] {
        let all = [&self.meeting_types, &self.ministries, &self.kinds, &self.agencies, &self.origins];
        all.get(facet).map_or(&[], |l| l.as_slice())
    }

    pub(super) fn year_fits(&self, year: i16) -> bool {
        self.years.as_ref().is_none_or(|y| y.contains(&year))
    }

    /// The wanted parts as bits; all of them where none is named.
    pub(super) fn part_mask(&self) -> u64 {
        if self.parts.is_empty() {
            return u64::MAX;
        }
        let wanted = (0_u64..).zip(PARTS).filter(|(_, p)| self.parts.iter().any(|w| w == p));
        wanted.fold(0, |mask, (n, _)| mask | 1 << n)
    }
}

const YEAR: &str = "not a year; write 2017, 2013..2018, 2013.. or ..2018";

/// `2013`, `2013..2018`, `2013..`, `..2018`.
fn years(typed: &str) -> Result<RangeInclusive<i16>, String> {
    let year = |s: &str, open: i16| match s.trim() {
        "" => Ok(open),
        s => s.parse::<i16>().ok().filter(|y| (1000..=9999).contains(y)).ok_or_else(|| YEAR.to_owned()),
    };
    let (from, to) = match typed.split_once("..") {
        Some((from, to)) if !(from.trim().is_empty() && to.trim().is_empty()) => {
            (year(from, 1000)?, year(to.trim_start_matches(['.', '=']), 9999)?)
        }
        Some(_) => return Err(YEAR.to_owned()),
        None => {
            let one = year(typed, 0)?;
            (one, one)
        }
    };
    if from == 0 {
        return Err(YEAR.to_owned());
    }
    if from > to {
        return Err("the first year is after the last; write the earlier one first".to_owned());
    }
    Ok(from..=to)
}
