//! What to try when nothing was found.

use crate::archive::Archive;
use crate::archive::analyser::leaves;
use crate::archive::search::Request;
use crate::archive::words::Vocabulary;
use crate::error::Result;

/// Another query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Why it is suggested.
    pub why: Why,
    /// The query to try; the filters as they are but for the one to drop.
    pub query: String,
    /// The filter that is left out, by its name on the command line.
    pub without: Option<&'static str>,
    /// How many passages it finds.
    pub total: u64,
}

/// Why a query is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A word is spelled otherwise in the documents.
    Spelling,
    /// The parts of a compound.
    Parts,
    /// A filter lets nothing through.
    Filter,
    /// The words in any form and order, without quotation marks.
    Words,
}

impl Why {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spelling => "spelling",
            Self::Parts => "parts",
            Self::Filter => "filter",
            Self::Words => "words",
        }
    }
}

/// How many spellings of one word are suggested.
const SPELLINGS: usize = 3;
/// The most words a query has whose words are tried otherwise; each attempt is a search.
const WORDS: usize = 20;

/// Queries near to one that finds nothing, each of which finds something.
pub(in crate::archive) fn suggestions(archive: &Archive, request: &Request) -> Result<Vec<Suggestion>> {
    let mut out: Vec<Suggestion> = Vec::new();
    let mut attempt = |why, query: String, filters: &crate::archive::Filters, without| -> Result<()> {
        if out.iter().any(|s| s.query == query && s.without == without) {
            return Ok(());
        }
        let total = archive.count(&query, filters)?;
        if total > 0 {
            out.push(Suggestion { why, query, without, total });
        }
        Ok(())
    };
    for facet in request.filters.demanded() {
        let mut fewer = request.filters.clone();
        fewer.drop(facet);
        attempt(Why::Filter, request.query.clone(), &fewer, Some(facet.name()))?;
    }
    let searcher = archive.reader.searcher();
    let vocabulary = Vocabulary::new(&searcher, archive.fields.text);
    let words = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if request.query.split_whitespace().count() > WORDS {
        return Ok(out);
    }
    for chunk in request.query.split_whitespace() {
        // Without the demand that it makes.
        if chunk.contains(':') {
            let fewer: Vec<&str> = request.query.split_whitespace().filter(|c| *c != chunk).collect();
            attempt(Why::Filter, fewer.join(" "), &request.filters, None)?;
            continue;
        }
        for word in words(chunk).split('-').filter(|w| !w.is_empty()) {
            for near in vocabulary.near(word)?.into_iter().take(SPELLINGS) {
                attempt(Why::Spelling, request.query.replacen(word, &near, 1), &request.filters, None)?;
            }
            let parts: Vec<String> = leaves(word).into_iter().map(|(part, _)| part).collect();
            if !parts.is_empty() {
                let parts = request.query.replacen(word, &parts.join(" "), 1);
                attempt(Why::Parts, parts, &request.filters, None)?;
            }
        }
    }
    if request.query.contains('"') {
        attempt(Why::Words, request.query.replace('"', " ").trim().to_owned(), &request.filters, None)?;
    }
    Ok(out)
}
