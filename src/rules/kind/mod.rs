//! What sort of document it is.

pub(super) mod minutes;

use super::Rule;
use super::families::Page;
use super::reading::{Reading, given};
use crate::model::{Basis, Field, Given, Kind};
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, marker};

/// The rules of the kind of a document.
pub(super) fn rules() -> Vec<&'static Rule> {
    [RULES, minutes::RULES].concat()
}

static RULES: &[&Rule] = &[
    &KIND01, &KIND02, &KIND03, &KIND04, &KIND05, &KIND06, &KIND07, &KIND08, &KIND09, &KIND10, &KIND11,
    &KIND12, &KIND13, &KIND14, &KIND90,
];

static KIND01: Rule = Rule {
    code: "KIND01",
    summary: "A title line that calls itself a supplementary allocation letter.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:[^.]|\b(?:kap|mv|nr)\.){0,110}[\s–-])?(?P<value>(?:supplerende|supplerande)\s+tildelingsbrev|tillegg(?:sbrev)?\s+til\s+tildelingsbrev(?:et)?|tilleggstildelingsbrev)\b",
    ),
    finds: &[
        ("Supplerende tildelingsbrev nr. 2 for 2019", "Supplerende tildelingsbrev"),
        ("Statsbudsjettet 2021 – supplerande tildelingsbrev", "supplerande tildelingsbrev"),
        ("Tillegg til tildelingsbrev 2016", "Tillegg til tildelingsbrev"),
    ],
    leaves: &["Tildelingsbrev for 2018", "Vi viser til møtet. Det kom et supplerende tildelingsbrev i mai."],
};

static KIND02: Rule = Rule {
    code: "KIND02",
    summary: "A title line that calls itself an allocation letter.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:[^.]|\b(?:kap|mv|nr)\.){0,110}[\s–-])?(?P<value>(?:endelig\s+|foreløpig\s+)?tildelingsbrev)(?:et)?\b",
    ),
    finds: &[
        ("Tildelingsbrev til Kartverket 2020", "Tildelingsbrev"),
        ("Statsbudsjettet 2015 – Tildelingsbrev", "Tildelingsbrev"),
        ("Statsbudsjettet 2015 – kap. 300 mv. – tildelingsbrev", "tildelingsbrev"),
    ],
    leaves: &["Om tildeling av midler", "Instruks for Kartverket"],
};

static KIND03: Rule = Rule {
    code: "KIND03",
    summary: "The text puts money at an agency's disposal in 'this allocation letter'.",
    pattern: Pattern::new(r"(?i)\b(?P<value>(?:i\s+dette|dette|med\s+dette)\s+tildelingsbrevet)\b"),
    finds: &[("I dette tildelingsbrevet gir departementet rammer for året.", "I dette tildelingsbrevet")],
    leaves: &["Saken er omtalt i tildelingsbrevet for 2016."],
};

static KIND04: Rule = Rule {
    code: "KIND04",
    summary: "A title line that calls itself minutes.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.]{0,60}[\s:–-])?(?P<value>(?:møte|styrings)?referat|møteprotokoll)(?:et)?(?:\s+(?:fra|frå|etter|av|nr)\b|\s*$|\s*[:–-]|\s+\p{L}*møte)",
    ),
    finds: &[
        ("Referat fra særmøte 3. mai 2016", "Referat"),
        ("Møtereferat", "Møtereferat"),
        ("Referat frå kontaktmøte", "Referat"),
    ],
    leaves: &["Godkjenning av dagsorden", "Direktoratet skriver referatet."],
};

static KIND05: Rule = Rule {
    code: "KIND05",
    summary: "A title line with a sort of meeting and a date or two parties: the heading of minutes.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>\p{L}*møtet?)\b[^.]{0,40}(?:\b(?:mellom|med)\s+\p{Lu}|\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{2,4})",
    ),
    finds: &[
        ("Fagmøte 4. juni 2015 mellom departementet og Kartverket", "Fagmøte"),
        ("Etatsstyringsmøte med Kartverket", "Etatsstyringsmøte"),
    ],
    leaves: &["Møteplan for høsten", "Oppmøte i resepsjonen"],
};

static KIND06: Rule = Rule {
    code: "KIND06",
    summary: "A field that only minutes have: who was present, who was absent, who wrote them.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>til\s?stede|tilstede|deltakere|deltakarar|deltaking|deltok|til\s?stades|forfall|fråvær|møteleder|møteleiar|referent|møtested|møtestad|møtedato)\s*(?:fra\b[^:]{0,60})?:",
    ),
    finds: &[
        ("Til stede: Kari Eksempel", "Til stede"),
        ("Fråvær: ingen", "Fråvær"),
        ("Møtedato: 3.4.2014", "Møtedato"),
    ],
    leaves: &["Forfallsdato for krav: 1. mai", "Deltakere i ordningen får støtte"],
};

static KIND07: Rule = Rule {
    code: "KIND07",
    summary: "A sentence that reports what a party said in a meeting. Many of them, with numbered points or marked conclusions, are minutes whose first page is missing.",
    pattern: Pattern::new(
        r"\b(?P<value>(?:[Dd]epartementet|[Dd]irektoratet|[Dd]irektøren|[Ee]taten|[Tt]ilsynet|[Vv]erksemda|[Vv]irksomheten|\p{Lu}{2,5}|\p{Lu}\p{L}+(?:direktoratet|departementet|tilsynet|verket))\s+(?:også\s+|videre\s+|deretter\s+)?(?:viste\s+til|pekte\s+på|påpekte|påpeikte|orienterte|redegjorde|gjorde\s+greie|stilte\s+spørsmål|spurte|svarte|opplyste|understreket|understreka|informerte|innledet|innleidde|tok\s+(?:opp|saken|saka|orienteringen|orienteringa|informasjonen)|ga\s+uttrykk|gav\s+uttrykk|varslet|varsla|kommenterte|presenterte|mente|meinte|sluttet\s+seg|slutta\s+seg|la\s+(?:til|fram|frem)|ga\s+ros|ba\s+om|bad\s+om))\b",
    ),
    finds: &[("Direktoratet orienterte om budsjettet.", "Direktoratet orienterte")],
    leaves: &["Direktoratet skal orientere departementet innen mai."],
};

static KIND08: Rule = Rule {
    code: "KIND08",
    summary: "A title line that calls itself standing instructions.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:hoved|virksomhets|økonomi|verksemds)?instruks)\s+(?:for|om|til)\b|^(?:\p{L}+-?\s+(?:og\s+)?){1,3}(?:hoved|virksomhets|økonomi)?instruks\s+for\b",
    ),
    finds: &[("Instruks for Kartverket", "Instruks"), ("Hovedinstruks til Difi", "Hovedinstruks")],
    leaves: &["Rapportering etter instruks", "Instruksen gjelder"],
};

static KIND09: Rule = Rule {
    code: "KIND09",
    summary: "A title line that calls itself an annual report.",
    pattern: Pattern::new(
        r"(?i)^(?:\p{Lu}\p{L}+(?:s|:)?\s+)?(?P<value>årsrapport|årsmelding)\s+(?:for\s+)?\d{4}\b",
    ),
    finds: &[("Årsrapport 2016", "Årsrapport"), ("Kartverkets årsrapport for 2019", "årsrapport")],
    leaves: &["Årsrapporten for 2016 skal sendes inn", "Krav til årsrapport"],
};

static KIND10: Rule = Rule {
    code: "KIND10",
    summary: "The text puts money at an agency's disposal for a budget year.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:stiller|stilles|stillast|tildeler|tildeles|blir\s+tildelt|disponerer)\b[^.]{0,120}\b(?:til\s+(?:rådighet|disposisjon|rådvelde))|tildeling\s+for\s+20\d\d)\b",
    ),
    finds: &[(
        "Departementet stiller med dette følgende midler til disposisjon",
        "stiller med dette følgende midler til disposisjon",
    )],
    leaves: &["Lokalene stilles til gratis bruk."],
};

static KIND11: Rule = Rule {
    code: "KIND11",
    summary: "A label that marks a conclusion, which only minutes have.",
    pattern: Pattern::new(concat!("^(?P<value>", marker::outcome_words!(), r")\s*:?$")),
    finds: &[
        ("Konklusjon og videre oppfølging:", "Konklusjon og videre oppfølging"),
        ("Vedtak enst.:", "Vedtak enst."),
    ],
    leaves: &["Konklusjonen er klar: vi venter.", "Forslag til vedtak:"],
};

static KIND12: Rule = Rule {
    code: "KIND12",
    summary: "The text says of itself that it is standing instructions.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:denne|i\s+denne)\s+instruksen)\s+(?:fastset|fastsett|gjelder|gjeld|trer|beskriver|skildrar|er)",
    ),
    finds: &[("Denne instruksen fastsetter krav til styring.", "Denne instruksen")],
    leaves: &["Instruksen er sendt på høring."],
};

static KIND13: Rule = Rule {
    code: "KIND13",
    summary: "The text speaks of a meeting, an agenda or a case: without that, sentences about parties (KIND07) are no minutes.",
    pattern: Pattern::new(r"(?i)\b\p{L}*møtet?\b|\bdagsorden|\bsak\s\d|\bagenda\b"),
    finds: &[("Saken ble tatt opp i fagmøtet.", "fagmøtet"), ("Dagsorden", "Dagsorden")],
    leaves: &["Departementet viste til proposisjonen."],
};

static KIND14: Rule = Rule {
    code: "KIND14",
    summary: "A field that names people of a meeting: without one, other fields of minutes (KIND06) may be those of a notice.",
    pattern: Pattern::new(r"(?i)^(?:til\s?stede|tilstede|deltak|deltok|til\s?stades|fråvær|referent)"),
    finds: &[("Til stede: Kari Eksempel", "Til stede"), ("Deltakere: Kari Eksempel", "Deltak")],
    leaves: &["Møtedato: 3.4.2014", "Sted: Bergen"],
};

static KIND90: Rule = Rule {
    code: "KIND90",
    summary: "A line of the head that names another sort of document, which no signs in the text make minutes: a notice of a meeting, a report, an inquiry.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:møte)?innkalling|rapport(?:en)?|undersøkelse\p{L}*|undersøking\p{L}*|evaluering|utredning|utgreiing|NOU|Dokument\s\d|høringssvar|høringsnotat|avtale|kontrakt|pressemelding)\b",
    ),
    finds: &[
        ("Innkalling til styremøte", "Innkalling"),
        ("Riksrevisjonens undersøkelse av tilsyn", "undersøkelse"),
    ],
    leaves: &["Referat fra fagmøte"],
};

/// The kind of a document, and whether it may be minutes although it is not said to be.
pub(super) struct Told {
    pub(super) kind: Field<Kind>,
    pub(super) perhaps_minutes: bool,
    /// What speaks for and against minutes, where that was weighed.
    pub(super) signs: Option<minutes::Signs>,
}

/// The kind of a document.
pub(super) fn kind<'a>(reading: &Reading<'_>, facts: &Given, page: &dyn Fn() -> &'a Page<'a>) -> Told {
    let told = |kind| Told { kind, perhaps_minutes: false, signs: None };
    if let Some(field) = given(facts.kind.as_ref(), "kind", facts.kind.map_or("", Kind::as_str), &facts.file)
    {
        return told(field);
    }
    let title = by_title(reading);
    if let Some(field) = title
        .clone()
        .filter(|f| f.value != Kind::Referat)
        .or_else(|| title.is_none().then(|| by_words(reading)).flatten())
    {
        return told(field);
    }
    let signs = minutes::signs(reading, page());
    let (kind, perhaps_minutes) = by_minutes(reading, title, &signs);
    Told { kind, perhaps_minutes, signs: Some(signs) }
}

/// The kind of what its title calls minutes or nothing, and whether it may be minutes although it is not said
/// to be.
fn by_minutes(
    reading: &Reading<'_>,
    title: Option<Field<Kind>>,
    signs: &minutes::Signs,
) -> (Field<Kind>, bool) {
    let other = Field { value: Kind::Other, basis: Basis::Inferred, evidence: None };
    // What calls itself minutes is, unless it plainly is something else.
    if let Some(field) = title {
        let is = signs.sum >= minutes::ENOUGH || !signs.against;
        return (if is { field } else { other }, false);
    }
    if let Some(field) = by_signs(reading).filter(|_| !signs.against) {
        return (field, false);
    }
    if signs.sum >= minutes::ENOUGH
        && let Some((rule, range)) = &signs.first
    {
        let note = format!("{:.1} points speak for minutes; {:.1} are enough", signs.sum, minutes::ENOUGH);
        return (reading.inferred(Kind::Referat, rule, range, note), false);
    }
    (other, signs.sum >= minutes::PERHAPS && !signs.against)
}

/// The first line of the head that names a kind.
fn by_title(reading: &Reading<'_>) -> Option<Field<Kind>> {
    const TITLES: [(&Rule, Kind, bool); 6] = [
        (&KIND01, Kind::SupplerendeTildelingsbrev, true),
        (&KIND04, Kind::Referat, true),
        (&KIND08, Kind::Instruks, true),
        (&KIND02, Kind::Tildelingsbrev, true),
        (&KIND09, Kind::Årsrapport, true),
        (&KIND05, Kind::Referat, false),
    ];
    reading.title_lines().find_map(|block| {
        let words = reading.words(block);
        // A sentence about a letter is no title of one; nor is a reference.
        if words.ends_with('.') || super::title::TITLE91.matches(words) {
            return None;
        }
        TITLES.iter().find_map(|(rule, kind, stated)| {
            let found = rule.find(words)?;
            // "Etaten får nytt tildelingsbrev" is a headline, not a letter.
            if *kind != Kind::Referat && marker::has_finite_verb(words) {
                return None;
            }
            let range = block.range.start + found.start..block.range.start + found.end;
            Some(if *stated {
                reading.stated(*kind, rule, &range)
            } else {
                reading.inferred(
                    *kind,
                    rule,
                    &block.range,
                    "a meeting with its date or its parties heads the document",
                )
            })
        })
    })
}

/// What the running text says of the document itself.
fn by_words(reading: &Reading<'_>) -> Option<Field<Kind>> {
    let body = reading.body();
    if let Some(range) = KIND03.find(body).filter(|_| KIND10.matches(body)) {
        return Some(reading.stated(Kind::Tildelingsbrev, &KIND03, &range));
    }
    let range = KIND12.find(body)?;
    Some(reading.stated(Kind::Instruks, &KIND12, &range))
}

/// Signs that together make minutes.
fn by_signs(reading: &Reading<'_>) -> Option<Field<Kind>> {
    // A page is missing where the text begins in the middle of a sentence; then there is no head.
    let begins = reading.blocks().first().is_some_and(|b| reading.words(b).starts_with(char::is_lowercase));
    let other = |b: &&Block| KIND90.matches(reading.words(b)) && reading.words(b).chars().count() <= 120;
    if !begins && reading.title_lines().take(12).any(|b| other(&b)) {
        return None;
    }
    let fields: Vec<_> = reading
        .blocks()
        .iter()
        .take(30)
        .filter_map(|b| {
            let found = KIND06.find(reading.words(b))?;
            Some(b.range.start + found.start..b.range.start + found.end)
        })
        .collect();
    let present = reading.blocks().iter().take(30).any(|b| KIND14.matches(reading.words(b)));
    if let (Some(first), true) = (fields.first(), fields.len() >= 2 && present) {
        let note = format!("{} fields that only minutes have", fields.len());
        return Some(reading.inferred(Kind::Referat, &KIND06, first, note));
    }
    let body = reading.body();
    let mut reports: Vec<_> = KIND07.pattern.find_iter(body).map(|m| m.range()).collect();
    let reported = reports.clone();
    // Parties that go by names and abbreviations of their own speak too.
    for mention in &reading.mentions {
        let after = crate::pattern::slice(body, mention.range.end..body.len());
        let found = reported.partition_point(|r| r.end <= mention.range.start);
        let counted = reported.get(found).is_some_and(|r| r.start <= mention.range.start);
        if !counted && super::ministries::MIN04.matches(after) {
            reports.push(mention.range.clone());
        }
    }
    reports.sort_by_key(|r| r.start);
    let points = reading
        .blocks()
        .iter()
        .filter(|b| b.kind == BlockKind::Heading && b.number.is_some() && !b.attachment)
        .count();
    let conclusions = reading
        .blocks()
        .iter()
        .filter(|b| b.kind == BlockKind::Label && KIND11.matches(reading.words(b)))
        .count();
    let first = reports.first()?;
    let enough = (reports.len() >= 4 && points + conclusions >= 2)
        || (reports.len() >= 2 && points >= 1 && conclusions >= 2);
    (enough && KIND13.matches(body)).then(|| {
        let note = format!(
            "{} sentences report what a party said; {points} numbered points, {conclusions} marked conclusions",
            reports.len()
        );
        reading.inferred(Kind::Referat, &KIND07, first, note)
    })
}
