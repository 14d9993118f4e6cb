//! Conclusions in tables: a column for what came of the matter, one conclusion a row.

use super::super::Rule;
use super::super::families::{Page, cells, unnumbered};
use super::Found;
use crate::pattern::Pattern;

pub(super) static RULES: &[&Rule] = &[&CON07, &CON09];

pub(in crate::rules) static CON07: Rule = Rule {
    code: "CON07",
    summary: "The name of a column for decisions or for what is to be done.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:vedtak|konklusjon(?:er|ar)?|beslutning(?:er|ar)?|avgjerd|aksjon(?:er|ar|spunkt)?|tiltak|oppfølging(?:spunkt)?|oppgaver?|oppgåver?|gjøremål|gjeremål|todo|action|hva|kva)(?:\s*/\s*\p{L}+)?)$",
    ),
    finds: &[
        ("Vedtak", "Vedtak"),
        ("Oppgave", "Oppgave"),
        ("Konklusjon/oppfølging", "Konklusjon/oppfølging"),
    ],
    leaves: &["Ansvarlig", "Vedtaksdato"],
};

pub(in crate::rules) static CON09: Rule = Rule {
    code: "CON09",
    summary: "The name of a column for who does it or by when. A column of tasks or measures is one of follow-up only beside such a column: risks have measures, too.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>ansvar(?:lig|leg)?(?:\s+\p{L}+)?|frist|tidsfrist|hvem|kven|eier|når|utføres\s+av)$",
    ),
    finds: &[("Ansvarlig", "Ansvarlig"), ("Frist", "Frist")],
    leaves: &["Risiko", "Tiltak"],
};

/// Whether the name of a column is that of decisions, which need no other column beside them.
pub(in crate::rules) fn decides(name: &str) -> bool {
    let name = name.to_lowercase();
    ["vedtak", "konklusjon", "beslutning", "avgjerd"].iter().any(|w| name.starts_with(w))
}

pub(super) fn conclusions(page: &Page<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for table in unnumbered::tables(page, &CON07) {
        let Some(outcome) = table.outcome else { continue };
        let header = table.rows.start.checked_sub(1).and_then(|h| page.lines.get(h));
        let Some(name) = header.and_then(|h| cells(page.text, h).get(outcome).cloned()) else { continue };
        for at in table.rows {
            let Some(cell) = page.lines.get(at).and_then(|l| cells(page.text, l).get(outcome).cloned())
            else {
                continue;
            };
            if page.text.get(cell.clone()).chars().filter(|c| c.is_alphabetic()).count() > 1 {
                out.push(Found { range: cell, marked_by: name.clone(), rule: &CON07 });
            }
        }
    }
    out
}
