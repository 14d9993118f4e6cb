//! Word and `OpenDocument` text, read from packages that each test puts together itself.

mod opendocument;
mod spoilt;
mod word;

use std::io::{Cursor, Write};
use std::path::Path;
use styringsarkiv::model::{Hint, Pages};
use styringsarkiv::read;
use zip::write::SimpleFileOptions;

/// A zip file with these members.
pub fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document under construction: the XML of its parts.
#[derive(Default)]
struct Word<'a> {
    body: &'a str,
    styles: &'a str,
    numbering: &'a str,
    footnotes: &'a str,
    endnotes: &'a str,
    header: &'a str,
}

impl Word<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut relations = String::new();
        let mut members = Vec::new();
        for (i, (kind, root, content)) in [
            ("styles", "styles", self.styles),
            ("numbering", "numbering", self.numbering),
            ("footnotes", "footnotes", self.footnotes),
            ("endnotes", "endnotes", self.endnotes),
            ("header", "hdr", self.header),
        ]
        .into_iter()
        .enumerate()
        {
            if !content.is_empty() {
                relations += &format!(r#"<Relationship Id="r{i}" Type="x/{kind}" Target="{kind}.xml"/>"#);
                members.push((format!("word/{kind}.xml"), part(root, content)));
            }
        }
        members.push((
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ));
        let body = format!("<w:body>{}</w:body>", self.body);
        members.push(("word/document.xml".to_owned(), part("document", &body)));
        let members: Vec<(&str, &[u8])> = members.iter().map(|(n, c)| (n.as_str(), c.as_bytes())).collect();
        package(&members)
    }

    #[track_caller]
    fn lines(&self) -> String {
        lines(&read("a.docx", &self.bytes()).unwrap())
    }
}

fn part(root: &str, content: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="w">{content}</w:{root}>"#)
}

fn odt(styles: &str, automatic: &str, text: &str) -> Vec<u8> {
    let styles = format!("<office:document-styles>{styles}</office:document-styles>");
    let content = format!(
        "<office:document-content><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    package(&[("styles.xml", styles.as_bytes()), ("content.xml", content.as_bytes())])
}

#[track_caller]
fn odt_lines(styles: &str, automatic: &str, text: &str) -> String {
    lines(&read("a.odt", &odt(styles, automatic, text)).unwrap())
}

fn read(name: &str, bytes: &[u8]) -> Result<Pages, String> {
    read::read(Path::new(name), bytes).map_err(|e| e.to_string())
}

/// The lines with what was said of them, one a line: `H1`, `I0`, `R`, `P`, `N`, `-` for nothing; `===`
/// between pages. Gaps are left out.
fn lines(pages: &Pages) -> String {
    let of_page = |page: &styringsarkiv::model::Page| {
        let full = page.lines.iter().filter(|l| !l.text.is_empty());
        full.map(|l| {
            let hint = match l.hint {
                Some(Hint::Heading(level)) => format!("H{level}"),
                Some(Hint::Item(depth)) => format!("I{depth}"),
                Some(Hint::Row) => "R".to_owned(),
                Some(Hint::Paragraph) => "P".to_owned(),
                Some(Hint::Note) => "N".to_owned(),
                Some(Hint::LostMark) | None => "-".to_owned(),
            };
            format!("{hint} {}", l.text)
        })
        .collect::<Vec<_>>()
        .join("\n")
    };
    pages.pages.iter().map(of_page).collect::<Vec<_>>().join("\n===\n")
}

/// A paragraph of one run.
fn p(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, words: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), words)
}

fn level(at: u32, format: &str, pattern: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>"#
    )
}

const NUMS: &str = r#"<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;

fn list(levels: &str, nums: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{nums}"#)
}
