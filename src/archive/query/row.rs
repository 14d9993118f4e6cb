//! Words in a row → what is to be found: each word in all its forms, and what they make together.
//!
//! The weights were chosen by the judged queries that `arkiv evaluate` measures (`tests/queries`); none of them
//! alone changes much.

use super::build::{basic, boosted, either, every, flat, near, phrase, scored};
use super::plan::{Level, Plan, Planner};
use crate::archive::analyser::{Sort, Token, leaves};
use crate::archive::same::{Name, Source};
use crate::archive::schema::facet;
use crate::archive::snippet::{By, NEAR};
use crate::archive::words::{Vocabulary, skeleton};
use crate::error::Result;
use crate::pattern::slice;
use std::ops::Range;
use tantivy::Term;
use tantivy::query::{Bm25StatisticsProvider, Query};

/// How much a match counts beside one of the word itself.
mod weight {
    /// As a part of a compound.
    pub(super) const PART: f32 = 0.8;
    /// A rare part of a rare compound, alone.
    pub(super) const PARTS: f32 = 0.3;
    /// The parts of a compound, said apart near each other.
    pub(super) const APART: f32 = 0.5;
    /// Another name of the same.
    pub(super) const ALIAS: f32 = 1.5;
    /// Written without its Norwegian letters.
    pub(super) const SPELLING: f32 = 0.8;
    /// In the headings above the passage.
    pub(super) const HEADING: f32 = 0.2;
    /// Two words near each other, beside the words.
    pub(super) const NEAR: f32 = 0.5;
    /// All the words, beside the words.
    pub(super) const ALL: f32 = 2.0;
    /// A deadline where one is asked for by that word.
    pub(super) const DEADLINE: f32 = 4.0;
}

/// A compound that stands in fewer passages is rare.
const RARE: u64 = 10;
/// Of such a compound the parts that tell something: they have so many letters and stand in fewer passages.
const TELLING_LETTERS: usize = 4;
const TELLING: u64 = 30;
/// Two words that the documents may write as one have at least so many bytes each.
const SHORTEST: usize = 3;
/// The stem of the word for what a unit has in another form: `Innen 1. mars`.
const DEADLINE: &str = "frist";

/// The ways in which a word stands in the index, and how much each counts.
const SORTS: [(Sort, By, f32); 3] =
    [(Sort::Stem, By::Stem, 1.0), (Sort::Part, By::Part, weight::PART), (Sort::Joined, By::Hyphen, 1.0)];

/// A word of fewer letters that stands nowhere is not made much of.
const MISSED: usize = 4;
/// How many words near to it in spelling are named.
const NEAREST: usize = 3;

/// A row of words as typed, and its tokens.
struct Row<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Row<'_> {
    fn typed(&self, token: &Token) -> &str {
        slice(self.text, token.range.clone())
    }

    fn of(&self, sort: Sort) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(move |t| t.sort == sort)
    }
}

impl Planner<'_> {
    /// Adds to `level` what words in a row ask for.
    pub(super) fn row(&mut self, text: &str, level: &mut Level, plan: &mut Plan) -> Result<()> {
        if self.bare {
            level.may.extend(text.split_whitespace().map(|word| self.itself(word)).collect::<Vec<_>>());
            return Ok(());
        }
        let tokens = self.analyser.tokens(text);
        let row = Row { text, tokens: &tokens };
        let stems: Vec<&Token> = row.of(Sort::Stem).collect();
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        // The words for which there is nothing to be found.
        let mut nowhere = Vec::new();
        for (at, token) in stems.iter().enumerate() {
            let (word, found) = self.word(row.typed(token), &token.term, plan)?;
            words.push(word);
            if !found {
                nowhere.push((at, *token));
            }
        }
        if words.len() > 1 {
            let all = words.iter().map(|w| w.box_clone()).collect();
            level.lifts.push(flat(every(all), weight::ALL));
        }
        level.may.extend(words);
        // Tied words and the word they make are one: `e-post`, `epost`.
        for joined in row.of(Sort::Joined) {
            let terms = [Sort::Stem, Sort::Joined].map(|sort| {
                plan.sought.term(row.typed(joined), sort.term(&joined.term), By::Hyphen);
                self.term(sort, &joined.term)
            });
            self.share(&terms, plan)?;
            level.may.extend(terms.map(scored));
        }
        for pair in stems.windows(2) {
            let [one, two] = pair else { continue };
            self.written_together(&row, [one, two], level, plan)?;
            if one.term != two.term {
                let terms = [one, two].map(|t| self.term(Sort::Stem, &t.term)).into();
                level.lifts.push(boosted(near(terms, NEAR as u32), weight::NEAR));
            }
        }
        let named = self.other_names(&row, &stems, level, plan);
        for (at, token) in nowhere {
            let tied = row.of(Sort::Joined).any(|j| j.range.contains(&token.range.start));
            let known = named.iter().any(|range| range.contains(&at));
            if !tied && !known {
                self.missing(row.typed(token), plan)?;
            }
        }
        Ok(())
    }

    /// Says that a word stands nowhere.
    fn missing(&self, typed: &str, plan: &mut Plan) -> Result<()> {
        if typed.chars().count() < MISSED {
            return Ok(());
        }
        let near = Vocabulary::new(self.searcher, self.fields.text).near(typed)?;
        let near: Vec<&str> = near.iter().take(NEAREST).map(String::as_str).collect();
        let near =
            if near.is_empty() { String::new() } else { format!("; near in spelling: {}", near.join(", ")) };
        plan.notes.push(format!("{typed} stands in no passage{near}"));
        Ok(())
    }

    /// A word, or words tied together, in any inflection and nothing else.
    fn itself(&mut self, word: &str) -> Box<dyn Query> {
        let tokens = self.analyser.tokens(word);
        let of = |wanted: Sort| tokens.iter().filter(move |t| t.sort == wanted);
        let tied = of(Sort::Stem).map(|t| self.term(Sort::Stem, &t.term)).collect();
        let one = of(Sort::Stem).chain(of(Sort::Joined));
        let mut any = vec![phrase(tied)];
        for token in one.filter(|t| t.range == (0..word.len())) {
            any.extend([Sort::Stem, Sort::Joined].map(|sort| scored(self.term(sort, &token.term))));
        }
        either(any)
    }

    /// One word in all its forms, and whether any of them, or what is looked for instead, stands anywhere.
    fn word(&mut self, typed: &str, stem: &str, plan: &mut Plan) -> Result<(Box<dyn Query>, bool)> {
        let terms = SORTS.map(|(sort, by, _)| {
            plan.sought.term(typed, sort.term(stem), by);
            self.term(sort, stem)
        });
        let count = self.share(&terms, plan)?;
        let mut any: Vec<Box<dyn Query>> = terms
            .into_iter()
            .zip(SORTS)
            .map(|(term, (_, _, weight))| boosted(scored(term), weight))
            .collect();
        for sort in [Sort::Stem, Sort::Part] {
            let term = Term::from_field_text(self.fields.heading, &sort.term(stem));
            any.push(boosted(scored(term), weight::HEADING));
        }
        let mut spelled = Vec::new();
        if count == 0 {
            // The last resort of those who cannot type æ, ø and å.
            let bare = self.analyser.stem(&skeleton(&typed.to_lowercase())).unwrap_or_default();
            spelled = Vocabulary::new(self.searcher, self.fields.text).spelled_like(stem, &bare)?;
        }
        let telling = self.in_parts(typed, count < RARE && spelled.is_empty(), &mut any, plan)?;
        let found = count > 0 || telling || !spelled.is_empty();
        if stem == DEADLINE {
            let has = Term::from_field_text(self.fields.facet, &facet("has", "deadline"));
            any.push(flat(basic(has), weight::DEADLINE));
        }
        for (sort, like) in spelled {
            plan.sought.term(typed, sort.term(&like), By::Spelling);
            any.push(boosted(scored(self.term(sort, &like)), weight::SPELLING));
        }
        Ok((either(any), found))
    }

    /// Makes terms equally rare: as rare as they are together. Gives in how many passages they stand.
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

    /// The parts of a compound, said apart (`fattigdom blant barn` for `barnefattigdom`), and, where the compound is
    /// rare, those of them that are rare, too (`tolk` for `tolketjeneste`). Returns whether there were such.
    fn in_parts(
        &mut self,
        typed: &str,
        rare: bool,
        any: &mut Vec<Box<dyn Query>>,
        plan: &mut Plan,
    ) -> Result<bool> {
        let parts = leaves(typed);
        if parts.len() > 1 && parts.iter().all(|(p, _)| p.len() >= SHORTEST) {
            plan.sought.apart(typed, parts.iter().map(|(_, stem)| Sort::Stem.term(stem)).collect());
            let terms = parts.iter().map(|(_, stem)| self.term(Sort::Stem, stem)).collect();
            any.push(boosted(near(terms, NEAR as u32), weight::APART));
        }
        let mut telling = Vec::new();
        for (part, stem) in parts.iter().filter(|(p, _)| rare && p.chars().count() >= TELLING_LETTERS) {
            let sorts = [Sort::Stem, Sort::Part];
            let terms = sorts.map(|sort| self.term(sort, stem));
            let mut count = 0;
            for term in &terms {
                count += self.searcher.doc_freq(term)?;
            }
            if (1..TELLING).contains(&count) {
                for sort in sorts {
                    plan.sought.term(typed, sort.term(stem), By::Part);
                }
                any.extend(terms.map(|term| boosted(scored(term), weight::PARTS)));
                telling.push(part.as_str());
            }
        }
        if !telling.is_empty() {
            let telling = telling.join(", ");
            plan.notes
                .push(format!("{typed} is rare here; passages with a part of it ({telling}) are found, too"));
        }
        Ok(!telling.is_empty())
    }

    /// Two words that the documents write as one: `egen regi`, `egenregi`.
    fn written_together(
        &mut self,
        row: &Row<'_>,
        pair: [&Token; 2],
        level: &mut Level,
        plan: &mut Plan,
    ) -> Result<()> {
        let [first, second] = pair.map(|t| row.typed(t).to_lowercase());
        let word = |w: &String| w.len() >= SHORTEST && w.chars().all(char::is_alphabetic);
        if !word(&first) || !word(&second) {
            return Ok(());
        }
        let typed = format!("{first} {second}");
        for link in ["", "s", "e"] {
            let Some(stem) = self.analyser.stem(&format!("{first}{link}{second}")) else { continue };
            let term = self.term(Sort::Stem, &stem);
            if self.searcher.doc_freq(&term)? > 0 {
                plan.sought.term(&typed, Sort::Stem.term(&stem), By::Hyphen);
                level.may.push(scored(term));
            }
        }
        Ok(())
    }

    /// The other names of what is named in the row.
    /// Gives which words of the row have other names.
    fn other_names(
        &self,
        row: &Row<'_>,
        stems: &[&Token],
        level: &mut Level,
        plan: &mut Plan,
    ) -> Vec<Range<usize>> {
        let mut named = Vec::new();
        let all: Vec<(&str, &str)> = stems.iter().map(|t| (t.term.as_str(), row.typed(t))).collect();
        for found in self.same.in_row(&all) {
            named.push(found.range.clone());
            let typed: Vec<&str> =
                all.get(found.range).unwrap_or(&[]).iter().map(|(_, typed)| *typed).collect();
            let typed = typed.join(" ");
            for name in found.others {
                level.may.push(self.other_name(&typed, name, found.source, plan));
            }
        }
        named
    }

    fn other_name(&self, typed: &str, name: &Name, source: Source, plan: &mut Plan) -> Box<dyn Query> {
        let by = By::Alias(source);
        if let Some(capitals) = &name.capitals {
            plan.sought.term(typed, Sort::Capitals.term(capitals), by);
            return boosted(scored(self.term(Sort::Capitals, capitals)), weight::ALIAS);
        }
        match name.stems.as_slice() {
            [one] => either(
                SORTS
                    .into_iter()
                    .map(|(sort, _, weight)| {
                        plan.sought.term(typed, sort.term(one), by);
                        boosted(scored(self.term(sort, one)), weight * weight::ALIAS)
                    })
                    .collect(),
            ),
            many => {
                plan.sought.phrase(typed, many.iter().map(|w| Sort::Stem.term(w)).collect(), by);
                let terms: Vec<Term> = many.iter().map(|w| self.term(Sort::Stem, w)).collect();
                // A phrase weighs as all its words together; the name it stands for is one.
                let weight = weight::ALIAS / terms.len().max(1) as f32;
                boosted(phrase(terms), weight)
            }
        }
    }
}
