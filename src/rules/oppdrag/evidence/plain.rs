//! A sentence as it is weighed.

use crate::registry::{Named, registry};
use crate::rules::reading::Reading;
use std::ops::Range;

/// A sentence in small letters, one space between words and around punctuation, with `etaten` for the
/// recipient of the letter, `annenetat` for other agencies and `departementet` for ministries.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Plain(String);

impl Plain {
    pub(in crate::rules) fn new(reading: &Reading<'_>, range: &Range<usize>, recipient: Option<&str>) -> Self {
        let mut out = String::with_capacity(range.len() + 16);
        out.push(' ');
        let mut at = range.start;
        for mention in reading.mentions_in(range.clone()) {
            write(&mut out, reading.text.get(at..mention.range.start));
            let word = match mention.named {
                Named::Ministry(_) => "departementet",
                Named::Agency(i) => {
                    let known = registry().agencies().get(i);
                    let own = |name: &str| known.is_some_and(|a| a.all_names().any(|n| n == name));
                    if recipient.is_none_or(own) { "etaten" } else { "annenetat" }
                }
            };
            write(&mut out, word);
            at = mention.range.end;
        }
        write(&mut out, reading.text.get(at..range.end));
        let mut plain = Self(out);
        if let Some(name) = recipient {
            plain.name(name);
        }
        if !plain.0.ends_with(' ') {
            plain.0.push(' ');
        }
        plain
    }

    /// A sentence of which nothing is named.
    pub(in crate::rules) fn of(words: &str) -> Self {
        let mut out = String::from(" ");
        write(&mut out, words);
        if !out.ends_with(' ') {
            out.push(' ');
        }
        Self(out)
    }

    pub(in crate::rules) fn as_str(&self) -> &str {
        &self.0
    }

    /// A recipient that the registry does not know is known by its name.
    fn name(&mut self, name: &str) {
        let name = name.to_lowercase();
        if name.len() > 3 && self.0.contains(&name) {
            self.0 = self.0.replace(&name, "etaten");
        }
    }
}

fn write(out: &mut String, words: &str) {
    for c in words.chars() {
        if c.is_whitespace() || matches!(c, '*' | '_' | '|') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if matches!(c, ',' | ';' | ':' | '(' | ')' | '«' | '»' | '"' | '”' | '?' | '!') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            out.push(c);
            out.push(' ');
        } else if c == '.' {
            out.push_str(" .");
        } else {
            out.extend(c.to_lowercase());
        }
    }
}
