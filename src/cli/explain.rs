//! `arkiv explain`.

use super::Ended;
use super::args::{ExplainArgs, ExplainFormatArg};
use super::desk::desk;
use super::screen::{Screen, bold, complain, faint, printable};
use crate::error::{Error, Result};
use crate::export::{Explanation, SCHEMA_VERSION};
use crate::model::Span;
use crate::rules::explain::{Considered, Counted, Explained, ExplainedLine, LineBlock, PointsReading, Taken};
use crate::worker::Stop;
use crate::{ingest, rules};
use std::collections::BTreeSet;

pub(super) fn run(args: &ExplainArgs, screen: &mut Screen) -> Result<Ended> {
    let mut explained = ingest::explain(&args.file, &desk(&args.reading, &Stop::default())?)?;
    if let Some(wanted) = args.line {
        only(&mut explained, wanted)?;
    }
    match args.format {
        ExplainFormatArg::Json => {
            let explanation = Explanation { schema_version: SCHEMA_VERSION, explained: &explained };
            let json =
                serde_json::to_string_pretty(&explanation).map_err(|e| Error::Output(e.to_string()))?;
            screen.line(json)?;
        }
        ExplainFormatArg::Text => {
            for warning in &explained.warnings {
                complain(&format!("note: {warning}"));
            }
            Printer { explained: &explained, full: args.line.is_some(), screen }.print()?;
        }
    }
    Ok(Ended::Done)
}

/// Leaves one line. The error says how many there are.
fn only(explained: &mut Explained, wanted: usize) -> Result<()> {
    let count = explained.lines.len();
    explained.lines.retain(|l| l.line == wanted);
    if explained.lines.is_empty() {
        return Err(Error::Value {
            option: "--line".to_owned(),
            value: wanted.to_string(),
            why: format!("the text has lines 1 to {count}"),
        });
    }
    Ok(())
}

/// How many numbers of a chain are shown.
const CHAIN: usize = 12;
/// How many letters of a sentence are shown of a line that is not asked for.
const SENTENCE: usize = 40;

struct Printer<'a> {
    explained: &'a Explained,
    /// Whether everything is told, rules' summaries included.
    full: bool,
    screen: &'a mut Screen,
}

impl Printer<'_> {
    fn print(&mut self) -> Result<()> {
        if !self.full {
            self.head()?;
        }
        for line in &self.explained.lines {
            // A gap is something only where it is asked about.
            if self.full || !line.text.is_empty() {
                self.line(line)?;
            }
        }
        Ok(())
    }

    /// What is told of the whole document.
    fn head(&mut self) -> Result<()> {
        let kind = &self.explained.kind;
        let rule = kind.evidence.as_ref().map_or(String::new(), |e| format!(" ({})", e.rule));
        self.screen.line(bold(&printable(&self.explained.path)))?;
        self.screen.line(format_args!("  kind: {}{rule}", kind.value.as_str()))?;
        match &self.explained.minutes {
            None => self.screen.line("  signs of minutes were not weighed: something else told the kind")?,
            Some(minutes) => {
                self.screen.line(format_args!(
                    "  signs of minutes: {:+} points; {:+} are enough where no title names them",
                    minutes.points, minutes.enough
                ))?;
                for sign in &minutes.signs {
                    self.screen.line(format_args!("    {}", counted(sign)))?;
                }
            }
        }
        for reading in &self.explained.readings {
            self.screen.line(format_args!("  reading of its points: {}", told(reading)))?;
            for points in &reading.points {
                self.screen.line(format_args!("    {}", counted(points)))?;
            }
        }
        self.screen.line("")
    }

    fn line(&mut self, line: &ExplainedLine) -> Result<()> {
        let mut is: Vec<String> = line.blocks.iter().map(block).collect();
        is.extend(line.taken.iter().map(taken));
        if is.is_empty() {
            is.push("a gap".to_owned());
        }
        let number = format!("{:>4}", line.line);
        self.screen.line(format_args!("{} {}", bold(&number), is.join(", ")))?;
        if !line.text.is_empty() {
            self.screen.indented(5, &printable(&line.text))?;
        }
        for considered in &line.considered {
            self.considered(line, considered)?;
        }
        if self.full {
            self.rules(line)?;
        }
        Ok(())
    }

    fn considered(&mut self, line: &ExplainedLine, considered: &Considered) -> Result<()> {
        let mut more: Vec<String> = Vec::new();
        let what = match considered {
            Considered::Heading { rule, pattern, reading, place, .. } => {
                let found = reading.and_then(|r| self.explained.readings.get(r)).zip(*place);
                match found {
                    Some((reading, place)) => {
                        if self.full {
                            more.extend(reading.points.iter().map(counted));
                        }
                        let all = reading.chain.len();
                        format!("heading of a point, {place} of {all}: {}", told(reading))
                    }
                    None => {
                        format!(
                            "heading of a point: {} ({rule}): in no reading that was kept",
                            printable(pattern)
                        )
                    }
                }
            }
            Considered::Assignment { span, found, points, enough } => {
                let enough = if *enough { "enough" } else { "not enough" };
                let signs: Vec<String> = found.iter().map(counted).collect();
                let words = words(line, *span, if self.full { usize::MAX } else { SENTENCE });
                let told = format!("assignment “{words}”, {points:+} points, {enough}");
                if self.full {
                    more = signs;
                    told
                } else {
                    format!("{told}: {}", signs.join(", "))
                }
            }
            Considered::Outcome { rule, taken, .. } => {
                let came = if *taken { "a conclusion follows" } else { "no conclusion was taken from it" };
                format!("mark of a conclusion ({rule}): {came}")
            }
            Considered::MinutesSign(sign) => format!("sign of minutes: {}", counted(sign)),
        };
        self.screen.indented(7, &format!("{} {what}", faint("considered:")))?;
        for line in more {
            self.screen.indented(9, &line)?;
        }
        Ok(())
    }

    /// The rules that are named of a line, each with what it finds.
    fn rules(&mut self, line: &ExplainedLine) -> Result<()> {
        let mut codes: BTreeSet<&str> = line.taken.iter().map(|t| t.rule.as_str()).collect();
        for considered in &line.considered {
            match considered {
                Considered::Heading { rule, reading, .. } => {
                    codes.insert(rule);
                    let reading = reading.and_then(|r| self.explained.readings.get(r));
                    codes.extend(reading.iter().flat_map(|r| &r.points).map(|p| p.rule.as_str()));
                }
                Considered::Assignment { found, .. } => codes.extend(found.iter().map(|f| f.rule.as_str())),
                Considered::Outcome { rule, .. } => {
                    codes.insert(rule);
                }
                Considered::MinutesSign(sign) => {
                    codes.insert(&sign.rule);
                }
            }
        }
        for rule in codes.into_iter().filter_map(rules::named) {
            self.screen.indented(7, &format!("{} {}", bold(rule.code), rule.summary))?;
        }
        Ok(())
    }
}

/// The words of a line at a span, or the first of them.
fn words(line: &ExplainedLine, span: Span, most: usize) -> String {
    let from = span.start.saturating_sub(line.span.start) as usize;
    let length = span.end.saturating_sub(span.start) as usize;
    let mut words: String = line.text.chars().skip(from).take(length.min(most)).collect();
    if length > most {
        words.truncate(words.trim_end().len());
        words.push('…');
    }
    printable(&words).into_owned()
}

/// `heading 2 numbered 3.1`.
fn block(block: &LineBlock) -> String {
    let level = if block.kind == "heading" { format!(" {}", block.level) } else { String::new() };
    let number = block.number.as_ref().map_or(String::new(), |n| format!(" numbered {n}"));
    let attachment = if block.attachment { " of an attachment" } else { "" };
    format!("{}{level}{}{attachment}", block.kind, printable(&number))
}

/// `oppdrag (OPP01)`; `in oppdrag (OPP01)` where it began on a line above.
fn taken(taken: &Taken) -> String {
    let part = taken.part.replace('_', " ");
    let within = if taken.begins { "" } else { "in " };
    let heading = if taken.heading { "heading of " } else { "" };
    format!("{within}{heading}{part} ({})", taken.rule)
}

/// `+1.5 FAM21 (5 of 6 steps to the next number)`.
fn counted(sign: &Counted) -> String {
    let note = sign.note.as_ref().map_or(String::new(), |n| format!(" ({})", n.replace('\n', " ")));
    format!("{:+} {}{}", sign.points, sign.rule, printable(&note))
}

/// `N. … (FAM02), 1 2 3, score 5.3, taken`.
fn told(reading: &PointsReading) -> String {
    let numbers = reading.chain.iter().map(|l| l.number.as_deref().unwrap_or("–"));
    let mut chain: Vec<&str> = numbers.take(CHAIN).collect();
    if reading.chain.len() > CHAIN {
        chain.push("…");
    }
    let taken = if reading.taken { "taken" } else { "not taken" };
    let told = format!(
        "{} ({}), {}, score {:+}, {taken}",
        reading.pattern,
        reading.rule,
        chain.join(" "),
        reading.score
    );
    printable(&told).into_owned()
}
