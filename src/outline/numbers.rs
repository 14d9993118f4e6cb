//! Numbered lines: which are headings, which are items of a list. A number alone does not tell;
//! its neighbours and the numbers before it do.

use super::chapters::{self, Chapters};
use super::{Draft, Shape};
use crate::model::Text;
use crate::pattern::marker::{self, Number};
use std::collections::HashMap;

/// Turns every [`Shape::Numbered`] into a heading, an item, or back into running text.
pub(super) fn resolve(text: &Text, drafts: &mut [Draft]) {
    let mut index = 0;
    let mut state = State::default();
    let later = places(text, drafts);
    let chapters = chapters::find(text, drafts);
    if let Some(chapters) = &chapters {
        points_of_assignments(drafts, chapters);
    }
    while index < drafts.len() {
        let numbered = drafts.get(index).is_some_and(|d| d.shape == Shape::Numbered);
        if !numbered {
            if let Some(d) = drafts.get(index) {
                state.pass(d, text);
            }
            index += 1;
            continue;
        }
        let plain = drafts.get(index).and_then(|d| d.number.as_ref());
        let plain = plain.is_some_and(|n| n.label.is_none() && !n.is_case());
        if let Some(chapters) = chapters.as_ref().filter(|c| index < c.end && plain) {
            chapter(text, drafts, index, chapters, &mut state);
            index += 1;
            continue;
        }
        let end = run_end(text, drafts, index);
        let list = is_list(text, drafts, &later, index, end, &state);
        for i in index..end {
            let heading = !list && drafts.get(i).is_some_and(|d| state.takes(d, text));
            let Some(d) = drafts.get_mut(i) else { break };
            if heading {
                d.shape = Shape::Heading;
                // In a format with headings of its own, a numbered line stands below the last of them.
                let below = if d.certain() { state.marked_level } else { 0 };
                let own = d.number.as_ref().map_or(1, |n| if n.is_case() { 1 } else { n.levels() });
                d.level = below + own;
                state.heading(d, text);
            } else if list {
                d.shape = Shape::Item;
                d.mark = Some('#');
                state.item(d);
            } else {
                // Not a number that fits here: the line is running text, number and all.
                d.shape = Shape::Paragraph;
                d.range.start = d.line_start;
                d.number = None;
            }
        }
        index = end;
    }
}

/// Makes a numbered line a heading, an item or running text, where the chapters of the document are known.
fn chapter(text: &Text, drafts: &mut [Draft], index: usize, chapters: &Chapters, state: &mut State) {
    let title = titles(text, drafts, index, chapters);
    let Some(d) = drafts.get_mut(index) else { return };
    let levels = d.number.as_ref().map_or(1, Number::levels);
    if chapters.headings.contains(&index) {
        d.shape = Shape::Heading;
        d.level = levels + if d.certain() { state.marked_level } else { 0 };
        state.level = d.level;
        state.heading(d, text);
    } else if title {
        d.shape = Shape::Heading;
        d.level = state.level.saturating_add(1);
        d.inner = true;
    } else if chapters.contents.contains(&index)
        || (levels == 1 && d.number.as_ref().is_some_and(|n| n.delimiter.is_some()))
    {
        d.shape = Shape::Item;
        d.mark = Some('#');
        state.item(d);
    } else {
        d.shape = Shape::Paragraph;
        d.range.start = d.line_start;
        d.number = None;
    }
}

/// Whether a numbered line that heads no chapter heads a piece of one all the same: a title, with text of
/// its own below.
fn titles(text: &Text, drafts: &[Draft], index: usize, chapters: &Chapters) -> bool {
    let Some(d) = drafts.get(index) else { return false };
    let words = d.words(text).trim();
    let next = drafts.get(index + 1);
    let plain = d.number.as_ref().is_some_and(|n| n.levels() == 1 && n.delimiter.is_some());
    plain
        && !chapters.contents.contains(&index)
        && chapters.coded.is_none_or(|c| index < c)
        && words.chars().count() <= 110
        && !words.ends_with(['.', ';', ',', ':'])
        && !marker::has_finite_verb(words)
        && (d.gap_before || d.certain())
        && next.is_some_and(|n| n.shape == Shape::Paragraph && n.words(text).chars().count() > 60)
}

/// What the format calls a heading, but counts the points of a numbered assignment, heads no chapter.
fn points_of_assignments(drafts: &mut [Draft], chapters: &Chapters) {
    let Some(first) = chapters.coded else { return };
    for (i, d) in drafts.iter_mut().enumerate().take(chapters.end).skip(first) {
        let plain = d.number.as_ref().is_some_and(|n| n.levels() == 1);
        if plain && d.shape == Shape::Heading && !chapters.headings.contains(&i) {
            d.range.start = d.line_start;
            d.number = None;
        }
    }
}

/// Numbered lines that stand directly after one another and count up.
fn run_end(text: &Text, drafts: &[Draft], from: usize) -> usize {
    let mut end = from + 1;
    while let (Some(a), Some(b)) = (drafts.get(end - 1), drafts.get(end)) {
        let (Some(x), Some(y)) = (&a.number, &b.number) else { break };
        if b.shape != Shape::Numbered || x.levels() != y.levels() || !(y.follows(x) || y.is_later_case(x)) {
            break;
        }
        // A title after sentences is the next heading, not the next item.
        let title = b.gap_before && !is_sentence(b.words(text)) && !marker::has_finite_verb(b.words(text));
        if title && is_sentence(a.words(text)) {
            break;
        }
        end += 1;
    }
    end
}

#[derive(Default)]
struct State {
    /// The plain number of the last level-1 heading.
    chapter: Option<u32>,
    /// The digits of the last heading.
    last: Option<String>,
    /// The last numbered item, while its list may go on.
    item: Option<crate::pattern::marker::Number>,
    /// Whether a label stands above with no heading since.
    under_label: bool,
    /// The level of the last chapter.
    level: u8,
    /// The level of the last heading that the format itself marks.
    marked_level: u8,
    /// Whether the last block ended in a colon.
    after_colon: bool,
}

impl State {
    fn pass(&mut self, d: &Draft, text: &Text) {
        match d.shape {
            Shape::Label => {
                self.under_label = true;
                self.after_colon = true;
                self.item = None;
            }
            Shape::Heading => {
                self.marked_level = d.level;
                self.level = d.level;
                self.under_label = d.words(text).to_lowercase().contains("oppdrag");
                self.after_colon = false;
                self.item = None;
                if let Some(n) = d.number.as_ref().filter(|n| n.levels() == 1) {
                    self.chapter = n.plain();
                }
            }
            _ => self.after_colon = false,
        }
    }

    fn heading(&mut self, d: &Draft, text: &Text) {
        // Under "4.2 Oppdrag" stands a list, whatever its numbers look like.
        self.under_label = d.words(text).to_lowercase().contains("oppdrag");
        self.after_colon = false;
        self.item = None;
        if let Some(n) = &d.number {
            self.last = Some(n.digits.clone());
            if let Some(first) = n.digits.split('.').next().and_then(|p| p.parse().ok()) {
                self.chapter = Some(first);
            }
        }
    }

    fn item(&mut self, d: &Draft) {
        self.item.clone_from(&d.number);
        self.after_colon = false;
    }

    /// Whether the number can be that of the next heading: the same again, a little further on,
    /// or a new beginning.
    fn takes(&self, d: &Draft, text: &Text) -> bool {
        let Some(n) = &d.number else { return false };
        if d.words(text).chars().count() > 320 {
            return false;
        }
        if n.is_case() || n.label.is_some() {
            return true;
        }
        let Some(first) = n.digits.split('.').next().and_then(|p| p.parse::<u32>().ok()) else {
            return false;
        };
        match self.chapter {
            None => first <= 9 || n.levels() > 1,
            Some(_) if first <= 1 => true,
            Some(chapter) => (chapter..=chapter + 3).contains(&first),
        }
    }
}

fn is_sentence(words: &str) -> bool {
    words.trim_end().ends_with(['.', ';']) && marker::has_finite_verb(words)
}

fn is_list(text: &Text, drafts: &[Draft], later: &Later, from: usize, to: usize, state: &State) -> bool {
    let run = drafts.get(from..to).unwrap_or(&[]);
    let (Some(first), Some(before)) = (run.first(), from.checked_sub(1).and_then(|i| drafts.get(i))) else {
        return repeats_later(text, drafts, later, from, to);
    };
    let number = first.number.as_ref();
    let sentences = run.iter().filter(|d| is_sentence(d.words(text))).count();
    let lead_in = state.after_colon || before.words(text).trim_end().ends_with(':');
    let continues = matches!((number, &state.item), (Some(n), Some(last)) if n.follows(last));
    let starts = number.is_some_and(|n| matches!(n.digits.as_str(), "1" | "0"));
    // "4. Budsjett" after a list of three, in chapter 3: the next chapter, not the fourth item.
    let next_chapter = run.len() == 1
        && state.chapter.is_some_and(|c| number.and_then(Number::plain) == Some(c + 1))
        && !marker::has_finite_verb(first.words(text))
        && !marker::ends_sentence(first.words(text));
    if next_chapter {
        return false;
    }
    if run.len() >= 2 && (lead_in || repeats_later(text, drafts, later, from, to)) {
        return true;
    }
    if repeats_later(text, drafts, later, from, to) && (lead_in || continues) {
        return true;
    }
    if continues && (state.under_label || sentences > 0) {
        return true;
    }
    if state.under_label && starts && sentences > 0 {
        return true;
    }
    let dotted = number.is_some_and(|n| n.levels() > 1);
    run.len() >= 3 && (sentences * 2 >= run.len() || dotted)
}

/// Whether the run is an agenda or a table of contents: its numbers come again further down, each
/// time with the same words.
fn repeats_later(text: &Text, drafts: &[Draft], later: &Later, from: usize, to: usize) -> bool {
    let run = drafts.get(from..to).unwrap_or(&[]);
    let again = |d: &&Draft| {
        let words = key(d.words(text));
        let same = d.number.as_ref().and_then(|n| later.get(&n.digits));
        !words.is_empty()
            && same.is_some_and(|all| all.iter().any(|(i, k)| *i >= to && k.starts_with(&words)))
    };
    run.iter().filter(again).count() * 2 > run.len()
}

/// Where each number stands, and the first letters of its title.
type Later = HashMap<String, Vec<(usize, String)>>;

fn places(text: &Text, drafts: &[Draft]) -> Later {
    let mut out = Later::new();
    for (i, d) in drafts.iter().enumerate() {
        if let Some(n) = d.number.as_ref().filter(|_| matches!(d.shape, Shape::Numbered | Shape::Heading)) {
            out.entry(n.digits.clone()).or_default().push((i, key(d.words(text))));
        }
    }
    out
}

/// The first letters of a title, case and page number left out.
fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(24).collect()
}
