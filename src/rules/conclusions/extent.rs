//! How far a marked conclusion reaches: to the next point, heading, mark or other label, or to words
//! that plainly turn to something else.

use super::super::Rule;
use super::super::agenda::Placed;
use super::super::families::Page;
use super::Found;
use super::marks::Mark;
use crate::pattern::{Pattern, marker};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&CON96, &CON97, &CON98];

pub(super) static CON96: Rule = Rule {
    code: "CON96",
    summary: "A label of another part of a point, which ends a conclusion above it and is none itself.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+)?(?:[\p{L}\d][^\s:.!?]*\s+){0,6}?(?:(?:saks)?behandling(?:en)?(?:\s+i\s+[^:]{1,70})?|votering(?:en|a)?|røysting(?:a)?|avrøysting(?:a)?|avstemm?ing(?:en|a)?|(?:tilleggs|endrings|utsettelses|mot|fellesu?|vedtaks)?forslag(?:et|ene)?(?:\s+(?:nr\.?\s*)?\d+)?(?:\s+(?:til|fra|frå|i)\s[^:]{1,60})?|innstilling(?:en)?(?:\s+(?:fra|frå|til)\s[^:]{1,60})?|tilråding(?:a)?|tilrådning|merknad(?:er)?(?:\s+(?:fra|frå)\s[^:]{1,80})?|ansvar(?:lig|leg)?|protokoll\s?tilførs(?:el|ler|lar)(?:\s+(?:fra|frå)\s[^:]{1,60})?|(?:stemme|røyste)forklaring(?:er|ar)?(?:\s+(?:fra|frå)\s[^:]{1,60})?|saksopplysning(?:er|ar)?|saks(?:fremstilling|framstilling|utredning)|bakgrunn|diskusjon|drøfting|(?:orientering|informasjon)(?:er)?(?:\s+(?:fra|frå|til)\s[^:]{1,50})?|status|referat|spørsmål|vedlegg|kopi|utskrift|underskrift(?:er)?|taleliste(?:\s[^:]{1,40})?|frist|vurdering(?:en)?|tidspunkt|neste\s+møte)\s*(?::|$)|^[IVX]{1,4}\.?\s+(?:votering|protokolltilførs|taleliste|forslag|vedlegg|dokument|saks|behandling)",
    ),
    finds: &[
        ("Votering:", "Votering:"),
        ("Utvalgets innstilling", "Utvalgets innstilling"),
        ("Ansvar: Kari", "Ansvar:"),
    ],
    leaves: &["Begrunnelse: Det haster.", "Behandlingen utsettes."],
};

static CON97: Rule = Rule {
    code: "CON97",
    summary: "Words that turn from a decision to how it was reached, or to the end of the meeting.",
    pattern: Pattern::new(
        r"(?i)(?:^|[.!?:;”»]\s+)(?P<value>(?:(?:vedtaket|vedtatt|innstillingen|forslaget|administrasjonens\s+\p{L}+)\s+(?:var|er|ble|vart|blei)?\s*(?:enst(?:emmig|\.)|samrøystes)|enst(?:emmig|\.)\s+(?:vedtatt|vedteke|godkjent)|vedtatt\s+(?:enst|mot|med)|vedtaket\s+(?:var|ble|vart)\s|samrøystes\s+ved|ved\s+(?:avstemm?ing|votering)|behandling(?:en)?\s+av\s+saken|saken\s+(?:ble\s+)?(?:avsluttet|påbegynt|ferdigbehandlet)|møtet\s+(?:ble\s+|vart\s+|blei\s+|er\s+)?(?:hevet|heva|heves|hevast|avsluttet|avslutta|slutt|stengt)|møteslutt|rett\s+utskrift|undertegnede|underteikna|sign\.?:|neste\s+(?:styre)?møte|nytt\s+møte|(?:møte)?referent|møteleder|møteleiar|møtesekretær|ref\.?:|vedlegg|kopi\b|fiktivt\s+dokument|med\s+(?:vennlig\s+)?hilsen|oslo,|frist\s+for\s+merknader|stemmer\s+for\b|for\s+(?:forslaget|innstillingen)\s+stemte|protokoll(?:en)?\s+(?:ble\s+)?(?:underskrevet|godkjent\s+og)|følgende\s+dokumenter|saksdokument|utskrift\s+(?:av|sendes|sendt)|særutskrift|(?:stemme|røyste)forklaring|protokolltilførs|telefon\s+\+?\d|side\s+\d+\s+av))",
    ),
    finds: &[
        ("Vedtatt mot to stemmer.", "Vedtatt mot"),
        ("Planen vedtas. Saken avsluttet kl. 10", "Saken avsluttet"),
        ("Møtet ble hevet kl. 12.", "Møtet ble hevet"),
    ],
    leaves: &["Planen vedtas med de endringer som framgår.", "Møtet legges til mai."],
};

pub(super) static CON98: Rule = Rule {
    code: "CON98",
    summary: "Lines of a form or a code that say nothing themselves: they are passed over before a conclusion and end it after.",
    pattern: Pattern::new(
        r"^(?:&&&|(?:Sp|Sv|\p{Lu}):\s|(?i:.{0,80}utskrift\s+av\s+møtebok)|\*{4,}|-{4,}|_{4,}|\.{4,}|\[(?:[^ xX\]]|[ xX][^\]])|https?:|[A-ZÆØÅ]{1,6}\s?-\s?\d{1,4}/\d{2,4}\b|\p{Lu}[^.]{3,60}\s[–-]\s+\d{1,4}/\d{2,4}$)",
    ),
    finds: &[("&&& Skriv inn vedtaket her", "&&&"), ("TU-12/09", "TU-12/09")],
    leaves: &["Vedtaket sendes ut."],
};

/// The conclusions under marks.
pub(super) fn conclusions(page: &Page<'_>, items: &[Placed]) -> Vec<Found> {
    let first = items.iter().find(|i| !i.item.inferred).map_or(0, |i| i.range.start);
    let spaced = is_spaced(page);
    let mut out = Vec::new();
    for (at, mark) in page.marks.iter().enumerate().take(page.end) {
        let Some(mark) = mark else { continue };
        let Some(line) = page.lines.get(at) else { continue };
        // What a heading of a point says is its title; a list to do above the first point is an earlier one.
        let heading = items.iter().any(|i| i.name.start < line.range.end && line.range.start < i.name.end);
        if heading || (!mark.decision && line.start < first) {
            continue;
        }
        if line.start < first && mark.words.is_none() {
            continue;
        }
        let end = items.iter().map(|i| i.range.start).filter(|s| *s > line.start).min().unwrap_or(usize::MAX);
        let to = page.lines.partition_point(|l| l.start < end).min(page.end);
        if let Some(range) = extent(page, at, mark, to, spaced) {
            out.push(Found { range, marked_by: mark.label.clone(), rule: mark.rule });
        }
    }
    out
}

/// Whether a gap stands before nearly every line, so that gaps say nothing.
fn is_spaced(page: &Page<'_>) -> bool {
    let gaps = page.lines.iter().filter(|l| l.gap).count();
    gaps * 100 >= page.lines.len() * 80
}

fn extent(page: &Page<'_>, at: usize, mark: &Mark, to: usize, spaced: bool) -> Option<Range<usize>> {
    let line = page.lines.get(at)?;
    if let Some(from) = mark.words {
        let words = page.text.get(from..line.range.end);
        let here = from..from + stop(words);
        // A bullet, an arrow and a bold line are one conclusion each.
        if line.bullet || mark.of_line() || here.end < line.range.end {
            let mut end = here.end;
            // What hangs on a bullet belongs to it.
            if end == line.range.end {
                for next in at + 1..to {
                    let deeper =
                        page.lines.get(next).filter(|l| line.bullet && l.bullet && l.depth > line.depth);
                    let Some(l) = deeper.filter(|_| !ends(page, next)) else { break };
                    end = l.range.end;
                }
            }
            return (!here.is_empty()).then_some(from..end);
        }
        let leads = words.ends_with(':');
        let tight = is_tight(page, at) && !leads;
        let mut end = here.end;
        for next in at + 1..to {
            let Some(l) = page.lines.get(next) else { break };
            let joined = !l.gap || spaced || leads;
            let apart = tight && !l.bullet && !is_numbered(page, next);
            if !joined || apart || ends(page, next) || (l.bullet && !leads && l.gap) {
                break;
            }
            let words = page.words(next);
            let cut = stop(words);
            if cut == 0 {
                break;
            }
            end = l.range.start + cut;
            if cut < words.len() {
                break;
            }
        }
        return Some(from..end);
    }
    // The mark stands alone: all that follows.
    let mut start = at + 1;
    while start < to && CON98.matches(page.words(start)) {
        start += 1;
    }
    let opening = page.lines.get(start).filter(|_| start < to)?;
    if ends(page, start) || super::exact::CON91.matches(page.words(start)) {
        return None;
    }
    let list = opening.bullet;
    let mut until: Option<usize> = None;
    for next in start..to {
        let Some(l) = page.lines.get(next) else { break };
        if ends(page, next) {
            // What stands between the name of a list and its table belongs to neither.
            if l.row && !mark.decision && !list {
                return None;
            }
            break;
        }
        // A mark before a list takes the list.
        if list && !l.bullet && l.gap && !is_numbered(page, next) {
            break;
        }
        let words = page.words(next);
        let cut = stop(words);
        if cut == 0 {
            break;
        }
        until = Some(l.range.start + cut);
        if cut < words.len() {
            break;
        }
    }
    until.map(|end| opening.range.start..end)
}

/// Whether a mark with words after it is a paragraph of a document whose paragraphs no gaps part: it is wrapped,
/// and no gap stands between it and the prose above it.
fn is_tight(page: &Page<'_>, at: usize) -> bool {
    let Some(line) = page.lines.get(at).filter(|l| !l.gap) else { return false };
    let prose =
        at.checked_sub(1).and_then(|p| page.lines.get(p)).is_some_and(|l| l.level.is_none() && !l.row);
    prose && page.text.lines().get(line.whole).is_some_and(|l| l.printed_lines > 1)
}

fn is_numbered(page: &Page<'_>, at: usize) -> bool {
    marker::number(page.words(at)).is_some()
}

/// Whether a line belongs to something else than the conclusion above it.
fn ends(page: &Page<'_>, at: usize) -> bool {
    let Some(line) = page.lines.get(at) else { return true };
    let words = page.words(at);
    line.level.is_some()
        || line.row
        || page.marks.get(at).is_some_and(Option::is_some)
        || (CON96.matches(words) && words.len() < 240)
        || CON98.matches(words)
}

/// Ends a conclusion before the first line after its first that turns to something else.
pub(super) fn cut(page: &Page<'_>, range: &mut Range<usize>) {
    let from = page.lines.partition_point(|l| l.range.end <= range.start);
    let within = page.lines.iter().enumerate().skip(from).take_while(|(_, l)| l.start < range.end);
    let inline = page.marks.get(from).and_then(Option::as_ref).is_some_and(|m| m.words.is_some())
        && is_tight(page, from)
        && !page.words(from).ends_with(':');
    let mut last = range.end;
    for (at, line) in within {
        let words = page.words(at);
        let apart = at == from + 1 && inline && !line.bullet && !is_numbered(page, at);
        let keep = if apart { 0 } else { stop(words) };
        if keep < words.len() && (at > from || keep > 0) {
            range.end = if keep == 0 { last } else { (line.range.start + keep).min(range.end) };
            return;
        }
        last = line.range.end.min(range.end);
    }
}

/// How many bytes of a line come before words that turn to something else.
fn stop(words: &str) -> usize {
    CON97.find(words).map_or(words.len(), |m| words.get(..m.start).map_or(0, |w| w.trim_end().len()))
}
