//! The work itself: what a job does, in a worker process or in this one.

use super::protocol::{Answer, Copied, Failure, Input, Job, Looked, Part};
use crate::digest::sha256;
use crate::error::{Error, Result};
use crate::model::{Origin, Pages};
use crate::{prepare, read};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Takes the documents that are inside a file, one at a time. The error is the taker's: it has had enough.
pub(super) type TakePart<'t> = &'t mut dyn FnMut(Part) -> std::result::Result<(), String>;

/// Does a job on a file of at most `most` bytes. The last answer is returned, parts go to `take`.
pub(super) fn work(job: Job, input: &Input, most: u64, take: TakePart<'_>) -> Answer {
    done(job, input, most, take).unwrap_or_else(|e| Answer::Failed(Failure::from(e)))
}

fn done(job: Job, input: &Input, most: u64, take: TakePart<'_>) -> Result<Answer> {
    let name = input.name.as_path();
    match job {
        Job::Extract { pages, about } => return prepared(name, *pages, *about),
        Job::Explain { pages, about } => return explained(name, *pages, *about),
        _ => {}
    }
    let bytes = bytes(input, most)?;
    Ok(match job {
        Job::Look => {
            if bytes.is_empty() {
                // Every empty file has the same digest; they are not copies of one document.
                return Err(Error::unreadable(name, read::EMPTY));
            }
            Answer::Looked(Looked { sha256: sha256(&bytes), holds: read::holds_documents(name, &bytes) })
        }
        Job::Open { into } => {
            let mut count = 0;
            let pages = read::read_with(name, &bytes, &mut |part: read::Part| {
                let copy = part.bytes.and_then(|bytes| {
                    count += 1;
                    let at = into.join(count.to_string());
                    let kept = std::fs::write(&at, &bytes).map(|()| Copied { at, bytes: bytes.len() as u64 });
                    kept.map_err(|e| format!("a copy of it could not be kept: {e}"))
                });
                take(Part { name: part.name, copy })
            })?;
            // Its pages are asked for when it is read itself.
            Answer::Pages(pages.map(|_| Pages::default()))
        }
        Job::Read => Answer::Pages(read_itself(name, &bytes)?),
        Job::Second => Answer::Pages(Some(read::second(name, &bytes)?)),
        Job::Recognise { page, tesseract } => {
            let page = read::recognise(name, &bytes, page, &tesseract)?;
            Answer::Pages(Some(Pages { pages: vec![page], ..Pages::default() }))
        }
        Job::Prepare { about } => {
            if sha256(&bytes) != about.source.sha256 {
                let why = "the file changed while it was read; run `arkiv index` again".to_owned();
                return Err(Error::Passing { path: name.to_owned(), why });
            }
            match read_itself(name, &bytes)? {
                Some(pages) if pages.pages.iter().all(|p| p.origin != Origin::Unread) => {
                    drop(bytes);
                    prepared(name, pages, *about)?
                }
                pages => Answer::Pages(pages),
            }
        }
        Job::Extract { .. } | Job::Explain { .. } => {
            return Err(Error::unreadable(name, "no pages were given"));
        }
    })
}

fn prepared(name: &Path, pages: Pages, about: prepare::About) -> Result<Answer> {
    let prepared = prepare::prepare(pages, about).map_err(|why| Error::unreadable(name, why))?;
    Ok(Answer::Prepared(Box::new(prepared)))
}

fn explained(name: &Path, pages: Pages, about: prepare::About) -> Result<Answer> {
    let explained = prepare::explain(pages, about).map_err(|why| Error::unreadable(name, why))?;
    Ok(Answer::Explained(Box::new(explained)))
}

/// The file's own pages; what is inside it is another job.
fn read_itself(name: &Path, bytes: &[u8]) -> Result<Option<Pages>> {
    read::read_with(name, bytes, &mut |_| Ok(()))
}

/// The bytes of a file. One that is too large for the memory there is, is not begun with.
fn bytes(input: &Input, most: u64) -> Result<Vec<u8>> {
    let name = input.name.as_path();
    let failed = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::PermissionDenied => Error::Passing {
            path: name.to_owned(),
            why: "no permission to read it; change its rights or leave it out".to_owned(),
        },
        _ => Error::io(name, e),
    };
    let file = File::open(&input.at).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let too_large = |size: u64| {
        let why = format!(
            "the file is of {} MB, and reading may use {} MB of memory; --memory-limit allows more",
            size.div_ceil(1 << 20),
            most >> 20
        );
        Err(Error::unreadable(name, why))
    };
    if size > most {
        return too_large(size);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most { too_large(bytes.len() as u64) } else { Ok(bytes) }
}
