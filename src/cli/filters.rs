//! What was typed → [`Filters`]. A value that the archive cannot know is an error that says what
//! it can.

use super::args::FilterArgs;
use crate::archive::{Archive, Filters, ORIGINS, PARTS};
use crate::error::{Error, Result};
use crate::model::{Document, Kind};
use crate::registry::registry;
use crate::rules::MEETING_TYPES;
use std::ops::RangeInclusive;

fn wrong(option: &str, value: &str, why: impl Into<String>) -> Error {
    Error::Value { option: option.to_owned(), value: value.to_owned(), why: why.into() }
}

/// Reads the filters; notes (which names a ministry is read as) go into `notes`.
pub(super) fn read(
    args: &FilterArgs,
    parts: &[String],
    archive: &Archive,
    notes: &mut Vec<String>,
) -> Result<Filters> {
    let mut filters = Filters { years: args.year.as_deref().map(years).transpose()?, ..Filters::default() };
    for kind in &args.kind {
        let known = Kind::ALL.iter().find(|k| k.as_str() == kind.to_lowercase());
        let all: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
        let known = known
            .ok_or_else(|| wrong("--kind", kind, format!("no such kind; there are {}", all.join(", "))))?;
        filters.kinds.push(known.as_str().to_owned());
    }
    for text in &args.text {
        let known = ORIGINS.iter().find(|o| **o == text.to_lowercase());
        let known = known
            .ok_or_else(|| wrong("--text", text, format!("no such origin; there are {}", ORIGINS.join(" and "))))?;
        filters.origins.push((*known).to_owned());
    }
    for part in parts {
        let known = PARTS.iter().find(|p| **p == part.to_lowercase());
        let known = known
            .ok_or_else(|| wrong("--part", part, format!("no such part; there are {}", PARTS.join(", "))))?;
        filters.parts.push((*known).to_owned());
    }
    // The documents are asked only where the registry cannot tell.
    let mut documents = None;
    for meeting in &args.meeting_type {
        let wanted = meeting.to_lowercase();
        if !MEETING_TYPES.contains(&wanted.as_str()) {
            let all = documents_of(archive, &mut documents)?;
            if !all.iter().any(|d| d.meeting_type.as_ref().is_some_and(|m| m.value == wanted)) {
                return Err(wrong(
                    "--type",
                    meeting,
                    format!("no such type of meeting; there are {}", MEETING_TYPES.join(", ")),
                ));
            }
        }
        filters.meeting_types.push(wanted);
    }
    for name in &args.ministry {
        let known = registry().ministries_named(name);
        if known.is_empty() {
            return Err(wrong("--ministry", name, unknown("ministry", &registry().near(name, true))));
        }
        let names: Vec<String> = known.iter().flat_map(|m| m.all_names().map(str::to_owned)).collect();
        note(notes, name, &names);
        filters.ministries.extend(names);
    }
    for name in &args.agency {
        let known = registry().agencies_named(name);
        let mut names: Vec<String> = known.iter().flat_map(|a| a.all_names().map(str::to_owned)).collect();
        if names.is_empty() {
            let all = documents_of(archive, &mut documents)?;
            names = all
                .iter()
                .filter_map(|d| d.agency.as_ref().map(|a| a.value.clone()))
                .filter(|a| a.to_lowercase() == name.to_lowercase())
                .take(1)
                .collect();
        }
        if names.is_empty() {
            return Err(wrong("--agency", name, unknown("agency", &registry().near(name, false))));
        }
        note(notes, name, &names);
        filters.agencies.extend(names);
    }
    Ok(filters)
}

fn documents_of<'d>(archive: &Archive, documents: &'d mut Option<Vec<Document>>) -> Result<&'d [Document]> {
    if documents.is_none() {
        *documents = Some(archive.documents()?);
    }
    Ok(documents.as_deref().unwrap_or(&[]))
}

fn unknown(what: &str, near: &[String]) -> String {
    if near.is_empty() {
        format!("no {what} of that name is known; give the full name or the usual abbreviation")
    } else {
        format!("no {what} of that name is known; did you mean {}?", near.join(" or "))
    }
}

/// Says so where a name stands for several.
fn note(notes: &mut Vec<String>, typed: &str, names: &[String]) {
    let mut distinct: Vec<&str> = names.iter().map(String::as_str).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() > 1 {
        notes.push(format!("{typed} is read as {}", distinct.join(", ")));
    }
}

/// `2013`, `2013..2018`, `2013..`, `..2018`.
fn years(typed: &str) -> Result<RangeInclusive<i16>> {
    let year =
        |s: &str, open: i16| match s.trim() {
            "" => Ok(open),
            s => s.parse::<i16>().ok().filter(|y| (1000..=9999).contains(y)).ok_or_else(|| {
                wrong("--year", typed, "not a year; write 2017, 2013..2018, 2013.. or ..2018")
            }),
        };
    let (from, to) = match typed.split_once("..") {
        Some((from, to)) if !(from.trim().is_empty() && to.trim().is_empty()) => {
            (year(from, 1000)?, year(to.trim_start_matches(['.', '=']), 9999)?)
        }
        Some(_) => {
            return Err(wrong("--year", typed, "not a year; write 2017, 2013..2018, 2013.. or ..2018"));
        }
        None => {
            let one = year(typed, 0)?;
            (one, one)
        }
    };
    if from > to || from == 0 {
        return Err(wrong("--year", typed, "the first year is after the last; write the earlier one first"));
    }
    Ok(from..=to)
}

/// Whether a document passes the filters. Parts are asked of passages, not of documents.
pub(super) fn fits(filters: &Filters, document: &Document) -> bool {
    let any =
        |wanted: &[String], has: Vec<&String>| wanted.is_empty() || has.iter().any(|h| wanted.contains(h));
    let year = document.year.as_ref().map(|y| y.value);
    filters.years.as_ref().is_none_or(|range| year.is_some_and(|y| range.contains(&y)))
        && any(&filters.meeting_types, document.meeting_type.iter().map(|m| &m.value).collect())
        && any(&filters.ministries, document.ministries.iter().map(|m| &m.value).collect())
        && any(&filters.agencies, document.agency.iter().map(|a| &a.value).collect())
        && (filters.origins.is_empty() || filters.origins.iter().any(|o| o == document.source.origin()))
        && (filters.kinds.is_empty() || filters.kinds.iter().any(|k| k == document.kind.value.as_str()))
}
