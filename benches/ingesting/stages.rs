//! The stages one by one: each gets what the one before it made.

use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use styringsarkiv::archive::Analyser;
use styringsarkiv::model::{Given, Source};
use styringsarkiv::passages::passages;
use styringsarkiv::{outline, read, rules, text};

const STAGES: [&str; 5] = ["read", "clean", "outline", "rules", "passages and analysis"];
/// How many of them come before the index.
pub const BEFORE_INDEX: usize = 4;

/// Processor time of each stage, in seconds.
pub fn measured(files: &[PathBuf]) -> Vec<(&'static str, f64)> {
    let mut analyser = Analyser::default();
    // Patterns are compiled when they are first needed.
    for file in files.iter().take(files.len().div_ceil(20)) {
        document(file, &mut analyser, &mut [0.0; STAGES.len()]);
    }
    let mut seconds = [0.0; STAGES.len()];
    for file in files {
        document(file, &mut analyser, &mut seconds);
    }
    STAGES.into_iter().zip(seconds).collect()
}

fn document(file: &Path, analyser: &mut Analyser, seconds: &mut [f64; STAGES.len()]) {
    let bytes = std::fs::read(file).unwrap();
    let mut at = cpu();
    let mut lap = |stage: usize| {
        let now = cpu();
        seconds[stage] += now - at;
        at = now;
    };
    let pages = read::read(file, &bytes).unwrap();
    lap(0);
    let text = text::clean(&pages);
    lap(1);
    black_box(outline::outline(&text));
    lap(2);
    let source = Source {
        path: file.to_string_lossy().into_owned(),
        other_paths: Vec::new(),
        sha256: "00".repeat(32),
        bytes: bytes.len() as u64,
        media_type: pages.media_type.to_string(),
        pages: text.page_count(),
        ocr_pages: Vec::new(),
        ocr_confidence: None,
        parent: None,
        versions: Vec::new(),
    };
    let (document, outline) = rules::extract(&text, &Given::default(), source);
    lap(3);
    for passage in passages(&document, &text, &outline) {
        analyser.each(&passage.text, |term, sort, position, range| {
            black_box((term, sort, position, range));
        });
    }
    lap(4);
    // `extract` makes the outline itself; that is no work of the rules.
    let outlined = cpu();
    black_box(outline::outline(&text));
    seconds[3] -= cpu() - outlined;
}

/// Processor time of this thread, in seconds.
fn cpu() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
