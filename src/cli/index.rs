//! `arkiv index`.

use super::args::IndexArgs;
use super::desk::desk;
use super::{Ended, screen};
use crate::error::Result;
use crate::ingest::{self, Progress};
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;

pub(super) fn run(args: &IndexArgs, dir: &Path) -> Result<Ended> {
    let bar = ProgressBar::hidden();
    if Term::stderr().is_term() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos} of {len} documents") {
        bar.set_style(style);
    }
    let report = ingest::run(&args.paths, dir, desk(&args.reading)?, &|p: Progress| {
        bar.set_length(p.total as u64);
        bar.set_position(p.done as u64);
    });
    bar.finish_and_clear();
    let report = report?;
    for note in &report.notes {
        screen::complain(&format!("note: {note}"));
    }
    let found = report.added + report.updated + report.unchanged;
    if found + report.removed > 0 || report.failed.is_empty() {
        screen::complain(&format!(
            "{} documents in {}: {} added, {} updated, {} removed, {} unchanged",
            report.total,
            dir.display(),
            report.added,
            report.updated,
            report.removed,
            report.unchanged
        ));
    }
    if !report.failed.is_empty() {
        screen::complain(&format!("{} failed:", report.failed.len()));
        for error in &report.failed {
            screen::complain(&format!("  {error}"));
        }
        return Ok(Ended::Partly);
    }
    Ok(if found + report.removed == 0 { Ended::NothingFound } else { Ended::Done })
}
