//! What a run has to note, in words. What is noted of many files is said once.

use crate::ingest::Note;
use std::fmt::Write as _;

/// So many notes of one sort are said one by one.
const APART: usize = 5;
/// So many of the others are given as examples.
const EXAMPLES: usize = 3;

/// The notes as lines, those of one sort together.
pub(super) fn lines(notes: &[Note]) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<&Note>)> = Vec::new();
    for note in notes {
        match groups.iter_mut().find(|(sort, _)| *sort == self::sort(note)) {
            Some((_, group)) => group.push(note),
            None => groups.push((sort(note), vec![note])),
        }
    }
    groups.iter().flat_map(|(_, group)| group_lines(group)).collect()
}

fn group_lines(group: &[&Note]) -> Vec<String> {
    if group.len() <= APART {
        return group.iter().map(|note| line(note)).collect();
    }
    let mut out = many(group);
    for (n, note) in group.iter().take(EXAMPLES).enumerate() {
        let _ = write!(out, "{}{}", if n == 0 { ": " } else { ", " }, example(note));
    }
    let _ = write!(out, " and {} more", group.len() - EXAMPLES);
    vec![out]
}

/// What notes of one sort have in common.
fn sort(note: &Note) -> &str {
    match note {
        Note::SameBytes { .. } => "same bytes",
        Note::Version { .. } => "version",
        // The pages differ from document to document, what would help does not.
        Note::Unread { why, .. } => why.split_once(": ").map_or(why, |(_, help)| help),
        Note::LeftOut { .. } => "left out",
    }
}

fn line(note: &Note) -> String {
    match note {
        Note::SameBytes { path, main } => {
            format!("{path} has the same bytes as {main}; it is indexed once, under the latter")
        }
        Note::Version { path, main } => {
            format!("{path} is another version of {main}; it is shown once, under the latter")
        }
        Note::Unread { path, why } => format!("{path}: {why}"),
        Note::LeftOut { extensions } => {
            let all: Vec<String> = extensions.iter().map(|(ext, n)| format!("{n} {ext}")).collect();
            format!("left out, for they are no documents that can be read: {}", all.join(", "))
        }
    }
}

fn many(group: &[&Note]) -> String {
    let n = group.len();
    match group.first() {
        Some(Note::SameBytes { .. }) => {
            format!("{n} files have the same bytes as another; they are indexed once, under the latter")
        }
        Some(Note::Version { .. }) => {
            format!("{n} files are other versions of documents; each is shown once, under the latter")
        }
        Some(note @ Note::Unread { .. }) => format!("in {n} documents {}", sort(note)),
        Some(Note::LeftOut { .. }) | None => String::new(),
    }
}

fn example(note: &Note) -> String {
    match note {
        Note::SameBytes { path, main } => format!("{path} as {main}"),
        Note::Version { path, main } => format!("{path} of {main}"),
        Note::Unread { path, .. } => path.clone(),
        Note::LeftOut { .. } => String::new(),
    }
}
