//! Questions and answers.

use super::PARTS;
use super::analyser::Analyser;
use super::facets::{self, Facets};
use super::schema::PASSAGE;
use super::snippet::{Word, explain};
use super::store::{Archive, Shown, parse, text_of};
use crate::error::Result;
use crate::model::Span;
use std::ops::{Bound, RangeInclusive};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{TantivyDocument, Term};

/// How much a word in the headings above a passage counts beside one in it.
const HEADING_WEIGHT: f32 = 0.3;
/// How much words that stand next to each other, as typed with a hyphen, count beside the words.
const ADJACENT_WEIGHT: f32 = 1.0;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Words, `"exact phrases"` and `-words` to leave out.
    pub query: String,
    /// Which documents and parts.
    pub filters: Filters,
    /// How many hits are wanted.
    pub limit: usize,
}

/// Which documents and parts are wanted. An empty list lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Years, both ends included.
    pub years: Option<RangeInclusive<i16>>,
    /// Meeting types.
    pub meeting_types: Vec<String>,
    /// Full names of ministries.
    pub ministries: Vec<String>,
    /// Full names of agencies.
    pub agencies: Vec<String>,
    /// Kinds, by their words.
    pub kinds: Vec<String>,
    /// Where the words come from, by the names in [`super::ORIGINS`].
    pub origins: Vec<String>,
    /// Parts, by their names in [`PARTS`].
    pub parts: Vec<String>,
}

impl Filters {
    pub(super) fn year_fits(&self, year: i64) -> bool {
        self.years.as_ref().is_none_or(|y| (i64::from(*y.start())..=i64::from(*y.end())).contains(&year))
    }

    /// The wanted parts as bits; all of them where none is named.
    pub(super) fn part_mask(&self) -> u64 {
        if self.parts.is_empty() {
            return u64::MAX;
        }
        self.part_numbers().fold(0, |mask, n| mask | 1 << n)
    }

    fn part_numbers(&self) -> impl Iterator<Item = u64> + '_ {
        (0_u64..).zip(PARTS).filter(|(_, p)| self.parts.iter().any(|w| w == p)).map(|(n, _)| n)
    }
}

/// The answer to a [`Request`].
#[derive(Debug, Clone)]
pub struct Answer {
    /// How many passages match, filters included.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// Documents by facet.
    pub facets: Facets,
    /// What was not understood, in whole sentences.
    pub warnings: Vec<String>,
}

/// A passage that matches.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// Title of the document, or its file name.
    pub title: String,
    /// Year of the document.
    pub year: Option<i16>,
    /// Kind of the document.
    pub kind: String,
    /// Type of the meeting.
    pub meeting_type: Option<String>,
    /// Whether the words were recognised from an image of the page.
    pub recognised: bool,
    /// Ministries of the document.
    pub ministries: Vec<String>,
    /// Where the passage stands.
    pub span: Span,
    /// The unit it stands in, or what it is; one of [`PARTS`].
    pub part: &'static str,
    /// Id of that unit.
    pub part_id: Option<String>,
    /// The headings above it.
    pub heading: String,
    /// The passage.
    pub text: String,
    /// The stretch to show.
    pub snippet: Snippet,
    /// BM25 score.
    pub score: f32,
    /// Which words matched, and how.
    pub why: Vec<Reason>,
}

/// A stretch of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The words, on one line.
    pub text: String,
    /// Code-point ranges in `text` of the matched words, end exclusive.
    pub highlights: Vec<(u32, u32)>,
}

/// Why a passage matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The word of the query.
    pub term: String,
    /// The word in the passage, as printed.
    pub matched: String,
    /// `exact`, or `stem` for another form of the word.
    pub by: &'static str,
}

/// Words that are left out of a query of several words: they stand in every passage.
const STOP_WORDS: &[&str] = &[
    "og", "i", "på", "av", "for", "til", "med", "som", "at", "en", "et", "ei", "den", "det", "de", "om",
    "ved", "fra", "er", "var", "å", "eller", "der", "da", "skal", "har", "kan", "vil", "må", "ble", "blir",
    "bli", "blitt", "være", "etter", "under", "over", "mot", "også", "men", "så", "seg", "sin", "sitt",
    "sine", "dette", "disse", "denne", "ein", "eit", "dei", "frå", "vart", "vere", "desse", "ikke", "ikkje",
    "jf", "mv", "hva", "kva", "hvilke", "hvordan", "korleis",
];

impl Archive {
    /// Searches the passages.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        let mut analyser = Analyser::default();
        let mut warnings = Vec::new();
        let (matching, words) = self.understand(&request.query, &mut analyser, &mut warnings);
        let filtered = self.with_filters(matching.box_clone(), &request.filters);
        let searcher = self.reader.searcher();
        // The collector sets memory aside for as many as are asked for.
        let most = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX).max(1);
        let collector = (TopDocs::with_limit(request.limit.clamp(1, most)).order_by_score(), Count);
        let (top, total) = searcher.search(&filtered, &collector)?;
        let mut hits = Vec::new();
        for (score, address) in top.into_iter().take(request.limit) {
            hits.push(self.hit(score, &searcher.doc(address)?, &mut analyser, &words)?);
        }
        let facets = facets::count(self, matching.as_ref(), &request.filters)?;
        Ok(Answer { total, hits, facets, warnings })
    }

    /// The query as passages are matched by it, and its words for the explanation.
    fn understand(
        &self,
        query: &str,
        analyser: &mut Analyser,
        warnings: &mut Vec<String>,
    ) -> (Box<dyn Query>, Vec<Word>) {
        let parts = split(query, warnings);
        let content = parts.iter().filter(|p| p.sort == Sort::Word && !is_stop_word(&p.text)).count();
        let mut wanted: Vec<Box<dyn Query>> = Vec::new();
        let mut unwanted: Vec<Box<dyn Query>> = Vec::new();
        let mut required: Vec<Box<dyn Query>> = Vec::new();
        let mut lifts: Vec<Box<dyn Query>> = Vec::new();
        let mut words = Vec::new();
        for part in parts {
            let tokens = analyser.tokens(&part.text);
            if tokens.is_empty() {
                continue;
            }
            let terms: Vec<String> = tokens.iter().map(|t| t.term.clone()).collect();
            match part.sort {
                Sort::Without => unwanted.push(adjacent(self.fields.text, &terms)),
                Sort::Phrase => required.push(adjacent(self.fields.text, &terms)),
                Sort::Word if content > 0 && is_stop_word(&part.text) => continue,
                Sort::Word => {
                    for stem in &terms {
                        wanted.push(term(self.fields.text, stem));
                        let heading = term(self.fields.heading, stem);
                        lifts.push(Box::new(BoostQuery::new(heading, HEADING_WEIGHT)));
                    }
                    if terms.len() > 1 {
                        let pair = adjacent(self.fields.text, &terms);
                        lifts.push(Box::new(BoostQuery::new(pair, ADJACENT_WEIGHT)));
                    }
                }
            }
            if part.sort != Sort::Without {
                words.extend(
                    tokens.into_iter().map(|t| Word {
                        typed: part.text.get(t.range).unwrap_or("").to_owned(),
                        term: t.term,
                    }),
                );
            }
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![only(term(self.fields.entry, PASSAGE))];
        if !required.is_empty() {
            clauses.extend(required.into_iter().map(|q| (Occur::Must, q)));
            clauses.extend(wanted.into_iter().map(|q| (Occur::Should, q)));
        } else if !wanted.is_empty() {
            let any = wanted.into_iter().map(|q| (Occur::Should, q)).collect();
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(any))));
        }
        // These raise a passage that matches; they do not make one match.
        clauses.extend(lifts.into_iter().map(|q| (Occur::Should, q)));
        clauses.extend(unwanted.into_iter().map(|q| (Occur::MustNot, q)));
        (Box::new(BooleanQuery::new(clauses)), words)
    }

    fn with_filters(&self, query: Box<dyn Query>, filters: &Filters) -> BooleanQuery {
        let f = self.fields;
        let mut clauses = vec![(Occur::Must, query)];
        let lists = [
            (f.meeting_type, &filters.meeting_types),
            (f.ministry, &filters.ministries),
            (f.agency, &filters.agencies),
            (f.kind, &filters.kinds),
            (f.origin, &filters.origins),
        ];
        for (field, values) in lists.into_iter().filter(|(_, v)| !v.is_empty()) {
            clauses.push(only(any(values.iter().map(|v| Term::from_field_text(field, v)))));
        }
        if !filters.parts.is_empty() {
            clauses.push(only(any(filters.part_numbers().map(|n| Term::from_field_u64(f.part, n)))));
        }
        if let Some(years) = &filters.years {
            let bound = |y: i16| Bound::Included(Term::from_field_i64(f.year, i64::from(y)));
            clauses.push(only(Box::new(RangeQuery::new(bound(*years.start()), bound(*years.end())))));
        }
        BooleanQuery::new(clauses)
    }

    fn hit(&self, score: f32, doc: &TantivyDocument, analyser: &mut Analyser, words: &[Word]) -> Result<Hit> {
        let f = self.fields;
        let shown: Shown = parse(text_of(doc, f.shown))?;
        let text = text_of(doc, f.text).to_owned();
        let (snippet, why) = explain(analyser, &text, words);
        let part = doc.get_first(f.part).and_then(|v| v.as_u64()).unwrap_or(u64::MAX);
        Ok(Hit {
            document: text_of(doc, f.id).to_owned(),
            path: shown.path,
            title: shown.title,
            year: shown.year,
            kind: shown.kind,
            meeting_type: shown.meeting_type,
            recognised: shown.recognised,
            ministries: shown.ministries,
            span: shown.span,
            part: usize::try_from(part).ok().and_then(|p| PARTS.get(p)).copied().unwrap_or("text"),
            part_id: shown.part_id,
            heading: text_of(doc, f.heading).to_owned(),
            text,
            snippet,
            score,
            why,
        })
    }
}

fn term(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

/// The terms next to each other in this order.
fn adjacent(field: Field, terms: &[String]) -> Box<dyn Query> {
    match terms {
        [one] => term(field, one),
        many => Box::new(PhraseQuery::new(many.iter().map(|t| Term::from_field_text(field, t)).collect())),
    }
}

/// A clause that must hold and counts nothing.
fn only(query: Box<dyn Query>) -> (Occur, Box<dyn Query>) {
    (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)))
}

/// Any of the terms.
fn any(terms: impl Iterator<Item = Term>) -> Box<dyn Query> {
    let clauses: Vec<(Occur, Box<dyn Query>)> = terms
        .map(|t| (Occur::Should, Box::new(TermQuery::new(t, IndexRecordOption::Basic)) as Box<dyn Query>))
        .collect();
    if clauses.is_empty() { Box::new(AllQuery) } else { Box::new(BooleanQuery::new(clauses)) }
}

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word.to_lowercase().as_str())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Phrase,
    Without,
}

struct Part {
    sort: Sort,
    text: String,
}

/// Splits a query into words, phrases and words to leave out. What is not well formed is read as
/// words, with a warning.
fn split(query: &str, warnings: &mut Vec<String>) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = query;
    if query.chars().filter(|c| *c == '"').count() % 2 == 1 {
        warnings.push("a quotation mark has no partner; what follows it is read as words".to_owned());
    }
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { break };
        let without = first == '-' && rest.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || c == '"');
        let body = if without { rest.get(1..).unwrap_or("") } else { rest };
        let quoted = body.strip_prefix('"').and_then(|b| {
            b.find('"').map(|end| (b.get(..end).unwrap_or(""), b.get(end + 1..).unwrap_or("")))
        });
        let (text, after, phrase) = if let Some((text, after)) = quoted {
            (text, after, true)
        } else {
            let (word, after) = body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()));
            (word, after, false)
        };
        let sort = match (without, phrase) {
            (true, _) => Sort::Without,
            (false, true) => Sort::Phrase,
            (false, false) => Sort::Word,
        };
        out.push(Part { sort, text: text.trim_matches('"').to_owned() });
        rest = after;
    }
    out
}
