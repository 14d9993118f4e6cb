//! Makes random documents in several formats, reads them, and prints how much of what they say is found:
//! `cargo run --example roundtrip -- --seed 1 --documents 50 --formats text,markdown [--show] [--keep DIR]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::format_push_string)]

use clap::Parser;
use described::roundtrip::{FORMATS, Format, Outcome, run, table};
use std::path::PathBuf;
use styringsarkiv::ingest::{Desk, Engine};
use styringsarkiv::read::ocr::Tesseract;
use styringsarkiv::worker::Reader;

#[path = "../tests/described/mod.rs"]
#[allow(dead_code)] // The other users take the other parts.
mod described;

/// Makes random documents, reads them, and prints precision / recall by format and class.
#[derive(Parser)]
struct Args {
    /// The seed of the first document; each has the next one.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many documents of each format.
    #[arg(long, default_value_t = 50)]
    documents: u64,
    /// The formats, of all that can be made.
    #[arg(long, value_delimiter = ',')]
    formats: Vec<String>,
    /// Prints every difference too.
    #[arg(long)]
    show: bool,
    /// Keeps the documents in this folder.
    #[arg(long)]
    keep: Option<PathBuf>,
}

fn main() {
    let args = Args::parse();
    let scratch = tempfile::tempdir().unwrap();
    let dir = args.keep.as_deref().unwrap_or(scratch.path());
    std::fs::create_dir_all(dir).unwrap();
    for name in args.formats.iter().filter(|n| !FORMATS.iter().any(|f| f.name == n.as_str())) {
        let known: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
        eprintln!("no format {name:?}; there are {}", known.join(", "));
    }
    // The documents are our own: they are read in this process.
    let desk = Desk::new(Reader::here(), Tesseract::find(), Engine::Both);
    let wanted = |f: &&Format| args.formats.is_empty() || args.formats.iter().any(|n| n == f.name);
    let outcomes: Vec<(&str, Outcome)> = FORMATS
        .iter()
        .filter(wanted)
        .map(|f| (f.name, run(f, args.seed, args.documents, dir, &desk)))
        .collect();
    println!(
        "Precision / recall, {} documents from seed {}.\n\n{}",
        args.documents,
        args.seed,
        table(&outcomes)
    );
    for (name, outcome) in &outcomes {
        if let (Outcome::Measured(m), true) = (outcome, args.show) {
            println!("{name}:");
            m.differences.iter().for_each(|d| println!("  {d}"));
        }
    }
}
