//! What marks a conclusion, in whatever form: a label alone, a label with its words after it, with the
//! body's name before it or a tail before its colon.

use super::super::Rule;
use crate::genre::lines::Line;
use crate::model::Text;
use crate::pattern::{Pattern, marker};
use std::collections::HashMap;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[
    &CON03, &CON04, &CON05, &CON06, &CON08, &CON23, &CON24, &CON28, &CON32, &CON33, &CON92, &CON93, &CON94,
    &CON95,
];

static CON03: Rule = Rule {
    code: "CON03",
    summary: "A label that marks a decision, in any form: numbered, with the body's name before it, with a tail before its colon, alone or with the words after it.",
    pattern: Pattern::new(
        r"^(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-z])[.)]?\s+)?(?P<before>[\p{L}\d][^\s:.!?,]*\s+(?:[^\s:.!?,]+\s+){0,5}?)?(?P<value>(?i:(?:(?:møte|styre|råds)?vedtak(?:et)?|konklusjon(?:en|er|ar|ane|ene)?|beslutning(?:en|er|ar|spunkt|spunkter)?|vedtakspunkt(?:er)?|avgjerd(?:a)?|avgjørelse(?:n)?|løsning|løysing|uttalelse|fråsegn|fråsegna|besluttet|vedtatt|vedteke|konkludert|avtalt)(?:\s*(?:og|/)\s*(?:videre\s+|vidare\s+)?oppfølging)?))(?P<tail>[^:.!?\p{Ll}\p{Lu}]{0,3}[^:!?]{0,70}?)\s*(?P<colon>:|\s[–-]|$)\s*(?P<rest>.*)$",
    ),
    finds: &[
        ("Styrets vedtak:", "vedtak"),
        ("Vedtak i Ungdomsutvalget - 03.05.2021", "Vedtak"),
        ("IV Vedtak", "Vedtak"),
        ("Vedtak, mot to stemmer: Søknaden avslås.", "Vedtak"),
        ("Konklusjon: Planen sendes på høring.", "Konklusjon"),
    ],
    leaves: &["Behandlingen tar tid", "Saken er avgjort."],
};

static CON04: Rule = Rule {
    code: "CON04",
    summary: "A label that marks what was agreed to be done, in any form. The words are common ones: a colon, capitals or a heading's type is asked for.",
    pattern: Pattern::new(
        r"^(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+)?(?P<value>(?i:(?:(?:videre|vidare|avtalt|avtalte|felles)\s+)?oppfølging(?:spunkt(?:er)?)?|oppfølgingsansvar|aksjon(?:er|ar|spunkt(?:er)?|sliste)?|tiltak(?:spunkt)?|todo|to-do|to\s+do|gjøremål|gjeremål|action(?:\s+points?)?))(?P<tail>(?:\s*(?:\([^)]{1,40}\)|(?:nr\.?\s*)?\d{1,3}))?)\s*(?P<colon>:|\s[–-]|$)\s*(?P<rest>.*)$",
    ),
    finds: &[
        ("Aksjon: Kari sender brev.", "Aksjon"),
        ("TODO", "TODO"),
        ("Videre oppfølging:", "Videre oppfølging"),
    ],
    leaves: &["Oppfølging av sykmeldte: ny rutine", "Tiltak mot støy"],
};

pub(super) static CON05: Rule = Rule {
    code: "CON05",
    summary: "A line that an arrow marks as what came of the matter.",
    pattern: Pattern::new(r"^(?P<value>→|➔|➜|⇒|=>|->|-->)\s*\p{L}"),
    finds: &[("→ Kari sender brev", "→"), ("=> utsatt", "=>")],
    leaves: &["Brevet → arkivet", "- Kari"],
};

pub(in crate::rules) static CON06: Rule = Rule {
    code: "CON06",
    summary: "A mark that runs into the decision without a colon, where the same words do so three times in the document.",
    pattern: Pattern::new(
        r"^(?:[IVX]{1,4}\.?\s+)?(?P<value>(?:\p{Lu}[\p{L}-]*s\s+)?(?:[Vv]edtak|VEDTAK|[Kk]onklusjon|[Bb]eslutning))\s+(?P<rest>[\p{Lu}\d«”“].*)$",
    ),
    finds: &[
        ("VI Utvalgets vedtak Planen godkjennes.", "Utvalgets vedtak"),
        ("Vedtak Søknaden avslås.", "Vedtak"),
    ],
    leaves: &["Vedtak om bygging", "Vedtak:"],
};

static CON08: Rule = Rule {
    code: "CON08",
    summary: "A line that leads in a decision with a verb and a colon: `Styret vedtok:`, `Det ble fattet slikt vedtak:`.",
    pattern: Pattern::new(
        r"^(?P<value>(?:\p{Lu}|følgende\s|slikt\s)[^.:;!?]{0,70}?(?i:vedtok|besluttet|konkluderte|konkluderer|(?:fattet|fatta|fattes|gjorde|gjort|traff)\b[^.:;!?]{0,40}\bvedtak|vedtak\s+(?:ble|vart|blei)\s+(?:\p{L}+\s)?(?:fattet|gjort|truffet)|vedtatt\s+følgende|vedteke\s+følgjande|konkludert|konkluderes|(?:ble|blei|vart)\s+(?:\p{L}+\s+){0,2}(?:enige|einige|samde|enighet|einigheit|semje)\s+om|(?:ble|blei|vart)\s+(?:det\s+)?(?:avtalt|avtala|bestemt))[^.:;!?]{0,40}:)(?:\s+(?P<rest>\S.*))?$",
    ),
    finds: &[
        ("Foretaksmøtet vedtok:", "Foretaksmøtet vedtok:"),
        (
            "Styret fattet enstemmig slikt vedtak: Budsjettet godkjennes.",
            "Styret fattet enstemmig slikt vedtak:",
        ),
        ("Partene ble enige om følgende:", "Partene ble enige om følgende:"),
    ],
    leaves: &["Styret vedtok planen.", "Vedtaket lyder:"],
};

static CON23: Rule = Rule {
    code: "CON23",
    summary: "A line that is the word for follow-up and nothing else, with a list right below it.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:(?:videre|vidare|avtalt|avtalte)\s+)?oppfølging(?:\s+(?:fra|frå)\s+møtet)?)$",
    ),
    finds: &[("Oppfølging", "Oppfølging"), ("Avtalt oppfølging", "Avtalt oppfølging")],
    leaves: &["Oppfølging av tilsyn", "Oppfølging:"],
};

static CON24: Rule = Rule {
    code: "CON24",
    summary: "The body and the day of its decision after a mark, which may go without a colon.",
    pattern: Pattern::new(
        r"^\s*i\s+(?P<value>\p{Lu}[^:]{2,50}?)\s*[–-]?\s*\d{1,2}\.\s?\d{1,2}\.\s?(?:20)?\d{2}$",
    ),
    finds: &[(" i Ungdomsutvalget - 03.05.2021", "Ungdomsutvalget")],
    leaves: &[" i saken", " i Ungdomsutvalget"],
};

static CON28: Rule = Rule {
    code: "CON28",
    summary: "A line below a point's heading that names an election and who was elected.",
    pattern: Pattern::new(
        r"^(?P<value>(?:Valg|Val)\s+av\s+[^:.!?\d]{3,60}:)\s+(?P<rest>\p{Lu}[^:!?]{2,140})$",
    ),
    finds: &[("Valg av ordstyrer: K. E. (Lista)", "Valg av ordstyrer:")],
    leaves: &["Valg av ordstyrer", "Valg av ordstyrer: se sak 3"],
};

static CON32: Rule = Rule {
    code: "CON32",
    summary: "A legend that says which letters in brackets mark decisions or what is to be done.",
    pattern: Pattern::new(
        r"(?:^|[\s(,;])\[?(?P<value>[A-ZÆØÅ]{1,3})\]?\s*[=:–-]\s*(?i:beslutning|vedtak|konklusjon|avgjerd|avgjørelse|aksjon|oppfølging|oppgave|oppgåve|tiltak)",
    ),
    finds: &[("[O] = orientering, [B] = beslutning", "B")],
    leaves: &["[O] = orientering", "Vedtak: B"],
};

static CON33: Rule = Rule {
    code: "CON33",
    summary: "A line that begins with letters in brackets; a mark where a legend (CON32) says so.",
    pattern: Pattern::new(r"^(?P<value>\[(?P<code>[A-ZÆØÅ]{1,3})\])\s*:?\s*(?P<rest>[\p{L}\d«].*)$"),
    finds: &[("[B] Planen sendes ut.", "[B]")],
    leaves: &["[ ] Planen sendes ut.", "Planen [B] sendes ut."],
};

static CON92: Rule = Rule {
    code: "CON92",
    summary: "Words that make a line with a verb of decision and a colon the report of another decision or of a proposal.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s)(?:forslag|innstilling|tidligere|tidlegare|forrige|førre|stortinget|regjeringen|at|som|hvis|dersom|foreslo|i\s+fjor|ikke|ikkje|behandlet\s.{0,60}\ssak\s?\d.{0,20}\sog|handsama\s.{0,60}\ssak\s?\d.{0,20}\sog)(?:\s|$|,)",
    ),
    finds: &[("Stortinget vedtok:", "Stortinget ")],
    leaves: &["Styret vedtok:"],
};

static CON93: Rule = Rule {
    code: "CON93",
    summary: "Words before or after a mark that make it a proposal, an earlier decision or a sentence.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s|-)(?:forslag(?:et|ets|s)?|framlegg(?:et)?|fremlegg|innstilling(?:en|a)?|tilråding(?:a)?|tilrådning|anbefaling(?:en)?|utkast|tidligere|tidlegare|forrige|førre|siste|gamle|til|om|av|på|etter|for|mot|ved|med|uten|utan|innen|under|over|jf\.?|se|klage|gjennomføring|oppfølging|iverksetting|at|å|ikke|ikkje|ingen|intet|er|var|ble|blei|vart|har|hadde|fattet|gjorde|gjort|fatte|som|og|eller|alternativ\p{L}*|subsidiært)(?:\s|$)",
    ),
    finds: &[("Forslag til", "Forslag "), ("Klage på", "Klage ")],
    leaves: &["Styrets", "SP -"],
};

static CON94: Rule = Rule {
    code: "CON94",
    summary: "What may stand between a mark and its colon: how the vote went, the case, the meeting.",
    pattern: Pattern::new(
        r"(?i)^\s*(?:$|[,(/*–-]|enst|enstemmig|samrøystes|mot\s+\d|\d|(?:i|til)\s+(?:\p{L}{1,3}-)?sak|(?:i|til)\s+punkt|i\s+møte|i\s+(?-i:\p{Lu})|nr\b|punkt\s+\d|fra\s+møtet|frå\s+møtet|(?:i|fra|frå)\s+(?:styret|rådet|nemnda|utvalget|utvalet|komiteen)\s*$|\(\w+\))",
    ),
    finds: &[(", mot 3 st.", ","), (" enst.", " enst"), (" i sak 3/20", " i sak")],
    leaves: &[" om å bygge", " av betydning"],
};

static CON95: Rule = Rule {
    code: "CON95",
    summary: "How the words before a mark end when they name whose decision it is: a genitive, a dash, an adjective.",
    pattern: Pattern::new(
        r"(?:s|S|’|'|-|–|\p{Lu}{2,6}|(?i:enstemmig|enstemmige|endelig|samlet|følgende|felles|nytt|møtets|sitt|sin))$",
    ),
    finds: &[("Styrets", "s"), ("SP -", "-"), ("Endelig", "Endelig")],
    leaves: &["Saken om", "Nye"],
};

/// A mark and what stands on its line.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Mark {
    pub(in crate::rules) rule: &'static Rule,
    /// The label as printed, colon included.
    pub(in crate::rules) label: Range<usize>,
    /// Where the words after the label begin, where there are any.
    pub(in crate::rules) words: Option<usize>,
    /// Whether it marks a decision rather than something to be done.
    pub(in crate::rules) decision: bool,
}

/// The marks of a document: for each line the one that it is or begins with.
pub(in crate::rules) fn marks(text: &Text, lines: &[Line]) -> Vec<Option<Mark>> {
    let mut out: Vec<Option<Mark>> = lines.iter().map(|l| mark(text, l)).collect();
    let mut run_in: HashMap<String, Vec<(usize, Range<usize>, usize)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.row || line.bullet || out.get(at).is_none_or(Option::is_some) {
            continue;
        }
        let words = text.get(line.range.clone());
        let Some(c) = CON06.pattern.captures(words) else { continue };
        if let (Some(label), Some(rest)) = (c.name("value"), c.name("rest")) {
            let from = line.range.start;
            let found = (at, from + label.start()..from + label.end(), from + rest.start());
            run_in.entry(label.as_str().to_lowercase()).or_default().push(found);
        }
    }
    bracketed(text, lines, &mut out);
    // "Oppfølging" without a colon marks the list right below it.
    for at in 0..lines.len() {
        let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { break };
        let listed =
            next.bullet && !line.bullet && !line.row && (line.level.is_some() || line.strong || line.gap);
        if listed && out.get(at).is_some_and(Option::is_none) && CON23.matches(text.get(line.range.clone())) {
            let label = line.range.clone();
            if let Some(slot) = out.get_mut(at) {
                *slot = Some(Mark { rule: &CON23, label, words: None, decision: false });
            }
        }
    }
    for found in run_in.into_values().filter(|f| f.len() >= 3).flatten() {
        let (at, label, words) = found;
        if let Some(slot) = out.get_mut(at) {
            *slot = Some(Mark { rule: &CON06, label, words: Some(words), decision: true });
        }
    }
    out
}

/// Letters in brackets that a legend explains.
fn bracketed(text: &Text, lines: &[Line], out: &mut [Option<Mark>]) {
    let mut codes: Vec<&str> = Vec::new();
    for line in lines {
        let words = text.get(line.range.clone());
        if words.len() > 300 || !words.contains(['=', '[']) {
            continue;
        }
        codes.extend(CON32.pattern.captures_iter(words).filter_map(|c| c.name("value").map(|m| m.as_str())));
    }
    if codes.is_empty() {
        return;
    }
    for (line, slot) in lines.iter().zip(out.iter_mut()) {
        let words = text.get(line.range.clone());
        // The legend itself marks nothing.
        if line.row || slot.is_some() || CON32.matches(words) {
            continue;
        }
        let Some(c) = CON33.pattern.captures(words) else { continue };
        let known = c.name("code").is_some_and(|code| codes.contains(&code.as_str()));
        if let (true, Some(label), Some(rest)) = (known, c.name("value"), c.name("rest")) {
            let at = line.range.start;
            let label = at + label.start()..at + label.end();
            *slot = Some(Mark { rule: &CON33, label, words: Some(at + rest.start()), decision: false });
        }
    }
}

impl Mark {
    /// Whether the line that it stands on is all that it marks.
    pub(super) fn of_line(&self) -> bool {
        [&CON05, &CON28, &CON33].into_iter().any(|rule| std::ptr::eq(self.rule, &raw const *rule))
    }
}

/// The mark that a line is or begins with.
fn mark(text: &Text, line: &Line) -> Option<Mark> {
    let words = text.get(line.range.clone());
    // A label is short; what follows it may be long.
    if line.row {
        return None;
    }
    let at = line.range.start;
    if let Some(c) = CON05.pattern.captures(words) {
        let arrow = c.name("value")?;
        let rest = text.get(at + arrow.end()..line.range.end);
        let from = line.range.end - rest.trim_start().len();
        return Some(Mark { rule: &CON05, label: at..at + arrow.end(), words: Some(from), decision: false });
    }
    if let Some(c) = CON28.pattern.captures(words).filter(|_| !line.bullet && line.level.is_none())
        && let (Some(label), Some(rest)) = (c.name("value"), c.name("rest"))
        && !marker::has_finite_verb(rest.as_str())
    {
        let label = at + label.start()..at + label.end();
        return Some(Mark { rule: &CON28, label, words: Some(at + rest.start()), decision: false });
    }
    let c = if let Some(c) = CON03.pattern.captures(words) {
        let get = |name: &str| c.name(name).map_or("", |m| m.as_str());
        let (before, value, tail) = (get("before").trim(), get("value"), get("tail"));
        let (colon, rest) = (get("colon"), get("rest"));
        let bare = colon.is_empty();
        let participle = matches!(
            value.to_lowercase().as_str(),
            "besluttet"
                | "vedtatt"
                | "vedteke"
                | "konkludert"
                | "avtalt"
                | "løsning"
                | "løysing"
                | "uttalelse"
                | "fråsegn"
                | "fråsegna"
        );
        let own = before.is_empty() || (CON95.matches(before) && !CON93.matches(before));
        let capital = value.starts_with(char::is_uppercase) || !before.is_empty() || colon == ":";
        let fits = own
            && capital
            && CON94.matches(tail)
            && !(bare && participle)
            && !(participle && colon != ":")
            && !(bare && tail.len() > 24 && !CON24.matches(tail))
            && !(before.is_empty() && tail.trim_start().starts_with('-') && bare);
        (fits && (!bare || rest.is_empty())).then_some((c, &CON03))
    } else {
        None
    };
    if c.is_none()
        && let Some(c) = CON08.pattern.captures(words)
        && let Some(label) = c.name("value").filter(|m| !CON92.matches(m.as_str()))
    {
        let rest = c.name("rest");
        return Some(Mark {
            rule: &CON08,
            label: at..at + label.end(),
            words: rest.map(|m| at + m.start()),
            decision: true,
        });
    }
    let (c, rule) = c.or_else(|| {
        let c = CON04.pattern.captures(words)?;
        let get = |name: &str| c.name(name).map_or("", |m| m.as_str());
        let (value, colon) = (get("value"), get("colon"));
        // A heading "Tiltak" can tell of measures that were taken.
        let common =
            value.to_lowercase().starts_with("tiltak") || value.to_lowercase().ends_with("oppfølging");
        let loud = marker::is_capitals(value) || (!common && (line.level.is_some() || line.strong));
        let fits = colon == ":" || (loud && colon.is_empty());
        fits.then_some((c, &CON04))
    })?;
    let rest = c.name("rest").filter(|m| !m.is_empty());
    // "Vedtak i utvalget – 3.5.2021" is a label to its end.
    let day = |words: &str| words.chars().all(|c| c.is_ascii_digit() || ". :".contains(c));
    let dated = rest.filter(|m| day(m.as_str())).map(|m| m.end());
    let label_end = dated.unwrap_or_else(|| c.name("colon").map_or(0, |m| m.end()));
    let rest = rest.filter(|_| dated.is_none());
    Some(Mark {
        rule,
        label: at..at + label_end,
        words: rest.map(|m| at + m.start()),
        decision: std::ptr::eq(rule, &raw const CON03),
    })
}
