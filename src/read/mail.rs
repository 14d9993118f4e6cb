//! E-mail: the letter it is, and the documents it carries.

use super::{Part, TakePart, html, names::Names, plain};
use crate::model::{Hint, Line, Page, Pages};
use crate::pattern::Pattern;
use mail_parser::{Address, DateTime, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// How many parts a mail may have. A folder of mails forwarded in one holds hundreds.
const PARTS: usize = 10_000;
/// How many digests may stand in it: the parser goes down into each.
const DIGESTS: usize = 50;

pub(super) fn read(bytes: &[u8], take: TakePart<'_>) -> Result<Option<Pages>, String> {
    // A mail that was alone in its mailbox still has the line that parted it from others.
    let from = if bytes.starts_with(b"From ") { bytes.iter().position(|b| *b == b'\n') } else { None };
    let bytes = from.and_then(|end| bytes.get(end + 1..)).unwrap_or(bytes);
    let flat = flatten(bytes)?;
    let mail = MessageParser::default()
        .parse(flat.as_ref())
        .ok_or("it begins as an e-mail, but has no header; save it anew as .eml")?;
    if mail.parts.len() > PARTS {
        return Err(format!("the e-mail has {} parts; at most {PARTS} are read", mail.parts.len()));
    }
    let page = is_page(&mail);
    let attached = if page { Vec::new() } else { attachments(&mail) };
    let body = body(&mail, page);
    let mut first = if page { Vec::new() } else { head(&mail, &body, attached.len()) };
    let mut pages = body;
    if let Some(page) = pages.first_mut() {
        first.append(&mut page.lines);
        page.lines = first;
    } else {
        pages.push(Page { lines: first, ..Page::default() });
    }
    let mut names = Names::default();
    for (n, part) in attached.into_iter().enumerate() {
        let name = name(part, n + 1);
        take(Part { name: names.file(&name), bytes: content(part, &flat, bytes) })?;
    }
    let media_type = if page { "multipart/related" } else { "message/rfc822" };
    Ok(Some(Pages { pages, media_type: media_type.into(), warnings: Vec::new() }))
}

/// A file of several mails: each is a document of its own.
pub(super) fn read_box(bytes: &[u8], take: TakePart<'_>) -> Result<Option<Pages>, String> {
    let mut names = Names::default();
    for (n, mail) in mail_parser::mailbox::mbox::MessageIterator::new(bytes).enumerate() {
        let name = names.unique(&format!("e-post {}.eml", n + 1));
        let bytes = mail.map(mail_parser::mailbox::mbox::Message::unwrap_contents);
        take(Part { name, bytes: bytes.map_err(|_| "a mail in the mailbox is damaged".to_owned()) })?;
    }
    Ok(None)
}

/// Mails inside the mail are documents of their own, so the parser is kept from going down into them: it
/// would hold all of them at once, and its depth would be the file's to say. The word is as long as the
/// one it stands for, so every place in the file stays where it was.
fn flatten(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    static NESTED: std::sync::LazyLock<Option<regex::bytes::Regex>> = std::sync::LazyLock::new(|| {
        regex::bytes::Regex::new(r"(?im)^content-type:[ \t]*(?:\r?\n[ \t]+)?message/(?:rfc822|global)").ok()
    });
    static DIGEST: std::sync::LazyLock<Option<regex::bytes::Regex>> =
        std::sync::LazyLock::new(|| regex::bytes::Regex::new(r"(?i)multipart/digest").ok());
    if DIGEST.as_ref().is_some_and(|d| d.find_iter(bytes).nth(DIGESTS).is_some()) {
        return Err(format!("the e-mail holds more than {DIGESTS} digests of e-mails; save them one by one"));
    }
    let Some(nested) = NESTED.as_ref() else { return Ok(Cow::Borrowed(bytes)) };
    Ok(nested.replace_all(bytes, |c: &regex::bytes::Captures<'_>| {
        let mut field = c.get(0).map_or(&b""[..], |m| m.as_bytes()).to_vec();
        if let Some(end) = field.iter().rposition(|b| *b == b'/') {
            // `rfc822` and `global` are six letters.
            field.truncate(end + 1);
            field.extend(NESTED_TYPE.bytes());
        }
        field
    }))
}

const NESTED_TYPE: &str = "x-mail";

/// Whether it is a web page that was saved as a mail (MHTML).
fn is_page(mail: &Message<'_>) -> bool {
    let saved = |text: &str| text.contains("Saved by");
    mail.header_raw("Snapshot-Content-Location").is_some()
        || (mail.to().is_none() && mail.header_raw("From").is_some_and(saved))
}

/// The words of the mail: as plain text, or as a page where there is none. Programs on the way may have
/// added a part of the other sort.
fn body(mail: &Message<'_>, page: bool) -> Vec<Page> {
    let has_words =
        mail.text_bodies().any(|p| matches!(&p.body, PartType::Text(text) if !text.trim().is_empty()));
    if page || !has_words {
        // A saved page brings the frames it shows as parts of their own; the first part is the page.
        let shown = mail.html_bodies().take(if page { 1 } else { usize::MAX });
        return vec![Page { lines: shown.flat_map(part_lines).collect(), ..Page::default() }];
    }
    match mail.text_bodies().collect::<Vec<_>>().as_slice() {
        // Only a single part can keep its pages.
        [part] if !is_flowed(part) => plain::pages(part.text_contents().unwrap_or_default()),
        parts => {
            let lines = parts.iter().flat_map(|p| part_lines(p)).collect();
            vec![Page { lines, ..Page::default() }]
        }
    }
}

/// The lines of one part, and a gap.
fn part_lines(part: &MessagePart<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = match &part.body {
        PartType::Html(text) => html::lines(text),
        PartType::Text(text) => {
            let text = if is_flowed(part) { unflow(text) } else { text.to_string() };
            plain::pages(&text).into_iter().flat_map(|p| p.lines).collect()
        }
        _ => Vec::new(),
    };
    lines.push(Line::default());
    lines
}

fn is_flowed(part: &MessagePart<'_>) -> bool {
    let format = part.content_type().and_then(|t| t.attribute("format"));
    format.is_some_and(|f| f.eq_ignore_ascii_case("flowed"))
}

/// Text whose soft line ends are marked with a space (RFC 3676), with those taken away.
fn unflow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line);
        // "-- " begins the signature.
        if !line.ends_with(' ') || line == "-- " {
            out.push('\n');
        }
    }
    out
}

/// The lines above the words: the subject, and who wrote to whom and when.
fn head(mail: &Message<'_>, body: &[Page], attachments: usize) -> Vec<Line> {
    let subject = mail.subject().map(plain_words).unwrap_or_default();
    let mut lines = Vec::new();
    if !subject.is_empty() {
        // A covering note is not the letter it brings; `rules/title.rs` knows these words.
        let covers = if attachments > 0 { "E-post med vedlegg: " } else { "" };
        lines.push(line(format!("{covers}{subject}"), Hint::Heading(1)));
        lines.push(Line::default());
    }
    let sent = if has_date(&subject, body) { "Sendt" } else { "Dato" };
    let fields = [
        ("Fra", addresses(mail.from())),
        ("Til", addresses(mail.to())),
        ("Kopi", addresses(mail.cc())),
        (sent, mail.date().map(date).unwrap_or_default()),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    lines.extend(fields.map(|(name, value)| line(format!("{name}: {value}"), Hint::Paragraph)));
    lines.push(Line::default());
    lines
}

fn line(text: String, hint: Hint) -> Line {
    Line { text, hint: Some(hint), ..Line::default() }
}

/// Whether the mail gives the date of what it tells: then the day on which it was sent is only that.
fn has_date(subject: &str, body: &[Page]) -> bool {
    static IN_SUBJECT: Pattern = Pattern::new(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}{3,9})\s?(?:\d{4}|\d{2})\b");
    static FIELD: Pattern = Pattern::new(r"(?i)^(?:møte)?(?:dato|tid(?:spunkt)?)\s*:.*\d");
    let mut lines = body.iter().flat_map(|p| &p.lines).take(30);
    IN_SUBJECT.is_match(subject) || lines.any(|l| FIELD.is_match(&l.text))
}

/// Names and addresses as they are printed above a mail.
fn addresses(list: Option<&Address<'_>>) -> String {
    let Some(list) = list else { return String::new() };
    let each = list.iter().filter_map(|a| match (a.name(), a.address()) {
        (Some(name), Some(address)) => Some(format!("{} <{address}>", plain_words(name))),
        (Some(one), None) | (None, Some(one)) => Some(plain_words(one)),
        (None, None) => None,
    });
    each.collect::<Vec<_>>().join("; ")
}

fn plain_words(words: &str) -> String {
    let shown: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day as the sender's clock had it: `03.05.2016 kl. 10.15`.
fn date(date: &DateTime) -> String {
    let DateTime { day, month, year, hour, minute, .. } = date;
    format!("{day:02}.{month:02}.{year:04} kl. {hour:02}.{minute:02}")
}

/// The parts that are documents of their own: what is no body, and no picture that belongs to one.
fn attachments<'m>(mail: &'m Message<'m>) -> Vec<&'m MessagePart<'m>> {
    let shown = mail.text_bodies().chain(mail.html_bodies());
    let shown: Vec<u32> = shown.map(MessagePart::raw_body_offset).collect();
    mail.attachments()
        .filter(|p| !shown.contains(&p.raw_body_offset()) && !p.contents().is_empty())
        .filter(|p| !is_decoration(p))
        .collect()
}

/// Pictures shown in the text, signatures, invitations: nothing to read.
fn is_decoration(part: &MessagePart<'_>) -> bool {
    let Some(kind) = part.content_type() else { return false };
    let inline = part.content_disposition().is_none_or(|d| !d.is_attachment());
    let subtype = kind.subtype().unwrap_or("").to_ascii_lowercase();
    match kind.ctype().to_ascii_lowercase().as_str() {
        "image" => inline || part.content_id().is_some(),
        "audio" | "video" => true,
        "text" => matches!(subtype.as_str(), "calendar" | "css"),
        "application" => {
            matches!(subtype.as_str(), "pkcs7-signature" | "x-pkcs7-signature" | "pgp-signature")
        }
        _ => false,
    }
}

/// The name of an attachment, or one by its place.
fn name(part: &MessagePart<'_>, n: usize) -> String {
    let mail = is_mail(part);
    let given = part.attachment_name().map(plain_words).filter(|n| !n.is_empty());
    match given {
        Some(name) if !mail || name.to_ascii_lowercase().ends_with(".eml") => name,
        Some(name) => format!("{name}.eml"),
        None if mail => format!("vedlegg {n}.eml"),
        None => format!("vedlegg {n}"),
    }
}

fn is_mail(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|t| {
        t.ctype().eq_ignore_ascii_case("message")
            && t.subtype().is_some_and(|s| s.eq_ignore_ascii_case(NESTED_TYPE))
    })
}

/// The bytes of an attachment. Those that stand in the file as they are, are taken from it.
fn content(part: &MessagePart<'_>, flat: &[u8], bytes: &[u8]) -> Result<Vec<u8>, String> {
    let found = part.contents();
    let (from, to) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let as_it_stands = flat.get(from..to).is_some_and(|p| p.starts_with(found));
    let coded = part.content_transfer_encoding().is_some_and(|e| e.eq_ignore_ascii_case("base64"));
    if as_it_stands && coded {
        // What cannot be decoded, the parser hands on as it is; as text it would be gibberish.
        return Err("damaged or cut off in the e-mail; get the e-mail anew".to_owned());
    }
    match bytes.get(from..from.saturating_add(found.len())) {
        // A mail inside the mail was flattened for the parser.
        Some(original) if as_it_stands && is_mail(part) => Ok(original.to_vec()),
        _ => Ok(found.to_vec()),
    }
}
