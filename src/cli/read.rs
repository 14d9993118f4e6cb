//! `arkiv read`.

use super::Ended;
use super::args::ReadArgs;
use super::desk::desk;
use super::screen::{Screen, complain, faint};
use crate::error::{Error, Result};
use crate::ingest::Read;
use crate::worker::{Input, Stop};

pub(super) fn run(args: &ReadArgs, screen: &mut Screen) -> Result<Ended> {
    let input = Input::file(&args.file);
    let Some(Read { pages, .. }) = desk(&args.reading, &Stop::default())?.read(&input, "")? else {
        return Err(Error::unreadable(&args.file, "it holds other documents and no text of its own"));
    };
    for warning in &pages.warnings {
        complain(&format!("note: {warning}"));
    }
    for (number, page) in (1..).zip(&pages.pages) {
        if args.page.is_some_and(|wanted| wanted != number) {
            continue;
        }
        if args.json {
            let line = serde_json::to_string(page).map_err(|e| Error::Output(e.to_string()))?;
            screen.line(line)?;
            continue;
        }
        screen.line(faint(&format!("page {number}")))?;
        for line in &page.lines {
            screen.line(&line.text)?;
        }
    }
    Ok(Ended::Done)
}
