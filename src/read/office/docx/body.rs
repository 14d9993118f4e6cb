//! The text of a Word document: the body, a header or footer, the notes.

mod events;

use super::lists::Lists;
use super::properties::Properties;
use super::run::{Fields, symbol};
use super::section::Section;
use super::styles::{Role, Styles};
use crate::pattern::marker::superscript;
use crate::read::office::blocks::{Builder, Draft, Kind};
use crate::read::office::numbering::{Format, Label, write};
use crate::read::office::xml::{Element, Next};
use std::collections::HashMap;

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    properties: Properties,
    draft: Draft,
    /// Whether it is a line of a table of contents.
    contents: bool,
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    end_deleted: bool,
    /// Whether its end is hidden, and with it the number.
    end_hidden: bool,
}

#[derive(Default)]
struct Run {
    style: Option<String>,
    properties: Properties,
    raised: bool,
}

/// A note that the text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) endnote: bool,
    pub(super) id: String,
    pub(super) mark: String,
}

/// A cell or a row that is being read.
#[derive(Default, Clone, Copy)]
struct Open {
    /// A cell that goes on from the row above, a row that was deleted.
    left_out: bool,
}

/// Reads one part of the document.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    lists: &'s mut Lists,
    pub(super) out: Builder,
    /// How the first section of the document is laid out.
    pub(super) section: Section,
    /// The notes in the order in which the text refers to them.
    pub(super) references: Vec<Reference>,
    footnotes: u32,
    endnotes: u32,
    /// The words of the notes, by id, of a part that holds notes.
    pub(super) notes: HashMap<String, String>,
    /// Whether the part is a text at all.
    pub(super) is_text: bool,
    open: Vec<Paragraph>,
    runs: Vec<Run>,
    fields: Fields,
    /// How much was written when each of the open alternatives began.
    alternatives: Vec<usize>,
    written: usize,
    cells: Vec<Open>,
    rows: Vec<Open>,
    /// Whether the properties are those of a paragraph's end.
    at_end: bool,
    /// For each open content control, whether it holds nothing of the document's own.
    controls: Vec<bool>,
    carried: Option<Draft>,
    note: Option<String>,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, lists: &'s mut Lists) -> Self {
        Self {
            styles,
            lists,
            out: Builder::default(),
            section: Section::default(),
            references: Vec::new(),
            footnotes: 0,
            endnotes: 0,
            notes: HashMap::new(),
            is_text: false,
            open: Vec::new(),
            runs: Vec::new(),
            fields: Fields::default(),
            alternatives: Vec::new(),
            written: 0,
            cells: Vec::new(),
            rows: Vec::new(),
            at_end: false,
            controls: Vec::new(),
            carried: None,
            note: None,
        }
    }

    fn write(&mut self, words: &str) {
        if self.fields.in_instruction() || self.is_hidden() {
            return;
        }
        let raised = self.runs.last().filter(|r| r.raised).and_then(|_| superscript(words));
        let emphasised = self.say(|p| p.emphasised);
        if let Some(paragraph) = self.open.last_mut() {
            self.written += words.len();
            paragraph.draft.push(raised.as_deref().unwrap_or(words), emphasised);
        }
    }

    fn is_hidden(&self) -> bool {
        self.say(|p| p.hidden)
    }

    /// What is said of the text here: by the run, by its style, by the style of the paragraph.
    fn say(&self, what: impl Fn(&Properties) -> Option<bool>) -> bool {
        let run = self.runs.last();
        let by_run = run.and_then(|r| what(&r.properties));
        let by_style = || self.styles.say(run?.style.as_deref(), &what);
        let of_paragraph = || {
            let id = self.styles.of_paragraph(self.open.last()?.style.as_deref());
            self.styles.say(id, &what)
        };
        by_run.or_else(by_style).or_else(of_paragraph).unwrap_or(false)
    }

    fn line_break(&mut self, element: &Element<'_>) {
        if element.get("type").as_deref() != Some("page") {
            self.write("\n");
        } else if let Some(paragraph) = self.open.last_mut() {
            paragraph.draft.page_break();
        }
    }

    fn refer(&mut self, element: &Element<'_>) {
        let endnote = element.name == "endnoteReference";
        let Some(id) = element.get("id") else { return };
        let count = if endnote { &mut self.endnotes } else { &mut self.footnotes };
        *count = count.saturating_add(1);
        let number = *count;
        // As Word prints them where nobody chose otherwise: 1, 2 and i, ii.
        let footnote = superscript(&number.to_string()).filter(|_| !endnote);
        let mark = footnote.unwrap_or_else(|| format!("[{}]", write(number, Format::Roman)));
        self.write(&mark);
        self.references.push(Reference { endnote, id, mark });
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        if self.open.is_empty() {
            self.fields.end_paragraph();
        }
        if paragraph.end_deleted && self.open.is_empty() {
            self.carried = Some(paragraph.draft);
            return;
        }
        let style = paragraph.style.take();
        let style = self.styles.of_paragraph(style.as_deref());
        let role = match paragraph.properties.outline {
            Some(level) if level < 9 => Role::Heading(level + 1),
            _ => self.styles.role(style),
        };
        let own = paragraph.properties.page_break;
        if own.or_else(|| self.styles.say(style, |p| p.page_break)).unwrap_or(false) {
            self.out.new_page();
        }
        // The contents say what the headings say.
        if paragraph.contents || role == Role::Contents {
            return;
        }
        if paragraph.end_hidden && paragraph.draft.is_empty() {
            return;
        }
        let (label, depth) = self.label(&mut paragraph, style);
        let kind = match role {
            Role::Title => Kind::Title,
            Role::Heading(level) => Kind::Heading(level),
            _ => match &label {
                Some(label) => Kind::Item { depth, counted: matches!(label, Label::Printed(_)) },
                None => Kind::Paragraph,
            },
        };
        self.out.paragraph(&kind, label.as_ref(), &paragraph.draft);
    }

    /// The label of a paragraph and its level in the list, from its own properties or its style's.
    fn label(&mut self, paragraph: &mut Paragraph, style: Option<&str>) -> (Option<Label>, u8) {
        let by_itself = paragraph.properties.indent;
        let indent = by_itself.or_else(|| self.styles.say(style, |p| p.indent));
        paragraph.draft.indent = indent.unwrap_or(0);
        let own = paragraph.properties.list.as_deref();
        let by_style = self.styles.list(style);
        let Some(list) = own.or(by_style.map(|(_, list)| list)) else { return (None, 0) };
        let level = paragraph.properties.level.or_else(|| {
            // A style is bound to a level; one that is based on it may be bound to another.
            let bound = style.and_then(|s| self.lists.level_of(list, s));
            let bound = bound.or_else(|| by_style.and_then(|(s, _)| self.lists.level_of(list, s)));
            bound.or_else(|| self.styles.say(style, |p| p.level).filter(|_| own.is_none()))
        });
        let level = level.unwrap_or(0);
        if let Some(indent) = by_itself.or_else(|| self.lists.indent(list, level)) {
            paragraph.draft.indent = indent;
        }
        (self.lists.next(list, level), u8::try_from(level).unwrap_or(u8::MAX))
    }

    /// Closes what the part left open.
    pub(super) fn finish(&mut self) {
        if let Some(draft) = self.carried.take() {
            self.out.paragraph(&Kind::Paragraph, None, &draft);
        }
    }

    /// The properties of a paragraph, of its end, or of a run.
    fn property(&mut self, element: &Element<'_>) {
        if element.parent == "rPr" && self.at_end {
            if let Some(paragraph) = self.open.last_mut() {
                match element.name {
                    "del" | "moveFrom" => paragraph.end_deleted = true,
                    "vanish" => paragraph.end_hidden = element.is_on(),
                    _ => {}
                }
            }
        } else if element.parent == "rPr" {
            let Some(run) = self.runs.last_mut() else { return };
            match element.name {
                "rStyle" => run.style = element.val(),
                "vertAlign" => run.raised = element.val().as_deref() == Some("superscript"),
                _ => run.properties.take(element),
            }
        } else if let Some(paragraph) = self.open.last_mut() {
            match element.name {
                "pStyle" => paragraph.style = element.val(),
                _ => paragraph.properties.take(element),
            }
        }
    }

    /// What stands inside a run but letters.
    fn sign(&mut self, element: &Element<'_>) {
        match element.name {
            "tab" | "ptab" => self.write("\t"),
            "br" => self.line_break(element),
            "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.write(symbol(element).encode_utf8(&mut [0; 4])),
            "fldChar" => self.fields.mark(element),
            "lastRenderedPageBreak" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.draft.soft_page_break();
                }
            }
            "footnoteReference" | "endnoteReference" => self.refer(element),
            _ => {}
        }
    }

    /// A note begins; separators are none.
    fn open_note(&mut self, element: &Element<'_>) -> Next {
        if element.get("type").is_some_and(|t| t != "normal") {
            return Next::Over;
        }
        self.note = element.get("id");
        self.out.open_note();
        Next::Into
    }

    fn property_of_end(&mut self, element: &Element<'_>) {
        if element.parent == "rPr" {
            self.property(element);
        }
    }

    /// The instruction of a field. A line that ends in the page of a heading is one of the contents.
    fn instruction(&mut self, instruction: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.contents |= instruction.contains("PAGEREF") && instruction.contains("_Toc");
        }
    }
}
