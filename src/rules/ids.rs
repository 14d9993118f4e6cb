//! Stable ids: from bytes and words, never from order alone, so that a rule that finds one
//! thing more does not rename the others.

use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;

pub(super) struct Ids {
    document: String,
    /// How often the same words were seen in a class.
    seen: RefCell<HashMap<String, u32>>,
}

impl Ids {
    /// `sha256` is that of the file, hexadecimal.
    pub(super) fn new(sha256: &str) -> Self {
        Self { document: sha256.chars().take(16).collect(), seen: RefCell::default() }
    }

    pub(super) fn document(&self) -> &str {
        &self.document
    }

    /// The id of a unit: its class (`o` for oppdrag) and a digest of its words.
    pub(super) fn unit(&self, class: &str, words: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(class);
        for word in words.split_whitespace() {
            hash.update(word);
        }
        let mut digest = String::new();
        for byte in hash.finalize().iter().take(4) {
            let _ = write!(digest, "{byte:02x}");
        }
        let id = format!("{}-{class}{digest}", self.document);
        let mut seen = self.seen.borrow_mut();
        let count = seen.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }
}
