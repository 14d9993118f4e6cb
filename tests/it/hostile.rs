//! Files that are damaged, locked, misnamed, or made to do harm: each is one line in the report that says
//! what to do, the rest of the folder is indexed, and nothing is left running.

use super::support::{Folder, Ran, root};
use super::zip::archive;
use flate2::{Compression, Crc};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Command;

const GOOD: (&str, &str) =
    ("god.txt", "Referat fra særmøte 3. mai 2016\n\n1. Status\nAlt går bra med tilsynet.\n");

/// A PDF of these objects, numbered from 1, of which the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        writeln!(out, "{number} 0 obj").unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    write!(out, "{table}trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .unwrap();
    out
}

pub fn stream(entries: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", body.len());
    [head.as_bytes(), body, b"\nendstream"].concat()
}

/// A PDF of one page.
pub fn one_page(contents: Vec<u8>, resource: Vec<u8>) -> Vec<u8> {
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 5 0 R>>>>>>".to_vec(),
        contents,
        resource,
    ])
}

pub const FONT: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// A PDF with this one line.
pub fn letter(line: &str) -> Vec<u8> {
    one_page(stream("", format!("BT /F 12 Tf 72 770 Td ({line}) Tj ET").as_bytes()), FONT.to_vec())
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// So many megabytes of zeros, deflated twice: ten kilobytes for four gigabytes. One megabyte is deflated
/// and its block repeated; the checksum at the end is wrong, which nobody minds who unpacks that much.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 1 << 20]).unwrap();
    encoder.flush().unwrap();
    let block = encoder.get_ref().clone();
    // A block of its own, in which nothing points back to the one before.
    zlib(&[b"\x78\x9c".as_slice(), &block.repeat(megabytes), b"\x03\0\0\0\0\0"].concat())
}

const TWICE: &str = "/Filter[/FlateDecode/FlateDecode]";

/// Runs `arkiv index .` with these options, and settings of the environment.
fn index(folder: &Folder, options: &[&str], settings: &[(&str, &str)]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_arkiv"))
        .args(["index", "."])
        .args(options)
        .arg("--index")
        .arg(folder.path().join("the index"))
        .current_dir(folder.path())
        .envs(settings.iter().copied())
        .env("ARKIV_TEST", folder.path())
        .output()
        .unwrap();
    Ran::from(output)
}

/// Checks that each of these files has one line that says this, that all the others are indexed, and that
/// nothing is left.
#[track_caller]
fn accounts(folder: &Folder, ran: &Ran, failed: &[(&str, &str)]) {
    let lines = |name: &str| ran.err.lines().filter(|l| l.contains(name)).collect::<Vec<_>>();
    for (name, why) in failed {
        let lines = lines(name);
        assert_eq!(lines.len(), 1, "{name}: {}", ran.err);
        assert!(lines[0].contains(why), "{name}: {why}: {}", ran.err);
    }
    let count = format!("{} failed:", failed.len());
    assert!(failed.is_empty() || ran.err.contains(&count), "{}", ran.err);
    assert_eq!(ran.code, if failed.is_empty() { 0 } else { 2 }, "{}", ran.err);
    assert!(!ran.err.contains("panicked") && !ran.err.contains("defect"), "{}", ran.err);
    assert_eq!(folder.arkiv(&["search", "tilsynet"]).code, 0, "the good document is there all the same");
    assert_eq!(left(folder), Vec::<String>::new(), "processes are left");
}

/// The processes that come from a run in this folder, by the mark in their environment.
fn left(folder: &Folder) -> Vec<String> {
    let mark = format!("ARKIV_TEST={}", folder.path().display());
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let ours = |environment: Vec<u8>| environment.split(|b| *b == 0).any(|v| v == mark.as_bytes());
    processes
        .filter_map(|p| Some(p.ok()?.path()))
        .filter(|p| std::fs::read(p.join("environ")).is_ok_and(ours))
        .map(|p| String::from_utf8_lossy(&std::fs::read(p.join("cmdline")).unwrap_or_default()).into_owned())
        .collect()
}

/// What is found for a word: the paths.
fn found(folder: &Folder, word: &str) -> Vec<String> {
    let ran = folder.arkiv(&["search", word, "--unfold", "--format", "json"]);
    let hits = ran.json()["hits"].as_array().cloned().unwrap_or_default();
    let mut paths: Vec<String> = hits.iter().filter_map(|h| Some(h["path"].as_str()?.to_owned())).collect();
    paths.sort();
    paths.dedup();
    paths
}

#[cfg(unix)]
fn script(folder: &Folder, name: &str, body: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    folder.write(name, body.as_bytes());
    let path = folder.path().join(name);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn damaged_and_misnamed_files() {
    let folder = Folder::new(&[GOOD, ("tekst.pdf", "Tildelingsbrev. Feilnavn.")]);
    let whole = letter("Feilnavn i PDF");
    folder.write("er-pdf.txt", &whole);
    let body = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>Feilnavn i Word</w:t></w:r></w:p></w:body></w:document>";
    folder
        .write("er-word.pdf", &archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body)]));
    folder.write("avkortet.pdf", &whole[..200]);
    // The letter is there, but who knows what came after it.
    folder.write("uten-slutt.pdf", &whole[..whole.len() - 60]);
    folder.write("bare-hodet.pdf", b"%PDF-1.7\n");
    folder.write("tom.pdf", b"");
    folder.write("nuller.pdf", &[0; 5000]);
    folder.write("halv.docx", b"PK\x03\x04\x14\0\0\0\x08\0 og ikke mer");
    let ran = index(&folder, &[], &[]);
    accounts(
        &folder,
        &ran,
        &[
            ("avkortet.pdf", "get the file anew"),
            ("uten-slutt.pdf", "the PDF is cut off"),
            ("bare-hodet.pdf", "get the file anew"),
            ("tom.pdf", "the file is empty"),
            ("nuller.pdf", "not text"),
            ("halv.docx", "get it anew"),
        ],
    );
    assert_eq!(found(&folder, "feilnavn"), ["er-pdf.txt", "er-word.pdf", "tekst.pdf"]);
}

#[test]
fn locked_files() {
    let folder = Folder::new(&[GOOD]);
    for lock in ["user-password-rc4", "user-password-aes", "empty-password-rc4", "empty-password-aes"] {
        let name = format!("{lock}.pdf");
        folder.write(&name, &std::fs::read(root().join("tests/hostile").join(&name)).unwrap());
    }
    let ran = index(&folder, &[], &[]);
    let why = "save it without one";
    accounts(&folder, &ran, &[("user-password-rc4.pdf", why), ("user-password-aes.pdf", why)]);
    // What opens without a password is read.
    assert_eq!(found(&folder, "laasedokumentet"), ["empty-password-aes.pdf", "empty-password-rc4.pdf"]);
}

#[test]
fn a_bomb_in_a_page() {
    let folder = Folder::new(&[GOOD]);
    let bytes = one_page(stream(TWICE, &bomb(4000)), FONT.to_vec());
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    folder.write("bombe.pdf", &bytes);
    let ran = index(&folder, &["--memory-limit", "256"], &[]);
    accounts(&folder, &ran, &[("bombe.pdf", "--memory-limit allows more")]);
}

#[test]
fn pages_without_end_and_without_bottom() {
    let folder = Folder::new(&[GOOD]);
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>";
    let count = 10_000;
    let kids = (0..count).fold(String::new(), |all, i| format!("{all}{} 0 R ", i + 5));
    let mut many = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count {count}/Kids[{kids}]>>").into_bytes(),
        stream("", b"BT /F 12 Tf 72 770 Td (Baklengs) Tj ET"),
        FONT.to_vec(),
    ];
    many.extend(std::iter::repeat_n(page.as_bytes().to_vec(), count));
    folder.write("mange.pdf", &pdf(&many));
    let mut deep = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    deep.extend((3..50_000).map(|i| format!("<</Type/Pages/Count 1/Kids[{i} 0 R]>>").into_bytes()));
    deep.push(b"<</Type/Page/MediaBox[0 0 595 842]>>".to_vec());
    folder.write("dypt.pdf", &pdf(&deep));
    let circle =
        [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>".to_vec()];
    folder.write("sirkel.pdf", &pdf(&circle));
    let ran = index(&folder, &[], &[]);
    accounts(&folder, &ran, &[("dypt.pdf", "no text"), ("sirkel.pdf", "no pages")]);
    assert_eq!(found(&folder, "baklengs"), ["mange.pdf"]);
}

#[test]
fn members_that_want_out_and_entities_that_want_in() {
    let folder = Folder::new(&[GOOD]);
    folder.write(
        "pakke.zip",
        &archive(&[("../../../ute.txt", b"Tildelingsbrev. Utenfor."), ("inne.txt", b"Referat. Utenfor.")]),
    );
    let secret = folder.path().join("hemmelig.json");
    std::fs::write(&secret, "Lekkasje").unwrap();
    let body = format!(
        "<!DOCTYPE d [<!ENTITY ute SYSTEM \"file://{}\"><!ENTITY a \"Lekkasje\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>Entitet &ute; &b;</w:t></w:r></w:p></w:body></w:document>",
        secret.display()
    );
    folder.write(
        "enhet.docx",
        &archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())]),
    );
    let ran = index(&folder, &[], &[]);
    accounts(&folder, &ran, &[("enhet.docx", "declares XML entities")]);
    assert_eq!(found(&folder, "utenfor"), ["pakke.zip/inne.txt", "pakke.zip/ute.txt"]);
    assert_eq!(folder.arkiv(&["search", "lekkasje"]).code, 1, "nothing is taken from outside the file");
    let above = folder.path().ancestors().skip(1).take(3);
    assert!(above.map(|a| a.join("ute.txt")).all(|p| !p.exists()));
}

/// A tesseract that does what this says when it is asked for a page.
#[cfg(unix)]
fn tesseract(then: &str) -> String {
    format!(
        "#!/bin/sh\ncase \"$1\" in --version) echo tesseract 5;; --list-langs) echo nor;; *) {then};; esac\n"
    )
}

#[cfg(unix)]
#[test]
fn images_that_fill_a_wall() {
    let folder = Folder::new(&[GOOD]);
    let row = 30_000 / 8;
    let megabytes = (row * 30_000) >> 20;
    let image = stream(
        &format!(
            "/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray{TWICE}"
        ),
        &bomb(megabytes + 1),
    );
    folder.write("vegg.pdf", &one_page(stream("", b"q 595 0 0 842 0 0 cm /I Do Q"), image));
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&30_000_u32.to_be_bytes()[..], &30_000_u32.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    let pixels = zlib(&vec![0; (row + 1) * 30_000]);
    for (name, body) in [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", Vec::new())] {
        let mut crc = Crc::new();
        crc.update(name);
        crc.update(&body);
        png.extend([&(body.len() as u32).to_be_bytes()[..], name, &body, &crc.sum().to_be_bytes()].concat());
    }
    folder.write("vegg.png", &png);
    let program = script(&folder, "les.sh", &tesseract("cat > /dev/null"));
    let ran = index(&folder, &["--memory-limit", "512"], &[("ARKIV_TESSERACT", &program)]);
    // What the page comes to depends on the memory that drawing it takes; that it is said does not.
    let line = ran.err.lines().find(|l| l.contains("vegg.pdf")).unwrap_or_else(|| panic!("{}", ran.err));
    let why =
        if line.contains("--memory-limit") { "--memory-limit allows more" } else { "no text was recognised" };
    accounts(&folder, &ran, &[("vegg.pdf", why), ("vegg.png", "")]);
}

#[cfg(unix)]
#[test]
fn a_page_that_is_never_recognised() {
    let folder = Folder::new(&[GOOD]);
    let image = stream(
        "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 1/ColorSpace/DeviceGray",
        &[0xaa; 8],
    );
    folder.write("skann.pdf", &one_page(stream("", b"q 595 0 0 842 0 0 cm /I Do Q"), image));
    // It starts a program that goes on sleeping when it is itself stopped.
    let program = script(&folder, "sov.sh", &tesseract("sleep 600; true"));
    let ran = index(&folder, &["--time-limit", "8"], &[("ARKIV_TESSERACT", &program)]);
    accounts(&folder, &ran, &[("skann.pdf", "--time-limit allows more")]);
}

/// What converts it goes on in the background, as an office program does: it ends with the worker all the same.
#[cfg(unix)]
#[test]
fn a_file_that_is_never_converted() {
    let folder = Folder::new(&[GOOD, ("brev.rtf", "{\\rtf1 Tildelingsbrev}")]);
    let program = script(&folder, "kontor.sh", "#!/bin/sh\nsleep 600 &\nwait\n");
    let ran = index(&folder, &["--time-limit", "8"], &[("ARKIV_SOFFICE", &program)]);
    accounts(&folder, &ran, &[("brev.rtf", "--time-limit allows more")]);
}

#[test]
fn a_file_too_big_for_its_worker() {
    let folder = Folder::new(&[GOOD]);
    folder.write("stor.txt", &b"Alt er som det skal. ".repeat(20_000_000 / 21 * 3));
    folder.write("altfor diger.txt", &b"Alt er som det skal. ".repeat(20_000_000 / 21 * 10));
    let ran = index(&folder, &["--memory-limit", "64"], &[]);
    accounts(
        &folder,
        &ran,
        &[
            ("stor.txt", "needs more than 64 MB of memory"),
            // Its size is looked at before its bytes are.
            ("altfor diger.txt", "the file is of 191 MB, and reading may use 64 MB"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_while_the_folder_is_read() {
    let folder = Folder::new(&[GOOD, ("a.rtf", "{\\rtf1 Referat}"), ("åpen.txt", "Referat fra møte.")]);
    // More than are read at once, so that the last is read after the first.
    for i in 0..70 {
        folder.write(&format!("b{i:02}.txt"), format!("Sak {i}").as_bytes());
    }
    let program = script(&folder, "kontor.sh", "#!/bin/sh\necho mer >> \"$ARKIV_TEST/åpen.txt\"\nexit 1\n");
    let ran = index(&folder, &[], &[("ARKIV_SOFFICE", &program)]);
    let changed = "changed while it was read; run `arkiv index` again";
    accounts(&folder, &ran, &[("a.rtf", "could not convert"), ("åpen.txt", changed)]);
}

#[test]
fn a_form_that_is_filled_in() {
    let folder = Folder::new(&[GOOD]);
    let field = |name: &str, more: &str| {
        format!("<</Type/Annot/Subtype/Widget/FT/Tx/T({name})/Rect[200 700 400 720]{more}>>")
    };
    // The program that filled it in left it to the reader to draw the values.
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R 7 0 R]>>";
    let bytes = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/NeedAppearances true>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.as_bytes().to_vec(),
        stream("", b"BT /F 12 Tf 72 705 Td (Etat:) Tj ET"),
        FONT.to_vec(),
        field("a", "/V(Fyrvesenet i nord)").into_bytes(),
        field("b", "/F 2/V(Usynlig)").into_bytes(),
    ]);
    folder.write("skjema.pdf", &bytes);
    accounts(&folder, &index(&folder, &[], &[]), &[]);
    assert_eq!(found(&folder, "\"etat: fyrvesenet i nord\""), ["skjema.pdf"]);
    assert_eq!(folder.arkiv(&["search", "usynlig"]).code, 1);
}
