//! Readings of a line as the numbered heading of a point; a line can have several.

use super::super::Rule;
use crate::genre::lines::Line;
use crate::genre::numbers::{Key, roman, year};
use crate::model::Text;
use crate::pattern::{Pattern, marker};
use regex::Captures;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&FAM01, &FAM02, &FAM03, &FAM04, &FAM05, &FAM06, &FAM07, &FAM08, &FAM09];

static FAM01: Rule = Rule {
    code: "FAM01",
    summary: "A line with a case number of a minute book, N/YY or N/YYYY, whatever stands before it: a word for a point, the name of the body, its letters.",
    pattern: Pattern::new(
        r"^(?P<prefix>[^\d]{0,70}?)(?P<value>(?P<n>\d{1,4})(?P<letter>[a-z])?\s?/\s?(?P<y>(?:19|20)\d{2}|\d{2}))(?P<sep>\s*[:.)]|\s+[–-])?(?:\s+|$|(?:\b))(?P<rest>[^\d/,].*)?$",
    ),
    finds: &[
        ("Sak 01/09 Godkjenning av innkalling", "01/09"),
        ("Ungdomsrådet 014/2021: Skatepark", "014/2021"),
        ("PS 6/26", "6/26"),
    ],
    leaves: &["Saken gjelder 2014", "Møtet varte fra 12 til 14"],
};

static FAM02: Rule = Rule {
    code: "FAM02",
    summary: "A line with a case number whose year stands first, YYYY/N.",
    pattern: Pattern::new(
        r"^(?P<prefix>(?i:(?:[\p{L}-]{0,20}sak(?:\s*nr\.?|snr\.?|snummer)?|punkt|pkt\.?)?\s*:?\s*|[A-ZÆØÅ]{2,5}\s*))(?P<value>(?P<y>(?:19|20)\d{2})\s?[/-]\s?(?P<n>\d{1,3}))(?P<sep>\s*[:.)]|\s+[–-])?(?:\s+|$)(?P<rest>[^\d/,].*)?$",
    ),
    finds: &[("Sak 2021/14 Budsjett", "2021/14"), ("2019/3: Valg av leder", "2019/3")],
    leaves: &["2019 var et godt år", "Arkivsak 2019/1234 Valg"],
};

static FAM03: Rule = Rule {
    code: "FAM03",
    summary: "A line with a word for a point and a case number with a hyphen, N-YY.",
    pattern: Pattern::new(
        r"^(?P<prefix>(?i:[\p{L}-]{0,20}sak(?:\s*nr\.?|snr\.?|snummer)?|punkt|pkt\.?)\s*:?\s*)(?P<value>(?P<n>\d{1,3})\s?[-–.]\s?(?P<y>(?:19|20)\d{2}|\d{2}))(?P<sep>\s*[:.)]|\s+[–-])?(?:\s+|$)(?P<rest>\D.*)?$",
    ),
    finds: &[("Sak nr. 34-22 Budsjett", "34-22"), ("Sak 5-2019", "5-2019")],
    leaves: &["Møtet 10-12 Budsjett", "34-22 Budsjett"],
};

static FAM04: Rule = Rule {
    code: "FAM04",
    summary: "A line that begins with a number of up to five levels, `2.`, `3.1)`, `4a`, and goes on as a title does.",
    pattern: Pattern::new(
        r"^(?P<value>(?P<n>\d{1,3}(?:\.\d{1,2}){0,4})(?P<letter>[a-z])?)(?P<sep>\s*[.):]|\s+[–-])?(?P<gap>\s*)(?P<rest>[\p{Lu}\d«”“\x22'’(\[#].*|\p{Ll}.*)?$",
    ),
    finds: &[
        ("2. Regnskap", "2"),
        ("3.1 Innkjøp", "3.1"),
        ("112 – Eventuelt", "112"),
        ("4a Valg av leder", "4a"),
    ],
    leaves: &["Punkt uten nummer", "Omtrent 12 saker"],
};

static FAM05: Rule = Rule {
    code: "FAM05",
    summary: "A line with a word for a point, or two to five capitals, and a number: `Sak 4: …`, `Vedtakspunkt 2 …`, `O 12 …`.",
    pattern: Pattern::new(
        r"^(?P<prefix>(?:(?i:[\p{L}-]{0,20}(?:saksnummer|saksnr\.?|sak\s*nr\.?|sak|punkt\s*nr\.?|punkt)|pkt\.?|ad\.?(?:\s+(?:sak|punkt|pkt\.?))?|tema|agenda|dagsordens?\s?punkt|post)|[A-ZÆØÅ]{2,5})\s*:?\s*[#-]?\s?)(?P<value>(?P<n>\d{1,3}(?:\.\d{1,2}){0,3})(?P<letter>[a-z])?)(?P<sep>\s*[.):]|\s+[–-])?(?:\s+|$)(?P<rest>[^\d/].*)?$",
    ),
    finds: &[("Sak 4: Økonomi", "4"), ("Dagsordenspunkt 2 Status", "2"), ("Ad pkt. 7 Leie", "7")],
    leaves: &["Saken 3 ganger utsatt", "Rom 3: Økonomi"],
};

static FAM06: Rule = Rule {
    code: "FAM06",
    summary: "A line with a Roman number in capitals, alone or after a word for a point.",
    pattern: Pattern::new(
        r"^(?P<prefix>(?i:sak|punkt|pkt\.?|del)\s+)?(?P<value>[IVX]{1,5})(?P<sep>[.):]|\s+[–-])?(?:\s+|$)(?P<rest>[\p{Lu}\d«”“\x22(].*)?$",
    ),
    finds: &[("IV. Regnskap", "IV"), ("II Status", "II")],
    leaves: &["I møtet deltok alle", "Vi møttes"],
};

static FAM07: Rule = Rule {
    code: "FAM07",
    summary: "A line with a capital letter as its number: `A. …`, `B) …`.",
    pattern: Pattern::new(
        r"^(?P<prefix>(?i:sak|punkt)\s+)?(?P<value>[A-HJ-U])(?P<sep>[.):])\s+(?P<rest>\p{Lu}\p{L}+.*)$",
    ),
    finds: &[("A. Regnskap for året", "A"), ("B) Valg", "B")],
    leaves: &["A Regnskap", "A. K. Ødegård"],
};

static FAM08: Rule = Rule {
    code: "FAM08",
    summary: "Words before a number by which a line refers to a case rather than heads it: a proposal, a recommendation, a reference.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s)(?:i|av|til|under|om|for|fra|frå|jf\.?|jfr\.?|se|sjå|etter|mot|per|pr\.?|med|som|og|kl\.?|vedtak|kap\.?|post|§|[\p{L}-]*møte\p{L}*\s+nr\.|dato:?|tid:?|ref\.?:?|arkiv\p{L}*\.?:?|arkivsak\p{L}*\.?:?|side|tlf\.?:?|[\p{L}-]*møte\p{L}*|protokoll|referat|meld\.|innst\.|prop\.|kr\.?)\s*(?:sak(?:en|a)?\s*(?:nr\.?)?)?\s*$|\p{L}{3,}[.!?;]\s|,.*,",
    ),
    finds: &[("Det vises til vedtak i sak ", " i sak "), ("Møtebok ", "Møtebok ")],
    leaves: &["Sak ", "Plan- og ungdomsutvalget ", "Sak nr. "],
};

static FAM09: Rule = Rule {
    code: "FAM09",
    summary: "Words after a number that say how a vote ended, or go on with a sentence: no title.",
    pattern: Pattern::new(
        r"^(?:(?i:enst(?:emmig|\.)|vedtatt|utsatt\s+til)|ble|blei|vart|er|var|mot\s+\d|stemmer|prosent|år|kr\b|kroner|mill|dager|timer|min|minutt|stk|pers|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|tertial|kvartal|halvår|ganger|gangs|og|eller|i|av|til)\b",
    ),
    finds: &[("Enstemmig vedtatt", "Enstemmig"), ("ble utsatt", "ble"), ("mai 2014", "mai")],
    leaves: &["Valg av leder", "Årsregnskap 2014"],
};

/// The shape of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Form {
    /// N/YY.
    Case,
    /// YYYY/N.
    YearFirst,
    /// N-YY.
    Hyphen,
    /// Levels of figures.
    Levels,
    /// Roman.
    Roman,
    /// A capital letter.
    Letter,
}

/// One reading of a line as a numbered heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Index of the line.
    pub(super) line: usize,
    pub(super) rule: &'static Rule,
    pub(super) form: Form,
    /// The words before the number, in small letters.
    pub(super) prefix: String,
    pub(super) key: Key,
    /// The number as printed.
    pub(super) printed: Range<usize>,
    /// The title on the line.
    pub(super) rest: Range<usize>,
    /// What stands between number and title.
    pub(super) sep: Option<char>,
    /// Whether the format, or bold type, makes the line a heading.
    pub(super) marked: bool,
    /// How much the line looks like a heading where it stands; filled in when its neighbours are known.
    pub(super) looks: f64,
}

impl Candidate {
    /// The pattern of the line as it stands: `Sak N/09: Title`.
    pub(super) fn shape(&self) -> String {
        let number = match self.form {
            Form::Case => format!("N/{}", self.key.year.map_or(String::new(), |y| y.to_string())),
            Form::YearFirst => format!("{}/N", self.key.year.map_or(String::new(), |y| y.to_string())),
            Form::Hyphen => "N-YY".to_owned(),
            Form::Levels => "N".to_owned(),
            Form::Roman => "I".to_owned(),
            Form::Letter => "A".to_owned(),
        };
        let sep = self.sep.map_or(String::new(), |c| c.to_string());
        format!("{}{}{number}{sep} …", if self.marked { "# " } else { "" }, self.prefix)
    }
}

/// A line longer than this heads nothing.
const LONGEST: usize = 260;

/// Every reading of every line.
pub(super) fn candidates(text: &Text, lines: &[Line]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = text.get(line.range.clone());
        if line.row
            || words.len() > LONGEST
            || !words.contains(|c: char| c.is_ascii_digit() || c.is_uppercase())
        {
            continue;
        }
        let offset = line.range.start;
        let marked = line.level.is_some() || line.strong;
        let add = |out: &mut Vec<Candidate>, rule: &'static Rule, form: Form| {
            let Some(c) = rule.pattern.captures(words) else { return false };
            let Some(found) = candidate(&c, rule, form, at, offset, marked, line.bullet) else {
                return false;
            };
            out.push(found);
            true
        };
        let digits = words.contains(|c: char| c.is_ascii_digit());
        if digits {
            let case = words.contains('/')
                && (add(&mut out, &FAM02, Form::YearFirst) || add(&mut out, &FAM01, Form::Case));
            if !case && !add(&mut out, &FAM03, Form::Hyphen) && !add(&mut out, &FAM05, Form::Levels) {
                add(&mut out, &FAM04, Form::Levels);
            }
        }
        if !line.bullet {
            let _ = add(&mut out, &FAM06, Form::Roman) || add(&mut out, &FAM07, Form::Letter);
        }
    }
    out
}

fn candidate(
    c: &Captures<'_>,
    rule: &'static Rule,
    form: Form,
    line: usize,
    offset: usize,
    marked: bool,
    bullet: bool,
) -> Option<Candidate> {
    let get = |name: &str| c.name(name).map_or("", |m| m.as_str());
    let prefix = get("prefix");
    let rest = get("rest");
    if form != Form::Levels && FAM08.matches(prefix) {
        return None;
    }
    if form == Form::Case && !prefix.is_empty() {
        let first = prefix.trim_start_matches(['"', '«', '(']).chars().next();
        let code = prefix.ends_with(char::is_uppercase);
        if !first.is_some_and(char::is_uppercase)
            || !(code || prefix.ends_with([' ', '-', '–', ':', '\t', '\u{a0}', '*']))
        {
            return None;
        }
    }
    if FAM09.matches(rest) && !marked {
        return None;
    }
    let sep = get("sep").trim().chars().next();
    let first = rest.chars().next();
    let key = match form {
        Form::Case | Form::YearFirst | Form::Hyphen => {
            let year = year(get("y"))?;
            if form == Form::Case && get("y").len() == 2 && !(1990..=2059).contains(&year) {
                return None;
            }
            let mut parts = vec![get("n").parse().ok()?];
            parts.extend(letter(get("letter")));
            Key { year: Some(year), parts }
        }
        Form::Levels => {
            let mut parts: Vec<u32> = get("n").split('.').map_while(|p| p.parse().ok()).collect();
            parts.extend(letter(get("letter")));
            // A number alone on its line counts nothing without a word for a point.
            if rest.is_empty() && prefix.is_empty() && !marked {
                return None;
            }
            // Money, dates and measures: `1 000`, `12.05.2004`, `3.5`.
            if first.is_some_and(|f| f.is_ascii_digit()) && sep != Some(':') && !marked {
                return None;
            }
            if first.is_some_and(char::is_lowercase) && prefix.is_empty() && !marked {
                return None;
            }
            let glued = prefix.is_empty() && get("gap").is_empty() && !rest.is_empty() && sep.is_none();
            if glued && get("letter").is_empty() {
                return None;
            }
            // `2019 Valg` is a year; a plain number without a sign asks for a title.
            let deep = parts.len() > 1 && rest.len() <= 100 && !rest.ends_with('.');
            if prefix.is_empty() && sep.is_none() && !marked && !deep && !is_title(rest) {
                return None;
            }
            Key::plain(parts)
        }
        Form::Roman => {
            if rest.is_empty() && !marked && sep.is_none() && prefix.is_empty() {
                return None;
            }
            if sep.is_none() && !is_title(rest) {
                return None;
            }
            Key::plain(vec![roman(get("value"))?])
        }
        Form::Letter => Key::plain(vec![u32::from(get("value").chars().next()?) - u32::from('A') + 1]),
    };
    let value = c.name("value")?;
    let end = c.get(0)?.end();
    let rest_at = c.name("rest").map_or(end, |m| m.start());
    let prefix = prefix.trim_start_matches(['"', '«', '(']);
    Some(Candidate {
        line,
        rule,
        form,
        prefix: prefix.to_lowercase(),
        key,
        printed: offset + value.start()..offset + value.end(),
        rest: offset + rest_at..offset + end,
        sep,
        marked,
        looks: if bullet { -0.5 } else { 0.0 },
    })
}

fn letter(printed: &str) -> Option<u32> {
    let letter = printed.chars().next()?;
    Some(u32::from(letter) - u32::from('a') + 1)
}

static SENTENCES: Pattern = Pattern::new(r"\.\s+\p{Lu}");

/// Short, and without the punctuation or the verbs of a sentence.
pub(super) fn is_title(words: &str) -> bool {
    words.chars().count() <= 110
        && !words.ends_with('.')
        && !SENTENCES.is_match(words)
        && (words.ends_with('?') || !marker::has_finite_verb(words))
}
