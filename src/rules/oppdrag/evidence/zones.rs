//! What the headings above a sentence say of it.

use super::{Found, Plain};
use crate::outline::BlockKind;
use crate::pattern::Pattern;
use crate::rules::reading::Reading;
use crate::rules::{Rule, Sign};

pub(super) static SIGNS: &[&Sign] =
    &[&ZONE01, &ZONE02, &ZONE03, &ZONE10, &ZONE11, &ZONE12, &ZONE13, &ZONE14, &ZONE15, &ZONE16];

static ZONE01: Sign = Sign {
    points: 2.3,
    rule: Rule {
        code: "ZONE01",
        summary: "The heading speaks of assignments.",
        pattern: Pattern::new(r"oppdrag|bestilling|enkeltoppgave| i tillegg til "),
        finds: &[(" særskilte oppdrag ", "oppdrag")],
        leaves: &[" mål og resultater "],
    },
};

static ZONE02: Sign = Sign {
    points: 1.5,
    rule: Rule {
        code: "ZONE02",
        summary: "The heading speaks of tasks, measures or deliveries.",
        pattern: Pattern::new(
            r"oppgave|oppgåve| tiltak|leveranse|leveransar|aktivitet|utviklingsarbeid|arbeid i 20\d\d",
        ),
        finds: &[(" oppgaver i 2019 ", "oppgave")],
        leaves: &[" mål og resultater "],
    },
};

static ZONE03: Sign = Sign {
    points: 0.4,
    rule: Rule {
        code: "ZONE03",
        summary: "The heading speaks of priorities: some are assignments, most are not.",
        pattern: Pattern::new(r"priorit|satsing|satsning|forventning|føringar for arbeidet"),
        finds: &[(" prioriteringer i 2019 ", "priorit")],
        leaves: &[" mål og resultater "],
    },
};

static ZONE10: Sign = Sign {
    points: -3.0,
    rule: Rule {
        code: "ZONE10",
        summary: "The heading speaks of indicators, reporting, authorisations, demands that all agencies get, or of what lies behind.",
        pattern: Pattern::new(
            r"parameter|parametr|rapport|fullmakt|fellesføring|styringsdialog| dialog|vilkår|bakgrunn|nøkkel|nykel|indikator|kalender|statusoversikt| status for| status på|avsluttede|møteplan|kontaktperson|om øvrige|vedlegg",
        ),
        finds: &[(" rapportering og dialog ", "rapport")],
        leaves: &[" særskilte oppdrag "],
    },
};

static ZONE11: Sign = Sign {
    points: -2.0,
    rule: Rule {
        code: "ZONE11",
        summary: "The heading speaks of money or of how work is organised.",
        pattern: Pattern::new(
            r"budsjett|bevilgning|løyving| (?:budsjett)?tildeling(?:en|er|ar|a)? |organisering|økonom| ramme|finansier",
        ),
        finds: &[(" budsjett og fullmakter ", "budsjett")],
        leaves: &[" særskilte oppdrag "],
    },
};

static ZONE12: Sign = Sign {
    points: -1.5,
    rule: Rule {
        code: "ZONE12",
        summary: "The heading is that of an introduction.",
        pattern: Pattern::new(r"innledning|innleiing|innleing|generelt| om brevet| om tildelingsbrevet"),
        finds: &[(" innledning ", "innledning")],
        leaves: &[" særskilte oppdrag "],
    },
};

static ZONE13: Sign = Sign {
    points: -1.0,
    rule: Rule {
        code: "ZONE13",
        summary: "The heading speaks of goals.",
        pattern: Pattern::new(
            r" (?:(?:hoved|hovud|del|sektor|resultat|effekt|bruker|brukar|samfunns|virksomhets|verksemds)-?)?mål(?:a|ene|et)? | målbilde|visjon|samfunnsoppdrag|resultatkrav",
        ),
        finds: &[(" hovedmål for etaten ", " hovedmål "), (" resultatkrav ", "resultatkrav")],
        leaves: &[" særskilte oppdrag ", " målinger "],
    },
};

static ZONE14: Sign = Sign {
    points: -1.2,
    rule: Rule {
        code: "ZONE14",
        summary: "The heading speaks of what is asked of every agency every year: security, staff, control.",
        pattern: Pattern::new(
            r"personvern|informasjonssikkerhet|sikkerhetsstyring| hms |internkontroll|virksomhetsstyring|verksemdsstyring|administrativ|personal|lærling|likestilling|styring og kontroll|risikostyring|menneskerett|krav og |forutsetning|føresetnad|arkiv|anskaffelse|klima og miljø i drift",
        ),
        finds: &[(" likestilling og lærlinger ", "likestilling")],
        leaves: &[" særskilte oppdrag "],
    },
};

static ZONE16: Sign = Sign {
    points: -0.2,
    rule: Rule {
        code: "ZONE16",
        summary: "The heading speaks of security and preparedness: a demand on every agency, but the work of some.",
        pattern: Pattern::new(r"beredskap|sikkerhet|sikkerheit|tryggleik"),
        finds: &[(" beredskap og sikkerhet ", "beredskap")],
        leaves: &[" særskilte oppdrag "],
    },
};

static ZONE15: Sign = Sign {
    points: -1.5,
    rule: Rule {
        code: "ZONE15",
        summary: "The heading speaks of the tasks that the agency always has.",
        pattern: Pattern::new(
            r"faste oppg|løpende oppg|løpande oppg|rolle|samfunnsoppdrag|ansvarsområde|myndighetsoppg|forvaltningsoppg",
        ),
        finds: &[(" faste oppgaver ", "faste oppg")],
        leaves: &[" særskilte oppdrag "],
    },
};

/// How much of a heading's points is left for what stands under a heading below it.
const INHERITED: f32 = 0.5;
const INHERITED_OPPDRAG: f32 = 0.8;

/// Whether a sign is told by a heading.
pub(super) fn is_zone(sign: &Sign) -> bool {
    sign.rule.code.starts_with("ZONE")
}

/// Whether the list under a label such as `Mål 2020:` came to its end before `block`: what follows the
/// list in a paragraph of its own is no longer under the label.
fn list_ended(reading: &Reading<'_>, label: usize, block: usize) -> bool {
    let blocks = reading.blocks();
    let leads = blocks
        .get(label)
        .is_some_and(|b| b.kind == BlockKind::Label || reading.words(b).trim_end().ends_with(':'));
    let lists = blocks.get(label + 1).is_some_and(|b| b.kind == BlockKind::Item);
    let mut between = blocks.get(label + 1..=block).unwrap_or(&[]).iter();
    leads && lists && between.any(|b| b.kind == BlockKind::Paragraph && b.gap_before)
}

/// Headings over money, goals or an introduction: what is asked for in so many words under them is asked
/// all the same.
pub(super) fn is_mild(sign: &Sign) -> bool {
    [ZONE11.rule.code, ZONE12.rule.code, ZONE13.rule.code].contains(&sign.rule.code)
}

/// The nearest heading or label that tells anything.
pub(super) fn weigh(reading: &Reading<'_>, block: usize, found: &mut Vec<Found>) {
    let mut nearest = true;
    for index in reading.outline.ancestors(block) {
        let Some(above) = reading.blocks().get(index) else { continue };
        if !matches!(above.kind, BlockKind::Heading | BlockKind::Label) {
            continue;
        }
        let words = Plain::of(reading.words(above));
        let told: Vec<&'static Sign> = SIGNS.iter().copied().filter(|s| words.holds(s)).collect();
        if told.is_empty() {
            nearest = false;
            continue;
        }
        if told.iter().all(|s| s.points < 0.0) && list_ended(reading, index, block) {
            continue;
        }
        let (favours, opposes): (Vec<_>, Vec<_>) = told.into_iter().partition(|s| s.points > 0.0);
        // What speaks of both tells nothing.
        let standing = opposes.iter().any(|s| s.rule.code == ZONE15.rule.code);
        let strongest = match (favours.first(), opposes.first()) {
            (Some(f), None) => Some(*f),
            (None, Some(o)) => Some(*o),
            (Some(_), Some(_)) if standing => Some(&ZONE15),
            _ => None,
        };
        if let Some(sign) = strongest {
            let part = match nearest {
                true => 1.0,
                false if sign.rule.code == ZONE01.rule.code => INHERITED_OPPDRAG,
                false => INHERITED,
            };
            found.push(Found { sign, points: sign.points * part });
        }
        return;
    }
}
