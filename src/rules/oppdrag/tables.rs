//! Tables with a column of assignments: a row is one, its cell the words, other cells deadline and
//! addressees.

use super::catalogue::{OPP01, OPP06, OPP15, OPP16, OPP17};
use super::{Draft, evidence, reports, title_of_section};
use crate::outline::BlockKind;
use crate::pattern::slice;
use crate::rules::reading::Reading;
use std::ops::Range;

/// Which column of a table holds what.
#[derive(Debug, Clone, Copy)]
struct Columns {
    task: usize,
    number: Option<usize>,
    due: Option<usize>,
    responsible: Option<usize>,
}

/// The assignments in tables.
pub(super) fn in_tables(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    let mut columns: Option<Columns> = None;
    for (index, block) in reading.blocks().iter().enumerate() {
        if block.kind != BlockKind::Row {
            columns = None;
            continue;
        }
        let words = reading.words(block);
        let cells = cells(words);
        let Some(known) = columns else {
            columns = header(reading, index, words, &cells);
            continue;
        };
        let free = !taken.get(index).copied().unwrap_or(true);
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).filter(|r| !r.is_empty()).cloned();
        let shift = |r: Range<usize>| block.range.start + r.start..block.range.start + r.end;
        let Some(task) = cell(Some(known.task)).filter(|_| free) else { continue };
        let text = slice(words, task.clone());
        // A row of a form that is still to be filled in, or a row of totals.
        if text.chars().filter(|c| c.is_alphabetic()).count() < 8 {
            continue;
        }
        if let Some(t) = taken.get_mut(index) {
            *t = true;
        }
        let number = cell(known.number).map(|n| slice(words, n).trim_end_matches('.').to_owned());
        out.push(Draft {
            rule: if known.number.is_some() { &OPP06 } else { &OPP15 },
            number: number.filter(|n| n.chars().count() <= 20),
            section: reading.section(index),
            section_title: title_of_section(reading, index),
            range: shift(task),
            clarifies: false,
            due: cell(known.due).map(shift),
            responsible: cell(known.responsible).map(shift),
        });
    }
    out
}

/// The cells of a row, without the space around them.
fn cells(words: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    for cell in words.split('|') {
        let lead = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        out.push(at + lead..at + lead + trimmed.len());
        at += cell.len() + 1;
    }
    out
}

/// The columns that a header names, where one of them holds assignments.
fn header(reading: &Reading<'_>, index: usize, words: &str, cells: &[Range<usize>]) -> Option<Columns> {
    let find = |matches: &dyn Fn(&str) -> bool| {
        cells.iter().position(|r| matches(slice(words, r.clone()).trim_matches(['*', ' '])))
    };
    let number = find(&|c| OPP06.matches(c));
    let due = find(&|c| OPP16.matches(c));
    let responsible = find(&|c| OPP17.matches(c));
    // "Tiltak" heads many tables: with a deadline or somebody responsible beside it, it is a task.
    let beside = due.is_some() || responsible.is_some();
    let task = find(&|c| OPP01.matches(c)).or_else(|| {
        find(&|c| OPP15.matches(c)).filter(|_| beside && evidence::zone(reading, index) >= 0.0)
    })?;
    (cells.len() > 1 && !reports(reading, index)).then_some(Columns { task, number, due, responsible })
}
