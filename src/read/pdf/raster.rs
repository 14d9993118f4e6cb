//! A page of a PDF as an image, for recognition.

use super::open;
use crate::read::{Refused, ocr::Image};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;

/// The resolution that pages are drawn at, in dots an inch: what recognition does best with.
const DPI: f32 = 300.0;
/// Pages of more dots than this are drawn more coarsely.
const MOST_DOTS: f32 = 60_000_000.0;
/// The largest side that can be drawn.
const LONGEST: f32 = 16_000.0;

/// Draws the page with this index, in grey.
pub(in crate::read) fn page(bytes: &[u8], index: usize) -> Result<Image, Refused> {
    let pdf = open(bytes)?;
    let page = pdf.pages().get(index).ok_or("the PDF has no such page")?;
    let (width, height) = page.render_dimensions();
    if width < 1.0 || height < 1.0 {
        return Err("the page has no size".into());
    }
    let scale = (DPI / 72.0).min((MOST_DOTS / (width * height)).sqrt()).min(LONGEST / width.max(height));
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (w, h) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    // Luminance as Rec. 709 weighs it; the page is opaque, for it was drawn on white.
    let grey = pixmap.data().iter().map(|p| {
        let sum = 2126 * u32::from(p.r) + 7152 * u32::from(p.g) + 722 * u32::from(p.b);
        u8::try_from(sum / 10_000).unwrap_or(u8::MAX)
    });
    Ok(Image { width: w, height: h, grey: grey.collect(), dpi: scale * 72.0, points: (width, height) })
}
