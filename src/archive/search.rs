//! Questions and answers.

use super::alike::alike;
use super::analyser::Analyser;
use super::catalogue::Traits;
use super::facets::{self, Facets};
use super::filters::{Filters, Known};
use super::query::{Blended, Parsed, Plan, Planner, Suggestion, parse, suggestions};
use super::snippet::{By, Sought, explain};
use super::store::{Archive, Shown, parse as parse_json, text_of};
use super::tally::{Ranked, Tally};
use crate::error::Result;
use crate::model::Span;
use crate::passages::PARTS;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::TantivyDocument;
use tantivy::collector::Collector;
use tantivy::query::EnableScoring;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query, in the language that the README describes.
    pub query: String,
    /// Which documents and parts, beside what the query says of them.
    pub filters: Filters,
    /// How many hits are wanted.
    pub limit: usize,
    /// What comes first.
    pub order: Order,
    /// Whether only the best passage of each document is wanted.
    pub grouped: bool,
    /// Whether near-duplicates in other documents are listed as hits of their own.
    pub unfolded: bool,
}

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// What matches best.
    #[default]
    Relevance,
    /// The newest document.
    Newest,
    /// The oldest document.
    Oldest,
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
    /// What to try instead, where nothing was found.
    pub suggestions: Vec<Suggestion>,
    /// What was not understood, in whole sentences.
    pub warnings: Vec<String>,
    /// How something was read that may surprise, in whole sentences.
    pub notes: Vec<String>,
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
    /// How many passages of the document match, in the wanted parts.
    pub in_document: u64,
    /// Passages of other documents that say nearly the same, the best first.
    pub alike: Vec<Alike>,
}

/// A passage that says nearly the same as a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// Year of the document.
    pub year: Option<i16>,
    /// Where it stands.
    pub span: Span,
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
    /// How they match.
    pub by: By,
    /// Whether the word stands in the headings above the passage, not in itself.
    pub in_heading: bool,
}

/// How many hits are looked at for one that is shown: among them near-duplicates are found.
const LOOKED_AT: usize = 4;
/// See [`LOOKED_AT`]: this many more.
const LOOKED_AT_MORE: usize = 40;

/// From so many passages on, in which the terms of a query stand, it is worth while to have several threads go through
/// them.
const MANY: u64 = 20_000;

/// What a pass over all matches gives.
struct Passed {
    best: Vec<Ranked>,
    facets: Facets,
}

impl Archive {
    /// Searches the passages. The query never fails; see [`Answer::warnings`].
    pub fn search(&self, request: &Request) -> Result<Answer> {
        let mut analyser = self.analyser();
        let Parsed { clauses, warnings, mut notes } = parse(&request.query, Known(self.catalogue()?));
        let plan = self.planner(&mut analyser)?.plan(clauses, request.filters.clone())?;
        // The collector sets memory aside for as many as are asked for.
        let documents = usize::try_from(self.reader.searcher().num_docs()).unwrap_or(usize::MAX);
        let limit = request.limit.min(documents);
        let unfolded = request.unfolded || request.grouped;
        let mut most = if unfolded { limit } else { limit * LOOKED_AT + LOOKED_AT_MORE };
        let (passed, listed) = loop {
            let passed = self.pass(&plan, request, most)?;
            let listed = folded(&passed.best, limit, unfolded);
            // Where nearly all that was looked at is alike, the other hits stand further down.
            if listed.len() >= limit || passed.best.len() < most {
                break (passed, listed);
            }
            most *= LOOKED_AT;
        };
        let mut hits = Vec::new();
        for (ranked, alike) in listed {
            let mut hit = self.hit(&ranked, &mut analyser, &plan.sought)?;
            hit.alike = alike.iter().map(|r| self.alike(r)).collect::<Result<_>>()?;
            hits.push(hit);
        }
        drop(analyser);
        let total = usize::try_from(passed.facets.passages).unwrap_or(usize::MAX);
        if total > 0 {
            // Where nothing is found, the suggestions say more.
            notes.extend(plan.notes);
        }
        let mut answer =
            Answer { total, hits, facets: passed.facets, suggestions: Vec::new(), warnings, notes };
        if total == 0 {
            answer.suggestions = suggestions(self, request)?;
        }
        Ok(answer)
    }

    /// How many passages match.
    pub(super) fn count(&self, query: &str, filters: &Filters) -> Result<u64> {
        let mut analyser = self.analyser();
        let Parsed { clauses, .. } = parse(query, Known(self.catalogue()?));
        let plan = self.planner(&mut analyser)?.plan(clauses, filters.clone())?;
        Ok(self.pass(&plan, &Request::default(), 1)?.facets.passages)
    }

    fn planner<'a>(&'a self, analyser: &'a mut Analyser) -> Result<Planner<'a>> {
        Ok(Planner {
            fields: self.fields,
            searcher: self.searcher(),
            catalogue: self.catalogue()?,
            same: self.same(analyser)?,
            analyser,
            bare: false,
        })
    }

    fn pass(&self, plan: &Plan, request: &Request, most: usize) -> Result<Passed> {
        let catalogue = self.catalogue()?;
        let misses: Arc<[u8]> = catalogue.misses(&plan.filters).into();
        let tally = Tally {
            catalogue: Arc::clone(catalogue),
            misses: Arc::clone(&misses),
            parts: plan.filters.part_mask(),
            order: request.order,
            most: most.max(1),
            grouped: request.grouped,
        };
        let searcher = self.searcher();
        // Nobody asks how rare words are that begin alike; they may stand everywhere.
        let begun = if plan.sought.has_prefixes() { searcher.num_docs() } else { 0 };
        let blended = Blended { searcher, rarity: &plan.rarity, asked: AtomicU64::new(begun) };
        let scoring = EnableScoring::enabled_from_statistics_provider(&blended, searcher);
        let weight = plan.query.weight(scoring)?;
        let of = |number| {
            let segment = searcher.segment_readers().get(number)?;
            Some(tally.collect_segment(weight.as_ref(), number as u32, segment))
        };
        let helped = blended.asked.into_inner() >= MANY;
        let tallied: tantivy::Result<Vec<_>> = each_in_turn(of, helped).into_iter().collect();
        let tallied = tally.merge_fruits(tallied?)?;
        let facets = facets::count(catalogue, &tallied.hits, &misses, &plan.filters);
        Ok(Passed { best: tallied.best, facets })
    }

    fn hit(&self, ranked: &Ranked, analyser: &mut Analyser, sought: &Sought) -> Result<Hit> {
        let (catalogue, f) = (self.catalogue()?, self.fields);
        let doc: TantivyDocument = self.searcher().doc(ranked.address)?;
        let shown: Shown = parse_json(text_of(&doc, f.shown))?;
        let (text, heading) = (text_of(&doc, f.text).to_owned(), text_of(&doc, f.heading).to_owned());
        let (snippet, why) = explain(analyser, &text, &heading, sought);
        let unknown = Traits::default();
        let traits = catalogue.documents.get(ranked.document as usize).unwrap_or(&unknown);
        let (path, title) = catalogue.named(traits);
        let words = |facet| catalogue.words(traits, facet).map(str::to_owned);
        Ok(Hit {
            document: text_of(&doc, f.id).to_owned(),
            path,
            title,
            year: traits.year,
            kind: words(2).next().unwrap_or_default(),
            meeting_type: words(0).next(),
            recognised: shown.recognised,
            ministries: words(1).collect(),
            span: shown.span,
            part: PARTS.get(shown.part).copied().unwrap_or("text"),
            part_id: shown.part_id,
            heading,
            text,
            snippet,
            score: ranked.score,
            why,
            in_document: u64::from(ranked.in_document),
            alike: Vec::new(),
        })
    }

    fn alike(&self, ranked: &Ranked) -> Result<Alike> {
        let (catalogue, f) = (self.catalogue()?, self.fields);
        let doc: TantivyDocument = self.searcher().doc(ranked.address)?;
        let shown: Shown = parse_json(text_of(&doc, f.shown))?;
        let unknown = Traits::default();
        let traits = catalogue.documents.get(ranked.document as usize).unwrap_or(&unknown);
        let (path, _) = catalogue.named(traits);
        Ok(Alike { document: text_of(&doc, f.id).to_owned(), path, year: traits.year, span: shown.span })
    }
}

/// What `of` gives for 0, 1 and so on until there is no more, in no order. Where it is `helped`, other threads take
/// their turns; this one does not wait for them to wake.
fn each_in_turn<T: Send>(of: impl Fn(usize) -> Option<T> + Sync, helped: bool) -> Vec<T> {
    if !helped {
        return (0..).map_while(of).collect();
    }
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(one) = of(next.fetch_add(1, Ordering::Relaxed)) {
            all.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        }
    };
    rayon::in_place_scope(|scope| {
        for _ in 1..rayon::current_num_threads() {
            scope.spawn(|_| work());
        }
        work();
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The first so many, each with those after it that need not be listed beside it.
fn folded(best: &[Ranked], limit: usize, unfolded: bool) -> Vec<(Ranked, Vec<Ranked>)> {
    let mut out: Vec<(Ranked, Vec<Ranked>)> = Vec::new();
    for ranked in best {
        let full = out.len() >= limit;
        let like = out.iter_mut().find(|(first, others)| {
            let mut all = std::iter::once(first).chain(others.iter());
            let here = first.document == ranked.document;
            // Longer wording that is repeated within a document stays apart.
            !unfolded
                && alike(first.alike, ranked.alike, here)
                && (here || all.all(|o| o.document != ranked.document))
        });
        match like {
            Some((_, others)) => others.push(*ranked),
            None if full => {}
            None => out.push((*ranked, Vec::new())),
        }
    }
    out
}
