//! Text → tokens, the same way when a passage is indexed and when it is asked for: words are runs
//! of letters and digits (a hyphen parts them, a footnote mark is none), in small letters,
//! stemmed for Norwegian.

use tantivy::tokenizer::{
    Language, LowerCaser, Stemmer, TextAnalyzer, Token as TantivyToken, TokenStream, Tokenizer,
};

/// Changes whenever the same text may give other tokens.
const VERSION: &str = "1: words, lower case, snowball norwegian";

/// What an index must have been made with to be searched by this program.
#[must_use]
pub fn fingerprint() -> String {
    VERSION.to_owned()
}

/// The analyser.
#[derive(Clone)]
pub struct Analyser(TextAnalyzer);

/// A token and the words it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The form that is indexed.
    pub term: String,
    /// Byte range of the word as printed.
    pub range: std::ops::Range<usize>,
}

impl Default for Analyser {
    fn default() -> Self {
        Self(
            TextAnalyzer::builder(Words).filter(LowerCaser).filter(Stemmer::new(Language::Norwegian)).build(),
        )
    }
}

impl std::fmt::Debug for Analyser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Analyser")
    }
}

impl Analyser {
    /// The analyser as tantivy wants it.
    pub(super) fn tantivy(&self) -> TextAnalyzer {
        self.0.clone()
    }

    /// The tokens of a text.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut stream = self.0.token_stream(text);
        let mut out = Vec::new();
        while let Some(token) = stream.next() {
            out.push(Token { term: token.text.clone(), range: token.offset_from..token.offset_to });
        }
        out
    }
}

/// Splits text into runs of letters and digits.
#[derive(Clone)]
struct Words;

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    token: TantivyToken,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, at: 0, token: TantivyToken::default() }
    }
}

/// Letters and digits; `²` counts as a footnote mark, not as a digit.
fn is_word(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit()
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or("");
        let Some(start) = rest.find(is_word) else { return false };
        let word = rest.get(start..).unwrap_or("");
        let length = word.find(|c| !is_word(c)).unwrap_or(word.len());
        self.token.text.clear();
        self.token.text.push_str(word.get(..length).unwrap_or(""));
        self.token.offset_from = self.at + start;
        self.token.offset_to = self.at + start + length;
        self.token.position = self.token.position.wrapping_add(1);
        self.at = self.token.offset_to;
        true
    }

    fn token(&self) -> &TantivyToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        &mut self.token
    }
}
