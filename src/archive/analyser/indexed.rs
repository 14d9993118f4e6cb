//! The analyser as tantivy wants it.

use super::{Memo, Sort, Stream};
use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// The sorts under which headings are indexed: passages under one are found by its words and their parts, no
/// more.
pub(in crate::archive) const HEADING_SORTS: &[Sort] = &[Sort::Stem, Sort::Part];

thread_local! {
    /// Tantivy makes an analyser for every field of every segment; what a thread has learned of words outlives
    /// them.
    static MEMO: Cell<Option<Memo>> = const { Cell::new(None) };
}

/// Gives the terms of these sorts.
#[derive(Debug, Clone)]
pub(in crate::archive) struct Indexed(&'static [Sort]);

impl Indexed {
    /// The analyser under which a field is registered.
    pub(in crate::archive) fn analyser(sorts: &'static [Sort]) -> TextAnalyzer {
        TextAnalyzer::from(Self(sorts))
    }
}

impl Tokenizer for Indexed {
    type TokenStream<'a> = IndexedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> IndexedStream<'a> {
        IndexedStream { sorts: self.0, stream: Stream::new(text, Lent::take()), token: Token::default() }
    }
}

/// The thread's memo while a text is read.
struct Lent(Memo);

impl Lent {
    fn take() -> Self {
        Self(MEMO.take().unwrap_or_default())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        MEMO.set(Some(std::mem::take(&mut self.0)));
    }
}

impl Deref for Lent {
    type Target = Memo;

    fn deref(&self) -> &Memo {
        &self.0
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Memo {
        &mut self.0
    }
}

pub(in crate::archive) struct IndexedStream<'a> {
    sorts: &'static [Sort],
    stream: Stream<'a, Lent>,
    token: Token,
}

impl TokenStream for IndexedStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((term, sort, position, range)) = self.stream.next_term() {
            if self.sorts.contains(&sort) {
                self.token.text.clear();
                self.token.text.push_str(term);
                self.token.position = position;
                self.token.offset_from = range.start;
                self.token.offset_to = range.end;
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
