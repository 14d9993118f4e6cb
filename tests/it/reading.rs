//! From files to documents: what stands inside others, versions of one document, places on the page,
//! recognition of what is no text.

use super::described::{docx, markdown, pdf, random, text};
use super::support::{Folder, Ran, arkiv};
use super::zip::archive;
use std::io::Cursor;

const LETTER: &str = "KUNNSKAPSDEPARTEMENTET\n\nUtdanningsdirektoratet\n\n15. januar 2019\n\nTildelingsbrev for 2019\n\n\
    Departementet ber direktoratet om å utrede kaudervelsk.\n";

fn mail(attachment: &str) -> String {
    format!(
        "From: post@eksempel.no\r\nTo: mottak@eksempel.no\r\nSubject: Oversendelse\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Se vedlegget.\r\n--b\r\nContent-Type: text/plain; name=brev.txt\r\n\
         Content-Disposition: attachment; filename=brev.txt\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{attachment}\r\n--b--\r\n"
    )
}

fn paths(folder: &Folder) -> Vec<String> {
    let rows = folder.arkiv(&["documents", "--format", "json"]);
    let rows = if rows.code == 1 { return Vec::new() } else { rows.json() };
    let path = |d: &serde_json::Value| d["path"].as_str().unwrap().to_owned();
    let mut paths: Vec<String> = rows.as_array().unwrap().iter().map(path).collect();
    paths.sort();
    paths
}

/// The records, by path.
fn record(folder: &Folder, path: &str) -> serde_json::Value {
    let out = folder.arkiv(&["export"]).out;
    let mut all = out.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    all.find(|d| d["source"]["path"] == path).unwrap_or_else(|| panic!("{path}: {out}"))
}

#[test]
fn a_letter_attached_to_a_mail_in_an_archive() {
    let folder = Folder::new(&[]);
    let post = mail(LETTER);
    let inner = archive(&[("to/post.eml", post.as_bytes()), ("logo.gif", b"GIF89a"), ("tom.txt", b"")]);
    folder.write("arkiv.zip", &inner);
    let ran = folder.arkiv(&["index", "."]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("arkiv.zip/tom.txt: the file is empty"), "{}", ran.err);
    assert!(ran.err.contains("1 .gif"), "{}", ran.err);
    assert_eq!(paths(&folder), ["arkiv.zip/to/post.eml", "arkiv.zip/to/post.eml/brev.txt"]);
    let (mail, letter) =
        (record(&folder, "arkiv.zip/to/post.eml"), record(&folder, "arkiv.zip/to/post.eml/brev.txt"));
    assert_eq!(mail["source"]["parent"], serde_json::json!({"id": null, "path": "arkiv.zip"}));
    assert_eq!(letter["source"]["parent"]["id"], mail["id"]);
    assert_eq!(letter["kind"]["value"], "tildelingsbrev");
    // What is inside is found, is left as it is, and is gone when the file is.
    assert_eq!(folder.arkiv(&["search", "kaudervelsk"]).code, 0);
    assert!(folder.arkiv(&["index", "."]).err.contains("2 unchanged"));
    std::fs::remove_file(folder.path().join("arkiv.zip")).unwrap();
    folder.arkiv(&["index", "."]);
    assert!(paths(&folder).is_empty());
}

/// An archive that is damaged today keeps what was read of it yesterday.
#[test]
fn an_archive_that_becomes_unreadable() {
    let folder = Folder::new(&[]);
    let whole = archive(&[("brev.txt", LETTER.as_bytes())]);
    folder.write("a.zip", &whole);
    folder.index();
    folder.write("a.zip", &whole[..whole.len() - 30]);
    let ran = folder.arkiv(&["index", "."]);
    assert!(ran.code == 2 && ran.err.contains("a.zip: "), "{}", ran.err);
    assert_eq!(paths(&folder), ["a.zip/brev.txt"]);
}

#[test]
fn the_same_document_in_three_formats_is_shown_once() {
    let folder = Folder::new(&[]);
    let description = random::description(3);
    folder.write("brev.txt", text::render(&description).as_bytes());
    let ran = folder.index();
    assert!(ran.err.contains("1 documents"), "{}", ran.err);
    folder.write("brev.docx", &docx::render(&description));
    folder.write("brev.pdf", &pdf::render(&description));
    // Another letter of the same kind, and next year's with the same words, are other documents.
    folder.write("annet.txt", text::render(&random::description(4)).as_bytes());
    let next = text::render(&description).replace("2023", "2024");
    folder.write("neste.txt", next.as_bytes());
    let ran = folder.index();
    assert!(ran.err.contains("brev.txt is another version of brev.pdf"), "{}", ran.err);
    assert_eq!(paths(&folder), ["annet.txt", "brev.pdf", "neste.txt"]);
    let versions = record(&folder, "brev.pdf")["source"]["versions"].clone();
    let names: Vec<&str> = versions.as_array().unwrap().iter().map(|v| v["path"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 2, "{versions}");
    assert!(names.contains(&"brev.txt") && names.contains(&"brev.docx"));
    // A version can be shown, is not found twice, and comes back when the main one is gone.
    assert_eq!(folder.arkiv(&["show", "brev.docx"]).code, 0);
    std::fs::remove_file(folder.path().join("brev.docx")).unwrap();
    folder.arkiv(&["index", "."]);
    assert_eq!(record(&folder, "brev.pdf")["source"]["versions"].as_array().unwrap().len(), 1);
    std::fs::remove_file(folder.path().join("brev.pdf")).unwrap();
    folder.arkiv(&["index", "."]);
    assert_eq!(paths(&folder), ["annet.txt", "brev.txt", "neste.txt"]);
    assert!(record(&folder, "brev.txt")["source"].get("versions").is_none());
}

#[test]
fn every_line_of_a_pdf_has_its_place() {
    let folder = Folder::new(&[]);
    folder.write("brev.pdf", &pdf::render(&random::description(6)));
    folder.index();
    let text = record_text(&folder);
    let schema = jsonschema::validator_for(&arkiv(&["schema", "show"]).json()).unwrap();
    let pages = folder.arkiv(&["show", "brev.pdf", "--boxes"]).json();
    let pages = pages.as_array().unwrap();
    assert!(pages.len() > 1);
    let mut lines = 0;
    for page in pages {
        assert!(schema.is_valid(page), "{page}");
        let (width, height) = (page["width"].as_f64().unwrap(), page["height"].as_f64().unwrap());
        for line in page["lines"].as_array().unwrap() {
            let place: Vec<f64> =
                line["box"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
            assert!(0.0 <= place[0] && place[0] < place[2] && place[2] <= width, "{line}");
            assert!(0.0 <= place[1] && place[1] < place[3] && place[3] <= height, "{line}");
            let (from, to) =
                (line["start"].as_u64().unwrap() as usize, line["end"].as_u64().unwrap() as usize);
            let printed: String = text[from..to].iter().collect();
            assert_eq!(line["text"], printed.as_str());
            lines += 1;
        }
    }
    assert!(lines > 40, "{lines}");
    let one = folder.arkiv(&["show", "brev.pdf", "--boxes", "--page", "2"]).json();
    assert_eq!(one[0], pages[1]);
    assert_eq!(folder.arkiv(&["show", "brev.pdf", "--boxes", "--page", "99"]).code, 2);
}

fn record_text(folder: &Folder) -> Vec<char> {
    let out = folder.arkiv(&["export", "--with-text"]).out;
    let record: serde_json::Value = serde_json::from_str(out.trim()).unwrap();
    record["text"].as_str().unwrap().chars().collect()
}

/// A white page as PNG.
fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::GrayImage::from_pixel(600, 800, image::Luma([255]))
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

/// A stand-in for tesseract that sees one line on every page, and notes each time it looks.
const SEER: &str = r#"#!/bin/sh
case "$1" in
--version) echo "tesseract 9.9"; exit;;
--list-langs) echo nor; exit;;
esac
cat > /dev/null
echo seen >> "$(dirname "$0")/.seen"
echo '<html><body><span class="ocr_line" title="bbox 60 60 400 90; baseline 0 0; x_size 30">'
x=0
for word in Tildelingsbrev for 2019; do
x=$((x + 150))
echo "<span class='ocrx_word' title='bbox $x 60 $((x + 130)) 90; x_wconf 80'>$word</span>"
done
echo '</span></body></html>'
"#;

fn index_with(folder: &Folder, tesseract: &str) -> Ran {
    let seer = folder.path().join(tesseract);
    folder.arkiv_with(&[("ARKIV_TESSERACT", seer.to_str().unwrap())], &["index", "."])
}

#[test]
#[cfg(unix)]
fn a_scan_is_recognised_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("seer", SEER), ("brev.txt", LETTER)]);
    std::fs::set_permissions(folder.path().join("seer"), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::rename(folder.path().join("seer"), folder.path().join(".seer")).unwrap();
    folder.write("skann.png", &picture());
    // Without anything that recognises text the rest is indexed, and it is said what to install.
    let ran = index_with(&folder, "nobody");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("skann.png") && ran.err.contains("apt install tesseract-ocr"), "{}", ran.err);
    assert_eq!(paths(&folder), ["brev.txt", "skann.png"]);
    let warnings = record(&folder, "skann.png")["warnings"].to_string();
    assert!(warnings.contains("page 1: no text that can be read"), "{warnings}");
    // With it the page is read, and marked as what it is.
    let ran = index_with(&folder, ".seer");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let source = record(&folder, "skann.png")["source"].clone();
    assert_eq!(
        (&source["ocr_pages"], &source["ocr_confidence"]),
        (&serde_json::json!([1]), &serde_json::json!(80))
    );
    let found = folder.arkiv(&["search", "tildelingsbrev", "--text", "ocr", "--format", "json"]).json();
    assert_eq!(
        (&found["total"], &found["hits"][0]["recognised"]),
        (&serde_json::json!(1), &serde_json::json!(true))
    );
    assert_eq!(found["facets"]["text"].as_array().unwrap().len(), 2, "{found}");
    // It is not done twice, though the record is made anew.
    let seen = || std::fs::read_to_string(folder.path().join(".seen")).unwrap().lines().count();
    assert_eq!(seen(), 1);
    folder.write("skann.png.meta.toml", b"year = 2019\n");
    assert!(index_with(&folder, ".seer").err.contains("1 updated"));
    assert_eq!(seen(), 1);
    // Nothing of a document that is gone is kept.
    for name in ["skann.png", "skann.png.meta.toml"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    index_with(&folder, ".seer");
    assert_eq!(std::fs::read_dir(folder.path().join("the index/ocr")).unwrap().count(), 0);
}

/// The text as it is read, before it is cleaned.
#[test]
fn what_is_read_in_a_file() {
    let folder = Folder::new(&[("brev.md", markdown::render(&random::description(2)).as_str())]);
    let ran = arkiv(&["read", folder.path().join("brev.md").to_str().unwrap()]);
    assert!(ran.code == 0 && ran.out.starts_with("page 1\n"), "{}", ran.out);
    let ran = arkiv(&["read", "--json", folder.path().join("brev.md").to_str().unwrap()]);
    let page: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert!(page["lines"].as_array().unwrap().len() > 10);
}
