//! A walk through XML that calls back at each element, without recursion and without resolving
//! anything from outside.
//!
//! Names are local: which prefix a file gives a namespace, and which of the two namespaces of
//! Office Open XML it uses, makes no difference.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// Documents that people write stay far below; deeper nesting is meant to do harm.
const DEEPEST: usize = 1000;

/// An element at its beginning.
pub(super) struct Element<'e> {
    /// Its local name.
    pub(super) name: &'e str,
    /// The local name of the element it stands in; empty for the outermost.
    pub(super) parent: &'e str,
    start: &'e BytesStart<'e>,
}

impl Element<'_> {
    /// The value of the attribute with this local name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let attributes = self.start.attributes().flatten();
        let found = attributes.into_iter().find(|a| a.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        Some(value.unwrap_or(found.value.clone()).into_owned())
    }

    /// The attribute as a number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }

    /// The attribute `val`, which most elements of Word have.
    pub(super) fn val(&self) -> Option<String> {
        self.get("val")
    }

    /// Whether the element turns its property on: it does so by being there, unless `val` denies it.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// Whether the attribute says `true`.
    pub(super) fn is_true(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("true" | "1" | "on"))
    }
}

/// Where to go from the beginning of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// On to what it holds; its end will be told.
    Into,
    /// Past its end, which will not be told.
    Over,
}

/// Takes what [`walk`] finds.
pub(super) trait Handler {
    /// An element begins.
    fn start(&mut self, element: &Element<'_>) -> Next;
    /// An element that was entered ends.
    fn end(&mut self, _name: &str) {}
    /// Text that stands directly inside the named element; it may come in several pieces.
    fn text(&mut self, _text: &str, _inside: &str) {}
}

/// Walks through a document from beginning to end. The error is a whole sentence.
pub(super) fn walk(xml: &str, handler: &mut impl Handler) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut inside: Vec<String> = Vec::new();
    // How many elements deep in one that is passed over.
    let mut over = 0_usize;
    loop {
        let event = reader.read_event().map_err(|e| {
            format!("the file is damaged ({e}); open it in Word or LibreOffice and save it anew")
        })?;
        let parent = inside.last().map_or("", String::as_str);
        match event {
            Event::Start(_) if inside.len() + over >= DEEPEST => {
                return Err(format!(
                    "the file nests its contents more than {DEEPEST} deep; no document does, so it is not read"
                ));
            }
            Event::Start(_) if over > 0 => over += 1,
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                match handler.start(&Element { name, parent, start: &start }) {
                    Next::Into => inside.push(name.to_owned()),
                    Next::Over => over = 1,
                }
            }
            Event::End(_) if over > 0 => over -= 1,
            Event::End(_) => {
                if let Some(name) = inside.pop() {
                    handler.end(&name);
                }
            }
            Event::Text(text) if over == 0 => handler.text(&text.xml10_content(), parent),
            Event::CData(text) if over == 0 => handler.text(&text.xml10_content(), parent),
            Event::GeneralRef(entity) if over == 0 => {
                let text = match entity.resolve_char_ref() {
                    Ok(Some(c)) => Cow::Owned(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&entity)
                        .map_or(Cow::Borrowed("\u{FFFD}"), Cow::Borrowed),
                };
                handler.text(&text, parent);
            }
            // A reference to a DTD is harmless, for nobody follows it; entities of the file's own are not.
            Event::DocType(declared) if declared.xml10_content().contains(['[', '%']) => {
                return Err("the file declares XML entities, which no Word or OpenDocument file needs and \
                            which can do harm; open it in Word or LibreOffice and save it anew"
                    .to_owned());
            }
            Event::Eof if inside.is_empty() && over == 0 => return Ok(()),
            Event::Eof => {
                return Err("the file is damaged (its text breaks off); open it in Word or LibreOffice and \
                            save it anew"
                    .to_owned());
            }
            _ => {}
        }
    }
}
