//! Dates as they are written, and the date of the document.

use super::Rule;
use super::reading::{Reading, given};
use crate::model::{Field, Given, Kind};
use crate::pattern::{Pattern, slice};
use jiff::civil::Date;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&DATE01, &DATE02, &DATE03, &DATE04, &DATE05, &DATE06, &DATE07];

static DATE01: Rule = Rule {
    code: "DATE01",
    summary: "A date in figures: day, month, year with two or four figures, spaces tolerated.",
    pattern: Pattern::new(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>20\d{2}|19\d{2}|\d{2})\b"),
    finds: &[("innen 1.10.2018 og", "1.10.2018"), ("den 28.11. 2017", "28.11. 2017"), ("22.3.13", "22.3.13")],
    leaves: &["punkt 1.2", "avsnitt 3.4.1"],
};

static DATE02: Rule = Rule {
    code: "DATE02",
    summary: "A date with the month in words.",
    pattern: Pattern::new(
        r"(?i)\b(?P<d>\d{1,2})\.?\s?(?P<m>januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+(?P<y>(?:20|19)\d{2})\b",
    ),
    finds: &[("møtet 25. august 2017 ble", "25. august 2017"), ("11. november 2019", "11. november 2019")],
    leaves: &["i august 2017", "25. august"],
};

static DATE03: Rule = Rule {
    code: "DATE03",
    summary: "A field of the head that gives the date.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s\s|\bref\b.*\s)(?:møte)?(?:dato(?:\s+og\s+tid)?|tid(?:spunkt)?|når)\s*(?:for\s+møtet\s*)?:?\s*(?P<value>.*\d.*)$",
    ),
    finds: &[
        ("Møtedato: 12. mars 2014", "12. mars 2014"),
        ("Dato 03.12.2015", "03.12.2015"),
        ("Vår ref: 15/1  Dato: 7. januar 2016", "7. januar 2016"),
    ],
    leaves: &["Datoen er ikke fastsatt", "Tid og sted"],
};

static DATE04: Rule = Rule {
    code: "DATE04",
    summary: "A line of the letterhead that names the place for the date; the date stands in it or just below.",
    pattern: Pattern::new(
        r"(?i)(?:\b(?:deres|vår|dykkar)\s+ref(?:eranse)?\b.*\b)?\b(?P<value>dato)\s*:?\s*$",
    ),
    finds: &[("Deres ref  Vår ref  Dato", "Dato"), ("Dato", "Dato")],
    leaves: &["Innen angitt dato skal rapporten sendes"],
};

static DATE05: Rule = Rule {
    code: "DATE05",
    summary: "A line of the head that is a date, alone or after a place.",
    pattern: Pattern::new(
        r"^(?:\p{Lu}\p{L}+,?\s+(?:den\s+)?)?(?P<value>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{4})(?:\.|,?\s+kl\.?\s.*)?$",
    ),
    finds: &[("Oslo, 20. desember 2016", "20. desember 2016")],
    leaves: &["Møtet 20. desember 2016 i Oslo"],
};

static DATE06: Rule = Rule {
    code: "DATE06",
    summary: "A line of the head that says when the document was laid down.",
    pattern: Pattern::new(
        r"^(?:Fastsatt|Fastsett|Vedtatt|Vedteke)\s[^.]{0,80}?\s(?P<value>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{4})",
    ),
    finds: &[("Fastsatt av departementet 3. mai 2015", "3. mai 2015")],
    leaves: &["Fastsatt av departementet"],
};

static DATE07: Rule = Rule {
    code: "DATE07",
    summary: "A line of the head that gives the sender and the date.",
    pattern: Pattern::new(
        r"^\p{Lu}[\p{L} -]*(?:departementet|direktoratet|tilsynet)\b[^.\d]{0,30},?\s+(?:den\s+)?(?P<value>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{4})\.?$",
    ),
    finds: &[("Kulturdepartementet, 14. juni 2023", "14. juni 2023")],
    leaves: &["Kulturdepartementet viser til brev 14. juni 2023 om saken"],
};

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// The number of a month's name, from 1.
pub(super) fn month(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    MONTHS.iter().position(|m| *m == name).and_then(|i| i8::try_from(i + 1).ok())
}

/// The last day of a month.
pub(super) fn last_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// A year written with two or four figures.
fn full_year(figures: &str) -> Option<i16> {
    let year: i16 = figures.parse().ok()?;
    Some(match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    })
}

/// Every date in `text` with a day, a month and a year, in the order in which they stand.
pub(super) fn all(text: &str) -> Vec<(Range<usize>, Date)> {
    let mut out: Vec<(Range<usize>, Date)> = Vec::new();
    for rule in [&DATE01, &DATE02] {
        for c in rule.pattern.captures_iter(text) {
            let get = |name| c.name(name).map_or("", |m| m.as_str());
            let month = get("m").parse().ok().or_else(|| month(get("m")));
            let date = full_year(get("y"))
                .zip(month)
                .zip(get("d").parse().ok())
                .and_then(|((y, m), d)| Date::new(y, m, d).ok());
            if let (Some(date), Some(whole)) = (date, c.get(0)) {
                out.push((whole.range(), date));
            }
        }
    }
    out.sort_by_key(|(r, _)| r.start);
    out
}

/// The first full date in `text`.
pub(super) fn first(text: &str) -> Option<(Range<usize>, Date)> {
    all(text).into_iter().next()
}

/// The date of the letter or of the meeting.
pub(super) fn document_date(
    reading: &Reading<'_>,
    facts: &Given,
    kind: Kind,
    warnings: &mut Vec<String>,
) -> Option<Field<String>> {
    if let Some(date) = &facts.date {
        return given(Some(date), "date", date, &facts.file);
    }
    let found = by_field(reading).or_else(|| (kind == Kind::Referat).then(|| by_title(reading)).flatten());
    if found.is_none() && kind != Kind::Other {
        warnings.push("date: the head of the document shows none".to_owned());
    }
    found
}

/// A date in a field, under the word `Dato`, or after a place. Looked for in the head and, because
/// letterheads land in the middle of text taken out of PDFs, in short lines of the first pages.
fn by_field(reading: &Reading<'_>) -> Option<Field<String>> {
    let blocks = reading.blocks();
    let near = blocks.iter().take(reading.head.max(60)).enumerate();
    for (i, block) in near {
        let words = reading.words(block);
        if words.chars().count() > 160 || super::title::TITLE91.matches(words) {
            continue;
        }
        for rule in [&DATE03, &DATE05, &DATE06, &DATE07] {
            if let Some(value) = rule.find(words)
                && let Some((at, date)) = first(slice(words, value.clone()))
            {
                let start = block.range.start + value.start;
                return Some(reading.stated(date.to_string(), rule, &(start + at.start..start + at.end)));
            }
        }
        if DATE04.matches(words) {
            let below = blocks.iter().skip(i + 1).take(4).filter(|b| reading.words(b).chars().count() <= 80);
            for b in below {
                if let Some((at, date)) = first(reading.words(b)) {
                    let range = b.range.start + at.start..b.range.start + at.end;
                    return Some(reading.stated(date.to_string(), &DATE04, &range));
                }
            }
        }
    }
    None
}

/// The date in the line that names the meeting.
fn by_title(reading: &Reading<'_>) -> Option<Field<String>> {
    reading.title_lines().filter(|b| !super::title::TITLE91.matches(reading.words(b))).find_map(|b| {
        let words = reading.words(b);
        let lower = words.to_lowercase();
        if !lower.contains("møte") && !lower.contains("referat") || lower.starts_with("neste") {
            return None;
        }
        let (at, date) = first(words)?;
        Some(reading.stated(
            date.to_string(),
            if DATE02.matches(words) { &DATE02 } else { &DATE01 },
            &(b.range.start + at.start..b.range.start + at.end),
        ))
    })
}
