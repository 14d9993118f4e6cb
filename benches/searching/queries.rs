//! What is searched for: five sorts of query, from common words to rare ones.

use crate::made::{Made, PHRASES};
use crate::words::Vocabulary;
use styringsarkiv::archive::{Analyser, Filters, Sort};
use styringsarkiv::passages::PARTS;

/// How many queries there are of each sort.
pub const EACH: usize = 24;

/// A demand on documents or passages.
#[derive(Debug, Clone)]
pub enum Filter {
    Years(i16, i16),
    /// The number of the facet in `SQLite`'s columns, and its value.
    Worded(usize, String),
    Part(usize),
}

/// A query, for either side.
#[derive(Debug, Clone)]
pub struct Query {
    pub ours: String,
    pub fts: String,
    pub filters: Vec<Filter>,
}

impl Query {
    fn new(ours: &str, fts: String) -> Self {
        Self { ours: ours.to_owned(), fts, filters: Vec::new() }
    }

    pub fn filters(&self) -> Filters {
        let mut out = Filters::default();
        for filter in &self.filters {
            match filter {
                Filter::Years(from, to) => out.years = Some(*from..=*to),
                Filter::Worded(facet, value) => {
                    let list = match facet {
                        1 => &mut out.meeting_types,
                        2 => &mut out.ministries,
                        3 => &mut out.kinds,
                        _ => &mut out.agencies,
                    };
                    list.push(value.clone());
                }
                Filter::Part(part) => out.parts.push(PARTS[*part].to_owned()),
            }
        }
        out
    }
}

/// Every sort with its queries; `samples` are documents of the archive.
pub fn all(words: &Vocabulary, samples: &[Made]) -> Vec<(&'static str, Vec<Query>)> {
    let quoted = |text: &str| format!("text : \"{text}\"");
    let chosen = chosen(words);
    let inflected = inflections(words, &chosen);
    let term: Vec<Query> = chosen.iter().zip(inflected).map(|(w, all)| Query::new(w, all)).collect();
    let phrase = PHRASES.iter().take(EACH).map(|p| Query::new(&format!("\"{p}\""), quoted(p))).collect();
    let demanded = |(number, query): (usize, &Query)| {
        let document = &samples[number % samples.len()].document;
        let ministry = document.ministries[0].value.clone();
        let first = 2005 + (number % 13) as i16;
        let years = Filter::Years(first, first + 6);
        let filters = match number % 6 {
            0 => vec![years],
            1 => vec![Filter::Worded(3, "referat".to_owned()), years],
            2 => vec![Filter::Worded(2, ministry)],
            3 => vec![Filter::Worded(1, "særmøte".to_owned()), years],
            4 => vec![Filter::Worded(4, document.agency.as_ref().unwrap().value.clone())],
            _ => vec![Filter::Part(number % 3), Filter::Worded(2, ministry)],
        };
        Query { filters, ..query.clone() }
    };
    // The more frequent half, each twice: with a demand the others stand nowhere.
    let filtered = term.iter().take(EACH / 2).cycle().take(EACH).enumerate().map(demanded).collect();
    let begun = |(number, word): (usize, &String)| {
        let most = word.chars().count() - 1;
        let begin: String = word.chars().take(most.min(3 + number % 6)).collect();
        Query::new(&format!("{begin}*"), format!("text : {begin}*"))
    };
    let prefix = chosen.iter().enumerate().map(begun).collect();
    vec![
        ("term", term),
        ("phrase", phrase),
        ("filtered", filtered),
        ("prefix", prefix),
        ("key", keys(samples)),
    ]
}

/// For each word what FTS5 must be asked to find its inflections, as ours does: those that the archive can have.
fn inflections(words: &Vocabulary, chosen: &[String]) -> Vec<String> {
    let mut analyser = Analyser::default();
    let mut stem = |word: &str| {
        let all = analyser.tokens(word);
        all.into_iter().find(|t| t.sort == Sort::Stem).map(|t| t.term).unwrap_or_default()
    };
    let stems: Vec<String> = chosen.iter().map(|w| stem(w)).collect();
    let mut forms: Vec<Vec<String>> = vec![Vec::new(); chosen.len()];
    for word in &words.words {
        let of = stem(word);
        for (_, forms) in stems.iter().zip(&mut forms).filter(|(s, _)| **s == of) {
            forms.push(format!("\"{word}\""));
        }
    }
    forms.into_iter().map(|all| all.join(" OR ")).collect()
}

/// Words from one in every few passages to one in the whole archive.
fn chosen(words: &Vocabulary) -> Vec<String> {
    let from = |number: usize| (30.0 * 1.3_f64.powi(number as i32)) as usize;
    let long = |w: &&String| w.chars().count() >= 5;
    (0..EACH).map(|n| words.words[from(n)..].iter().find(long).unwrap().clone()).collect()
}

/// Numbers of cases, paragraphs of laws, chapters of the budget, and sums.
fn keys(samples: &[Made]) -> Vec<Query> {
    let mut out = Vec::new();
    for (number, made) in samples.iter().filter(|m| !m.sum.is_empty()).take(EACH / 4).enumerate() {
        let section = format!("§ {}-{}", number * 4 + 1, number * 2 + 1);
        let chapter = format!("kap. {} post {}", 610 + number * 9, ["01", "21", "45"][number % 3]);
        for key in [&made.case, &section, &made.sum] {
            out.push(Query::new(key, format!("text : \"{key}\"")));
        }
        // Without quotation marks these would be four words, any of them.
        let quoted = format!("\"{chapter}\"");
        out.push(Query::new(&quoted, format!("text : {quoted}")));
    }
    out
}
