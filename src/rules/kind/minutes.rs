//! Whether a document is minutes: what speaks for it and against it, in points.

use super::super::families::{Count, Page};
use super::super::reading::Reading;
use super::super::{Rule, Weighed};
use super::KIND07;
use crate::pattern::Pattern;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[
    &KIND20, &KIND21, &KIND22, &KIND23, &KIND24, &KIND25, &KIND26, &KIND27, &KIND28, &KIND29, &KIND30,
    &KIND31, &KIND32, &KIND40, &KIND41, &KIND42, &KIND43, &KIND44, &KIND45, &KIND46, &KIND47,
];

/// What these rules give at most.
pub(in crate::rules) static WEIGHED: &[Weighed] = &[
    Weighed { rule: &KIND20, points: 3.0 },
    Weighed { rule: &KIND21, points: 2.5 },
    Weighed { rule: &KIND22, points: 1.5 },
    Weighed { rule: &KIND23, points: 1.0 },
    Weighed { rule: &KIND24, points: 0.8 },
    Weighed { rule: &KIND25, points: 0.8 },
    Weighed { rule: &KIND26, points: 0.8 },
    Weighed { rule: &KIND27, points: 1.5 },
    Weighed { rule: &KIND28, points: 2.0 },
    Weighed { rule: &KIND29, points: 1.5 },
    Weighed { rule: &KIND30, points: 1.5 },
    Weighed { rule: &KIND31, points: 2.5 },
    Weighed { rule: &KIND32, points: 1.0 },
    Weighed { rule: &KIND40, points: -4.0 },
    Weighed { rule: &KIND41, points: -4.5 },
    Weighed { rule: &KIND42, points: -2.5 },
    Weighed { rule: &KIND43, points: -1.5 },
    Weighed { rule: &KIND44, points: -4.0 },
    Weighed { rule: &KIND45, points: -1.5 },
    Weighed { rule: &KIND46, points: -3.0 },
    Weighed { rule: &KIND47, points: -3.0 },
];

static KIND20: Rule = Rule {
    code: "KIND20",
    summary: "A line of the head calls the document minutes: referat, protokoll, møtebok, saksprotokoll, utskrift.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,70}[\s:–/-])?(?P<value>\p{L}*(?:referat|protokoll)|(?:hoved)?utskrift|møtebok|møtenotat|(?:notat|oppsummering|sammendrag|samandrag)\s+(?:fra|frå|av|etter)\s+\p{L}*møte)(?:et|en|a)?(?:\s*$|\s+(?:fra|frå|for|av|nr|i|til)\b|\s+\d|\s*[:–-]|\s+\p{L}*møte)",
    ),
    finds: &[
        ("Møtebok 3/12", "Møtebok"),
        ("MØTEPROTOKOLL", "MØTEPROTOKOLL"),
        ("Protokoll fra årsmøte", "Protokoll"),
    ],
    leaves: &["Godkjenning av protokollene", "Referatsaker"],
};

static KIND21: Rule = Rule {
    code: "KIND21",
    summary: "The heading of the minutes of one case: a body's treatment of a case in a meeting.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>behandling(?:a)?\s+(?:av|i)\s+sak\s*(?:nr\.?\s*)?\d{1,4}\s?[/-]\s?\d{2,4}\s+i\s+(?:\p{L}+\s)?møte)",
    ),
    finds: &[("Utvalgets behandling av sak 7/2021 i møte 3. mai 2021:", "behandling av sak 7/2021 i møte")],
    leaves: &["Behandling av saken"],
};

static KIND22: Rule = Rule {
    code: "KIND22",
    summary: "The document lists or names those who were present.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,30}\s)?(?P<value>til\s?stede|tilstede|til\s?stades|frammøtte|fremmøtte|møtende|(?:møte)?deltakere|(?:møte)?deltakarar|(?:møte)?deltaking|deltagere|deltakelse|deltok|deltatt|møtte|(?:medlemmer\s+)?møtte\s+opp|oppmøtte|frammøte|oppmøte|attending)\b[^:.]{0,60}(?::|$)",
    ),
    finds: &[
        ("Til stede: Kari Eksempel", "Til stede"),
        ("Desse møtte:", "møtte"),
        ("Deltok fra direktoratet:", "Deltok"),
    ],
    leaves: &["Deltakere i ordningen får støtte."],
};

static KIND23: Rule = Rule {
    code: "KIND23",
    summary: "A title line names a meeting.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,60}[\s-])?(?P<value>\p{L}*(?:møte|möte|samling|forsamling)(?:t)?)\b(?:[^.]|\d\.|\.\d){0,100}$",
    ),
    finds: &[("Styremøte 3. mai", "Styremøte"), ("Termmøte", "Termmøte")],
    leaves: &["Møteplan for høsten", "Vi viser til møtet. Det var nyttig."],
};

static KIND24: Rule = Rule {
    code: "KIND24",
    summary: "A field for the time or the place of a meeting.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:møte)?(?:tid|tidspunkt|sted|stad|dato/tid|dato|lokale)\s*(?:og\s+\p{L}+\s*)?:|(?:avholdt|møtet\s+ble\s+(?:holdt|avholdt)|møtet\s+vart\s+halde)\s)",
    ),
    finds: &[("Tid: 3. mai 2014", "Tid:"), ("Møtestad: Bergen", "Møtestad:")],
    leaves: &["Tiden er knapp: vi må velge"],
};

static KIND25: Rule = Rule {
    code: "KIND25",
    summary: "The document names who took the minutes.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:møte)?referent|møtesekretær|protokollfører|førte\s+(?:boka|boken|protokollen)|ref\.?:|ordstyrer|møteleder|møteleiar)\b",
    ),
    finds: &[("Referent: Kari Eksempel", "Referent"), ("Ola, møtesekretær", "møtesekretær")],
    leaves: &["Se referanselisten"],
};

static KIND26: Rule = Rule {
    code: "KIND26",
    summary: "Those who were absent are named.",
    pattern: Pattern::new(
        r"(?i)^(?:meldt\s+)?(?P<value>forfall|fråvær|fravær|permisjon(?:er)?|ikke\s+til\s?stede|ikkje\s+til\s+stades|mangler|ikke\s+møtt)\b[^.:]{0,40}(?::|$)",
    ),
    finds: &[("Forfall: ingen", "Forfall"), ("Ikke til stede", "Ikke til stede")],
    leaves: &["Forfall meldes til sekretariatet."],
};

static KIND27: Rule = Rule {
    code: "KIND27",
    summary: "Sentences that tell what was said and done, in the past tense: .1 each.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s)(?P<value>ble|blei|vart|orienterte|redegjorde|informerte|presenterte|opplyste|påpekte|spurte|svarte|mente|foreslo|føreslo|fremmet|gjennomgikk|gjekk|gikk|viste|understreket|ønsket|stemte|konkluderte|innledet|kommenterte|lurte|hadde|var|meldte|fortalte|takket|la|tok)(?:\s|[.,])",
    ),
    finds: &[("Direktøren orienterte om saken.", "orienterte")],
    leaves: &["Direktøren skal orientere."],
};

static KIND28: Rule = Rule::inference("KIND28", "Marks of conclusions: .7 for the first and .3 for each.");

static KIND29: Rule = Rule {
    code: "KIND29",
    summary: "The notice, the agenda or earlier minutes are approved.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.]{0,80}?\s)??(?P<value>(?:innkalling(?:en|a)?|saks?liste(?:n|a)?|dagsorden(?:en)?|agenda(?:en)?|referat(?:et)?|protokoll(?:en)?)\b[^.]{0,80}\b(?:godkjent|godkjend|uten\s+merknader|utan\s+merknader)|godkjent\b|godkjennes\b|ok\s+-\s+agenda\s+\p{L}+)",
    ),
    finds: &[("Innkallingen ble godkjent.", "Innkallingen ble godkjent"), ("Godkjent.", "Godkjent")],
    leaves: &["Godkjenning av innkalling"],
};

static KIND30: Rule = Rule {
    code: "KIND30",
    summary: "The end of a meeting, or of a minute book, is noted.",
    pattern: Pattern::new(
        r"(?i)(?:^|[.*]\s*)(?P<value>møtet\s+(?:ble\s+|vart\s+|blei\s+)?(?:hevet|heva|avsluttet|avslutta|slutt)|rett\s+utskrift|undertegnede\s+har\s+lest|møteboken\s+består|utskrift\s+av\s+møtebok)",
    ),
    finds: &[("Møtet ble hevet kl. 14.", "Møtet ble hevet"), ("Rett utskrift", "Rett utskrift")],
    leaves: &["Møtet holdes i mai."],
};

static KIND31: Rule =
    Rule::inference("KIND31", "Sentences that report what a party said in a meeting (KIND07): .35 each.");

static KIND32: Rule = Rule {
    code: "KIND32",
    summary: "A point of the agenda by which a meeting approves its notice, its agenda or the minutes of the last.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:godkjenning|godkjenning|godkjennelse|godkjend|gjennomgang)\s+av\s+(?:møte)?(?:innkalling|saks?liste|dagsorden|agenda|referat|protokoll|møtereferat)\p{L}*)",
    ),
    finds: &[("Sak 1 Godkjenning av innkalling", "Godkjenning av innkalling")],
    leaves: &["Referatet ble godkjent"],
};

static KIND40: Rule = Rule {
    code: "KIND40",
    summary: "The head calls the document a notice of a meeting or a plan of meetings.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,50}\s)?(?P<value>(?:møte|styremøte|årsmøte)?innkalling|møteplan|møtekalender|invitasjon|møteinvitasjon|sakspapirer|saksdokumenter|saksliste\s+til)\b(?:\s+(?:til|for|på)\b|\s*$|\s+\d)",
    ),
    finds: &[("MØTEINNKALLING", "MØTEINNKALLING"), ("Innkalling til rådsmøte", "Innkalling")],
    leaves: &["Innkallingen ble godkjent.", "Godkjenning av innkalling og saksliste"],
};

static KIND41: Rule = Rule {
    code: "KIND41",
    summary: "The head calls the document a case put before a body: saksframlegg.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,40}\s)?(?P<value>saks?fram?legg|saks?frem?legg|saksutredning|saksfremstilling|saksframstilling|høringsnotat|behandles\s+av)\b[^.]{0,60}$",
    ),
    finds: &[("SAKSFRAMLEGG", "SAKSFRAMLEGG"), ("Saksfremlegg til styret", "Saksfremlegg")],
    leaves: &["Saken ble lagt fram."],
};

static KIND42: Rule = Rule {
    code: "KIND42",
    summary: "Words to those who are to meet: they are called, and are to say if they cannot come.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>innkalles\s+(?:med\s+dette\s+)?til|(?:eventuelt\s+)?forfall\s+(?:må\s+)?meldes|møter\s+etter\s+nærmere|varamedlem(?:mer)?\s+(?:møter|kan\s+innkalles)|vararepresentanter\s+møter\s+etter|kopi\s+av\s+innkallingen)\b",
    ),
    finds: &[("Forfall meldes til sekretariatet.", "Forfall meldes")],
    leaves: &["Forfall: ingen"],
};

static KIND43: Rule = Rule {
    code: "KIND43",
    summary: "The marks of a letter: references, greetings.",
    pattern: Pattern::new(
        r"(?i)^(?:.{0,40}\s)?(?P<value>(?:deres|dykkar|vår)\s+ref\b|med\s+(?:vennlig\s+|venleg\s+)?hilsen|med\s+(?:vennlig\s+|venleg\s+)?helsing|saksbehandler\s+tlf)",
    ),
    finds: &[("Vår ref.: 12/34", "Vår ref"), ("Med vennlig hilsen", "Med vennlig hilsen")],
    leaves: &["Referat fra møtet"],
};

static KIND44: Rule = Rule {
    code: "KIND44",
    summary: "The head calls the document a report, news, guidance, a plan or a text for a hearing.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,60}[\s–-])?(?P<value>årsmelding|årsrapport|års(?:beretning|melding)|pressemelding|nyhet(?:er)?|nyheit|rapport|undersøkelse|evaluering|utredning|høring(?:ssvar|sbrev|suttalelse)?|veileder(?:en)?|rettleiar|retningslinjer|reglement|instruks|forskrift|vedtekter|avtale|kontrakt|strategi|handlingsplan|regjeringen\.no|statsregnskapet|statsrekneskapen|prop\.\s\d|meld\.\sst|mandat|tildelingsbrev\p{L}*|regleringsbrev)\b[^.]{0,70}$",
    ),
    finds: &[("Årsmelding for laget 2012", "Årsmelding"), ("Pressemelding", "Pressemelding")],
    leaves: &["Referat fra fagmøte", "Vi viser til rapporten. Den er god."],
};

static KIND45: Rule = Rule::inference(
    "KIND45",
    "A list of points up front and no outcome anywhere: an agenda for a meeting to come.",
);

static KIND46: Rule = Rule {
    code: "KIND46",
    summary: "The head is an agenda and nothing else.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:foreløpig\s+|forslag\s+til\s+)?(?:dagsorden|saksliste|agenda))\s+(?:for|til|på|i)\s",
    ),
    finds: &[("Foreløpig dagsorden for årsmøtet", "Foreløpig dagsorden")],
    leaves: &["Saksliste:", "Agenda"],
};

static KIND47: Rule = Rule {
    code: "KIND47",
    summary: "A decision is put before a body, and nobody is named as present: a case that is to be treated.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:]{0,80}\s)?(?P<value>(?:inviteres|inviterast|blir\s+invitert)\s+til\s+å\s+(?:fatte|gjøre|gjere|vedta)|(?:saken|saka)\s+(?:legges|leggjast|leggast|fremmes|blir\s+lagt)\s+(?:med\s+dette\s+)?(?:fram|frem)\s+for|(?:bes|blir\s+bedt\s+om|rår\s+til\s+at\s+\p{L}+|anbefaler\s+at\s+\p{L}+)\s+(?:å\s+)?(?:fatter?|gjør|gjere)\s+(?:slikt|følgende|følgjande)\s+vedtak)\b",
    ),
    finds: &[("Rådet inviteres til å fatte følgende vedtak:", "inviteres til å fatte")],
    leaves: &["Rådet fattet følgende vedtak:", "Saken ble lagt fram for rådet."],
};

/// Minutes have at least so many points; look-alikes reach 1.7 at most.
pub(in crate::rules) const ENOUGH: f64 = 2.2;
/// What has so many, and nothing against it, may be minutes.
pub(in crate::rules) const PERHAPS: f64 = 1.0;

/// What speaks for and against a document's being minutes.
pub(in crate::rules) struct Signs {
    pub(in crate::rules) sum: f64,
    pub(in crate::rules) points: Vec<Count>,
    /// Whether anything names another sort of document.
    pub(in crate::rules) against: bool,
    /// The strongest sign, and where it stands.
    pub(in crate::rules) first: Option<(&'static Rule, Range<usize>)>,
}

struct Sum {
    signs: Signs,
    best: f64,
}

impl Sum {
    fn give(&mut self, rule: &'static Rule, points: f64, note: String, range: Option<Range<usize>>) {
        self.signs.sum += points;
        self.signs.points.push(Count { rule: rule.code, points, note, range: range.clone() });
        if points > self.best
            && let Some(range) = range
        {
            self.best = points;
            self.signs.first = Some((rule, range));
        }
        if points < -2.0 {
            self.signs.against = true;
        }
    }
}

fn most(rule: &'static Rule) -> f64 {
    WEIGHED.iter().find(|w| std::ptr::eq(w.rule, rule)).map_or(0.0, |w| w.points)
}

/// Adds up the signs.
pub(in crate::rules) fn signs(reading: &Reading<'_>, page: &Page<'_>) -> Signs {
    let empty = Signs { sum: 0.0, points: Vec::new(), against: false, first: None };
    let mut sum = Sum { signs: empty, best: 0.0 };
    let text = page.text;
    let lines = &page.lines;
    let find = |rule: &Rule, take: usize, longest: usize| {
        lines.iter().take(take).find_map(|l| {
            let words = text.get(l.range.clone());
            if words.len() > longest {
                return None;
            }
            let found = rule.find(words)?;
            Some(l.range.start + found.start..l.range.start + found.end)
        })
    };
    let quote = |range: &Range<usize>| text.get(range.clone()).to_owned();
    let point = |words: &str| words.starts_with(|c: char| c.is_ascii_digit()) || KIND32.matches(words);
    let mut field = |rule: &'static Rule, take: usize, longest: usize, title: bool| {
        let found = if title {
            lines.iter().take(take).find_map(|l| {
                let words = text.get(l.range.clone());
                if words.len() > longest
                    || words.ends_with('.')
                    || l.row
                    || point(words)
                    || super::super::title::TITLE91.matches(words)
                {
                    return None;
                }
                let found = rule.find(words)?;
                Some(l.range.start + found.start..l.range.start + found.end)
            })
        } else {
            find(rule, take, longest)
        };
        if let Some(range) = found {
            sum.give(rule, most(rule), quote(&range), Some(range));
        }
    };
    field(&KIND20, 14, 160, true);
    field(&KIND21, 8, 300, false);
    field(&KIND22, 70, 900, false);
    field(&KIND23, 10, 140, true);
    field(&KIND24, 40, 200, false);
    field(&KIND25, usize::MAX, 300, false);
    field(&KIND26, 90, 600, false);
    field(&KIND29, usize::MAX, 300, false);
    field(&KIND30, usize::MAX, 400, false);
    field(&KIND32, usize::MAX, 160, false);
    field(&KIND40, 8, 120, true);
    field(&KIND41, 30, 100, true);
    field(&KIND42, usize::MAX, 600, false);
    field(&KIND43, usize::MAX, 200, false);
    field(&KIND44, 6, 140, true);
    field(&KIND46, 6, 120, true);
    let body = reading.body();
    let told = KIND27.pattern.find_iter(body).take(40).count();
    if told > 0 {
        let points = (told as f64 * 0.1).min(most(&KIND27));
        sum.give(&KIND27, points, format!("{told} verbs in the past tense"), None);
    }
    let marks: Vec<_> = page.marks.iter().flatten().collect();
    if let Some(first) = marks.first() {
        let points = (0.7 + 0.3 * marks.len() as f64).min(most(&KIND28));
        sum.give(&KIND28, points, format!("{} marks of conclusions", marks.len()), Some(first.label.clone()));
    }
    let reports = KIND07.pattern.find_iter(body).take(20).count();
    if reports > 0 {
        let points = (reports as f64 * 0.35).min(most(&KIND31));
        sum.give(&KIND31, points, format!("{reports} sentences report what a party said"), None);
    }
    let listed = page.listed_up_front();
    let met = sum.signs.points.iter().any(|p| p.rule == KIND22.code || p.rule == KIND26.code);
    if listed > 1 && !met && marks.is_empty() && !sum.signs.points.iter().any(|p| p.rule == KIND29.code) {
        sum.give(&KIND45, most(&KIND45), format!("{listed} points listed and no outcome"), None);
    }
    if let Some(range) = find(&KIND47, usize::MAX, 900).filter(|_| !met) {
        sum.give(&KIND47, most(&KIND47), quote(&range), Some(range));
    }
    sum.signs
}
