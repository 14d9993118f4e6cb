//! Hostile text is handled in worker processes of this same program, so that no file can harm the run: a
//! crash, a hang or a bomb ends the worker and becomes one line in the report. A healthy worker is used again.
//!
//! [`Reader`] is what the rest of the program asks; [`serve()`] is the worker's side; `work.rs` is what both do.

mod pool;
mod protocol;
mod serve;
mod work;

pub use protocol::{Copied, Input, Looked, Part};
pub use serve::serve;

use crate::error::{Error, Result};
use crate::model::{Page, Pages};
use crate::prepare::{About, Prepared};
use crate::read::ocr::Tesseract;
use crate::rules::explain::Explained;
use pool::Pool;
use protocol::{Answer, Job};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// A wish to stop, which any thread and any signal can utter. Its clones are one.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks for a stop: workers are ended, and what they were at fails with [`Error::Passing`].
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether a stop was asked for.
    #[must_use]
    pub fn requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The flag itself, for a signal handler to set.
    #[must_use]
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

/// What became of a file that was to be prepared.
#[derive(Debug)]
pub enum Outcome {
    /// It is ready.
    Ready(Box<Prepared>),
    /// Some of its pages could not be read.
    Pages(Pages),
    /// It only holds other documents.
    Holder,
}

/// Handles files: in worker processes, or in this one.
#[derive(Debug)]
pub struct Reader {
    pool: Option<Pool>,
    limits: Limits,
}

impl Reader {
    /// A reader that works in this process, without limits on time: for files one has made oneself.
    #[must_use]
    pub fn here() -> Self {
        Self { pool: None, limits: Limits::default() }
    }

    /// A reader with worker processes of `program`, which must be this program: it is called with the
    /// one argument `worker`. No process is started before the first file. `stop` ends them.
    #[must_use]
    pub fn workers(program: PathBuf, limits: Limits, stop: Stop) -> Self {
        Self { pool: Some(Pool::new(program, stop)), limits }
    }

    /// What each file may cost.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes a file's digest, and tells whether other documents are inside it.
    pub fn look(&self, file: &Input) -> Result<Looked> {
        match self.run(Job::Look, file)? {
            Answer::Looked(looked) => Ok(looked),
            _ => Err(unexpected(file)),
        }
    }

    /// Takes the documents inside a file out into the folder `into`, which must be empty, and tells of each
    /// as it comes; `take` may refuse more, and what it says is then the error. Says whether the file is a
    /// document itself.
    pub fn open(
        &self,
        file: &Input,
        into: &Path,
        take: &mut dyn FnMut(Part) -> std::result::Result<(), String>,
    ) -> Result<bool> {
        match self.run_taking(Job::Open { into: into.to_owned() }, file, &self.limits, take)? {
            Answer::Pages(pages) => Ok(pages.is_some()),
            _ => Err(unexpected(file)),
        }
    }

    /// Reads a file's own pages; nothing for one that only holds other documents. The error names the file
    /// and says what is wrong, also where a worker was stopped or died.
    pub fn read(&self, file: &Input) -> Result<Option<Pages>> {
        match self.run(Job::Read, file)? {
            Answer::Pages(pages) => Ok(pages),
            _ => Err(unexpected(file)),
        }
    }

    /// Reads a PDF with the second engine, within what is left of the limits for one file since `begun`:
    /// both engines together take no longer than one may. Where nothing is left, the error says so.
    pub fn read_again(&self, file: &Input, begun: Instant) -> Result<Pages> {
        let Some(limits) = self.limits.after(begun.elapsed()) else {
            let why = "no time is left to read it; --time-limit and --cpu-limit allow more";
            return Err(Error::unreadable(&file.name, why));
        };
        match self.run_taking(Job::Second, file, &limits, &mut nothing)? {
            Answer::Pages(pages) => Ok(pages.unwrap_or_default()),
            _ => Err(unexpected(file)),
        }
    }

    /// Recognises the text of the page with this index in a PDF or an image.
    pub fn recognise(&self, file: &Input, page: usize, tesseract: &Tesseract) -> Result<Page> {
        match self.run(Job::Recognise { page, tesseract: tesseract.clone() }, file)? {
            Answer::Pages(pages) => Ok(pages.and_then(|p| p.pages.into_iter().next()).unwrap_or_default()),
            _ => Err(unexpected(file)),
        }
    }

    /// Reads a file and prepares it for the index, where all its pages can be read.
    pub fn prepare(&self, file: &Input, about: About) -> Result<Outcome> {
        match self.run(Job::Prepare { about: Box::new(about) }, file)? {
            Answer::Prepared(prepared) => Ok(Outcome::Ready(prepared)),
            Answer::Pages(pages) => Ok(pages.map_or(Outcome::Holder, Outcome::Pages)),
            _ => Err(unexpected(file)),
        }
    }

    /// Prepares pages for the index that were read before.
    pub fn extract(&self, file: &Input, pages: Pages, about: About) -> Result<Prepared> {
        match self.run(Job::Extract { pages: Box::new(pages), about: Box::new(about) }, file)? {
            Answer::Prepared(prepared) => Ok(*prepared),
            _ => Err(unexpected(file)),
        }
    }

    /// Explains the record of pages that were read before.
    pub fn explain(&self, file: &Input, pages: Pages, about: About) -> Result<Explained> {
        match self.run(Job::Explain { pages: Box::new(pages), about: Box::new(about) }, file)? {
            Answer::Explained(explained) => Ok(*explained),
            _ => Err(unexpected(file)),
        }
    }

    fn run(&self, job: Job, file: &Input) -> Result<Answer> {
        self.run_taking(job, file, &self.limits, &mut nothing)
    }

    fn run_taking(
        &self,
        job: Job,
        file: &Input,
        limits: &Limits,
        take: work::TakePart<'_>,
    ) -> Result<Answer> {
        let answer = match &self.pool {
            None => work::work(job, file, limits.memory, take),
            Some(pool) => pool.run(&job, file, limits, take),
        };
        match answer {
            Answer::Failed(why) => Err(why.about(&file.name)),
            answer => Ok(answer),
        }
    }
}

/// For jobs that find no documents inside.
#[allow(clippy::unnecessary_wraps)] // Its shape is that of every taker.
fn nothing(_: Part) -> std::result::Result<(), String> {
    Ok(())
}

fn unexpected(file: &Input) -> Error {
    Error::Passing {
        path: file.name.clone(),
        why: "the worker gave an answer to another question".to_owned(),
    }
}
