//! The document as readings of its points see it: lines, numbers, the list up front, marked outcomes.

use super::super::Rule;
use super::super::conclusions::marks::{Mark, marks};
use super::Member;
use super::front::Front;
use super::readings::{Candidate, candidates};
use crate::genre::lines::{Line, lines};
use crate::genre::numbers::Key;
use crate::genre::titles::Title;
use crate::model::Text;
use crate::pattern::Pattern;
use std::collections::HashMap;

pub(super) static RULES: &[&Rule] = &[&FAM13];

static FAM13: Rule = Rule {
    code: "FAM13",
    summary: "A heading or label behind which the minutes hold other texts with numbers of their own: statutes, attachments. No points are read there.",
    pattern: Pattern::new(
        r"(?i)^(?:vedlegg(?:\s*(?:nr\.?\s*)?\d{1,2})?|vedtekter|lover|forretningsorden|appendiks)(?:\s+(?:for|til)\s+[^.]{1,60})?\s*:?$",
    ),
    finds: &[("Vedlegg 1", "Vedlegg 1"), ("Vedtekter for laget", "Vedtekter for laget")],
    leaves: &["Vedtekter ble lagt fram", "Endring av vedtekter"],
};

/// A line that begins with a number as a point may.
pub(in crate::rules) struct Numbered {
    /// The rule that reads it so.
    pub(in crate::rules) rule: &'static Rule,
    /// Its form as it stands.
    pub(in crate::rules) pattern: String,
    /// Where its number stands.
    pub(in crate::rules) at: usize,
}

/// The document.
pub(in crate::rules) struct Page<'a> {
    pub(in crate::rules) text: &'a Text,
    pub(in crate::rules) lines: Vec<Line>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) front: Front,
    /// The mark that each line is or begins with.
    pub(in crate::rules) marks: Vec<Option<Mark>>,
    /// The line at which the minutes end.
    pub(in crate::rules) end: usize,
    /// How many bytes the minutes take.
    pub(super) length: usize,
    /// How often the same words stand on a line.
    times: HashMap<&'a str, u16>,
}

impl<'a> Page<'a> {
    pub(in crate::rules) fn new(text: &'a Text) -> Self {
        let lines = lines(text);
        let marks = marks(text, &lines);
        let end = end(text, &lines);
        let length = end.checked_sub(1).and_then(|e| lines.get(e)).map_or(0, |l| l.range.end);
        let mut candidates = candidates(text, &lines);
        candidates.retain(|c| c.line < end);
        let front = Front::read(text, &lines, &candidates);
        let mut times = HashMap::new();
        for line in &lines {
            *times.entry(text.get(line.range.clone())).or_default() += 1;
        }
        Self { text, lines, candidates, front, marks, end, length, times }
    }

    pub(in crate::rules) fn words(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |l| self.text.get(l.range.clone()))
    }

    /// How often the words of a line stand on a line of their own.
    pub(super) fn times(&self, line: usize) -> u16 {
        self.times.get(self.words(line)).copied().unwrap_or(0)
    }

    /// The readings of a line as a numbered heading.
    pub(super) fn numbered(&self, line: usize) -> &[Candidate] {
        let from = self.candidates.partition_point(|c| c.line < line);
        let to = self.candidates.partition_point(|c| c.line <= line);
        self.candidates.get(from..to).unwrap_or(&[])
    }

    /// The entry of the list up front that a point repeats.
    pub(super) fn listed(&self, member: &Member) -> Option<usize> {
        self.front.entry(member.key.as_ref(), &Title::new(self.text.get(member.name.clone())))
    }

    /// How many points have nothing under them, or stand in the list up front.
    pub(super) fn bare(&self, members: &[Member]) -> usize {
        let nothing =
            |i: usize, m: &Member| members.get(i + 1).is_some_and(|next| next.line <= m.name_line + 1);
        members.iter().enumerate().filter(|(i, m)| nothing(*i, m) || self.in_front(m.line)).count()
    }

    /// Whether the words of a line also stand right under the number of another point: those name the body
    /// or the day, not the point.
    pub(super) fn under_another(&self, at: usize, key: &Key) -> bool {
        let words = self.words(at);
        let others =
            self.candidates.iter().filter(|c| c.key != *key && c.key.year.is_some() && c.rest.is_empty());
        others.take(200).any(|c| (c.line + 1..c.line + 4).any(|line| line != at && self.words(line) == words))
    }

    /// Whether a line holds a case number as a heading does.
    pub(in crate::rules) fn has_case_number(&self, line: usize) -> bool {
        self.numbered(line).iter().any(|c| c.key.year.is_some())
    }

    /// Every line that begins with a number as a point may, whatever reading it is in.
    pub(in crate::rules) fn numbers(&self) -> impl Iterator<Item = Numbered> + '_ {
        self.candidates.iter().map(|c| Numbered { rule: c.rule, pattern: c.shape(), at: c.printed.start })
    }

    /// How many points are listed up front.
    pub(in crate::rules) fn listed_up_front(&self) -> usize {
        self.front.entries.len()
    }

    /// Whether a line stands in the list up front.
    pub(super) fn in_front(&self, line: usize) -> bool {
        self.front.all.iter().any(|l| l.contains(&line))
    }
}

/// The first line that is no longer minutes.
fn end(text: &Text, lines: &[Line]) -> usize {
    let half = lines.len() / 2;
    lines
        .iter()
        .enumerate()
        .skip(half.max(8))
        .find(|(_, l)| {
            let words = text.get(l.range.clone());
            words.len() <= 80 && FAM13.matches(words) && (l.level.is_some() || l.gap)
        })
        .map_or(lines.len(), |(at, _)| at)
}
