//! One line as it is read, whatever the format: its white space and invisible characters made plain.

/// White space made plain (but wide gaps kept as two spaces, which hold table columns apart),
/// soft hyphens and other invisible characters taken out.
pub(super) fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut spaces = 0;
    let line = line.trim();
    for c in line.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' => {}
            '\t' => spaces += 2,
            c if c.is_whitespace() => spaces += 1,
            '\u{2010}' | '\u{2011}' => push(&mut out, &mut spaces, "-"),
            c if c.is_control() => {}
            // A ligature is its letters.
            '\u{fb00}' => push(&mut out, &mut spaces, "ff"),
            '\u{fb01}' => push(&mut out, &mut spaces, "fi"),
            '\u{fb02}' => push(&mut out, &mut spaces, "fl"),
            c => push(&mut out, &mut spaces, c.encode_utf8(&mut [0; 4])),
        }
    }
    // A soft hyphen at the end of the line is one that broke a word.
    if line.ends_with('\u{ad}') {
        out.push('-');
    }
    out
}

fn push(out: &mut String, spaces: &mut usize, s: &str) {
    match *spaces {
        _ if out.is_empty() => {}
        0 => {}
        1 => out.push(' '),
        _ => out.push_str("  "),
    }
    *spaces = 0;
    out.push_str(s);
}
