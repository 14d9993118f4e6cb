//! Names of documents inside other files, made safe: they go below the file that holds them, and
//! nowhere else.

use std::collections::HashMap;

/// A name longer than this is cut; file systems take 255 bytes.
const LONGEST: usize = 200;

/// The names given so far.
#[derive(Default)]
pub(super) struct Names(HashMap<String, usize>);

impl Names {
    /// A path with `/` between folders and nothing in it that leads out of the file: no drive, no root, no
    /// `..`, no control characters; and none that was given before.
    pub(super) fn safe(&mut self, path: &str) -> String {
        let parts: Vec<String> = path
            .split(['/', '\\'])
            .map(segment)
            .enumerate()
            .filter(|(i, p)| !(p.is_empty() || p == "." || p == ".." || (*i == 0 && is_drive(p))))
            .map(|(_, p)| p)
            .collect();
        self.unique(&parts.join("/"))
    }

    /// The last part of a path, made safe: an attachment stands in no folder.
    pub(super) fn file(&mut self, name: &str) -> String {
        let last = name.rsplit(['/', '\\']).find(|p| !p.trim().is_empty()).unwrap_or("");
        self.safe(last)
    }

    /// The name, with a number before its extension where it was given before.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let name = if name.is_empty() { "uten navn" } else { name };
        let mut candidate = name.to_owned();
        // Names that differ in case only are one file to many systems.
        while self.0.contains_key(&candidate.to_lowercase()) {
            let n = self.0.entry(name.to_lowercase()).or_insert(1);
            *n += 1;
            candidate = match name.rsplit_once('.').filter(|(stem, e)| !stem.is_empty() && !e.contains('/')) {
                Some((stem, extension)) => format!("{stem} ({n}).{extension}"),
                None => format!("{name} ({n})"),
            };
        }
        self.0.insert(candidate.to_lowercase(), 1);
        candidate
    }
}

fn is_drive(part: &str) -> bool {
    part.ends_with(':') && part.chars().count() == 2
}

/// One part of a path, without what no file's name should hold.
fn segment(part: &str) -> String {
    let clean: String = part.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim();
    let (stem, extension) = match clean.rsplit_once('.') {
        Some((stem, e)) if e.len() <= 10 => (stem, format!(".{e}")),
        _ => (clean, String::new()),
    };
    if clean.len() <= LONGEST {
        return clean.to_owned();
    }
    let end = stem.floor_char_boundary(LONGEST - extension.len());
    format!("{}{extension}", stem.get(..end).unwrap_or(""))
}
