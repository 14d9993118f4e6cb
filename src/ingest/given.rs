//! Facts that a person gave: `NAME.meta.toml` beside a document, or `arkiv.toml` in the folder.

use super::found::{File, Root};
use crate::digest::sha256;
use crate::error::{Error, Result};
use crate::model::{Given, Kind, MEETING_TYPES};
use crate::paths::encode;
use crate::registry::registry;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The facts as they are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    year: Option<Spanned<i64>>,
    date: Option<Spanned<toml::Value>>,
    kind: Option<Spanned<String>>,
    meeting_type: Option<Spanned<String>>,
    ministries: Option<Vec<Spanned<String>>>,
    agency: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    #[serde(default)]
    files: HashMap<Spanned<String>, Written>,
}

/// What was given of the documents of one run.
pub(super) struct Facts {
    /// By root and path: the facts of an `arkiv.toml`, or why they cannot be used.
    listed: HashMap<(usize, String), std::result::Result<Given, Wrong>>,
}

/// What is wrong in an override file, kept until the document it is about is reached.
#[derive(Debug, Clone)]
struct Wrong {
    path: PathBuf,
    line: usize,
    why: String,
}

impl From<Wrong> for Error {
    fn from(wrong: Wrong) -> Self {
        Self::Override { path: wrong.path, line: wrong.line, why: wrong.why }
    }
}

/// Reads every root's `arkiv.toml`. One that is no TOML at all stops the run, for nothing that it
/// says can be known; an entry that names no file is reported in `failed`.
pub(super) fn load<'f>(
    roots: &[Root],
    files: impl Iterator<Item = &'f File>,
    failed: &mut Vec<Error>,
) -> Result<Facts> {
    let files: HashSet<(usize, &str)> = files.map(|f| (f.root, f.absolute.as_str())).collect();
    let mut facts = Facts { listed: HashMap::new() };
    let mut read: HashSet<&Path> = HashSet::new();
    for (index, root) in roots.iter().enumerate() {
        let path = root.folder.join("arkiv.toml");
        let Some(source) = source(&path)? else { continue };
        let folder: Folder = toml::from_str(&source).map_err(|e| toml_error(&path, &source, &e))?;
        let first = read.insert(&root.folder);
        for (name, written) in folder.files {
            let line = line_of(&source, name.span().start);
            let name = name.into_inner();
            let path_below = root.folder.join(&name);
            let below = encode(&path_below);
            let here = files.contains(&(index, below.as_str()));
            if first && !here && !path_below.is_file() {
                failed.push(Error::Override {
                    path: path.clone(),
                    line,
                    why: format!("there is no file {name} in {}", root.folder.display()),
                });
            }
            if here {
                let given = check(&written, &path, &source);
                facts.listed.insert((index, below), given);
            }
        }
    }
    Ok(facts)
}

fn source(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(source) => Ok(Some(source)),
        // Beside a document inside another file nothing can stand.
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(e) => Err(Error::io(path, e)),
    }
}

impl Facts {
    /// What was given of a file, and a digest of it. A fact beside the file goes before one in
    /// `arkiv.toml`. The error names the file, the line and what is allowed.
    pub(super) fn of(&self, file: &File) -> Result<(Given, String)> {
        let mut given = match self.listed.get(&(file.root, file.absolute.clone())) {
            Some(Ok(given)) => given.clone(),
            Some(Err(wrong)) => return Err(wrong.clone().into()),
            None => Given::default(),
        };
        for beside in beside(&file.name()) {
            if let Some(source) = source(&beside)? {
                let written: Written =
                    toml::from_str(&source).map_err(|e| toml_error(&beside, &source, &e))?;
                merge(&mut given, check(&written, &beside, &source)?);
            }
        }
        let digest = sha256(format!("{given:?}").as_bytes());
        Ok((given, digest))
    }
}

/// `referat.meta.toml` and `referat.txt.meta.toml`; the latter, being more exact, has the last word.
fn beside(path: &Path) -> Vec<PathBuf> {
    let name = |n: Option<&std::ffi::OsStr>| {
        n.map(|n| {
            let mut name = n.to_owned();
            name.push(".meta.toml");
            path.with_file_name(name)
        })
    };
    [name(path.file_stem()), name(path.file_name())].into_iter().flatten().collect()
}

fn merge(given: &mut Given, over: Given) {
    given.file = over.file;
    given.year = over.year.or(given.year);
    given.date = over.date.or(given.date.take());
    given.kind = over.kind.or(given.kind);
    given.meeting_type = over.meeting_type.or(given.meeting_type.take());
    given.ministries = over.ministries.or(given.ministries.take());
    given.agency = over.agency.or(given.agency.take());
}

fn line_of(source: &str, offset: usize) -> usize {
    source.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1
}

fn toml_error(path: &Path, source: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map_or(1, |s| line_of(source, s.start));
    Error::Override { path: path.to_owned(), line, why: error.message().to_owned() }
}

/// Checks what is written and brings it into the form of the record.
fn check(written: &Written, path: &Path, source: &str) -> std::result::Result<Given, Wrong> {
    let wrong = |at: usize, why: String| Wrong { path: path.to_owned(), line: line_of(source, at), why };
    let mut given = Given {
        file: path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        ..Given::default()
    };
    if let Some(year) = &written.year {
        let value = i16::try_from(*year.get_ref()).ok().filter(|y| (1814..=2199).contains(y));
        given.year = Some(value.ok_or_else(|| {
            wrong(year.span().start, format!("year = {} is no year; write four figures", year.get_ref()))
        })?);
    }
    if let Some(date) = &written.date {
        let text = match date.get_ref() {
            toml::Value::String(s) => s.clone(),
            other => other.to_string(),
        };
        let parsed: jiff::civil::Date = text.parse().map_err(|_| {
            wrong(date.span().start, format!("date = {text} is no date; write it as 2017-08-25"))
        })?;
        given.date = Some(parsed.to_string());
    }
    if let Some(kind) = &written.kind {
        let found = Kind::ALL.into_iter().find(|k| k.as_str() == kind.get_ref());
        let allowed: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
        given.kind = Some(found.ok_or_else(|| {
            wrong(
                kind.span().start,
                format!("kind = {:?} is none; allowed are {}", kind.get_ref(), allowed.join(", ")),
            )
        })?);
    }
    if let Some(meeting) = &written.meeting_type {
        if !MEETING_TYPES.contains(&meeting.get_ref().as_str()) {
            let why = format!(
                "meeting_type = {:?} is none; allowed are {}",
                meeting.get_ref(),
                MEETING_TYPES.join(", ")
            );
            return Err(wrong(meeting.span().start, why));
        }
        given.meeting_type = Some(meeting.get_ref().clone());
    }
    let day = given.date.clone().or(given.year.map(|y| format!("{y:04}-07-01")));
    if let Some(names) = &written.ministries {
        let mut out = Vec::new();
        for name in names {
            out.push(ministry(name.get_ref(), day.as_deref()).map_err(|why| wrong(name.span().start, why))?);
        }
        given.ministries = Some(out);
    }
    if let Some(agency) = &written.agency {
        given.agency = Some(
            self::agency(agency.get_ref(), day.as_deref()).map_err(|why| wrong(agency.span().start, why))?,
        );
    }
    Ok(given)
}

fn ministry(name: &str, day: Option<&str>) -> std::result::Result<String, String> {
    let known = registry().ministries_named(name);
    // An abbreviation may have belonged to more than one; the year tells which.
    let on_day = day.and_then(|d| known.iter().find_map(|m| m.name_on(d)));
    let written = || {
        known
            .iter()
            .flat_map(|m| &m.names)
            .rev()
            .find(|n| n.name.eq_ignore_ascii_case(name) || n.abbr == name)
    };
    match on_day.or_else(written).or_else(|| known.first().and_then(|m| m.names.last())) {
        Some(found) => Ok(found.name.clone()),
        None => Err(unknown("ministry", name, &registry().near(name, true))),
    }
}

fn agency(name: &str, day: Option<&str>) -> std::result::Result<String, String> {
    let known = registry().agencies_named(name);
    if let Some(agency) = known.first() {
        return Ok(day.map_or(agency.name.as_str(), |d| agency.name_on(d)).to_owned());
    }
    match registry().near(name, false) {
        // Abbreviations are all near each other; one that is not listed is taken as it is.
        near if near.is_empty() || !name.contains(char::is_lowercase) => Ok(name.to_owned()),
        near => Err(unknown("agency", name, &near)),
    }
}

fn unknown(what: &str, name: &str, near: &[String]) -> String {
    if near.is_empty() {
        return format!("no {what} is named {name:?}; give the full name or the usual abbreviation");
    }
    format!("no {what} is named {name:?}; did you mean {}?", near.join(" or "))
}
