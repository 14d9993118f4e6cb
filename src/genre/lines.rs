//! The lines of a text as they were meant: what was glued to the end of another line stands alone
//! again, and bullets, hashes and anchors are known apart from the words. Nothing is changed in the
//! text; a line is a range of it.

use crate::model::{Hint, Text, TextLine};
use crate::pattern::{Pattern, marker, slice};
use std::ops::Range;

/// A line that holds words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Four things that a line shows, each by itself.
pub struct Line {
    /// Byte range of its words: bullet, hashes, stars and anchor left out.
    pub range: Range<usize>,
    /// Where it begins, marks included.
    pub start: usize,
    /// Whether a gap stands before it.
    pub gap: bool,
    /// The level of the heading that its format or its hashes make it.
    pub level: Option<u8>,
    /// Whether it stands out from the body by bold or larger type.
    pub strong: bool,
    /// Whether it begins with a bullet.
    pub bullet: bool,
    /// How deep in a list it stands, or how far in it begins.
    pub depth: usize,
    /// Whether it is a row of a table.
    pub row: bool,
    /// Index of the line of the text that it stands in.
    pub whole: usize,
}

// A case number right after a word or a full stop: `…godkjent.009/09: Valg`, `Sakstittel005/10`.
static GLUED: Pattern = Pattern::new(r"\d{1,4}/(?:(?:19|20)\d{2}|\d{2})");
// A plain number with its title right after a full stop: `…til orientering.3. Valg`.
static GLUED_PLAIN: Pattern = Pattern::new(r"\p{Ll}[.!?](?P<value>\d{1,2}[.)] ?\p{Lu}\p{Ll})");
// `Title {#anchor}`, as some writers of Markdown leave it.
static ANCHOR: Pattern = Pattern::new(r"\s*\{[#:.][^}]*\}\s*$");
static HASHES: Pattern = Pattern::new(r"^#{1,6}\s*(?:[\p{L}\d])");
// What a printed line begins with when the lines above it were not meant to go on: `Ansvar: …`.
static FIELD: Pattern = Pattern::new(r"^\p{Lu}[\p{Ll}]{3,}(?:[ ][\p{L}]{1,15}){0,6}:\s");

// A printed line that is nothing but the label of a part of a point, or begins with a letter in brackets.
static PART: Pattern = Pattern::new(
    r"^(?:(?:\p{Lu}\p{Ll}+s\s)?(?i:vedtak|konklusjon|beslutning|votering|røysting|behandling|innstilling|avgjerd)\s*:?$|(?i:vedtak|konklusjon|beslutning|avgjerd|aksjon)\s+(?:nr\.?\s*)?\d[\d./-]{0,8}(?:\s*\([^)]{1,40}\))?\s*:\s|(?:VEDTAK|KONKLUSJON|BESLUTNING|AVGJERD|AKSJON|OPPFØLGING)\s*:|(?:Framlegg|Fremlegg|Forslag|Innstilling|Tilråding)(?:\s[^.:]{1,20}){0,2}(?:\s(?:fra|frå|til)\s[^:]{1,40})?:$|\[[A-ZÆØÅ]{1,3}\]\s)",
);

/// The lines of a text, footnotes left out.
#[must_use]
pub fn lines(text: &Text) -> Vec<Line> {
    let mut out = Vec::new();
    for (whole, line) in text.lines().iter().enumerate() {
        if line.hint == Some(Hint::Note) {
            continue;
        }
        let mut from = line.range.start;
        for cut in cuts(text, line) {
            push(&mut out, text, line, whole, from..cut);
            from = cut;
        }
        push(&mut out, text, line, whole, from..line.range.end);
    }
    underlined(text, &mut out);
    columns(text, &mut out);
    out
}

// A line of signs that underlines the one above it.
static UNDERLINE: Pattern = Pattern::new(r"^(?:-{3,}|={3,}|_{3,}|~{3,})$");

/// What is underlined with signs is a heading; the signs are no line.
fn underlined(text: &Text, lines: &mut Vec<Line>) {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        let words = text.get(line.range.clone());
        let sign = words.chars().next().filter(|_| UNDERLINE.is_match(words));
        let above = out.last_mut().filter(|a| !line.gap && !a.row && !a.bullet && a.range.len() <= 120);
        match (sign, above) {
            (Some(sign), Some(above)) => above.level = above.level.or(Some(if sign == '=' { 1 } else { 2 })),
            _ => out.push(line),
        }
    }
    *lines = out;
}

// The names of columns.
static COLUMN: Pattern = Pattern::new(
    r"(?i)^(?:nr\.?|saks?(?:nr\.?|tittel)?|tittel|tema|punkt|ansvar(?:lig|leg)?|frist|oppgaver?|tiltak|aksjon|beslutning|vedtak|konklusjon|oppfølging|status|dato|type)$",
);

/// Lines of plain text that stand in the same three columns or more, named by the first, are rows of a table.
fn columns(text: &Text, lines: &mut [Line]) {
    let cells = |l: &Line| {
        if l.row || l.level.is_some() {
            0
        } else {
            text.get(l.range.clone()).split("  ").filter(|c| !c.trim().is_empty()).count()
        }
    };
    let counts: Vec<usize> = lines.iter().map(cells).collect();
    let mut from = 0;
    while from < lines.len() {
        let count = counts.get(from).copied().unwrap_or(0);
        let run =
            counts.iter().skip(from).take_while(|c| count >= 3 && **c >= 3 && c.abs_diff(count) <= 1).count();
        let named = |l: &Line| {
            let cells = text.get(l.range.clone()).split("  ");
            cells.filter(|c| COLUMN.is_match(c.trim())).count() >= 2
        };
        if run >= 2 && lines.get(from).is_some_and(named) {
            for line in lines.iter_mut().skip(from).take(run) {
                line.row = true;
            }
        }
        from += run.max(1);
    }
}

/// Where a line of the text holds the beginning of another line.
fn cuts(text: &Text, line: &TextLine) -> Vec<usize> {
    let words = text.get(line.range.clone());
    let mut cuts: Vec<usize> = Vec::new();
    if words.contains('/') {
        cuts.extend(GLUED.find_iter(words).filter(|m| is_glued(words, &m.range())).map(|m| m.start()));
    }
    if line.hint.is_none() || line.hint == Some(Hint::Paragraph) {
        let glued = GLUED_PLAIN.captures_iter(words).filter_map(|c| c.name("value").map(|m| m.start()));
        cuts.extend(glued);
        if line.printed_lines > 1 {
            let printed = text.printed();
            let first = printed.partition_point(|p| p.range.start <= line.range.start);
            let within = printed.get(first..).unwrap_or(&[]).iter();
            let fields = within
                .take_while(|p| p.range.start < line.range.end)
                .filter(|p| FIELD.is_match(text.get(p.range.clone())))
                .map(|p| p.range.start - line.range.start);
            cuts.extend(fields);
            cuts.extend(parts(text, line));
            cuts.extend(below_heading(text, line));
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.into_iter().map(|at| line.range.start + at).collect()
}

/// Where labels that were joined to a sentence above them begin and end.
fn parts(text: &Text, line: &TextLine) -> Vec<usize> {
    let printed = text.printed();
    let first = printed.partition_point(|p| p.range.start < line.range.start);
    let within: Vec<_> = printed
        .iter()
        .skip(first)
        .take_while(|p| p.range.start < line.range.end)
        .map(|p| p.range.clone())
        .collect();
    let mut out = Vec::new();
    for (n, pair) in within.windows(2).enumerate() {
        let [above, here] = pair else { continue };
        let above = text.get(above.clone()).trim();
        let heading = n == 0 && NUMBERED.is_match(above);
        let ended = heading || above.ends_with(['.', '!', '?', ')', '»']);
        let words = text.get(here.clone()).trim();
        if ended && PART.is_match(words) && words.starts_with(|c: char| c.is_uppercase() || c == '[') {
            out.push(here.start - line.range.start);
            let goes_on = words.contains(['[', ':']) && !words.ends_with(':');
            let next = within.get(n + 2).filter(|_| !goes_on);
            out.extend(next.map(|next| next.start - line.range.start));
        }
    }
    out
}

// A heading's number at the beginning of a line.
static NUMBERED: Pattern =
    Pattern::new(r"^(?:\p{L}[\p{L}. -]{0,24}\s)?\d{1,4}(?:/\d{2,4}|\.\d{1,2}|[.):])?\s+\p{Lu}");

/// Where the words below a numbered heading begin that were joined to it, although it had room for more.
fn below_heading(text: &Text, line: &TextLine) -> Option<usize> {
    let printed = text.printed();
    let first = printed.partition_point(|p| p.range.start < line.range.start);
    let mut within = printed.get(first..)?.iter().take_while(|p| p.range.start < line.range.end);
    let heading = text.get(within.next()?.range.clone()).trim();
    let below: Vec<&str> = within.map(|p| text.get(p.range.clone()).trim()).collect();
    let longest = below.iter().map(|w| w.chars().count()).max()?;
    let short = heading.chars().count() * 4 < longest * 3;
    let meant = below.first()?.starts_with(char::is_uppercase) && !marker::runs_on(heading);
    let at = printed.get(first + 1)?.range.start;
    (short && meant && NUMBERED.is_match(heading) && !heading.ends_with('.')).then(|| at - line.range.start)
}

/// Whether a case number begins a line that lost its line break.
fn is_glued(words: &str, number: &Range<usize>) -> bool {
    let before = slice(words, 0..number.start);
    let after = slice(words, number.end..words.len());
    let Some(last) = before.chars().next_back() else { return false };
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    // `PS6/26` and `Sak6/26` are one.
    let code = word.chars().all(|c| c.is_uppercase() || c == '.') || word.to_lowercase().ends_with("sak");
    let glued =
        last.is_alphabetic() && !code || matches!(last, '.' | ';' | '!' | '?' | ')' | '*' | '»' | '”');
    // `…av16.04/09` and `m2/12` are no numbers of cases: those go on with a colon, a title or the end.
    let goes_on = after.trim_start();
    glued
        && (goes_on.is_empty()
            || after.starts_with(':')
            || goes_on.starts_with(char::is_uppercase)
            || after.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line is a row of a table as Markdown writes it.
fn is_row(words: &str) -> bool {
    words.starts_with('|') && words.ends_with('|') && words.matches('|').count() >= 3
}

fn push(out: &mut Vec<Line>, text: &Text, line: &TextLine, whole: usize, range: Range<usize>) {
    let words = text.get(range.clone());
    let lead = words.len() - words.trim_start().len();
    let trail = words.len() - words.trim_end().len();
    if lead + trail >= words.len() {
        return;
    }
    let start = range.start + lead;
    let mut range = start..range.end - trail;
    let first = start == line.range.start;
    let mut bullet = false;
    // `> …` quotes, and holds what it holds.
    let quoted = text.get(range.clone());
    if let Some(rest) = quoted.strip_prefix("> ").filter(|_| first) {
        range.start = range.end - rest.trim_start().len();
    }
    if let Some((_, at)) = marker::bullet(text.get(range.clone())).filter(|_| first) {
        bullet = true;
        range.start += at;
    }
    let mut level = match line.hint {
        Some(Hint::Heading(level)) if first => Some(level),
        _ => None,
    };
    let mut strong = line.strong == Some(true) && first;
    let words = text.get(range.clone());
    if level.is_none() && HASHES.is_match(words) {
        let hashes = words.bytes().take_while(|b| *b == b'#').count();
        level = u8::try_from(hashes).ok();
        let rest = slice(words, hashes..words.len()).trim_start();
        range.start = range.end - rest.len();
    }
    let words = text.get(range.clone());
    if words.len() > 4 && words.starts_with("**") && words.ends_with("**") {
        strong = true;
        range = range.start + 2..range.end - 2;
    }
    if let Some(anchor) = ANCHOR.find(text.get(range.clone())) {
        range.end = range.start + anchor.start();
    }
    if range.is_empty() {
        return;
    }
    out.push(Line {
        gap: !first || line.gap_before,
        depth: match line.hint {
            Some(Hint::Item(depth)) => 2 * usize::from(depth),
            _ => line.indent,
        },
        row: line.hint == Some(Hint::Row) || is_row(text.get(range.clone())),
        bullet: bullet
            || (first && matches!(line.hint, Some(Hint::Item(_))) && marker::number(words).is_none()),
        range,
        start,
        level,
        strong,
        whole,
    });
}
