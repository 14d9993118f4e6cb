//! What is filled into the fields of a form, where the program that filled it in left it to the reader to
//! draw.

use super::glyphs::{Collector, decoded};
use hayro_interpret::RectExt;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Affine;

/// A page with more fields than this is no form.
const MOST: usize = 2000;
/// How deep fields may stand in each other.
const DEEPEST: usize = 8;
/// The longest value that is taken, in bytes.
const LONGEST: usize = 20_000;

/// Puts the values of the page's fields in their places, unless they are drawn there.
pub(super) fn fill(page: &Page<'_>, transform: Affine, collector: &mut Collector) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return };
    for field in annotations.iter::<Dict<'_>>().take(MOST) {
        if let (Some(value), Some(place)) = (value(&field), field.get::<Rect>(b"Rect")) {
            collector.field(transform.transform_rect_bbox(place.to_kurbo()), &value);
        }
    }
}

/// The text of a field that shows text.
fn value(field: &Dict<'_>) -> Option<std::string::String> {
    const HIDDEN: u32 = 1 << 1 | 1 << 5;
    const PASSWORD: u32 = 1 << 13;
    let is = |name: Option<Name<'_>>, what: &[&[u8]]| name.is_some_and(|n| what.contains(&&*n));
    if !is(field.get(b"Subtype"), &[b"Widget"]) || field.get::<u32>(b"F").unwrap_or(0) & HIDDEN != 0 {
        return None;
    }
    let (mut of_text, mut secret, mut value) = (None, None, None);
    let mut at = field.clone();
    // What a field does not say itself, the one around it does.
    for _ in 0..DEEPEST {
        of_text = of_text.or_else(|| Some(is(Some(at.get::<Name<'_>>(b"FT")?), &[b"Tx", b"Ch"])));
        secret = secret.or_else(|| at.get::<u32>(b"Ff"));
        value = value.or_else(|| at.get::<String<'_>>(b"V").map(|v| v.as_bytes().to_vec()));
        let Some(around) = at.get::<Dict<'_>>(b"Parent") else { break };
        at = around;
    }
    let value = value.filter(|v| v.len() <= LONGEST)?;
    let shown = of_text == Some(true) && secret.unwrap_or(0) & PASSWORD == 0;
    shown.then(|| decoded(&value))
}
