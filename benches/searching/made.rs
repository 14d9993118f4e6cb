//! Documents, made up: letters and minutes as long as real ones, with the words, units, facets and numbers
//! that are searched for. What rules would find is composed with them.

use crate::words::Vocabulary;
use serde_json::{Value, json};
use styringsarkiv::archive::{Facts, State};
use styringsarkiv::likeness::Sketch;
use styringsarkiv::model::{
    Document, MEETING_TYPES, Origin, Place, Printed, Sheet, Span, Text, TextBuilder, TextLine,
};
use styringsarkiv::passages::{PARTS, Passage};
use styringsarkiv::registry::registry;

#[path = "../../tests/described/random/rng.rs"]
#[allow(dead_code)] // The other users take the other parts.
mod rng;
pub use rng::Rng;

/// The years of the archive.
pub const YEARS: (usize, usize) = (2003, 2026);
/// How many code points a printed line has.
const LINE: usize = 90;
/// How many printed lines a page has.
const PAGE: usize = 40;

/// What sentences speak of; those that come first come most often.
pub const PHRASES: [&str; 30] = [
    "i løpet av året",
    "departementet legger til grunn at",
    "innenfor gjeldende økonomiske rammer",
    "modernisering av IKT-systemene",
    "departementet tok orienteringen til etterretning",
    "mål og resultatkrav",
    "sykefravær i egen virksomhet",
    "digital sikkerhet",
    "universell utforming",
    "bruk av kunstig intelligens",
    "samarbeid med kommunene",
    "beredskap ved bortfall av strøm",
    "inkludering i arbeidslivet",
    "gevinster av digitalisering",
    "saksbehandlingstid i klagesaker",
    "felles anskaffelser",
    "deling av data",
    "arkiv og journalføring",
    "risiko og vesentlighet",
    "reisevirksomhet og utslipp",
    "opplæring av ledere",
    "en plan for året",
    "barn og unge i utsatte områder",
    "tilsyn med arbeidsforholdene",
    "sikring av bygg",
    "nasjonal strategi for havbruk",
    "lærlinger i staten",
    "oppfølging av Riksrevisjonens merknader",
    "konsulentbruk og egen kompetanse",
    "klimatilpasning i sårbare områder",
];

/// A document, ready for both indexes.
pub struct Made {
    pub document: Document,
    pub text: Text,
    pub passages: Vec<Passage>,
    pub state: State,
    /// The number of the case that it stands under.
    pub case: String,
    /// A sum that stands in it.
    pub sum: String,
}

/// Composes one document.
struct Composer<'v> {
    words: &'v Vocabulary,
    rng: Rng,
    text: TextBuilder,
    lines: usize,
    /// Byte and code point at which the next line begins.
    at: (usize, usize),
    passages: Vec<Passage>,
    heading: String,
    /// What this document speaks of again and again.
    about: Vec<u32>,
    year: usize,
    case: String,
    sum: String,
    units: [Vec<Value>; PARTS.len()],
}

/// The document with this number.
pub fn make(number: usize, words: &Vocabulary) -> Made {
    let mut rng = Rng::new(number as u64);
    let year = rng.between(YEARS.0, YEARS.1);
    let agency = rng.pick(registry().agencies());
    let date = format!("{year}-{:02}-{:02}", rng.between(1, 12), rng.between(1, 28));
    let ministries = registry().ministries();
    // An agency stands under one ministry or, some years, another.
    let under = agency.name.len() * 7 + usize::from(rng.chance(20));
    let ministry = ministries.iter().cycle().skip(under % ministries.len()).find_map(|m| m.name_on(&date));
    let ministry = ministry.map_or("", |m| m.name.as_str());
    let kind = match rng.between(0, 99) {
        0..50 => "referat",
        50..90 => "tildelingsbrev",
        90..97 => "supplerende_tildelingsbrev",
        _ => "instruks",
    };
    let meeting = (kind == "referat").then(|| *rng.pick(&MEETING_TYPES[..rng.clone().between(2, 6)]));
    let scanned = rng.chance(15);
    let sheets = (1..=60).map(|n| Sheet {
        number: n,
        page: n,
        size: Some((595.0, 842.0)),
        origin: if scanned { Origin::Ocr } else { Origin::Text },
    });
    let case = format!("{year}/{}-{}", rng.between(1, 6000), rng.between(1, 40));
    let about = (0..30).map(|_| words.draw_rare(&mut rng)).collect();
    let mut c = Composer {
        words,
        text: TextBuilder::new(sheets.collect()),
        lines: 0,
        at: (0, 0),
        passages: Vec::new(),
        heading: String::new(),
        about,
        year,
        sum: String::new(),
        case,
        units: Default::default(),
        rng,
    };
    let title = match meeting {
        Some(meeting) => format!("Referat fra {meeting} med {} {year}", agency.name),
        None => format!(
            "{} til {} for {year}",
            if kind == "instruks" { "Instruks" } else { "Tildelingsbrev" },
            agency.name
        ),
    };
    c.push(8, &title);
    c.push(11, &format!("Vår ref. {}, dato {date}", c.case.clone()));
    if meeting.is_some() {
        c.minutes();
    } else {
        c.letter();
    }
    let text = std::mem::take(&mut c.text).finish();
    let id = format!("{:016x}", (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let stated = |value: Value, quote: &str| {
        json!({"value": value, "basis": "stated", "evidence":
        {"rule": "MADE01", "span": {"page": 1, "start": 0, "end": quote.chars().count()}, "quote": quote}})
    };
    let pages = c.lines / PAGE + 1;
    let units = std::mem::take(&mut c.units);
    let mut units = units.into_iter();
    let mut next = || units.next().unwrap_or_default();
    let document = json!({
        "id": id,
        "source": {"path": format!("{ministry}/{}/{id}.pdf", agency.name), "sha256": id.repeat(4),
            "bytes": 90_000, "media_type": "application/pdf", "pages": pages,
            "ocr_pages": if scanned { (1..=pages).collect() } else { Vec::new() }},
        "kind": stated(json!(kind), &title),
        "meeting_type": meeting.map(|m| stated(json!(m), &title)),
        "year": stated(json!(year), &title),
        "date": stated(json!(date), &title),
        "ministries": [stated(json!(ministry), &title)],
        "agency": stated(json!(agency.name), &title),
        "language": null,
        "title": stated(json!(title), &title),
        "oppdrag": next(), "conclusions": next(), "agenda_items": next(), "goals": next(),
        "indicators": next(), "key_information": next(), "reporting_requirements": next(),
        "budget_lines": [], "references": [], "abbreviations": [], "warnings": [],
    });
    let document: Document = serde_json::from_value(document).unwrap();
    let state = State {
        file: format!("/archive/{}", document.source.path),
        path: document.source.path.clone(),
        bytes: 90_000,
        modified: number as i128,
        sha256: id.repeat(4),
        given: String::new(),
        extraction: id.repeat(4),
        twins: Vec::new(),
        parent: None,
        holds: false,
        unread: false,
        sketch: Sketch::of(text.as_str()),
        facts: Facts::of(&document),
        version_of: None,
    };
    Made { document, text, passages: c.passages, state, case: c.case, sum: c.sum }
}

impl Composer<'_> {
    fn push(&mut self, part: usize, line: &str) -> Span {
        let start = if self.at.0 == 0 { (0, 0) } else { (self.at.0 + 2, self.at.1 + 2) };
        let mut printed = Vec::new();
        let (mut from, mut length) = (0, 0);
        for (byte, c) in line.char_indices() {
            length += 1;
            if byte + c.len_utf8() == line.len() || length >= LINE && c == ' ' {
                let (sheet, row) = ((self.lines / PAGE).min(59), (self.lines % PAGE) as f32);
                let top = 70.0 + row * 17.5;
                let place =
                    Place { left: 71.0, top, right: 71.0 + length as f32 * 5.05, bottom: top + 11.25 };
                let range = from..byte + c.len_utf8();
                printed.push(Printed { range, sheet, place: Some(place), confidence: None });
                self.lines += 1;
                (from, length) = (byte + c.len_utf8(), 0);
            }
        }
        let page = printed.first().map_or(1, |p| p.sheet as u32 + 1);
        let printed_lines = printed.len();
        let shape = TextLine {
            range: 0..0,
            gap_before: true,
            page_top: false,
            indent: 0,
            printed_lines,
            hint: None,
            strong: None,
        };
        self.text.push(line, printed, &shape);
        let end = (start.0 + line.len(), start.1 + line.chars().count());
        self.at = end;
        let span = Span { page, start: start.1 as u32, end: end.1 as u32 };
        let oppdrag = part == 0;
        self.passages.push(Passage {
            text: line.to_owned(),
            span,
            part,
            part_id: (part < 7).then(|| format!("{:012x}", self.at.0 * 7919 + part)),
            heading: self.heading.clone(),
            has: if oppdrag { vec!["deadline".into(), "addressee".into()] } else { Vec::new() },
            deadline: oppdrag.then(|| (self.year as i64 * 10_000 + 101, self.year as i64 * 10_000 + 1231)),
        });
        if part == 8 {
            line.clone_into(&mut self.heading);
        }
        span
    }

    fn sentence(&mut self, out: &mut String) {
        let length = self.rng.between(6, 20);
        let phrase = if self.rng.chance(12) { self.rng.between(1, length - 2) } else { usize::MAX };
        let start = out.len();
        for at in 0..length {
            if at > 0 {
                out.push(if at > 4 && self.rng.chance(4) { ',' } else { ' ' });
                if out.ends_with(',') {
                    out.push(' ');
                }
            }
            if at == phrase {
                // The first ones come most often.
                let most = self.rng.between(1, PHRASES.len());
                out.push_str(PHRASES[self.rng.between(1, most) - 1]);
                continue;
            }
            let word = if self.rng.chance(12) {
                *self.rng.pick(&self.about)
            } else {
                self.words.draw(&mut self.rng)
            };
            out.push_str(self.words.word(word));
        }
        if let Some(first) = out[start..].chars().next() {
            let capital: String = first.to_uppercase().collect();
            out.replace_range(start..start + first.len_utf8(), &capital);
        }
        out.push_str(". ");
    }

    fn words(&mut self, sentences: usize) -> String {
        let mut out = String::with_capacity(sentences * 100);
        for _ in 0..sentences {
            self.sentence(&mut out);
        }
        match self.rng.between(0, 39) {
            0 => out.push_str(&format!("Det vises til brev i sak {}. ", self.case)),
            1 | 2 => {
                let (a, b) = (self.rng.between(1, 25), self.rng.between(1, 12));
                out.push_str(&format!("Jf. § {a}-{b} i loven. "));
            }
            3 => {
                let kap = self.chapter();
                out.push_str(&format!("Bevilgningen på {kap} er uendret. "));
            }
            4 => {
                let sum = self.amount();
                out.push_str(&format!("Det er satt av {sum} kroner. "));
                self.sum = sum;
            }
            _ => {}
        }
        out.truncate(out.trim_end().len());
        out
    }

    fn chapter(&mut self) -> String {
        let post = *self.rng.pick(&["01", "01", "01", "21", "22", "45", "60", "70"]);
        format!("kap. {} post {post}", 600 + self.rng.between(0, 70))
    }

    fn amount(&mut self) -> String {
        format!("{} {:03} 000", self.rng.between(1, 900), self.rng.between(0, 999))
    }

    fn heading(&mut self, number: &str) -> Span {
        let topic = *self.rng.pick(&PHRASES[3..]);
        let word = self.words.word(*self.rng.pick(&self.about)).to_owned();
        self.heading.clear();
        self.push(8, &format!("{number} {topic} og {word}"))
    }

    fn unit(&mut self, part: usize, line: &str, more: Value) {
        let span = self.push(part, line);
        let id = self.passages.last().and_then(|p| p.part_id.clone());
        let mut unit =
            json!({"id": id, "text": line, "span": span, "rule": "MADE01", "section": null, "number": null});
        if let (Some(unit), Value::Object(more)) = (unit.as_object_mut(), more) {
            unit.extend(more);
        }
        self.units[part].push(unit);
    }

    fn minutes(&mut self) {
        for item in 1..=self.rng.between(5, 9) {
            let heading = self.heading(&format!("{item}."));
            let from = self.at;
            for _ in 0..self.rng.between(2, 4) {
                let n = self.rng.between(2, 4);
                let line = self.words(n);
                self.push(2, &line);
            }
            let span = Span { page: heading.page, start: from.1 as u32 + 2, end: self.at.1 as u32 };
            let id = format!("{:012x}", from.0);
            self.units[2].push(json!({"id": id, "number": item.to_string(), "order": item, "name": null,
                "text": "", "span": span, "heading_span": heading, "inferred": false, "rule": "MADE01"}));
            if self.rng.chance(70) {
                let n = self.rng.between(1, 3);
                let line = format!("Konklusjon: {}", self.words(n));
                self.unit(1, &line, json!({"agenda_item": id, "marked_by": "Konklusjon:"}));
            }
        }
    }

    fn letter(&mut self) {
        for chapter in 1..=self.rng.between(4, 6) {
            self.heading(&format!("{chapter}"));
            for section in 1..=self.rng.between(2, 4) {
                self.heading(&format!("{chapter}.{section}"));
                for _ in 0..self.rng.between(2, 4) {
                    let n = self.rng.between(2, 5);
                    let line = self.words(n);
                    self.push(11, &line);
                }
                for _ in 0..self.rng.between(1, 5) {
                    self.listed(chapter);
                }
            }
        }
        for _ in 0..self.rng.between(4, 14) {
            let line = format!("{} Driftsutgifter {}", self.chapter(), self.amount());
            self.push(9, &line);
        }
    }

    fn listed(&mut self, chapter: usize) {
        let n = self.rng.between(1, 3);
        let words = self.words(n);
        match chapter {
            1 | 2 => self.unit(3, &words, Value::Null),
            3 => self.unit(4, &words, json!({"direction": null, "target": null})),
            4 | 5 => {
                let month = self.rng.between(2, 12);
                let day = format!("{}-{month:02}-01", self.year);
                let line = format!("{words} Frist: 1.{month}.{}.", self.year);
                let deadline = json!({"text": format!("1.{month}.{}", self.year), "from": day, "to": day, "precision": "day"});
                let more = json!({"section_title": null, "deadline": deadline, "deadlines": [deadline],
                    "addressees": [], "status": "assigned"});
                self.unit(0, &line, more);
            }
            _ => self.unit(6, &words, json!({"deadline": null})),
        }
    }
}
