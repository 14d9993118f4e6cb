//! The documents that the index has, and those that this run adds, with their states.

use crate::archive::State;
use std::collections::HashMap;

/// A document.
#[derive(Debug)]
pub(super) struct Member {
    pub id: String,
    pub state: State,
    /// Whether it is to stay in the index.
    pub stays: bool,
    pub kept: Kept,
}

/// Where a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// In the last commit.
    Committed,
    /// Given to the writer since; it cannot be read back yet.
    Written,
    /// Not yet written: its place among those that are next.
    Pending(usize),
}

/// All documents.
#[derive(Debug, Default)]
pub(super) struct Known {
    members: Vec<Member>,
    by_id: HashMap<String, usize>,
}

impl Known {
    /// Those of an index.
    pub(super) fn new(states: Vec<(String, State)>) -> Self {
        let mut known = Self::default();
        for (id, state) in states {
            known.put(id, state, Kept::Committed);
        }
        known
    }

    /// Adds a document, or replaces what is known of it. Returns its place.
    pub(super) fn put(&mut self, id: String, state: State, kept: Kept) -> usize {
        let member = Member { id, state, stays: true, kept };
        if let Some(at) = self.at(&member.id) {
            if let Some(place) = self.members.get_mut(at) {
                *place = member;
            }
            return at;
        }
        self.by_id.insert(member.id.clone(), self.members.len());
        self.members.push(member);
        self.members.len() - 1
    }

    /// The place of the document with this id.
    pub(super) fn at(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The document at a place.
    pub(super) fn member(&self, at: usize) -> Option<&Member> {
        self.members.get(at)
    }

    /// The same, to be changed.
    pub(super) fn member_mut(&mut self, at: usize) -> Option<&mut Member> {
        self.members.get_mut(at)
    }

    /// The state of the document with this id.
    pub(super) fn get(&self, id: &str) -> Option<&State> {
        self.at(id).and_then(|at| self.members.get(at)).map(|m| &m.state)
    }

    /// All that stay, by place.
    pub(super) fn members(&self) -> impl Iterator<Item = (usize, &Member)> {
        self.members.iter().enumerate().filter(|(_, m)| m.stays)
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.members.len()
    }

    /// The states of all that stay, with their ids.
    pub(super) fn states(&self) -> impl Iterator<Item = (&str, &State)> {
        self.members().map(|(_, m)| (m.id.as_str(), &m.state))
    }

    /// Notes that everything written is committed.
    pub(super) fn committed(&mut self) {
        for member in self.members.iter_mut().filter(|m| m.kept == Kept::Written) {
            member.kept = Kept::Committed;
        }
    }

    /// Whether every document that stays was made with this.
    pub(super) fn all_made_with(&self, extraction: &str) -> bool {
        self.states().all(|(_, s)| s.extraction == extraction)
    }

    /// How many documents stay, and how many of them are other versions of one.
    pub(super) fn count(&self) -> (usize, usize) {
        self.states()
            .fold((0, 0), |(all, versions), (_, s)| (all + 1, versions + usize::from(s.version_of.is_some())))
    }
}
