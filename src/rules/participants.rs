//! Who took part in a meeting, for whom, where and when, and when the next one is: from labelled lines in the head
//! of minutes and from their closing lines. Names of persons are found, but only their places are given.

use super::dates;
use super::families::Page;
use super::reading::Reading;
use super::{Rule, When};
use crate::model::{Attendance, Document, Meeting, NextMeeting};
use crate::pattern::{Pattern, slice};
use crate::registry::{Named, registry};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&ATT01, &ATT02, &ATT03, &ATT04, &ATT05, &ATT06, &ATT07, &ATT08, &ATT90];

static ATT01: Rule = Rule {
    code: "ATT01",
    summary: "A field of the head that names those who were present.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:til\s?stede|til\s?stades|(?:møte)?(?:deltakere|deltakarar|deltagere)|deltaking|deltakelse|deltok|møtte|fr[ae]mmøtte)(?:\s+(?:på|i)\s+møtet)?(?:\s+(?:fr[aå]\s+[^:]|(?-i:\p{Lu}))[^:.,]{1,60})?)[*\s]*(?::|$)",
    ),
    finds: &[
        ("Til stede: Kari Eksempel", "Til stede"),
        ("Deltok fra direktoratet: Ola Eksempel", "Deltok fra direktoratet"),
        ("Deltakere", "Deltakere"),
    ],
    leaves: &["Deltakere i ordningen får støtte.", "Forfall: ingen"],
};

static ATT02: Rule = Rule {
    code: "ATT02",
    summary: "A field of the head that names those who were absent.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:meldt\s+)?(?:forfall|fråvær|fravær)|ikke\s+til\s?stede|ikkje\s+til\s?stades)[*\s]*(?::|$)",
    ),
    finds: &[("Forfall: Kari Eksempel", "Forfall"), ("Meldt forfall: ingen", "Meldt forfall")],
    leaves: &["Forfall meldes til sekretariatet.", "Fraværet var lavt: 4 prosent"],
};

static ATT03: Rule = Rule {
    code: "ATT03",
    summary: "Words within such a field that say for whom the people after them took part.",
    pattern: Pattern::new(
        r"(?:^|[\s.;,])(?P<value>(?:Fra|Frå|fra|frå)\s+[^:.,;]{2,60}?)(?:[*\s]*:|\s+(?:møtte|deltok)\s)",
    ),
    finds: &[
        ("Fra departementet: Kari Eksempel", "Fra departementet"),
        ("Frå Kartverket møtte Ola Eksempel", "Frå Kartverket"),
    ],
    leaves: &["Kari Eksempel fra Kartverket", "Kari Eksempel, Ola Eksempel"],
};

static ATT04: Rule = Rule {
    code: "ATT04",
    summary: "Words behind names that say for whom these people took part; they count where they name a known body.",
    pattern: Pattern::new(
        r"(?P<value>\([^()]{2,60}\))|\b(?:fra|frå)\s+(?:(?:departementet|direktoratet|etaten|tilsynet|instituttet|verksemda|virksomheten)|\p{Lu}[\p{L} -]{1,60}?)\s*(?:[,;.]|$|\sog\s)",
    ),
    finds: &[
        ("Kari Eksempel (KMD), Ola Eksempel", "(KMD)"),
        ("Kari Eksempel fra Kartverket, Ola Eksempel", "fra Kartverket,"),
    ],
    leaves: &["Kari Eksempel, Ola Eksempel"],
};

static ATT05: Rule = Rule {
    code: "ATT05",
    summary: "A field of the head for the place of the meeting.",
    pattern: Pattern::new(
        r"(?i)^(?:møte)?(?:sted|stad|lokale)[*\s]*:[*\s]*(?P<value>[^\s\[][^\[\]]{0,120}?)\s*(?:,?\s*kl\.?\s*\d.*)?$",
    ),
    finds: &[("Sted: Akersgata 59", "Akersgata 59"), ("Møtestad: Bergen, kl. 10", "Bergen")],
    leaves: &["Sted og tid: Bergen 3. mai", "Steder: mange"],
};

static ATT06: Rule = Rule {
    code: "ATT06",
    summary: "A field of the head for the time of day.",
    pattern: Pattern::new(
        r"(?i)^(?:møte)?(?:dato|tid|tidspunkt|klokkeslett|når)\b[^:]{0,16}:[*\s]*(?:[^:]{0,50}?[\s,])??(?P<value>kl\.?\s*\d{1,2}(?:[.:]\d{2})?(?:\s*(?:[-–]|til)\s*(?:kl\.?\s*)?\d{1,2}(?:[.:]\d{2})?)?|\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2})\s*$",
    ),
    finds: &[
        ("Tid: kl. 10.00–12.30", "kl. 10.00–12.30"),
        ("Tid: 09.00 - 11.15", "09.00 - 11.15"),
        ("Dato: 3. mai 2014 kl. 9", "kl. 9"),
    ],
    leaves: &["Tid: 10.05. – 11.05.2005", "Tid: 3. mai 2014", "Møtet varte fra kl. 10."],
};

static ATT07: Rule = Rule {
    code: "ATT07",
    summary: "A line of the head or the closing that tells of the next meeting.",
    pattern: Pattern::new(
        r"(?i)^(?:\d{1,2}[.)]\s*)?(?P<value>neste\s+\p{L}*møtet?)\b[*\s]*(?::|$|(?:er|blir|vert|holdes|avholdes|haldast|ble\s+satt\s+til|vart\s+sett\s+til)\s)",
    ),
    finds: &[("Neste møte: 3. mai 2014", "Neste møte"), ("Neste særmøte er 3. mai 2014.", "Neste særmøte")],
    leaves: &["På neste møte orienterer direktoratet.", "Neste år er det valg."],
};

static ATT08: Rule = Rule {
    code: "ATT08",
    summary: "A person's name: words with capitals that stand alone between commas, behind a title or before a bracket.",
    pattern: Pattern::new(
        r"(?:^|\s)(?:(?i:\p{L}*(?:direktør|sjef|sekretær|rådgivar|rådgiver|leder|leiar|konsulent|råd|minister))\s+)?(?P<value>\p{Lu}[\p{L}'’.-]*(?:\s(?:(?:av|de|der|von|van)\s)?\p{Lu}[\p{L}'’.-]*){1,4})\s*(?:\(|$)",
    ),
    finds: &[
        ("Avdelingsdirektør Kari Eksempel", "Kari Eksempel"),
        ("Ola B. Eksempel (referent)", "Ola B. Eksempel"),
    ],
    leaves: &["resten av ledelsen", "Tinglysingsdivisjonen"],
};

static ATT90: Rule = Rule {
    code: "ATT90",
    summary: "A line at which a list of those present ends: another field, the agenda, a sentence.",
    pattern: Pattern::new(
        r"(?i)^(?:[\p{L} /-]{2,40}[*\s]*:|saks?liste|dagsorden|agenda|saker|\d|sak\s)|[.!?]$",
    ),
    finds: &[("Referent: Kari Eksempel", "Referent:"), ("Saksliste", "Saksliste")],
    leaves: &["Kari Eksempel, Ola Eksempel", "avdelingsdirektør Kari Eksempel"],
};

/// A head has at most so many lines, and a closing.
const HEAD: usize = 60;
const CLOSING: usize = 14;
/// A list of people has at most so many lines below its label.
const LIST: usize = 30;
/// A line longer than this, in bytes, lists nobody.
const LONGEST: usize = 4000;

/// What is known of the parties before those present are read.
struct Parties<'a> {
    /// The ministry, where there is one.
    ministry: Option<&'a str>,
    agency: Option<&'a str>,
}

impl<'a> Parties<'a> {
    /// Those of a record.
    fn of(document: &'a Document) -> Self {
        let ministry = match document.ministries.as_slice() {
            [one] => Some(one.value.as_str()),
            _ => None,
        };
        Self { ministry, agency: document.agency.as_ref().map(|a| a.value.as_str()) }
    }
}

/// What the minutes tell of the meeting; nothing where they tell nothing. The first point begins at `points`.
pub(super) fn meeting(
    reading: &Reading<'_>,
    page: &Page<'_>,
    points: usize,
    document: &Document,
    when: &When,
) -> Option<Meeting> {
    let head = page.lines.partition_point(|l| l.start < points).min(HEAD).min(page.end);
    let field = |rule: &'static Rule| {
        (0..head).find_map(|at| {
            let line = page.lines.get(at).filter(|l| !l.row)?;
            let found = rule.find(page.words(at))?;
            let range = line.range.start + found.start..line.range.start + found.end;
            Some(reading.stated(reading.text.get(range.clone()).to_owned(), rule, &range))
        })
    };
    let parties = &Parties::of(document);
    let people = People { reading, page, head, parties, when };
    let meeting = Meeting {
        place: field(&ATT05),
        time: field(&ATT06),
        present: people.listed(&ATT01),
        absent: people.listed(&ATT02),
        next_meeting: next_meeting(reading, page, head),
    };
    (meeting != Meeting::default()).then_some(meeting)
}

/// The next meeting, as the closing tells of it, else the head.
fn next_meeting(reading: &Reading<'_>, page: &Page<'_>, head: usize) -> Option<NextMeeting> {
    let closing = page.end.saturating_sub(CLOSING).max(head)..page.end;
    closing.chain(0..head).find_map(|at| {
        let words = page.words(at);
        let label = ATT07.find(words)?;
        let line = page.lines.get(at).filter(|l| !l.row)?;
        let rest = slice(words, label.end..words.len()).trim_start_matches(['*', ':', ' ']);
        let range = if rest.is_empty() {
            // The words stand below the label, and are those of the next meeting where they give its day.
            let below = page.lines.get(at + 1).filter(|_| at + 1 < page.end)?;
            first_sentence(reading.text.get(below.range.clone()), below.range.start)
        } else {
            first_sentence(words, line.range.start)
        };
        let text = reading.text.get(range.clone());
        let named = words.contains(':') && !rest.is_empty();
        if !(named || text.contains(|c: char| c.is_ascii_digit())) || text.len() > 300 {
            return None;
        }
        Some(NextMeeting {
            text: text.to_owned(),
            date: dates::first(text).map(|(_, day)| day.to_string()),
            span: reading.text.span(&range),
            rule: ATT07.code.to_owned(),
        })
    })
}

fn first_sentence(words: &str, start: usize) -> Range<usize> {
    let first = super::sentences::sentences(words).into_iter().next().unwrap_or(0..words.len());
    start + first.start..start + first.end
}

/// Words without the `og` that they end in.
fn without_og(words: &str) -> &str {
    words.strip_suffix(" og").map_or(words, str::trim_end)
}

struct People<'r, 't> {
    reading: &'r Reading<'t>,
    page: &'r Page<'t>,
    head: usize,
    parties: &'r Parties<'r>,
    when: &'r When,
}

impl People<'_, '_> {
    /// The groups of every field that a rule finds; nothing where there is none.
    fn listed(&self, rule: &'static Rule) -> Option<Vec<Attendance>> {
        let mut groups: Option<Vec<Attendance>> = None;
        // Lines that went on with the field above them.
        let mut within = 0;
        for at in 0..self.head {
            let Some(line) = self.page.lines.get(at).filter(|l| !l.row) else { continue };
            let words = self.page.words(at);
            if words.len() > LONGEST {
                continue;
            }
            let present = std::ptr::eq(rule, &raw const ATT01);
            if present && ATT02.matches(words) {
                within = at + 1 + self.below(at, words.trim_end().ends_with(':')).len();
            }
            // "Fra departementet:" names those present where no field above has it.
            let party = || ATT03.find(words).filter(|r| r.start == 0 && present && at >= within);
            let own = rule.find(words).map(|found| (rule, found));
            let Some((rule, found)) = own.or_else(|| Some((&ATT03, party()?))) else { continue };
            let label = line.range.start + found.start..line.range.start + found.end;
            let after = slice(words, found.end..words.len());
            let rest = after.trim_start_matches(['*', ':', ' ', '\u{a0}']);
            let groups = groups.get_or_insert_with(Vec::new);
            let mut stretches = Vec::new();
            if !rest.is_empty() {
                stretches.push(line.range.end - rest.len()..line.range.end);
            }
            let below = self.below(at, rest.is_empty());
            within = within.max(at + 1 + below.len());
            stretches.extend(below);
            self.grouped(rule, &label, &stretches, groups);
        }
        groups
    }

    /// The lines below a label that go on with it.
    fn below(&self, at: usize, bare: bool) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for line in at + 1..self.head.min(at + 1 + LIST) {
            let Some(below) = self.page.lines.get(line) else { break };
            let words = self.page.words(line);
            let group = ATT03.find(words).is_some_and(|r| r.start == 0);
            let ends = ATT90.matches(words) && !group;
            let heading = below.level.is_some() && !group;
            if ends || heading || below.row || words.len() > 400 || (below.gap && !bare) {
                break;
            }
            if ATT01.matches(words) || ATT02.matches(words) {
                break;
            }
            out.push(below.range.clone());
        }
        out
    }

    /// Parts what a field holds into groups.
    fn grouped(
        &self,
        rule: &'static Rule,
        label: &Range<usize>,
        stretches: &[Range<usize>],
        groups: &mut Vec<Attendance>,
    ) {
        let before = groups.len();
        // Whom the people that come next are for: the field itself may say so.
        let mut open = (rule, label.clone());
        for stretch in stretches {
            let mut from = stretch.start;
            while from < stretch.end {
                let words = self.reading.text.get(from..stretch.end);
                let next = ATT03.find(words);
                let to = next.as_ref().map_or(stretch.end, |r| from + r.start);
                self.parted(&open, from..to, groups);
                let Some(next) = next else { break };
                open = (&ATT03, from + next.start..from + next.end);
                from = open.1.end;
            }
        }
        let nobody = stretches.iter().all(|s| {
            let words = self.reading.text.get(s.clone()).trim().trim_end_matches('.').to_lowercase();
            matches!(words.as_str(), "ingen" | "ingen forfall" | "-" | "–" | "")
        });
        if groups.len() == before && (stretches.is_empty() || !nobody) {
            groups.push(self.group(rule, label, &[]));
        }
    }

    /// People between two labels, some of them with words behind their names that say for whom they are.
    fn parted(
        &self,
        open: &(&'static Rule, Range<usize>),
        range: Range<usize>,
        groups: &mut Vec<Attendance>,
    ) {
        let mut from = range.start;
        let mut at = from;
        while at < range.end {
            let words = self.reading.text.get(at..range.end);
            let Some(found) = ATT04.find(words) else { break };
            at += found.start;
            let suffix = at..at + slice(words, found).trim_end_matches([',', ';', '.', ' ']).len();
            let suffix = suffix.start..suffix.start + without_og(self.reading.text.get(suffix.clone())).len();
            at = suffix.end;
            if self.body(&suffix).is_some() {
                let names = self.names(from..suffix.start);
                Self::push(groups, self.group(&ATT04, &suffix, &names));
                from = suffix.end;
            }
        }
        let names = self.names(from..range.end);
        if !names.is_empty() {
            Self::push(groups, self.group(open.0, &open.1, &names));
        }
    }

    /// Adds a group, to one for the same body where there is one.
    fn push(groups: &mut Vec<Attendance>, group: Attendance) {
        let same = |g: &&mut Attendance| match &g.body {
            Some(body) => group.body.as_ref() == Some(body),
            None => group.span == g.span,
        };
        match groups.iter_mut().find(same) {
            Some(before) => before.people_at.extend(group.people_at),
            None => groups.push(group),
        }
    }

    fn group(&self, rule: &Rule, label: &Range<usize>, people: &[Range<usize>]) -> Attendance {
        Attendance {
            body: self.body(label),
            label: self.reading.text.get(label.clone()).to_owned(),
            span: self.reading.text.span(label),
            rule: rule.code.to_owned(),
            people_at: people.iter().map(|r| self.reading.text.span(r)).collect(),
            people: None,
        }
    }

    /// The names of persons in a stretch.
    fn names(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let words = self.reading.text.get(range.clone());
        let mut out = Vec::new();
        let mut from = 0;
        for piece in words.split([',', ';', '\n']).flat_map(|p| p.split(" og ")) {
            // Every piece is a part of the words, in their order.
            let start = slice(words, from..words.len()).find(piece).map_or(from, |at| from + at);
            from = start + piece.len();
            if let Some(name) = ATT08.find(piece.trim_end_matches(['.', ' '])) {
                out.push(range.start + start + name.start..range.start + start + name.end);
            }
        }
        out
    }

    /// The body that some words name, or mean by a general word.
    fn body(&self, range: &Range<usize>) -> Option<String> {
        let named = self.reading.mentions_in(range.clone()).next().and_then(|m| {
            let day = self.when.day();
            match m.named {
                Named::Ministry(index) => {
                    let ministry = registry().ministries().get(index)?;
                    let name = day.as_deref().and_then(|d| ministry.name_on(d)).or(ministry.names.last());
                    name.map(|n| n.name.clone())
                }
                Named::Agency(index) => {
                    let agency = registry().agencies().get(index)?;
                    Some(day.as_deref().map_or(agency.name.as_str(), |d| agency.name_on(d)).to_owned())
                }
            }
        });
        named.or_else(|| {
            let words = self.reading.text.get(range.clone()).to_lowercase();
            let last = words.rsplit(' ').next().unwrap_or("");
            match last {
                "departementet" => self.parties.ministry.map(str::to_owned),
                "direktoratet" | "etaten" | "tilsynet" | "instituttet" | "verksemda" | "virksomheten" => {
                    self.parties.agency.map(str::to_owned)
                }
                _ => None,
            }
        })
    }
}
