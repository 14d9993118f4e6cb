//! What was done → what is told of it, line by line.

use super::super::kind::minutes;
use super::super::{Run, WeighedSentence, families};
use super::{
    ChainLink, Considered, Counted, Explained, ExplainedLine, LineBlock, Minutes, PointsReading, Taken,
};
use crate::model::{Document, Evidence, Kind, Span, Text};
use crate::outline::{Block, BlockKind};
use std::collections::HashSet;

/// The explanation of a document.
pub(in crate::rules) fn explained(text: &Text, run: &Run<'_>) -> Explained {
    let mut lines = Lines::of(text);
    for block in &run.outline.blocks {
        lines.block(text, block);
    }
    for taken in facts(&run.document).chain(units(&run.document)) {
        lines.take(taken);
    }
    let readings = readings(text, run, &lines);
    for (index, reading) in readings.iter().enumerate() {
        for (place, link) in (1..).zip(&reading.chain) {
            let heading = Considered::Heading {
                rule: reading.rule.clone(),
                pattern: reading.pattern.clone(),
                reading: Some(index),
                place: Some(place),
                taken: reading.taken,
            };
            lines.consider(link.line - 1, heading);
        }
    }
    lines.numbers_left(run);
    lines.outcomes(text, run);
    for sentence in &run.sentences {
        lines.consider(lines.at_byte(sentence.range.start), weighed(text, sentence));
    }
    let minutes = run.signs.as_ref().map(|signs| Minutes {
        points: rounded(signs.sum),
        enough: minutes::ENOUGH,
        signs: signs.points.iter().map(|p| counted(text, p)).collect(),
    });
    for sign in run.signs.iter().flat_map(|s| &s.points) {
        if let Some(range) = &sign.range {
            lines.consider(lines.at_byte(range.start), Considered::MinutesSign(counted(text, sign)));
        }
    }
    Explained {
        document: run.document.id.clone(),
        path: run.document.source.path.clone(),
        kind: run.document.kind.clone(),
        minutes,
        readings,
        lines: lines.lines,
        warnings: run.document.warnings.clone(),
    }
}

/// The lines of the text as an editor counts them.
struct Lines {
    /// Where each begins, in bytes.
    bytes: Vec<usize>,
    lines: Vec<ExplainedLine>,
}

impl Lines {
    fn of(text: &Text) -> Self {
        let (mut bytes, mut lines) = (Vec::new(), Vec::new());
        let mut start = 0;
        // No text has no lines.
        let all = text.as_str().split('\n').filter(|_| !text.as_str().is_empty());
        for (line, words) in (1..).zip(all) {
            let range = start..start + words.len();
            bytes.push(start);
            start = range.end + 1;
            lines.push(ExplainedLine {
                line,
                span: text.span(&range),
                text: words.to_owned(),
                blocks: Vec::new(),
                taken: Vec::new(),
                considered: Vec::new(),
            });
        }
        Self { bytes, lines }
    }

    /// The index of the line with this byte.
    fn at_byte(&self, offset: usize) -> usize {
        self.bytes.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The index of the line with this code point.
    fn at_point(&self, offset: u32) -> usize {
        self.lines.partition_point(|l| l.span.start <= offset).saturating_sub(1)
    }

    fn consider(&mut self, line: usize, considered: Considered) {
        if let Some(line) = self.lines.get_mut(line) {
            line.considered.push(considered);
        }
    }

    fn block(&mut self, text: &Text, block: &Block) {
        let last = self.at_byte(block.range.end.saturating_sub(1).max(block.line_start));
        for index in self.at_byte(block.line_start)..=last {
            let Some(line) = self.lines.get_mut(index).filter(|l| !l.text.is_empty()) else { continue };
            line.blocks.push(LineBlock {
                kind: kind(block.kind).to_owned(),
                level: block.level,
                number: block.number.as_ref().map(|n| n.digits.clone()),
                attachment: block.attachment,
                span: text.span(&block.range),
            });
        }
    }

    /// Notes a unit on every line that it stands on.
    fn take(&mut self, (taken, at): (Taken, Span)) {
        let first = self.at_point(at.start);
        for index in first..=self.at_point(at.end.saturating_sub(1).max(at.start)) {
            if let Some(line) = self.lines.get_mut(index).filter(|l| !l.text.is_empty()) {
                line.taken.push(Taken { begins: index == first, ..taken.clone() });
            }
        }
    }

    /// Lines with numbers that are in none of the readings that were kept.
    fn numbers_left(&mut self, run: &Run<'_>) {
        let Some(page) = run.page.as_ref().filter(|_| !run.readings.is_empty()) else { return };
        let read: HashSet<(usize, &str)> = run
            .readings
            .iter()
            .flat_map(|r| r.headings.iter().map(|(_, range)| (self.at_byte(range.start), r.rule)))
            .collect();
        let mut left = Vec::new();
        for candidate in page.numbers() {
            let line = self.at_byte(candidate.at);
            if !read.contains(&(line, candidate.rule.code)) {
                left.push((line, candidate));
            }
        }
        for (line, candidate) in left {
            let heading = Considered::Heading {
                rule: candidate.rule.code.to_owned(),
                pattern: candidate.pattern,
                reading: None,
                place: None,
                taken: false,
            };
            self.consider(line, heading);
        }
    }

    /// The marks of conclusions, where conclusions were looked for.
    fn outcomes(&mut self, text: &Text, run: &Run<'_>) {
        let looked = run.document.kind.value == Kind::Referat || !run.readings.is_empty();
        let Some(page) = run.page.as_ref().filter(|_| looked) else { return };
        let mut found: Vec<u32> = run.document.conclusions.iter().map(|c| c.span.start).collect();
        found.sort_unstable();
        let marks: Vec<_> = page.marks.iter().flatten().collect();
        for (index, mark) in marks.iter().enumerate() {
            let span = text.span(&mark.label);
            let next = marks.get(index + 1).map_or(u32::MAX, |m| text.span(&m.label).start);
            let behind = found.get(found.partition_point(|start| *start < span.start));
            let outcome = Considered::Outcome {
                rule: mark.rule.code.to_owned(),
                span,
                taken: behind.is_some_and(|start| *start < next),
            };
            self.consider(self.at_byte(mark.label.start), outcome);
        }
    }
}

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Label => "label",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item => "item",
        BlockKind::Row => "row",
        BlockKind::Note => "note",
    }
}

/// Points to a thousandth: what was a short number in a rule is one again.
fn rounded(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}

fn counted(text: &Text, points: &families::Count) -> Counted {
    Counted {
        rule: points.rule.to_owned(),
        points: rounded(points.points),
        note: Some(points.note.clone()),
        span: points.range.as_ref().map(|r| text.span(r)),
    }
}

fn weighed(text: &Text, sentence: &WeighedSentence) -> Considered {
    let found = sentence.found.iter().map(|(rule, points)| Counted {
        rule: rule.code.to_owned(),
        points: rounded(f64::from(*points)),
        note: None,
        span: None,
    });
    Considered::Assignment {
        span: text.span(&sentence.range),
        found: found.collect(),
        points: rounded(f64::from(sentence.points)),
        enough: sentence.enough,
    }
}

fn readings(text: &Text, run: &Run<'_>, lines: &Lines) -> Vec<PointsReading> {
    // Of a document that is perhaps no minutes, no points may have been taken at all.
    let given = !run.document.agenda_items.is_empty();
    let reading = |r: &families::Considered| PointsReading {
        rule: r.rule.to_owned(),
        pattern: r.pattern.clone(),
        chain: r
            .headings
            .iter()
            .map(|(number, range)| ChainLink {
                number: number.as_ref().map(|n| text.get(n.clone()).to_owned()),
                span: text.span(range),
                line: lines.at_byte(range.start) + 1,
            })
            .collect(),
        points: r.points.iter().map(|p| counted(text, p)).collect(),
        score: rounded(r.score),
        taken: r.chosen && given,
    };
    run.readings.iter().map(reading).collect()
}

/// The facts of a record that stand in its text.
fn facts(d: &Document) -> impl Iterator<Item = (Taken, Span)> {
    let known: [(&str, Option<&Evidence>); 7] = [
        ("title", d.title.as_ref().and_then(|f| f.evidence.as_ref())),
        ("kind", d.kind.evidence.as_ref()),
        ("meeting_type", d.meeting_type.as_ref().and_then(|f| f.evidence.as_ref())),
        ("year", d.year.as_ref().and_then(|f| f.evidence.as_ref())),
        ("date", d.date.as_ref().and_then(|f| f.evidence.as_ref())),
        ("agency", d.agency.as_ref().and_then(|f| f.evidence.as_ref())),
        ("language", d.language.as_ref().and_then(|f| f.evidence.as_ref())),
    ];
    let ministries = d.ministries.iter().map(|f| ("ministries", f.evidence.as_ref()));
    known.into_iter().chain(ministries).filter_map(|(part, evidence)| {
        let evidence = evidence?;
        Some(placed(part, None, &evidence.rule, evidence.span?))
    })
}

fn placed(part: &str, id: Option<&str>, rule: &str, span: Span) -> (Taken, Span) {
    let taken = Taken {
        part: part.to_owned(),
        id: id.map(str::to_owned),
        rule: rule.to_owned(),
        span,
        heading: false,
        begins: true,
    };
    (taken, span)
}

/// The units of a record, each with a place where it stands: points stand in two.
fn units(d: &Document) -> impl Iterator<Item = (Taken, Span)> {
    let mut out = Vec::new();
    for u in &d.agenda_items {
        let (taken, span) = placed("agenda_item", Some(&u.id), &u.rule, u.span);
        if let Some(heading) = u.heading_span {
            out.push((Taken { heading: true, ..taken.clone() }, heading));
        }
        // Where nothing stands under a heading, the heading is the text.
        if u.heading_span.is_none_or(|h| span.start >= h.end || span.end <= h.start) {
            out.push((taken, span));
        }
    }
    macro_rules! all {
        ($($list:ident: $part:literal),* $(,)?) => {
            $(out.extend(d.$list.iter().map(|u| placed($part, Some(&u.id), &u.rule, u.span)));)*
        };
    }
    all! {
        conclusions: "conclusion",
        oppdrag: "oppdrag",
        goals: "goal",
        indicators: "indicator",
        key_information: "key_information",
        reporting_requirements: "reporting_requirement",
        budget_lines: "budget_line",
        references: "reference",
        abbreviations: "abbreviation",
    }
    out.into_iter()
}
