//! What a line of a document of the genre can be, before anything is known of its meaning: the lines
//! themselves ([`lines`]), the numbers they begin with ([`numbers`]), and how alike two titles are
//! ([`titles`]).

pub mod lines;
pub mod numbers;
pub mod titles;
