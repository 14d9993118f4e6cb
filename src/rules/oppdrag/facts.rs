//! What is told of an assignment by its words: status and addressees.

use super::catalogue::{OPP04, OPP10, OPP11, OPP12, OPP13, OPP14, OPP20};
use crate::model::Status;
use crate::pattern::{Pattern, slice};
use crate::registry::{Named, registry};
use crate::rules::reading::Reading;
use crate::rules::{When, agency, sentences};
use std::ops::Range;

/// What the letter does with the assignment whose words these are.
pub(super) fn status(text: &str, clarifies: bool) -> Status {
    let first = text.split(". ").next().unwrap_or(text);
    // A long text may name the end of something else.
    let long = text.chars().count() > 600;
    if OPP13.matches(text) && text.chars().count() < 200 {
        Status::Withheld
    } else if OPP12.matches(if long { first } else { text }) {
        Status::Withdrawn
    } else if clarifies || OPP11.matches(first) || (!long && OPP14.matches(text)) {
        Status::Clarified
    } else if OPP10.matches(if long { first } else { text }) && !asks_now(text) {
        Status::Announced
    } else {
        Status::Assigned
    }
}

/// Whether some sentence besides the announcement asks for something.
fn asks_now(text: &str) -> bool {
    sentences::sentences(text)
        .into_iter()
        .map(|r| slice(text, r))
        .any(|s| !OPP10.matches(s) && ASKS.is_match(s))
}

/// What a letter calls its recipient, and hardly anyone else.
macro_rules! recipient_words {
    () => {
        r"direktoratet|etaten|tilsynet|verket|virksomheten|verksemda|senteret|ombudet|instituttet|myndigheten|myndigheita|styresmakta|dere|dykk|de\s+to\s+etatene|dei\s+to\s+etatane|kartverket|vegvesenet"
    };
}

static ASKS: Pattern =
    Pattern::new(concat!(r"(?i)\b(?:", recipient_words!(), r")\b[^.]{0,40}\b(?:skal|bes)\b"));
static ACTS: Pattern = Pattern::new(
    r"(?i)^s?\s*(?:\([^)]{1,20}\)\s*)?(?:(?:,|og|samt|i\s+samarbeid|sammen\s+med|saman\s+med|skal|bes|må|bør|får|har|gis)\b|,)",
);
static GENERIC: Pattern = Pattern::new(concat!(r"(?i)\b(?:", recipient_words!(), r")\b"));
/// The kinds of bodies that letters are to. As subject they stand for the recipient; elsewhere the
/// letter may as well speak of another one.
static BODY: Pattern = Pattern::new(
    r"(?i)(?:^|[^-\p{L}])(?P<value>byrået|rådet|universitetet|høgskolen|høyskolen|høgskulen|styret|fondet|selskapet|føretaket|foretaket|museet|biblioteket|arkivet|akademiet|embetet|embedet|sekretariatet|banken|tingretten|domstolen|inspektoratet|sentralen|(?:\p{L}+)?nemnd[ae]|nemnden|(?:\p{L}+)nemnden|kommisjonen|utvalget|utvalet)\b",
);
/// "I arbeidet med arealbruk skal rådet …".
static INVERTED: Pattern = Pattern::new(r"(?i)\b(?:skal|må|bør|bes|kan)\s$");
/// "Det skal …", "Ordningen skal evalueres": nobody is named who is to do it.
static IMPERSONAL: Pattern =
    Pattern::new(r"^(?:Det|I tillegg|Videre|Vidare)\s|\b(?:skal|må|bør)\s(?:\S+\s){0,4}?\S+(?:es|ast|ås)\b");
/// "Rådet kan få oppdrag om …".
static MAY: Pattern = Pattern::new(r"(?i)^\s+(?:kan|vil)\s+(?:få|bli|komme|kome)\b");
/// What follows a body that is asked.
static ASKED: Pattern = Pattern::new(r"(?i)^(?:\s*,|\s+(?:og|om|å)\b)");
static WITH: Pattern = Pattern::new(
    r"(?i)\b(?:i\s+(?:nært\s+|tett\s+)?(?:samarbeid|samråd|dialog)\s+med|sammen\s+med|saman\s+med|fra|frå|av|hos|mellom|til|for|om)\s+$",
);

/// What is known of whose an assignment is, before its sentences are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The recipient's, whoever else is named: it has a number of its own, or is announced.
    Recipient,
    /// Somebody's who is addressed: the evidence says so.
    Addressed,
    /// Nothing.
    Open,
}

/// The agencies that are asked to act: the subjects of the sentences that ask, a plain "the directorate"
/// being the letter's recipient. Others count where they are asked together with it. `told` says
/// what is known of that already.
pub(super) fn addressees(
    reading: &Reading<'_>,
    range: &Range<usize>,
    recipient: Option<&str>,
    told: Told,
    when: &When,
) -> Vec<String> {
    let text = reading.text.get(range.clone());
    let mut first: Option<Vec<String>> = None;
    let mut subject = false;
    for sentence in sentences::sentences(text) {
        let words = slice(text, sentence.clone());
        if !OPP20.matches(words) && !OPP04.matches(words) {
            continue;
        }
        let named = asked(reading, words, range.start + sentence.start, recipient, when);
        if recipient.is_some_and(|r| named.iter().any(|n| n == r)) {
            return named;
        }
        first = first.or(Some(named).filter(|n| !n.is_empty()));
        subject |= !IMPERSONAL.is_match(words);
    }
    // A letter speaks to its recipient where it names nobody; what others are to do stands around a numbered
    // assignment to explain it.
    let spoken_to = told != Told::Open
        || !subject
        || GENERIC.is_match(text)
        || text.contains("Vi ber")
        || text.contains("bes");
    let recipient = recipient.filter(|_| spoken_to);
    first
        .filter(|_| told != Told::Recipient)
        .unwrap_or_else(|| recipient.map(str::to_owned).into_iter().collect())
}

/// Who is asked in one sentence, whose words begin at `start`.
fn asked(
    reading: &Reading<'_>,
    words: &str,
    start: usize,
    recipient: Option<&str>,
    when: &When,
) -> Vec<String> {
    let verb = OPP20.find(words).map_or(words.len(), |r| r.start);
    // With the place where each is named: they stand in the order of the sentence.
    let mut out: Vec<(usize, String)> = Vec::new();
    let add = |at: usize, name: String, out: &mut Vec<(usize, String)>| {
        if !out.iter().any(|(_, n)| *n == name) {
            out.push((at, name));
        }
    };
    let mentioned =
        |at: usize| reading.mentions_in(start..start + words.len()).any(|m| m.range.contains(&at));
    // "Departementet ber A og B om å …": those asked stand after the verb.
    let given = OPP04.find(words);
    let asked_after =
        given.is_some() || OPP20.find(words).is_some_and(|r| slice(words, r).eq_ignore_ascii_case("ber"));
    let zone = if let Some(given) = given {
        // "Departementet gir med dette A i oppdrag å …", "A får i oppdrag å …".
        0..given.end
    } else if asked_after {
        let om = slice(words, verb..words.len()).find(" om ").map_or(words.len(), |i| verb + i);
        verb..om
    } else {
        0..verb + 5
    };
    let subject = slice(words, zone.start..words.ceil_char_boundary(zone.end));
    let generic = GENERIC.find_iter(subject).find(|m| !mentioned(start + zone.start + m.start()));
    if let (Some(recipient), Some(generic)) = (recipient, generic) {
        let before = slice(subject, 0..generic.start());
        // "Departementet vil sammen med direktoratet …" asks nobody else.
        if !WITH.is_match(before) || asked_after {
            add(start + zone.start + generic.start(), recipient.to_owned(), &mut out);
        }
    } else if let Some(recipient) = recipient.filter(|_| body_acts(words, &zone, asked_after)) {
        add(start, recipient.to_owned(), &mut out);
    }
    // "I 2019 skal A …": the subject follows the verb.
    let inverted = OPP20.find(words).filter(|_| !asked_after).and_then(|modal| {
        let near = start + modal.end..start + words.len();
        let next = reading.mentions_in(near).next().filter(|m| m.range.start <= start + modal.end + 12)?;
        INVERTED.is_match(reading.text.get(start..next.range.start)).then_some(next.range.clone())
    });
    let end = inverted.as_ref().map_or(start + words.ceil_char_boundary(zone.end), |r| r.end);
    for mention in reading.mentions_in(start + zone.start..end) {
        let Named::Agency(index) = mention.named else { continue };
        let before = reading.text.get(start..mention.range.start);
        let after = reading.text.get(mention.range.end..start + words.len());
        if !WITH.is_match(before)
            && (ACTS.is_match(after) || asked_after || inverted.as_ref() == Some(&mention.range))
        {
            let known = registry().agencies().get(index).zip(recipient);
            let same = known.is_some_and(|(a, r)| a.all_names().any(|n| n == r));
            let name = if same { recipient.unwrap_or("").to_owned() } else { agency::name(index, when) };
            add(mention.range.start, name, &mut out);
        }
    }
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, name)| name).collect()
}

/// Whether a body called by its kind is the one that is asked: "Rådet skal …".
fn body_acts(words: &str, zone: &Range<usize>, asked_after: bool) -> bool {
    let named = BODY.captures_iter(words).filter_map(|c| c.name("value"));
    named.filter(|m| (zone.start..=zone.end).contains(&m.start())).any(|m| {
        let (before, after) = (slice(words, 0..m.start()), slice(words, m.end()..words.len()));
        if asked_after {
            return ASKED.is_match(after);
        }
        INVERTED.is_match(before) || (!WITH.is_match(before) && (ACTS.is_match(after) || MAY.is_match(after)))
    })
}

/// The agencies that a cell of a table names as responsible; nothing where it names none.
pub(super) fn responsible(
    reading: &Reading<'_>,
    cell: &Range<usize>,
    recipient: Option<&str>,
    when: &When,
) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for mention in reading.mentions_in(cell.clone()) {
        let Named::Agency(index) = mention.named else { continue };
        let known = registry().agencies().get(index).zip(recipient);
        let same = known.is_some_and(|(a, r)| a.all_names().any(|n| n == r));
        let name = if same { recipient.unwrap_or("").to_owned() } else { agency::name(index, when) };
        if !out.contains(&name) {
            out.push(name);
        }
    }
    // A short form that the registry does not know, such as the recipient's own, stands first.
    let words = reading.text.get(cell.clone());
    let first = reading.mentions_in(cell.clone()).next().map(|m| m.range.start);
    let unknown = words.starts_with(char::is_uppercase) && first.is_some_and(|at| at > cell.start);
    if let (true, Some(recipient)) = (unknown, recipient)
        && !out.iter().any(|n| n == recipient)
    {
        out.insert(0, recipient.to_owned());
    }
    (!out.is_empty()).then_some(out)
}
