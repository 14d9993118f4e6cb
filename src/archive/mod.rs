//! The archive: one tantivy index that holds the passages and the records, so that one commit
//! makes both visible together.

mod aliases;
mod analyser;
mod facets;
mod layout;
mod passages;
mod schema;
mod search;
mod snippet;
mod store;

pub use aliases::AliasFile;
pub use analyser::{Analyser, Token, fingerprint as analyser_fingerprint};
pub use facets::{FacetCount, Facets, YearCount};
pub use layout::{Layout, LayoutLine};
pub use passages::{PARTS, Passage, passages};
pub use schema::ORIGINS;
pub use search::{Answer, Filters, Hit, Reason, Request, Snippet};
pub use store::{Archive, Entry, State, Stored, Writer};
