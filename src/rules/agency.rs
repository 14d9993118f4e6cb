//! The agency that is steered.

use super::reading::{Reading, given, unplaced};
use super::{Rule, When};
use crate::model::{Field, Given, Kind};
use crate::pattern::Pattern;
use crate::registry::{Mention, Named, registry};
use std::collections::HashMap;
use std::ops::Range;

pub(super) static RULES: &[&Rule] =
    &[&AG01, &AG02, &AG03, &AG04, &AG05, &AG06, &AG07, &AG08, &AG09, &AG10, &AG11, &AG90, &AG91];

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
    summary: "A line of the letterhead is the agency's name: the recipient, or, in a letter of another sort, the sender.",
    pattern: Pattern::new(
        r"^(?:(?:Til|Mottaker|Mottakar|Fra|Frå|Avsender|Avsendar):?\s+)?\p{Lu}[^.:;?!]{2,80}$",
    ),
    finds: &[
        ("Statens kartverk", "Statens kartverk"),
        ("Til: Arbeidstilsynet", "Til: Arbeidstilsynet"),
        ("Fra: Arbeidstilsynet", "Fra: Arbeidstilsynet"),
    ],
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

static AG04: Rule = Rule::inference(
    "AG04",
    "No line names the agency, but it is by far the one most spoken of: at least three times, and twice as often as any other; in an annual report, its beginning names it, too.",
);

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

pub(super) static AG08: Rule = Rule {
    code: "AG08",
    summary: "A title line names a letter to a state company or health enterprise, or another letter of assignment, and who gets it.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:oppdragsdokument|styringsdokument|oppdragsbrev|oppdrag\s+og\s+styring|føretaksmøte|foretaksmøte)\p{L}*)",
    ),
    finds: &[
        ("Oppdragsdokument 2019 for Norsk helsenett SF", "Oppdragsdokument"),
        ("Protokoll fra foretaksmøte i Gassnova SF", "foretaksmøte"),
    ],
    leaves: &["Oppdraget gis i eget brev", "Oppdrag 4"],
};

static AG09: Rule = Rule::inference(
    "AG09",
    "Two bodies in one line or head, one of which is under the other: it is the one below that is steered.",
);

static AG10: Rule = Rule {
    code: "AG10",
    summary: "No line names the agency, but one of the head, or, in a letter of another sort, of the sender's address block, has an e-mail address at its domain.",
    pattern: Pattern::new(r"(?i)(?P<value>[a-z0-9][a-z0-9._-]{0,60}@[a-z0-9][a-z0-9.-]{0,60}\.[a-z]{2,6})"),
    finds: &[("Sendt til: postmottak@spk.no", "postmottak@spk.no")],
    leaves: &["www.spk.no"],
};

static AG11: Rule = Rule {
    code: "AG11",
    summary: "A title line names the meeting of a board or of those who lead, or its record, and whose it is.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>\p{L}*protokoll(?:en)?|\p{L}*styremøte\p{L}*|styret|(?:universitets|høgskole|høgskule|høyskole|foretaks|føretaks)styret|(?:direktør|leder|leiar)møte\p{L}*)\b",
    ),
    finds: &[
        ("Protokoll fra styremøte i Helse Fonna HF", "Protokoll"),
        ("Universitetsstyret ved Universitetet i Agder", "Universitetsstyret"),
    ],
    leaves: &["Styring av Kartverket", "Referat frå kontaktmøte"],
};

static AG90: Rule = Rule {
    code: "AG90",
    summary: "Minutes in which nobody speaks of a ministry are not of a meeting with an agency: how often one is spoken of tells nothing then.",
    pattern: Pattern::new(r"(?i)departement"),
    finds: &[("Departementet viste til budsjettet.", "Departement")],
    leaves: &["Fylkesmannen har godkjent planen."],
};

static AG91: Rule = Rule {
    code: "AG91",
    summary: "A line of an association or a project, which may bear an agency's name but is not the agency.",
    pattern: Pattern::new(
        r"(?i)\p{L}*(?:student|forening|parlament|forbund|arbeidsgruppe|prosjekt|fagråd|brukerutvalg|brukarutval)\p{L}*",
    ),
    finds: &[("Protokoll frå Studentparlamentet ved Universitetet i Bergen", "Studentparlamentet")],
    leaves: &["Protokoll fra styremøte i Helse Fonna HF"],
};

/// In so many bytes an annual report has said whose it is.
const REPORT_BEGINS: usize = 6000;

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
    let other = kind == Kind::Other;
    let found = by_title(reading, kind, when)
        .or_else(|| by_recipient(reading, when))
        .or_else(|| by_attendance(reading, when))
        .or_else(|| if other { None } else { by_address(reading, when) })
        .or_else(|| if kind.is_letter() { by_mail(reading, when) } else { None })
        .or_else(|| if other { by_letterhead(reading, when) } else { None })
        .or_else(|| if other { None } else { unlisted(reading, warnings) })
        .or_else(|| if other { None } else { by_count(reading, kind, when) });
    if found.is_none() && kind != Kind::Other {
        warnings.push("agency: no line names it, and none is spoken of most".to_owned());
    }
    found
}

/// The agencies mentioned in a range, with their places; none that no ministry steers.
fn agencies<'r>(
    reading: &'r Reading<'_>,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, &'r Mention)> {
    reading.mentions_in(range.clone()).filter_map(|m| match m.named {
        Named::Agency(i) => registry().agencies().get(i).filter(|a| !a.outside).map(|_| (i, m)),
        Named::Ministry(_) => None,
    })
}

/// The first of them by `rule`, or one that is under it: where Helse Vest RHF and Helse Fonna HF
/// are named, the one writes to the other.
fn steered<'m>(
    mut all: impl Iterator<Item = (usize, &'m Mention)>,
    rule: &'static Rule,
) -> Option<(usize, &'m Mention, &'static Rule)> {
    let (index, mention) = all.next()?;
    let above = registry().agencies().get(index)?;
    let under = |i: usize| registry().agencies().get(i).and_then(|a| a.under.as_deref());
    let below = all.find(|(i, _)| under(*i) == Some(above.name.as_str()));
    Some(below.map_or((index, mention, rule), |(index, mention)| (index, mention, &AG09)))
}

/// The name of an agency at the time of the document.
pub(super) fn name(index: usize, when: &When) -> String {
    registry().agencies().get(index).map_or_else(String::new, |a| match when.day() {
        Some(day) => a.name_on(&day).to_owned(),
        None => a.name.clone(),
    })
}

/// The name of an agency that is mentioned: that of the time, but an earlier one as printed where
/// the registry does not know how long it was in use.
fn name_of(reading: &Reading<'_>, index: usize, mention: &Mention, when: &When) -> String {
    let printed = reading.text.get(mention.range.clone());
    let former = registry().agencies().get(index).and_then(|a| {
        a.former.iter().find(|f| f.to.is_none() && f.name.to_lowercase() == printed.to_lowercase())
    });
    former.map_or_else(|| name(index, when), |f| f.name.clone())
}

fn by_title(reading: &Reading<'_>, kind: Kind, when: &When) -> Option<Field<String>> {
    reading
        .title_lines()
        .filter(|b| {
            let words = reading.words(b);
            let of_kind = match kind {
                Kind::Other => AG07.matches(words),
                Kind::Referat => AG01.matches(words) || AG11.matches(words) && !AG91.matches(words),
                _ => AG01.matches(words),
            };
            let names = of_kind || AG08.matches(words);
            names && !words.ends_with('.') && !super::title::TITLE91.matches(words)
        })
        .find_map(|b| {
            let (index, mention, rule) = steered(agencies(reading, &b.range), &AG01)?;
            Some(reading.stated(name_of(reading, index, mention, when), rule, &mention.range))
        })
}

/// The agency that sends a letter of another sort, by its address block.
fn by_letterhead(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    let (named, address) = reading.sender_address(&AG10)?;
    let Named::Agency(index) = named else { return None };
    Some(unplaced(name(index, when), &AG10, address))
}

/// The agency whose e-mail address a line of the head has.
fn by_mail(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    reading.title_lines().filter(|b| reading.words(b).contains('@')).find_map(|b| {
        let value = AG10.find(reading.words(b))?;
        let range = b.range.start + value.start..b.range.start + value.end;
        match registry().at_domain(reading.text.get(range.clone()))? {
            Named::Agency(index) => Some(reading.stated(name(index, when), &AG10, &range)),
            Named::Ministry(_) => None,
        }
    })
}

fn by_recipient(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    let lines = reading.title_lines().filter(|b| AG02.matches(reading.words(b)));
    let named = lines.filter(|b| !AG91.matches(reading.words(b))).filter_map(|b| {
        let (index, mention) = agencies(reading, &b.range).next()?;
        // The whole line, but for a word or two of address, is the name.
        let rest = b.range.len().saturating_sub(mention.range.len());
        (rest <= 24).then_some((index, mention))
    });
    let (index, mention, rule) = steered(named, &AG02)?;
    Some(reading.stated(name_of(reading, index, mention, when), rule, &mention.range))
}

fn by_attendance(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    reading.attendance(&AG06).find_map(|range| {
        let (index, mention) = agencies(reading, &range).next()?;
        Some(reading.stated(name_of(reading, index, mention, when), &AG06, &mention.range))
    })
}

fn by_address(reading: &Reading<'_>, when: &When) -> Option<Field<String>> {
    let body = reading.body();
    agencies(reading, &(0..body.len())).find_map(|(index, mention)| {
        let from = body.ceil_char_boundary(mention.range.start.saturating_sub(60));
        let before = body.get(from..mention.range.start)?;
        AG03.matches(before)
            .then(|| reading.stated(name_of(reading, index, mention, when), &AG03, &mention.range))
    })
}

fn by_count(reading: &Reading<'_>, kind: Kind, when: &When) -> Option<Field<String>> {
    let association = || reading.title_lines().any(|b| AG91.matches(reading.words(b)));
    if kind == Kind::Referat && (!AG90.matches(reading.text.as_str()) || association()) {
        return None;
    }
    let mut counts: HashMap<usize, (usize, &Mention)> = HashMap::new();
    for (index, mention) in agencies(reading, &(0..reading.body_end())) {
        counts.entry(index).or_insert((0, mention)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(index, (n, _))| (std::cmp::Reverse(*n), *index));
    let (index, (most, mention)) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(_, (n, _))| *n);
    let early = kind != Kind::Årsrapport || mention.range.start < REPORT_BEGINS;
    (most >= 3 && most >= second * 2 && early).then(|| {
        let note = format!("spoken of {most} times, the next one {second} times");
        reading.inferred(name_of(reading, index, mention, when), &AG04, &mention.range, note)
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
