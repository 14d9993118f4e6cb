//! What searching costs, beside `SQLite`'s FTS5 over the same passages in the same run:
//! `cargo bench --bench searching [-- DOCUMENTS]`. Without a number, 10,000 documents are made.
//!
//! Each query gives, on both sides, the ten best passages with snippet, path and title, all facets counted in
//! documents (each without its own filter), and hits and documents by year. Both indexes are warm; the two
//! sides take turns, query by query.
//!
//! FTS5 is asked for the same: a word's inflections, joined by OR, in the passage and in the headings above it;
//! phrases, beginnings and numbers in the passage. It has what makes it fast: prefix indexes, one segment, memory
//! mapping, statements prepared once, the matches found once for everything that is counted. Ours does more: it
//! finds parts of compounds and other names, folds near-duplicates among the best, and says why each hit matches, and
//! has all cores go through what much matches. The two write their snippets in their own way.
//!
//! Times by the clock are of searching; processor time is measured for the analyser and for indexing, which
//! has several threads. Nothing is asserted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::cast_possible_wrap)] // Numbers of documents and ranks.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::format_push_string)]

mod made;
mod queries;
mod sqlite;
mod words;

use made::{Made, Rng, make};
use queries::Query;
use rustix::time::{ClockId, clock_gettime};
use sqlite::Fts;
use std::hint::black_box;
use std::time::{Duration, Instant};
use styringsarkiv::archive::{Analyser, Archive, Commit, Entry, Request};
use styringsarkiv::model::Layout;
use words::Vocabulary;

/// How many documents are made where no number is named.
const DOCUMENTS: usize = 10_000;
/// How often each query is measured, and the time after which it is measured no more.
const TIMES: usize = 9;
/// See [`TIMES`].
const ENOUGH: Duration = Duration::from_secs(4);
/// How many of the documents the queries are taken from.
const SAMPLES: usize = 40;
/// How much text the analyser is measured with, in bytes.
const ANALYSED: usize = 24_000_000;

fn main() {
    // Cargo itself adds `--bench`.
    let documents = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(DOCUMENTS);
    let scratch = tempfile::tempdir().unwrap();
    let words = Vocabulary::new(&mut Rng::new(1));
    let analyser = analyser_speed(&words);

    let index = scratch.path().join("index");
    let mut fts = Fts::create(scratch.path()).unwrap();
    let (indexing, bytes) = fill(&Archive::open_or_create(&index).unwrap(), &mut fts, documents, &words);
    let archive = Archive::open(&index).unwrap();
    let samples: Vec<Made> = (0..SAMPLES).map(|n| make(n * documents / SAMPLES, &words)).collect();

    println!("{documents} documents, {:.0} MB of text\n", bytes as f64 / 1e6);
    println!("| | p50 | p95 | FTS5 p50 | FTS5 p95 | times faster, p50 | p95 |");
    println!("|---|---|---|---|---|---|---|");
    for (sort, queries) in queries::all(&words, &samples) {
        let (ours, theirs) = measured(&archive, &fts, &queries);
        let ms = |d: Duration| format!("{:.2} ms", d.as_secs_f64() * 1e3);
        let at = |times: &[Duration], share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        let [a, b] = [0.5, 0.95].map(|share| (at(&ours, share), at(&theirs, share)));
        let times = |(ours, theirs): (Duration, Duration)| theirs.as_secs_f64() / ours.as_secs_f64();
        println!(
            "| {sort} | {} | {} | {} | {} | {:.0} | {:.0} |",
            ms(a.0),
            ms(b.0),
            ms(a.1),
            ms(b.1),
            times(a),
            times(b)
        );
    }
    println!("\n| | MB of text per CPU second | at least |");
    println!("|---|---|---|");
    println!("| analyser | {analyser:.1} | 24 |");
    println!("| indexing | {indexing:.1} | 8 |");
}

/// Processor time of this process or this thread, in seconds.
fn cpu(clock: ClockId) -> f64 {
    let time = clock_gettime(clock);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Text that becomes terms, in MB per CPU second.
fn analyser_speed(words: &Vocabulary) -> f64 {
    let mut texts = Vec::new();
    let mut bytes = 0;
    for number in 0.. {
        if bytes > ANALYSED {
            break;
        }
        let made = make(number, words);
        bytes += made.passages.iter().map(|p| p.text.len()).sum::<usize>();
        texts.extend(made.passages.into_iter().map(|p| p.text));
    }
    let mut analyser = Analyser::default();
    let before = cpu(ClockId::ThreadCPUTime);
    for text in &texts {
        analyser.each(text, |term, sort, position, range| {
            black_box((term, sort, position, range));
        });
    }
    bytes as f64 / 1e6 / (cpu(ClockId::ThreadCPUTime) - before)
}

/// Fills both indexes. Returns what ours indexed, in MB per CPU second, and how much text there is.
fn fill(archive: &Archive, fts: &mut Fts, documents: usize, words: &Vocabulary) -> (f64, usize) {
    let mut writer = archive.writer().unwrap();
    let mut bytes = 0;
    // What this thread does beside: it makes documents and fills the other index.
    let mut beside = 0.0;
    let begun = cpu(ClockId::ProcessCPUTime);
    for number in 0..documents {
        let before = cpu(ClockId::ThreadCPUTime);
        let made = make(number, words);
        fts.add(&made).unwrap();
        beside += cpu(ClockId::ThreadCPUTime) - before;
        bytes += made.text.as_str().len();
        let Made { document, text, passages, state, .. } = &made;
        let (pages, layout) = (text.pages(), &Layout::of(text));
        writer.add(&Entry { document, text: text.as_str(), pages, layout, passages, state }).unwrap();
        let before = cpu(ClockId::ThreadCPUTime);
        drop(made);
        beside += cpu(ClockId::ThreadCPUTime) - before;
    }
    writer.commit(&Commit { extraction: None, complete: true }).unwrap();
    writer.finish().unwrap();
    let spent = cpu(ClockId::ProcessCPUTime) - begun - beside;
    fts.finish().unwrap();
    (bytes as f64 / 1e6 / spent, bytes)
}

/// The times of all queries on both sides, sorted.
fn measured(archive: &Archive, fts: &Fts, queries: &[Query]) -> (Vec<Duration>, Vec<Duration>) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for query in queries {
        let request =
            Request { query: query.ours.clone(), filters: query.filters(), limit: 10, ..Request::default() };
        let search = || archive.search(&request).unwrap();
        let other = || fts.search(query).unwrap();
        // What is read for the first time comes from disk.
        black_box((search(), other()));
        let begun = Instant::now();
        for _ in 0..TIMES {
            ours.push(clocked(search));
            theirs.push(clocked(other));
            if begun.elapsed() > ENOUGH {
                break;
            }
        }
    }
    ours.sort();
    theirs.sort();
    (ours, theirs)
}

fn clocked<T>(run: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(run());
    begun.elapsed()
}
