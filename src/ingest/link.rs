//! One document in several files: the same letter as PDF and as Word, a scan of it beside the file it was
//! printed from. Recognised by its words, linked, and shown once; the better text is the main one.
//!
//! Texts are compared by their sketches; two texts themselves only where the sketches leave it open. Of many
//! documents with like texts, as letters on one template are, each is compared with some: those that share
//! its very letters and figures, then those that share its figures, then the latest with the same words. So
//! the work for a document, and what is kept of it, have a bound.
//!
//! Two files of one format, both of them text or both scans, are one document only where every letter and
//! every figure is the same. A template filled in for two recipients must not hide one of them.

use super::known::{Kept, Known};
use crate::archive::{Facts, State};
use crate::error::Result;
use crate::likeness::{Estimate, MINIMA, Pieces};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// Texts that share as many minima in a row somewhere are compared.
const BAND: usize = 4;
/// And only if they share as many in all: letters of one ministry have many words in common.
const SHARED: usize = MINIMA / 2;
/// How many documents with something in common are kept to compare others with.
const CROWD: usize = 32;
/// For how many others the texts themselves are compared, where sketches leave it open.
const READ: usize = 4;
/// Two texts are versions of each other when their five-letter pieces agree to this part.
const SAME: f64 = 0.93;
/// The same where one of them was recognised from an image.
const SAME_RECOGNISED: f64 = 0.8;
/// And when their figures agree to this part: letters of two years differ in little else.
const SAME_FIGURES: f64 = 0.9;
/// The same where one was recognised.
const SAME_FIGURES_RECOGNISED: f64 = 0.75;
/// Longer texts, in bytes, are judged by their sketches alone: to compare them takes too much memory.
const LONG: usize = 2 << 20;
/// How far a likeness told from samples may be off.
const OFF: f64 = 0.06;

/// Finds documents whose texts may be alike.
#[derive(Debug, Default)]
pub(super) struct Linker {
    /// Something that two texts have in common → the latest documents that have it.
    shared: HashMap<(u8, u64), VecDeque<usize>>,
}

/// What changes in how documents are linked, by place.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Documents that are shown, each with its other versions, best first.
    pub mains: BTreeMap<usize, Vec<usize>>,
    /// Documents that are other versions, each with the one that is shown.
    pub versions: BTreeMap<usize, usize>,
}

/// Gives the text of the document at a place; nothing where it is not there any more.
pub(super) type TextOf<'t> = &'t mut dyn FnMut(usize) -> Result<Option<String>>;

impl Linker {
    /// One that knows these documents.
    pub(super) fn new(known: &Known) -> Self {
        let mut linker = Self::default();
        for (at, member) in known.members() {
            linker.add(at, &member.state);
        }
        linker
    }

    /// Makes a document known to those that come after it.
    pub(super) fn add(&mut self, at: usize, state: &State) {
        for key in keys(state) {
            let crowd = self.shared.entry(key).or_default();
            if crowd.len() == CROWD {
                crowd.pop_front();
            }
            crowd.push_back(at);
        }
    }

    /// The documents that may be versions of the one at `at`, by how alike their texts seem.
    fn candidates(&self, known: &Known, at: usize) -> Vec<(usize, Verdict)> {
        let Some(state) = known.member(at).map(|m| &m.state) else { return Vec::new() };
        let keys = keys(state);
        let met: BTreeSet<usize> =
            keys.iter().filter_map(|key| self.shared.get(key)).flatten().copied().collect();
        let mut out: Vec<(usize, Verdict)> = Vec::new();
        for other in met {
            let member = known.member(other).filter(|m| m.stays && other != at);
            let verdict = member.map(|m| Verdict::of(state, &m.state));
            if let Some(verdict) = verdict.filter(|v| *v != Verdict::Different) {
                out.push((other, verdict));
            }
        }
        out.sort_by(|a, b| b.1.likeness().total_cmp(&a.1.likeness()).then(a.0.cmp(&b.0)));
        out
    }

    /// Says how documents are linked now that those at the places `new` have come and those of `lost` have
    /// lost a version.
    pub(super) fn links(
        &self,
        known: &Known,
        new: &[usize],
        lost: &BTreeSet<usize>,
        text_of: TextOf<'_>,
    ) -> Result<Links> {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for at in new {
            let mut own: Option<Option<Pieces>> = None;
            let mut read = 0;
            for (other, verdict) in self.candidates(known, *at) {
                match verdict {
                    Verdict::Same(likeness) => pairs.push((likeness, *at, other)),
                    Verdict::Open(_) if read == READ => {}
                    Verdict::Open(seems) => {
                        read += 1;
                        let bars = bars(known, *at, other);
                        let pieces = |text: String| (text.len() <= LONG).then(|| Pieces::of(&text));
                        if own.is_none() {
                            own = text_of(*at)?.map(pieces);
                        }
                        let theirs = text_of(other)?.map(pieces);
                        let (letters, figures) = match (&own, theirs) {
                            (Some(Some(a)), Some(Some(b))) => a.likeness(&b),
                            (Some(_), Some(_)) => (seems, bars.1),
                            _ => continue,
                        };
                        if letters >= bars.0 && figures >= bars.1 {
                            pairs.push((letters, *at, other));
                        }
                    }
                    Verdict::Different => {}
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut groups = Groups::new(known);
        for (_, a, b) in pairs {
            groups.join(known, a, b);
        }
        Ok(groups.links(known, new, lost))
    }
}

/// What others can have in common with a document: its letters and figures, its figures, and some of its words.
fn keys(state: &State) -> Vec<(u8, u64)> {
    let sketch = &state.sketch;
    if sketch.is_short() {
        return Vec::new();
    }
    let mut out = vec![(0, sketch.digest)];
    out.extend(sketch.figures_digest().map(|digest| (1, digest)));
    for (band, minima) in (2..).zip(sketch.words.chunks(BAND)) {
        let mix = |sum: u64, n: &u32| sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*n);
        out.push((band, minima.iter().fold(0xcbf2_9ce4_8422_2325, mix)));
    }
    out
}

/// Whether two documents are versions of one, as far as their sketches and facts tell.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    /// They are, and so alike are they.
    Same(f64),
    /// The texts must tell; so alike do they seem.
    Open(f64),
    /// They are not.
    Different,
}

impl Verdict {
    fn of(a: &State, b: &State) -> Self {
        if differ(&a.facts, &b.facts) || a.sketch.is_short() || b.sketch.is_short() {
            return Self::Different;
        }
        if a.sketch.digest == b.sketch.digest {
            return Self::Same(1.0);
        }
        if one_format(&a.facts, &b.facts) || a.sketch.shared_words(&b.sketch) < SHARED {
            return Self::Different;
        }
        let (words, figures) = bars_of(&a.facts, &b.facts);
        let off = |estimate: Estimate| if estimate.exact { 0.0 } else { OFF };
        let found = a.sketch.figures(&b.sketch);
        if found.value < figures - off(found) {
            return Self::Different;
        }
        let sure = found.exact || found.value >= figures + OFF;
        let found = a.sketch.pieces(&b.sketch);
        match () {
            () if found.value < words - off(found) => Self::Different,
            () if sure && (found.exact || found.value >= words + OFF) => Self::Same(found.value),
            () => Self::Open(found.value),
        }
    }

    fn likeness(self) -> f64 {
        match self {
            Self::Same(likeness) | Self::Open(likeness) => likeness,
            Self::Different => 0.0,
        }
    }
}

/// Whether what is known of both tells them apart.
fn differ(a: &Facts, b: &Facts) -> bool {
    fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    a.kind != b.kind
        || differ(a.year.as_ref(), b.year.as_ref())
        || differ(a.date.as_ref(), b.date.as_ref())
        || differ(a.agency.as_ref(), b.agency.as_ref())
}

/// Whether both came in one format, and both as text or both as images.
fn one_format(a: &Facts, b: &Facts) -> bool {
    a.media_type == b.media_type && a.recognised == b.recognised
}

/// How much of their letters and of their figures two versions have in common at least.
fn bars_of(a: &Facts, b: &Facts) -> (f64, f64) {
    if a.recognised || b.recognised {
        (SAME_RECOGNISED, SAME_FIGURES_RECOGNISED)
    } else {
        (SAME, SAME_FIGURES)
    }
}

fn bars(known: &Known, a: usize, b: usize) -> (f64, f64) {
    let facts = |at| known.member(at).map(|m| &m.state.facts);
    facts(a).zip(facts(b)).map_or((SAME, SAME_FIGURES), |(a, b)| bars_of(a, b))
}

/// Which documents are one.
struct Groups {
    /// The group of each place, by the place of one of its members.
    group: Vec<usize>,
    /// The members of the groups that have more than one.
    members: HashMap<usize, Vec<usize>>,
}

impl Groups {
    /// As documents are linked so far.
    fn new(known: &Known) -> Self {
        let mut groups = Self { group: (0..known.places()).collect(), members: HashMap::new() };
        for (at, member) in known.members() {
            let main = member.state.version_of.as_deref().and_then(|id| known.at(id));
            if let Some(main) = main.filter(|main| known.member(*main).is_some_and(|m| m.stays)) {
                groups.unite(main, at);
            }
        }
        groups
    }

    fn of(&self, at: usize) -> usize {
        self.group.get(at).copied().unwrap_or(at)
    }

    fn members(&self, group: usize) -> Vec<usize> {
        self.members.get(&group).cloned().unwrap_or_else(|| vec![group])
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if a == b {
            return;
        }
        let (mut all, others) = (self.members(a), self.members(b));
        for at in &others {
            if let Some(group) = self.group.get_mut(*at) {
                *group = a;
            }
        }
        all.extend(others);
        self.members.remove(&b);
        self.members.insert(a, all);
    }

    /// Makes two documents one with all that are one with either, unless two of those cannot be one.
    fn join(&mut self, known: &Known, a: usize, b: usize) {
        let (ours, theirs) = (self.members(self.of(a)), self.members(self.of(b)));
        let state = |at: &usize| known.member(*at).map(|m| &m.state);
        let apart = |a: &usize, b: &usize| {
            let both = state(a).zip(state(b));
            both.is_none_or(|(a, b)| {
                differ(&a.facts, &b.facts)
                    || (one_format(&a.facts, &b.facts) && a.sketch.digest != b.sketch.digest)
            })
        };
        // All with the same digest are alike to the others: one of them speaks for them.
        if ours.iter().take(CROWD).all(|a| theirs.iter().take(CROWD).all(|b| !apart(a, b))) {
            self.unite(a, b);
        }
    }

    /// How the groups of these places are linked.
    fn links(self, known: &Known, new: &[usize], lost: &BTreeSet<usize>) -> Links {
        let touched: BTreeSet<usize> = new.iter().chain(lost).map(|at| self.of(*at)).collect();
        let mut links = Links::default();
        for group in touched {
            let mut members: Vec<usize> = self.members(group);
            members.retain(|at| known.member(*at).is_some_and(|m| m.stays));
            // Only what is shown now, or is about to be written, has passages to be found by.
            let can_lead = |at: &usize| {
                known
                    .member(*at)
                    .is_some_and(|m| m.state.version_of.is_none() || matches!(m.kept, Kept::Pending(_)))
            };
            members.sort_by_key(|at| (!can_lead(at), known.member(*at).map(|m| rank(&m.state))));
            let mut members = members.into_iter();
            let Some(main) = members.next() else { continue };
            let others: Vec<usize> = members.collect();
            links.versions.extend(others.iter().map(|other| (*other, main)));
            links.mains.insert(main, others);
        }
        links
    }
}

/// The better a text, the lower: text before what was recognised, then the format, then the path.
fn rank(state: &State) -> (bool, usize, &str) {
    const FORMATS: [&str; 6] = ["pdf", "wordprocessingml", "opendocument", "html", "markdown", "plain"];
    let format = FORMATS.iter().position(|f| state.facts.media_type.contains(f)).unwrap_or(FORMATS.len());
    (state.facts.recognised, format, &state.path)
}
