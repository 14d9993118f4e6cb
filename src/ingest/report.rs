//! What a run did, as values; the command line puts them into words and counts them.

use crate::error::Error;

/// What a run did.
#[derive(Debug, Default)]
pub struct Report {
    /// Documents that were not there before.
    pub added: usize,
    /// Documents whose bytes, given facts or rules changed.
    pub updated: usize,
    /// Documents whose file is gone.
    pub removed: usize,
    /// Documents that were left as they were.
    pub unchanged: usize,
    /// Documents in the index afterwards, other versions of one left out.
    pub total: usize,
    /// Other versions of documents in the index afterwards.
    pub versions: usize,
    /// Files that could not be indexed, each with its reason.
    pub failed: Vec<Error>,
    /// How many of those failed before in the same way and were not read again.
    pub failed_before: usize,
    /// What else the user should know.
    pub notes: Vec<Note>,
    /// How many documents were left to read when the run was stopped; nothing where it was done.
    pub left: Option<usize>,
}

/// Something that the user should know of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A file has the same bytes as another, which names the document.
    SameBytes {
        /// The file.
        path: String,
        /// The other.
        main: String,
    },
    /// A file holds the same document as another, which is shown.
    Version {
        /// The file.
        path: String,
        /// The other.
        main: String,
    },
    /// Pages of a document could not be recognised.
    Unread {
        /// The file.
        path: String,
        /// Which pages, why, and what would help.
        why: String,
    },
    /// Files are no documents that can be read.
    LeftOut {
        /// How many there are, by extension.
        extensions: Vec<(String, usize)>,
    },
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// How many of them are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// What a run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Files are looked at: have they changed, and what is inside them?
    Looking,
    /// Documents are read and written.
    Reading,
}
