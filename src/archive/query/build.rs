//! Tantivy's queries, in the few shapes that plans are made of.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

/// The term, ranked by how rare and how frequent it is.
pub(super) fn scored(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// The term, where only its presence counts.
pub(super) fn basic(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// `query`, counting so many times as much.
pub(super) fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    if (weight - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// Counts this wherever it matches.
pub(super) fn flat(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, weight))
}

/// The terms one after the other; nothing where there are none.
pub(super) fn phrase(mut terms: Vec<Term>) -> Box<dyn Query> {
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => terms.pop().map_or_else(|| Box::new(EmptyQuery) as Box<dyn Query>, scored),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// The terms in their order, with at most so many words between them.
pub(super) fn near(terms: Vec<Term>, slop: u32) -> Box<dyn Query> {
    let mut query = PhraseQuery::new(terms);
    query.set_slop(slop);
    Box::new(query)
}

/// At least one of them.
pub(super) fn either(all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    several(all, Occur::Should)
}

/// All of them.
pub(super) fn every(all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    several(all, Occur::Must)
}

fn several(mut all: Vec<Box<dyn Query>>, occur: Occur) -> Box<dyn Query> {
    match all.len() {
        0 => Box::new(EmptyQuery),
        1 => all.pop().unwrap_or_else(|| Box::new(EmptyQuery)),
        _ => Box::new(BooleanQuery::new(all.into_iter().map(|q| (occur, q)).collect())),
    }
}
