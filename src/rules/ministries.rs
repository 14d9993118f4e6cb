//! The ministries that steer in a document.

use super::agency::AG08;
use super::reading::{Reading, given, unplaced};
use super::{Rule, When};
use crate::model::{Field, Given, Kind};
use crate::outline::BlockKind;
use crate::pattern::{Pattern, slice};
use crate::registry::{Agency, Mention, Ministry, Named, registry};
use std::ops::Range;

pub(super) static RULES: &[&Rule] =
    &[&MIN01, &MIN02, &MIN03, &MIN04, &MIN05, &MIN06, &MIN07, &MIN08, &MIN09, &MIN10, &MIN90, &MIN91, &MIN92];

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

static MIN05: Rule = Rule::inference(
    "MIN05",
    "The text does not name the ministry; the registry says which one the agency answered to that year.",
);

static MIN06: Rule = Rule {
    code: "MIN06",
    summary: "The title of a letter or of instructions names the ministry.",
    pattern: Pattern::new(r"(?i)\b(?:tildelingsbrev|instruks|statsbudsjettet|referat|\p{L}*møte)\b"),
    finds: &[("Tildelingsbrev fra Samferdselsdepartementet", "Tildelingsbrev")],
    leaves: &["Samferdselsdepartementet"],
};

static MIN07: Rule = Rule {
    code: "MIN07",
    summary: "The letterhead, or the lines after the closing, have an e-mail address at the ministry's domain: the sender.",
    pattern: Pattern::new(r"(?i)(?P<value>[a-z0-9][a-z0-9._-]{0,60}@[a-z0-9][a-z0-9.-]{0,60}\.[a-z]{2,6})"),
    finds: &[
        ("Postboks 8010 Dep postmottak@sd.dep.no", "postmottak@sd.dep.no"),
        ("E-post: Postmottak@asd.dep.no", "Postmottak@asd.dep.no"),
    ],
    leaves: &["Vi møtes @ kl. 9", "www.sd.dep.no"],
};

static MIN08: Rule = Rule {
    code: "MIN08",
    summary: "A letter of another sort has a paragraph that opens with the ministry, which refers to something or sends, grants or proposes it: the sender.",
    pattern: Pattern::new(
        r"(?i)^s?\s+(?:\([A-ZÆØÅ]{2,4}\)\s+)?(?:viser\s+til|syner\s+til|legger\s+med\s+dette|legg\s+med\s+dette|sender\s+(?:med\s+dette|herved|på\s+høring|på\s+høyring)|sender\s+vedlagt|gir\s+(?:med\s+dette|herved)|gjev\s+med\s+dette|tildeler\s+(?:med\s+dette|herved)|oversender|foreslår\s+med\s+dette|ber\s+med\s+dette)\b",
    ),
    finds: &[
        (" viser til søknaden av 3. mai", " viser til"),
        (" (SD) legger med dette fram", " (SD) legger med dette"),
    ],
    leaves: &[" ba i brev av 3. mai om innspill", " gir hvert år tilskudd"],
};

static MIN09: Rule = Rule {
    code: "MIN09",
    summary: "A line that only letters have.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:deres|vår|dykkar)\s+(?:ref|dato)|med\s+(?:vennlig\s+|venleg\s+)?(?:hilsen|helsing)\b|dokumentet\s+er\s+(?:elektronisk|godkjent))",
    ),
    finds: &[("Deres ref Vår ref Dato", "Deres ref"), ("Med vennlig hilsen", "Med vennlig hilsen")],
    leaves: &["Vårt referat", "Med heving av prisene"],
};

static MIN10: Rule = Rule {
    code: "MIN10",
    summary: "A letter of another sort says that answers to it are to be sent to the ministry: it asks.",
    pattern: Pattern::new(
        r"(?i)\b(?:h(?:ø|øy)rings)?(?:svar|uttal|merknad|fråsegn)\p{L}*\s+(?:(?:bes|må|kan|skal|til\s+forslaget)\s+)*(?:sendes|sendast|sendt|send|rettes|rettast)(?:\s+inn)?(?:\s+til)?\s+$",
    ),
    finds: &[
        ("Høringssvar sendes til ", "Høringssvar sendes til "),
        ("Uttalelser bes sendt ", "Uttalelser bes sendt "),
    ],
    leaves: &["Rapporten sendes til ", "Høringssvar fra "],
};

static MIN90: Rule = Rule {
    code: "MIN90",
    summary: "A field of the head that says who gets the document: a ministry there is not the sender.",
    pattern: Pattern::new(
        r"^(?i:til|kopi(?:\s+til)?|gjenpart|mottak(?:er|ar)e?|adressat(?:er|ar)?)(?:\s*:|\s+\p{Lu}|$)",
    ),
    finds: &[
        ("Til: Samferdselsdepartementet", "Til:"),
        ("Til Samferdselsdepartementet", "Til S"),
        ("Kopi til:", "Kopi til:"),
    ],
    leaves: &[
        "Til stede fra departementet: to",
        "Tildelingsbrev til Kartverket",
        "Fra: Samferdselsdepartementet",
    ],
};

static MIN91: Rule = Rule {
    code: "MIN91",
    summary: "A body's own meeting, or one of a project: it is not between an agency and its ministry, so the registry tells nothing of it.",
    pattern: Pattern::new(
        r"(?i)\b(?:(?:(?:hoved|hovud|foretaks|føretaks|fakultets|universitets|høgskole|høgskule|høyskole)?styre|direktør|leder|leiar|ledergruppe|leiargruppe|avdelings|prosjekt|rektorat)(?:møte|protokoll)\p{L}*|(?:hoved|hovud|foretaks|føretaks|fakultets|universitets|høgskole|høgskule|høyskole)?styret|arbeidsmiljøutvalget|arbeidsmiljøutvalet|AMU|arbeidsgruppe\p{L}*|prosjektgruppe\p{L}*|\p{L}+-?team)\b",
    ),
    finds: &[
        ("Protokoll fra styremøte 3/2019", "styremøte"),
        ("DIREKTØRMØTE NR. 4", "DIREKTØRMØTE"),
        ("Møte i universitetsstyret", "universitetsstyret"),
    ],
    leaves: &[
        "Etatsstyringsmøte med Kartverket",
        "Kontaktmøte mellom departementet og etaten",
        "Etatsstyremøte med Patentstyret",
    ],
};

static MIN92: Rule = Rule {
    code: "MIN92",
    summary: "A postal address under a name in a letter of another sort: an addressee.",
    pattern: Pattern::new(r"(?i)^(?:postboks|pb\.?|boks)\s+\d+|^\d{4}\s+\p{L}{2,}$"),
    finds: &[("Postboks 8010 Dep", "Postboks 8010"), ("0030 OSLO", "0030 OSLO")],
    leaves: &["2016 ble et godt år", "Boks til post"],
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
    head(&mut found, kind);
    match kind {
        Kind::Referat => body(&mut found, &MIN04),
        Kind::Tildelingsbrev | Kind::SupplerendeTildelingsbrev | Kind::Instruks => {
            senders(&mut found, &MIN03, agency);
            by_mail(&mut found);
        }
        Kind::Other if reading.blocks().iter().any(|b| MIN09.matches(reading.words(b))) => {
            senders(&mut found, &MIN08, agency);
            by_mail(&mut found);
            asking(&mut found);
        }
        Kind::Årsrapport | Kind::Other => {}
    }
    let own = kind == Kind::Referat && reading.title_lines().any(|b| MIN91.matches(reading.words(b)));
    let assigns = || reading.title_lines().any(|b| AG08.matches(reading.words(b)));
    if !own && (!matches!(kind, Kind::Other | Kind::Årsrapport) || kind == Kind::Other && assigns()) {
        from_registry(&mut found, agency, warnings);
        if found.fields.is_empty() && !warnings.iter().any(|w| w.starts_with("ministries:")) {
            warnings.push(
                "ministries: the text names none that acts, and no agency with a year tells one".to_owned(),
            );
        }
    }
    found.fields
}

/// Lines under the closing that may say where to reach the sender.
const CONTACT_LINES: usize = 30;
/// Blocks below the head in which a letter says who sends it.
const OPENING_BLOCKS: usize = 6;

struct Found<'r, 't> {
    reading: &'r Reading<'t>,
    when: &'r When,
    fields: Vec<Field<String>>,
    seen: Vec<usize>,
}

impl Found<'_, '_> {
    /// Adds a ministry that is told by what is not part of the text.
    fn add_unplaced(&mut self, index: usize, rule: &Rule, quote: &str) {
        let Some(name) = registry().ministries().get(index).and_then(|m| name(m, self.when, "")) else {
            return;
        };
        self.seen.push(index);
        self.fields.push(unplaced(name, rule, quote));
    }

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
        ministry.names.iter().rev().find(|n| {
            n.name == printed || n.abbr == printed || n.nynorsk.iter().chain(&n.also).any(|a| a == printed)
        })
    };
    of_day.or_else(of_print).or(ministry.names.last()).map(|n| n.name.clone())
}

fn ministry(mention: &Mention) -> Option<usize> {
    match mention.named {
        Named::Ministry(i) => Some(i),
        Named::Agency(_) => None,
    }
}

fn head(found: &mut Found<'_, '_>, kind: Kind) {
    let reading = found.reading;
    let lines: Vec<_> = reading.title_lines().collect();
    let mut addressed = false;
    for (i, block) in lines.iter().enumerate() {
        let words = reading.words(block);
        // A report is to the ministry that steers.
        if kind != Kind::Årsrapport && MIN90.matches(words) && !MIN01.matches(words) {
            // The names may stand in the lines below.
            addressed = true;
            continue;
        }
        addressed &= !block.gap_before;
        if addressed || words.ends_with('.') || super::title::TITLE91.matches(words) {
            continue;
        }
        let posted =
            kind == Kind::Other && lines.get(i + 1).is_some_and(|below| MIN92.matches(reading.words(below)));
        for mention in reading.mentions_in(block.range.clone()) {
            let Some(index) = ministry(mention) else { continue };
            let rest = block.range.len().saturating_sub(mention.range.len());
            let before = reading.text.get(block.range.start..mention.range.start);
            let after = reading.text.get(mention.range.end..block.range.end);
            if compound(after) {
                continue;
            }
            if MIN01.matches(words) || MIN01.matches(before) {
                found.add(index, &MIN01, &mention.range);
            } else if MIN06.matches(words) {
                found.add(index, &MIN06, &mention.range);
            } else if !posted && MIN02.matches(words) && rest <= 12 {
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

/// Whether the name is only the first part of a word: the "ASD" of "ASD-ordbok".
fn compound(after: &str) -> bool {
    after.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_lowercase))
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

/// The ministry at whose domain the e-mail address in the letterhead or under the closing is.
fn by_mail(found: &mut Found<'_, '_>) {
    if !found.fields.is_empty() {
        return;
    }
    let reading = found.reading;
    if let Some((named, address)) = reading.sender_address(&MIN07) {
        if let Named::Ministry(index) = named {
            found.add_unplaced(index, &MIN07, address);
        }
        return;
    }
    let closing = reading.blocks().iter().skip_while(|b| !b.attachment).take(CONTACT_LINES);
    let mut addressed = false;
    for block in closing.chain(reading.title_lines()) {
        let words = reading.words(block);
        addressed = MIN90.matches(words) || (addressed && !block.gap_before);
        if addressed || !words.contains('@') || words.ends_with('.') || words.len() > 400 {
            continue;
        }
        for value in MIN07.pattern.captures_iter(words).filter_map(|c| c.name("value")) {
            match registry().at_domain(value.as_str()) {
                Some(Named::Ministry(index)) => {
                    let start = block.range.start + value.start();
                    found.add(index, &MIN07, &(start..start + value.len()));
                    return;
                }
                // An agency's letter, which may have a ministry's address, too.
                Some(Named::Agency(_)) => return,
                None => {}
            }
        }
    }
}

/// The ministry to which answers are to be sent.
fn asking(found: &mut Found<'_, '_>) {
    if !found.fields.is_empty() {
        return;
    }
    let reading = found.reading;
    let text = reading.body();
    for mention in reading.mentions_in(0..text.len()) {
        let Some(index) = ministry(mention) else { continue };
        let from = text.ceil_char_boundary(mention.range.start.saturating_sub(80));
        if MIN10.matches(slice(text, from..mention.range.start)) {
            found.add(index, &MIN10, &mention.range);
            return;
        }
    }
}

/// Who sends a letter: who allocates in its text, and who signs it.
fn senders(found: &mut Found<'_, '_>, rule: &Rule, agency: Option<&Field<String>>) {
    let reading = found.reading;
    let text = reading.body();
    let mut last = if found.fields.is_empty() { usize::MAX } else { reading.head + OPENING_BLOCKS };
    let count = |index: usize| reading.mentions.iter().filter(|m| ministry(m) == Some(index)).count();
    for (i, block) in reading.blocks().iter().enumerate() {
        let opens = matches!(block.kind, BlockKind::Paragraph) && !block.attachment;
        for mention in reading.mentions_in(block.range.clone()) {
            let Some(index) = ministry(mention) else { continue };
            let after = slice(text, mention.range.end..text.ceil_char_boundary(mention.range.end + 80));
            // Only a sentence that opens with the ministry makes it the sender; others act inside.
            let first = mention.range.start == block.range.start;
            // Another ministry that acts is spoken of less than the sender.
            let sent = found.seen.first().is_none_or(|sender| count(index) * 3 >= count(*sender));
            // Once the sender is known, one that acts far below does so inside of its letter, unless
            // it steers, too.
            if opens && first && sent && rule.matches(after) && (i <= last || steers(index, agency)) {
                found.add(index, rule, &mention.range);
                last = last.min(i + OPENING_BLOCKS);
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

/// Whether the registry says that a ministry steers an agency, at some time.
fn steers(index: usize, agency: Option<&Field<String>>) -> bool {
    let Some(ministry) = registry().ministries().get(index) else { return false };
    let known = agency.map(|a| registry().agencies_named(&a.value)).unwrap_or_default();
    known.iter().any(|a| a.ministries.iter().any(|s| s.ministry == ministry.id))
}

/// Whether a rule finds who sends a letter, which is then enough.
fn sends(code: &str) -> bool {
    [&MIN02, &MIN06, &MIN07, &MIN08].iter().any(|r| r.code == code)
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
    let by_letter = found.fields.iter().filter_map(|f| f.evidence.as_ref()).any(|e| sends(&e.rule));
    if !only_shared || by_letter {
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
