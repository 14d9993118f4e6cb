//! Where a pattern can match at all.
//!
//! `regex` searches with an automaton, which has to give up at a word boundary beside a letter that is not ASCII:
//! at the first æ, ø or å of a text. What it then does instead is fifty times slower. A [`Loose`] is the
//! pattern with boundaries that the automaton can hold. It matches wherever the pattern does and begins no later; where
//! it finds nothing, the pattern finds nothing, and elsewhere the pattern itself is asked, from there on.

use super::is_word;
use regex::Regex;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::print::Printer;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};
use std::sync::OnceLock;

/// From so many times on, "at most" is as good as "any number": counting is what makes automata large.
const MANY: u32 = 16;

/// How many places are rejected one by one before the pattern itself is asked from there on: a text can be made of
/// such places.
const REJECTED_AT_MOST: usize = 16;

/// A pattern without the boundaries that an automaton cannot hold.
#[derive(Debug)]
pub(super) struct Loose {
    regex: Regex,
    /// Whether it matches exactly where the pattern does, once the character before has been looked at.
    exact: bool,
    head: Head,
}

/// What becomes of the boundary that a pattern begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// The match takes in the character before it.
    Taken,
    /// The character before is looked at for every match: for patterns that begin with letters that are searched
    /// for faster than any automaton runs.
    Checked,
}

impl Loose {
    /// That of a pattern; nothing where the pattern is fast as it is.
    pub(super) fn of(source: &str) -> Option<Self> {
        let hir = regex_syntax::parse(source).ok()?;
        let properties = hir.properties();
        if !properties.look_set().contains_word_unicode() || properties.minimum_len()? == 0 {
            return None;
        }
        // A boundary before every match can be looked at, rather than taken in.
        let checked = properties.look_set_prefix().contains(Look::WordUnicode);
        let checked = checked.then(|| Rewriter::all(&hir, Head::Checked)).filter(|(hir, _)| is_searched(hir));
        let head = if checked.is_some() { Head::Checked } else { Head::Taken };
        let (hir, exact) = checked.unwrap_or_else(|| Rewriter::all(&hir, Head::Taken));
        let mut source = String::new();
        Printer::new().print(&hir, &mut source).ok()?;
        Some(Self { regex: Regex::new(&source).ok()?, exact, head })
    }

    /// A place from which the pattern's next match at or after `from` is found, if there can be one; none lies
    /// before it.
    pub(super) fn next(&self, s: &str, from: usize) -> Option<usize> {
        if self.head == Head::Taken {
            let before = s.get(..from)?.chars().next_back().map_or(0, char::len_utf8);
            return self.regex.find_at(s, from - before).map(|m| m.start().max(from));
        }
        let mut at = from;
        for _ in 0..REJECTED_AT_MOST {
            let start = self.regex.find_at(s, at)?.start();
            let mut after = s.get(start..)?.chars();
            if !s.get(..start)?.chars().next_back().is_some_and(is_word) {
                return Some(start);
            }
            at = start + after.next()?.len_utf8();
        }
        Some(at)
    }

    /// Whether the pattern matches, where that need not be asked of the pattern itself.
    pub(super) fn is_match(&self, s: &str) -> Option<bool> {
        (self.exact && self.head == Head::Taken).then(|| self.regex.is_match(s))
    }
}

/// Whether every match begins with letters that are searched for faster than an automaton runs.
fn is_searched(hir: &Hir) -> bool {
    let mut literals = Extractor::new().extract(hir);
    literals.optimize_for_prefix_by_preference();
    literals
        .literals()
        .is_some_and(|all| !all.is_empty() && all.len() <= 64 && all.iter().all(|literal| literal.len() >= 3))
}

/// What stands beside a part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing more of the pattern.
    Edge,
    /// A letter, a figure or another character of words.
    Word,
    Unknown,
}

/// What the matches of a part can begin with, or end with.
#[derive(Clone, Copy)]
struct Ends {
    empty: bool,
    word: bool,
    other: bool,
}

impl Ends {
    const NONE: Self = Self { empty: true, word: false, other: false };

    /// What stands beside the part's neighbour, where `outer` stands on the part's other side.
    fn beside(self, outer: Beside) -> Beside {
        match (self.word, self.other) {
            (false, false) => outer,
            (true, false) if !self.empty || outer == Beside::Word => Beside::Word,
            _ => Beside::Unknown,
        }
    }
}

struct Rewriter {
    head: Head,
    exact: bool,
}

impl Rewriter {
    /// A whole pattern, and whether what is left of it matches where the pattern does.
    fn all(hir: &Hir, head: Head) -> (Hir, bool) {
        let mut rewriter = Self { head, exact: true };
        let hir = rewriter.rewrite(hir, Beside::Edge, Beside::Edge);
        (hir, rewriter.exact)
    }

    fn rewrite(&mut self, hir: &Hir, before: Beside, after: Beside) -> Hir {
        // What stands beside it matters to boundaries only, and takes long to tell.
        let bounded = |part: &Hir| part.properties().look_set().contains_word_unicode();
        match hir.kind() {
            HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
            HirKind::Look(look) => self.look(*look, before, after),
            HirKind::Capture(capture) => self.rewrite(&capture.sub, before, after),
            HirKind::Repetition(repetition) => {
                // A turn has another before and after it, or what stands around all of them.
                let again = repetition.max != Some(1) && bounded(&repetition.sub);
                let around = |first: bool, outer| {
                    let turn = || Ends { empty: true, ..ends(&repetition.sub, first) };
                    if again { turn().beside(outer) } else { outer }
                };
                let sub = self.rewrite(&repetition.sub, around(false, before), around(true, after));
                let max = repetition.max.filter(|max| *max < MANY);
                self.exact &= max == repetition.max;
                // Where a match ends matters to nobody: the sooner, the better.
                Hir::repetition(Repetition { min: repetition.min, max, greedy: false, sub: Box::new(sub) })
            }
            HirKind::Alternation(parts) => {
                Hir::alternation(parts.iter().map(|part| self.rewrite(part, before, after)).collect())
            }
            HirKind::Concat(parts) => {
                let (mut above, mut out) = (parts.as_slice().split_at(0), Vec::with_capacity(parts.len()));
                while let Some((part, rest)) = above.1.split_first() {
                    out.push(if bounded(part) {
                        self.rewrite(part, beside(above.0, false, before), beside(rest, true, after))
                    } else {
                        self.rewrite(part, Beside::Unknown, Beside::Unknown)
                    });
                    above = parts.split_at(out.len());
                }
                Hir::concat(out)
            }
        }
    }

    fn look(&mut self, look: Look, before: Beside, after: Beside) -> Hir {
        use Beside::{Edge, Unknown, Word};
        match (look, before, after) {
            (Look::WordUnicode, Edge, Word) if self.head == Head::Checked => {
                Hir::look(Look::WordStartHalfAscii)
            }
            (Look::WordUnicode, Edge, Word) => no_word_or(Look::Start),
            (Look::WordUnicode, Word, Edge) => no_word_or(Look::End),
            (Look::WordUnicode, Unknown, Word) => {
                self.exact = false;
                Hir::look(Look::WordStartHalfAscii)
            }
            (Look::WordUnicode, Word, Unknown) => {
                self.exact = false;
                Hir::look(Look::WordEndHalfAscii)
            }
            _ if look.as_repr() >= Look::WordAscii.as_repr() => {
                self.exact = false;
                Hir::empty()
            }
            _ => Hir::look(look),
        }
    }
}

/// A character that no word has, or the border of the text.
fn no_word_or(border: Look) -> Hir {
    let mut other = words().clone();
    other.negate();
    Hir::alternation(vec![Hir::look(border), Hir::class(Class::Unicode(other))])
}

/// What stands beside the neighbour of these parts: before them where `first`, else after them.
fn beside(parts: &[Hir], first: bool, outer: Beside) -> Beside {
    let ends = of_row(parts, first);
    let looks = parts.iter().any(|part| !part.properties().look_set().is_empty());
    match ends.beside(outer) {
        // What looks around there would look at what a boundary took in.
        Beside::Edge if looks => Beside::Unknown,
        beside => beside,
    }
}

fn of_row(parts: &[Hir], first: bool) -> Ends {
    let mut all = Ends::NONE;
    for n in 0..parts.len() {
        let Some(part) = parts.get(if first { n } else { parts.len() - 1 - n }) else { break };
        let here = ends(part, first);
        all = Ends { empty: here.empty, word: all.word | here.word, other: all.other | here.other };
        if !here.empty {
            break;
        }
    }
    all
}

/// What the matches of `hir` can begin with, or, where not `first`, end with.
fn ends(hir: &Hir, first: bool) -> Ends {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Ends::NONE,
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or("");
            let c = if first { text.chars().next() } else { text.chars().next_back() };
            // What is no text is taken for either.
            Ends { empty: false, word: c.is_none_or(is_word), other: !c.is_some_and(is_word) }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let (mut inside, mut outside) = (class.clone(), class.clone());
            inside.intersect(words());
            outside.difference(words());
            Ends { empty: false, word: !inside.ranges().is_empty(), other: !outside.ranges().is_empty() }
        }
        HirKind::Class(Class::Bytes(_)) => Ends { empty: false, word: true, other: true },
        HirKind::Repetition(repetition) => {
            let sub = ends(&repetition.sub, first);
            Ends { empty: sub.empty || repetition.min == 0, ..sub }
        }
        HirKind::Capture(capture) => ends(&capture.sub, first),
        HirKind::Concat(parts) => of_row(parts, first),
        HirKind::Alternation(parts) => parts
            .iter()
            .map(|part| ends(part, first))
            .reduce(|a, b| Ends { empty: a.empty | b.empty, word: a.word | b.word, other: a.other | b.other })
            .unwrap_or(Ends::NONE),
    }
}

/// The characters of words, as `\b` knows them.
fn words() -> &'static ClassUnicode {
    static WORDS: OnceLock<ClassUnicode> = OnceLock::new();
    WORDS.get_or_init(|| match regex_syntax::parse(r"\w").map(Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => ClassUnicode::empty(),
    })
}
