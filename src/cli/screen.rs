//! Standard output and standard error. Colour and width only on a terminal.

use super::args::FormatArg;
use crate::error::{Error, Result};
use crate::export::Format;
use console::{Style, Term};
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, Stdout, Write};

/// Standard output, buffered.
pub(super) struct Screen {
    out: BufWriter<Stdout>,
    /// The width of the terminal; none when the output goes elsewhere.
    width: Option<usize>,
}

impl Screen {
    pub(super) fn new() -> Self {
        let term = Term::stdout();
        let width = term.is_term().then(|| usize::from(term.size().1));
        Self { out: BufWriter::new(io::stdout()), width }
    }

    /// Writes a line.
    pub(super) fn line(&mut self, line: impl Display) -> Result<()> {
        writeln!(self.out, "{line}").map_err(|e| Error::io("standard output", e))
    }

    /// Writes words with an indentation, broken to the width of the terminal.
    pub(super) fn indented(&mut self, indent: usize, words: &str) -> Result<()> {
        let pad = " ".repeat(indent);
        let Some(width) = self.width else {
            return self.line(format_args!("{pad}{words}"));
        };
        let mut line = String::new();
        for word in words.split(' ') {
            let room = console::measure_text_width(&line) + 1 + console::measure_text_width(word);
            if !line.is_empty() && indent + room > width {
                self.line(format_args!("{pad}{line}"))?;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(format_args!("{pad}{line}"))
    }

    /// Cuts words to what is left of a terminal line after `used` columns.
    pub(super) fn fit(&self, used: usize, words: &str) -> String {
        match self.width {
            Some(width) => console::truncate_str(words, width.saturating_sub(used).max(12), "…").into_owned(),
            None => words.to_owned(),
        }
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|e| Error::io("standard output", e))
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Bold on a terminal.
pub(super) fn bold(words: &str) -> String {
    Style::new().bold().apply_to(words).to_string()
}

/// Faint on a terminal.
pub(super) fn faint(words: &str) -> String {
    Style::new().dim().apply_to(words).to_string()
}

/// Marked as a matched word: on a terminal in colour, elsewhere plain.
pub(super) fn matched(words: &str) -> String {
    Style::new().yellow().bold().apply_to(words).to_string()
}

/// Text as it can be shown: what would move the cursor, change colours or turn the writing direction is
/// written as an escape. Names of files may hold all of that.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if harmful(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Says something on standard error, in one line. Nothing can be done when that fails.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(message));
}

/// Says notes on standard error.
pub(super) fn notes<'n>(notes: impl IntoIterator<Item = &'n String>) {
    for note in notes {
        complain(&format!("note: {note}"));
    }
}

/// The machine format that was asked for; none for text.
pub(super) fn machine(format: FormatArg) -> Option<Format> {
    match format {
        FormatArg::Text => None,
        FormatArg::Json => Some(Format::Json),
        FormatArg::Ndjson => Some(Format::Ndjson),
        FormatArg::Csv => Some(Format::Csv),
    }
}
