//! Described documents: one structured description of a fictional steering document, from which the
//! document is made in any format and the record that it must give is known by construction.
//!
//! | file | what it does |
//! |---|---|
//! | `model.rs` | the description, read from `documents/*.toml` or composed by `random/` |
//! | `expected.rs` | description → the record, as `NAME.expected.json` |
//! | `flow.rs` | description → pieces in reading order; what every renderer lays out |
//! | `text.rs` … `archive.rs` | one format each |
//! | `producer.rs` | programs that make PDFs of other formats, where they are installed |
//! | `produce.rs` | the format that a description names |
//! | `roundtrip.rs` | random descriptions, made, read, and compared |
//!
//! Who uses it declares it at its root: `#[path = "…/tests/described/mod.rs"] mod described;`.

#![allow(clippy::format_collect)] // Markup is composed of formatted pieces; speed does not matter here.
#![allow(clippy::cast_sign_loss, clippy::cast_possible_wrap)] // Counts of letters, points and dots.

pub mod archive;
pub mod docx;
pub mod expected;
pub mod flow;
pub mod html;
pub mod mail;
pub mod markdown;
pub mod markup;
pub mod model;
pub mod odt;
pub mod pdf;
pub mod produce;
pub mod producer;
pub mod random;
pub mod roundtrip;
pub mod scan;
pub mod text;
pub mod typst;
pub mod words;
