//! The formats that leave the program: JSON, NDJSON and CSV, and the JSON Schema of all of them.
//!
//! The record itself is [`crate::model::Document`]; here stand the envelopes around it, the
//! answer to a search, and the columns of every table.

mod answer;
mod boxes;
mod schema;
mod tables;
mod tools;

pub use answer::SearchAnswer;
pub use boxes::{LineBox, PageBoxes};
pub use schema::{outputs, schema};
pub use tables::{Column, Context, DocumentRow, Listed, Row, Table, table_of};
pub use tools::{EvaluatedRow, TokenRow};

use crate::error::{Error, Result};
use crate::model::Document;
use crate::rules::explain::Explained;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::Write;

/// The version of everything that is printed as JSON; a change that could break a reader raises it.
pub const SCHEMA_VERSION: &str = "1";

/// What `arkiv export` prints for each document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record<'a> {
    /// The version of this format.
    pub schema_version: &'static str,
    /// The record.
    #[serde(flatten)]
    pub document: &'a Document,
    /// The cleaned text, into which every span points (only with `--with-text`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

/// What `arkiv explain` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explanation<'a> {
    /// The version of this format.
    pub schema_version: &'static str,
    /// How the record came about.
    #[serde(flatten)]
    pub explained: &'a Explained,
}

/// The formats of every listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values: UTF-8, a line of column names, one row a unit.
    Csv,
}

/// Writes rows in a format. The error is that of the writer, or says what could not be written.
pub fn write<T: Serialize + Row>(out: &mut dyn Write, format: Format, rows: &[T]) -> Result<()> {
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, rows).map_err(json_error)?;
            out.write_all(b"\n").map_err(output_error)
        }
        Format::Ndjson => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row).map_err(json_error)?;
            out.write_all(b"\n").map_err(output_error)
        }),
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            let error = |e: csv::Error| match e.into_kind() {
                csv::ErrorKind::Io(e) => output_error(e),
                other => Error::Output(format!("{other:?}")),
            };
            csv.write_record(T::COLUMNS.iter().map(|c| c.name)).map_err(error)?;
            for row in rows {
                csv.write_record(row.cells()).map_err(error)?;
            }
            csv.flush().map_err(output_error)
        }
    }
}

fn json_error(e: serde_json::Error) -> Error {
    if e.is_io() { output_error(e.into()) } else { Error::Output(e.to_string()) }
}

fn output_error(e: std::io::Error) -> Error {
    Error::io("standard output", e)
}
