//! The command line. The only module that prints: results to standard output, everything else to
//! standard error. Exit: 0 done, 1 nothing found, 2 failed; a closed pipe is no error.

mod abbreviations;
mod about;
mod analyze;
mod args;
mod desk;
mod evaluate;
mod explain;
mod filters;
mod index;
mod lists;
mod measure;
mod notes;
mod read;
mod screen;
mod search;
mod show;
mod signals;

use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::{ingest, worker};
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use screen::Screen;
use std::io::{ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Done,
    NothingFound,
    /// Some of the work failed, and it was said which.
    Partly,
    /// A signal asked for a stop, and what was ready is kept.
    Stopped {
        /// The signal's number.
        signal: u8,
    },
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    // A defect shows one plain line; the place it stands in helps to report it.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
        screen::complain(&format!("arkiv: a defect in the program{place}"));
    }));
    let mut screen = Screen::new();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let failed = e.use_stderr();
            let _ = e.print();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    let ended = catch_unwind(AssertUnwindSafe(|| run(&cli, &mut screen)));
    let flushed = screen.flush();
    match ended {
        Ok(ended) => match ended.and_then(|e| flushed.map(|()| e)) {
            Ok(Ended::Done) => ExitCode::SUCCESS,
            Ok(Ended::NothingFound) => ExitCode::from(1),
            Ok(Ended::Partly) => ExitCode::from(2),
            // As shells count: 130 for Ctrl-C.
            Ok(Ended::Stopped { signal }) => ExitCode::from(128 + signal),
            Err(Error::Io { source, .. }) if source.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(e) => {
                screen::complain(&format!("arkiv: {e}"));
                ExitCode::from(2)
            }
        },
        Err(_) => ExitCode::from(2),
    }
}

/// Notes where the index is not what this program, or an alias file as it is now, would make it.
fn stale(archive: &Archive) -> Vec<String> {
    let commit = archive.last_commit();
    let rules = match &commit.extraction {
        _ if !commit.complete => Some(
            "the last `arkiv index` is not done: it is still at work, or was stopped, and what it did not come to is missing; run `arkiv index` to go on",
        ),
        Some(made_with) if *made_with == ingest::fingerprint() => None,
        _ => Some(
            "the index holds records made with other extraction rules than this program has; run `arkiv index` to renew it",
        ),
    };
    rules.map(str::to_owned).into_iter().chain(archive.stale_aliases()).collect()
}

fn run(cli: &Cli, screen: &mut Screen) -> Result<Ended> {
    match &cli.command {
        None => about::welcome(screen, &cli.index),
        Some(Command::Index(args)) => index::run(args, &cli.index),
        Some(Command::Search(args)) => search::run(args, &cli.index, screen),
        Some(Command::Documents(args)) => lists::documents(args, &cli.index, screen),
        Some(Command::Agenda(args)) => lists::units(args, &cli.index, screen, |d| &d.agenda_items),
        Some(Command::Conclusions(args)) => lists::units(args, &cli.index, screen, |d| &d.conclusions),
        Some(Command::Oppdrag(args)) => lists::units(args, &cli.index, screen, |d| &d.oppdrag),
        Some(Command::Goals(args)) => lists::units(args, &cli.index, screen, |d| &d.goals),
        Some(Command::Indicators(args)) => lists::units(args, &cli.index, screen, |d| &d.indicators),
        Some(Command::KeyInformation(args)) => lists::units(args, &cli.index, screen, |d| &d.key_information),
        Some(Command::Reporting(args)) => {
            lists::units(args, &cli.index, screen, |d| &d.reporting_requirements)
        }
        Some(Command::Budget(args)) => lists::units(args, &cli.index, screen, |d| &d.budget_lines),
        Some(Command::References(args)) => lists::units(args, &cli.index, screen, |d| &d.references),
        Some(Command::Abbreviations(args)) => abbreviations::run(args, &cli.index, screen),
        Some(Command::Show(args)) => show::run(args, &cli.index, screen),
        Some(Command::Read(args)) => read::run(args, screen),
        Some(Command::Explain(args)) => explain::run(args, screen),
        Some(Command::Export(args)) => lists::export(args, &cli.index, screen),
        Some(Command::Schema(args)) => about::schema(args, screen),
        Some(Command::Rules(args)) => about::rules(args, screen),
        Some(Command::Measure(args)) => measure::run(args, screen),
        Some(Command::Evaluate(args)) => evaluate::run(args, &cli.index, screen),
        Some(Command::Analyze(args)) => analyze::run(args, screen),
        Some(Command::Completions { shell }) => {
            // Into memory first: the generator takes a closed pipe for a defect.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "arkiv", &mut script);
            screen.write_all(&script).map_err(|e| Error::io("standard output", e))?;
            Ok(Ended::Done)
        }
        Some(Command::Worker { memory }) => {
            worker::serve(*memory).map(|()| Ended::Done).map_err(|e| Error::io("the pipe to the parent", e))
        }
        Some(Command::Man) => {
            clap_mangen::Man::new(Cli::command())
                .render(screen)
                .map_err(|e| Error::io("standard output", e))?;
            Ok(Ended::Done)
        }
    }
}
