//! What minutes tell of their meeting beside its points: where and when it was, for whom people took part, when
//! the next one is. Names of persons are no part of it; only the places where they stand are.

use super::record::{Field, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A meeting, as its minutes tell of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// Where it was held, as printed.
    pub place: Option<Field<String>>,
    /// The time of day, as printed.
    pub time: Option<Field<String>>,
    /// For whom people took part; null where the minutes do not say who was there.
    pub present: Option<Vec<Attendance>>,
    /// For whom people were absent; empty where nobody was, null where the minutes do not say.
    pub absent: Option<Vec<Attendance>>,
    /// The next meeting.
    pub next_meeting: Option<NextMeeting>,
}

/// People who took part in a meeting, or were absent from it, for one body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attendance {
    /// The body, by full name; null where the minutes do not say for whom, or name nothing that is known.
    pub body: Option<String>,
    /// The words that say so, as printed: `Fra departementet`; those of the field where no body is named.
    pub label: String,
    /// Where these words stand.
    pub span: Span,
    /// The rule that found them.
    pub rule: String,
    /// Where each person's name stands.
    pub people_at: Vec<Span>,
    /// The names, only with `arkiv export --people`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<String>>,
}

/// The next meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextMeeting {
    /// The words that tell of it.
    pub text: String,
    /// Its day, ISO 8601, where they give a full date.
    pub date: Option<String>,
    /// Where they stand.
    pub span: Span,
    /// The rule that found them.
    pub rule: String,
}

impl Meeting {
    /// Fills in people's names from the text of the document.
    pub fn name_people(&mut self, text: &str) {
        let letters: Vec<char> = text.chars().collect();
        for group in self.present.iter_mut().chain(&mut self.absent).flatten() {
            let name = |span: &Span| -> String {
                letters.get(span.start as usize..span.end as usize).unwrap_or(&[]).iter().collect()
            };
            group.people = Some(group.people_at.iter().map(name).collect());
        }
    }
}
