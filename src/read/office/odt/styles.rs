//! The styles of an `OpenDocument` text: those of `styles.xml`, and the automatic ones of a part.

use crate::read::office::numbering::{Format, LEVELS, Level};
use crate::read::office::xml::{Element, Handler, Next};
use std::collections::HashMap;

/// A chain of styles that is longer than this goes round in a circle.
const LONGEST: usize = 20;

#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    parent: Option<String>,
    /// The list of its paragraphs; empty where they are in none.
    pub(super) list: Option<String>,
    /// The layout of the page that begins with it.
    pub(super) master: Option<String>,
    pub(super) break_before: Option<bool>,
    pub(super) break_after: Option<bool>,
    /// Bold, underlined, in italics or capitals.
    pub(super) emphasised: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy)]
enum Family {
    Paragraph,
    Text,
    Table,
}

/// The styles by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Style>,
    texts: HashMap<String, Style>,
    tables: HashMap<String, Style>,
    pub(super) lists: HashMap<String, Vec<Level>>,
    /// The numbers of headings.
    pub(super) outline: Vec<Level>,
    /// The style that is being read, with its family and name.
    open: Option<(Family, String, Style)>,
    open_levels: Option<(Option<String>, Vec<Level>)>,
    /// The level that is being read, from 1.
    open_level: usize,
}

impl Styles {
    /// The first thing that the style of a paragraph, or one above it, says.
    pub(super) fn of_paragraph<'s, T>(
        &'s self,
        name: Option<&'s str>,
        what: impl Fn(&'s Style) -> Option<T>,
    ) -> Option<T> {
        chain(&self.paragraphs, name).find_map(|(_, style)| what(style))
    }

    /// The same of the style of a piece of text.
    pub(super) fn of_text<'s, T>(
        &'s self,
        name: Option<&'s str>,
        what: impl Fn(&'s Style) -> Option<T>,
    ) -> Option<T> {
        chain(&self.texts, name).find_map(|(_, style)| what(style))
    }

    /// The style of a table.
    pub(super) fn of_table(&self, name: &str) -> Option<&Style> {
        self.tables.get(name)
    }

    /// Whether a paragraph is the title of the document.
    pub(super) fn is_title(&self, name: Option<&str>) -> bool {
        let named = |n: &str| matches!(n, "Title" | "Tittel");
        name.is_some_and(named) || chain(&self.paragraphs, name).any(|(name, _)| named(name))
    }
}

fn chain<'s>(
    styles: &'s HashMap<String, Style>,
    name: Option<&'s str>,
) -> impl Iterator<Item = (&'s str, &'s Style)> {
    let mut at = name;
    std::iter::from_fn(move || {
        let name = at?;
        let style = styles.get(name)?;
        at = style.parent.as_deref();
        Some((name, style))
    })
    .take(LONGEST)
}

fn level_of(element: &Element<'_>) -> Level {
    if element.name.ends_with("bullet") || element.name.ends_with("image") {
        return Level { format: Format::Bullet, ..Level::default() };
    }
    let format = match element.get("num-format").as_deref() {
        Some("a") => Format::Letter,
        Some("A") => Format::Capital,
        Some("i") => Format::Roman,
        Some("I") => Format::RomanCapital,
        Some("1") => Format::Decimal,
        _ => Format::None,
    };
    let around = |name| element.get(name).unwrap_or_default().replace('%', "");
    // `%1%.%2%` in newer files; else the levels that are shown, with full stops between them.
    let listed = element
        .get("num-list-format")
        .map(|listed| (1..=LEVELS).fold(listed, |out, n| out.replace(&format!("%{n}%"), &format!("%{n}"))));
    let at: usize = element.number("level").unwrap_or(1);
    let shown = element.number::<usize>("display-levels").unwrap_or(1).clamp(1, at.clamp(1, LEVELS));
    let numbers: Vec<String> = (at.saturating_sub(shown) + 1..=at).map(|n| format!("%{n}")).collect();
    let pattern = match (format, listed) {
        (Format::None, _) => format!("{}{}", around("num-prefix"), around("num-suffix")),
        (_, Some(listed)) => listed,
        _ => format!("{}{}{}", around("num-prefix"), numbers.join("."), around("num-suffix")),
    };
    Level { format, start: element.number("start-value").unwrap_or(1), pattern, ..Level::default() }
}

/// A length in twentieths of a point.
fn twips(length: &str) -> Option<i32> {
    let (number, unit) = length.split_at(length.find(|c: char| c.is_ascii_alphabetic())?);
    let points = match unit {
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "in" => 72.0,
        "pt" => 1.0,
        _ => return None,
    };
    let number: f64 = number.trim().parse().ok()?;
    Some((number * points * 20.0).clamp(-100_000.0, 100_000.0) as i32)
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        match element.name {
            "paragraph-properties" | "table-properties" => {
                let page = |name| element.get(name).map(|v| v == "page");
                self.break_before = page("break-before");
                self.break_after = page("break-after");
            }
            "text-properties" => {
                let weight = element.get("font-weight");
                let weight = weight.map(|w| w == "bold" || w.parse().is_ok_and(|w: u32| w >= 600));
                let other = element.get("font-style").is_some_and(|s| s == "italic")
                    || element.get("text-underline-style").is_some_and(|s| s != "none")
                    || element.get("text-transform").is_some_and(|t| t == "uppercase");
                self.emphasised = if other { Some(true) } else { weight };
                self.hidden = element.get("display").map(|d| d == "none");
                self.raised = element.get("text-position").map(|p| p.starts_with("super"));
            }
            _ => {}
        }
    }
}

impl Handler for Styles {
    fn start(&mut self, element: &Element<'_>) -> Next {
        match element.name {
            // Not styles: the text and what heads it.
            "body" | "master-styles" => return Next::Over,
            "style" => {
                let family = match element.get("family").as_deref() {
                    Some("paragraph") => Family::Paragraph,
                    Some("text") => Family::Text,
                    Some("table") => Family::Table,
                    _ => return Next::Over,
                };
                let style = Style {
                    parent: element.get("parent-style-name"),
                    list: element.get("list-style-name"),
                    master: element.get("master-page-name").filter(|m| !m.is_empty()),
                    ..Style::default()
                };
                self.open = Some((family, element.get("name").unwrap_or_default(), style));
            }
            "list-style" => self.open_levels = Some((element.get("name"), Vec::new())),
            "outline-style" => self.open_levels = Some((None, Vec::new())),
            _ if element.name.contains("-level-style") => {
                let at = element.number::<usize>("level").unwrap_or(0);
                if let (Some((_, levels)), 1..=LEVELS) = (&mut self.open_levels, at) {
                    levels.resize(levels.len().max(at), Level::default());
                    if let Some(level) = levels.get_mut(at - 1) {
                        *level = level_of(element);
                    }
                }
                self.open_level = at;
            }
            "list-level-label-alignment" | "list-level-properties" => {
                let at = self.open_level.checked_sub(1);
                let levels = self.open_levels.as_mut().map(|(_, levels)| levels);
                if let Some(level) = levels.zip(at).and_then(|(levels, at)| levels.get_mut(at)) {
                    let older = || element.get("space-before");
                    let indent = element.get("margin-left").or_else(older).and_then(|l| twips(&l));
                    level.indent = indent.or(level.indent);
                }
            }
            _ => {
                if let Some((_, _, style)) = &mut self.open {
                    style.take(element);
                }
            }
        }
        Next::Into
    }

    fn end(&mut self, name: &str) {
        match name {
            "style" => {
                if let Some((family, name, style)) = self.open.take() {
                    let styles = match family {
                        Family::Paragraph => &mut self.paragraphs,
                        Family::Text => &mut self.texts,
                        Family::Table => &mut self.tables,
                    };
                    styles.insert(name, style);
                }
            }
            "list-style" | "outline-style" => match self.open_levels.take() {
                Some((Some(name), levels)) => {
                    self.lists.insert(name, levels);
                }
                Some((None, levels)) => self.outline = levels,
                None => {}
            },
            _ => {}
        }
    }
}
