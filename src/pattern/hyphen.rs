//! Hyphens at line ends: some join, some stay, many are suspended ("Arbeids- og …").

use super::{Pattern, slice};
use std::borrow::Cow;

/// Appends a line to the text so far, with the hyphen between them treated by what stands on
/// its two sides.
pub fn append(text: &mut String, line: &str) {
    match text.strip_suffix('-').map(|head| decide(head, line, true)) {
        Some(Hyphen::Join) => {
            text.pop();
        }
        Some(Hyphen::Keep) => {}
        Some(Hyphen::Leave) | None => {
            if !text.is_empty() {
                text.push(' ');
            }
        }
    }
    text.push_str(line);
}

/// What becomes of a hyphen before white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyphen {
    /// The hyphen only broke the word: `omgjørings-`/`prosent`.
    Join,
    /// The hyphen belongs to the word, the space after it does not: `IKT-`/`løsninger`.
    Keep,
    /// Both stay: `Arbeids- og`.
    Leave,
}

/// `before` ends where the hyphen stood; `after` is what follows the white space.
#[must_use]
pub fn decide(before: &str, after: &str, line_break: bool) -> Hyphen {
    let x = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let y = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let numeric = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let letters = x.chars().count();
    if x.is_empty() || y.is_empty() || matches!(y, "og" | "eller" | "samt") || (numeric(x) && numeric(y)) {
        Hyphen::Leave
    } else if letters == 1
        || x.chars().any(|c| c.is_ascii_digit())
        || (letters <= 5 && x.chars().all(char::is_uppercase))
    {
        Hyphen::Keep
    } else if line_break && letters >= 3 && y.starts_with(char::is_lowercase) {
        Hyphen::Join
    } else {
        Hyphen::Leave
    }
}

static INSIDE: Pattern = Pattern::new(r"[\p{L}\d]- +\p{Ll}");

/// Takes out a space that landed after a hyphen inside a line: `IKT- moderniseringen`.
#[must_use]
pub fn mend(line: &str) -> Cow<'_, str> {
    if !INSIDE.is_match(line) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("- ") {
        let (head, tail) = (slice(rest, 0..at), slice(rest, at + 1..rest.len()));
        let after = tail.trim_start();
        out.push_str(head);
        out.push('-');
        let keep = after.starts_with(char::is_lowercase)
            && decide(out.trim_end_matches('-'), after, false) == Hyphen::Keep;
        if !keep {
            out.push_str(slice(tail, 0..tail.len() - after.len()));
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}
