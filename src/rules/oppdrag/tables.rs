//! Tables with a column of assignments.

use super::catalogue::{OPP01, OPP06};
use super::{Draft, reports, title_of_section};
use crate::outline::BlockKind;
use crate::pattern::slice;
use crate::rules::reading::Reading;

/// Tables with a column of assignments: a row is one, from that column on.
pub(super) fn in_tables(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    // The columns of the assignments and of their numbers, while inside such a table.
    let mut columns: Option<(usize, Option<usize>)> = None;
    for (index, block) in reading.blocks().iter().enumerate() {
        if block.kind != BlockKind::Row {
            columns = None;
            continue;
        }
        let words = reading.words(block);
        let Some((column, number)) = columns else {
            let header: Vec<&str> = words.split('|').map(str::trim).collect();
            let column = header.iter().position(|cell| OPP01.matches(cell));
            if let Some(column) = column.filter(|_| header.len() > 1 && !reports(reading, index)) {
                columns = Some((column, header.iter().position(|cell| OPP06.matches(cell))));
            }
            continue;
        };
        let start = words.match_indices('|').nth(column.wrapping_sub(1)).map_or(0, |(i, _)| i + 1);
        let lead = slice(words, start..words.len());
        let start = block.range.start + words.len() - lead.trim_start().len();
        let number = number.and_then(|n| words.split('|').nth(n)).map(|n| n.trim().to_owned());
        if let Some(t) = taken.get_mut(index) {
            *t = true;
        }
        out.push(Draft {
            rule: &OPP06,
            number: number.filter(|n| !n.is_empty()),
            section: reading.section(index),
            section_title: title_of_section(reading, index),
            range: start..block.range.end,
            clarifies: false,
        });
    }
    out
}

