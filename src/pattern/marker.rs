//! What a line begins with: a bullet, a number, a label. Both the joining of lines and the
//! outline ask this, so it stands below both.

use super::{Pattern, slice};

/// A number at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The word before it, as printed: `Sak`, `Dagsordenspunkt`, `PS`.
    pub label: Option<String>,
    /// The digits as printed: `3.1.1`, `2`, `01/09`, `a`.
    pub digits: String,
    /// What stands after the digits: `.`, `)`, `:` or nothing.
    pub delimiter: Option<char>,
    /// Byte offset at which the words after it begin.
    pub words_at: usize,
}

impl Number {
    /// How many levels the number has: 3 for `3.1.1`, 1 for `2` and `01/09`.
    #[must_use]
    pub fn levels(&self) -> u8 {
        u8::try_from(self.digits.split('.').filter(|p| !p.is_empty()).count()).unwrap_or(u8::MAX).max(1)
    }

    /// The number as an integer when it is a plain one.
    #[must_use]
    pub fn plain(&self) -> Option<u32> {
        self.digits.parse().ok()
    }

    /// Whether it is written with the case number of a minute book: `01/09`, `6/26`.
    #[must_use]
    pub fn is_case(&self) -> bool {
        self.digits.contains('/')
    }

    /// Whether this is a case number that comes after another in the same minute book.
    #[must_use]
    pub fn is_later_case(&self, other: &Self) -> bool {
        let sequence = |n: &Self| n.digits.split_once('/').and_then(|(first, _)| first.parse::<u32>().ok());
        matches!((sequence(self), sequence(other)), (Some(a), Some(b)) if a > b)
    }

    /// Whether the last part of this number is one more than that of `other`, all else equal.
    #[must_use]
    pub fn follows(&self, other: &Self) -> bool {
        fn split(s: &str) -> Option<(&str, u32)> {
            let (head, last) = s.rsplit_once('.').unwrap_or(("", s));
            Some((head, last.parse().ok()?))
        }
        self.label == other.label
            && match (split(&self.digits), split(&other.digits)) {
                (Some((a, x)), Some((b, y))) => a == b && x == y + 1,
                _ => letters_follow(&other.digits, &self.digits),
            }
    }
}

fn letters_follow(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    matches!((a.next(), a.next(), b.next(), b.next()), (Some(x), None, Some(y), None)
        if x.is_ascii_lowercase() && u32::from(y) == u32::from(x) + 1)
}

// `3.1.1 Title`, `3.1.1. Title`, `2) Title`, `2. Title`, `2 Title`.
static NUMBERED: Pattern = Pattern::new(r"^(\d{1,2}(?:\.\d{1,2}){0,4})([.)]?)(\s+)(\S)");
// `2.Title`, seen where a space was lost.
static GLUED: Pattern = Pattern::new(r"^(\d{1,2}(?:\.\d{1,2}){0,4})([.)])(\p{Lu}\p{Ll})");
// `a) …`, `b. …`.
static LETTERED: Pattern = Pattern::new(r"^([a-zæøå])([.)])\s+\S");
// `Sak 01/09 …`, `Sak nr. 3: …`, `Dagsordenspunkt 2: …`, `PS 6/26 …`, `Punkt 4. …`.
static LABELLED: Pattern = Pattern::new(
    r"^((?i:dagsordens?punkt|dagsorden\s+punkt|agendapunkt|saksnummer|saksnr\.?|sak\s*nr\.?|sak|punkt|pkt\.?|ad)|PS|RS|FO|OS|VS)\s*:?\s*(\d{1,3}(?:\s?/\s?\d{2,4}|\.\d{1,2})?)\s*([.:)–-]?)(?:\s+|$)(\S?)",
);
// `001/04`, `12/2009 …`: a case number that begins a line.
static CASE: Pattern = Pattern::new(r"^(\d{1,3}/(?:19|20)?\d{2})([.:)]?)(?:\s+(\S)|$)");
static MONTH: Pattern = Pattern::new(
    r"^(?i:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b",
);

/// Whether one of the patterns may match, by the first letters: most lines begin otherwise.
fn may_be_numbered(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    first.is_numeric()
        || matches!(first, 'd' | 'D' | 'a' | 'A' | 's' | 'S' | 'ſ' | 'p' | 'P' | 'R' | 'F' | 'O' | 'V')
        || (first.is_lowercase() && matches!(chars.next(), Some('.' | ')')))
}

/// The number a line begins with, when it begins with one that may number a heading or an item.
#[must_use]
pub fn number(line: &str) -> Option<Number> {
    if !may_be_numbered(line) {
        return None;
    }
    if let Some(c) = LABELLED.captures(line) {
        let whole = c.get(0)?;
        let next = c.get(4).filter(|m| !m.is_empty());
        let first = next.and_then(|m| m.as_str().chars().next());
        let delimiter = c.get(3).and_then(|m| m.as_str().chars().next());
        // "Sak 3 ble utsatt" and "punkt 2.3 i instruksen" are sentences.
        if delimiter.is_some() || first.is_none_or(|f| !f.is_lowercase() && f != ',') {
            return Some(Number {
                label: c.get(1).map(|m| m.as_str().to_owned()),
                digits: c.get(2)?.as_str().replace(' ', ""),
                delimiter,
                words_at: next.map_or(whole.end(), |m| m.start()),
            });
        }
        return None;
    }
    if let Some(c) = CASE.captures(line) {
        let first = c.get(3).and_then(|m| m.as_str().chars().next());
        if first.is_none_or(char::is_uppercase) {
            return Some(Number {
                label: None,
                digits: c.get(1)?.as_str().to_owned(),
                delimiter: c.get(2).and_then(|m| m.as_str().chars().next()),
                words_at: c.get(3).map_or(line.len(), |m| m.start()),
            });
        }
    }
    if let Some(c) = NUMBERED.captures(line) {
        let words_at = c.get(4)?.start();
        let words = slice(line, words_at..line.len());
        let first = words.chars().next()?;
        let digits = c.get(1)?.as_str();
        let delimiter = c.get(2).and_then(|m| m.as_str().chars().next());
        let opens = first.is_uppercase() || "«\"”“'(".contains(first);
        let dotted = digits.contains('.');
        // `01` is the item of a budget table.
        if digits.len() > 1 && digits.starts_with('0') && !dotted {
            return None;
        }
        // A date ("1. januar") or a unit ("2. tertial", "3.5 prosent") numbers nothing, and a
        // bare number needs a title of its own: "2 Mål" but not "14 Av disse er …".
        let fits = match delimiter {
            Some(')') => first.is_alphabetic() || opens,
            _ => opens && !MONTH.is_match(words),
        };
        let bare_ok = delimiter.is_some() || dotted || is_title(words);
        return (fits && bare_ok).then(|| Number {
            label: None,
            digits: digits.to_owned(),
            delimiter,
            words_at,
        });
    }
    if let Some(c) = GLUED.captures(line) {
        return Some(Number {
            label: None,
            digits: c.get(1)?.as_str().to_owned(),
            delimiter: c.get(2).and_then(|m| m.as_str().chars().next()),
            words_at: c.get(3)?.start(),
        });
    }
    let c = LETTERED.captures(line)?;
    Some(Number {
        label: None,
        digits: c.get(1)?.as_str().to_owned(),
        delimiter: c.get(2).and_then(|m| m.as_str().chars().next()),
        words_at: c.get(0)?.end()
            - line.get(..c.get(0)?.end())?.chars().next_back().map_or(0, char::len_utf8),
    })
}

/// Short, and without the punctuation of a sentence.
fn is_title(words: &str) -> bool {
    words.chars().count() <= 90 && !ends_sentence(words) && !words.contains(". ")
}

/// The bullet a line begins with, and where its words begin (byte offset).
#[must_use]
pub fn bullet(line: &str) -> Option<(char, usize)> {
    let mut chars = line.char_indices();
    let (_, first) = chars.next()?;
    let (after, next) = chars.next()?;
    let spaced = next.is_whitespace();
    let mark = match first {
        // U+F0B7, U+F0A7, U+F0D8, U+F02D: bullets of the Symbol and Wingdings fonts.
        '•' | '\u{F0B7}' | '·' | '●' | '∙' => '•',
        '\u{F0A7}' | '▪' | '■' | '\u{F0D8}' | '➢' | '►' => '▪',
        '\u{F02D}' => '–',
        // A sign of a symbol font whose meaning was lost; at the beginning of a line it marks an item.
        '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' if spaced => '•',
        '-' | '–' | '—' | '*' if spaced => '–',
        'o' | '◦' | '○' if spaced => '◦',
        _ => return None,
    };
    let words = slice(line, after..line.len()).trim_start();
    (!words.is_empty()).then(|| (mark, line.len() - words.len()))
}

/// Whether the words end a sentence.
#[must_use]
pub fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['"', '”', '»', ')', '’']);
    words.ends_with(['.', '?', '!', ':'])
}

// "innen 1." goes on with a month.
static OPEN_DATE: Pattern =
    Pattern::new(r"(?i)\b(?:innen|innan|senest|seinast|den|før|fra|frå|til|per|pr\.|av|og|–)\s\d{1,2}\.$");

/// Whether a line ends in a word that cannot end a heading or a sentence, so the next line
/// must continue it: a preposition, a conjunction, an article, a comma, a suspended hyphen.
#[must_use]
pub fn runs_on(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "og",
        "eller",
        "samt",
        "i",
        "på",
        "av",
        "for",
        "til",
        "med",
        "som",
        "at",
        "en",
        "et",
        "ei",
        "den",
        "det",
        "de",
        "om",
        "ved",
        "fra",
        "frå",
        "mellom",
        "under",
        "over",
        "mot",
        "hos",
        "innen",
        "innan",
        "å",
        "der",
        "når",
        "mens",
        "enn",
        "per",
        "pr.",
        "jf.",
        "kap.",
        "post",
        "nr.",
        "pkt.",
        "bl.a.",
        "f.eks.",
        "er",
        "skal",
        "har",
        "vil",
        "kan",
        "må",
        "blir",
        "ble",
        "ein",
        "eit",
        "dei",
        "ikke",
        "ikkje",
        "også",
        "herunder",
        "etter",
        "gjennom",
        "uten",
        "utan",
        "denne",
        "dette",
        "disse",
        "desse",
        "departementets",
        "kl.",
    ];
    // Only the end matters, and `words` may be a paragraph that is still growing.
    let words = words.trim_end();
    let words = slice(words, words.floor_char_boundary(words.len().saturating_sub(60))..words.len());
    if OPEN_DATE.is_match(words) {
        return true;
    }
    if words.ends_with([',', '-', '–', '(', '/', '«']) {
        return true;
    }
    words
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|last| WORDS.contains(&last) || WORDS.contains(&last.to_lowercase().as_str()))
}

/// Whether a line is a label: a few words, no sentence, and a colon at the end.
#[must_use]
pub fn is_label(line: &str) -> bool {
    line.ends_with(':')
        && line.starts_with(char::is_uppercase)
        && line.chars().count() <= 70
        && !line.contains(". ")
        && !has_finite_verb(line)
}

static GOAL_LINE: Pattern = Pattern::new(
    r"^(?:Hoved|Hovud|Del|Bruker|Brukar|Samfunns|Resultat|Effekt|Sektor|Virksomhets|Verksemds|Fag|Innsats)?[Mm]ål(?:\s+\d{1,2}(?:\.\d{1,2})?)?\s*[:–-]\s",
);

static OPPDRAG_LINE: Pattern = Pattern::new(r"^(?:Nytt\s+)?Oppdrag\s+[–-]\s+\p{Lu}[^.]*$");

static NUMBERED_OPPDRAG: Pattern = Pattern::new(
    r"^(?:[Oo]ppdrag\s+)?(?:[ST]?TB[ -]?\d{2,4}\s?[-–/.]|\p{Lu}{2,5}[ -]?20\d{2}\s?[-–])\s?\d{1,3}\s*(?:$|[:.–(|-]|\p{Lu})",
);

/// Whether a line begins with the number of an assignment: `TB2026-63 Samordning av kart`.
#[must_use]
pub fn is_numbered_oppdrag(line: &str) -> bool {
    NUMBERED_OPPDRAG.is_match(line)
}

/// Whether a line titles a goal or an assignment: `Delmål 1: …`, `Oppdrag – …`.
#[must_use]
pub fn is_title_line(line: &str) -> bool {
    GOAL_LINE.is_match(line) || OPPDRAG_LINE.is_match(line)
}

/// The words that mark what a meeting concluded or decided.
macro_rules! outcome_words {
    () => {
        r"(?:Konklusjon(?:er|ar)?(?:\s*(?:og|/)\s*(?:videre\s+|vidare\s+)?oppfølging)?|Vedtak(?:\s+enst\.?|\s+\(enst(?:emmig)?\.?\))?|Beslutning(?:er)?|Avgjerd)"
    };
}

/// The words that mark what was agreed to be done; common ones, so the colon is asked for.
macro_rules! follow_up_words {
    () => {
        r"(?:Oppfølging|(?:Videre|Vidare)\s+oppfølging|Oppfølgingspunkt(?:er)?|Aksjon(?:er|ar|spunkt(?:er)?)?|Tiltak)"
    };
}
pub(crate) use {follow_up_words, outcome_words};

/// Labels that may have their words on the same line.
static INLINE_LABEL: Pattern = Pattern::new(concat!(
    "^((?:",
    outcome_words!(),
    "|",
    follow_up_words!(),
    r"|Styringsparamet(?:er|ere|re|rar)|(?:Forslag|Framlegg|Forslaget)\s+til\s+(?:vedtak|konklusjon|beslutning)",
    r"|Innstilling|Tilråding|(?:Nytt\s+|Nye\s+)?[Oo]ppdrag)\s*(?:\([^)]{1,40}\))?\s*:)\s*(\S)"
));

/// The label that a line begins with and goes on after, as in `Konklusjon: Saken …`: where the label
/// ends and where the words begin (byte offsets).
#[must_use]
pub fn inline_label(line: &str) -> Option<(usize, usize)> {
    let c = INLINE_LABEL.captures(line)?;
    Some((c.get(1)?.end(), c.get(2)?.start()))
}

static FIELD: Pattern = Pattern::new(
    r"^(?:Frist|Tidsfrist|Rapporteringsfrist|Ansvarlig|Ansvarleg|Kontaktperson|(?:Deres|Vår|Dykkar)\s+ref\w*|Dato|Møtedato|Tid|Tidspunkt|Sted|Stad|Møtested|Møtestad|Til\s+stede|Tilstede|Til\s+stades|Forfall|Fråvær|Deltakere|Deltakarar|Deltaking|Møteleder|Møteleiar|Referent|Kopi|Saksbehandler|Saksbehandlar|Gjelder|Gjeld|Emne)\b[^:.]{0,50}:(?:\s|$)",
);

/// Whether a line begins with the name of a field: `Frist: …`, `Til stede: …`, `Vår ref: …`.
#[must_use]
pub fn is_field(line: &str) -> bool {
    FIELD.is_match(line)
}

/// Whether every letter is a capital, and there are at least three.
#[must_use]
pub fn is_capitals(words: &str) -> bool {
    let mut letters = 0;
    for c in words.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 3
}

static FINITE: Pattern = Pattern::new(
    r"(?i)\b(?:er|var|skal|skulle|vil|ville|kan|kunne|må|måtte|bør|har|hadde|blir|ble|blei|vart|bes|ber|ba|bad|gir|ga|gav|viser|viste|vises|tok|tar|pekte|peker|sa|ser|står|finnes|finst|legger|legg|foreligger|gjelder|gjeld|orienterte|redegjorde|understreket|understreka|opplyste|mente|mener|meiner|spurte|svarte|ønsket|ønsker|fikk|fekk|får|stiller|stilte|informerte|påpekte)\b",
);

/// Whether the words hold a finite verb, and so are a sentence rather than a title.
#[must_use]
pub fn has_finite_verb(words: &str) -> bool {
    FINITE.is_match(words)
}

static AMOUNT_END: Pattern =
    Pattern::new(r"(?:^|\s)(?:kr\.?\s)?-?(?:\d{1,3}(?:[ .\u{a0}]\d{3})*|\d{4,})(?:,\d+|,-)?\s*$");
static AMOUNT_ONLY: Pattern = Pattern::new(r"^-?\d{1,3}(?:[ .\u{a0}]\d{3})*(?:,\d+)?$");
// `Kap. 605 …`, `Post 01 …`; in tables with columns also `post 01  …`, `01  …`, `605  …`, `605.01  …`.
static ROW_START: Pattern = Pattern::new(
    r"^(?:(?:Kap(?:\.|ittel)?|Post|KAP\.?|POST)\s?\d{1,4}\b|post\s\d{2}\b.*\d$|\d{2}\s\p{Lu}.*\s\s+-?\d[\d .]*$|\d{2}\s\s+\p{L}|\d{3,4}(?:\.\d{2}|\s+\d{2})?\s\s+\p{L})",
);
// The numbers of chapter and item with which a row begins.
static ROW_NUMBERS: Pattern = Pattern::new(
    r"^(?:(?i:kap(?:\.|ittel)?)\s?\d{1,4}\b(?:,?\s*(?i:post)\s?\d{1,2}\b)?|(?i:post)\s?\d{1,2}\b|\d{2}\s\s|\d{2}\s\p{Lu}|\d{3,4}(?:\.\d{2}|\s+\d{2})?\s\s)",
);
static ITEM_REFERENCE: Pattern = Pattern::new(
    r"(?i)\b(?:under|frå|fra|til|over)\s+(?:kap\.?\s*\d+,?\s*)?post\s+\d{2}\b|,?\s*\bpost\s+\d{2}$",
);

/// Whether a line begins a row of a budget table: `Kap. 605 …`, `Post 01 …`.
#[must_use]
pub fn is_budget_row(line: &str) -> bool {
    ROW_START.is_match(line)
}

/// Whether a line is an amount and nothing else.
#[must_use]
pub fn is_amount(line: &str) -> bool {
    AMOUNT_ONLY.is_match(line)
}

/// Splits a budget row into its words and the amount at its end. A number that belongs to a
/// reference ("kan nyttes under post 21") is no part of the amount.
#[must_use]
pub fn split_amount(row: &str) -> Option<(&str, &str)> {
    let from = ITEM_REFERENCE.find_iter(row).last().map_or(0, |m| m.end());
    // The number that follows `Kap.` or `Post` at the beginning is not an amount either.
    let from = from.max(ROW_NUMBERS.find(row).map_or(0, |m| m.end()));
    let tail = slice(row, from..row.len());
    let m = AMOUNT_END.find(tail)?;
    let amount = m.as_str().trim();
    Some((slice(row, 0..from + m.start()).trim_end(), amount))
}

/// A number as a mark above the line: `12` → `¹²`; nothing for what is no number.
#[must_use]
pub fn superscript(digits: &str) -> Option<String> {
    digits
        .chars()
        .map(|c| MARKS.get(c.to_digit(10)? as usize).copied())
        .collect::<Option<String>>()
        .filter(|s| !s.is_empty())
}

const MARKS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Whether a character is a raised figure, as a footnote's mark is.
#[must_use]
pub fn is_superscript(c: char) -> bool {
    MARKS.contains(&c)
}
