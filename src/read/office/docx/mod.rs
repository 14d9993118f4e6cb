//! Word (`.docx`, also with macros or as a template): text in `w:p`, what it is in the styles and
//! lists beside it.

mod body;
mod lists;
mod properties;
mod relations;
mod run;
mod section;
mod styles;

use super::pages::{self, Read};
use super::parts::Parts;
use super::xml::{Handler, walk};
use crate::model::Pages;
use crate::read::Refused;
use body::Body;
use lists::Lists;
use relations::Relations;
use styles::Styles;

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(in crate::read) fn read(bytes: &[u8]) -> Result<Pages, Refused> {
    let mut package =
        Package { parts: Parts::open(bytes)?, relations: Relations::default(), warnings: Vec::new() };
    let xml = package.document()?;
    let mut styles = Styles::default();
    package.aside("styles", &mut styles)?;
    let mut lists = Lists::default();
    package.aside("numbering", &mut lists)?;

    let mut body = Body::new(&styles, &mut lists);
    walk(&xml, &mut body)?;
    body.finish();
    if !body.is_text {
        return Err("the file is an Office file, but holds no Word text; only Word documents are read".into());
    }
    let Body { out, references, section, .. } = body;

    let mut margins = Vec::new();
    for id in section.first_page() {
        let Some(place) = package.relations.of_id(id) else { continue };
        let mut part = Body::new(&styles, &mut lists);
        package.aside_at("header or footer", &place, &mut part)?;
        margins.extend(part.out.finish());
    }
    let mut footnotes = Body::new(&styles, &mut lists);
    package.aside("footnotes", &mut footnotes)?;
    let footnotes = footnotes.notes;
    let mut endnotes = Body::new(&styles, &mut lists);
    package.aside("endnotes", &mut endnotes)?;
    let endnotes = endnotes.notes;
    let of = |r: &body::Reference| {
        let words = if r.endnote { endnotes.get(&r.id) } else { footnotes.get(&r.id) };
        words.map(|words| format!("{} {words}", r.mark))
    };
    let notes = references.iter().filter_map(of).collect();
    let read = Read { margins, body: out.finish(), notes, warnings: package.warnings };
    Ok(pages::pages(read, MEDIA_TYPE))
}

struct Package<'b> {
    parts: Parts<'b>,
    /// The relations of the document.
    relations: Relations,
    warnings: Vec<String>,
}

impl Package<'_> {
    /// The XML of the document itself; finds out where the other parts are.
    fn document(&mut self) -> Result<String, Refused> {
        let package = self.parts.xml("_rels/.rels")?;
        let package = package.map(|xml| Relations::read("", &xml)).transpose()?.unwrap_or_default();
        let place = package.of_kind("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let xml = self.parts.xml(&place)?.ok_or(
            "the file is a zip archive, but holds no Word text; if it is an archive, give it the extension .zip",
        )?;
        if let Some(relations) = self.parts.xml(&Relations::place_of(&place))? {
            self.relations = Relations::read(&place, &relations)?;
        }
        Ok(xml)
    }

    /// Reads the part beside the document that has this role, where there is one.
    fn aside(&mut self, kind: &str, handler: &mut impl Handler) -> Result<(), Refused> {
        match self.relations.of_kind(kind) {
            Some(place) => self.aside_at(kind, &place, handler),
            None => Ok(()),
        }
    }

    /// Reads a part beside the document. Without one that is damaged the text can still be read.
    fn aside_at(&mut self, kind: &str, place: &str, handler: &mut impl Handler) -> Result<(), Refused> {
        if let Some(xml) = self.parts.xml(place)?
            && let Err(why) = walk(&xml, handler)
        {
            self.warnings.push(format!("text: the {kind} of the document could not all be read: {why}"));
        }
        Ok(())
    }
}
