//! PDF, born digital: the standard fonts, real positions, nothing tagged.

mod font;
mod layout;
mod lines;
mod widths;

use super::model::Description;
use layout::{Page, layout, paper};
use pdf_writer::types::{SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::Write;

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
const FONTS: [Ref; 2] = [Ref::new(4), Ref::new(5)];
const JUNK: Ref = Ref::new(6);
/// The first of two objects for every page.
const PAGES: i32 = 7;

/// The document as a PDF.
pub fn render(d: &Description) -> Vec<u8> {
    let pages = layout(d);
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(TREE);
    let count = i32::try_from(pages.len()).expect("few pages");
    pdf.pages(TREE).kids((0..count).map(|i| Ref::new(PAGES + 2 * i))).count(count);
    info(&mut pdf, d);
    for (i, page) in (0..count).zip(&pages) {
        write_page(&mut pdf, d, page, Ref::new(PAGES + 2 * i), Ref::new(PAGES + 2 * i + 1));
    }
    for (bold, id) in [(false, FONTS[0]), (true, FONTS[1])] {
        write_font(&mut pdf, d, bold, id);
    }
    if d.look.broken_text {
        write_junk(&mut pdf);
    }
    pdf.finish()
}

/// Bytes packed, as streams are.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// Title and date; the date is that of the document, so that the same description gives the same file.
fn info(pdf: &mut Pdf, d: &Description) {
    let mut date = d.date.split('-').filter_map(|p| p.parse::<u16>().ok());
    let year = Date::new(date.next().unwrap_or(2000));
    let date = match (date.next(), date.next()) {
        (Some(month), Some(day)) => year.month(month as u8).day(day as u8),
        _ => year,
    };
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(&d.title)).producer(TextStr("styringsarkiv")).creation_date(date);
}

fn write_page(pdf: &mut Pdf, d: &Description, page: &Page, id: Ref, contents: Ref) {
    let (width, height) = paper(d);
    let mut content = Content::new();
    let stored = if d.look.rotated {
        content.transform([0.0, 1.0, -1.0, 0.0, height, 0.0]);
        (height, width)
    } else {
        (width, height)
    };
    for (x, y, length) in &page.rules {
        content.set_line_width(0.5).move_to(*x, height - y).line_to(x + length, height - y).stroke();
    }
    for placed in &page.lines {
        content.begin_text().set_text_matrix([1.0, 0.0, 0.0, 1.0, placed.x, height - placed.y]);
        for run in &placed.line.runs {
            content.set_font(Name(run.style.resource()), run.style.size).set_rise(run.style.rise);
            content.show(Str(&run.style.encode(&run.text)));
        }
        content.end_text();
    }
    let mut out = pdf.page(id);
    out.media_box(Rect::new(0.0, 0.0, stored.0, stored.1)).parent(TREE).contents(contents);
    if d.look.rotated {
        out.rotate(90);
    }
    let mut resources = out.resources();
    resources.fonts().pair(Name(b"F1"), FONTS[0]).pair(Name(b"F2"), FONTS[1]);
    resources.finish();
    out.finish();
    pdf.stream(contents, &deflate(&content.finish())).filter(Filter::FlateDecode);
}

fn write_font(pdf: &mut Pdf, d: &Description, bold: bool, id: Ref) {
    let serif = d.look.serif;
    let mut font = pdf.type1_font(id);
    font.base_font(Name(font::name(serif, bold)));
    font.first_char(1).last_char(255);
    font.widths((1..=255).map(|c| f32::from(font::width(serif, bold, c))));
    let mut encoding = font.encoding_custom();
    encoding.base_encoding(Name(b"WinAnsiEncoding"));
    if d.look.ligatures {
        let names = font::LIGATURES.map(|(name, ..)| Name(name.as_bytes()));
        encoding.differences().consecutive(font::LIGATURES[0].1, names);
    }
    encoding.finish();
    if d.look.broken_text {
        font.to_unicode(JUNK);
    }
}

/// A table that maps every letter to one that no font draws: what is copied out of the page is junk.
fn write_junk(pdf: &mut Pdf) {
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::<u8>::new(Name(b"Junk"), info);
    for code in 0x21..=0xff_u8 {
        let junk = char::from_u32(0xe000 + u32::from(code)).expect("in the private use area");
        map.pair(code, junk);
    }
    pdf.stream(JUNK, &map.finish());
}
