//! The days that a person wrote: `2018-06..2018-12`.

const DAYS: &str = "write 2018, 2018-06, 2018-06-15, or two of them as 2018-06..2018-12";

/// `2018-06..2018-12`: the first and the last day, such as 20180601 and 20181299.
pub(super) fn days(typed: &str) -> Result<(i64, i64), String> {
    let (from, to) = match typed.split_once("..") {
        Some((from, to)) => (from, to.trim_start_matches(['.', '='])),
        None => (typed, typed),
    };
    if from.is_empty() && to.is_empty() {
        return Err(DAYS.to_owned());
    }
    let from = if from.is_empty() { 0 } else { day(from, 0)? };
    let to = if to.is_empty() { i64::MAX } else { day(to, 99)? };
    if from > to {
        Err("the first day is after the last; write the earlier one first".to_owned())
    } else {
        Ok((from, to))
    }
}

/// A day as a number, `open` in place of a month or day that is not given.
fn day(typed: &str, open: i64) -> Result<i64, String> {
    let mut parts = typed.split('-').map(str::parse::<i64>);
    let mut next = |least: i64, most: i64| match parts.next() {
        None => Ok(open),
        Some(Ok(n)) if (least..=most).contains(&n) => Ok(n),
        Some(_) => Err(format!("{typed} is no date; {DAYS}")),
    };
    let (year, month, day) = (next(1000, 9999)?, next(1, 12)?, next(1, 31)?);
    if parts.next().is_some() {
        return Err(format!("{typed} is no date; {DAYS}"));
    }
    Ok(year * 10_000 + month * 100 + day)
}
