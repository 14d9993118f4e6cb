//! `arkiv analyze`: what the search sees in a text.

use super::Ended;
use super::args::AnalyzeArgs;
use super::screen::{Screen, bold, faint, machine};
use crate::archive::{Analyser, Sort};
use crate::error::{Error, Result};
use crate::export::{self, TokenRow};
use crate::lexicon;
use std::path::Path;

pub(super) fn run(args: &AnalyzeArgs, screen: &mut Screen) -> Result<Ended> {
    if let Some(file) = &args.compounds {
        return compounds(file, args.show, screen);
    }
    let text = args.text.join(" ");
    let tokens = Analyser::default().tokens(&text);
    let rows: Vec<TokenRow> = tokens.iter().map(|t| TokenRow::new(&text, t)).collect();
    if let Some(format) = machine(args.format) {
        export::write(screen, format, &rows)?;
        return Ok(if rows.is_empty() { Ended::NothingFound } else { Ended::Done });
    }
    if rows.is_empty() {
        screen.line("no words")?;
        return Ok(Ended::NothingFound);
    }
    let mut position = None;
    for row in &rows {
        if position != Some(row.position) {
            position = Some(row.position);
            let printed = rows.iter().find(|r| r.position == row.position && r.sort == Sort::Printed.name());
            screen.line(bold(printed.map_or("", |p| &p.printed)))?;
        }
        screen.line(format_args!(
            "  {} {:<24} {}",
            faint(&format!("{:<8}", row.sort)),
            row.term,
            faint(&row.printed)
        ))?;
    }
    Ok(Ended::Done)
}

/// How often compounds are split where they should be.
fn compounds(file: &Path, show: bool, screen: &mut Screen) -> Result<Ended> {
    let tsv = std::fs::read_to_string(file).map_err(|e| Error::io(file, e))?;
    let measured = lexicon::measure(&tsv).map_err(|e| Error::unreadable(file, e.to_string()))?;
    if show {
        for difference in &measured.differences {
            screen.line(format_args!(
                "line {}: {} is parted {}",
                difference.line, difference.listed, difference.found
            ))?;
        }
    }
    screen.line(format_args!(
        "{} words: precision {:.3}, recall {:.3}",
        measured.words,
        measured.precision(),
        measured.recall()
    ))?;
    Ok(Ended::Done)
}
