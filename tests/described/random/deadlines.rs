//! Random deadlines: words, and the days they mean.

use super::rng::Rng;
use crate::described::model::Deadline;
use crate::described::words::month;

/// The last day of each month, in a year that is no leap year.
const LAST: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A deadline whose words follow `pattern`, in or after the year of the letter.
pub fn deadline(rng: &mut Rng, pattern: &str, year: i16) -> Deadline {
    // Words that name no year mean that of the letter.
    let unnamed =
        !pattern.contains("{år}") && !["{dato}", "{tall}", "{måned}"].iter().any(|p| pattern.contains(p));
    let year = if unnamed || rng.chance(70) { year } else { year + 1 };
    let number = rng.between(2, 12);
    let day = rng.between(1, 28);
    let text = pattern
        .replace("{dato}", &format!("{day}. {} {year}", month(number)))
        .replace("{tall}", &format!("{day}.{number}.{year}"))
        .replace("{dag}", &format!("{day}. {}", month(number)))
        .replace("{måned}", &format!("{} {year}", month(number)))
        .replace("{år}", &year.to_string());
    let on = |month: usize, day: usize| Some(format!("{year}-{month:02}-{day:02}"));
    let leap = year % 4 == 0;
    let end = |month: usize| on(month, usize::from(LAST[month - 1]) + usize::from(leap && month == 2));
    let course = pattern.starts_with("i løpet av");
    let (from, to) = if ["{dato}", "{tall}", "{dag}"].iter().any(|p| pattern.contains(p)) {
        (None, on(number, day))
    } else if pattern.contains("{måned}") {
        (None, end(number))
    } else if pattern.contains("høsten") || pattern.contains("hausten") || pattern.contains("vtal") {
        (None, None)
    } else if pattern.contains("første halvår") {
        (on(1, 1), end(6))
    } else if pattern.contains("2. kvartal") {
        (on(4, 1), end(6))
    } else if pattern.contains("2. tertial") {
        (on(5, 1), end(8))
    } else {
        (on(1, 1), end(12))
    };
    Deadline { line: None, text, from: from.filter(|_| course), to }
}
