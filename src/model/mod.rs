//! The types that the floors hand to each other: pages of lines, clean text, records.

mod given;
mod layout;
mod meeting;
mod page;
mod record;
mod text;

pub use given::Given;
pub use layout::{Layout, LayoutLine};
pub use meeting::{Attendance, Meeting, NextMeeting};
pub use page::{Flow, Hint, Line, Origin, Page, Pages, Place};
pub use record::{
    Abbreviation, AgendaItem, Basis, BudgetLine, Conclusion, Deadline, Direction, Document, Evidence, Field,
    Goal, Indicator, KeyInformation, Kind, Language, MEETING_TYPES, Oppdrag, Parent, Precision, Reference,
    ReportingRequirement, Source, Span, Status, Version,
};
pub use text::{Printed, Sheet, Text, TextBuilder, TextLine};
