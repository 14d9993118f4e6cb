//! Styringsarkiv turns Norwegian steering documents (*tildelingsbrev*, *møtereferater*) into a
//! searchable archive and structured records.
//!
//! The modules stand in the order in which a document passes through them. Each stands on a
//! floor and imports only from floors below its own; `tests/it/floors.rs` holds them to that.
//!
//! | floor | modules | what they do |
//! |---|---|---|
//! | 0 | [`model`], [`pattern`], [`registry`], [`lexicon`], `likeness`, `digest`, `disk`, `paths`, `ended`, [`error`] | types, line beginnings, ministries and agencies, Norwegian words |
//! | 1 | [`read`], [`text`], [`outline`], [`genre`] | bytes → pages → clean text → blocks; what a line can be |
//! | 2 | [`rules`] | blocks → findings |
//! | 3 | [`passages`] | findings and text → what is searched |
//! | 4 | [`prepare`] | pages → all that the index takes of a document |
//! | 5 | [`worker`], [`archive`] | hostile text handled where it can do no harm; the tantivy index |
//! | 6 | [`export`], [`ingest`], [`measure`], [`evaluate`] | formats that leave the program; the way in; how often it is right |
//! | 7 | [`cli`] | the command line |
//!
//! Inside the program a position is a byte offset into [`model::Text`]; in everything that
//! leaves it, a [`model::Span`] of Unicode code points.

pub mod model;

mod digest;
mod disk;
mod ended;
pub mod error;
pub mod lexicon;
pub mod likeness;
mod paths;
pub mod pattern;
pub mod registry;

pub mod genre;
pub mod outline;
pub mod read;
pub mod text;

pub mod rules;

pub mod passages;

pub mod prepare;

pub mod archive;
pub mod worker;

pub mod evaluate;
pub mod export;
pub mod ingest;
pub mod measure;

pub mod cli;
