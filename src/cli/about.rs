//! What tells about the program: the welcome, the schema, the rules.

use super::Ended;
use super::args::{RulesArgs, SchemaArgs};
use super::screen::{Screen, bold, faint};
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::{export, rules};
use std::path::Path;

/// `arkiv` alone: what to do next.
pub(super) fn welcome(screen: &mut Screen, dir: &Path) -> Result<Ended> {
    screen.line("arkiv searches and extracts Norwegian steering documents (tildelingsbrev, referater).")?;
    screen.line("")?;
    let documents =
        if dir.join("arkiv-index.json").is_file() { Some(Archive::open(dir)?.documents()?) } else { None };
    let steps: &[(&str, &str)] = if let Some(all) = &documents {
        let years: Vec<i16> = all.iter().filter_map(|d| d.year.as_ref().map(|y| y.value)).collect();
        let span = years
            .iter()
            .min()
            .zip(years.iter().max())
            .map_or_else(String::new, |(a, b)| format!(", {a} to {b}"));
        screen.line(format_args!("The index {} holds {} documents{span}. Try:", dir.display(), all.len()))?;
        &[
            ("arkiv search IKT-modernisering", "search all documents"),
            ("arkiv oppdrag --year 2018", "list assignments with their deadlines"),
            ("arkiv conclusions --format csv", "collect every conclusion in a table"),
            ("arkiv documents", "see what is there"),
        ]
    } else {
        screen.line(format_args!("There is no index in {} yet. Begin with:", dir.display()))?;
        &[
            ("arkiv index FOLDER", "read a folder of documents into the index"),
            ("arkiv search WORDS", "then search it"),
        ]
    };
    for (command, what) in steps {
        screen.line(format_args!("  {} {}", bold(&format!("{command:<34}")), faint(what)))?;
    }
    screen.line("")?;
    screen.line("`arkiv help` lists all commands.")?;
    Ok(Ended::Done)
}

/// `arkiv schema`.
pub(super) fn schema(args: &SchemaArgs, screen: &mut Screen) -> Result<Ended> {
    let schema = export::schema(args.output.as_deref()).ok_or_else(|| Error::Value {
        option: "schema".to_owned(),
        value: args.output.clone().unwrap_or_default(),
        why: format!("no such output; there are {}", export::outputs().collect::<Vec<_>>().join(", ")),
    })?;
    let json = serde_json::to_string_pretty(&schema).map_err(|e| Error::Output(e.to_string()))?;
    screen.line(json)?;
    Ok(Ended::Done)
}

/// `arkiv rules`.
pub(super) fn rules(args: &RulesArgs, screen: &mut Screen) -> Result<Ended> {
    let wanted = args.code.as_deref().unwrap_or("").to_uppercase();
    let mut found = false;
    for rule in rules::all().into_iter().filter(|r| r.code.starts_with(&wanted)) {
        found = true;
        screen.line(bold(rule.code))?;
        screen.indented(2, rule.summary)?;
        if let Some(points) = rules::points(rule) {
            screen.line(format_args!("  {} {points:+}", faint("points ")))?;
        }
        if rule.infers() {
            screen.line(format_args!("  {} infers; no words tell", faint("pattern")))?;
        } else {
            screen.line(format_args!("  {} {}", faint("pattern"), rule.pattern.source()))?;
        }
        for (line, value) in rule.finds {
            screen.line(format_args!("  {} {line:?} → {value:?}", faint("finds  ")))?;
        }
        for line in rule.leaves {
            screen.line(format_args!("  {} {line:?}", faint("leaves ")))?;
        }
    }
    Ok(if found { Ended::Done } else { Ended::NothingFound })
}
