//! Markdown, read as the structure it is: headings, nested lists, tables, footnotes. A single line break in a
//! paragraph is a space in Markdown; where the line had room for more, its writer meant it, and it is kept.

use super::blocks::{Blocks, Figures, Marks, superscript};
use super::decode::decode;
use crate::model::{Hint, Pages};
use crate::pattern::marker;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let text = decode(bytes)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { measure: measure(&text), ..Reader::default() };
    for event in Parser::new_ext(&text, options) {
        reader.take(event);
    }
    Ok(Pages {
        pages: vec![reader.blocks.finish_page()],
        media_type: "text/markdown".into(),
        warnings: Vec::new(),
    })
}

#[derive(Default)]
struct Reader {
    blocks: Blocks,
    /// Whether the events come from front matter, of which only title and date are text of the document.
    skip: bool,
    /// How long the lines are where the writer wrapped them.
    measure: usize,
    /// The line of the paragraph that is being read.
    line: SourceLine,
    /// Whether we are within bold words.
    strong: bool,
    /// Whether a soft break waits for the words after it.
    broken: bool,
}

/// A line as its writer broke it.
#[derive(Default)]
struct SourceLine {
    words: String,
    /// Whether all of it is bold.
    strong: bool,
}

/// A wrapped line is at most this long; a longer one is a whole paragraph.
const WRAPPED: usize = 120;

/// The length that full lines have where a text is wrapped.
fn measure(text: &str) -> usize {
    let mut lengths: Vec<usize> = text.lines().map(|l| l.chars().count()).filter(|n| *n <= WRAPPED).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 97 / 100).copied().unwrap_or(0).max(60)
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        if self.skip && !matches!(event, Event::End(TagEnd::MetadataBlock(_))) {
            if let Event::Text(s) = event {
                self.matter(&s);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(s) | Event::Code(s) => self.words(&s),
            // A hard break ends the printed line for sure; whether a soft one does, its length tells.
            Event::SoftBreak => self.broken = true,
            // `<re>` is no tag but words in angle brackets.
            Event::InlineHtml(s) if !is_tag(&s) => self.words(&s),
            Event::InlineHtml(_) => self.blocks.push(" "),
            Event::HardBreak => self.blocks.line_break(),
            Event::FootnoteReference(name) => self.blocks.push(&superscript(&name)),
            _ => {}
        }
    }

    /// The title and the date of front matter.
    fn matter(&mut self, matter: &str) {
        for line in matter.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            match key {
                _ if value.is_empty() => {}
                "title" | "tittel" => {
                    self.blocks.begin(Hint::Heading(1));
                    self.blocks.push(value);
                    self.blocks.end();
                }
                "date" | "dato" => {
                    self.blocks.begin(Hint::Paragraph);
                    self.blocks.push(line);
                    self.blocks.end();
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, words: &str) {
        if std::mem::take(&mut self.broken) {
            if self.meant(words) {
                self.blocks.line_break();
            } else {
                self.blocks.push(" ");
            }
            self.line.words.clear();
        }
        if self.line.words.is_empty() {
            self.line.strong = true;
        }
        self.line.strong &= self.strong;
        self.line.words.push_str(words);
        self.blocks.push(words);
    }

    /// Whether the line break before `next` was meant.
    fn meant(&self, next: &str) -> bool {
        let (line, next) = (self.line.words.trim(), next.trim_start());
        let first = next.split_whitespace().next().map_or(0, |w| w.chars().count());
        let length = line.chars().count();
        if self.line.strong || next.starts_with('#') || line.starts_with('#') {
            return true;
        }
        if next.starts_with(char::is_lowercase) || marker::runs_on(line) {
            return false;
        }
        marker::is_field(next)
            || marker::inline_label(next).is_some()
            || length > WRAPPED
            || (length + 1 + first) * 100 <= self.measure * 85
    }

    fn start(&mut self, tag: Tag<'_>) {
        if !matches!(
            tag,
            Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Strikethrough | Tag::Image { .. }
        ) {
            self.line.words.clear();
            self.broken = false;
        }
        match tag {
            Tag::Strong => self.strong = true,
            Tag::Heading { level, .. } => self.blocks.begin(Hint::Heading(level_of(level))),
            Tag::Paragraph | Tag::CodeBlock(_) => self.blocks.paragraph(),
            Tag::List(None) => self.blocks.list(Marks::Bullet, 1),
            Tag::List(Some(first)) => {
                let first = i64::try_from(first).unwrap_or(i64::MAX);
                self.blocks.list(Marks::Count(Figures::Arabic, 1), first);
            }
            Tag::Item => self.blocks.item(None),
            Tag::TableRow | Tag::TableHead => self.blocks.begin(Hint::Row),
            Tag::FootnoteDefinition(name) => self.blocks.note(Some(&name)),
            Tag::MetadataBlock(_) => self.skip = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = false,
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Paragraph => self.blocks.end(),
            TagEnd::List(_) => self.blocks.end_list(),
            TagEnd::TableCell => self.blocks.end_cell(),
            TagEnd::TableRow | TagEnd::TableHead => self.blocks.end_row(),
            TagEnd::Table => self.blocks.gap(),
            TagEnd::MetadataBlock(_) => self.skip = false,
            _ => {}
        }
    }
}

/// Whether what stands in angle brackets is markup.
fn is_tag(s: &str) -> bool {
    const TAGS: [&str; 24] = [
        "a", "abbr", "b", "br", "center", "code", "del", "div", "em", "font", "hr", "i", "img", "ins", "kbd",
        "mark", "p", "s", "small", "span", "strong", "sub", "sup", "u",
    ];
    let name = s.trim_start_matches(['<', '/']);
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    s.starts_with("<!") || TAGS.contains(&name.to_lowercase().as_str())
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
