//! Description → the record it must give, in the format that `measure` reads.

use super::model::{Block, Budget, Description, Oppdrag, split_heading};
use super::words::unmarked;
use serde_json::{Map, Value, json};

/// The expected record.
pub fn expected(d: &Description) -> Value {
    let mut lists = Lists { description: d, section: None, item: None, out: Map::new() };
    for name in [
        "agenda_items",
        "conclusions",
        "oppdrag",
        "goals",
        "indicators",
        "key_information",
        "reporting_requirements",
        "budget_lines",
    ] {
        lists.out.insert(name.to_owned(), json!([]));
    }
    for block in &d.body {
        lists.block(block);
    }
    let ministries: Vec<&str> = Some(d.ministry.as_str()).filter(|m| !m.is_empty()).into_iter().collect();
    let mut record = json!({
        "kind": d.kind, "meeting_type": d.meeting_type, "year": d.year, "date": d.date,
        "ministries": ministries, "agency": d.agency, "language": d.language,
    });
    let fields = record.as_object_mut().expect("an object was made");
    fields.append(&mut lists.out);
    fields.insert("references".to_owned(), json!(d.references));
    record
}

struct Lists<'d> {
    description: &'d Description,
    /// The number of the nearest numbered heading above.
    section: Option<String>,
    /// The number of the agenda item above.
    item: Option<String>,
    out: Map<String, Value>,
}

impl Lists<'_> {
    fn add(&mut self, list: &str, unit: Value) {
        self.out[list].as_array_mut().expect("lists were made").push(unit);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Goal(heading) => {
                self.heading(heading);
                let (number, text) = split_heading(heading);
                self.add("goals", json!({ "number": number, "text": text }));
            }
            Block::NamedGoal(_, number, text) => {
                self.add("goals", json!({ "number": number, "text": text }));
            }
            Block::Oppdrag(all) => all.iter().for_each(|o| self.oppdrag(o)),
            Block::Assignment(one) => self.oppdrag(one),
            Block::Indicators(all) => {
                for i in all {
                    let unit = json!({ "section": self.section, "text": unmarked(&i.text),
                        "direction": i.direction, "target": i.target });
                    self.add("indicators", unit);
                }
            }
            Block::KeyInformation(points) => self.in_section("key_information", points),
            Block::Reporting(needs) | Block::ReportingList(_, needs) => {
                self.in_section("reporting_requirements", needs);
            }
            Block::Agenda(a) => {
                self.item = Some(a.number.clone());
                self.add("agenda_items", json!({ "number": a.number, "name": a.name, "inferred": false }));
            }
            Block::Conclusion(c) => {
                let text: Vec<String> = c.text.iter().chain(&c.items).map(|t| unmarked(t)).collect();
                let unit = json!({ "agenda_item": self.item, "text": text.join(" ") });
                self.add("conclusions", unit);
            }
            Block::Budget(budget) => self.budget(budget),
            Block::Paragraph(_)
            | Block::Label(_)
            | Block::Bullets(_)
            | Block::Numbered(_)
            | Block::Table(_)
            | Block::PageBreak => {}
        }
    }

    fn heading(&mut self, heading: &str) {
        if let (Some(number), _) = split_heading(heading) {
            self.section = Some(number.to_owned());
        }
    }

    fn in_section(&mut self, list: &str, texts: &[String]) {
        for text in texts {
            let unit = json!({ "section": self.section, "text": unmarked(text) });
            self.add(list, unit);
        }
    }

    fn oppdrag(&mut self, o: &Oppdrag) {
        let status = o.status.as_deref().unwrap_or("assigned");
        let nobody = matches!(status, "withdrawn" | "withheld");
        let addressees = match &o.addressees {
            Some(named) => named.clone(),
            None if nobody => Vec::new(),
            None => vec![self.description.agency.clone()],
        };
        let deadline = o.deadline.as_ref().map(|d| json!({ "text": d.text, "from": d.from, "to": d.to }));
        let unit = json!({
            "number": o.number, "section": self.section, "text": oppdrag_text(o), "status": status,
            "deadline": deadline, "addressees": addressees,
        });
        self.add("oppdrag", unit);
    }

    fn budget(&mut self, budget: &Budget) {
        for chapter in &budget.chapters {
            for post in &chapter.posts {
                let unit = json!({
                    "chapter": chapter.number, "item": post.item, "name": post.name,
                    "amount": post.amount * budget.factor, "keywords": post.keywords,
                });
                self.add("budget_lines", unit);
            }
        }
    }
}

/// All that belongs to an assignment, as it stands, its number left out.
fn oppdrag_text(o: &Oppdrag) -> String {
    let line = o.deadline.as_ref().and_then(|d| Some(format!("{}: {}", d.line.as_ref()?, d.text)));
    let parts = o.title.iter().chain(Some(&o.text)).chain(&o.items).chain(&o.after).chain(&line);
    parts.filter(|p| !p.is_empty()).map(|p| unmarked(p)).collect::<Vec<_>>().join(" ")
}
