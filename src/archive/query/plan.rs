//! What is asked → what tantivy is to find, and what a hit is explained by.
//!
//! A word is looked for under its stem, as a part of compounds, and as the word that two tied ones make, in
//! the passage and in the headings above it. These are one word to the ranking: they share their rarity
//! ([`Blended`]), so that a compound in which the word is rare does not outrank the word itself.

use super::build::{basic, boosted, either, flat, phrase, scored};
use super::settled::Settled;
use super::stop::is_stop_word;
use super::{Clause, Demand, Node, Occurs};
use crate::archive::analyser::{Analyser, Sort};
use crate::archive::catalogue::Catalogue;
use crate::archive::filters::{Filters, Wanted};
use crate::archive::same::Same;
use crate::archive::schema::{Fields, PASSAGE, facet};
use crate::archive::snippet::{By, Sought};
use crate::error::Result;
use std::collections::HashMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicU64, Ordering};
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, EmptyQuery, Occur, Query, RangeQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// How much a word that begins as asked counts; it has no rarity of its own.
const PREFIX: f32 = 2.0;
/// How much a number as written counts beside its words.
const KEY: f32 = 1.5;
/// How many times longer than it is the mean passage is taken to be. BM25 holds length against a passage;
/// here a heading of two words is no better an answer than the paragraph below it.
const LENGTH: u64 = 10;

/// What is to be found.
pub(in crate::archive) struct Plan {
    /// Matches passages.
    pub query: Box<dyn Query>,
    /// What a hit is explained by.
    pub sought: Sought,
    /// What is demanded of documents.
    pub filters: Filters,
    /// How rare words are.
    pub rarity: HashMap<Term, u64>,
    /// How something was read that may surprise, in whole sentences.
    pub notes: Vec<String>,
}

/// How rare words are: one figure for all the terms a word is looked for under.
pub(in crate::archive) struct Blended<'s> {
    pub searcher: &'s Searcher,
    pub rarity: &'s HashMap<Term, u64>,
    /// In how many passages all the terms stand that it was asked for, together: how much there is to go through.
    pub asked: AtomicU64,
}

impl Bm25StatisticsProvider for Blended<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(Bm25StatisticsProvider::total_num_tokens(self.searcher, field)? * LENGTH)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::total_num_docs(self.searcher)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let passages = match self.rarity.get(term) {
            Some(known) => *known,
            None => self.searcher.doc_freq(term)?,
        };
        self.asked.fetch_add(passages, Ordering::Relaxed);
        Ok(passages)
    }
}

/// Makes plans.
pub(in crate::archive) struct Planner<'a> {
    pub fields: Fields,
    pub searcher: &'a Searcher,
    pub catalogue: &'a Catalogue,
    pub same: &'a Same,
    pub analyser: &'a mut Analyser,
    /// Whether only the words themselves count, in any inflection: what is left out is to be no more than that.
    pub bare: bool,
}

/// What the clauses of one level come to.
#[derive(Default)]
pub(super) struct Level {
    must: Vec<Box<dyn Query>>,
    /// What must hold and says nothing of how well.
    demands: Vec<Box<dyn Query>>,
    /// At least one of these, where nothing must hold; each weighs.
    pub may: Vec<Box<dyn Query>>,
    not: Vec<Box<dyn Query>>,
    /// These raise what matches; they do not make it match.
    pub lifts: Vec<Box<dyn Query>>,
}

impl Planner<'_> {
    /// Plans for clauses; those that are demands on the document go to the filters.
    pub(in crate::archive) fn plan(mut self, clauses: Vec<Clause>, filters: Filters) -> Result<Plan> {
        let mut plan = Plan {
            query: Box::new(EmptyQuery),
            sought: Sought::default(),
            filters,
            rarity: HashMap::new(),
            notes: Vec::new(),
        };
        let mut rest = Vec::new();
        for clause in clauses {
            match clause {
                Clause { occurs: Occurs::Must, node: Node::Demand(Demand::Facet(wanted)) } => {
                    plan.filters.want(wanted);
                }
                other => rest.push(other),
            }
        }
        let level = self.level(rest, &mut plan)?;
        plan.query = self.together(level);
        Ok(plan)
    }

    fn level(&mut self, clauses: Vec<Clause>, plan: &mut Plan) -> Result<Level> {
        let content = clauses.iter().any(|c| match &c.node {
            Node::Word(word) => c.occurs != Occurs::Not && !is_stop_word(word),
            Node::Demand(_) => false,
            _ => c.occurs != Occurs::Not,
        });
        let mut level = Level::default();
        // Words in a row weigh more where they stand close, and may have another name together.
        let mut typed = String::new();
        for clause in clauses {
            let Clause { occurs, node } = clause;
            match (occurs, node) {
                (Occurs::May, Node::Word(word)) => {
                    if content && is_stop_word(&word) {
                        continue;
                    }
                    typed.push_str(&word);
                    typed.push(' ');
                }
                (occurs, node) => {
                    self.row(&std::mem::take(&mut typed), &mut level, plan)?;
                    let demand = matches!(node, Node::Demand(_));
                    let mut hidden = Sought::default();
                    let query = if occurs == Occurs::Not {
                        // What is left out explains nothing.
                        std::mem::swap(&mut hidden, &mut plan.sought);
                        let before = std::mem::replace(&mut self.bare, true);
                        let query = self.node(node, plan)?;
                        self.bare = before;
                        plan.sought = hidden;
                        query
                    } else {
                        self.node(node, plan)?
                    };
                    match occurs {
                        Occurs::May => level.may.push(query),
                        Occurs::Must if demand => level.demands.push(query),
                        Occurs::Must => level.must.push(query),
                        Occurs::Not => level.not.push(Box::new(Settled(query))),
                    }
                }
            }
        }
        self.row(&std::mem::take(&mut typed), &mut level, plan)?;
        Ok(level)
    }

    fn node(&mut self, node: Node, plan: &mut Plan) -> Result<Box<dyn Query>> {
        Ok(match node {
            Node::Word(word) => {
                let mut level = Level::default();
                self.row(&word, &mut level, plan)?;
                self.together(level)
            }
            Node::Prefix(begin) => {
                let begin = Sort::Printed.term(&begin.to_lowercase());
                let field = self.fields.text;
                let end = format!("{begin}\u{10ffff}");
                let range = [begin.as_str(), &end].map(|b| Bound::Included(Term::from_field_text(field, b)));
                let [from, to] = range;
                plan.sought.prefix(begin);
                boosted(Box::new(RangeQuery::new(from, to)), PREFIX)
            }
            Node::Phrase(words) => self.printed(&words, plan),
            Node::Key(words) => {
                let mut any = vec![boosted(self.printed(&words, plan), KEY)];
                if let Some(digits) = one_number(&words) {
                    any.extend([Sort::Printed, Sort::Joined].map(|sort| {
                        plan.sought.term(&words, sort.term(&digits), By::Hyphen);
                        scored(self.term(sort, &digits))
                    }));
                }
                either(any)
            }
            Node::Demand(demand) => flat(self.demand(demand), 0.0),
            Node::Either(nodes) => {
                let all = nodes.into_iter().map(|n| self.node(n, plan)).collect::<Result<Vec<_>>>()?;
                either(all)
            }
            Node::Group(clauses) => {
                let level = self.level(clauses, plan)?;
                self.together(level)
            }
        })
    }

    pub(super) fn term(&self, sort: Sort, word: &str) -> Term {
        Term::from_field_text(self.fields.text, &sort.term(word))
    }

    /// Words as printed, one after the other.
    fn printed(&mut self, words: &str, plan: &mut Plan) -> Box<dyn Query> {
        let printed: Vec<String> = self
            .analyser
            .tokens(words)
            .into_iter()
            .filter(|t| t.sort == Sort::Printed)
            .map(|t| Sort::Printed.term(&t.term))
            .collect();
        let terms: Vec<Term> = printed.iter().map(|t| Term::from_field_text(self.fields.text, t)).collect();
        plan.sought.phrase(words, printed, By::Exact);
        phrase(terms)
    }

    fn demand(&self, demand: Demand) -> Box<dyn Query> {
        let f = self.fields;
        let has = |name: &str, value: &str| basic(Term::from_field_text(f.facet, &facet(name, value)));
        match demand {
            Demand::Has(what) => has("has", what),
            Demand::Deadline(from, to) => {
                // The stretch of the unit's deadlines and the one asked for have a day in common.
                let begins = Bound::Included(Term::from_field_i64(f.deadline_from, to));
                let ends = Bound::Included(Term::from_field_i64(f.deadline_to, from));
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, Box::new(RangeQuery::new(Bound::Unbounded, begins))),
                    (Occur::Must, Box::new(RangeQuery::new(ends, Bound::Unbounded))),
                ]))
            }
            Demand::Facet(Wanted::Years(wanted)) => {
                let mut years: Vec<i16> = self.catalogue.documents.iter().filter_map(|d| d.year).collect();
                years.sort_unstable();
                years.dedup();
                let years = years.into_iter().filter(|y| wanted.contains(y));
                either(years.map(|y| has("year", &y.to_string())).collect())
            }
            Demand::Facet(Wanted::Values(which, values)) => {
                either(values.iter().map(|v| has(which.name(), v)).collect())
            }
        }
    }

    fn together(&self, level: Level) -> Box<dyn Query> {
        let Level { must, demands, may, not, lifts } = level;
        let passages = || flat(basic(Term::from_field_text(self.fields.entry, PASSAGE)), 0.0);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let words = !must.is_empty() || !may.is_empty();
        if must.is_empty() && !may.is_empty() {
            if may.len() == 1 && demands.is_empty() && not.is_empty() && lifts.is_empty() {
                return may.into_iter().next().unwrap_or_else(|| Box::new(EmptyQuery));
            }
            clauses.push((Occur::Must, either(may)));
        } else {
            clauses.extend(may.into_iter().map(|q| (Occur::Should, q)));
        }
        if !words && demands.is_empty() {
            clauses.push((Occur::Must, passages()));
        }
        clauses.extend(must.into_iter().chain(demands).map(|q| (Occur::Must, q)));
        clauses.extend(lifts.into_iter().map(|q| (Occur::Should, q)));
        clauses.extend(not.into_iter().map(|q| (Occur::MustNot, q)));
        Box::new(BooleanQuery::new(clauses))
    }
}

/// The digits of a number whose groups stand apart: `12 300 000`, `12.300.000`.
fn one_number(words: &str) -> Option<String> {
    let mut groups = words.split([' ', '\u{a0}', '.']);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let whole = (1..=3).contains(&first.len()) && digits(first) && groups.all(|g| g.len() == 3 && digits(g));
    whole.then(|| words.chars().filter(char::is_ascii_digit).collect())
}
