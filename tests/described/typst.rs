//! Typst source, for PDFs of another producer.

use super::flow::{Piece, Table, flow};
use super::markup::{Group, groups};
use super::model::Description;
use super::words::with_notes;

/// The source of the document.
pub fn render(d: &Description) -> String {
    let family = if d.look.serif { "Libertinus Serif" } else { "DejaVu Sans Mono" };
    let columns = d.look.columns.unwrap_or(1);
    let date = d.date.replace("-0", "-");
    let date: Vec<&str> = date.split('-').collect();
    let mut out = format!(
        "#set document(title: {}, date: datetime(year: {}, month: {}, day: {}))\n\
         #set page(paper: \"a4\", margin: 2.4cm, flipped: {}, columns: {columns}, numbering: (n, all) => \"Side \" + str(n) + \" av \" + str(all), number-align: right)\n\
         #set text(font: \"{family}\", size: 10.5pt, lang: \"{}\", hyphenate: {})\n#set par(justify: {})\n#set heading(numbering: none)\n\
         #set footnote.entry(separator: line(length: 30%, stroke: 0.5pt))\n\n",
        string(&d.title),
        date[0],
        date[1],
        date[2],
        d.look.landscape,
        if d.is_nynorsk() { "nn" } else { "nb" },
        d.look.hyphens,
        d.look.hyphens,
    );
    let pieces = flow(d);
    for group in groups(&pieces) {
        match group {
            Group::List(entries) => {
                for e in entries {
                    out.push_str(&format!(
                        "{} {}\n",
                        if e.number.is_some() { "+" } else { "-" },
                        text(d, e.text)
                    ));
                    e.below.iter().for_each(|b| out.push_str(&format!("  - {}\n", text(d, b))));
                    e.after.iter().for_each(|a| out.push_str(&format!("\n  {}\n", text(d, a))));
                }
                out.push('\n');
            }
            Group::One(piece) => out.push_str(&(one(d, piece) + "\n\n")),
        }
    }
    out
}

/// A string of Typst.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words as content, footnotes in their place.
fn text(d: &Description, words: &str) -> String {
    let parts = with_notes(words).into_iter().map(|(words, note)| {
        let note = note.map(|n| format!("#footnote[#{}]", string(&d.footnotes[n - 1])));
        format!("#{};{}", string(&words), note.unwrap_or_default())
    });
    parts.collect()
}

fn one(d: &Description, piece: &Piece) -> String {
    let lines =
        |lines: &[String]| lines.iter().map(|l| format!("#{};", string(l))).collect::<Vec<_>>().join(" \\\n");
    match piece {
        Piece::Sender(name) => {
            format!("#text(size: 14pt, weight: \"bold\", hyphenate: false)[#{}]", string(name))
        }
        Piece::Lines(all) => format!("#block(breakable: false)[{}]", lines(all)),
        Piece::Reference(pairs) => {
            let cells = |pick: fn(&(String, String)) -> &String| -> String {
                pairs.iter().map(|p| format!("[#{}], ", string(pick(p)))).collect()
            };
            let (names, values) = (cells(|p| &p.0), cells(|p| &p.1));
            format!("#grid(columns: {}, row-gutter: 4pt, column-gutter: 30pt, {names}{values})", pairs.len())
        }
        Piece::Title(title) => {
            format!("#text(size: 15pt, weight: \"bold\", hyphenate: false)[#{}]", string(title))
        }
        Piece::Field(name, value) => format!("*{name}:* #{};", string(value)),
        Piece::Heading(level, number, words) => {
            let number = number.as_ref().map_or(String::new(), |n| format!("{n} "));
            format!("#heading(level: {level})[#{}]", string(&format!("{number}{words}")))
        }
        Piece::Label(words) => format!("#block(sticky: true, below: 0.6em)[*#{};*]", string(words)),
        Piece::Paragraph(Some(label), words) => format!("*#{};* {}", string(label), text(d, words)),
        Piece::Paragraph(None, words) | Piece::Under(_, words) | Piece::Item(_, _, words) => text(d, words),
        Piece::Table(t) => table(t),
        Piece::PageBreak => "#pagebreak()".to_owned(),
    }
}

fn table(t: &Table) -> String {
    let unit =
        t.unit.as_ref().map_or(String::new(), |u| format!("#align(right)[#{}]\n", string(&format!("({u})"))));
    let columns: Vec<&str> = (0..t.header.len())
        .map(|i| if i + 1 == t.header.len().max(2) - usize::from(t.unit.is_some()) { "1fr" } else { "auto" })
        .collect();
    let cells = |row: &[String]| -> String {
        let span =
            if row.len() == 1 { format!("table.cell(colspan: {})", t.header.len()) } else { String::new() };
        row.iter().map(|c| format!("{span}[#{}], ", string(c))).collect()
    };
    let header: String = cells(&t.header);
    let rows: String = t.rows.iter().map(|r| format!("  {}\n", cells(r))).collect();
    let last = t.header.len() - 1;
    let align = if t.unit.is_some() {
        format!("(x, y) => if x == {last} {{ right }} else {{ left }}")
    } else {
        "left".to_owned()
    };
    format!(
        "{unit}#table(columns: ({},), stroke: (x, y) => (bottom: 0.5pt), align: {align},\n  table.header({header}),\n{rows})",
        columns.join(", ")
    )
}
