//! `arkiv search`.

use super::args::{FormatArg, SearchArgs};
use super::screen::{Screen, bold, faint, machine, matched};
use super::{Ended, filters, screen};
use crate::archive::{Answer, Archive, Hit, Request, YearCount};
use crate::error::{Error, Result};
use crate::export::{self, SearchAnswer};
use std::io::Write;
use std::path::Path;

/// How many hits are shown where no number is given.
const LIMIT: usize = 10;
/// How many values of a facet are shown to people.
const FACET_VALUES: usize = 6;

pub(super) fn run(args: &SearchArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let archive = Archive::open(dir)?;
    let mut notes = Vec::new();
    let filters = filters::read(&args.filters, &args.part, &archive, &mut notes)?;
    let query = args.query.join(" ");
    let limit = args.output.limit.unwrap_or(LIMIT);
    let mut answer = archive.search(&Request { query: query.clone(), filters, limit })?;
    answer.warnings.extend(super::stale(&archive));
    let ended = if answer.total == 0 { Ended::NothingFound } else { Ended::Done };
    match (args.output.format, machine(args.output.format)) {
        (FormatArg::Json, _) => {
            serde_json::to_writer_pretty(&mut *screen, &SearchAnswer::new(&query, answer)).map_err(|e| {
                if e.is_io() { Error::io("standard output", e.into()) } else { Error::Output(e.to_string()) }
            })?;
            screen.write_all(b"\n").map_err(|e| Error::io("standard output", e))?;
        }
        (_, Some(format)) => {
            screen::notes(answer.warnings.iter().chain(&notes));
            export::write(screen, format, &SearchAnswer::new(&query, answer).hits)?;
        }
        (_, None) => {
            screen::notes(answer.warnings.iter().chain(&notes));
            text(&answer, &query, screen)?;
        }
    }
    Ok(ended)
}

fn text(answer: &Answer, query: &str, screen: &mut Screen) -> Result<()> {
    if answer.total == 0 {
        return screen.line(format_args!("nothing found for {query}"));
    }
    for (n, hit) in answer.hits.iter().enumerate() {
        one(n + 1, hit, screen)?;
    }
    let documents = answer.facets.documents;
    screen.line(format_args!(
        "{} passages in {documents} documents, {} shown",
        answer.total,
        answer.hits.len()
    ))?;
    let facets = &answer.facets;
    let named = [
        ("kind", &facets.kind),
        ("meeting type", &facets.meeting_type),
        ("ministry", &facets.ministry),
        ("agency", &facets.agency),
        ("text", &facets.text),
        ("part", &facets.part),
    ];
    for (name, counts) in named.into_iter().filter(|(_, c)| !c.is_empty()) {
        let mut values: Vec<String> =
            counts.iter().take(FACET_VALUES).map(|c| format!("{} ({})", c.value, c.count)).collect();
        if counts.len() > FACET_VALUES {
            values.push(format!("{} more", counts.len() - FACET_VALUES));
        }
        screen.line(format_args!("  {} {}", faint(&format!("{name:<13}")), values.join(", ")))?;
    }
    timeline(&facets.timeline, screen)
}

fn one(n: usize, hit: &Hit, screen: &mut Screen) -> Result<()> {
    let year = hit.year.map_or_else(|| "year unknown".to_owned(), |y| y.to_string());
    let kind = match &hit.meeting_type {
        Some(meeting) => format!("{} ({meeting})", hit.kind),
        None => hit.kind.clone(),
    };
    let ocr = if hit.recognised { " · recognised from an image" } else { "" };
    let facts = format!("{year} · {kind} · p. {} · {}{ocr}", hit.span.page, hit.part);
    screen.line(format_args!("{n}. {}", bold(&screen.fit(4, &hit.title))))?;
    screen.line(format_args!("   {facts}"))?;
    screen.line(format_args!("   {}", faint(&screen.fit(3, &format!("{} · {}", hit.path, hit.document)))))?;
    if !hit.heading.is_empty() {
        screen.line(format_args!("   {}", screen.fit(3, &format!("› {}", hit.heading))))?;
    }
    screen.indented(3, &highlighted(hit))?;
    screen.line("")
}

/// The snippet with its matched words marked.
fn highlighted(hit: &Hit) -> String {
    let mut out = String::new();
    let mut rest = hit.snippet.text.chars();
    let mut at = 0;
    for (from, to) in &hit.snippet.highlights {
        out.extend(rest.by_ref().take((*from as usize).saturating_sub(at)));
        let word: String = rest.by_ref().take((*to - *from) as usize).collect();
        out.push_str(&matched(&word));
        at = *to as usize;
    }
    out.extend(rest);
    out
}

/// A bar for every year from the first to the last, also those with none.
fn timeline(years: &[YearCount], screen: &mut Screen) -> Result<()> {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(()) };
    let most = years.iter().map(|y| y.hits).max().unwrap_or(1).max(1);
    screen.line("  hits by year")?;
    for year in first.year..=last.year {
        let hits = years.iter().find(|y| y.year == year).map_or(0, |y| y.hits);
        let bar = "█".repeat(usize::try_from((hits * 30).div_ceil(most)).unwrap_or(0));
        screen.line(format_args!("  {year} {bar}{} {hits}", if bar.is_empty() { "·" } else { "" }))?;
    }
    Ok(())
}
