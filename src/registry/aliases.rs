//! Forms that mean the same matter: KVP and *kvalifiseringsprogram*.
//!
//! The field's own stand in `aliases.toml` beside this file; a person adds others in `arkiv-aliases.toml`.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;
use toml::Spanned;

/// The source of [`Aliases::embedded`].
pub const SOURCE: &str = include_str!("aliases.toml");

/// A form as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The words.
    pub text: String,
    /// Whether it counts only as printed here: `LAR`, but not *lar*.
    pub exact: bool,
}

impl Form {
    /// Whether `printed` is this form: in any case, or, for one that counts only so, letter by letter.
    #[must_use]
    pub fn is(&self, printed: &str) -> bool {
        if self.exact { self.text == tidy(printed) } else { key(&self.text) == key(printed) }
    }
}

/// Forms that mean the same, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Two forms or more.
    pub forms: Vec<Form>,
}

/// Groups of forms, and forms of other files that are not to count.
#[derive(Debug, Clone, Default)]
pub struct Aliases {
    groups: Vec<Group>,
    removed: Vec<String>,
    /// Form without its case → the group it stands in.
    by_key: HashMap<String, usize>,
}

/// What is wrong in a file of aliases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}:{line}: {why}")]
pub struct Wrong {
    /// The file.
    pub origin: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    groups: Vec<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    case: Vec<Spanned<String>>,
    #[serde(default)]
    remove: Vec<String>,
}

impl Aliases {
    /// The field's own, embedded in the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Aliases> = LazyLock::new(|| {
            // The embedded file is checked by a test; a broken one would leave no aliases.
            Aliases::read(SOURCE, "aliases.toml").unwrap_or_default()
        });
        &EMBEDDED
    }

    /// Reads a file of aliases; `origin` is its name in the error, which says the line and what to do.
    pub fn read(source: &str, origin: &str) -> Result<Self, Wrong> {
        let wrong =
            |at: usize, why: String| Wrong { origin: origin.to_owned(), line: line_of(source, at), why };
        let file: File =
            toml::from_str(source).map_err(|e| wrong(e.span().map_or(0, |s| s.start), hint(e.message())))?;
        let mut lines: HashMap<String, usize> = HashMap::new();
        let mut groups = Vec::new();
        for group in &file.groups {
            let mut forms = Vec::new();
            for form in group.get_ref() {
                let text = tidy(form.get_ref());
                let at = form.span().start;
                if text.is_empty() {
                    return Err(wrong(
                        at,
                        "a form is empty; write words between the quotation marks".to_owned(),
                    ));
                }
                if let Some(line) = lines.insert(key(&text), line_of(source, at)) {
                    let why = format!(
                        "{text:?} stands on line {line} already; put all forms of one meaning into one group"
                    );
                    return Err(wrong(at, why));
                }
                let exact = file.case.iter().any(|c| tidy(c.get_ref()) == text);
                forms.push(Form { text, exact });
            }
            if forms.len() < 2 {
                let why =
                    "a group needs two forms that mean the same, as in [\"KVP\", \"kvalifiseringsprogram\"]";
                return Err(wrong(group.span().start, why.to_owned()));
            }
            groups.push(Group { forms });
        }
        let written = |form: &str| groups.iter().flat_map(|g| &g.forms).any(|f| f.text == form);
        if let Some(form) = file.case.iter().find(|c| !written(&tidy(c.get_ref()))) {
            let why = format!(
                "case = [… {:?} …]: no group of this file has that form; write it as it stands in its group",
                form.get_ref()
            );
            return Err(wrong(form.span().start, why));
        }
        let removed = file.remove.iter().map(|f| tidy(f)).collect();
        Ok(Self::new(groups, removed))
    }

    fn new(groups: Vec<Group>, removed: Vec<String>) -> Self {
        let mut by_key = HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for form in &group.forms {
                by_key.insert(key(&form.text), at);
            }
        }
        Self { groups, removed, by_key }
    }

    /// These aliases with others added: first what the others remove is taken out, then each of their groups
    /// joins those with which it shares a form, or stands beside them.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        let gone: Vec<String> = other.removed.iter().map(|r| key(r)).collect();
        let mut groups = self.groups;
        for group in &mut groups {
            group.forms.retain(|f| !gone.contains(&key(&f.text)));
        }
        groups.retain(|g| g.forms.len() > 1);
        for group in other.groups {
            let shares =
                |g: &Group| group.forms.iter().any(|f| g.forms.iter().any(|h| key(&h.text) == key(&f.text)));
            let (mut joined, rest): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(shares);
            groups = rest;
            joined.push(group);
            let mut forms: Vec<Form> = Vec::new();
            for form in joined.into_iter().flat_map(|g| g.forms) {
                match forms.iter_mut().find(|f| key(&f.text) == key(&form.text)) {
                    // The file that is added has the last word on how its forms are printed.
                    Some(known) => *known = form,
                    None => forms.push(form),
                }
            }
            groups.push(Group { forms });
        }
        let mut removed = self.removed;
        removed.extend(other.removed);
        Self::new(groups, removed)
    }

    /// The groups.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter()
    }

    /// The group in which a form stands, if it counts as it is printed.
    #[must_use]
    pub fn group_of(&self, printed: &str) -> Option<&Group> {
        let group = self.groups.get(*self.by_key.get(&key(printed))?)?;
        group.forms.iter().any(|f| f.is(printed)).then_some(group)
    }

    /// The forms that mean the same as a form, itself left out.
    pub fn others<'a>(&'a self, printed: &'a str) -> impl Iterator<Item = &'a Form> + 'a {
        self.group_of(printed).into_iter().flat_map(|g| &g.forms).filter(move |f| !f.is(printed))
    }

    /// Whether a form is not to count.
    #[must_use]
    pub fn removes(&self, form: &str) -> bool {
        self.removed.iter().any(|r| key(r) == key(form))
    }

    /// A digest of the groups, the same whatever order they stand in.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut groups: Vec<String> = self.groups.iter().map(canonical).collect();
        groups.sort_unstable();
        let digest = Sha256::digest(groups.join("\n"));
        digest.iter().take(8).fold(String::new(), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
    }
}

fn canonical(group: &Group) -> String {
    let mut forms: Vec<String> =
        group.forms.iter().map(|f| format!("{}{}", f.text, if f.exact { "!" } else { "" })).collect();
    forms.sort_unstable();
    forms.join("\t")
}

/// What the TOML reader says, with what may be written where it only says what may not.
fn hint(message: &str) -> String {
    let first = message.lines().next().unwrap_or(message);
    if first.contains("unknown field") || !first.contains("invalid type") {
        return first.to_owned();
    }
    format!(
        "{first}; write groups = [[\"KVP\", \"kvalifiseringsprogram\"], …], case = [\"LAR\"], remove = [\"MOD\"]"
    )
}

fn tidy(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(form: &str) -> String {
    tidy(form).to_lowercase()
}

fn line_of(source: &str, offset: usize) -> usize {
    source.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1
}
