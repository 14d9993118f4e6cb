//! What a file is, told by its content. The name decides only between text and Markdown.

use crate::pattern::Pattern;
use std::io::Cursor;
use std::path::Path;
use zip::read::Config;
use zip::unstable::read::ZipIterable;

/// What the content of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Plain text.
    Text,
    /// Markdown, by its name.
    Markdown,
    /// A web page.
    Html,
    /// One e-mail, or a web page saved as one (MHTML).
    Mail,
    /// Several e-mails in one file.
    Mailbox,
    /// Rich Text Format.
    Rtf,
    /// PDF.
    Pdf,
    /// Word since 2007.
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// An archive whose members are documents of their own.
    Zip,
    /// An image of a page.
    Png,
    /// An image of a page.
    Jpeg,
    /// An image of pages.
    Tiff,
    /// Something that is known, and cannot be read: what it is and what to do.
    Other(&'static str),
}

/// How much of a file's beginning is looked at.
const HEAD: usize = 4096;
/// How many names of an archive are looked at; what tells its sort stands among the first.
const NAMES: usize = 1000;

/// Tells what the file of this name is by its bytes. Never fails: what is nothing else is text, and
/// whether it is any, its reader tells.
pub(super) fn sort(path: &Path, bytes: &[u8]) -> Sort {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or(bytes);
    signature(head, bytes)
        .or_else(|| markup(head))
        .or_else(|| mail(head, bytes))
        // Some scanners put lines of their own before it; a mail or a page may carry one.
        .or_else(|| holds(head.get(..1024).unwrap_or(head), b"%PDF-").then_some(Sort::Pdf))
        .unwrap_or_else(|| if is_markdown(path) { Sort::Markdown } else { Sort::Text })
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

/// Formats that begin with bytes of their own.
fn signature(head: &[u8], bytes: &[u8]) -> Option<Sort> {
    const OTHER: &[(&[u8], &str)] = &[
        (b"\x1f\x8b", "a gzip file; unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first, or pack it as ZIP"),
        (b"Rar!\x1a\x07", "a RAR archive; unpack it first, or pack it as ZIP"),
        (b"BZh", "a bzip2 file; unpack it first"),
        (b"\xfd7zXZ\0", "an xz file; unpack it first"),
        (b"GIF8", "a GIF image; scanned pages are read as PDF, PNG, JPEG or TIFF"),
        (b"\x7fELF", "a program, not a document"),
        (b"MZ\x90", "a program, not a document"),
        (b"%!PS", "PostScript; make a PDF of it (ps2pdf)"),
    ];
    let starts = |with: &[u8]| head.starts_with(with);
    match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => return Some(Sort::Png),
        () if starts(b"\xff\xd8\xff") => return Some(Sort::Jpeg),
        () if starts(b"II*\0") || starts(b"MM\0*") => return Some(Sort::Tiff),
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => return Some(package(bytes)),
        () if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => return Some(Sort::Other(compound(bytes))),
        () => {}
    }
    if let Some((_, what)) = OTHER.iter().find(|(magic, _)| starts(magic)) {
        return Some(Sort::Other(what));
    }
    let words = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match () {
        () if words.starts_with(b"{\\rtf") => Some(Sort::Rtf),
        () if words.starts_with(b"%PDF-") => Some(Sort::Pdf),
        () => None,
    }
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}

/// What a ZIP file is a package of.
fn package(bytes: &[u8]) -> Sort {
    const SHEET: &str = "a spreadsheet, not a text document; save what is to be read as PDF or Word";
    const SLIDES: &str = "a presentation, not a text document; save it as PDF";
    const KINDS: &[(&str, Sort)] = &[
        ("word/", Sort::Docx),
        ("xl/", Sort::Other(SHEET)),
        ("ppt/", Sort::Other(SLIDES)),
        ("visio/", Sort::Other("a Visio drawing; save it as PDF")),
    ];
    let (names, whole) = names(bytes);
    if names.first().is_some_and(|n| n == b"mimetype") {
        // Stored first and as it is, so that it stands at a fixed place.
        let rest = bytes.get(30 + b"mimetype".len()..).unwrap_or(&[]);
        let media = rest.get(..rest.len().min(160)).unwrap_or(rest);
        let is = |what: &str| holds(media, what.as_bytes());
        return match () {
            () if is("opendocument.text") => Sort::Odt,
            () if is("opendocument.spreadsheet") => Sort::Other(SHEET),
            () if is("opendocument.presentation") => Sort::Other(SLIDES),
            () if is("epub+zip") => Sort::Other("an e-book (EPUB); save it as PDF or HTML"),
            () => Sort::Other("a package of a format that is not known; save it as PDF"),
        };
    }
    // Some programs write the names with other slashes and in other case, and leave out what readers do
    // without.
    let plain = |n: &Vec<u8>| String::from_utf8_lossy(n).replace('\\', "/").to_lowercase();
    let names: Vec<String> = names.iter().map(plain).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let found = KINDS.iter().find(|(folder, _)| names.iter().any(|n| n.starts_with(folder)));
    match found {
        Some((_, sort)) if has("[content_types].xml") || has("_rels/.rels") || has("word/document.xml") => {
            return *sort;
        }
        _ if has("_rels/.rels") => return Sort::Docx,
        _ if has("content.xml") => return Sort::Odt,
        _ => {}
    }
    if whole { Sort::Zip } else { Sort::Other("a ZIP file that is cut off or damaged; get it anew") }
}

/// The names in an archive, from its directory, or, where that is missing, the first one; and whether
/// there is a directory.
fn names(bytes: &[u8]) -> (Vec<Vec<u8>>, bool) {
    let archive = ZipIterable::try_new(Cursor::new(bytes), Config::default());
    if let Ok(mut archive) = archive
        && let Ok(files) = archive.files()
    {
        return (files.take(NAMES).filter_map(Result::ok).map(|f| f.name_raw().to_vec()).collect(), true);
    }
    let length = bytes.get(26..28).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes);
    let first = bytes.get(30..30 + usize::from(length)).map(<[u8]>::to_vec);
    (first.into_iter().collect(), false)
}

/// What an OLE compound file holds, by the names of its streams.
fn compound(bytes: &[u8]) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("EncryptedPackage", "an Office document that is protected with a password; save it without one"),
        (
            "__properties_version1.0",
            "an Outlook message (.msg); save it as .eml, or drag it to a mail program that does",
        ),
        ("WordDocument", "a Word document of before 2007 (.doc); save it as .docx or PDF"),
        ("Workbook", "a spreadsheet of before 2007 (.xls), not a text document"),
        ("PowerPoint Document", "a presentation of before 2007 (.ppt); save it as PDF"),
    ];
    // The names are UTF-16 in 128-byte entries of the directory, wherever that stands.
    let is = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(128).skip(4).any(|entry| entry.starts_with(&name))
    };
    KINDS
        .iter()
        .find(|(name, _)| is(name))
        .map_or("an old Office file of a sort that is not known; save it as PDF", |(_, what)| what)
}

/// HTML: its first tag after white space, comments and declarations.
fn markup(head: &[u8]) -> Option<Sort> {
    static FIRST: Pattern = Pattern::new(
        r"(?is)^(?:\s|\x{feff}|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|div|table|h[1-6]|p)(?:[\s>/]|$)",
    );
    let text = match head {
        // UTF-16: every other byte is the letter.
        [0xff, 0xfe, rest @ ..] => rest.iter().step_by(2).map(|b| char::from(*b)).collect(),
        [0xfe, 0xff, rest @ ..] => rest.iter().skip(1).step_by(2).map(|b| char::from(*b)).collect(),
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    FIRST.is_match(&text).then_some(Sort::Html)
}

/// An e-mail: header fields of the sort that only mail has, from the first line on.
fn mail(head: &[u8], bytes: &[u8]) -> Option<Sort> {
    const FIELDS: &[&str] = &[
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "content-type",
        "content-transfer-encoding",
        "delivered-to",
        "reply-to",
        "sender",
        "in-reply-to",
        "references",
        "dkim-signature",
        "thread-topic",
        "x-mailer",
        "thread-index",
    ];
    // Of these a letter in English may have some; a mail has one more.
    const LETTER: &[&str] = &["from", "to", "cc", "subject", "date", "references"];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    let mailbox = text.starts_with("From ");
    let (mut known, mut telling, mut fields) = (0, 0, 0);
    for line in text.lines().skip(usize::from(mailbox)) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            // The last line may be cut off; any other is no header field.
            if known < 3 {
                return None;
            }
            break;
        };
        if name.is_empty() || name.contains(|c: char| !c.is_ascii_graphic()) {
            return None;
        }
        fields += 1;
        let name = name.to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()));
        telling += usize::from(FIELDS.contains(&name.as_str()) && !LETTER.contains(&name.as_str()));
    }
    if mailbox && known >= 2 {
        let next = bytes.windows(7).any(|w| w == b"\n\nFrom " || w == b"\r\nFrom ");
        return Some(if next { Sort::Mailbox } else { Sort::Mail });
    }
    (known >= 2 && telling >= 1 || known >= 4).then_some(Sort::Mail)
}
