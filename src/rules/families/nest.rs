//! What stands below the points of a reading, or beside them without a number: sub-points, *Eventuelt*,
//! a heading of the same level with an outcome of its own.

use super::super::Rule;
use super::page::Page;
use super::readings::{Candidate, Form};
use super::unnumbered::can_be_point;
use super::{Member, Reading};
use crate::genre::numbers::{Key, Step};
use crate::pattern::Pattern;

pub(super) static RULES: &[&Rule] = &[&FAM50, &FAM51, &FAM52];

static FAM50: Rule = Rule {
    code: "FAM50",
    summary: "A number one level below the point under which it stands: `3.1` under `3`.",
    pattern: Pattern::new(r"^\d{1,3}(?:\.\d{1,2}){1,4}$|^\d{1,3}[a-z]$"),
    finds: &[("3.1", "3.1"), ("4a", "4a")],
    leaves: &["3", "3/14"],
};

static FAM51: Rule = Rule {
    code: "FAM51",
    summary: "A heading without a number beside numbered ones that is a point all the same.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>eventuelt|evt\.?|ymse|eventuelle\s+saker|andre\s+saker|aob)\b.{0,30}$",
    ),
    finds: &[("Eventuelt", "Eventuelt"), ("Ymse (10 min)", "Ymse")],
    leaves: &["Eventuelle feil rettes etter møtet i neste uke, sa lederen"],
};

static FAM52: Rule = Rule {
    code: "FAM52",
    summary: "The letters of a series of points in a minute book: PS for cases to be decided, RS for what is reported. Each series has numbers of its own.",
    pattern: Pattern::new(r"(?i)^(?P<value>[a-zæøå]{2,4}|[a-zæøå]{1,2}-sak)$"),
    finds: &[("PS", "PS"), ("o-sak", "o-sak")],
    leaves: &["Kulturutvalget", "s"],
};

/// Adds points without a number.
pub(super) fn beside_them(page: &Page<'_>, reading: &mut Reading) {
    beside(page, reading);
    reading.members.sort_by_key(|m| m.line);
    reading.members.dedup_by_key(|m| m.line);
}

/// Adds sub-points.
pub(super) fn below_them(page: &Page<'_>, reading: &mut Reading) {
    series(page, reading);
    below(page, reading);
    reading.members.sort_by_key(|m| m.line);
    reading.members.dedup_by_key(|m| m.line);
}

/// Points of other series of the same minute book: `RS 5/11` beside `PS 21/11`.
fn series(page: &Page<'_>, reading: &mut Reading) {
    let code = |line: usize| {
        let cases = page.numbered(line).iter().find(|c| c.key.year.is_some())?;
        let code: String = cases.prefix.trim().to_owned();
        (FAM52.matches(&code) && code != "sak").then_some(code)
    };
    let taken: Vec<usize> = reading.members.iter().map(|m| m.line).collect();
    let own: Vec<String> = taken.iter().filter_map(|l| code(*l)).collect();
    if own.is_empty() || own.len() * 2 < taken.len() {
        return;
    }
    let first = taken.iter().min().copied().unwrap_or(0);
    let mut last: Vec<(String, Key)> = Vec::new();
    for c in page.candidates.iter().filter(|c| c.form == Form::Case && c.line > first) {
        let known = reading.members.iter().any(|m| m.key.as_ref() == Some(&c.key) && !m.name.is_empty());
        if c.rest.is_empty() || taken.contains(&c.line) || page.in_front(c.line) {
            continue;
        }
        let Some(code) = code(c.line).filter(|code| !own.contains(code)) else { continue };
        let before = last.iter_mut().find(|(of, _)| *of == code);
        let fits = before.as_ref().is_none_or(|(_, key)| key.step(&c.key).is_some());
        if fits && !(known && code.is_empty()) {
            match before {
                Some((_, key)) => *key = c.key.clone(),
                None => last.push((code, c.key.clone())),
            }
            reading.members.push(super::member(page, c));
        }
    }
}

fn below(page: &Page<'_>, reading: &mut Reading) {
    let mut added: Vec<Member> = Vec::new();
    let members = &reading.members;
    for (i, parent) in members.iter().enumerate() {
        let Some(key) = &parent.key else { continue };
        let key = &Key { year: None, parts: key.parts.clone() };
        let inside = |m: &Member| {
            m.key.as_ref().is_some_and(|k| k.parts.starts_with(&key.parts) && k.parts != key.parts)
        };
        let to = members.iter().skip(i + 1).find(|m| !inside(m)).map_or(page.end, |n| n.line);
        let taken: Vec<usize> = members.iter().map(|m| m.line).collect();
        let from = page.candidates.partition_point(|c| c.line <= parent.name_line);
        let until = page.candidates.partition_point(|c| c.line < to);
        let within = page.candidates.get(from..until).unwrap_or(&[]);
        let children: Vec<&Candidate> = within
            .iter()
            .filter(|c| c.form == Form::Levels && c.key.is_child_of(key) && !page.in_front(c.line))
            .filter(|c| {
                FAM50.matches(page.text.get(c.printed.clone()))
                    && page.marks.get(c.line).is_none_or(Option::is_none)
            })
            .collect();
        // Marked headings need no order; plain lines begin with the first and count on.
        let marked = children.iter().filter(|c| c.marked).count();
        let mut last: Option<&Key> = None;
        let known = members.get(i + 1).is_some_and(|n| n.key.as_ref().is_some_and(|k| k.is_child_of(key)));
        for child in &children {
            let fits = if marked * 2 > children.len() {
                child.marked || child.looks > 0.0
            } else {
                match last {
                    None => child.key.parts.last() == Some(&1) || known,
                    Some(last) => matches!(last.step(&child.key), Some(Step::Next | Step::Jump)),
                }
            };
            if fits {
                last = Some(&child.key);
            }
            if fits && !taken.contains(&child.line) {
                added.push(super::member(page, child));
            }
        }
    }
    reading.members.extend(added);
}

fn beside(page: &Page<'_>, reading: &mut Reading) {
    // Bodies of several reports or tables have no headings beside them.
    if reading.rows || reading.members.iter().all(|m| m.key.is_none()) {
        return;
    }
    let level = |line: usize| page.lines.get(line).and_then(|l| l.level);
    let levels: Vec<u8> = reading.members.iter().filter_map(|m| level(m.line)).collect();
    let top = levels.iter().min().copied();
    let taken: Vec<usize> = reading.members.iter().flat_map(|m| [m.line, m.name_line]).collect();
    let first = reading.members.iter().map(|m| m.line).min().unwrap_or(0);
    let mut added = Vec::new();
    for at in 0..page.end {
        let Some(line) = page.lines.get(at) else { continue };
        let words = page.words(at);
        if taken.contains(&at) || words.len() > 140 || page.in_front(at) || line.row {
            continue;
        }
        let same = line.level.is_some() && line.level == top;
        let eventuelt =
            FAM51.matches(words) && at > first && (same || (top.is_none() && line.gap && !line.bullet));
        let outcome = same
            && can_be_point(words)
            && page.marks.get(at).is_none_or(Option::is_none)
            && page.lines.get(at + 1).is_some_and(|l| l.level.is_none())
            && page.marks.get(at + 1).is_some_and(|m| m.as_ref().is_some_and(|m| m.decision));
        if (eventuelt || outcome) && !reading.members.iter().any(|m| page.text.get(m.name.clone()) == words) {
            added.push(Member {
                line: at,
                name_line: at,
                key: None,
                printed: None,
                name: line.range.clone(),
                marked: line.level.is_some(),
            });
        }
    }
    reading.members.extend(added);
}
