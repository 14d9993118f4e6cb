//! When something is due: a date, a part of a year, or another event.

use super::dates::{last_of, month};
use super::{Rule, When};
use crate::model::{Deadline, Precision};
use crate::pattern::sieve::Sieve;
use crate::pattern::{Pattern, slice};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::OnceLock;

pub(super) static RULES: &[&Rule] =
    &[&DUE01, &DUE02, &DUE03, &DUE04, &DUE05, &DUE06, &DUE07, &DUE08, &DUE09, &DUE10, &DUE11, &DUE12];

macro_rules! when_expr {
    () => {
        concat!(
            r"(?:(?:(?:den|mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|medio|primo|ultimo|utgangen\s+av|utløpet\s+av|slutten\s+av|starten\s+av|begynnelsen\s+av|byrjinga\s+av)\s+)*",
            r"(?:\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d{2}\b)?",
            r"|\d{1,2}\.?\s?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?:\s+20\d{2})?",
            r"|(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?:\s+20\d{2})?",
            r"|(?:første|fyrste|andre|1\.|2\.)\s?halvår(?:et)?(?:\s+(?:i\s+)?20\d{2})?",
            r"|(?:[1-3]\.|første|fyrste|andre|tredje)\s?tertial(?:et)?(?:\s+(?:i\s+)?20\d{2})?",
            r"|(?:[1-4]\.|første|andre|tredje|fjerde)\s?kvartal(?:et)?(?:\s+(?:i\s+)?20\d{2})?",
            r"|(?:våren|sommeren|sommaren|høsten|hausten|vinteren|sommerferien|sommarferien|årsskiftet|året|årets\s+utgang|påske|jul)(?:\s+20\d{2}(?:/20\d{2})?)?",
            r"|(?:skolestart|skulestart|semesterstart|studiestart)(?:\s+(?:i\s+)?(?:januar|august|september|høsten|hausten|våren))?(?:\s+20\d{2})?",
            r"|20\d{2}\b))"
        )
    };
}

/// A day or a month, without which no deadline is meant.
macro_rules! day_expr {
    () => {
        concat!(
            r"(?:\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d{2}\b)?",
            r"|(?:\d{1,2}\.?\s?)?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?:\s+20\d{2})?)"
        )
    };
}

static DUE01: Rule = Rule {
    code: "DUE01",
    summary: "A field or a line of its own that gives the deadline.",
    pattern: Pattern::new(
        r"(?im)(?:^(?:[-–•]\s)?|[.;]\s|\s)(?:tentativ\s+)?(?:(?:rapporterings|svar|leverings|utkast)?frist(?:er|ar)?|tidsfrist)(?:\s+(?:for|på|del)\s+[^:\n]{1,60}|\s+(?:punkt|pkt\.?|deloppdrag|oppdrag)\s[^:\n]{1,30})?\s*:\s*(?P<value>\S[^\n|]*?)\.?(?:\s*\||$)",
    ),
    finds: &[
        ("Frist: 15.10.2026", "15.10.2026"),
        ("Frist: Avtales nærmere", "Avtales nærmere"),
        ("Frist punkt 3: 1.2.2021.", "1.2.2021"),
        ("Frist for rapport: 1. mai 2020", "1. mai 2020"),
    ],
    leaves: &["Fristen er viktig", "Frister for rapportering"],
};

static DUE02: Rule = Rule {
    code: "DUE02",
    summary: "A date or part of a year that something must be done by.",
    pattern: Pattern::new(concat!(
        r"(?i)\b(?P<value>(?:(?:senest|seinast|sist)\s+(?:innen\s+|innan\s+|i\s+|til\s+)?|innen\s+|innan\s+|før\s+|frist(?:en)?(?:\s+for\s+\p{L}+(?:\s\p{L}+){0,3}?)?\s+(?:er\s+|satt\s+til\s+|sett\s+til\s+)?)",
        when_expr!(),
        ")"
    )),
    finds: &[
        ("skal sendes innen 1.10.2018 til", "innen 1.10.2018"),
        ("innen utgangen av 2018", "innen utgangen av 2018"),
        ("senest 20. august.", "senest 20. august"),
        ("seinast til 20. august.", "seinast til 20. august"),
        ("senest onsdag 20. august.", "senest onsdag 20. august"),
        ("innen første halvår 2018", "innen første halvår 2018"),
        ("Innen 30.9.2026", "Innen 30.9.2026"),
    ],
    leaves: &["innen helsesektoren", "innen 26 uker", "før evalueringen settes i gang"],
};

static DUE03: Rule = Rule {
    code: "DUE03",
    summary: "A stretch of time in the course of which something must be done.",
    pattern: Pattern::new(concat!(r"(?i)\b(?P<value>i\s+løpet\s+av\s+", when_expr!(), ")")),
    finds: &[
        ("i løpet av 2019 skal", "i løpet av 2019"),
        ("i løpet av høsten 2020", "i løpet av høsten 2020"),
    ],
    leaves: &["i løpet av prosjektet"],
};

static DUE04: Rule = Rule {
    code: "DUE04",
    summary: "A year right after the verb that asks: 'skal i 2018 sette i gang'.",
    pattern: Pattern::new(r"(?i)\b(?:skal|bes|må|bør)\s+(?P<value>i\s+(?:løpet\s+av\s+)?20\d{2})\b"),
    finds: &[("Etaten skal i 2018 prøve ut ordningen.", "i 2018")],
    leaves: &["Ordningen som ble prøvd i 2018 skal"],
};

static DUE05: Rule = Rule {
    code: "DUE05",
    summary: "A report that something is due in or together with.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:sammen\s+med|saman\s+med|samtidig\s+med|som\s+vedlegg\s+til|i\s+forbindelse\s+med|i|med|ved)\s+(?:\p{L}+s\s+)?(?:virksomhets|verksemds|tertial|års|halvårs|kvartals)rapport(?:en|ene|eringen|eringa)?(?:\s+(?:for|etter)\s+(?:[1-3]\.\s?(?:og\s+[1-3]\.\s?)?tertial(?:\s+20\d{2})?|20\d{2}))?)",
    ),
    finds: &[
        ("oversendes med årsrapporten.", "med årsrapporten"),
        (
            "legges ved sammen med virksomhetsrapport for 2. tertial",
            "sammen med virksomhetsrapport for 2. tertial",
        ),
    ],
    leaves: &["årsrapporten er god"],
};

static DUE06: Rule = Rule {
    code: "DUE06",
    summary: "An event in good time before which something must be done.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>i\s+god\s+tid\s+(?:til|før|innen|innan|i\s+forkant\s+av)\s+\p{L}+(?:\s+20\d{2})?|(?:til|før|innen|innan)\s+(?:mars|august|budsjett|vår|høst)konferansen(?:\s+20\d{2})?)",
    ),
    finds: &[("skal i god tid før budsjettarbeidet 2019 ha", "i god tid før budsjettarbeidet 2019")],
    leaves: &["god tid til å svare"],
};

static DUE07: Rule = Rule {
    code: "DUE07",
    summary: "The word for deadline alone on a line, and the date on the next.",
    pattern: Pattern::new(r"(?im)^(?:ny\s+)?frist\s*:?\s*\n\s*(?P<value>[^\n]{1,60}?)\.?$"),
    finds: &[("Frist\n1. mars 2021", "1. mars 2021")],
    leaves: &["Fristen\ner ute"],
};

static DUE08: Rule = Rule {
    code: "DUE08",
    summary: "A date or part of a year at which something is to be delivered.",
    pattern: Pattern::new(concat!(
        r"(?i)\b(?:(?:være|vere|er)\s+(?:ferdig|ferdige|klar|klart|klare|på\s+plass|i\s+drift|i\s+gang|hos\s+(?:oss|departementet)|(?:departementet\s+)?i\s+hende)(?:\s+til\s+\p{L}+)?|lanseres|lanserast|avsluttes|avsluttast|leveres|leverast|oversendes|sendes|sendast|ferdigstilles|foreligge|legges\s+fram|leggjast\s+fram)\s+(?:(?:(?:til|for)\s+)?departementet\s+)?(?P<value>(?:i\s+|per\s+|pr\.\s+|til\s+)?",
        when_expr!(),
        ")"
    )),
    finds: &[
        ("skal leveres i 4. kvartal 2017.", "i 4. kvartal 2017"),
        ("sendes departementet 1. oktober.", "1. oktober"),
    ],
    leaves: &["leveres fortløpende"],
};

static DUE10: Rule = Rule {
    code: "DUE10",
    summary: "A sentence that says which day the deadline is.",
    pattern: Pattern::new(concat!(
        r"(?i)\b(?:frist|fristen)(?:\s+for\s+[^.:\n]{1,110}?)?\s+(?:(?:er|blir|settes|setjast|settes\s+til|sett\s+til|er\s+satt\s+til|er\s+sett\s+til|setjast\s+til|vil\s+være)\s+)?(?:(?:tentativt|foreløpig|førebels)\s+)?(?P<value>(?:(?:senest|seinast|innen|innan)\s+)?(?:den\s+)?",
        day_expr!(),
        ")"
    )),
    finds: &[
        ("Frist for kart settes til 1.9.2021.", "1.9.2021"),
        ("Frist 1. mai 2022.", "1. mai 2022"),
        ("Frist for tegninger er tentativt 3.8.2021", "3.8.2021"),
    ],
    leaves: &["Fristen er viktig", "frist i 2019"],
};

static DUE12: Rule = Rule {
    code: "DUE12",
    summary: "A day in parentheses behind what is to be done by then.",
    pattern: Pattern::new(concat!(
        r"(?i)\((?P<value>(?:til|innen|innan|senest|seinast|frist:?)\s+(?:den\s+)?",
        day_expr!(),
        r")\)|\((?P<day>\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?20\d{2})\)\.?\s*$"
    )),
    finds: &[("skrive ei liste (til 1. mai)", "til 1. mai"), ("foreslå regler (1.10.2019)", "(1.10.2019)")],
    leaves: &["skrive ei liste (til bruk i mai)", "strategien (2019)", "brevet (1.10.2019) om saken"],
};

static DUE11: Rule = Rule {
    code: "DUE11",
    summary: "A deadline is moved; the new one counts.",
    pattern: Pattern::new(concat!(
        r"(?i)\b(?:forlenges|forlengast|forlenget|forlengd|utsettes|utsetjast|utsatt|flyttes|flyttast|flyttet|endres|endrast|endret)\s+(?:(?:fra|frå)\s+[^\n]{4,30}?\s+)?til\s+(?P<value>(?:den\s+|utgangen\s+av\s+)?",
        day_expr!(),
        ")"
    )),
    finds: &[("Fristen forlenges fra 1. mai til 1. juni 2021.", "1. juni 2021")],
    leaves: &["Oppdraget utvides til flere kommuner."],
};

static DUE09: Rule = Rule {
    code: "DUE09",
    summary: "A date in the last cell of a table row.",
    pattern: Pattern::new(concat!(r"(?i)\|\s*(?P<value>", when_expr!(), r")\s*$")),
    finds: &[("Etaten skal rydde | 1. mai 2021", "1. mai 2021")],
    leaves: &["Etaten skal rydde | etter avtale"],
};

/// The deadlines of one text.
pub(super) struct Due {
    /// All of them, in the order in which they stand.
    pub(super) all: Vec<Deadline>,
    /// The one that counts: that of a line of its own, else the first that means a date, else
    /// the first.
    pub(super) main: Option<Deadline>,
}

/// Every deadline in `text`; one within another is part of it. `when` supplies the year that the
/// words leave out.
pub(super) fn deadlines(text: &str, when: &When) -> Due {
    // Which are tried, in this order.
    static TRIED: [&Rule; 12] =
        [&DUE01, &DUE07, &DUE11, &DUE10, &DUE12, &DUE02, &DUE03, &DUE04, &DUE05, &DUE06, &DUE08, &DUE09];
    static SIEVE: OnceLock<Sieve> = OnceLock::new();
    let passed = SIEVE.get_or_init(|| Sieve::of(TRIED.iter().map(|rule| &rule.pattern))).pass(text);
    let mut found: Vec<(Range<usize>, &Rule)> = Vec::new();
    for (_, rule) in TRIED.into_iter().enumerate().filter(|(place, _)| passed.has(*place)) {
        for captures in rule.pattern.captures_iter(text) {
            let named = captures.name("value").or(captures.name("day"));
            let Some(range) = named.map(|m| m.range()) else { continue };
            let range = if rule.code == DUE01.code { field(text, range) } else { range };
            let reporting = rule.code != DUE05.code || reports(text, &range);
            let nested = found.iter().any(|(r, _)| r.start < range.end && range.start < r.end);
            let whole = captures.get(0).map_or(range.start, |m| m.start());
            let past = is_past(text, whole) || is_past(text, range.start);
            if reporting && !nested && !past && !is_measure(text, &range) && !in_clause(text, &range, rule) {
                found.push((range, rule));
            }
        }
    }
    found.sort_by_key(|(r, _)| r.start);
    // A field that says a day and no more, or none at all, tells more than one with a condition.
    let plain = |range: &Range<usize>| {
        let rest = slice(text, range.end..text.len());
        !rest.trim_start_matches(' ').starts_with(|c: char| c.is_lowercase() || c == ',')
    };
    let is_field = |rule: &Rule| [DUE01.code, DUE07.code, DUE10.code, DUE11.code].contains(&rule.code);
    let own_line = found
        .iter()
        .position(|(range, rule)| is_field(rule) && plain(range))
        .or_else(|| found.iter().position(|(_, rule)| is_field(rule)));
    let all: Vec<Deadline> =
        found.into_iter().map(|(range, rule)| deadline(slice(text, range), rule, when)).collect();
    // "I 2019" says less than any other words.
    let dated = || all.iter().position(|d| d.to.is_some() && !is_year(d));
    let vague = || all.iter().position(|d| !is_year(d));
    let main = own_line.or_else(dated).or_else(vague).map_or(all.first(), |i| all.get(i)).cloned();
    Due { all, main }
}

/// The deadline in a cell of a table.
pub(super) fn cell(words: &str, when: &When) -> Due {
    let words = words.trim().trim_end_matches('.');
    if words.is_empty() || words.chars().all(|c| !c.is_alphanumeric()) {
        return Due { all: Vec::new(), main: None };
    }
    let due = deadline(words, &DUE09, when);
    Due { all: vec![due.clone()], main: Some(due) }
}

/// The part of a field that says when: its date, where it has one, else its first sentence.
fn field(text: &str, range: Range<usize>) -> Range<usize> {
    static DATED: Pattern = Pattern::new(concat!(
        r"(?i)^(?:(?:senest|seinast|innen|innan|før)\s+)?(?:(?:den|utgangen\s+av|medio|primo|ultimo)\s+)*",
        day_expr!()
    ));
    let value = slice(text, range.clone());
    if let Some(date) = DATED.find(value) {
        return range.start..range.start + date.end();
    }
    if let Some(inside) = DUE02.find(value) {
        return range.start + inside.start..range.start + inside.end;
    }
    let first = super::sentences::sentences(value).into_iter().next();
    first.map_or(range.clone(), |s| {
        let words = slice(value, s.clone());
        range.start + s.start..range.start + s.start + words.trim_end_matches(['.', ' ']).len()
    })
}

/// A year and no more: "i 2019", "i løpet av 2019".
fn is_year(d: &Deadline) -> bool {
    static BARE: Pattern = Pattern::new(r"(?i)^i\s+(?:løpet\s+av\s+)?20\d{2}$");
    BARE.is_match(&d.text)
}

/// "Med årsrapporten" is a deadline only where something is reported or sent.
fn reports(text: &str, range: &Range<usize>) -> bool {
    static REPORTING: Pattern = Pattern::new(
        r"(?i)rapporter|redegjør|gjer\p{L}*\s+greie|gjør\p{L}*\s+rede|omtal|oversend|send|legg|inngå|framgå|fremgå|vurder|beskriv|kommenter|opplys|status",
    );
    let from = slice(text, 0..range.start).rfind(['\n', '?', '!']).map_or(0, |i| i + 1);
    let from = slice(text, from..range.start).rfind(". ").map_or(from, |i| from + i + 2);
    let to = slice(text, range.end..text.len()).find(['.', '\n']).map_or(text.len(), |i| range.end + i);
    REPORTING.is_match(slice(text, from..to))
}

/// "Innen 2000 meter" is a distance.
fn is_measure(text: &str, range: &Range<usize>) -> bool {
    static UNIT: Pattern = Pattern::new(
        r"(?i)^\s(?:meter|km|kilometer|kroner|kr|mill|personer|personar|brukere|brukarar|saker|timer|timar|dager|dagar|plasser|plassar|enheter|ansatte|tilsette|kvm|tonn)\b",
    );
    static BARE: Pattern = Pattern::new(r"^\D*\d{4}$");
    BARE.is_match(slice(text, range.clone())) && UNIT.is_match(slice(text, range.end..text.len()))
}

/// A letter "før 1. mai 2015" may be past; one "of" a date always is.
fn is_past(text: &str, at: usize) -> bool {
    static OF: Pattern = Pattern::new(
        r"(?i)(?:brev\s+av|datert|vedtatt|mottatt|som\s+ble\s+\p{L}+|\b(?:har|hadde)(?:\s+hatt)?(?:\s+(?:frist|med\s+frist))?)\s*$",
    );
    let before = slice(text, text.floor_char_boundary(at.saturating_sub(60))..at);
    OF.is_match(before)
}

/// "… som skal tas i bruk i løpet av 2029": when somebody else does something.
fn in_clause(text: &str, range: &Range<usize>, rule: &Rule) -> bool {
    static CLAUSE: Pattern = Pattern::new(r"\s(?:som|når|fordi|slik\s+at|hvor)\s[^,.;\n]*$");
    let before = slice(text, text.floor_char_boundary(range.start.saturating_sub(90))..range.start);
    rule.code == DUE03.code && CLAUSE.is_match(before)
}

fn deadline(words: &str, rule: &Rule, when: &When) -> Deadline {
    let event = [DUE05.code, DUE06.code].contains(&rule.code) || DUE05.matches(words);
    let meaning = if event { None } else { mean(words, when) };
    let within = rule.code == DUE03.code
        || rule.code == DUE04.code
        || (rule.code == DUE08.code && words.to_lowercase().starts_with("i "));
    let (from, to, precision) = match meaning {
        Some(m) => (m.from.filter(|_| within), Some(m.to), m.precision),
        None => (None, None, Precision::Event),
    };
    Deadline {
        text: words.to_owned(),
        from: from.map(|d| d.to_string()),
        to: to.map(|d| d.to_string()),
        precision,
    }
}

struct Meaning {
    from: Option<Date>,
    to: Date,
    precision: Precision,
}

static FIGURES: Pattern = Pattern::new(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?((?:20)?\d{2})\b)?");
static DAY: Pattern = Pattern::new(
    r"(?i)\b(?:(\d{1,2})\.?\s?)?(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b(?:\s+(20\d{2}))?",
);
static PART: Pattern = Pattern::new(
    r"(?i)\b([1-4]\.|første|fyrste|andre|tredje|fjerde)\s?(halvår|tertial|kvartal)(?:et)?(?:\s+(?:i\s+)?(20\d{2}))?",
);
static YEAR: Pattern = Pattern::new(r"\b(20\d{2})\b");
static SEASON: Pattern = Pattern::new(r"(?i)våren|sommer|sommar|høsten|hausten|vinteren|påske|\bjul\b");
static END_OF_YEAR: Pattern = Pattern::new(r"(?i)utgangen\s+av\s+året|årets\s+utgang|årsskiftet");

/// What the words mean as dates. The year they leave out is the document's.
fn mean(words: &str, when: &When) -> Option<Meaning> {
    // Schools begin on different days.
    static TERM: Pattern = Pattern::new(r"(?i)(?:skole|skule|semester|studie)start");
    if TERM.is_match(words) {
        return None;
    }
    let year_of = |figures: Option<&str>| match figures {
        Some(y) => y.parse::<i16>().ok().map(|y| if y < 100 { 2000 + y } else { y }),
        None => when.year,
    };
    if let Some(c) = FIGURES.captures(words) {
        let part = |i| c.get(i).map(|m| m.as_str());
        let to = Date::new(year_of(part(3))?, part(2)?.parse().ok()?, part(1)?.parse().ok()?).ok()?;
        return Some(Meaning { from: None, to, precision: Precision::Day });
    }
    if let Some(c) = DAY.captures(words) {
        let part = |i| c.get(i).map(|m| m.as_str());
        let (year, month) = (year_of(part(3))?, month(part(2)?)?);
        if let Some(day) = part(1) {
            let to = Date::new(year, month, day.parse().ok()?).ok()?;
            return Some(Meaning { from: None, to, precision: Precision::Day });
        }
        let first = Date::new(year, month, 1).ok();
        return Some(Meaning { from: first, to: last_of(year, month)?, precision: Precision::Month });
    }
    if let Some(c) = PART.captures(words) {
        let part = |i| c.get(i).map(|m| m.as_str().to_lowercase());
        let nth = match part(1)?.as_str() {
            "1." | "første" | "fyrste" => 1,
            "2." | "andre" => 2,
            "3." | "tredje" => 3,
            _ => 4,
        };
        let (months, precision) = match part(2)?.as_str() {
            "halvår" => (6, Precision::HalfYear),
            "tertial" => (4, Precision::Tertial),
            _ => (3, Precision::Quarter),
        };
        let year = year_of(part(3).as_deref())?;
        let last = nth * months;
        let to = (last <= 12).then(|| last_of(year, last)).flatten()?;
        let from = Date::new(year, last - months + 1, 1).ok();
        return Some(Meaning { from, to, precision });
    }
    let year = match YEAR.captures(words).and_then(|c| c.get(1)) {
        Some(y) => y.as_str().parse().ok()?,
        None if END_OF_YEAR.is_match(words) => when.year?,
        None => return None,
    };
    // A season of a year is no date that everyone would agree on.
    if SEASON.is_match(words) {
        return None;
    }
    Some(Meaning {
        from: Date::new(year, 1, 1).ok(),
        to: Date::new(year, 12, 31).ok()?,
        precision: Precision::Year,
    })
}
