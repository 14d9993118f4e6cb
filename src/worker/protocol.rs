//! What parent and worker say to each other: frames of JSON, each with its length before it.

use crate::error::Error;
use crate::model::Pages;
use crate::paths::as_text;
use crate::prepare::{About, Prepared};
use crate::read::ocr::Tesseract;
use crate::rules::explain::Explained;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A file, as it is handed to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name: for messages, and to tell Markdown from text.
    #[serde(with = "as_text")]
    pub name: PathBuf,
    /// Where its bytes are: under that name, or in a copy.
    #[serde(with = "as_text")]
    pub at: PathBuf,
}

impl Input {
    /// The file at `path`.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self { name: path.to_owned(), at: path.to_owned() }
    }
}

/// What is to be done with a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Job {
    /// Take its digest, and tell whether other documents are inside it.
    Look,
    /// Take out the documents inside it, into this folder.
    Open {
        #[serde(with = "as_text")]
        into: PathBuf,
    },
    /// Read its pages.
    Read,
    /// Read its pages with the second PDF engine.
    Second,
    /// Recognise one page.
    Recognise { page: usize, tesseract: Tesseract },
    /// Read it and prepare it for the index, where its pages need nothing else. Its digest must be that of
    /// `about`.
    Prepare { about: Box<About> },
    /// Prepare these pages of it for the index.
    Extract { pages: Box<Pages>, about: Box<About> },
    /// Explain the record of these pages of it.
    Explain { pages: Box<Pages>, about: Box<About> },
}

/// A job, as it is sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request<J, I> {
    pub job: J,
    pub input: I,
    /// Processor time that it may take, in seconds.
    pub cpu: u64,
}

/// What a worker answers; any number of parts, then one of the others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// A document inside the file.
    Part(Part),
    /// The file, looked at.
    Looked(Looked),
    /// Its pages; nothing for a file that only holds others.
    Pages(Option<Pages>),
    /// All that the index takes of it.
    Prepared(Box<Prepared>),
    /// How its record came about.
    Explained(Box<Explained>),
    /// The file cannot be read, and why.
    Failed(Failure),
}

/// What a first look at a file tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Whether other documents may be inside it.
    pub holds: bool,
}

/// A document inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name inside the file.
    pub name: String,
    /// The copy that was made of it, or why it could not be had.
    pub copy: Result<Copied, String>,
}

/// A copy of a document that is inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Where it is.
    #[serde(with = "as_text")]
    pub at: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Why a file was not read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Failure {
    /// It asks for a password.
    Locked(String),
    /// Something that may be otherwise the next time.
    Passing(String),
    /// Anything else: what is wrong, and what would help.
    Unreadable(String),
}

impl Failure {
    /// The error about a file.
    pub(super) fn about(self, path: &Path) -> Error {
        match self {
            Self::Locked(why) => Error::Locked { path: path.to_owned(), why },
            Self::Passing(why) => Error::Passing { path: path.to_owned(), why },
            Self::Unreadable(why) => Error::unreadable(path, why),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Locked { why, .. } => Self::Locked(why),
            Error::Passing { .. } | Error::Io { .. } => Self::Passing(error.why()),
            other => Self::Unreadable(other.why()),
        }
    }
}

/// The longest frame, in bytes.
const LONGEST: usize = 128 << 20;

/// Writes a frame. The error is [`io::ErrorKind::FileTooLarge`] where it would be too long, and nothing is
/// written then.
pub(super) fn send(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).ok().filter(|_| json.len() <= LONGEST);
    let length = length.ok_or(io::ErrorKind::FileTooLarge)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&json)?;
    to.flush()
}

/// Reads a frame; nothing when the other side is done.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(e) => return Err(e),
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(io::Error::other("not a frame"));
    }
    let mut json = vec![0; length];
    from.read_exact(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
}
