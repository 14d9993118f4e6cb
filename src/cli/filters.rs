//! What was typed → [`Filters`]. A value that the archive cannot know is an error that says what
//! it can.

use super::args::FilterArgs;
use crate::archive::{Archive, Facet, Filters};
use crate::error::{Error, Result};
use crate::model::Document;

/// Reads the filters; notes (which names a ministry is read as) go into `notes`.
pub(super) fn read(
    args: &FilterArgs,
    parts: &[String],
    archive: &Archive,
    notes: &mut Vec<String>,
) -> Result<Filters> {
    let mut filters = Filters::default();
    let known = archive.known()?;
    let year = args.year.as_slice();
    let demands = [
        (Facet::Year, year),
        (Facet::Kind, &args.kind),
        (Facet::Text, &args.text),
        (Facet::Part, parts),
        (Facet::MeetingType, &args.meeting_type),
        (Facet::Ministry, &args.ministry),
        (Facet::Agency, &args.agency),
    ];
    for (facet, typed) in demands {
        for value in typed {
            let note = filters.demand(facet, value, known).map_err(|why| Error::Value {
                option: format!("--{}", facet.name()),
                value: value.clone(),
                why,
            })?;
            notes.extend(note);
        }
    }
    Ok(filters)
}

/// Whether a document passes the filters. Parts are asked of passages, not of documents.
pub(super) fn fits(filters: &Filters, document: &Document) -> bool {
    let any =
        |wanted: &[String], has: Vec<&String>| wanted.is_empty() || has.iter().any(|h| wanted.contains(h));
    let year = document.year.as_ref().map(|y| y.value);
    filters.years.as_ref().is_none_or(|range| year.is_some_and(|y| range.contains(&y)))
        && any(&filters.meeting_types, document.meeting_type.iter().map(|m| &m.value).collect())
        && any(&filters.ministries, document.ministries.iter().map(|m| &m.value).collect())
        && any(&filters.agencies, document.agency.iter().map(|a| &a.value).collect())
        && (filters.origins.is_empty() || filters.origins.iter().any(|o| o == document.source.origin()))
        && (filters.kinds.is_empty() || filters.kinds.iter().any(|k| k == document.kind.value.as_str()))
}
