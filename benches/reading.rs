//! What reading PDF costs, beside pdftotext on the same files in the same run:
//! `cargo bench --bench reading [-- FOLDER]`. Without a folder, letters made for the purpose are read.
//!
//! Prints processor time, not time by the clock, of everything that each side starts: for `arkiv` the
//! worker processes and what passes through the pipes, for pdftotext one process a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::format_push_string)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use styringsarkiv::worker::{Input, Limits, Reader, Stop};

#[path = "../tests/described/mod.rs"]
#[allow(dead_code)] // The other users take the other parts.
mod described;

/// How many letters are made where no folder is named.
const LETTERS: u64 = 100;

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    // Cargo itself adds `--bench`.
    let folder = std::env::args().skip(1).find(|a| !a.starts_with('-')).map(PathBuf::from);
    let files = match &folder {
        Some(folder) => pdfs(folder),
        None => made(scratch.path()),
    };
    let (Some(ours), Some(theirs)) = (ours(&files), theirs(&files)) else { return };
    println!("| {} PDF files | CPU s | ratio |", files.len());
    println!("|---|---|---|");
    println!("| arkiv | {ours:.2} | {:.2} |", ours / theirs);
    println!("| pdftotext | {theirs:.2} | 1.00 |");
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(|e| Some(e.ok()?.into_path()))
        .filter(|p| p.extension().is_some_and(|e| e == "pdf"))
        .collect();
    out.sort();
    out
}

fn made(folder: &Path) -> Vec<PathBuf> {
    let make = |seed: u64| {
        let file = folder.join(format!("{seed}.pdf"));
        std::fs::write(&file, described::pdf::render(&described::random::description(seed))).unwrap();
        file
    };
    (0..LETTERS).map(make).collect()
}

fn ours(files: &[PathBuf]) -> Option<f64> {
    let before = cpu()?;
    let reader =
        Reader::workers(PathBuf::from(env!("CARGO_BIN_EXE_arkiv")), Limits::default(), Stop::default());
    for file in files {
        if let Err(e) = reader.read(&Input::file(file)) {
            eprintln!("{e}");
        }
    }
    // The workers' time is known when they have ended.
    drop(reader);
    Some(cpu()? - before)
}

fn theirs(files: &[PathBuf]) -> Option<f64> {
    let before = cpu()?;
    for file in files {
        let run =
            Command::new("pdftotext").arg(file).arg("-").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if run.is_err() {
            eprintln!("pdftotext is not installed (Debian, Ubuntu: apt install poppler-utils)");
            return None;
        }
    }
    Some(cpu()? - before)
}

/// Processor time of this process and of its children that have ended, in seconds.
fn cpu() -> Option<f64> {
    const TICKS: f64 = 100.0;
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else {
        eprintln!("processor time is only measured on Linux");
        return None;
    };
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(fields.get(11..15)?.iter().filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / TICKS)
}
