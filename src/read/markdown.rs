//! Markdown, read as the structure it is: headings, nested lists, tables, footnotes.

use super::decode::decode;
use crate::model::{Hint, Line, Page, Pages};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let text = decode(bytes)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, options) {
        writer.take(event);
    }
    writer.end_block();
    Ok(Pages {
        pages: vec![Page { lines: writer.lines, ..Page::default() }],
        media_type: "text/markdown".into(),
        warnings: Vec::new(),
    })
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    text: String,
    hint: Option<Hint>,
    /// The next number of each open list; nothing for a bullet list.
    lists: Vec<Option<u64>>,
    cells: Vec<String>,
    note: Option<String>,
    /// Whether the events come from front matter, which is no text of the document.
    skip: bool,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        if self.skip && !matches!(event, Event::End(TagEnd::MetadataBlock(_))) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(s) | Event::Code(s) => self.text.push_str(&s),
            // Strong and soft breaks: a hard break ends the printed line, a soft one does not.
            Event::SoftBreak | Event::InlineHtml(_) => self.text.push(' '),
            Event::HardBreak => {
                let hint = self.hint;
                self.end_block_keep(hint);
            }
            Event::FootnoteReference(name) => self.text.push_str(&superscript(&name)),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Hint::Heading(level_of(level))),
            Tag::Paragraph if self.hint.is_none() => self.begin(Hint::Paragraph),
            Tag::CodeBlock(_) => self.begin(Hint::Paragraph),
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                self.begin(Hint::Item(depth));
                match self.lists.last_mut() {
                    Some(Some(n)) => {
                        self.text = format!("{n}. ");
                        *n += 1;
                    }
                    _ => self.text.push_str("• "),
                }
            }
            Tag::TableRow | Tag::TableHead => self.begin(Hint::Row),
            Tag::FootnoteDefinition(name) => {
                self.begin(Hint::Note);
                self.note = Some(superscript(&name));
            }
            Tag::MetadataBlock(_) => self.skip = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::FootnoteDefinition => {
                self.end_block();
            }
            TagEnd::Paragraph => self.end_block(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.text).trim().to_owned()),
            TagEnd::TableRow | TagEnd::TableHead => {
                self.text = std::mem::take(&mut self.cells).join(" | ");
                self.end_block();
            }
            TagEnd::Table => self.gap(),
            TagEnd::MetadataBlock(_) => self.skip = false,
            _ => {}
        }
    }

    fn begin(&mut self, hint: Hint) {
        self.end_block();
        if !matches!(hint, Hint::Item(_) | Hint::Row) {
            self.gap();
        }
        self.hint = Some(hint);
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| !l.text.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    fn end_block(&mut self) {
        self.end_block_keep(None);
    }

    fn end_block_keep(&mut self, next: Option<Hint>) {
        let text = std::mem::take(&mut self.text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let note = if self.hint == Some(Hint::Note) { self.note.take() } else { None };
        let text = note.map_or(text.clone(), |n| format!("{n} {text}"));
        if !text.is_empty() && text != "•" {
            self.lines.push(Line {
                text,
                indent: 0,
                hint: Some(self.hint.unwrap_or(Hint::Paragraph)),
                ..Line::default()
            });
        }
        self.hint = next;
    }
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

/// A footnote's name as a mark above the line where it is a number, else in brackets.
fn superscript(name: &str) -> String {
    crate::pattern::marker::superscript(name).unwrap_or_else(|| format!("[{name}]"))
}
