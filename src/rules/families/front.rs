//! The list of points up front, which names what the headings below repeat.

use super::super::Rule;
use super::readings::{Candidate, Form};
use crate::genre::lines::Line;
use crate::genre::numbers::Key;
use crate::genre::titles::Title;
use crate::model::Text;
use crate::pattern::Pattern;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&FAM10, &FAM11, &FAM12];

static FAM10: Rule = Rule {
    code: "FAM10",
    summary: "The label of the list of points up front.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:forslag\s+til\s+|møtets\s+)?(?:agenda(?:en)?|saks?liste(?:n|a)?|dagsorden(?:en)?|dagsordning|dagsordenspunkter|saks?kart(?:et)?|saksoversikt|innhold|saker(?:\s+(?:til\s+behandling|som\s+ble\s+behandlet|på\s+møtet))?|til\s+behandling|(?:følgende\s+)?(?:behandlede|behandla|handsama)\s+saker|saker\s+(?:behandlet|handsama)))\s*(?P<end>:|$)",
    ),
    finds: &[
        ("Saksliste:", "Saksliste"),
        ("Dagsorden", "Dagsorden"),
        ("Saker til behandling:", "Saker til behandling"),
    ],
    leaves: &["Dagsordenen ble godkjent", "Saker vi må ta opp"],
};

static FAM11: Rule = Rule {
    code: "FAM11",
    summary: "The head of a column of the list up front.",
    pattern: Pattern::new(
        r"(?i)^(?:nr\.?|sak(?:s?nr\.?|snummer)?|arkivsak(?:s?nr\.?)?|(?:saks)?tittel|saksnr\.?\s+(?:arkivsaksnr\.?|(?:saks)?tittel|innhold)|innhold|emne|type|ansvarlig|tid|start)\s*:?$",
    ),
    finds: &[("Saksnr.", "Saksnr."), ("Tittel", "Tittel")],
    leaves: &["Tittelen endres"],
};

static FAM12: Rule = Rule {
    code: "FAM12",
    summary: "Lines that end the list up front: people, outcomes, the treatment of the first point.",
    pattern: Pattern::new(
        r"(?i)^(?:til\s?stede|tilstede|tilstades|til\s+stades|(?:møte)?deltak|deltok|møtende|forfall|fråvær|fravær|permisjon|fra\s+(?:administrasjonen|departementet|direktoratet|sekretariatet)|frå\s+\p{L}|underskrift|møtet\s|møteleder|møteleiar|referent|sekretær|vedtak|behandling|forslag|innstilling|konklusjon|referat\s*:?$|merknad|saksbehandl|saksgrunnlag|kopi|dato|sted|stad|tid\b|innkalling(?:en)?\s+(?:av|ble|vart|og\s+\p{L}+\s+(?:ble|vart))|godkjent\b|oslo,|med\s+hilsen|hovedutskrift)",
    ),
    finds: &[("Til stede:", "Til stede"), ("Møtet ble satt kl. 10", "Møtet ")],
    leaves: &["Valg av leder", "Godkjenning av innkalling"],
};

/// One entry of the list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: Option<Key>,
    pub(super) printed: Option<Range<usize>>,
    /// Byte range of the title.
    pub(super) title: Range<usize>,
    pub(super) like: Title,
}

/// The list up front.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    pub(super) entries: Vec<Entry>,
    /// The lines it takes, label included.
    pub(super) lines: Range<usize>,
    /// The lines of every such list: some minutes have two.
    pub(super) all: Vec<Range<usize>>,
}

/// A list up front has at most this many entries.
const MOST: usize = 90;
/// A title is at most this many bytes long.
const LONGEST: usize = 260;

impl Front {
    /// The list up front; empty where there is none.
    pub(super) fn read(text: &Text, lines: &[Line], candidates: &[Candidate]) -> Self {
        let near = (lines.len() * 6 / 10).clamp(12, 160);
        let labels = lines.iter().enumerate().take(near).filter(|(_, l)| {
            let words = text.get(l.range.clone());
            words.len() <= 60 && FAM10.matches(words)
        });
        let lists: Vec<Self> =
            labels.take(12).map(|(at, _)| Self::under(text, lines, candidates, at)).collect();
        let all: Vec<Range<usize>> = lists.iter().map(|f| f.lines.clone()).filter(|l| l.len() > 1).collect();
        let best = lists
            .into_iter()
            .filter(|f| f.entries.len() >= 2 || f.entries.iter().any(|e| e.key.is_some()))
            .max_by(|a, b| a.entries.len().cmp(&b.entries.len()).then(b.lines.start.cmp(&a.lines.start)))
            .unwrap_or_default();
        Self { all, ..best }
    }

    fn under(text: &Text, lines: &[Line], candidates: &[Candidate], label: usize) -> Self {
        let mut front = Self { lines: label..label + 1, ..Self::default() };
        let mut pending: Option<(Option<Key>, Range<usize>)> = None;
        let mut header: Option<usize> = None;
        for (at, line) in lines.iter().enumerate().skip(label + 1) {
            let words = text.get(line.range.clone());
            let last = at.checked_sub(1).and_then(|p| lines.get(p));
            if front.entries.len() >= MOST || line.level.is_some() || FAM12.matches(words) {
                break;
            }
            if FAM11.matches(words) {
                continue;
            }
            if line.row {
                let cells = cells(text, line);
                if header.is_none()
                    && cells.iter().filter(|c| FAM11.matches(text.get((*c).clone()))).count() >= 2
                {
                    header = cells.iter().position(|c| {
                        let name = text.get(c.clone()).to_lowercase();
                        ["tittel", "sak", "innhold", "emne", "tema"].iter().any(|w| name.contains(w))
                            && name != "saksnr."
                    });
                    continue;
                }
                front.row(text, &cells, header);
                front.lines.end = at + 1;
                continue;
            }
            if last.is_some_and(|l| l.row) {
                break;
            }
            let from = candidates.partition_point(|c| c.line < at);
            let mut here = candidates.get(from..).unwrap_or(&[]).iter().take_while(|c| c.line == at);
            let number = here.find(|c| !matches!(c.form, Form::Roman | Form::Letter));
            if let Some(number) = number {
                let key = Some(number.key.clone());
                // A number that has been is the first heading.
                if front.entries.iter().any(|e| e.key == key) || pending.as_ref().is_some_and(|p| p.0 == key)
                {
                    break;
                }
                let later = front
                    .entries
                    .last()
                    .and_then(|e| e.key.as_ref())
                    .is_some_and(|k| k.step(&number.key).is_none());
                if later && front.entries.len() > 1 {
                    break;
                }
                if number.rest.is_empty() {
                    pending = Some((key, number.printed.clone()));
                } else {
                    front.add(text, key, Some(number.printed.clone()), number.rest.clone());
                }
                front.lines.end = at + 1;
                continue;
            }
            if line.range.len() > LONGEST {
                break;
            }
            if let Some((key, printed)) = pending.take() {
                front.add(text, key, Some(printed), line.range.clone());
                front.lines.end = at + 1;
                continue;
            }
            let numbered = front.entries.iter().any(|e| e.key.is_some());
            let tight = front.entries.len() >= 2 || numbered;
            // After a list a gap leads to something else; so does a paragraph.
            if line.bullet {
                if numbered {
                    continue;
                }
            } else if numbered || (line.gap && tight) || words.ends_with('.') {
                break;
            }
            if front.entries.iter().any(|e| e.like.like(&Title::new(words)) > 0.95) {
                break;
            }
            front.add(text, None, None, line.range.clone());
            front.lines.end = at + 1;
        }
        front
    }

    fn row(&mut self, text: &Text, cells: &[Range<usize>], title: Option<usize>) {
        let first = cells.first().cloned().unwrap_or(0..0);
        let named = title.and_then(|t| cells.get(t)).or_else(|| {
            cells.iter().find(|c| text.get((*c).clone()).chars().filter(|c| c.is_alphabetic()).count() >= 3)
        });
        let Some(named) = named.filter(|n| !n.is_empty()).cloned() else { return };
        let number = super::number_alone(text.get(first.clone())).filter(|_| named != first);
        let printed = number.is_some().then(|| first.clone());
        self.add(text, number, printed, named);
    }

    fn add(&mut self, text: &Text, key: Option<Key>, printed: Option<Range<usize>>, title: Range<usize>) {
        let like = Title::new(text.get(title.clone()));
        self.entries.push(Entry { key, printed, title, like });
    }

    /// The entry that a heading repeats, by its number or by its words.
    pub(super) fn entry(&self, key: Option<&Key>, title: &Title) -> Option<usize> {
        let by_number = key.and_then(|k| self.entries.iter().position(|e| e.key.as_ref() == Some(k)));
        by_number.or_else(|| self.by_title(title))
    }

    /// The entry whose words a title repeats.
    pub(super) fn by_title(&self, title: &Title) -> Option<usize> {
        let best = self.entries.iter().enumerate().map(|(i, e)| (i, e.like.like(title)));
        best.filter(|(_, like)| *like >= ALIKE).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }
}

/// Titles are the same when their three-letter pieces agree to this part; from .60 to .72 it makes no difference.
pub(super) const ALIKE: f64 = 0.66;

/// The cells of a row of a table.
pub(in crate::rules) fn cells(text: &Text, line: &Line) -> Vec<Range<usize>> {
    let words = text.get(line.range.clone());
    // Columns of plain text stand apart by two spaces or more.
    let edge = usize::from(words.starts_with('|') && words.ends_with('|') && words.len() > 1);
    let words = words.get(edge..words.len() - edge).unwrap_or("");
    let (between, plain) = if words.contains('|') { ("|", false) } else { ("  ", true) };
    let mut out = Vec::new();
    let mut at = line.range.start + edge;
    for cell in words.split(between) {
        let lead = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        if !plain || !trimmed.is_empty() {
            out.push(at + lead.min(cell.len())..at + lead.min(cell.len()) + trimmed.len());
        }
        at += cell.len() + between.len();
    }
    out
}
