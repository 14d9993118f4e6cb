//! Abbreviations that the document itself explains: `kvalifiseringsprogrammet (KVP)`.
//!
//! Patterns find where one can be explained; [`fit`] tells whether the letters are those of the words.

mod fit;

use super::Rule;
use super::ids::Ids;
use super::reading::Reading;
use crate::model::Abbreviation;
use crate::outline::Block;
use crate::pattern::{Pattern, slice};
use crate::registry::aliases::Aliases;
use crate::registry::registry;
use std::collections::HashSet;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[&ABB01, &ABB02, &ABB03, &ABB04, &ABB05, &ABB90, &ABB91, &ABB92];

static ABB01: Rule = Rule {
    code: "ABB01",
    summary: "A short form in parentheses after words that have its letters, or that are known to mean the same.",
    pattern: Pattern::new(
        r#"[\p{L}\p{N}]["»”]?\s\(["«“]?(?P<value>(?:\p{Lu}[\p{L}\p{N}]{0,7}[\p{Lu}\p{N}]\p{Ll}{0,3}|\p{Lu}\p{Ll}{2,6})(?:-\p{Ll}{2,20})?)["»”]?\)"#,
    ),
    finds: &[
        ("Kvalifiseringsprogrammet (KVP) er viktig", "KVP"),
        ("mottakere av arbeidsavklaringspenger (AAP)", "AAP"),
        ("varig tilrettelagt arbeid (VTA).", "VTA"),
        ("Integrerings- og mangfoldsdirektoratet (IMDi)", "IMDi"),
        ("Direktoratet for byggkvalitet (DiBK)", "DiBK"),
        ("Nasjonal kommunikasjonsmyndighet (Nkom)", "Nkom"),
        ("en risiko- og sårbarhetsanalyse (ROS-analyse)", "ROS-analyse"),
        ("forskning og utvikling («FoU»)", "FoU"),
    ],
    leaves: &[
        "innen fristen (jf. kap. 3)",
        "se tabell (se vedlegg 2)",
        "proposisjonen (Prop. 1 S)",
        "året (2017)",
        "punkt (a)",
        "beløpet (i 1000 kr)",
        "tre (3) ganger",
        "gruppe (A)",
    ],
};

static ABB02: Rule = Rule {
    code: "ABB02",
    summary: "The other way about: the words in parentheses after their short form.",
    pattern: Pattern::new(
        r"(?:^|[^\p{L}\p{N}-])(?P<value>(?:\p{Lu}[\p{L}\p{N}]{0,7}[\p{Lu}\p{N}]\p{Ll}{0,3}|\p{Lu}\p{Ll}{2,6})(?:-\p{Ll}{2,20})?)\s\((?P<long>\p{L}[\p{L}\s,/-]{5,120})\)",
    ),
    finds: &[
        ("NAV (Arbeids- og velferdsetaten) skal", "NAV"),
        ("tiltaket VTA (varig tilrettelagt arbeid)", "VTA"),
        ("av KVU (konseptvalgutredning)", "KVU"),
    ],
    leaves: &["NAV (2017)", "KVP (jf. kap. 3)", "etaten (varig tilrettelagt arbeid)", "NAV (3 av 4)"],
};

static ABB03: Rule = Rule {
    code: "ABB03",
    summary: "A short form that the document says it will use: what looks like an abbreviation or a name.",
    pattern: Pattern::new(
        r#"\((?i:heretter|i\s+det\s+følg(?:ende|jande)|forkort(?:et|a)|kort(?:form)?)(?i:\s+(?:kalt|kalla|kalles|benevnt|nemnt|forkort(?:et|a)|omtal[ta]\s+som))?(?i:\s+til)?:?\s+["«“]?(?P<value>\p{Lu}[\p{L}\p{N}-]{1,24}(?:\s\p{Lu}\p{L}{1,20})?)["»”]?\)"#,
    ),
    finds: &[
        ("Statens lånekasse for utdanning (heretter Lånekassen)", "Lånekassen"),
        ("Norges forskningsråd (heretter kalt NFR) skal", "NFR"),
        ("avtalen (heretter omtalt som «IA-avtalen»)", "IA-avtalen"),
        ("konseptvalutgreiing (forkorta KVU)", "KVU"),
    ],
    leaves: &[
        "Arbeids- og velferdsdirektoratet (heretter direktoratet)",
        "brevet skal heretter sendes KMD",
        "(heretter kalt etaten)",
    ],
};

static ABB04: Rule = Rule {
    code: "ABB04",
    summary: "A line of its own, short form first, then the words that have its letters.",
    pattern: Pattern::new(
        r"^(?P<value>(?:\p{Lu}[\p{L}\p{N}]{0,7}[\p{Lu}\p{N}]\p{Ll}{0,3}|\p{Lu}\p{Ll}{2,6})(?:-\p{Ll}{2,20})?)(?:\s*[–—:=|]\s+|\s+-\s+|\t\s*|\s{2,})(?P<long>\p{L}[\p{L}\p{N}\s,/-]{5,120}?)\.?\s*$",
    ),
    finds: &[
        ("KVP – kvalifiseringsprogrammet", "KVP"),
        ("AAP: Arbeidsavklaringspenger", "AAP"),
        ("VTA  Varig tilrettelagt arbeid", "VTA"),
    ],
    leaves: &["AAP", "KVP – 2017", "Dette er KVP – kvalifiseringsprogrammet", "12: Arbeid"],
};

static ABB05: Rule = Rule {
    code: "ABB05",
    summary: "The heading of a list of abbreviations: its lines say what they mean, whatever their letters.",
    pattern: Pattern::new(
        r"(?i)^(?:liste\s+(?:over|med)\s+|oversikt\s+over\s+|brukte\s+|vanlige\s+|vanlege\s+)*(?:forkort(?:else(?:r|ne)?|ing(?:ar|ane)?)|akronym(?:er|ar)?|(?:begrep(?:er)?|omgrep|definisjon(?:er|ar))\s+og\s+forkort(?:elser|ingar))\b",
    ),
    finds: &[
        ("Forkortelser", "Forkortelser"),
        ("Liste over forkortelser", "Liste over forkortelser"),
        ("Omgrep og forkortingar", "Omgrep og forkortingar"),
    ],
    leaves: &["Forkortet saksbehandlingstid", "Definisjoner", "Vi bruker forkortelser"],
};

static ABB90: Rule = Rule {
    code: "ABB90",
    summary: "Short forms that explain nothing where they stand: Roman figures, currencies, laws and reports.",
    pattern: Pattern::new(
        r"^(?:[IVXLC]+|NOK|EUR|USD|SEK|DKK|GBP|MNOK|Prop|Innst|Meld|NOU|Dok|Rapport|Vedlegg|Tabell|Figur|Kap|Post|Note|Se|Jf)$",
    ),
    finds: &[("NOK", "NOK"), ("II", "II"), ("Vedlegg", "Vedlegg")],
    leaves: &["KVP", "NAV", "VTA"],
};

static ABB91: Rule = Rule {
    code: "ABB91",
    summary: "Names of a sort, which are no names beyond the document that so calls something.",
    pattern: Pattern::new(
        r"^(?:\p{L}*(?:direktoratet|departementet|etaten|tilsynet|verksemda|virksomheten|instituttet|ombudet|rådet|nemnda|utvalget|utvalet|selskapet|foretaket|avtalen|avtala|instruksen|loven|lova|forskriften|forskrifta|parten|partene|partane|oppdragsgiver|oppdragsgjevar|leverandøren|kunden|styret|stiftelsen|stiftinga|senteret|byrået|kontoret|fondet|programmet|prosjektet|tiltaket|ordningen|ordninga|rapporten|brevet|planen|strategien))$",
    ),
    finds: &[("direktoratet", "direktoratet"), ("etaten", "etaten")],
    leaves: &["lånekassen", "havtil"],
};

static ABB92: Rule = Rule {
    code: "ABB92",
    summary: "A field of the head that lists people, whose initials abbreviate nothing else.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>til\s?stede|tilstede|til\s?stades|deltakere|deltakarar|deltaking|deltok|møtende|forfall|fravær|fråvær|møteleder|møteleiar|referent|frå|fra)\b[^:]{0,60}:",
    ),
    finds: &[("Til stede fra ASD: to personer", "Til stede"), ("Forfall: ingen", "Forfall")],
    leaves: &["Fra neste år er det nytt", "Oppfølging: tre saker"],
};

/// What a rule found in a block, in bytes of the text.
struct Found {
    short: Range<usize>,
    long: Range<usize>,
    /// Both as printed, with the brackets.
    whole: Range<usize>,
    rule: &'static Rule,
}

/// The abbreviations that the document explains, each explanation once, in the order in which they first stand.
pub(super) fn abbreviations(reading: &Reading<'_>, ids: &Ids) -> Vec<Abbreviation> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    // Whether the lines since the heading of a list of abbreviations are all of the list.
    let mut listed = false;
    let people: Vec<Range<usize>> = reading.attendance(&ABB92).collect();
    for block in reading.blocks() {
        let words = reading.words(block);
        listed = ABB05.matches(words) || (listed && may_explain(words) && ABB04.matches(words));
        let brackets: Vec<Range<usize>> = brackets(words).collect();
        let mut found = after(words, &brackets);
        found.extend(before(words, &brackets));
        found.extend(named(words, &brackets));
        if found.is_empty() {
            found.extend(line(words, listed));
        }
        found.sort_by_key(|f| f.whole.start);
        for f in found {
            let (short, long) = (slice(words, f.short), slice(words, f.long));
            if people.contains(&block.range) && fit::could_be_a_person(long) {
                continue;
            }
            if !seen.insert((short.to_owned(), long.to_lowercase())) {
                continue;
            }
            let range = at(block, &f.whole);
            let text = reading.text.get(range.clone());
            out.push(Abbreviation {
                id: ids.unit("d", text),
                short: short.to_owned(),
                long: long.to_owned(),
                text: text.to_owned(),
                span: reading.text.span(&range),
                rule: f.rule.code.to_owned(),
            });
        }
    }
    out
}

fn at(block: &Block, range: &Range<usize>) -> Range<usize> {
    block.range.start + range.start..block.range.start + range.end
}

/// What stands in brackets that hold no others, with the brackets. Every pattern of an abbreviation in a sentence has
/// one such pair, which is found faster than the pattern.
fn brackets(words: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let closing = words.match_indices(')').map(|(at, close)| at + close.len());
    closing.filter_map(|end| {
        let inside = slice(words, 0..end - 1).rfind(['(', ')'])?;
        slice(words, inside..end).starts_with('(').then_some(inside..end)
    })
}

/// The first character inside a bracket.
fn inside(words: &str, bracket: &Range<usize>) -> Option<char> {
    slice(words, bracket.clone()).chars().nth(1)
}

/// `kvalifiseringsprogrammet (KVP)`.
fn after(words: &str, brackets: &[Range<usize>]) -> Vec<Found> {
    let mut out = Vec::new();
    for bracket in brackets {
        if !inside(words, bracket).is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '«' | '“')) {
            continue;
        }
        // White space, a quotation mark if there is one, and the last letter of the words.
        let from = back(words, bracket.start, 3);
        let Some(c) = ABB01.pattern.captures(slice(words, from..bracket.end)) else { continue };
        let (Some(all), Some(value)) = (c.get(0), c.name("value")) else { continue };
        let before = slice(words, 0..bracket.start).trim_end_matches([' ', '"', '»', '”', '\u{a0}']);
        let Some((short, long)) = explained(value.as_str(), before) else { continue };
        let start = from + value.start();
        out.push(Found {
            short: start..start + short,
            long: long..before.len(),
            whole: long..from + all.end(),
            rule: &ABB01,
        });
    }
    out
}

/// So many characters before a place, or the beginning.
fn back(words: &str, at: usize, characters: usize) -> usize {
    let before = slice(words, 0..at).char_indices().rev();
    before.take(characters).last().map_or(at, |(at, _)| at)
}

/// How much of a short form at the end of `before` is explained, in bytes, and where the long form begins.
fn explained(printed: &str, before: &str) -> Option<(usize, usize)> {
    let stem = printed.split('-').next().unwrap_or(printed);
    if ABB90.matches(stem) {
        return None;
    }
    // In "(ROS-analyse)" the word after the hyphen is explained too; in "(SUA-kontor)" it is not.
    [printed, stem].into_iter().find_map(|short| {
        let from = known(short, before).or_else(|| fit::long_form(short, before))?;
        Some((short.len(), from))
    })
}

/// `KVP (kvalifiseringsprogrammet)`.
fn before(words: &str, brackets: &[Range<usize>]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut done = 0;
    for bracket in brackets {
        if !inside(words, bracket).is_some_and(char::is_alphabetic) {
            continue;
        }
        // White space, the short form, and the character before it, which no match before may have.
        let space = back(words, bracket.start, 1);
        let form = slice(words, 0..space).trim_end_matches(|c: char| c.is_alphanumeric() || c == '-').len();
        let from = back(words, form, 1).max(done);
        let Some(c) = ABB02.pattern.captures(slice(words, from..bracket.end)) else { continue };
        let (Some(all), Some(value), Some(long)) = (c.get(0), c.name("value"), c.name("long")) else {
            continue;
        };
        // Where the window begins inside the text, no short form begins it.
        if from > 0 && value.start() == 0 {
            continue;
        }
        done = from + all.end();
        let skipped = fit::small_words(long.as_str());
        let printed = slice(long.as_str(), skipped..long.len()).trim_end();
        let stem = value.as_str().split('-').next().unwrap_or_default();
        let means = |short: &str| fit::fits(short, printed) || known(short, printed) == Some(0);
        if ABB90.matches(stem) || !means(stem) {
            continue;
        }
        let (start, long) = (from + value.start(), from + long.start() + skipped);
        out.push(Found {
            short: start..start + stem.len(),
            long: long..long + printed.len(),
            whole: start..done,
            rule: &ABB02,
        });
    }
    out
}

/// `Norges forskningsråd (heretter NFR)`.
fn named(words: &str, brackets: &[Range<usize>]) -> Vec<Found> {
    let mut out = Vec::new();
    for bracket in brackets {
        // Heretter, i det følgende, forkortet, kort.
        let begins = ['h', 'H', 'i', 'I', 'f', 'F', 'k', 'K', '\u{212a}'];
        if !inside(words, bracket).is_some_and(|c| begins.contains(&c)) {
            continue;
        }
        let Some(c) = ABB03.pattern.captures(slice(words, bracket.clone())) else { continue };
        let Some(value) = c.name("value") else { continue };
        if ABB91.matches(&value.as_str().to_lowercase()) {
            continue;
        }
        let before = slice(words, 0..bracket.start).trim_end_matches([' ', '"', '»', '”', '\u{a0}']);
        // The document says so itself: where the letters do not tell, it is the name that stands before. A name
        // in its place ("Lånekassen") has more letters than those that could tell.
        let letters = value.as_str().chars().filter(|c| !c.is_lowercase()).count() > 1;
        let by_letters = letters.then(|| explained(value.as_str(), before)).flatten();
        let Some((short, from)) = by_letters.or_else(|| Some((value.len(), name_before(before)?))) else {
            continue;
        };
        let start = bracket.start + value.start();
        let long = from..before.len();
        out.push(Found { short: start..start + short, long, whole: from..bracket.end, rule: &ABB03 });
    }
    out
}

/// `KVP – kvalifiseringsprogrammet` on a line of its own; in a list of abbreviations the letters need not be
/// those of the words.
fn line(words: &str, listed: bool) -> Option<Found> {
    let c = may_explain(words).then(|| ABB04.pattern.captures(words)).flatten()?;
    let (value, long) = (c.name("value")?, c.name("long")?);
    let short = value.as_str();
    let stem = short.split('-').next().unwrap_or(short);
    let fits = |s: &str| fit::fits(s, long.as_str()) || known(s, long.as_str()) == Some(0);
    if ABB90.matches(stem) {
        return None;
    }
    let rule = if fits(stem) || fits(short) {
        &ABB04
    } else if listed && short.chars().filter(|c| c.is_uppercase()).count() > 1 {
        &ABB05
    } else {
        return None;
    };
    Some(Found { short: value.range(), long: long.range(), whole: value.start()..long.end(), rule })
}

/// Whether a line may be one of [`ABB04`]: a short form, and something that holds it apart. Few are.
fn may_explain(words: &str) -> bool {
    let after = words.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-');
    let apart = after.trim_start();
    let gap = slice(after, 0..after.len() - apart.len());
    words.starts_with(char::is_uppercase)
        && (apart.starts_with(['–', '—', ':', '=', '|', '-'])
            || gap.starts_with('\t')
            || gap.chars().nth(1).is_some())
}

/// Where the name begins that ends `before`: its capitalised words, and the others between and after them.
fn name_before(before: &str) -> Option<usize> {
    const WORDS_AT_MOST: usize = 8;
    let from = before.rfind(['.', ':', ';', ',', '(', ')', '\n']).map_or(0, |at| at + 1);
    let mut start = None;
    let mut end = before.len();
    for (n, word) in slice(before, from..before.len()).rsplit(' ').enumerate() {
        let at = end - word.len();
        end = at.saturating_sub(1);
        let capital = word.starts_with(char::is_uppercase);
        if n >= WORDS_AT_MOST || (start.is_some() && !capital) {
            break;
        }
        if capital {
            start = Some(at);
        }
    }
    start
}

/// Where the words begin that end `before` and are known, from the registry or the aliases, to mean the same
/// as `short`.
fn known(short: &str, before: &str) -> Option<usize> {
    let agencies = registry().agencies_named(short).into_iter();
    let agencies = agencies
        .filter(|a| a.abbreviations.iter().any(|b| b == short) || a.former.iter().any(|f| f.abbr == short))
        .flat_map(|a| a.all_names().chain(a.nynorsk.iter().chain(&a.also).map(String::as_str)));
    let ministries = registry().ministries_named(short).into_iter().flat_map(|m| {
        m.names
            .iter()
            .flat_map(|n| std::iter::once(&n.name).chain(&n.nynorsk).chain(&n.also).map(String::as_str))
    });
    let aliases =
        Aliases::embedded().group_of(short).into_iter().flat_map(|g| g.forms.iter().map(|f| f.text.as_str()));
    agencies
        .chain(ministries)
        .chain(aliases)
        .filter(|form| !form.eq_ignore_ascii_case(short))
        .filter_map(|form| ends_with(before, form))
        .min()
}

/// Where `form`, in any case and inflection, begins that ends `before`.
fn ends_with(before: &str, form: &str) -> Option<usize> {
    const ENDINGS: [&str; 9] = ["", "et", "en", "a", "er", "ene", "n", "t", "s"];
    let last = before.chars().next_back()?.to_lowercase().last();
    ENDINGS.iter().find_map(|ending| {
        // Most forms end otherwise, which the last letter tells.
        if form.chars().chain(ending.chars()).next_back()?.to_lowercase().last() != last {
            return None;
        }
        let wanted: Vec<char> = form.chars().chain(ending.chars()).flat_map(char::to_lowercase).collect();
        let start = before.char_indices().rev().nth(wanted.len().checked_sub(1)?)?.0;
        let same = slice(before, start..before.len()).chars().flat_map(char::to_lowercase).eq(wanted);
        let whole =
            slice(before, 0..start).chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
        (same && whole).then_some(start)
    })
}
