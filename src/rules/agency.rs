//! The agency that is steered.

use super::reading::{Reading, given};
use super::{Rule, When};
use crate::model::{Field, Given, Kind};
use crate::pattern::Pattern;
use crate::registry::{Mention, Named, registry};
use std::collections::HashMap;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&AG01, &AG02, &AG03, &AG04, &AG05, &AG06, &AG07];

static AG01: Rule = Rule {
    code: "AG01",
    summary: "A title line names the kind of document and the agency.",
    pattern: Pattern::new(
        r"(?i)\b(?:tildelingsbrev|oppdragsbrev|oppdragsdokument|instruks|referat|møte|møtet|etatsstyringsmøte|særmøte|fagmøte|kontaktmøte|årsrapport|statsbudsjettet|mellom|gjelder|sak|til|pressemelding)\b",
    ),
    finds: &[("Tildelingsbrev til Kartverket", "Tildelingsbrev")],
    leaves: &["Kartverket"],
};

static AG02: Rule = Rule {
    code: "AG02",
    summary: "A line of the letterhead is the agency's name: the recipient.",
    pattern: Pattern::new(r"^(?:Til:?\s+|Mottaker:?\s+|Mottakar:?\s+)?\p{Lu}[^.:;?!]{2,80}$"),
    finds: &[("Statens kartverk", "Statens kartverk"), ("Til: Arbeidstilsynet", "Til: Arbeidstilsynet")],
    leaves: &["Her omtales Arbeidstilsynet."],
};

static AG03: Rule = Rule {
    code: "AG03",
    summary: "The text puts money at the agency's disposal, or addresses it in so many words.",
    pattern: Pattern::new(
        r"(?i)\b(?:til\s+(?:rådighet|disposisjon|rådvelde)\s+for|tildelingsbrev(?:et)?\s+(?:til|for)|instruks(?:en)?\s+(?:til|for)|rammer\s+og\s+retningslinjer\s+for|rammene\s+for)\s+$",
    ),
    finds: &[("stiller midler til disposisjon for ", "til disposisjon for ")],
    leaves: &["stiller lokaler til Kartverket"],
};

static AG04: Rule = Rule {
    code: "AG04",
    summary: "No line names the agency, but it is by far the one most spoken of: at least three times, and twice as often as any other.",
    pattern: Pattern::new(r"\p{Lu}\p{L}+"),
    finds: &[("Kartverket", "Kartverket")],
    leaves: &["12"],
};

static AG05: Rule = Rule {
    code: "AG05",
    summary: "A title line names an agency that the registry does not know, by the form of its name.",
    pattern: Pattern::new(
        r"\b(?:til|for|med|og)\s+(?P<value>(?:Direktoratet|Senteret|Nemnda|Sekretariatet)\s+for\s+\p{Ll}+(?:-?(?:,|\s+og)\s+\p{Ll}+)*|(?:Statens|Norsk|Nasjonalt|Nasjonal)\s+\p{Ll}+(?:\s+for\s+\p{Ll}+)?|\p{Lu}\p{L}+(?:\s\p{L}+){0,2}\s(?:SF|HF|RHF|AS|ASA|KF)|\p{Lu}\p{L}+(?:direktoratet|tilsynet|etaten|verket|instituttet|ombudet|nemnda|styret))\b",
    ),
    finds: &[("Tildelingsbrev til Fyrtilsynet 2016", "Fyrtilsynet")],
    leaves: &["Tildelingsbrev til Oslo"],
};

static AG06: Rule = Rule {
    code: "AG06",
    summary: "A field of the head lists who was present, and with them the agency they came from.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>til\s?stede|tilstede|deltakere|deltakarar|deltaking|deltok|til\s?stades)\b[^:]{0,60}:",
    ),
    finds: &[("Til stede: Kari Eksempel (Kartverket)", "Til stede")],
    leaves: &["Forfall: ingen"],
};

static AG07: Rule = Rule {
    code: "AG07",
    summary: "A title line of another sort of document that is sent out by an agency.",
    pattern: Pattern::new(r"(?i)\b(?P<value>pressemelding|høringssvar|høringsnotat)\b"),
    finds: &[("Felles pressemelding fra Arbeidstilsynet", "pressemelding")],
    leaves: &["Nytt tilbud til Skatteetaten"],
};

/// The agency, by the name in use at the time.
pub(super) fn agency(
    reading: &Reading<'_>,
    facts: &Given,
    kind: Kind,
    when: &When,
    warnings: &mut Vec<String>,
) -> Option<Field<String>> {
    if let Some(name) = &facts.agency {
        return given(Some(name), "agency", name, &facts.file);
    }
    let found = by_title(reading, kind, when)
        .or_else(|| by_recipient(reading, when))
        .or_else(|| by_attendance(reading, when))
        .or_else(|| by_address(reading, when))
        .or_else(|| (kind != Kind::Other).then(|| unlisted(reading, warnings)).flatten())
        .or_else(|| (kind != Kind::Other).then(|| by_count(reading, when)).flatten());
    if found.is_none() && kind != Kind::Other {
        warnings.push("agency: no line names it, and none is spoken of most".to_owned());
    }
    found
}

/// The agencies mentioned in a range, with their places.
fn agencies<'r>(
    reading: &'r Reading<'_>,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, &'r Mention)> {
    reading.mentions_in(range.clone()).filter_map(|m| match m.named {
        Named::Agency(i) => Some((i, m)),
        Named::Ministry(_) => None,
    })
}

/// The name of an agency at the time of the document.
pub(super) fn name(index: usize, when: &When) -> String {
    registry().agencies().get(index).map_or_else(String::new, |a| match when.day() {
        Some(day) => a.name_on(&day).to_owned(),
        None => a.name.clone(),
    })
}

fn by_title(reading: &Reading<'_>, kind: Kind, when: &When) -> Option<Field<String>> {
    reading
        .title_lines()
        .filter(|b| {
            let words = reading.words(b);
            let names = if kind == Kind::Other { AG07.matches(words) } else { AG01.matches(words) };
            names && !words.ends_with('.') && !super::title::TITLE91.matches(words)
        })
        .find_map(|b| {
            let (index, mention) = agencies(reading, &b.range).next()?;
            Some(reading.stated(name(index, when), &AG01, &mention.range))
        })
}

fn by_recipient(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    reading.title_lines().filter(|b| AG02.matches(reading.words(b))).find_map(|b| {
        let (index, mention) = agencies(reading, &b.range).next()?;
        // The whole line, but for a word or two of address, is the name.
        let rest = b.range.len().saturating_sub(mention.range.len());
        (rest <= 24).then(|| reading.stated(name(index, when), &AG02, &mention.range))
    })
}

fn by_attendance(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    reading.attendance(&AG06).find_map(|range| {
        let (index, mention) = agencies(reading, &range).next()?;
        Some(reading.stated(name(index, when), &AG06, &mention.range))
    })
}

fn by_address(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    let body = reading.body();
    agencies(reading, &(0..body.len())).find_map(|(index, mention)| {
        let from = body.ceil_char_boundary(mention.range.start.saturating_sub(60));
        let before = body.get(from..mention.range.start)?;
        AG03.matches(before).then(|| reading.stated(name(index, when), &AG03, &mention.range))
    })
}

fn by_count(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    let mut counts: HashMap<usize, (usize, &Mention)> = HashMap::new();
    for (index, mention) in agencies(reading, &(0..reading.body_end())) {
        counts.entry(index).or_insert((0, mention)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(index, (n, _))| (std::cmp::Reverse(*n), *index));
    let (index, (most, mention)) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(_, (n, _))| *n);
    (most >= 3 && most >= second * 2).then(|| {
        let note = format!("spoken of {most} times, the next one {second} times");
        reading.inferred(name(index, when), &AG04, &mention.range, note)
    })
}

fn unlisted(reading: &Reading<'_>, warnings: &mut Vec<String>) -> Option<Field<String>> {
    let field = reading.title_lines().find_map(|b| {
        let words = reading.words(b);
        let found = AG05.find(words).filter(|_| AG01.matches(words) && !words.ends_with('.'))?;
        let range = b.range.start + found.start..b.range.start + found.end;
        Some(reading.stated(reading.text.get(range.clone()).to_owned(), &AG05, &range))
    })?;
    warnings.push(format!("agency: {} is not in the registry; taken as printed", field.value));
    Some(field)
}
