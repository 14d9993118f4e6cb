//! What sort of meeting the minutes are of.

pub(super) mod day;

use super::Rule;
use super::reading::{Reading, given};
use crate::model::{Field, Given, Kind};
use crate::outline::BlockKind;
use crate::pattern::{Pattern, marker};

/// The rules of the meeting.
pub(super) fn rules() -> Vec<&'static Rule> {
    [RULES, day::RULES].concat()
}

static RULES: &[&Rule] = &[&MEET01, &MEET02, &MEET03, &MEET04, &MEET05];

static MEET01: Rule = Rule {
    code: "MEET01",
    summary: "A title line of minutes names the sort of meeting.",
    pattern: Pattern::new(r"(?i)\b(?P<value>[\p{L}-]{3,}møte|generalforsamling)(?:t|r|en)?\b"),
    finds: &[
        ("Referat fra etatsstyringsmøte 2. mars 2016", "etatsstyringsmøte"),
        ("Særmøtet 5. mai", "Særmøte"),
    ],
    leaves: &["Møte 3. mars", "Møteplan"],
};

static MEET02: Rule = Rule {
    code: "MEET02",
    summary: "The minutes speak of the meeting they are of: 'this' meeting, the meeting 'now' or 'today'.",
    pattern: Pattern::new(
        r"(?i)\b(?:(?:dette|dagens|i\s+dag\s+sitt)\s+(?P<value>\p{L}{3,}møte)t?\b|i\s+(?P<v2>\p{L}{3,}møte)t\s+(?:nå|no|i\s+dag)\b)",
    ),
    finds: &[("Saken tas ikke opp i dagens fagmøte.", "fagmøte")],
    leaves: &["Det vises til fagmøtet i mai.", "Neste særmøte er i juni."],
};

static MEET03: Rule = Rule {
    code: "MEET03",
    summary: "A field of the head names the sort of meeting.",
    pattern: Pattern::new(
        r"(?i)^(?:møte(?:type)?|gjelder|gjeld|sak|emne)\s*:\s*(?:referat\s+(?:fra|frå)\s+)?(?P<value>\p{L}{3,}møte)t?\b",
    ),
    finds: &[("Møtetype: Kontaktmøte", "Kontaktmøte"), ("Gjelder: Referat fra fagmøte om kart", "fagmøte")],
    leaves: &["Møte: Oslo, rom 3"],
};

static MEET04: Rule = Rule {
    code: "MEET04",
    summary: "Minutes that review the annual or a tertial report and the results in it are of an etatsstyringsmøte: that is what those meetings are for.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:risikobilde\p{L}*|måloppnåelse\p{L}*|resultat\p{L}*|rapport\p{L}*|vurdering\p{L}*)\b[^.\n]{0,80}\b[1-3]\.\s?tertial|(?:årsrapport|årsregnskap|årsrekneskap|virksomhetsrapport|tertialrapport)(?:en|et)?(?:\s+for)?\s+(?:20\d\d|[1-3]\.\s?tertial))",
    ),
    finds: &[
        ("Resultatene for 2. tertial ble gjennomgått.", "Resultatene for 2. tertial"),
        ("Årsrapporten for 2015", "Årsrapporten for 2015"),
    ],
    leaves: &["Rapporten om kart er ferdig."],
};

static MEET05: Rule = Rule {
    code: "MEET05",
    summary: "The title names a meeting by whose it is: `møte i styringsgruppen`.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:møte)?referat\s+(?:fra|frå)\s+|protokoll\s+(?:fra|frå|for)\s+)?(?P<value>møte\s+i\s+[\p{L}-]*(?:gruppe|gruppa|gruppen|team|teamet|utvalg|utvalget|råd|rådet|styre|styret|komite|komiteen|nemnd|nemnda|forum|forumet))\b",
    ),
    finds: &[("Referat fra møte i styringsgruppen 3. mai 2018", "møte i styringsgruppen")],
    leaves: &["Møte i Oslo 3. mai 2018", "Vedtatt i møte i styret"],
};

/// The meeting type; only minutes have one.
pub(super) fn meeting_type(
    reading: &Reading<'_>,
    facts: &Given,
    kind: Kind,
    warnings: &mut Vec<String>,
) -> Option<Field<String>> {
    if let Some(m) = &facts.meeting_type {
        return given(Some(m), "meeting_type", m, &facts.file);
    }
    if kind != Kind::Referat {
        return None;
    }
    let found = by_head(reading).or_else(|| by_words(reading)).or_else(|| by_matter(reading));
    if found.is_none() {
        warnings.push("meeting_type: no title, field or sentence names the sort of meeting".to_owned());
    }
    found
}

fn by_head(reading: &Reading<'_>) -> Option<Field<String>> {
    let lines = || reading.title_lines();
    let field = lines().find_map(|b| Some((b, MEET03.find(reading.words(b))?, &MEET03)));
    let title = || {
        lines()
            .filter(|b| {
                !reading.words(b).ends_with('.')
                    && !is_place(reading.words(b))
                    && reading.words(b).chars().count() <= 140
            })
            .find_map(|b| {
                let words = reading.words(b);
                let found = MEET01.find(words)?;
                // "Neste særmøte: 3. mai" names another meeting.
                (!words.to_lowercase().starts_with("neste") && super::title::TITLE91.find(words).is_none())
                    .then_some((b, found, &MEET01))
            })
    };
    let of_body = || lines().find_map(|b| Some((b, MEET05.find(reading.words(b))?, &MEET05)));
    let (block, found, rule) = title().or(field).or_else(of_body)?;
    let range = block.range.start + found.start..block.range.start + found.end;
    Some(reading.stated(normal(reading.text.get(range.clone())), rule, &range))
}

/// A field for the place or the time does not say what sort of meeting it was: "Sted: Telefonmøte".
fn is_place(words: &str) -> bool {
    marker::is_field(words) && !MEET03.matches(words)
}

fn by_words(reading: &Reading<'_>) -> Option<Field<String>> {
    let captures = MEET02.pattern.captures(reading.body())?;
    let range = captures.name("value").or(captures.name("v2"))?.range();
    let whole = captures.get(0)?.range();
    Some(reading.stated(normal(reading.text.get(range)), &MEET02, &whole))
}

fn by_matter(reading: &Reading<'_>) -> Option<Field<String>> {
    // A heading that reviews a report, or a sentence that does; and an agency or a ministry, without
    // which there is no etatsstyring.
    if reading.mentions.is_empty() {
        return None;
    }
    let in_heading = reading.blocks().iter().filter(|b| b.kind == BlockKind::Heading).find_map(|b| {
        let found = MEET04.find(reading.words(b))?;
        Some(b.range.start + found.start..b.range.start + found.end)
    });
    let body = reading.body();
    let range = in_heading.or_else(|| MEET04.pattern.find(body).map(|m| m.range()))?;
    Some(reading.inferred(
        "etatsstyringsmøte".to_owned(),
        &MEET04,
        &range,
        "the meeting reviews the agency's report and results, as etatsstyringsmøter do",
    ))
}

fn normal(printed: &str) -> String {
    printed.to_lowercase()
}
