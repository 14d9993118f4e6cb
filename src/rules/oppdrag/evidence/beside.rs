//! What stands beside the task: when it is due, that it is sent, announced or changed.

use super::{Found, Plain, push};
use crate::model::Deadline;
use crate::pattern::Pattern;
use crate::rules::{Rule, Sign};

pub(super) static SIGNS: &[&Sign] =
    &[&BESIDE01, &BESIDE02, &BESIDE03, &BESIDE04, &BESIDE05, &BESIDE06, &BESIDE07];

static BESIDE01: Sign = Sign {
    points: 1.6,
    rule: Rule::inference(
        "BESIDE01",
        "The sentence has a deadline that is a date (the rules DUE tell which words are one).",
    ),
};

static BESIDE02: Sign =
    Sign { points: 0.8, rule: Rule::inference("BESIDE02", "The sentence has a deadline that is no date.") };

pub(super) static BESIDE03: Sign = Sign {
    points: 1.2,
    rule: Rule::inference("BESIDE03", "One of the next sentences of the paragraph has a deadline."),
};

static BESIDE04: Sign = Sign {
    points: 0.6,
    rule: Rule {
        code: "BESIDE04",
        summary: "It is to be done in a year that is named.",
        pattern: Pattern::new(r" i (?:løpet av )?20\d\d "),
        finds: &[(" skal i 2019 lage en plan ", " i 2019 ")],
        leaves: &[" i fjor "],
    },
};

pub(super) static BESIDE05: Sign = Sign {
    points: 3.2,
    rule: Rule {
        code: "BESIDE05",
        summary: "The letter announces an assignment about something.",
        pattern: Pattern::new(
            r" (?:må|bør|kan|skal) (?:[^ .]+ ){0,2}?(?:påregne|påberegne|regne med|rekne med|være forberedt på|vere budd på|være budd på)(?: [^ .]+){0,6}? oppdrag (?:om|med|å|knyttet|knytt|i forbindelse|på|innen|innenfor|til|for) | (?:vil|kan|tar sikte på å|tek sikte på å)(?: [^ .]+){0,10}? (?:få|gi|gje|bli gitt|komme tilbake|kome tilbake|komme|kome)(?: [^ .]+){0,10}? (?:oppdrag|bestilling)(?: [^ .]+){0,3}? (?:om|med|å|knyttet|knytt|til|på|for) | (?:må|bør) (?:[^ .]+ ){0,3}?(?:påregne|påberegne|pårekne|regne med|rekne med) (?:å skulle |å (?:bli|verte) (?:bedt|beden|bede|bedne) |(?:et|eit) (?:nytt |eget |eige )?(?:tilleggs)?oppdrag )| (?:være forberedt på|være budd på|vere budd på|vere førebudd på) å bistå departementet | (?:kan|vil) (?:det )?bli aktuelt å (?:be|bede|gi|gje) | planlegger å gi(?: [^ .]+){0,5} oppdrag | (?:påregne|påberegne|rekne med|regne med) å (?:bli|få|verte) (?:bedt|bede|bedne|i oppdrag) ",
        ),
        finds: &[
            (" etaten må påregne oppdrag om dette . ", " må påregne oppdrag om "),
            (" departementet vil gi etaten et oppdrag om kart . ", " vil gi etaten et oppdrag om "),
            (" etaten må pårekne å bli bedt om råd . ", " må pårekne å bli bedt "),
            (" det kan bli aktuelt å be etaten om råd . ", " kan bli aktuelt å be "),
        ],
        leaves: &[
            " etaten må være forberedt på å få oppdrag gjennom året . ",
            " etaten får i oppdrag å svare . ",
            " etaten må påregne lavere inntekter . ",
        ],
    },
};

pub(super) static BESIDE06: Sign = Sign {
    points: 1.5,
    rule: Rule {
        code: "BESIDE06",
        summary: "An assignment, or its deadline, is taken back or changed.",
        pattern: Pattern::new(
            r"(?: oppdrag(?:et)? | fristen? )(?:[^ ]+ ){0,16}?(?:utgår|trekkes|trekkjast|bortfaller|fell bort|avlyses|presiseres|presiserast|endres|endrast|forlenges|forlengast|utsettes|utsetjast|utvides|utvidast|(?:har fått|får) ny frist)[ .]",
        ),
        finds: &[
            (" oppdraget om drift utgår . ", " oppdraget om drift utgår "),
            (" oppdrag 4 om drift har fått ny frist . ", " oppdrag 4 om drift har fått ny frist "),
        ],
        leaves: &[" oppdraget er gitt . "],
    },
};

static BESIDE07: Sign = Sign {
    points: 0.8,
    rule: Rule {
        code: "BESIDE07",
        summary: "Something is delivered to the ministry.",
        pattern: Pattern::new(
            r" (?:sende|sendes|sendast|oversende|oversendes|oversendast|levere|leveres|leverast|legge fram|legges fram|leggjast fram|overlevere|overleveres)(?: [^ .]+){0,8}? departementet",
        ),
        finds: &[(" sendes departementet . ", " sendes departementet")],
        leaves: &[" sendes kommunene . "],
    },
};

/// Whether a sign is a deadline of the sentence itself.
pub(super) fn is_deadline(sign: &Sign) -> bool {
    ["BESIDE01", "BESIDE02"].contains(&sign.rule.code)
}

/// Finds what stands beside the task. `due` is the deadline of the sentence.
pub(super) fn weigh(plain: &Plain, due: Option<&Deadline>, found: &mut Vec<Found>) {
    let year_only = due.is_some_and(|d| {
        d.text.to_lowercase().starts_with("i 20") || d.text.to_lowercase().starts_with("i løpet av 20")
    });
    match due.filter(|_| !year_only) {
        Some(d) if d.to.is_some() => found.push(Found { sign: &BESIDE01, points: BESIDE01.points }),
        Some(_) => found.push(Found { sign: &BESIDE02, points: BESIDE02.points }),
        None => {
            push(plain, &BESIDE04, found);
        }
    }
    for sign in [&BESIDE05, &BESIDE06, &BESIDE07] {
        push(plain, sign, found);
    }
}
