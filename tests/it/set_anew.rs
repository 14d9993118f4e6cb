//! Text that was taken out of a document and set anew as a PDF, line by line, says what it said before. Its
//! lines were broken for another measure, so where they end on the page says nothing.

use super::hostile::{FONT, one_page, stream};
use super::support::{clean, record};
use std::path::Path;
use styringsarkiv::{read, text};

/// The lines as a page sets them, in rows of at most `room` letters.
fn page(lines: &str, leading: u32, room: usize) -> Vec<u8> {
    let mut body = format!("BT /F 6 Tf {leading} TL 40 810 Td\n").into_bytes();
    for line in lines.lines() {
        let mut rows = vec![String::new()];
        for word in line.split(' ') {
            let row = rows.last_mut().unwrap();
            if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > room {
                rows.push(word.to_owned());
            } else {
                row.push_str(if row.is_empty() { "" } else { " " });
                row.push_str(word);
            }
        }
        for row in rows {
            body.push(b'(');
            body.extend(row.chars().map(|c| u8::try_from(u32::from(c)).unwrap()));
            body.extend(b") Tj T*\n");
        }
    }
    body.extend(b"ET");
    // Rows are broken by their letters, so there these are of one width.
    let font = if room < 200 { "Courier" } else { "Helvetica" };
    let font = String::from_utf8_lossy(FONT).replace("Helvetica", font);
    one_page(stream("", &body), font.into_bytes())
}

fn cleaned(pdf: &[u8]) -> String {
    text::clean(&read::read(Path::new("anew.pdf"), pdf).unwrap()).as_str().to_owned()
}

/// Sentences of narrow and wide words, broken after some ninety letters.
fn prose(sentences: usize) -> String {
    let words =
        "illi til fil mamma av gammelt jern i lille ulike hammer som minner om ommøblering ti titall filter";
    let mut out = String::new();
    let mut length = 0;
    for word in words.split(' ').cycle().take(sentences * 17) {
        let end = if length + word.len() > 90 { '\n' } else { ' ' };
        length = if end == '\n' { 0 } else { length + 1 };
        if !out.is_empty() {
            out.push(end);
        }
        out.push_str(word);
        length += word.len();
    }
    format!("Departementet samler {out} slutt.")
}

const LETTER: &str = "\n\nStikkord om vern\nDepartementet viser til at fuglene i parken er talt, og at tallet er det samme som\n\
    Kartverket har kommet til i sin oversikt over trekkfugl i byene.\n";

#[test]
fn lines_that_were_broken_before() {
    let source = format!("{}{LETTER}", prose(24));
    let expected = clean(&source).as_str().to_owned();
    assert!(expected.contains("samme som Kartverket"), "{expected}");
    assert_eq!(cleaned(&page(&source, 10, 500)), expected);
}

#[test]
fn lines_that_were_broken_before_and_are_broken_again() {
    let source = format!("{}{LETTER}", prose(24));
    let expected = clean(&source).as_str().to_owned();
    assert_eq!(cleaned(&page(&source, 10, 80)), expected);
}

#[test]
fn an_empty_line_after_every_line() {
    let source = prose(24);
    let spaced = source.replace('\n', "\n\n");
    assert_eq!(cleaned(&page(&spaced, 9, 80)), clean(&source).as_str());
}

#[test]
fn a_mark_whose_sign_is_lost_begins_an_item() {
    // As in a PDF whose symbol font does not say what its signs mean.
    let lines =
        "Oppdrag:\n\u{1} Etaten skal telle fuglene i parken.\n\u{1} Etaten skal telle trærne i parken.\n";
    let text = cleaned(&page(lines, 12, 500));
    assert!(text.contains("• Etaten skal telle fuglene i parken.\n• Etaten"), "{text}");
}

#[test]
fn a_note_that_came_to_stand_in_the_middle_of_a_page() {
    let rest = "Det er en linje i brevet som handler om noe annet enn trær.\n\n".repeat(20);
    let text = clean(&format!(
        "Etaten teller trær i parken1 og busker langs veien der de\n\n\
         1 Trær er her alt som er høyere enn en voksen mann.\nOppdrag:\n• Etaten skal telle busker.\n\n{rest}"
    ));
    let text = text.as_str();
    assert!(text.contains("parken¹ og"), "{text}");
    assert!(text.contains("\nOppdrag:\n"), "{text}");
    assert!(text.trim_end().ends_with("¹ Trær er her alt som er høyere enn en voksen mann."), "{text}");
    // A title is no note, whatever number stands above it.
    let text = clean(&format!("Etaten teller trær i parken1 og busker.\n\n1 Busker og trær\n\n{rest}"));
    assert!(text.as_str().contains("parken1 og"), "{}", text.as_str());
}

#[test]
fn the_header_of_a_table_broken_into_lines_between_a_chapter_and_its_items() {
    let lines = record(
        "Tildelingsbrev 2018\n\nKap. 7001 Parker\nPost 01 Drift 10 000\n\nKap. 7002 Hager\n\nKapitler\n\n\
         Tildeling for 2018\n\n(beløp i 1000-\n\nkroner)\n\nPost 70 Tilskudd 20 000\n",
    )
    .budget_lines;
    let chapters: Vec<Option<&str>> = lines.iter().map(|l| l.chapter.as_deref()).collect();
    assert_eq!(chapters, [Some("7001"), Some("7002")]);
}
