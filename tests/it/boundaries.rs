//! Patterns are searched for loosely first, and words are counted without a pattern: both must find what the
//! regular expression finds, above all beside letters that are not ASCII.

use super::support::record;
use proptest::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;
use styringsarkiv::model::Language;
use styringsarkiv::outline::{BlockKind, outline};
use styringsarkiv::pattern::{Pattern, sieve::Sieve, words::words};
use styringsarkiv::rules::{self, Rule};

/// What stands between and inside words, and what makes letters stand there.
const GLUE: &[&str] = &[
    "æ", "ø", "å", "Å", "é", "ò", "1", "_", "-", " ", "  ", "\n", "\n\n", ".", ". ", "\u{301}", "\u{200d}",
    "«", "»", "–", "(", ")", ":", "?", "ſ", "\u{212a}", "日", "½", "s", "og ",
];

/// Lines in which rules find something, with glue put anywhere, one after the other.
fn text() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = rules::all()
        .iter()
        .flat_map(|r| r.finds.iter().map(|(line, _)| *line).chain(r.leaves.iter().copied()))
        .collect();
    let glue = (any::<prop::sample::Index>(), prop::sample::select(GLUE));
    let line = (prop::sample::select(lines), prop::collection::vec(glue, 0..4)).prop_map(|(line, glue)| {
        let mut line = line.to_owned();
        for (at, glue) in glue {
            let at = at.index(line.len() + 1);
            line.insert_str(line.floor_char_boundary(at), glue);
        }
        line
    });
    let between = prop::sample::select(&["", " ", "\n", "\n\n", "æ", ". "][..]);
    prop::collection::vec((line, between), 1..6)
        .prop_map(|lines| lines.into_iter().map(|(line, between)| line + between).collect())
}

/// The ranges of all groups of all matches.
fn groups<'t>(all: impl Iterator<Item = regex::Captures<'t>>) -> Vec<Vec<Option<Range<usize>>>> {
    all.map(|c| c.iter().map(|m| m.map(|m| m.range())).collect()).collect()
}

fn same(pattern: &Pattern, text: &str) {
    let regex = pattern.regex().unwrap();
    let wanted = groups(regex.captures_iter(text));
    let source = pattern.source();
    assert_eq!(groups(pattern.captures_iter(text)), wanted, "{source} in {text:?}");
    assert_eq!(
        groups(pattern.captures(text).into_iter()),
        wanted[..wanted.len().min(1)],
        "{source} in {text:?}"
    );
    let whole: Vec<_> = wanted.iter().map(|m| m[0].clone().unwrap()).collect();
    assert_eq!(pattern.find_iter(text).map(|m| m.range()).collect::<Vec<_>>(), whole, "{source} in {text:?}");
    assert_eq!(pattern.find(text).map(|m| m.range()).as_ref(), whole.first(), "{source} in {text:?}");
    assert_eq!(pattern.is_match(text), !whole.is_empty(), "{source} in {text:?}");
}

#[test]
fn a_boundary_is_where_a_word_begins_or_ends() {
    static PATTERNS: [Pattern; 12] = [
        Pattern::new(r"\bskal\b"),
        Pattern::new(r"(?i)\b(?:er|må|ær|få|bes)\b"),
        Pattern::new(r"\bmå\b[^?!]{0,20}?\b(?:sende|få)\b"),
        Pattern::new(r"(?i)\b\p{L}{2,}loven\b(?:\s§\s?\d+[a-z]?\b)?"),
        Pattern::new(r"\b(?P<value>Prop\.\s\d{1,3})"),
        Pattern::new(r"^\p{L}+\b|\b\d{2}$"),
        Pattern::new(r"(?:^|\s)\bå\b\s*$"),
        Pattern::new(r"\b(?:a\b|æ)?\b(?:§|å)\b"),
        Pattern::new(r"(?:\bmå\b\s?){1,3}"),
        Pattern::new(r"(?m)^(?:\p{Lu}\p{L}*\b\s?)+$"),
        Pattern::new(r"\Bå\B|\bå\b"),
        Pattern::new(r"\b"),
    ];
    let texts = [
        "",
        "å",
        "må",
        "skal",
        "askal skala åskal skalå skal",
        "skal_ _skal skal1 1skal skal",
        "måned må, måå åmå MÅ må",
        "besøk bes å få bes",
        "må så sende må så få må",
        "e\u{301}r er\u{301} er",
        "ÆR Er bær få",
        "grunnloven § 1 grunnlovenå straffeloven § 2å straffeloven §2a",
        "Prop. 1 åProp. 2 xProp. 3 (Prop. 4)",
        "æ å § å",
        "må må måmå må",
        "Å Æ Bø\nø Å\nBø",
        "æ 12",
        "år 12",
        " å ",
    ];
    let rejected = format!("{} Prop. 2", "åProp. 1 ".repeat(40));
    for pattern in &PATTERNS {
        for text in texts.into_iter().chain([rejected.as_str()]) {
            same(pattern, text);
        }
    }
}

/// Checks that what sieves of the rules hold back does not match.
fn sieved(text: &str) {
    static SIEVES: OnceLock<Vec<(Sieve, Vec<&'static Rule>)>> = OnceLock::new();
    let sieves = SIEVES.get_or_init(|| {
        let sieve = |rules: &[&'static Rule]| Sieve::of(rules.iter().map(|rule| &rule.pattern));
        rules::all().chunks(64).map(|rules| (sieve(rules), rules.to_vec())).collect()
    });
    for (sieve, rules) in sieves {
        let passed = sieve.pass(text);
        for (place, rule) in rules.iter().enumerate().filter(|(place, _)| !passed.has(*place)) {
            assert!(!rule.matches(text), "{} ({place}) in {text:?}", rule.code);
        }
    }
}

#[test]
fn a_sieve_holds_back_what_cannot_match() {
    static PATTERNS: [Pattern; 6] = [
        Pattern::new(r" (?:skal|må) (?:[^ .]+ ){0,3}?(?:lage|utrede)[ .]"),
        Pattern::new(r"(?i)\b(?:årsrapport|ås)(?:en)?\b"),
        Pattern::new(r"(?i)kske+|[a-d]ø"),
        Pattern::new(r"\d+|\p{Lu}"),
        Pattern::new(r"^(?:tid)?sted: "),
        Pattern::new(r"(?:ett|to){2}"),
    ];
    let sieve = Sieve::of(PATTERNS.iter());
    let passed = |text: &str| {
        let passed = sieve.pass(text);
        (0..PATTERNS.len()).filter(|place| passed.has(*place)).collect::<Vec<_>>()
    };
    assert_eq!(passed(""), [3]);
    assert_eq!(passed(" etaten skal sende planen . "), [3]);
    assert_eq!(passed(" etaten skal lage planen . "), [0, 3]);
    assert_eq!(passed("ÅRSRAPPORTEN"), [1, 3]);
    assert_eq!(passed("ås"), [1, 3]);
    assert_eq!(passed("KSKE dØ sted: etto"), [2, 3, 4, 5]);
    // Letters that only patterns without case know as others.
    assert_eq!(passed("\u{212a}ſke"), [0, 1, 2, 3, 4, 5]);
    // Those after the 64th are never held back.
    let many: Vec<Pattern> = (0..70).map(|_| Pattern::new("lage")).collect();
    let passed = Sieve::of(many.iter()).pass("sende");
    assert_eq!((0..70).filter(|place| passed.has(*place)).collect::<Vec<_>>(), (64..70).collect::<Vec<_>>());
}

#[test]
fn words_are_what_boundaries_part() {
    let cut = |text: &'static str| words(text).map(|r| &text[r]).collect::<Vec<_>>();
    assert_eq!(cut(""), Vec::<&str>::new());
    assert_eq!(cut(" – "), Vec::<&str>::new());
    assert_eq!(cut("å"), ["å"]);
    assert_eq!(cut("ikke_så 2år, IKT-løsning…«òg»"), ["ikke_så", "2år", "IKT", "løsning", "òg"]);
    assert_eq!(cut("e\u{301}n ½ to"), ["e\u{301}n", "to"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_finds_what_its_regular_expression_finds(text in text()) {
        for rule in rules::all().into_iter().filter(|r| !r.infers()) {
            same(&rule.pattern, &text);
        }
    }

    #[test]
    fn a_sieve_holds_back_no_rule_that_matches(text in text()) {
        sieved(&text);
    }

    #[test]
    fn words_are_counted_as_the_patterns_count_them(text in text()) {
        counted(&format!("Dette er ikke en plan, og den skal ikke sendes nå. {text}"));
    }
}

fn rule(code: &str) -> &'static Rule {
    rules::all().into_iter().find(|r| r.code == code).unwrap()
}

/// Checks the counts that the evidence of the language names, and that it quotes the first of the words.
fn counted(line: &str) {
    let Some(found) = record(line).language else { return };
    let evidence = found.evidence.unwrap();
    let Some((counts, _)) = evidence.note.as_deref().and_then(|n| n.split_once("; whatlang")) else { return };
    let text = super::support::clean(line);
    if outline(&text).blocks.iter().any(|b| b.kind == BlockKind::Note) {
        return; // Footnotes are not counted.
    }
    let [nb, nn, da] = ["LANG01", "LANG02", "LANG03"]
        .map(|code| rule(code).pattern.regex().unwrap().find_iter(text.as_str().trim_end()).count());
    assert_eq!(counts, format!("{nb} words of bokmål, {nn} of nynorsk, {da} of Danish"), "{line:?}");
    if matches!(found.value, Language::Nb | Language::Nn | Language::Da)
        && let Some(first) = rule(&evidence.rule).pattern.regex().unwrap().find(text.as_str())
    {
        assert_eq!(evidence.quote, first.as_str(), "{line:?}");
    }
}

#[test]
fn words_are_counted_that_stand_alone() {
    let lines = [
        "Ikke nå. Det er ikke, og IKKE ikke_ 1ikke ikke1 ikkeå åikke -ikke- «ikke» en",
        "ikke en plan for å få det til, og det er ikke noe å si på det",
        "Dette er noko som òg kan vere ein del av det, ÒG frå i fjor, ikkje sant, og det vert òg",
        "De ble økt. ØKT økta økt\u{301} økt, være VÆRE været være",
        "Det skete efter mødet, som blev holdt uden at nogle af dem var enige om sig selv, sig  selv, sig\nselv, sig, selv",
        "af hvad de efter mødet fik: kroner er kroner, kroner\u{a0}er, Kroner ER, og beløb kroner er. sig selvå åsig selv",
        "Virksomhetsåret og virksomheten er lik; åpningsinger, løpende og små",
        "styringsparametrar er løyvingå og utanfor, brukarane, brukarane1",
    ];
    lines.into_iter().for_each(counted);
    // And once by hand, so that both sides cannot be wrong alike.
    let found = record("Det er ikke nå, IKKE da, og ikke_ ikke1 åikke ikkeå er noe å være redd for.")
        .language
        .unwrap();
    let note = found.evidence.unwrap().note.unwrap();
    assert!(note.starts_with("4 words of bokmål, 0 of nynorsk, 0 of Danish"), "{note}");
}
