//! Conclusions without a mark: a bare outcome, or the sentence of a point that itself says what was
//! decided. Only where a point has no mark, never in a proposal, and mostly in its last sentences.

use super::super::Rule;
use super::super::agenda::{Agenda, Placed};
use super::super::families::Page;
use super::super::sentences::sentences;
use super::{Found, item_of};
use crate::pattern::{Pattern, marker};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[
    &CON10, &CON11, &CON12, &CON13, &CON14, &CON15, &CON16, &CON17, &CON18, &CON19, &CON20, &CON21, &CON22,
    &CON27, &CON29, &CON30, &CON31, &CON34, &CON35, &CON36, &CON99,
];

static CON10: Rule = Rule {
    code: "CON10",
    summary: "A sentence that is an outcome and little else: approved, granted, refused, put off.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:\d+\s+(?:for|mot|imot)[\s,]+){0,3}(?:(?:enstemmig|enst\.?|samrøystes|ikke|ikkje|revidert)\s+)?(?:godkjennes|godkjennast|godkjenning|innvilges|avslås|utsettes|vedtas|godkjent|godkjend|innvilget|innvilga|avslått|avslege|utsatt|utsett|ok|underkjent|vedtatt|vedteke|nedstemt|avvist|tatt\s+til\s+(?:etterretning|orientering|vitende))(?:[.!✅❌]*\s*$|[\s,]+(?:(?:enstemm?i(?:n)?g|samrøystes|uten|utan|ved|med|støtte|semesterstøtte)\b|slik\s|i\s+(?:sitt|sin|samsvar|henhold|tråd)\s|v/|til\s|mot\s|-\s|–\s).{0,80}$))",
    ),
    finds: &[
        ("Godkjent.", "Godkjent."),
        ("Vedtatt enstemmig", "Vedtatt enstemmig"),
        ("7 for 1 mot, vedtatt støtte på 500 kr", "7 for 1 mot, vedtatt støtte på 500 kr"),
        ("Utsatt til neste møte", "Utsatt til neste møte"),
    ],
    leaves: &["Godkjent av direktoratet 3. mai", "Forslag som er godkjent før, tas ikke opp her."],
};

static CON11: Rule = Rule {
    code: "CON11",
    summary: "A sentence that says that something was decided or concluded.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:konkluderte|konkluderer|konkluderast)\s+med|(?:det|de|styret|møtet|utvalget|utvalet|rådet|nemnda|foretaksmøtet|føretaksmøtet|styringsgruppa|styringsgruppen|prosjektgruppa|prosjektgruppen|arbeidsutvalget|arbeidsutvalet|fylkestinget|bystyret|komiteen|komiteens|gruppa|gruppen|ledergruppen|leiargruppa|forsamlingen|forsamlinga|generalforsamlingen|årsmøtet|kommunestyret|formannskapet|departementet|partene|partane)\s+(?:(?:ble|vart|blei|blir)\s+)?(?:enstemmig\s+|samrøystes\s+|deretter\s+|da\s+|så\s+)?(?:vedtatt|vedteke|besluttet|beslutta|bestemt|vedtas|vedtok|besluttet|bestemte|gjorde\s+vedtak|fattet\s+vedtak|fatta\s+vedtak)\s+(?:at|å|følgende|følgjande|enst|med|mot)|(?:fattes|fattast)\s+vedtak\s+om|(?:styret|møtet|utvalget|utvalet|rådet|komiteen|årsmøtet|generalforsamlingen|forsamlingen|kommunestyret|formannskapet|nemnda|foretaksmøtet|føretaksmøtet|styringsgruppa|styringsgruppen)\s+(?:godkjenner|godkjende|godkjente|vedtar|vedtek|bevilger|bevilget|innvilger|innvilget|avslår|avslo)|(?:ble|vart|blei)\s+det\s+(?:enstemmig\s+|samrøystes\s+)?(?:vedtatt|vedteke|besluttet|beslutta|bestemt)\s+(?:at|å))",
    ),
    finds: &[
        ("Departementet konkluderte med at planen står.", "konkluderte med"),
        ("Det ble vedtatt å utsette saken.", "Det ble vedtatt å"),
    ],
    leaves: &["Rapporten konkluderer ikke.", "Direktøren orienterte om saken."],
};

static CON12: Rule = Rule {
    code: "CON12",
    summary: "A sentence that says who was elected or that something was approved, granted or put off.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:ble|vart|vert|blei|blir)\s+(?:enstemmig\s+|samrøystes\s+|videre\s+|dermed\s+|deretter\s+)?(?:valgt|valt|vald|gjenvalgt|attvald|godkjent|godkjend|innvilget|avslått|utsatt|utsett|vedtatt|vedteke|nedstemt)|(?:godkjennes|godkjennast|innvilges|avslås|utsettes|velges))\b",
    ),
    finds: &[("Kari ble valgt til ordstyrer.", "ble valgt"), ("Referatet ble godkjent.", "ble godkjent")],
    leaves: &["Valget står mellom to.", "De valgte er informert."],
};

static CON13: Rule = Rule {
    code: "CON13",
    summary: "The approval of notice, agenda or minutes.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:møte)?innkalling(?:en|a)?|saks?liste(?:n|a)?|dagsorden(?:en)?|agenda(?:en)?|(?:møte)?referat(?:et)?|protokoll(?:en)?|møtebok(?:en|a)?)\b.{0,90}\b(?:godkjent|godkjend|godkjennes|uten\s+(?:merknader|anmerkninger)|utan\s+merknader)\b",
    ),
    finds: &[("Innkalling og saksliste ble godkjent.", "Innkalling")],
    leaves: &["Innkallingen ble sendt ut for sent."],
};

static CON14: Rule = Rule {
    code: "CON14",
    summary: "A point by which people are elected: where nothing else says the outcome, the names under it are the election.",
    pattern: Pattern::new(r"(?i)^(?P<value>valg\s+av|val\s+av)\s+\p{L}"),
    finds: &[("Valg av ordstyrer", "Valg av"), ("Val av leiar", "Val av")],
    leaves: &["Valgkomiteens arbeid", "Valg 2015"],
};

static CON15: Rule = Rule {
    code: "CON15",
    summary: "A line with a matter and its outcome: `Innkalling – godkjent`, `Søknad enstemmig vedtatt`.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:[\p{L}/ ]{2,40}?(?:\s[-–]\s|:\s*)|(?:(?:revidert|begge|alle)\s+)?(?:søknad(?:en|er|ene)?|søknadssum(?:men)?|saken?|saka|referat(?:et)?|protokoll(?:en)?|innkalling(?:en|a)?|saks?liste(?:n|a)?|dagsorden(?:en)?|agenda(?:en)?|forslag(?:et)?|budsjett(?:et)?|regnskap(?:et)?|begge)\s+)(?:(?:ble|vart|vert|blei|blir|er)\s+)?(?:enstemmig\s+|samrøystes\s+)?(?:godkjent|godkjend|underkjent|innvilget|avslått|utsatt|utsett|vedtatt|vedteke|nedstemt|avvist)(?:\s+(?:til\s+(?:neste|et\s+seinere|et\s+senere|eit\s+seinare)\s+\p{L}*møte|enstemmig|samrøystes|uten\s+\p{L}+|utan\s+\p{L}+)|,\s.{0,60})?[.!\s✅❌]*)$",
    ),
    finds: &[
        ("Innkalling – godkjent", "Innkalling – godkjent"),
        ("Søknad enstemmig vedtatt.", "Søknad enstemmig vedtatt."),
    ],
    leaves: &["Arbeidet med planen er godkjent", "Tiltak som er godkjent: tre"],
};

static CON16: Rule = Rule {
    code: "CON16",
    summary: "What was chosen, approved or refused by acclamation or by a majority, or a motion that was carried or lost.",
    pattern: Pattern::new(
        r"(?i)(?P<value>\b(?:ved|v/|med|på)\s*(?:akklamasjon|(?:(?:klart|tydelig|kvalifisert|simpelt|alminnelig|stort)\s+)?(?:flertall|fleirtal))[.!]?$|^(?:forslaget|endringsforslaget|saken|innstillingen)\s+(?:faller|falt|fell|vedtas|vedtatt|forkastes|nedstemmes)\b)",
    ),
    finds: &[
        ("Kari Eksempel, valgt ved akklamasjon", "ved akklamasjon"),
        ("Ola Eksempel vinner ved klart flertall.", "ved klart flertall."),
        ("Forslaget faller.", "Forslaget faller"),
    ],
    leaves: &["Akklamasjon brukes sjelden.", "Det kreves flertall."],
};

static CON17: Rule = Rule {
    code: "CON17",
    summary: "A sentence that says what was agreed on or taken note of, in documents that mark no conclusion.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:var|er|vart|ble|blei)\s+(?:det\s+|ei\s+|en\s+)?(?:brei\s+|bred\s+|full\s+)?(?:semje|enighet|einigheit|enige|einige|samde)\s+om\s+(?:at|å|følgende)|(?:semje|enighet|einigheit)\s+om\s+(?:at|å|følgende)|(?:ble|vart|blei)\s+(?:det\s+)?avtalt\s+(?:at|å)|avtalte\s+(?:at|å)|(?:ble|blir|vart|blei|tas|tatt|tok|tar|tek|teke|var)\s+(?:\p{L}+\s+){0,3}til\s+(?:etterretning|orientering|vitende|vitande|underretning)|sluttet\s+seg\s+til|slutta\s+seg\s+til)\b",
    ),
    finds: &[
        ("Orienteringen ble tatt til etterretning.", "ble tatt til etterretning"),
        ("Det var semje om at saka ventar.", "var semje om at"),
    ],
    leaves: &["Det er uenighet om saken."],
};

static CON18: Rule = Rule {
    code: "CON18",
    summary: "A line after which a proposal or a recommendation stands.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.:\d]{0,90}[\s-])?(?P<value>(?:forslag(?:et|s)?|innstilling(?:en|a)?|framlegg|fremlegg|tilråding|tilrådning|tilleggsforslag|utkast)(?:\s+(?:til|fra|frå|fremmet|overfor|om|nr\.?)\s[^.:]{0,80})?(?:\s+\d+)?)\s*(?::|$)",
    ),
    finds: &[("Styrets forslag til vedtak:", "forslag til vedtak"), ("Forslag 1", "Forslag 1")],
    leaves: &["Forslaget ble vedtatt.", "Vedtak:"],
};

static CON19: Rule = Rule {
    code: "CON19",
    summary: "A sentence that says by how many votes something was passed.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:vedtatt|vedteke|godkjent)\s+(?:ved\s+flertall|(?:med\s+)?\d+\s+(?:for|mot|stemmer)|mot\s+(?:\d+|en|én|to|tre|fire|fem)\s+stemme))",
    ),
    finds: &[("Planen er vedtatt med 12 stemmer.", "vedtatt med 12 stemmer")],
    leaves: &["Planen vedtas."],
};

static CON20: Rule = Rule {
    code: "CON20",
    summary: "A word that tells an outcome. Where most sentences of a short line hold one, and one sentence is nothing else, the line is one conclusion.",
    pattern: Pattern::new(
        r"(?i)\b(?:godkjent|godkjend|underkjent|innvilget|avslått|utsatt|vedtatt|nedstemt|ok)\b",
    ),
    finds: &[("Referatet ligger ute, men er godkjent.", "godkjent")],
    leaves: &["Referatet ligger ute."],
};

static CON21: Rule = Rule {
    code: "CON21",
    summary: "A sentence after a decision, in the same paragraph, that says what is to be done: it belongs to the decision.",
    pattern: Pattern::new(
        r"(?:^|\s)(?:skal|sendes|sendast|oversendes|forelegges|legges\s+fram|leveres|sender|lager|innen\s+\d)(?:\s|[.,])",
    ),
    finds: &[("Planen skal ligge klar i mai.", " skal ")],
    leaves: &["Planen var klar i mai."],
};

static CON22: Rule = Rule {
    code: "CON22",
    summary: "The minutes that are approved are those of the last meeting, which makes the approval no decision of an earlier one.",
    pattern: Pattern::new(r"(?i)\s(?:fra|frå|av)\s+(?:forrige|førre|siste)\s+(?:møte|uke)t?"),
    finds: &[("Referat fra forrige møte ble godkjent.", " fra forrige møte")],
    leaves: &["I forrige møte ble det vedtatt."],
};

static CON27: Rule = Rule {
    code: "CON27",
    summary: "A sentence after an approval that changes the order of the points: it belongs to the approval.",
    pattern: Pattern::new(
        r"(?i)^(?:sak(?:en|a)?|punkt(?:et)?)\s.{0,40}?\b(?:(?:ble|blei|vart|blir)\s+(?:flyttet|flytta|trukket|trekt|strøket|strokne|utsatt|utsett|behandlet\s+først)|flyttes|flyttast|trekkes|utsettes|behandles\s+først)\b",
    ),
    finds: &[("Sak 4 ble flyttet til slutten av møtet.", "Sak 4 ble flyttet")],
    leaves: &["Saken ble drøftet."],
};

static CON29: Rule = Rule {
    code: "CON29",
    summary: "A sentence that says who was elected to what.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:ble|blei|vart|vert|blir)\s+(?:enstemmig\s+|samrøystes\s+)?(?:valgt|valt|vald|gjenvalgt|attvald)\s+(?:til|som)\s)",
    ),
    finds: &[("K. E. ble enstemmig valgt til ordstyrer.", "ble enstemmig valgt til ")],
    leaves: &["Løsningen ble valgt fordi den er billig."],
};

static CON30: Rule = Rule {
    code: "CON30",
    summary: "A sentence that says what those who met came to agree on, in documents that mark no conclusion.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:partene|partane|man|ein|en|møtet|gruppa|gruppen|utvalget|utvalet|rådet|komiteen|styret|deltakerne|deltakarane|vi|alle|(?-i:\p{Lu}{2,6}\s+og\s+(?:\p{Lu}{2,6}|\p{Lu}\p{Ll}+)))\s+(?:ble|blei|vart)\s+(?:deretter\s+|til\s+slutt\s+|derfor\s+)?(?:enige|einige|samde)\s+om\s+(?:at|å|følgende|følgjande)|(?:ble|blei|vart)\s+(?:partene|partane|man|ein|en|møtet|vi|det|gruppa|gruppen|utvalget|utvalet|rådet|komiteen|styret|deltakerne|deltakarane)\s+(?:enige|enig|einige|samde)\s+om\s+(?:at|å|følgende|følgjande)|det\s+(?:ble|blei|vart)\s+(?:deretter\s+|derfor\s+|også\s+)?avtal[ta]\s+(?:at|å)|(?:ble|blei|vart)\s+det\s+avtal[ta]\s+(?:at|å)|(?:partene|partane|man|ein|møtet|gruppa|gruppen|vi)\s+(?:kom|landet|landa|ble\s+stående)\s+(?:fram\s+til|frem\s+til|på|ved)\s)",
    ),
    finds: &[
        ("Partene ble enige om å møtes i mai.", "Partene ble enige om å"),
        ("Det ble avtalt at laget sender listen.", "Det ble avtalt at"),
    ],
    leaves: &["Man var enige om at været er dårlig.", "Utvalget kom fram til at regelen er uklar."],
};

static CON31: Rule = Rule {
    code: "CON31",
    summary: "A sentence near the end of a point that says who does what by when, in documents that mark no conclusion.",
    pattern: Pattern::new(
        r"^(?P<value>\p{Lu}[\p{L}.-]{1,40}\s(?:(?:og|i|for)\s[\p{L}.-]{1,30}\s){0,2}(?:skal\s+)?(?:sender?|oversender?|utarbeid(?:er|ar|e)|leverer?|lage[r]?|lagar|kaller?\s+inn|innkaller?|avklar(?:er|ar|e)|kommer\s+tilbake|kjem\s+(?:attende|tilbake)|følger\s+opp|følgjer\s+opp|legger\s+fram|legg\s+fram|skriver?|inviterer|ber|bed)\s.{0,160}?\b(?:innen|innan|til\s+neste\s+møte|før\s+neste\s+møte|i\s+løpet\s+av)\s)",
    ),
    finds: &[("Laget sender en liste innen 1. mai.", "Laget sender en liste innen ")],
    leaves: &["Laget sender en liste.", "Laget vil se på det innen 1. mai."],
};

static CON34: Rule = Rule {
    code: "CON34",
    summary: "A label under which the votes are counted; where the document marks its decisions, they stand elsewhere.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:votering|røysting|avrøysting|avstemm?ing)(?:en|a)?)(?:\s[^.:]{1,50})?\s*(?::|$)",
    ),
    finds: &[("Votering:", "Votering"), ("Avstemming", "Avstemming")],
    leaves: &["Voteringen er hemmelig."],
};

static CON35: Rule = Rule {
    code: "CON35",
    summary: "An approval in few words, without a verb, such as `Referatet godkjent uten merknader`.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>godkjen[td])(?:\s+(?:enstemmig|samrøystes))?(?:,?\s+(?:uten|utan|med|ingen)\s[^.]{1,40}.{0,80})?[.!]?$",
    ),
    finds: &[("Protokollen godkjent med én endring.", "godkjent")],
    leaves: &["Når protokollen er godkjent, sendes den ut."],
};

static CON36: Rule = Rule {
    code: "CON36",
    summary: "A short sentence, nearly the last of a point, that says no more than that the matter was taken note of.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>[^,.]{2,70}\s(?:ble|blei|vart|vert|blir)\s+(?:enstemmig\s+|samrøystes\s+)?(?:tatt|tatte|teke|teken|tekne)\s+til\s+(?:etterretning|orientering|vitende|vitande|underretning)|(?:styret|møtet|rådet|utvalget|utvalet|komiteen|nemnda|departementet|foretaksmøtet|føretaksmøtet|styringsgruppa|styringsgruppen)\s(?:tok|tek|tar)\s[^,.]{2,70}\stil\s+(?:etterretning|orientering|vitende|vitande|underretning))[.!]?$",
    ),
    finds: &[("Saka vart teken til vitande.", "Saka vart teken til vitande")],
    leaves: &["Det som ble tatt til orientering, gjelder ikke lenger."],
};

static CON99: Rule = Rule {
    code: "CON99",
    summary: "Words in a sentence that report a proposal, an earlier or another body's decision, a view or a condition: no decision of this meeting.",
    pattern: Pattern::new(
        r"(?i)\b(?:forslag(?:et)?\s+(?:om|til)|foreslo|føreslo|foreslår|innstilling(?:en)?\s+(?:om|til)|tilråding|tidligere|tidlegare|forrige\s+(?:møte|uke)|førre\s+møte|i\s+det\s+møtet|i\s+møtet?\s+(?:i|den|\d)|hvis|dersom|før\s+\p{L}+\s+\p{L}+\s+kan|spurte|opplyste|opplyser|viste\s+til|viser\s+til|pekte\s+på|peikte\s+på|orienterte|fortalte|nevnte|mente|svarte|ønsker\s+at|stortinget|regjeringen|ikke\s+er\s+godkjent|(?:kan|skal|må|bør|vil|skulle|burde)\s+(?:\p{L}+\s+)?(?:godkjennes|innvilges|avslås|utsettes|velges|vedtas))\b|\?$",
    ),
    finds: &[("Tidligere ble det vedtatt å vente.", "Tidligere")],
    leaves: &["Det ble vedtatt å vente."],
};

/// The conclusions in the prose of points that have no mark.
pub(super) fn conclusions(page: &Page<'_>, agenda: &Agenda, marked: &[Found], marks: bool) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let items = &agenda.items;
    let proposed = proposed(page, marks);
    for item in items {
        let body = &item.body;
        let has_mark = marked.iter().any(|m| body.contains(&m.marked_by.start));
        if item.row || has_mark || body.is_empty() {
            continue;
        }
        out.extend(within(page, item, &proposed, marks));
    }
    // Approvals and elections before the first point.
    let first = items.iter().find(|i| !i.item.inferred).map(|i| i.range.start);
    let head = page.lines.partition_point(|l| first.is_some_and(|f| l.range.end <= f));
    let mut approved: Option<usize> = None;
    for s in sentences_of(page, 0..head, &proposed) {
        let words = page.text.get(s.range.clone());
        let free = !marked.iter().any(|m| m.range.start < s.range.end && s.range.start < m.range.end);
        if free && words.len() <= 240 && approves(words) && !CON99.matches(words) {
            // Approvals that stand together are one.
            match out.last_mut().filter(|_| approved == Some(s.line)) {
                Some(open) => open.range.end = s.range.end,
                None => out.push(found(s.range, &CON13)),
            }
            approved = Some(s.line);
        }
    }
    out.retain(|f| item_of(items, f.range.start).is_none_or(|i| !i.row));
    out
}

/// Whether a sentence approves the notice, the agenda or minutes.
fn approves(words: &str) -> bool {
    CON13.matches(words) && (CON12.matches(words) || (CON35.matches(words) && !words.contains('?')))
}

/// The lines that stand in a proposal or a recommendation or, where decisions are marked, count the votes.
fn proposed(page: &Page<'_>, marks: bool) -> Vec<bool> {
    let mut within = false;
    // The label of the votes that are counted, if any.
    let mut counting: Option<usize> = None;
    let mut out = Vec::with_capacity(page.lines.len());
    for (at, line) in page.lines.iter().enumerate() {
        let words = page.words(at);
        let votes = marks && words.len() <= 300 && CON34.matches(words);
        let label = votes || (words.len() <= 160 && CON18.matches(words));
        let ends = line.level.is_some()
            || page.marks.get(at).is_some_and(Option::is_some)
            || page.has_case_number(at)
            || super::extent::CON96.matches(words);
        if votes {
            // A label with words after it is all of it.
            within = words.ends_with(':') || !words.contains(':');
            counting = Some(at);
        } else if label {
            within = words.ends_with(':') || words.len() <= 70;
            counting = None;
        } else if ends || counting.is_some_and(|c| line.gap && at > c + 1) {
            within = false;
        }
        out.push(within || label);
    }
    out
}

/// A sentence and where it stands.
struct Sentence {
    range: Range<usize>,
    line: usize,
    gap: bool,
}

/// The conclusions of one point.
fn within(page: &Page<'_>, item: &Placed, proposed: &[bool], marks: bool) -> Vec<Found> {
    let body = &item.body;
    let from = page.lines.partition_point(|l| l.start < body.start);
    let to = page.lines.partition_point(|l| l.start < body.end);
    let all = sentences_of(page, from..to, proposed);
    // Bare outcomes; those that stand together are one.
    let mut out: Vec<Found> = Vec::new();
    let mut last: Option<(usize, &'static Rule)> = None;
    for s in &all {
        let words = page.text.get(s.range.clone());
        // Where most sentences of a line tell an outcome, and one is nothing else, all of the line is one.
        let of_line = || all.iter().filter(|o| o.line == s.line).map(|o| page.text.get(o.range.clone()));
        let told = of_line().filter(|w| CON20.matches(w)).count();
        let beside = words.len() <= 100
            && told * 2 > of_line().count()
            && of_line().map(str::len).sum::<usize>() <= 200
            && of_line().any(|w| bare(w).is_some());
        let Some(rule) = bare(words).or(beside.then_some(&CON10)) else { continue };
        match (&last, out.last_mut()) {
            (Some((line, _)), Some(open)) if s.line == *line || (s.line == *line + 1 && !s.gap) => {
                open.range.end = s.range.end;
                open.marked_by.end = s.range.end;
            }
            _ => out.push(found(s.range.clone(), rule)),
        }
        last = Some((s.line, rule));
    }
    if !out.is_empty() {
        for f in &mut out {
            widen(page, &all, f);
        }
        return out;
    }
    let count = all.len();
    for (n, s) in all.iter().enumerate() {
        let words = page.text.get(s.range.clone());
        if words.len() > 500 {
            continue;
        }
        let left = count - n;
        let rule = if CON19.matches(words) {
            &CON19
        } else if CON99.matches(&CON22.pattern.replace_all(words, "")) {
            continue;
        } else if approves(words) {
            &CON13
        } else if CON29.matches(words) {
            &CON29
        } else if !marks && CON30.matches(words) && left <= 4 {
            &CON30
        } else if CON11.matches(words) && left <= 4 {
            &CON11
        } else if CON36.matches(words) && left <= 2 {
            &CON36
        } else if !marks && CON17.matches(words) && left <= 1 {
            &CON17
        } else if !marks && CON12.matches(words) && left <= 3 {
            &CON12
        } else if !marks && left <= 2 && CON31.matches(words) {
            &CON31
        } else {
            continue;
        };
        let loose = [&CON13, &CON12, &CON29, &CON31].into_iter().any(|r| std::ptr::eq(rule, &raw const *r));
        // Sentences after it that say what is to be done belong to it.
        let follows = |next: &&Sentence| {
            let words = page.text.get(next.range.clone());
            let reordered = std::ptr::eq(rule, &raw const CON13) && CON27.matches(words);
            next.line == s.line && (reordered || (!loose && CON21.matches(words)))
        };
        let rest = all.iter().skip(n + 1).take_while(follows);
        let end = rest.last().map_or(s.range.end, |e| e.range.end);
        if out.last().is_none_or(|f| f.range.end <= s.range.start) {
            out.push(found(s.range.start..end, rule));
        }
    }
    let from = (from..to).find(|at| !super::extent::CON98.matches(page.words(*at))).unwrap_or(from);
    let elects = CON14.matches(page.text.get(item.name.clone()));
    let from = if CON14.matches(page.words(from).trim_start_matches(':')) { from + 1 } else { from };
    if out.is_empty() && elects && (1..=14).contains(&(to.saturating_sub(from))) {
        // Names and little else: no sentences, no proposals.
        let plain = (from..to).all(|at| {
            let words = page.words(at);
            let name =
                words.len() <= 140 && !words.ends_with(['.', '?', '!']) && !marker::has_finite_verb(words);
            name && !proposed.get(at).copied().unwrap_or(false)
                && page.lines.get(at).is_some_and(|l| l.level.is_none())
        });
        if let (true, Some(a), Some(b)) = (plain, page.lines.get(from), page.lines.get(to - 1)) {
            let whole = a.range.start..b.range.end;
            if whole.len() <= 1200 {
                out.push(found(whole, &CON14));
            }
        }
    }
    out
}

/// Takes in what stands beside a bare outcome on its line and tells an outcome, too: an election before it,
/// a change of the order after it.
fn widen(page: &Page<'_>, all: &[Sentence], found: &mut Found) {
    let at = |byte: usize| all.iter().position(|s| s.range.start <= byte && byte < s.range.end);
    let (Some(first), Some(last)) = (at(found.range.start), at(found.range.end.saturating_sub(1))) else {
        return;
    };
    let words = |s: &Sentence| page.text.get(s.range.clone());
    let line = |n: usize| all.get(n).map(|s| s.line);
    let before = all.iter().take(first).rev();
    let elected =
        |s: &&Sentence| Some(s.line) == line(first) && CON29.matches(words(s)) && !CON99.matches(words(s));
    if let Some(s) = before.take_while(elected).last() {
        found.range.start = s.range.start;
    }
    let after = all.iter().skip(last + 1);
    if let Some(s) = after.take_while(|s| Some(s.line) == line(last) && CON27.matches(words(s))).last() {
        found.range.end = s.range.end;
    }
}

/// The rule by which a sentence is an outcome and little else.
fn bare(words: &str) -> Option<&'static Rule> {
    if words.len() > 160 || CON99.matches(words) {
        return None;
    }
    [&CON10, &CON15, &CON16].into_iter().find(|rule| rule.matches(words))
}

fn found(range: Range<usize>, rule: &'static Rule) -> Found {
    Found { marked_by: range.clone(), range, rule }
}

/// The sentences of some lines, those of headings, tables and proposals left out.
fn sentences_of(page: &Page<'_>, lines: Range<usize>, proposed: &[bool]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for at in lines {
        let Some(line) = page.lines.get(at).filter(|l| !l.row && l.level.is_none()) else { continue };
        if proposed.get(at).copied().unwrap_or(false) {
            continue;
        }
        for (n, s) in sentences(page.text.get(line.range.clone())).into_iter().enumerate() {
            let range = line.range.start + s.start..line.range.start + s.end;
            out.push(Sentence { range, line: at, gap: line.gap && n == 0 });
        }
    }
    out
}
