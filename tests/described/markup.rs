//! What the formats of angle brackets share.

use super::flow::Piece;
use super::words::with_notes;

/// Text with what would be markup escaped.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Escaped text whose footnote marks are written by `mark`.
pub fn marked(text: &str, mark: impl Fn(usize) -> String) -> String {
    let parts = with_notes(text).into_iter();
    parts.map(|(words, note)| escape(&words) + &note.map_or(String::new(), &mark)).collect()
}

/// A run of pieces that belong to one list, or one piece.
pub enum Group<'p> {
    /// The entries of a list in order.
    List(Vec<Entry<'p>>),
    /// Any other piece.
    One(&'p Piece),
}

/// A list item with what belongs to it.
pub struct Entry<'p> {
    /// Its number, in a numbered list.
    pub number: Option<&'p str>,
    /// Its words.
    pub text: &'p str,
    /// The items below it.
    pub below: Vec<&'p str>,
    /// Paragraphs that go on with it.
    pub after: Vec<&'p str>,
}

/// Gathers list items, their sub-items and what goes on with them.
pub fn groups(pieces: &[Piece]) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    for piece in pieces {
        let open = match out.last_mut() {
            Some(Group::List(entries)) => Some(entries),
            _ => None,
        };
        match (piece, open) {
            (Piece::Item(0, number, text), open) => {
                let entry = Entry { number: number.as_deref(), text, below: Vec::new(), after: Vec::new() };
                match open {
                    Some(entries) if entries[0].number.is_some() == number.is_some() => entries.push(entry),
                    _ => out.push(Group::List(vec![entry])),
                }
            }
            (Piece::Item(_, _, text), Some(entries)) => {
                entries.last_mut().expect("lists have entries").below.push(text);
            }
            (Piece::Under(1, text), Some(entries)) => {
                entries.last_mut().expect("lists have entries").after.push(text);
            }
            (piece, _) => out.push(Group::One(piece)),
        }
    }
    out
}
