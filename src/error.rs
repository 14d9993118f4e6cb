//! The one error type. Every message names the file or value it is about and what to do.

use std::path::PathBuf;

/// What can go wrong, in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file was read, but it is no document that this program can use.
    #[error("{path}: {why}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what would help.
        why: String,
    },
    /// A file asks for a password; reading it another way would end the same.
    #[error("{path}: {why}", path = path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// What would help.
        why: String,
    },
    /// A file could not be read this time; the next time it may be.
    #[error("{path}: {why}", path = path.display())]
    Passing {
        /// The file.
        path: PathBuf,
        /// What stood in the way, and what would help.
        why: String,
    },
    /// A `NAME.meta.toml`, `arkiv.toml` or `arkiv-aliases.toml` holds something it may not.
    #[error("{path}:{line}: {why}", path = path.display())]
    Override {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what is allowed.
        why: String,
    },
    /// The index folder is missing, is no index, or was made by another version.
    #[error("{path}: {why}", path = path.display())]
    Index {
        /// The folder.
        path: PathBuf,
        /// What is wrong and what to do.
        why: String,
    },
    /// A value on the command line is not one that the archive knows.
    #[error("{option} {value}: {why}")]
    Value {
        /// The option, as typed.
        option: String,
        /// The value, as typed.
        value: String,
        /// What is wrong and what is allowed.
        why: String,
    },
    /// The search engine failed.
    #[error("the search index failed; if it does so again, delete its folder and run `arkiv index` ({0})")]
    Tantivy(#[from] tantivy::TantivyError),
    /// Something could not be written as JSON or CSV.
    #[error("could not write the output: {0}")]
    Output(String),
}

impl Error {
    /// An [`Error::Io`] about `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// What is wrong, without the file's name where the message begins with it: for what is said of a
    /// part of a file that was named already.
    #[must_use]
    pub fn why(self) -> String {
        match self {
            Self::Unreadable { why, .. } | Self::Locked { why, .. } | Self::Passing { why, .. } => why,
            Self::Io { source, .. } => source.to_string(),
            other => other.to_string(),
        }
    }

    /// An [`Error::Unreadable`] about `path`.
    pub fn unreadable(path: impl Into<PathBuf>, why: impl Into<String>) -> Self {
        Self::Unreadable { path: path.into(), why: why.into() }
    }
}

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
