//! Conclusions in tables: a column for what came of the matter, one conclusion a row.

use super::super::Rule;
use super::super::families::{Page, cells, unnumbered};
use super::{Found, item_of};
use crate::pattern::Pattern;
use crate::rules::agenda::Placed;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&CON07, &CON09, &CON25, &CON26];

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

static CON25: Rule = Rule {
    code: "CON25",
    summary: "A point that goes through what was agreed before: its table of tasks is an earlier one.",
    pattern: Pattern::new(
        r"(?i)(?:gjennomgang|gjennomgåing|status|oppdatering|oppfølging|referat)\s+(?:av|på|for|fra|frå)\s+(?:\p{L}+\s+)?(?:oppfølgings?list|aksjons?list|aksjonspunkt|oppgavelist|oppgåvelist|tiltakslist|forrige|førre|siste)|siden\s+sist|sidan\s+sist",
    ),
    finds: &[("Gjennomgang av aksjonslisten", "Gjennomgang av aksjonslist"), ("Siden sist", "Siden sist")],
    leaves: &["Aksjonsliste", "Gjennomgang av regnskap"],
};

static CON26: Rule = Rule {
    code: "CON26",
    summary: "A status by which a task is done or under way. Where half of the tasks of a table have one, the list is an earlier one.",
    pattern: Pattern::new(
        r"(?i)^(?:er\s+)?(?:ferdig|utført|lukket|lukka|sendt|send|levert|fullført|gjennomført|avsluttet|avslutta|ok|under\s+arbeid|pågår|utsatt|utsett)\b",
    ),
    finds: &[("Ferdig", "Ferdig"), ("sendt 3/9", "sendt")],
    leaves: &["Ny", "Åpen"],
};

/// Whether the name of a column is that of decisions, which need no other column beside them.
pub(in crate::rules) fn decides(name: &str) -> bool {
    let name = name.to_lowercase();
    ["vedtak", "konklusjon", "beslutning", "avgjerd"].iter().any(|w| name.starts_with(w))
}

pub(super) fn conclusions(page: &Page<'_>, items: &[Placed]) -> Vec<Found> {
    let mut out = Vec::new();
    for table in unnumbered::tables(page, &CON07) {
        let Some(outcome) = table.outcome else { continue };
        let header = table.rows.start.checked_sub(1).and_then(|h| page.lines.get(h));
        let Some(name) = header.and_then(|h| cells(page.text, h).get(outcome).cloned()) else { continue };
        let columns = header.map(|h| cells(page.text, h)).unwrap_or_default();
        let status = columns.iter().position(|c| page.text.get(c.clone()).eq_ignore_ascii_case("status"));
        let cell = |at: usize, column: usize| {
            page.lines
                .get(at)
                .and_then(|l| cells(page.text, l).get(column).cloned())
                .map(|c| page.text.get(c))
        };
        if let Some(status) = status.filter(|_| !decides(page.text.get(name.clone()))) {
            let done = table.rows.clone().filter(|at| cell(*at, status).is_some_and(|w| CON26.matches(w)));
            let review =
                item_of(items, name.start).is_some_and(|i| CON25.matches(page.text.get(i.name.clone())));
            if review || done.count() * 2 >= table.rows.len().max(1) {
                continue;
            }
        }
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

/// The point whose number the row of a task begins with: a list of tasks at the end names where they are from.
pub(super) fn named_item<'a>(
    page: &Page<'_>,
    items: &'a [Placed],
    task: &Range<usize>,
) -> Option<&'a Placed> {
    let at = page.lines.partition_point(|l| l.range.end <= task.start);
    let line = page.lines.get(at).filter(|l| l.row)?;
    let first = cells(page.text, line).into_iter().next().filter(|c| c.end <= task.start)?;
    let number = page.text.get(first);
    // A number of one figure can count the tasks.
    let number = Some(number).filter(|n| n.contains(['.', '/']))?;
    items.iter().find(|i| i.item.number.as_deref() == Some(number))
}
