//! Files that are damaged, locked, or meant to do harm.

use super::super::sniff::compound;
use super::{NUMS, Word, level, lines, list, numbered, odt, p, package, part, read};
use proptest::prelude::*;

#[test]
fn files_that_are_refused_say_why() {
    let whole = Word { body: &p("", "Ord"), ..Word::default() }.bytes();
    let word = |xml: &str| package(&[("word/document.xml", xml.as_bytes())]);
    let entity = r#"<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>"#;
    let deep = format!("<document>{}{}</document>", "<p>".repeat(200_000), "</p>".repeat(200_000));
    let locked = br"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let zeros = vec![b' '; 100_000_100];
    let cases = [
        ("a.docx", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("a.docx", compound("EncryptedPackage"), "password"),
        ("a.docx", compound("WordDocument"), "before 2007"),
        ("a.docx", word("<workbook><p/></workbook>"), "only Word documents"),
        ("a.docx", word("<document><p>"), "breaks off"),
        ("a.docx", word("<document><p></document>"), "damaged"),
        ("a.docx", word(entity), "declares XML entities"),
        ("a.docx", word(&deep), "deep"),
        ("a.docx", package(&[("word/document.xml", &zeros)]), "more than 100 MB"),
        ("a.docx", word("<document/>"), "white space only"),
        ("a.odt", package(&[("META-INF/manifest.xml", locked), ("content.xml", b"x")]), "password"),
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
