//! The standard fonts: their names, how they encode letters, how wide these are.

use super::widths::{HELVETICA, HELVETICA_BOLD, TIMES, TIMES_BOLD};

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Letters with feet.
    pub serif: bool,
    /// Heavy letters.
    pub bold: bool,
    /// `fi` and `fl` as one glyph.
    pub ligatures: bool,
    /// Size in points.
    pub size: f32,
    /// How far above the line it stands, in points.
    pub rise: f32,
}

/// The codes of the ligatures, beside those of Windows-1252.
pub const LIGATURES: [(&str, u8, &[u8]); 2] = [("fi", 1, b"fi"), ("fl", 2, b"fl")];

impl Style {
    /// The name of the font in the resources of a page.
    pub fn resource(self) -> &'static [u8] {
        if self.bold { b"F2" } else { b"F1" }
    }

    /// The bytes of a text in the font's encoding.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let (mut bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        if self.ligatures {
            for (_, code, letters) in LIGATURES {
                let mut out = Vec::with_capacity(bytes.len());
                let mut rest = &bytes[..];
                while let Some(at) = rest.windows(2).position(|w| w == letters) {
                    out.extend_from_slice(&rest[..at]);
                    out.push(code);
                    rest = &rest[at + 2..];
                }
                out.extend_from_slice(rest);
                bytes = out.into();
            }
        }
        bytes.into_owned()
    }

    /// How wide a text is, in points.
    pub fn width(self, text: &str) -> f32 {
        let of = |code: &u8| f32::from(width(self.serif, self.bold, *code));
        self.encode(text).iter().map(of).sum::<f32>() * self.size / 1000.0
    }
}

/// The width of a code in thousandths of the size.
pub fn width(serif: bool, bold: bool, code: u8) -> u16 {
    let table = match (serif, bold) {
        (false, false) => &HELVETICA,
        (false, true) => &HELVETICA_BOLD,
        (true, false) => &TIMES,
        (true, true) => &TIMES_BOLD,
    };
    // A ligature is a little narrower than its letters.
    let ligature = if serif || bold { 556 } else { 500 };
    usize::from(code).checked_sub(32).map_or(ligature, |i| table[i])
}

/// The name of a standard font.
pub fn name(serif: bool, bold: bool) -> &'static [u8] {
    match (serif, bold) {
        (false, false) => b"Helvetica",
        (false, true) => b"Helvetica-Bold",
        (true, false) => b"Times-Roman",
        (true, true) => b"Times-Bold",
    }
}
