//! All integration tests, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::format_push_string
)] // A test says what went wrong by panicking.

mod abbreviations;
mod aliases;
mod arbitrary;
mod archive;
mod asked;
mod assignments;
mod bad_input;
mod boundaries;
mod clean;
mod cli;
mod corpus;
#[path = "../described/mod.rs"]
#[allow(dead_code)] // The example programs take the other parts.
mod described;

mod docs;
mod evaluate;
mod explain;
mod extract;
mod facets;
mod floors;
mod given;
mod hostile;
mod interrupted;
mod lexicon;
mod mail;
mod many;
mod minutes;
mod office;
mod query;
mod ranking;
mod reading;
mod registry;
mod roundtrip;
mod rtf;
mod rules;
mod scan;
mod schema;
mod set_anew;
mod sniff;
mod stages;
mod support;
mod typed;
mod web;
mod why;
mod words;
mod worker;
mod zip;
