//! Which part of the package is what: the relations of the package and of its document.

use crate::read::office::xml::{Element, Handler, Next, walk};

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The relations that start from one part.
#[derive(Default)]
pub(super) struct Relations {
    /// The folder of that part, which targets are relative to.
    folder: String,
    all: Vec<Relation>,
}

impl Relations {
    /// Where the relations of a part are written down.
    pub(super) fn place_of(part: &str) -> String {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        format!("{folder}/_rels/{name}.rels")
    }

    /// Reads the relations of `part`.
    pub(super) fn read(part: &str, xml: &str) -> Result<Self, String> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let mut relations = Self { folder, all: Vec::new() };
        walk(xml, &mut relations)?;
        Ok(relations)
    }

    /// The path of the part that has this role, the last word of its relation's type.
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        self.all.iter().find(|r| r.kind == kind).map(|r| self.resolve(&r.target))
    }

    /// The path of the part with this id.
    pub(super) fn of_id(&self, id: &str) -> Option<String> {
        self.all.iter().find(|r| r.id == id).map(|r| self.resolve(&r.target))
    }

    fn resolve(&self, target: &str) -> String {
        let target = target.replace('\\', "/");
        if let Some(absolute) = target.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut path: Vec<&str> = self.folder.split('/').filter(|s| !s.is_empty()).collect();
        for step in target.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    path.pop();
                }
                step => path.push(step),
            }
        }
        path.join("/")
    }
}

impl Handler for Relations {
    fn start(&mut self, element: &Element<'_>) -> Next {
        if element.name == "Relationship" && element.get("TargetMode").as_deref() != Some("External") {
            let kind = element.get("Type").unwrap_or_default();
            self.all.push(Relation {
                id: element.get("Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: element.get("Target").unwrap_or_default(),
            });
        }
        Next::Into
    }
}
