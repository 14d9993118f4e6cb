//! `OpenDocument` text (`.odt`, also as a template): `content.xml`, with the named styles beside it in
//! `styles.xml`.

mod body;
mod lists;
mod margins;
mod styles;

use super::pages::{self, Read};
use super::parts::{self, Parts};
use super::xml::walk;
use crate::model::Pages;
use crate::read::Refused;
use body::Body;
use margins::Margins;
use styles::Styles;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

pub(in crate::read) fn read(bytes: &[u8]) -> Result<Pages, Refused> {
    let mut package = Parts::open(bytes)?;
    let manifest = package.xml("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains(":encryption-data") || manifest.contains("<encryption-data") {
        return Err(parts::password());
    }
    let content = package.xml("content.xml")?.ok_or(
        "the file is a zip archive, but holds no OpenDocument text; if it is an archive, give it the \
         extension .zip",
    )?;
    let mut warnings = Vec::new();
    let mut named = Styles::default();
    let styles = package.xml("styles.xml")?.unwrap_or_default();
    if !styles.is_empty()
        && let Err(why) = walk(&styles, &mut named)
    {
        warnings.push(format!("text: the styles of the document could not all be read: {why}"));
    }
    let mut own = named.clone();
    walk(&content, &mut own)?;
    let mut body = Body::new(&own);
    walk(&content, &mut body)?;
    if !body.is_text {
        return Err(
            "the file is an OpenDocument file, but holds no text; only text documents are read".into()
        );
    }
    let master = body.master.take().unwrap_or_default();
    let margins = if warnings.is_empty() { margins(&styles, &named, &master) } else { Vec::new() };
    let read = Read { margins, body: body.out.finish(), notes: body.notes, warnings };
    Ok(pages::pages(read, MEDIA_TYPE))
}

/// The header and footer of the first page.
fn margins(xml: &str, styles: &Styles, master: &str) -> Vec<super::blocks::Block> {
    for first_page in [true, false] {
        let mut text = Body::new(styles);
        // That the part can be walked through is known by now.
        let walked = walk(xml, &mut Margins { text: &mut text, master, first_page });
        let blocks = text.out.finish();
        if walked.is_ok() && !blocks.is_empty() {
            return blocks;
        }
    }
    Vec::new()
}
