//! How often the extraction is right: records made by hand beside the documents
//! (`NAME.expected.json`), compared with what the rules find.

use crate::error::{Error, Result};
use crate::likeness::{fives, likeness};
use crate::model::{Deadline, Document, Kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Two texts are the same when their five-letter pieces agree to this part.
const SAME: f64 = 0.9;

/// A record made by hand. Lists that are left out are not measured.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    kind: Kind,
    meeting_type: Option<String>,
    year: Option<i16>,
    date: Option<String>,
    #[serde(default)]
    ministries: Vec<String>,
    agency: Option<String>,
    language: Option<String>,
    meeting: Option<Meeting>,
    agenda_items: Option<Vec<AgendaItem>>,
    conclusions: Option<Vec<Conclusion>>,
    oppdrag: Option<Vec<Oppdrag>>,
    goals: Option<Vec<Goal>>,
    indicators: Option<Vec<Indicator>>,
    key_information: Option<Vec<InSection>>,
    reporting_requirements: Option<Vec<InSection>>,
    budget_lines: Option<Vec<BudgetLine>>,
    references: Option<Vec<String>>,
    abbreviations: Option<Vec<Abbreviation>>,
}

/// A meeting, with the bodies for which people were there or absent and the day of the next.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_field_names)] // The names are those of the record.
struct Meeting {
    place: Option<String>,
    time: Option<String>,
    present: Option<Vec<Option<String>>>,
    absent: Option<Vec<Option<String>>>,
    next_meeting: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgendaItem {
    number: Option<String>,
    name: Option<String>,
    inferred: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conclusion {
    agenda_item: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Oppdrag {
    number: Option<String>,
    section: Option<String>,
    text: String,
    status: String,
    deadline: Option<ExpectedDeadline>,
    addressees: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedDeadline {
    text: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Goal {
    number: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    section: Option<String>,
    text: String,
    direction: Option<String>,
    target: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InSection {
    section: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BudgetLine {
    chapter: Option<String>,
    item: String,
    name: String,
    amount: Option<i64>,
    #[serde(default)]
    keywords: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviation {
    short: String,
    long: String,
}

/// How often one class was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Found, and expected.
    pub found: usize,
    /// Expected, and not found.
    pub missed: usize,
    /// Found, and not expected.
    pub made_up: usize,
}

impl Score {
    /// Of what was found, the part that is right; 1 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.found, self.made_up)
    }

    /// Of what is there, the part that was found; 1 where nothing is there.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.found, self.missed)
    }
}

fn ratio(right: usize, wrong: usize) -> f64 {
    if right + wrong == 0 { 1.0 } else { right as f64 / (right + wrong) as f64 }
}

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Measured {
    /// Scores by class, such as `oppdrag` or `oppdrag: deadline`.
    pub scores: BTreeMap<&'static str, Score>,
    /// Every difference, in words.
    pub differences: Vec<String>,
}

/// Whether an expected record belongs to a file, or to a document inside it.
#[must_use]
pub fn is_expected(file: &Path) -> bool {
    file.with_extension("expected.json").is_file() || file.with_extension("parts").is_dir()
}

/// Where the expected record of a document that was read from `file` stands: `NAME.expected.json` beside the
/// file; for a document inside it, in the folder `NAME.parts`. Nothing where there is none.
#[must_use]
pub fn expected_file(file: &Path, document: &Document) -> Option<PathBuf> {
    let name = file.file_name()?.to_string_lossy();
    let inside = document.source.path.split_once(&format!("{name}/")).map(|(_, inside)| inside);
    let expected = match inside {
        None => file.with_extension("expected.json"),
        Some(inside) => file.with_extension("parts").join(inside).with_extension("expected.json"),
    };
    expected.is_file().then_some(expected)
}

/// Reads an expected record. The error names the file and the place in it.
pub fn read(file: &Path) -> Result<Expected> {
    let json = std::fs::read_to_string(file).map_err(|e| Error::io(file, e))?;
    serde_json::from_str(&json).map_err(|e| Error::unreadable(file, e.to_string()))
}

impl Measured {
    /// Adds the comparison of one document.
    pub fn add(&mut self, expected: &Expected, document: &Document) {
        Comparison { measured: self, path: document.source.path.clone() }.run(expected, document);
    }
}

struct Comparison<'m> {
    measured: &'m mut Measured,
    path: String,
}

impl Comparison<'_> {
    fn run(&mut self, expected: &Expected, d: &Document) {
        self.facts(expected, d);
        self.minutes(expected, d);
        self.assignments(expected, d);
        if let Some(goals) = &expected.goals {
            let pairs = self.units("goals", goals, &d.goals, |g| &g.text, |g| &g.text);
            for (e, f) in pairs {
                self.field("goals: number", &e.number, &f.number, &e.text);
            }
        }
        if let Some(indicators) = &expected.indicators {
            for (e, f) in self.units("indicators", indicators, &d.indicators, |i| &i.text, |i| &i.text) {
                self.field("indicators: section", &e.section, &f.section, &e.text);
                self.field("indicators: direction", &e.direction, &f.direction, &e.text);
                self.field("indicators: target", &e.target, &f.target, &e.text);
            }
        }
        if let Some(points) = &expected.key_information {
            for (e, f) in self.units("key_information", points, &d.key_information, |k| &k.text, |k| &k.text)
            {
                self.field("key_information: section", &e.section, &f.section, &e.text);
            }
        }
        if let Some(needs) = &expected.reporting_requirements {
            let found = &d.reporting_requirements;
            for (e, f) in self.units("reporting_requirements", needs, found, |r| &r.text, |r| &r.text) {
                self.field("reporting_requirements: section", &e.section, &f.section, &e.text);
            }
        }
        if let Some(lines) = &expected.budget_lines {
            // Item and name together say which line it is.
            let wanted: Vec<(String, &BudgetLine)> =
                lines.iter().map(|l| (format!("post {} {}", l.item, l.name), l)).collect();
            let found: Vec<(String, &crate::model::BudgetLine)> =
                d.budget_lines.iter().map(|l| (format!("post {} {}", l.item, l.name), l)).collect();
            for ((name, e), (_, f)) in self.units("budget_lines", &wanted, &found, |l| &l.0, |l| &l.0) {
                self.field("budget_lines: chapter", &e.chapter, &f.chapter, name);
                self.field("budget_lines: amount", &e.amount, &f.amount, name);
                self.field("budget_lines: keywords", &e.keywords, &f.keywords, name);
            }
        }
        if let Some(references) = &expected.references {
            self.units("references", references, &d.references, |r| r, |r| &r.text);
        }
        if let Some(abbreviations) = &expected.abbreviations {
            // Two short forms may stand for the same words.
            let pair = |short: &str, long: &str| format!("{short} = {long}");
            let wanted: Vec<String> = abbreviations.iter().map(|a| pair(&a.short, &a.long)).collect();
            let found: Vec<String> = d.abbreviations.iter().map(|a| pair(&a.short, &a.long)).collect();
            self.units("abbreviations", &wanted, &found, |a| a, |a| a);
        }
    }

    fn facts(&mut self, e: &Expected, d: &Document) {
        let text = |f: Option<&crate::model::Field<String>>| f.map(|f| f.value.clone());
        let names: Vec<&str> = d.ministries.iter().map(|m| m.value.as_str()).collect();
        let (mut wanted, mut found) =
            (e.ministries.clone(), names.iter().map(ToString::to_string).collect::<Vec<_>>());
        wanted.sort();
        found.sort();
        self.field("kind", &e.kind, &d.kind.value, "");
        self.field("meeting_type", &e.meeting_type, &text(d.meeting_type.as_ref()), "");
        self.field("year", &e.year, &d.year.as_ref().map(|y| y.value), "");
        self.field("date", &e.date, &text(d.date.as_ref()), "");
        self.field("ministries", &wanted, &found, "");
        self.field("agency", &e.agency, &text(d.agency.as_ref()), "");
        self.field("language", &e.language, &d.language.as_ref().map(|l| l.value), "");
    }

    fn meeting(&mut self, e: &Meeting, d: &Document) {
        let nothing = crate::model::Meeting::default();
        let found = d.meeting.as_ref().unwrap_or(&nothing);
        let text = |f: Option<&crate::model::Field<String>>| f.map(|f| f.value.clone());
        let bodies = |groups: &Option<Vec<crate::model::Attendance>>| -> Option<Vec<Option<String>>> {
            groups.as_ref().map(|all| all.iter().map(|g| g.body.clone()).collect())
        };
        let next = found.next_meeting.as_ref().and_then(|n| n.date.clone());
        self.field("meeting: place", &e.place, &text(found.place.as_ref()), "");
        self.field("meeting: time", &e.time, &text(found.time.as_ref()), "");
        self.field("meeting: present", &e.present, &bodies(&found.present), "");
        self.field("meeting: absent", &e.absent, &bodies(&found.absent), "");
        self.field("meeting: next", &e.next_meeting, &next, "");
    }

    fn minutes(&mut self, e: &Expected, d: &Document) {
        if let Some(meeting) = &e.meeting {
            self.meeting(meeting, d);
        }
        if let Some(items) = &e.agenda_items {
            let name = |name: &Option<String>, number: &Option<String>| {
                name.clone().unwrap_or_else(|| format!("(point {})", number.as_deref().unwrap_or("?")))
            };
            let wanted: Vec<(String, &AgendaItem)> =
                items.iter().map(|i| (name(&i.name, &i.number), i)).collect();
            let found: Vec<(String, &crate::model::AgendaItem)> =
                d.agenda_items.iter().map(|i| (name(&i.name, &i.number), i)).collect();
            for ((name, e), (_, f)) in self.units("agenda_items", &wanted, &found, |i| &i.0, |i| &i.0) {
                self.field("agenda_items: number", &e.number, &f.number, name);
                self.field("agenda_items: inferred", &e.inferred, &f.inferred, name);
            }
        }
        if let Some(conclusions) = &e.conclusions {
            let numbers: HashMap<&str, Option<&str>> =
                d.agenda_items.iter().map(|a| (a.id.as_str(), a.number.as_deref())).collect();
            for (e, f) in self.units("conclusions", conclusions, &d.conclusions, |c| &c.text, |c| &c.text) {
                let under = f.agenda_item.as_deref().and_then(|id| numbers.get(id).copied().flatten());
                self.field("conclusions: agenda item", &e.agenda_item, &under, &e.text);
            }
        }
    }

    fn assignments(&mut self, e: &Expected, d: &Document) {
        let Some(oppdrag) = &e.oppdrag else { return };
        for (e, f) in self.units("oppdrag", oppdrag, &d.oppdrag, |o| &o.text, |o| &o.text) {
            self.field("oppdrag: number", &e.number, &f.number, &e.text);
            self.field("oppdrag: section", &e.section, &f.section, &e.text);
            self.field("oppdrag: status", &e.status, &f.status, &e.text);
            self.field("oppdrag: addressees", &e.addressees, &f.addressees, &e.text);
            let (wanted, found) = (e.deadline.as_ref(), f.deadline.as_ref());
            let same = match (wanted, found) {
                (None, None) => true,
                (Some(e), Some(f)) => same_deadline(e, f),
                _ => false,
            };
            let show = |text: &str, from: &Option<String>, to: &Option<String>| {
                format!("{text} ({}–{})", from.as_deref().unwrap_or(""), to.as_deref().unwrap_or(""))
            };
            let wanted = wanted.map(|d| show(&d.text, &d.from, &d.to));
            let found = if same { wanted.clone() } else { found.map(|d| show(&d.text, &d.from, &d.to)) };
            self.field("oppdrag: deadline", &wanted, &found, &e.text);
        }
    }

    /// Scores one field. A value that is expected and found wrong is both missed and made up.
    fn field<E: Serialize, F: Serialize>(&mut self, class: &'static str, wanted: &E, found: &F, of: &str) {
        let (wanted, found) = (json(wanted), json(found));
        let name = class.rsplit(": ").next().unwrap_or(class);
        let empty = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
        let score = self.measured.scores.entry(class).or_default();
        if wanted == found {
            score.found += usize::from(!empty(&wanted));
            return;
        }
        score.missed += usize::from(!empty(&wanted));
        score.made_up += usize::from(!empty(&found));
        let of = if of.is_empty() { String::new() } else { format!(" of {:?}", start(of)) };
        self.measured
            .differences
            .push(format!("{}: {name}{of}: expected {wanted}, found {found}", self.path));
    }

    /// Scores a list of units and gives back the pairs that match.
    fn units<'a, E, F>(
        &mut self,
        class: &'static str,
        wanted: &'a [E],
        found: &'a [F],
        text_of: impl Fn(&E) -> &str,
        found_text: impl Fn(&F) -> &str,
    ) -> Vec<(&'a E, &'a F)> {
        let mut left: Vec<(&F, HashMap<String, usize>)> =
            found.iter().map(|f| (f, pieces(found_text(f)))).collect();
        let mut pairs = Vec::new();
        let mut score = Score::default();
        for e in wanted {
            let of_e = pieces(text_of(e));
            let best = left
                .iter()
                .enumerate()
                .map(|(i, (_, f))| (i, likeness(&of_e, f)))
                // Of equals the first, as they stand in the document.
                .fold(
                    None,
                    |best: Option<(usize, f64)>, new| {
                        if best.is_none_or(|b| new.1 > b.1) { Some(new) } else { best }
                    },
                );
            if let Some((i, _)) = best.filter(|(_, like)| *like >= SAME) {
                pairs.push((e, left.remove(i).0));
                score.found += 1;
            } else {
                score.missed += 1;
                self.measured.differences.push(format!(
                    "{}: {class}: missed {:?}",
                    self.path,
                    start(text_of(e))
                ));
            }
        }
        for (f, _) in left {
            score.made_up += 1;
            self.measured.differences.push(format!(
                "{}: {class}: made up {:?}",
                self.path,
                start(found_text(f))
            ));
        }
        let total = self.measured.scores.entry(class).or_default();
        total.found += score.found;
        total.missed += score.missed;
        total.made_up += score.made_up;
        pairs
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Letters and digits in small letters: spaces, bullets and hyphens do not count.
fn squash(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn pieces(text: &str) -> HashMap<String, usize> {
    fives(&squash(text))
}

fn same_deadline(e: &ExpectedDeadline, f: &Deadline) -> bool {
    let (x, y): (String, String) =
        (squash(&e.text).into_iter().collect(), squash(&f.text).into_iter().collect());
    (x.contains(&y) || y.contains(&x)) && e.from == f.from && e.to == f.to
}
