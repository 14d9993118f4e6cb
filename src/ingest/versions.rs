//! Versions of one document: the same letter as PDF and as Word, a scan of it beside the file it was
//! printed from. Recognised by their words, linked, and shown once; the better text is the main one.

use super::Report;
use crate::archive::{Archive, State, Stored};
use crate::error::Result;
use crate::likeness::{counted, fives, likeness};
use crate::model::{Document, Version};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// How many minima make a signature.
const MINIMA: usize = 40;
/// Texts that share as many minima in a row somewhere are compared.
const BAND: usize = 4;
/// And only if they share as many in all: letters of one ministry have many words in common.
const SHARED: usize = MINIMA / 2;
/// Two texts are versions of each other when their five-letter pieces agree to this part.
const SAME: f64 = 0.93;
/// The same where one of them was recognised from an image.
const SAME_RECOGNISED: f64 = 0.8;
/// And when their figures agree to this part: letters of two years differ in little else.
const SAME_FIGURES: f64 = 0.9;
/// The same where one was recognised.
const SAME_FIGURES_RECOGNISED: f64 = 0.75;
/// Texts with fewer letters are too short to be told apart.
const LETTERS: usize = 200;

/// A digest of a text's words of which like texts share most.
pub(super) struct Signature(Vec<u32>);

impl Signature {
    /// The smallest of the hashes of the words, under as many hash functions as there are minima.
    pub(super) fn of(text: &str) -> Self {
        let mut minima = vec![u32::MAX; MINIMA];
        let words: HashSet<String> = words(text).collect();
        for word in &words {
            let digest = Sha256::digest(word);
            let number =
                |from: usize| digest.iter().skip(from).take(4).fold(0_u32, |sum, b| sum << 8 | u32::from(*b));
            let (a, b) = (number(0), number(4) | 1);
            for (i, least) in (0_u32..).zip(minima.iter_mut()) {
                *least = (*least).min(a.wrapping_add(b.wrapping_mul(i)).wrapping_mul(0x9E37_79B1));
            }
        }
        Self(minima)
    }

    fn parse(text: &str) -> Vec<u32> {
        text.split(' ').filter_map(|n| u32::from_str_radix(n, 16).ok()).collect()
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n:x}", if i == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 4).map(str::to_lowercase)
}

/// Finds versions of one document among those that were `read` in this run and all others, links them,
/// and takes all but the best of each out of the search. Those that are `poorer` have lost a version.
pub(super) fn sort_out(
    archive: &Archive,
    (read, poorer): (&HashSet<&str>, &HashSet<&str>),
    extraction: &str,
    report: &mut Report,
) -> Result<()> {
    let states = archive.states()?;
    let links = links(archive, &states, read, poorer)?;
    if links.is_empty() {
        return Ok(());
    }
    let mut members: Vec<Stored> = Vec::new();
    for id in links.keys().chain(links.values().flatten()).collect::<HashSet<_>>() {
        members.extend(archive.get(id)?);
    }
    let by_id: HashMap<&str, &Stored> = members.iter().map(|s| (s.document.id.as_str(), s)).collect();
    let writer = archive.writer()?;
    for (main, others) in &links {
        let Some(stored) = by_id.get(main.as_str()) else { continue };
        let mut document = stored.document.clone();
        document.source.versions =
            others.iter().filter_map(|id| by_id.get(id.as_str())).map(|s| version(&s.document)).collect();
        document.source.versions.sort();
        writer.replace_record(stored, &document, &State { version_of: None, ..stored.state.clone() })?;
        for other in others.iter().filter_map(|id| by_id.get(id.as_str())) {
            let path = &other.document.source.path;
            report.notes.push(format!(
                "{path} is another version of {}; it is shown once, under the latter",
                document.source.path
            ));
            let mut document = other.document.clone();
            document.source.versions.clear();
            let state = State { version_of: Some(main.clone()), ..other.state.clone() };
            writer.hide(other, &document, &state)?;
        }
    }
    writer.commit(extraction)
}

fn version(document: &Document) -> Version {
    Version {
        id: document.id.clone(),
        path: document.source.path.clone(),
        media_type: document.source.media_type.clone(),
    }
}

/// The main document of each group that changed, with the others.
fn links(
    archive: &Archive,
    states: &[(String, State)],
    read: &HashSet<&str>,
    poorer: &HashSet<&str>,
) -> Result<BTreeMap<String, Vec<String>>> {
    let signatures: Vec<Vec<u32>> = states.iter().map(|(_, s)| Signature::parse(&s.signature)).collect();
    let mut bands: HashMap<(usize, &[u32]), Vec<usize>> = HashMap::new();
    for (at, signature) in signatures.iter().enumerate() {
        for (band, minima) in signature.chunks(BAND).enumerate() {
            bands.entry((band, minima)).or_default().push(at);
        }
    }
    let mut pairs: HashSet<(usize, usize)> = HashSet::new();
    let is_read = |at: usize| states.get(at).is_some_and(|(id, _)| read.contains(id.as_str()));
    let alike = |a: usize, b: usize| {
        let both = signatures.get(a).zip(signatures.get(b));
        both.is_some_and(|(a, b)| a.iter().zip(b).filter(|(x, y)| x == y).count() >= SHARED)
    };
    for group in bands.values() {
        for (n, a) in group.iter().enumerate() {
            let others = group.iter().skip(n + 1).filter(|b| is_read(*a) || is_read(**b));
            pairs.extend(others.filter(|b| alike(*a, **b)).map(|b| (*a, *b)));
        }
    }
    // Links that stand are kept while both ends are there.
    let place: HashMap<&str, usize> =
        states.iter().enumerate().map(|(i, (id, _))| (id.as_str(), i)).collect();
    let mut groups = Groups((0..states.len()).collect());
    for (at, (_, state)) in states.iter().enumerate() {
        if let Some(main) = state.version_of.as_deref().and_then(|id| place.get(id)) {
            groups.join(at, *main);
        }
    }
    let mut texts: HashMap<usize, Compared> = HashMap::new();
    let mut changed: HashSet<usize> = poorer.iter().filter_map(|id| place.get(id)).copied().collect();
    for (a, b) in pairs {
        for at in [a, b] {
            if !texts.contains_key(&at)
                && let Some((id, _)) = states.get(at)
                && let Some(stored) = archive.get(id)?
            {
                texts.insert(at, Compared::of(stored));
            }
        }
        if let (Some(x), Some(y)) = (texts.get(&a), texts.get(&b))
            && x.is_version_of(y)
        {
            groups.join(a, b);
            changed.extend([a, b]);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..states.len() {
        members.entry(groups.root(at)).or_default().push(at);
    }
    let mut out = BTreeMap::new();
    for group in members.into_values().filter(|g| g.iter().any(|at| changed.contains(at))) {
        let mut documents: Vec<Stored> = Vec::new();
        for (id, _) in group.iter().filter_map(|at| states.get(*at)) {
            documents.extend(archive.get(id)?);
        }
        documents.sort_by_key(|s| (rank(s), s.document.source.path.clone()));
        let mut ids = documents.into_iter().map(|s| s.document.id);
        if let Some(main) = ids.next() {
            out.insert(main, ids.collect());
        }
    }
    Ok(out)
}

/// The better a text, the lower: text before what was recognised, pages before none, then the format.
fn rank(stored: &Stored) -> (bool, usize) {
    const FORMATS: [&str; 6] = ["pdf", "wordprocessingml", "opendocument", "html", "markdown", "plain"];
    let source = &stored.document.source;
    let format = FORMATS.iter().position(|f| source.media_type.contains(f)).unwrap_or(FORMATS.len());
    (!source.ocr_pages.is_empty(), format)
}

/// What two documents are compared by.
struct Compared {
    document: Document,
    letters: usize,
    pieces: HashMap<String, usize>,
    figures: HashMap<String, usize>,
}

impl Compared {
    fn of(stored: Stored) -> Self {
        let letters: Vec<char> =
            stored.text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let pieces = fives(&letters);
        let figures = stored.text.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() >= 2);
        let figures = counted(figures.map(str::to_owned));
        Self { letters: letters.len(), document: stored.document, pieces, figures }
    }

    /// Whether both hold the same document, as far as their words, their figures and their facts tell.
    fn is_version_of(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.zip(b).is_some_and(|(a, b)| a != b)
        }
        let (a, b) = (&self.document, &other.document);
        if self.letters.min(other.letters) < LETTERS
            || a.kind.value != b.kind.value
            || differ(a.year.as_ref().map(|f| &f.value), b.year.as_ref().map(|f| &f.value))
            || differ(a.date.as_ref().map(|f| &f.value), b.date.as_ref().map(|f| &f.value))
            || differ(a.agency.as_ref().map(|f| &f.value), b.agency.as_ref().map(|f| &f.value))
        {
            return false;
        }
        let recognised = !a.source.ocr_pages.is_empty() || !b.source.ocr_pages.is_empty();
        let (words, figures) =
            if recognised { (SAME_RECOGNISED, SAME_FIGURES_RECOGNISED) } else { (SAME, SAME_FIGURES) };
        likeness(&self.pieces, &other.pieces) >= words && likeness(&self.figures, &other.figures) >= figures
    }
}

/// Which documents belong together: each knows another of its group, or is its root.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut at: usize) -> usize {
        while let Some(up) = self.0.get(at).copied().filter(|up| *up != at) {
            at = up;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(up) = self.0.get_mut(a.max(b)) {
            *up = a.min(b);
        }
    }
}
