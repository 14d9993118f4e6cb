//! The letterhead, where it landed in the middle of the text: the recipient with the address, the
//! references and the date stand beside the text of a letter's first page, and what reads the page may find
//! them after some paragraphs, even between the items of a list. They go back to the top.

use super::Sheet;
use crate::model::Line;
use crate::pattern::Pattern;

/// The recipient's address on one line: "Kartverket Postboks 600 3507 HØNEFOSS".
static ADDRESS: Pattern =
    Pattern::new(r"^\p{Lu}[^.:;]{2,80}\b[Pp]ostboks\s\d+\b[^.:;]{0,40}\b\d{4}\s\p{Lu}[\p{L} ]+$");
/// The last line of an address, the box above it.
static TOWN: Pattern = Pattern::new(r"^\d{4}\s\p{Lu}{3,}[\p{Lu} ]*$");
static BOX: Pattern = Pattern::new(r"^[Pp]ostboks\s\d+\b.{0,40}$");
static FIELDS: Pattern = Pattern::new(
    r"^(?i:deres\s+ref|dykkar\s+ref|vår\s+ref)[^\p{L}]*(?:(?i:deres\s+ref|vår\s+ref|dato)\W*)*$",
);
static REFERENCE: Pattern = Pattern::new(r"^\d{2,4}/\d{2,6}(?:\s?-\s?\d*)?$");
static DATE: Pattern = Pattern::new(
    r"^(?i:dato)\W*(?:\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{4})?$|^\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)\s?\d{4}$",
);

/// Lines of text above which a letterhead stands where it should.
const HEAD: usize = 8;
/// A letterhead has at most so many lines of text.
const LINES: usize = 10;

/// Moves a letterhead that stands amid the text of the first page to its top.
pub(super) fn lift(sheets: &mut [Sheet]) {
    let Some(sheet) = sheets.first_mut() else { return };
    let full: Vec<usize> =
        sheet.lines.iter().enumerate().filter(|(_, l)| !l.text.is_empty()).map(|(i, _)| i).collect();
    let text = |n: usize| full.get(n).and_then(|i| sheet.lines.get(*i)).map_or("", |l| l.text.as_str());
    let begins =
        |n: usize| ADDRESS.is_match(text(n)) || (BOX.is_match(text(n + 1)) && TOWN.is_match(text(n + 2)));
    let Some(from) = (HEAD..full.len()).find(|n| begins(*n)) else { return };
    let mut to = if ADDRESS.is_match(text(from)) { from + 1 } else { from + 3 };
    let (mut fields, mut dated) = (false, false);
    while to < full.len().min(from + LINES) {
        let line = text(to);
        let (is_field, is_date) = (FIELDS.is_match(line), DATE.is_match(line));
        if !(is_field || is_date || REFERENCE.is_match(line)) {
            break;
        }
        fields |= is_field;
        dated |= is_date;
        to += 1;
    }
    // An address alone may be part of what the letter says.
    if !(fields && dated) {
        return;
    }
    let (Some(first), Some(last)) = (full.get(from), full.get(to - 1)) else { return };
    let mut lifted: Vec<Line> = sheet.lines.drain(*first..=*last).collect();
    lifted.push(Line::default());
    sheet.lines.splice(0..0, lifted);
}
