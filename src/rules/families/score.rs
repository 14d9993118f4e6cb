//! What speaks for a reading of the whole document, in points: the best reading wins.

use super::super::{Rule, Weighed};
use super::page::Page;
use super::{Member, Origin, Reading};

pub(super) static RULES: &[&Rule] = &[
    &FAM20, &FAM21, &FAM22, &FAM23, &FAM24, &FAM25, &FAM26, &FAM27, &FAM28, &FAM29, &FAM30, &FAM31, &FAM32,
    &FAM33, &FAM34,
];

/// What these rules give, each times its share.
pub(in crate::rules) static WEIGHED: &[Weighed] = &[
    Weighed { rule: &FAM20, points: 2.0 },
    Weighed { rule: &FAM21, points: 1.5 },
    Weighed { rule: &FAM22, points: 2.2 },
    Weighed { rule: &FAM23, points: 1.2 },
    Weighed { rule: &FAM24, points: 1.0 },
    Weighed { rule: &FAM25, points: 1.2 },
    Weighed { rule: &FAM26, points: 0.8 },
    Weighed { rule: &FAM27, points: 0.4 },
    Weighed { rule: &FAM28, points: -2.2 },
    Weighed { rule: &FAM29, points: -0.8 },
    Weighed { rule: &FAM30, points: 1.0 },
    Weighed { rule: &FAM31, points: -3.0 },
    Weighed { rule: &FAM32, points: -2.0 },
    Weighed { rule: &FAM33, points: -1.0 },
    Weighed { rule: &FAM34, points: -2.0 },
];

static FAM20: Rule =
    Rule::inference("FAM20", "How many lines a reading explains: a quarter point each, up to eight.");

static FAM21: Rule =
    Rule::inference("FAM21", "How many of the steps from number to number are to the very next one.");

static FAM22: Rule = Rule::inference("FAM22", "How much of the list up front the reading finds again.");

static FAM23: Rule = Rule::inference("FAM23", "How many of the marked outcomes fall one to a point.");

static FAM24: Rule = Rule::inference("FAM24", "The reading spans more than half of the document.");

static FAM25: Rule =
    Rule::inference("FAM25", "Numbers of a minute book, or a word for a point before the number.");

static FAM26: Rule = Rule::inference("FAM26", "The format, or bold type, makes the lines headings.");

static FAM27: Rule = Rule::inference("FAM27", "The sequence starts at 1.");

static FAM28: Rule = Rule::inference(
    "FAM28",
    "Lines of the reading that stand right under each other: those are a list of contents.",
);

static FAM29: Rule = Rule::inference("FAM29", "The reading begins late in the document.");

static FAM30: Rule =
    Rule::inference("FAM30", "The exact rules of the agenda (AGENDA01 to AGENDA06) read the document so.");

static FAM31: Rule = Rule::inference(
    "FAM31",
    "Numbers that stand twice in a reading: a list and the headings that repeat it.",
);

static FAM32: Rule = Rule::inference(
    "FAM32",
    "Headings without numbers that the list up front does not name: parts of points rather than points.",
);

static FAM33: Rule =
    Rule::inference("FAM33", "A reading whose first number is one of a lower level, 3.1 or 4a.");

static FAM34: Rule = Rule::inference(
    "FAM34",
    "Points in a row with the same name: that is what they have in common, such as the body, and no name.",
);

/// A reading is taken from this many points on.
pub(super) const ENOUGH: f64 = 2.6;

fn weight(rule: &'static Rule) -> f64 {
    WEIGHED.iter().find(|w| std::ptr::eq(w.rule, rule)).map_or(0.0, |w| w.points)
}

/// Adds what speaks for and against a reading.
pub(super) fn score(page: &Page<'_>, reading: &mut Reading) {
    let members = std::mem::take(&mut reading.members);
    let count = members.len();
    reading.give(&FAM20, weight(&FAM20) * count.min(8) as f64 / 8.0, format!("{count} headings"));
    let numbered = members.iter().filter(|m| m.key.is_some()).count();
    if numbered > 1 {
        let steps = members.windows(2).filter(|w| is_next(w)).count();
        let all = numbered - 1;
        let note = format!("{steps} of {all} steps to the next number");
        reading.give(&FAM21, weight(&FAM21) * share(steps, all), note);
    }
    let listed = page.front.entries.len();
    if listed > 0 && reading.by_front.is_none() && numbered > 0 {
        let mut found: Vec<usize> = members.iter().filter_map(|m| page.listed(m)).collect();
        found.sort_unstable();
        found.dedup();
        let note = format!("{} of {listed} listed up front", found.len());
        reading.give(&FAM22, weight(&FAM22) * share(found.len(), listed), note);
    }
    if listed > 1 && reading.by_front.is_none() && numbered == 0 && !reading.rows {
        let found = members.iter().filter(|m| page.listed(m).is_some()).count();
        let note = format!("{} of {count} not listed up front", count - found);
        reading.give(&FAM32, weight(&FAM32) * share(count - found, count), note);
    }
    let (alone, outcomes) = outcomes(page, &members);
    if outcomes > 0 {
        let note = format!("{alone} of {outcomes} outcomes fall one to a point");
        reading.give(&FAM23, weight(&FAM23) * share(alone, outcomes), note);
    }
    let at = |m: &Member| page.lines.get(m.line).map_or(0, |l| l.start);
    let whole = page.length.max(1);
    let first = members.first().map_or(0, at);
    let last = members.last().map_or(0, at);
    // A single point spans what stands under it.
    let last = if count == 1 { page.length } else { last };
    let spans = last.saturating_sub(first) * 100 / whole;
    if spans >= 50 {
        reading.give(&FAM24, weight(&FAM24), format!("spans {spans} percent"));
    }
    if reading.as_points {
        reading.give(&FAM25, weight(&FAM25), format!("numbered as points are: {}", reading.pattern));
    }
    let marked = members.iter().filter(|m| m.marked).count();
    if marked * 3 > count * 2 {
        reading.give(&FAM26, weight(&FAM26), "marked as headings".to_owned());
    }
    if let Some(start) = members.first().and_then(|m| m.key.as_ref()).and_then(|k| k.parts.first())
        && *start <= 1
    {
        reading.give(&FAM27, weight(&FAM27), format!("starts at {start}"));
    }
    if members.first().and_then(|m| m.key.as_ref()).is_some_and(|k| k.year.is_none() && k.parts.len() > 1) {
        reading.give(&FAM33, weight(&FAM33), "begins below the top level".to_owned());
    }
    let close = if reading.rows { 0 } else { page.bare(&members) };
    if close > 0 {
        let note = format!("{close} of {count} right above the next");
        reading.give(&FAM28, weight(&FAM28) * share(close, count.saturating_sub(1).max(1)), note);
    }
    let same = same_names(page, &members);
    if same > 0 {
        let note = format!("{same} of {count} have the same name");
        reading.give(&FAM34, weight(&FAM34) * share(same, count), note);
    }
    let begins = first * 100 / whole;
    if begins > 60 {
        reading.give(&FAM29, weight(&FAM29), format!("begins after {begins} percent"));
    }
    // A list and the headings that repeat it are not both points; a number given twice in a row is a slip.
    let mut keys: Vec<_> = members.iter().filter_map(|m| m.key.as_ref()).collect();
    keys.dedup();
    let in_order = keys.len();
    keys.sort();
    keys.dedup();
    let twice = in_order - keys.len();
    if twice > 0 {
        reading.give(
            &FAM31,
            weight(&FAM31) * share(twice, keys.len()),
            format!("{twice} numbers stand twice"),
        );
    }
    if reading.origin != Origin::Shape && twice == 0 && marked * 3 <= count * 2 {
        // One point is soon read.
        reading.give(&FAM30, weight(&FAM30) * share(count, 3), format!("read so by {}", reading.rule.code));
    }
    reading.members = members;
}

fn is_next(window: &[Member]) -> bool {
    let [a, b] = window else { return false };
    let step = a.key.as_ref().zip(b.key.as_ref()).and_then(|(a, b)| a.step(b));
    step == Some(crate::genre::numbers::Step::Next)
}

/// How many points have a name that the point before them has, too.
fn same_names(page: &Page<'_>, members: &[Member]) -> usize {
    let name = |m: &Member| page.text.get(m.name.clone());
    members.windows(2).filter(|w| matches!(w, [a, b] if !name(a).is_empty() && name(a) == name(b))).count()
}

/// How many points have one marked outcome, and how many outcomes there are.
fn outcomes(page: &Page<'_>, members: &[Member]) -> (usize, usize) {
    let all = page.marks.iter().filter(|m| m.is_some()).count();
    let alone = members.iter().enumerate().filter(|(i, m)| {
        let to = members.get(i + 1).map_or(page.end, |next| next.line);
        page.marks.get(m.line + 1..to.max(m.line + 1)).unwrap_or(&[]).iter().filter(|m| m.is_some()).count()
            == 1
    });
    (alone.count(), all)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) }
}
