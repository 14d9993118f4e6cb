//! The styles of a Word document (`styles.xml`).

use super::properties::Properties;
use crate::read::office::xml::{Element, Handler, Next};
use std::collections::HashMap;

/// A chain of styles that is longer than this goes round in a circle.
const LONGEST: usize = 20;

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    properties: Properties,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document.
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    /// Anything else.
    Text,
}

/// The styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    normal: Option<String>,
    /// The style that is being read.
    open: Option<(String, Style)>,
}

impl Styles {
    /// A style and those it is based on, nearest first, with their ids.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut at = id;
        std::iter::from_fn(move || {
            let id = at?;
            let style = self.by_id.get(id)?;
            at = style.based_on.as_deref();
            Some((id, style))
        })
        .take(LONGEST)
    }

    /// The style of a paragraph that names this one, or none.
    pub(super) fn of_paragraph<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        id.or(self.normal.as_deref())
    }

    /// The first thing that a style, or one that it is based on, says.
    pub(super) fn say<'s, T>(
        &'s self,
        id: Option<&'s str>,
        what: impl Fn(&'s Properties) -> Option<T>,
    ) -> Option<T> {
        self.chain(id).find_map(|(_, style)| what(&style.properties))
    }

    /// The list of a style, with the id of the style that names it.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, &'s str)> {
        self.chain(id).find_map(|(id, style)| Some((id, style.properties.list.as_deref()?)))
    }

    /// What a paragraph of this style is. A style that is not described is known by its id.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        let Some(id) = id else { return Role::Text };
        if !self.by_id.contains_key(id) {
            return role_of(id).unwrap_or(Role::Text);
        }
        for (id, style) in self.chain(Some(id)) {
            if let Some(level) = style.properties.outline {
                // A line that is kept out of the outline, such as the heading of the contents.
                let own = role_of(&style.name).filter(|r| matches!(r, Role::Contents));
                return own.unwrap_or(if level < 9 { Role::Heading(level + 1) } else { Role::Text });
            }
            if let Some(role) = role_of(&style.name).or_else(|| role_of(id)) {
                return role;
            }
        }
        Role::Text
    }
}

/// What the name of a style tells: Word's own names are English in the file, ids are in the language
/// of the program.
fn role_of(name: &str) -> Option<Role> {
    let name: String = name.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let level = || {
        let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("overskrift"))?;
        let level = rest.parse().ok()?;
        (1..=9).contains(&level).then_some(Role::Heading(level))
    };
    let contents = ["toc", "innh", "inh"].iter().any(|p| {
        name.strip_prefix(p).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()) || r == "heading")
    });
    match name.as_str() {
        "title" | "tittel" => Some(Role::Title),
        "tableoffigures" => Some(Role::Contents),
        _ if contents => Some(Role::Contents),
        _ => level(),
    }
}

impl Handler for Styles {
    fn start(&mut self, element: &Element<'_>) -> Next {
        match element.name {
            "style" => {
                let id = element.get("styleId").unwrap_or_default();
                if element.is_true("default") && element.get("type").as_deref() == Some("paragraph") {
                    self.normal = Some(id.clone());
                }
                self.open = Some((id, Style::default()));
            }
            // What a table style says of its rows is not said of a paragraph.
            "docDefaults" | "latentStyles" | "tblStylePr" | "pPrChange" | "rPrChange" => return Next::Over,
            _ => {
                let Some((_, style)) = &mut self.open else { return Next::Into };
                match (element.name, element.val()) {
                    ("name", Some(name)) if element.parent == "style" => style.name = name,
                    ("basedOn", based_on) => style.based_on = based_on,
                    _ => style.properties.take(element),
                }
            }
        }
        Next::Into
    }

    fn end(&mut self, name: &str) {
        if name == "style"
            && let Some((id, style)) = self.open.take()
        {
            self.by_id.insert(id, style);
        }
    }
}
