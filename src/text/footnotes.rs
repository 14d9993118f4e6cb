//! Footnotes: taken from the foot of their page, their marks in the text made superscript, so
//! that neither interrupts a sentence.

use super::{Block, Sheet};
use crate::model::{Hint, Line};
use crate::pattern::{Pattern, marker, slice};

static NOTE: Pattern = Pattern::new(r"^(\d{1,2})\s+(\S.*)$");
static RULE: Pattern = Pattern::new(r"^[_—–-]{10,}$");

/// Takes the footnotes off every page; each has its mark first.
pub(super) fn take(sheets: &mut [Sheet]) -> Vec<Block> {
    let mut notes = Vec::new();
    for at in 0..sheets.len() {
        let (before, here) = sheets.split_at_mut(at);
        let Some(sheet) = here.first_mut() else { break };
        // Set anew, a note may have come to stand a page after its mark.
        let before = before.last_mut().map_or(&mut [] as &mut [Line], |s| &mut s.lines);
        told(at, &mut sheet.lines, &mut notes);
        while let Some((from, to, found)) = find(&sheet.lines, before) {
            let (above, below) = sheet.lines.split_at_mut(from);
            for note in found {
                if !mark(above, &note.number) {
                    mark(before, &note.number);
                }
                let mut lines = note.lines.iter().filter_map(|(i, from)| {
                    let line = below.get(*i)?;
                    Some((line, slice(&line.text, *from..line.text.len())))
                });
                let Some((line, words)) = lines.next() else { continue };
                let sign = marker::superscript(&note.number).unwrap_or(note.number);
                let mut block = Block::new(format!("{sign} {words}"), line, at);
                lines.for_each(|(line, words)| block.append(words, line, at));
                notes.push(block);
            }
            sheet.lines.drain(from..to);
        }
    }
    notes
}

/// Footnotes that the reader already knew to be some: each begins with a raised figure, and goes on in
/// lines that do not.
fn told(sheet: usize, lines: &mut Vec<Line>, notes: &mut Vec<Block>) {
    let mut here: Vec<Block> = Vec::new();
    lines.retain(|line| {
        if line.hint != Some(Hint::Note) {
            return true;
        }
        match here.last_mut().filter(|_| !line.text.starts_with(marker::is_superscript)) {
            Some(note) => note.append(&line.text, line, sheet),
            None => here.push(Block::new(line.text.clone(), line, sheet)),
        }
        false
    });
    notes.extend(here);
}

/// A footnote among the lines of a page.
struct Found {
    number: String,
    /// Its lines, counted from where the footnotes begin, and the byte at which its words begin in each.
    lines: Vec<(usize, usize)>,
}

/// The lines that hold footnotes: after a rule (drawn, or left as a long run of spaces), or at
/// the foot of the page under a number that is glued to a word above; or, where it is plainly a note, under
/// such a number anywhere: in a text that was set anew, pages end elsewhere.
fn find(lines: &[Line], before: &[Line]) -> Option<(usize, usize, Vec<Found>)> {
    let ruled = lines.iter().enumerate().find_map(|(i, l)| {
        let rule = (l.text.is_empty() && l.indent >= 30) || RULE.is_match(&l.text);
        let below = || lines.iter().skip(i + 1).find(|l| !l.text.is_empty());
        (rule && below().is_some_and(|l| NOTE.is_match(&l.text))).then_some(i)
    });
    let from = ruled.or_else(|| foot(lines)).or_else(|| stray(lines, before))?;
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

/// A note in the middle of a page: a sentence, or longer than a title is, after a gap.
fn stray(lines: &[Line], before: &[Line]) -> Option<usize> {
    const TITLE: usize = 60;
    (0..lines.len()).find(|&i| {
        let (Some(above), Some(line)) = (lines.get(..i), lines.get(i)) else { return false };
        let Some(c) = NOTE.captures(&line.text) else { return false };
        let (number, words) = (c.get(1).map_or("", |m| m.as_str()), c.get(2).map_or("", |m| m.as_str()));
        let runs_on = || lines.get(i + 1).is_some_and(|l| l.text.starts_with(char::is_lowercase));
        let plain = marker::ends_sentence(words) || (words.chars().count() > TITLE && runs_on());
        above.last().is_none_or(|l| l.text.is_empty())
            && words.starts_with(char::is_uppercase)
            && plain
            && above.iter().chain(before).any(|l| glued(&l.text, number).is_some())
    })
}

/// Reads notes from line `from` on; returns where they end.
fn read(lines: &[Line], from: usize) -> (usize, Vec<Found>) {
    let mut notes: Vec<Found> = Vec::new();
    let mut text = String::new();
    let mut gap = false;
    let mut to = from;
    for (i, line) in lines.iter().enumerate().skip(from) {
        if line.text.is_empty() || RULE.is_match(&line.text) {
            gap = !notes.is_empty();
            continue;
        }
        let next = notes.last().and_then(|n| n.number.parse::<u32>().ok()).map(|n| n + 1);
        let begins = NOTE.captures(&line.text).filter(|c| {
            let number = c.get(1).and_then(|m| m.as_str().parse::<u32>().ok());
            next.is_none() || number == next
        });
        if let Some(c) = begins {
            let number = c.get(1).map_or("", |m| m.as_str()).to_owned();
            notes.push(Found { number, lines: vec![(i - from, c.get(2).map_or(0, |m| m.start()))] });
            line.text.clone_into(&mut text);
        } else if let Some(note) = notes.last_mut()
            && !gap
            && marker::bullet(&line.text).is_none()
            && !marker::is_label(&line.text)
            && (!marker::ends_sentence(&text)
                || marker::ends_sentence(&line.text)
                || line.text.chars().count() > 40)
        {
            note.lines.push((i - from, 0));
            line.text.clone_into(&mut text);
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
        let word = tail.next().is_some_and(|c| c.is_lowercase() || "),»”\"".contains(c))
            && tail.next().is_some_and(|c| c.is_alphabetic() || ").»”\"".contains(c));
        word && !after.starts_with(|c: char| c.is_alphanumeric())
    })
}

/// Makes the mark of a note superscript; says whether it was found.
fn mark(lines: &mut [Line], number: &str) -> bool {
    let Some(sign) = marker::superscript(number) else { return false };
    for line in lines {
        if let Some(at) = glued(&line.text, number) {
            line.text.replace_range(at..at + number.len(), &sign);
            return true;
        }
    }
    false
}
