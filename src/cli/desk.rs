//! Where files are read, as the command line asks.

use super::args::{EngineArg, ReadingArgs};
use crate::error::{Error, Result};
use crate::ingest::{Desk, Engine};
use crate::read::ocr::Tesseract;
use crate::worker::{Limits, Reader, Stop};
use std::time::Duration;

/// A desk with workers of this program, which `stop` ends. The error says that the program does not know where it stands.
pub(super) fn desk(args: &ReadingArgs, stop: &Stop) -> Result<Desk> {
    let program = std::env::current_exe().map_err(|e| Error::io("the program's own file", e))?;
    let limits = Limits {
        memory: args.memory_limit << 20,
        cpu: args.cpu_limit,
        wall: Duration::from_secs(args.time_limit),
    };
    let engine = match args.pdf_engine {
        EngineArg::Both => Engine::Both,
        EngineArg::Hayro => Engine::Hayro,
        EngineArg::PdfExtract => Engine::PdfExtract,
    };
    let tesseract = if args.no_ocr { None } else { Tesseract::find() };
    Ok(Desk::new(Reader::workers(program, limits, stop.clone()), tesseract, engine))
}
