//! Rows of a table that were broken: the number of an assignment is long, its column narrow, and so its
//! last figure stands on the next line, where it looks like a row of its own.

use super::Sheet;
use crate::model::{Hint, Line};
use crate::pattern::{Pattern, hyphen};

static NUMBER: Pattern = Pattern::new(r"^(?:[ST]?TB|\p{Lu}{2,5})[ -]?(?:20)?\d{2}\s?[-–]\s?\d{0,2}$");
static FIGURE: Pattern = Pattern::new(r"^\d{1,2}$");
static SPLIT: Pattern =
    Pattern::new(r"^((?:[ST]?TB|\p{Lu}{2,5})[ -]?(?:20)?\d{2}\s?[-–]\s?\d{0,2}) (\d{1,2})( \|)");

/// Puts broken numbers of assignments, and the cells beside them, together again.
pub(super) fn rejoin(sheets: &mut [Sheet]) {
    for sheet in sheets {
        let mut at = 0;
        while at < sheet.lines.len() {
            let joined = sheet.lines.get(at..at + 2).and_then(|pair| match pair {
                [above, below] => joined(above, below),
                _ => None,
            });
            match (joined, sheet.lines.get_mut(at)) {
                (Some(text), Some(line)) => {
                    line.text = text;
                    sheet.lines.remove(at + 1);
                }
                (None, Some(line)) if line.hint == Some(Hint::Row) => {
                    if let std::borrow::Cow::Owned(whole) = SPLIT.replace_all(&line.text, "$1$2$3") {
                        line.text = whole;
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }
}

/// Two lines as one row, where the second begins with the last figure of the first one's number.
fn joined(above: &Line, below: &Line) -> Option<String> {
    if above.hint != Some(Hint::Row) || below.hint != Some(Hint::Row) {
        return None;
    }
    let (first, second): (Vec<&str>, Vec<&str>) =
        (above.text.split('|').map(str::trim).collect(), below.text.split('|').map(str::trim).collect());
    let (number, figure) = (first.first()?, second.first()?);
    if first.len() < second.len() || !NUMBER.is_match(number) || !FIGURE.is_match(figure) {
        return None;
    }
    let mut cells: Vec<String> = first.iter().map(|c| (*c).to_owned()).collect();
    for (i, more) in second.iter().enumerate() {
        let cell = cells.get_mut(i)?;
        if i == 0 || cell.is_empty() {
            cell.push_str(more);
        } else if !more.is_empty() {
            hyphen::append(cell, more);
        }
    }
    Some(cells.join(" | "))
}
