//! `arkiv show --boxes`: where the lines of a page stand.

use crate::archive::Stored;
use crate::model::LayoutLine;
use crate::model::Origin;
use schemars::JsonSchema;
use serde::Serialize;

/// A page with its lines.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageBoxes {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// The page's number, as spans give it.
    pub page: u32,
    /// Its place among the pages of the file, from 1: what a viewer of the file counts.
    pub sheet: u32,
    /// Width in points (1/72 inch); null in formats whose pages have no size.
    pub width: Option<f32>,
    /// Height in points.
    pub height: Option<f32>,
    /// Whether its text was recognised from an image.
    pub recognised: bool,
    /// Its lines, in the order of the text.
    pub lines: Vec<LineBox>,
}

/// A printed line.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LineBox {
    /// First code point in the document's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its words in the text.
    pub text: String,
    /// Left, top, right and bottom in points from the upper left corner of the page; null where the format
    /// does not say.
    #[serde(rename = "box")]
    pub place: Option<[f32; 4]>,
    /// How sure the recognition is of it, from 0 to 100; null where it was not recognised here.
    pub confidence: Option<u8>,
}

impl PageBoxes {
    /// The pages of a document that have this number, or all of them.
    #[must_use]
    pub fn of(stored: &Stored, page: Option<u32>) -> Vec<Self> {
        let text: Vec<char> = stored.text.chars().collect();
        let line = |l: &LayoutLine| LineBox {
            start: l.start,
            end: l.end,
            text: text.get(l.start as usize..l.end as usize).unwrap_or(&[]).iter().collect(),
            place: l.place.map(|p| [p.left, p.top, p.right, p.bottom].map(rounded)),
            confidence: l.confidence,
        };
        let sheets = stored.layout.sheets.iter().enumerate();
        sheets
            .filter(|(_, s)| page.is_none_or(|p| p == s.number))
            .map(|(at, sheet)| Self {
                document: stored.document.id.clone(),
                path: stored.document.source.path.clone(),
                page: sheet.number,
                sheet: sheet.page,
                width: sheet.size.map(|(w, _)| rounded(w)),
                height: sheet.size.map(|(_, h)| rounded(h)),
                recognised: sheet.origin == Origin::Ocr,
                lines: stored.layout.lines.iter().filter(|l| l.sheet == at).map(line).collect(),
            })
            .collect()
    }
}

/// To a tenth of a point.
fn rounded(points: f32) -> f32 {
    (points * 10.0).round() / 10.0
}
