//! A document as the rules see it.

use super::Rule;
use crate::model::{Basis, Evidence, Field, Text};
use crate::outline::{Block, BlockKind, Outline};
use crate::registry::{Mention, registry};
use std::ops::Range;

/// A document's text and blocks, with what several rules ask for.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text,
    pub(super) outline: &'a Outline,
    /// Every place where a ministry or an agency is named.
    pub(super) mentions: Vec<Mention>,
    /// How many blocks belong to the head: letterhead and title, before the first chapter.
    pub(super) head: usize,
}

/// The title stands among so many first blocks.
const ABOVE_TITLE: usize = 8;

/// A head is at most this many blocks long.
const HEAD_AT_MOST: usize = 40;

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a Text, outline: &'a Outline) -> Self {
        let long =
            |b: &Block| b.kind == BlockKind::Paragraph && text.get(b.range.clone()).chars().count() > 220;
        // A long paragraph above the title, such as the description of a picture, does not end the head.
        let titled = outline.blocks.iter().take(ABOVE_TITLE).rposition(|b| {
            b.kind == BlockKind::Heading && super::title::TITLE01.matches(text.get(b.range.clone()))
        });
        let head = outline
            .blocks
            .iter()
            .enumerate()
            .position(|(i, b)| {
                (b.kind == BlockKind::Heading && b.number.is_some())
                    || (long(b) && titled.is_none_or(|title| i > title))
            })
            .unwrap_or(outline.blocks.len())
            .min(HEAD_AT_MOST);
        Self { text, outline, mentions: registry().mentions(text.as_str()), head }
    }

    pub(super) fn blocks(&self) -> &'a [Block] {
        &self.outline.blocks
    }

    /// The words of a block.
    pub(super) fn words(&self, block: &Block) -> &'a str {
        self.text.get(block.range.clone())
    }

    /// The blocks of the head that may name the document: no list items, no copies, no notes.
    pub(super) fn title_lines(&self) -> impl Iterator<Item = &'a Block> + '_ {
        let mut copies = false;
        self.blocks().iter().take(self.head).filter(move |b| {
            let words = self.words(b);
            if super::title::TITLE90.matches(words) {
                copies = true;
            } else if b.gap_before && copies && b.kind != BlockKind::Item {
                copies = false;
            }
            !copies
                && matches!(b.kind, BlockKind::Heading | BlockKind::Paragraph | BlockKind::Label)
                && words.chars().count() <= 220
        })
    }

    /// The blocks of the head that list those present: the field that `rule` names, and, where it
    /// is a label, the lines under it.
    pub(super) fn attendance<'r>(&'r self, rule: &'static Rule) -> impl Iterator<Item = Range<usize>> + 'r {
        let blocks = self.blocks();
        blocks
            .iter()
            .enumerate()
            .take(self.head)
            .filter(move |(_, b)| rule.matches(self.words(b)))
            .flat_map(move |(i, b)| {
                let below = if b.kind == BlockKind::Label { 12 } else { 0 };
                let under = blocks.iter().skip(i + 1).take(below);
                std::iter::once(b)
                    .chain(under.take_while(|b| !matches!(b.kind, BlockKind::Heading | BlockKind::Label)))
            })
            .map(|b| b.range.clone())
    }

    /// The mentions within a byte range.
    pub(super) fn mentions_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mention> + '_ {
        let from = self.mentions.partition_point(|m| m.range.start < range.start);
        let within = self.mentions.get(from..).unwrap_or(&[]).iter();
        within.take_while(move |m| m.range.start < range.end).filter(move |m| m.range.end <= range.end)
    }

    pub(super) fn evidence(&self, rule: &Rule, range: &Range<usize>) -> Evidence {
        Evidence {
            rule: rule.code.to_owned(),
            span: Some(self.text.span(range)),
            quote: self.text.get(range.clone()).to_owned(),
            note: None,
        }
    }

    pub(super) fn stated<T>(&self, value: T, rule: &Rule, range: &Range<usize>) -> Field<T> {
        Field { value, basis: Basis::Stated, evidence: Some(self.evidence(rule, range)) }
    }

    pub(super) fn inferred<T>(
        &self,
        value: T,
        rule: &Rule,
        range: &Range<usize>,
        note: impl Into<String>,
    ) -> Field<T> {
        let mut evidence = self.evidence(rule, range);
        evidence.note = Some(note.into());
        Field { value, basis: Basis::Inferred, evidence: Some(evidence) }
    }

    /// The end of the text that is not footnotes.
    pub(super) fn body_end(&self) -> usize {
        self.blocks()
            .iter()
            .find(|b| b.kind == BlockKind::Note)
            .map_or(self.text.as_str().len(), |b| b.line_start)
    }

    /// The body of the document, footnotes left out.
    pub(super) fn body(&self) -> &'a str {
        self.text.get(0..self.body_end()).trim_end()
    }

    /// The number of the section a block stands in.
    pub(super) fn section(&self, index: usize) -> Option<String> {
        let at = self.outline.section_of(index)?;
        self.blocks().get(at)?.number.as_ref().map(|n| n.digits.clone())
    }
}

/// A value that a person gave.
pub(super) fn given<T: Clone>(value: Option<&T>, name: &str, quote: &str, file: &str) -> Option<Field<T>> {
    value.map(|v| Field {
        value: v.clone(),
        basis: Basis::Given,
        evidence: Some(Evidence {
            rule: "given".to_owned(),
            span: None,
            quote: format!("{name} = {quote}"),
            note: Some(format!("given in {file}")),
        }),
    })
}
