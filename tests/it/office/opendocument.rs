//! `OpenDocument` text.

use super::odt_lines;

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
