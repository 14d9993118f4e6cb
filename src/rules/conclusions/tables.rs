//! Conclusions in tables: a column for what came of the matter, one conclusion a row.

use super::super::Rule;
use super::super::families::{Page, cells, unnumbered};
use super::Found;
use crate::pattern::Pattern;

pub(super) static RULES: &[&Rule] = &[&CON07];

pub(in crate::rules) static CON07: Rule = Rule {
    code: "CON07",
    summary: "The name of a column for decisions or for what is to be done.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:vedtak|konklusjon(?:er|ar)?|beslutning(?:er|ar)?|avgjerd|resultat|utfall|aksjon(?:er|ar|spunkt)?|tiltak|oppfølging(?:spunkt)?|oppgaver?|oppgåver?|gjøremål|gjeremål|todo|action)(?:\s*/\s*\p{L}+)?)$",
    ),
    finds: &[
        ("Vedtak", "Vedtak"),
        ("Oppgave", "Oppgave"),
        ("Konklusjon/oppfølging", "Konklusjon/oppfølging"),
    ],
    leaves: &["Ansvarlig", "Vedtaksdato"],
};

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
