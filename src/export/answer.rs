//! The answer to a search, as JSON.

use super::tables::{Column, Row};
use crate::archive::{Answer, FacetCount, Facets, Hit};
use crate::model::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// What `arkiv search --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchAnswer {
    /// The query as it was asked.
    pub query: String,
    /// How many passages match.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<HitJson>,
    /// Documents by facet, each facet counted without its own filter.
    pub facets: FacetsJson,
    /// Hits and documents by year, oldest first: every year of the archive that passes the filter by year, also
    /// those with none.
    pub timeline: Vec<YearJson>,
    /// Queries to try instead, where nothing was found.
    pub suggestions: Vec<SuggestionJson>,
    /// What was not understood, in whole sentences.
    pub warnings: Vec<String>,
    /// How something was read that may surprise, in whole sentences.
    pub notes: Vec<String>,
}

/// A query near to one that finds nothing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SuggestionJson {
    /// Why it is suggested: `spelling`, `parts` of a compound, `words` without quotation marks, or `filter`: one
    /// to drop.
    pub why: String,
    /// The query.
    pub query: String,
    /// The option of the command line to leave out.
    pub without: Option<String>,
    /// How many passages it finds.
    pub total: u64,
}

/// How much was found in one year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct YearJson {
    /// The year.
    pub year: i16,
    /// Passages that match.
    pub hits: u64,
    /// Documents that hold them.
    pub documents: u64,
}

/// A passage that matches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HitJson {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// Title of the document, or its file name where it shows none.
    pub title: String,
    /// Year of the document.
    pub year: Option<i16>,
    /// Kind of the document.
    pub kind: String,
    /// Type of the meeting.
    pub meeting_type: Option<String>,
    /// Whether the words were recognised from an image of the page, so that some may be wrong.
    pub recognised: bool,
    /// Ministries of the document.
    pub ministries: Vec<String>,
    /// The page on which the passage begins.
    pub page: u32,
    /// Where it stands in the document's text.
    pub span: Span,
    /// The unit it stands in (`oppdrag`, `conclusion`, …), or what it is.
    pub part: String,
    /// Id of that unit.
    pub part_id: Option<String>,
    /// The headings above it, outermost first.
    pub heading: String,
    /// The passage.
    pub text: String,
    /// The stretch to show.
    pub snippet: SnippetJson,
    /// BM25 score; comparable within one answer only.
    pub score: f32,
    /// Which words matched, and how.
    pub why: Vec<WhyJson>,
    /// How many passages of the document match, in the wanted parts.
    pub in_document: u64,
    /// Passages of other documents that say nearly the same and are not listed as hits, the best first.
    pub alike: Vec<AlikeJson>,
}

/// A passage that says nearly the same as a hit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AlikeJson {
    /// Id of the document.
    pub document: String,
    /// Path of the document.
    pub path: String,
    /// Year of the document.
    pub year: Option<i16>,
    /// The page on which it begins.
    pub page: u32,
    /// Where it stands in the document's text.
    pub span: Span,
}

/// A stretch of a passage.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SnippetJson {
    /// The words, on one line.
    pub text: String,
    /// Code-point ranges in `text` of the matched words, end exclusive.
    pub highlights: Vec<(u32, u32)>,
}

/// Why a passage matches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyJson {
    /// The word of the query.
    pub term: String,
    /// The word in the passage, as printed.
    pub matched: String,
    /// How: `exact`; `prefix` of the word; `stem` for another form of it; `nynorsk` for the same word in the other
    /// written standard; `hyphen` for the same with or without one; `compound` for a part of one; `alias` for
    /// another name, `abbreviation` where a document defines it; `spelling` for one without æ, ø and å.
    pub by: String,
    /// Whether the word stands in the headings above the passage, not in itself.
    pub in_heading: bool,
}

/// The facets.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FacetsJson {
    /// By year, oldest first.
    pub year: Vec<CountJson<i16>>,
    /// By type of meeting.
    pub meeting_type: Vec<CountJson<String>>,
    /// By ministry.
    pub ministry: Vec<CountJson<String>>,
    /// By kind of document.
    pub kind: Vec<CountJson<String>>,
    /// By agency.
    pub agency: Vec<CountJson<String>>,
    /// By where the words come from: `digital` for the file, `ocr` where pages were recognised from images.
    pub text: Vec<CountJson<String>>,
    /// By part.
    pub part: Vec<CountJson<String>>,
}

/// One value of a facet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountJson<T> {
    /// The value.
    pub value: T,
    /// Documents with a hit that have it.
    pub count: u64,
}

impl SearchAnswer {
    /// The answer to `query`.
    #[must_use]
    pub fn new(query: &str, answer: Answer) -> Self {
        Self {
            query: query.to_owned(),
            total: answer.total,
            hits: answer.hits.into_iter().map(HitJson::from).collect(),
            timeline: answer
                .facets
                .timeline
                .iter()
                .map(|y| YearJson { year: y.year, hits: y.hits, documents: y.documents })
                .collect(),
            facets: answer.facets.into(),
            suggestions: answer
                .suggestions
                .into_iter()
                .map(|s| SuggestionJson {
                    why: s.why.as_str().to_owned(),
                    query: s.query,
                    without: s.without.map(str::to_owned),
                    total: s.total,
                })
                .collect(),
            warnings: answer.warnings,
            notes: answer.notes,
        }
    }
}

impl From<Hit> for HitJson {
    fn from(hit: Hit) -> Self {
        Self {
            document: hit.document,
            path: hit.path,
            title: hit.title,
            year: hit.year,
            kind: hit.kind,
            meeting_type: hit.meeting_type,
            recognised: hit.recognised,
            ministries: hit.ministries,
            page: hit.span.page,
            span: hit.span,
            part: hit.part.to_owned(),
            part_id: hit.part_id,
            heading: hit.heading,
            text: hit.text,
            snippet: SnippetJson { text: hit.snippet.text, highlights: hit.snippet.highlights },
            score: hit.score,
            why: hit
                .why
                .into_iter()
                .map(|r| WhyJson {
                    term: r.term,
                    matched: r.matched,
                    by: r.by.as_str().to_owned(),
                    in_heading: r.in_heading,
                })
                .collect(),
            in_document: hit.in_document,
            alike: hit
                .alike
                .into_iter()
                .map(|a| AlikeJson {
                    document: a.document,
                    path: a.path,
                    year: a.year,
                    page: a.span.page,
                    span: a.span,
                })
                .collect(),
        }
    }
}

impl From<Facets> for FacetsJson {
    fn from(facets: Facets) -> Self {
        let texts = |counts: Vec<FacetCount>| {
            counts.into_iter().map(|c| CountJson { value: c.value, count: c.count }).collect()
        };
        Self {
            year: facets
                .year
                .into_iter()
                .filter_map(|c| Some(CountJson { value: c.value.parse().ok()?, count: c.count }))
                .collect(),
            meeting_type: texts(facets.meeting_type),
            ministry: texts(facets.ministry),
            kind: texts(facets.kind),
            agency: texts(facets.agency),
            text: texts(facets.text),
            part: texts(facets.part),
        }
    }
}

impl Row for HitJson {
    const COLUMNS: &'static [Column] = &[
        Column { name: "document", doc: "id of the document" },
        Column { name: "path", doc: "path of the document" },
        Column { name: "title", doc: "title of the document" },
        Column { name: "year", doc: "year of the document" },
        Column { name: "kind", doc: "kind of the document" },
        Column { name: "meeting_type", doc: "type of the meeting" },
        Column { name: "ministries", doc: "ministries, separated by `; `" },
        Column { name: "page", doc: "page on which the passage begins" },
        Column { name: "start", doc: "first code point in the document's text" },
        Column { name: "end", doc: "one past the last code point" },
        Column { name: "part", doc: "the unit it stands in, or what it is" },
        Column { name: "part_id", doc: "id of that unit" },
        Column { name: "heading", doc: "the headings above it" },
        Column { name: "text", doc: "the passage" },
        Column { name: "score", doc: "BM25 score" },
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.document.clone(),
            self.path.clone(),
            self.title.clone(),
            self.year.map_or_else(String::new, |y| y.to_string()),
            self.kind.clone(),
            self.meeting_type.clone().unwrap_or_default(),
            self.ministries.join("; "),
            self.page.to_string(),
            self.span.start.to_string(),
            self.span.end.to_string(),
            self.part.clone(),
            self.part_id.clone().unwrap_or_default(),
            self.heading.clone(),
            self.text.clone(),
            format!("{:.3}", self.score),
        ]
    }
}
