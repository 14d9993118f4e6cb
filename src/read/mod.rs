//! Bytes → pages of lines. One file per format, all behind [`read`]; nothing above this module
//! knows a format by name.

mod decode;
mod markdown;
mod office;
mod plain;
mod tidy;

use crate::error::{Error, Result};
use crate::model::Pages;
use std::path::Path;

/// The formats that can be read, by file extension. A new format adds a line here and a file
/// beside this one.
const FORMATS: &[Format] = &[
    Format { extensions: &["txt", "text"], read: plain::read },
    Format { extensions: &["md", "markdown"], read: markdown::read },
    Format { extensions: &["docx", "docm", "dotx", "dotm"], read: office::docx::read },
    Format { extensions: &["odt", "ott"], read: office::odt::read },
];

/// A document that stands inside another file: an attachment, a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, as the file gives it; with `/` between folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Takes the documents inside a file, one at a time, so that they are never all in memory. The error is
/// the taker's: it has had enough, and the reader stops with it.
pub type TakePart<'t> = &'t mut dyn FnMut(Part) -> std::result::Result<(), String>;

struct Format {
    extensions: &'static [&'static str],
    /// Reads the whole file; the error says why it is no such file and what would help.
    read: fn(&[u8]) -> std::result::Result<Pages, String>,
}

/// Whether a file with this name is one that [`read`] knows how to read.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    format_of(path).is_some()
}

/// The extensions of the files that can be read, for messages.
#[must_use]
pub fn extensions() -> Vec<&'static str> {
    FORMATS.iter().flat_map(|f| f.extensions.iter().copied()).collect()
}

fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str()))
}

/// Reads the bytes of the file at `path` as what its name says it is.
///
/// The error names the file and says what is wrong: it is empty, it is not text, its format is
/// not one of [`extensions`].
pub fn read(path: &Path, bytes: &[u8]) -> Result<Pages> {
    let Some(format) = format_of(path) else {
        let known = extensions().join(", .");
        return Err(Error::unreadable(path, format!("not a format that can be read (.{known})")));
    };
    if bytes.is_empty() {
        return Err(Error::unreadable(path, "the file is empty; there is nothing to index"));
    }
    let mut pages = (format.read)(bytes).map_err(|why| Error::unreadable(path, why))?;
    if pages.pages.iter().flat_map(|p| &p.lines).all(|l| l.text.is_empty()) {
        return Err(Error::unreadable(path, "the file holds white space only; there is nothing to index"));
    }
    let lines = pages.pages.iter().flat_map(|p| &p.lines);
    let spoilt: usize = lines.map(|l| l.text.matches(char::REPLACEMENT_CHARACTER).count()).sum();
    if spoilt > 0 {
        pages.warnings.push(format!("text: {spoilt} characters could not be read; U+FFFD stands for each"));
    }
    Ok(pages)
}
