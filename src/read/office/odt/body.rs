//! The text of an `OpenDocument` text: the body, or the header and footer of its first page.

use super::lists::Lists;
use super::styles::{Style, Styles};
use crate::pattern::marker::superscript;
use crate::read::office::blocks::{Builder, Draft, Kind};
use crate::read::office::numbering::Label;
use crate::read::office::xml::{Element, Handler, Next};

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    /// The level of a heading.
    level: Option<u8>,
    label: Option<Label>,
    draft: Draft,
}

/// Reads a text.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    pub(super) out: Builder,
    /// The notes with their marks, in the order in which the text refers to them.
    pub(super) notes: Vec<String>,
    /// Whether the part is a text at all.
    pub(super) is_text: bool,
    /// The layout of the first page.
    pub(super) master: Option<String>,
    lists: Lists,
    open: Vec<Paragraph>,
    /// The styles of the open pieces of text.
    spans: Vec<Option<String>>,
    /// The marks of the notes that are open.
    citations: Vec<String>,
    /// How many of the next covered cells lie beside the cell that covers them.
    beside: usize,
    /// For each open table, how often its cell stands.
    cells: Vec<usize>,
}

/// A cell is repeated so often, at most: spreadsheets fill their rows so, texts do not.
const REPEATED: usize = 32;

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            out: Builder::default(),
            notes: Vec::new(),
            is_text: false,
            master: None,
            lists: Lists::default(),
            open: Vec::new(),
            spans: Vec::new(),
            citations: Vec::new(),
            beside: 0,
            cells: Vec::new(),
        }
    }

    /// What is said of the text here: by the innermost style that says anything.
    fn say(&self, what: impl Fn(&Style) -> Option<bool>) -> bool {
        let of_text = self.spans.iter().rev().find_map(|s| self.styles.of_text(s.as_deref(), &what));
        let of_paragraph = || self.styles.of_paragraph(self.open.last()?.style.as_deref(), &what);
        of_text.or_else(of_paragraph).unwrap_or(false)
    }

    fn write(&mut self, words: &str) {
        if self.say(|s| s.hidden) {
            return;
        }
        let raised = if self.say(|s| s.raised) { superscript(words) } else { None };
        let emphasised = self.say(|s| s.emphasised);
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.draft.push(raised.as_deref().unwrap_or(words), emphasised);
        }
    }

    fn begin(&mut self, element: &Element<'_>) {
        let style = element.get("style-name");
        let name = style.as_deref();
        let level = (element.name == "h").then(|| element.number("outline-level").unwrap_or(1));
        let styles = self.styles;
        if self.master.is_none() {
            // The first paragraph says how the first page is laid out; else it is as usual.
            let master = styles.of_paragraph(name, |s| s.master.as_deref());
            self.master = Some(master.unwrap_or("Standard").to_owned());
        }
        if styles.of_paragraph(name, |s| s.break_before).unwrap_or(false) {
            self.out.new_page();
        }
        let of_style = styles.of_paragraph(name, |s| s.list.as_deref());
        let label = match level {
            // A paragraph in a paragraph stands in a frame or a note, not in the list around it.
            _ if !self.open.is_empty() || element.is_true("is-list-header") => None,
            Some(level) if self.lists.depth().is_none() => {
                let start = element.number("start-value").filter(|_| element.is_true("restart-numbering"));
                self.lists.heading(styles, of_style, level, start)
            }
            _ => self.lists.label(styles, of_style),
        };
        let mut draft = Draft::default();
        draft.indent = self.lists.indent(styles).unwrap_or(0);
        self.open.push(Paragraph { style, level, label, draft });
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let name = paragraph.style.as_deref();
        let counted = matches!(paragraph.label, Some(Label::Printed(_)));
        let kind = match (paragraph.level, self.lists.depth()) {
            (Some(level), _) => Kind::Heading(level.max(1)),
            (None, _) if self.styles.is_title(name) => Kind::Title,
            (None, Some(depth)) if paragraph.label.is_some() => Kind::Item { depth, counted },
            _ => Kind::Paragraph,
        };
        self.out.paragraph(&kind, paragraph.label.as_ref(), &paragraph.draft);
        if self.styles.of_paragraph(name, |s| s.break_after).unwrap_or(false) {
            self.out.new_page();
        }
    }

    fn soft_page_break(&mut self) {
        match self.open.last_mut() {
            Some(paragraph) => paragraph.draft.soft_page_break(),
            None => self.out.new_page(),
        }
    }

    /// A table begins; where it begins the document, it says how the first page is laid out.
    fn open_table(&mut self, element: &Element<'_>) {
        if let Some(style) = element.get("style-name").and_then(|name| self.styles.of_table(&name)) {
            if self.master.is_none() {
                self.master.clone_from(&style.master);
            }
            if style.break_before == Some(true) {
                self.out.new_page();
            }
        }
        self.out.open_table();
    }

    fn open_cell(&mut self, element: &Element<'_>) {
        let repeated = element.number("number-columns-repeated").unwrap_or(1);
        if element.name == "covered-table-cell" {
            let beside = repeated.min(self.beside);
            self.beside -= beside;
            self.cells.push((repeated - beside).min(REPEATED));
        } else {
            self.beside = element.number("number-columns-spanned").unwrap_or(1_usize).saturating_sub(1);
            self.cells.push(repeated.clamp(1, REPEATED));
        }
        self.out.open_cell();
    }

    fn close_cell(&mut self, words: bool) {
        let times = self.cells.pop().unwrap_or(1);
        self.out.close_cell(words, times);
    }

    fn open_note(&mut self) {
        let mark = self.citations.last().map(|c| c.trim().to_owned()).unwrap_or_default();
        let mark = superscript(&mark).unwrap_or_else(|| format!("[{mark}]"));
        self.write(&mark);
        if let Some(citation) = self.citations.last_mut() {
            *citation = mark;
        }
        self.out.open_note();
    }

    fn close_note(&mut self) {
        let words = self.out.close_note();
        let mark = self.citations.last().map_or("", String::as_str);
        self.notes.push(format!("{mark} {words}"));
    }
}

/// What is no text of the document, or is there already.
fn is_left_out(element: &Element<'_>) -> bool {
    match element.name {
        "tracked-changes"
        | "annotation"
        | "table-of-content"
        | "illustration-index"
        | "table-index"
        | "object-index"
        | "user-index"
        | "alphabetical-index"
        | "bibliography"
        | "sequence-decls"
        | "variable-decls"
        | "user-field-decls"
        | "dde-connection-decls"
        | "forms"
        | "scripts"
        | "script"
        | "desc"
        | "placeholder"
        | "ruby-text"
        | "page-number"
        | "page-count"
        | "object"
        | "number"
        | "hidden-text"
        | "automatic-styles"
        | "font-face-decls"
        | "event-listeners" => true,
        // A field that gives the document's title is text; the title of a picture is not.
        "title" => !matches!(element.parent, "p" | "h" | "span" | "a"),
        "section" => element.get("display").is_some_and(|d| d == "none"),
        _ => false,
    }
}

impl Handler for Body<'_> {
    fn start(&mut self, element: &Element<'_>) -> Next {
        if is_left_out(element) {
            return Next::Over;
        }
        match element.name {
            "text" if element.parent == "body" => self.is_text = true,
            "p" | "h" => self.begin(element),
            "span" => self.spans.push(element.get("style-name")),
            "list" => self.lists.begin(element),
            "list-item" | "list-header" => self.lists.item(element),
            // More than two spaces are a wide gap, however many.
            "s" => {
                let count = element.number("c").unwrap_or(1_usize).clamp(1, 8);
                self.write(&" ".repeat(count));
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "soft-page-break" => self.soft_page_break(),
            "note" => self.citations.push(String::new()),
            "note-body" => self.open_note(),
            "table" => self.open_table(element),
            "table-row" => self.beside = 0,
            "table-cell" | "covered-table-cell" => self.open_cell(element),
            _ => {}
        }
        Next::Into
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "span" => {
                self.spans.pop();
            }
            "list" => self.lists.end(),
            "note-body" => self.close_note(),
            "note" => {
                self.citations.pop();
            }
            "table" => self.out.close_table(),
            "table-row" => self.out.close_row(true),
            "table-cell" => self.close_cell(true),
            "covered-table-cell" => self.close_cell(false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, inside: &str) {
        if inside == "note-citation" {
            if let Some(citation) = self.citations.last_mut() {
                citation.push_str(text);
            }
            return;
        }
        // Any white space counts as one space; what is more than that has elements of its own.
        let mut words = text.split([' ', '\t', '\n', '\r']);
        if let Some(first) = words.next().filter(|w| !w.is_empty()) {
            self.write(first);
        }
        for word in words {
            if let Some(paragraph) = self.open.last_mut() {
                paragraph.draft.push_space();
            }
            if !word.is_empty() {
                self.write(word);
            }
        }
    }
}
