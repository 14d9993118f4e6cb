//! Blocks → pages of lines with hints.

use super::blocks::{Block, Kind};
use crate::model::{Hint, Line, Page, Pages};
use crate::pattern::{Pattern, marker};
use crate::read::tidy::tidy;

/// What stands around the text of a page, and where in it.
static PAGE_NUMBER: Pattern =
    Pattern::new(r"(?i)(?:^|\s)(?:[-–|]\s*)?(?:side|page)\s*:?\s*\d*(?:\s*(?:av|of|/)\s*\d*)?\s*[-–]?$");
static BARE_NUMBER: Pattern = Pattern::new(r"^[-–\s]*\d*(?:\s*(?:av|of|/)\s*\d*)?[-–\s]*$");

/// A paragraph that is set off and not longer than this may be a heading.
const SHORT: usize = 110;

/// A document that has been read.
#[derive(Default)]
pub(super) struct Read {
    /// What heads and foots the first page.
    pub(super) margins: Vec<Block>,
    pub(super) body: Vec<Block>,
    /// The notes, each with its mark, in the order in which the text refers to them.
    pub(super) notes: Vec<String>,
    pub(super) warnings: Vec<String>,
}

/// The lines of a document.
///
/// The first page's header holds the sender and often the date, and its footer the address, so both
/// stand at the top, with the letterhead they belong to: further down they would break the text.
pub(super) fn pages(mut read: Read, media_type: &'static str) -> Pages {
    deepen(&mut read.body);
    let mut writer = Writer { style: Style::of(&read.body), pages: Vec::new(), page: Page::default() };
    for block in read.margins {
        writer.block(without_page_number(block));
    }
    writer.gap();
    for block in read.body {
        writer.block(block);
    }
    writer.gap();
    for note in read.notes {
        writer.line(tidy(&note), 0, Some(Hint::Note));
    }
    writer.close_page();
    Pages { pages: writer.pages, media_type: media_type.into(), warnings: read.warnings }
}

/// What stands further in by less than this, in twentieths of a point, stands as far in: an eighth of
/// an inch.
const STEP: i32 = 180;

/// A list inside another is often a list of its own, only further in. Gives such items the depth that
/// they are seen to have.
fn deepen(body: &mut [Block]) {
    let mut outer: Vec<i32> = Vec::new();
    for block in body {
        match &mut block.kind {
            Kind::Item { depth, .. } => {
                while outer.last().is_some_and(|indent| *indent > block.indent + STEP) {
                    outer.pop();
                }
                if outer.last().is_none_or(|indent| block.indent >= indent + STEP) {
                    outer.push(block.indent);
                }
                *depth = u8::try_from(outer.len() - 1).map_or(u8::MAX, |seen| seen.max(*depth));
            }
            // A paragraph that stands in goes on with the item above it.
            Kind::Paragraph if block.indent >= STEP => {}
            Kind::Gap => {}
            _ => outer.clear(),
        }
    }
}

/// What the document as a whole says of its paragraphs.
struct Style {
    /// Headings stand below a title.
    title: bool,
    /// Some paragraphs are headings by their style.
    headings: bool,
    /// Every line is a paragraph of its own: text that was pasted in.
    wrapped: bool,
}

impl Style {
    fn of(body: &[Block]) -> Self {
        let headings = body.iter().any(|b| matches!(b.kind, Kind::Heading(_)));
        Self {
            title: body.iter().any(|b| b.kind == Kind::Title),
            headings,
            wrapped: !headings && is_wrapped(body),
        }
    }

    /// What the block is, so far as its style tells. Nothing is said of a paragraph that only its look
    /// or a typed mark sets off: the outline weighs it, as it does in plain text.
    fn hint(&self, block: &Block) -> Option<Hint> {
        match &block.kind {
            Kind::Title => Some(Hint::Heading(1)),
            Kind::Heading(level) => Some(Hint::Heading(level.saturating_add(u8::from(self.title)))),
            // Many letters number their headings as a list.
            Kind::Item { depth, counted: true }
                if ((!self.headings && *depth == 0) || may_head(block)) && is_numbered(&block.text) =>
            {
                Some(Hint::Paragraph)
            }
            Kind::Item { depth, .. } => Some(Hint::Item(*depth)),
            Kind::Row(_) => Some(Hint::Row),
            Kind::Paragraph | Kind::Gap => {
                let open = self.wrapped || may_head(block) || marker::bullet(block.text.trim()).is_some();
                (!open).then_some(Hint::Paragraph)
            }
        }
    }
}

fn may_head(block: &Block) -> bool {
    block.emphasised && block.text.chars().count() <= SHORT && !block.text.trim_end().ends_with('.')
}

fn is_numbered(text: &str) -> bool {
    marker::number(text).is_some_and(|n| n.digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether sentences run on over the ends of paragraphs, so that these are lines.
fn is_wrapped(body: &[Block]) -> bool {
    let plain = |b: &&Block| b.kind == Kind::Paragraph;
    let full = body.iter().filter(plain).count();
    let runs_on = body.windows(2).filter(|pair| {
        let [a, b] = pair else { return false };
        plain(&a)
            && plain(&b)
            && !marker::ends_sentence(&a.text)
            && b.text.trim_start().starts_with(char::is_lowercase)
    });
    full >= 8 && runs_on.count() * 10 >= full
}

/// A line of a header or footer without its page number.
fn without_page_number(mut block: Block) -> Block {
    let bare = |s: &str| BARE_NUMBER.is_match(s.trim());
    let strip = |line: &str| {
        let line = tidy(line);
        let kept = PAGE_NUMBER.find(&line).map_or(line.as_str(), |m| line.get(..m.start()).unwrap_or(""));
        if bare(kept) { String::new() } else { kept.trim_end().to_owned() }
    };
    block.text = block.text.lines().map(strip).collect::<Vec<_>>().join("\n");
    if let Kind::Row(cells) = &mut block.kind {
        *cells = cells.iter().map(|c| strip(c)).collect();
    }
    block
}

struct Writer {
    style: Style,
    pages: Vec<Page>,
    page: Page,
}

impl Writer {
    fn block(&mut self, block: Block) {
        if block.new_page && self.page.lines.iter().any(|l| !l.text.is_empty()) {
            self.close_page();
        }
        let hint = self.style.hint(&block);
        match block.kind {
            Kind::Gap => self.gap(),
            Kind::Row(cells) => {
                if cells.iter().any(|c| !c.is_empty()) {
                    let cells: Vec<String> = cells.iter().map(|c| tidy(c)).collect();
                    let row = cells.join(" | ");
                    self.line(row.split_whitespace().collect::<Vec<_>>().join(" "), 0, hint);
                }
            }
            Kind::Title | Kind::Heading(_) => {
                self.gap();
                // A heading over two lines is one heading.
                let words: Vec<&str> = block.text.split_whitespace().collect();
                self.line(tidy(&words.join(" ")), 0, hint);
            }
            Kind::Item { .. } | Kind::Paragraph => {
                if !self.style.wrapped && !matches!(hint, Some(Hint::Item(_))) {
                    self.gap();
                }
                self.paragraph(&block.text, block.indent, hint);
            }
        }
    }

    /// The lines of a paragraph. A line that a small letter follows was ended for its looks only.
    fn paragraph(&mut self, text: &str, indent: i32, hint: Option<Hint>) {
        // A paragraph that stands in goes on with the item above it.
        let stands_in =
            if hint == Some(Hint::Paragraph) { usize::try_from(indent / STEP).unwrap_or(0) } else { 0 };
        let mut lines: Vec<String> = Vec::new();
        for line in text.split('\n') {
            match lines.last_mut() {
                Some(last) if goes_on(last, line) => {
                    last.push(' ');
                    last.push_str(line.trim());
                }
                _ => lines.push(line.to_owned()),
            }
        }
        for (i, line) in lines.iter().enumerate() {
            // The second line of an item is no item of its own.
            let item = matches!(hint, Some(Hint::Item(_))) && i > 0;
            let lead = line.chars().take_while(|c| c.is_whitespace());
            let indent: usize = lead.map(|c| if c == '\t' { 4 } else { 1 }).sum();
            self.line(tidy(line), indent + stands_in, if item { Some(Hint::Paragraph) } else { hint });
        }
    }

    fn line(&mut self, text: String, indent: usize, hint: Option<Hint>) {
        if text.is_empty() {
            self.gap();
            return;
        }
        self.page.lines.push(Line { text, indent, hint, ..Line::default() });
    }

    fn gap(&mut self) {
        if self.page.lines.last().is_some_and(|l| !l.text.is_empty()) {
            self.page.lines.push(Line::default());
        }
    }

    fn close_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
    }
}

fn goes_on(above: &str, line: &str) -> bool {
    !above.trim().is_empty()
        && !marker::ends_sentence(above)
        && line.trim_start().starts_with(char::is_lowercase)
        && marker::bullet(line.trim_start()).is_none()
        && marker::number(line.trim_start()).is_none()
}
