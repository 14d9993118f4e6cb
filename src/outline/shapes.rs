//! The other shapes: labels, budget rows, unnumbered headings, questions, list depth, attachments.

use super::{Draft, Shape};
use crate::model::Text;
use crate::pattern::{Pattern, marker};
use crate::registry::registry;

/// Labels that mark an outcome even without a colon, when they stand alone.
static BARE_LABEL: Pattern = Pattern::new(concat!("^", marker::outcome_words!(), "$"));

/// Splits `Konklusjon: Departementet tok …` into the label and its words; recognises a label that
/// stands alone.
pub(super) fn split_label(text: &Text, draft: Draft) -> Vec<Draft> {
    let words = draft.words(text);
    if draft.shape == Shape::Paragraph
        && let Some((label_end, rest_start)) = marker::inline_label(words)
    {
        let mut head = draft.clone();
        head.shape = Shape::Label;
        head.range.end = draft.range.start + label_end;
        let mut body = draft.clone();
        body.range.start = draft.range.start + rest_start;
        body.line_start = body.range.start;
        body.gap_before = false;
        return vec![head, body];
    }
    let bare = draft.shape == Shape::Paragraph && BARE_LABEL.is_match(words);
    if bare || (draft.line.printed_lines <= 2 && marker::is_label(words)) {
        let level = draft.level;
        return vec![Draft {
            shape: if draft.certain() && level > 0 { draft.shape } else { Shape::Label },
            ..draft
        }];
    }
    vec![draft]
}

/// The header of a table is broken into at most so many lines of at most so many letters.
const HEADER_LINES: usize = 4;
const HEADER: usize = 30;

/// Rows of a budget table: a chapter or an item with its amount, or a chapter before its items.
pub(super) fn budget_rows(text: &Text, drafts: &mut [Draft]) {
    let starts: Vec<bool> = drafts
        .iter()
        .map(|d| {
            d.mark.is_none()
                && matches!(d.shape, Shape::Paragraph | Shape::Row)
                && marker::is_budget_row(d.words(text))
        })
        .collect();
    for i in 0..drafts.len() {
        if !starts.get(i).copied().unwrap_or(false) {
            continue;
        }
        // The header of the columns may stand between a chapter and its items, and be broken into lines.
        let broken = |d: &Draft| d.words(text).chars().count() <= HEADER && !d.words(text).ends_with('.');
        let header = drafts.iter().skip(i + 1).take_while(|d| broken(d)).count().min(HEADER_LINES);
        let beside = starts.iter().skip(i + 1).take(header.max(1) + 1).any(|s| *s)
            || (i > 0 && starts.get(i - 1).copied().unwrap_or(false));
        if let Some(d) = drafts.get_mut(i)
            && (marker::split_amount(d.words(text)).is_some() || (beside && !d.words(text).ends_with('.')))
        {
            d.shape = Shape::Row;
        }
    }
}

// "1. etablere en tjeneste"; "1. mai" and "2. tertial" number nothing.
static LOWER_ITEM: Pattern = Pattern::new(r"^(\d{1,2})([.)])\s+(\p{Ll}\S*)");
static NO_ITEM: Pattern = Pattern::new(
    r"^(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|tertial|halvår|kvartal|trinn|klasse|ledd|og|eller|til)\b",
);

/// Numbered items whose words begin with a small letter: they complete the words above the list.
pub(super) fn lower_items(text: &Text, drafts: &mut [Draft]) {
    // The number of the item above, or 0 where words lead on to a list.
    let mut open: Option<u32> = None;
    for d in drafts {
        let words = d.words(text);
        let found = LOWER_ITEM.captures(words).filter(|_| d.shape == Shape::Paragraph && d.number.is_none());
        let item = found.and_then(|c| {
            let (digits, first) = (c.get(1)?, c.get(3)?);
            let number: u32 = digits.as_str().parse().ok()?;
            let fits = open == Some(number.checked_sub(1)?) && !NO_ITEM.is_match(first.as_str());
            fits.then(|| {
                let delimiter = c.get(2).and_then(|m| m.as_str().chars().next());
                (
                    number,
                    marker::Number {
                        label: None,
                        digits: digits.as_str().to_owned(),
                        delimiter,
                        words_at: first.start(),
                    },
                )
            })
        });
        if let Some((count, number)) = item {
            d.shape = Shape::Item;
            d.mark = Some('#');
            d.range.start += number.words_at;
            d.number = Some(number);
            open = Some(count);
        } else {
            open = words.trim_end().ends_with(':').then_some(0);
        }
    }
}

static CLOSING: Pattern = Pattern::new(
    r"^(?:Med\s+(?:vennlig\s+|venleg\s+)?(?:hilsen|helsing)|(?:Vennlig|Venleg|Beste)\s+(?:hilsen|helsing))\b",
);

/// Whether a line closes the letter.
pub(super) fn closes(words: &str) -> bool {
    CLOSING.is_match(words)
}

/// What stands after the closing is an attachment or a list of copies.
pub(super) fn attachments(text: &Text, drafts: &mut [Draft]) {
    let mut after = false;
    for d in drafts {
        after |= CLOSING.is_match(d.words(text));
        d.attachment = after;
    }
}

static QUESTION: Pattern = Pattern::new(
    r"^(?:Hvordan|Hvilke[nt]?|Hvilken|Hva|Hvorfor|Hvem|Hvor|Når|Korleis|Kva|Kvifor|Kven|Kor|Kan|Er|Har|Vil|Skal)\b[^.?!]*\?(?:\s+(?:Her\s+)?(?:ber\s+(?:vi|departementet)|[Vv]i\s+ber|[Dd]epartementet\s+ber)\b[^?!]*)?$",
);
static NO_HEADING: Pattern = Pattern::new(
    r"(?i)^(?:med (?:vennlig )?(?:hilsen|helsing)|kopi|vedlegg\s*$|tlf|telefon|frist\s*$|postboks|deres ref|vår ref|dykkar ref|dato|fiktivt dokument)|@|\bwww\.|\d{4}\s+(?:OSLO|[A-ZÆØÅ]{3,})$",
);

/// Unnumbered headings: short, no sentence, with something under them; and questions that head
/// what follows.
pub(super) fn headings(text: &Text, drafts: &mut [Draft]) {
    // Before the first numbered heading or the first long paragraph stands the letterhead, whose
    // short lines head nothing.
    let start = drafts
        .iter()
        .position(|d| {
            d.shape == Shape::Heading || (d.shape == Shape::Paragraph && d.words(text).chars().count() > 160)
        })
        .unwrap_or(drafts.len());
    let mut section = 0;
    for i in 0..drafts.len() {
        let Some(d) = drafts.get(i) else { break };
        if d.shape == Shape::Heading {
            section = if d.number.is_some() || d.certain() { d.level } else { section };
            continue;
        }
        if d.shape != Shape::Paragraph
            || d.mark.is_some()
            || (d.certain() && d.line.printed_lines > 0 && i < start)
        {
            continue;
        }
        let next = drafts.get(i + 1);
        let above = i.checked_sub(1).and_then(|p| drafts.get(p));
        let is = (i >= start && is_heading(text, d, above, next)) || is_question(text, d, above, next);
        if is && let Some(d) = drafts.get_mut(i) {
            d.shape = Shape::Heading;
            d.level = section.saturating_add(1).max(1);
        }
    }
}

fn is_heading(text: &Text, d: &Draft, above: Option<&Draft>, next: Option<&Draft>) -> bool {
    let words = d.words(text).trim();
    let length = words.chars().count();
    let body = next.is_some_and(|n| match n.shape {
        Shape::Paragraph => n.words(text).chars().count() > 40 || !n.gap_before,
        Shape::Item | Shape::Label | Shape::Row | Shape::Heading => true,
        Shape::Note | Shape::Numbered => false,
    });
    // A line in the middle of a stretch heads it only where the line above ended a sentence.
    let free = d.gap_before
        || above.is_none_or(|a| {
            marker::ends_sentence(a.words(text)) || a.shape == Shape::Heading || a.shape == Shape::Row
        });
    (3..=110).contains(&length)
        && d.line.printed_lines <= 2
        && !d.certain()
        && body
        && free
        && words.starts_with(|c: char| c.is_uppercase() || "«\"”".contains(c))
        && !words.ends_with(['.', ',', ';', ':', '!', '?'])
        && !words.contains("  ")
        && words.chars().filter(|c| c.is_alphabetic()).count() * 2 > length
        && !marker::runs_on(words)
        && (marker::is_capitals(words)
            || !marker::has_finite_verb(words)
            || (d.gap_before && next.is_some_and(|n| n.gap_before) && tells_tasks(words)))
        && !NO_HEADING.is_match(words)
        && !marker::is_field(words)
        && !is_name(words)
        && marker::split_amount(words).is_none()
}

/// "Oppgaver som departementet vil ha løst i 2006": the verb stands in a clause about the tasks.
fn tells_tasks(words: &str) -> bool {
    static TASKS: Pattern =
        Pattern::new(r"^(?:\p{L}+\s+)?(?:[Oo]ppgaver|[Oo]ppgåver|[Oo]ppdrag|[Tt]iltak|[Ss]aker)\s+som\s");
    TASKS.is_match(words)
}

/// A ministry or an agency alone on a line is a sender or a recipient, not a heading.
fn is_name(words: &str) -> bool {
    registry().mentions(words).first().is_some_and(|m| m.range.start == 0 && m.range.end + 3 >= words.len())
}

fn is_question(text: &Text, d: &Draft, above: Option<&Draft>, next: Option<&Draft>) -> bool {
    // Right after a list no gap is needed to see that something new begins.
    let after_list = above.is_some_and(|a| a.shape == Shape::Item);
    (d.gap_before || d.line.page_top || after_list)
        && next.is_some_and(|n| {
            (n.gap_before || after_list) && matches!(n.shape, Shape::Paragraph | Shape::Item)
        })
        && d.words(text).chars().count() <= 400
        && QUESTION.is_match(d.words(text))
}

/// List depth from the marks and the indentation of the items around it.
pub(super) fn item_depths(drafts: &mut [Draft]) {
    let mut open: Vec<(char, usize)> = Vec::new();
    for d in drafts.iter_mut() {
        match d.shape {
            Shape::Item if d.certain() => open.clear(),
            Shape::Item => {
                let mark = d.mark.unwrap_or('•');
                // The innermost list that this item can belong to: same mark, no further in.
                let at = open.iter().rposition(|(m, indent)| {
                    *m == mark && d.line.indent + 1 >= *indent && d.line.indent <= indent + 1
                });
                if let Some(at) = at {
                    open.truncate(at + 1);
                } else {
                    while open.last().is_some_and(|(_, indent)| *indent > d.line.indent) {
                        open.pop();
                    }
                    if d.gap_before
                        && open.last().is_some_and(|(m, indent)| *m != mark && *indent == d.line.indent)
                    {
                        open.clear();
                    }
                    open.push((mark, d.line.indent));
                }
                d.level = u8::try_from(open.len() - 1).unwrap_or(u8::MAX);
            }
            Shape::Paragraph if !d.gap_before => {}
            _ => open.clear(),
        }
    }
}
