//! The second engine: pdf-extract. It knows text only, not where it stands.

use super::{DAMAGED, MEDIA_TYPE, NO_PAGES};
use crate::model::{Origin, Pages};
use crate::read::{PASSWORD, Refused, plain, quality};

/// Reads a PDF with the second engine. It may panic or abort on damaged files: call it where that does
/// no harm.
pub(in crate::read) fn read(bytes: &[u8]) -> Result<Pages, Refused> {
    super::whole(bytes)?;
    let texts = pdf_extract::extract_text_from_mem_by_pages(bytes).map_err(|e| match e {
        pdf_extract::OutputError::PdfError(pdf_extract::Error::Decryption(_)) => {
            Refused::Locked(PASSWORD.to_owned())
        }
        e => format!("{DAMAGED} ({e})").into(),
    })?;
    if texts.is_empty() {
        return Err(NO_PAGES.into());
    }
    let pages = texts.iter().map(|text| {
        let mut page = plain::page(text);
        if quality::is_garbage(text) || quality::letters(text) < 20 {
            page.origin = Origin::Unread;
        }
        page
    });
    Ok(Pages { pages: pages.collect(), media_type: MEDIA_TYPE.into(), warnings: Vec::new() })
}
