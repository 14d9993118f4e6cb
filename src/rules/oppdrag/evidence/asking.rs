//! Who is asked, and how: `Departementet ber etaten om å`, `etaten skal`, `i oppdrag å`.

use super::{Found, Place, Plain, push};
use crate::pattern::{Pattern, slice};
use crate::rules::{Rule, Sign};
use std::ops::Range;

pub(super) static SIGNS: &[&Sign] = &[
    &ASK01, &ASK02, &ASK03, &ASK04, &ASK05, &ASK06, &SUBJECT01, &SUBJECT02, &SUBJECT03, &SUBJECT04,
    &SUBJECT05, &LEAD01, &LEAD02, &LEAD03, &FORM01,
];

/// What letters call their recipient, in the plain form of a sentence.
macro_rules! addressee {
    () => {
        r"(?:etaten|de to etatene|dei to etatane|etatene|etatane|\S*direktoratet|\S*tilsynet|verket|vegvesenet|kartverket|virksomheten|verksemda|verksemdene|virksomhetene|senteret|\S*ombudet|ombodet|\S*instituttet|myndigheten|myndigheita|byrået|rådet|universitetet|høgskolen|høyskolen|høgskulen|styret|fondet|selskapet|føretaket|foretaket|museet|biblioteket|arkivet|akademiet|embetet|sekretariatet|registeret|registrene|registra|banken|\S*direktøren|domstolen|sentralen|\S*nemnd[ae]|\S*nemnden|kommisjonen|utvalget|utvalet|dere|dykk|de)(?: \( [^()]{1,40} \))?"
    };
}

static ASK01: Sign = Sign {
    points: 3.0,
    rule: Rule {
        code: "ASK01",
        summary: "The sentence gives an assignment in so many words.",
        pattern: Pattern::new(
            r" (?:gir|gjev|gis|gjevast|får|tildeles|gitt)(?: [^ .]+){0,14}? (?:i )?opp(?:drag(?:et)?|gave|gåve) (?:å|om å|med å|om)(?: |$)| oppdrag til (?:etaten|direktoratet) om å ",
        ),
        finds: &[(
            " departementet gir med dette etaten i oppdrag å lage en plan . ",
            " gir med dette etaten i oppdrag å ",
        )],
        leaves: &[" oppdraget er gitt i eget brev . "],
    },
};

static ASK02: Sign = Sign {
    points: 2.0,
    rule: Rule {
        code: "ASK02",
        summary: "Someone asks the addressee to do something.",
        pattern: Pattern::new(concat!(
            r" (?:ber|bed) (?:[^ .]+ ){0,6}?",
            addressee!(),
            r" | (?:ber|bed) (?:[^ .]+ ){0,3}?(?:om )?at | (?:ber|bed) (?:også |videre |derfor |dessuten )?(?:vi|departementet|me) om å | (?:vi|me) (?:ber|bed) (?:[^ .]+ ){0,2}?om å | (?:vil|ønsker å|ønskjer å) (?:nå |no |derfor |difor |med dette |også |òg |gjerne )*(?:be|bede) (?:[^ .]+ ){0,3}?(?:etaten|\S*direktoratet|\S*tilsynet|om at) "
        )),
        finds: &[(" departementet ber etaten om å vurdere saken . ", " ber etaten ")],
        leaves: &[" departementet ber om resultatene . "],
    },
};

static ASK03: Sign = Sign {
    points: 2.0,
    rule: Rule {
        code: "ASK03",
        summary: "The addressee is asked, in the passive.",
        pattern: Pattern::new(concat!(
            " ",
            addressee!(),
            r" (?:[^ .]+ ){0,8}?(?:bes|bedes|anmodes|pålegges|påleggjast|blir bedt|vert bedt|vert bede|blir bede|vert bedne|blir bedne) | (?:bes|bedes|anmodes|pålegges) (?:[^ .]+ ){0,3}?",
            addressee!(),
            r" | annenetat (?:[^ .]+ ){0,3}?(?:bes|bedes) (?:[^ .]+ ){0,4}?om å |^ (?:et|en|eit|ein|ei) (?:[^ .]+ )?(?:utkast|forslag|framlegg|plan|vurdering|analyse|oversikt|utredning|utgreiing|rapport|notat|redegjørelse) (?:[^.]+ )?(?:bes|bedes) (?:forelagt|oversendt|sendt|levert|utarbeidet|lagt) | det bes (?:også |videre )?om (?:at|en|et|ei) "
        )),
        finds: &[
            (" etaten bes vurdere saken . ", " etaten bes "),
            (" annenetat bes om å svare etaten . ", " annenetat bes om å "),
            (" et utkast til regler bes oversendt innen mai . ", " et utkast til regler bes oversendt "),
        ],
        leaves: &[" svaret bes sendt innen mai . "],
    },
};

static ASK04: Sign = Sign {
    points: 1.5,
    rule: Rule {
        code: "ASK04",
        summary: "The ministry asks for a thing that must be made first.",
        pattern: Pattern::new(
            r" (?:ber|bed) (?:også |òg |derfor |difor |videre |vidare |vi |departementet |med dette |likevel |i tillegg |dessuten )*om (?:å få |å motta )?(?:en|et|ei|eit|ein|forslag|innspill|framlegg|vurdering|råd) | (?:departementet|vi|me) (?:ønsker|ønskjer|imøteser|imøteser) (?:å få |å motta )?(?:en|et|ei|eit|ein) (?:[^ .]+ ){0,2}?(?:plan|vurdering|rapport|redegjørelse|analyse|oversikt|utredning|gjennomgang|notat)[^ ]* ",
        ),
        finds: &[(" departementet ber om en vurdering av saken . ", " ber om en ")],
        leaves: &[" departementet ber om resultatene . "],
    },
};

static ASK05: Sign = Sign {
    points: 0.8,
    rule: Rule {
        code: "ASK05",
        summary: "The ministry expects, or wants, the addressee to do something.",
        pattern: Pattern::new(concat!(
            r" (?:forventer|forventes|ventar|ventast|forutsetter|forutsettes|legges til grunn|leggjast til grunn|føreset|ønsker|ønskjer|vil|(?:legger|legg)(?: [^ .]+){0,2}? til grunn) (?:[^ .]+ ){0,2}?at ",
            addressee!(),
            " "
        )),
        finds: &[
            (" departementet forventer at etaten følger opp . ", " forventer at etaten "),
            (" vi legg difor til grunn at etaten svarer . ", " legg difor til grunn at etaten "),
        ],
        leaves: &[" departementet forventer god kvalitet . "],
    },
};

static ASK06: Sign = Sign {
    points: 0.5,
    rule: Rule {
        code: "ASK06",
        summary: "The addressee is responsible for doing something.",
        pattern: Pattern::new(concat!(
            " ",
            addressee!(),
            r" (?:[^ .]+ ){0,2}?(?:har|får) (?:et |eit )?ansvar(?:et)? for å "
        )),
        finds: &[(" etaten har ansvar for å lage planen . ", " etaten har ansvar for å ")],
        leaves: &[" etaten har ansvaret for veiledning . "],
    },
};

/// The addressee is the subject: `Etaten skal`. Counts only with the verb that follows.
static SUBJECT01: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "SUBJECT01",
        summary: "The addressee opens the sentence and shall do something; the verb tells how much that counts.",
        pattern: Pattern::new(concat!(
            r"^ (?:(?:videre|vidare|i tillegg|dessuten|også|derfor|deretter|samtidig|som (?:en )?del av [^ ]+|for \d{4}) ,? ?)?(?:[a-zæøå0-9]{1,3}[.)]? ?)?",
            addressee!(),
            r"(?: ,)?(?: [^ .;]+){0,14}? (?:skal|må|bør) "
        )),
        finds: &[(" etaten og annenetat skal lage en plan . ", " etaten og annenetat skal ")],
        leaves: &[" kommunene skal lage en plan . "],
    },
};

static SUBJECT02: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "SUBJECT02",
        summary: "The addressee stands after the verb: `I 2019 skal etaten`.",
        pattern: Pattern::new(concat!(
            r" (?:skal|må|bør) (?:også |derfor |dermed |videre |vidare |deretter )?",
            addressee!(),
            "[ ,]"
        )),
        finds: &[(" i 2019 skal etaten lage en plan . ", " skal etaten ")],
        leaves: &[" kommunene skal svare etaten . "],
    },
};

/// In a clause: a weaker form of the same.
static SUBJECT03: Sign = Sign {
    points: -0.5,
    rule: Rule {
        code: "SUBJECT03",
        summary: "The addressee shall do something, but in the middle of a sentence about something else.",
        pattern: Pattern::new(concat!(" ", addressee!(), r" (?:[^ .]+ ){0,3}?(?:skal|må|bør) ")),
        finds: &[(" det er viktig at etaten skal lage en plan . ", " etaten skal ")],
        leaves: &[" kommunene skal lage en plan . "],
    },
};

/// "Det skal lages en plan": nobody is named, and so the recipient is meant.
static SUBJECT04: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "SUBJECT04",
        summary: "Something shall be done by nobody in particular, and so by the recipient.",
        pattern: Pattern::new(
            r"^ (?:det|i tillegg|videre|vidare|dessuten)(?: [^ .]+){0,2}? (?:skal|må|bør) (?:det )?(?:[^ .]+ ){0,3}?\S+(?:es|ast|as) ",
        ),
        finds: &[(" det skal lages en plan . ", " det skal lages ")],
        leaves: &[" kommunene skal lage en plan . ", " det skal være en plan . "],
    },
};

/// "Overtakelsen skal evalueres": a task of the recipient, where the verb is one of work done once.
static SUBJECT05: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "SUBJECT05",
        summary: "A matter shall be studied, mapped or evaluated, which is for the recipient to do.",
        pattern: Pattern::new(
            r" (?:skal|må|bør) (?:[^ .]+ ){0,4}?(?:utredes|utgreiast|evalueres|evaluerast|kartlegges|kartleggjast|analyseres|analyserast|gjennomgås|gjennomgåast|revideres|reviderast|oppsummeres|oppsummerast|undersøkes|undersøkjast) ",
        ),
        finds: &[(" ordningen skal evalueres i år . ", " skal evalueres ")],
        leaves: &[" ordningen skal avsluttes i år . "],
    },
};

pub(super) static LEAD01: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "LEAD01",
        summary: "The words above a list say who is to do what stands in it.",
        pattern: Pattern::new(
            r" (?:skal|må|bes|bedes|ber|bed|i oppdrag)(?: [^ .]+){0,14}?(?: om)?(?: å)?(?: følgende| følgjande| dette)?(?: \S+){0,3} : $| følgende (?:særskilte |konkrete |nye )?(?:oppdrag|oppgaver|deloppdrag|tiltak|leveranser|bestillinger)(?: [^ .]+){0,6} : $| følgjande (?:oppdrag|oppgåver)(?: [^ .]+){0,6} : $",
        ),
        finds: &[(" i 2019 skal etaten : ", " skal etaten : ")],
        leaves: &[" planen omfatter : "],
    },
};

pub(super) static LEAD03: Sign = Sign {
    points: 0.0,
    rule: Rule {
        code: "LEAD03",
        summary: "The words above a list call what stands in it assignments or tasks.",
        pattern: Pattern::new(
            r" (?:disse|desse|følgende|følgjande) (?:[^ .]+ )?(?:oppdrag(?:ene|a)?|oppgave(?:r|ne)|oppgåve(?:r|ne)|bestilling(?:er|ene|ar|ane)) : $",
        ),
        finds: &[(" departementet gir etaten disse oppgavene : ", " disse oppgavene : ")],
        leaves: &[" etaten har oppgaver : "],
    },
};

static LEAD02: Sign = Sign {
    points: 1.0,
    rule: Rule {
        code: "LEAD02",
        summary: "The item stands under words that say who is to do it.",
        pattern: Pattern::new(r"^ \S+"),
        finds: &[(" lage en plan . ", " lage")],
        leaves: &[""],
    },
};

static FORM01: Sign = Sign {
    points: 0.5,
    rule: Rule {
        code: "FORM01",
        summary: "The sentence opens a list item.",
        pattern: Pattern::new(r"^ \S+"),
        finds: &[(" etaten skal lage en plan . ", " etaten")],
        leaves: &[""],
    },
};

/// Who is asked, and where the words that tell what begin.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Task {
    /// Where the verb is to be looked for, in bytes of the plain form.
    pub(super) from: Option<usize>,
    /// Whether asking words were found: the verb then counts less.
    pub(super) asked: bool,
    /// Whether a thing is asked for, so that what is done with it tells nothing.
    pub(super) thing: bool,
    /// Whose task it is.
    pub(super) whose: Whose,
    /// Whether the item completes the words above the list.
    pub(super) led: bool,
}

/// Whose task a sentence tells of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::rules) enum Whose {
    /// The addressee is the subject.
    Addressee,
    /// Some other subject shall or must.
    Other,
    /// Nobody's, or the sentence asks.
    #[default]
    Untold,
}

impl Task {
    /// Whether somebody who is addressed is told or asked.
    pub(super) fn steers(self) -> bool {
        self.asked || self.whose == Whose::Addressee || self.led
    }
}

static MODAL: Pattern = Pattern::new(r" (?:skal|må|bør) ");

/// Whether a sign is one of asking.
pub(super) fn is_asking(sign: &Sign) -> bool {
    ["ASK01", "ASK02", "ASK03", "ASK04"].contains(&sign.rule.code)
}

/// Whether asking words are found.
pub(super) fn asks(plain: &Plain) -> bool {
    [&ASK01, &ASK02, &ASK03].into_iter().any(|s| plain.holds(s))
}

/// Whether the sentence turns to an addressee, so that it is more than a continuation.
pub(super) fn addresses(plain: &Plain) -> bool {
    let words = plain.as_str();
    [&ASK01, &ASK02, &ASK03, &SUBJECT02].into_iter().any(|s| plain.holds(s))
        || plain.find(&SUBJECT01).is_some_and(|r| !relative(words, &r))
}

/// "Etaten velger hvilke krav som skal gjelde": what shall is another subject, of a clause.
fn relative(words: &str, found: &Range<usize>) -> bool {
    let within = slice(words, found.clone());
    [" som skal ", " som må ", " som bør "].into_iter().any(|end| within.ends_with(end))
}

/// Finds who is asked.
pub(super) fn weigh(plain: &Plain, place: &Place<'_>, found: &mut Vec<Found>) -> Task {
    let words = plain.as_str();
    let mut task = Task::default();
    if place.item {
        push(plain, &FORM01, found);
    }
    for sign in [&ASK01, &ASK02, &ASK03, &ASK04] {
        if let Some(range) = plain.find(sign) {
            found.push(Found { sign, points: sign.points });
            task.from = Some(range.end - 1);
            task.asked = true;
            task.thing = sign.rule.code == ASK04.rule.code;
            break;
        }
    }
    if !task.asked {
        for sign in [&ASK05, &ASK06] {
            if let Some(range) = plain.find(sign) {
                found.push(Found { sign, points: sign.points });
                task.from = Some(range.end - 1);
                task.whose = Whose::Addressee;
                break;
            }
        }
    }
    if task.from.is_none() {
        for sign in [&SUBJECT01, &SUBJECT02, &SUBJECT03, &SUBJECT04, &SUBJECT05] {
            if let Some(range) = plain.find(sign).filter(|r| !relative(plain.as_str(), r)) {
                found.push(Found { sign, points: sign.points });
                // In the passive the verb stands within what was found.
                let passive = [SUBJECT04.rule.code, SUBJECT05.rule.code].contains(&sign.rule.code);
                task.from = Some(if passive { range.start } else { range.end - 1 });
                task.whose = Whose::Addressee;
                break;
            }
        }
    }
    if task.from.is_none()
        && let Some(lead) = place.lead.filter(|l| l.steers)
    {
        task.led = true;
        task.from = Some(0);
        push(plain, &LEAD02, found);
        if lead.asks {
            found.push(Found { sign: &ASK02, points: ASK02.points });
            task.asked = true;
        }
    }
    if task.from.is_none() && MODAL.is_match(words) {
        task.whose = Whose::Other;
    }
    task
}
