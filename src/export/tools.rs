//! What `arkiv analyze` and `arkiv evaluate` print.

use super::tables::{Column, Row};
use crate::archive::Token;
use schemars::JsonSchema;
use serde::Serialize;

/// A term under which a text is found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TokenRow {
    /// Number of the word in the text, from 0.
    pub position: usize,
    /// What the term says of the word: `stem`, `printed`, `part` of a compound, `joined` with its neighbours, or
    /// `capitals` as printed.
    pub sort: String,
    /// The term.
    pub term: String,
    /// What it stands for, as printed.
    pub printed: String,
    /// First code point of that in the text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl TokenRow {
    /// The row of a token of `text`.
    #[must_use]
    pub fn new(text: &str, token: &Token) -> Self {
        let count = |to: usize| text.get(..to).map_or(0, |s| s.chars().count());
        Self {
            position: token.position,
            sort: token.sort.name().to_owned(),
            term: token.term.clone(),
            printed: text.get(token.range.clone()).unwrap_or("").to_owned(),
            start: count(token.range.start),
            end: count(token.range.end),
        }
    }
}

impl Row for TokenRow {
    const COLUMNS: &'static [Column] = &[
        Column { name: "position", doc: "number of the word in the text, from 0" },
        Column { name: "sort", doc: "what the term says of the word" },
        Column { name: "term", doc: "the term" },
        Column { name: "printed", doc: "what it stands for, as printed" },
        Column { name: "start", doc: "its first code point in the text" },
        Column { name: "end", doc: "one past the last" },
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.position.to_string(),
            self.sort.clone(),
            self.term.clone(),
            self.printed.clone(),
            self.start.to_string(),
            self.end.to_string(),
        ]
    }
}

/// How well one judged query is answered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EvaluatedRow {
    /// The query.
    pub query: String,
    /// From 0 to 1, over the first ten hits.
    pub ndcg_at_10: f64,
    /// From 0 to 1, over the first twenty hits.
    pub recall_at_20: f64,
    /// Judged passages that are not among the first twenty hits, as `FILE: QUOTE`.
    pub missing: Vec<String>,
}

impl Row for EvaluatedRow {
    const COLUMNS: &'static [Column] = &[
        Column { name: "query", doc: "the query" },
        Column { name: "ndcg_at_10", doc: "from 0 to 1, over the first ten hits" },
        Column { name: "recall_at_20", doc: "from 0 to 1, over the first twenty hits" },
        Column { name: "missing", doc: "judged passages that are not among them, separated by `; `" },
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.query.clone(),
            format!("{:.3}", self.ndcg_at_10),
            format!("{:.3}", self.recall_at_20),
            self.missing.join("; "),
        ]
    }
}
