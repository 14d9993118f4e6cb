//! Markdown, read as the structure it is: headings, nested lists, tables, footnotes.

use super::blocks::{Blocks, Figures, Marks, superscript};
use super::decode::decode;
use crate::model::{Hint, Pages};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let text = decode(bytes)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
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
    /// Whether the events come from front matter, which is no text of the document.
    skip: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        if self.skip && !matches!(event, Event::End(TagEnd::MetadataBlock(_))) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(s) | Event::Code(s) => self.blocks.push(&s),
            // Strong and soft breaks: a hard break ends the printed line, a soft one does not.
            Event::SoftBreak | Event::InlineHtml(_) => self.blocks.push(" "),
            Event::HardBreak => self.blocks.line_break(),
            Event::FootnoteReference(name) => self.blocks.push(&superscript(&name)),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
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
