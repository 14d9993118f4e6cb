//! One file → its pages, or all that the index takes of it: the first engine, where need be the second, and
//! recognition of what neither can read.

use super::recognised::Recognised;
use crate::error::{Error, Result};
use crate::model::{Origin, Page, Pages};
use crate::prepare::{self, About, Prepared};
use crate::read::{self, ocr, ocr::Tesseract};
use crate::rules::explain::Explained;
use crate::worker::{Input, Outcome, Reader};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

/// Everything that reading needs.
#[derive(Debug)]
pub struct Desk {
    reader: Reader,
    tesseract: Option<Tesseract>,
    /// Which PDF engine reads first.
    engine: Engine,
    recognised: Option<Recognised>,
}

/// A PDF engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Engine {
    /// The first, and the second for what the first cannot read.
    #[default]
    Both,
    /// Only the first, hayro.
    Hayro,
    /// Only the second, pdf-extract.
    PdfExtract,
}

/// What came of a document.
#[derive(Debug)]
pub struct Read {
    /// Its pages.
    pub pages: Pages,
    /// What is said of pages that hold text which could not be recognised; it stands in the warnings, too.
    pub unread: Vec<String>,
}

/// The media type of PDF.
const PDF: &str = "application/pdf";

impl Desk {
    /// A desk that reads with `reader` and recognises text in images where `tesseract` is there.
    #[must_use]
    pub fn new(reader: Reader, tesseract: Option<Tesseract>, engine: Engine) -> Self {
        Self { reader, tesseract, engine, recognised: None }
    }

    /// Keeps what is recognised in this folder, so that it is not done twice.
    #[must_use]
    pub fn keeping(mut self, dir: &Path) -> Self {
        self.recognised = Some(Recognised::new(dir));
        self
    }

    /// The reader itself.
    pub(super) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Forgets what was recognised of files that are not among these.
    pub(super) fn keep_only(&self, sha256: &HashSet<&str>) {
        if let Some(recognised) = &self.recognised {
            recognised.keep_only(sha256);
        }
    }

    /// Whether pages that could not be read before can be read now.
    pub(super) fn recognises(&self) -> bool {
        self.tesseract.is_some()
    }

    /// What a file that failed was read with: with something else it may be read.
    pub(super) fn conditions(&self) -> String {
        let tesseract = self.tesseract.as_ref().map(Tesseract::settings);
        let (limits, office) = (self.reader.limits(), read::has_office());
        format!("{} {limits:?} {:?} {tesseract:?} {office}", prepare::fingerprint(), self.engine)
    }

    /// Reads a file. `sha256` is the digest of its bytes, under which recognised pages are kept. Nothing comes
    /// back for a file that only holds others.
    pub fn read(&self, file: &Input, sha256: &str) -> Result<Option<Read>> {
        let begun = Instant::now();
        let first = if self.second_reads_first(file) {
            self.reader.read_again(file, begun).map(Some)
        } else {
            self.reader.read(file)
        };
        self.completed(file, sha256, first, begun)
    }

    /// Reads a document and prepares it for the index. With it comes what is said of pages that hold text
    /// which could not be recognised.
    pub(super) fn prepare(&self, file: &Input, about: About) -> Result<(Prepared, Vec<String>)> {
        let begun = Instant::now();
        let first = if self.second_reads_first(file) {
            self.reader.read_again(file, begun).map(Some)
        } else {
            match self.reader.prepare(file, about.clone()) {
                Ok(Outcome::Ready(prepared)) => return Ok((*prepared, Vec::new())),
                Ok(Outcome::Pages(pages)) => Ok(Some(pages)),
                Ok(Outcome::Holder) => Ok(None),
                Err(e) => Err(e),
            }
        };
        match self.completed(file, &about.source.sha256, first, begun)? {
            Some(Read { pages, unread }) => Ok((self.reader.extract(file, pages, about)?, unread)),
            None => Err(Error::unreadable(&file.name, "it holds no text of its own")),
        }
    }

    /// Reads a document and explains its record.
    pub(super) fn explain(&self, file: &Input, about: About) -> Result<Explained> {
        match self.read(file, &about.source.sha256)? {
            Some(Read { pages, .. }) => self.reader.explain(file, pages, about),
            None => Err(Error::unreadable(&file.name, "it holds other documents and no text of its own")),
        }
    }

    fn second_reads_first(&self, file: &Input) -> bool {
        self.engine == Engine::PdfExtract && is_pdf(&file.at)
    }

    /// Pages as the first engine gave them, or why it did not, with what the second and recognition can add.
    fn completed(
        &self,
        file: &Input,
        sha256: &str,
        first: Result<Option<Pages>>,
        begun: Instant,
    ) -> Result<Option<Read>> {
        let mut pages = match first {
            Ok(Some(pages)) => pages,
            Ok(None) => return Ok(None),
            // What the first engine cannot open, the second may.
            Err(e @ (Error::Locked { .. } | Error::Passing { .. })) => return Err(e),
            Err(e) if self.engine == Engine::Both && is_pdf(&file.at) => {
                match self.reader.read_again(file, begun) {
                    Ok(mut pages) if has_text(&pages) => {
                        pages.warnings.push(
                            "read with the second PDF engine, for the first could not open the file; places of lines are not known"
                                .to_owned(),
                        );
                        pages
                    }
                    _ => return Err(e),
                }
            }
            Err(e) => return Err(e),
        };
        if self.engine == Engine::Both && pages.media_type == PDF {
            self.second_opinion(file, begun, &mut pages);
        }
        let unread = self.recognise(file, sha256, &mut pages)?;
        pages.warnings.extend(unread.iter().cloned());
        // A scan that nothing here can recognise is listed all the same, and read when something can.
        let waits = self.tesseract.is_none() && pages.pages.iter().any(|p| p.origin == Origin::Unread);
        if !has_text(&pages) && !waits {
            let why = pages.warnings.pop().unwrap_or_else(|| "no text was found in it".to_owned());
            return Err(Error::unreadable(&file.name, why));
        }
        Ok(Some(Read { pages, unread }))
    }

    /// Pages whose text came out as garbage are taken from the second engine where it does better.
    fn second_opinion(&self, file: &Input, begun: Instant, pages: &mut Pages) {
        let garbled = |p: &Page| p.origin == Origin::Unread && p.lines.iter().any(|l| !l.text.is_empty());
        if !pages.pages.iter().any(garbled) {
            return;
        }
        let Ok(second) = self.reader.read_again(file, begun) else { return };
        if second.pages.len() != pages.pages.len() {
            return;
        }
        for (page, other) in pages.pages.iter_mut().zip(second.pages) {
            if garbled(page) && other.origin == Origin::Text {
                *page = Page { size: page.size, ..other };
            }
        }
    }

    /// Recognises the pages that are not read yet, side by side. Says which could not be, why, and what
    /// would help. The error is one that may not be there the next time, so that nothing is said of the page.
    fn recognise(&self, file: &Input, sha256: &str, pages: &mut Pages) -> Result<Vec<String>> {
        let unread: Vec<usize> =
            (0..).zip(&pages.pages).filter(|(_, p)| p.origin == Origin::Unread).map(|(i, _)| i).collect();
        if unread.is_empty() {
            return Ok(Vec::new());
        }
        let Some(tesseract) = &self.tesseract else {
            for page in pages.pages.iter_mut().filter(|p| p.origin == Origin::Unread) {
                page.lines.retain(|l| crate::read::is_text(&l.text));
            }
            return Ok(vec![format!("{}: {}", named(&unread), ocr::INSTALL)]);
        };
        let done: Vec<(usize, Result<Page>)> = unread
            .into_par_iter()
            .map(|index| {
                let key = (sha256, index, tesseract);
                if let Some(page) = self.recognised.as_ref().and_then(|r| r.get(key)) {
                    return (index, Ok(page));
                }
                let page = self.reader.recognise(file, index, tesseract);
                if let (Ok(page), Some(recognised)) = (&page, &self.recognised) {
                    recognised.put(key, page);
                }
                (index, page)
            })
            .collect();
        if !tesseract.knows_norwegian() {
            pages.warnings.push(
                "text was recognised without Norwegian, so æ, ø and å may be wrong; install tesseract-ocr-nor and index again"
                    .to_owned(),
            );
        }
        let mut failed = Vec::new();
        for (index, page) in done {
            match page {
                Ok(page) => {
                    if page.lines.iter().all(|l| l.text.is_empty()) {
                        let n = index + 1;
                        pages.warnings.push(format!("page {n}: an image in which no text was recognised"));
                    }
                    if let Some(place) = pages.pages.get_mut(index) {
                        *place = page;
                    }
                }
                Err(e @ Error::Passing { .. }) => return Err(e),
                Err(e) => {
                    failed.push(format!("page {}: its text could not be recognised: {}", index + 1, e.why()));
                }
            }
        }
        Ok(failed)
    }
}

fn is_pdf(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    read.is_ok() && head.windows(5).any(|w| w == b"%PDF-")
}

fn has_text(pages: &Pages) -> bool {
    pages.pages.iter().flat_map(|p| &p.lines).any(|l| !l.text.is_empty())
}

/// `page 3`, `pages 1, 2 and 5`.
fn named(indices: &[usize]) -> String {
    let numbers: Vec<String> = indices.iter().map(|i| (i + 1).to_string()).collect();
    match numbers.as_slice() {
        [one] => format!("page {one}"),
        [most @ .., last] => format!("pages {} and {last}", most.join(", ")),
        [] => String::new(),
    }
}
