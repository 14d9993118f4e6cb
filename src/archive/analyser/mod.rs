//! Text → terms: under which terms a passage is found, and which terms a query asks for.
//!
//! Every word is indexed under several terms at one position, told apart by their first character
//! ([`Sort`]): its stem, the word as printed, the stems of the parts of a compound, and the word that
//! it makes with the one it is tied to. A query's words are not split: who asks for
//! `tiltaksøkonomi` does not want all of `økonomi`.

mod indexed;
mod memo;
mod stem;
mod words;

use crate::lexicon::lexicon;
use crate::pattern::slice;
use memo::Memo;
use std::ops::{DerefMut, Range};
use stem::stem_of;
use words::{Tie, Word, Words};

pub(super) use indexed::{HEADING_SORTS, Indexed};

/// Changes whenever the same text may give other terms; the lexicon has its own.
const VERSION: &str = "2: ties, norwegian stem, printed forms, compound parts";

/// What an index must have been made with to be searched by this program.
#[must_use]
pub fn fingerprint() -> String {
    format!("{VERSION}; lexicon {}", crate::lexicon::fingerprint())
}

/// What a term says of its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// The stem, shared by all its forms; bokmål where the word is nynorsk.
    Stem,
    /// The word as printed, in small letters.
    Printed,
    /// The stem of a part of a compound.
    Part,
    /// The stem of the word that it makes with what it is tied to: `e-post`, `12 300`.
    Joined,
    /// An abbreviation in capitals, as printed: `LAR`, which is not the word `lar`.
    Capitals,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Stem, Self::Printed, Self::Part, Self::Joined, Self::Capitals];

    /// What stands before the words of this sort in the index. No word begins with it.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Stem => "",
            Self::Printed => "=",
            Self::Part => "+",
            Self::Joined => "~",
            Self::Capitals => "^",
        }
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stem => "stem",
            Self::Printed => "printed",
            Self::Part => "part",
            Self::Joined => "joined",
            Self::Capitals => "capitals",
        }
    }

    /// The term as it stands in the index.
    #[must_use]
    pub fn term(self, word: &str) -> String {
        format!("{}{word}", self.mark())
    }
}

/// A term that a text is found under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The term, without its mark.
    pub term: String,
    /// What it says of the word.
    pub sort: Sort,
    /// Number of the word in the text, from 0.
    pub position: usize,
    /// Byte range in the text of what it stands for: the word, a part of it, or several words.
    pub range: Range<usize>,
}

/// Turns text into terms.
#[derive(Debug, Default)]
pub struct Analyser {
    memo: Memo,
}

impl Analyser {
    /// The terms of a text, in the order of its words.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        // A word and the blank after it have six letters or so, and two terms.
        let mut out = Vec::with_capacity(text.len() / 3);
        self.each(text, |term, sort, position, range| {
            let term = slice(term, sort.mark().len()..term.len()).to_owned();
            out.push(Token { term, sort, position, range });
        });
        out
    }

    /// Calls `take` with each of these: the term as it stands in the index, its sort, the number of the word,
    /// and the byte range of what it stands for.
    pub fn each(&mut self, text: &str, mut take: impl FnMut(&str, Sort, usize, Range<usize>)) {
        let mut stream = Stream::new(text, &mut self.memo);
        while let Some((term, sort, position, range)) = stream.next_term() {
            take(term, sort, position, range);
        }
    }

    /// The stem of a word.
    pub(super) fn stem(&mut self, word: &str) -> Option<String> {
        self.tokens(word).into_iter().find(|t| t.sort == Sort::Stem).map(|t| t.term)
    }
}

/// The parts of a compound without their linking letters, each with its stem; none for another word.
pub(super) fn leaves(word: &str) -> Vec<(String, String)> {
    let small = word.to_lowercase();
    lexicon()
        .leaves(&small)
        .into_iter()
        .map(|p| slice(&small, p.bare()))
        .map(|p| (p.to_owned(), stem_of(p)))
        .collect()
}

/// The terms of a text, one after the other.
#[derive(Debug)]
struct Stream<'a, M> {
    words: Words<'a>,
    memo: M,
    position: usize,
    /// Where the next of the word's own terms stands in the memo.
    next: usize,
    /// Where the word stands.
    word: Range<usize>,
    /// Whether all its letters stand there as they are in the word.
    as_printed: bool,
    /// The words that are tied to the coming one: their letters, where they begin, and by what.
    tied: Option<(String, usize, Tie)>,
    /// What the word makes with others, which follows its own terms.
    joined: Option<(String, Range<usize>)>,
    term: String,
}

impl<'a, M: DerefMut<Target = Memo>> Stream<'a, M> {
    fn new(text: &'a str, memo: M) -> Self {
        Self {
            words: Words::new(text),
            memo,
            // The first word comes to 0.
            position: usize::MAX,
            next: Memo::NOWHERE,
            word: 0..0,
            as_printed: true,
            tied: None,
            joined: None,
            term: String::new(),
        }
    }

    /// Takes the next word. False at the end of the text.
    fn next_word(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        if word.tie != Tie::None || self.tied.is_some() {
            self.tie(&word);
        }
        self.position = self.position.wrapping_add(1);
        self.next = self.memo.terms_of(&word.text);
        self.as_printed = word.text.len() == word.range.len();
        self.word = word.range;
        true
    }

    /// Ties a word to those before it or to the one that comes.
    fn tie(&mut self, word: &Word) {
        let (mut letters, start, by) = match self.tied.take() {
            Some((letters, start, by)) => (letters, start, Some(by)),
            None => (String::new(), word.range.start, None),
        };
        letters.push_str(&word.text);
        // The last word of those that are tied together carries what they make.
        if word.tie != Tie::None && by.is_none_or(|b| b == word.tie) {
            self.tied = Some((letters, start, word.tie));
            return;
        }
        self.joined = Some((letters, start..word.range.end));
        if word.tie != Tie::None {
            self.tied = Some((word.text.clone().into_owned(), word.range.start, word.tie));
        }
    }

    fn next_term(&mut self) -> Option<(&str, Sort, usize, Range<usize>)> {
        while self.memo.ends(self.next) {
            if let Some((letters, range)) = self.joined.take() {
                self.term.clear();
                self.term.push_str(Sort::Joined.mark());
                self.term.push_str(&stem_of(&letters.to_lowercase()));
                return Some((&self.term, Sort::Joined, self.position, range));
            }
            if !self.next_word() {
                return None;
            }
        }
        let term = self.memo.next(&mut self.next)?;
        // A word put together over a line break, or with a soft hyphen, has other offsets within.
        let range = match term.part.filter(|_| self.as_printed) {
            Some(part) => self.word.start + part.start..self.word.start + part.end,
            None => self.word.clone(),
        };
        Some((term.text, term.sort, self.position, range))
    }
}
