//! Random minutes.

use super::Composer;
use crate::described::model::{Agenda, Block, Conclusion, Description, Item};

/// The sorts of meeting.
const MEETINGS: [&str; 4] = ["etatsstyringsmøte", "særmøte", "fagmøte", "kontaktmøte"];

pub(super) fn minutes(c: &mut Composer) -> Description {
    let mut d = c.start("referat");
    let meeting = *c.rng.pick(&MEETINGS);
    d.meeting_type = Some(meeting.to_owned());
    d.title = c.fill(&c.bank.titles[2].replace("{møte}", meeting));
    for (name, value) in c.bank.fields {
        d.fields.push(((*name).to_owned(), c.fill(value)));
    }
    let count = c.rng.between(1, 5);
    let style = c.rng.between(0, 3);
    let names: Vec<String> = c.rng.some(c.bank.agenda, count).into_iter().map(|n| (*n).to_owned()).collect();
    // The agenda at the top repeats what the headings say.
    if count > 1 && style != 1 && c.rng.chance(25) {
        d.body.push(Block::Label(c.bank.list.to_owned()));
        d.body.push(Block::Numbered(names.iter().cloned().map(Item::Plain).collect()));
    }
    for (i, name) in names.into_iter().enumerate() {
        d.body.push(Block::Agenda(agenda(c, style, i + 1, name)));
        for _ in 0..c.rng.between(1, 3) {
            let sentences = c.rng.between(1, 2);
            let text = c.paragraph(c.bank.talk, sentences);
            d.body.push(Block::Paragraph(text));
        }
        if c.rng.chance(30) {
            d.body.push(Block::Paragraph(c.one(c.bank.list_leads)));
            let points = c.rng.some(c.bank.points, 3);
            d.body.push(Block::Bullets(points.into_iter().map(|p| Item::Plain((*p).to_owned())).collect()));
        }
        if c.rng.chance(15) {
            d.body.push(Block::Paragraph(c.bank.proposal.to_owned()));
        }
        if c.rng.chance(85) {
            d.body.push(conclusion(c, c.bank.markers));
        }
        if c.rng.chance(25) {
            d.body.push(conclusion(c, c.bank.follow_ups));
        }
    }
    d
}

fn agenda(c: &Composer, style: usize, number: usize, name: String) -> Agenda {
    let (before, number, after) = match style {
        0 => (None, number.to_string(), "."),
        1 => (Some("Sak".to_owned()), format!("{number:02}/{:02}", c.year % 100), ""),
        2 => (Some("Sak".to_owned()), number.to_string(), ":"),
        _ => (None, number.to_string(), ")"),
    };
    Agenda { before, number, after: Some(after.to_owned()), name }
}

fn conclusion(c: &mut Composer, markers: &'static [&'static str]) -> Block {
    let marker = (*c.rng.pick(markers)).to_owned();
    let count = c.rng.between(1, 3);
    let texts: Vec<&&str> = c.rng.some(c.bank.conclusions, count);
    let texts: Vec<String> = texts.into_iter().map(|t| c.fill(t)).collect();
    Block::Conclusion(match c.rng.between(0, 2) {
        0 => Conclusion { marker, text: None, items: texts, below: false },
        1 => Conclusion { marker, text: Some(texts.join(" ")), items: Vec::new(), below: true },
        _ => Conclusion { marker, text: Some(texts.join(" ")), items: Vec::new(), below: false },
    })
}
