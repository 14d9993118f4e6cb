//! What speaks against an assignment: habit, reporting, the past, other people's tasks.

use super::asking::{Task, Whose};
use super::{Found, Plain, beside, push};
use crate::pattern::Pattern;
use crate::rules::{Rule, Sign};

pub(super) static SIGNS: &[&Sign] = &[
    &AGAINST01, &AGAINST02, &AGAINST03, &AGAINST04, &AGAINST05, &AGAINST06, &AGAINST07, &AGAINST08,
    &AGAINST09, &AGAINST10, &AGAINST11, &AGAINST12,
];

pub(super) static AGAINST01: Sign = Sign {
    points: -1.8,
    rule: Rule {
        code: "AGAINST01",
        summary: "It is done all the time, or again and again.",
        pattern: Pattern::new(
            r" (?:fortsatt|fortsette|framleis|fortløpende|løpende|løpande|årlig|årlige|årleg|årlege|hvert år|kvart år|ved behov|til enhver tid|til ei kvar tid|til kvar tid|jevnlig|jamleg|regelmessig|kontinuerlig|kontinuerleg|månedlig|månedlige|månadleg|hver måned|kvar månad|varig oppgave|fast oppgave|faste oppgaver|løpende oppgave|som tidligere|som tidlegare|som vanlig|som før|gjennom hele året|gjennom heile året|ved forespørsel|på forespørsel)[ .,]",
        ),
        finds: &[(" etaten skal fortsatt veilede . ", " fortsatt ")],
        leaves: &[" etaten skal lage en plan . "],
    },
};

static AGAINST02: Sign = Sign {
    points: -2.2,
    rule: Rule {
        code: "AGAINST02",
        summary: "It is reporting.",
        pattern: Pattern::new(
            r" (?:skal|må|bes|bør|ber|om|å|etaten|direktoratet) (?:[^ .]+ ){0,8}?(?:rapportere|rapporter|rapporterer|rapporteres|redegjøre|gjøre rede|gjere greie|gjøre greie|omtale|omtales|opplyse|oppgi|oppgis|informere|orientere|orientering|melde fra|holde departementet orientert|levere (?:års|tertial|halvårs|virksomhets)rapport|sende (?:inn )?(?:års|tertial|halvårs|virksomhets)rapport\S*)[ .,]",
        ),
        finds: &[(" etaten skal rapportere om dette . ", " etaten skal rapportere ")],
        leaves: &[" etaten skal lage en rapport . "],
    },
};

static AGAINST03: Sign = Sign {
    points: -1.0,
    rule: Rule {
        code: "AGAINST03",
        summary: "The sentence speaks of one of the regular reports.",
        pattern: Pattern::new(
            r" (?:års|tertial|halvårs|virksomhets|verksemds|status|kvartals)rapport(?:en|ene|ane|er|ar)?[ .,]",
        ),
        finds: &[(" i årsrapporten . ", " årsrapporten ")],
        leaves: &[" i en egen rapport . "],
    },
};

static AGAINST04: Sign = Sign {
    points: -3.0,
    rule: Rule {
        code: "AGAINST04",
        summary: "An assignment of the past.",
        pattern: Pattern::new(
            r" (?:fikk|fekk|ble|vart|har fått|er gitt|er bedt|var|hadde|ble gitt) (?:[^ .]+ ){0,8}?(?:oppdrag|oppdraget|frist|bedt|bedne)[ .,]| (?:ba|bad) (?:[^ .]+ ){0,4}om | har (?:[^ ]+ ){0,14}?(?:gitt|bedt) (?:[^ .]+ ){0,4}?(?:i oppdrag|om å) ",
        ),
        finds: &[(" etaten fikk i 2015 i oppdrag å lage en plan . ", " fikk i 2015 i oppdrag ")],
        leaves: &[" etaten får i oppdrag å lage en plan . "],
    },
};

static AGAINST05: Sign = Sign {
    points: -2.0,
    rule: Rule {
        code: "AGAINST05",
        summary: "Nobody is told or asked anything.",
        pattern: Pattern::new(r"^ \S+"),
        finds: &[(" arbeidet er i gang . ", " arbeidet")],
        leaves: &[""],
    },
};

static AGAINST06: Sign = Sign {
    points: -1.6,
    rule: Rule {
        code: "AGAINST06",
        summary: "Somebody else shall do it.",
        pattern: Pattern::new(r" (?:skal|må|bør) "),
        finds: &[(" kommunene skal lage en plan . ", " skal ")],
        leaves: &[" arbeidet er i gang . "],
    },
};

static AGAINST07: Sign = Sign {
    points: -1.5,
    rule: Rule {
        code: "AGAINST07",
        summary: "A share in per cent: an indicator or a demand on results.",
        pattern: Pattern::new(r" (?:prosent|pst|%)[ .,]|\d% "),
        finds: &[(" minst 60 prosent ", " prosent ")],
        leaves: &[" minst 60 saker "],
    },
};

static AGAINST08: Sign = Sign {
    points: -1.5,
    rule: Rule {
        code: "AGAINST08",
        summary: "It is to be done only if something happens.",
        pattern: Pattern::new(
            r"^ (?:dersom|hvis|om|ved|i tilfelle) |^ når (?:[^d ]\S* |de |den |d[^e ]\S* |de\S{2,} |det (?:[^g ]\S*|g[^j ]\S*) )| dersom ",
        ),
        finds: &[(" dersom det blir flere saker skal etaten varsle . ", " dersom ")],
        leaves: &[" etaten skal varsle . ", " når det gjelder varsling , skal etaten lage en plan . "],
    },
};

static AGAINST09: Sign = Sign {
    points: -2.5,
    rule: Rule {
        code: "AGAINST09",
        summary: "The assignments of this letter carry numbers with a code, and this sentence has none.",
        pattern: Pattern::new(r"^ \S+"),
        finds: &[(" etaten skal lage en plan . ", " etaten")],
        leaves: &[""],
    },
};

static AGAINST10: Sign = Sign {
    points: -1.3,
    rule: Rule {
        code: "AGAINST10",
        summary: "The sentence is about money.",
        pattern: Pattern::new(
            r" (?:mill|kroner|kr|bevilgning\S*|løyving\S*|kap|post|posten|fullmakt\S*|merinntekter|belastningsfullmakt\S*)[ .,]",
        ),
        finds: &[(" 3 mill . kroner ", " mill ")],
        leaves: &[" tre personer "],
    },
};

static AGAINST11: Sign = Sign {
    points: -2.0,
    rule: Rule {
        code: "AGAINST11",
        summary: "The sentence is about the standing instructions, a law or a circular that is to be followed.",
        pattern: Pattern::new(
            r" (?:instruks|instruksen|i tråd med økonomi\S*|følge (?:utredningsinstruksen|reglement\S*|bestemmelse\S*))[ .,]",
        ),
        finds: &[(" jf . instruksen ", " instruksen ")],
        leaves: &[" jf . brevet "],
    },
};

static AGAINST12: Sign = Sign {
    points: -1.5,
    rule: Rule {
        code: "AGAINST12",
        summary: "The sentence is about what every agency does for itself: risk, control, staff.",
        pattern: Pattern::new(
            r" (?:risiko|risikoen|risikovurdering\S*|risikobilde\S*|risikostyring\S*|internkontroll\S*|medarbeiderundersøkelse\S*|sykefravær\S*|sjukefråvær\S*|likestilling|bemanning\S*|hms\S*|lønns\S*|årsverk|innkjøpsrutine\S*|arealbruk\S*|seniorpolitikk\S*)[ .,]",
        ),
        finds: &[(" etaten skal vurdere risiko innen 1 . mars . ", " risiko ")],
        leaves: &[" etaten skal vurdere ordningen . "],
    },
};

/// What needs nobody to be told or asked: the change of an assignment, an infinitive in a list of tasks.
const EXCUSED: [&str; 2] = ["BESIDE06", "VERB07"];

/// Finds what speaks against it.
pub(super) fn weigh(plain: &Plain, task: &Task, coded: bool, found: &mut Vec<Found>) {
    let changed = found.iter().any(|f| f.sign.rule.code == beside::BESIDE06.rule.code);
    for sign in [&AGAINST01, &AGAINST04, &AGAINST07, &AGAINST10, &AGAINST11, &AGAINST12] {
        // "Oppdraget har fått ny frist" is no thing of the past.
        if sign.rule.code != AGAINST04.rule.code || !changed {
            push(plain, sign, found);
        }
    }
    if !push(plain, &AGAINST02, found) {
        push(plain, &AGAINST03, found);
    }
    let announced = found.iter().any(|f| f.sign.rule.code == beside::BESIDE05.rule.code);
    if !announced {
        push(plain, &AGAINST08, found);
    }
    if task.whose == Whose::Other && !announced {
        push(plain, &AGAINST06, found);
    } else if !task.steers() && !announced && !found.iter().any(|f| EXCUSED.contains(&f.sign.rule.code)) {
        push(plain, &AGAINST05, found);
    }
    if coded {
        push(plain, &AGAINST09, found);
    }
}
