//! The query language: what was typed → what is asked ([`mod@parse`]) → what tantivy is to find
//! ([`plan`]; [`row`] for words).
//!
//! Reading a query never fails. What is not understood is read as words, with a warning.

mod build;
mod days;
mod parse;
mod plan;
mod row;
mod settled;
mod stop;
mod suggest;

use super::filters::Wanted;

pub(super) use parse::parse;
pub(super) use plan::{Blended, Plan, Planner};
pub(super) use suggest::suggestions;
pub use suggest::{Suggestion, Why};

/// What a piece of a query does to what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurs {
    /// It weighs.
    May,
    /// It must be there.
    Must,
    /// It must not be there.
    Not,
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub occurs: Occurs,
    pub node: Node,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A word in any of its forms; also words that are tied together, such as `IKT-modernisering`.
    Word(String),
    /// Words that begin like this.
    Prefix(String),
    /// These words as printed, one after the other.
    Phrase(String),
    /// A number of a case, a paragraph of a law, a sum: as written.
    Key(String),
    /// What is no word of the text.
    Demand(Demand),
    /// At least one of them.
    Either(Vec<Node>),
    /// What stands between parentheses.
    Group(Vec<Clause>),
}

/// A demand on what a passage or its document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Demand {
    /// What a document, or the part, is to be.
    Facet(Wanted),
    /// The unit has this; one of [`crate::passages::HAS`].
    Has(&'static str),
    /// The unit has a deadline in this stretch: first and last day, such as 20180315.
    Deadline(i64, i64),
}

/// What was read in a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    pub clauses: Vec<Clause>,
    /// What was not understood, in whole sentences.
    pub warnings: Vec<String>,
    /// How something was read that may surprise.
    pub notes: Vec<String>,
}
