//! Lines → blocks: which printed lines belong together.

use super::{Block, Sheet};
use crate::model::{Flow, Hint, Line, Text, TextBuilder, TextLine};
use crate::pattern::{hyphen, marker};

/// A line whose next word would have fitted within this part of the measure was ended on
/// purpose; type is proportional, so "fitted" is not sharp.
const LOOSE: f64 = 0.85;
/// The same for a line that may be a heading: there the doubt goes the other way.
const TIGHT: f64 = 0.97;
/// A line shorter than this part of the measure was ended on purpose even after a word that
/// looks forward: "Data som er til å stole på".
const SHORT: f64 = 0.6;
/// The same where a sentence ended with the line: what follows may as well be a new paragraph.
const ENDED: f64 = 0.92;
/// Lines that are all shorter than this were not broken for want of room.
const NARROWEST: usize = 60;
/// How many lines without a gap show a measure of their own, such as that of a narrow column.
const STRETCH: usize = 4;
/// Documents whose lines are longer than this hold one paragraph a line.
const UNWRAPPED: usize = 160;

pub(super) fn join(sheets: &[Sheet], notes: Vec<Block>) -> Text {
    let lines: Vec<Placed<'_>> = place(sheets);
    let builder = TextBuilder::new(sheets.iter().map(|s| s.like.clone()).collect());
    // Where places are known, long lines are those of a wide page.
    let placed = lines.iter().any(|l| l.line.flow.is_some());
    let unwrapped = !placed && measure(&lines) > UNWRAPPED;
    let mut joiner = Joiner { builder, open: None, unwrapped };
    for line in &lines {
        joiner.take(line);
    }
    joiner.close();
    for note in notes {
        joiner.builder.push(
            &note.text,
            note.printed,
            &TextLine {
                range: 0..0,
                gap_before: true,
                page_top: false,
                indent: 0,
                printed_lines: 1,
                hint: Some(Hint::Note),
                strong: None,
            },
        );
    }
    joiner.builder.finish()
}

/// A line that holds text, and what stands around it.
struct Placed<'a> {
    line: &'a Line,
    /// Index of the page.
    sheet: usize,
    gap: bool,
    new_page: bool,
    /// Length of the longest line of its stretch, within reason: what the measure is here.
    measure: usize,
}

fn place(sheets: &[Sheet]) -> Vec<Placed<'_>> {
    let mut out: Vec<Placed<'_>> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let (mut gap, mut new_page) = (false, !out.is_empty());
        for line in &sheet.lines {
            if line.text.is_empty() {
                gap = !new_page || gap;
                continue;
            }
            out.push(Placed { line, sheet: at, gap, new_page, measure: length(&line.text) });
            (gap, new_page) = (false, false);
        }
    }
    whole_lines(&mut out);
    let whole = measure(&out);
    let mut from = 0;
    for to in 1..=out.len() {
        if out.get(to).is_none_or(|l| l.gap || l.new_page) {
            let stretch = out.get_mut(from..to).unwrap_or(&mut []);
            // A few short lines say nothing about the measure.
            let longest = stretch.iter().map(|l| l.measure).max().filter(|_| to - from >= STRETCH);
            let longest = longest.unwrap_or(whole);
            for line in stretch {
                line.measure = longest.clamp(whole * 3 / 4, whole.max(1));
            }
            from = to;
        }
    }
    out
}

/// Where a line was broken in two, both parts count as long as it was.
fn whole_lines(lines: &mut [Placed<'_>]) {
    let mut from = 0;
    for to in 1..=lines.len() {
        let broken = lines.get(to - 1).is_some_and(|l| l.line.flow == Some(Flow::Wrapped));
        if broken && lines.get(to).is_some_and(|l| !l.gap && !l.new_page) {
            continue;
        }
        let parts = lines.get_mut(from..to).unwrap_or(&mut []);
        let whole = parts.iter().map(|l| l.measure + 1).sum::<usize>().saturating_sub(1);
        for part in parts {
            part.measure = whole;
        }
        from = to;
    }
}

fn length(s: &str) -> usize {
    s.chars().count()
}

/// The measure of the document: what 95 of 100 lines stay within.
fn measure(lines: &[Placed<'_>]) -> usize {
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.measure).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 95 / 100).copied().unwrap_or(0).max(NARROWEST)
}

/// A block that is being joined.
struct Open {
    block: Block,
    like: TextLine,
    /// Length of the last printed line.
    last: usize,
    /// Whether the last printed line had room for more, where the format tells.
    flow: Option<Flow>,
    /// Whether it is an item of a list whose marks were lost.
    lost: bool,
}

struct Joiner {
    builder: TextBuilder,
    open: Option<Open>,
    unwrapped: bool,
}

impl Joiner {
    fn take(&mut self, placed: &Placed<'_>) {
        let text = hyphen::mend(&placed.line.text);
        if let Some(open) = &mut self.open
            && continues(open, placed, self.unwrapped)
        {
            open.block.append(&text, placed.line, placed.sheet);
            let rest = open.flow == Some(Flow::Wrapped);
            open.last = length(&text) + if rest { open.last + 1 } else { 0 };
            open.flow = placed.line.flow;
            open.like.printed_lines += 1;
            return;
        }
        let full = self.open.as_ref().is_some_and(|open| fills_its_page(open, placed, self.unwrapped));
        let lost = self.open.as_ref().is_some_and(|open| begins_lost_item(open, placed));
        self.close();
        let text = match (placed.line.hint, marker::bullet(&text)) {
            (Some(Hint::LostMark), None) => format!("• {text}"),
            (None, None) if lost => format!("• {text}"),
            (_, Some((mark, at))) => format!("{mark} {}", text.get(at..).unwrap_or("")),
            _ => text.into_owned(),
        };
        self.open = Some(Open {
            last: length(&text),
            lost,
            flow: placed.line.flow,
            block: Block::new(text, placed.line, placed.sheet),
            like: TextLine {
                range: 0..0,
                gap_before: placed.gap,
                page_top: placed.new_page && !full,
                indent: placed.line.indent,
                printed_lines: 1,
                hint: placed.line.hint.filter(|h| *h != Hint::LostMark),
                strong: placed.line.strong,
            },
        });
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.builder.push(open.block.text.trim_end(), open.block.printed, &open.like);
        }
    }
}

/// Whether the block that is open fills the last line of its page and running text begins the next one:
/// then nothing says that there was a gap, as nothing would in the middle of a page.
fn fills_its_page(open: &Open, placed: &Placed<'_>, unwrapped: bool) -> bool {
    let here = placed.line.text.as_str();
    let next_word = here.split_whitespace().next().map_or(0, length);
    // Over a page the width of the next word was not known when the line was measured.
    let full = open.flow == Some(Flow::Full)
        || (!unwrapped
            && placed.measure > NARROWEST
            && (open.last + 1 + next_word) as f64 >= ENDED * placed.measure as f64);
    let running = length(here) as f64 >= LOOSE * placed.measure as f64 || here.ends_with('.');
    placed.new_page
        && !placed.gap
        && full
        && running
        && open.like.hint.is_none()
        && placed.line.hint.is_none()
}

/// Whether a line in small letters is an item of a list whose marks were lost: it stands after words that
/// lead on to a list, or after such an item, and is not the rest of it.
fn begins_lost_item(open: &Open, placed: &Placed<'_>) -> bool {
    let here = placed.line.text.as_str();
    open.like.hint.is_none()
        && placed.line.hint.is_none()
        && here.starts_with(char::is_lowercase)
        && marker::bullet(here).is_none()
        && marker::number(here).is_none()
        && (open.lost || (open.block.text.ends_with(':') && open.block.text.chars().count() > 20))
}

/// Whether a line plainly begins something, after a line that ended a sentence or did not.
fn begins(line: &str, ended: bool) -> bool {
    marker::is_budget_row(line)
        || marker::is_field(line)
        || marker::is_label(line)
        || marker::inline_label(line).is_some()
        || (ended && marker::number(line).is_some())
}

/// Whether a printed line goes on with the block that is open.
fn continues(open: &Open, placed: &Placed<'_>, unwrapped: bool) -> bool {
    let (above, here) = (open.block.text.as_str(), placed.line.text.as_str());
    if open.like.hint.is_some() || placed.line.hint.is_some() {
        return false;
    }
    let lower = here.starts_with(char::is_lowercase);
    // In a list without marks only the room on the line above tells whether an item goes on.
    if open.lost && lower && !unwrapped {
        let next_word = here.split_whitespace().next().map_or(0, length);
        let fits = match open.flow {
            Some(flow) => flow == Flow::Short,
            None => open.last + 1 + next_word < placed.measure,
        };
        return !fits && !placed.gap;
    }
    if marker::is_budget_row(above) {
        return (!marker::is_budget_row(here) || marker::runs_on(above))
            && marker::split_amount(above).is_none()
            && (marker::is_amount(here) || (!placed.gap && here.starts_with(char::is_lowercase)));
    }
    let ended = marker::ends_sentence(above) && !marker::runs_on(above);
    let next_word = here.split_whitespace().next().map_or(0, length);
    let by_length = |part: f64| (open.last + 1 + next_word) as f64 >= part * placed.measure as f64;
    let full = |part: f64| match open.flow {
        // Where the width of the words is known, nothing need be guessed from their number.
        Some(flow) => flow != Flow::Short,
        None => !unwrapped && by_length(part),
    };
    // What stands out from the body is a heading; the body does not go on with it, nor it with the body.
    if open.like.strong.is_some() && open.like.strong != placed.line.strong && !(lower && full(SHORT)) {
        return false;
    }
    // A line that was broken for want of room is not a short one, whatever its last word.
    // Nor is one where a narrow word would just have fitted.
    let runs_on = marker::runs_on(above) && (full(SHORT) || (!unwrapped && by_length(LOOSE)));
    if marker::bullet(here).is_some() {
        return false;
    }
    if open.flow == Some(Flow::Wrapped) && !placed.gap && !placed.new_page && !begins(here, ended) {
        return true;
    }
    if let Some(number) = marker::number(here) {
        // "… i henhold til kapittel" / "3 Bygg …" runs on; "3. Bygg" does not.
        return runs_on && !placed.gap && number.delimiter.is_none() && number.label.is_none() && full(LOOSE);
    }
    if marker::is_budget_row(here) && !(runs_on && full(LOOSE)) {
        return false;
    }
    if marker::is_field(here)
        || marker::inline_label(here).is_some()
        || (marker::is_label(here) && !(runs_on && full(LOOSE)))
    {
        return false;
    }
    if placed.gap || placed.new_page {
        let sentence_goes_on =
            !ended && lower && (full(LOOSE) || runs_on || (!unwrapped && by_length(LOOSE)));
        let number_goes_on = !ended && runs_on && here.starts_with(|c: char| c.is_ascii_digit());
        // Over a page the width of the next word was not known when the line was measured.
        let sentence_goes_on = sentence_goes_on
            || (!ended && lower && placed.new_page && placed.line.place.is_some() && !above.ends_with(':'));
        let over_page =
            placed.new_page && !placed.gap && !ended && full(LOOSE) && !marker::is_numbered_oppdrag(here);
        return sentence_goes_on || number_goes_on || over_page;
    }
    if unwrapped {
        return false;
    }
    if above.ends_with(':') && !full(LOOSE) {
        return false;
    }
    if lower || runs_on {
        return true;
    }
    if ended {
        // A question that begins and ends with its line is more likely a heading.
        if here.ends_with('?') {
            return false;
        }
        return !above.ends_with(':') && full(ENDED);
    }
    if marker::is_capitals(above) && marker::is_capitals(here) {
        return true;
    }
    if let Some(flow) = open.flow {
        return flow != Flow::Short;
    }
    // `3.1.2 Title`: a title goes on with a small letter or after a word that runs on.
    let number = marker::number(above);
    if number.as_ref().is_some_and(|n| n.levels() > 1) || marker::is_title_line(above) {
        return false;
    }
    let may_be_heading = number.is_some()
        || (open.like.printed_lines == 1
            && marker::bullet(above).is_none()
            && !marker::has_finite_verb(above));
    full(if may_be_heading { TIGHT } else { LOOSE })
}
