//! References to other documents.

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::Reference;
use crate::pattern::Pattern;
use crate::pattern::sieve::Sieve;
use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) static RULES: &[&Rule] = &[&REF01, &REF02, &REF03, &REF04, &REF05, &REF06, &REF07, &REF08, &REF09];

static REF01: Rule = Rule {
    code: "REF01",
    summary: "A proposition to the Storting.",
    pattern: Pattern::new(
        r"\b(?P<value>(?:Prop|prop)\.?\s?\d{1,3}\s?(?:LS|S|L)?\s?\(?(?:(?:19|20)\d{2}\s?[–-]\s?(?:19|20)?\d{2})\)?|St\.?\s?prp\.?\s?nr\.?\s?\d{1,3}(?:\s?\((?:19|20)\d{2}\s?[–-]\s?(?:19|20)?\d{2}\))?)",
    ),
    finds: &[
        ("jf. Prop. 1 S (2015–2016) og", "Prop. 1 S (2015–2016)"),
        ("Prop. 47 L (2013-2014)", "Prop. 47 L (2013-2014)"),
    ],
    leaves: &["proposisjonen for 2015"],
};

static REF02: Rule = Rule {
    code: "REF02",
    summary: "A recommendation of a Storting committee.",
    pattern: Pattern::new(
        r"\b(?P<value>Innst\.?\s?(?:O\.|S\.)?\s?(?:nr\.?\s?)?\d{1,3}\.?\s?(?:LS|S|L)?(?:\s?\((?:19|20)\d{2}\s?[–-]\s?(?:19|20)?\d{2}\))?)",
    ),
    finds: &[("og Innst. 15 S (2015–2016).", "Innst. 15 S (2015–2016)"), ("Innst. 59 L", "Innst. 59 L")],
    leaves: &["Innstillingen kom i desember"],
};

static REF03: Rule = Rule {
    code: "REF03",
    summary: "A report to the Storting.",
    pattern: Pattern::new(
        r"\b(?P<value>(?:Meld\.?\s?St\.?|St\.?\s?meld\.?\s?(?:nr\.?)?)\s?\d{1,3}\s?\((?:19|20)\d{2}\s?[–-]\s?(?:19|20)?\d{2}\))",
    ),
    finds: &[("Meld. St. 27 (2015–2016) om", "Meld. St. 27 (2015–2016)")],
    leaves: &["meldingen til Stortinget"],
};

static REF04: Rule = Rule {
    code: "REF04",
    summary: "An official Norwegian report.",
    pattern: Pattern::new(r"\b(?P<value>NOU\s(?:19|20)\d{2}\s?:\s?\d{1,2})\b"),
    finds: &[("jf. NOU 2011: 11", "NOU 2011: 11")],
    leaves: &["utredningen fra 2011"],
};

static REF05: Rule = Rule {
    code: "REF05",
    summary: "A letter of a date.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:brev|e-post|skriv)(?:et)?\s+(?:av|datert|frå|fra)\s+(?:den\s+)?\d{1,2}\.\s?(?:\d{1,2}\.|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s?(?:20|19)?\d{2})\b",
    ),
    finds: &[
        ("i brev av 12. mars 2018 ba", "brev av 12. mars 2018"),
        ("brev av 28.11. 2017", "brev av 28.11. 2017"),
    ],
    leaves: &["i eget brev", "brev av ny dato"],
};

static REF06: Rule = Rule {
    code: "REF06",
    summary: "A circular with its number.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>rundskriv(?:et)?\s+(?:nr\.?\s?)?[A-ZÆØÅ]{1,3}-\d{1,3}(?:/\d{2,4})?)",
    ),
    finds: &[("Finansdepartementets rundskriv R-110 gir", "rundskriv R-110")],
    leaves: &["rundskriv om budsjett"],
};

static REF07: Rule = Rule {
    code: "REF07",
    summary: "A law by its short name, with the paragraphs where they are given.",
    pattern: Pattern::new(
        r"\b(?P<value>(?:\p{L}+-\s(?:og|eller)\s)?\p{L}{3,}(?:loven|lova|lovens|reglementet|forskriften|forskrifta)\b(?:\s+(?:kapittel|kap\.)\s\d{1,2}|\s+§§?\s?\d{1,3}(?:[-–]\d{1,3})?(?:\s?[a-z]\b)?(?:\s?(?:,|og|til)\s?(?:§\s?)?\d{1,3}-\d{1,3})*)?)",
    ),
    finds: &[
        ("etter arbeidsmiljøloven § 4-1 skal", "arbeidsmiljøloven § 4-1"),
        ("jf. folketrygdloven §§ 11-5 og 11-9", "folketrygdloven §§ 11-5 og 11-9"),
        ("matrikkellova gjeld", "matrikkellova"),
    ],
    leaves: &["loven sier", "etter § 3"],
};

static REF08: Rule = Rule {
    code: "REF08",
    summary: "A law by its long name, of which the first two words are taken.",
    pattern: Pattern::new(
        r"\b(?P<value>lov(?:\s+av)?(?:\s+\d{1,2}\.\s\p{Ll}+\s\d{4})?(?:\s+nr\.\s?\d+)?\s+om\s+(?:\p{Ll}{5,}(?:e|ge|te)\s)?\p{Ll}{4,})",
    ),
    finds: &[
        ("jf. lov om offentlige anskaffelser skal", "lov om offentlige anskaffelser"),
        ("lov om folketrygd", "lov om folketrygd"),
    ],
    leaves: &["forslag om ny ordning"],
};

static REF09: Rule = Rule {
    code: "REF09",
    summary: "A document of the Storting, such as a report of the Office of the Auditor General.",
    pattern: Pattern::new(
        r"\b(?P<value>(?:Dokument|Dok\.)\s(?:nr\.\s)?\d{1,2}(?::\d{1,3})?\s?\((?:19|20)\d{2}\s?[–-]\s?(?:19|20)?\d{2}\))",
    ),
    finds: &[("jf. Dokument 3:4 (2019–2020).", "Dokument 3:4 (2019–2020)")],
    leaves: &["dokumentet er vedlagt"],
};

/// Each reference once, in the order in which they first stand.
pub(super) fn references(reading: &Reading<'_>, ids: &Ids) -> Vec<Reference> {
    static SIEVE: OnceLock<Sieve> = OnceLock::new();
    const KINDS: [(&Rule, &str); 9] = [
        (&REF01, "prop"),
        (&REF02, "innst"),
        (&REF03, "meldst"),
        (&REF04, "nou"),
        (&REF05, "brev"),
        (&REF06, "rundskriv"),
        (&REF07, "lov"),
        (&REF08, "lov"),
        (&REF09, "dokument"),
    ];
    let text = reading.text.as_str();
    let mut out: Vec<(usize, Reference)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let passed = SIEVE.get_or_init(|| Sieve::of(KINDS.iter().map(|(rule, _)| &rule.pattern))).pass(text);
    for (_, (rule, kind)) in KINDS.into_iter().enumerate().filter(|(place, _)| passed.has(*place)) {
        for c in rule.pattern.captures_iter(text) {
            let Some(m) = c.name("value") else { continue };
            let key = key(m.as_str());
            if let Some((_, known)) = places.get(&key).and_then(|at| out.get_mut(*at)) {
                known.count += 1;
                continue;
            }
            let reference = Reference {
                id: ids.unit("f", &key),
                refers_to: kind.to_owned(),
                text: m.as_str().split_whitespace().collect::<Vec<_>>().join(" "),
                span: reading.text.span(&m.range()),
                count: 1,
                rule: rule.code.to_owned(),
            };
            places.insert(key, out.len());
            out.push((m.start(), reference));
        }
    }
    out.sort_by_key(|(start, _)| *start);
    out.into_iter().map(|(_, r)| r).collect()
}

/// What makes two printed forms the same reference: letters and figures.
fn key(printed: &str) -> String {
    printed
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '-')
        .collect()
}
