//! Web pages: the letter without its surroundings, as the structure it is.

use std::path::Path;
use std::time::{Duration, Instant};
use styringsarkiv::{read, text};

fn lines(html: &[u8]) -> String {
    let pages = read::read(Path::new("a.html"), html).unwrap();
    assert_eq!(pages.media_type, "text/html");
    let lines = pages.pages.iter().flat_map(|p| &p.lines).filter(|l| !l.text.is_empty());
    lines.map(|l| format!("{:?} {}", l.hint.unwrap(), l.text)).collect::<Vec<_>>().join("\n")
}

#[test]
fn blocks_and_their_traps() {
    let cases = [
        ("headings", "<h1>En</h1><h3>To</h3>", "Heading(1) En\nHeading(3) To"),
        (
            "a heading in two lines is one",
            "<h1>Tildelingsbrev<br>2020</h1>",
            "Heading(1) Tildelingsbrev 2020",
        ),
        ("a heading that is not closed", "<h2>Mål<p>Etaten skal.", "Heading(2) Mål\nParagraph Etaten skal."),
        ("a role", "<div role=heading aria-level=3>Mål</div>x", "Heading(3) Mål\nParagraph x"),
        ("words between blocks", "<div>a <b>b</b><p>c</p>d</div>", "Paragraph a b\nParagraph c\nParagraph d"),
        ("line breaks", "<p>Postboks 1<br>0030 Oslo</p>", "Paragraph Postboks 1\nParagraph 0030 Oslo"),
        ("a nested list", "<ul><li>a<ul><li>b</ul><li>c</ul>", "Item(0) • a\nItem(1) • b\nItem(0) • c"),
        ("paragraphs in items", "<ul><li><p>a</p><p>b</p></li></ul>", "Item(0) • a\nParagraph b"),
        ("an empty item", "<ul><li><p></p></li><li> b</li></ul>", "Item(0) • b"),
        (
            "a list that starts",
            "<ol start=3><li>a<li value=7>b<li>c</ol>",
            "Item(0) 3. a\nItem(0) 7. b\nItem(0) 8. c",
        ),
        ("letters", "<ol type=a><li>x<li>y</ol>", "Item(0) a) x\nItem(0) b) y"),
        ("Roman figures", "<ol type=I start=4><li>x<li>y</ol>", "Item(0) IV) x\nItem(0) V) y"),
        ("reversed", "<ol reversed><li>x<li>y</ol>", "Item(0) 2. x\nItem(0) 1. y"),
        ("a start beyond numbers", "<ol start=99999999999999999999><li>x</ol>", "Item(0) 1. x"),
        ("marks of its own", "<ul style='list-style-type:none'><li>1.1 x</ul>", "Item(0) 1.1 x"),
        (
            "a table",
            "<table><caption>Budsjett</caption><tr><th>Post<th>Beløp<tr><td><p>01</p><td>5 000</table>x",
            "Paragraph Budsjett\nRow Post | Beløp\nRow 01 | 5 000\nParagraph x",
        ),
        (
            "tables that lay out the page",
            "<table><tr><td><h2>Mål</h2><p>Etaten skal.<td><table><tr><td>a<td>b</table></table>",
            "Heading(2) Mål\nParagraph Etaten skal.\nRow a | b",
        ),
        (
            "fields",
            "<dl><dt>Dato<dd>3.5.2016<dt>Sak:<dd>1<dd>2</dl>",
            "Paragraph Dato: 3.5.2016\nParagraph Sak: 1\nParagraph 2",
        ),
        (
            "a block quotation",
            "<blockquote>a</blockquote><pre>b\nc</pre>",
            "Paragraph a\nParagraph b\nParagraph c",
        ),
        ("entities", "<p>S&oslash;r&shy;landet&nbsp;&amp; <wbr>Ås&#8211;x", "Paragraph Sørlandet & Ås–x"),
        ("a power", "<p>5 m<sup>2</sup>, 1<sup>st</sup>", "Paragraph 5 m², 1st"),
        (
            "footnotes",
            "<p>Etaten<sup><a href='#fn1'>1</a></sup> skal.<ol><li id=fn1><p>En note. <a href='#fnref1'>↩</a></p></ol>",
            "Paragraph Etaten¹ skal.\nNote ¹ En note.",
        ),
        (
            "footnotes from Word",
            "<p>Etaten<a href='#_ftn2' name='_ftnref2'>[2]</a> skal.<div id=ftn2><p><a href='#_ftnref2'>[2]</a> En note.</p></div>",
            "Paragraph Etaten² skal.\nNote ² En note.",
        ),
        (
            "scripts",
            "<script>var a = '<p>b</p>';</script><style>p{}</style><p>x<template>y</template>",
            "Paragraph x",
        ),
        ("hidden", "<p>x<p hidden>a<p style='display: none'>b<p aria-hidden=true>c", "Paragraph x"),
        ("broken markup", "<p>a</b></div><i>b<p>c", "Paragraph ab\nParagraph c"),
        (
            "the title, if there is no other",
            "<title>Brev - regjeringen.no</title><p>x",
            "Heading(1) Brev\nParagraph x",
        ),
        ("the title, if there is", "<title>Nei</title><h1>Brev</h1><p>x", "Heading(1) Brev\nParagraph x"),
    ];
    for (name, html, expected) in cases {
        assert_eq!(lines(format!("<!doctype html>{html}").as_bytes()), expected, "{name}");
    }
}

const LETTER: &str = "<h1>Tildelingsbrev 2020</h1><p>Departementet viser til Stortingets vedtak og gir med dette etaten rammer for året som kommer, med mål og krav til rapportering.</p><ul><li><a href='/v.pdf'>Vedlegg 1</a></li></ul>";

#[test]
fn the_surroundings_of_a_letter_go() {
    let expected = "Heading(1) Tildelingsbrev 2020\nParagraph Departementet viser til Stortingets vedtak og gir med dette etaten rammer for året som kommer, med mål og krav til rapportering.\nItem(0) • Vedlegg 1";
    let around = "<nav><ul><li>Tema</ul></nav><div class='cookie-banner'>Vi bruker informasjonskapsler</div>";
    let share =
        "<ul class='share-links'><li><a href=f>Del på Facebook</a></ul><p><a href='#'>Skriv ut</a></p>";
    let menu = "<header><h2>Etaten</h2><ul><li><a href=x>Meny</a></ul></header>";
    let long_menu =
        "<div role=navigation><a href=a>Alle dokumenter fra departementet i år</a></div>".repeat(30);
    let pages = [
        format!("<body>{around}{menu}<main>{share}{LETTER}</main><footer>Kontakt</footer>"),
        format!("<body>{around}<div class=breadcrumb><a href=a>Hjem</a></div><div>{LETTER}{share}</div>"),
        format!(
            "<body>{long_menu}<article>{LETTER}</article><div>Les også <a href=b>et annet brev</a></div>"
        ),
        // Everything lies in a form, or is hidden behind a notice.
        format!("<body><form action=x>{around}{LETTER}</form>"),
        format!("<body><div aria-hidden=true class=menu>{LETTER}</div><div role=dialog>Velkommen</div>"),
        format!("<body><div class=no-sidebar>{LETTER}</div><div class='page-menu'>Meny</div>"),
        format!("<body><aside><h2>Relatert</h2><a href=b>et annet brev</a></aside>{LETTER}"),
    ];
    for page in pages {
        assert_eq!(lines(page.as_bytes()), expected, "{page}");
    }
}

#[test]
fn encodings() {
    let utf8 = "<meta charset=utf-8><p>Særmøte på Ås".as_bytes().to_vec();
    let latin = |head: &str| [head.as_bytes(), b"<p>S\xe6rm\xf8te p\xe5 \xc5s"].concat();
    let utf16: Vec<u8> = "\u{feff}<html><p>Særmøte på Ås".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files = [
        utf8,
        "<meta charset=iso-8859-1><p>Særmøte på Ås".as_bytes().to_vec(), // says one thing, is another
        latin("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
        latin("<html>"),
        latin("<meta charset=utf-8>"),
        latin("<meta charset=tullball>"),
        utf16,
        b"<?xml version='1.0' encoding='ibm866'?><html><p>\x91".to_vec(),
    ];
    for (i, file) in files.iter().enumerate() {
        let expected = if i == 7 { "С" } else { "Særmøte på Ås" };
        let pages = read::read(Path::new("a.html"), file).unwrap();
        assert_eq!(text::clean(&pages).as_str(), expected, "{i}");
    }
}

#[test]
fn elements_that_stand_very_deep() {
    for tag in ["div", "b", "ul", "table", "blockquote", "svg", "section", "font color=red"] {
        let name = tag.split(' ').next().unwrap();
        let html = format!(
            "<p>før</p>{}midt{}<p>etter",
            format!("<{tag}>").repeat(200_000),
            format!("</{name}>").repeat(200_000)
        );
        let begun = Instant::now();
        let found = read::read(Path::new("a.html"), html.as_bytes());
        assert!(begun.elapsed() < Duration::from_secs(20), "{tag}: {:?}", begun.elapsed());
        assert!(text::clean(&found.unwrap()).as_str().contains("før"), "{tag}");
    }
}
