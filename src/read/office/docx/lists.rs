//! The lists of a Word document (`numbering.xml`) and where each has come to.

use super::properties::indent;
use crate::read::office::numbering::{Counters, Format, LEVELS, Label, Level};
use crate::read::office::xml::{Element, Handler, Next};
use std::collections::{HashMap, HashSet};

/// A list as it is defined; several lists of the document may count on in one.
#[derive(Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The styles whose paragraphs belong to a level.
    styles: [Option<String>; LEVELS],
    /// The style whose definition is used instead.
    instead: Option<String>,
}

/// What a list has of its own.
#[derive(Debug, Default)]
struct Change {
    start: Option<u32>,
    level: Option<Level>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    changes: HashMap<usize, Change>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: HashMap<String, Definition>,
    /// Definitions by the style they define.
    by_style: HashMap<String, String>,
    by_id: HashMap<String, List>,
    counters: HashMap<String, Counters>,
    /// The levels of lists that have begun.
    begun: HashSet<(String, usize)>,
    /// The definition or the list that is being read, and the level in it.
    open_definition: Option<String>,
    open_list: Option<String>,
    open_level: usize,
    in_level: bool,
}

impl Lists {
    fn definition(&self, list: &List) -> Option<(&str, &Definition)> {
        let (id, definition) = self.definitions.get_key_value(&list.definition)?;
        let instead = definition.instead.as_ref().and_then(|style| self.by_style.get(style));
        let (id, definition) =
            instead.and_then(|id| self.definitions.get_key_value(id)).unwrap_or((id, definition));
        Some((id, definition))
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let (_, definition) = self.definition(self.by_id.get(list)?)?;
        definition.styles.iter().position(|s| s.as_deref() == Some(style))
    }

    /// How far in the paragraphs of a level stand, where that is said.
    pub(super) fn indent(&self, id: &str, level: usize) -> Option<i32> {
        let list = self.by_id.get(id)?;
        let own = list.changes.get(&level).and_then(|c| c.level.as_ref());
        own.or_else(|| self.definition(list)?.1.levels.get(level))?.indent
    }

    /// Counts one on and gives the label; nothing where the level has none.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<Label> {
        let list = self.by_id.get(id)?;
        let (counted_in, definition) = self.definition(list)?;
        let mut levels = definition.levels.clone();
        for (at, change) in &list.changes {
            let Some(level) = levels.get_mut(*at) else { continue };
            if let Some(own) = &change.level {
                level.clone_from(own);
            }
            level.start = change.start.unwrap_or(level.start);
        }
        let start = list.changes.get(&level).and_then(|c| c.start);
        let counted_in = counted_in.to_owned();
        // A list with a start of its own begins there, wherever the definition has come to.
        let first = self.begun.insert((id.to_owned(), level));
        let to = start.filter(|_| first);
        self.counters.entry(counted_in).or_default().next(&levels, level, to)
    }

    /// The level that is being read, in a definition or in what a list has of its own.
    fn level(&mut self) -> Option<&mut Level> {
        if !self.in_level {
            return None;
        }
        if let Some(list) = self.open_list.as_ref().and_then(|id| self.by_id.get_mut(id)) {
            return list.changes.get_mut(&self.open_level)?.level.as_mut();
        }
        let definition = self.definitions.get_mut(self.open_definition.as_ref()?)?;
        definition.levels.get_mut(self.open_level)
    }

    fn property(&mut self, element: &Element<'_>) {
        let value = element.val();
        if element.name == "pStyle" {
            let definition = self.open_definition.as_ref().and_then(|id| self.definitions.get_mut(id));
            if let Some(style) = definition.and_then(|d| d.styles.get_mut(self.open_level)) {
                *style = value;
            }
            return;
        }
        let Some(level) = self.level() else { return };
        match element.name {
            "start" => level.start = element.number("val").unwrap_or(1),
            "numFmt" => level.format = format_of(value.as_deref().unwrap_or("decimal")),
            "lvlText" => level.pattern = value.unwrap_or_default(),
            "lvlRestart" => level.restart = element.number("val"),
            "ind" => level.indent = indent(element),
            "isLgl" => level.legal = element.is_on(),
            _ => {}
        }
    }
}

fn format_of(name: &str) -> Format {
    match name {
        "bullet" => Format::Bullet,
        "none" => Format::None,
        "decimalZero" => Format::Padded,
        "lowerLetter" => Format::Letter,
        "upperLetter" => Format::Capital,
        "lowerRoman" => Format::Roman,
        "upperRoman" => Format::RomanCapital,
        _ => Format::Decimal,
    }
}

impl Handler for Lists {
    fn start(&mut self, element: &Element<'_>) -> Next {
        match element.name {
            "abstractNum" => {
                let id = element.get("abstractNumId").unwrap_or_default();
                self.definitions.insert(id.clone(), Definition::default());
                self.open_definition = Some(id);
            }
            "num" => {
                let id = element.get("numId").unwrap_or_default();
                self.by_id.insert(id.clone(), List::default());
                self.open_list = Some(id);
            }
            "abstractNumId" => {
                let list = self.open_list.as_ref().and_then(|id| self.by_id.get_mut(id));
                if let (Some(list), Some(id)) = (list, element.val()) {
                    list.definition = id;
                }
            }
            "numStyleLink" => {
                let open = self.open_definition.as_ref().and_then(|id| self.definitions.get_mut(id));
                if let Some(definition) = open {
                    definition.instead = element.val();
                }
            }
            "styleLink" => {
                if let (Some(id), Some(style)) = (self.open_definition.clone(), element.val()) {
                    self.by_style.insert(style, id);
                }
            }
            "lvlOverride" => {
                self.open_level = element.number("ilvl").unwrap_or(LEVELS);
                if let Some(list) = self.open_list.as_ref().and_then(|id| self.by_id.get_mut(id)) {
                    list.changes.insert(self.open_level, Change::default());
                }
            }
            "startOverride" => {
                let list = self.open_list.as_ref().and_then(|id| self.by_id.get_mut(id));
                if let Some(change) = list.and_then(|l| l.changes.get_mut(&self.open_level)) {
                    change.start = element.number("val");
                }
            }
            "lvl" => {
                self.in_level = true;
                self.open_level = element.number("ilvl").unwrap_or(self.open_level);
                let list = self.open_list.as_ref().and_then(|id| self.by_id.get_mut(id));
                if let Some(change) = list.and_then(|l| l.changes.get_mut(&self.open_level)) {
                    change.level = Some(Level::default());
                }
                if let Some(level) = self.level() {
                    level.format = Format::Decimal;
                }
            }
            // How the label looks is of no account.
            "rPr" => return Next::Over,
            _ => self.property(element),
        }
        Next::Into
    }

    fn end(&mut self, name: &str) {
        match name {
            "abstractNum" => self.open_definition = None,
            "num" => self.open_list = None,
            "lvl" => self.in_level = false,
            _ => {}
        }
    }
}
