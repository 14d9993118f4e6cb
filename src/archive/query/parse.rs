//! What was typed → what is asked.

use super::days::days;
use super::{Clause, Demand, Node, Occurs, Parsed};
use crate::archive::filters::{Facet, Known, Wanted};
use crate::passages::HAS;
use crate::pattern::slice;

/// Names by which a query asks what a unit has.
const HAS_NAMES: [&str; 2] = ["has", "har"];
/// Names by which a query asks for deadlines.
const DEADLINE_NAMES: [&str; 2] = ["frist", "deadline"];
/// Norwegian words for [`HAS`], in its order.
const HAS_NORWEGIAN: [&str; HAS.len()] = ["frist", "adressat", "nummer"];

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Lexeme {
    Open,
    Close,
    Or,
    And,
    Not,
    Plus,
    Quoted(String),
    Chunk(String),
    /// `name:value`.
    Named(String, String),
}

/// Reads a query.
pub(in crate::archive) fn parse(query: &str, known: Known<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let lexemes = joined_keys(lexemes(query, &mut parsed.warnings));
    let mut parser = Parser { lexemes: &lexemes, at: 0, known, parsed: &mut parsed };
    let mut clauses = parser.clauses(0);
    while parser.at < lexemes.len() {
        // A parenthesis was closed that was never opened.
        parser.warn("a closing parenthesis has no partner and is passed over");
        parser.at += 1;
        clauses.extend(parser.clauses(0));
    }
    parsed.clauses = clauses;
    parsed
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn lexemes(query: &str, warnings: &mut Vec<String>) -> Vec<Lexeme> {
    let mut out = Vec::new();
    let mut rest = query;
    // Whether the next sign begins something: `-` inside a word is none.
    while let Some(first) = rest.chars().next() {
        let after = slice(rest, first.len_utf8()..rest.len());
        let next = after.chars().next();
        if first.is_whitespace() {
            rest = after;
        } else if first == '(' || first == ')' {
            out.push(if first == '(' { Lexeme::Open } else { Lexeme::Close });
            rest = after;
        } else if is_quote(first) {
            rest = quoted(after, &mut out, warnings);
        } else if matches!(first, '-' | '+' | '!')
            && next.is_some_and(|c| c.is_alphanumeric() || is_quote(c) || c == '(' || c == '§')
        {
            out.push(if first == '+' { Lexeme::Plus } else { Lexeme::Not });
            rest = after;
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c))
                .unwrap_or(rest.len());
            let (chunk, beyond) = rest.split_at(end);
            rest = beyond;
            // `ministry:"…"`: the value is quoted.
            let named = chunk.strip_suffix(':').filter(|n| is_name(n));
            match (named, rest.chars().next().filter(|c| is_quote(*c))) {
                (Some(name), Some(quote)) => {
                    let mut value = Vec::new();
                    rest = quoted(slice(rest, quote.len_utf8()..rest.len()), &mut value, warnings);
                    let value = value.into_iter().find_map(|l| match l {
                        Lexeme::Quoted(v) | Lexeme::Chunk(v) => Some(v),
                        _ => None,
                    });
                    out.push(Lexeme::Named(name.to_owned(), value.unwrap_or_default()));
                }
                _ => out.push(word(chunk)),
            }
        }
    }
    out
}

/// Reads to the closing quotation mark; returns what follows it.
fn quoted<'q>(rest: &'q str, out: &mut Vec<Lexeme>, warnings: &mut Vec<String>) -> &'q str {
    if let Some(end) = rest.find(is_quote) {
        out.push(Lexeme::Quoted(slice(rest, 0..end).to_owned()));
        let close = rest.get(end..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8);
        return slice(rest, end + close..rest.len());
    }
    warnings.push("a quotation mark has no partner; what follows it is read as words".to_owned());
    rest
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(char::is_alphabetic)
}

/// Whether a query can ask for something by this name.
fn is_filter(name: &str) -> bool {
    let small = name.to_lowercase();
    let mut all = Facet::ALL.iter().flat_map(|(_, names)| names.iter());
    all.any(|n| *n == small) || HAS_NAMES.iter().chain(&DEADLINE_NAMES).any(|n| *n == small)
}

fn word(chunk: &str) -> Lexeme {
    match chunk {
        "OR" | "ELLER" | "|" | "||" => return Lexeme::Or,
        "AND" | "OG" | "&&" => return Lexeme::And,
        "NOT" | "IKKE" | "IKKJE" => return Lexeme::Not,
        _ => {}
    }
    match chunk.split_once(':') {
        Some((name, value))
            if is_name(name) && value.starts_with(|c: char| c.is_alphanumeric() || c == '.') =>
        {
            Lexeme::Named(name.to_owned(), value.to_owned())
        }
        _ => Lexeme::Chunk(chunk.to_owned()),
    }
}

/// Puts together what is one sign in several chunks: `§ 11-5`, `12 300 000`.
fn joined_keys(lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let mut out: Vec<Lexeme> = Vec::new();
    for lexeme in lexemes {
        if let Lexeme::Chunk(chunk) = &lexeme
            && let Some(Lexeme::Chunk(before)) = out.last_mut()
            && (is_section_sign(before) && chunk.starts_with(|c: char| c.is_ascii_digit())
                || is_number_so_far(before) && is_group(chunk))
        {
            before.push(' ');
            before.push_str(chunk);
        } else {
            out.push(lexeme);
        }
    }
    out
}

fn is_section_sign(chunk: &str) -> bool {
    !chunk.is_empty() && chunk.chars().all(|c| c == '§')
}

fn is_group(chunk: &str) -> bool {
    chunk.len() == 3 && chunk.bytes().all(|b| b.is_ascii_digit())
}

fn is_number_so_far(chunk: &str) -> bool {
    let mut groups = chunk.split(' ');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit()) && groups.all(is_group)
}

/// Whether a chunk is to be found as written: digits with signs between them, or a law's paragraph.
fn is_key(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '§');
    let digits = inner.chars().any(|c| c.is_ascii_digit());
    digits && inner.chars().any(|c| matches!(c, '/' | '-' | '.' | ',' | '§' | ' ' | ':' | '–' | '\u{a0}'))
}

struct Parser<'p> {
    lexemes: &'p [Lexeme],
    at: usize,
    known: Known<'p>,
    parsed: &'p mut Parsed,
}

impl Parser<'_> {
    fn warn(&mut self, warning: impl Into<String>) {
        let warning = warning.into();
        if !self.parsed.warnings.contains(&warning) {
            self.parsed.warnings.push(warning);
        }
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    /// Clauses up to the end or a closing parenthesis, which is left. AND binds before OR, OR before what only
    /// stands side by side.
    fn clauses(&mut self, depth: usize) -> Vec<Clause> {
        let mut out: Vec<Clause> = Vec::new();
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Close => break,
                Lexeme::And => self.at += 1,
                Lexeme::Or => {
                    self.at += 1;
                    self.warn("OR has nothing on one of its sides and is passed over");
                }
                _ => {
                    let mut all = vec![self.together(depth)];
                    while self.peek() == Some(&Lexeme::Or) && self.begins_operand(self.at + 1) {
                        self.at += 1;
                        all.push(self.together(depth));
                    }
                    all.retain(|one| !one.is_empty());
                    if all.len() > 1 {
                        out.push(either(all));
                    } else {
                        out.extend(all.into_iter().flatten());
                    }
                }
            }
        }
        out
    }

    /// `a AND b AND c`: they must all be there. One clause alone stays as it is.
    fn together(&mut self, depth: usize) -> Vec<Clause> {
        let mut all: Vec<Clause> = self.clause(depth).into_iter().collect();
        let mut several = false;
        while self.peek() == Some(&Lexeme::And) && self.begins_operand(self.at + 1) {
            self.at += 1;
            several = true;
            all.extend(self.clause(depth));
        }
        for clause in all.iter_mut().filter(|c| several && c.occurs == Occurs::May) {
            clause.occurs = Occurs::Must;
        }
        all
    }

    fn begins_operand(&self, at: usize) -> bool {
        !matches!(self.lexemes.get(at), None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And))
    }

    fn clause(&mut self, depth: usize) -> Option<Clause> {
        let lexeme = self.peek()?.clone();
        self.at += 1;
        Some(match lexeme {
            Lexeme::Not | Lexeme::Plus => {
                let missing = match lexeme {
                    Lexeme::Not => "what is to be left out is missing after a minus sign",
                    _ => "what must be there is missing after a plus sign",
                };
                // Signs are counted: thousands of them are no depth.
                let mut not = lexeme == Lexeme::Not;
                while let Some(sign @ (Lexeme::Not | Lexeme::Plus)) = self.peek() {
                    not ^= *sign == Lexeme::Not;
                    self.at += 1;
                }
                let clause = self.operand(depth, missing)?;
                Clause { occurs: if not { Occurs::Not } else { Occurs::Must }, node: clause.node }
            }
            Lexeme::Open => return self.group(depth),
            Lexeme::Quoted(text) => {
                if !text.chars().any(char::is_alphanumeric) {
                    return None;
                }
                Clause { occurs: Occurs::Must, node: Node::Phrase(text) }
            }
            Lexeme::Named(name, value) => return Some(self.named(&name, &value)),
            Lexeme::Chunk(chunk) => return self.chunk(&chunk),
            Lexeme::Close | Lexeme::Or | Lexeme::And => return None,
        })
    }

    fn operand(&mut self, depth: usize, missing: &str) -> Option<Clause> {
        if self.begins_operand(self.at) {
            return self.clause(depth);
        }
        self.warn(missing);
        None
    }

    fn group(&mut self, depth: usize) -> Option<Clause> {
        if depth >= DEEPEST {
            self.warn("parentheses stand too deep in each other; the inner ones are passed over");
            return None;
        }
        let clauses = self.clauses(depth + 1);
        if self.peek() == Some(&Lexeme::Close) {
            self.at += 1;
        } else {
            self.warn("a parenthesis is not closed; it is read to the end");
        }
        let occurs = if clauses.iter().all(|c| c.occurs == Occurs::May) { Occurs::May } else { Occurs::Must };
        (!clauses.is_empty()).then_some(Clause { occurs, node: Node::Group(clauses) })
    }

    fn chunk(&mut self, chunk: &str) -> Option<Clause> {
        let may = |node| Some(Clause { occurs: Occurs::May, node });
        if is_key(chunk) && !chunk.contains('*') {
            return may(Node::Key(chunk.to_owned()));
        }
        if chunk.strip_suffix(':').is_some_and(is_filter) {
            self.warn(format!(
                "{chunk} has no value and is read as a word; write it without a space, as {chunk}…"
            ));
        }
        let Some(head) = chunk.strip_suffix('*') else {
            if chunk.contains('*') {
                self.warn(format!(
                    "{chunk}: a star stands for letters at the end of a word only; read as words"
                ));
            }
            let has_word = chunk.chars().any(char::is_alphanumeric) || is_section_sign(chunk);
            return has_word.then(|| Clause { occurs: Occurs::May, node: Node::Word(chunk.to_owned()) });
        };
        let begins = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if head.contains('*') || begins.chars().count() < 2 {
            if head.chars().any(char::is_alphanumeric) {
                self.warn(format!("{chunk}: at least two letters must stand before a star; read as words"));
                return may(Node::Word(head.replace('*', " ")));
            }
            self.warn("a star alone finds nothing and is passed over");
            return None;
        }
        let before = slice(head, 0..head.len() - begins.len());
        if before.chars().any(char::is_alphanumeric) {
            // `IKT-moder*`: the first word, and the beginning of the second.
            let both = [Node::Word(before.to_owned()), Node::Prefix(begins.to_owned())];
            let must = both.map(|node| Clause { occurs: Occurs::May, node });
            return may(Node::Group(must.into()));
        }
        may(Node::Prefix(begins.to_owned()))
    }

    fn named(&mut self, name: &str, value: &str) -> Clause {
        let small = name.to_lowercase();
        let small = small.as_str();
        let demand = if let Some((facet, _)) = Facet::ALL.iter().find(|(_, all)| all.contains(&small)) {
            Wanted::read(*facet, value, self.known).map(Demand::Facet)
        } else if HAS_NAMES.contains(&small) {
            let value = value.to_lowercase();
            let at = HAS.iter().zip(HAS_NORWEGIAN).position(|(h, n)| *h == value || n == value);
            at.and_then(|at| HAS.get(at))
                .map(|has| Demand::Has(has))
                .ok_or_else(|| format!("there are {}", HAS.join(", ")))
        } else if DEADLINE_NAMES.contains(&small) {
            days(value).map(|(from, to)| Demand::Deadline(from, to))
        } else {
            let all = Facet::ALL.iter().filter_map(|(_, names)| names.first()).chain(&["has", "frist"]);
            let all: Vec<&str> = all.copied().collect();
            Err(format!("there is no filter {name}; there are {}", all.join(", ")))
        };
        match demand {
            Ok(demand) => {
                if let Demand::Facet(wanted) = &demand {
                    self.parsed.notes.extend(wanted.note(value));
                }
                Clause { occurs: Occurs::Must, node: Node::Demand(demand) }
            }
            Err(why) => {
                self.warn(format!("{name}:{value} is read as words: {why}"));
                let words =
                    [name, value].map(|w| Clause { occurs: Occurs::May, node: Node::Word(w.to_owned()) });
                Clause { occurs: Occurs::May, node: Node::Group(words.into()) }
            }
        }
    }
}

/// One of these, each a clause or several that belong together.
fn either(all: Vec<Vec<Clause>>) -> Clause {
    // Words weigh, also when they are alternatives; what must hold must hold in one of them.
    let weighs = all.iter().flatten().all(|c| c.occurs == Occurs::May);
    let node = |mut clauses: Vec<Clause>| match (clauses.len(), clauses.pop()) {
        (1, Some(Clause { occurs: Occurs::May | Occurs::Must, node })) => node,
        (_, last) => {
            clauses.extend(last);
            Node::Group(clauses)
        }
    };
    let occurs = if weighs { Occurs::May } else { Occurs::Must };
    Clause { occurs, node: Node::Either(all.into_iter().map(node).collect()) }
}
