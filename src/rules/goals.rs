//! Goals (*mål*) in letters.

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::Goal;
use crate::outline::BlockKind;
use crate::pattern::Pattern;

pub(super) static RULES: &[&Rule] = &[&GOAL01, &GOAL02, &GOAL90];

static GOAL01: Rule = Rule {
    code: "GOAL01",
    summary: "A chapter about goals; the numbered headings below it are the goals.",
    pattern: Pattern::new(r"(?i)\b(?:hoved|hovud|del|bruker|brukar|samfunns)?mål(?:a|ene)?\b"),
    finds: &[("3 Mål og styringsparametere", "Mål"), ("Hovedmål for etaten", "Hovedmål")],
    leaves: &["3 Målinger og statistikk", "Nynorsk målføre"],
};

static GOAL02: Rule = Rule {
    code: "GOAL02",
    summary: "A line that calls itself a goal, with a number.",
    pattern: Pattern::new(
        r"^(?:Hoved|Hovud|Del|Bruker|Brukar|Samfunns|Resultat|Effekt)?[Mm]ål(?:\s+(?P<number>\d{1,2}(?:\.\d{1,2})?)\s*[:.–-]?|\s*[:–-])\s+(?P<value>\p{Lu}\S.*)$",
    ),
    finds: &[
        ("Hovedmål 1: Trygge veier", "Trygge veier"),
        ("Mål 2 Riktige kart", "Riktige kart"),
        ("Samfunnsmål: Trygge liv", "Trygge liv"),
    ],
    leaves: &["Mål for 2018", "Måling 3 viste nedgang"],
};

static GOAL90: Rule = Rule {
    code: "GOAL90",
    summary: "Headings in a chapter about goals that are no goals themselves.",
    pattern: Pattern::new(
        r"(?i)^(?:oppdrag(?:et|ene|a)?\b|nye\s+oppdrag|styringsparamet|nøkkel|rapporter|fellesføring|innledning|innleiing|generelt|andre\s|øvrige\s|budsjett|overordnede?\s+(?:prioritering|føring)|overordna\s+(?:prioritering|føring)|prioritering|særskilte|krav\s|(?:statistikk|risiko(?:er|vurdering\p{L}*|styring\p{L}*|bilde\p{L}*|bilete\p{L}*)?)(?:\s*$|\s*[,:/–-]|\s+(?:og|i|for|om|til|på|fra|frå|knyttet|knytt)\b))",
    ),
    finds: &[
        ("Oppdrag", "Oppdrag"),
        ("Rapportering på målene", "Rapporter"),
        ("Statistikk og nøkkeltall", "Statistikk og"),
        ("Risikovurdering", "Risikovurdering"),
    ],
    // The matter of an agency may be statistics, or risk.
    leaves: &[
        "Tryggere trafikk",
        "Statistikk som er riktig og kommer i tide",
        "Risikoen for ulykker er lav",
        "Oppdragsgivere følger reglene",
    ],
};

/// The goals in order.
pub(super) fn goals(reading: &Reading<'_>, ids: &Ids) -> Vec<Goal> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.attachment || block.kind == BlockKind::Note || block.kind == BlockKind::Row {
            continue;
        }
        let words = reading.words(block);
        let (number, range, rule) = if let Some(c) = GOAL02.pattern.captures(words) {
            let Some(value) = c.name("value") else { continue };
            // A sentence about a goal is not the goal.
            if words.chars().count() > 200 || (block.kind == BlockKind::Paragraph && words.contains(". ")) {
                continue;
            }
            let own = block.number.as_ref().map(|n| n.digits.as_str());
            let printed = own.or(c.name("number").map(|n| n.as_str())).map(str::to_owned);
            (printed, block.range.start + value.start()..block.range.start + value.end(), &GOAL02)
        } else {
            let numbered =
                block.number.as_ref().filter(|n| block.kind == BlockKind::Heading && n.levels() > 1);
            let Some(number) = numbered else { continue };
            let chapter = reading
                .outline
                .ancestors(index)
                .filter_map(|i| blocks.get(i))
                .filter(|b| b.number.is_some())
                .last();
            let about_goals = chapter.is_some_and(|c| GOAL01.matches(reading.words(c)));
            if !about_goals || GOAL90.matches(words) {
                continue;
            }
            (Some(number.digits.clone()), block.range.clone(), &GOAL01)
        };
        let text = reading.text.get(range.clone());
        out.push(Goal {
            id: ids.unit("g", &format!("{} {text}", number.as_deref().unwrap_or(""))),
            number,
            text: text.to_owned(),
            span: reading.text.span(&range),
            rule: rule.code.to_owned(),
        });
    }
    out
}
