//! The archive: one tantivy index that holds the passages and the records, so that one commit
//! makes both visible together.

mod aliases;
mod alike;
mod analyser;
mod catalogue;
mod facets;
mod filters;
mod lock;
mod marker;
mod query;
mod renewal;
mod same;
mod schema;
mod search;
mod snippet;
mod store;
mod tally;
mod words;
mod writer;

pub use aliases::AliasFile;
pub use analyser::{Analyser, Sort, Token, fingerprint as analyser_fingerprint};
pub use facets::{FacetCount, Facets, YearCount};
pub use filters::{Facet, Filters, Known};
pub use lock::Lock;
pub use query::{Suggestion, Why};
pub use same::Source;
pub use schema::ORIGINS;
pub use search::{Alike, Answer, Hit, Order, Reason, Request, Snippet};
pub use snippet::By;
pub use store::{Archive, Commit, Facts, State, Stored, Twin};
pub use writer::{Entry, Writer};
