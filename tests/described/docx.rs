//! DOCX: paragraphs with the styles of a template, lists and headings numbered by the word processor,
//! tables, footnotes.

use super::archive;
use super::flow::{Piece, Table, flow};
use super::markup::{escape, marked};
use super::model::Description;
use super::words::with_notes;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The numberings of `numbering.xml`: bullets, headings, and the first of the numbered lists.
const BULLETS: usize = 1;
const HEADINGS: usize = 2;
const LISTS: usize = 3;

/// The document as DOCX.
pub fn render(d: &Description) -> Vec<u8> {
    let mut writer = Writer { automatic: d.look.automatic_numbers && counts_up(d), lists: 0, in_list: false };
    let body: String = flow(d).iter().map(|p| writer.piece(p)).collect();
    let document = format!(
        "{HEAD}<w:document {W}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1400\" w:right=\"1400\" w:bottom=\"1300\" w:left=\"1400\" w:header=\"700\" w:footer=\"600\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    );
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{RELATIONS}")),
        ("docProps/core.xml", core(d)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", format!("{HEAD}{PARTS}")),
        ("word/styles.xml", styles(d)),
        ("word/numbering.xml", numbering(d, writer.lists)),
        ("word/footnotes.xml", footnotes(d)),
        ("word/footer1.xml", footer()),
    ];
    archive::render(&parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes())), &[])
}

/// Whether the numbers of the headings are those that counting gives.
pub fn counts_up(d: &Description) -> bool {
    let mut count = [0_usize; 4];
    flow(d).iter().all(|piece| {
        let Piece::Heading(level, Some(number), _) = piece else { return true };
        let level = usize::from(*level).min(4);
        count[level - 1] += 1;
        count[level..].fill(0);
        *number == count[..level].iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
    })
}

struct Writer {
    automatic: bool,
    /// How many numbered lists there were.
    lists: usize,
    in_list: bool,
}

impl Writer {
    fn piece(&mut self, piece: &Piece) -> String {
        let numbered = matches!(piece, Piece::Item(_, Some(_), _));
        if numbered && !self.in_list {
            self.lists += 1;
        }
        self.in_list = numbered || (self.in_list && matches!(piece, Piece::Item(1, ..) | Piece::Under(1, _)));
        match piece {
            Piece::Sender(name) => paragraph("Sender", "", &run(name)),
            Piece::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(|l| run(l)).collect();
                paragraph("Address", "", &lines.join("<w:r><w:br/></w:r>"))
            }
            Piece::Reference(pairs) => reference(pairs),
            Piece::Title(title) => paragraph("Title", "", &run(title)),
            Piece::Field(name, value) => {
                paragraph("Field", "", &format!("{}{}", bold(&format!("{name}: ")), run(value)))
            }
            Piece::Heading(level, number, words) => self.heading(*level, number.as_deref(), words),
            Piece::Label(words) => paragraph("Label", "<w:keepNext/>", &bold(words)),
            Piece::Paragraph(label, words) => {
                let label = label.as_ref().map_or(String::new(), |l| bold(&format!("{l} ")));
                paragraph("BodyText", "", &format!("{label}{}", runs(words)))
            }
            Piece::Item(depth, number, words) => {
                let list = if number.is_some() { LISTS + self.lists - 1 } else { BULLETS };
                let level =
                    format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
                paragraph("ListParagraph", &level, &runs(words))
            }
            Piece::Under(depth, words) => {
                let indent = format!("<w:ind w:left=\"{}\"/>", 360 * u32::from(*depth));
                paragraph(if *depth > 0 { "ListContinue" } else { "BodyText" }, &indent, &runs(words))
            }
            Piece::Table(t) => table(t),
            Piece::PageBreak => "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
        }
    }

    fn heading(&self, level: u8, number: Option<&str>, words: &str) -> String {
        let style = format!("Heading{}", level.min(3));
        match number {
            Some(_) if self.automatic => {
                let list = format!(
                    "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{HEADINGS}\"/></w:numPr>",
                    level - 1
                );
                paragraph(&style, &list, &run(words))
            }
            Some(number) => paragraph(&style, "", &run(&format!("{number} {words}"))),
            None => paragraph(&style, "", &run(words)),
        }
    }
}

fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn bold(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// Text with references to its footnotes.
fn runs(text: &str) -> String {
    let parts = with_notes(text).into_iter().map(|(words, note)| {
        let note = note.map(|n| {
            format!("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"{n}\"/></w:r>")
        });
        run(&words) + &note.unwrap_or_default()
    });
    parts.collect()
}

fn cell(width: usize, span: usize, right: bool, runs: &str) -> String {
    let align = if right { "<w:jc w:val=\"right\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>",
        paragraph("TableText", align, runs)
    )
}

fn reference(pairs: &[(String, String)]) -> String {
    let width = 9000 / pairs.len();
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let names = row(pairs.iter().map(|p| cell(width, 1, false, &run(&p.0))).collect());
    let values = row(pairs.iter().map(|p| cell(width, 1, false, &run(&p.1))).collect());
    let grid = format!("<w:gridCol w:w=\"{width}\"/>").repeat(pairs.len());
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"9000\" w:type=\"dxa\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{names}{values}</w:tbl>"
    )
}

fn table(t: &Table) -> String {
    let columns = t.header.len();
    // The widest column takes what the others leave.
    let longest = |c: usize| {
        std::iter::once(&t.header).chain(&t.rows).filter(|r| r.len() > 1).map(|r| r[c].chars().count()).max()
    };
    let widest = (0..columns).max_by_key(|c| longest(*c).unwrap_or(0)).unwrap_or(0);
    // An amount in whole kroner has room on one line.
    let narrow = |c: usize| match (columns > 2, t.unit.is_some() && c + 1 == columns) {
        (true, true) => 1700,
        (true, false) => 1300,
        (false, _) => 2400,
    };
    let others: usize = (0..columns).filter(|c| *c != widest).map(narrow).sum();
    let width = |c: usize| if c == widest { 9000 - others } else { narrow(c) };
    let row = |cells: &[String], head: bool| {
        let span = if cells.len() == 1 { columns } else { 1 };
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(i, c)| {
                let right = t.unit.is_some() && span == 1 && i + 1 == columns;
                let width = if span > 1 { 9000 } else { width(i) };
                cell(width, span, right, &if head { bold(c) } else { run(c) })
            })
            .collect();
        let mark = if head { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        format!("<w:tr>{mark}{cells}</w:tr>")
    };
    let grid: String = (0..columns).map(|c| format!("<w:gridCol w:w=\"{}\"/>", width(c))).collect();
    let unit = t.unit.as_ref().map_or(String::new(), |u| {
        paragraph("BodyText", "<w:keepNext/><w:jc w:val=\"right\"/>", &run(&format!("({u})")))
    });
    let rows: String = t.rows.iter().map(|r| row(r, false)).collect();
    format!(
        "{unit}<w:tbl><w:tblPr><w:tblW w:w=\"9000\" w:type=\"dxa\"/><w:tblBorders><w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"999999\"/></w:tblBorders></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{}{rows}</w:tbl>{}",
        row(&t.header, true),
        paragraph("BodyText", "", "")
    )
}

fn core(d: &Description) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T09:00:00Z</dcterms:created></cp:coreProperties>",
        escape(&d.title),
        d.date
    )
}

fn styles(d: &Description) -> String {
    let font = if d.look.serif { "Liberation Serif" } else { "Liberation Sans" };
    let language = if d.is_nynorsk() { "nn-NO" } else { "nb-NO" };
    let style = |id: &str, name: &str, p: &str, r: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>{p}</w:pPr><w:rPr>{r}</w:rPr></w:style>"
        )
    };
    let heading = |n: usize, size: usize| {
        let p = format!(
            "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/><w:outlineLvl w:val=\"{}\"/>",
            n - 1
        );
        style(&format!("Heading{n}"), &format!("heading {n}"), &p, &format!("<w:b/><w:sz w:val=\"{size}\"/>"))
    };
    let space = "<w:spacing w:after=\"120\"/>";
    let all = [
        style("Sender", "Avsender", space, "<w:b/><w:sz w:val=\"28\"/>"),
        style("Address", "Adresse", "<w:spacing w:after=\"200\"/>", ""),
        style(
            "Title",
            "Title",
            "<w:spacing w:before=\"300\" w:after=\"160\"/>",
            "<w:b/><w:sz w:val=\"30\"/>",
        ),
        style("Field", "Felt", "<w:spacing w:after=\"20\"/>", ""),
        style("Label", "Ledetekst", "<w:spacing w:before=\"120\" w:after=\"20\"/>", ""),
        style("BodyText", "Body Text", space, ""),
        style("ListParagraph", "List Paragraph", "<w:spacing w:after=\"40\"/>", ""),
        style("ListContinue", "List Continue", "<w:spacing w:after=\"80\"/>", ""),
        style("TableText", "Tabelltekst", "<w:spacing w:before=\"20\" w:after=\"20\"/>", ""),
        style("Footer", "footer", "<w:jc w:val=\"right\"/>", "<w:sz w:val=\"16\"/>"),
        style("FootnoteText", "footnote text", "", "<w:sz w:val=\"17\"/>"),
        heading(1, 26),
        heading(2, 23),
        heading(3, 21),
    ];
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:cs=\"{font}\"/><w:sz w:val=\"21\"/><w:lang w:val=\"{language}\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}</w:styles>",
        all.concat()
    )
}

fn numbering(d: &Description, lists: usize) -> String {
    let level = |n: usize, format: &str, text: &str, left: usize, hang: usize| {
        format!(
            "<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{hang}\"/></w:pPr></w:lvl>"
        )
    };
    let mark = d.look.bullet.unwrap_or('•').to_string();
    let bullets = [level(0, "bullet", &mark, 360, 360), level(1, "bullet", "o", 720, 360)].concat();
    let headings: String = ["%1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"]
        .iter()
        .enumerate()
        .map(|(i, text)| level(i, "decimal", text, 567, 567))
        .collect();
    let counted = [level(0, "decimal", "%1.", 360, 360), level(1, "bullet", "o", 720, 360)].concat();
    let kinds: String = [bullets, headings, counted]
        .iter()
        .enumerate()
        .map(|(i, levels)| format!("<w:abstractNum w:abstractNumId=\"{i}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"))
        .collect();
    let used: String = [(BULLETS, 0), (HEADINGS, 1)]
        .iter()
        .map(|(id, kind)| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/></w:num>"))
        .collect();
    // Every numbered list begins anew.
    let lists: String = (0..lists)
        .map(|i| format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>", LISTS + i))
        .collect();
    format!("{HEAD}<w:numbering {W}>{kinds}{used}{lists}</w:numbering>")
}

fn footnotes(d: &Description) -> String {
    let separators = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";
    let notes: String = d
        .footnotes
        .iter()
        .enumerate()
        .map(|(i, note)| {
            let mark = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r>";
            let words = marked(note, |_| String::new());
            format!(
                "<w:footnote w:id=\"{}\">{}</w:footnote>",
                i + 1,
                paragraph(
                    "FootnoteText",
                    "",
                    &format!("{mark}<w:r><w:t xml:space=\"preserve\"> {words}</w:t></w:r>")
                )
            )
        })
        .collect();
    format!("{HEAD}<w:footnotes {W}>{separators}{notes}</w:footnotes>")
}

fn footer() -> String {
    let field = |code: &str| format!("<w:fldSimple w:instr=\"{code}\"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let runs = [run("Side "), field("PAGE"), run(" av "), field("NUMPAGES")].concat();
    format!("{HEAD}<w:ftr {W}>{}</w:ftr>", paragraph("Footer", "", &runs))
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";
