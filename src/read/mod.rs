//! Bytes → pages of lines. One file per format, all behind [`read`] and [`read_with`]; nothing above
//! this module knows a format by name. What a file is, its content tells (`sniff.rs`); its name only
//! says whether it is worth a look ([`may_be_document`]).

mod archive;
mod blocks;
mod decode;
mod deskew;
mod gaps;
mod html;
mod layout;
mod mail;
mod markdown;
mod names;
pub mod ocr;
mod office;
mod paper;
mod pdf;
mod picture;
mod plain;
mod quality;
mod rtf;
mod ruled;
mod sniff;
mod tidy;

use crate::error::{Error, Result};
use crate::model::{Origin, Page, Pages};
use sniff::Sort;
use std::path::Path;

/// The formats that are known, with the extensions their files go by. A new format adds a line here, a
/// file beside this one, and how it is told to `sniff.rs`.
const FORMATS: &[Format] = &[
    Format { sort: Sort::Text, extensions: &["txt", "text"], read: Reader::Pages(plain::read) },
    Format { sort: Sort::Markdown, extensions: &["md", "markdown"], read: Reader::Pages(markdown::read) },
    Format { sort: Sort::Html, extensions: &["html", "htm", "xhtml"], read: Reader::Pages(html::read) },
    Format { sort: Sort::Mail, extensions: &["eml", "mht", "mhtml"], read: Reader::Parts(mail::read) },
    Format { sort: Sort::Mailbox, extensions: &["mbox"], read: Reader::Parts(mail::read_box) },
    Format { sort: Sort::Rtf, extensions: &["rtf"], read: Reader::Lockable(rtf::read) },
    Format { sort: Sort::Zip, extensions: &["zip"], read: Reader::Parts(archive::read) },
    Format { sort: Sort::Pdf, extensions: &["pdf"], read: Reader::Lockable(pdf::read) },
    Format {
        sort: Sort::Docx,
        extensions: &["docx", "docm", "dotx", "dotm"],
        read: Reader::Lockable(office::docx::read),
    },
    Format { sort: Sort::Odt, extensions: &["odt", "ott"], read: Reader::Lockable(office::odt::read) },
    Format { sort: Sort::Png, extensions: &["png"], read: Reader::Pages(picture::png) },
    Format { sort: Sort::Jpeg, extensions: &["jpg", "jpeg"], read: Reader::Pages(picture::jpeg) },
    Format { sort: Sort::Tiff, extensions: &["tif", "tiff"], read: Reader::Pages(picture::tiff) },
];

/// Extensions of files that are no documents: data, programs, pictures, sound. They are not looked into.
const NEVER: &str = "\
    toml json jsonl ndjson yaml yml xml xsd xsl csv tsv ini cfg conf lock log sql db sqlite xls \
    xlsx xlsm xlsb ods ppt pptx odp epub vsdx gif bmp svg webp heic ico psd ai eps mp3 mp4 m4a wav \
    avi mov mkv ogg js mjs ts css map woff woff2 ttf otf exe dll so dylib bin msi jar class o a \
    wasm rs py pyc sh bat ps1 c h cpp java go rb php ics vcf lnk url tmp bak part crdownload gz tgz \
    bz2 xz zst 7z rar tar iso dmg pst ost p7m p7s sig asc";

/// What is said of a PDF that asks for a password.
const PASSWORD: &str = "the file is protected with a password; save it without one and index again";

/// What is said of a file without bytes.
pub const EMPTY: &str = "the file is empty; there is nothing to index";

/// A document that stands inside another file: an attachment, a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, with `/` between folders. It is safe: relative, without `..`, never empty, and no other
    /// part of the file has it.
    pub name: String,
    /// Its bytes, or why they could not be had, in words that go on after the name. One part that is
    /// lost stops no other.
    pub bytes: std::result::Result<Vec<u8>, String>,
}

/// Takes the documents inside a file, one at a time, so that they are never all in memory. The error is
/// the taker's: it has had enough, and the reader stops with it.
pub type TakePart<'t> = &'t mut dyn FnMut(Part) -> std::result::Result<(), String>;

struct Format {
    sort: Sort,
    extensions: &'static [&'static str],
    read: Reader,
}

/// Why a file was not read: what is wrong with it and what would help.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// It asks for a password.
    #[error("{0}")]
    Locked(String),
    /// Anything else.
    #[error("{0}")]
    Unreadable(String),
}

impl Refused {
    fn about(self, path: &Path) -> Error {
        match self {
            Self::Locked(why) => Error::Locked { path: path.to_owned(), why },
            Self::Unreadable(why) => Error::unreadable(path, why),
        }
    }
}

impl From<String> for Refused {
    fn from(why: String) -> Self {
        Self::Unreadable(why)
    }
}

impl From<&str> for Refused {
    fn from(why: &str) -> Self {
        Self::Unreadable(why.to_owned())
    }
}

/// How a format is read. The error says what is wrong with the file and what would help.
#[derive(Clone, Copy)]
enum Reader {
    /// The file is one document.
    Pages(fn(&[u8]) -> std::result::Result<Pages, String>),
    /// The same, and it may ask for a password.
    Lockable(fn(&[u8]) -> std::result::Result<Pages, Refused>),
    /// The file holds documents, and may be one itself.
    Parts(fn(&[u8], TakePart<'_>) -> std::result::Result<Option<Pages>, String>),
}

/// Whether a file of this name may be a document: its extension is that of a format that is known, or
/// none, or one that says nothing. What it is, its content tells when it is read.
#[must_use]
pub fn may_be_document(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_none_or(|e| !NEVER.split_whitespace().any(|n| n == e))
}

/// The extensions of the files that can be read, for messages.
#[must_use]
pub fn extensions() -> Vec<&'static str> {
    FORMATS.iter().flat_map(|f| f.extensions.iter().copied()).collect()
}

/// Reads a file that is one document. What stands inside it (attachments) is named in a warning; a file
/// that only holds others (an archive) is an error. See [`read_with`].
pub fn read(path: &Path, bytes: &[u8]) -> Result<Pages> {
    let mut inside: Vec<String> = Vec::new();
    let pages = read_with(path, bytes, &mut |part| {
        inside.push(part.name);
        Ok(())
    })?;
    let Some(mut pages) = pages else {
        let why = format!("it holds {} other documents and is none itself", inside.len());
        return Err(Error::unreadable(path, why));
    };
    if !inside.is_empty() {
        pages.warnings.push(format!("attachments: not read with the file: {}", inside.join(", ")));
    }
    Ok(pages)
}

/// Reads the bytes of the file at `path` as what its content is, and hands the documents inside it to
/// `take`, in their order. They may hold others again; how deep to go is the taker's to say. Nothing where
/// the file only holds others.
///
/// The error names the file and says what is wrong: it is empty, it is not text, its format is not one
/// that is read, or whatever `take` said.
pub fn read_with(path: &Path, bytes: &[u8], take: TakePart<'_>) -> Result<Option<Pages>> {
    if bytes.is_empty() {
        return Err(Error::unreadable(path, EMPTY));
    }
    let pages = by_sort(sniff::sort(path, bytes), bytes, take).map_err(|why| why.about(path))?;
    let Some(mut pages) = pages else { return Ok(None) };
    let unread = pages.pages.iter().any(|p| p.origin == Origin::Unread);
    if !unread && pages.pages.iter().flat_map(|p| &p.lines).all(|l| l.text.is_empty()) {
        let why = if pages.media_type == pdf::MEDIA_TYPE {
            "there is no text on its pages: they are empty, or hold drawings only; there is nothing to index"
        } else {
            "the file holds white space only; there is nothing to index"
        };
        return Err(Error::unreadable(path, why));
    }
    let lines = pages.pages.iter().flat_map(|p| &p.lines);
    let spoilt: usize = lines.map(|l| l.text.matches(char::REPLACEMENT_CHARACTER).count()).sum();
    if spoilt > 0 {
        pages.warnings.push(format!("text: {spoilt} characters could not be read; U+FFFD stands for each"));
    }
    Ok(Some(pages))
}

fn by_sort(sort: Sort, bytes: &[u8], take: TakePart<'_>) -> std::result::Result<Option<Pages>, Refused> {
    if let Sort::Other(what) = sort {
        return Err(format!("it is {what}").into());
    }
    match FORMATS.iter().find(|f| f.sort == sort).map(|f| f.read) {
        Some(Reader::Pages(read)) => Ok(Some(read(bytes)?)),
        Some(Reader::Lockable(read)) => read(bytes).map(Some),
        Some(Reader::Parts(read)) => Ok(read(bytes, take)?),
        None => Err("not a format that can be read".into()),
    }
}

/// Whether other documents may stand in the file: a mail, an archive. Told by content.
#[must_use]
pub fn holds_documents(path: &Path, bytes: &[u8]) -> bool {
    let sort = sniff::sort(path, bytes);
    FORMATS.iter().any(|f| f.sort == sort && matches!(f.read, Reader::Parts(_)))
}

/// Whether a line is text that people can read, as far as can be told.
#[must_use]
pub fn is_text(line: &str) -> bool {
    !quality::is_garbage(line)
}

/// Reads a PDF with the second engine, which may crash on damaged files: only where that does no harm.
pub fn second(path: &Path, bytes: &[u8]) -> Result<Pages> {
    pdf::second::read(bytes).map_err(|why| why.about(path))
}

/// Recognises the text of the page with this index (from 0) in a PDF, or of an image.
pub fn recognise(path: &Path, bytes: &[u8], page: usize, tesseract: &ocr::Tesseract) -> Result<Page> {
    let image = match sniff::sort(path, bytes) {
        Sort::Png | Sort::Jpeg | Sort::Tiff => picture::page(bytes, page).map_err(Refused::from),
        _ => pdf::raster::page(bytes, page),
    };
    let page = image.and_then(|image| tesseract.page(image).map_err(Refused::from));
    page.map_err(|why| why.about(path))
}
