//! A small archive that is asked things, through the library.

use super::support::Ran;
use super::support::{Folder, arkiv};
use std::collections::BTreeSet;
use styringsarkiv::archive::{Answer, Archive, By, Filters, Hit, Order, Request};

/// An archive in a folder of its own.
pub struct Asked {
    pub folder: Folder,
    pub archive: Archive,
}

/// As many hits as there are.
pub const ALL: usize = 10_000;

impl Asked {
    /// An archive of these files.
    pub fn files(files: &[(&str, &str)]) -> Self {
        let folder = Folder::new(files);
        folder.index();
        let archive = Archive::open(&folder.path().join("the index")).unwrap();
        Self { folder, archive }
    }

    /// An archive of one note with these paragraphs.
    pub fn paragraphs(paragraphs: &[&str]) -> Self {
        Self::files(&[("notat.md", &format!("# Notat\n\n{}\n", paragraphs.join("\n\n")))])
    }

    /// Every passage that a query finds, near-duplicates too.
    pub fn ask(&self, query: &str) -> Answer {
        self.request(&Request { query: query.to_owned(), limit: ALL, unfolded: true, ..Request::default() })
    }

    pub fn filtered(&self, query: &str, filters: &Filters) -> Answer {
        let filters = filters.clone();
        let query = query.to_owned();
        self.request(&Request { query, filters, limit: ALL, unfolded: true, ..Request::default() })
    }

    pub fn ordered(&self, query: &str, order: Order) -> Answer {
        let query = query.to_owned();
        self.request(&Request { query, order, limit: ALL, unfolded: true, ..Request::default() })
    }

    pub fn request(&self, request: &Request) -> Answer {
        self.archive.search(request).unwrap()
    }

    /// Runs the program with this query, which may begin with a minus sign.
    pub fn run(&self, options: &[&str], query: &[&str]) -> Ran {
        let index = self.folder.path().join("the index");
        let mut args = vec!["--index", index.to_str().unwrap(), "search"];
        args.extend(options);
        args.push("--");
        args.extend(query);
        arkiv(&args)
    }

    /// The same as JSON, with every hit.
    pub fn json(&self, options: &[&str], query: &[&str]) -> serde_json::Value {
        let mut all = vec!["--format", "json", "--unfold", "--limit", "10000"];
        all.extend(options);
        self.run(&all, query).json()
    }

    /// The passages, the best first.
    pub fn texts(&self, query: &str) -> Vec<String> {
        self.ask(query).hits.into_iter().map(|h| h.text).collect()
    }

    /// The passages in the order of the alphabet.
    pub fn found(&self, query: &str) -> BTreeSet<String> {
        self.texts(query).into_iter().collect()
    }

    /// The files that passages stand in.
    pub fn paths(&self, query: &str) -> Vec<String> {
        let paths: BTreeSet<String> = self.ask(query).hits.into_iter().map(|h| h.path).collect();
        paths.into_iter().collect()
    }

    /// Why the passage that begins like this is found: word of the query, word in the passage, how.
    pub fn why(&self, query: &str, begin: &str) -> Vec<(String, String, By)> {
        let hits = self.ask(query).hits;
        let hit = hits.iter().find(|h| h.text.starts_with(begin));
        let hit = hit.unwrap_or_else(|| panic!("{query} does not find {begin}"));
        hit.why.iter().map(|r| (r.term.clone(), r.matched.clone(), r.by)).collect()
    }
}

/// These words, as [`Asked::found`] gives them.
pub fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

/// What is highlighted in the snippet of a hit.
pub fn highlighted(hit: &Hit) -> Vec<String> {
    let letters: Vec<char> = hit.snippet.text.chars().collect();
    let cut = |(from, to): &(u32, u32)| letters[*from as usize..*to as usize].iter().collect();
    hit.snippet.highlights.iter().map(cut).collect()
}
