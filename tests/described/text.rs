//! Plain text as a typist would write it: lines of 88 columns, form feeds between pages, `Side 2` at the
//! top of each.

use super::flow::{Piece, Table, flow};
use super::model::Description;
use super::words::{breaks, marked, superscript};

/// Columns of a line.
const WIDTH: usize = 88;
/// Lines of a page.
const PAGE: usize = 48;

/// The document in plain text.
pub fn render(d: &Description) -> String {
    let mut page = Typist { hyphens: d.look.hyphens, ..Typist::default() };
    let bullet = d.look.bullet.unwrap_or('•');
    let mut above: Option<Piece> = None;
    for piece in flow(d) {
        if above.as_ref().is_some_and(|a| gap(a, &piece)) {
            page.gap();
        }
        page.piece(&piece, bullet);
        above = Some(piece);
    }
    if !d.footnotes.is_empty() {
        page.gap();
        page.line("_".repeat(20));
        for (i, note) in d.footnotes.iter().enumerate() {
            page.wrapped(&format!("{} ", i + 1), "", note);
        }
    }
    page.out
}

/// Whether an empty line stands between two pieces.
fn gap(above: &Piece, here: &Piece) -> bool {
    match (above, here) {
        (Piece::Item(..) | Piece::Under(..), Piece::Item(..))
        | (_, Piece::Under(..))
        | (Piece::Label(_), Piece::Item(..) | Piece::Paragraph(..))
        | (Piece::Field(..), Piece::Field(..)) => false,
        (Piece::Paragraph(_, text), Piece::Item(..)) => !text.ends_with(':'),
        _ => true,
    }
}

#[derive(Default)]
struct Typist {
    out: String,
    /// Lines on the page so far.
    on_page: usize,
    page: usize,
    hyphens: bool,
}

impl Typist {
    fn line(&mut self, line: impl AsRef<str>) {
        if self.on_page == PAGE {
            self.new_page();
        }
        self.out.push_str(line.as_ref().trim_end());
        self.out.push('\n');
        self.on_page += 1;
    }

    fn gap(&mut self) {
        if self.on_page > 0 && self.on_page < PAGE {
            self.line("");
        }
    }

    fn new_page(&mut self) {
        self.page = self.page.max(1) + 1;
        self.out.push_str(&format!("\u{c}Side {}\n\n", self.page));
        self.on_page = 0;
    }

    /// Keeps `lines` lines together.
    fn together(&mut self, lines: usize) {
        if self.on_page + lines > PAGE {
            self.new_page();
        }
    }

    fn piece(&mut self, piece: &Piece, bullet: char) {
        match piece {
            Piece::Sender(name) => self.line(name.to_uppercase()),
            Piece::Lines(lines) => {
                self.together(lines.len());
                for line in lines {
                    self.line(line);
                }
            }
            Piece::Reference(pairs) => {
                let columns = |pick: fn(&(String, String)) -> &String| {
                    pairs.iter().map(|p| format!("{:<24}", pick(p))).collect::<String>()
                };
                self.line(columns(|p| &p.0));
                self.line(columns(|p| &p.1));
            }
            Piece::Title(title) => self.wrapped("", "", title),
            Piece::Field(name, value) => self.wrapped(&format!("{name}: "), "    ", value),
            Piece::Heading(_, number, words) => {
                self.together(4);
                let number = number.as_ref().map_or(String::new(), |n| format!("{n} "));
                self.plain(&number, "", words);
            }
            Piece::Label(words) => {
                self.together(3);
                self.plain("", "", words);
            }
            Piece::Paragraph(label, words) => {
                let label = label.as_ref().map_or(String::new(), |l| format!("{l} "));
                self.wrapped(&label, "", words);
            }
            Piece::Item(0, number, words) => {
                let mark = number.clone().unwrap_or(bullet.to_string());
                let hang = " ".repeat(mark.chars().count() + 1);
                self.wrapped(&format!("{mark} "), &hang, words);
            }
            Piece::Item(depth, _, words) => {
                let lead = " ".repeat(usize::from(*depth) * 4);
                self.wrapped(&format!("{lead}o "), &format!("{lead}  "), words);
            }
            Piece::Under(depth, words) => {
                let lead = "  ".repeat(usize::from(*depth));
                self.wrapped(&lead, &lead, words);
            }
            Piece::Table(t) => self.table(t),
            Piece::PageBreak => self.new_page(),
        }
    }

    /// Words without broken ones: nobody breaks a word in a heading.
    fn plain(&mut self, lead: &str, hang: &str, words: &str) {
        let hyphens = std::mem::replace(&mut self.hyphens, false);
        self.wrapped(lead, hang, words);
        self.hyphens = hyphens;
    }

    fn wrapped(&mut self, lead: &str, hang: &str, text: &str) {
        let text = marked(text, superscript);
        for line in wrap(lead, hang, &text, WIDTH, self.hyphens) {
            self.line(line);
        }
    }

    fn table(&mut self, t: &Table) {
        self.together(3);
        if let Some(unit) = &t.unit {
            self.line(format!("{:>WIDTH$}", format!("({unit})")));
        }
        let last = t.header.len() - 1;
        let widths: Vec<usize> = (0..last)
            .map(|c| {
                let cells = std::iter::once(&t.header).chain(&t.rows);
                cells.filter(|r| r.len() > 1).filter_map(|r| r.get(c)).map(|s| s.chars().count() + 2).max()
            })
            .map(|w| w.unwrap_or(0))
            .collect();
        if t.unit.is_none() || last > 1 {
            self.row(t, &widths, &t.header);
        }
        for row in &t.rows {
            self.row(t, &widths, row);
        }
    }

    fn row(&mut self, t: &Table, widths: &[usize], row: &[String]) {
        let Some((last, first)) = row.split_last().filter(|(_, first)| !first.is_empty()) else {
            return self.line(row.concat());
        };
        if t.unit.is_none() {
            let cells = first.iter().zip(widths);
            let line: String = cells.map(|(cell, width)| format!("{cell:<width$}")).collect();
            return self.wrapped(&line, &" ".repeat(line.chars().count()), last);
        }
        // A long name goes on below, under its own column; the amount stands beside its last line.
        let (name, numbers) = first.split_last().expect("a row of money has a name");
        let lead: String =
            numbers.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        let hang = " ".repeat(lead.chars().count());
        let mut lines = wrap(&lead, &hang, name, WIDTH - 14, false);
        let end = lines.pop().unwrap_or_default();
        for line in &lines {
            self.line(line);
        }
        let pad = WIDTH - end.chars().count();
        self.line(format!("{end}{last:>pad$}"));
    }
}

/// Breaks text into lines.
fn wrap(lead: &str, hang: &str, text: &str, width: usize, hyphens: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut empty = true;
    for word in text.split_ascii_whitespace() {
        let room = width.saturating_sub(line.chars().count() + usize::from(!empty));
        if word.chars().count() <= room || empty {
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
            continue;
        }
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let at = breaks(bare).into_iter().rfind(|&i| bare[..i].chars().count() < room).filter(|_| hyphens);
        let rest = if let Some(at) = at {
            line.push_str(&format!(" {}-", &word[..at]));
            &word[at..]
        } else {
            word
        };
        lines.push(std::mem::replace(&mut line, format!("{hang}{rest}")));
    }
    lines.push(line);
    lines
}
