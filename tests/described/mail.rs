//! EML: a message with its text and its attachments.

use super::flow::fictional;
use super::model::Description;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What separates the parts.
const BOUNDARY: &str = "=_styringsarkiv_del";

/// A message whose text is the whole document.
pub fn whole(d: &Description) -> String {
    message(d, &super::text::render(d), &[])
}

/// A message that carries `attachments`: names and bytes.
pub fn render(d: &Description, attachments: &[(String, Vec<u8>)]) -> String {
    message(d, &text(d), attachments)
}

fn message(d: &Description, text: &str, attachments: &[(String, Vec<u8>)]) -> String {
    let subject = format!("=?UTF-8?B?{}?=", STANDARD.encode(&d.title));
    let mut out = format!(
        "From: Postmottak <postmottak@departement.example>\r\nTo: Arkiv <arkiv@etat.example>\r\n\
         Subject: {subject}\r\nDate: {}\r\nMessage-ID: <{}@departement.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n",
        date(&d.date),
        d.date,
    );
    let part = |head: &str, body: &[u8]| {
        format!("--{BOUNDARY}\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}", lines(body))
    };
    out.push_str(&part("Content-Type: text/plain; charset=utf-8", text.as_bytes()));
    for (name, bytes) in attachments {
        let media = match name.rsplit('.').next() {
            Some("pdf") => "application/pdf",
            Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _ => "application/octet-stream",
        };
        let head = format!(
            "Content-Type: {media}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\""
        );
        out.push_str(&part(&head, bytes));
    }
    out.push_str(&format!("--{BOUNDARY}--\r\n"));
    out
}

/// The message itself: the paragraphs of the description.
fn text(d: &Description) -> String {
    let paragraphs = d.body.iter().filter_map(|b| match b {
        super::model::Block::Paragraph(text) => Some(text.as_str()),
        _ => None,
    });
    let all: Vec<&str> = paragraphs.chain([fictional(d)]).collect();
    all.join("\r\n\r\n") + "\r\n"
}

fn lines(bytes: &[u8]) -> String {
    let encoded = STANDARD.encode(bytes);
    let mut out = String::new();
    for line in encoded.as_bytes().chunks(76) {
        out.push_str(std::str::from_utf8(line).expect("base64 is ASCII"));
        out.push_str("\r\n");
    }
    out
}

/// The date as mail writes it: `12 Mar 2021 09:00:00 +0100`.
fn date(iso: &str) -> String {
    let day: jiff::civil::Date = iso.parse().expect("a date in ISO 8601");
    day.strftime("%a, %d %b %Y 09:00:00 +0100").to_string()
}
