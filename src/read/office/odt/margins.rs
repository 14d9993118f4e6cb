//! The header and the footer of the first page (`style:master-page` in `styles.xml`).

use super::body::Body;
use crate::read::office::xml::{Element, Handler, Next};

/// Reads the header and footer of one layout, and lets go of all others.
pub(super) struct Margins<'m, 's> {
    pub(super) text: &'m mut Body<'s>,
    /// The layout that is looked for.
    pub(super) master: &'m str,
    /// Whether a header or footer of the first page alone has been found: it goes before the other.
    pub(super) first_page: bool,
}

impl Margins<'_, '_> {
    fn enters(&self, element: &Element<'_>) -> bool {
        match element.name {
            "document-styles" | "master-styles" => true,
            "master-page" => element.get("name").as_deref() == Some(self.master),
            "header-first" | "footer-first" => self.first_page,
            "header" | "footer" => !self.first_page,
            _ => false,
        }
    }
}

impl Handler for Margins<'_, '_> {
    fn start(&mut self, element: &Element<'_>) -> Next {
        let outside = matches!(element.parent, "" | "document-styles" | "master-styles" | "master-page");
        if outside {
            return if self.enters(element) { Next::Into } else { Next::Over };
        }
        self.text.start(element)
    }

    fn end(&mut self, name: &str) {
        self.text.end(name);
    }

    fn text(&mut self, text: &str, inside: &str) {
        self.text.text(text, inside);
    }
}
