//! PDF. The first engine ([`glyphs`], on hayro) knows where every letter stands; the second
//! ([`second`], pdf-extract) is for what the first cannot open or cannot make sense of.

mod form;
mod glyphs;
pub(super) mod raster;
pub(super) mod second;

use super::layout::{self, Sheet, Word};
use super::{Refused, quality};
use crate::model::{Origin, Page, Pages};
use glyphs::{Collector, Drawn};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use std::collections::HashMap;

pub(super) const MEDIA_TYPE: &str = "application/pdf";

/// A document with more glyphs than this is not read further.
const MOST_GLYPHS: usize = 30_000_000;
/// Strokes this much thicker than those of the same letter elsewhere are bold.
const BOLD: f32 = 1.35;
/// An image that covers this much of a page may hold its text.
const COVERS: f32 = 0.3;

/// Reads a PDF with the first engine. Pages that have no text that can be read, but something that may
/// be text to the eye, come back as [`Origin::Unread`].
pub(super) fn read(bytes: &[u8]) -> Result<Pages, Refused> {
    whole(bytes)?;
    let pdf = open(bytes)?;
    let mut warnings = Vec::new();
    let settings = InterpreterSettings::default();
    let cache = InterpreterCache::new();
    let (mut drawn, mut origins, mut left) = (Vec::new(), Vec::new(), MOST_GLYPHS);
    for (index, page) in pdf.pages().iter().enumerate() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings.clone());
        let mut collector = Collector::new(width, height);
        interpret_page(page, &mut context, &mut collector);
        form::fill(page, transform, &mut collector);
        if collector.glyphs > glyphs::MOST_GLYPHS || collector.glyphs > left {
            let n = index + 1;
            warnings.push(format!(
                "page {n}: more letters than a page can hold; what is beyond them was left out"
            ));
        }
        left = left.saturating_sub(collector.glyphs);
        origins.push(origin(&collector));
        drawn.push(collector.finish());
        if left == 0 {
            break;
        }
    }
    if drawn.is_empty() {
        return Err(NO_PAGES.into());
    }
    let mut sheets = with_bold_type(drawn);
    for (sheet, origin) in sheets.iter_mut().zip(&origins) {
        sheet.origin = *origin;
    }
    let mut pages = layout::pages(sheets);
    for page in &mut pages {
        if page.origin == Origin::Text && quality::is_garbage(&text_of(page)) {
            page.origin = Origin::Unread;
        }
    }
    Ok(Pages { pages, media_type: MEDIA_TYPE.into(), warnings })
}

fn text_of(page: &Page) -> String {
    page.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn open(bytes: &[u8]) -> Result<Pdf, Refused> {
    Pdf::new(bytes.to_vec()).map_err(|e| match e {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Refused::Locked(super::PASSWORD.to_owned())
        }
        LoadPdfError::Decryption(_) => {
            "the PDF is encrypted in a way that cannot be read; print it to a new PDF".into()
        }
        LoadPdfError::Invalid => DAMAGED.into(),
    })
}

/// Refuses a file whose end is missing: what was copied by half would be indexed as if it were whole, and
/// take the place of what was. A PDF ends with where its table stands; after that comes nothing of its own.
fn whole(bytes: &[u8]) -> Result<(), Refused> {
    let last = |what: &[u8]| bytes.windows(what.len()).rposition(|w| w == what);
    let ends = match (last(b"endobj"), last(b"startxref")) {
        (Some(object), Some(end)) => end > object,
        (Some(_), None) => false,
        // There is nothing in it: the engines say so.
        (None, _) => true,
    };
    if ends { Ok(()) } else { Err(CUT_OFF.into()) }
}

/// What is said of a PDF whose end is missing.
const CUT_OFF: &str = "the PDF is cut off: its end is missing, and with it perhaps pages; get the file anew, or \
                       print what is left of it to a new PDF";

/// What is said of a PDF that no engine can open.
pub(super) const DAMAGED: &str =
    "the PDF is damaged or cut off and cannot be opened; get the file anew, or print it to a new PDF";

/// What is said of a PDF in which no page can be found.
pub(super) const NO_PAGES: &str =
    "no pages can be found in the PDF; it is damaged or cut off: get the file anew, or print it to a new PDF";

/// How the page's text was come by, as far as what is drawn tells.
fn origin(page: &Collector) -> Origin {
    let scanned = page.image > COVERS;
    let known = page.glyphs - page.unknown.min(page.glyphs);
    if scanned && page.invisible * 10 > page.glyphs * 9 && known > 20 {
        // The scanner's program has recognised the text and laid it under the image.
        return Origin::Ocr;
    }
    let few = known < 20 && scanned || known < 100 && page.image > 0.8;
    let none = page.glyphs == 0 && page.shapes > 300;
    let nameless = page.glyphs > 50 && page.unknown * 4 > page.glyphs;
    if few || none || nameless { Origin::Unread } else { Origin::Text }
}

/// Words whose type is thicker than the same letters elsewhere are bold, also where the font does not
/// say so.
fn with_bold_type(drawn: Vec<Drawn>) -> Vec<Sheet> {
    let mut inks: HashMap<char, Vec<(f32, usize)>> = HashMap::new();
    let measured = |d: &Drawn| {
        let words = d.sheet.words.iter().flatten().map(|w| w.text.len()).collect::<Vec<_>>();
        words.into_iter().zip(d.inks.iter().flatten().copied()).collect::<Vec<_>>()
    };
    for page in &drawn {
        for (length, ink) in measured(page) {
            if let Some((c, thickness)) = ink {
                inks.entry(c).or_default().push((thickness, length));
            }
        }
    }
    let usual: HashMap<char, f32> = inks.into_iter().map(|(c, values)| (c, middle(values))).collect();
    let is_bold =
        |ink: &Option<(char, f32)>| ink.is_some_and(|(c, t)| usual.get(&c).is_some_and(|u| t > BOLD * u));
    drawn
        .into_iter()
        .map(|mut page| {
            let words: &mut [Vec<Word>] = &mut page.sheet.words;
            for (words, inks) in words.iter_mut().zip(&page.inks) {
                for (word, ink) in words.iter_mut().zip(inks) {
                    word.bold |= is_bold(ink);
                }
            }
            page.sheet
        })
        .collect()
}

/// The weighted median.
fn middle(mut values: Vec<(f32, usize)>) -> f32 {
    values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, w)| w).sum::<usize>() / 2;
    let mut seen = 0;
    let at = values.iter().find(|(_, w)| {
        seen += w;
        seen > half
    });
    at.map_or(f32::MAX, |(v, _)| *v)
}
