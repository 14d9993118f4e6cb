//! Text → terms: under which terms a passage is found, and which terms a query asks for.
//!
//! Every word is indexed under several terms at one position, told apart by their first character
//! ([`Sort`]): its stem, the word as printed, the stems of the parts of a compound, and the word that
//! it makes with the one it is tied to. A query's words are not split: who asks for
//! `tiltaksøkonomi` does not want all of `økonomi`.

mod indexed;
mod stem;
mod words;

use crate::lexicon::{Part, lexicon};
use crate::pattern::slice;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::{DerefMut, Range};
use words::{Tie, Words};

pub(super) use indexed::{HEADING_SORTS, Indexed};

/// Changes whenever the same text may give other terms; the lexicon has its own.
const VERSION: &str = "2: ties, norwegian stem, printed forms, compound parts";

/// The most words whose terms are kept.
const MEMO: usize = 400_000;

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
#[derive(Debug, Clone, Copy)]
struct Form {
    sort: Sort,
    /// Where it stands in the memo's terms, its mark included: the beginning, and how many bytes.
    begin: u32,
    length: u16,
    /// Byte range in the word; of the whole word where its small letters have other lengths.
    range: (u16, u16),
}

type Hasher = BuildHasherDefault<rustc_hash::FxHasher>;

/// Keeps the terms of words it has seen: the same few thousand words make up most of a text.
///
/// All terms stand in one string and all forms in one list, so that a word that is known costs one look-up and
/// no allocation.
#[derive(Debug, Default)]
struct Memo {
    /// Word → where its forms begin and end in `forms`.
    words: HashMap<Box<str>, (u32, u32), Hasher>,
    forms: Vec<Form>,
    terms: String,
    /// Stems of the parts of compounds: few words, that come again in many.
    stems: HashMap<Box<str>, Box<str>, Hasher>,
}

impl Memo {
    /// Where the forms of a word stand in the memo. They are forgotten at the earliest when the next word is
    /// asked for.
    fn forms(&mut self, word: &str) -> Range<u32> {
        if let Some((begin, end)) = self.words.get(word) {
            return *begin..*end;
        }
        if self.words.len() >= MEMO {
            *self = Self::default();
        }
        let small = word.to_lowercase();
        let forms = if small != word && small.len() == word.len() && !is_abbreviation(word) {
            // At the beginning of a sentence it has the terms that it has within.
            self.forms(&small)
        } else {
            let begin = self.forms.len() as u32;
            self.add(word, &small);
            begin..self.forms.len() as u32
        };
        self.words.insert(word.into(), (forms.start, forms.end));
        forms
    }

    /// Adds every term of a word on its own.
    fn add(&mut self, word: &str, small: &str) {
        let whole = 0..word.len();
        let parts = lexicon().parts(small);
        let stem = stem_of_parts(small, &parts);
        let first = self.forms.len();
        self.term(first, Sort::Stem, &stem, whole.clone());
        self.term(first, Sort::Printed, small, whole.clone());
        if is_abbreviation(word) {
            self.term(first, Sort::Capitals, word, whole.clone());
        }
        for part in parts {
            let range = if small.len() == word.len() { part.range.clone() } else { whole.clone() };
            let part_stem = self.part_stem(slice(small, part.bare()));
            if *part_stem != *stem {
                self.term(first, Sort::Part, &part_stem, range);
            }
        }
    }

    /// Adds a term of the word whose forms begin at `first`, if it is not there yet.
    fn term(&mut self, first: usize, sort: Sort, term: &str, range: Range<usize>) {
        let begin = self.terms.len();
        self.terms.push_str(sort.mark());
        self.terms.push_str(term);
        let new = slice(&self.terms, begin..self.terms.len());
        let mut known = self.forms.get(first..).unwrap_or(&[]).iter();
        // A word longer than this is none; tantivy takes no term so long.
        let bounded = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        if known.any(|f| self.text(f) == new) || new.len() > usize::from(u16::MAX) {
            self.terms.truncate(begin);
            return;
        }
        self.forms.push(Form {
            sort,
            begin: begin as u32,
            length: bounded(new.len()),
            range: (bounded(range.start), bounded(range.end)),
        });
    }

    /// The stem of a part of a compound.
    fn part_stem(&mut self, part: &str) -> Box<str> {
        if let Some(known) = self.stems.get(part) {
            return known.clone();
        }
        let stem: Box<str> = stem_of(part).into();
        self.stems.insert(part.into(), stem.clone());
        stem
    }

    /// A form's term.
    fn text(&self, form: &Form) -> &str {
        let begin = form.begin as usize;
        slice(&self.terms, begin..begin + usize::from(form.length))
    }
}

/// The stem of a word in small letters, nynorsk read as bokmål.
fn stem_of(word: &str) -> String {
    match lexicon().bokmal(word) {
        Some(bokmal) => stem::stem(&bokmal, None),
        None => stem::stem(word, None),
    }
}

/// [`stem_of`] a word whose parts are known.
fn stem_of_parts(word: &str, parts: &[Part]) -> String {
    match lexicon().bokmal_of(word, parts) {
        Some(bokmal) => stem::stem(&bokmal, None),
        None => stem::stem(word, Some(parts)),
    }
}

/// Whether a word is written as abbreviations are: two to six letters, all capitals.
fn is_abbreviation(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && (2..=6).contains(&word.chars().count())
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
    let leaves = lexicon().parts(&small).into_iter().filter(|p| p.leaf);
    leaves.map(|p| slice(&small, p.bare())).map(|p| (p.to_owned(), stem_of(p))).collect()
}

/// What the stream has still to say of a word.
#[derive(Debug)]
enum Rest {
    /// The word's own terms from this one on; where it stands, and whether all its letters stand there as they
    /// are in the word.
    Forms(Range<u32>, Range<usize>, bool),
    /// The word that it makes with others.
    Joined(String, Range<usize>),
}

/// The terms of a text, one after the other.
#[derive(Debug)]
struct Stream<'a, M> {
    words: Words<'a>,
    memo: M,
    position: usize,
    rest: Option<Rest>,
    /// The words that are tied to the coming one: their letters, where they begin, and by what.
    tied: Option<(String, usize, Tie)>,
    /// What follows the word's own terms.
    joined: Option<(String, Range<usize>)>,
    term: String,
}

impl<'a, M: DerefMut<Target = Memo>> Stream<'a, M> {
    fn new(text: &'a str, memo: M) -> Self {
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
        self.rest = Some(Rest::Forms(forms, word.range, as_printed));
        true
    }

    fn next_term(&mut self) -> Option<(&str, Sort, usize, Range<usize>)> {
        loop {
            match self.rest.take() {
                Some(Rest::Forms(mut forms, word, as_printed)) => {
                    let Some(form) = forms.next().and_then(|at| self.memo.forms.get(at as usize)).copied()
                    else {
                        self.rest = self.joined.take().map(|(letters, range)| Rest::Joined(letters, range));
                        if self.rest.is_none() {
                            self.position += 1;
                        }
                        continue;
                    };
                    let (begin, end) = (usize::from(form.range.0), usize::from(form.range.1));
                    // A word put together over a line break, or with a soft hyphen, has other offsets within.
                    let range = if form.sort == Sort::Part && as_printed {
                        word.start + begin..word.start + end
                    } else {
                        word.clone()
                    };
                    self.rest = Some(Rest::Forms(forms, word, as_printed));
                    return Some((self.memo.text(&form), form.sort, self.position, range));
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
