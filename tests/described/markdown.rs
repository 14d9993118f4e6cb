//! Markdown.

use super::flow::{Piece, Table, flow};
use super::model::Description;
use super::words::marked;

/// The document in Markdown.
pub fn render(d: &Description) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for piece in flow(d) {
        let goes_on = matches!(piece, Piece::Item(..));
        let first = out.is_empty();
        if !(first || goes_on && in_list) {
            out.push('\n');
        }
        in_list = goes_on || (in_list && matches!(piece, Piece::Under(1, _)));
        out.push_str(&markdown(d, &piece));
    }
    for (i, note) in d.footnotes.iter().enumerate() {
        out.push_str(&format!("\n[^{}]: {note}\n", i + 1));
    }
    out
}

fn markdown(d: &Description, piece: &Piece) -> String {
    let text = |text: &str| marked(text, |n| format!("[^{n}]"));
    match piece {
        Piece::Sender(name) => format!("{name}\n"),
        Piece::Lines(lines) => lines.join("\\\n") + "\n",
        Piece::Reference(pairs) => {
            let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            lines.join("\\\n") + "\n"
        }
        Piece::Title(title) => format!("# {title}\n"),
        Piece::Field(name, value) => format!("{name}: {value}\n"),
        Piece::Heading(level, number, words) => {
            let number = number.as_ref().map_or(String::new(), |n| format!("{n} "));
            format!(
                "{} {number}{words}\n",
                "#".repeat(usize::from(*level.max(&1)) + usize::from(!d.is_minutes()))
            )
        }
        Piece::Label(words) => format!("**{words}**\n"),
        Piece::Paragraph(Some(label), words) => format!("**{label}** {}\n", text(words)),
        Piece::Paragraph(None, words) => format!("{}\n", text(words)),
        Piece::Item(depth, number, words) => {
            let mark = number.as_deref().unwrap_or("-");
            format!("{}{mark} {}\n", "  ".repeat(usize::from(*depth)), text(words))
        }
        Piece::Under(depth, words) => format!("{}{}\n", "  ".repeat(usize::from(*depth)), text(words)),
        Piece::Table(t) => table(t),
        Piece::PageBreak => String::new(),
    }
}

fn table(t: &Table) -> String {
    let row = |cells: &[String]| {
        let empty = String::new();
        let cells: Vec<&str> = (0..t.header.len()).map(|i| cells.get(i).unwrap_or(&empty).as_str()).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = t.unit.as_ref().map_or(String::new(), |u| format!("({u})\n\n"));
    out.push_str(&row(&t.header));
    out.push_str(&format!("|{}\n", "---|".repeat(t.header.len())));
    t.rows.iter().for_each(|r| out.push_str(&row(r)));
    out
}
