//! Whether what was taken out of a file is text that people can read.

/// How many letters there are.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether text is garbage: a broken table from glyphs to letters gives letters of other scripts, of the
/// private-use area, or none at all; a shifted one gives words without vowels. Short text is not judged.
pub(super) fn is_garbage(text: &str) -> bool {
    const JUDGED: usize = 40;
    let (mut latin, mut foreign, mut vowels, mut other) = (0, 0, 0, 0);
    let mut before = ' ';
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        // Dots that lead to a page number and lines to write on are one sign each, however long.
        let again = std::mem::replace(&mut before, c) == c;
        match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y' | 'Æ'
            | 'Ø' | 'Å' => {
                latin += 1;
                vowels += 1;
            }
            // Latin, Greek and Cyrillic occur in names and formulas.
            c if c.is_alphabetic() && c < '\u{530}' => latin += 1,
            // The Symbol font's bullets live in the private-use area: a few of those are no sign.
            '\u{f0a7}' | '\u{f0b7}' | '\u{f02d}' | '\u{f0d8}' | '\u{f0fc}' => {}
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => foreign += 1,
            c if c.is_alphabetic() => foreign += 1,
            c if c.is_control() => foreign += 1,
            c if c.is_ascii_punctuation() && !again => other += 1,
            _ => {}
        }
    }
    let all = latin + foreign;
    if all + other < JUDGED {
        return false;
    }
    foreign * 10 > all || (latin > JUDGED && vowels * 5 < latin) || other > 2 * all
}
