//! The ministries that steer in a document.

use super::reading::{Reading, given};
use super::{Rule, When};
use crate::model::{Field, Given, Kind};
use crate::outline::BlockKind;
use crate::pattern::{Pattern, slice};
use crate::registry::{Agency, Mention, Ministry, Named, registry};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&MIN01, &MIN02, &MIN03, &MIN04, &MIN05, &MIN06];

static MIN01: Rule = Rule {
    code: "MIN01",
    summary: "A title line names the parties of a meeting, or a field of the head those who came from a ministry.",
    pattern: Pattern::new(
        r"(?i)\bmellom\b|^(?:til\s?stede|tilstede|deltakere|deltakarar|deltaking|deltok|til\s?stades|frå|fra)\b.*:|\b(?:frå|fra)\s+$",
    ),
    finds: &[
        ("Særmøte mellom departementet og etaten", "mellom"),
        ("Til stede fra ASD: to personer", "Til stede fra ASD:"),
    ],
    leaves: &["Neste møte er i mai"],
};

static MIN02: Rule = Rule {
    code: "MIN02",
    summary: "A line of the letterhead, or the first lines after the closing, is the ministry's name: the sender.",
    pattern: Pattern::new(r"^(?:Fra:?\s+|Frå:?\s+|Avsender:?\s+)?\p{L}[^.:;?!]{4,80}$"),
    finds: &[("Samferdselsdepartementet", "Samferdselsdepartementet")],
    leaves: &["Departementet viser til brevet."],
};

static MIN03: Rule = Rule {
    code: "MIN03",
    summary: "The ministry puts money at the agency's disposal, or sends the letter, in so many words.",
    pattern: Pattern::new(
        r"(?i)^s?\s+(?:\([A-ZÆØÅ]{2,4}\)\s+)?(?:viser\s+til|stiller|tildeler|fastsetter|fastset|gir|gjev|ber|sender|legger\s+med\s+dette|vil\s+med\s+dette|har\s+med\s+dette)\b",
    ),
    finds: &[(" stiller med dette midler til disposisjon", " stiller")],
    leaves: &[" er holdt orientert"],
};

pub(super) static MIN04: Rule = Rule {
    code: "MIN04",
    summary: "In minutes, the ministry speaks.",
    pattern: Pattern::new(
        r"(?i)^\s+(?:\([A-ZÆØÅ]{2,4}\)\s+)?(?:også\s+|videre\s+|vidare\s+|deretter\s+)?(?:viste|innledet|innleidde|påpekte|påpeikte|pekte|peikte|spurte|ba|bad|tok|opplyste|understreket|understreka|mente|meinte|orienterte|informerte|stilte|redegjorde|gjorde|kommenterte|ønsket|ønskte|svarte|takket|takka|roste|uttrykte|ga\s+uttrykk|gav\s+uttrykk|varslet|varsla|presenterte|åpnet|opna|la\s+(?:til|fram|frem))\b",
    ),
    finds: &[(" viste til budsjettet", " viste"), (" også påpekte", " også påpekte")],
    leaves: &[" og etaten har dialog"],
};

static MIN05: Rule = Rule {
    code: "MIN05",
    summary: "The text does not name the ministry; the registry says which one the agency answered to that year.",
    pattern: Pattern::new(r"\p{Lu}\p{L}+"),
    finds: &[("Kartverket", "Kartverket")],
    leaves: &["2013"],
};

static MIN06: Rule = Rule {
    code: "MIN06",
    summary: "The title of a letter or of instructions names the ministry.",
    pattern: Pattern::new(r"(?i)\b(?:tildelingsbrev|instruks|statsbudsjettet|referat|\p{L}*møte)\b"),
    finds: &[("Tildelingsbrev fra Samferdselsdepartementet", "Tildelingsbrev")],
    leaves: &["Samferdselsdepartementet"],
};

/// The ministries, by the names in use at the time; the one that steers first.
pub(super) fn ministries(
    reading: &Reading<'_>,
    facts: &Given,
    kind: Kind,
    when: &When,
    agency: Option<&Field<String>>,
    warnings: &mut Vec<String>,
) -> Vec<Field<String>> {
    if let Some(names) = &facts.ministries {
        return names.iter().filter_map(|n| given(Some(n), "ministries", n, &facts.file)).collect();
    }
    let mut found = Found { reading, when, fields: Vec::new(), seen: Vec::new() };
    head(&mut found);
    match kind {
        Kind::Referat => body(&mut found, &MIN04),
        Kind::Tildelingsbrev | Kind::SupplerendeTildelingsbrev | Kind::Instruks => senders(&mut found),
        Kind::Årsrapport | Kind::Other => {}
    }
    if !matches!(kind, Kind::Other | Kind::Årsrapport) {
        from_registry(&mut found, agency, warnings);
        if found.fields.is_empty() && !warnings.iter().any(|w| w.starts_with("ministries:")) {
            warnings.push(
                "ministries: the text names none that acts, and no agency with a year tells one".to_owned(),
            );
        }
    }
    found.fields
}

struct Found<'r, 't> {
    reading: &'r Reading<'t>,
    when: &'r When,
    fields: Vec<Field<String>>,
    seen: Vec<usize>,
}

impl Found<'_, '_> {
    fn add(&mut self, index: usize, rule: &Rule, range: &Range<usize>) {
        if self.seen.contains(&index) {
            return;
        }
        let Some(ministry) = registry().ministries().get(index) else { return };
        let printed = self.reading.text.get(range.clone());
        let Some(name) = name(ministry, self.when, printed) else { return };
        self.seen.push(index);
        self.fields.push(self.reading.stated(name, rule, range));
    }
}

/// The name in use at the time; as printed where no time is known.
fn name(ministry: &Ministry, when: &When, printed: &str) -> Option<String> {
    let of_day = when.day().and_then(|day| ministry.name_on(&day));
    let of_print = || {
        ministry
            .names
            .iter()
            .rev()
            .find(|n| n.name == printed || n.abbr == printed || n.also.iter().any(|a| a == printed))
    };
    of_day.or_else(of_print).or(ministry.names.last()).map(|n| n.name.clone())
}

fn ministry(mention: &Mention) -> Option<usize> {
    match mention.named {
        Named::Ministry(i) => Some(i),
        Named::Agency(_) => None,
    }
}

fn head(found: &mut Found<'_, '_>) {
    let reading = found.reading;
    for block in reading.title_lines() {
        let words = reading.words(block);
        if words.ends_with('.') || super::title::TITLE91.matches(words) {
            continue;
        }
        for mention in reading.mentions_in(block.range.clone()) {
            let Some(index) = ministry(mention) else { continue };
            let rest = block.range.len().saturating_sub(mention.range.len());
            let before = reading.text.get(block.range.start..mention.range.start);
            if MIN01.matches(words) || MIN01.matches(before) {
                found.add(index, &MIN01, &mention.range);
            } else if MIN06.matches(words) {
                found.add(index, &MIN06, &mention.range);
            } else if MIN02.matches(words) && rest <= 12 {
                found.add(index, &MIN02, &mention.range);
            }
        }
    }
    for range in reading.attendance(&MIN01) {
        for mention in reading.mentions_in(range) {
            if let Some(index) = ministry(mention) {
                found.add(index, &MIN01, &mention.range);
            }
        }
    }
}

/// Ministries that do in the text what `rule` says, right after their name.
fn body(found: &mut Found<'_, '_>, rule: &Rule) {
    let reading = found.reading;
    let text = reading.body();
    for mention in reading.mentions_in(0..text.len()) {
        if let Some(index) = ministry(mention)
            && rule.matches(slice(text, mention.range.end..text.ceil_char_boundary(mention.range.end + 80)))
        {
            found.add(index, rule, &mention.range);
        }
    }
}

/// Who sends a letter: who allocates in its text, and who signs it.
fn senders(found: &mut Found<'_, '_>) {
    let reading = found.reading;
    let text = reading.body();
    let count = |index: usize| reading.mentions.iter().filter(|m| ministry(m) == Some(index)).count();
    for block in reading.blocks() {
        let opens = matches!(block.kind, BlockKind::Paragraph) && !block.attachment;
        for mention in reading.mentions_in(block.range.clone()) {
            let Some(index) = ministry(mention) else { continue };
            let after = slice(text, mention.range.end..text.ceil_char_boundary(mention.range.end + 80));
            // Only a sentence that opens with the ministry makes it the sender; others act inside.
            let first = mention.range.start == block.range.start;
            // Another ministry that acts is spoken of less than the sender.
            let sent = found.seen.first().is_none_or(|sender| count(index) * 3 >= count(*sender));
            if opens && first && sent && MIN03.matches(after) {
                found.add(index, &MIN03, &mention.range);
            }
        }
    }
    let closing = reading.blocks().iter().position(|b| b.attachment);
    if let (Some(closing), true) = (closing, found.fields.is_empty()) {
        for block in reading.blocks().iter().skip(closing).take(4) {
            if let Some(mention) = reading.mentions_in(block.range.clone()).next()
                && let Some(index) = ministry(mention)
                && block.range.len() - mention.range.len() <= 4
            {
                found.add(index, &MIN02, &mention.range);
            }
        }
    }
}

/// Where the year is not known: a ministry that the text names and that the agency answers to at
/// some time.
fn named_and_expected(found: &mut Found<'_, '_>, agency: &Agency) -> bool {
    let reading = found.reading;
    let expected = |index: usize| {
        let id = registry().ministries().get(index).map(|m| m.id.as_str());
        agency.ministries.iter().any(|s| !s.shared && Some(s.ministry.as_str()) == id)
    };
    let mentions = reading.mentions_in(0..reading.body_end());
    let named = mentions.filter_map(|m| Some((ministry(m)?, m))).find(|(index, _)| expected(*index));
    let Some((index, mention)) = named else { return false };
    let printed = reading.text.get(mention.range.clone());
    let name = registry().ministries().get(index).and_then(|m| name(m, found.when, printed));
    let Some(name) = name else { return false };
    let note = format!("named in the text; the registry: {} answers to it", agency.name);
    found.seen.push(index);
    found.fields.push(reading.inferred(name, &MIN05, &mention.range, note));
    true
}

/// The ministry that has the main responsibility, where the text names none, or only others.
fn from_registry(found: &mut Found<'_, '_>, agency: Option<&Field<String>>, warnings: &mut Vec<String>) {
    let Some(agency) = agency else { return };
    let known = registry().agencies_named(&agency.value);
    let Some(listed) = known.first() else { return };
    let Some(year) = found.when.year else {
        if found.fields.is_empty() && !named_and_expected(found, listed) {
            warnings.push(format!("ministries: {} answers to one, but the year is not known", agency.value));
        }
        return;
    };
    let index_of = |id: &str| registry().ministries().iter().position(|m| m.id == id);
    let steering = listed.steered_by(year);
    // Where a ministry with the main responsibility is named, or one the registry does not
    // expect, the text stands as it is.
    let only_shared =
        found.seen.iter().all(|i| steering.iter().any(|s| s.shared && index_of(&s.ministry) == Some(*i)));
    if !only_shared {
        return;
    }
    let main = steering.iter().find(|s| !s.shared).and_then(|s| index_of(&s.ministry));
    let Some((index, evidence)) = main.zip(agency.evidence.clone()) else { return };
    let Some(ministry) = registry().ministries().get(index) else { return };
    let Some(name) = name(ministry, found.when, "") else { return };
    let mut evidence = evidence;
    MIN05.code.clone_into(&mut evidence.rule);
    evidence.note = Some(format!("the registry: {} answered to {name} in {year}", agency.value));
    found.seen.insert(0, index);
    found
        .fields
        .insert(0, Field { value: name, basis: crate::model::Basis::Inferred, evidence: Some(evidence) });
}
