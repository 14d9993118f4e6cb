//! Minutes in the shapes of many bodies: their points, their conclusions, and what only looks like them.
//! Every document here is made up.

mod conclusions;
mod kind;
mod points;
mod readings;

use std::path::Path;
use styringsarkiv::model::{Document, Given};
use styringsarkiv::{read, rules, text};

use super::support::{record, source};

/// The record of a Markdown file.
fn markdown(content: &str) -> Document {
    let text = text::clean(&read::read(Path::new("test.md"), content.as_bytes()).unwrap());
    rules::extract(&text, &Given::default(), source()).0
}

/// The points, one a line: number and name.
fn points(d: &Document) -> Vec<String> {
    let number = |n: &Option<String>| n.clone().unwrap_or_else(|| "-".to_owned());
    d.agenda_items
        .iter()
        .map(|a| format!("{} {}", number(&a.number), a.name.clone().unwrap_or_default()))
        .collect()
}

/// The conclusions, one a line: the number of the point and the words.
fn outcomes(d: &Document) -> Vec<String> {
    d.conclusions
        .iter()
        .map(|c| {
            let item = d.agenda_items.iter().find(|a| Some(&a.id) == c.agenda_item.as_ref());
            let number = item.and_then(|a| a.number.clone()).unwrap_or_else(|| "-".to_owned());
            format!("{number} {}", c.text.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}
