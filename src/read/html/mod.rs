//! HTML: the text of the page without its menus, read as the structure it is.

mod depth;
mod matter;
mod walk;
mod write;

use super::blocks::Blocks;
use super::decode::decode_as;
use crate::model::{Hint, Line, Page, Pages};
use crate::pattern::Pattern;
use matter::Matter;
use scraper::Html;

pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let text = decode_as(bytes, charset(bytes))?;
    let page = Page { lines: lines(&text), ..Page::default() };
    Ok(Pages { pages: vec![page], media_type: "text/html".into(), warnings: Vec::new() })
}

/// The lines of a page whose encoding is known already.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = depth::flatten(text);
    let page = Html::parse_document(&text);
    let matter = Matter::of(&page);
    let mut blocks = Blocks::default();
    if let Some(title) = matter.title() {
        blocks.begin(Hint::Heading(1));
        blocks.push(&title);
    }
    write::write(&matter, blocks)
}

/// The encoding that a page names in its first kilobytes.
fn charset(bytes: &[u8]) -> Option<&[u8]> {
    static CHARSET: Pattern = Pattern::new(
        r#"(?is)<meta\s[^>]*charset\s*=\s*["']?\s*(?P<value>[\w:.-]+)|<\?xml\s[^>]*encoding\s*=\s*["'](?P<xml>[\w:.-]+)"#,
    );
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    let found = CHARSET.captures(&text)?;
    let name = found.name("value").or(found.name("xml"))?.as_str().as_bytes();
    // The name is ASCII; it stands in the bytes as it does in the text.
    head.windows(name.len()).find(|w| *w == name)
}
