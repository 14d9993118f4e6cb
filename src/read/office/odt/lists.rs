//! The lists that are open, and where each has come to.

use super::styles::Styles;
use crate::read::office::numbering::{Counters, Label};
use crate::read::office::xml::Element;
use std::collections::HashMap;

/// A list, or a list in an item of one.
#[derive(Default)]
struct Open {
    style: Option<String>,
    id: Option<String>,
    /// Whether the next paragraph is the first of its item and has its label.
    due: bool,
    /// The number that the item is given.
    start: Option<u32>,
}

/// The lists of a text.
#[derive(Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    counters: Counters,
    /// Where the lists that ended had come to, by style and by id.
    by_style: HashMap<String, Counters>,
    by_id: HashMap<String, Counters>,
    headings: Counters,
}

impl Lists {
    /// A list begins.
    pub(super) fn begin(&mut self, element: &Element<'_>) {
        let style = element.get("style-name").or_else(|| self.open.last().and_then(|l| l.style.clone()));
        if self.open.is_empty() {
            let earlier = match element.get("continue-list") {
                Some(id) => self.by_id.get(&id),
                None if element.is_true("continue-numbering") => {
                    style.as_ref().and_then(|style| self.by_style.get(style))
                }
                None => None,
            };
            self.counters = earlier.cloned().unwrap_or_default();
        }
        self.open.push(Open { style, id: element.get("id"), ..Open::default() });
    }

    /// A list ends.
    pub(super) fn end(&mut self) {
        let Some(list) = self.open.pop() else { return };
        if self.open.is_empty() {
            if let Some(id) = list.id {
                self.by_id.insert(id, self.counters.clone());
            }
            if let Some(style) = list.style {
                self.by_style.insert(style, self.counters.clone());
            }
        }
    }

    /// An item begins; one that is a header of its list has no label.
    pub(super) fn item(&mut self, element: &Element<'_>) {
        if let Some(list) = self.open.last_mut() {
            list.due = element.name == "list-item";
            list.start = element.number("start-value");
        }
    }

    /// How deep in lists the text is, from 0; nothing outside them.
    pub(super) fn depth(&self) -> Option<u8> {
        self.open.len().checked_sub(1).map(|depth| u8::try_from(depth).unwrap_or(u8::MAX))
    }

    /// How far in the items of the innermost list stand, in twentieths of a point.
    pub(super) fn indent(&self, styles: &Styles) -> Option<i32> {
        let style = self.open.last()?.style.as_ref()?;
        styles.lists.get(style)?.get(self.open.len() - 1)?.indent
    }

    /// The label of a paragraph that stands here, if it is the first of its item. `style` is the list
    /// that the paragraph's own style names.
    pub(super) fn label(&mut self, styles: &Styles, style: Option<&str>) -> Option<Label> {
        let level = self.open.len().checked_sub(1)?;
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.due) {
            return None;
        }
        let start = list.start.take();
        let levels = styles.lists.get(list.style.as_deref().or(style)?)?;
        self.counters.next(levels, level, start)
    }

    /// The number of a heading that stands in no list, at a level from 1.
    pub(super) fn heading(
        &mut self,
        styles: &Styles,
        style: Option<&str>,
        level: u8,
        start: Option<u32>,
    ) -> Option<Label> {
        let level = usize::from(level).checked_sub(1)?;
        match style {
            Some("") => None,
            Some(list) => {
                let counters = self.by_style.entry(list.to_owned()).or_default();
                counters.next(styles.lists.get(list)?, level, start)
            }
            None => self.headings.next(&styles.outline, level, start),
        }
    }
}
