//! `arkiv abbreviations`: for people by short form, for programs one row for each explanation.

use super::Ended;
use super::args::ListArgs;
use super::lists::{ended, selected};
use super::screen::{Screen, bold, faint, machine, printable};
use crate::archive::Archive;
use crate::error::Result;
use crate::export::{self, Context, Listed};
use crate::model::{Abbreviation, Document};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub(super) fn run(args: &ListArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let documents = selected(&Archive::open(dir)?, &args.filters)?;
    let limit = args.output.limit.unwrap_or(usize::MAX);
    if let Some(format) = machine(args.output.format) {
        let rows: Vec<Listed<Abbreviation>> = documents
            .iter()
            .flat_map(|d| {
                d.abbreviations.iter().map(|unit| Listed { context: Context::new(d), unit: unit.clone() })
            })
            .take(limit)
            .collect();
        export::write(screen, format, &rows)?;
        return Ok(ended(rows.len()));
    }
    let by_short = by_short(&documents);
    let shown = by_short.iter().take(limit);
    shown.clone().try_for_each(|(_, explained)| show(explained, screen))?;
    Ok(ended(shown.len()))
}

/// Where a short form is explained.
type Explained<'d> = Vec<(&'d Document, &'d Abbreviation)>;

/// The explanations by short form, in the order of the alphabet.
fn by_short(documents: &[Document]) -> BTreeMap<(String, &str), Explained<'_>> {
    let mut out: BTreeMap<(String, &str), Explained<'_>> = BTreeMap::new();
    for document in documents {
        for unit in &document.abbreviations {
            // "Difi" and "DIFI" are shown apart, but beside each other.
            let key = (unit.short.to_lowercase(), unit.short.as_str());
            out.entry(key).or_default().push((document, unit));
        }
    }
    out
}

fn show(explained: &Explained<'_>, screen: &mut Screen) -> Result<()> {
    let year = |d: &Document| d.year.as_ref().map(|y| y.value);
    // A document of which the year is not known is not the first, but where no other is.
    let first = explained.iter().min_by_key(|(d, _)| (year(d).is_none(), year(d)));
    let Some((document, unit)) = first else { return Ok(()) };
    let mut of: Vec<&str> = explained.iter().map(|(d, _)| d.id.as_str()).collect();
    of.dedup();
    let documents = if of.len() == 1 { "1 document".to_owned() } else { format!("{} documents", of.len()) };
    screen.line(format_args!("{}  {}", bold(&unit.short), long_forms(explained)))?;
    let year = year(document).map_or_else(|| "year unknown".to_owned(), |y| y.to_string());
    let place =
        format!("{documents} · first {year}, {}, p. {}", printable(&document.source.path), unit.span.page);
    screen.line(format_args!("    {}", faint(&place)))
}

/// The words that the short form most often stands for, and how many others there are.
fn long_forms(explained: &Explained<'_>) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, unit) in explained {
        *counts.entry(unit.long.to_lowercase()).or_default() += 1;
    }
    // Of equals the first, as it was printed there.
    let most = counts.values().max().copied().unwrap_or(0);
    let long = explained.iter().find(|(_, u)| counts.get(&u.long.to_lowercase()) == Some(&most));
    let long = long.map_or("", |(_, u)| u.long.as_str());
    match counts.len() {
        0 | 1 => long.to_owned(),
        n => format!("{long} {}", faint(&format!("(and {} more)", n - 1))),
    }
}
