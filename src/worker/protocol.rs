//! What parent and worker say to each other: frames of JSON, each with its length before it, some with
//! bytes after it.

use crate::error::Error;
use crate::model::Pages;
use crate::read::ocr::Tesseract;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What is to be done with a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Job {
    /// Read it.
    Read { path: PathBuf },
    /// Read it with the second PDF engine.
    Second { path: PathBuf },
    /// Recognise one page.
    Recognise { path: PathBuf, page: usize, tesseract: Tesseract },
}

/// A job, as it is sent; the file's bytes follow.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request<J> {
    pub job: J,
    /// Processor time that it may take, in seconds.
    pub cpu: u64,
    /// How many bytes follow.
    pub bytes: u64,
}

/// What a worker answers; any number of parts, then one of the others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// A document inside the file; its bytes follow, unless it is lost.
    Part { name: String, bytes: u64, lost: Option<String> },
    /// Done, and what was read.
    Done(Option<Pages>),
    /// The file cannot be read, and why.
    Failed(Failure),
}

/// Why a file was not read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Failure {
    /// It asks for a password.
    Locked(String),
    /// Anything else: what is wrong, and what would help.
    Unreadable(String),
}

impl Failure {
    /// The error about a file.
    pub(super) fn about(self, path: &Path) -> Error {
        match self {
            Self::Locked(why) => Error::Locked { path: path.to_owned(), why },
            Self::Unreadable(why) => Error::unreadable(path, why),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Locked { why, .. } => Self::Locked(why),
            other => Self::Unreadable(other.why()),
        }
    }
}

/// The longest frame; a longer one is no frame.
const LONGEST: u32 = 1 << 30;

/// Writes a frame and what follows it.
pub(super) fn send(to: &mut impl Write, message: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&json)?;
    to.write_all(bytes)?;
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
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("not a frame"));
    }
    let mut json = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
}

/// Reads the bytes that follow a frame.
pub(super) fn receive_bytes(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
