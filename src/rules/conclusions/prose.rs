//! Conclusions without a mark: a bare outcome, or the sentence of a point that itself says what was
//! decided. Only where a point has no mark, and mostly in its last sentences.

use super::super::Rule;
use super::super::agenda::Agenda;
use super::super::families::Page;
use super::super::sentences::sentences;
use super::{Found, item_of};
use crate::pattern::{Pattern, slice};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&CON10, &CON11, &CON12, &CON13, &CON99];

static CON10: Rule = Rule {
    code: "CON10",
    summary: "A line that is an outcome and little else: approved, granted, refused, put off.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:(?:[\p{L}/]+\s*(?:-|–|:)\s*)|(?:(?:revidert\s+)?(?:søknad(?:en|ssum)?|saken|saka|protokollen|referat(?:et)?|innkalling(?:en|a)?|saksliste(?:n|a)?|sakliste(?:n)?|dagsorden(?:en)?|agenda(?:en)?|begge|forslaget|budsjettet|regnskapet|planen|alle)[\p{L}\s,:]{0,40}?\s+)|(?:\d+\s+(?:for|mot|imot)[\s,]+){1,3}|(?:sinnsykt\s+))?(?:(?:ble|vart|blei|er|blir)\s+)?(?:(?:enstemmig|enst\.|samrøystes|tatt\s+til)\s+)?(?:godkjent|godkjend|innvilget|innvilga|avslått|avslege|utsatt|utsett|ok\b|underkjent|vedtatt|vedteke|nedstemt|orientering|etterretning|vitende|trukket|avvist|valgt\s+(?:ved|med)\s+akklamasjon|lukkes|gjenvalgt)(?:\s*[✅❌.!]|\s+(?:enstemmig|uten\s+\p{L}+|utan\s+\p{L}+|v/\s?\p{L}+|ved\s+akklamasjon|med\s+\p{L}+|støtte\s|til\s|av\s|som\s|mot\s|-\s)|\s*-\s*\p{L}|$).{0,70})$",
    ),
    finds: &[
        ("Godkjent.", "Godkjent."),
        ("Søknad enstemmig vedtatt.", "Søknad enstemmig vedtatt."),
        ("Innkalling – godkjent", "Innkalling – godkjent"),
        ("Utsatt til neste møte", "Utsatt til neste møte"),
    ],
    leaves: &["Forslag som er godkjent før, tas ikke opp her.", "Status er at brevet skrives."],
};

static CON11: Rule = Rule {
    code: "CON11",
    summary: "A sentence that says that something was decided, concluded or agreed on.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:konkluderte|konkluderer|konkluderast)\s+med|(?:det|de|styret|møtet|utvalget|rådet|komiteen|gruppa|gruppen|partene|partane|ledergruppen|leiargruppa|forsamlingen|generalforsamlingen|årsmøtet|kommunestyret)\s+(?:ble|vart|blei|blir|er)?\s*(?:enstemmig\s+|samrøystes\s+|deretter\s+|da\s+|så\s+)?(?:vedtatt|vedteke|besluttet|beslutta|bestemt|vedtas|besluttes|bestemmes|vedtok|besluttet|bestemte|gjorde\s+vedtak|fattet\s+vedtak|fatta\s+vedtak|sluttet\s+seg\s+til|slutta\s+seg\s+til)\b|ble\s+enstemmig\s+vedtatt|(?:var|er|vart|ble|blei)\s+(?:det\s+)?(?:semje|enighet|einigheit|brei\s+semje|bred\s+enighet|enig|enige|einige|samde|samd)\s+om\s+(?:at|å|følgende)|det\s+(?:var|er|ble|vart)\s+(?:semje|enighet|einigheit)\s+om|(?:ble|blir|vart|blei|tas|tatt|tok|tar|tek|teke)\s+(?:\p{L}+\s+){0,3}til\s+(?:etterretning|orientering|vitende|vitande|underretning))\b",
    ),
    finds: &[
        ("Departementet konkluderte med at planen står.", "konkluderte med"),
        ("Det ble vedtatt å utsette saken.", "Det ble vedtatt"),
        ("Orienteringen ble tatt til etterretning.", "ble tatt til etterretning"),
    ],
    leaves: &["Rapporten konkluderer ikke.", "Direktøren orienterte om saken."],
};

static CON12: Rule = Rule {
    code: "CON12",
    summary: "A sentence that says who was elected or that something was approved.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:ble|vart|blei|er|blir)\s+(?:enstemmig\s+|samrøystes\s+|videre\s+|dermed\s+|deretter\s+)?(?:valgt|valt|vald|gjenvalgt|attvald|godkjent|godkjend|innvilget|avslått|utsatt|vedtatt|vedteke|nedstemt)|(?:godkjennes|godkjennast|innvilges|avslås|utsettes|velges|vedtas)|(?:ble|vart)\s+ikke\s+(?:vedtatt|godkjent))\b",
    ),
    finds: &[("Kari ble valgt til ordstyrer.", "ble valgt"), ("Referatet ble godkjent.", "ble godkjent")],
    leaves: &["Valget står mellom to.", "De valgte er informert."],
};

static CON13: Rule = Rule {
    code: "CON13",
    summary: "The approval of notice, agenda or minutes.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:møte)?innkalling(?:en|a)?|saks?liste(?:n|a)?|dagsorden(?:en)?|agenda(?:en)?|referat(?:et)?|protokoll(?:en)?|møtebok(?:en|a)?)\b.{0,90}\b(?:godkjent|godkjend|godkjennes|uten\s+(?:merknader|anmerkninger)|utan\s+merknader)\b",
    ),
    finds: &[("Innkalling og saksliste ble godkjent.", "Innkalling")],
    leaves: &["Innkallingen ble sendt ut for sent."],
};

static CON99: Rule = Rule {
    code: "CON99",
    summary: "Words in a sentence that report a proposal, an earlier or another body's decision, a view or a condition: no decision of this meeting.",
    pattern: Pattern::new(
        r"(?i)\b(?:forslag(?:et)?\s+(?:om|til)|foreslo|føreslo|foreslår|innstilling|tilråding|tidligere|tidlegare|forrige\s+(?:møte|uke)|førre\s+møte|i\s+det\s+møtet|hvis|dersom|kan\s+(?:bli|ble)|skal\s+(?:bli|være)|må\s+(?:bli|godkjennes)|bør|ikke\s+enige?|usikker|dyrt|spurte|ønsker\s+at|før\s+(?:\p{L}+\s+){1,6}(?:kan\s+)?godkjennes|stortinget|regjeringen|vedtok\s+i|i\s+(?:mai|juni|januar|februar|mars|april|august|september|oktober|november|desember)\s+vedtok)\b|\?$",
    ),
    finds: &[("Tidligere ble det vedtatt å vente.", "Tidligere")],
    leaves: &["Det ble vedtatt å vente."],
};

/// The conclusions in the prose of points that have no mark.
pub(super) fn conclusions(page: &Page<'_>, agenda: &Agenda, marked: &[Found], marks: bool) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let items = &agenda.items;
    let outer: Vec<Range<usize>> = items.iter().map(|i| i.body.clone()).collect();
    for (i, body) in outer.iter().enumerate() {
        let row = items.get(i).is_some_and(|p| p.row);
        let has_mark = marked.iter().any(|m| body.contains(&m.marked_by.start));
        if row || has_mark || body.is_empty() {
            continue;
        }
        out.extend(within(page, body, marks));
    }
    // Approvals before the first point.
    let first = items.iter().find(|i| !i.item.inferred).map(|i| i.range.start);
    if let Some(first) = first {
        let head = page.lines.partition_point(|l| l.range.end <= first);
        for at in 0..head {
            let words = page.words(at);
            let Some(line) = page.lines.get(at) else { break };
            let approval =
                words.len() <= 200 && CON13.matches(words) && CON12.matches(words) && !CON99.matches(words);
            if approval
                && !marked.iter().any(|m| m.range.start < line.range.end && line.range.start < m.range.end)
            {
                out.push(Found { range: line.range.clone(), marked_by: line.range.clone(), rule: &CON13 });
            }
        }
    }
    out.retain(|f| item_of(items, f.range.start).is_none_or(|i| !i.row));
    out
}

/// The conclusions of one point.
fn within(page: &Page<'_>, body: &Range<usize>, marks: bool) -> Vec<Found> {
    let from = page.lines.partition_point(|l| l.start < body.start);
    let to = page.lines.partition_point(|l| l.start < body.end);
    let mut out: Vec<Found> = Vec::new();
    // Bare outcomes; lines that stand together are one.
    let mut open: Option<(usize, Range<usize>)> = None;
    for at in from..to {
        let Some(line) = page.lines.get(at) else { break };
        let words = page.words(at);
        if line.row
            || line.level.is_some()
            || words.len() > 140
            || CON99.matches(words)
            || !CON10.matches(words)
        {
            continue;
        }
        match &mut open {
            Some((last, range)) if at == *last + 1 && !line.gap => {
                *last = at;
                range.end = line.range.end;
            }
            _ => {
                out.extend(open.take().map(|(_, range)| found(range, &CON10)));
                open = Some((at, line.range.clone()));
            }
        }
    }
    out.extend(open.take().map(|(_, range)| found(range, &CON10)));
    if !out.is_empty() {
        return out;
    }
    // The last sentences of the point that say so.
    let all = sentences_of(page, from, to);
    let count = all.len();
    for (n, range) in all.iter().enumerate() {
        let words = page.text.get(range.clone());
        if CON99.matches(words) || words.len() > 500 {
            continue;
        }
        let left = count - n;
        let approval = CON13.matches(words) && CON12.matches(words);
        let strong = CON11.matches(words) && left <= 3;
        let elected = !marks && CON12.matches(words) && left <= 2;
        let rule = if approval {
            &CON13
        } else if strong {
            &CON11
        } else if elected {
            &CON12
        } else {
            continue;
        };
        // What says what follows from it belongs to it: the sentence after in the same paragraph.
        let end = all.get(n + 1).filter(|next| {
            left == 2
                && !slice(page.text.as_str(), range.end..next.start).contains('\n')
                && GOES_ON.is_match(page.text.get((*next).clone()))
        });
        out.push(found(range.start..end.map_or(range.end, |e| e.end), rule));
    }
    out
}

static GOES_ON: Pattern = Pattern::new(
    r"^(?:\p{Lu}[\p{L}-]*(?:en|et|a|ane|ene)\s+(?:skal|sender|sendes)|Dette|Fristen|Svaret|\p{Lu}\p{L}+-\p{L}+\s+sender)\b",
);

fn found(range: Range<usize>, rule: &'static Rule) -> Found {
    Found { marked_by: range.clone(), range, rule }
}

fn sentences_of(page: &Page<'_>, from: usize, to: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for at in from..to {
        let Some(line) = page.lines.get(at).filter(|l| !l.row && l.level.is_none()) else { continue };
        for s in sentences(page.text.get(line.range.clone())) {
            out.push(line.range.start + s.start..line.range.start + s.end);
        }
    }
    out
}
