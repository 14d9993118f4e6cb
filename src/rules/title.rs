//! The title as printed.

use super::Rule;
use super::reading::Reading;
use crate::model::Field;
use crate::outline::BlockKind;
use crate::pattern::Pattern;

pub(super) static RULES: &[&Rule] = &[&TITLE01, &TITLE02, &TITLE90, &TITLE91, &TITLE92];

pub(super) static TITLE01: Rule = Rule {
    code: "TITLE01",
    summary: "A line of the head that names a kind of steering document or a meeting.",
    pattern: Pattern::new(
        r"(?i)\b(?:tildelingsbrev|referat|møtereferat|instruks|hovedinstruks|årsrapport|etatsstyringsmøte|særmøte|fagmøte|kontaktmøte)\b",
    ),
    finds: &[("Tildelingsbrev 2014", "Tildelingsbrev")],
    leaves: &["Postboks 8119"],
};

static TITLE02: Rule = Rule {
    code: "TITLE02",
    summary: "A line of words at the very top of the document, where the format calls it a heading.",
    pattern: Pattern::new(r"^\p{Lu}.{3,}$"),
    finds: &[("Nytt system for innmelding", "Nytt system for innmelding")],
    leaves: &["12"],
};

pub(super) static TITLE90: Rule = Rule {
    code: "TITLE90",
    summary: "A line that begins a list of copies, attachments or recipients: nothing in that list names the document.",
    pattern: Pattern::new(r"(?i)^(?:kopi(?:\s+(?:til|m/\s*vedlegg))?|vedlegg|gjenpart)\s*:"),
    finds: &[("Kopi: Riksrevisjonen", "Kopi:"), ("Kopi til:", "Kopi til:")],
    leaves: &["Kopier av brevet er sendt", "Til: Kartverket"],
};

pub(super) static TITLE91: Rule = Rule {
    code: "TITLE91",
    summary: "A line that refers to another document, as the subject of a mail that answers, forwards or covers one does: it is no title of this one.",
    pattern: Pattern::new(
        r"(?i)^(?:jf\.?|jfr\.?|viser\s+til|vi\s+viser|det\s+vises|ref\.?:|referanse:|(?:e-post\s+med\s+vedlegg|vs|sv|fw|fwd|re|videresendt|svar):)\s",
    ),
    finds: &[
        ("Vi viser til tildelingsbrev for 2015", "Vi viser "),
        ("VS: Tildelingsbrev 2020", "VS: "),
        ("E-post med vedlegg: Tildelingsbrev 2020", "E-post med vedlegg: "),
    ],
    leaves: &["Tildelingsbrev for 2015", "VS 3/20 Rapport fra ledelsen"],
};

static TITLE92: Rule = Rule {
    code: "TITLE92",
    summary: "A title that is only the word for minutes.",
    pattern: Pattern::new(r"(?i)^(?:møte)?(?:referat|protokoll)$"),
    finds: &[("MØTEREFERAT", "MØTEREFERAT")],
    leaves: &["Referat fra særmøte"],
};

/// The title, where the head of the document shows one.
pub(super) fn title(reading: &Reading<'_>) -> Option<Field<String>> {
    let lines: Vec<_> = reading.title_lines().collect();
    let named: Vec<_> = lines
        .iter()
        .filter(|b| {
            let words = reading.words(b);
            TITLE01.matches(words) && !words.ends_with(['.', ':']) && !TITLE91.matches(words)
        })
        .collect();
    // "Møtereferat" alone says less than the line that names the meeting.
    let telling = named.iter().find(|b| !TITLE92.matches(reading.words(b)));
    if let Some(block) = telling.or(named.first()) {
        return Some(reading.stated(reading.words(block).to_owned(), &TITLE01, &block.range));
    }
    let first = reading.blocks().first()?;
    let words = reading.words(first);
    (first.kind == BlockKind::Heading && first.number.is_none() && TITLE02.matches(words))
        .then(|| reading.stated(words.to_owned(), &TITLE02, &first.range))
}
