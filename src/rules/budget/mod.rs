//! Budget lines: chapter, item, name, keywords, amount.
//!
//! A table is read line by line, whatever its shape: what is known of chapter and item is kept until an
//! amount completes a line, be it in the same row or two lines further down.

mod catalogue;

pub(super) use catalogue::RULES;

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::BudgetLine;
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, marker, slice};
use catalogue::{BUD01, BUD02, BUD03, BUD04, BUD05, BUD06, BUD07, BUD08, BUD09, BUD10, BUD11};
use std::ops::Range;

/// The lines of the allocation, in order.
pub(super) fn budget_lines(reading: &Reading<'_>, ids: &Ids, warnings: &mut Vec<String>) -> Vec<BudgetLine> {
    let mut machine = Machine::new(reading, ids);
    for block in reading.blocks().iter().filter(|b| !b.attachment && b.kind != BlockKind::Note) {
        machine.take(block);
    }
    whole_kroner(&mut machine.out, warnings);
    if machine.out.iter().any(|l| l.amount.is_none()) {
        warnings.push(
            "budget_lines: the table does not say what it counts in; amounts are left as printed".to_owned(),
        );
    }
    machine.out
}

/// Amounts that would be hundreds of billions, were they thousands, and that all are round, are whole kroner.
fn whole_kroner(lines: &mut [BudgetLine], warnings: &mut Vec<String>) {
    const LARGE: i64 = 100_000_000;
    let printed: Vec<Option<i64>> =
        lines.iter().filter(|l| l.amount.is_none()).map(|l| kroner(&l.printed_amount, 1)).collect();
    let round = printed.iter().all(|a| a.is_some_and(|a| a % 1_000 == 0));
    if round && printed.iter().flatten().any(|a| *a >= LARGE) {
        for line in lines.iter_mut().filter(|l| l.amount.is_none()) {
            line.amount = kroner(&line.printed_amount, 1);
        }
        warnings.push(
            "budget_lines: the table does not say what it counts in; by their size the amounts are whole kroner"
                .to_owned(),
        );
    }
}

/// A chapter with its name.
#[derive(Debug, Clone, PartialEq)]
struct Chapter {
    number: String,
    name: Option<String>,
}

/// An item that waits for its amount.
#[derive(Debug, Clone)]
struct Pending {
    item: String,
    name: String,
    range: Range<usize>,
    rule: &'static Rule,
}

struct Machine<'r, 't> {
    reading: &'r Reading<'t>,
    ids: &'r Ids,
    chapter: Option<Chapter>,
    /// Factor to whole kroner.
    unit: Option<i64>,
    pending: Option<Pending>,
    /// Which cell from the right holds the amount, where the header of the table tells.
    column: Option<usize>,
    out: Vec<BudgetLine>,
}

/// The numbers that a row begins with.
#[derive(Debug, Default)]
struct Numbers<'t> {
    chapter: Option<&'t str>,
    item: Option<&'t str>,
    /// Where the words after them begin.
    end: usize,
}

/// A name is not longer than this.
const NAME: usize = 220;

impl<'r, 't> Machine<'r, 't> {
    fn new(reading: &'r Reading<'t>, ids: &'r Ids) -> Self {
        Self { reading, ids, chapter: None, unit: None, pending: None, column: None, out: Vec::new() }
    }

    fn take(&mut self, block: &Block) {
        let words = self.reading.words(block);
        let short = words.chars().count() < 200;
        let row = block.kind == BlockKind::Row;
        let told = BUD04.find(words).filter(|_| short && (!row || amount(words, None).is_none()));
        if let Some(found) = told {
            let unit = unit_of(slice(words, found));
            self.unit = Some(unit);
            // It may be said below the table.
            for line in self.out.iter_mut().filter(|l| l.amount.is_none()) {
                line.amount = kroner(&line.printed_amount, unit);
            }
        }
        if self.is_header(words) {
            self.pending = None;
            return;
        }
        let lead = words.len() - words.trim_start_matches(['|', ' ', '*']).len();
        let cells = slice(words, lead..words.len());
        if BUD08.matches(cells) {
            self.pending = None;
            return;
        }
        let numbers = numbers(cells).filter(|n| row || n.plain(cells));
        let Some(numbers) = numbers else {
            self.go_on(block, cells);
            return;
        };
        self.pending = None;
        if let Some(number) = numbers.chapter {
            let name = slice(cells, numbers.end..cells.len());
            if numbers.item.is_none() {
                self.chapter = Some(Chapter { number: number.to_owned(), name: chapter_name(name) });
            } else if self.chapter.as_ref().is_none_or(|c| c.number != number) {
                self.chapter = Some(Chapter { number: number.to_owned(), name: None });
            }
        }
        let Some(item) = numbers.item else { return };
        let rest = slice(cells, numbers.end..cells.len());
        let rule = [&BUD05, &BUD06].into_iter().find(|r| r.matches(cells)).unwrap_or(&BUD02);
        match amount(rest, self.column) {
            Some((name, printed)) => {
                let pending = Pending {
                    item: item.to_owned(),
                    name: name.to_owned(),
                    range: block.range.clone(),
                    rule,
                };
                self.complete(&pending, printed, block.range.end);
            }
            None if rest.chars().count() < NAME && !rest.trim_end().ends_with('.') => {
                self.pending = Some(Pending {
                    item: item.to_owned(),
                    name: rest.trim_matches([' ', '|', ':']).to_owned(),
                    range: block.range.clone(),
                    rule,
                });
            }
            None => {}
        }
    }

    /// A line without numbers: the amount or the rest of the name of the item that waits.
    fn go_on(&mut self, block: &Block, words: &str) {
        let Some(mut pending) = self.pending.take() else {
            // A chapter may stand as a heading over its rows.
            return;
        };
        let words = words.trim();
        if BUD09.matches(words) {
            self.complete(&pending, words, block.range.end);
            return;
        }
        if words.chars().count() > NAME || words.ends_with(['.', ':']) {
            return;
        }
        let (name, printed) = match amount(words, self.column) {
            Some((name, printed)) => (name, Some(printed)),
            None => (words, None),
        };
        if !pending.name.is_empty() {
            pending.name.push(' ');
        }
        pending.name.push_str(name.trim_matches([' ', '|']));
        pending.range.end = block.range.end;
        match printed {
            Some(printed) => self.complete(&pending, printed, block.range.end),
            None => self.pending = Some(pending),
        }
    }

    /// Whether a row names the columns of a table; it tells which of them holds the amounts.
    fn is_header(&mut self, words: &str) -> bool {
        let cells: Vec<&str> = split(words);
        let known = |c: &&str| HEADER.iter().any(|h| c.to_lowercase().trim_start_matches('*').starts_with(h));
        if cells.len() < 2 || cells.iter().filter(|c| known(c)).count() < 2 || numbers(words).is_some() {
            return false;
        }
        let at = cells.iter().rposition(|c| BUD11.matches(c.trim_matches(['*', ' '])));
        self.column = at.map(|at| cells.len() - 1 - at);
        true
    }

    fn complete(&mut self, pending: &Pending, printed: &str, end: usize) {
        let range = pending.range.start..end;
        let keywords: Vec<String> = BUD03
            .pattern
            .captures_iter(&pending.name)
            .filter_map(|c| Some(c.name("value")?.as_str().split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let name = BUD03.pattern.replace_all(&pending.name, "");
        let name = name.split(" hvorav ").next().unwrap_or(&name);
        let name = name.trim().trim_end_matches("kr").trim_end_matches([',', '.', ' ', '|', ':']);
        let chapter = self.chapter.clone();
        let row = self.reading.text.get(range.clone());
        // The sign for money may stand apart from its amount.
        let before = row.rfind(printed).map_or("", |at| slice(row, 0..at)).trim_end();
        let signed = before.ends_with("kr") || before.ends_with("kr.");
        let own = printed_unit(printed, signed).or(self.unit);
        self.out.push(BudgetLine {
            id: self.ids.unit("b", &format!("{} {row}", chapter.as_ref().map_or("", |c| c.number.as_str()))),
            chapter: chapter.as_ref().map(|c| c.number.clone()),
            chapter_name: chapter.and_then(|c| c.name),
            item: format!("{:0>2}", pending.item),
            name: name.to_owned(),
            amount: own.and_then(|u| kroner(printed, u)),
            printed_amount: printed.to_owned(),
            keywords,
            span: self.reading.text.span(&range),
            rule: pending.rule.code.to_owned(),
        });
    }
}

/// What the columns of a budget table are called.
const HEADER: &[&str] = &[
    "kap",
    "post",
    "navn",
    "namn",
    "betegnelse",
    "nemning",
    "beløp",
    "budsjett",
    "bevilgning",
    "løyving",
    "tildeling",
    "tidligere",
    "tidlegare",
    "ny",
    "sum",
    "endring",
    "kommentar",
    "merknad",
    "formål",
    "føremål",
    "saldert",
    "regnskap",
];

impl Numbers<'_> {
    /// Whether words such as `Post` say that these are numbers of a budget, so that no table is needed.
    fn plain(&self, cells: &str) -> bool {
        let alone = self.end >= cells.trim_end().len();
        let name = cells.trim_end();
        let abbreviated = ["m.m.", "mv.", "m.v.", "mm."].iter().any(|end| name.ends_with(end));
        let short = name.chars().count() < 120 && (!name.ends_with('.') || abbreviated);
        (BUD02.matches(cells) && (alone || short)) || (BUD01.matches(cells) && short)
    }
}

fn numbers(words: &str) -> Option<Numbers<'_>> {
    let c = BUD10.pattern.captures(words)?;
    let get = |name| c.name(name);
    if let Some(chapter) = get("value") {
        let named = BUD01.matches(words);
        let item = get("item");
        // "640  Arbeidstilsynet" in a table; "2018 var …" is none.
        let rest = slice(words, chapter.end()..words.len());
        let cell = rest.starts_with([' ', '|', '.', ',', '/']) || rest.is_empty();
        if !cell || !(named || item.is_some() || BUD07.matches(words) || rest.trim_start().starts_with('|')) {
            return None;
        }
        let end = item.map_or(chapter.end(), |i| past_part(words, i.end()));
        return Some(Numbers { chapter: Some(chapter.as_str()), item: item.map(|i| i.as_str()), end });
    }
    let item = get("alone").or(get("bare"))?;
    Some(Numbers { chapter: None, item: Some(item.as_str()), end: past_part(words, item.end()) })
}

/// Behind the part of an item, as in "Post 72.1".
fn past_part(words: &str, at: usize) -> usize {
    static PART: Pattern = Pattern::new(r"^\.\d{1,2}\b");
    at + PART.find(slice(words, at..words.len())).map_or(0, |m| m.end())
}

/// The cells of a row.
fn split(words: &str) -> Vec<&str> {
    if words.contains('|') {
        words.split('|').map(str::trim).collect()
    } else {
        words.split("  ").map(str::trim).filter(|c| !c.is_empty()).collect()
    }
}

/// Name and amount of what follows the numbers. `column` is the amount's cell, counted from the right.
fn amount(rest: &str, column: Option<usize>) -> Option<(&str, &str)> {
    let rest = rest.trim_matches([' ', '|', ',', '.', ':', '–']);
    let cells = split(rest);
    let is_amount_of = |c: &str| BUD09.matches(c.trim_matches('*'));
    let is_amount = |c: &&str| is_amount_of(c);
    if cells.len() > 1 {
        let chosen = column.and_then(|from_right| cells.len().checked_sub(1 + from_right));
        let chosen = chosen.filter(|at| *at > 0 && cells.get(*at).is_some_and(is_amount));
        let at = chosen.or_else(|| cells.iter().rposition(|c| is_amount_of(c)))?;
        let name = cells.first().filter(|c| !is_amount(c)).copied().unwrap_or("");
        // A name in several cells, such as one that begins with the sign for money.
        return Some((name, cells.get(at)?.trim_matches('*')));
    }
    let (name, amount) = marker::split_amount(rest)?;
    (!name.is_empty() || BUD09.matches(rest)).then_some((name, amount))
}

fn chapter_name(words: &str) -> Option<String> {
    let first = split(words.trim_matches([' ', '|', '.', ':', ',', '–', '-'])).first().copied().unwrap_or("");
    let name = marker::split_amount(first).map_or(first, |(n, _)| n).trim_matches([' ', '|', '.', '*']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Factor to whole kroner.
fn unit_of(words: &str) -> i64 {
    let words = words.to_lowercase();
    if words.contains("mill") {
        1_000_000
    } else if words.contains("000") || words.contains("tusen") {
        1_000
    } else {
        1
    }
}

/// The unit that an amount itself is printed with.
fn printed_unit(printed: &str, signed: bool) -> Option<i64> {
    let lower = printed.to_lowercase();
    if lower.contains("mrd") {
        Some(1_000_000_000)
    } else if lower.contains("mill") {
        Some(1_000_000)
    } else {
        // "kr 287 415 000": nobody prints thousands like this.
        let digits = lower.chars().filter(char::is_ascii_digit).count();
        ((signed || lower.contains("kr") || lower.contains(",-")) && digits >= 6).then_some(1)
    }
}

/// The amount in whole kroner: `11 494,243` in millions is 11 494 243 000.
fn kroner(printed: &str, unit: i64) -> Option<i64> {
    let compact: String = printed
        .trim_end_matches(",-")
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | '−'))
        .collect();
    let (whole, decimals) = compact.split_once(',').unwrap_or((&compact, ""));
    let negative = whole.starts_with(['-', '–', '−']);
    let whole: i64 = whole.trim_start_matches(['-', '–', '−']).parse().ok()?;
    let mut amount = whole.checked_mul(unit)?;
    if !decimals.is_empty() {
        let scale = 10_i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        amount = amount.checked_add(decimals.parse::<i64>().ok()?.checked_mul(unit)? / scale)?;
    }
    Some(if negative { -amount } else { amount })
}
