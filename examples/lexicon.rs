//! Makes `src/lexicon/data/*.fst` from Norsk Ordbank as the Python package `spacy-lookups-data` holds it:
//! `cargo run --example lexicon -- nb_lemma_exc.json.gz`, or `scripts/lexicon`, which also fetches it. The same
//! input gives the same bytes.
//!
//! What words can be parts of compounds, and how readily, is counted in the dictionary itself: in how many of
//! its entries a beginning leaves a word that it has, and in how many an end does. A beginning such as `rap`
//! mostly begins words that are no compounds (`rapport`), so a count is lowered where it explains few of the
//! entries with that beginning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::Path;
use tantivy_fst::MapBuilder;

/// A count is lowered below one part in this many.
const EXPLAINED: f64 = 3.0;
/// Two-letter words that are parts; most of that length are none.
const SHORT: [&str; 3] = ["år", "by", "øy"];
/// The number of a form in `words.fst` that is never parted.
const WHOLE: u64 = 14;
/// Bit 4 and up of a head: which letter links it (see `src/lexicon/split.rs`).
const LINKED: u64 = 16;

type Counts = HashMap<String, f64>;

#[derive(Default)]
struct Dictionary {
    /// Form → its lemmas, each with whether it is a noun, an adjective or a verb.
    forms: BTreeMap<String, HashSet<(char, String)>>,
    nouns: HashSet<String>,
    adjectives: HashSet<String>,
    verbs: HashSet<String>,
}

struct Lists {
    particles: HashSet<String>,
    suffixes: HashSet<String>,
    heads: HashSet<String>,
    whole: HashSet<String>,
}

fn main() {
    let input = std::env::args().nth(1).expect("usage: lexicon nb_lemma_exc.json.gz");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/data");
    let list = |name: &str| -> HashSet<String> {
        let text = std::fs::read_to_string(data.join(name)).unwrap();
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
    };
    let lists = Lists {
        particles: list("particles.txt"),
        suffixes: list("suffixes.txt"),
        heads: list("heads.txt"),
        whole: list("whole.txt"),
    };
    let dictionary = read(Path::new(&input), list("nouns.txt"));
    let (heads, tails) = productivity(&dictionary, &lists);
    write(&data.join("heads.fst"), head_values(&dictionary, &lists, &heads, &tails));
    write(&data.join("words.fst"), word_values(&dictionary, &lists, &tails));
}

fn read(path: &Path, nouns: HashSet<String>) -> Dictionary {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let json: HashMap<String, HashMap<String, Vec<String>>> = serde_json::from_str(&text).unwrap();
    let usable = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_lowercase);
    let mut out = Dictionary::default();
    for (class, forms) in json {
        for (form, lemmas) in forms {
            for lemma in lemmas.iter().filter(|l| usable(l)) {
                match class.as_str() {
                    "noun" => out.nouns.insert(lemma.clone()),
                    "adj" => out.adjectives.insert(lemma.clone()),
                    "verb" => out.verbs.insert(lemma.clone()),
                    _ => false,
                };
                if usable(&form) {
                    let class = class.chars().next().unwrap();
                    out.forms.entry(form.clone()).or_default().insert((class, lemma.clone()));
                }
            }
        }
    }
    for noun in nouns {
        out.forms.entry(noun.clone()).or_default().insert(('n', noun.clone()));
        out.nouns.insert(noun);
    }
    more_nouns(&mut out);
    out
}

/// The package names one lemma a form (`saker` is of `sake` alone) and lacks many verbal nouns.
fn more_nouns(dictionary: &mut Dictionary) {
    let verbal: Vec<String> = dictionary
        .verbs
        .iter()
        .filter(|v| v.chars().count() >= 6)
        .filter_map(|v| v.strip_suffix('e').map(|stem| format!("{stem}ing")))
        .filter(|noun| !dictionary.nouns.contains(noun))
        .collect();
    for noun in verbal {
        for ending in ["", "en", "a", "er", "ene"] {
            let form = format!("{noun}{ending}");
            dictionary.forms.entry(form).or_default().insert(('n', noun.clone()));
        }
        dictionary.nouns.insert(noun);
    }
    for noun in &dictionary.nouns {
        let endings: &[&str] = if noun.ends_with('e') {
            &["", "n", "r", "ne", "t"]
        } else {
            &["", "en", "er", "ene", "et", "a"]
        };
        for ending in endings {
            if let Some(lemmas) = dictionary.forms.get_mut(&format!("{noun}{ending}")) {
                lemmas.insert(('n', noun.clone()));
            }
        }
    }
}

impl Dictionary {
    fn has(&self, word: &str) -> bool {
        self.nouns.contains(word) || self.adjectives.contains(word)
    }

    /// Whether a beginning can be a first part for all the dictionary says of it alone.
    fn can_begin(&self, word: &str) -> bool {
        if word.chars().count() < 3 {
            return SHORT.contains(&word);
        }
        self.has(word)
            || self.verbs.contains(word)
            || word.strip_suffix('s').is_some_and(|w| self.nouns.contains(w))
            || word.strip_suffix('e').is_some_and(|w| self.has(w))
    }
}

/// Every way to part a word in two, at least two letters each.
fn cuts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let last = ends.len().saturating_sub(2);
    (2..=last.max(1)).filter(move |n| *n <= last).map(move |n| word.split_at(ends[n]))
}

impl Lists {
    fn never_begins(&self, head: &str) -> bool {
        self.particles.contains(head) || head.strip_suffix('s').is_some_and(|h| self.particles.contains(h))
    }
}

/// How many compounds each beginning and each end makes, after three rounds: what counts as a compound in one
/// round is what the round before found to be parts.
fn productivity(dictionary: &Dictionary, lists: &Lists) -> (Counts, Counts) {
    let entries: Vec<&String> = dictionary.nouns.union(&dictionary.adjectives).collect();
    let (mut heads, mut tails) = (Counts::new(), Counts::new());
    for round in 0..3 {
        let enough = |counts: &Counts, part: &str| round == 0 || counts.get(part).is_some_and(|c| *c >= 3.0);
        let (mut new_heads, mut new_tails) = (Counts::new(), Counts::new());
        for entry in &entries {
            for (head, tail) in cuts(entry) {
                if lists.suffixes.contains(tail) || lists.never_begins(head) || !dictionary.has(tail) {
                    continue;
                }
                if tail.chars().count() > 3 && enough(&tails, tail) {
                    *new_heads.entry(head.to_owned()).or_default() += 1.0;
                }
                if dictionary.can_begin(head) && enough(&heads, head) {
                    *new_tails.entry(tail.to_owned()).or_default() += 1.0;
                }
            }
        }
        (heads, tails) = (new_heads, new_tails);
    }
    let (mut begin, mut end) = (Counts::new(), Counts::new());
    for entry in entries.into_iter().chain(dictionary.verbs.difference(&dictionary.nouns)) {
        for (head, tail) in cuts(entry) {
            *begin.entry(head.to_owned()).or_default() += 1.0;
            *end.entry(tail.to_owned()).or_default() += 1.0;
        }
    }
    let lower = |counts: &mut Counts, all: &Counts| {
        for (part, count) in counts {
            *count *= (*count / all[part] * EXPLAINED).min(1.0);
        }
    };
    lower(&mut heads, &begin);
    lower(&mut tails, &end);
    (heads, tails)
}

/// A count as the splitter wants it: twice its binary logarithm, at most 12.
fn class(count: f64) -> u64 {
    ((1.0 + count).log2() * 2.0).round().min(12.0) as u64
}

fn head_values(
    dictionary: &Dictionary,
    lists: &Lists,
    counts: &Counts,
    tails: &Counts,
) -> BTreeMap<String, u64> {
    let mut heads: BTreeMap<String, f64> = BTreeMap::new();
    for (head, count) in counts {
        if dictionary.can_begin(head) || lists.heads.contains(head) {
            heads.insert(head.clone(), *count);
        }
    }
    for head in &lists.heads {
        heads.entry(head.clone()).or_insert(1.0);
    }
    for word in &lists.whole {
        for head in [word.clone(), format!("{word}s")] {
            heads.insert(head, f64::MAX);
        }
    }
    for word in dictionary.nouns.union(&dictionary.adjectives) {
        if word.chars().count() > 2 {
            heads.entry(word.clone()).or_insert(0.0);
        }
    }
    for noun in dictionary.nouns.iter().filter(|n| n.chars().count() > 3) {
        heads.entry(format!("{noun}s")).or_insert(0.0);
    }
    let ends = |word: &str| tails.get(word).copied().unwrap_or_default();
    let linked = |head: &str| {
        let base = |l: char| head.strip_suffix(l).filter(|w| dictionary.has(w) && w.chars().count() > 1);
        if dictionary.has(head) {
            // `saks` is a pair of scissors, but saksbehandling is of a `sak`.
            base('s').is_some_and(|w| ends(w) > 4.0 * (1.0 + ends(head)))
        } else {
            base('s').or(base('e')).is_some()
        }
    };
    heads
        .into_iter()
        .filter(|(head, _)| !lists.never_begins(head))
        .map(|(head, count)| {
            let link = if linked(&head) { LINKED } else { 0 };
            (head, class(count) + link)
        })
        .collect()
}

/// 0: a word that is no last part; [`WHOLE`]; else 1 and the class of the most productive lemma of the form.
fn word_values(dictionary: &Dictionary, lists: &Lists, counts: &Counts) -> BTreeMap<String, u64> {
    let value = |form: &str, kind: char, lemma: &str| -> u64 {
        if [form, lemma].iter().any(|w| lists.suffixes.contains(*w) || lists.particles.contains(*w)) {
            return 0;
        }
        if lists.whole.contains(lemma) {
            return WHOLE;
        }
        let length = lemma.chars().count();
        match kind {
            'n' | 'a' if length > 2 || SHORT.contains(&lemma) => {
                1 + class(counts.get(lemma).copied().unwrap_or_default())
            }
            'v' if length > 4 && form.chars().count() > 4 => 1 + class(1.0),
            _ => 0,
        }
    };
    dictionary
        .forms
        .iter()
        .map(|(form, lemmas)| {
            let best = lemmas.iter().map(|(kind, lemma)| value(form, *kind, lemma)).max();
            (form.clone(), best.unwrap_or_default())
        })
        .collect()
}

fn write(path: &Path, map: BTreeMap<String, u64>) {
    let mut builder = MapBuilder::memory();
    let entries = map.len();
    for (word, value) in map {
        builder.insert(word, value).unwrap();
    }
    let bytes = builder.into_inner().unwrap();
    println!("{}: {entries} entries, {} bytes", path.display(), bytes.len());
    std::fs::write(path, bytes).unwrap();
}
