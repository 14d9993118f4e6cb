//! Points on the agenda of a meeting.

use super::Rule;
use super::families::{self, Considered, Member, Page};
use super::ids::Ids;
use super::reading::Reading;
use crate::model::AgendaItem;
use crate::outline::{Block, BlockKind};
use crate::pattern::Pattern;
use std::ops::Range;

pub(super) static RULES: &[&Rule] =
    &[&AGENDA01, &AGENDA02, &AGENDA03, &AGENDA04, &AGENDA05, &AGENDA06, &AGENDA90];

static AGENDA01: Rule = Rule {
    code: "AGENDA01",
    summary: "A heading of the minutes with a plain number: `2. …`, `2) …`.",
    pattern: Pattern::new(r"^\d{1,2}[.)]?\s*\S"),
    finds: &[("2. Status for budsjettet", "2. S"), ("3) Eventuelt", "3) E")],
    leaves: &["Punkt uten nummer"],
};

static AGENDA02: Rule = Rule {
    code: "AGENDA02",
    summary: "A heading with the word for a point and its number: `Dagsordenspunkt 2: …`, `Sak 3 …`.",
    pattern: Pattern::new(r"^(?i:dagsorden|agendapunkt|sak|punkt|pkt|ad\b)[\p{L} .]*\d{1,2}\b"),
    finds: &[
        ("Dagsordenspunkt 2: Status", "Dagsordenspunkt 2"),
        ("Sak nr. 4: Økonomi", "Sak nr. 4"),
        ("Ad 2. Regnskap", "Ad 2"),
    ],
    leaves: &["Saken ble utsatt"],
};

static AGENDA03: Rule = Rule {
    code: "AGENDA03",
    summary: "A heading with a case number of the minute book: `Sak 01/09 …`, `001/04`, `PS 6/26 …`.",
    pattern: Pattern::new(r"^(?:\p{L}[\p{L}. ]*\s)?\d{1,3}\s?/\s?\d{2,4}\b"),
    finds: &[("Sak 01/09 Godkjenning", "Sak 01/09"), ("001/04", "001/04"), ("PS 6/26 Budsjett", "PS 6/26")],
    leaves: &["Saken gjelder 2014"],
};

static AGENDA04: Rule = Rule {
    code: "AGENDA04",
    summary: "Where no heading is numbered, the headings that the format itself marks, but for those that name people, outcomes or the document.",
    pattern: Pattern::new(r"^\p{Lu}"),
    finds: &[("Status for prosjektet", "S")],
    leaves: &["- uten"],
};

static AGENDA05: Rule = Rule {
    code: "AGENDA05",
    summary: "Minutes whose first numbered point is the second or later and that have text before it: the point before, whose heading stood on a page that is missing.",
    pattern: Pattern::new(r"^(?:[2-9]|\d{2})$"),
    finds: &[("2", "2")],
    leaves: &["1"],
};

static AGENDA06: Rule = Rule {
    code: "AGENDA06",
    summary: "The label of the agenda at the top. Where no heading is numbered, those that repeat the words of a line under this label are the points.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>agenda|saks?liste|dagsorden|saker(?:\s+til\s+behandling)?|til\s+behandling)\s*:?$",
    ),
    finds: &[("Agenda:", "Agenda"), ("Saksliste", "Saksliste")],
    leaves: &["Dagsordenen ble godkjent"],
};

static AGENDA90: Rule = Rule {
    code: "AGENDA90",
    summary: "Headings of minutes that are no points on the agenda.",
    pattern: Pattern::new(
        r"(?i)^(?:til\s?stede|tilstede|deltak|deltok|forfall|fråvær|saksliste|dagsorden|saker|agenda|referat|møtereferat|konklusjon|vedtak|beslutning|avgjerd|oppfølging|aksjon|tiltak|innstilling|forslag|vedlegg|kopi|møtedeltak)",
    ),
    finds: &[("Til stede", "Til stede"), ("Saksliste", "Saksliste")],
    leaves: &["Økonomi"],
};

/// An item and where it stands.
pub(super) struct Placed {
    pub(super) item: AgendaItem,
    /// Indices of the blocks under its heading, where the exact rules read it.
    pub(super) blocks: Range<usize>,
    /// From its heading to the next, in bytes.
    pub(super) range: Range<usize>,
    /// From the end of its heading on.
    pub(super) body: Range<usize>,
    /// The name, in bytes.
    pub(super) name: Range<usize>,
    /// Whether it is a row of a table.
    pub(super) row: bool,
}

/// The points of the minutes, and how they were read.
pub(super) struct Agenda {
    pub(super) items: Vec<Placed>,
    /// Whether the exact rules read them.
    pub(super) exact: bool,
    /// What speaks for the reading that was taken.
    pub(super) score: f64,
    /// Whether its numbers are those of points.
    pub(super) as_points: bool,
    pub(super) considered: Vec<Considered>,
}

/// The agenda: the reading of the document that explains most of it.
pub(super) fn agenda(reading: &Reading<'_>, ids: &Ids, page: &Page<'_>) -> Agenda {
    let exact = exact_items(reading, ids);
    let line_of = |at: usize| page.lines.partition_point(|l| l.range.end <= at);
    let members = exact.iter().filter(|p| !p.item.inferred).map(|p| {
        let line = line_of(p.range.start);
        let heading = p.body.start;
        Member {
            line,
            name_line: page.lines.partition_point(|l| l.start < heading).saturating_sub(1).max(line),
            key: p.item.number.as_deref().and_then(families::number_alone),
            printed: p.item.number.as_ref().and_then(|n| {
                let from = p.range.start + reading.text.get(p.range.start..heading).find(n.as_str())?;
                Some(from..from + n.len())
            }),
            name: p.name.clone(),
            marked: page.lines.get(line).is_some_and(|l| l.level.is_some() || l.strong),
        }
    });
    // A heading to which the line below it was joined is read anew.
    let mut as_is = true;
    let members: Vec<Member> = members
        .map(|m| {
            let end = m.name.end;
            let member = on_its_line(page, m);
            as_is &= member.name.end == end;
            member
        })
        .collect();
    let rule = exact
        .iter()
        .find(|p| !p.item.inferred)
        .and_then(|p| RULES.iter().find(|r| r.code == p.item.rule).copied());
    let inferred = exact.first().is_some_and(|p| p.item.inferred);
    let choice = families::choose(page, rule.map(|rule| families::Reading::exact(rule, members, as_is)));
    let (score, as_points, considered) = (choice.score, choice.as_points, choice.considered);
    let Some(best) = choice.best.filter(|_| !choice.exact) else {
        let exact = if choice.exact || score == 0.0 || inferred { exact } else { Vec::new() };
        return Agenda { items: exact, exact: true, score, as_points, considered };
    };
    let mut items = Vec::new();
    if inferred
        && best.members.first().is_some_and(|m| m.line == line_of(exact.get(1).map_or(0, |p| p.range.start)))
    {
        items.extend(exact.into_iter().next());
    }
    for (n, member) in best.members.iter().enumerate() {
        let to = best.members.get(n + 1).map_or(page.end, |next| next.line);
        items.push(placed(reading, ids, page, &best, member, to, items.len()));
    }
    Agenda { items, exact: false, score, as_points, considered }
}

/// A heading of the format is one line: its name ends there, and a bare number has none. Nor does a name go
/// on over what begins a line of its own.
fn on_its_line(page: &Page<'_>, mut member: Member) -> Member {
    let own = page.lines.get(member.line).filter(|l| l.range.contains(&member.name.start));
    if let Some(line) = own.filter(|l| l.level.is_none() && l.range.end < member.name.end) {
        let below = page.lines.get(member.line + 1);
        if below.is_some_and(|b| b.whole == line.whole) {
            member.name_line = member.line;
            member.name.end = line.range.end;
        }
        return member;
    }
    let Some(line) = page.lines.get(member.line).filter(|l| l.level.is_some()) else { return member };
    member.name_line = member.line;
    let end = line.range.end;
    member.name = member.name.start.min(end)..member.name.end.min(end);
    member
}

fn placed(
    reading: &Reading<'_>,
    ids: &Ids,
    page: &Page<'_>,
    family: &families::Reading,
    member: &Member,
    to: usize,
    before: usize,
) -> Placed {
    let text = reading.text;
    let start = page.lines.get(member.line).map_or(member.name.start, |l| l.start);
    let row = page.lines.get(member.line).is_some_and(|l| l.row);
    let name = text.get(member.name.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_end_matches(':').trim().to_owned();
    let number = member.printed.clone().map(|p| text.get(p).replace(' ', ""));
    let lines = if row { &[] } else { page.lines.get(member.name_line + 1..to).unwrap_or(&[]) };
    let heading_end = member.name.end.max(member.printed.as_ref().map_or(0, |p| p.end));
    let end = lines.last().map_or(heading_end, |l| l.range.end);
    let end = if row { page.lines.get(member.line).map_or(end, |l| l.range.end) } else { end };
    // Nothing stands under the heading: then the heading is the quote.
    let quote = match lines.first() {
        Some(first) if first.start < end => first.start..end,
        _ if member.name.is_empty() => member.printed.clone().unwrap_or(start..heading_end),
        _ => member.name.clone(),
    };
    let item = AgendaItem {
        id: ids.unit("a", &format!("{} {name}", number.as_deref().unwrap_or(""))),
        number,
        order: u32::try_from(before + 1).unwrap_or(u32::MAX),
        name: (!name.is_empty()).then_some(name),
        text: text.get(quote.clone()).to_owned(),
        span: text.span(&quote),
        heading_span: Some(text.span(&(start..heading_end))),
        inferred: false,
        rule: family.rule.code.to_owned(),
    };
    Placed { item, blocks: 0..0, range: start..end, body: heading_end..end, name: member.name.clone(), row }
}

/// A heading that opens an item.
struct Opening {
    index: usize,
    /// The block whose words are the name: the heading, or the line below a bare case number.
    name: usize,
    rule: &'static Rule,
}

/// The agenda items in order, as the exact rules read them.
fn exact_items(reading: &Reading<'_>, ids: &Ids) -> Vec<Placed> {
    let openings = openings(reading);
    let end = end_of_minutes(reading);
    let mut out = Vec::new();
    if let Some(item) = openings.first().and_then(|first| missing_first(reading, ids, first)) {
        out.push(item);
    }
    for (n, opening) in openings.iter().enumerate() {
        let to = openings.get(n + 1).map_or(end, |next| next.index);
        let blocks = opening.name + 1..to.max(opening.name + 1);
        let (Some(heading), Some(named)) =
            (reading.blocks().get(opening.index), reading.blocks().get(opening.name))
        else {
            continue;
        };
        let name = reading.words(named).to_owned();
        let number = heading.number.as_ref().map(|n| n.digits.clone());
        // Nothing stands under the heading: then the heading is the quote.
        let range = cover(reading, &blocks).unwrap_or(named.range.clone());
        let order = u32::try_from(out.len() + 1).unwrap_or(u32::MAX);
        let item = AgendaItem {
            id: ids.unit("a", &format!("{} {name}", number.as_deref().unwrap_or(""))),
            number,
            order,
            name: Some(name),
            text: reading.text.get(range.clone()).to_owned(),
            span: reading.text.span(&range),
            heading_span: Some(reading.text.span(&(heading.line_start..named.range.end))),
            inferred: false,
            rule: opening.rule.code.to_owned(),
        };
        let end = openings
            .get(n + 1)
            .and_then(|next| reading.blocks().get(next.index))
            .map_or_else(|| reading.body_end(), |next| next.line_start);
        let start = heading.line_start;
        let body = named.range.end..end.max(named.range.end);
        out.push(Placed {
            item,
            blocks,
            range: start..body.end,
            body,
            name: named.range.clone(),
            row: false,
        });
    }
    out
}

fn openings(reading: &Reading<'_>) -> Vec<Opening> {
    let headings: Vec<(usize, &Block)> = reading
        .blocks()
        .iter()
        .enumerate()
        .filter(|(_, b)| b.kind == BlockKind::Heading && !b.attachment)
        .collect();
    let pick = |rule: &'static Rule, fits: &dyn Fn(&Block) -> bool| -> Vec<Opening> {
        headings
            .iter()
            .filter(|(_, b)| fits(b) && rule.matches(reading.text.get(b.line_start..b.range.end)))
            .filter_map(|(index, b)| {
                // A bare case number has its title on the next line.
                let name = if b.range.is_empty() { index + 1 } else { *index };
                reading.blocks().get(name)?;
                Some(Opening { index: *index, name, rule })
            })
            .collect()
    };
    let labelled = |b: &Block| b.number.as_ref().is_some_and(|n| n.label.is_some() && !n.is_case());
    let case = |b: &Block| b.number.as_ref().is_some_and(crate::pattern::marker::Number::is_case);
    let plain = |b: &Block| b.number.as_ref().is_some_and(|n| n.label.is_none() && n.plain().is_some());
    let mut found = pick(&AGENDA03, &case);
    if found.is_empty() {
        found = pick(&AGENDA02, &labelled);
    }
    if found.is_empty() {
        found = pick(&AGENDA01, &plain);
    }
    if found.is_empty() {
        let listed = listed(reading);
        let again = |b: &Block| {
            matches!(b.kind, BlockKind::Heading | BlockKind::Paragraph)
                && b.number.is_none()
                && listed.contains(&same(reading.words(b)))
        };
        let places = reading.blocks().iter().enumerate().filter(|(_, b)| again(b));
        found = places.map(|(index, _)| Opening { index, name: index, rule: &AGENDA06 }).collect();
        if found.len() < 2 {
            found.clear();
        }
    }
    if found.is_empty() {
        // The deepest level that the format uses at least twice below the title.
        let marked = |b: &Block, level: u8| {
            b.level == level && b.number.is_none() && !AGENDA90.matches(reading.words(b))
        };
        let level = (1..=3).find(|l| headings.iter().filter(|(i, b)| *i > 0 && marked(b, *l)).count() >= 2);
        if let Some(level) = level.filter(|_| is_markup(reading)) {
            found = pick(&AGENDA04, &|b| marked(b, level));
            found.retain(|o| o.index > 0);
        }
    }
    found
}

/// The words of the lines under the label of the agenda.
fn listed(reading: &Reading) -> Vec<String> {
    let blocks = reading.blocks();
    let label = blocks.iter().take(40).position(|b| {
        matches!(b.kind, BlockKind::Label | BlockKind::Heading) && AGENDA06.matches(reading.words(b))
    });
    let Some(label) = label else { return Vec::new() };
    let lines = blocks.iter().skip(label + 1).take_while(|b| b.kind == BlockKind::Item);
    lines.map(|b| same(reading.words(b))).filter(|w| !w.is_empty()).collect()
}

/// What makes two printed titles the same: their letters.
fn same(words: &str) -> String {
    words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether headings come from the format rather than from the look of the lines.
fn is_markup(reading: &Reading<'_>) -> bool {
    reading.text.lines().iter().any(|l| matches!(l.hint, Some(crate::model::Hint::Heading(_))))
}

/// The item before the first heading, where the heading itself is missing.
fn missing_first(reading: &Reading<'_>, ids: &Ids, first: &Opening) -> Option<Placed> {
    let heading = reading.blocks().get(first.index)?;
    let number = heading.number.as_ref()?.plain().filter(|n| AGENDA05.matches(&n.to_string()))?;
    let prose = |b: &Block| {
        let words = reading.words(b);
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Item) && words.chars().count() > 120
    };
    let from = reading.blocks().iter().take(first.index).position(prose)?;
    let range = cover(reading, &(from..first.index))?;
    let number = (number - 1).to_string();
    let item = AgendaItem {
        id: ids.unit("a", &format!("{number} inferred")),
        number: Some(number),
        order: 1,
        name: None,
        text: reading.text.get(range.clone()).to_owned(),
        span: reading.text.span(&range),
        heading_span: None,
        inferred: true,
        rule: AGENDA05.code.to_owned(),
    };
    Some(Placed {
        item,
        blocks: from..first.index,
        body: range.clone(),
        name: range.start..range.start,
        range,
        row: false,
    })
}

/// The first block that is no longer minutes: the closing, attachments, copies, footnotes.
fn end_of_minutes(reading: &Reading<'_>) -> usize {
    let blocks = reading.blocks();
    blocks.iter().position(|b| b.attachment || b.kind == BlockKind::Note).unwrap_or(blocks.len())
}

/// The byte range from the first to the last of some blocks.
pub(super) fn cover(reading: &Reading<'_>, blocks: &Range<usize>) -> Option<Range<usize>> {
    let within = reading.blocks().get(blocks.clone())?;
    let (first, last) = (within.first()?, within.last()?);
    Some(if first.kind == BlockKind::Item { first.range.start } else { first.line_start }..last.range.end)
}
