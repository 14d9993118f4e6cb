//! Words and figures as they are printed.

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// Year, month and day of a date in ISO 8601.
fn parts(iso: &str) -> (u32, usize, u32) {
    let mut parts = iso.split('-').map(|p| p.parse().expect("a date in ISO 8601"));
    let mut next = || parts.next().expect("year, month and day");
    let (year, month, day) = (next(), next(), next());
    (year, month as usize, day)
}

/// `14. januar 2022`.
pub fn long_date(iso: &str) -> String {
    let (year, month, day) = parts(iso);
    format!("{day}. {} {year}", MONTHS[month - 1])
}

/// `14.1.2022`.
pub fn short_date(iso: &str) -> String {
    let (year, month, day) = parts(iso);
    format!("{day}.{month}.{year}")
}

/// The name of a month, from 1.
pub fn month(number: usize) -> &'static str {
    MONTHS[number - 1]
}

/// `12 345`: thousands apart, as amounts are printed, by a space that no line ends at.
pub fn amount(number: i64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(c);
    }
    out
}

/// The first letter in capitals.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A footnote's number as the small raised digits.
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect()
}

/// The text in parts: words, and the numbers of the footnotes referred to by `[^1]`.
pub fn with_notes(text: &str) -> Vec<(String, Option<usize>)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        let (number, tail) = after.split_once(']').expect("a footnote mark ends in a bracket");
        out.push((before.to_owned(), Some(number.parse().expect("footnotes have numbers"))));
        rest = tail;
    }
    out.push((rest.to_owned(), None));
    out
}

/// The text with its footnote marks written by `mark`.
pub fn marked(text: &str, mark: impl Fn(usize) -> String) -> String {
    with_notes(text).into_iter().map(|(words, note)| words + &note.map_or(String::new(), &mark)).collect()
}

/// The text without its footnote marks.
pub fn unmarked(text: &str) -> String {
    marked(text, |_| String::new())
}

/// Where a long word may be broken, as byte offsets: between a vowel and the consonant that begins the next
/// syllable, three letters from either end.
pub fn breaks(word: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let vowel = |c: char| "aeiouyæøåé".contains(c);
    if letters.len() < 10 || !letters.iter().all(|(_, c)| c.is_lowercase()) {
        return Vec::new();
    }
    (3..letters.len() - 3)
        .filter(|&i| vowel(letters[i - 1].1) && !vowel(letters[i].1) && vowel(letters[i + 1].1))
        .map(|i| letters[i].0)
        .collect()
}
