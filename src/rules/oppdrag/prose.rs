//! Assignments in running text and in lists that no label names, told by evidence that adds up.

use super::Draft;
use super::catalogue::{OPP80, OPP82, OPP96, OPP98};
use super::evidence::{Case, Lead, Place, Scales, Whose};
use super::listed::is_letterhead;
use super::numbered::{self, own_section};
use super::{field, title_of_section};
use crate::outline::{Block, BlockKind};
use crate::pattern::slice;
use crate::rules::sentences;
use std::ops::Range;

/// The beginnings of words that tell nothing of what an assignment is about.
const COMMON: &[&str] = &[
    "direkt", "depart", "tilsyn", "etaten", "virkso", "verkse", "arbeid", "gjenno", "senest", "vurder",
    "utarbe", "januar", "februa", "septem", "oktobe", "novemb", "desemb", "samarb", "videre", "vidare",
    "statli", "statsf",
];

/// Whether the subject is a thing that was spoken of, such as what the assignment gives: "Funnene skal …".
/// The definite form tells, but for those who act themselves.
fn is_result(words: &str) -> bool {
    const ACTORS: &[&str] = &[
        "kommun",
        "fylkes",
        "politi",
        "partene",
        "partane",
        "aktør",
        "eier",
        "eigar",
        "skole",
        "skule",
        "univer",
        "helsef",
        "sykehu",
        "sjukeh",
        "depart",
        "regjer",
        "storti",
        "statsf",
        "tolle",
        "bedrift",
        "nærings",
        "organi",
        "region",
        "leverandør",
        "mottak",
    ];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    ["en", "et", "ene", "ane"].iter().any(|end| first.ends_with(end))
        && first.chars().count() > 5
        && !ACTORS.iter().any(|a| first.starts_with(a))
}

/// An assignment that is being read.
struct Open {
    case: Case,
    /// Where it began.
    block: usize,
    end: usize,
    /// Whether what it says last leads on to a list.
    leads: bool,
    /// Whether one of the next sentences is still to say by when it is due.
    awaits: bool,
    /// Whether it is an item, so that only what is below it goes on with it.
    item: Option<u8>,
}

/// Finds assignments in what no other rule has taken, and gives back every sentence that was weighed.
pub(super) fn prose(scales: &Scales<'_, '_>, taken: &mut [bool]) -> (Vec<Draft>, Vec<Case>) {
    let mut reader = Reader { scales, open: None, lead: None, drafts: Vec::new(), cases: Vec::new() };
    for (index, block) in scales.reading.blocks().iter().enumerate() {
        let free = !taken.get(index).copied().unwrap_or(true) && !block.attachment;
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) || reader.runs_in(block);
        if !free || !prose {
            let label = block.kind == BlockKind::Label;
            if free && label && reader.goes_on_with_field(block) {
                continue;
            }
            reader.close();
            reader.lead = label.then(|| Lead::of(&scales.plain(&block.range)));
            continue;
        }
        reader.take(index, block);
    }
    reader.close();
    for draft in &reader.drafts {
        for (index, block) in scales.reading.blocks().iter().enumerate() {
            if block.range.start < draft.range.end && draft.range.start < block.range.end {
                taken.get_mut(index).into_iter().for_each(|t| *t = true);
            }
        }
    }
    (reader.drafts, reader.cases)
}

struct Reader<'s, 'r, 't> {
    scales: &'s Scales<'r, 't>,
    open: Option<Open>,
    /// What the words above a list lead to.
    lead: Option<Lead>,
    drafts: Vec<Draft>,
    cases: Vec<Case>,
}

impl Reader<'_, '_, '_> {
    fn words(&self, range: &Range<usize>) -> &str {
        self.scales.reading.text.get(range.clone())
    }

    /// A field on a line of its own below an assignment: `Frist: 1. mai`.
    fn goes_on_with_field(&mut self, block: &Block) -> bool {
        let is_field = field(self.scales.reading.words(block));
        match &mut self.open {
            Some(open) if is_field => {
                open.end = block.range.end;
                true
            }
            _ => false,
        }
    }

    /// Whether a numbered heading has its text on its own line: "2.1 Barn i mottak. Ombudet skal …".
    fn runs_in(&self, block: &Block) -> bool {
        let words = self.scales.reading.words(block);
        block.kind == BlockKind::Heading
            && block.number.is_some()
            && words.ends_with('.')
            && words.chars().count() > 60
    }

    /// The sentences that follow a block and may go on with it: those of the next line, or of a paragraph
    /// that takes up what was said.
    fn below(&self, index: usize) -> Vec<Range<usize>> {
        let Some(next) = self.scales.reading.blocks().get(index + 1) else { return Vec::new() };
        let words = self.scales.reading.words(next);
        let goes_on = matches!(next.kind, BlockKind::Paragraph | BlockKind::Label)
            && (!next.gap_before || OPP96.matches(words));
        let sentences = sentences::sentences(words).into_iter().take(2);
        let placed = sentences.map(|r| next.range.start + r.start..next.range.start + r.end);
        if goes_on { placed.collect() } else { Vec::new() }
    }

    fn take(&mut self, index: usize, block: &Block) {
        let words = self.scales.reading.words(block);
        if is_letterhead(self.scales.reading, block) && !field(words) {
            return;
        }
        let sentences: Vec<Range<usize>> = sentences::sentences(words)
            .into_iter()
            .map(|r| block.range.start + r.start..block.range.start + r.end)
            .collect();
        let item = block.kind == BlockKind::Item;
        // Items below an assignment that leads on to them belong to it, unless they are some themselves.
        if let Some(open) = &mut self.open
            && item
            && self.lead.is_none_or(|l| !l.steers)
            && (open.leads || open.item.is_some_and(|level| block.level > level))
        {
            open.end = block.range.end;
            return;
        }
        let mut all = sentences.clone();
        all.extend(self.below(index));
        for (n, range) in sentences.iter().enumerate() {
            let place = Place {
                block: index,
                range: range.clone(),
                item: item && n == 0,
                lead: self.lead.filter(|_| item && n == 0),
                after: all.get(n + 1..).unwrap_or(&[]),
            };
            let case = self.scales.weigh(&place);
            self.sentence(case, block, n == 0);
        }
        let ends_in_colon = words.trim_end().ends_with(':');
        if ends_in_colon {
            self.leads_on(&sentences);
        } else if !item {
            self.lead = None;
        }
    }

    /// One sentence more: it begins an assignment, goes on with the open one, or ends it.
    fn sentence(&mut self, case: Case, block: &Block, first: bool) {
        let range = case.range.clone();
        let anaphoric = OPP96.matches(self.words(&range));
        let begins = case.begins();
        let continues = match &self.open {
            None => false,
            Some(open) if begins => {
                anaphoric && !case.is_announced() && self.same_stretch(open, block, first)
            }
            Some(_)
                if case.is_habit()
                    || [&OPP80, &OPP82].into_iter().any(|rule| rule.matches(self.words(&range))) =>
            {
                false
            }
            // One of the next sentences says by when: what stands before it belongs to the matter, too.
            Some(open) if open.awaits && !case.addresses && self.same_stretch(open, block, first) => true,
            // The recipient is told something else: of an announcement that is no part, nor of an
            // assignment that shares no word with it.
            Some(open) if case.addresses && !anaphoric => {
                !open.case.is_announced()
                    && self.same_stretch(open, block, first)
                    && self.shares(open, &range)
            }
            Some(open)
                if case.whose == Whose::Other
                    && !anaphoric
                    && !OPP98.matches(self.words(&range))
                    && !is_result(self.words(&range)) =>
            {
                self.same_stretch(open, block, first) && self.shares(open, &range)
            }
            Some(open) => self.same_stretch(open, block, first) || self.picks_up(open, &range, first),
        };
        let leads = self.words(&range).trim_end().ends_with(':');
        self.cases.push(case.clone());
        if continues {
            if let Some(open) = &mut self.open {
                open.end = range.end;
                open.leads = leads;
                open.awaits &= !self.cases.last().is_some_and(Case::is_due);
            }
            return;
        }
        self.close();
        if begins {
            let item = (block.kind == BlockKind::Item).then_some(block.level);
            let awaits = case.is_due_later();
            self.open = Some(Open { block: case.block, end: range.end, leads, awaits, item, case });
        }
    }

    /// Whether a sentence stands in the paragraph or item of the open assignment.
    fn same_stretch(&self, open: &Open, block: &Block, first: bool) -> bool {
        if !first {
            return true;
        }
        // The line below, without a gap, of what was one paragraph.
        let own = self.scales.reading.blocks().get(open.block);
        open.item.is_none()
            && block.kind == BlockKind::Paragraph
            && !block.gap_before
            && own.is_some_and(|b| self.scales.reading.text.get(b.range.clone()).len() > 200)
            && self.words(&(block.range.start..block.range.end)).starts_with(char::is_lowercase)
    }

    /// Whether a sentence has a longer word of the open assignment in it.
    fn shares(&self, open: &Open, range: &Range<usize>) -> bool {
        const STEM: usize = 6;
        let stems = |words: &str| -> Vec<String> {
            words
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.chars().count() > STEM)
                .map(|w| w.to_lowercase().chars().take(STEM).collect())
                .filter(|s: &String| !COMMON.contains(&s.as_str()))
                .collect()
        };
        let own = stems(self.words(&(open.case.range.start..open.end)));
        stems(self.words(range)).iter().any(|s| own.contains(s))
    }

    /// Whether a new paragraph takes the assignment up again: `Frist: …`, `Arbeidet skal …`, `Rapporten …`.
    fn picks_up(&self, open: &Open, range: &Range<usize>, first: bool) -> bool {
        if !first {
            return false;
        }
        let words = self.words(range);
        field(words) || OPP96.matches(words) || self.definite(open, words)
    }

    /// Whether the words begin with the definite form of a noun, or of a verb made noun, that the
    /// assignment has: "utrede …" and "Utredningen skal …".
    fn definite(&self, open: &Open, words: &str) -> bool {
        const STEM: usize = 6;
        let Some(first) = words.split_whitespace().next() else { return false };
        let lower = first.to_lowercase();
        let definite = ["en", "et", "ene", "ane", "a"].iter().any(|e| lower.ends_with(e));
        if !definite || lower.chars().count() < STEM + 2 {
            return false;
        }
        let stem: String = lower.chars().take(STEM).collect();
        let own = self.words(&(open.case.range.start..open.end)).to_lowercase();
        let modal =
            words.split_whitespace().take(4).any(|w| matches!(w, "skal" | "må" | "bes" | "bør" | "sendes"));
        let named = own.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(&stem));
        modal && named && !lower.ends_with("direktoratet") && !lower.ends_with("tilsynet")
    }

    /// What ends in a colon leads on to a list: to parts of the open assignment, or to assignments.
    fn leads_on(&mut self, sentences: &[Range<usize>]) {
        let Some(last) = sentences.last() else { return };
        let lead = Lead::of(&self.scales.plain(last));
        let own = self.open.as_ref().is_some_and(|o| o.case.range == *last);
        // "Direktoratet skal:" assigns nothing itself: its items do.
        let bare = slice(self.words(last), 0..self.words(last).len()).chars().count() < 110;
        if lead.steers
            && (own || self.open.is_none())
            && (bare || lead.asks)
            && (lead.names || self.items_open_with_verbs(last.end))
        {
            if own {
                self.open = None;
            }
            self.lead = Some(lead);
        } else {
            self.lead = None;
        }
    }

    /// Whether most items of the list that begins after `at` open with the verb of a task.
    fn items_open_with_verbs(&self, at: usize) -> bool {
        let blocks = self.scales.reading.blocks();
        let from = blocks.partition_point(|b| b.range.start < at);
        let items = blocks.iter().skip(from).take_while(|b| b.kind == BlockKind::Item);
        let (mut all, mut tasks) = (0, 0);
        for item in items.filter(|b| b.level == 0).take(40) {
            all += 1;
            tasks += usize::from(super::evidence::opens_with_task(&self.scales.plain(&item.range)));
        }
        all > 0 && tasks * 3 >= all
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let reading = self.scales.reading;
        // An item that the assignment opens gives it its number.
        let number = reading
            .blocks()
            .get(open.block)
            .filter(|b| b.kind == BlockKind::Item && b.range.start == open.case.range.start);
        // "Oppdrag nr. 7 om kart utgår": it is told which one.
        let referred = numbered::referred(self.words(&open.case.range)).filter(|_| open.case.is_changed());
        self.drafts.push(Draft {
            rule: open.case.rule(),
            number: number.and_then(|b| b.number.as_ref()).map(|n| n.digits.clone()).or(referred),
            section: own_section(reading, open.block),
            section_title: title_of_section(reading, open.block),
            range: open.case.range.start..open.end,
            clarifies: false,
            due: None,
            responsible: None,
        });
    }
}
