//! Image files: PNG, JPEG, and TIFF with any number of pages. Nothing in them is text; each page is one
//! whose text is to be recognised.

use super::ocr;
use crate::model::{Origin, Page, Pages};
use image::{GenericImageView, ImageReader, Limits};
use std::io::Cursor;

/// An image with more dots than this is no scan of a page, and would fill the memory.
const MOST_DOTS: u64 = 120_000_000;
/// No file has more pages than this.
const MOST_PAGES: usize = 2000;
/// The width of a page in inches, for images that do not say how large a dot is: that of A4.
const WIDTH: f32 = 8.27;

pub(super) fn png(bytes: &[u8]) -> Result<Pages, String> {
    pages("image/png", 1, bytes)
}

pub(super) fn jpeg(bytes: &[u8]) -> Result<Pages, String> {
    pages("image/jpeg", 1, bytes)
}

pub(super) fn tiff(bytes: &[u8]) -> Result<Pages, String> {
    pages("image/tiff", directories(bytes).len().max(1), bytes)
}

fn pages(media_type: &'static str, count: usize, bytes: &[u8]) -> Result<Pages, String> {
    check(bytes)?;
    let page = Page { origin: Origin::Unread, ..Page::default() };
    Ok(Pages { pages: vec![page; count], media_type: media_type.into(), warnings: Vec::new() })
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| damaged(&e))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DOTS * 4);
    reader.limits(limits);
    Ok(reader)
}

fn damaged(why: &dyn std::fmt::Display) -> String {
    format!("the image is damaged ({why}); scan the page again, or save it anew")
}

fn check(bytes: &[u8]) -> Result<(), String> {
    let (width, height) = reader(bytes)?.into_dimensions().map_err(|e| damaged(&e))?;
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(format!(
            "an image of {width} × {height} dots is too large to be recognised; save it at 300 dots an inch"
        ));
    }
    Ok(())
}

/// The page with this index as a grey image.
pub(super) fn page(bytes: &[u8], index: usize) -> Result<ocr::Image, String> {
    let directory = directories(bytes).get(index).copied();
    let moved = directory.filter(|_| index > 0).map(|at| first(bytes, at));
    let bytes = moved.as_deref().unwrap_or(bytes);
    check(bytes)?;
    let image = reader(bytes)?.decode().map_err(|e| damaged(&e))?;
    let (width, height) = image.dimensions();
    // A page that lies on its side is as wide as it is long.
    let dpi = (width.min(height) as f32 / WIDTH).clamp(70.0, 600.0);
    let points = (width as f32 * 72.0 / dpi, height as f32 * 72.0 / dpi);
    Ok(ocr::Image { width, height, grey: image.into_luma8().into_raw(), dpi, points })
}

/// Where the pages of a TIFF file begin; nothing for other files.
fn directories(bytes: &[u8]) -> Vec<u32> {
    let little = match bytes.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ => return Vec::new(),
    };
    let two = |at: usize| -> Option<u16> {
        let b: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) })
    };
    let four = |at: usize| -> Option<u32> {
        let b: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    };
    let mut out = Vec::new();
    let mut next = four(4);
    while let Some(at) = next.filter(|at| *at != 0 && !out.contains(at) && out.len() < MOST_PAGES) {
        out.push(at);
        let entries = usize::from(two(at as usize).unwrap_or(0));
        next = four(at as usize + 2 + entries * 12);
    }
    out
}

/// The same TIFF file, beginning with the page at this offset.
fn first(bytes: &[u8], at: u32) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = if bytes.starts_with(b"II") { at.to_le_bytes() } else { at.to_be_bytes() };
    if let Some(place) = out.get_mut(4..8) {
        place.copy_from_slice(&at);
    }
    out
}
