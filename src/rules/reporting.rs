//! What the agency must report (*rapporteringskrav*).

use super::ids::Ids;
use super::reading::Reading;
use super::sentences::sentences;
use super::{Rule, When, deadline};
use crate::model::ReportingRequirement;
use crate::outline::BlockKind;
use crate::pattern::{Pattern, slice};

pub(super) static RULES: &[&Rule] = &[&REP01, &REP02, &REP03];

static REP01: Rule = Rule {
    code: "REP01",
    summary: "A sentence that says someone shall report, or that something shall be reported or accounted for.",
    pattern: Pattern::new(
        r"(?i)\b(?:skal|bes|må|ber)\b[^.?!]{0,160}\b(?:rapporter(?:e|es|ast)|redegjør(?:e|es)|gjøre\s+rede|gjøres\s+rede|gjere\s+greie|gjerast\s+greie|avrapporteres?)\b|\b(?:rapporter(?:es|ast))\s+(?:det\s+)?(?:tertialvis|årlig|årleg|halvårlig|kvartalsvis|månedlig|i\s+årsrapport|ved|per|til|på|innen|innan|særskilt)",
    ),
    finds: &[("Etaten skal rapportere på bruken av midlene.", "skal rapportere")],
    leaves: &["Rapporten er god.", "Vi har rapportert dette før."],
};

static REP02: Rule = Rule {
    code: "REP02",
    summary: "A sentence that says when a report is due or what it must hold.",
    pattern: Pattern::new(
        r"(?i)\b(?:års|tertial|halvårs|virksomhets|verksemds|del)(?:rapport|melding|regnskap|rekneskap)\p{L}*\b[^.?!]{0,140}\b(?:skal|må)\b[^.?!]{0,140}\b(?:foreligge|liggje\s+føre|ligge\s+føre|sendes|sendast|oversendes|leveres|leverast|inneholde|innehalde|gi|gje|omtale|følge|være|vere)\b",
    ),
    finds: &[("Årsrapporten for 2016 skal sendes departementet innen 15. mars.", "Årsrapporten for 2016 skal sendes")],
    leaves: &["Årsrapporten var god."],
};

static REP03: Rule = Rule {
    code: "REP03",
    summary: "A sentence that asks for statistics, a report or figures to be sent.",
    pattern: Pattern::new(
        r"(?i)\b(?:vi|departementet)\s+ber\b[^.?!]{0,120}\b(?:oversende?|rapporter(?:e|ing)|sende)\b[^.?!]{0,120}\b(?:statistikk|rapport\p{L}*|oversikt|tall)\b|\bber\s+om\s+[^.?!]{0,60}\brapportering\b",
    ),
    finds: &[("Vi ber etaten oversende følgende statistikk årlig", "Vi ber etaten oversende følgende statistikk")],
    leaves: &["Vi ber om tilbakemelding."],
};

/// The requirements, sentence by sentence, in order.
pub(super) fn requirements(reading: &Reading<'_>, ids: &Ids, when: &When) -> Vec<ReportingRequirement> {
    let mut out = Vec::new();
    for (index, block) in reading.blocks().iter().enumerate() {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row) {
            continue;
        }
        let words = reading.words(block);
        for sentence in sentences(words) {
            let text = slice(words, sentence.clone());
            let Some(rule) = [&REP01, &REP02, &REP03].into_iter().find(|r| r.matches(text)) else { continue };
            let range = block.range.start + sentence.start..block.range.start + sentence.end;
            out.push(ReportingRequirement {
                id: ids.unit("r", text),
                section: reading.section(index),
                text: text.to_owned(),
                deadline: deadline::deadlines(text, when).main,
                span: reading.text.span(&range),
                rule: rule.code.to_owned(),
            });
        }
    }
    out
}
