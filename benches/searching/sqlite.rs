//! The other side: `SQLite`'s FTS5 over the same passages.
//!
//! One query makes all that an answer shows, but for the snippets, which are cut for the ten best only: the
//! matches with their scores are found once and kept for the statement (`MATERIALIZED`), and the ten best,
//! the facets and the timeline are counted from them. What is counted by is in tables of small integers.

use crate::made::Made;
use crate::queries::{Filter, Query};
use rusqlite::{Connection, Result, params};
use std::collections::HashMap;
use std::path::Path;

/// The columns that facets count.
const FACETS: [&str; 6] = ["year", "type", "ministry", "kind", "agency", "origin"];

pub struct Fts {
    connection: Connection,
    /// Value → its number, for each of [`FACETS`] but the year.
    values: HashMap<(usize, String), i64>,
    documents: i64,
    passages: i64,
}

/// What an answer holds, so that nothing can be left out.
#[allow(dead_code)] // It is made, not read.
pub struct Answered {
    pub passages: i64,
    pub documents: i64,
    /// Facet, value, documents, hits.
    pub facets: Vec<(String, i64, i64, i64)>,
    /// Path, title, snippet.
    pub hits: Vec<(String, String, String)>,
}

impl Fts {
    pub fn create(folder: &Path) -> Result<Self> {
        let connection = Connection::open(folder.join("fts5.sqlite"))?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
             PRAGMA mmap_size = 8000000000; PRAGMA cache_size = -262144;
             CREATE TABLE document(id INTEGER PRIMARY KEY, year INTEGER, type INTEGER, ministry INTEGER,
               kind INTEGER, agency INTEGER, origin INTEGER, path TEXT, title TEXT);
             CREATE TABLE passage(id INTEGER PRIMARY KEY, document INTEGER, part INTEGER);
             CREATE VIRTUAL TABLE words USING fts5(text, heading, tokenize = 'unicode61 remove_diacritics 0',
               prefix = '3 4 5');
             BEGIN;",
        )?;
        connection.set_prepared_statement_cache_capacity(100);
        Ok(Self { connection, values: HashMap::new(), documents: 0, passages: 0 })
    }

    pub fn add(&mut self, made: &Made) -> Result<()> {
        let document = &made.document;
        let meeting = document.meeting_type.as_ref().map(|m| m.value.clone());
        let worded = [
            meeting,
            document.ministries.first().map(|m| m.value.clone()),
            Some(document.kind.value.as_str().to_owned()),
            document.agency.as_ref().map(|a| a.value.clone()),
            Some(document.source.origin().to_owned()),
        ];
        let number = |(facet, value): (usize, Option<String>)| {
            let next = self.values.len() as i64;
            value.map(|v| *self.values.entry((facet + 1, v)).or_insert(next))
        };
        let [kind_of_meeting, ministry, kind, agency, origin] = {
            let mut all = worded.into_iter().enumerate().map(number);
            std::array::from_fn(|_| all.next().flatten())
        };
        let year = document.year.as_ref().map(|y| y.value);
        let title = document.title.as_ref().map(|t| t.value.as_str());
        let path = document.source.path.as_str();
        let mut insert = self.connection.prepare_cached("INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?)")?;
        insert.execute(params![
            self.documents,
            year,
            kind_of_meeting,
            ministry,
            kind,
            agency,
            origin,
            path,
            title
        ])?;
        let mut rows = self.connection.prepare_cached("INSERT INTO passage VALUES (?,?,?)")?;
        let mut texts =
            self.connection.prepare_cached("INSERT INTO words(rowid, text, heading) VALUES (?,?,?)")?;
        for passage in &made.passages {
            rows.execute(params![self.passages, self.documents, passage.part as i64])?;
            texts.execute(params![self.passages, passage.text, passage.heading])?;
            self.passages += 1;
        }
        self.documents += 1;
        Ok(())
    }

    /// Everything in one segment, which is where FTS5 is fastest.
    pub fn finish(&self) -> Result<()> {
        self.connection.execute_batch(
            "INSERT INTO words(words) VALUES ('optimize'); COMMIT;
             CREATE INDEX by_year ON document(year); CREATE INDEX by_type ON document(type);
             CREATE INDEX by_ministry ON document(ministry); CREATE INDEX by_kind ON document(kind);
             CREATE INDEX by_agency ON document(agency); CREATE INDEX by_document ON passage(document);
             ANALYZE;",
        )
    }

    /// What every document must have, but for one facet's own demand.
    fn demands(&self, filters: &[Filter], but: &str) -> String {
        let mut out = String::from("1");
        for filter in filters {
            let (facet, demand) = match filter {
                Filter::Years(from, to) => ("year", format!("year BETWEEN {from} AND {to}")),
                Filter::Worded(facet, value) => {
                    let number = self.values.get(&(*facet, value.clone())).copied().unwrap_or(-1);
                    (FACETS[*facet], format!("{} = {number}", FACETS[*facet]))
                }
                Filter::Part(_) => continue,
            };
            if facet != but {
                out.push_str(" AND ");
                out.push_str(&demand);
            }
        }
        out
    }

    fn statement(&self, filters: &[Filter]) -> String {
        let part = filters.iter().find_map(|f| if let Filter::Part(part) = f { Some(*part) } else { None });
        let of_part = part.map_or("1".to_owned(), |p| format!("part = {p}"));
        let all = self.demands(filters, "");
        let mut sql = format!(
            "WITH hit AS MATERIALIZED (
               SELECT words.rowid AS id, document, part, bm25(words) AS score
               FROM words CROSS JOIN passage ON passage.id = words.rowid WHERE words MATCH ?1),
             counted AS MATERIALIZED (SELECT document, part, count(*) AS n FROM hit GROUP BY document, part),
             found AS MATERIALIZED (
               SELECT year, type, ministry, kind, agency, origin, sum(n) AS n
               FROM counted CROSS JOIN document ON document.id = document WHERE {of_part} GROUP BY document)
             SELECT 'all', 0, count(*), ifnull(sum(n), 0), 0.0 FROM found WHERE {all}
             UNION ALL
             SELECT 'part', part, count(*), sum(n), 0.0 FROM counted CROSS JOIN document ON document.id = document
               WHERE {all} GROUP BY part"
        );
        for facet in FACETS {
            let demands = self.demands(filters, facet);
            sql.push_str(&format!(
                " UNION ALL SELECT '{facet}', {facet}, count(*), sum(n), 0.0 FROM found
                  WHERE {facet} IS NOT NULL AND {demands} GROUP BY {facet}"
            ));
        }
        let best = if filters.is_empty() {
            "hit".to_owned()
        } else {
            format!("hit CROSS JOIN document ON document.id = document WHERE {of_part} AND {all}")
        };
        sql.push_str(&format!(
            " UNION ALL SELECT * FROM (SELECT 'best', hit.id, document, 0, score FROM {best}
               ORDER BY score LIMIT 10)"
        ));
        sql
    }

    pub fn search(&self, query: &Query) -> Result<Answered> {
        let mut answer = Answered { passages: 0, documents: 0, facets: Vec::new(), hits: Vec::new() };
        let mut best = Vec::new();
        let mut statement = self.connection.prepare_cached(&self.statement(&query.filters))?;
        let mut rows = statement.query([&query.fts])?;
        while let Some(row) = rows.next()? {
            let (what, value, documents, hits): (String, i64, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            match what.as_str() {
                "all" => (answer.documents, answer.passages) = (documents, hits),
                "best" => best.push((value, documents)),
                _ => answer.facets.push((what, value, documents, hits)),
            }
        }
        let mut snippet = self.connection.prepare_cached(
            "SELECT snippet(words, 0, '[', ']', '…', 40) FROM words WHERE words MATCH ?1 AND rowid = ?2",
        )?;
        let mut named = self.connection.prepare_cached("SELECT path, title FROM document WHERE id = ?1")?;
        for (id, document) in best {
            let cut = snippet.query_row(params![query.fts, id], |r| r.get(0))?;
            let (path, title) = named.query_row([document], |r| Ok((r.get(0)?, r.get(1)?)))?;
            answer.hits.push((path, title, cut));
        }
        Ok(answer)
    }
}
