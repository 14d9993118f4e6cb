//! The first section of a Word document: which header and footer its first page has.

use crate::read::office::xml::Element;

/// The headers and footers of the first section, by the ids of their parts.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Type, whether it is a header, id.
    parts: Vec<(String, bool, String)>,
    /// Whether the first page has its own.
    first_page: bool,
    closed: bool,
}

impl Section {
    /// Takes an element of the section's properties; those of later sections are let go.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        if self.closed {
            return;
        }
        match element.name {
            "titlePg" => self.first_page = element.is_on(),
            "headerReference" | "footerReference" => {
                let kind = element.get("type").unwrap_or_else(|| "default".to_owned());
                let id = element.get("id").unwrap_or_default();
                self.parts.push((kind, element.name == "headerReference", id));
            }
            _ => {}
        }
    }

    /// The properties end.
    pub(super) fn end(&mut self) {
        self.closed = true;
    }

    /// The ids of the header and the footer of the first page.
    pub(super) fn first_page(&self) -> impl Iterator<Item = &str> {
        let kind = if self.first_page { "first" } else { "default" };
        let of = move |header| self.parts.iter().find(move |(k, h, _)| k == kind && *h == header);
        [of(true), of(false)].into_iter().flatten().map(|(_, _, id)| id.as_str())
    }
}
