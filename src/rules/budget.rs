//! Budget lines: chapter, item, name, keywords, amount.

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::BudgetLine;
use crate::outline::BlockKind;
use crate::pattern::{Pattern, marker, slice};

pub(super) static RULES: &[&Rule] = &[&BUD01, &BUD02, &BUD03, &BUD04, &BUD05, &BUD06, &BUD07];

static BUD01: Rule = Rule {
    code: "BUD01",
    summary: "A row that names a chapter.",
    pattern: Pattern::new(r"^(?i:kap(?:\.|ittel)?)\s?(?P<value>\d{3,4})\b[\s,.|:–-]*"),
    finds: &[("Kap. 640 Arbeidstilsynet", "640")],
    leaves: &["Post 01 Driftsutgifter"],
};

static BUD02: Rule = Rule {
    code: "BUD02",
    summary: "A row, or the rest of one after its chapter, that names an item.",
    pattern: Pattern::new(r"^(?i:post)\s?(?P<value>\d{1,2})\b[\s,.|:–-]*"),
    finds: &[("Post 01 Driftsutgifter 612 345", "01")],
    leaves: &["Postadresse", "Kap. 640"],
};

static BUD03: Rule = Rule {
    code: "BUD03",
    summary: "A keyword that says how the money may be used.",
    pattern: Pattern::new(
        r"(?i)[,.;]?\s*\b(?P<value>kan\s+overføres|kan\s+overførast|overslagsbevilgning|overslagsløyving|kan\s+(?:nyttes|nyttast|brukes)\s+under\s+post(?:ene|ane)?\s+\d{1,2}(?:\s+og\s+(?:post\s+)?\d{1,2})?)",
    ),
    finds: &[
        ("Driftsutgifter, kan overføres", "kan overføres"),
        ("kan nyttes under post 45", "kan nyttes under post 45"),
    ],
    leaves: &["Overføringer til kommuner"],
};

static BUD04: Rule = Rule {
    code: "BUD04",
    summary: "What a table counts in.",
    pattern: Pattern::new(
        r"(?i)(?:\b(?:i|beløp\s+i)\s+|\()(?P<value>(?:hele\s+|heile\s+)?(?:1[\s.]?000|tusen|mill\.?|millioner|millionar)[\s-]*(?:kr\b|kroner)|(?:hele\s+|heile\s+)?(?:kr\b|kroner))",
    ),
    finds: &[
        ("(beløp i 1 000 kroner)", "1 000 kroner"),
        ("(i mill. kroner)", "mill. kroner"),
        ("Beløp i hele kroner", "hele kroner"),
    ],
    leaves: &["i løpet av året"],
};

static BUD05: Rule = Rule {
    code: "BUD05",
    summary: "A table row with chapter and item in columns of their own.",
    pattern: Pattern::new(
        r"^(?:(?i:kap\.?)\s?)?(?P<chapter>\d{3,4})(?:\s*\|\s*|\s+)(?:(?i:post)\s?)?(?P<value>\d{2})\s*\|\s*",
    ),
    finds: &[("640 | 01 | Driftsutgifter | 612 345", "01"), ("1830 22 | Utvikling | 248 636 000", "22")],
    leaves: &["Post | Navn | Beløp"],
};

static BUD06: Rule = Rule {
    code: "BUD06",
    summary: "A row of a table with columns that begins with the bare numbers of chapter and item, or of the item.",
    pattern: Pattern::new(r"^(?:(?P<chapter>\d{3,4})(?:\.|\s+))?(?P<value>\d{2})\s\s+\p{L}"),
    finds: &[
        ("141.01  Driftsutgifter  247 930", "01"),
        ("1281 01  Driftsutgifter  112 018", "01"),
        ("21  Spesielle driftsutgifter  98 700", "21"),
    ],
    leaves: &["12 Dette er prosa", "935  Patentstyret", "2018 12 saker"],
};

static BUD07: Rule = Rule {
    code: "BUD07",
    summary: "A row of a table with columns that begins with the bare number of a chapter.",
    pattern: Pattern::new(r"^(?P<value>\d{3,4})\s\s+\p{L}"),
    finds: &[("935  Patentstyret", "935")],
    leaves: &["01  Driftsutgifter", "2018 var et godt år"],
};

/// The lines of the allocation, in order.
pub(super) fn budget_lines(reading: &Reading<'_>, ids: &Ids, warnings: &mut Vec<String>) -> Vec<BudgetLine> {
    let mut out: Vec<BudgetLine> = Vec::new();
    let mut chapter: Option<(String, Option<String>)> = None;
    let mut unit: Option<i64> = None;
    for block in reading.blocks().iter().filter(|b| !b.attachment) {
        let words = reading.words(block);
        if let Some(found) = BUD04.find(words).filter(|_| words.chars().count() < 200) {
            unit = Some(unit_of(slice(words, found)));
        }
        if block.kind != BlockKind::Row {
            // A chapter may stand as a heading over its rows.
            if let Some(c) = BUD01.pattern.captures(words).filter(|_| block.kind == BlockKind::Heading) {
                chapter = chapter_of(words, &c);
            }
            continue;
        }
        let mut rest = words;
        let mut row_chapter = None;
        if let Some(c) = BUD05.pattern.captures(words) {
            row_chapter = c.name("chapter").map(|m| (m.as_str().to_owned(), None));
            rest = slice(words, c.name("value").map_or(0, |m| m.start())..words.len());
        } else if let Some(c) = BUD06.pattern.captures(words) {
            row_chapter = c.name("chapter").map(|m| (m.as_str().to_owned(), None));
            rest = slice(words, c.name("value").map_or(0, |m| m.start())..words.len());
        } else if let Some(range) = BUD07.find(words) {
            let name = slice(words, range.end..words.len());
            let name = marker::split_amount(name).map_or(name, |(n, _)| n).trim();
            chapter = Some((slice(words, range).to_owned(), Some(name.to_owned())));
            continue;
        } else if let Some(c) = BUD01.pattern.captures(words) {
            rest = slice(words, c.get(0).map_or(0, |m| m.end())..words.len());
            if BUD02.matches(rest) {
                row_chapter = c.name("value").map(|m| (m.as_str().to_owned(), None));
            } else {
                chapter = chapter_of(words, &c);
                continue;
            }
        }
        if let Some((number, _)) = &row_chapter
            && chapter.as_ref().is_none_or(|(n, _)| n != number)
        {
            chapter = row_chapter;
        }
        let Some(item) = item_of(rest) else { continue };
        let line = line(reading, ids, block.range.clone(), chapter.as_ref(), &item, unit);
        out.push(line);
    }
    if !out.is_empty() && unit.is_none() {
        warnings.push(
            "budget_lines: the table does not say what it counts in; amounts are left as printed".to_owned(),
        );
    }
    out
}

fn chapter_of(words: &str, c: &regex::Captures<'_>) -> Option<(String, Option<String>)> {
    let number = c.name("value")?.as_str().to_owned();
    let name = slice(words, c.get(0)?.end()..words.len());
    let name = marker::split_amount(name).map_or(name, |(n, _)| n).trim_matches([' ', '|', '.']);
    Some((number, (!name.is_empty()).then(|| name.to_owned())))
}

/// Factor to whole kroner.
fn unit_of(words: &str) -> i64 {
    let words = words.to_lowercase();
    if words.contains("mill") {
        1_000_000
    } else if words.contains("000") || words.contains("tusen") {
        1_000
    } else {
        1
    }
}

struct Item<'t> {
    number: &'t str,
    words: &'t str,
    amount: &'t str,
}

fn item_of(row: &str) -> Option<Item<'_>> {
    static BARE: Pattern = Pattern::new(r"^(\d{2})(?:\s*\|\s*|\s\s+)");
    let (number, from) = if let Some(c) = BUD02.pattern.captures(row) {
        (c.name("value")?.as_str(), c.get(0)?.end())
    } else {
        let c = BARE.captures(row)?;
        (c.get(1)?.as_str(), c.get(0)?.end())
    };
    let words = slice(row, from..row.len()).trim_end_matches([' ', '|']);
    let (words, amount) = match words.rsplit_once('|') {
        Some((words, amount)) if marker::is_amount(amount.trim()) => (words, amount.trim()),
        _ => marker::split_amount(words)?,
    };
    Some(Item { number, words: words.trim_matches([' ', '|']), amount })
}

fn line(
    reading: &Reading<'_>,
    ids: &Ids,
    range: std::ops::Range<usize>,
    chapter: Option<&(String, Option<String>)>,
    item: &Item<'_>,
    unit: Option<i64>,
) -> BudgetLine {
    let keywords: Vec<String> = BUD03
        .pattern
        .captures_iter(item.words)
        .filter_map(|c| Some(c.name("value")?.as_str().split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    let name = BUD03.pattern.regex().map_or(item.words.into(), |r| r.replace_all(item.words, ""));
    let row = reading.text.get(range.clone());
    let number = format!("{:0>2}", item.number);
    BudgetLine {
        id: ids.unit("b", &format!("{} {row}", chapter.map_or("", |(n, _)| n))),
        chapter: chapter.map(|(n, _)| n.clone()),
        chapter_name: chapter.and_then(|(_, name)| name.clone()),
        item: number,
        name: name.trim().trim_end_matches([',', '.', ' ']).to_owned(),
        amount: unit.and_then(|u| kroner(item.amount, u)),
        printed_amount: item.amount.to_owned(),
        keywords,
        span: reading.text.span(&range),
        rule: [&BUD05, &BUD06].into_iter().find(|r| r.matches(row)).unwrap_or(&BUD02).code.to_owned(),
    }
}

/// The amount in whole kroner: `11 494,243` in millions is 11 494 243 000.
fn kroner(printed: &str, unit: i64) -> Option<i64> {
    let printed = printed.trim_start_matches("kr").trim_end_matches(",-");
    let compact: String = printed.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let (whole, decimals) = compact.split_once(',').unwrap_or((&compact, ""));
    let negative = whole.starts_with('-');
    let whole: i64 = whole.trim_start_matches('-').parse().ok()?;
    let mut amount = whole.checked_mul(unit)?;
    if !decimals.is_empty() {
        let scale = 10_i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        amount = amount.checked_add(decimals.parse::<i64>().ok()?.checked_mul(unit)? / scale)?;
    }
    Some(if negative { -amount } else { amount })
}
