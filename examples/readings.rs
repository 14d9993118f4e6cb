//! Prints how documents were read as minutes: what speaks for each reading of their points.

use std::path::Path;
use styringsarkiv::{read, rules, text};

fn main() {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let Ok(pages) = read::read(Path::new(&file), &bytes) else { continue };
        let text = text::clean(&pages);
        let explained = rules::explain(&text);
        println!("{file}");
        let sum: f64 = explained.minutes.iter().map(|p| p.points).sum();
        println!("  minutes {sum:.1}");
        for p in &explained.minutes {
            println!("    {:+.1} {} {}", p.points, p.rule, p.note);
        }
        for r in &explained.readings {
            println!(
                "  {}{:.1} {} {} ({})",
                if r.chosen { "* " } else { "" },
                r.score,
                r.rule,
                r.pattern,
                r.headings
            );
            for p in &r.points {
                println!("      {:+.1} {} {}", p.points, p.rule, p.note);
            }
        }
    }
}
