//! Families of headings without numbers: what the list up front names, one level of the format's
//! headings, lines in capitals or in bold, rows of a table.

use super::super::Rule;
use super::super::conclusions::tables::{CON07, CON09, decides};
use super::front::{ALIKE, cells};
use super::page::Page;
use super::readings::is_title;
use super::{Member, Reading};
use crate::genre::lines::Line;
use crate::genre::titles::Title;
use crate::pattern::{Pattern, marker};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&FAM40, &FAM41, &FAM42, &FAM43, &FAM44, &FAM45, &FAM46, &FAM49];

static FAM40: Rule = Rule::inference("FAM40", "Headings that repeat what the list up front names.");

static FAM41: Rule = Rule::inference("FAM41", "The headings of one level of the format.");

static FAM42: Rule = Rule::inference("FAM42", "Lines in capitals.");

static FAM43: Rule = Rule::inference("FAM43", "Lines in bold or larger type.");

static FAM44: Rule = Rule {
    code: "FAM44",
    summary: "Rows of a table with a column for the matter and one for what came of it.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>sak(?:stittel)?|tema|punkt|tittel|emne|innhold|agendapunkt|dagsordenspunkt|hva|kva)$",
    ),
    finds: &[("Sak", "Sak"), ("Tema", "Tema")],
    leaves: &["Saksnr.", "Ansvarlig"],
};

static FAM45: Rule = Rule::inference("FAM45", "Short lines, each on top of a paragraph.");

static FAM46: Rule = Rule {
    code: "FAM46",
    summary: "A line with the word for a point, a colon and its title, without a number.",
    pattern: Pattern::new(
        r"^(?P<value>Sak|SAK|Tema|TEMA|Emne|Punkt|Dagsordenspunkt|Agendapunkt)\s*:\s+(?P<rest>\S.*)$",
    ),
    finds: &[("Sak: Budsjett", "Sak"), ("Tema: Opplæring", "Tema")],
    leaves: &["Sak 3: Budsjett", "Saken: den er løst"],
};

static FAM49: Rule = Rule {
    code: "FAM49",
    summary: "Headings that are no points: people, outcomes, the agenda, the document, parts of a point.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:ikke\s+|ikkje\s+)?til\s?stede|tilstede|til\s+stades|(?:møte)?deltak|deltok|møtende|forfall|fråvær|fravær|permisjon|saksliste|sakliste|dagsorden|saker\b|agenda|møte(?:referat|protokoll|bok)?\b|styremøte|referat\b|protokoll\b|minutes|(?:konklusjon|vedtak|beslutning|avgjerd|oppfølging|aksjon|tiltak)\p{L}*\s*(?::|$)|oppfølging\s+(?:avtalt|fra|frå)|gjøremål|todo|innstilling|forslag|vedlegg|kopi|saksbehandling|saksgrunnlag|behandling|votering|avstemming|innhold|toc\b|innsjekk|velkommen|pause|diggepunkt|møteevaluering|bakgrunn|drøfting|diskusjon|vurdering|merknad|protokolltilførsel|underskrift|signatur|fiktivt|for\s+referanse|lenker|notat)",
    ),
    finds: &[("Til stede", "Til stede"), ("Vedtak", "Vedtak"), ("Pause (5 min)", "Pause")],
    leaves: &["Økonomi", "Status for prosjektet", "Eventuelt"],
};

/// The readings of a document as headings without numbers.
pub(super) fn readings(page: &Page<'_>) -> Vec<Reading> {
    let mut out = Vec::new();
    out.extend(listed(page));
    let mut above = false;
    for level in 1..=4u8 {
        let fits = |at: usize| page.lines.get(at).is_some_and(|l| l.level == Some(level));
        let headings = plain(page, &fits);
        // The first heading of a document is its title.
        let title = |m: &Member| m.line == 0 || (level == 1 && m.line < 3);
        let headings: Vec<Member> = headings.into_iter().filter(|m| !title(m)).collect();
        // Below headings of a higher level stand the parts of points.
        let base = if above { -2.0 } else { 0.1 };
        above |= headings.len() > 1;
        out.extend(family(&FAM41, base, format!("headings of level {level}"), headings));
    }
    let capitals = |at: usize| {
        let words = page.words(at);
        page.lines.get(at).is_some_and(|l| l.gap && l.level.is_none())
            && marker::is_capitals(words)
            && words.len() >= 6
            && words.len() <= 120
    };
    out.extend(family(&FAM42, 0.2, "lines in capitals".to_owned(), plain(page, &capitals)));
    let bold = |at: usize| {
        page.lines.get(at).is_some_and(|l| l.strong && l.level.is_none() && !l.bullet)
            && page.words(at).len() <= 140
    };
    out.extend(family(&FAM43, -0.6, "lines in bold".to_owned(), plain(page, &bold)));
    let short = |at: usize| {
        let words = page.words(at);
        let plain = |l: &Line| l.level.is_none() && !l.bullet && !l.row;
        let prose = |l: &Line| {
            plain(l)
                && l.range.len() > words.len()
                && (l.range.len() > 40 || page.text.get(l.range.clone()).ends_with('.'))
        };
        let ended = at.checked_sub(1).is_none_or(|p| page.words(p).ends_with('.'));
        page.lines.get(at).is_some_and(|l| plain(l) && (l.gap || ended))
            && at > 1
            && (3..=60).contains(&words.len())
            && words.starts_with(char::is_uppercase)
            && is_title(words)
            && !words.contains([',', ':', '@'])
            && page.lines.get(at + 1).is_some_and(prose)
    };
    out.extend(family(&FAM45, 0.4, "short lines on top of paragraphs".to_owned(), plain(page, &short)));
    out.extend(labelled(page));
    out.extend(table(page));
    out
}

fn member(page: &Page<'_>, at: usize) -> Option<Member> {
    let line = page.lines.get(at)?;
    Some(Member {
        line: at,
        name_line: at,
        key: None,
        printed: None,
        name: line.range.clone(),
        marked: line.level.is_some() || line.strong,
    })
}

/// The lines that fit and can be points.
fn plain(page: &Page<'_>, fits: &dyn Fn(usize) -> bool) -> Vec<Member> {
    let lines = 0..page.end;
    lines
        .filter(|at| fits(*at) && page.marks.get(*at).is_none_or(Option::is_none))
        .filter(|at| !FAM49.matches(page.words(*at)) && !page.words(*at).ends_with(':'))
        .filter(|at| page.words(*at).chars().any(char::is_alphabetic))
        .filter_map(|at| member(page, at))
        .collect()
}

fn family(rule: &'static Rule, base: f64, pattern: String, members: Vec<Member>) -> Option<Reading> {
    if members.len() < 2 {
        return None;
    }
    let mut reading = Reading::new(rule, pattern.clone(), members);
    reading.give(rule, base, pattern);
    Some(reading)
}

/// The titles of the list up front, found again below it in their order.
fn listed(page: &Page<'_>) -> Option<Reading> {
    let entries = &page.front.entries;
    if entries.len() < 2 {
        return None;
    }
    let mut members: Vec<Member> = Vec::new();
    let mut from = page.front.lines.end;
    for entry in entries {
        let length = page.text.get(entry.title.clone()).len();
        let mut best: Option<(f64, usize)> = None;
        for at in from..page.end.min(from + 4000) {
            let Some(line) = page.lines.get(at) else { break };
            if line.row
                || line.range.len() > length * 2 + 40
                || page.marks.get(at).is_some_and(Option::is_some)
            {
                continue;
            }
            let alike = entry.like.like(&Title::new(page.words(at)));
            let alike = alike + if line.level.is_some() || line.strong { 0.05 } else { 0.0 };
            if alike >= ALIKE && best.is_none_or(|b| alike > b.0 + 0.1) {
                best = Some((alike, at));
            }
        }
        if let Some((_, at)) = best {
            members.extend(member(page, at));
            from = at + 1;
        }
    }
    if members.len() < 2 {
        return None;
    }
    let share = members.len() as f64 / entries.len() as f64;
    let note = format!("repeat {} of {} listed up front", members.len(), entries.len());
    let mut reading = Reading::new(&FAM40, "titles of the list up front".to_owned(), members);
    reading.by_front = Some(share);
    reading.give(&FAM40, 0.9 + 1.6 * share, note);
    Some(reading)
}

/// The columns of a table that name the matter and the outcome.
pub(in crate::rules) struct Columns {
    /// Lines of the rows below the header.
    pub(in crate::rules) rows: Range<usize>,
    pub(in crate::rules) matter: Option<usize>,
    pub(in crate::rules) outcome: Option<usize>,
}

/// The tables of a document whose header names a matter or an outcome.
pub(in crate::rules) fn tables(page: &Page<'_>, outcome: &'static Rule) -> Vec<Columns> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < page.lines.len() {
        let Some(line) = page.lines.get(at).filter(|l| l.row) else {
            at += 1;
            continue;
        };
        let to = page.lines.iter().skip(at).position(|l| !l.row).map_or(page.lines.len(), |n| at + n);
        let header = cells(page.text, line);
        let column = |rule: &Rule| header.iter().position(|c| rule.matches(page.text.get(c.clone())));
        let name = |at: usize| header.get(at).map_or("", |c| page.text.get(c.clone()));
        let outcome = column(outcome).filter(|o| decides(name(*o)) || column(&CON09).is_some());
        out.push(Columns { rows: at + 1..to, matter: column(&FAM44), outcome });
        at = to.max(at + 1);
    }
    out
}

fn table(page: &Page<'_>) -> Option<Reading> {
    let columns = tables(page, &CON07);
    let mut members = Vec::new();
    for table in columns.iter().filter(|t| t.outcome.is_some()) {
        let Some(matter) = table.matter.filter(|m| Some(*m) != table.outcome) else { continue };
        for at in table.rows.clone() {
            let Some(line) = page.lines.get(at) else { continue };
            let cells = cells(page.text, line);
            let Some(name) = cells.get(matter).filter(|c| !c.is_empty()).cloned() else { continue };
            let number = cells.first().filter(|c| **c != name).cloned();
            let key = number.as_ref().and_then(|n| super::number_alone(page.text.get(n.clone())));
            let printed = number.filter(|_| key.is_some());
            if !is_title(page.text.get(name.clone())) {
                continue;
            }
            members.push(Member { line: at, name_line: at, key, printed, name, marked: true });
        }
    }
    if members.len() < 2 {
        return None;
    }
    let mut reading = Reading::new(&FAM44, "rows with a matter and an outcome".to_owned(), members);
    reading.rows = true;
    reading.give(&FAM44, 1.0, "rows of a table with a matter and an outcome".to_owned());
    Some(reading)
}

/// Lines that begin with the word for a point and a colon, and no number.
fn labelled(page: &Page<'_>) -> Option<Reading> {
    let mut members = Vec::new();
    for at in 0..page.end {
        let words = page.words(at);
        let Some(c) = FAM46.pattern.captures(words).filter(|_| words.len() <= 200) else { continue };
        let Some(rest) = c.name("rest") else { continue };
        let from = page.lines.get(at).map_or(0, |l| l.range.start);
        if let Some(mut found) = member(page, at).filter(|_| !page.in_front(at)) {
            found.name = from + rest.start()..from + rest.end();
            members.push(found);
        }
    }
    let mut reading = family(&FAM46, 0.5, "the word for a point, a colon and a title".to_owned(), members)?;
    reading.as_points = true;
    Some(reading)
}

/// Whether a heading without a number can be a point.
pub(super) fn can_be_point(words: &str) -> bool {
    !FAM49.matches(words) && !words.ends_with(':')
}
