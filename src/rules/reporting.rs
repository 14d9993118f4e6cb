//! What the agency must report (*rapporteringskrav*).

use super::ids::Ids;
use super::reading::Reading;
use super::sentences::sentences;
use super::{Rule, When, deadline};
use crate::model::{Oppdrag, ReportingRequirement};
use crate::outline::BlockKind;
use crate::pattern::sieve::Sieve;
use crate::pattern::{Pattern, slice};
use std::ops::Range;
use std::sync::OnceLock;

pub(super) static RULES: &[&Rule] = &[&REP01, &REP02, &REP03, &REP04, &REP05];

static REP01: Rule = Rule {
    code: "REP01",
    summary: "A sentence that says someone shall report, or that something shall be reported or accounted for.",
    pattern: Pattern::new(
        r"(?i)\b(?:skal|bes|må|ber)\b[^?!]{0,160}?\b(?:rapporter(?:e|es|ast)|redegjør(?:e|es)|gjøre\s+rede|gjøres\s+rede|gjere\s+greie|gjerast\s+greie|avrapporteres?)\b|\b(?:rapporter(?:es|ast|er)|omtales|omtalast|besvares|svarast|kommenteres|kommenterast|nevnes|nemnast)\s[^?!]{0,80}?(?:tertialvis|årlig|årleg|halvårlig|halvårleg|kvartalsvis|månedlig|månadleg|rapport|brev\b)",
    ),
    finds: &[
        ("Etaten skal rapportere på bruken av midlene.", "skal rapportere"),
        ("Oppdragene omtales i årsrapporten.", "omtales i årsrapport"),
    ],
    leaves: &["Rapporten er god.", "Vi har rapportert dette før."],
};

static REP02: Rule = Rule {
    code: "REP02",
    summary: "A sentence that says when a report is due, or what it must hold.",
    pattern: Pattern::new(
        r"(?i)\b(?:(?:års|tertial|halvårs|virksomhets|verksemds|del)?rapport(?:en|ene|ane|ar|er)?|årsmelding\p{L}*|årsregnskap\p{L}*|årsrekneskap\p{L}*)\b[^?!]{0,140}?\b(?:skal|må)\b[^?!]{0,100}?\b(?:foreligge|liggje\s+føre|ligge\s+føre|sendes|sendast|oversendes|leveres|leverast|inneholde|innehalde|gi|gje|omtale|vise|følge|redegjøre|vurdere|beskrive|(?:være|vere)\s+i\s+departementet)\b|\b(?:skal|må)\b[^?!]{0,80}?\b(?:levere|sende|oversende|legge\s+fram|ajourføre)\b[^?!]{0,80}?(?:rapport|regnskap|rekneskap|statistikk|prognose)|\b(?:skal|må)\s+i\s+(?:års|tertial|halvårs|virksomhets|verksemds)rapport\p{L}*\s",
    ),
    finds: &[
        (
            "Årsrapporten for 2016 skal sendes departementet innen 15. mars.",
            "Årsrapporten for 2016 skal sendes",
        ),
        ("Etaten skal levere årsrapport innen mars.", "skal levere årsrapport"),
    ],
    leaves: &["Årsrapporten var god.", "Etaten skal levere gode tjenester."],
};

static REP03: Rule = Rule {
    code: "REP03",
    summary: "A sentence that asks for statistics, a report or figures to be sent.",
    pattern: Pattern::new(
        r"(?i)\b(?:vi|departementet)\s+ber\b[^.?!]{0,120}\b(?:oversende?|rapporter(?:e|ing)|sende)\b[^.?!]{0,120}\b(?:statistikk|rapport\p{L}*|oversikt|tall)\b|\bber\s+om\s+[^.?!]{0,60}\brapportering\b",
    ),
    finds: &[(
        "Vi ber etaten oversende følgende statistikk årlig",
        "Vi ber etaten oversende følgende statistikk",
    )],
    leaves: &["Vi ber om tilbakemelding."],
};

static REP04: Rule = Rule {
    code: "REP04",
    summary: "A line of the calendar: a date and the report that is due on it. Meetings are no reports.",
    pattern: Pattern::new(
        r"(?i)^(?:[a-zæøå]+\s+)?(?:\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?(?:20\d{2})?)[\s:|–-]*(?P<value>[^.]{0,60}?(?:rapport|regnskap|rekneskap|prognose|statistikk))",
    ),
    finds: &[
        ("15. mars 2018 | Årsrapport for 2017", "Årsrapport"),
        ("20.05.2018: Rapport for 1. tertial", "Rapport"),
    ],
    leaves: &["12. april 2018 | Etatsstyringsmøte"],
};

static REP05: Rule = Rule {
    code: "REP05",
    summary: "A line that ends in a colon and leads on to what a report must hold: the items below it are the requirements.",
    pattern: Pattern::new(r":$"),
    finds: &[("Rapporten skal inneholde:", ":")],
    leaves: &["Rapporten skal være kort."],
};

/// The requirements, sentence by sentence, in order.
/// What an assignment asks to be reported is part of the assignment.
pub(super) fn requirements(
    reading: &Reading<'_>,
    ids: &Ids,
    when: &When,
    oppdrag: &[Oppdrag],
) -> Vec<ReportingRequirement> {
    static SIEVE: OnceLock<Sieve> = OnceLock::new();
    let rules: [&'static Rule; 4] = [&REP04, &REP01, &REP02, &REP03];
    let sieve = SIEVE.get_or_init(|| Sieve::of(rules.iter().map(|rule| &rule.pattern)));
    let mut out = Vec::new();
    // The rule of the line that leads on to the items that follow.
    let mut lead: Option<&'static Rule> = None;
    for (index, block) in reading.blocks().iter().enumerate() {
        let words = reading.words(block);
        let start = reading.text.span(&block.range).start;
        if oppdrag.iter().any(|o| (o.span.start..o.span.end).contains(&start)) {
            continue;
        }
        let add = |out: &mut Vec<ReportingRequirement>, range: Range<usize>, rule: &Rule| {
            let text = reading.text.get(range.clone());
            out.push(ReportingRequirement {
                id: ids.unit("r", text),
                section: reading.section(index),
                text: text.to_owned(),
                deadline: deadline::deadlines(text, when).main,
                span: reading.text.span(&range),
                rule: rule.code.to_owned(),
            });
        };
        if block.kind == BlockKind::Item && lead.is_some() {
            add(&mut out, block.range.clone(), &REP05);
            continue;
        }
        lead = None;
        let passed = sieve.pass(words);
        if passed.has(0)
            && REP04.matches(words)
            && !words.to_lowercase().contains("møte")
            && block.kind != BlockKind::Heading
        {
            add(&mut out, block.range.clone(), &REP04);
            continue;
        }
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row) {
            continue;
        }
        // What no rule can find in the whole block none finds in a sentence of it.
        let rules: Vec<&'static Rule> = rules
            .into_iter()
            .enumerate()
            .skip(1)
            .filter(|(place, rule)| passed.has(*place) && rule.pattern.may_match(words))
            .map(|(_, rule)| rule)
            .collect();
        if rules.is_empty() {
            continue;
        }
        for sentence in sentences(words) {
            let text = slice(words, sentence.clone());
            let Some(rule) = rules.iter().copied().find(|r| r.matches(text)) else { continue };
            let leads_on = sentence.end == words.len()
                && REP05.matches(text)
                && reading.blocks().get(index + 1).is_some_and(|b| b.kind == BlockKind::Item);
            if leads_on {
                lead = Some(rule);
            } else {
                add(&mut out, block.range.start + sentence.start..block.range.start + sentence.end, rule);
            }
        }
    }
    out
}
