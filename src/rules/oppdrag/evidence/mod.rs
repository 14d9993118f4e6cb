//! Evidence that a sentence begins an assignment, in points that add up.
//!
//! A sentence is weighed in a plain form (see [`plain`]), so that the patterns are short and fast: small
//! letters, one space between words, punctuation apart, and the names of agencies and ministries
//! replaced by the words `etaten`, `annenetat` and `departementet`.

mod against;
mod asking;
mod beside;
mod plain;
mod verbs;
mod zones;

pub(in crate::rules) use asking::Whose;
pub(in crate::rules) use plain::{Plain, own_names};

use crate::rules::oppdrag::catalogue::OPP04;
use crate::rules::reading::Reading;
use crate::rules::{Rule, Sign, When, deadline};
use std::ops::Range;

/// A sentence with this many points begins an assignment.
pub(in crate::rules) const ENOUGH: f32 = 2.5;

/// Every sign.
pub(in crate::rules) fn signs() -> impl Iterator<Item = &'static Sign> {
    [zones::SIGNS, asking::SIGNS, verbs::SIGNS, beside::SIGNS, against::SIGNS].into_iter().flatten().copied()
}

/// Something that was found for or against a sentence, and what it counts there: less than the sign's
/// own points where it stands further away.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Found {
    pub(in crate::rules) sign: &'static Sign,
    pub(in crate::rules) points: f32,
}

/// A sentence that may begin an assignment, and all that was found for and against it.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Case {
    /// The block that it stands in.
    pub(in crate::rules) block: usize,
    /// Its words, as bytes of the text.
    pub(in crate::rules) range: Range<usize>,
    /// What was found.
    pub(in crate::rules) found: Vec<Found>,
    /// Whether it says who is to do something, or asks for it.
    pub(in crate::rules) steers: bool,
    /// Whether the addressee is its subject, or is asked.
    pub(in crate::rules) addresses: bool,
    /// Whose task it tells of.
    pub(in crate::rules) whose: Whose,
    /// Whether it asks for something to be done once: a verb of that sort, asking words, an announcement.
    pub(in crate::rules) concrete: bool,
}

impl Case {
    /// The sum.
    pub(in crate::rules) fn points(&self) -> f32 {
        self.found.iter().map(|f| f.points).sum()
    }

    /// Whether it begins an assignment.
    pub(in crate::rules) fn begins(&self) -> bool {
        self.steers && self.concrete && self.points() >= ENOUGH
    }

    /// The rule that tells most: the sign in the sentence itself with the most points.
    pub(in crate::rules) fn rule(&self) -> &'static Rule {
        let most = |words: bool| {
            let own = self.found.iter().filter(|f| {
                let code = f.sign.rule.code;
                f.points > 0.0
                    && !zones::is_zone(f.sign)
                    && (!words || code.starts_with("ASK") || code.starts_with("VERB"))
            });
            own.max_by(|a, b| a.points.total_cmp(&b.points)).map(|f| &f.sign.rule)
        };
        let announced = self.is_announced().then_some(&beside::BESIDE05.rule);
        announced.or_else(|| most(true)).or_else(|| most(false)).unwrap_or(&OPP04)
    }

    /// Whether a sign was found.
    pub(in crate::rules) fn has(&self, sign: &Sign) -> bool {
        self.found.iter().any(|f| f.sign.rule.code == sign.rule.code)
    }

    /// Whether it says by when.
    pub(in crate::rules) fn is_due(&self) -> bool {
        self.found.iter().any(|f| beside::is_deadline(f.sign))
    }

    /// Whether it counts on one of the next sentences to say by when.
    pub(in crate::rules) fn is_due_later(&self) -> bool {
        self.has(&beside::BESIDE03)
    }

    /// Whether it is told to be done again and again.
    pub(in crate::rules) fn is_habit(&self) -> bool {
        self.has(&against::AGAINST01)
    }

    /// Whether it takes back or changes an assignment.
    pub(in crate::rules) fn is_changed(&self) -> bool {
        self.has(&beside::BESIDE06)
    }

    /// Whether it announces an assignment.
    pub(in crate::rules) fn is_announced(&self) -> bool {
        self.has(&beside::BESIDE05)
    }
}

/// Whether an item opens with the verb of a task, or with its noun.
pub(in crate::rules) fn opens_with_task(plain: &Plain) -> bool {
    verbs::opens(plain)
}

/// What the headings above a block say of it, in points.
pub(in crate::rules) fn zone(reading: &Reading<'_>, block: usize) -> f32 {
    let mut found = Vec::new();
    zones::weigh(reading, block, &mut found);
    found.iter().map(|f| f.points).sum()
}

/// Whether the first sentence tells of what is done all the time.
pub(in crate::rules) fn is_standing(words: &str) -> bool {
    let first = words.split(". ").next().unwrap_or(words);
    Plain::of(first).holds(&against::AGAINST01)
}

/// What led up to an item: `Direktoratet skal:`.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Lead {
    /// Whether the words above the list say who is to do what stands in it.
    pub(in crate::rules) steers: bool,
    /// Whether they ask for it, or say that it is assigned.
    pub(in crate::rules) asks: bool,
    /// Whether they call what follows assignments.
    pub(in crate::rules) names: bool,
}

impl Lead {
    /// What a sentence before a list leads to.
    pub(in crate::rules) fn of(plain: &Plain) -> Self {
        let names = plain.holds(&asking::LEAD03);
        Self { steers: names || plain.holds(&asking::LEAD01), asks: asking::asks(plain), names }
    }
}

/// Where a sentence stands.
pub(in crate::rules) struct Place<'a> {
    pub(in crate::rules) block: usize,
    pub(in crate::rules) range: Range<usize>,
    /// Whether it opens a list item.
    pub(in crate::rules) item: bool,
    pub(in crate::rules) lead: Option<Lead>,
    /// The sentences that follow it in its paragraph.
    pub(in crate::rules) after: &'a [Range<usize>],
}

/// What weighing needs to know of the document.
pub(in crate::rules) struct Scales<'r, 't> {
    pub(in crate::rules) reading: &'r Reading<'t>,
    pub(in crate::rules) when: &'r When,
    pub(in crate::rules) recipient: Option<&'r str>,
    /// Short forms of the recipient that only this letter has.
    pub(in crate::rules) own: &'r [String],
    /// Whether assignments of this letter carry numbers with a code, so that prose seldom gives one.
    pub(in crate::rules) coded: bool,
}

impl Scales<'_, '_> {
    /// The plain form of a range.
    pub(in crate::rules) fn plain(&self, range: &Range<usize>) -> Plain {
        Plain::new(self.reading, range, self.recipient, self.own)
    }

    /// Weighs a sentence.
    pub(in crate::rules) fn weigh(&self, place: &Place<'_>) -> Case {
        let plain = self.plain(&place.range);
        let mut found = Vec::new();
        zones::weigh(self.reading, place.block, &mut found);
        let task = asking::weigh(&plain, place, &mut found);
        verbs::weigh(&plain, &task, &mut found);
        let due = deadline::deadlines(self.reading.text.get(place.range.clone()), self.when);
        beside::weigh(&plain, due.main.as_ref(), &mut found);
        if !found.iter().any(|f| beside::is_deadline(f.sign)) && self.due_later(place) {
            found.push(Found { sign: &beside::BESIDE03, points: beside::BESIDE03.points });
        }
        against::weigh(&plain, &task, self.coded, &mut found);
        soften(&mut found);
        let concrete = found.iter().any(|f| {
            verbs::is_once(f.sign)
                || asking::is_asking(f.sign)
                || f.sign.rule.code == beside::BESIDE05.rule.code
        });
        let has = |sign: &Sign| found.iter().any(|f| f.sign.rule.code == sign.rule.code);
        let announced = has(&beside::BESIDE05);
        let changed = has(&beside::BESIDE06);
        // "Evaluere ordningen" in a list of tasks: the heading says who.
        let opens = place.item
            && has(&verbs::VERB07)
            && found.iter().any(|f| zones::is_zone(f.sign) && f.points > 0.0);
        Case {
            block: place.block,
            range: place.range.clone(),
            whose: task.whose,
            addresses: asking::addresses(&plain),
            found,
            steers: task.steers() || announced || changed || opens,
            concrete: concrete || changed,
        }
    }

    /// Whether one of the next sentences, which asks nobody anew, says when.
    fn due_later(&self, place: &Place<'_>) -> bool {
        const NEAR: usize = 3;
        let near = place.after.get(..NEAR.min(place.after.len())).unwrap_or(&[]);
        let due = near.iter().position(|range| {
            let due = deadline::deadlines(self.reading.text.get(range.clone()), self.when);
            due.main.is_some_and(|d| d.to.is_some())
        });
        // Few sentences say when, so that is asked first.
        due.is_some_and(|due| near.iter().take(due + 1).all(|range| !asking::addresses(&self.plain(range))))
    }
}

/// Headings over money or goals count half against a task that is asked for, is due on a day, or is announced.
fn soften(found: &mut Vec<Found>) {
    const PART: f32 = 0.5;
    let has = |codes: &[&str]| found.iter().any(|f| codes.contains(&f.sign.rule.code));
    let asked = has(&["ASK01", "ASK02", "ASK03"]) && has(&["VERB06"]);
    let due = has(&["VERB01", "VERB02"]) && has(&["BESIDE01", "BESIDE03"]);
    let announced = has(&["BESIDE05"]);
    if announced {
        // What an announced assignment is about tells nothing against it.
        found.retain(|f| !["VERB03", "AGAINST12"].contains(&f.sign.rule.code));
    }
    if asked || due || announced {
        found.iter_mut().filter(|f| zones::is_mild(f.sign)).for_each(|f| f.points *= PART);
    }
}

/// Adds a sign with its own points where its rule finds something.
fn push(plain: &Plain, sign: &'static Sign, found: &mut Vec<Found>) -> bool {
    let holds = plain.holds(sign);
    if holds {
        found.push(Found { sign, points: sign.points });
    }
    holds
}
