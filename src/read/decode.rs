//! Bytes → a string, for files that do not say how they are encoded.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a text file: by its byte order mark where it has one, as UTF-16 where every other
/// byte is zero, as UTF-8 where it is valid, else as Windows-1252 (of which ISO-8859-1 text is a
/// part). The error says why the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, String> {
    decode_as(bytes, None)
}

/// The same for a format that says how it is encoded. Valid UTF-8 beyond ASCII is UTF-8 whatever the file
/// says of itself, for nothing else looks like it by chance; files that say UTF-8 and are not are guessed.
pub(super) fn decode_as(bytes: &[u8], label: Option<&[u8]>) -> Result<String, String> {
    let declared = label.and_then(Encoding::for_label).filter(|e| *e != UTF_8 && e.is_ascii_compatible());
    let encoding = match (Encoding::for_bom(bytes), declared) {
        (Some((encoding, _)), _) => encoding,
        (None, Some(declared)) if bytes.is_ascii() || std::str::from_utf8(bytes).is_err() => declared,
        (None, _) => guess(bytes)?,
    };
    let (text, _, malformed) = encoding.decode(bytes);
    // A byte or two cut off or spoilt is no reason to lose a whole document, nor to read all of it as
    // another encoding; U+FFFD shows where.
    let spoilt = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    if malformed && encoding != WINDOWS_1252 && spoilt * 20 > text.chars().count() {
        return Err(format!(
            "the file begins as {} text, but goes on with bytes that are none; save it anew as UTF-8",
            encoding.name()
        ));
    }
    let odd = text.chars().filter(|c| is_odd(*c)).count();
    if odd * 100 > text.chars().count() {
        return Err(NOT_TEXT.to_owned());
    }
    Ok(text.into_owned())
}

const NOT_TEXT: &str =
    "it is not text, and of no other format that is known; it may be damaged: get the file anew";

/// A control character that text does not hold.
fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}')
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, String> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        // Latin letters in UTF-16 have a zero in one half of every pair.
        return match () {
            () if odd * 10 >= head.len() * 4 && even * 20 < head.len() => Ok(UTF_16LE),
            () if even * 10 >= head.len() * 4 && odd * 20 < head.len() => Ok(UTF_16BE),
            () => Err(NOT_TEXT.to_owned()),
        };
    }
    let text = String::from_utf8_lossy(bytes);
    let spoilt = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let letters = text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    Ok(if spoilt == 0 || letters > spoilt * 4 { UTF_8 } else { WINDOWS_1252 })
}

/// A character as plain text has it: invisible ones are nothing, hyphens of all sorts are `-`, a ligature
/// is its letters.
pub(super) fn plainly(c: char, buffer: &mut [u8; 4]) -> &str {
    match c {
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' => "",
        '\u{2010}' | '\u{2011}' => "-",
        c if c.is_control() => "",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        c => c.encode_utf8(buffer),
    }
}
