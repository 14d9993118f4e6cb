//! `arkiv show`.

use super::Ended;
use super::args::ShowArgs;
use super::screen::{Screen, bold, faint, printable};
use crate::archive::{Archive, Stored};
use crate::error::{Error, Result};
use crate::export::PageBoxes;
use crate::model::{Basis, Document, Field, Meeting};
use std::fmt::Display;
use std::path::Path;

pub(super) fn run(args: &ShowArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let archive = Archive::open(dir)?;
    let mut found = archive.find(&args.id)?;
    if found.is_empty() || args.id.is_empty() {
        // Not an id, then perhaps a path.
        let id = archive
            .states()?
            .into_iter()
            .find(|(_, s)| s.path == args.id || s.twins.iter().any(|t| t.path == args.id))
            .map(|(id, _)| id);
        found = match id {
            Some(id) => archive.get(&id)?.into_iter().collect(),
            None => {
                return Err(value(&args.id, "no document has this id or path; `arkiv documents` lists them"));
            }
        };
    }
    let [stored] = found.as_slice() else {
        return Err(value(
            &args.id,
            format!("{} documents have ids that begin so; give more of it", found.len()),
        ));
    };
    if args.boxes {
        return show_boxes(stored, args.page, screen);
    }
    match args.page {
        Some(page) => show_page(stored, page, screen),
        None => show_all(stored, screen),
    }
}

fn show_boxes(stored: &Stored, page: Option<u32>, screen: &mut Screen) -> Result<Ended> {
    let pages = PageBoxes::of(stored, page);
    if pages.is_empty() {
        return Err(no_page(stored, page.unwrap_or_default()));
    }
    let json = serde_json::to_string_pretty(&pages).map_err(|e| Error::Output(e.to_string()))?;
    screen.line(json)?;
    Ok(Ended::Done)
}

fn value(id: &str, why: impl Into<String>) -> Error {
    Error::Value { option: "document".to_owned(), value: id.to_owned(), why: why.into() }
}

fn show_all(stored: &Stored, screen: &mut Screen) -> Result<Ended> {
    facts(&stored.document, screen)?;
    screen.line("")?;
    for line in stored.text.lines() {
        screen.indented(0, line)?;
    }
    Ok(Ended::Done)
}

fn facts(d: &Document, screen: &mut Screen) -> Result<()> {
    let path = printable(&d.source.path);
    let title = printable(d.title.as_ref().map_or(d.source.path.as_str(), |t| t.value.as_str()));
    screen.line(bold(&title))?;
    screen.line(format_args!("{} · {} · {} pages", d.id, path, d.source.pages))?;
    fact("kind", Some(&known(&d.kind, d.kind.value.as_str())), screen)?;
    fact("meeting type", d.meeting_type.as_ref().map(|f| known(f, &f.value)).as_deref(), screen)?;
    fact("year", d.year.as_ref().map(|f| known(f, f.value)).as_deref(), screen)?;
    fact("date", d.date.as_ref().map(|f| known(f, &f.value)).as_deref(), screen)?;
    for ministry in &d.ministries {
        fact("ministry", Some(&known(ministry, &ministry.value)), screen)?;
    }
    fact("agency", d.agency.as_ref().map(|f| known(f, &f.value)).as_deref(), screen)?;
    if let Some(meeting) = &d.meeting {
        of_meeting(meeting, screen)?;
    }
    if let Some(parent) = &d.source.parent {
        fact("inside", Some(&printable(&parent.path)), screen)?;
    }
    for version in &d.source.versions {
        fact("also as", Some(&format!("{} ({})", printable(&version.path), version.media_type)), screen)?;
    }
    if !d.source.ocr_pages.is_empty() {
        let pages: Vec<String> = d.source.ocr_pages.iter().map(ToString::to_string).collect();
        let sure = d.source.ocr_confidence.map_or_else(String::new, |c| format!("; {c} of 100 sure"));
        fact("recognised", Some(&format!("pages {}{sure}", pages.join(", "))), screen)?;
    }
    for warning in &d.warnings {
        screen.indented(2, &format!("! {warning}"))?;
    }
    Ok(())
}

/// What minutes tell of their meeting. People are counted, not named.
fn of_meeting(meeting: &Meeting, screen: &mut Screen) -> Result<()> {
    fact("place", meeting.place.as_ref().map(|f| known(f, &f.value)).as_deref(), screen)?;
    fact("time", meeting.time.as_ref().map(|f| known(f, &f.value)).as_deref(), screen)?;
    for (name, groups) in [("present", &meeting.present), ("absent", &meeting.absent)] {
        for group in groups.iter().flatten() {
            let body = group.body.as_deref().unwrap_or("body not told");
            let count = match group.people_at.len() {
                0 => String::new(),
                n => format!(", {n} named"),
            };
            fact(name, Some(&format!("{body} (“{}”, {}{count})", group.label, group.rule)), screen)?;
        }
    }
    let next = meeting.next_meeting.as_ref().map(|n| {
        let date = n.date.as_ref().map_or_else(String::new, |d| format!("{d}: "));
        format!("{date}“{}” ({})", n.text.replace('\n', " "), n.rule)
    });
    fact("next meeting", next.as_deref(), screen)
}

fn fact(name: &str, value: Option<&str>, screen: &mut Screen) -> Result<()> {
    match value {
        Some(value) => screen.line(format_args!("  {} {value}", faint(&format!("{name:<13}")))),
        None => Ok(()),
    }
}

/// A value with how it is known and the words that tell.
fn known<T>(field: &Field<T>, value: impl Display) -> String {
    let basis = match field.basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
        Basis::Given => "given",
    };
    let Some(e) = &field.evidence else { return format!("{value} ({basis}; nothing in the text tells)") };
    let page = e.span.map_or_else(String::new, |s| format!(", p. {}", s.page));
    let note = e.note.as_ref().map_or_else(String::new, |n| format!("; {n}"));
    format!("{value} ({basis}: “{}”{page}, {}{note})", e.quote.replace('\n', " "), e.rule)
}

fn no_page(stored: &Stored, page: u32) -> Error {
    let numbers = stored.pages.iter().map(|(_, p)| *p);
    let range = numbers.clone().min().zip(numbers.max());
    let range = range.map_or_else(String::new, |(a, b)| format!("; it has pages {a} to {b}"));
    value(&stored.document.source.path, format!("it has no page {page}{range}"))
}

/// One page: every stretch of the text that stands on it, its footnotes last.
fn show_page(stored: &Stored, page: u32, screen: &mut Screen) -> Result<Ended> {
    let ends = stored.pages.iter().skip(1).map(|(offset, _)| *offset).chain([stored.text.len()]);
    let stretches: Vec<_> = stored
        .pages
        .iter()
        .zip(ends)
        .filter(|((_, p), _)| *p == page)
        .map(|((from, _), to)| *from..to)
        .collect();
    if stretches.is_empty() {
        return Err(no_page(stored, page));
    }
    screen.line(faint(&format!("{} · page {page}", printable(&stored.document.source.path))))?;
    for stretch in stretches {
        for line in stored.text.get(stretch).unwrap_or("").trim_end().lines() {
            screen.indented(0, line)?;
        }
    }
    Ok(Ended::Done)
}
