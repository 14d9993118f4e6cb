//! Text → lines that fit a width.

use super::font::Style;
use crate::described::words::{breaks, with_notes};

/// Text in one style.
#[derive(Debug, Clone)]
pub struct Run {
    /// How it is set.
    pub style: Style,
    /// The text.
    pub text: String,
}

/// A printed line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its runs, from left to right.
    pub runs: Vec<Run>,
    /// The numbers of the footnotes it refers to.
    pub notes: Vec<usize>,
    width: f32,
}

impl Line {
    /// How wide the line is, in points.
    pub fn width(&self) -> f32 {
        self.width
    }

    fn push(&mut self, style: Style, text: &str) {
        self.width += style.width(text);
        match self.runs.last_mut() {
            Some(run) if run.style == style => run.text.push_str(text),
            _ => self.runs.push(Run { style, text: text.to_owned() }),
        }
    }
}

/// A word and the footnotes that its end refers to.
struct Word {
    style: Style,
    text: String,
    notes: Vec<usize>,
}

/// Breaks text, begun by a label in bold where there is one, into lines of `width` points.
pub fn wrap(label: Option<&str>, text: &str, style: Style, width: f32, hyphens: bool) -> Vec<Line> {
    let mut words: Vec<Word> = Vec::new();
    let mut add = |style: Style, text: &str| {
        let new =
            text.split_ascii_whitespace().map(|w| Word { style, text: w.to_owned(), notes: Vec::new() });
        words.extend(new);
    };
    if let Some(label) = label {
        add(Style { bold: true, ..style }, label);
    }
    let mut marks = Vec::new();
    for (part, note) in with_notes(text) {
        add(style, &part);
        marks.extend(note.map(|n| (part.split_ascii_whitespace().count(), n)));
    }
    let before = label.map_or(0, |l| l.split_ascii_whitespace().count());
    let mut at = before;
    for (count, note) in marks {
        at += count;
        words[at - 1].notes.push(note);
    }
    fit(&words, width, hyphens)
}

fn fit(words: &[Word], width: f32, hyphens: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for word in words {
        let space = if line.runs.is_empty() { 0.0 } else { word.style.width(" ") };
        let mut rest = word.text.as_str();
        if line.width + space + word.style.width(rest) > width && !line.runs.is_empty() {
            let room = width - line.width - space;
            let fits = |i: &usize| word.style.width(&format!("{}-", &rest[..*i])) <= room;
            let bare = rest.trim_end_matches(|c: char| !c.is_alphabetic());
            let at = breaks(bare).into_iter().rfind(|i| fits(i)).filter(|_| hyphens);
            if let Some(at) = at {
                line.push(word.style, &format!(" {}-", &rest[..at]));
                rest = &rest[at..];
            }
            lines.push(std::mem::take(&mut line));
        }
        if !line.runs.is_empty() {
            line.push(word.style, " ");
        }
        line.push(word.style, rest);
        for note in &word.notes {
            let raised = Style { size: word.style.size * 0.65, rise: word.style.size * 0.35, ..word.style };
            line.push(raised, &note.to_string());
            line.notes.push(*note);
        }
    }
    lines.push(line);
    lines
}
