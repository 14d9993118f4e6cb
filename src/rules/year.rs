//! The budget year of a letter, the year of the meeting for minutes.

use super::Rule;
use super::dates;
use super::reading::{Reading, given};
use crate::model::{Basis, Field, Given, Kind};
use crate::outline::BlockKind;
use crate::pattern::{Pattern, slice};

pub(super) static RULES: &[&Rule] = &[&YEAR01, &YEAR02, &YEAR03, &YEAR04, &YEAR05, &YEAR06, &YEAR07, &YEAR08];

static YEAR01: Rule = Rule {
    code: "YEAR01",
    summary: "The title of a letter names its budget year.",
    pattern: Pattern::new(
        r"(?i)(?:tildelingsbrev|statsbudsjettet|budsjettåret|årsrapport|instruks)\b(?:\s+nr\.?\s*\d{1,2}\b)?[^\d]{0,80}(?P<value>20\d{2})\b|\b(?P<v2>20\d{2})\b.{0,60}tildelingsbrev",
    ),
    finds: &[
        ("Tildelingsbrev for Kartverket 2021", "2021"),
        ("Statsbudsjettet 2016 – tildelingsbrev", "2016"),
        ("Supplerende tildelingsbrev nr. 1 for 2018 – Kartverket", "2018"),
    ],
    leaves: &["Tildelingsbrev"],
};

static YEAR02: Rule = Rule {
    code: "YEAR02",
    summary: "The letter says which budget year it allocates money for.",
    pattern: Pattern::new(
        r"(?i)\b(?:tildeling\s+for|budsjettåret|budsjettramme(?:n|r)?\s+for|tildelingsbrevet\s+for|statsbudsjettet\s+for)\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("Tildeling for 2019 (beløp i 1 000 kroner)", "2019"), ("i budsjettåret 2014", "2014")],
    leaves: &["tildelt i 2015"],
};

static YEAR03: Rule = Rule {
    code: "YEAR03",
    summary: "A heading of the letter names the year of its goals and assignments.",
    pattern: Pattern::new(
        r"(?i)\b(?:mål|prioriteringer|prioriteringar|oppdrag|budsjett|fullmakter|styringsparametere?|rapportering|føringer)\b.{0,60}\b(?:for|i)\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("3 Mål og oppdrag for 2020", "2020")],
    leaves: &["3 Mål og oppdrag"],
};

static YEAR04: Rule = Rule {
    code: "YEAR04",
    summary: "The letter builds on the budget proposition of two years; the later one is the budget year.",
    pattern: Pattern::new(r"(?i)\bProp\.?\s*1\s*S\s*\((?:20\d{2})\s?[–-]\s?(?P<value>20\d{2})\)"),
    finds: &[("jf. Prop. 1 S (2018–2019)", "2019")],
    leaves: &["Prop. 74 L (2016–2017)"],
};

static YEAR05: Rule = Rule {
    code: "YEAR05",
    summary: "Minutes speak of something as past or as of now: a letter or a meeting of a date, the state of things per a date. The latest such date tells the year. A first of January is left out: it tells when rules enter into force.",
    pattern: Pattern::new(
        r"(?i)\b(?:brev(?:et)?\s+(?:av|datert)|\p{L}*møtet?|ressursinnsats\s+per|status\s+(?:var\s+)?(?:per|pr\.?)|(?:per|pr\.)|mottatt|oversendt|oversendte)\s+(?:den\s+)?(?P<value>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?(?:20)?\d{2})\b",
    ),
    finds: &[("Det vises til brev av 4. juni 2015.", "4. juni 2015"), ("fagmøte 3.4.14", "3.4.14")],
    leaves: &["loven trer i kraft 1. juli 2016"],
};

static YEAR06: Rule = Rule {
    code: "YEAR06",
    summary: "Minutes with a point about last year's accounts or annual report are of the year after it.",
    pattern: Pattern::new(
        r"(?i)\b(?:årsregnskap(?:et)?|årsrekneskap(?:et)?|årsrapport(?:en)?|virksomhetsrapport(?:en)?)(?:\s+for)?(?:\s+året)?\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("Gjennomgang av årsrapporten for 2014", "2014")],
    leaves: &["Årsrapporten sendes inn"],
};

static YEAR07: Rule = Rule {
    code: "YEAR07",
    summary: "Minutes speak of the present year: its beginning, or the year so far.",
    pattern: Pattern::new(
        r"(?i)\b(?:ved\s+starten\s+av|ved\s+inngangen\s+til|hittil\s+i|så\s+langt\s+i)\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("hittil i 2016 er", "2016")],
    leaves: &["i løpet av 2016"],
};

static YEAR08: Rule = Rule {
    code: "YEAR08",
    summary: "The title of minutes names the season or the month of the meeting.",
    pattern: Pattern::new(
        r"(?i)\b(?:våren|sommeren|sommaren|høsten|hausten|vinteren|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+(?P<value>20\d{2})\b",
    ),
    finds: &[("Referat fra fagmøte høsten 2016", "2016")],
    leaves: &["Referat fra fagmøte om året 2016"],
};

/// The year of a document.
pub(super) fn year(
    reading: &Reading<'_>,
    facts: &Given,
    kind: Kind,
    date: Option<&Field<String>>,
    warnings: &mut Vec<String>,
) -> Option<Field<i16>> {
    if let Some(year) = facts.year {
        return given(Some(&year), "year", &year.to_string(), &facts.file);
    }
    let of_date = || {
        let date = date?;
        let value = date.value.get(..4)?.parse().ok()?;
        let basis = if kind.is_letter() { Basis::Inferred } else { date.basis };
        let mut evidence = date.evidence.clone();
        if kind.is_letter()
            && let Some(e) = &mut evidence
        {
            e.note = Some("no budget year is named; the year of the letter's date".to_owned());
        }
        Some(Field { value, basis, evidence })
    };
    let found = match kind {
        Kind::Tildelingsbrev | Kind::SupplerendeTildelingsbrev => letter(reading).or_else(of_date),
        Kind::Referat => {
            of_date().or_else(|| in_title_of_minutes(reading)).or_else(|| minutes(reading, warnings))
        }
        Kind::Årsrapport => in_title(reading).or_else(of_date),
        Kind::Instruks | Kind::Other => of_date().or_else(|| in_title(reading)),
    };
    if found.is_none() && kind != Kind::Other && !warnings.iter().any(|w| w.starts_with("year:")) {
        warnings.push("year: neither a date nor a sentence tells it".to_owned());
    }
    found
}

fn in_title(reading: &Reading<'_>) -> Option<Field<i16>> {
    reading
        .title_lines()
        .filter(|b| !super::title::TITLE91.matches(reading.words(b)) && !reading.words(b).ends_with('.'))
        .find_map(|b| {
            let c = YEAR01.pattern.captures(reading.words(b))?;
            let m = c.name("value").or(c.name("v2"))?;
            let range = b.range.start + m.start()..b.range.start + m.end();
            Some(reading.stated(m.as_str().parse().ok()?, &YEAR01, &range))
        })
}

fn in_title_of_minutes(reading: &Reading<'_>) -> Option<Field<i16>> {
    let lines = reading.title_lines().filter(|b| super::title::TITLE01.matches(reading.words(b)));
    lines.filter(|b| !reading.words(b).ends_with('.')).find_map(|b| {
        let found = YEAR08.find(reading.words(b))?;
        let range = b.range.start + found.start..b.range.start + found.end;
        Some(reading.stated(reading.text.get(range.clone()).parse().ok()?, &YEAR08, &range))
    })
}

fn letter(reading: &Reading<'_>) -> Option<Field<i16>> {
    let body = reading.body();
    let first = |rule: &'static Rule| {
        let range = rule.find(body)?;
        Some(reading.stated(slice(body, range.clone()).parse().ok()?, rule, &range))
    };
    let heading = || {
        reading.blocks().iter().filter(|b| b.kind == BlockKind::Heading).find_map(|b| {
            let found = YEAR03.find(reading.words(b))?;
            let range = b.range.start + found.start..b.range.start + found.end;
            Some(reading.stated(reading.text.get(range.clone()).parse().ok()?, &YEAR03, &range))
        })
    };
    let proposition = || {
        let range = YEAR04.find(body)?;
        let year = slice(body, range.clone()).parse().ok()?;
        Some(reading.inferred(year, &YEAR04, &range, "the budget proposition is for its later year"))
    };
    in_title(reading).or_else(|| first(&YEAR02)).or_else(heading).or_else(proposition)
}

/// The year of minutes that show no date.
fn minutes(reading: &Reading<'_>, warnings: &mut Vec<String>) -> Option<Field<i16>> {
    let body = reading.body();
    let past = YEAR05
        .pattern
        .captures_iter(body)
        .filter_map(|c| c.name("value").map(|m| m.range()))
        .filter_map(|r| dates::first(slice(body, r.clone())).map(|(_, d)| (d, r)))
        .filter(|(d, _)| (d.month(), d.day()) != (1, 1))
        .max_by_key(|(d, _)| *d)
        .map(|(d, r)| (d.year(), &YEAR05, r, "the latest date spoken of as past or as of now"));
    let accounts = reading.blocks().iter().filter(|b| b.kind == BlockKind::Heading).find_map(|b| {
        let found = YEAR06.find(reading.words(b))?;
        let range = b.range.start + found.start..b.range.start + found.end;
        let year: i16 = reading.text.get(range.clone()).parse().ok()?;
        Some((year + 1, &YEAR06, range, "last year's accounts or report are on the agenda"))
    });
    let present = YEAR07.find(body).and_then(|r| {
        Some((slice(body, r.clone()).parse::<i16>().ok()?, &YEAR07, r, "spoken of as the present year"))
    });
    let signs: Vec<_> = [accounts, past, present].into_iter().flatten().collect();
    let (year, rule, range, note) = signs.first()?.clone();
    if let Some((other, ..)) = signs.iter().find(|(y, ..)| *y != year) {
        warnings.push(format!("year: the signs disagree ({year} and {other}); give it in a .meta.toml file"));
        return None;
    }
    Some(reading.inferred(year, rule, &range, note))
}
