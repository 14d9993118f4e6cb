//! What is to be done: once, for good, or all the time.

use super::asking::Task;
use super::{Found, Plain};
use crate::pattern::{Pattern, slice};
use crate::rules::{Rule, Sign};

pub(super) static SIGNS: &[&Sign] = &[
    &VERB01, &VERB02, &VERB03, &VERB04, &VERB05, &VERB06, &VERB07, &VERB08, &VERB09, &VERB10, &VERB11,
    &VERB12, &VERB13,
];

macro_rules! sure {
    () => {
        r"komme med (?:en|et|forslag|innspill)|kome med (?:ei|ein|eit|framlegg|forslag|innspel)|(?:gi|gje) departementet (?:en|ei|ein|et|eit)|gjøre en \S*vurdering|gjere ei \S*vurdering|gjer ei \S*vurdering|utrede|utgreie|greie ut|greier ut|kartlegg|lagar|gjere framlegg|gjer framlegg|klargjer|skildre|hente inn|setje saman|sette sammen|rekne ut|regne ut|gjere ei (?:vurdering|kartlegging|utgreiing)|kartlegge|kartleggje|evaluere|foreslå|føreslå|lage|utarbeide|oppsummere|analysere|gjennomgå|gå gjennom|gjennomgår|går gjennom|revidere|pilotere|prøve ut|beregne|berekne|undersøke|undersøkje|klargjøre|klargjere|skissere|utforme|beskrive|innhente|sammenstille|samanstille|anslå|omarbeide|lyse ut|utdype|redegjøre nærmere|gjøre en undersøkelse|gjennomføre en undersøkelse|konkretisere|gi en anbefaling|gi en felles|gi råd om hvordan|gjøre en (?:gjennomgang|vurdering|analyse|kartlegging)|foreta en (?:gjennomgang|vurdering|analyse|kartlegging|evaluering|undersøkelse)"
    };
}

macro_rules! strong {
    () => {
        r"utpeke|utpeike|peke ut|peike ut|oppnevne|oppnemne|vurdere|legg fram|legg frem|legger fram|legger frem|setje i verk|sette i verk|velje|tilsetje|samordne|vidareutvikle|fastsetje|gjere ferdig|avtale|opprette|etablere|gjennomføre|utvikle|videreutvikle|oppdatere|levere|legge fram|legge frem|leggje fram|innføre|anskaffe|ferdigstille|avklare|igangsette|igangsetje|sette i gang|setje i gang|iverksette|iverksetje|starte|avvikle|flytte|overføre|velge|kontakte|teste|implementere|forenkle|presentere|publisere|lansere|avslutte|sende ut|tilsette|fastsette|lede arbeidet med å|koordinere|bygge|planlegge|planleggje|identifisere|formulere|invitere|ta i bruk|starte opp|prøve|gjøre tilgjengelig|endre|justere|inngå avtale|klarlegge|digitalisere|nedsette|arrangere|slå sammen|skaffe"
    };
}

static VERB01: Sign = Sign {
    points: 2.1,
    rule: Rule {
        code: "VERB01",
        summary: "A verb of work that is done once: to study, to map, to draw up.",
        pattern: Pattern::new(concat!(" (?:", sure!(), ")(?:r|ar)? ")),
        finds: &[(" utrede saken ", " utrede ")],
        leaves: &[" ivareta saken ", " utredes av andre "],
    },
};

static VERB02: Sign = Sign {
    points: 1.6,
    rule: Rule {
        code: "VERB02",
        summary: "A verb of work that mostly has an end: to establish, to carry out, to introduce.",
        pattern: Pattern::new(concat!(" (?:", strong!(), ")(?:r|ar)? ")),
        finds: &[(" etablere en ordning ", " etablere ")],
        leaves: &[" ivareta ordningen "],
    },
};

static VERB03: Sign = Sign {
    points: -1.3,
    rule: Rule {
        code: "VERB03",
        summary: "A verb of what an agency always does: to have, to see to, to contribute.",
        pattern: Pattern::new(
            r" (?:ha|være|vere|sikre|sørge for|syte for|påse|bidra|medvirke|medverke|ivareta|delta|forvalte|følge opp|følgje opp|følge med|følgje med|følger nøye med|følgje nøye med|følge nøye med|drive|støtte|legge til rette|leggje til rette|tilrettelegge|legge vekt|leggje vekt|prioritere|holde|halde|arbeide|opprettholde|oppretthalde|videreføre|vidareføre|fremme|yte|veilede|rettleie|bistå|samarbeide|styrke|benytte|bruke|bruk|sette av|forholde seg|legge til grunn|leggje til grunn|innrette|overholde|etterleve|stille|være forberedt|utnytte|ta hensyn|ta omsyn|kunne|øke|auke|redusere|kjenne)r? ",
        ),
        finds: &[(" ivareta ordningen ", " ivareta ")],
        leaves: &[" utrede saken "],
    },
};

static VERB04: Sign = Sign {
    points: 1.6,
    rule: Rule {
        code: "VERB04",
        summary: "Something must have been done by then: 'skal ha innført'.",
        pattern: Pattern::new(
            r" (?:ha|har) (?:\S+(?:satt|gått|lagt|ført|ferdigstilt|ert|rettet|arbeidet|prøvd|utviklet|levert|avklart|innført|vurdert)|gjort|gitt|sendt|laget|fått på plass|på plass) | (?:sørge|sørgje|syte|sikre)(?: for)? at (?:[^ .]+ ){1,8}?(?:er på plass|er ferdig|er etablert|er innført|er gjennomført|er opprett(?:et|a)|blir (?:etablert|innført|opprett(?:et|a)|gjennomført)|etablerast|etableres|innføres|innførast|opprettes|opprettast|utarbeides|utarbeidast) ",
        ),
        finds: &[
            (" ha innført ordningen ", " ha innført "),
            (" sørge for at ordningen er på plass i mai ", " sørge for at ordningen er på plass "),
        ],
        leaves: &[" ha god kontroll ", " sørge for at arbeidet er godt "],
    },
};

static VERB05: Sign = Sign {
    points: 0.3,
    rule: Rule::inference("VERB05", "The addressee shall do something that no list of verbs knows."),
};

static VERB11: Sign = Sign {
    points: 1.4,
    rule: Rule {
        code: "VERB11",
        summary: "Something shall be studied, mapped or drawn up, in the passive.",
        pattern: Pattern::new(concat!(
            " (?:",
            sure!(),
            ")(?:s|st) | (?:utarbeidast|kartleggjast|utgreiast|evaluerast|lagast|analyserast|gjennomgåast|reviderast|gjennomfør(?:es|ast) (?:en|et|ein|ei|eit)) "
        )),
        finds: &[(" skal utredes . ", " utredes "), (" skal utgreiast . ", " utgreiast ")],
        leaves: &[" utrede saken ", " skal etableres "],
    },
};

static VERB12: Sign = Sign {
    points: 0.5,
    rule: Rule {
        code: "VERB12",
        summary: "What is to be made is named: a guide, a plan, a report.",
        pattern: Pattern::new(concat!(
            " (?:",
            sure!(),
            ")(?:r|ar)? (?:[^ .]+ ){0,4}?(?:en|et|ei|ein|eit|forslag|framlegg)(?: [^ .]+){0,3}? \\S*(?:veileder|veiledning|rettleiar|rettleiing|rapport|plan|strategi|oversikt|håndbok|handbok|notat|kart|kurs|register|modell|metode|forslag|framlegg|utkast|analyse|statistikk|forskrift|løsning|løysing)[ ,]"
        )),
        finds: &[(" lage en veileder om leie ", " lage en veileder ")],
        leaves: &[" lage god stemning "],
    },
};

static VERB13: Sign = Sign {
    points: -3.0,
    rule: Rule {
        code: "VERB13",
        summary: "The item opens with the verb of what an agency always does, whatever the words above the list say.",
        pattern: Pattern::new(
            r"^ (?:[a-z0-9]{1,2}[.)]? )?(?:å )?(?:ha|være|vere|sikre|sørge for|syte for|påse|bidra|medvirke|medverke|ivareta|delta|forvalte|følge opp|følgje opp|følge med|drive|støtte|legge til rette|tilrettelegge|prioritere|holde|halde|opprettholde|oppretthalde|videreføre|vidareføre|fortsette|halde fram|fremme|veilede|rettleie|bistå|samarbeide)r? ",
        ),
        finds: &[(" bidra til arbeidet . ", " bidra ")],
        leaves: &[" utrede saken . ", " planen skal bidra til arbeidet . "],
    },
};

static VERB10: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "VERB10",
        summary: "A verb that tells nothing by itself: to give, to take, to answer.",
        pattern: Pattern::new(
            r" (?:ta|gi|gje|få|se|sjå|gå|bli|finne|møte|svare|lede|leie|inngå|registrere|komme|kome|gjøre|gjere|stå|la|legge|leggje|ligge|vise)r? ",
        ),
        finds: &[(" ta kontakt ", " ta ")],
        leaves: &[" utrede saken "],
    },
};

static VERB06: Sign =
    Sign { points: 0.8, rule: Rule::inference("VERB06", "What is asked for is done once.") };

pub(super) static VERB07: Sign = Sign {
    points: 1.2,
    rule: Rule {
        code: "VERB07",
        summary: "The item opens with the infinitive of such a verb.",
        pattern: Pattern::new(concat!(
            r"^ (?:[a-z0-9]{1,2}[.)]? )?(?:å )?(?:",
            sure!(),
            "|",
            strong!(),
            ")(?:r|ar)? "
        )),
        finds: &[(" utarbeide en plan . ", " utarbeide ")],
        leaves: &[" plan for arbeidet . "],
    },
};

static VERB08: Sign = Sign {
    points: 1.0,
    rule: Rule {
        code: "VERB08",
        summary: "The item opens with the noun of such a verb.",
        pattern: Pattern::new(
            r"^ (?:evaluering|kartlegging|utredning|utgreiing|revisjon|gjennomgang|utvikling|utarbeidelse|utarbeiding|etablering|analyse|vurdering|oppdatering|innføring|utprøving|forslag) (?:av|til) ",
        ),
        finds: &[(" kartlegging av tiltak . ", " kartlegging av ")],
        leaves: &[" kartleggingen er ferdig . "],
    },
};

static VERB09: Sign = Sign {
    points: 0.6,
    rule: Rule {
        code: "VERB09",
        summary: "Something shall be done, in the passive.",
        pattern: Pattern::new(concat!(
            " (?:",
            sure!(),
            "|",
            strong!(),
            ")(?:s|st) | (?:gjennomførast|vurderast|etablerast|oppdaterast|innførast|opprettast|prøvast ut|utviklast|setjast i verk|leggjast fram|ferdigstillast) "
        )),
        finds: &[(" skal utredes . ", " utredes "), (" skal etablerast . ", " etablerast ")],
        leaves: &[" utrede saken "],
    },
};

/// Whether a sign is a verb of something that is done once.
pub(super) fn is_once(sign: &Sign) -> bool {
    ["VERB01", "VERB02", "VERB04", "VERB05", "VERB06", "VERB07", "VERB08", "VERB09", "VERB11"]
        .contains(&sign.rule.code)
}

/// Whether an item opens with the verb of a task, or with its noun.
pub(super) fn opens(plain: &Plain) -> bool {
    [&VERB07, &VERB08].into_iter().any(|s| plain.holds(s))
}

/// An item that completes the words above the list, but opens with other words than its verb: "i samråd med
/// partene prøve ut …", "etaten lager …".
fn weigh_led(words: &str, found: &mut Vec<Found>) {
    const NEAR: usize = 110;
    let near = slice(words, 0..words.floor_char_boundary(words.len().min(NEAR)));
    let first = [&VERB11, &VERB01, &VERB02, &VERB03]
        .into_iter()
        .filter_map(|s| s.rule.find(near).map(|r| (r.start, s)))
        .min_by_key(|(at, _)| *at);
    if let Some((_, sign)) = first.filter(|(_, s)| is_once(s)) {
        found.push(Found { sign, points: VERB07.points });
    }
}

/// Finds the verb that tells what is to be done: the first known one.
pub(super) fn weigh(plain: &Plain, task: &Task, found: &mut Vec<Found>) {
    let words = plain.as_str();
    if task.led || task.from.is_none() {
        for sign in [&VERB07, &VERB08, &VERB13] {
            if plain.holds(sign) {
                found.push(Found { sign, points: sign.points });
                return;
            }
        }
    }
    if task.led {
        weigh_led(words, found);
        return;
    }
    let Some(from) = task.from else { return };
    let rest = slice(words, from..words.len());
    // What stands far away belongs to another clause.
    let rest = slice(rest, 0..rest.floor_char_boundary(rest.len().min(220)));
    let first = [&VERB04, &VERB11, &VERB01, &VERB02, &VERB03, &VERB09, &VERB10]
        .into_iter()
        .filter(|s| plain.may_hold(s))
        .filter_map(|s| s.rule.find(rest).map(|r| (r.start, s)))
        .min_by_key(|(at, _)| *at);
    match first {
        // "En vurdering av om distriktene har nok": the verb is not what is asked for.
        _ if task.thing => {}
        Some((_, sign)) if is_once(sign) && task.asked => {
            found.push(Found { sign: &VERB06, points: VERB06.points });
        }
        Some((_, sign)) => {
            found.push(Found { sign, points: sign.points });
            if sign.rule.code == VERB01.rule.code && plain.may_hold(&VERB12) && VERB12.rule.matches(rest) {
                found.push(Found { sign: &VERB12, points: VERB12.points });
            }
        }
        None => found.push(Found { sign: &VERB05, points: VERB05.points }),
    }
}
