//! `arkiv index`.

use super::args::IndexArgs;
use super::desk::desk;
use super::{Ended, notes, screen, signals};
use crate::error::Result;
use crate::ingest::{self, Phase, Progress, Report};
use crate::worker::Stop;
use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;

pub(super) fn run(args: &IndexArgs, dir: &Path) -> Result<Ended> {
    let stop = Stop::default();
    let signals = signals::listen(&stop);
    let bar = ProgressBar::hidden();
    if Term::stderr().is_term() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
    let style = |template: &str| ProgressStyle::with_template(template).ok();
    let looking = style("{bar:32} {pos} of {len} files looked at");
    let reading = style("{bar:32} {pos} of {len} documents read");
    let report = ingest::run(&args.paths, dir, desk(&args.reading, &stop)?, &stop, &|p: Progress| {
        let style = match p.phase {
            Phase::Looking => &looking,
            Phase::Reading => &reading,
        };
        if let Some(style) = style.as_ref().filter(|_| p.done <= 1) {
            bar.set_style(style.clone());
        }
        bar.set_length(p.total as u64);
        bar.set_position(p.done as u64);
    });
    bar.finish_and_clear();
    let report = report?;
    for line in notes::lines(&report.notes) {
        screen::complain(&format!("note: {line}"));
    }
    summary(&report, dir);
    if let Some(left) = report.left {
        screen::complain(&format!(
            "stopped: {left} left to read; what is done is kept, and the next `arkiv index` goes on from here"
        ));
        return Ok(Ended::Stopped { signal: signals.last().unwrap_or(signals::INTERRUPT) });
    }
    if !report.failed.is_empty() {
        return Ok(Ended::Partly);
    }
    let found = report.added + report.updated + report.unchanged;
    Ok(if found + report.removed == 0 { Ended::NothingFound } else { Ended::Done })
}

/// Says what the run did, and what failed.
fn summary(report: &Report, dir: &Path) {
    let found = report.added + report.updated + report.unchanged;
    if found + report.removed > 0 || report.failed.is_empty() {
        let versions = match report.versions {
            0 => String::new(),
            1 => " and another version of one of them".to_owned(),
            n => format!(" and {n} other versions of them"),
        };
        screen::complain(&format!(
            "{} documents{versions} in {}: {} added, {} updated, {} removed, {} unchanged",
            report.total,
            dir.display(),
            report.added,
            report.updated,
            report.removed,
            report.unchanged
        ));
    }
    if report.failed.is_empty() {
        return;
    }
    let before = match report.failed_before {
        0 => String::new(),
        n => format!(
            " ({n} of them as before; files are read again when they, the limits or the program change)"
        ),
    };
    screen::complain(&format!("{} failed{before}:", report.failed.len()));
    for error in &report.failed {
        screen::complain(&format!("  {error}"));
    }
}
