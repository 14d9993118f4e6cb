//! What reading documents into an index costs: `cargo bench --bench ingesting [-- DOCUMENTS] [--curve]`. Without a
//! number, 1,000 documents are made; with `--curve`, ten times as many, too.
//!
//! Prints how much text a second of processor time takes in: stage by stage, on one thread, and for the whole
//! program as a user runs it, with its workers. Beside it, where they are installed, what others take for the
//! same files: `recollindex`, and `cat` (`pdftotext` for PDF) into `SQLite`'s FTS5. They find no assignments and no
//! conclusions; they are there for scale. Nothing is asserted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::cast_possible_wrap)] // Numbers of documents and ranks.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::format_push_string)]

#[path = "../searching/made.rs"]
#[allow(dead_code)] // The other user takes the other parts.
mod made;
mod others;
mod process;
mod stages;
#[path = "../searching/words.rs"]
#[allow(dead_code)]
mod words;

use made::{Rng, make};
use process::{Spent, run};
use std::path::{Path, PathBuf};
use std::process::Command;
use words::Vocabulary;

/// How many documents are made where no number is named.
const DOCUMENTS: usize = 1_000;
/// How many documents a folder holds, as those of an agency in a year.
const FOLDER: usize = 50;

fn main() {
    // Cargo itself adds `--bench`.
    let args: Vec<String> = std::env::args().skip(1).collect();
    let documents = args.iter().find_map(|a| a.parse().ok()).unwrap_or(DOCUMENTS);
    let scratch = tempfile::tempdir().unwrap();
    let corpus = Corpus::write(&scratch.path().join("corpus"), documents);
    println!("{documents} documents, {:.1} MB of text\n", corpus.megabytes());
    by_stage(&corpus);
    whole(&corpus, scratch.path());
    if args.iter().any(|a| a == "--curve") {
        curve(&corpus, scratch.path());
    }
}

/// Files made for the purpose.
struct Corpus {
    folder: PathBuf,
    files: Vec<PathBuf>,
    bytes: usize,
}

impl Corpus {
    fn write(folder: &Path, documents: usize) -> Self {
        let words = Vocabulary::new(&mut Rng::new(1));
        let mut corpus = Self { folder: folder.to_owned(), files: Vec::new(), bytes: 0 };
        for number in 0..documents {
            let below = folder.join(format!("{:04}", number / FOLDER));
            std::fs::create_dir_all(&below).unwrap();
            let file = below.join(format!("{number:06}.txt"));
            let made = make(number, &words);
            let text = made.text.as_str();
            std::fs::write(&file, text).unwrap();
            corpus.bytes += text.len();
            corpus.files.push(file);
        }
        corpus
    }

    fn megabytes(&self) -> f64 {
        self.bytes as f64 / 1e6
    }
}

fn by_stage(corpus: &Corpus) {
    let stages = stages::measured(&corpus.files);
    println!("| stage | CPU s | MB of text per CPU second |");
    println!("|---|---|---|");
    let row = |name: &str, seconds: f64| {
        println!("| {name} | {seconds:.2} | {:.1} |", corpus.megabytes() / seconds);
    };
    for (name, seconds) in &stages {
        row(name, *seconds);
    }
    row("all before the index", stages.iter().take(stages::BEFORE_INDEX).map(|(_, s)| s).sum());
    println!();
}

fn whole(corpus: &Corpus, scratch: &Path) {
    println!("| whole run | CPU s | MB of text per CPU second | peak memory |");
    println!("|---|---|---|---|");
    let row = |name: &str, spent: Result<Spent, String>| match spent {
        Ok(spent) => println!(
            "| {name} | {:.2} | {:.1} | {} |",
            spent.seconds,
            corpus.megabytes() / spent.seconds,
            spent.peak.map_or("not measured".to_owned(), |peak| format!("{:.0} MB", peak as f64 / 1e6))
        ),
        Err(why) => println!("| {name} | skipped: {why} | | |"),
    };
    row("arkiv index", index(corpus, &scratch.join("index")));
    row("recollindex", others::recoll(corpus, &scratch.join("recoll")));
    row("pdftotext or cat, then FTS5", others::fts(corpus, &scratch.join("fts5.sqlite")));
    println!();
}

/// The program as a user runs it.
fn index(corpus: &Corpus, index: &Path) -> Result<Spent, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arkiv"));
    command.arg("index").arg(&corpus.folder).arg("--index").arg(index);
    run(&mut command)
}

/// What a document costs in a small archive, and in one ten times as large.
fn curve(small: &Corpus, scratch: &Path) {
    let large = Corpus::write(&scratch.join("large"), small.files.len() * 10);
    println!("| documents | CPU ms a document | peak memory |");
    println!("|---|---|---|");
    for (corpus, name) in [(small, "small"), (&large, "large")] {
        match index(corpus, &scratch.join(format!("index-{name}"))) {
            Ok(spent) => println!(
                "| {} | {:.2} | {} |",
                corpus.files.len(),
                spent.seconds * 1e3 / corpus.files.len() as f64,
                spent.peak.map_or("not measured".to_owned(), |peak| format!("{:.0} MB", peak as f64 / 1e6))
            ),
            Err(why) => println!("| {} | {why} | |", corpus.files.len()),
        }
    }
}
