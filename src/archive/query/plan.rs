//! What is asked → what tantivy is to find, and what a hit is explained by.
//!
//! A word is looked for under its stem, as a part of compounds, and as the word that two tied ones make, in
//! the passage and in the headings above it. These are one word to the ranking: they share their rarity
//! ([`Blended`]), so that a compound in which the word is rare does not outrank the word itself.

use super::stop::is_stop_word;
use super::{Clause, Demand, Node, Occurs};
use crate::archive::analyser::{Analyser, Sort, Token};
use crate::archive::catalogue::Catalogue;
use crate::archive::filters::{Filters, Known, values};
use crate::archive::same::{Name, Same, Source};
use crate::archive::schema::{Fields, PASSAGE, facet};
use crate::archive::filters::Facet;
use crate::archive::snippet::{By, Sought};
use crate::archive::words::Vocabulary;
use crate::error::Result;
use std::collections::HashMap;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery,
    Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// T
pub(in crate::archive) fn tune(name: &str, default: f32) -> f32 {
    static W: std::sync::OnceLock<HashMap<String, f32>> = std::sync::OnceLock::new();
    let w = W.get_or_init(|| std::env::var("ARKIV_W").unwrap_or_default().split(',').filter_map(|p| { let (a, b) = p.split_once('=')?; Some((a.to_owned(), b.parse().ok()?)) }).collect());
    w.get(name).copied().unwrap_or(default)
}
/// How much a match counts beside one of the word itself.
mod weight {
    /// As a part of a compound.
    pub const PART: f32 = 0.8;
    /// As the word that two tied ones make, or the other way round.
    pub const JOINED: f32 = 1.0;
    /// Another name of the same.
    pub const ALIAS: f32 = 0.8;
    /// Written without its Norwegian letters.
    pub const SPELLING: f32 = 0.5;
    /// In the headings above the passage.
    pub const HEADING: f32 = 0.3;
    /// Two words next to each other as typed, beside the words.
    pub const ADJACENT: f32 = 1.0;
    /// Two words near each other.
    pub const NEAR: f32 = 0.5;
    /// A word that begins as asked; it has no rarity of its own.
    pub const PREFIX: f32 = 2.0;
    /// A number as written.
    pub const KEY: f32 = 1.5;
}

/// How many words apart two words are still near.
const NEAR: u32 = 8;

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
    /// What was not understood.
    pub warnings: Vec<String>,
}

/// How rare words are: one figure for all the terms a word is looked for under.
pub(in crate::archive) struct Blended<'s> {
    pub searcher: &'s Searcher,
    pub rarity: &'s HashMap<Term, u64>,
}

impl Bm25StatisticsProvider for Blended<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let all = Bm25StatisticsProvider::total_num_tokens(self.searcher, field)?;
        Ok((all as f32 * tune("LEN", 1.0)) as u64)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::total_num_docs(self.searcher)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.rarity.get(term) {
            Some(known) => Ok(*known),
            None => self.searcher.doc_freq(term),
        }
    }
}

/// Makes plans.
pub(in crate::archive) struct Planner<'a> {
    pub fields: Fields,
    pub searcher: &'a Searcher,
    pub catalogue: &'a Catalogue,
    pub same: &'a Same,
    pub analyser: &'a mut Analyser,
}

/// A word of the query that may weigh together with its neighbours.
struct Neighbour {
    term: String,
    /// Whether it is tied to the one before.
    tied: bool,
}

/// What the clauses of one level come to.
#[derive(Default)]
struct Level {
    must: Vec<Box<dyn Query>>,
    /// What must hold and says nothing of how well.
    demands: Vec<Box<dyn Query>>,
    may: Vec<Box<dyn Query>>,
    not: Vec<Box<dyn Query>>,
    /// These raise what matches; they do not make it match.
    lifts: Vec<Box<dyn Query>>,
}

impl Planner<'_> {
    /// Plans for clauses; those that are demands on the document go to the filters.
    pub(in crate::archive) fn plan(mut self, clauses: Vec<Clause>, filters: Filters) -> Result<Plan> {
        let mut plan = Plan {
            query: Box::new(EmptyQuery),
            sought: Sought::default(),
            filters,
            rarity: HashMap::new(),
            warnings: Vec::new(),
        };
        let known = Known(self.catalogue);
        let mut rest = Vec::new();
        for clause in clauses {
            match &clause {
                Clause { occurs: Occurs::Must, node: Node::Demand(Demand::Facet(facet, value)) } => {
                    // The parser has read it once; it means something.
                    let _ = plan.filters.demand(*facet, value, known);
                }
                _ => rest.push(clause),
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
        let mut row: Vec<Token> = Vec::new();
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
                    self.row(&mut typed, &mut row, &mut level, plan)?;
                    let demand = matches!(node, Node::Demand(_));
                    let mut hidden = Sought::default();
                    let query = if occurs == Occurs::Not {
                        // What is left out explains nothing.
                        std::mem::swap(&mut hidden, &mut plan.sought);
                        let query = self.node(node, plan)?;
                        plan.sought = hidden;
                        query
                    } else {
                        self.node(node, plan)?
                    };
                    match occurs {
                        Occurs::May => level.may.push(query),
                        Occurs::Must if demand => level.demands.push(query),
                        Occurs::Must => level.must.push(query),
                        Occurs::Not => level.not.push(query),
                    }
                }
            }
        }
        self.row(&mut typed, &mut row, &mut level, plan)?;
        Ok(level)
    }

    /// The words that were collected in a row.
    fn row(&mut self, typed: &mut String, row: &mut Vec<Token>, level: &mut Level, plan: &mut Plan) -> Result<()> {
        let text = std::mem::take(typed);
        row.clear();
        row.extend(self.analyser.tokens(&text));
        let stems: Vec<&Token> = row.iter().filter(|t| t.sort == Sort::Stem).collect();
        let mut neighbours: Vec<Neighbour> = Vec::new();
        for (at, token) in stems.iter().enumerate() {
            let printed = text.get(token.range.clone()).unwrap_or("");
            level.may.push(self.word(printed, &token.term, plan)?);
            let before = at.checked_sub(1).and_then(|b| stems.get(b));
            let between = before.and_then(|b| text.get(b.range.end..token.range.start)).unwrap_or(" ");
            neighbours.push(Neighbour { term: token.term.clone(), tied: !between.contains(' ') });
        }
        // Tied words and the word they make are one: `e-post`, `epost`.
        for joined in row.iter().filter(|t| t.sort == Sort::Joined) {
            let printed = text.get(joined.range.clone()).unwrap_or("");
            let terms: Vec<Term> = [Sort::Stem, Sort::Joined].map(|s| self.term(s, &joined.term)).into();
            for sort in [Sort::Stem, Sort::Joined] {
                plan.sought.term(printed, sort.term(&joined.term), By::Hyphen);
            }
            self.share(&terms, plan)?;
            level.may.extend(terms.into_iter().map(|t| boosted(scored(t), tune("JOINED", weight::JOINED))));
        }
        for pair in stems.windows(2) {
            let [one, two] = pair else { continue };
            self.written_together(&text, one, two, level, plan)?;
        }
        for pair in neighbours.windows(2) {
            let [one, two] = pair else { continue };
            let terms: Vec<Term> = [one, two].map(|n| self.term(Sort::Stem, &n.term)).into();
            if one.term == two.term {
                continue;
            }
            let mut near = PhraseQuery::new(terms.clone());
            near.set_slop(tune("SLOP", NEAR as f32) as u32);
            level.lifts.push(boosted(Box::new(near), tune("NEAR", weight::NEAR)));
            if two.tied {
                level.lifts.push(boosted(Box::new(PhraseQuery::new(terms)), tune("ADJACENT", weight::ADJACENT)));
            }
        }
        if neighbours.len() > 1 {
            let heading = self.fields.heading;
            let all = |field: tantivy::schema::Field| -> Box<dyn Query> { Box::new(BooleanQuery::new(
                neighbours
                    .iter()
                    .map(|n| {
                        let sorts = [Sort::Stem, Sort::Part, Sort::Joined];
                        let any = sorts.map(|s| scored(Term::from_field_text(field, &s.term(&n.term))));
                        (Occur::Must, either(any.into()))
                    })
                    .collect(),
            ))};
            level.lifts.push(boosted(all(heading), tune("ABOUT", 0.5)));
            level.lifts.push(Box::new(ConstScoreQuery::new(all(self.fields.text), tune("COORD", 1.0))));
        }
        let all: Vec<(&str, &str)> = stems
            .iter()
            .map(|t| (t.term.as_str(), text.get(t.range.clone()).unwrap_or("")))
            .collect();
        for found in self.same.in_row(&all) {
            let typed: Vec<&str> = stems
                .get(found.range.clone())
                .unwrap_or(&[])
                .iter()
                .map(|t| text.get(t.range.clone()).unwrap_or(""))
                .collect();
            let typed = typed.join(" ");
            for name in found.others {
                level.may.push(self.alias(&typed, name, found.source, plan));
            }
        }
        Ok(())
    }

    /// Two words that the documents write as one: `egen regi`, `egenregi`.
    fn written_together(&mut self, text: &str, one: &Token, two: &Token, level: &mut Level, plan: &mut Plan) -> Result<()> {
        let word = |t: &Token| text.get(t.range.clone()).unwrap_or("").to_lowercase();
        let (first, second) = (word(one), word(two));
        if first.len() < 3 || second.len() < 3 || !first.chars().chain(second.chars()).all(char::is_alphabetic) {
            return Ok(());
        }
        let typed = format!("{first} {second}");
        for link in ["", "s", "e"] {
            let Some(stem) = self.analyser.stem(&format!("{first}{link}{second}")) else { continue };
            let term = self.term(Sort::Stem, &stem);
            if self.searcher.doc_freq(&term)? > 0 {
                plan.sought.term(&typed, Sort::Stem.term(&stem), By::Hyphen);
                level.may.push(boosted(scored(term), tune("TOGETHER", 1.0)));
            }
        }
        Ok(())
    }

    fn term(&self, sort: Sort, word: &str) -> Term {
        Term::from_field_text(self.fields.text, &sort.term(word))
    }

    /// Makes terms equally rare: as rare as they are together.
    fn share(&self, terms: &[Term], plan: &mut Plan) -> Result<u64> {
        let mut sum = 0;
        for term in terms {
            sum += self.searcher.doc_freq(term)?;
        }
        let total = Bm25StatisticsProvider::total_num_docs(self.searcher)?;
        for term in terms {
            plan.rarity.insert(term.clone(), sum.min(total));
        }
        Ok(sum)
    }

    /// One word in all its forms.
    fn word(&mut self, typed: &str, stem: &str, plan: &mut Plan) -> Result<Box<dyn Query>> {
        let terms = [(Sort::Stem, By::Stem, 1.0), (Sort::Part, By::Part, tune("PART", weight::PART)), (Sort::Joined, By::Hyphen, tune("JOINED", weight::JOINED))];
        let mut found = Vec::new();
        for (sort, by, weight) in terms {
            plan.sought.term(typed, sort.term(stem), by);
            found.push((self.term(sort, stem), weight));
        }
        let all: Vec<Term> = found.iter().map(|(t, _)| t.clone()).collect();
        let count = self.share(&all, plan)?;
        let mut any: Vec<Box<dyn Query>> = found.into_iter().map(|(t, w)| boosted(scored(t), w)).collect();
        for sort in [Sort::Stem, Sort::Part] {
            let term = Term::from_field_text(self.fields.heading, &sort.term(stem));
            any.push(boosted(scored(term), tune("HEADING", weight::HEADING)));
        }
        if let Some(parts) = self.parts_apart(typed, plan) {
            any.push(parts);
        }
        if count < tune("FEW", 5.0) as u64 {
            for part in self.analyser.leaves(typed) {
                for sort in [Sort::Stem, Sort::Part] {
                    plan.sought.term(typed, sort.term(&part), By::Part);
                    any.push(boosted(scored(self.term(sort, &part)), tune("PARTS", 0.3)));
                }
            }
        }
        if stem == "frist" && tune("DEAD", 1.0) > 0.0 {
            let has = basic(Term::from_field_text(self.fields.facet, &facet("has", "deadline")));
            any.push(Box::new(ConstScoreQuery::new(has, tune("DEAD", 1.0))));
        }
        if count == 0 {
            // The last resort of those who cannot type æ, ø and å.
            for (sort, like) in Vocabulary::new(self.searcher, self.fields.text).spelled_like(stem)? {
                any.push(boosted(scored(self.term(sort, &like)), tune("SPELLING", weight::SPELLING)));
                plan.sought.term(typed, sort.term(&like), By::Spelling);
            }
        }
        Ok(either(any))
    }

    /// The parts of a compound, said apart: `fattigdom blant barn` for `barnefattigdom`.
    fn parts_apart(&mut self, typed: &str, plan: &mut Plan) -> Option<Box<dyn Query>> {
        let parts: Vec<String> = self.analyser.leaves(typed);
        let terms: Vec<Term> = parts.iter().map(|p| self.term(Sort::Stem, p)).collect();
        if terms.len() < 2 || parts.iter().any(|p| p.chars().count() < 3) {
            return None;
        }
        plan.sought.apart(typed, parts.iter().map(|p| Sort::Stem.term(p)).collect());
        let mut near = PhraseQuery::new(terms);
        near.set_slop(tune("SLOP2", NEAR as f32) as u32);
        Some(boosted(Box::new(near), tune("APART", 0.5)))
    }

    /// Another name of what was typed.
    fn alias(&self, typed: &str, name: &Name, source: Source, plan: &mut Plan) -> Box<dyn Query> {
        if let Some(capitals) = &name.capitals {
            plan.sought.term(typed, Sort::Capitals.term(capitals), By::Alias(source));
            return boosted(scored(self.term(Sort::Capitals, capitals)), tune("ALIAS", weight::ALIAS));
        }
        match name.stems.as_slice() {
            [one] => {
                let sorts = [(Sort::Stem, 1.0), (Sort::Part, tune("PART", weight::PART)), (Sort::Joined, tune("JOINED", weight::JOINED))];
                either(
                    sorts
                        .into_iter()
                        .map(|(sort, w)| {
                            plan.sought.term(typed, sort.term(one), By::Alias(source));
                            boosted(scored(self.term(sort, one)), w * tune("ALIAS", weight::ALIAS))
                        })
                        .collect(),
                )
            }
            many => {
                plan.sought.phrase(typed, many.iter().map(|w| Sort::Stem.term(w)).collect(), By::Alias(source));
                let terms: Vec<Term> = many.iter().map(|w| self.term(Sort::Stem, w)).collect();
                // A phrase weighs as all its words together; the name it stands for is one.
                let weight = tune("ALIAS", tune("ALIAS", weight::ALIAS)) / terms.len().max(1) as f32;
                boosted(phrase(terms), weight)
            }
        }
    }

    fn node(&mut self, node: Node, plan: &mut Plan) -> Result<Box<dyn Query>> {
        Ok(match node {
            Node::Word(word) => {
                let mut level = Level::default();
                self.row(&mut word.clone(), &mut Vec::new(), &mut level, plan)?;
                self.together(level)
            }
            Node::Prefix(begin) => {
                let begin = Sort::Printed.term(&begin.to_lowercase());
                let field = self.fields.text;
                let end = format!("{begin}\u{10ffff}");
                let range = [begin.as_str(), &end].map(|b| Bound::Included(Term::from_field_text(field, b)));
                let [from, to] = range;
                plan.sought.prefix(begin);
                boosted(Box::new(RangeQuery::new(from, to)), tune("PREFIX", weight::PREFIX))
            }
            Node::Phrase(words) => self.printed(&words, plan),
            Node::Key(words) => {
                let digits: String = words.split(' ').collect();
                let whole = [Sort::Printed, Sort::Joined].map(|sort| {
                    plan.sought.term(&words, sort.term(&digits), By::Hyphen);
                    scored(self.term(sort, &digits))
                });
                let mut any = vec![boosted(self.printed(&words, plan), tune("KEY", weight::KEY))];
                if digits.bytes().all(|b| b.is_ascii_digit()) {
                    any.extend(whole);
                }
                either(any)
            }
            Node::Demand(demand) => constant(self.demand(demand)),
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
            Demand::Facet(Facet::Year, typed) => {
                let mut one = Filters::default();
                let _ = one.demand(Facet::Year, &typed, Known(self.catalogue));
                let mut years: Vec<i16> = self.catalogue.documents.iter().filter_map(|d| d.year).collect();
                years.sort_unstable();
                years.dedup();
                either(years.into_iter().filter(|y| one.year_fits(*y)).map(|y| has("year", &y.to_string())).collect())
            }
            Demand::Facet(which, typed) => {
                let all = values(which, &typed, Known(self.catalogue)).unwrap_or_default();
                either(all.iter().map(|v| has(which.name(), v)).collect())
            }
        }
    }

    fn together(&self, level: Level) -> Box<dyn Query> {
        let Level { must, demands, may, not, lifts } = level;
        let passages = || constant(basic(Term::from_field_text(self.fields.entry, PASSAGE)));
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

fn scored(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn basic(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    if (weight - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// Holds or does not, and counts nothing.
fn constant(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The terms one after the other; nothing where there are none.
fn phrase(mut terms: Vec<Term>) -> Box<dyn Query> {
    match terms.len() {
        0 => Box::new(AllQuery),
        1 => terms.pop().map_or_else(|| Box::new(EmptyQuery) as Box<dyn Query>, scored),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// At least one of them.
fn either(mut all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match all.len() {
        0 => Box::new(EmptyQuery),
        1 => all.pop().unwrap_or_else(|| Box::new(EmptyQuery)),
        _ => Box::new(BooleanQuery::new(all.into_iter().map(|q| (Occur::Should, q)).collect())),
    }
}
