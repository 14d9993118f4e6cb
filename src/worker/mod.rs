//! Files are read in worker processes of this same program, so that no file can harm the run: a crash,
//! a hang or a bomb ends the worker and becomes one line in the report. A healthy worker is used again.
//!
//! [`Reader`] is what the rest of the program asks; [`serve()`] is the worker's side.

mod pool;
mod protocol;
mod serve;

pub use serve::serve;

use crate::error::{Error, Result};
use crate::model::{Page, Pages};
use crate::read::{self, Part, TakePart, ocr::Tesseract};
use pool::Pool;
use protocol::Job;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What reading one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memory of a worker, in bytes.
    pub memory: u64,
    /// Processor time for one file or one page's recognition, in seconds.
    pub cpu: u64,
    /// The same by the clock.
    pub wall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1536 << 20, cpu: 60, wall: Duration::from_mins(3) }
    }
}

impl Limits {
    /// What is left of them after so much time; nothing where it is used up. Processor time is counted as
    /// time by the clock: a reader is one thread, and takes no more.
    fn after(self, spent: Duration) -> Option<Self> {
        let wall = self.wall.checked_sub(spent).filter(|left| !left.is_zero())?;
        let cpu = self.cpu.checked_sub(spent.as_secs()).filter(|left| *left > 0)?;
        Some(Self { cpu, wall, ..self })
    }
}

/// Reads files: in worker processes, or in this one.
#[derive(Debug)]
pub struct Reader {
    pool: Option<(Pool, Limits)>,
}

impl Reader {
    /// A reader that reads in this process, without limits: for files one has made oneself.
    #[must_use]
    pub fn here() -> Self {
        Self { pool: None }
    }

    /// A reader with worker processes of `program`, which must be this program: it is called with the
    /// one argument `worker`. No process is started before the first file is read.
    #[must_use]
    pub fn workers(program: PathBuf, limits: Limits) -> Self {
        Self { pool: Some((Pool::new(program), limits)) }
    }

    /// Reads the bytes of the file at `path`. Documents inside it are given to `take`. The error names the
    /// file and says what is wrong, also where a worker was stopped or died.
    pub fn read(&self, path: &Path, bytes: &[u8], take: TakePart<'_>) -> Result<Option<Pages>> {
        match &self.pool {
            None => read::read_with(path, bytes, take),
            Some((pool, limits)) => {
                let job = Job::Read { path: path.to_owned() };
                pool.run(&job, bytes, limits, take).map_err(|why| why.about(path))
            }
        }
    }

    /// Reads a PDF with the second engine, within what is left of the limits for one file since `begun`:
    /// both engines together take no longer than one may. Where nothing is left, the error says so.
    pub fn read_again(&self, path: &Path, bytes: &[u8], begun: Instant) -> Result<Pages> {
        let pages = match &self.pool {
            None => read::second(path, bytes).map(Some),
            Some((pool, limits)) => {
                let Some(limits) = limits.after(begun.elapsed()) else {
                    return Err(Error::unreadable(
                        path,
                        "no time is left to read it; --time-limit and --cpu-limit allow more",
                    ));
                };
                let job = Job::Second { path: path.to_owned() };
                pool.run(&job, bytes, &limits, &mut none).map_err(|why| why.about(path))
            }
        };
        pages.map(Option::unwrap_or_default)
    }

    /// Recognises the text of the page with this index in a PDF or an image.
    pub fn recognise(&self, path: &Path, bytes: &[u8], page: usize, tesseract: &Tesseract) -> Result<Page> {
        let pages = match &self.pool {
            None => return read::recognise(path, bytes, page, tesseract),
            Some((pool, limits)) => {
                let job = Job::Recognise { path: path.to_owned(), page, tesseract: tesseract.clone() };
                pool.run(&job, bytes, limits, &mut none).map_err(|why| why.about(path))?
            }
        };
        Ok(pages.and_then(|p| p.pages.into_iter().next()).unwrap_or_default())
    }
}

/// For jobs that find no documents inside.
#[allow(clippy::unnecessary_wraps)] // Its shape is that of every taker.
fn none(_: Part) -> std::result::Result<(), String> {
    Ok(())
}
