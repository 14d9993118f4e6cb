//! Signs that a run of text holds as elements rather than letters.

use crate::read::office::xml::Element;

/// The letter for a sign of a symbol font; the replacement character for one that is not known here,
/// so that the reader of the text is told of it.
pub(super) fn symbol(element: &Element<'_>) -> char {
    let code = element.get("char").and_then(|c| u32::from_str_radix(c.trim(), 16).ok());
    let Some(code) = code else { return char::REPLACEMENT_CHARACTER };
    let font = element.get("font").unwrap_or_default().to_lowercase();
    // Symbol fonts keep their signs in an area for private use.
    let place = if (0xF000..0xF100).contains(&code) { code - 0xF000 } else { code };
    match (font.as_str(), place) {
        ("symbol", 0xB7) | ("wingdings", 0x6C | 0x9F) => '•',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0xB1) => '±',
        ("symbol", 0xB4) => '×',
        ("symbol", 0xB9) => '≠',
        ("symbol", 0xBB) => '≈',
        ("symbol", 0xAE) | ("wingdings", 0xE0 | 0xE8 | 0xF0) => '→',
        ("symbol", 0x2D) => '−',
        ("symbol", 0x44) => 'Δ',
        ("symbol", 0x53) => 'Σ',
        ("wingdings", 0xA7 | 0x6E) => '▪',
        ("wingdings", 0xFC) => '✓',
        ("wingdings", 0xFB) => '✗',
        ("wingdings", 0xFE) => '☑',
        ("wingdings", 0xFD) => '☒',
        ("wingdings", 0xA8 | 0x6F | 0x71) => '☐',
        _ if code != place => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).filter(|c| !c.is_control()).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// For each, innermost last, whether the text is still what it is made from, not what is printed.
    open: Vec<bool>,
    /// How many of them that is true of.
    instructions: usize,
}

impl Fields {
    /// Takes a mark of a field.
    pub(super) fn mark(&mut self, element: &Element<'_>) {
        match element.get("fldCharType").as_deref() {
            Some("begin") => {
                self.open.push(true);
                self.instructions += 1;
            }
            Some("separate") => {
                if let Some(last) = self.open.last_mut() {
                    self.instructions -= usize::from(std::mem::take(last));
                }
            }
            Some("end") => self.instructions -= usize::from(self.open.pop().unwrap_or_default()),
            _ => {}
        }
    }

    /// Whether the text here is not printed.
    pub(super) fn in_instruction(&self) -> bool {
        self.instructions > 0
    }

    /// A paragraph ended. An instruction does not go on over that; where it seems to, the mark that
    /// ends it is missing, and the rest of the document must not be lost for that.
    pub(super) fn end_paragraph(&mut self) {
        if self.in_instruction() {
            self.open.retain(|instruction| !instruction);
            self.instructions = 0;
        }
    }
}
