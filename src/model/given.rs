//! What a person has said of a document that cannot tell for itself.

use super::record::Kind;
use serde::{Deserialize, Serialize};

/// Facts given by a person, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The file that says so, for the evidence.
    pub file: String,
    /// Budget year or year of the meeting.
    pub year: Option<i16>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Kind of document.
    pub kind: Option<Kind>,
    /// Kind of meeting.
    pub meeting_type: Option<String>,
    /// Full names of ministries.
    pub ministries: Option<Vec<String>>,
    /// Full name of the agency.
    pub agency: Option<String>,
}
