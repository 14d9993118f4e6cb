//! Word and `OpenDocument` text, read from packages that each test puts together itself.

use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::path::Path;
use styringsarkiv::model::{Hint, Pages};
use styringsarkiv::read;
use zip::write::SimpleFileOptions;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A zip file with these members.
fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
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

/// Every trap inside a paragraph or a table, each with what must come of it.
#[test]
fn what_stands_in_a_word_document() {
    let run = |content: &str| format!("<w:p><w:r>{content}</w:r></w:p>");
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let two = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(&p("", a)), cell(&p("", b)));
    let cases: Vec<(&str, String, &str)> = vec![
        ("runs are one text", "<w:p><w:r><w:t>Til</w:t></w:r><w:r><w:t>taket</w:t></w:r></w:p>".into(), "P Tiltaket"),
        ("entities", p("", "A &amp; B &#230;"), "P A & B æ"),
        ("tab", run("<w:t>Dato</w:t><w:tab/><w:t>Ref</w:t>"), "P Dato  Ref"),
        ("tab stops are no tabs", p(r#"<w:tabs><w:tab w:val="left"/></w:tabs>"#, "Ord"), "P Ord"),
        ("line break", run("<w:t>Fra: ASD</w:t><w:br/><w:t>Til: Etaten</w:t>"), "P Fra: ASD\nP Til: Etaten"),
        ("line break in a sentence", run("<w:t>Etaten skal</w:t><w:br/><w:t>levere.</w:t>"), "P Etaten skal levere."),
        ("hyphens", run("<w:t>IKT</w:t><w:noBreakHyphen/><w:t>til</w:t><w:softHyphen/><w:t>tak</w:t>"), "P IKT-tiltak"),
        ("symbols", run(r#"<w:sym w:font="Wingdings" w:char="F0E0"/><w:t> mål</w:t>"#), "P → mål"),
        ("no-break space", p("", "11\u{a0}494"), "P 11 494"),
        ("raised figure", run(r#"<w:t>100 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>"#), "P 100 m²"),
        ("hidden", run("<w:rPr><w:vanish/></w:rPr><w:t>hemmelig</w:t></w:r><w:r><w:t>åpent</w:t>"), "P åpent"),
        ("deleted", "<w:p><w:del><w:r><w:delText>gammelt</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>borte</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>nytt</w:t></w:r></w:ins></w:p>".into(), "P nytt"),
        ("deleted end of a paragraph", p("<w:rPr><w:del/></w:rPr>", "Etaten ") + &p("", "skal."), "P Etaten skal."),
        ("earlier properties", p(r#"<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>"#, "Ord"), "P Ord"),
        ("comment", run(r#"<w:t>Ord</w:t><w:commentReference w:id="0"/>"#), "P Ord"),
        ("field", run(r#"<w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText><w:t>kode</w:t><w:fldChar w:fldCharType="separate"/><w:t>punkt 3</w:t><w:fldChar w:fldCharType="end"/><w:t> her</w:t>"#), "P punkt 3 her"),
        ("field without end", run(r#"<w:t>A</w:t><w:fldChar w:fldCharType="begin"/><w:t>kode</w:t>"#) + &p("", "B"), "P A\nP B"),
        ("link and smart tag", "<w:p><w:hyperlink><w:smartTag><w:r><w:t>lenke</w:t></w:r></w:smartTag></w:hyperlink></w:p>".into(), "P lenke"),
        ("content control", "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Felt</w:t></w:r></w:p></w:sdtContent></w:sdt>".into(), "P Felt"),
        ("prompt of a content control", "<w:p><w:r><w:t>A</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klikk her</w:t></w:r></w:sdtContent></w:sdt></w:p>".into(), "P A"),
        ("text box once", run(&format!("<mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent>", p("", "Boks"))), "P Boks"),
        ("text box of the older form", run(&format!("<mc:AlternateContent><mc:Choice/><mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent>", p("", "Boks"))), "P Boks"),
        ("contents", "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>1 Mål 3</w:t></w:r></w:p></w:sdtContent></w:sdt>".to_owned() + &p("", "Ord"), "P Ord"),
        ("line of the contents", run("<w:t>1 Mål</w:t><w:instrText>PAGEREF _Toc12 \\h</w:instrText><w:t>3</w:t>") + &p("", "Ord"), "P Ord"),
        ("bold line", run("<w:rPr><w:b/></w:rPr><w:t>Status for tilsynet</w:t>"), "- Status for tilsynet"),
        ("bold turned off", run(r#"<w:rPr><w:b w:val="0"/></w:rPr><w:t>Status</w:t>"#), "P Status"),
        ("bold word in a line", run("<w:rPr><w:b/></w:rPr><w:t>Frist:</w:t></w:r><w:r><w:t> 1. mai</w:t>"), "P Frist: 1. mai"),
        ("typed bullet", p("", "- hva det koster"), "- - hva det koster"),
        ("rows", format!("<w:tbl>{}{}</w:tbl>", two("Post", "Beløp"), two("01", "12")), "R Post | Beløp\nR 01 | 12"),
        ("paragraphs in a cell", format!("<w:tbl>{}<w:tr>{}{}</w:tr></w:tbl>", two("a", "b"), cell(&(p("", "en") + &p("", "to"))), cell(&p("", "tre"))), "R a | b\nR en to | tre"),
        ("cells merged downwards", format!("<w:tbl>{}<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>{}</w:tr></w:tbl>", two("a", "b"), p("", "igjen"), cell(&p("", "c"))), "R a | b\nR | c"),
        ("table in a cell", format!("<w:tbl>{}<w:tr>{}{}</w:tr></w:tbl>", two("a", "b"), cell(&format!("<w:tbl>{}{}</w:tbl>", two("x", "y"), two("z", "w"))), cell(&p("", "c"))), "R a | b\nR x y z w | c"),
        ("deleted row", format!("<w:tbl>{}<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>{}</w:tbl>", two("a", "b"), cell(&p("", "borte")), two("c", "d")), "R a | b\nR c | d"),
        ("frame around text", format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&(p("", "Tildelingsbrev") + &p("", "2018")))), "P Tildelingsbrev\nP 2018"),
        ("letterhead", format!("<w:tbl>{}{}</w:tbl>", two("Vår ref", "Dato"), two("17/1", "1. mai 2018")), "R Vår ref | Dato\nR 17/1 | 1. mai 2018"),
        ("minutes in columns", format!("<w:tbl>{}<w:tr>{}{}</w:tr></w:tbl>", two("Sak", "Tekst"), cell(&p("", "3.")), cell(&["Økonomi", "En.", "To.", "Tre."].map(|w| p("", w)).concat())), "R Sak | Tekst\nP 3. Økonomi\nP En.\nP To.\nP Tre."),
    ];
    for (what, body, expected) in cases {
        assert_eq!(Word { body: &body, ..Word::default() }.lines(), expected, "{what}");
    }
}

#[test]
fn headings_of_word() {
    let styles = r#"
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Kapittel"><w:name w:val="Kapittel"/><w:basedOn w:val="Overskrift1"/></w:style>
        <w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="INNH1"><w:name w:val="toc 1"/><w:basedOn w:val="Overskrift1"/></w:style>
        <w:style w:type="paragraph" w:styleId="sirkel"><w:name w:val="x"/><w:basedOn w:val="sirkel"/></w:style>
        <w:style w:type="paragraph" w:styleId="feit"><w:name w:val="Feit"/><w:rPr><w:b/></w:rPr></w:style>"#;
    let style = |id: &str| format!(r#"<w:pStyle w:val="{id}"/>"#);
    let cases = [
        (style("Overskrift1"), "H1 Ord"),
        (style("Kapittel"), "H1 Ord"),
        (style("a1"), "H2 Ord"),
        (style("Overskrift3"), "H3 Ord"),
        (style("Tittel"), "H1 Ord"),
        (style("sirkel"), "P Ord"),
        (style("feit"), "- Ord"),
        (r#"<w:outlineLvl w:val="2"/>"#.to_owned(), "H3 Ord"),
        (style("Overskrift1") + r#"<w:outlineLvl w:val="9"/>"#, "H1 Ord"),
    ];
    for (properties, expected) in cases {
        let body = p(&properties, "Ord");
        assert_eq!(Word { body: &body, styles, ..Word::default() }.lines(), expected, "{properties}");
    }
    let body = p(&style("INNH1"), "Mål 3") + &p(&style("Tittel"), "Brev") + &p(&style("a1"), "Mål");
    let lines = Word { body: &body, styles, ..Word::default() }.lines();
    assert_eq!(lines, "H1 Brev\nH3 Mål", "no contents, and headings stand below the title");
}

#[test]
fn numbers_of_word() {
    let outline = level(0, "decimal", "%1", "")
        + &level(1, "decimal", "%1.%2", "")
        + &level(2, "lowerLetter", "%3)", "");
    let heading = r#"<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>"#;
    let n = |at: u32| numbered(1, at, "ord");
    let twice = r#"<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>"#;
    let cases: Vec<(&str, String, String, &str)> = vec![
        (
            "levels",
            list(&outline, NUMS),
            [n(0), n(1), n(1), n(2), n(2), n(0), n(1)].concat(),
            "1|1.1|1.2|a)|b)|2|2.1",
        ),
        ("a level that was skipped", list(&outline, NUMS), [n(1), n(0)].concat(), "1.1|1"),
        (
            "another list of the same definition counts on",
            list(&outline, twice),
            [n(0), numbered(3, 0, "ord")].concat(),
            "1|2",
        ),
        (
            "a list with its own start",
            list(&outline, twice),
            [n(0), numbered(2, 0, "ord"), numbered(2, 0, "ord")].concat(),
            "1|5|6",
        ),
        (
            "never restarted",
            list(
                &(level(0, "decimal", "%1.", "")
                    + &level(1, "decimal", "%2.", r#"<w:lvlRestart w:val="0"/>"#)),
                NUMS,
            ),
            [n(0), n(1), n(0), n(1)].concat(),
            "1.|1.|2.|2.",
        ),
        (
            "legal",
            list(&(level(0, "upperRoman", "%1", "") + &level(1, "decimal", "%1.%2", "<w:isLgl/>")), NUMS),
            [n(0), n(1)].concat(),
            "I|1.1",
        ),
        ("letters", list(&level(0, "upperLetter", "(%1)", ""), NUMS), n(0).repeat(2), "(A)|(B)"),
        ("roman", list(&level(0, "lowerRoman", "%1.", ""), NUMS), n(0).repeat(4), "i.|ii.|iii.|iv."),
        (
            "words around",
            list(&level(0, "decimal", "Sak %1/18", ""), NUMS),
            n(0).repeat(2),
            "Sak 1/18|Sak 2/18",
        ),
        ("bullets", list(&level(0, "bullet", "\u{F0B7}", ""), NUMS), n(0).repeat(2), "•|•"),
        ("no number", list(&level(0, "none", "", ""), NUMS), n(0), ""),
        (
            "a changed level",
            list(
                &outline,
                r#"<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride></w:num>"#,
            ),
            n(0),
            "C.",
        ),
        (
            "a definition by style",
            list(r#"<w:numStyleLink w:val="S"/>"#, NUMS)
                + &format!(
                    r#"<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="S"/>{outline}</w:abstractNum>"#
                ),
            n(0),
            "1",
        ),
        ("a list that is not there", list(&outline, NUMS), numbered(9, 0, "ord"), ""),
        ("a level that is not there", list(&outline, NUMS), numbered(1, 4_000_000_000, "ord"), ""),
        (
            "a number past all counting",
            list(&level(0, "lowerLetter", "%1", ""), NUMS)
                .replace(r#"w:start w:val="1""#, r#"w:start w:val="4294967295""#),
            n(0).repeat(2),
            "4294967295|4294967295",
        ),
    ];
    for (what, numbering, body, expected) in cases {
        // A heading keeps the lists from being taken for headings.
        let body = p(r#"<w:pStyle w:val="H1"/>"#, "H") + &body;
        let lines = Word { body: &body, numbering: &numbering, styles: heading, ..Word::default() }.lines();
        let label = |line: &str| {
            let (_, words) = line.split_once(' ').unwrap();
            words.strip_suffix("ord").unwrap().trim().to_owned()
        };
        let found: Vec<String> = lines.lines().skip(1).map(label).collect();
        assert_eq!(found.join("|"), expected, "{what}");
    }
}

/// Many letters have no heading styles: their headings are numbered paragraphs, and only the outline
/// can tell them from the items of a list.
#[test]
fn numbered_headings_without_a_style() {
    let numbering = list(&(level(0, "decimal", "%1.", "") + &level(1, "lowerLetter", "%2)", "")), NUMS);
    let body = numbered(1, 0, "Innledning") + &numbered(1, 1, "delpunkt") + &p("", "Brødtekst.");
    let lines = Word { body: &body, numbering: &numbering, ..Word::default() }.lines();
    assert_eq!(lines, "P 1. Innledning\nI1 a) delpunkt\nP Brødtekst.");
}

#[test]
fn numbers_attached_to_styles() {
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
        <w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>"#;
    let numbering = list(
        &(level(0, "decimal", "%1.", r#"<w:pStyle w:val="H1"/>"#)
            + &level(1, "decimal", "%1.%2", r#"<w:pStyle w:val="H2"/>"#)),
        NUMS,
    );
    let style = |id: &str, words: &str| p(&format!(r#"<w:pStyle w:val="{id}"/>"#), words);
    let none = r#"<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [
        style("H1", "Mål"),
        style("H2", "Delmål"),
        style("H2", "Delmål til"),
        style("H3", "Uten"),
        p(none, "Vedlegg"),
        style("H1", "Budsjett"),
    ];
    let lines = Word { body: &body.concat(), styles, numbering: &numbering, ..Word::default() }.lines();
    assert_eq!(lines, "H1 1. Mål\nH2 1.1 Delmål\nH2 1.2 Delmål til\nH3 Uten\nH1 Vedlegg\nH1 2. Budsjett");
}

#[test]
fn notes_of_word() {
    let note = |kind: &str, id: u32, words: &str| {
        format!(r#"<w:{kind} w:id="{id}">{}{}</w:{kind}>"#, p("", words), p("", "Mer."))
    };
    let separator =
        r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>strek</w:t></w:r></w:p></w:footnote>"#;
    let refer = |kind: &str, id: u32| format!(r#"<w:r><w:{kind}Reference w:id="{id}"/></w:r>"#);
    let body = format!(
        "<w:p><w:r><w:t>Mål</w:t></w:r>{}<w:r><w:t> og tiltak</w:t></w:r>{}{}</w:p>",
        refer("footnote", 7),
        refer("footnote", 3),
        refer("endnote", 7),
    );
    let word = Word {
        body: &body,
        footnotes: &(separator.to_owned() + &note("footnote", 3, "Andre.") + &note("footnote", 7, "Første.")),
        endnotes: &note("endnote", 7, "Sist."),
        ..Word::default()
    };
    assert_eq!(word.lines(), "P Mål¹ og tiltak²[i]\nN ¹ Første. Mer.\nN ² Andre. Mer.\nN [i] Sist. Mer.");
}

#[test]
fn pages_of_word() {
    let hard = r#"<w:r><w:br w:type="page"/></w:r>"#;
    let soft = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let cases = [
        (
            "a break of its own",
            p("", "En.") + &format!("<w:p>{hard}</w:p>") + &p("", "To."),
            "P En.\n===\nP To.",
        ),
        (
            "a break in a paragraph",
            format!("<w:p>{}{hard}{}</w:p>", run("En."), run("To.")),
            "P En.\n===\nP To.",
        ),
        ("before a paragraph", p("", "En.") + &p("<w:pageBreakBefore/>", "To."), "P En.\n===\nP To."),
        (
            "a full page inside a sentence",
            format!("<w:p>{}{soft}{}</w:p>", run("Etaten "), run("skal.")) + &p("", "To."),
            "P Etaten skal.\n===\nP To.",
        ),
        (
            "a full page before a paragraph",
            p("", "En.") + &format!("<w:p>{soft}{}</w:p>", run("To.")),
            "P En.\n===\nP To.",
        ),
        (
            "the same break twice",
            p("", "En.") + &format!("<w:p>{hard}</w:p><w:p>{soft}{}</w:p>", run("To.")),
            "P En.\n===\nP To.",
        ),
        ("nothing before it", p("<w:pageBreakBefore/>", "En."), "P En."),
    ];
    for (what, body, expected) in cases {
        assert_eq!(Word { body: &body, ..Word::default() }.lines(), expected, "{what}");
    }
}

#[test]
fn header_of_the_first_page() {
    let section = |kind: &str, more: &str| {
        format!(r#"<w:sectPr><w:headerReference w:type="{kind}" r:id="r4"/>{more}</w:sectPr>"#)
    };
    let header = p("", "Samferdselsdepartementet") + &p("", "Side 1 av 3") + &p("", "Brev 2018  Side 1");
    let cases = [
        (section("first", "<w:titlePg/>"), "P Samferdselsdepartementet\nP Brev 2018\nP Ord"),
        (section("default", ""), "P Samferdselsdepartementet\nP Brev 2018\nP Ord"),
        (section("default", "<w:titlePg/>"), "P Ord"),
        (section("even", "") + &section("default", ""), "P Ord"),
    ];
    for (section, expected) in cases {
        let body = p("", "Ord") + &section;
        assert_eq!(Word { body: &body, header: &header, ..Word::default() }.lines(), expected, "{section}");
    }
}

/// Text that was pasted into Word has a paragraph for every line; it is joined as plain text is.
#[test]
fn lines_that_are_paragraphs() {
    let sentence = ["Etaten skal i løpet av året", "legge fram en vurdering av tilsynet."];
    let body: String = sentence.iter().cycle().take(12).map(|line| p("", line)).collect();
    let lines = Word { body: &body, ..Word::default() }.lines();
    assert!(lines.lines().all(|l| l.starts_with("- ")), "{lines}");
}

#[test]
fn other_shapes_of_the_package() {
    let xml = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Målet nås</x:t></x:r></x:p></x:body></x:document>"#;
    let utf16 = |big: bool| -> Vec<u8> {
        let declared = format!(r#"<?xml version="1.0" encoding="UTF-16"?>{xml}"#);
        let units = std::iter::once(0xFEFF).chain(declared.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let latin: Vec<u8> = format!(r#"<?xml version="1.0" encoding="ISO-8859-1"?>{xml}"#)
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let place = br#"<Relationships><Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/annet/brev.xml"/></Relationships>"#;
    let packages = [
        ("strict, another prefix", package(&[("word/document.xml", xml.as_bytes())])),
        ("another place", package(&[("_rels/.rels", place), ("annet/brev.xml", xml.as_bytes())])),
        ("little-endian", package(&[("word/document.xml", &utf16(false))])),
        ("big-endian", package(&[("word/document.xml", &utf16(true))])),
        ("declared", package(&[("word/document.xml", &latin)])),
        ("other case, other slash", package(&[("Word\\Document.xml", xml.as_bytes())])),
    ];
    for (what, bytes) in packages {
        for name in ["a.docx", "a.docm", "a.dotx"] {
            let pages = read(name, &bytes).unwrap();
            assert_eq!((lines(&pages).as_str(), &*pages.media_type), ("P Målet nås", WORD), "{what}");
        }
    }
}

#[test]
fn files_that_are_refused_say_why() {
    let whole = Word { body: &p("", "Ord"), ..Word::default() }.bytes();
    let word = |xml: &str| package(&[("word/document.xml", xml.as_bytes())]);
    let compound = |name: &str| {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].into_iter().chain(name).collect::<Vec<u8>>()
    };
    let entity = r#"<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>"#;
    let deep = format!("<document>{}{}</document>", "<p>".repeat(200_000), "</p>".repeat(200_000));
    let locked = br"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let zeros = vec![b' '; 100_000_100];
    let cases = [
        ("a.docx", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("a.docx", b"Tildelingsbrev".to_vec(), "extension of its real format"),
        ("a.docx", compound("EncryptedPackage"), "password"),
        ("a.docx", compound("WordDocument"), "before 2007"),
        ("a.docx", package(&[("brev.txt", b"Ord")]), "holds no Word text"),
        ("a.docx", word("<workbook><p/></workbook>"), "only Word documents"),
        ("a.docx", word("<document><p>"), "breaks off"),
        ("a.docx", word("<document><p></document>"), "damaged"),
        ("a.docx", word(entity), "declares XML entities"),
        ("a.docx", word(&deep), "deep"),
        ("a.docx", package(&[("word/document.xml", &zeros)]), "more than 100 MB"),
        ("a.docx", word("<document/>"), "white space only"),
        ("a.odt", package(&[("META-INF/manifest.xml", locked), ("content.xml", b"x")]), "password"),
        ("a.odt", package(&[("brev.txt", b"Ord")]), "holds no OpenDocument text"),
        ("a.odt", package(&[("content.xml", b"<c><body><spreadsheet/></body></c>")]), "only text documents"),
    ];
    for (i, (name, bytes, why)) in cases.into_iter().enumerate() {
        let error = read(name, &bytes).unwrap_err();
        assert!(error.contains(why), "case {i}: {error}");
    }
}

/// A reference to a DTD that stands somewhere else is not followed and does no harm; an entity that
/// nobody declares shows as a character that could not be read.
#[test]
fn what_is_not_resolved() {
    let xml =
        r#"<!DOCTYPE d SYSTEM "http://x.invalid/d.dtd"><document><p><r><t>A&x;B</t></r></p></document>"#;
    let pages = read("a.docx", &package(&[("word/document.xml", xml.as_bytes())])).unwrap();
    assert_eq!(lines(&pages), "P A\u{FFFD}B");
    assert!(pages.warnings.iter().any(|w| w.contains("1 characters")), "{:?}", pages.warnings);
}

/// The text is there all the same; the user is told what is not.
#[test]
fn a_damaged_part_beside_the_text() {
    let word = Word { body: &p("", "Ord"), styles: "<w:style>", ..Word::default() };
    let pages = read("a.docx", &word.bytes()).unwrap();
    assert_eq!(lines(&pages), "P Ord");
    assert!(pages.warnings[0].contains("the styles of the document"), "{:?}", pages.warnings);
}

#[test]
fn what_stands_in_an_opendocument_text() {
    let automatic = r#"
        <style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="N" style:family="text" style:parent-style-name="B"><style:text-properties fo:font-weight="normal"/></style:style>
        <style:style style:name="S" style:family="text"><style:text-properties text:display="none"/></style:style>
        <style:style style:name="O" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <style:style style:name="PB" style:family="paragraph" style:parent-style-name="T"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="Ny" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
        <style:style style:name="P9" style:family="paragraph" style:parent-style-name="Title"/>"#;
    let styles =
        r#"<office:styles><style:style style:name="Title" style:family="paragraph"/></office:styles>"#;
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let cases = [
        ("white space", "<text:p>A  <text:span>\n B</text:span> <text:s text:c=\"3\"/>C<text:tab/>D</text:p>".to_owned(), "P A B  C  D"),
        ("line break", "<text:p>Fra: ASD<text:line-break/>Til: Etaten</text:p>".to_owned(), "P Fra: ASD\nP Til: Etaten"),
        ("headings", r#"<text:p text:style-name="P9">Brev</text:p><text:h text:outline-level="2">Mål</text:h>"#.to_owned(), "H1 Brev\nH3 Mål"),
        ("bold line", r#"<text:p><text:span text:style-name="B">Status</text:span></text:p>"#.to_owned(), "- Status"),
        ("bold line by its own style", r#"<text:p text:style-name="PB">Status</text:p>"#.to_owned(), "- Status"),
        ("bold turned off", r#"<text:p text:style-name="PB"><text:span text:style-name="N">Status</text:span></text:p>"#.to_owned(), "P Status"),
        ("hidden", r#"<text:p>A<text:span text:style-name="S">b</text:span></text:p>"#.to_owned(), "P A"),
        ("raised", r#"<text:p>m<text:span text:style-name="O">2</text:span></text:p>"#.to_owned(), "P m²"),
        ("deleted", "<text:tracked-changes><text:deletion><text:p>borte</text:p></text:deletion></text:tracked-changes><text:p>A</text:p>".to_owned(), "P A"),
        ("comment", "<text:p>A<office:annotation><text:p>hva?</text:p></office:annotation></text:p>".to_owned(), "P A"),
        ("contents", "<text:table-of-content><text:p>Mål 3</text:p></text:table-of-content><text:p>A</text:p>".to_owned(), "P A"),
        ("page number", "<text:p>A <text:page-number>3</text:page-number></text:p>".to_owned(), "P A"),
        ("title of a picture", "<text:p><draw:frame><svg:title>bilde</svg:title><draw:text-box><text:p>Boks</text:p></draw:text-box></draw:frame>A</text:p>".to_owned(), "P Boks\nP A"),
        ("note", "<text:p>Mål<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Se punkt</text:p><text:p>to.</text:p></text:note-body></text:note>.</text:p>".to_owned(), "P Mål¹.\nN ¹ Se punkt to."),
        ("rows", format!("<table:table><table:table-row>{}{}</table:table-row><table:table-row>{}{}</table:table-row></table:table>", cell("Post"), cell("Beløp"), cell("01"), cell("12")), "R Post | Beløp\nR 01 | 12"),
        ("cells that cover others", format!("<table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>a</text:p></table:table-cell>{covered}{}</table:table-row><table:table-row>{covered}{}{}</table:table-row></table:table>", cell("b"), cell("c"), cell("d")), "R a | b\nR | c | d"),
        ("break before", r#"<text:p>A.</text:p><text:p text:style-name="Ny">B.</text:p>"#.to_owned(), "P A.\n===\nP B."),
        ("full page inside a sentence", "<text:p>Etaten <text:soft-page-break/>skal.</text:p><text:p>B.</text:p>".to_owned(), "P Etaten skal.\n===\nP B."),
        ("full page between", "<text:p>A.</text:p><text:soft-page-break/><text:p>B.</text:p>".to_owned(), "P A.\n===\nP B."),
        ("hidden section", r#"<text:section text:display="none"><text:p>borte</text:p></text:section><text:p>A</text:p>"#.to_owned(), "P A"),
    ];
    for (what, text, expected) in cases {
        assert_eq!(odt_lines(styles, automatic, &text), expected, "{what}");
    }
}

#[test]
fn numbers_of_opendocument() {
    let styles = r#"<office:styles>
        <text:outline-style>
          <text:outline-level-style text:level="1" style:num-format="1"/>
          <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/>
        </text:outline-style>
        <text:list-style style:name="L">
          <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="2"/>
          <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
        </text:list-style>
        <text:list-style style:name="M"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
        <text:list-style style:name="W"><text:list-level-style-number text:level="1" style:num-format="I" loext:num-list-format="Sak %1%:"/></text:list-style>
        <style:style style:name="U" style:family="paragraph" style:list-style-name=""/>
        </office:styles>"#;
    let h = |level: u8, more: &str| format!(r#"<text:h text:outline-level="{level}" {more}>H</text:h>"#);
    let item = |content: &str| format!("<text:list-item>{content}</text:list-item>");
    let list = |more: &str, content: &str| format!("<text:list {more}>{content}</text:list>");
    let one = item("<text:p>ord</text:p>");
    let of = |style: &str| format!(r#"text:style-name="{style}""#);
    let cases = [
        (
            "headings",
            h(1, "") + &h(2, "") + &h(2, "") + &h(1, "") + &h(2, ""),
            "H1 1 H|H2 1.1. H|H2 1.2. H|H1 2 H|H2 2.1. H",
        ),
        (
            "headings without a number",
            h(1, "") + &h(1, r#"text:is-list-header="true""#) + &h(1, r#"text:style-name="U""#) + &h(1, ""),
            "H1 1 H|H1 H|H1 H|H1 2 H",
        ),
        ("start", h(1, "") + &list(&of("L"), &one.repeat(2)), "H1 1 H|I0 2. ord|I0 3. ord"),
        (
            "levels",
            h(1, "")
                + &list(
                    &of("L"),
                    &(item(&("<text:p>ord</text:p>".to_owned() + &list("", &one.repeat(2)))) + &one),
                ),
            "H1 1 H|I0 2. ord|I1 (a) ord|I1 (b) ord|I0 3. ord",
        ),
        (
            "a list that goes on",
            h(1, "")
                + &list(&of("L"), &one)
                + "<text:p>Tekst</text:p>"
                + &list(&format!("{} text:continue-numbering=\"true\"", of("L")), &one)
                + &list(&of("L"), &one),
            "H1 1 H|I0 2. ord|P Tekst|I0 3. ord|I0 2. ord",
        ),
        (
            "a list that another goes on with",
            h(1, "")
                + &list(&format!("xml:id=\"x\" {}", of("L")), &one)
                + &list(&of("W"), &one)
                + &list(&format!("text:continue-list=\"x\" {}", of("L")), &one),
            "H1 1 H|I0 2. ord|I0 Sak I: ord|I0 3. ord",
        ),
        (
            "an item with its number",
            h(1, "")
                + &list(
                    &of("L"),
                    r#"<text:list-item text:start-value="7"><text:p>ord</text:p></text:list-item>"#,
                ),
            "H1 1 H|I0 7. ord",
        ),
        (
            "a header and a second paragraph",
            h(1, "")
                + &list(
                    &of("L"),
                    &("<text:list-header><text:p>Liste</text:p></text:list-header>".to_owned()
                        + &item("<text:p>ord</text:p><text:p>mer</text:p>")),
                ),
            "H1 1 H|P Liste|I0 2. ord|P mer",
        ),
        ("bullets", list(&of("M"), &one), "I0 • ord"),
        ("a heading in a list", list(&of("L"), &item(&h(1, ""))), "H1 2. H"),
    ];
    for (what, text, expected) in cases {
        assert_eq!(odt_lines(styles, "", &text).replace('\n', "|"), expected, "{what}");
    }
}

#[test]
fn header_of_the_first_page_of_opendocument() {
    let page = |name: &str, content: &str| {
        format!(r#"<style:master-page style:name="{name}">{content}</style:master-page>"#)
    };
    let header = |name: &str, words: &str| format!("<style:{name}><text:p>{words}</text:p></style:{name}>");
    let styles = format!(
        "<office:master-styles>{}{}</office:master-styles>",
        page("Standard", &(header("header", "Løpende") + &header("header-first", "Departementet"))),
        page("Annen", &header("footer", "Side 1")),
    );
    assert_eq!(odt_lines(&styles, "", "<text:p>A</text:p>"), "P Departementet\nP A");
    let table = r#"<style:style style:name="T" style:family="table" style:master-page-name="Annen"/>"#;
    let text = r#"<table:table table:style-name="T"><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(odt_lines(&styles, table, text), "P A", "a table begins the page");
    let first = r#"<style:style style:name="F" style:family="paragraph" style:master-page-name="Annen"/>"#;
    assert_eq!(odt_lines(&styles, first, r#"<text:p text:style-name="F">A</text:p>"#), "P A");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the XML of a document, reading it comes to an end without a panic.
    #[test]
    fn spoilt_documents_are_read_or_refused(
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..12),
        which in 0_usize..4,
        packed in any::<bool>(),
    ) {
        let numbering = list(&level(0, "decimal", "%1.%2", "<w:isLgl/>"), NUMS);
        let body = numbered(1, 0, "Mål") + &numbered(1, 1, "tiltak")
            + &format!("<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>", p("", "celle"))
            + r#"<w:p><w:r><w:footnoteReference w:id="1"/><w:br w:type="page"/></w:r></w:p>"#;
        let text = r#"<text:list text:style-name="L"><text:list-item><text:p>ord<text:s text:c="2"/></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>celle</text:p></table:table-cell></table:table-row></table:table>"#;
        let spoil = |bytes: &mut Vec<u8>| for (at, byte, how) in &spoilt {
            if bytes.is_empty() { return; }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = *byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, *byte),
            }
        };
        if packed {
            let mut bytes = if which % 2 == 0 {
                Word { body: &body, numbering: &numbering, ..Word::default() }.bytes()
            } else {
                odt("", "", text)
            };
            spoil(&mut bytes);
            let _ = read(if which % 2 == 0 { "a.docx" } else { "a.odt" }, &bytes);
            return Ok(());
        }
        // Spoilt before it is packed, so that the zip file itself is whole.
        let mut members = [
            part("document", &format!("<w:body>{body}</w:body>")).into_bytes(),
            part("numbering", &numbering).into_bytes(),
            format!("<c><office:automatic-styles><text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" text:display-levels=\"3\"/></text:list-style></office:automatic-styles><office:body><office:text>{text}</office:text></office:body></c>").into_bytes(),
            br#"<Relationships><Relationship Id="1" Type="x/numbering" Target="n.xml"/></Relationships>"#.to_vec(),
        ];
        spoil(&mut members[which]);
        let [document, numbering, content, relations] = &members;
        let bytes = package(&[
            ("word/document.xml", document),
            ("word/n.xml", numbering),
            ("content.xml", content),
            ("word/_rels/document.xml.rels", relations),
        ]);
        let _ = read("a.docx", &bytes);
        let _ = read("a.odt", &bytes);
    }
}

/// Bullets under a numbered item are, to Word, the outermost level of another list; only that they
/// stand further in shows that they belong to the item.
#[test]
fn a_list_inside_another() {
    let at = |indent: u32| format!(r#"<w:pPr><w:ind w:left="{indent}"/></w:pPr>"#);
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:abstractNum w:abstractNumId="2">{}</w:abstractNum>{NUMS}
        <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"#,
        level(0, "lowerLetter", "%1)", &at(360)),
        level(0, "bullet", "-", &at(1080)),
    );
    let inside = r#"<w:ind w:left="720"/>"#;
    let body = [
        numbered(1, 0, "vurdere:"),
        numbered(2, 0, "kostnader"),
        p(inside, "Mer om dette."),
        numbered(2, 0, "framdrift"),
        numbered(1, 0, "avslutte"),
        p("", "Brødtekst."),
        numbered(2, 0, "alene"),
    ];
    let lines = Word { body: &body.concat(), numbering: &numbering, ..Word::default() }.lines();
    let expected = "I0 a) vurdere:\nI1 • kostnader\nP Mer om dette.\nI1 • framdrift\nI0 b) avslutte\nP Brødtekst.\nI0 • alene";
    assert_eq!(lines, expected);
}

#[test]
fn a_list_inside_another_in_opendocument() {
    let list_style = |name: &str, margin: &str| {
        format!(
            r#"<text:list-style style:name="{name}"><text:list-level-style-bullet text:level="1"><style:list-level-properties><style:list-level-label-alignment fo:margin-left="{margin}"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>"#
        )
    };
    let list = |name: &str, words: &str| {
        format!(
            r#"<text:list text:style-name="{name}"><text:list-item><text:p>{words}</text:p></text:list-item></text:list>"#
        )
    };
    let styles = list_style("A", "0.63cm") + &list_style("B", "0.5in");
    let text = list("A", "vurdere:") + &list("B", "kostnader") + &list("A", "avslutte");
    assert_eq!(odt_lines("", &styles, &text), "I0 • vurdere:\nI1 • kostnader\nI0 • avslutte");
}
