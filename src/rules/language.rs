//! The language of the text. `whatlang` tells languages apart; which of the two forms of
//! Norwegian it is, the words that only one of them has tell better.

use super::Rule;
use super::reading::Reading;
use crate::model::{Field, Language};
use crate::pattern::{Pattern, slice, words::words};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use whatlang::Lang;

pub(super) static RULES: &[&Rule] = &[&LANG01, &LANG02, &LANG03, &LANG04];

/// The words that only bokmål has.
macro_rules! bokmål {
    () => {
        r"ikke|fra|være|vært|hvordan|hva|hvor|hvorfor|hvilke[nt]?|hvert?|noen?|noe|bare|sammen|ble|gjøre[sr]?|virksomhet\p{L}*|økt|økes|mer|flere|tjeneste\p{L}*|bevilgning\p{L}*|tilskudd\p{L}*|de|en|et|vurdering(?:en|er)|departementets|innen\p{L}*|uten|utenfor|senest|selv|hilsen|innledning\p{L}*|legges|følges|\p{L}{2,}parametere|\p{L}{3,}(?:inger|ingene|lig|lige|ligere|het|heten|heter|[rtg]ende)"
    };
}

/// The words that only nynorsk has.
macro_rules! nynorsk {
    () => {
        r"ikkje|frå|vere|vore|korleis|kva|kven|kvar|kvart|kvifor|nokon|nokre|noko|berre|saman|vart|vert|blei|vorte|gjere|gjer|verksemd\p{L}*|auk(?:e|a|ar)|òg|meir|fleire|teneste\p{L}*|løyving\p{L}*|tilskot\p{L}*|dei|ein|ei|eit|me|desse|vurderingar|innan\p{L}*|utan|utanfor|seinast|sjølve?|førre|dykk|dykkar|dekte|helsing|innleiing\p{L}*|høve|medan|\p{L}*parametrar|leiar\p{L}*|rutinar|\p{L}{3,}(?:ingar|ingane|arar|arane|semd|semda|leik|leiken|leg|legare|heit|heita|heiter|[dfghjkmnprstv]ande)|\p{L}{2,}(?:[kg]j|[deæø]r)ast|\p{L}{2,}[kg]jer?|\p{L}{3,}[dgklnprst]ane"
    };
}

/// The words that only Danish has.
macro_rules! danish {
    () => {
        r"af|efter|blev|mellem|uden|kun|hvad|nogle|bliver|herefter|beløb|opgave\p{L}*"
    };
}

/// Two words in a row that only Danish has.
macro_rules! danish_rows {
    () => {
        r"sig\s+selv|kroner\s+er"
    };
}

/// The first words of those.
macro_rules! danish_row_beginnings {
    () => {
        r"sig|kroner"
    };
}

/// The pattern of these words.
macro_rules! of_words {
    ($($words:expr),+) => {
        concat!(r"(?i)\b(?:", $($words),+, r")\b")
    };
}

/// The same for what is cut into words already.
macro_rules! whole {
    ($($words:expr),+) => {
        concat!("(?i)^(?:", $($words),+, ")$")
    };
}

static LANG01: Rule = Rule {
    code: "LANG01",
    summary: "Words of bokmål that nynorsk writes otherwise.",
    pattern: Pattern::new(of_words!(bokmål!())),
    finds: &[
        ("Det er ikke ferdig.", "ikke"),
        ("Opplysninger om drift", "Opplysninger"),
        ("Gjør det tydelig", "tydelig"),
        ("med en plan", "en"),
    ],
    leaves: &["Det er ikkje ferdig.", "Dette er også viktig.", "Verksemda skal sende finger."],
};

static LANG02: Rule = Rule {
    code: "LANG02",
    summary: "Words of nynorsk that bokmål writes otherwise.",
    pattern: Pattern::new(of_words!(nynorsk!())),
    finds: &[
        ("Det er ikkje ferdig.", "ikkje"),
        ("Opplysningar om drift", "Opplysningar"),
        ("Brukarane er med", "Brukarane"),
        ("Dette skal gjennomførast", "gjennomførast"),
        ("til offentleg bruk", "offentleg"),
        ("Supplerande tildelingsbrev", "Supplerande"),
        ("Tiltaka kan styrkje arbeidet", "styrkje"),
    ],
    leaves: &[
        "Det er ikke ferdig.",
        "Jernbane og kontrast i urbane strøk",
        "Fastlegene må sette skje og blande.",
        "Brukerne og kommunene blir med.",
    ],
};

static LANG03: Rule = Rule {
    code: "LANG03",
    summary: "Words of Danish that neither form of Norwegian writes so.",
    pattern: Pattern::new(of_words!(danish!(), "|", danish_rows!())),
    finds: &[("Det skete efter mødet.", "efter")],
    leaves: &["Det skjedde etter møtet."],
};

static LANG04: Rule =
    Rule::inference("LANG04", "No form of Norwegian and no Danish: the language that whatlang is sure of.");

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 60_000;

/// The language, or nothing where the text is too short to tell.
pub(super) fn language(reading: &Reading<'_>) -> Option<Field<Language>> {
    let body = reading.body();
    let sample = slice(body, 0..body.floor_char_boundary(SAMPLE));
    let info = whatlang::detect(sample)?;
    let [bokmål, nynorsk, danish] = count(sample);
    let (nb, nn, da) = (bokmål.words, nynorsk.words, danish.words);
    let counts = format!(
        "{nb} words of bokmål, {nn} of nynorsk, {da} of Danish; whatlang: {} {:.2}",
        info.lang().code(),
        info.confidence()
    );
    let (value, rule, found): (_, &Rule, _) = match info.lang() {
        Lang::Nob | Lang::Dan | Lang::Swe | Lang::Nld | Lang::Deu if nb.max(nn) >= 3 && nb.max(nn) > da => {
            if nn > nb {
                (Language::Nn, &LANG02, nynorsk)
            } else {
                (Language::Nb, &LANG01, bokmål)
            }
        }
        Lang::Nob => (Language::Nb, &LANG01, bokmål),
        Lang::Dan => (Language::Da, &LANG03, danish),
        lang if info.is_reliable() => {
            let value = match lang {
                Lang::Eng => Language::En,
                Lang::Swe => Language::Sv,
                _ => Language::Other,
            };
            let first = reading.blocks().first()?;
            return Some(reading.inferred(value, &LANG04, &first.range, counts));
        }
        _ => return None,
    };
    let range = found.first.or_else(|| Some(reading.blocks().first()?.range.clone()))?;
    Some(reading.inferred(value, rule, &range, counts))
}

/// How often the words of a rule stand in a text, and where first.
#[derive(Default)]
struct Count {
    words: usize,
    first: Option<Range<usize>>,
}

impl Count {
    fn add(&mut self, range: Range<usize>) {
        self.words += 1;
        self.first.get_or_insert(range);
    }
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// What was told of words, for the next text: it has many of the same.
#[derive(Default)]
struct Known(FxHashMap<Box<str>, [bool; 4]>);

impl Known {
    /// As many words are kept, and of at most this length.
    const MOST: usize = 30_000;
    const LONGEST: usize = 48;

    fn of(&mut self, word: &str, asked: impl Fn(&str) -> [bool; 4]) -> [bool; 4] {
        if let Some(known) = self.0.get(word) {
            return *known;
        }
        let told = asked(word);
        if word.len() <= Self::LONGEST {
            if self.0.len() >= Self::MOST {
                self.0.clear();
            }
            self.0.insert(word.into(), told);
        }
        told
    }
}

/// What the rules find in a text, each as its pattern would. The text is cut into words, and each word
/// asked about once: there are few of them, and they come again and again.
fn count(text: &str) -> [Count; 3] {
    static BOKMÅL: Pattern = Pattern::new(whole!(bokmål!()));
    static NYNORSK: Pattern = Pattern::new(whole!(nynorsk!()));
    static DANISH: Pattern = Pattern::new(whole!(danish!()));
    static BEGINNING: Pattern = Pattern::new(whole!(danish_row_beginnings!()));
    // Most words are of none.
    static ANY: Pattern =
        Pattern::new(whole!(bokmål!(), "|", nynorsk!(), "|", danish!(), "|", danish_row_beginnings!()));
    static DANISH_ROW: Pattern = Pattern::new(whole!(danish_rows!()));
    let asked = |word: &str| {
        if ANY.is_match(word) {
            [&BOKMÅL, &NYNORSK, &DANISH, &BEGINNING].map(|pattern| pattern.is_match(word))
        } else {
            [false; 4]
        }
    };
    let mut counts = <[Count; 3]>::default();
    // Where a row may have begun with the word before.
    let mut begun = None;
    for range in words(text) {
        let word = slice(text, range.clone());
        let [nb, nn, da, begins] = KNOWN.with_borrow_mut(|known| known.of(word, asked));
        let [bokmål, nynorsk, danish] = &mut counts;
        for (count, _) in [(bokmål, nb), (nynorsk, nn), (&mut *danish, da)].into_iter().filter(|(_, of)| *of)
        {
            count.add(range.clone());
        }
        let row = begun.map(|start| start..range.end);
        if let Some(row) = row.filter(|row| DANISH_ROW.is_match(slice(text, row.clone()))) {
            danish.add(row);
        }
        begun = begins.then_some(range.start);
    }
    counts
}
