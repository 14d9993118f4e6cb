//! Pages of lines → clean text: page furniture and footnotes taken out of the running text,
//! hyphens at line ends repaired, paragraphs joined over lines and pages.

mod footnotes;
mod furniture;
mod join;
mod letterhead;
mod rows;

use crate::model::{self, Line, Pages, Printed, Text};
use crate::pattern::hyphen;

/// A page whose number is known and whose furniture is being taken away.
struct Sheet {
    /// Its number as printed or counted, and its place in the file.
    like: model::Sheet,
    lines: Vec<Line>,
}

/// Printed lines as they are being joined.
struct Block {
    text: String,
    printed: Vec<Printed>,
}

impl Block {
    /// A block that begins with `text`, which is printed as `line`.
    fn new(text: String, line: &Line, sheet: usize) -> Self {
        let mut block = Self { text: String::new(), printed: Vec::new() };
        block.text = text;
        block.print(0, line, sheet);
        block
    }

    /// Goes on with `text`, which is printed as `line`; the hyphen between them is mended.
    fn append(&mut self, text: &str, line: &Line, sheet: usize) {
        hyphen::append(&mut self.text, text);
        let from = self.text.len() - text.len();
        if let Some(above) = self.printed.last_mut() {
            above.range.end = from;
        }
        self.print(from, line, sheet);
    }

    fn print(&mut self, from: usize, line: &Line, sheet: usize) {
        let (place, confidence) = (line.place, line.confidence);
        self.printed.push(Printed { range: from..self.text.len(), sheet, place, confidence });
    }
}

/// Cleans a document. Never fails: what is not understood stays in the text.
#[must_use]
pub fn clean(pages: &Pages) -> Text {
    let mut sheets = furniture::strip(pages);
    letterhead::lift(&mut sheets);
    rows::rejoin(&mut sheets);
    let notes = footnotes::take(&mut sheets);
    join::join(&sheets, notes)
}
