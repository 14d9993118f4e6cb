//! HTML: the page of a web site with its menus around the letter, and a plain page for printing.

use super::flow::{Piece, Table, flow};
use super::markup::{Entry, Group, escape, groups, marked};
use super::model::Description;

/// The words of the site around the letter: skip link, home, search, menu, beside, below.
type Words = [&'static [&'static str]; 4];
const BOKMAL: Words = [
    &["Hopp til innhold", "Hjem", "Søk"],
    &["Tema", "Dokumenter", "Aktuelt", "Departementer", "Kontakt"],
    &["Relatert", "Alle brev", "Abonner"],
    &["Ansvarlig for siden: kommunikasjonsenheten", "Informasjonskapsler", "Personvern"],
];
const NYNORSK: Words = [
    &["Hopp til innhald", "Heim", "Søk"],
    &["Tema", "Dokument", "Aktuelt", "Departement", "Kontakt"],
    &["Relatert", "Alle brev", "Abonner"],
    &["Ansvarleg for sida: kommunikasjonseininga", "Informasjonskapslar", "Personvern"],
];

/// The page of a web site.
pub fn render(d: &Description) -> String {
    let [top, menu, beside, below] = if d.is_nynorsk() { NYNORSK } else { BOKMAL };
    let link = |name: &&str| format!("<a href=\"#\">{name}</a>");
    let items =
        |names: &[&str]| -> String { names.iter().map(|n| format!("<li>{}</li>", link(n))).collect() };
    let title = escape(&d.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} - eksempel.no</title>\n\
         <script>var sporing = {{ side: 'dokument' }};</script>\n<style>nav li {{ display: inline }}</style>\n</head>\n<body>\n\
         <header><a class=\"skip\" href=\"#main\">{}</a>\n<nav aria-label=\"Meny\"><ul>{}</ul></nav>\n\
         <form role=\"search\"><label>{search} <input type=\"search\"></label><button>{search}</button></form></header>\n\
         <nav aria-label=\"Du er her\"><ol>{}<li>{title}</li></ol></nav>\n\
         <main id=\"main\"><article>\n{}</article></main>\n\
         <aside><h2>{}</h2><ul>{}</ul></aside>\n\
         <footer><p>{}</p><ul>{}</ul></footer>\n</body>\n</html>\n",
        d.language,
        top[0],
        items(menu),
        items(&[top[1], menu[1]]),
        body(d),
        beside[0],
        items(&beside[1..]),
        below[0],
        items(&below[1..]),
        search = top[2],
    )
}

/// A plain page, laid out for paper.
pub fn print(d: &Description) -> String {
    let family = if d.look.serif { "Liberation Serif" } else { "Liberation Sans" };
    let columns = d.look.columns.unwrap_or(1);
    let size = if d.look.landscape { "A4 landscape" } else { "A4" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n\
         @page {{ size: {size}; margin: 22mm 24mm; @bottom-right {{ content: \"Side \" counter(page) \" av \" counter(pages); font: 8pt \"{family}\" }} }}\n\
         body {{ font: 10.5pt/1.35 \"{family}\"; margin: 0 }} article {{ columns: {columns}; column-gap: 8mm }}\n\
         h1 {{ font-size: 16pt; column-span: all }} h2 {{ font-size: 13pt }} h3 {{ font-size: 11.5pt }} h2, h3, h4 {{ break-after: avoid }}\n\
         table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; padding: 2pt 6pt 2pt 0; border-bottom: 0.5pt solid #888 }}\n\
         .money td:last-child:not([colspan]), .money th:last-child, .unit {{ text-align: right }} .avsender {{ font: bold 14pt \"{family}\" }} ul {{ padding-left: 16pt }} sup {{ font-size: 65% }}\n\
         </style>\n</head>\n<body>\n<article>\n{}</article>\n</body>\n</html>\n",
        d.language,
        escape(&d.title),
        body(d),
    )
}

/// The letter itself.
fn body(d: &Description) -> String {
    let pieces = flow(d);
    let mut out = String::new();
    for group in groups(&pieces) {
        match group {
            Group::List(entries) => list(&entries, &mut out),
            Group::One(piece) => one(piece, &mut out),
        }
    }
    if !d.footnotes.is_empty() {
        out.push_str("<section class=\"fotnoter\">\n");
        for (i, note) in d.footnotes.iter().enumerate() {
            let n = i + 1;
            out.push_str(&format!("<p id=\"fn{n}\"><sup>{n}</sup> {}</p>\n", escape(note)));
        }
        out.push_str("</section>\n");
    }
    out
}

fn text(words: &str) -> String {
    marked(words, |n| format!("<sup><a href=\"#fn{n}\">{n}</a></sup>"))
}

fn one(piece: &Piece, out: &mut String) {
    let line = match piece {
        Piece::Sender(name) => format!("<p class=\"avsender\">{}</p>", escape(name)),
        Piece::Lines(lines) => {
            format!("<p>{}</p>", lines.iter().map(|l| escape(l)).collect::<Vec<_>>().join("<br>\n"))
        }
        Piece::Reference(pairs) => {
            let lines: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{name}: {}", escape(value))).collect();
            format!("<p>{}</p>", lines.join("<br>\n"))
        }
        Piece::Title(title) => format!("<h1>{}</h1>", escape(title)),
        Piece::Field(name, value) => format!("<p><strong>{name}:</strong> {}</p>", escape(value)),
        Piece::Heading(level, number, words) => {
            let number = number.as_ref().map_or(String::new(), |n| format!("{n} "));
            let level = (level + 1).min(4);
            format!("<h{level}>{number}{}</h{level}>", escape(words))
        }
        Piece::Label(words) => format!("<p><strong>{}</strong></p>", escape(words)),
        Piece::Paragraph(Some(label), words) => {
            format!("<p><strong>{}</strong> {}</p>", escape(label), text(words))
        }
        Piece::Paragraph(None, words) | Piece::Under(_, words) | Piece::Item(_, _, words) => {
            format!("<p>{}</p>", text(words))
        }
        Piece::Table(t) => table(t),
        Piece::PageBreak => "<div style=\"break-after: page\"></div>".to_owned(),
    };
    out.push_str(&line);
    out.push('\n');
}

fn list(entries: &[Entry<'_>], out: &mut String) {
    let tag = if entries[0].number.is_some() { "ol" } else { "ul" };
    out.push_str(&format!("<{tag}>\n"));
    for entry in entries {
        out.push_str(&format!("<li>{}", text(entry.text)));
        if !entry.below.is_empty() {
            let below: String = entry.below.iter().map(|b| format!("<li>{}</li>", text(b))).collect();
            out.push_str(&format!("\n<ul>{below}</ul>"));
        }
        for after in &entry.after {
            out.push_str(&format!("\n<p>{}</p>", text(after)));
        }
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn table(t: &Table) -> String {
    let row = |tag: &str, cells: &[String]| {
        let span = if cells.len() == 1 { format!(" colspan=\"{}\"", t.header.len()) } else { String::new() };
        let cells: String = cells.iter().map(|c| format!("<{tag}{span}>{}</{tag}>", escape(c))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let unit = t.unit.as_ref().map_or(String::new(), |u| format!("<p class=\"unit\">({u})</p>\n"));
    let class = if t.unit.is_some() { " class=\"money\"" } else { "" };
    let rows: String = t.rows.iter().map(|r| row("td", r)).collect();
    format!(
        "{unit}<table{class}>\n<thead>{}</thead>\n<tbody>\n{rows}</tbody>\n</table>",
        row("th", &t.header)
    )
}
