//! How a document numbers and heads its points: a document tells its own shape. Lines of one form make
//! a family; the best sequence of each is a reading of the document; what speaks for each reading is
//! counted in points, and the best one wins. Every reading that was considered is kept with its points.

mod chain;
mod front;
mod nest;
mod page;
mod readings;
mod score;
pub(in crate::rules) mod unnumbered;

use super::Rule;
use crate::genre::numbers::{Key, year};
use crate::genre::titles::Title;
use crate::pattern::{Pattern, marker};
pub(super) use front::cells;
pub(super) use page::Page;
use readings::{Candidate, Form};
pub(super) use score::WEIGHED;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rules of readings, families, points and nesting.
pub(super) fn rules() -> Vec<&'static Rule> {
    [readings::RULES, front::RULES, page::RULES, score::RULES, unnumbered::RULES, nest::RULES, RULES].concat()
}

static RULES: &[&Rule] = &[&FAM14, &FAM15, &FAM16];

static FAM14: Rule = Rule {
    code: "FAM14",
    summary: "The heading of the minutes of one case alone: a body's treatment of a case in a meeting.",
    pattern: Pattern::new(
        r"(?i)\bbehandling(?:a)?\s+(?:av|i)\s+sak\s*(?:nr\.?\s*)?(?P<value>\d{1,4}\s?[/-]\s?(?:20\d{2}|\d{2}))\s+i\s+(?:\p{L}+\s)?møte",
    ),
    finds: &[("Ungdomsutvalgets behandling av sak 7/2021 i møte 3. mai 2021:", "7/2021")],
    leaves: &["Behandling av sak 7/2021"],
};

static FAM15: Rule =
    Rule::inference("FAM15", "The points of the list up front, where no heading below takes them up.");

static FAM16: Rule = Rule {
    code: "FAM16",
    summary: "Lines below the bare number of a point that are not its title: a field, figures, the name of the body.",
    pattern: Pattern::new(
        r"(?i)^(?:dato|tid|sted|stad|arkiv\p{L}*\.?|saksbehandl\p{L}*|saksgang|vedlegg|møtedato|utvalg|behandl)\b.{0,40}$|^[\d\s./:-]+$|^(?:[\p{L}-]+,?\s+(?:og\s+)?){0,6}?\p{L}*(?:komiteen|utvalget|styret|rådet|nemnda|plenum|tinget|nämnden)$",
    ),
    finds: &[
        ("Dato: 3. mai 2018", "Dato: 3. mai 2018"),
        ("Plan- og ungdomsutvalget", "Plan- og ungdomsutvalget"),
    ],
    leaves: &["Valg av medlemmer", "Ny skatepark"],
};

/// What speaks for or against a reading, or for and against minutes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    /// The code of the rule that gives them.
    pub(super) rule: &'static str,
    /// How many; negative ones speak against it.
    pub(super) points: f64,
    /// What was seen, as `5 of 6 steps to the next number`.
    pub(super) note: String,
    /// Where it stands, where it stands in one place.
    pub(super) range: Option<Range<usize>>,
}

/// A reading of the document's points that was considered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Considered {
    /// The code of the rule that reads a line so.
    pub(super) rule: &'static str,
    /// The pattern of its lines as they stand: `sak N/2009: …`.
    pub(super) pattern: String,
    /// The headings that it finds: number as printed, and all from it to the end of the name.
    pub(super) headings: Vec<(Option<Range<usize>>, Range<usize>)>,
    /// What speaks for and against it.
    pub(super) points: Vec<Count>,
    /// All of it together.
    pub(super) score: f64,
    /// Whether it was taken.
    pub(super) chosen: bool,
}

/// A heading of a point.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Index of the line it begins on.
    pub(super) line: usize,
    /// Index of the line on which its name ends.
    pub(super) name_line: usize,
    pub(super) key: Option<Key>,
    /// Byte range of the number as printed.
    pub(super) printed: Option<Range<usize>>,
    /// Byte range of the name; empty where none is printed.
    pub(super) name: Range<usize>,
    /// Whether the format or bold type makes it a heading.
    pub(super) marked: bool,
}

/// Where a reading comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// From the shape of the document.
    Shape,
    /// From the exact rules, as they stand.
    Exact,
    /// From the exact rules, with headings shortened where the line below was joined to them.
    Mended,
}

/// One way to read the document.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) rule: &'static Rule,
    pub(super) pattern: String,
    pub(super) members: Vec<Member>,
    points: Vec<Count>,
    score: f64,
    /// Whether its numbers are those of points, by their form or the words before them.
    as_points: bool,
    origin: Origin,
    /// How much of the list up front it repeats, where that is how it was found.
    by_front: Option<f64>,
    /// Whether its members are rows of a table.
    rows: bool,
}

impl Reading {
    pub(super) fn new(rule: &'static Rule, pattern: String, members: Vec<Member>) -> Self {
        Self {
            rule,
            pattern,
            members,
            points: Vec::new(),
            score: 0.0,
            as_points: false,
            origin: Origin::Shape,
            by_front: None,
            rows: false,
        }
    }

    /// The reading of the exact rules.
    pub(super) fn exact(rule: &'static Rule, members: Vec<Member>, as_is: bool) -> Self {
        let mut reading = Self::new(rule, "exact".to_owned(), members);
        reading.origin = if as_is { Origin::Exact } else { Origin::Mended };
        reading
    }

    fn give(&mut self, rule: &'static Rule, points: f64, note: String) {
        self.score += points;
        self.points.push(Count { rule: rule.code, points, note, range: None });
    }

    fn considered(&self, page: &Page<'_>, chosen: bool) -> Considered {
        let heading = |m: &Member| {
            let start = page.lines.get(m.line).map_or(m.name.start, |l| l.range.start);
            let end = m.printed.as_ref().map_or(start, |p| p.end).max(m.name.end);
            (m.printed.clone(), start..end.max(start))
        };
        Considered {
            rule: self.rule.code,
            pattern: self.pattern.clone(),
            headings: self.members.iter().map(heading).collect(),
            points: self.points.clone(),
            score: self.score,
            chosen,
        }
    }
}

/// What the readings of a document came to.
pub(super) struct Choice {
    /// The reading that was taken, if any.
    pub(super) best: Option<Reading>,
    /// Whether it is that of the exact rules, and nothing was added.
    pub(super) exact: bool,
    pub(super) score: f64,
    /// Whether its numbers are those of points.
    pub(super) as_points: bool,
    pub(super) considered: Vec<Considered>,
}

/// A reading of the exact rules with less than this is not taken.
const WEAK: f64 = 0.8;

/// Chooses among the readings of a document; `exact` is that of the exact rules, if they read anything.
pub(super) fn choose(page: &Page<'_>, exact: Option<Reading>) -> Choice {
    let mut readings: Vec<Reading> = Vec::new();
    if let Some(one) = single(page) {
        readings.push(one);
    }
    readings.extend(numbered(page));
    for reading in &mut readings {
        nest::below_them(page, reading);
    }
    readings.extend(unnumbered::readings(page));
    for reading in &mut readings {
        score::score(page, reading);
    }
    let read = exact.is_some();
    let before = exact.as_ref().map_or(0, |e| e.members.len());
    if let Some(mut exact) = exact {
        nest::below_them(page, &mut exact);
        exact.as_points = exact.members.iter().any(|m| m.key.as_ref().is_some_and(|k| k.year.is_some()))
            || exact.rule.code == "AGENDA02";
        score::score(page, &mut exact);
        readings.insert(0, exact);
    }
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut considered: Vec<Considered> = readings
        .iter()
        .take(12)
        .enumerate()
        .map(|(i, r)| r.considered(page, i == 0 && r.score >= score::ENOUGH))
        .collect();
    let best = readings.into_iter().next().filter(|r| r.score >= score::ENOUGH);
    let Some(mut best) = best else {
        // A reading of the exact rules that little speaks for is none.
        let weak = considered.iter().any(|c| c.rule.starts_with("AGENDA") && c.score < WEAK);
        if weak {
            return Choice { exact: false, score: 0.1, as_points: false, best: None, considered };
        }
        let listed = if read { None } else { only_listed(page) };
        considered.extend(listed.iter().map(|r| r.considered(page, true)));
        return Choice { exact: false, score: 0.0, as_points: false, best: listed, considered };
    };
    nest::beside_them(page, &mut best);
    let exact = best.origin == Origin::Exact
        && best.members.len() == before
        && !best.members.iter().any(|m| m.marked);
    if !exact {
        names(page, &mut best);
    }
    Choice { exact, score: best.score, as_points: best.as_points, best: Some(best), considered }
}

/// The point of the minutes of one case alone.
fn single(page: &Page<'_>) -> Option<Reading> {
    let (at, line) =
        page.lines.iter().enumerate().take(6).find(|(_, l)| FAM14.matches(page.text.get(l.range.clone())))?;
    let found = FAM14.find(page.words(at))?;
    let printed = line.range.start + found.start..line.range.start + found.end;
    let words = page.text.get(printed.clone());
    let (number, of) = words.split_once(['/', '-'])?;
    let key = Key { year: year(of.trim()), parts: vec![number.trim().parse().ok()?] };
    let member = Member {
        line: at,
        name_line: at,
        key: Some(key),
        name: printed.end..printed.end,
        printed: Some(printed),
        marked: false,
    };
    let mut reading = Reading::new(&FAM14, "behandling av sak N i møte".to_owned(), vec![member]);
    reading.give(&FAM14, 5.0, "the minutes of one case".to_owned());
    Some(reading)
}

/// The points of the list up front alone.
fn only_listed(page: &Page<'_>) -> Option<Reading> {
    let entries = &page.front.entries;
    let numbered = entries.iter().filter(|e| e.key.is_some()).count();
    if numbered < 2 || numbered < entries.len() {
        return None;
    }
    let members = entries.iter().filter_map(|e| {
        let line = page.lines.iter().position(|l| l.range.end >= e.title.end)?;
        Some(Member {
            line,
            name_line: line,
            key: e.key.clone(),
            printed: e.printed.clone(),
            name: e.title.clone(),
            marked: false,
        })
    });
    let mut reading = Reading::new(&FAM15, "only listed up front".to_owned(), members.collect());
    reading.give(&FAM15, 0.0, "only listed up front".to_owned());
    Some(reading)
}

/// Families of numbered lines, each with its best sequence.
fn numbered(page: &Page<'_>) -> Vec<Reading> {
    let mut groups: BTreeMap<(Form, String, bool), Vec<Candidate>> = BTreeMap::new();
    for c in &page.candidates {
        let mut add = |prefix: String, marked: bool| {
            groups.entry((c.form, prefix, marked)).or_default().push(c.clone());
        };
        match c.form {
            Form::Case | Form::YearFirst | Form::Hyphen => add(String::new(), false),
            Form::Levels | Form::Roman | Form::Letter => {
                let prefix: String = c.prefix.chars().filter(|c| c.is_alphabetic()).collect();
                let known = !prefix.is_empty() && c.form == Form::Levels;
                add(prefix.clone(), false);
                if c.marked {
                    add(prefix, true);
                }
                if known {
                    add("*".to_owned(), false);
                }
            }
        }
    }
    let mut out = Vec::new();
    for ((form, prefix, _), mut family) in groups {
        looks(page, &mut family);
        if matches!(form, Form::Case | Form::YearFirst | Form::Hyphen) {
            family = best_of_each(family);
        }
        let family: Vec<&Candidate> = family.iter().collect();
        let members: Vec<&Candidate> =
            chain::best(&family).into_iter().filter_map(|i| family.get(i).copied()).collect();
        let Some(first) = members.first() else { continue };
        let one = members.len() == 1;
        if one && !(form == Form::Case || form == Form::YearFirst || form == Form::Hyphen) {
            continue;
        }
        let mut reading =
            Reading::new(first.rule, first.shape(), members.iter().map(|c| member(page, c)).collect());
        reading.as_points = match form {
            Form::Case | Form::YearFirst | Form::Hyphen => true,
            _ => prefix.len() > 1 || prefix == "*",
        };
        out.push(reading);
    }
    out
}

/// How much each line of a family looks like a heading where it stands.
fn looks(page: &Page<'_>, family: &mut [Candidate]) {
    // The next line with another number, from behind.
    let mut after: Vec<usize> = vec![page.end; family.len()];
    for i in (0..family.len().saturating_sub(1)).rev() {
        let (Some(here), Some(next)) = (family.get(i), family.get(i + 1)) else { continue };
        let to = if here.key == next.key { after.get(i + 1).copied().unwrap_or(page.end) } else { next.line };
        if let Some(slot) = after.get_mut(i) {
            *slot = to;
        }
    }
    let lines: Vec<usize> = family.iter().map(|c| c.line).collect();
    for (i, c) in family.iter_mut().enumerate() {
        let next = after.get(i).copied().unwrap_or(page.end);
        let before = i.checked_sub(1).and_then(|p| lines.get(p)).copied();
        let words = page.text.get(c.rest.clone());
        let name_line = if words.is_empty() { c.line + 1 } else { c.line };
        let near = |at: usize| at <= name_line + 1;
        let outcome = page
            .marks
            .get(c.line + 1..next.max(c.line + 1).min(c.line + 400))
            .is_some_and(|m| m.iter().any(Option::is_some));
        let mut looks = c.looks;
        looks += if outcome { 1.0 } else { 0.0 };
        let following = lines.get(i + 1).copied().unwrap_or(page.end);
        let right_below = page
            .marks
            .get(c.line + 1..following.max(c.line + 1).min(c.line + 400))
            .is_some_and(|m| m.iter().any(Option::is_some));
        looks += if right_below { 0.3 } else { 0.0 };
        looks += if c.marked { 1.0 } else { 0.0 };
        looks += if matches!(c.sep, Some(':')) { 0.5 } else { 0.0 };
        looks += if c.prefix.contains("sak") { 1.0 } else { 0.0 };
        looks += if words.is_empty() { -0.8 } else { 0.0 };
        looks -= match next {
            next if next >= page.end => 0.0,
            next if near(next) => 1.5,
            next if near(next - 1) => 0.7,
            _ => 0.0,
        };
        looks -= if before.is_some_and(|b| c.line <= b + 1) && !c.marked { 0.5 } else { 0.0 };
        looks -= if words.starts_with(char::is_lowercase) { 1.0 } else { 0.0 };
        looks -= if page.in_front(c.line) { 1.2 } else { 0.0 };
        looks -= if words.ends_with('.') && marker::has_finite_verb(words) { 0.8 } else { 0.0 };
        c.looks = looks;
    }
}

/// Of each number the line that looks most like a heading, in the order of the document.
fn best_of_each(family: Vec<Candidate>) -> Vec<Candidate> {
    let mut best: BTreeMap<Key, Candidate> = BTreeMap::new();
    for c in family {
        match best.get(&c.key) {
            Some(other) if other.looks >= c.looks => {}
            _ => {
                best.insert(c.key.clone(), c);
            }
        }
    }
    let mut out: Vec<Candidate> = best.into_values().collect();
    out.sort_by_key(|c| c.line);
    out
}

/// A candidate as a member, its name as it stands on its line.
fn member(page: &Page<'_>, c: &Candidate) -> Member {
    // The title of a bare number stands on a line below.
    let (name, name_line) = if c.rest.is_empty() { below(page, c) } else { (c.rest.clone(), c.line) };
    Member {
        line: c.line,
        name_line,
        key: Some(c.key.clone()),
        printed: Some(c.printed.clone()),
        name,
        marked: c.marked,
    }
}

/// The title on the lines below a bare number: the first that is no field and stands nowhere else.
fn below(page: &Page<'_>, c: &Candidate) -> (Range<usize>, usize) {
    let none = (c.rest.end..c.rest.end, c.line);
    if page.lines.get(c.line).is_some_and(|l| l.level.is_some()) {
        return none;
    }
    for at in c.line + 1..(c.line + 7).min(page.end) {
        let Some(line) = page.lines.get(at) else { break };
        let words = page.words(at);
        if page.marks.get(at).is_some_and(Option::is_some) || line.bullet || line.row {
            break;
        }
        let elsewhere = page.times(at) > 1 && page.under_another(at, &c.key);
        if FAM16.matches(words) || elsewhere || !page.numbered(at).is_empty() {
            continue;
        }
        let title = words.len() <= 200 && !words.ends_with(':') && readings::is_title(words);
        let listed = page.front.by_title(&Title::new(words)).is_some();
        return if title || listed { (line.range.clone(), at) } else { none };
    }
    none
}

/// Names that run on over the next lines.
fn names(page: &Page<'_>, reading: &mut Reading) {
    let starts: Vec<usize> = reading.members.iter().map(|m| m.line).collect();
    for member in &mut reading.members {
        if reading.rows || member.name.is_empty() {
            continue;
        }
        let entry = page.listed(member).and_then(|e| page.front.entries.get(e));
        let alike = |range: Range<usize>| entry.map(|e| e.like.like(&Title::new(page.text.get(range))));
        let mut best = alike(member.name.clone());
        for at in member.name_line + 1..(member.name_line + 4).min(page.end) {
            let Some(line) = page.lines.get(at) else { break };
            let words = page.words(at);
            let so_far = page.text.get(member.name.clone());
            if line.level.is_some()
                || line.bullet
                || line.row
                || line.gap
                || starts.contains(&at)
                || page.marks.get(at).is_some_and(Option::is_some)
                || so_far.ends_with(['.', '?', '!', ':'])
                || words.ends_with(':')
            {
                break;
            }
            let longer = member.name.start..line.range.end;
            let now = alike(longer.clone());
            let goes_on = match (best, now) {
                (Some(a), Some(b)) => b > a,
                _ if marker::is_capitals(so_far) => marker::is_capitals(words) && words.len() <= 80,
                _ => words.starts_with(char::is_lowercase) && words.len() <= 80 && marker::runs_on(so_far),
            };
            if !goes_on {
                break;
            }
            best = now;
            member.name = longer;
            member.name_line = at;
        }
    }
}

/// The number that a few words are, and nothing else: a cell of a table.
pub(super) fn number_alone(words: &str) -> Option<Key> {
    let words = words.trim().trim_end_matches(['.', ')']);
    let words = words.rsplit(' ').next().unwrap_or("");
    if let Some((number, of)) = words.split_once('/') {
        let parts = vec![number.parse().ok()?];
        return Some(Key { year: Some(year(of)?), parts });
    }
    let parts: Option<Vec<u32>> = words.split('.').map(|p| p.parse().ok().filter(|n| *n < 1000)).collect();
    parts.filter(|p| !p.is_empty() && p.len() <= 5).map(Key::plain)
}
