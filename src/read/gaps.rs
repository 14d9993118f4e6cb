//! Tables in plain text whose columns are held apart by spaces: a header whose words name columns fixes
//! where they begin, and the cells below are put together again.

use crate::pattern::{Pattern, hyphen};

/// A line as it stands in the file, tabs made spaces.
#[derive(Debug, Clone)]
pub(super) struct Printed<'t> {
    /// The whole line.
    pub(super) text: &'t str,
    /// Whether a page begins with it.
    pub(super) new_page: bool,
}

/// A table: which lines it takes up, and its rows, cells joined by ` | `.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The first line.
    pub(super) from: usize,
    /// The line after the last.
    pub(super) to: usize,
    /// The header and the rows.
    pub(super) rows: Vec<String>,
}

/// What the columns of a table of assignments are called: one of the first, and one of the second.
static TASKS: Pattern = Pattern::new(
    r"(?i)^(?:(?:nye?\s+|særskilte\s+)?oppdrag|oppgaver?|oppgåver?|tiltak|bestilling(?:er)?|leveranser?|aktivitet(?:er)?)$",
);
static BESIDE: Pattern = Pattern::new(
    r"(?i)^(?:(?:tids|leverings|svar)?frist|ansvar|ansvarlig|ansvarleg|nr\.?|id|nummer|tidspunkt)$",
);
static INDICATORS: Pattern = Pattern::new(r"(?i)^(?:styringsparamet(?:er|re|rar|ere)|indikator(?:er|ar)?)$");
static VALUES: Pattern = Pattern::new(
    r"(?i)^(?:resultatkrav|krav|mål(?:tall)?|ambisjon(?:snivå)?|resultat|kilde|kjelde)(?:\s+(?:for\s+)?20\d\d)?$",
);

/// A piece of a line between wide gaps: where it begins, in letters, and its words.
type Piece = (usize, String);

/// A table has at most so many lines.
const LONGEST: usize = 400;

/// The tables among these lines, in order.
pub(super) fn tables(lines: &[Printed<'_>]) -> Vec<Table> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let header = lines.get(at).map_or_else(Vec::new, |l| pieces(l.text));
        match is_header(&header).then(|| table(lines, at, &header)).flatten() {
            Some(table) => {
                at = table.to;
                out.push(table);
            }
            None => at += 1,
        }
    }
    out
}

fn is_header(pieces: &[Piece]) -> bool {
    let any = |p: &Pattern| pieces.iter().any(|(_, words)| p.is_match(words));
    pieces.len() >= 2 && ((any(&TASKS) && any(&BESIDE)) || (any(&INDICATORS) && any(&VALUES)))
}

/// The pieces of a line, two or more spaces apart.
fn pieces(line: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut spaces = 2;
    let mut at = 0;
    for c in line.chars() {
        if c == '\t' {
            spaces += 4;
            at += 4;
            continue;
        }
        if c.is_whitespace() {
            spaces += 1;
        } else {
            if spaces >= 2 {
                out.push((at, String::new()));
            } else if spaces == 1
                && let Some((_, words)) = out.last_mut()
            {
                words.push(' ');
            }
            spaces = 0;
            if let Some((_, words)) = out.last_mut() {
                words.push(c);
            }
        }
        at += 1;
    }
    out
}

fn table(lines: &[Printed<'_>], from: usize, header: &[Piece]) -> Option<Table> {
    let starts: Vec<usize> = header.iter().map(|(at, _)| *at).collect();
    let numbered = header.first().is_some_and(|(_, w)| BESIDE.is_match(w) && w.chars().count() <= 8);
    let mut rows: Vec<Vec<String>> = vec![header.iter().map(|(_, w)| w.clone()).collect()];
    let (mut to, mut gap) = (from + 1, false);
    for (i, line) in lines.iter().enumerate().skip(from + 1).take(LONGEST) {
        if line.text.trim().is_empty() {
            gap = true;
            continue;
        }
        let Some(cells) = cells(line.text, &starts) else { break };
        let first = cells.first().is_some_and(|c| !c.is_empty());
        let others = cells.iter().skip(1).filter(|c| !c.is_empty()).count();
        // After a gap, what does not begin in the first column with something beside it is no row.
        let complete = first && others > 0;
        let over_page = line.new_page && !first;
        if (gap || line.new_page) && !complete && !over_page {
            break;
        }
        let ended = rows.last().and_then(|r| r.first()).is_some_and(|c| c.ends_with('.'));
        let begins = rows.len() == 1
            || (first
                && (numbered || gap || (others > 0 && starts.len() > 1) || (ended && !goes_on(&cells))));
        if begins {
            rows.push(cells);
        } else if let Some(row) = rows.last_mut() {
            for (cell, more) in row.iter_mut().zip(&cells) {
                if cell.is_empty() {
                    cell.clone_from(more);
                } else if !more.is_empty() {
                    hyphen::append(cell, more);
                }
            }
        }
        (to, gap) = (i + 1, false);
    }
    (rows.len() > 1).then(|| Table { from, to, rows: rows.into_iter().map(|r| r.join(" | ")).collect() })
}

fn goes_on(cells: &[String]) -> bool {
    cells.first().is_some_and(|c| c.starts_with(char::is_lowercase))
}

/// The cells of a line, each with what begins at its column; nothing where the line is no row: where its
/// words run over the beginnings of columns.
fn cells(line: &str, starts: &[usize]) -> Option<Vec<String>> {
    const SLACK: usize = 2;
    let mut out = vec![String::new(); starts.len()];
    for (at, words) in pieces(line) {
        let column = starts.iter().rposition(|s| *s <= at + SLACK).unwrap_or(0);
        let end = at + words.chars().count();
        if starts.get(column + 1).is_some_and(|next| end > next + SLACK) {
            return None;
        }
        let cell = out.get_mut(column)?;
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&words);
    }
    Some(out)
}
