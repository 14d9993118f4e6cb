//! The listings and the export.

use super::args::{ExportArgs, FilterArgs, FormatArg, ListArgs};
use super::screen::{Screen, bold, faint, machine, printable};
use super::{Ended, filters, screen};
use crate::archive::Archive;
use crate::error::Result;
use crate::export::{self, Context, DocumentRow, Listed, Record, Row, SCHEMA_VERSION};
use crate::model::{
    AgendaItem, BudgetLine, Conclusion, Deadline, Document, Goal, Indicator, KeyInformation, Oppdrag,
    Reference, ReportingRequirement, Span,
};
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;

/// The documents that pass the filters, by path.
pub(super) fn selected(archive: &Archive, args: &FilterArgs) -> Result<Vec<Document>> {
    let mut notes = Vec::new();
    let filters = filters::read(args, &[], archive, &mut notes)?;
    notes.extend(super::stale(archive));
    screen::notes(&notes);
    let mut documents = archive.documents()?;
    documents.retain(|d| filters::fits(&filters, d));
    Ok(documents)
}

pub(super) fn ended(rows: usize) -> Ended {
    if rows == 0 { Ended::NothingFound } else { Ended::Done }
}

/// `arkiv documents`.
pub(super) fn documents(args: &ListArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let documents = selected(&Archive::open(dir)?, &args.filters)?;
    let limit = args.output.limit.unwrap_or(usize::MAX);
    let rows: Vec<DocumentRow> = documents.iter().take(limit).map(DocumentRow::new).collect();
    match machine(args.output.format) {
        Some(format) => export::write(screen, format, &rows)?,
        None => rows.iter().try_for_each(|row| document_line(row, screen))?,
    }
    Ok(ended(rows.len()))
}

fn document_line(row: &DocumentRow, screen: &mut Screen) -> Result<()> {
    let c = &row.context;
    let year = c.year.map_or_else(|| "????".to_owned(), |y| y.to_string());
    let kind = c.meeting_type.as_deref().map_or_else(|| c.kind.clone(), |m| format!("{} ({m})", c.kind));
    let title = printable(c.title.as_deref().unwrap_or(&c.path));
    screen.line(format_args!("{year}  {kind}  {}", bold(&screen.fit(10 + kind.chars().count(), &title))))?;
    let agency = c.agency.as_deref().unwrap_or("agency unknown");
    let ministries =
        if c.ministries.is_empty() { "ministry unknown".to_owned() } else { c.ministries.join(", ") };
    screen.line(format_args!("      {ministries} → {agency}"))?;
    let found = format!(
        "{} agenda items, {} conclusions, {} oppdrag",
        row.agenda_items, row.conclusions, row.oppdrag
    );
    screen.line(format_args!(
        "      {}",
        faint(&format!("{} · {} · {found}", c.document, printable(&c.path)))
    ))?;
    for warning in &row.warnings {
        screen.indented(6, &format!("! {warning}"))?;
    }
    Ok(())
}

/// `arkiv export`.
pub(super) fn export(args: &ExportArgs, dir: &Path, screen: &mut Screen) -> Result<Ended> {
    let archive = Archive::open(dir)?;
    let mut documents = selected(&archive, &args.filters)?;
    documents.truncate(args.limit.unwrap_or(usize::MAX));
    // One pass over the index: every id begins with nothing.
    let texts: HashMap<String, String> = if args.with_text || args.people {
        archive.find("")?.into_iter().map(|s| (s.document.id, s.text)).collect()
    } else {
        HashMap::new()
    };
    for document in documents.iter_mut().filter(|_| args.people) {
        if let (Some(meeting), Some(text)) = (&mut document.meeting, texts.get(&document.id)) {
            meeting.name_people(text);
        }
    }
    let records: Vec<Record<'_>> = documents
        .iter()
        .map(|document| Record {
            schema_version: SCHEMA_VERSION,
            document,
            text: texts.get(&document.id).map(String::as_str).filter(|_| args.with_text),
        })
        .collect();
    match machine(args.format) {
        Some(format) => export::write(screen, format, &records)?,
        None => documents.iter().try_for_each(|d| document_line(&DocumentRow::new(d), screen))?,
    }
    Ok(ended(documents.len()))
}

/// A unit as people read it in a list.
pub(super) trait Readable {
    /// One line of facts.
    fn facts(&self) -> String;
    /// The words.
    fn words(&self) -> &str;
    /// Where they stand.
    fn span(&self) -> Span;
}

/// The listing of one sort of unit.
pub(super) fn units<T>(
    args: &ListArgs,
    dir: &Path,
    screen: &mut Screen,
    of: impl Fn(&Document) -> &Vec<T>,
) -> Result<Ended>
where
    T: Clone + Readable + Serialize,
    Listed<T>: Row,
{
    let documents = selected(&Archive::open(dir)?, &args.filters)?;
    let rows: Vec<Listed<T>> = documents
        .iter()
        .flat_map(|d| of(d).iter().map(|unit| Listed { context: Context::new(d), unit: unit.clone() }))
        .take(args.output.limit.unwrap_or(usize::MAX))
        .collect();
    if let Some(format) = machine(args.output.format) {
        export::write(screen, format, &rows)?;
    } else {
        debug_assert_eq!(args.output.format, FormatArg::Text);
        let mut last = "";
        for row in &rows {
            let c = &row.context;
            if c.document != last {
                let year = c.year.map_or_else(|| "year unknown".to_owned(), |y| y.to_string());
                let title = printable(c.title.as_deref().unwrap_or(&c.path));
                screen.line(format_args!(
                    "{} {}",
                    bold(&screen.fit(14, &title)),
                    faint(&format!("({year}, {})", printable(&c.path)))
                ))?;
                last = &c.document;
            }
            screen.line(format_args!(
                "  {} {}",
                row.unit.facts(),
                faint(&format!("p. {}", row.unit.span().page))
            ))?;
            for line in row.unit.words().lines().filter(|l| !l.trim().is_empty()) {
                screen.indented(4, line)?;
            }
        }
    }
    Ok(ended(rows.len()))
}

fn dotted(parts: Vec<Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn due(deadline: Option<&Deadline>) -> Option<String> {
    deadline.map(|d| match &d.to {
        Some(to) => format!("{} ({to})", d.text),
        None => d.text.clone(),
    })
}

fn section(section: Option<&String>) -> Option<String> {
    section.map(|s| format!("section {s}"))
}

/// `readable!(Type, |unit| facts, words)`: the field whose words are shown below the facts.
macro_rules! readable {
    ($type:ty, |$u:ident| $facts:expr, $words:expr) => {
        impl Readable for $type {
            fn facts(&self) -> String {
                let $u = self;
                dotted($facts)
            }

            fn words(&self) -> &str {
                let words: fn(&Self) -> &str = $words;
                words(self)
            }

            fn span(&self) -> Span {
                self.span
            }
        }
    };
}

readable!(
    AgendaItem,
    |u| vec![
        u.number.clone(),
        Some(u.name.clone().unwrap_or_else(|| "(the heading is not in the document)".to_owned())),
    ],
    |_| ""
);
readable!(Conclusion, |u| vec![Some(u.marked_by.clone())], |u| &u.text);
readable!(
    Oppdrag,
    |u| vec![
        u.number.clone(),
        section(u.section.as_ref()),
        Some(format!("{:?}", u.status).to_lowercase()),
        due(u.deadline.as_ref()).map(|d| format!("due: {d}")),
        (!u.addressees.is_empty()).then(|| u.addressees.join(", ")),
    ],
    |u| &u.text
);
readable!(Goal, |u| vec![u.number.clone(), Some(u.text.clone())], |_| "");
readable!(
    Indicator,
    |u| vec![
        section(u.section.as_ref()),
        u.direction.map(|d| format!("{d:?}").to_lowercase()),
        u.target.clone(),
    ],
    |u| &u.text
);
readable!(KeyInformation, |u| vec![section(u.section.as_ref())], |u| &u.text);
readable!(
    ReportingRequirement,
    |u| vec![section(u.section.as_ref()), due(u.deadline.as_ref()).map(|d| format!("due: {d}"))],
    |u| &u.text
);
readable!(
    BudgetLine,
    |u| vec![
        Some(format!("kap. {} post {}", u.chapter.as_deref().unwrap_or("?"), u.item)),
        Some(u.amount.map_or_else(|| u.printed_amount.clone(), |a| format!("{a} kroner"))),
        (!u.keywords.is_empty()).then(|| u.keywords.join(", ")),
    ],
    |u| &u.name
);
readable!(
    Reference,
    |u| vec![Some(u.refers_to.clone()), Some(u.text.clone()), Some(format!("{} times", u.count))],
    |_| ""
);
