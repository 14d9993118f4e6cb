//! Conclusions, decisions and agreed follow-up in minutes: what stands under a mark, in a column of a
//! table, after an arrow, and, where a point has none of these, the sentence that itself says so.

mod exact;
mod extent;
pub(super) mod marks;
mod prose;
pub(super) mod tables;

use super::Rule;
use super::agenda::{Agenda, Placed};
use super::families::{self, Page};
use super::ids::Ids;
use super::reading::Reading;
use crate::genre::numbers::Step;
use crate::model::Conclusion;
use std::ops::Range;

/// The rules of conclusions.
pub(super) fn rules() -> Vec<&'static Rule> {
    [exact::RULES, marks::RULES, tables::RULES, extent::RULES, prose::RULES].concat()
}

/// A conclusion before it has its item.
#[derive(Debug, Clone)]
struct Found {
    range: Range<usize>,
    /// Byte range of what marks it: a label, a column's name, or the words that say so.
    marked_by: Range<usize>,
    rule: &'static Rule,
}

/// The conclusions in order, each under its agenda item.
pub(super) fn conclusions(
    reading: &Reading<'_>,
    ids: &Ids,
    agenda: &Agenda,
    page: &Page<'_>,
) -> Vec<Conclusion> {
    let mut found: Vec<Found> = Vec::new();
    if agenda.exact {
        found = exact::conclusions(reading, &agenda.items);
        for f in &mut found {
            extent::cut(page, &mut f.range);
        }
    }
    let mut add = |more: Vec<Found>| {
        let more = more.into_iter().filter(|m| !text_is_empty(reading, &m.range)).collect::<Vec<_>>();
        for m in more {
            let known = |f: &Found| f.range.start < m.range.end && m.range.start < f.range.end;
            if !found.iter().any(known) {
                found.push(m);
            }
        }
    };
    add(tables::conclusions(page, &agenda.items));
    let marked = extent::conclusions(page, &agenda.items);
    let marks = !marked.is_empty();
    add(marked);
    let marked: Vec<Found> = found.clone();
    found.extend(prose::conclusions(page, agenda, &marked, marks));
    found.sort_by_key(|f| f.range.start);
    found
        .into_iter()
        .map(|f| {
            let text = reading.text.get(f.range.clone());
            Conclusion {
                id: ids.unit("c", text),
                agenda_item: tables::named_item(page, &agenda.items, &f.range)
                    .or_else(|| above_listed(&agenda.items, f.range.start))
                    .or_else(|| item_of(&agenda.items, f.range.start))
                    .map(|i| i.item.id.clone()),
                text: text.to_owned(),
                span: reading.text.span(&f.range),
                marked_by: reading.text.get(f.marked_by).to_owned(),
                rule: f.rule.code.to_owned(),
            }
        })
        .collect()
}

fn text_is_empty(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    !reading.text.get(range.clone()).chars().any(char::is_alphanumeric)
}

/// The innermost point that a place stands in.
fn item_of(items: &[Placed], at: usize) -> Option<&Placed> {
    items.iter().rev().find(|i| i.range.start <= at && at < i.range.end.max(i.range.start + 1))
}

/// The point above a list of points with numbers of their own and nothing under them, such as papers that
/// were received: what stands below the list belongs to it.
fn above_listed(items: &[Placed], at: usize) -> Option<&Placed> {
    let here = item_of(items, at)?;
    let index = items.iter().position(|i| std::ptr::eq(i, here))?;
    let key = |i: &Placed| i.item.number.as_deref().and_then(families::number_alone);
    let next = key(items.get(index + 1)?)?;
    let bare = |i: &Placed| i.item.text.lines().count() <= 1 && i.body.len() <= 4;
    let before = items.iter().take(index).enumerate().rev().take(40).take_while(|(_, i)| bare(i));
    let mut above = before.filter(|(_, i)| key(i).is_some_and(|k| k.step(&next) == Some(Step::Next)));
    let (n, point) = above.next()?;
    let below = key(items.get(n + 1)?)?;
    (key(point)?.step(&below).is_none()).then_some(point)
}
