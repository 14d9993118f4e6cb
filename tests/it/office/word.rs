//! Word.

use super::{NUMS, Word, level, lines, list, numbered, p, package, read};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
