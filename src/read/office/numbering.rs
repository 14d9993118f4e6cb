//! Automatic numbers, which stand in no file: they are counted as the program that prints them
//! counts.

use crate::read::blocks;

/// How many levels a list can have: nine in Word, ten in `OpenDocument`.
pub(super) const LEVELS: usize = 10;

/// A label that is longer was not made by a person, and might be repeated for every paragraph.
const LONGEST: usize = 80;

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03.
    Padded,
    /// a, b, c.
    Letter,
    /// A, B, C.
    Capital,
    /// i, ii, iii.
    Roman,
    /// I, II, III.
    RomanCapital,
    /// A mark without a number.
    Bullet,
    /// Nothing.
    None,
}

/// One level of a list or of the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) format: Format,
    /// The first number.
    pub(super) start: u32,
    /// The label, `%1` standing for the number of the first level: `%1.%2)`.
    pub(super) pattern: String,
    /// Which levels start this one anew, counted from 1: those up to this. All that stand above it
    /// where nothing is said; none where it is 0.
    pub(super) restart: Option<usize>,
    /// Whether every number of the label is decimal.
    pub(super) legal: bool,
    /// How far in its paragraphs stand, in twentieths of a point.
    pub(super) indent: Option<i32>,
}

impl Default for Level {
    /// A level without a label.
    fn default() -> Self {
        Self {
            format: Format::None,
            start: 1,
            pattern: String::new(),
            restart: None,
            legal: false,
            indent: None,
        }
    }
}

/// The label of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A list mark, whatever its look.
    Bullet,
    /// As printed: `3.1.1`, `a)`.
    Printed(String),
}

/// Where a list has come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Counters {
    at: [Option<u32>; LEVELS],
}

impl Counters {
    /// Counts one on at a level, or goes to the number it is told, and gives the label; nothing where
    /// the level has none.
    pub(super) fn next(&mut self, levels: &[Level], level: usize, to: Option<u32>) -> Option<Label> {
        let here = levels.get(level)?;
        let at = self.at.get_mut(level)?;
        *at = Some(to.unwrap_or(at.map_or(here.start, |n| n.saturating_add(1))));
        for (deeper, at) in self.at.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.get(deeper).and_then(|l| l.restart);
            if restart.is_none_or(|up_to| level < up_to) {
                *at = None;
            }
        }
        if here.format == Format::Bullet {
            return Some(Label::Bullet);
        }
        let label = self.print(levels, here, level);
        (!label.trim().is_empty()).then_some(Label::Printed(label))
    }

    fn print(&self, levels: &[Level], here: &Level, level: usize) -> String {
        let mut out = String::new();
        let mut pattern = here.pattern.chars().take(LONGEST).peekable();
        while let Some(c) = pattern.next() {
            let shown = pattern.peek().and_then(|c| c.to_digit(10)).filter(|n| c == '%' && *n > 0);
            let Some(shown) = shown.map(|n| n as usize - 1) else {
                out.push(c);
                continue;
            };
            pattern.next();
            if let Some(of) = levels.get(shown).filter(|_| shown <= level) {
                // A level that was skipped shows the number it would have begun with.
                let number = self.at.get(shown).copied().flatten().unwrap_or(of.start);
                let decimal = here.legal && of.format != Format::None;
                out.push_str(&write(number, if decimal { Format::Decimal } else { of.format }));
            }
        }
        out
    }
}

/// A number as its format writes it.
pub(super) fn write(number: u32, format: Format) -> String {
    match format {
        Format::Padded => format!("{number:02}"),
        Format::Letter => letters(number),
        Format::Capital => letters(number).to_uppercase(),
        Format::Roman => roman(number),
        Format::RomanCapital => roman(number).to_uppercase(),
        Format::Decimal => number.to_string(),
        Format::Bullet | Format::None => String::new(),
    }
}

/// a to z, then aa, bb, cc.
fn letters(number: u32) -> String {
    let Some(letter) = number.checked_sub(1).and_then(|n| u8::try_from(n % 26).ok()) else {
        return number.to_string();
    };
    let times = (number - 1) / 26 + 1;
    if times > 10 {
        return number.to_string();
    }
    char::from(b'a' + letter).to_string().repeat(times as usize)
}

fn roman(number: u32) -> String {
    blocks::roman(i64::from(number)).unwrap_or_else(|| number.to_string())
}
