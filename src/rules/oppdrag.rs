//! Assignments (*oppdrag*) in letters.
//!
//! Two shapes: a list under the label `Oppdrag:`, of which every top-level item is one; and
//! assignments that carry a number of their own. Prose that asks for something is none, unless
//! it says in so many words that it gives an *oppdrag*.

use super::ids::Ids;
use super::indicators::section;
use super::reading::Reading;
use super::{Rule, When, deadline};
use crate::model::{Oppdrag, Status};
use crate::outline::{Block, BlockKind};
use crate::pattern::{Pattern, slice};
use crate::registry::{Named, registry};
use std::ops::Range;

pub(super) static RULES: &[&Rule] =
    &[&OPP01, &OPP02, &OPP03, &OPP04, &OPP10, &OPP11, &OPP12, &OPP13, &OPP20, &OPP80, &OPP81, &OPP90, &OPP91];

static OPP01: Rule = Rule {
    code: "OPP01",
    summary: "The label or heading of a list of assignments.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:nye?\s+|særskilte\s+|særskilde\s+|andre\s+|øvrige\s+)?oppdrag(?:\s+(?:til|for|i)\s+[^.:]{2,60})?)\s*:?$",
    ),
    finds: &[("Oppdrag:", "Oppdrag"), ("Nye oppdrag for 2020", "Nye oppdrag for 2020")],
    leaves: &["Oppdragene rapporteres i årsrapporten", "Oppdragsgivere"],
};

static OPP02: Rule = Rule {
    code: "OPP02",
    summary: "An assignment that begins with its own number.",
    pattern: Pattern::new(
        r"^(?:(?i:oppdrag)\s+)?(?P<value>(?:TB|STB)[ -]?\d{2,4}\s?[-–/.]\s?\d{1,3})\b[\s:.–-]*|^(?i:oppdrag)\s*(?:(?i:nr)\.?\s*)?(?P<v2>\d{1,3}(?:\.\d{1,2})?)\s*(?:[:.–-]\s*|$)|^(?i:oppdrags?-?\s?)?ID\s*:?\s*(?P<v3>\d{4}\s?[-–/]\s?\d{1,3})\b[\s:.–-]*",
    ),
    finds: &[
        ("TB2026-63 Samordning av kart", "TB2026-63"),
        ("TB2022-04", "TB2022-04"),
        ("Oppdrag nr. 3", "Oppdrag nr. 3"),
        ("ID: 2026-01 Kartlegging", "ID: 2026-01 "),
    ],
    leaves: &["Det vises til TB2021-11 og til møtet", "Oppdragene er fordelt"],
};

static OPP03: Rule = Rule {
    code: "OPP03",
    summary: "A heading that gives an assignment its title; what stands under it is the assignment.",
    pattern: Pattern::new(r"^(?:Nytt\s+|Særskilt\s+)?[Oo]ppdrag\s*(?:om|[–:-])\s+(?P<value>\S.*)$"),
    finds: &[
        ("Oppdrag om kartlegging av drift", "kartlegging av drift"),
        ("Nytt oppdrag – felles innlogging", "felles innlogging"),
    ],
    leaves: &["Oppdrag", "Oppdraget om kart er avsluttet"],
};

static OPP04: Rule = Rule {
    code: "OPP04",
    summary: "A sentence that gives an assignment in so many words, now.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:gir|gjev|gis|får|får\s+med\s+dette)\b[^.?!]{0,90}\b(?:i\s+)?oppdrag\s+(?:å|om\s+å|med\s+å))\b",
    ),
    finds: &[(
        "Departementet gir med dette Kartverket i oppdrag å lage en plan.",
        "gir med dette Kartverket i oppdrag å",
    )],
    leaves: &["Etaten fikk i 2015 i oppdrag å lage en plan.", "Oppdraget er gitt i eget brev."],
};

static OPP10: Rule = Rule {
    code: "OPP10",
    summary: "The letter says that an assignment will come.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>må\s+(?:påregne|påberegne|regne\s+med|rekne\s+med|være\s+forberedt\s+på|vere\s+budd\s+på)\b[^.]{0,60}\boppdrag|(?:vil|kan)\s+(?:få|bli\s+gitt|komme|kome)\b[^.]{0,40}\boppdrag)",
    ),
    finds: &[("Etaten må påregne oppdrag om dette.", "må påregne oppdrag")],
    leaves: &["Etaten får i oppdrag å svare."],
};

static OPP11: Rule = Rule {
    code: "OPP11",
    summary: "The letter makes an earlier assignment clearer.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:presisering|tydeliggjøring|tydeleggjering|endring|justering)\s+(?:av|i)\s+(?:(?:tidligere|tidlegare|gjeldende|gjeldande|gitt|pågående)\s+)?oppdrag)",
    ),
    finds: &[("Presisering av tidligere oppdrag: kart", "Presisering av tidligere oppdrag")],
    leaves: &["nærmere presisering i eget brev"],
};

static OPP12: Rule = Rule {
    code: "OPP12",
    summary: "The letter takes an assignment back.",
    pattern: Pattern::new(
        r"(?i)(?P<value>\boppdraget\b(?:[^.]|\.\d){0,140}\b(?:utgår|trekkes(?:\s+tilbake)?|trekkjast|vert\s+trekt|bortfaller|fell\s+bort|er\s+trukket|er\s+trekt|frafalles|går\s+ut|avlyses)|[(–-]\s*(?:utgår|utgått|trukket|trekt(?:\s+tilbake)?)\b)",
    ),
    finds: &[(
        "Oppdraget i punkt 3 om møter trekkes tilbake.",
        "Oppdraget i punkt 3 om møter trekkes tilbake",
    )],
    leaves: &["Tilbudet trekkes fra."],
};

static OPP13: Rule = Rule {
    code: "OPP13",
    summary: "The text of the assignment is exempt from public access.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:unntatt|unnateke|unntatt\s+fra)\s+(?:offentlighet|offentleg|offentlegheit|innsyn)\p{L}*|u\.?\s?off\.?)",
    ),
    finds: &[("TB2022-03 (unntatt offentlighet)", "unntatt offentlighet")],
    leaves: &["uten offentlig støtte"],
};

static OPP20: Rule = Rule {
    code: "OPP20",
    summary: "The words of an assignment: someone shall, must or is asked to do something.",
    pattern: Pattern::new(r"(?i)\b(?P<value>skal|bes|ber|må|bør|får\s+i\s+oppdrag|har\s+ansvar(?:et)?)\b"),
    finds: &[("Etaten bes vurdere dette.", "bes")],
    leaves: &["Valg av leverandør"],
};

static OPP80: Rule = Rule {
    code: "OPP80",
    summary: "A paragraph about several of the assignments before it: it belongs to none of them.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:de|dei|begge|alle|disse|desse)\s+(?:\p{L}+\s+){0,2}?oppdrag(?:ene|a)|oppdrag(?:ene|a)\s+(?:ovenfor|over|nevnt|nemnt|under\s+punkt))",
    ),
    finds: &[("Vi innkaller til møte om de to oppdragene.", "de to oppdragene")],
    leaves: &["Oppdraget avklares i eget møte."],
};

static OPP81: Rule = Rule {
    code: "OPP81",
    summary: "Lines of the letterhead, which land in the middle of a list when text is taken out of a PDF.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>deres\s+ref|vår\s+ref|dykkar\s+ref|dato\b|saksbehandler|postboks|postadresse|kontoradresse|besøksadresse|org\.?\s?(?:nr|no)|telefon|tlf|side\s+\d|\d{4}\s+\p{Lu}{3,})",
    ),
    finds: &[("Deres ref  Vår ref  Dato", "Deres ref"), ("0030 OSLO", "0030 OSLO")],
    leaves: &["Datoen er satt"],
};

static OPP90: Rule = Rule {
    code: "OPP90",
    summary: "A chapter on reporting tells how to report on assignments; it gives none.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>rapportering|rapporterings\p{L}*|resultatoppfølging|styringskalender|styringsdialog)",
    ),
    finds: &[("5 Rapportering og styringsdialog", "Rapportering")],
    leaves: &["4 Oppdrag"],
};

static OPP91: Rule = Rule {
    code: "OPP91",
    summary: "Labels that end a list of assignments or the text of a numbered one.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>styringsparamet|nøkkel|nykel|rapportering|mål\b|budsjett|kopi|med\s+(?:vennlig\s+)?hilsen)",
    ),
    finds: &[("Styringsparametere:", "Styringsparamet")],
    leaves: &["Frist:"],
};

/// An assignment as blocks, before its facts are read.
struct Draft {
    rule: &'static Rule,
    number: Option<String>,
    section: Option<String>,
    section_title: Option<String>,
    range: Range<usize>,
    /// Whether anything but the number and the title stands there.
    body: bool,
}

/// The assignments in order. `recipient` is the agency that the letter is to.
pub(super) fn oppdrag(
    reading: &Reading<'_>,
    ids: &Ids,
    when: &When,
    recipient: Option<&str>,
) -> Vec<Oppdrag> {
    let mut taken = vec![false; reading.blocks().len()];
    let mut drafts = numbered(reading, &mut taken);
    drafts.extend(listed(reading, &mut taken));
    drafts.extend(titled(reading, &mut taken));
    drafts.extend(spoken(reading, &mut taken));
    drafts.sort_by_key(|d| d.range.start);
    drafts.into_iter().map(|d| finish(reading, ids, when, recipient, d)).collect()
}

fn number_of(words: &str) -> Option<(String, usize)> {
    let c = OPP02.pattern.captures(words)?;
    let number = c.name("value").or(c.name("v2")).or(c.name("v3"))?;
    let number = number.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    Some((number, c.get(0)?.end()))
}

/// Assignments that carry numbers. A number without text that comes again with text is the
/// list of contents.
fn numbered(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let starts: Vec<(usize, String, usize)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| !matches!(b.kind, BlockKind::Note | BlockKind::Row) && b.number.is_none())
        .filter(|(i, _)| !reports(reading, *i))
        .filter_map(|(i, b)| number_of(reading.words(b)).map(|(n, at)| (i, n, at)))
        .collect();
    let mut drafts = Vec::new();
    for (n, (index, number, at)) in starts.iter().enumerate() {
        let Some(block) = blocks.get(*index) else { continue };
        let limit = starts.get(n + 1).map_or(blocks.len(), |(next, ..)| *next);
        let mut to = index + 1;
        while to < limit && blocks.get(to).is_some_and(|b| belongs_to_number(reading, b)) {
            to += 1;
        }
        let words = reading.words(block);
        // The title may run on into sentences on the number's own line.
        let title = slice(words, *at..words.len());
        let body = to > index + 1
            || title.contains(". ")
            || OPP13.matches(title)
            || OPP20.matches(title)
            || OPP12.matches(title);
        let start = if title.is_empty() {
            blocks.get(index + 1).filter(|_| to > index + 1).map_or(block.range.start, |b| b.range.start)
        } else {
            block.range.start + at
        };
        let end = blocks.get(to - 1).map_or(block.range.end, |b| b.range.end);
        taken.iter_mut().take(to).skip(*index).for_each(|t| *t = true);
        drafts.push(Draft {
            rule: &OPP02,
            number: Some(number.clone()),
            section: reading.section(*index),
            section_title: title_of_section(reading, *index),
            range: start..end.max(start),
            body,
        });
    }
    let repeats =
        |d: &Draft| drafts.iter().any(|other| other.number == d.number && other.range.start > d.range.start);
    // A list of contents: its run of numbers comes again below.
    let contents: Vec<bool> = drafts
        .iter()
        .map(|d| repeats(d) && (!d.body || OPP13.matches(reading.text.get(d.range.clone()))))
        .collect();
    drafts.into_iter().zip(contents).filter(|(_, contents)| !contents).map(|(d, _)| d).collect()
}

fn belongs_to_number(reading: &Reading<'_>, block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph | BlockKind::Item => !block.attachment,
        BlockKind::Label => !OPP91.matches(reading.words(block)) && !OPP01.matches(reading.words(block)),
        BlockKind::Heading | BlockKind::Row | BlockKind::Note => false,
    }
}

/// Whether a block stands in a chapter about reporting.
fn reports(reading: &Reading<'_>, index: usize) -> bool {
    std::iter::once(index)
        .chain(reading.outline.ancestors(index))
        .filter_map(|i| reading.blocks().get(i))
        .any(|b| {
            let words = reading.words(b);
            b.kind == BlockKind::Heading
                && OPP90.matches(words)
                && !OPP01.matches(words)
                && !words.to_lowercase().contains("oppdrag")
        })
}

/// Lists under the label `Oppdrag:`.
fn listed(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, label) in blocks.iter().enumerate() {
        let words = reading.words(label);
        let is_label = match label.kind {
            BlockKind::Label => OPP01.matches(words),
            BlockKind::Heading => OPP01.matches(words) || words.to_lowercase().contains("oppdrag"),
            _ => false,
        };
        if !is_label || taken.get(index).copied().unwrap_or(true) || reports(reading, index) {
            continue;
        }
        let end = (index + 1..blocks.len()).find(|i| ends_list(reading, *i, taken)).unwrap_or(blocks.len());
        let mut from = index + 1;
        // A line of introduction leads on to the list.
        if blocks.get(from).is_some_and(|b| b.kind == BlockKind::Paragraph && reading.words(b).ends_with(':'))
        {
            from += 1;
        }
        let lists = blocks.get(from).is_some_and(|b| b.kind == BlockKind::Item) && from < end;
        let found = if lists {
            items(reading, from, end)
        } else if label.kind == BlockKind::Label {
            paragraphs(reading, index + 1, end)
        } else {
            continue;
        };
        for covered in found {
            let Some((first, last)) = blocks.get(covered.start).zip(blocks.get(covered.end - 1)) else {
                continue;
            };
            taken.iter_mut().take(covered.end).skip(covered.start).for_each(|t| *t = true);
            out.push(Draft {
                rule: &OPP01,
                number: None,
                section: section(reading, index),
                section_title: title_of_section(reading, index),
                range: first.range.start..last.range.end,
                body: true,
            });
        }
    }
    out
}

fn ends_list(reading: &Reading<'_>, index: usize, taken: &[bool]) -> bool {
    let Some(block) = reading.blocks().get(index) else { return true };
    match block.kind {
        BlockKind::Heading | BlockKind::Note => true,
        // A field of the letterhead is no end; any other label is.
        BlockKind::Label => !OPP81.matches(reading.words(block)) && !field(reading.words(block)),
        _ => taken.get(index).copied().unwrap_or(true),
    }
}

/// A field of an assignment: `Frist:`, `Ansvarlig avdeling i …:`.
fn field(words: &str) -> bool {
    static FIELD: Pattern =
        Pattern::new(r"(?i)^(?:frist|tidsfrist|ansvarlig|ansvarleg|kontaktperson|rapportering på oppdraget)");
    FIELD.is_match(words)
}

/// The top-level items of a list, each with what continues it.
fn items(reading: &Reading<'_>, from: usize, end: usize) -> Vec<Range<usize>> {
    let blocks = reading.blocks();
    let mut out: Vec<Range<usize>> = Vec::new();
    // Whether the open item ended in a colon, so that items with its own mark are below it.
    let mut leads = false;
    let mut closed = false;
    for index in from..end {
        let Some(block) = blocks.get(index) else { break };
        let words = reading.words(block);
        let more_items = || {
            (index + 1..end).any(|i| blocks.get(i).is_some_and(|b| b.kind == BlockKind::Item && b.level == 0))
        };
        match block.kind {
            BlockKind::Item if block.level == 0 && !(leads && below(words)) => {
                leads = words.trim_end().ends_with(':');
                closed = false;
                out.push(index..index + 1);
            }
            BlockKind::Item | BlockKind::Label => {
                if let Some(open) = out.last_mut().filter(|_| !closed) {
                    open.end = index + 1;
                }
            }
            BlockKind::Paragraph if is_letterhead(reading, block) => closed = true,
            BlockKind::Paragraph => {
                leads = false;
                if OPP80.matches(words) {
                    closed = true;
                } else if block.gap_before
                    && !more_items()
                    && !field(words)
                    && block_indent(reading, block) == 0
                {
                    break;
                } else if let Some(open) = out.last_mut().filter(|_| !closed) {
                    open.end = index + 1;
                }
            }
            _ => break,
        }
    }
    out
}

/// An item that only names something: below the item that ended in a colon.
fn below(words: &str) -> bool {
    words.chars().count() <= 140 && !OPP20.matches(words)
}

fn is_letterhead(reading: &Reading<'_>, block: &Block) -> bool {
    let words = reading.words(block);
    if words.chars().count() > 90 || words.ends_with('.') {
        return false;
    }
    let named: usize = reading.mentions_in(block.range.clone()).map(|m| m.range.len()).sum();
    OPP81.matches(words)
        || named + 4 >= words.len()
        || super::dates::first(words).is_some_and(|(r, _)| r.len() + 24 >= words.len() && !field(words))
}

fn block_indent(reading: &Reading<'_>, block: &Block) -> usize {
    let lines = reading.text.lines();
    let at = lines.partition_point(|l| l.range.start < block.line_start);
    lines.get(at).map_or(0, |l| l.indent)
}

/// Paragraphs under a label without a list: each that asks for something is an assignment.
fn paragraphs(reading: &Reading<'_>, from: usize, end: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for index in from..end {
        let Some(block) = reading.blocks().get(index) else { break };
        let words = reading.words(block);
        let asks = block.kind == BlockKind::Paragraph && OPP20.matches(words) && block.gap_before;
        if OPP80.matches(words) || is_letterhead(reading, block) {
            continue;
        }
        if asks || (out.is_empty() && OPP20.matches(words)) {
            out.push(index..index + 1);
        } else if let Some(open) = out
            .last_mut()
            .filter(|o| o.end == index && matches!(block.kind, BlockKind::Paragraph | BlockKind::Item))
        {
            open.end = index + 1;
        }
    }
    out
}

/// Headings that title one assignment.
fn titled(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let blocks = reading.blocks();
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let free =
            !taken.get(index).copied().unwrap_or(true) && !taken.get(index + 1).copied().unwrap_or(true);
        if block.kind != BlockKind::Heading
            || !free
            || !OPP03.matches(reading.words(block))
            || reports(reading, index)
        {
            continue;
        }
        let to = (index + 1..blocks.len())
            .find(|i| {
                blocks
                    .get(*i)
                    .is_none_or(|b| !matches!(b.kind, BlockKind::Paragraph | BlockKind::Item) || b.attachment)
                    || taken.get(*i).copied().unwrap_or(true)
            })
            .unwrap_or(blocks.len());
        let Some((first, last)) = blocks.get(index + 1).zip(blocks.get(to - 1)) else { continue };
        let range = first.range.start..last.range.end;
        if to <= index + 1 || !OPP20.matches(reading.text.get(range.clone())) {
            continue;
        }
        taken.iter_mut().take(to).skip(index).for_each(|t| *t = true);
        out.push(Draft {
            rule: &OPP03,
            number: None,
            section: section(reading, index),
            section_title: Some(reading.words(block).to_owned()),
            range,
            body: true,
        });
    }
    out
}

/// Paragraphs that give an assignment in so many words.
fn spoken(reading: &Reading<'_>, taken: &mut [bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    for (index, block) in reading.blocks().iter().enumerate() {
        let free = !taken.get(index).copied().unwrap_or(true) && !block.attachment;
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        if free && prose && OPP04.matches(reading.words(block)) && !reports(reading, index) {
            if let Some(t) = taken.get_mut(index) {
                *t = true;
            }
            out.push(Draft {
                rule: &OPP04,
                number: None,
                section: reading.section(index),
                section_title: title_of_section(reading, index),
                range: block.range.clone(),
                body: true,
            });
        }
    }
    out
}

fn title_of_section(reading: &Reading<'_>, index: usize) -> Option<String> {
    let own = reading.blocks().get(index).filter(|b| b.kind == BlockKind::Heading && b.number.is_some());
    let above = || reading.outline.section_of(index).and_then(|i| reading.blocks().get(i));
    own.or_else(above).map(|b| reading.words(b).to_owned())
}

fn finish(reading: &Reading<'_>, ids: &Ids, when: &When, recipient: Option<&str>, draft: Draft) -> Oppdrag {
    let text = reading.text.get(draft.range.clone());
    let status = status(text);
    let due = deadline::deadlines(text, when);
    Oppdrag {
        id: ids.unit("o", &format!("{} {text}", draft.number.as_deref().unwrap_or(""))),
        number: draft.number,
        section: draft.section,
        section_title: draft.section_title,
        text: text.to_owned(),
        deadline: due.main,
        deadlines: due.all,
        addressees: match status {
            // Nobody is asked to do what is taken back, and nobody is named in what is withheld.
            Status::Withdrawn | Status::Withheld => Vec::new(),
            _ => addressees(reading, &draft.range, recipient, when),
        },
        status,
        span: reading.text.span(&draft.range),
        rule: draft.rule.code.to_owned(),
    }
}

fn status(text: &str) -> Status {
    let first = text.split(". ").next().unwrap_or(text);
    if OPP13.matches(text) && text.chars().count() < 200 {
        Status::Withheld
    } else if OPP12.matches(text) {
        Status::Withdrawn
    } else if OPP11.matches(first) {
        Status::Clarified
    } else if OPP10.matches(text) && !asks_now(text) {
        Status::Announced
    } else {
        Status::Assigned
    }
}

/// Whether some sentence besides the announcement asks for something.
fn asks_now(text: &str) -> bool {
    super::sentences::sentences(text)
        .into_iter()
        .map(|r| slice(text, r))
        .any(|s| !OPP10.matches(s) && ASKS.is_match(s))
}

static ASKS: Pattern = Pattern::new(
    r"(?i)\b(?:direktoratet|etaten|tilsynet|verket|virksomheten|verksemda|senteret)\b[^.]{0,40}\b(?:skal|bes)\b",
);
static ACTS: Pattern = Pattern::new(
    r"(?i)^s?\s*(?:\([^)]{1,20}\)\s*)?(?:(?:,|og|samt|i\s+samarbeid|sammen\s+med|saman\s+med|skal|bes|må|bør|får|har|gis)\b|,)",
);
static GENERIC: Pattern = Pattern::new(
    r"(?i)\b(?:direktoratet|etaten|tilsynet|verket|virksomheten|verksemda|senteret|ombudet|instituttet|dere|de\s+to\s+etatene|kartverket|vegvesenet)\b",
);
static WITH: Pattern = Pattern::new(
    r"(?i)\b(?:i\s+(?:nært\s+|tett\s+)?(?:samarbeid|samråd|dialog)\s+med|sammen\s+med|saman\s+med|fra|frå|av|hos|mellom|til|for|om)\s+$",
);

/// The agencies that are asked to act: those that stand as subject of the first sentence that
/// asks; a plain "the directorate" is the letter's recipient.
fn addressees(
    reading: &Reading<'_>,
    range: &Range<usize>,
    recipient: Option<&str>,
    when: &When,
) -> Vec<String> {
    let text = reading.text.get(range.clone());
    let asks = super::sentences::sentences(text).into_iter().find(|s| OPP20.matches(slice(text, s.clone())));
    let Some(sentence) = asks else {
        return recipient.filter(|_| GENERIC.is_match(text)).map(str::to_owned).into_iter().collect();
    };
    let words = slice(text, sentence.clone());
    let verb = OPP20.find(words).map_or(words.len(), |r| r.start);
    let start = range.start + sentence.start;
    let mut out: Vec<String> = Vec::new();
    let add = |name: String, out: &mut Vec<String>| {
        if !out.contains(&name) {
            out.push(name);
        }
    };
    // "Departementet ber A og B om å …": those asked stand after the verb.
    let asked_after = OPP20.find(words).is_some_and(|r| slice(words, r).eq_ignore_ascii_case("ber"));
    let zone = if asked_after {
        let om = slice(words, verb..words.len()).find(" om ").map_or(words.len(), |i| verb + i);
        verb..om
    } else {
        0..verb + 5
    };
    let subject = slice(words, zone.start..ceil(words, zone.end));
    if let (Some(recipient), Some(generic)) = (recipient, GENERIC.find(subject)) {
        let before = slice(subject, 0..generic.start());
        // "Departementet vil sammen med direktoratet …" asks nobody else.
        if !WITH.is_match(before) || asked_after {
            add(recipient.to_owned(), &mut out);
        }
    }
    for mention in reading.mentions_in(start + zone.start..start + ceil(words, zone.end)) {
        let Named::Agency(index) = mention.named else { continue };
        let before = reading.text.get(start..mention.range.start);
        let after = reading.text.get(mention.range.end..start + words.len());
        if !WITH.is_match(before) && (ACTS.is_match(after) || asked_after) {
            let known = registry().agencies().get(index).zip(recipient);
            let same = known.is_some_and(|(a, r)| a.all_names().any(|n| n == r));
            add(
                if same { recipient.unwrap_or("").to_owned() } else { super::agency::name(index, when) },
                &mut out,
            );
        }
    }
    if out.is_empty() && (GENERIC.is_match(text) || text.contains("Vi ber") || text.contains("bes")) {
        out.extend(recipient.map(str::to_owned));
    }
    out
}

fn ceil(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
