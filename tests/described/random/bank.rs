//! What a random document is composed of: patterns in one language. `{…}` is filled in:
//! `{etat}` the agency as the letter calls it, `{Etat}` the same at the beginning of a sentence, `{navn}`
//! its name, `{tema}` a topic, `{frist}` a deadline, `{y}` the year, `{f}` the year before, `{n}` a number.

/// The patterns of one language.
pub struct Bank {
    /// `nb` or `nn`.
    pub language: &'static str,
    /// Noun phrases that letters and meetings are about.
    pub topics: &'static [&'static str],
    /// What an assignment asks for, as it stands after *skal*.
    pub tasks: &'static [&'static str],
    /// What ends the sentence of an assignment.
    pub purposes: &'static [&'static str],
    /// A second sentence of an assignment.
    pub details: &'static [&'static str],
    /// What leads on to the sub-items of an assignment.
    pub leads: &'static [&'static str],
    /// Sub-items.
    pub points: &'static [&'static str],
    /// A paragraph that goes on with an assignment.
    pub afters: &'static [&'static str],
    /// Deadlines that stand in a sentence, with what they mean (see `deadlines.rs`).
    pub inline: &'static [&'static str],
    /// Deadlines that stand on a line of their own.
    pub lines: &'static [&'static str],
    /// A sentence that gives the deadline of what stands before it.
    pub due: &'static [&'static str],
    /// Assignments that will come, are taken back, are made clearer.
    pub announced: &'static [&'static str],
    /// See `announced`.
    pub withdrawn: &'static [&'static str],
    /// See `announced`.
    pub clarified: &'static [&'static str],
    /// The text of one that is exempt from public access.
    pub withheld: &'static str,
    /// How a sentence begins that asks: the agency alone, with another that is asked too, with another
    /// that is not.
    pub asks: &'static [&'static str],
    /// See `asks`.
    pub asks_both: &'static [&'static str],
    /// See `asks`.
    pub asks_with: &'static [&'static str],
    /// The running text of letters.
    pub prose: &'static [&'static str],
    /// The first paragraph of a letter.
    pub opening: &'static str,
    /// Goals, without numbers.
    pub goals: &'static [&'static str],
    /// Indicators: the words, the direction (`+`, `-`, `=` or nothing), the target.
    pub indicators: &'static [(&'static str, &'static str, &'static str)],
    /// Points of key information.
    pub information: &'static [&'static str],
    /// What must be reported.
    pub reporting: &'static [&'static str],
    /// Headings of a letter: introduction, priorities, goals, assignments, other demands, reporting, money.
    pub headings: [&'static str; 7],
    /// The title of a letter, of a supplement, of minutes.
    pub titles: [&'static str; 3],
    /// Names and values of the fields of minutes; `{dato}` is the date.
    pub fields: &'static [(&'static str, &'static str)],
    /// The label of the agenda at the top of minutes.
    pub list: &'static str,
    /// What leads on to a list in the running text of minutes.
    pub list_leads: &'static [&'static str],
    /// Names of points on the agenda.
    pub agenda: &'static [&'static str],
    /// The running text of minutes.
    pub talk: &'static [&'static str],
    /// Labels of conclusions, and of what was agreed to be done.
    pub markers: &'static [&'static str],
    /// See `markers`.
    pub follow_ups: &'static [&'static str],
    /// Conclusions.
    pub conclusions: &'static [&'static str],
    /// A proposal, which is no conclusion.
    pub proposal: &'static str,
    /// Names of budget items with their keywords.
    pub posts: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// What the table counts in.
    pub units: [(&'static str, i64); 2],
    /// Names of months do not differ; the words for the agency by its form do.
    pub generic: &'static [(&'static str, &'static str)],
    /// Titles of signatures.
    pub signature: &'static [&'static str],
}
