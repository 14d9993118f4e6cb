//! Words as often as they stand in real text: few words often, most words hardly ever.

use crate::made::Rng;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use tantivy_fst::{IntoStreamer, Map, Streamer};

/// How many words there are. Ten thousand documents of real text have about as many.
const WORDS: usize = 300_000;
/// Up to this rank a word stands as often as one over its rank (Zipf); beyond it, words thin out faster, as
/// they do in real collections. Letters and minutes have about 900 different words among their first 2,000 and
/// 3,800 among 20,000; these have more (1,100 and 6,200), and about 90,000 in 24 MB.
const KNEE: f64 = 8_000.0;
/// How they thin out.
const BEYOND: f64 = 2.0;
/// A number in so many that stands for a share of the words.
const DRAWS: usize = 1 << 22;

/// The words, the most frequent first.
pub struct Vocabulary {
    pub words: Vec<String>,
    /// Each word as often as it is drawn.
    draws: Vec<u32>,
}

impl Vocabulary {
    /// The words of the example documents by how often they stand there, then those of the dictionary and
    /// compounds that it lacks.
    pub fn new(rng: &mut Rng) -> Self {
        let mut words = of_examples();
        let mut known: HashSet<String> = words.iter().cloned().collect();
        let dictionary = forms(include_bytes!("../../src/lexicon/data/words.fst"));
        let heads = forms(include_bytes!("../../src/lexicon/data/heads.fst"));
        while words.len() < WORDS {
            let word = rng.pick(&dictionary);
            let word = if rng.chance(40) { format!("{}{word}", rng.pick(&heads)) } else { word.clone() };
            if word.chars().count() < 28 && known.insert(word.clone()) {
                words.push(word);
            }
        }
        let weight = |rank: usize| {
            let rank = rank as f64 + 3.7;
            if rank < KNEE { 1.0 / rank } else { KNEE.powf(BEYOND - 1.0) * rank.powf(-BEYOND) }
        };
        let all: f64 = (0..words.len()).map(weight).sum();
        let mut draws = Vec::with_capacity(DRAWS + words.len());
        let mut sum = 0.0;
        for rank in 0..words.len() {
            sum += weight(rank);
            let until = (sum / all * DRAWS as f64) as usize;
            draws.resize(draws.len().max(until), rank as u32);
        }
        Self { words, draws }
    }

    /// A word, drawn as often as it stands in text.
    pub fn draw(&self, rng: &mut Rng) -> u32 {
        *rng.pick(&self.draws)
    }

    /// One of the words that documents are about.
    pub fn draw_rare(&self, rng: &mut Rng) -> u32 {
        loop {
            let word = self.draw(rng);
            if word > 300 {
                return word;
            }
        }
    }

    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }
}

fn of_examples() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut counts: HashMap<String, usize> = HashMap::new();
    for entry in walkdir::WalkDir::new(corpus).into_iter().filter_map(Result::ok) {
        if !entry.path().extension().is_some_and(|e| e == "txt" || e == "md") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default().to_lowercase();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    let mut words: Vec<(String, usize)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.into_iter().map(|(word, _)| word).collect()
}

fn forms(data: &[u8]) -> Vec<String> {
    let map = Map::from_bytes(data.to_vec()).unwrap();
    let mut stream = map.stream().into_stream();
    let mut out = Vec::new();
    while let Some((word, _)) = stream.next() {
        out.extend(String::from_utf8(word.to_vec()).ok().filter(|w| w.chars().all(char::is_alphabetic)));
    }
    out
}
