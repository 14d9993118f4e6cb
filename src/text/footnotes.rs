//! Footnotes: taken from the foot of their page, their marks in the text made superscript, so
//! that neither interrupts a sentence.

use super::Sheet;
use crate::model::Line;
use crate::pattern::{Pattern, hyphen, marker, slice};

static NOTE: Pattern = Pattern::new(r"^(\d{1,2})\s+(\S.*)$");
static RULE: Pattern = Pattern::new(r"^[_—–-]{10,}$");

/// A footnote, mark first.
pub(super) struct Note {
    pub(super) page: u32,
    pub(super) text: String,
}

/// Takes the footnotes off every page.
pub(super) fn take(sheets: &mut [Sheet]) -> Vec<Note> {
    let mut notes = Vec::new();
    for sheet in sheets.iter_mut() {
        let page = sheet.number;
        while let Some((from, to, found)) = find(&sheet.lines) {
            let above = sheet.lines.get_mut(..from).unwrap_or(&mut []);
            for (number, text) in found {
                mark(above, &number);
                let sign = marker::superscript(&number).unwrap_or(number);
                notes.push(Note { page, text: format!("{sign} {text}") });
            }
            sheet.lines.drain(from..to);
        }
    }
    notes
}

type Found = (usize, usize, Vec<(String, String)>);

/// The lines that hold footnotes: after a rule (drawn, or left as a long run of spaces), or at
/// the foot of the page under a number that is glued to a word above.
fn find(lines: &[Line]) -> Option<Found> {
    let ruled = lines.iter().enumerate().find_map(|(i, l)| {
        let rule = (l.text.is_empty() && l.indent >= 30) || RULE.is_match(&l.text);
        let below = || lines.iter().skip(i + 1).find(|l| !l.text.is_empty());
        (rule && below().is_some_and(|l| NOTE.is_match(&l.text))).then_some(i)
    });
    let from = ruled.or_else(|| foot(lines))?;
    let (to, notes) = read(lines, from);
    (!notes.is_empty()).then_some((from, to, notes))
}

fn foot(lines: &[Line]) -> Option<usize> {
    let first = lines.len().saturating_sub(14);
    (first.max(1)..lines.len()).find(|&i| {
        let (Some(above), Some(line)) = (lines.get(..i), lines.get(i)) else { return false };
        let Some(c) = NOTE.captures(&line.text) else { return false };
        let number = c.get(1).map_or("", |m| m.as_str());
        let gap = above.last().is_some_and(|l| l.text.is_empty());
        let words = c.get(2).map_or("", |m| m.as_str());
        gap && words.starts_with(char::is_uppercase) && above.iter().any(|l| glued(&l.text, number).is_some())
    })
}

/// Reads notes from line `from` on; returns where they end.
fn read(lines: &[Line], from: usize) -> (usize, Vec<(String, String)>) {
    let mut notes: Vec<(String, String)> = Vec::new();
    let mut gap = false;
    let mut to = from;
    for (i, line) in lines.iter().enumerate().skip(from) {
        if line.text.is_empty() || RULE.is_match(&line.text) {
            gap = !notes.is_empty();
            continue;
        }
        let next = notes.last().and_then(|(n, _)| n.parse::<u32>().ok()).map(|n| n + 1);
        let begins = NOTE.captures(&line.text).filter(|c| {
            let number = c.get(1).and_then(|m| m.as_str().parse::<u32>().ok());
            next.is_none() || number == next
        });
        if let Some(c) = begins {
            let group = |n| c.get(n).map_or("", |m| m.as_str()).to_owned();
            notes.push((group(1), group(2)));
        } else if let Some((_, text)) = notes.last_mut()
            && !gap
            && (!marker::ends_sentence(text)
                || marker::ends_sentence(&line.text)
                || line.text.chars().count() > 40)
        {
            hyphen::append(text, &line.text);
        } else {
            break;
        }
        gap = false;
        to = i + 1;
    }
    (to, notes)
}

/// Where a footnote number is glued to the end of a word.
fn glued(line: &str, number: &str) -> Option<usize> {
    line.match_indices(number).map(|(i, _)| i).find(|&i| {
        let before = slice(line, 0..i);
        let after = slice(line, i + number.len()..line.len());
        let mut tail = before.chars().rev();
        let word = tail.next().is_some_and(|c| c.is_lowercase() || ")»”\"".contains(c))
            && tail.next().is_some_and(|c| c.is_alphabetic() || ").»”\"".contains(c));
        word && !after.starts_with(|c: char| c.is_alphanumeric())
    })
}

fn mark(lines: &mut [Line], number: &str) {
    let Some(sign) = marker::superscript(number) else { return };
    for line in lines {
        if let Some(at) = glued(&line.text, number) {
            line.text.replace_range(at..at + number.len(), &sign);
            return;
        }
    }
}
