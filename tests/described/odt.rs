//! ODT: headings with outline levels, lists, tables, footnotes.

use super::archive;
use super::docx::counts_up;
use super::flow::{Piece, Table, flow};
use super::markup::{Entry, Group, escape, groups};
use super::model::Description;
use super::words::with_notes;

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const MEDIA: &str = "application/vnd.oasis.opendocument.text";

/// The document as ODT.
pub fn render(d: &Description) -> Vec<u8> {
    let automatic = d.look.automatic_numbers && counts_up(d);
    let pieces = flow(d);
    let mut body = String::new();
    for group in groups(&pieces) {
        match group {
            Group::List(entries) => body.push_str(&list(d, &entries)),
            Group::One(piece) => body.push_str(&one(d, piece, automatic)),
        }
    }
    let content = format!(
        "{HEAD}<office:document-content {SPACES}><office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        list_styles(d)
    );
    let meta = format!(
        "{HEAD}<office:document-meta {SPACES}><office:meta><dc:title>{}</dc:title><meta:creation-date>{}T09:00:00</meta:creation-date></office:meta></office:document-meta>",
        escape(&d.title),
        d.date
    );
    let manifest: String = ["content.xml", "styles.xml", "meta.xml"]
        .iter()
        .map(|f| {
            format!("<manifest:file-entry manifest:full-path=\"{f}\" manifest:media-type=\"text/xml\"/>")
        })
        .collect();
    let manifest = format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MEDIA}\"/>{manifest}</manifest:manifest>"
    );
    let parts = [
        ("mimetype", MEDIA.to_owned()),
        ("content.xml", content),
        ("styles.xml", styles(d, automatic)),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", manifest),
    ];
    archive::render(&parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes())), &["mimetype"])
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<text:p text:style-name=\"{style}\">{content}</text:p>")
}

fn bold(text: &str) -> String {
    format!("<text:span text:style-name=\"Strong\">{}</text:span>", escape(text))
}

/// Text with its footnotes in their places.
fn text(d: &Description, words: &str) -> String {
    let parts = with_notes(words).into_iter().map(|(words, note)| {
        let note = note.map(|n| {
            let note = paragraph("Footnote", &escape(&d.footnotes[n - 1]));
            format!("<text:note text:id=\"ftn{n}\" text:note-class=\"footnote\"><text:note-citation>{n}</text:note-citation><text:note-body>{note}</text:note-body></text:note>")
        });
        escape(&words) + &note.unwrap_or_default()
    });
    parts.collect()
}

fn one(d: &Description, piece: &Piece, automatic: bool) -> String {
    match piece {
        Piece::Sender(name) => paragraph("Sender", &escape(name)),
        Piece::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|l| escape(l)).collect();
            paragraph("Address", &lines.join("<text:line-break/>"))
        }
        Piece::Reference(pairs) => {
            let row = |pick: fn(&(String, String)) -> &String| {
                pairs.iter().map(|p| escape(pick(p))).collect::<Vec<_>>().join("<text:tab/>")
            };
            paragraph("Reference", &row(|p| &p.0)) + &paragraph("Reference", &row(|p| &p.1))
        }
        Piece::Title(title) => paragraph("Title", &escape(title)),
        Piece::Field(name, value) => {
            paragraph("Standard", &format!("{}{}", bold(&format!("{name}: ")), escape(value)))
        }
        Piece::Heading(level, number, words) => {
            let number = number.as_ref().filter(|_| !automatic).map_or(String::new(), |n| format!("{n} "));
            format!(
                "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{}</text:h>",
                escape(&format!("{number}{words}"))
            )
        }
        Piece::Label(words) => paragraph("Label", &bold(words)),
        Piece::Paragraph(label, words) => {
            let label = label.as_ref().map_or(String::new(), |l| bold(&format!("{l} ")));
            paragraph("Text_20_body", &format!("{label}{}", text(d, words)))
        }
        Piece::Under(_, words) | Piece::Item(_, _, words) => paragraph("Text_20_body", &text(d, words)),
        Piece::Table(t) => table(t),
        Piece::PageBreak => paragraph("Break", ""),
    }
}

fn list(d: &Description, entries: &[Entry<'_>]) -> String {
    let style = if entries[0].number.is_some() { "LNumber" } else { "LBullet" };
    let items: String = entries
        .iter()
        .map(|e| {
            let below: String = e
                .below
                .iter()
                .map(|b| format!("<text:list-item>{}</text:list-item>", paragraph("Item", &text(d, b))))
                .collect();
            let below = if below.is_empty() { below } else { format!("<text:list>{below}</text:list>") };
            let after: String = e.after.iter().map(|a| paragraph("Item", &text(d, a))).collect();
            format!("<text:list-item>{}{below}{after}</text:list-item>", paragraph("Item", &text(d, e.text)))
        })
        .collect();
    format!("<text:list text:style-name=\"{style}\">{items}</text:list>")
}

fn table(t: &Table) -> String {
    let columns = t.header.len();
    let row = |cells: &[String]| {
        let mut out = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let right = t.unit.is_some() && cells.len() > 1 && i + 1 == columns;
            let span = if cells.len() == 1 { columns } else { 1 };
            out.push_str(&format!(
                "<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"{span}\">{}</table:table-cell>",
                paragraph(if right { "Right" } else { "Standard" }, &escape(cell))
            ));
            out.push_str(&"<table:covered-table-cell/>".repeat(span - 1));
        }
        format!("<table:table-row>{out}</table:table-row>")
    };
    let unit = t.unit.as_ref().map_or(String::new(), |u| paragraph("Right", &escape(&format!("({u})"))));
    let rows: String = t.rows.iter().map(|r| row(r)).collect();
    format!(
        "{unit}<table:table><table:table-column table:number-columns-repeated=\"{columns}\"/><table:table-header-rows>{}</table:table-header-rows>{rows}</table:table>",
        row(&t.header)
    )
}

fn list_styles(d: &Description) -> String {
    let place = |level: usize| {
        format!(
            "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"listtab\" fo:margin-left=\"{:.1}cm\" fo:text-indent=\"-0.6cm\"/></style:list-level-properties>",
            level as f32 * 0.6
        )
    };
    let bullet = |level: usize, mark: char| {
        format!(
            "<text:list-level-style-bullet text:level=\"{level}\" text:bullet-char=\"{mark}\">{}</text:list-level-style-bullet>",
            place(level)
        )
    };
    let mark = d.look.bullet.unwrap_or('•');
    format!(
        "<text:list-style style:name=\"LBullet\">{}{below}</text:list-style><text:list-style style:name=\"LNumber\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\">{}</text:list-level-style-number>{below}</text:list-style>",
        bullet(1, mark),
        place(1),
        below = bullet(2, 'o'),
    )
}

fn styles(d: &Description, automatic: bool) -> String {
    let font = if d.look.serif { "Liberation Serif" } else { "Liberation Sans" };
    let style = |name: &str, shown: &str, p: &str, t: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties {p}/><style:text-properties {t}/></style:style>"
        )
    };
    let heading = |n: usize, size: f32| {
        format!(
            "<style:style style:name=\"Heading_20_{n}\" style:display-name=\"Heading {n}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:default-outline-level=\"{n}\"><style:paragraph-properties fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.1cm\" fo:keep-with-next=\"always\"/><style:text-properties fo:font-weight=\"bold\" fo:font-size=\"{size}pt\"/></style:style>"
        )
    };
    let outline: String = (1..=3)
        .map(|n| {
            let format = if automatic { "1" } else { "" };
            format!("<text:outline-level-style text:level=\"{n}\" style:num-format=\"{format}\" text:display-levels=\"{n}\"><style:list-level-properties text:min-label-distance=\"0.2cm\"/></text:outline-level-style>")
        })
        .collect();
    let big = "fo:font-weight=\"bold\" fo:font-size=\"15pt\"";
    let all = [
        style("Text_20_body", "Text body", "fo:margin-bottom=\"0.2cm\"", ""),
        style("Sender", "Avsender", "fo:margin-bottom=\"0.3cm\"", big),
        style("Address", "Adresse", "fo:margin-bottom=\"0.5cm\"", ""),
        style("Reference", "Referanse", "", ""),
        style("Title", "Title", "fo:margin-top=\"0.6cm\" fo:margin-bottom=\"0.3cm\"", big),
        style("Label", "Ledetekst", "fo:margin-top=\"0.2cm\" fo:keep-with-next=\"always\"", ""),
        style("Item", "Listepunkt", "fo:margin-bottom=\"0.1cm\"", ""),
        style("Right", "Høyre", "fo:text-align=\"end\"", ""),
        style("Footnote", "Footnote", "", "fo:font-size=\"8.5pt\""),
        style("Break", "Sideskift", "fo:break-before=\"page\"", ""),
        heading(1, 13.0),
        heading(2, 11.5),
        heading(3, 10.5),
    ];
    format!(
        "{HEAD}<office:document-styles {SPACES}><office:styles><style:default-style style:family=\"paragraph\"><style:text-properties fo:font-family=\"{font}\" fo:font-size=\"10.5pt\" fo:language=\"{}\" fo:country=\"NO\"/></style:default-style>\
         <style:style style:name=\"Standard\" style:family=\"paragraph\"/><style:style style:name=\"Strong\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>{}<text:outline-style style:name=\"Outline\">{outline}</text:outline-style></office:styles>\
         <office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" fo:margin=\"2.4cm\"/></style:page-layout></office:automatic-styles>\
         <office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:footer><text:p text:style-name=\"Right\">Side <text:page-number text:select-page=\"current\">1</text:page-number> av <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>",
        d.language,
        all.concat(),
    )
}
