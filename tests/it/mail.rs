//! E-mail: what it says, what it carries, and what it does not become.

use super::support::source;
use std::path::Path;
use std::time::{Duration, Instant};
use styringsarkiv::model::{Document, Given, Pages};
use styringsarkiv::{read, rules, text};

/// A mail with both sorts of body, a logo, an attachment and a mail inside.
pub const MIXED: &str = "From: =?utf-8?Q?K=C3=A5re_Eksempel?= <post@dep.example>\r\nTo: Fyrtilsynet <post@fyr.example>\r\nSubject: =?iso-8859-1?Q?Om_m=F8tet?=\r\nDate: Tue, 3 May 2016 10:15:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: multipart/alternative; boundary=z\r\n\r\n--z\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHei p=E5 deg.\r\n--z\r\nContent-Type: text/html\r\n\r\n<p>Nei.</p>\r\n--z--\r\n--y\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--y\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''..%2F..%2FBrev%20%C3%A5r.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--y\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: Inni\r\nMessage-ID: <1@b>\r\n\r\nInnhold inni.\r\n--y--\r\n";

fn parts(bytes: &[u8]) -> (Pages, Vec<(String, Vec<u8>)>) {
    let mut parts = Vec::new();
    let pages = read::read_with(Path::new("a.eml"), bytes, &mut |p| {
        parts.push((p.name, p.bytes.unwrap()));
        Ok(())
    });
    (pages.unwrap().unwrap(), parts)
}

fn words(bytes: &str) -> String {
    text::clean(&parts(bytes.as_bytes()).0).as_str().to_owned()
}

fn record(bytes: &str) -> Document {
    let (pages, _) = parts(bytes.as_bytes());
    rules::extract(&text::clean(&pages), &Given::default(), source()).0
}

fn simple(head: &str, body: &str) -> String {
    format!("From: a@b.example\nMessage-ID: <1@b>\nDate: Tue, 3 May 2016 10:15:00 +0200\n{head}\n\n{body}\n")
}

#[test]
fn a_mail_with_everything() {
    let (pages, parts) = parts(MIXED.as_bytes());
    assert_eq!(pages.media_type, "message/rfc822");
    assert_eq!(
        text::clean(&pages).as_str(),
        "E-post med vedlegg: Om møtet\n\nFra: Kåre Eksempel <post@dep.example>\n\nTil: Fyrtilsynet <post@fyr.example>\n\nDato: 03.05.2016 kl. 10.15\n\nHei på deg."
            .replace(">\n\n", ">\n")
    );
    let names: Vec<&str> = parts.iter().map(|p| p.0.as_str()).collect();
    assert_eq!(names, ["Brev år.pdf", "vedlegg 2.eml"]);
    assert_eq!(parts[0].1, b"%PDF-1.4\n");
    assert!(parts[1].1.starts_with(b"From: a@b.example\r\nSubject: Inni"), "{:?}", parts[1].1);
    assert!(!String::from_utf8_lossy(&parts[1].1).contains("--y"));
    let simple = read::read(Path::new("a.eml"), MIXED.as_bytes()).unwrap();
    assert!(simple.warnings[0].contains("Brev år.pdf, vedlegg 2.eml"), "{:?}", simple.warnings);
}

#[test]
fn bodies() {
    let html = simple("Subject: x\nContent-Type: text/html; charset=utf-8", "<h2>Mål</h2><p>Én ting.");
    assert!(words(&html).ends_with("Mål\n\nÉn ting."), "{}", words(&html));
    let flowed =
        simple("Subject: x\nContent-Type: text/plain; format=flowed", "Første linje \nog andre.\n\nNytt.");
    assert!(words(&flowed).ends_with("Første linje og andre.\n\nNytt."), "{}", words(&flowed));
    let quoted = simple("Subject: SV: x", "Ja.\n\n-----Original Message-----\n> Kommer du?");
    assert!(words(&quoted).contains("Kommer du?"));
    let empty = "From: a@b\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=z\n\n--z\nContent-Type: text/plain\n\n \n--z\nContent-Type: text/html\n\n<p>Her.</p>\n--z--\n";
    assert!(words(empty).ends_with("Her."), "{}", words(empty));
    let list = "From: a@b\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=z\n\n--z\nContent-Type: text/html\n\n<p>Brevet.</p>\n--z\nContent-Type: text/plain\n\nSendt fra listen.\n--z--\n";
    assert!(words(list).contains("Brevet.") && words(list).contains("listen."), "{}", words(list));
    let alone = format!("From a@b.example Mon May  2\n{}", simple("Subject: Ett ord", "Hei."));
    assert!(words(&alone).starts_with("Ett ord"), "{}", words(&alone));
}

#[test]
fn a_page_that_was_saved_as_mail() {
    let page = "From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example/\nSubject: Brev\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=z\n\n--z\nContent-Type: text/html\n\n<h1>Brev</h1><p>Her.\n--z\nContent-Type: image/png\nContent-Location: https://x.example/a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--z--\n";
    let (pages, parts) = parts(page.as_bytes());
    assert_eq!(text::clean(&pages).as_str(), "Brev\n\nHer.");
    assert_eq!((pages.media_type.as_ref(), parts.len()), ("multipart/related", 0));
}

#[test]
fn what_the_rules_make_of_a_mail() {
    let minutes = "Til stede: Kari Eksempel (Fyrtilsynet)\n\n1. Status\nDirektoratet orienterte om saken.\n";
    let cases = [
        ("the letter forwarded", simple("Subject: VS: Tildelingsbrev 2020", "Se vedlegg."), "other"),
        ("the letter covered", MIXED.replace("=?iso-8859-1?Q?Om_m=F8tet?=", "Tildelingsbrev 2020"), "other"),
        ("minutes", simple("Subject: Referat fra kontaktmøte 28. april 2016", minutes), "referat"),
        (
            "minutes in an answer",
            simple("Subject: SV: vår prat", &format!("Møtereferat\n\n{minutes}")),
            "referat",
        ),
    ];
    for (name, mail, kind) in cases {
        assert_eq!(record(&mail).kind.value.as_str(), kind, "{name}");
    }
    let date = |mail: &str| record(mail).date.map(|f| f.value);
    let met = simple("Subject: Referat fra kontaktmøte 28. april 2016", minutes);
    assert_eq!(date(&met).as_deref(), Some("2016-04-28"), "the meeting's date, not the mail's");
    assert_eq!(date(&simple("Subject: Hei", "Hei.")).as_deref(), Some("2016-05-03"));
}

#[test]
fn names_of_attachments() {
    let name = |field: &str| {
        let mail = format!(
            "From: a@b\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\nHei.\n--z\nContent-Type: application/pdf{field}\n\n%PDF-\n--z--\n"
        );
        parts(mail.as_bytes()).1.remove(0).0
    };
    for (field, expected) in [
        ("\nContent-Disposition: attachment; filename=\"../../etc/passwd\"", "passwd"),
        ("\nContent-Disposition: attachment; filename=\"C:\\\\brev\\\\a.pdf\"", "a.pdf"),
        ("; name=\"=?utf-8?B?w4VyLnBkZg==?=\"", "År.pdf"),
        ("\nContent-Disposition: attachment; filename*0=\"lang \"; filename*1=\"navn.pdf\"", "lang navn.pdf"),
        ("\nContent-Disposition: attachment; filename=\"..\"", "uten navn"),
        ("\nContent-Disposition: attachment", "vedlegg 1"),
    ] {
        assert_eq!(name(field), expected, "{field}");
    }
}

/// An attachment that breaks off is lost, and is no document of gibberish; the mail's own words stay.
#[test]
fn a_mail_that_is_cut_off() {
    let cut = MIXED.find("JVBERi0xLjQK").unwrap() + 7;
    let mut lost = Vec::new();
    let pages = read::read_with(Path::new("a.eml"), &MIXED.as_bytes()[..cut], &mut |part| {
        lost.push((part.name, part.bytes.unwrap_err()));
        Ok(())
    });
    assert_eq!(lost.len(), 1);
    assert!(lost[0].0 == "Brev år.pdf" && lost[0].1.contains("cut off in the e-mail"), "{lost:?}");
    assert!(text::clean(&pages.unwrap().unwrap()).as_str().ends_with("Hei på deg."));
}

#[test]
fn mails_made_to_harm() {
    let head = "From: a@b\nMessage-ID: <1>\nMIME-Version: 1.0\n";
    let many = format!(
        "{head}Content-Type: multipart/mixed; boundary=z\n\n{}",
        "--z\nContent-Type: application/pdf\n\nx\n".repeat(9_000)
    );
    let nested = |kind: &str| {
        let level = |i| format!("Content-Type: multipart/{kind}; boundary=z{i}\n\n--z{i}\n");
        format!("{head}{}", (0..10_000).map(level).collect::<Vec<_>>().concat())
    };
    let mails = format!("{head}{}", "Content-Type: message/rfc822\n\nFrom: a@b\nSubject: x\n".repeat(10_000));
    for (name, mail) in
        [("many", many), ("deep", nested("mixed")), ("mails", mails), ("digests", nested("digest"))]
    {
        let begun = Instant::now();
        let read = read::read_with(Path::new("a.eml"), mail.as_bytes(), &mut |_| Ok(()));
        assert!(begun.elapsed() < Duration::from_secs(20), "{name}: {:?}", begun.elapsed());
        drop(read);
    }
}
