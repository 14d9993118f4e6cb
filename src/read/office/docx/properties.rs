//! The properties of paragraphs and runs that bear on what the text is; a style gives the same.

use crate::read::office::xml::Element;

/// What is said of a paragraph or of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Properties {
    /// The outline level from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// The list, by its id; `0` is none.
    pub(super) list: Option<String>,
    /// The level in the list, from 0.
    pub(super) level: Option<usize>,
    /// How far in it stands, in twentieths of a point.
    pub(super) indent: Option<i32>,
    pub(super) page_break: Option<bool>,
    /// Bold, underlined, in italics or capitals.
    pub(super) emphasised: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Properties {
    /// Takes a property, where the element is one that counts.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name {
            "outlineLvl" => self.outline = element.number("val"),
            "numId" if element.parent == "numPr" => self.list = element.val(),
            "ilvl" if element.parent == "numPr" => self.level = element.number("val"),
            "ind" => self.indent = indent(element).or(self.indent),
            "pageBreakBefore" => self.page_break = Some(element.is_on()),
            "vanish" => self.hidden = Some(element.is_on()),
            "b" => self.emphasised = Some(element.is_on() || self.emphasised == Some(true)),
            "i" | "u" | "caps" if element.is_on() => self.emphasised = Some(true),
            _ => {}
        }
    }
}

/// How far in a paragraph stands; the newer files say `start` for `left`.
pub(super) fn indent(element: &Element<'_>) -> Option<i32> {
    element.number("left").or_else(|| element.number("start"))
}
