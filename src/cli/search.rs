//! `arkiv search`.

use super::args::{FormatArg, SearchArgs, SortArg};
use super::screen::{Screen, bold, faint, machine, matched, printable};
use super::{Ended, filters, screen};
use crate::archive::{Answer, Archive, By, Hit, Order, Request, Source, Why, YearCount};
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
    let order = match args.sort {
        SortArg::Relevance => Order::Relevance,
        SortArg::Newest => Order::Newest,
        SortArg::Oldest => Order::Oldest,
    };
    let request =
        Request { query: query.clone(), filters, limit, order, grouped: args.group, unfolded: args.unfold };
    let mut answer = archive.search(&request)?;
    answer.warnings.extend(super::stale(&archive));
    answer.notes.splice(..0, notes);
    let ended = if answer.total == 0 { Ended::NothingFound } else { Ended::Done };
    match (args.output.format, machine(args.output.format)) {
        (FormatArg::Json, _) => {
            serde_json::to_writer_pretty(&mut *screen, &SearchAnswer::new(&query, answer)).map_err(|e| {
                if e.is_io() { Error::io("standard output", e.into()) } else { Error::Output(e.to_string()) }
            })?;
            screen.write_all(b"\n").map_err(|e| Error::io("standard output", e))?;
        }
        (_, Some(format)) => {
            screen::notes(answer.warnings.iter().chain(&answer.notes));
            export::write(screen, format, &SearchAnswer::new(&query, answer).hits)?;
        }
        (_, None) => {
            screen::notes(answer.warnings.iter().chain(&answer.notes));
            text(&answer, &query, args, screen)?;
        }
    }
    Ok(ended)
}

fn text(answer: &Answer, query: &str, args: &SearchArgs, screen: &mut Screen) -> Result<()> {
    if answer.total == 0 {
        screen.line(format_args!("nothing found for {query}"))?;
        return suggestions(answer, screen);
    }
    if args.timeline {
        timeline(&answer.facets.timeline, screen)?;
        screen.line("")?;
    }
    for (n, hit) in answer.hits.iter().enumerate() {
        one(n + 1, hit, args, screen)?;
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
    if args.timeline {
        return Ok(());
    }
    let found = |y: &YearCount| y.hits > 0;
    let first = facets.timeline.iter().position(found).unwrap_or(0);
    let after = facets.timeline.iter().rposition(found).map_or(0, |last| last + 1);
    timeline(facets.timeline.get(first..after).unwrap_or(&[]), screen)
}

/// What to try where nothing was found.
fn suggestions(answer: &Answer, screen: &mut Screen) -> Result<()> {
    for suggestion in &answer.suggestions {
        let what = match (suggestion.why, suggestion.without) {
            (Why::Spelling, _) => "near in spelling",
            (Why::Parts, _) => "the parts of a compound",
            (Why::Words, _) => "as words",
            (Why::Filter, Some(_)) => "without the filter",
            (Why::Filter, None) => "without the demand",
        };
        let without = suggestion.without.map_or_else(String::new, |o| format!(" (leave out --{o})"));
        screen.line(format_args!(
            "  try: {}{without} {}",
            bold(&suggestion.query),
            faint(&format!("{what}, {} passages", suggestion.total))
        ))?;
    }
    Ok(())
}

fn one(n: usize, hit: &Hit, args: &SearchArgs, screen: &mut Screen) -> Result<()> {
    let year = hit.year.map_or_else(|| "year unknown".to_owned(), |y| y.to_string());
    let kind = match &hit.meeting_type {
        Some(meeting) => format!("{} ({meeting})", hit.kind),
        None => hit.kind.clone(),
    };
    let ocr = if hit.recognised { " · recognised from an image" } else { "" };
    let facts = format!("{year} · {kind} · p. {} · {}{ocr}", hit.span.page, hit.part);
    screen.line(format_args!("{n}. {}", bold(&screen.fit(4, &hit.title))))?;
    screen.line(format_args!("   {facts}"))?;
    screen.line(format_args!(
        "   {}",
        faint(&screen.fit(3, &format!("{} · {}", printable(&hit.path), hit.document)))
    ))?;
    if !hit.heading.is_empty() {
        screen.line(format_args!("   {}", screen.fit(3, &format!("› {}", hit.heading))))?;
    }
    screen.indented(3, &highlighted(hit))?;
    if let Some(why) = why(hit) {
        screen.line(format_args!("   {}", faint(&screen.fit(3, &why))))?;
    }
    if args.group && hit.in_document > 1 {
        screen.line(format_args!(
            "   {}",
            faint(&format!("and {} more in this document", hit.in_document - 1))
        ))?;
    }
    if !hit.alike.is_empty() {
        let mut years: Vec<String> = hit
            .alike
            .iter()
            .map(|a| a.year.map_or_else(|| printable(&a.path).into_owned(), |year| year.to_string()))
            .collect();
        years.sort_unstable();
        years.dedup();
        let alike = format!("and {} alike: {}", hit.alike.len(), years.join(", "));
        screen.line(format_args!("   {}", faint(&screen.fit(3, &alike))))?;
    }
    screen.line("")
}

/// Why the passage is there, where the marked words do not show it themselves.
fn why(hit: &Hit) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for reason in &hit.why {
        let how = match reason.by {
            By::Exact | By::Prefix | By::Stem if !reason.in_heading => continue,
            By::Exact | By::Prefix | By::Stem => "in the heading",
            By::Nynorsk => "nynorsk or bokmål",
            By::Hyphen => "hyphen",
            By::Part => "part of a compound",
            By::Alias(Source::Aliases) => "another name",
            By::Alias(Source::Documents) => "abbreviation defined in the documents",
            By::Spelling => "spelling",
        };
        let one = format!("{} = {} ({how})", reason.term, reason.matched);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
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

/// A bar for each year: hits, and the documents they stand in.
fn timeline(years: &[YearCount], screen: &mut Screen) -> Result<()> {
    let most = years.iter().map(|y| y.hits).max().unwrap_or(1).max(1);
    screen.line("  hits (documents) by year")?;
    for YearCount { year, hits, documents } in years {
        let bar = "█".repeat(usize::try_from((hits * 30).div_ceil(most)).unwrap_or(0));
        let bar = if bar.is_empty() { "·" } else { &bar };
        screen.line(format_args!("  {year} {bar} {hits} ({documents})"))?;
    }
    Ok(())
}
