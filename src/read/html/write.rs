//! The matter of a page → blocks.

use super::matter::{Matter, element};
use super::walk::{Visitor, walk};
use crate::model::{Hint, Line};
use crate::pattern::Pattern;
use crate::read::blocks::{Blocks, Figures, Marks, superscript};
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

/// Writes the matter after what is there already.
pub(super) fn write(matter: &Matter<'_>, blocks: Blocks) -> Vec<Line> {
    let mut writer =
        Writer { matter, blocks, tables: Vec::new(), marks: Vec::new(), term: false, verbatim: 0 };
    walk(matter.root, &mut writer);
    writer.blocks.finish()
}

struct Writer<'m, 'a> {
    matter: &'m Matter<'a>,
    blocks: Blocks,
    /// The tables that are open: whether each only lays out the page.
    tables: Vec<bool>,
    /// Where the marks that are open begin.
    marks: Vec<usize>,
    /// Whether the block that is open is a term that waits for its description.
    term: bool,
    /// How many `pre` are open.
    verbatim: usize,
}

/// What a link to a footnote, and from it, leads to.
static NOTE_LINK: Pattern =
    Pattern::new(r"(?i)#(?:user-content-)?_?(?:ftn|fn|footnote|fotnote|endnote|edn|cite_note|sdfootnote)");
static NOTE_ID: Pattern = Pattern::new(
    r"(?i)^(?:user-content-)?_?(?:ftn|fn|footnote|fotnote|endnote|edn|cite_note|sdfootnote)[:_-]?\d+(?:sym)?$",
);

impl<'a> Visitor<'a> for Writer<'_, 'a> {
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool {
        if let Some(text) = node.value().as_text() {
            self.text(text);
            return false;
        }
        let Some(e) = element(node) else { return node.value().is_document() };
        if self.matter.leaves(node, e) {
            return false;
        }
        self.start(node, e);
        true
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        if let Some(e) = element(node) {
            self.end(e);
        }
    }
}

impl Writer<'_, '_> {
    fn text(&mut self, text: &str) {
        if self.verbatim == 0 {
            self.blocks.push(text);
            return;
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.blocks.line_break();
            }
            self.blocks.push(line);
        }
    }

    fn start(&mut self, node: NodeRef<'_, Node>, e: &Element) {
        if let Some(level) = heading(e) {
            return self.blocks.begin(Hint::Heading(level));
        }
        if is_note(e) {
            return self.start_note(e);
        }
        match e.name() {
            "br" => self.blocks.line_break(),
            "hr" => {
                self.blocks.end_paragraph();
                self.blocks.gap();
            }
            "ul" | "menu" | "dir" => self.blocks.list(bullets(e), 1),
            "ol" => self.start_numbers(node, e),
            "li" => self.blocks.item(number(e, "value")),
            "table" => {
                self.tables.push(lays_out(node, e));
                self.block();
            }
            "tr" if self.in_rows() => self.blocks.begin(Hint::Row),
            "td" | "th" if self.in_rows() => {}
            "dd" if self.term && !self.blocks.is_blank() => {}
            "sup" => self.marks.push(self.blocks.position()),
            "a" if is_note_link(e) => self.marks.push(self.blocks.position()),
            "pre" => {
                self.block();
                self.verbatim += 1;
            }
            name if is_block(name) => self.block(),
            _ => {}
        }
        if e.name() != "dd" {
            self.term &= !is_block(e.name());
        }
    }

    fn end(&mut self, e: &Element) {
        if heading(e).is_some() {
            return self.blocks.end();
        }
        if is_note(e) {
            return if e.name() == "li" { self.blocks.end() } else { self.blocks.end_paragraph() };
        }
        match e.name() {
            "ul" | "ol" | "menu" | "dir" => self.blocks.end_list(),
            "li" => self.blocks.end(),
            "table" => {
                self.tables.pop();
                self.blocks.end_paragraph();
                self.blocks.gap();
            }
            "tr" if self.in_rows() => self.blocks.end_row(),
            "td" | "th" if self.in_rows() => self.blocks.end_cell(),
            "dt" => self.end_term(),
            "sup" => self.end_mark(),
            "a" if is_note_link(e) => self.end_mark(),
            "pre" => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.blocks.end_paragraph();
            }
            name if is_block(name) => self.blocks.end_paragraph(),
            _ => {}
        }
    }

    /// A block that is a paragraph if words stand in it. At the beginning of a heading it is only a space.
    fn block(&mut self) {
        if matches!(self.blocks.open(), Some(Hint::Heading(_))) && self.blocks.is_blank() {
            self.blocks.push(" ");
        } else {
            self.blocks.paragraph();
        }
    }

    fn in_rows(&self) -> bool {
        self.tables.last() == Some(&false)
    }

    fn start_numbers(&mut self, node: NodeRef<'_, Node>, e: &Element) {
        let figures = match e.attr("type") {
            Some("a") => Figures::Lower,
            Some("A") => Figures::Upper,
            Some("i") => Figures::RomanLower,
            Some("I") => Figures::RomanUpper,
            _ => Figures::Arabic,
        };
        let items = || node.children().filter(|n| element(*n).is_some_and(|e| e.name() == "li")).count();
        let reversed = e.attr("reversed").is_some();
        let last = || if reversed { i64::try_from(items()).unwrap_or(1) } else { 1 };
        let first = number(e, "start").unwrap_or_else(last);
        let marks = match bullets(e) {
            Marks::None => Marks::None,
            _ => Marks::Count(figures, if reversed { -1 } else { 1 }),
        };
        self.blocks.list(marks, first);
    }

    fn start_note(&mut self, e: &Element) {
        let listed = if e.name() == "li" { self.blocks.next_number(number(e, "value")) } else { None };
        self.blocks.note(listed.map(|n| n.to_string()).as_deref());
    }

    /// `Dato` and its description are one line, as a letterhead prints them.
    fn end_term(&mut self) {
        let end = self.blocks.position();
        let words = self.blocks.take_from(0);
        let words = words.get(..end).unwrap_or("").trim_end();
        self.term = !words.is_empty() && words.chars().count() <= 60;
        self.blocks.push(words);
        if self.term {
            self.blocks.push(if words.ends_with([':', '?', '.']) { " " } else { ": " });
        } else {
            self.blocks.end_paragraph();
        }
    }

    /// A number above the line is a footnote's mark or a power; an arrow back to the text is nothing.
    fn end_mark(&mut self) {
        let Some(from) = self.marks.pop() else { return };
        let words = self.blocks.take_from(from);
        let bare = words.trim().trim_matches(['[', ']', '(', ')']);
        let arrow = !bare.is_empty() && bare.chars().all(|c| "↩↑^⬆⏎↵⤴\u{fe0e}\u{fe0f}".contains(c));
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        match (number, arrow) {
            (true, _) => self.blocks.push(&superscript(bare)),
            (false, true) => {}
            (false, false) => self.blocks.push(&words),
        }
    }
}

fn heading(e: &Element) -> Option<u8> {
    match e.name() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ if e.attr("role") == Some("heading") => {
            Some(number(e, "aria-level").and_then(|n| u8::try_from(n).ok()).unwrap_or(2).clamp(1, 6))
        }
        _ => None,
    }
}

fn number(e: &Element, attribute: &str) -> Option<i64> {
    e.attr(attribute)?.trim().parse().ok()
}

fn bullets(e: &Element) -> Marks {
    static UNMARKED: Pattern = Pattern::new(r"(?i)list-style(?:-type)?\s*:\s*none");
    let unmarked = e.attr("style").is_some_and(|s| UNMARKED.is_match(s));
    if unmarked { Marks::None } else { Marks::Bullet }
}

/// The text of a footnote, as footnote lists and Word mark it.
fn is_note(e: &Element) -> bool {
    matches!(e.attr("role"), Some("doc-footnote" | "doc-endnote"))
        || (matches!(e.name(), "li" | "div" | "p" | "aside")
            && e.attr("id").is_some_and(|id| NOTE_ID.is_match(id)))
}

fn is_note_link(e: &Element) -> bool {
    matches!(e.attr("role"), Some("doc-noteref" | "doc-backlink"))
        || e.attr("href").is_some_and(|h| NOTE_LINK.is_match(h))
}

fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "header",
        "hgroup",
        "legend",
        "main",
        "p",
        "section",
        "summary",
        "td",
        "th",
        "tr",
        "table",
    ];
    BLOCKS.contains(&name)
}

/// Whether a table only lays out the page: it holds other tables or headings, or has one column.
fn lays_out(table: NodeRef<'_, Node>, e: &Element) -> bool {
    if matches!(e.attr("role"), Some("presentation" | "none")) {
        return true;
    }
    let mut look = Look { table, nested: false, header: false, cells: 0, widest: 0 };
    walk(table, &mut look);
    look.nested || (!look.header && look.widest <= 1)
}

struct Look<'a> {
    table: NodeRef<'a, Node>,
    nested: bool,
    header: bool,
    cells: usize,
    widest: usize,
}

impl<'a> Visitor<'a> for Look<'a> {
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool {
        let Some(e) = element(node) else { return false };
        match e.name() {
            "table" | "h1" | "h2" | "h3" if node.id() != self.table.id() => self.nested = true,
            "th" => (self.header, self.cells) = (true, self.cells + 1),
            "td" => self.cells += 1,
            "tr" => self.cells = 0,
            _ => {}
        }
        self.widest = self.widest.max(self.cells);
        !self.nested
    }

    fn close(&mut self, _: NodeRef<'a, Node>) {}
}
