//! What a file is, its content tells.

use super::zip::archive;
use proptest::prelude::*;
use std::path::Path;
use styringsarkiv::read;

/// The media type, or what the error says.
fn told(name: &str, bytes: &[u8]) -> String {
    match read::read_with(Path::new(name), bytes, &mut |_| Ok(())) {
        Ok(Some(pages)) => pages.media_type.into_owned(),
        Ok(None) => "container".to_owned(),
        Err(e) => e.to_string(),
    }
}

pub fn compound(stream: &str) -> Vec<u8> {
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(1024, 0);
    file.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    file.resize(1536, 0);
    file
}

#[test]
fn the_content_tells() {
    let office = |part: &str| archive(&[("[Content_Types].xml", b"<x/>"), (part, b"<x/>")]);
    let open = |media: &str| archive(&[("mimetype", media.as_bytes()), ("content.xml", b"<x/>")]);
    let mail = "Received: x\r\nFrom: a@b.no\r\nSubject: Hei\r\n\r\nHei på deg.\r\n";
    let mut cut = office("word/document.xml");
    cut.truncate(45);
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("text", "a", "Referat fra møte".into(), "text/plain"),
        ("text in English with a colon", "a", "Date: tomorrow\nFrom: me\n\nHello".into(), "text/plain"),
        ("Markdown by its name", "a.MD", "# Referat".into(), "text/markdown"),
        ("a page named text", "a.txt", "\u{feff} <!-- x -->\n<!DOCTYPE html><p>x".into(), "text/html"),
        ("XHTML", "a.doc", "<?xml version='1.0'?>\n<html xmlns='x'><p>x</p></html>".into(), "text/html"),
        ("text that begins with a bracket", "a.txt", "<innsats> i året".into(), "text/plain"),
        ("mail", "a.txt", mail.into(), "message/rfc822"),
        ("a mailbox", "a", format!("From a@b Mon\n{mail}\n\nFrom a@b Mon\n{mail}").into(), "container"),
        ("a ZIP named text", "a.txt", archive(&[("b.txt", b"x")]), "container"),
        ("Word", "a.txt", office("word/document.xml"), "no Word text"),
        ("a spreadsheet", "a.docx", office("xl/workbook.xml"), "it is a spreadsheet"),
        ("slides", "a.docx", office("ppt/presentation.xml"), "it is a presentation"),
        ("OpenDocument", "a.bin", open("application/vnd.oasis.opendocument.text"), "holds no text"),
        ("an e-book", "a.zip", open("application/epub+zip"), "EPUB"),
        ("a Word file that is cut off", "a.docx", cut, "cut off"),
        ("PDF after a line", "a.txt", b"\n\n%PDF-1.4\n".to_vec(), "the PDF is damaged"),
        ("PNG", "a.txt", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "the image is damaged"),
        ("JPEG", "a", b"\xff\xd8\xff\xe0\0".to_vec(), "the image is damaged"),
        ("TIFF", "a", b"II*\0\0\0".to_vec(), "the image is damaged"),
        ("old Word", "a.docx", compound("WordDocument"), "before 2007"),
        ("a password", "a.docx", compound("EncryptedPackage"), "protected with a password"),
        ("Outlook", "a.msg", compound("__properties_version1.0"), "Outlook message"),
        ("gzip", "a.txt", b"\x1f\x8b\x08\0".to_vec(), "gzip"),
        ("7-Zip", "a", b"7z\xbc\xaf\x27\x1c".to_vec(), "7-Zip"),
        ("RAR", "a", b"Rar!\x1a\x07\x01".to_vec(), "RAR"),
        ("junk", "a.pdf", vec![0, 1, 2, 0, 0, 250, 3, 0, 9, 1], "not text"),
        ("nothing", "a.pdf", Vec::new(), "empty"),
    ];
    for (name, path, bytes, expected) in cases {
        let told = told(path, &bytes);
        assert!(told.contains(expected), "{name}: {told}");
    }
}

#[test]
fn names_that_are_worth_a_look() {
    for name in ["a.txt", "a", "a.PDF", "Referat 3.mai", "a.docx", "skann.tif", "a.zip", "a.eml"] {
        assert!(read::may_be_document(Path::new(name)), "{name}");
    }
    for name in ["a.json", "a.CSV", "b/tall.xlsx", "a.exe", "logo.gif", "a.toml", "a.css"] {
        assert!(!read::may_be_document(Path::new(name)), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Files of every sort, spoilt and cut off, are read or refused.
    #[test]
    fn spoilt_files_never_panic(
        which in 0_usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut file: Vec<u8> = match which {
            0 => "<!doctype html><title>T</title><h1>a<sup>1</sup></h1><ol start=2 type=a reversed><li>b<li id=fn1>c</ol><table><tr><td>d<td>e</table><dl><dt>f<dd>g</dl><pre>h\ni</pre>&shy;".into(),
            1 => super::mail::MIXED.into(),
            2 => archive(&[("a/b.txt", b"Referat fra m\xf8te"), ("../c.txt", b"x"), ("d/", b"")]),
            3 => archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]),
            4 => compound("WordDocument"),
            5 => format!("From a@b Mon\n{0}\n\nFrom a@b Mon\n{0}", super::mail::MIXED).into(),
            _ => "\u{feff}Tekst med \u{ad} og \u{fb01} i".into(),
        };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if cut {
            file.truncate(end.index(file.len()));
        }
        let read = read::read_with(Path::new("a"), &file, &mut |part| {
            assert!(!part.name.is_empty() && !part.name.split('/').any(|p| p == ".."), "{}", part.name);
            Ok(())
        });
        if let Ok(Some(pages)) = read {
            let _ = styringsarkiv::text::clean(&pages);
        }
    }
}
