//! How well the search ranks: judged queries, and what the search gives for them.
//!
//! A query's judgements quote passages and grade them: 2 for what is about the matter, 1 for what touches it.
//! A hit is relevant when it holds a quote, whatever its spaces, signs and case. nDCG@10 is 1.0 when the best
//! ten possible stand in the best order; recall@20 is the part of the judged passages among the first twenty.

use crate::archive::{Archive, Request};
use crate::error::{Error, Result};
use serde::Deserialize;
use std::path::Path;

/// A judged query, one JSON object a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// As a person types it.
    pub query: String,
    /// The passages that belong to it.
    pub relevant: Vec<Relevant>,
}

/// A passage that belongs to a query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relevant {
    /// How the path of its document ends.
    pub file: String,
    /// Words of it.
    pub quote: String,
    /// 2 for what is about the matter, 1 for what touches it.
    pub grade: u8,
}

/// How well one query is answered.
#[derive(Debug, Clone)]
pub struct Evaluated {
    /// The query.
    pub query: String,
    /// From 0 to 1, over the first ten hits.
    pub ndcg_at_10: f64,
    /// From 0 to 1, over the first twenty hits.
    pub recall_at_20: f64,
    /// Quotes that are not among the first twenty hits.
    pub missing: Vec<String>,
}

/// A passage longer than this, in code points, says too little of where in it the answer stands.
const LONGEST: usize = 3000;
/// How many hits recall is measured over.
const HITS: usize = 20;
/// How many of them the ranking is measured over.
const RANKED: usize = 10;

/// Reads judged queries. The error names the line.
pub fn read(file: &Path) -> Result<Vec<Judged>> {
    let text = std::fs::read_to_string(file).map_err(|e| Error::io(file, e))?;
    let mut out = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()) {
        let wrong = |why: String| Error::unreadable(file, format!("line {number}: {why}"));
        let judged: Judged = serde_json::from_str(line).map_err(|e| {
            wrong(format!(
                "{e}; each line is {{\"query\": …, \"relevant\": [{{\"file\": …, \"quote\": …, \"grade\": 1 or 2}}]}}"
            ))
        })?;
        if judged.relevant.is_empty() {
            return Err(wrong(
                "the query has no judged passage, so nothing can be measured by it".to_owned(),
            ));
        }
        if let Some(r) =
            judged.relevant.iter().find(|r| !(1..=2).contains(&r.grade) || squash(&r.quote).is_empty())
        {
            return Err(wrong(format!("{:?} needs a quote with letters and the grade 1 or 2", r.quote)));
        }
        out.push(judged);
    }
    if out.is_empty() {
        return Err(Error::unreadable(file, "it holds no judged query"));
    }
    Ok(out)
}

/// Asks the archive a judged query and measures the answer.
pub fn evaluate(archive: &Archive, judged: &Judged) -> Result<Evaluated> {
    let request = Request { query: judged.query.clone(), limit: HITS, ..Request::default() };
    let answer = archive.search(&request)?;
    let mut found = vec![false; judged.relevant.len()];
    let mut gains = Vec::new();
    for hit in &answer.hits {
        let text = squash(&hit.text);
        let mut gain = 0;
        if hit.text.chars().count() <= LONGEST {
            for (relevant, found) in judged.relevant.iter().zip(&mut found) {
                // A passage gains once, however often it is found.
                if !*found && hit.path.ends_with(&relevant.file) && text.contains(&squash(&relevant.quote)) {
                    *found = true;
                    gain = gain.max(relevant.grade);
                }
            }
        }
        gains.push(gain);
    }
    let mut ideal: Vec<u8> = judged.relevant.iter().map(|r| r.grade).collect();
    ideal.sort_unstable_by_key(|g| std::cmp::Reverse(*g));
    let missing = judged.relevant.iter().zip(&found).filter(|(_, found)| !**found);
    let recalled = found.iter().filter(|f| **f).count();
    Ok(Evaluated {
        query: judged.query.clone(),
        ndcg_at_10: (discounted(&gains) / discounted(&ideal)).min(1.0),
        recall_at_20: recalled as f64 / judged.relevant.len() as f64,
        missing: missing.map(|(r, _)| format!("{}: {}", r.file, r.quote)).collect(),
    })
}

/// Mean nDCG@10 and recall@20.
#[must_use]
pub fn mean(all: &[Evaluated]) -> (f64, f64) {
    let count = all.len().max(1) as f64;
    let sum = |of: fn(&Evaluated) -> f64| all.iter().map(of).sum::<f64>() / count;
    (sum(|e| e.ndcg_at_10), sum(|e| e.recall_at_20))
}

fn discounted(gains: &[u8]) -> f64 {
    let gain = |(place, gain): (i32, &u8)| (2_f64.powi(i32::from(*gain)) - 1.0) / f64::from(place).log2();
    (2..).zip(gains.iter().take(RANKED)).map(gain).sum()
}

/// Letters and digits only, in small letters.
fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
