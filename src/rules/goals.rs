//! Goals (*mål*) in letters.

use super::ids::Ids;
use super::indicators::section;
use super::oppdrag::codes;
use super::reading::Reading;
use super::{Rule, sentences};
use crate::model::Goal;
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, slice};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&GOAL01, &GOAL02, &GOAL03, &GOAL04, &GOAL05, &GOAL06, &GOAL90];

static GOAL01: Rule = Rule {
    code: "GOAL01",
    summary: "A chapter about goals; the numbered headings below it are the goals.",
    pattern: Pattern::new(
        r"(?i)\b(?:hoved|hovud|del|bruker|brukar|samfunns|sektor|resultat|effekt|virksomhets|verksemds)?mål(?:a|ene)?\b",
    ),
    finds: &[("3 Mål og styringsparametere", "Mål"), ("Hovedmål for etaten", "Hovedmål")],
    leaves: &["3 Målinger og statistikk", "Nynorsk målføre"],
};

static GOAL02: Rule = Rule {
    code: "GOAL02",
    summary: "A line that calls itself a goal, with a number.",
    pattern: Pattern::new(
        r"^(?:(?:Overordnet|Overordna|Langsiktig|Strategisk|Nasjonalt)\s+)?(?:Hoved|Hovud|Del|Bruker|Brukar|Samfunns|Resultat|Effekt|Sektor|Virksomhets|Verksemds|Fag|Innsats)?[Mm]ål(?:\s+(?P<number>\d{1,2}(?:\.\d{1,2})?)\s*[:.–-]?|\s*[:–-])\s+(?P<value>\p{Lu}\S.*)$",
    ),
    finds: &[
        ("Hovedmål 1: Trygge veier", "Trygge veier"),
        ("Mål 2 Riktige kart", "Riktige kart"),
        ("Samfunnsmål: Trygge liv", "Trygge liv"),
    ],
    leaves: &["Mål for 2018", "Måling 3 viste nedgang"],
};

static GOAL03: Rule = Rule {
    code: "GOAL03",
    summary: "Words above a list that say that its items are goals.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:hoved|hovud|del|bruker|brukar|samfunns|sektor|resultat|effekt|virksomhets|verksemds)?mål(?:a|ene|et)?)\b[^.:]{0,90}:$",
    ),
    finds: &[("Etaten styres etter tre mål:", "mål"), ("Desse måla gjeld for 2020:", "måla")],
    leaves: &["Måloppnåelsen vurderes slik:", "Målet er nådd."],
};

static GOAL04: Rule = Rule {
    code: "GOAL04",
    summary: "The header of a column of goals.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:hoved|hovud|del|sektor|resultat|effekt|bruker|brukar|samfunns)?mål)$",
    ),
    finds: &[("Hovedmål", "Hovedmål")],
    leaves: &["Mål 2022", "Måltall"],
};

static GOAL05: Rule = Rule {
    code: "GOAL05",
    summary: "A heading that tells a state or a change, as a goal does, and not only a field of work: a clause, four words or more, or a first word that judges.",
    pattern: Pattern::new(
        r"(?i)(?:^\S+(?:\s+\S+){3,}|\ssom\s|^(?:bedre|betre|flere|fleire|færre|mindre|økt|auka|redusert|redusere|styrke|styrket|sikre|sikker|sikkert|trygge|trygg|trygt|effektiv|effektive|effektivt|god|gode|godt|høy|høg|rask|raske|raskt|riktig|riktige|rett|robust|robuste|bærekraftig|berekraftig|likeverdige?|åpen|open|ei|en|et|eit|øke|auke|enkel|enkle|enklere|rask|høyere|lavere|tilgjengelige?|fullstendige?|levende|levande)\s|\s(?:er|har|får|blir|skal|kan|når|bruker|kjenner|kjenn|mestrer|fullfører|trives|oppdages|behandles|forvaltes)\s)",
    ),
    finds: &[("Tilskudd som treffer", " som "), ("Trygge bygg", "Trygge ")],
    leaves: &["Barnevern", "Oppvekst og likestilling"],
};

static GOAL06: Rule = Rule {
    code: "GOAL06",
    summary: "A heading that says that goals follow, and little more: the items of the list right under it are the goals.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:overordnede|overordna|overordnet|langsiktige|strategiske)?\s*(?:hoved|hovud|del|bruker|brukar|samfunns|sektor|resultat|effekt|virksomhets|verksemds)?mål(?:a|ene)?)(?:\s+(?:(?:for|i)\s+[^.:]{2,40}|20\d\d))?:?$",
    ),
    finds: &[("Overordna mål", "Overordna mål"), ("Mål for 2022", "Mål"), ("Delmål 2022:", "Delmål")],
    leaves: &["Mål og styringsparametere", "Måloppnåelse"],
};

static GOAL90: Rule = Rule {
    code: "GOAL90",
    summary: "Headings in a chapter about goals that are no goals themselves.",
    pattern: Pattern::new(
        r"(?i)^(?:oppdrag(?:et|ene|a)?\b|nye\s+oppdrag|styringsparamet|nøkkel|rapporter|fellesføring|innledning|innleiing|generelt|andre\s|øvrige\s|budsjett|overordnede?\s+(?:prioritering|føring)|overordna\s+(?:prioritering|føring)|prioritering|særskilte|krav\s|(?:statistikk|risiko(?:er|vurdering\p{L}*|styring\p{L}*|bilde\p{L}*|bilete\p{L}*)?)(?:\s*$|\s*[,:/–-]|\s+(?:og|i|for|om|til|på|fra|frå|knyttet|knytt)\b))",
    ),
    finds: &[
        ("Oppdrag", "Oppdrag"),
        ("Rapportering på målene", "Rapporter"),
        ("Statistikk og nøkkeltall", "Statistikk og"),
        ("Risikovurdering", "Risikovurdering"),
    ],
    // The matter of an agency may be statistics, or risk.
    leaves: &[
        "Tryggere trafikk",
        "Statistikk som er riktig og kommer i tide",
        "Risikoen for ulykker er lav",
        "Oppdragsgivere følger reglene",
    ],
};

/// The goals in order.
pub(super) fn goals(reading: &Reading<'_>, ids: &Ids) -> Vec<Goal> {
    let blocks = reading.blocks();
    let body = |b: &&Block| !b.attachment && b.kind != BlockKind::Note;
    let mut found: Vec<Found> = Vec::new();
    // Chapters whose goals call themselves so: there a heading is no goal.
    let mut named: Vec<Option<usize>> = Vec::new();
    for (index, block) in blocks.iter().enumerate().filter(|(_, b)| body(b)) {
        if block.kind != BlockKind::Row
            && let Some(goal) = called(reading, block)
        {
            named.push(chapter(reading, index));
            found.push(goal);
        }
    }
    for index in 0..blocks.len() {
        let under = coded(reading, index);
        if !under.is_empty() {
            named.push(chapter(reading, index));
            found.extend(under);
        }
    }
    for (index, block) in blocks.iter().enumerate().filter(|(_, b)| body(b)) {
        match block.kind {
            BlockKind::Heading if heading(reading, index).is_some() => {
                // Where the goals of a chapter call themselves so, its headings are none.
                let own = heading(reading, index).filter(|_| !named.contains(&chapter(reading, index)));
                found.extend(own);
            }
            BlockKind::Row => found.extend(column(reading, index)),
            BlockKind::Label if GOAL06.matches(reading.words(block)) => {
                found.extend(under_heading(reading, index));
            }
            BlockKind::Paragraph | BlockKind::Label => found.extend(listed(reading, index)),
            BlockKind::Heading => found.extend(under_heading(reading, index)),
            _ => {}
        }
    }
    found.sort_by_key(|g| g.range.start);
    let mut out: Vec<Goal> = Vec::new();
    for goal in found {
        let text = reading.text.get(goal.range.clone());
        // The list up front comes again in the headings.
        let start = letters(text);
        if let Some(earlier) = out.iter_mut().find(|g| letters(&g.text) == start) {
            earlier.number = earlier.number.take().or(goal.number);
            continue;
        }
        out.push(Goal {
            id: ids.unit("g", &format!("{} {text}", goal.number.as_deref().unwrap_or(""))),
            number: goal.number,
            text: text.to_owned(),
            span: reading.text.span(&goal.range),
            rule: goal.rule.code.to_owned(),
        });
    }
    out
}

struct Found {
    number: Option<String>,
    range: Range<usize>,
    rule: &'static Rule,
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The chapter that a block stands in.
fn chapter(reading: &Reading<'_>, index: usize) -> Option<usize> {
    let numbered = |i: &usize| reading.blocks().get(*i).is_some_and(|b| b.number.is_some());
    reading.outline.ancestors(index).filter(numbered).last()
}

/// A line that calls itself a goal.
fn called(reading: &Reading<'_>, block: &Block) -> Option<Found> {
    let words = reading.words(block);
    let c = GOAL02.pattern.captures(words)?;
    let value = c.name("value")?;
    let mut end = value.end();
    // In running text the goal is the first sentence.
    if let Some(first) =
        sentences::sentences(value.as_str()).first().filter(|_| block.kind == BlockKind::Paragraph)
    {
        end = value.start() + first.end;
    }
    if end - value.start() > 260 {
        return None;
    }
    let own = block.number.as_ref().filter(|n| n.levels() > 1).map(|n| n.digits.as_str());
    let number = c.name("number").map(|n| n.as_str()).or(own);
    let number = own.or(number).map(str::to_owned);
    Some(Found { number, range: block.range.start + value.start()..block.range.start + end, rule: &GOAL02 })
}

/// A numbered heading in a chapter about goals.
fn heading(reading: &Reading<'_>, index: usize) -> Option<Found> {
    let block = reading.blocks().get(index)?;
    let words = reading.words(block);
    let number = block.number.as_ref().filter(|n| n.levels() > 1)?;
    let about = chapter(reading, index).and_then(|i| reading.blocks().get(i));
    let about = about.is_some_and(|c| GOAL01.matches(reading.words(c)));
    (about && GOAL05.matches(words) && !GOAL90.matches(words) && GOAL02.find(words).is_none())
        .then(|| Found { number: Some(number.digits.clone()), range: block.range.clone(), rule: &GOAL01 })
}

/// The items of a list under words that call them goals.
fn listed(reading: &Reading<'_>, index: usize) -> Vec<Found> {
    const LONGEST: usize = 200;
    let words = reading.blocks().get(index).map_or("", |b| reading.words(b));
    let last = sentences::sentences(words).pop().map_or("", |s| slice(words, s));
    if !GOAL03.matches(last) || IND.is_match(last) {
        return Vec::new();
    }
    let items = reading.blocks().iter().skip(index + 1).take_while(|b| b.kind == BlockKind::Item);
    let items: Vec<&Block> = items.filter(|b| b.level == 0).collect();
    if items.len() < 2 || items.iter().any(|b| reading.words(b).chars().count() > LONGEST) {
        return Vec::new();
    }
    items
        .into_iter()
        .map(|b| {
            // "Mål 1: …" in a list.
            called(reading, b).unwrap_or_else(|| Found {
                number: b.number.as_ref().map(|n| n.digits.clone()),
                range: b.range.clone(),
                rule: &GOAL03,
            })
        })
        .filter(|g| {
            let text = reading.text.get(g.range.clone());
            !GOAL90.matches(text)
        })
        .collect()
}

/// What stands with codes such as `3.1.1.2` under a heading that says `Resultatmål`.
fn coded(reading: &Reading<'_>, index: usize) -> Vec<Found> {
    let blocks = reading.blocks();
    let Some(label) = blocks.get(index).filter(|b| matches!(b.kind, BlockKind::Heading | BlockKind::Label))
    else {
        return Vec::new();
    };
    if label.number.is_some() || !GOAL06.matches(reading.words(label)) {
        return Vec::new();
    }
    let own = section(reading, index);
    let under = blocks.iter().skip(index + 1).map_while(|b| {
        let (code, at) = codes::code_of(reading, b).filter(|(c, _)| codes::goes_on(c, own.as_deref()))?;
        Some(Found { number: Some(code), range: at..b.range.end, rule: &GOAL06 })
    });
    under.collect()
}

/// The items of a list right under a heading that says `Mål` and little more, where most tell a state.
fn under_heading(reading: &Reading<'_>, index: usize) -> Vec<Found> {
    let blocks = reading.blocks();
    let words = blocks.get(index).map_or("", |b| reading.words(b));
    if !GOAL06.matches(words) {
        return Vec::new();
    }
    let items: Vec<&Block> = blocks
        .iter()
        .skip(index + 1)
        .take_while(|b| b.kind == BlockKind::Item)
        .filter(|b| b.level == 0)
        .collect();
    let tells = |b: &&&Block| GOAL05.matches(reading.words(b)) && reading.words(b).chars().count() <= 160;
    // "Mål 2020:" over a list says so plainly, even of one.
    let least = if words.ends_with(':') { 1 } else { 2 };
    if items.len() < least || items.iter().filter(tells).count() * 2 < items.len() {
        return Vec::new();
    }
    let number = |b: &Block| b.number.as_ref().map(|n| n.digits.clone());
    items
        .into_iter()
        .filter(|b| called(reading, b).is_none())
        .map(|b| Found { number: number(b), range: b.range.clone(), rule: &GOAL06 })
        .collect()
}

static IND: Pattern =
    Pattern::new(r"(?i)\b(?:indikator|parameter|parametr|rapporter|måltall|tiltak|oppdrag)");

/// A row of a table whose first column holds goals.
fn column(reading: &Reading<'_>, index: usize) -> Option<Found> {
    let blocks = reading.blocks();
    let row = blocks.get(index)?;
    let first_row =
        (0..index).rev().take_while(|i| blocks.get(*i).is_some_and(|b| b.kind == BlockKind::Row)).last()?;
    let header = blocks.get(first_row)?;
    let first = |b: &Block| reading.words(b).split('|').next().unwrap_or("").trim().len();
    let cell = reading.words(header).split('|').next()?.trim();
    let length = first(row);
    let words = slice(reading.words(row), 0..length);
    if !GOAL04.matches(cell) || words.split_whitespace().count() < 2 {
        return None;
    }
    Some(called(reading, row).filter(|g| g.range.end <= row.range.start + length).unwrap_or(Found {
        number: None,
        range: row.range.start..row.range.start + length,
        rule: &GOAL04,
    }))
}
