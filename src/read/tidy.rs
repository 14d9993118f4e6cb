//! A printed line with its white space and its letters made plain.

use super::decode::plainly;

/// White space made plain (but wide gaps kept as two spaces, which hold table columns apart),
/// soft hyphens and other invisible characters taken out.
pub(super) fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut spaces = 0;
    let line = line.trim();
    for c in line.chars() {
        match c {
            '\t' => spaces += 2,
            c if c.is_whitespace() => spaces += 1,
            c => push(&mut out, &mut spaces, plainly(c, &mut [0; 4])),
        }
    }
    // A soft hyphen at the end of the line is one that broke a word.
    if line.ends_with('\u{ad}') {
        out.push('-');
    }
    out
}

fn push(out: &mut String, spaces: &mut usize, s: &str) {
    if s.is_empty() {
        return;
    }
    match *spaces {
        _ if out.is_empty() => {}
        0 => {}
        1 => out.push(' '),
        _ => out.push_str("  "),
    }
    *spaces = 0;
    out.push_str(s);
}
