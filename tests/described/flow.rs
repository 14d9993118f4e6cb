//! Description → pieces in reading order. What is said twice in every format (labels, the order of the
//! letterhead, what a budget row holds) is said here once; renderers only lay out.

use super::model::{Agenda, Block, Budget, Conclusion, Description, Item, Oppdrag, split_heading};
use super::words::{amount, long_date};

/// One piece of a page.
#[derive(Debug, Clone)]
pub enum Piece {
    /// The sender's name at the top.
    Sender(String),
    /// Lines that stand together: an address, a signature, those who get copies.
    Lines(Vec<String>),
    /// Names and values beside each other: references and date.
    Reference(Vec<(String, String)>),
    /// The title of the document.
    Title(String),
    /// A field of the head of minutes.
    Field(String, String),
    /// A heading, its level from 1, and its number as printed.
    Heading(u8, Option<String>, String),
    /// A short line alone that names what follows: `Oppdrag:`, the title of a numbered assignment.
    Label(String),
    /// Running text, begun by a label where there is one: `Konklusjon:`.
    Paragraph(Option<String>, String),
    /// A list item: depth from 0, number for a numbered one.
    Item(u8, Option<String>, String),
    /// Text that goes on with the item (depth 1) or the paragraph (depth 0) above, on a line of its own.
    Under(u8, String),
    /// A table.
    Table(Table),
    /// A new page.
    PageBreak,
}

/// A table; the last column of a money table is aligned to the right.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What the amounts count in, printed above them.
    pub unit: Option<String>,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows. A row with fewer cells than columns begins in the first.
    pub rows: Vec<Vec<String>>,
}

/// What says that nothing in the document is real.
pub fn fictional(d: &Description) -> &'static str {
    if d.is_nynorsk() {
        "Fiktivt dokument, laga som døme for styringsarkiv."
    } else {
        "Fiktivt dokument, laget som eksempel for styringsarkiv."
    }
}

/// The pieces of a document, footnotes left out.
pub fn flow(d: &Description) -> Vec<Piece> {
    let mut out = Vec::new();
    if !d.ministry.is_empty() {
        out.push(Piece::Sender(d.ministry.clone()));
    }
    if !d.is_minutes() {
        out.extend(letterhead(d));
    }
    out.push(Piece::Title(d.title.clone()));
    out.extend(d.fields.iter().map(|(name, value)| Piece::Field(name.clone(), value.clone())));
    out.push(Piece::Paragraph(None, fictional(d).to_owned()));
    for block in &d.body {
        blocks(d, block, &mut out);
    }
    if !d.signature.is_empty() {
        let greeting = if d.is_nynorsk() { "Med helsing" } else { "Med hilsen" };
        out.push(Piece::Lines(vec![greeting.to_owned()]));
        out.push(Piece::Lines(d.signature.clone()));
    }
    if !d.copies.is_empty() {
        let copies = std::iter::once("Kopi:".to_owned()).chain(d.copies.iter().cloned());
        out.push(Piece::Lines(copies.collect()));
    }
    out
}

fn letterhead(d: &Description) -> Vec<Piece> {
    let recipient = std::iter::once(d.agency.clone()).chain(d.address.iter().cloned());
    let (yours, ours) = if d.is_nynorsk() { ("Dykkar ref", "Vår ref") } else { ("Deres ref", "Vår ref") };
    let mut reference: Vec<(String, String)> = Vec::new();
    for (name, value) in [(yours, &d.your_ref), (ours, &d.our_ref)] {
        reference.extend(value.iter().map(|v| (name.to_owned(), v.clone())));
    }
    reference.push(("Dato".to_owned(), long_date(&d.date)));
    vec![Piece::Lines(recipient.collect()), Piece::Reference(reference)]
}

fn blocks(d: &Description, block: &Block, out: &mut Vec<Piece>) {
    match block {
        Block::Heading(heading) | Block::Goal(heading) => {
            let (number, text) = split_heading(heading);
            let level = number.map_or(3, |n| n.matches('.').count() as u8 + 1);
            out.push(Piece::Heading(level, number.map(str::to_owned), text.to_owned()));
        }
        Block::NamedGoal(word, number, text) => {
            out.push(Piece::Heading(2, None, format!("{word} {number}: {text}")));
        }
        Block::Paragraph(text) => out.push(Piece::Paragraph(None, text.clone())),
        Block::Label(words) => out.push(Piece::Label(words.clone())),
        Block::Bullets(items) => list(items, false, out),
        Block::Numbered(items) => list(items, true, out),
        Block::Oppdrag(all) => {
            out.push(Piece::Label("Oppdrag:".to_owned()));
            for o in all {
                in_list(o, out);
            }
        }
        Block::Assignment(one) => assignment(one, out),
        Block::Indicators(all) => {
            out.push(Piece::Label(label(d, "Styringsparametere:", "Styringsparametrar:")));
            out.extend(all.iter().map(|i| Piece::Item(0, None, i.text.clone())));
        }
        Block::KeyInformation(points) => {
            out.push(Piece::Label("Nøkkelinformasjon:".to_owned()));
            out.extend(points.iter().map(|p| Piece::Item(0, None, p.clone())));
        }
        Block::Reporting(needs) => out.push(Piece::Paragraph(None, needs.join(" "))),
        Block::ReportingList(lead, needs) => {
            out.push(Piece::Paragraph(None, lead.clone()));
            out.extend(needs.iter().map(|n| Piece::Item(0, None, n.clone())));
        }
        Block::Agenda(a) => out.push(agenda(a)),
        Block::Conclusion(c) => conclusion(c, out),
        Block::Budget(budget) => out.push(Piece::Table(budget_table(d, budget))),
        Block::Table(rows) => {
            let (header, rows) = rows.split_first().expect("a table has a header");
            out.push(Piece::Table(Table { unit: None, header: header.clone(), rows: rows.to_vec() }));
        }
        Block::PageBreak => out.push(Piece::PageBreak),
    }
}

fn label(d: &Description, nb: &str, nn: &str) -> String {
    if d.is_nynorsk() { nn.to_owned() } else { nb.to_owned() }
}

fn list(items: &[Item], numbered: bool, out: &mut Vec<Piece>) {
    for (i, item) in items.iter().enumerate() {
        let (text, below) = item.parts();
        out.push(Piece::Item(0, numbered.then(|| format!("{}.", i + 1)), text.to_owned()));
        out.extend(below.iter().map(|b| Piece::Item(1, None, b.clone())));
    }
}

fn in_list(o: &Oppdrag, out: &mut Vec<Piece>) {
    out.push(Piece::Item(0, None, o.text.clone()));
    out.extend(o.items.iter().map(|i| Piece::Item(1, None, i.clone())));
    closing(o, 1, out);
}

fn assignment(o: &Oppdrag, out: &mut Vec<Piece>) {
    let title = [&o.number, &o.title].into_iter().flatten().cloned().collect::<Vec<_>>();
    out.push(Piece::Label(title.join(" ")));
    if !o.text.is_empty() {
        out.push(Piece::Paragraph(None, o.text.clone()));
    }
    out.extend(o.items.iter().map(|i| Piece::Item(0, None, i.clone())));
    closing(o, 0, out);
}

fn closing(o: &Oppdrag, depth: u8, out: &mut Vec<Piece>) {
    out.extend(o.after.iter().map(|a| Piece::Under(depth, a.clone())));
    let line = o.deadline.as_ref().and_then(|d| Some(format!("{}: {}", d.line.as_ref()?, d.text)));
    out.extend(line.map(|l| Piece::Under(depth, l)));
}

fn agenda(a: &Agenda) -> Piece {
    Piece::Heading(2, Some(a.printed_number()), a.name.clone())
}

fn conclusion(c: &Conclusion, out: &mut Vec<Piece>) {
    match &c.text {
        Some(text) if !c.below => out.push(Piece::Paragraph(Some(c.marker.clone()), text.clone())),
        Some(text) => {
            out.push(Piece::Label(c.marker.clone()));
            out.push(Piece::Paragraph(None, text.clone()));
        }
        None => out.push(Piece::Label(c.marker.clone())),
    }
    out.extend(c.items.iter().map(|i| Piece::Item(0, None, i.clone())));
}

fn budget_table(d: &Description, budget: &Budget) -> Table {
    let amount_of = |p: &super::model::Post| amount(p.amount);
    let mut rows = Vec::new();
    for chapter in &budget.chapters {
        if !d.look.budget_columns {
            rows.push(vec![format!("Kap. {} {}", chapter.number, chapter.name)]);
        }
        for post in &chapter.posts {
            let name =
                std::iter::once(&post.name).chain(&post.keywords).cloned().collect::<Vec<_>>().join(", ");
            rows.push(if d.look.budget_columns {
                vec![chapter.number.clone(), post.item.clone(), name, amount_of(post)]
            } else {
                vec![format!("Post {} {name}", post.item), amount_of(post)]
            });
        }
        if !d.look.budget_columns && chapter.posts.len() > 1 {
            let sum = chapter.posts.iter().map(|p| p.amount).sum();
            rows.push(vec![format!("Sum kap. {}", chapter.number), amount(sum)]);
        }
    }
    let columns: &[&str] = match (d.look.budget_columns, d.is_nynorsk()) {
        (true, false) => &["Kap.", "Post", "Betegnelse", "Beløp"],
        (true, true) => &["Kap.", "Post", "Nemning", "Beløp"],
        (false, _) => &["Kapittel og post", "Beløp"],
    };
    let header = columns.iter().map(|c| (*c).to_owned()).collect();
    Table { unit: Some(budget.unit.clone()), header, rows }
}
