//! The day of a meeting, as minutes print it; of a meeting of several days, the first.

use super::super::families::Page;
use super::super::reading::Reading;
use super::super::{Rule, dates};
use crate::genre::numbers::year;
use crate::model::Field;
use crate::pattern::Pattern;
use jiff::civil::Date;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&MEET10, &MEET11, &MEET12, &MEET13, &MEET14, &MEET15, &MEET16];

static MEET10: Rule = Rule {
    code: "MEET10",
    summary: "The days of a meeting that took several: the first counts.",
    pattern: Pattern::new(
        r"(?i)(?P<value>(?P<d>\d{1,2})\.(?:\s?(?P<m1>\d{1,2})\.)?\s?(?:[-–]|og|til)\s?\d{1,2}\.\s?(?:(?P<m>\d{1,2})\.\s?|(?P<name>januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+)(?P<y>(?:19|20)?\d{2}))\b",
    ),
    finds: &[("Tid: 10.05. – 11.05.2005", "10.05. – 11.05.2005"), ("20.–21. mai 2014", "20.–21. mai 2014")],
    leaves: &["11.05.2005", "kl. 10 – 11"],
};

static MEET11: Rule = Rule {
    code: "MEET11",
    summary: "A date with the year first.",
    pattern: Pattern::new(r"\b(?P<value>(?P<y>(?:19|20)\d{2})(?:-|\.)(?P<m>\d{2})(?:-|\.)(?P<d>\d{2}))\b"),
    finds: &[("dato: 2021-03-16", "2021-03-16"), ("2015.03.10 kl. 19", "2015.03.10")],
    leaves: &["16.03.2021"],
};

static MEET12: Rule = Rule {
    code: "MEET12",
    summary: "A date with a stroke between day and month.",
    pattern: Pattern::new(r"\b(?P<value>(?P<d>\d{1,2})/(?P<m>\d{1,2})\s?[-–]\s?(?P<y>(?:19|20)?\d{2}))\b"),
    finds: &[("Avholdt 16/4-2020", "16/4-2020")],
    leaves: &["sak 16/20"],
};

static MEET13: Rule = Rule {
    code: "MEET13",
    summary: "A line of the head that gives the day: its title, a field, a line that begins with a weekday.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:møte)?(?:dato|tid|tidspunkt|når|date)(?:\s?/\s?tid|\s+og\s+tid)?\s*:|(?:man|tirs|ons|tors|fre|lør|laur|søn|sun)dag\s|avholdt\s|(?:[^.:]{0,70}[\s–-])?\p{L}*(?:møte|möte|referat|protokoll|forsamling)(?:t|et|en)?\b)",
    ),
    finds: &[("Tid: 3. mai 2014", "Tid:"), ("Tirsdag 4. mai 2010, 0830–1115", "Tirsdag ")],
    leaves: &["Neste gang 3. mai", "Det vises til brev av 3. mai. Møtet varte lenge."],
};

static MEET14: Rule = Rule {
    code: "MEET14",
    summary: "The minutes of one case alone name the day of the meeting in their heading.",
    pattern: Pattern::new(
        r"(?i)\bi\s+(?:\p{L}+\s)?møte\s+(?:den\s+)?(?P<value>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{2,4})",
    ),
    finds: &[("Utvalgets behandling av sak 7/2021 i møte den 03.05.2021:", "03.05.2021")],
    leaves: &["Utvalgets behandling av sak 7/2021"],
};

pub(in crate::rules) static MEET15: Rule = Rule {
    code: "MEET15",
    summary: "A line of the head that names another day: of the next or the last meeting, of a notice, of minutes that are approved.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>neste|forrige|førre|siste|godkj\p{L}*|datert|sendt|frist|ifølge|innkalling(?:en)?\s+(?:av|ble))\b",
    ),
    finds: &[("Neste møte: 3. mai 2014", "Neste"), ("Godkjenning av referat 3. mai 2014", "Godkjenning")],
    leaves: &["Referat fra møte 3. mai 2014"],
};

static MEET16: Rule = Rule {
    code: "MEET16",
    summary: "The title of minutes names the season or the term of the meeting.",
    pattern: Pattern::new(
        r"(?i)(?:møte|referat|protokoll).{0,60}\b(?:vår(?:en)?|høst(?:en)?|haust(?:en)?|vinter(?:en)?|sommer(?:en)?|sommar(?:en)?)\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("Tredje møte høst 2017", "2017")],
    leaves: &["Planer for høsten 2017"],
};

/// The day with which a stretch of text begins to name days, and where it stands.
fn first(words: &str) -> Option<(Range<usize>, Date)> {
    let named = |rule: &'static Rule| {
        let c = rule.pattern.captures(words)?;
        let get = |name: &str| c.name(name).map_or("", |m| m.as_str());
        let month = [get("m1"), get("m")]
            .iter()
            .find_map(|m| m.parse().ok())
            .or_else(|| dates::month(get("name")))?;
        let year = i16::try_from(year(get("y"))?).ok()?;
        let date = Date::new(year, month, get("d").parse().ok()?).ok()?;
        Some((c.name("value")?.range(), date))
    };
    let found = [&MEET10, &MEET11, &MEET12].into_iter().filter_map(named);
    found.chain(dates::first(words)).min_by_key(|(at, _)| at.start)
}

/// Lines of the head that may name the day.
const HEAD: usize = 24;

/// The day of the meeting; nothing where no line of the head says it.
pub(in crate::rules) fn day(reading: &Reading<'_>, page: &Page<'_>) -> Option<Field<String>> {
    let text = page.text;
    let stated =
        |rule: &Rule, at: Range<usize>, date: Date| Some(reading.stated(date.to_string(), rule, &at));
    for line in page.lines.iter().take(6) {
        let words = text.get(line.range.clone());
        if let Some(value) = MEET14.find(words)
            && let Some((_, date)) = dates::first(text.get(line.range.start + value.start..line.range.end))
        {
            let at = line.range.start + value.start..line.range.start + value.end;
            return stated(&MEET14, at, date);
        }
    }
    // The title before a field, which may give the day on which the minutes were written.
    for title in [true, false] {
        for line in page.lines.iter().take(if title { 8 } else { HEAD }) {
            let words = text.get(line.range.clone());
            if words.len() > 220 || MEET15.matches(words) || line.row {
                continue;
            }
            let Some(sign) = MEET13.find(words) else { continue };
            let field = words.get(sign.clone()).is_some_and(|s| s.ends_with(':'));
            if field == title || (title && words.ends_with('.') && words.len() > 80) {
                continue;
            }
            if let Some((at, date)) = first(words) {
                return stated(&MEET13, line.range.start + at.start..line.range.start + at.end, date);
            }
        }
    }
    None
}

/// The year of a meeting whose title names only its season.
pub(in crate::rules) fn season(reading: &Reading<'_>, page: &Page<'_>) -> Option<Field<i16>> {
    page.lines.iter().take(6).find_map(|line| {
        let words = page.text.get(line.range.clone());
        let found = MEET16.find(words).filter(|_| words.len() <= 160)?;
        let at = line.range.start + found.start..line.range.start + found.end;
        Some(reading.stated(page.text.get(at.clone()).parse().ok()?, &MEET16, &at))
    })
}
