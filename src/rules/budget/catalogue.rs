//! The rules about budget lines.

use crate::pattern::Pattern;
use crate::rules::Rule;

pub(in crate::rules) static RULES: &[&Rule] =
    &[&BUD01, &BUD02, &BUD03, &BUD04, &BUD05, &BUD06, &BUD07, &BUD08, &BUD09, &BUD10, &BUD11];

pub(super) static BUD01: Rule = Rule {
    code: "BUD01",
    summary: "A row that names a chapter.",
    pattern: Pattern::new(r"^(?i:kap(?:\.|ittel)?)\s?(?P<value>\d{3,4})\b[\s,.|:–-]*"),
    finds: &[("Kap. 640 Arbeidstilsynet", "640")],
    leaves: &["Post 01 Driftsutgifter"],
};

pub(super) static BUD02: Rule = Rule {
    code: "BUD02",
    summary: "A row, or the rest of one after its chapter, that names an item.",
    pattern: Pattern::new(r"^(?i:post)\s?(?P<value>\d{1,2})\b[\s,.|:–-]*"),
    finds: &[("Post 01 Driftsutgifter 612 345", "01")],
    leaves: &["Postadresse", "Kap. 640"],
};

pub(super) static BUD03: Rule = Rule {
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

pub(super) static BUD04: Rule = Rule {
    code: "BUD04",
    summary: "What a table counts in.",
    pattern: Pattern::new(
        r"(?i)(?:\b(?:i|beløp|beløpa|beløpene|tall|tal|alle\s+tall|alle\s+tal|oppgitt\s+i|nok)\s+(?:er\s+(?:oppgitt\s+)?i\s+)?|[(|]\s*|\s\s|^)(?P<value>(?:hele\s+|heile\s+)?(?:1[\s.]?000|tusen|mill\.?|millioner|millionar)(?:[\s-]*(?:kr\b|kroner|nok\b)|\s*(?:[)|.]|$))|(?:hele\s+|heile\s+)?(?:kr\b|kroner|nok\b)(?:\s*1[\s.]?000\b)?)",
    ),
    finds: &[
        ("(beløp i 1 000 kroner)", "1 000 kroner"),
        ("(i mill. kroner)", "mill. kroner"),
        ("Beløp i hele kroner", "hele kroner"),
        ("Alle tall er i hele tusen kroner.", "hele tusen kroner"),
        ("Kap./post | Navn | 1000 kr", "1000 kr"),
    ],
    leaves: &["i løpet av året", "Av bevilgningen er 3 mill. kroner avsatt"],
};

pub(super) static BUD05: Rule = Rule {
    code: "BUD05",
    summary: "A table row with chapter and item in columns of their own.",
    pattern: Pattern::new(
        r"^(?:(?i:kap\.?)\s?)?(?P<chapter>\d{3,4})(?:\s*\|\s*|\s+)(?:(?i:post)\s?)?(?P<value>\d{2})\s*\|\s*",
    ),
    finds: &[("640 | 01 | Driftsutgifter | 612 345", "01"), ("1830 22 | Utvikling | 248 636 000", "22")],
    leaves: &["Post | Navn | Beløp"],
};

pub(super) static BUD06: Rule = Rule {
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

pub(super) static BUD07: Rule = Rule {
    code: "BUD07",
    summary: "A row of a table with columns that begins with the bare number of a chapter.",
    pattern: Pattern::new(r"^(?P<value>\d{3,4})\s\s+\p{L}"),
    finds: &[("935  Patentstyret", "935")],
    leaves: &["01  Driftsutgifter", "2018 var et godt år"],
};

pub(super) static BUD08: Rule = Rule {
    code: "BUD08",
    summary: "A row that adds up others, or tells what part of one is for: no line of its own.",
    pattern: Pattern::new(
        r"(?i)^[|\s]*(?P<value>sum\b|totalt?\b|i\s+alt\b|til\s+sammen\b|tilsammen\b|samla\b|samlet\b|av\s+dette\b|herav\b|hvorav\b|kvarav\b|derav\b|delsum\b)",
    ),
    finds: &[("Sum kap. 640  612 345", "Sum")],
    leaves: &["Post 01 Driftsutgifter", "Samferdsel"],
};

pub(super) static BUD09: Rule = Rule {
    code: "BUD09",
    summary: "A cell or a line that is an amount and nothing else.",
    pattern: Pattern::new(
        r"^(?P<value>(?:[Kk]r\.?\s*|NOK\s*)?[-–−+]?\s?(?:\d{1,3}(?:[ .\u{a0}]\d{3})+|\d+)(?:,\d+)?(?:\s*,?-|\s*(?:mill|mrd)\.?(?:\s*(?:kr|kroner))?\.?|\s*(?:kr|kroner|NOK))?)$",
    ),
    finds: &[
        ("98 400 000", "98 400 000"),
        ("kr 2 300 000 000", "kr 2 300 000 000"),
        ("12,5 mill. kroner", "12,5 mill. kroner"),
    ],
    leaves: &["Post 01", "kan nyttes under post 21"],
};

pub(super) static BUD10: Rule = Rule {
    code: "BUD10",
    summary: "The numbers with which a row of a table begins: chapter, item, or both.",
    pattern: Pattern::new(
        r"^(?:(?:[Kk]ap(?:\.|ittel)?|KAP\.?)?\s*(?P<value>\d{3,4})(?:(?:\s*[|.,/]\s*|,?\s+)(?:(?:[Pp]ost|POST)\s*)?(?P<item>\d{2})(?:\.\d{1,2})?(?:\s*\||\s*[.:]?\s+\p{L}|\s\s|\s*$))?|(?:(?:[Pp]ost|POST)\s*)(?P<alone>\d{1,2})(?:\.\d{1,2})?\b|(?P<bare>\d{2})(?:\s*\||\s\s|\s\p{Lu}.*\s\s+-?\d))",
    ),
    finds: &[
        ("701.21 | Nett | 12 000", "701"),
        ("1540 01 | Driftsutgifter | 120 500", "1540"),
        ("Kap. 855 post 01 Drift", "855"),
    ],
    leaves: &["Post | Navn | Beløp", "Driftsutgifter"],
};

pub(super) static BUD11: Rule = Rule {
    code: "BUD11",
    summary: "A column of a budget table whose amounts are those of this letter; others are of other years, or tell the difference.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>beløp|bevilgning|bevilgning\s+20\d\d|løyving|tildeling|tildelt|budsjett(?:\s+20\d\d)?|ny\s+(?:tildeling|bevilgning|ramme|løyving)|sum\s+tildelt(?:\s+20\d\d)?|saldert\s+budsjett\s+20\d\d|disponibelt)\b",
    ),
    finds: &[("Budsjett 2022", "Budsjett 2022"), ("Beløp", "Beløp")],
    leaves: &["Kommentar", "Tidligere tildeling"],
};
