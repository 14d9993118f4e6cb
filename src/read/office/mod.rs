//! Word and `OpenDocument` text: packages of XML, told apart by [`docx`] and [`odt`] and alike in all
//! else.
//!
//! Both walk their XML without recursion ([`xml`]), out of a package that cannot grow without bounds
//! ([`parts`]), count automatic numbers ([`numbering`]) and hand over blocks ([`blocks`]), which become
//! pages of lines in one place ([`pages`]).

mod blocks;
pub(super) mod docx;
mod numbering;
pub(super) mod odt;
mod pages;
mod parts;
mod xml;
