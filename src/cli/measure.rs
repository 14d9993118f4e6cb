//! `arkiv measure`.

use super::Ended;
use super::args::MeasureArgs;
use super::desk::desk;
use super::screen::{self, Screen};
use crate::error::Result;
use crate::ingest;
use crate::measure::{self, Measured};
use crate::worker::Stop;

pub(super) fn run(args: &MeasureArgs, screen: &mut Screen) -> Result<Ended> {
    let desk = desk(&args.reading, &Stop::default())?;
    let mut measured = Measured::default();
    let (mut count, mut failed) = (0, false);
    for path in ingest::documents(&args.paths)? {
        if !measure::is_expected(&path) {
            continue;
        }
        let documents = ingest::extract(&path, &desk).unwrap_or_else(|e| {
            screen::complain(&format!("arkiv: {e}"));
            failed = true;
            Vec::new()
        });
        for document in documents {
            let Some(file) = measure::expected_file(&path, &document) else { continue };
            match measure::read(&file) {
                Ok(expected) => {
                    measured.add(&expected, &document);
                    count += 1;
                }
                Err(e) => {
                    screen::complain(&format!("arkiv: {e}"));
                    failed = true;
                }
            }
        }
    }
    if count == 0 {
        screen::complain("no document has an expected record (NAME.expected.json) beside it");
        return Ok(if failed { Ended::Partly } else { Ended::NothingFound });
    }
    screen.line(format_args!(
        "| {:<32} | precision | recall | found | missed | made up |",
        format!("{count} documents")
    ))?;
    screen.line("|----------------------------------|-----------|--------|-------|--------|---------|")?;
    for (class, s) in &measured.scores {
        screen.line(format_args!(
            "| {class:<32} | {:>9.3} | {:>6.3} | {:>5} | {:>6} | {:>7} |",
            s.precision(),
            s.recall(),
            s.found,
            s.missed,
            s.made_up
        ))?;
    }
    if args.show {
        for difference in &measured.differences {
            screen.line(difference)?;
        }
    } else if !measured.differences.is_empty() {
        screen.line(format_args!("{} differences; --show lists them", measured.differences.len()))?;
    }
    Ok(if failed { Ended::Partly } else { Ended::Done })
}
