//! Random allocation letters and supplements to them.

use super::{Composer, deadlines};
use crate::described::model::{Block, Budget, Chapter, Deadline, Description, Indicator, Oppdrag, Post};

pub(super) fn letter(c: &mut Composer) -> Description {
    let before = format!("{}-12-{:02}", c.year - 1, c.rng.between(15, 28));
    if c.rng.chance(40) || !c.dated(before) {
        let date = format!("{}-01-{:02}", c.year, c.rng.between(5, 25));
        c.dated(date);
    }
    let mut d = c.start("tildelingsbrev");
    head(c, &mut d, 0);
    let [introduction, priorities, goals, oppdrag, other, reporting, money] = c.bank.headings;
    let opening = c.fill(c.bank.opening);
    d.references = references(&opening);
    chapter(&mut d, 1, introduction, opening);
    for (number, heading) in [(2, priorities), (3, goals)] {
        let text = c.paragraph(c.bank.prose, 3);
        chapter(&mut d, number, heading, text);
    }
    let numbered = c.rng.chance(40);
    let chosen: Vec<&&str> = c.rng.some(c.bank.goals, 3);
    let count = c.rng.between(1, 3);
    for (i, goal) in chosen.into_iter().take(count).enumerate() {
        d.body.push(Block::Goal(format!("3.{} {goal}", i + 1)));
        let text = c.paragraph(c.bank.prose, 2);
        d.body.push(Block::Paragraph(text));
        under_goal(c, &mut d, !numbered);
    }
    let mut next = 4;
    if numbered {
        d.body.push(Block::Heading(format!("{next} {oppdrag}")));
        let text = c.paragraph(c.bank.prose, 1);
        d.body.push(Block::Paragraph(text));
        for i in 0..c.rng.between(3, 9) {
            let one = assignment(c, i + 1);
            d.body.push(Block::Assignment(one));
        }
        next += 1;
    }
    let text = c.paragraph(c.bank.prose, 2);
    chapter(&mut d, next, other, text);
    d.body.push(Block::Heading(format!("{} {reporting}", next + 1)));
    let count = c.rng.between(1, 3);
    let needs: Vec<&&str> = c.rng.some(c.bank.reporting, count);
    d.body.push(Block::Reporting(needs.into_iter().map(|n| c.fill(n)).collect()));
    d.body.push(Block::Heading(format!("{} {money}", next + 2)));
    d.body.push(Block::Budget(budget(c)));
    d
}

pub(super) fn supplement(c: &mut Composer) -> Description {
    let mut d = c.start("supplerende_tildelingsbrev");
    let number = c.rng.between(1, 4);
    head(c, &mut d, number);
    let text = c.paragraph(c.bank.prose, 3);
    chapter(&mut d, 1, c.bank.headings[0], text);
    d.body.push(Block::Heading(format!("2 {}", c.bank.headings[3])));
    let count = c.rng.between(1, 5);
    if c.rng.chance(50) {
        let all = (0..count).map(|_| oppdrag(c)).collect();
        d.body.push(Block::Oppdrag(all));
    } else {
        for i in 0..count {
            let one = assignment(c, i + 1);
            d.body.push(Block::Assignment(one));
        }
    }
    if c.rng.chance(60) {
        d.body.push(Block::Heading(format!("3 {}", c.bank.headings[6])));
        d.body.push(Block::Budget(budget(c)));
    }
    d
}

fn head(c: &mut Composer, d: &mut Description, supplement: usize) {
    let title = c.bank.titles[usize::from(supplement > 0)].replace("{k}", &supplement.to_string());
    d.title = c.fill(&title);
    d.address = vec!["Postboks 123 Sentrum".to_owned(), "0101 OSLO".to_owned()];
    let number = c.number();
    d.our_ref = Some(format!("{:02}/{number}", c.year % 100));
    d.signature = c.bank.signature.iter().map(|s| (*s).to_owned()).collect();
    d.copies = vec!["Riksrevisjonen".to_owned()];
}

fn chapter(d: &mut Description, number: usize, heading: &str, text: String) {
    d.body.push(Block::Heading(format!("{number} {heading}")));
    d.body.push(Block::Paragraph(text));
}

/// The proposition and the recommendation that the opening names.
fn references(opening: &str) -> Vec<String> {
    let upto = |from: &str| {
        let at = opening.find(from).expect("the opening names it");
        let end = opening[at..].find(')').expect("years in brackets") + 1;
        opening[at..at + end].to_owned()
    };
    vec![upto("Prop."), upto("Innst.")]
}

fn under_goal(c: &mut Composer, d: &mut Description, assigns: bool) {
    if c.rng.chance(70) {
        let count = c.rng.between(1, 3);
        let all: Vec<&(&str, &str, &str)> = c.rng.some(c.bank.indicators, count);
        d.body.push(Block::Indicators(all.into_iter().map(|i| indicator(c, i)).collect()));
    }
    if c.rng.chance(40) {
        let points = c.rng.some(c.bank.information, 2);
        d.body.push(Block::KeyInformation(points.into_iter().map(|p| (*p).to_owned()).collect()));
    }
    if assigns {
        let count = c.rng.between(1, 5);
        let all = (0..count).map(|_| oppdrag(c)).collect();
        d.body.push(Block::Oppdrag(all));
    }
}

fn indicator(c: &mut Composer, (text, direction, target): &(&str, &str, &str)) -> Indicator {
    let number = c.number().to_string();
    let direction = match *direction {
        "+" => Some("increase"),
        "-" => Some("decrease"),
        "=" => Some("maintain"),
        _ => None,
    };
    Indicator {
        text: text.replace("{n}", &number),
        direction: direction.map(str::to_owned),
        target: Some(target.replace("{n}", &number)).filter(|t| !t.is_empty()),
    }
}

/// An assignment with a number and a title of its own.
fn assignment(c: &mut Composer, number: usize) -> Oppdrag {
    let withheld = c.rng.chance(8);
    let mut one = if withheld {
        Oppdrag {
            title: Some(c.bank.withheld.to_owned()),
            status: Some("withheld".to_owned()),
            ..Oppdrag::default()
        }
    } else {
        let title = crate::described::words::capital(c.topic());
        Oppdrag { title: Some(title), ..oppdrag(c) }
    };
    one.number = Some(format!("TB{}-{number:02}", c.year));
    one
}

/// An assignment as it stands in a list.
fn oppdrag(c: &mut Composer) -> Oppdrag {
    let other =
        |status: &str, text: String| Oppdrag { text, status: Some(status.to_owned()), ..Oppdrag::default() };
    match c.rng.between(0, 99) {
        0..=6 => other("announced", c.one(c.bank.announced)),
        7..=12 => other("withdrawn", c.one(c.bank.withdrawn)),
        13..=18 => other("clarified", c.one(c.bank.clarified)),
        _ => assigned(c),
    }
}

fn assigned(c: &mut Composer) -> Oppdrag {
    let mut addressees = None;
    let pattern = match c.rng.between(0, 9) {
        0 => {
            let another = c.other_agency();
            addressees = Some(vec![c.agency.clone(), another.clone()]);
            c.rng.pick(c.bank.asks_both).replace("{annen}", &another)
        }
        1 => {
            let another = c.other_agency();
            c.rng.pick(c.bank.asks_with).replace("{annen}", &another)
        }
        _ => (*c.rng.pick(c.bank.asks)).to_owned(),
    };
    let mut deadline = c.rng.chance(75).then(|| due(c));
    let inside = deadline.as_ref().filter(|d| d.line.is_none() && pattern.contains("{når}"));
    let inside = inside.filter(|_| c.rng.chance(60)).map(|d| format!("{} ", d.text));
    let hva = format!("{}{}", c.rng.pick(c.bank.tasks), c.rng.pick(c.bank.purposes));
    let sentence = pattern.replace("{når}", inside.as_deref().unwrap_or("")).replace("{hva}", &hva);
    let mut text = format!("{}.", c.fill(&sentence));
    if c.rng.chance(40) {
        text = format!("{text} {}", c.one(c.bank.details));
    }
    if let Some(d) = deadline.as_mut().filter(|d| d.line.is_none() && inside.is_none()) {
        text = format!("{text} {}", c.rng.pick(c.bank.due).replace("{frist}", &d.text));
    }
    let mut one = Oppdrag { text, deadline, addressees, ..Oppdrag::default() };
    if c.rng.chance(30) {
        one.text = format!("{} {}", one.text, c.rng.pick(c.bank.leads));
        let count = c.rng.between(2, 4);
        one.items = c.rng.some(c.bank.points, count).into_iter().map(|p| (*p).to_owned()).collect();
        one.after = c.rng.chance(40).then(|| c.one(c.bank.afters));
    }
    one
}

fn due(c: &mut Composer) -> Deadline {
    if c.rng.chance(40) {
        let pattern = *c.rng.pick(c.bank.lines);
        let due = deadlines::deadline(&mut c.rng, pattern, c.year);
        Deadline { line: Some("Frist".to_owned()), ..due }
    } else {
        let pattern = *c.rng.pick(c.bank.inline);
        deadlines::deadline(&mut c.rng, pattern, c.year)
    }
}

fn budget(c: &mut Composer) -> Budget {
    let (unit, factor) = *c.rng.pick(&c.bank.units);
    let number = c.rng.between(300, 1900);
    let count = c.rng.between(1, 4);
    let mut posts: Vec<_> = c.rng.some(c.bank.posts, count);
    posts.sort_by_key(|p| p.0);
    let scale = if factor == 1 { 1000 } else { 1 };
    let posts = posts.into_iter().map(|(item, name, keywords)| Post {
        item: (*item).to_owned(),
        name: (*name).to_owned(),
        keywords: keywords.iter().map(|k| (*k).to_owned()).collect(),
        amount: (c.rng.between(900, 750_000) * scale) as i64,
    });
    let chapter = Chapter { number: number.to_string(), name: c.agency.clone(), posts: posts.collect() };
    Budget { unit: unit.to_owned(), factor, chapters: vec![chapter] }
}
