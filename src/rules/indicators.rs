//! Performance indicators (*styringsparametere*) and key information (*nøkkelinformasjon*).

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::{Direction, Indicator, KeyInformation};
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, slice};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&IND01, &IND02, &IND03, &IND04, &IND05, &IND06, &IND07, &KEY01];

static IND01: Rule = Rule {
    code: "IND01",
    summary: "The label of a list of performance indicators.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>styringsparamet(?:er|ere|re|rar|rane|erar)?(?:\s+for\s+20\d\d|\s+og\s+resultatkrav)?)\s*:?$",
    ),
    finds: &[("Styringsparametere:", "Styringsparametere"), ("Styringsparametrar:", "Styringsparametrar")],
    leaves: &["Styringsparametere rapporteres tertialvis"],
};

static IND02: Rule = Rule {
    code: "IND02",
    summary: "The indicator should go up.",
    pattern: Pattern::new(
        r"(?i)\b(?:skal|bør)\s+(?:\p{L}+\s+){0,2}?(?:øke|økes|auke|aukast|auka|stige|forbedres|betrast|styrkes|bli\s+høyere)\b",
    ),
    finds: &[("Andelen skal øke", "skal øke")],
    leaves: &["Andelen skal reduseres"],
};

static IND03: Rule = Rule {
    code: "IND03",
    summary: "The indicator should go down.",
    pattern: Pattern::new(
        r"(?i)\b(?:skal|bør)\s+(?:\p{L}+\s+){0,2}?(?:reduseres|reduserast|minke|minske|minskes|synke|gå\s+ned|falle|kortes\s+ned|bli\s+(?:lavere|kortere|færre|lågare))\b",
    ),
    finds: &[("Antallet skal reduseres", "skal reduseres")],
    leaves: &["Andelen skal øke"],
};

static IND04: Rule = Rule {
    code: "IND04",
    summary: "The indicator should stay where it is.",
    pattern: Pattern::new(
        r"(?i)\b(?:skal|bør)\s+(?:\p{L}+\s+){0,2}?(?:opprettholdes|haldast\s+oppe|haldast\s+(?:ved\s+lag|stabil\p{L}*|på\s+(?:minst\s+)?same)|holdes\s+(?:stabil|på\s+samme)|videreføres|vidareførast|være\s+(?:stabil\p{L}*|uendret|på\s+(?:minst\s+)?samme\s+nivå)|vere\s+(?:stabil\p{L}*|uendra|på\s+(?:minst\s+)?same\s+nivå))",
    ),
    finds: &[("Nivået skal opprettholdes", "skal opprettholdes")],
    leaves: &["Nivået skal øke"],
};

static IND05: Rule = Rule {
    code: "IND05",
    summary: "A target in figures.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:minst|minimum|høyst|høgst|maksimalt|maks\.?|mest|under|over|lavere\s+enn|lågare\s+enn|høyere\s+enn|høgare\s+enn|kortere\s+enn|kortare\s+enn|mindre\s+enn|færre\s+enn|inntil|ikke\s+(?:over|under|overstige)|ned\s+til|opp\s+til)\s+\d+(?:[ .]\d{3})*(?:,\d+)?(?:\s*(?:prosentpoeng|prosent|pst\.?|%|virkedager|virkedagar|dager|dagar|døgn|uker|veker|måneder|månader|år|timer|timar|minutter|minutt|mill\.?\s+kroner|kroner|poeng|personer|personar|saker|kommuner|kommunar|virksomheter|verksemder))?|\d+(?:,\d+)?\s*(?:prosent|pst\.?|%))",
    ),
    finds: &[("skal være minst 75 prosent", "minst 75 prosent"), ("høyst 30 dager", "høyst 30 dager")],
    leaves: &["skal øke"],
};

static IND06: Rule = Rule {
    code: "IND06",
    summary: "The header of a column of indicators in a table.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:styrings)?parameter(?:er|e)?|parametrar|parametre|indikator(?:er|ar)?|styringsindikator(?:er|ar)?)$",
    ),
    finds: &[("Indikator", "Indikator")],
    leaves: &["Mål 2022", "Kilde"],
};

static IND07: Rule = Rule {
    code: "IND07",
    summary: "A line that calls itself an indicator, with a number.",
    pattern: Pattern::new(
        r"^(?:Styringsparameter|Indikator|Styringsindikator)\s+\d{1,2}(?:\.\d{1,2})?\s*[:.–-]\s*(?P<value>\p{Lu}.{4,260})$",
    ),
    finds: &[("Styringsparameter 2: Tid fra søknad til vedtak", "Tid fra søknad til vedtak")],
    leaves: &["Styringsparameter 2 viser tiden.", "Styringsparametere"],
};

static KEY01: Rule = Rule {
    code: "KEY01",
    summary: "The label of a list of key information.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:nøkkel|nykel)(?:informasjon|rapportering|opplysninger|opplysningar|tall|tal))\s*:?$",
    ),
    finds: &[("Nøkkelinformasjon:", "Nøkkelinformasjon")],
    leaves: &["Nøkkelinformasjon gir en oversikt over driften."],
};

/// The indicators and the key information, each in order.
pub(super) fn labelled(reading: &Reading<'_>, ids: &Ids) -> (Vec<Indicator>, Vec<KeyInformation>) {
    let (mut indicators, mut information) = (Vec::new(), Vec::new());
    for (index, label) in reading.blocks().iter().enumerate() {
        if let Some(column) = Some(index)
            .filter(|_| label.kind == BlockKind::Row)
            .and_then(|i| column_of_indicators(reading, i))
        {
            let rows = reading.blocks().iter().skip(index + 1).take_while(|b| b.kind == BlockKind::Row);
            indicators.extend(
                rows.filter_map(|row| from_column(reading, row, column))
                    .map(|range| indicator(reading, ids, index, &range)),
            );
        }
        if let Some(c) = IND07.pattern.captures(reading.words(label))
            && let Some(value) = c.name("value").filter(|_| label.kind != BlockKind::Row && !label.attachment)
        {
            let range = label.range.start + value.start()..label.range.start + value.end();
            indicators.push(indicator(reading, ids, index, &range));
            continue;
        }
        if !matches!(label.kind, BlockKind::Label | BlockKind::Heading) {
            continue;
        }
        let words = reading.words(label).trim();
        if IND01.matches(words) {
            indicators.extend(points(reading, index).into_iter().map(|r| indicator(reading, ids, index, &r)));
        } else if KEY01.matches(words) {
            information.extend(points(reading, index).into_iter().map(|range| {
                let text = reading.text.get(range.clone());
                KeyInformation {
                    id: ids.unit("k", text),
                    section: section(reading, index),
                    text: text.to_owned(),
                    span: reading.text.span(&range),
                    rule: KEY01.code.to_owned(),
                }
            }));
        }
    }
    (indicators, information)
}

/// The section of a label: its own number where the label is a numbered heading.
pub(super) fn section(reading: &Reading<'_>, label: usize) -> Option<String> {
    let own = reading.blocks().get(label).and_then(|b| b.number.as_ref()).map(|n| n.digits.clone());
    own.or_else(|| reading.section(label))
}

/// The list items right under a label; an item that only leads on to its sub-items gives those.
fn points(reading: &Reading<'_>, label: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut leads = false;
    let mut taken = false;
    for block in reading.blocks().iter().skip(label + 1) {
        match block.kind {
            BlockKind::Item => {
                let words = reading.words(block);
                taken = true;
                if block.level > 0 && !leads {
                    if let Some(last) = out.last_mut() {
                        last.end = block.range.end;
                    }
                    continue;
                }
                if block.level == 0 {
                    leads = words.trim_end().ends_with(':');
                    if leads {
                        continue;
                    }
                }
                out.push(block.range.clone());
            }
            // The indicator on the label's own line.
            BlockKind::Paragraph if !taken && on_line_of(reading, label, block) => {
                out.push(block.range.clone());
                break;
            }
            // A line of introduction before the list.
            BlockKind::Paragraph if !taken && reading.words(block).ends_with(':') => {}
            _ => break,
        }
    }
    out
}

/// Which column holds indicators, where a row is the header of a table that has one.
fn column_of_indicators(reading: &Reading<'_>, index: usize) -> Option<usize> {
    let above = index.checked_sub(1).and_then(|i| reading.blocks().get(i));
    if above.is_some_and(|b| b.kind == BlockKind::Row) {
        return None;
    }
    let words = reading.blocks().get(index).map_or("", |b| reading.words(b));
    words.split('|').position(|cell| {
        let cell = cell.trim_matches(['*', ' ']);
        IND01.matches(cell) || (words.contains('|') && IND06.matches(cell))
    })
}

/// What stands in a row from a column on; nothing where that cell is empty.
fn from_column(reading: &Reading<'_>, row: &Block, column: usize) -> Option<Range<usize>> {
    let words = reading.words(row);
    let start = match column.checked_sub(1) {
        None => 0,
        Some(before) => words.match_indices('|').nth(before).map(|(i, _)| i + 1)?,
    };
    let rest = slice(words, start..words.len());
    let cell = rest.split('|').next().unwrap_or("").trim();
    let lead = rest.len() - rest.trim_start().len();
    (!cell.is_empty() || column == 0).then(|| row.range.start + start + lead..row.range.end)
}

/// Whether a block stands on the same line as the label above it.
pub(super) fn on_line_of(reading: &Reading<'_>, label: usize, block: &Block) -> bool {
    reading
        .blocks()
        .get(label)
        .is_some_and(|l| !reading.text.get(l.range.end..block.range.start).contains('\n'))
}

fn indicator(reading: &Reading<'_>, ids: &Ids, label: usize, range: &Range<usize>) -> Indicator {
    let text = reading.text.get(range.clone());
    let direction =
        [(&IND02, Direction::Increase), (&IND03, Direction::Decrease), (&IND04, Direction::Maintain)]
            .into_iter()
            .find(|(rule, _)| rule.matches(text))
            .map(|(_, d)| d);
    Indicator {
        id: ids.unit("i", text),
        section: section(reading, label),
        text: text.to_owned(),
        direction,
        target: IND05
            .pattern
            .captures_iter(text)
            .filter_map(|c| c.name("value").map(|m| m.as_str().to_owned()))
            .last(),
        span: reading.text.span(range),
        rule: IND01.code.to_owned(),
    }
}
