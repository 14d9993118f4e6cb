//! Text → terms: under which terms a passage is found, and which terms a query asks for.
//!
//! Every word is indexed under several terms at one position, told apart by their first character
//! ([`Sort`]): its stem, the word as printed, the stems of the parts of a compound, and the word that
//! it makes with the one it is tied to. A query's words are not split: who asks for
//! `tiltaksøkonomi` does not want all of `økonomi`.

mod stem;
mod words;

use crate::lexicon::lexicon;
use crate::pattern::slice;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::Arc;
use tantivy::tokenizer::{TextAnalyzer, Token as TantivyToken, TokenStream, Tokenizer};
use words::{Tie, Words};

/// Changes whenever the same text may give other terms; the lexicon has its own.
const VERSION: &str = "2: ties, norwegian stem, printed forms, compound parts";

/// The most words whose terms are kept.
const MEMO: usize = 100_000;

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

/// A term of a word, as the memo keeps it.
#[derive(Debug)]
struct Form {
    /// With its mark.
    term: Box<str>,
    sort: Sort,
    /// Byte range in the word; of the whole word where its small letters have other lengths.
    range: Range<usize>,
}

type Hasher = BuildHasherDefault<rustc_hash::FxHasher>;

/// Keeps the terms of words it has seen: the same few thousand words make up most of a text.
#[derive(Debug, Default)]
struct Memo(HashMap<Box<str>, Arc<[Form]>, Hasher>);

impl Memo {
    fn forms(&mut self, word: &str) -> Arc<[Form]> {
        if let Some(known) = self.0.get(word) {
            return Arc::clone(known);
        }
        let forms: Arc<[Form]> = forms(word).into();
        if self.0.len() >= MEMO {
            self.0.clear();
        }
        self.0.insert(word.into(), Arc::clone(&forms));
        forms
    }
}

/// The stem of a word in small letters, nynorsk read as bokmål.
fn stem_of(word: &str) -> String {
    match lexicon().bokmal(word) {
        Some(bokmal) => stem::stem(&bokmal),
        None => stem::stem(word),
    }
}

/// Whether a word is written as abbreviations are: two to six letters, all capitals.
fn is_abbreviation(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && (2..=6).contains(&word.chars().count())
}

/// Every term of a word on its own.
fn forms(word: &str) -> Vec<Form> {
    let small = word.to_lowercase();
    let whole = 0..word.len();
    let stem = stem_of(&small);
    let mut out = Vec::new();
    let mut add = |sort: Sort, term: &str, range: Range<usize>| {
        let term: Box<str> = sort.term(term).into();
        if !out.iter().any(|f: &Form| f.term == term) {
            out.push(Form { term, sort, range });
        }
    };
    add(Sort::Stem, &stem, whole.clone());
    add(Sort::Printed, &small, whole.clone());
    if is_abbreviation(word) {
        add(Sort::Capitals, word, whole.clone());
    }
    for part in lexicon().parts(&small) {
        let range = if small.len() == word.len() { part.range.clone() } else { whole.clone() };
        let part_stem = stem_of(slice(&small, part.bare()));
        if part_stem != stem {
            add(Sort::Part, &part_stem, range);
        }
    }
    out
}

/// Turns text into terms.
#[derive(Debug, Default)]
pub struct Analyser {
    memo: Memo,
}

impl Analyser {
    /// The terms of a text, in the order of its words.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut stream = Stream::new(text, &mut self.memo);
        let mut out = Vec::new();
        while let Some((term, sort, position, range)) = stream.next_term() {
            let term = slice(term, sort.mark().len()..term.len()).to_owned();
            out.push(Token { term, sort, position, range });
        }
        out
    }

    /// The stem of a word.
    pub(super) fn stem(&mut self, word: &str) -> Option<String> {
        self.tokens(word).into_iter().find(|t| t.sort == Sort::Stem).map(|t| t.term)
    }
}

/// The stems of the smallest parts of a compound; none for another word.
pub(super) fn leaves(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let leaves = lexicon().parts(&small).into_iter().filter(|p| p.leaf);
    leaves.map(|p| stem_of(slice(&small, p.bare()))).collect()
}

/// What the stream has still to say of a word.
#[derive(Debug)]
enum Rest {
    /// The word's own terms from this one on; where it stands, and whether all its letters stand there as they
    /// are in the word.
    Forms(Arc<[Form]>, usize, Range<usize>, bool),
    /// The word that it makes with others.
    Joined(String, Range<usize>),
}

/// The terms of a text, one after the other.
#[derive(Debug)]
struct Stream<'a> {
    words: Words<'a>,
    memo: &'a mut Memo,
    position: usize,
    rest: Option<Rest>,
    /// The words that are tied to the coming one: their letters, where they begin, and by what.
    tied: Option<(String, usize, Tie)>,
    /// What follows the word's own terms.
    joined: Option<(String, Range<usize>)>,
    term: String,
}

impl<'a> Stream<'a> {
    fn new(text: &'a str, memo: &'a mut Memo) -> Self {
        Self {
            words: Words::new(text),
            memo,
            position: 0,
            rest: None,
            tied: None,
            joined: None,
            term: String::new(),
        }
    }

    /// Takes the next word. False at the end of the text.
    fn next_word(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        let (mut letters, start, by) = match self.tied.take() {
            Some((letters, start, by)) => (letters, start, Some(by)),
            None => (String::new(), word.range.start, None),
        };
        if by.is_some() || word.tie != Tie::None {
            letters.push_str(&word.text);
        }
        // The last word of those that are tied together carries what they make.
        let continues = word.tie != Tie::None && by.is_none_or(|b| b == word.tie);
        if continues {
            self.tied = Some((letters, start, word.tie));
        } else {
            if by.is_some() {
                self.joined = Some((letters, start..word.range.end));
            }
            if word.tie != Tie::None {
                self.tied = Some((word.text.clone().into_owned(), word.range.start, word.tie));
            }
        }
        let forms = self.memo.forms(&word.text);
        let as_printed = word.text.len() == word.range.len();
        self.rest = Some(Rest::Forms(forms, 0, word.range, as_printed));
        true
    }

    fn next_term(&mut self) -> Option<(&str, Sort, usize, Range<usize>)> {
        loop {
            match self.rest.take() {
                Some(Rest::Forms(forms, at, word, as_printed)) => {
                    let Some(form) = forms.get(at) else {
                        self.rest = self.joined.take().map(|(letters, range)| Rest::Joined(letters, range));
                        if self.rest.is_none() {
                            self.position += 1;
                        }
                        continue;
                    };
                    self.term.clear();
                    self.term.push_str(&form.term);
                    // A word put together over a line break, or with a soft hyphen, has other offsets within.
                    let range = if form.sort == Sort::Part && as_printed {
                        word.start + form.range.start..word.start + form.range.end
                    } else {
                        word.clone()
                    };
                    let sort = form.sort;
                    self.rest = Some(Rest::Forms(forms, at + 1, word, as_printed));
                    return Some((&self.term, sort, self.position, range));
                }
                Some(Rest::Joined(letters, range)) => {
                    let position = self.position;
                    self.position += 1;
                    self.term.clear();
                    self.term.push_str(Sort::Joined.mark());
                    self.term.push_str(&stem_of(&letters.to_lowercase()));
                    return Some((&self.term, Sort::Joined, position, range));
                }
                None => {
                    if !self.next_word() {
                        return None;
                    }
                }
            }
        }
    }
}

/// [`Analyser`] as tantivy wants it.
#[derive(Default)]
pub(super) struct Tantivy(Memo);

impl Clone for Tantivy {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tantivy {
    pub(super) fn analyser() -> TextAnalyzer {
        TextAnalyzer::from(Self::default())
    }
}

impl Tokenizer for Tantivy {
    type TokenStream<'a> = TantivyStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TantivyStream<'a> {
        TantivyStream { stream: Stream::new(text, &mut self.0), token: TantivyToken::default() }
    }
}

pub(super) struct TantivyStream<'a> {
    stream: Stream<'a>,
    token: TantivyToken,
}

impl TokenStream for TantivyStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, _, position, range)) = self.stream.next_term() else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = position;
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        true
    }

    fn token(&self) -> &TantivyToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        &mut self.token
    }
}
