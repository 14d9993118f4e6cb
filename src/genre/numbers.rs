//! The numbers that minutes print before their points, as values that can be compared.

/// A number of a point: the year of a case number, and its parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The year of a case number, four figures.
    pub year: Option<u16>,
    /// The parts of the number: `[3, 1]` for `3.1`, `[4, 1]` for `4a`.
    pub parts: Vec<u32>,
}

/// What comes between two numbers of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next one: the next number, the first below, or the next of a level above.
    Next,
    /// A few are passed over.
    Jump,
    /// Forward in any other way.
    Forward,
    /// So far forward that something else is numbered.
    Far,
    /// Into a later year.
    Year,
}

impl Key {
    /// A number without a year.
    #[must_use]
    pub fn plain(parts: Vec<u32>) -> Self {
        Self { year: None, parts }
    }

    /// What leads from this number to a later one; nothing where it is none.
    #[must_use]
    pub fn step(&self, next: &Self) -> Option<Step> {
        if self.year != next.year {
            return (self.year < next.year).then_some(Step::Year);
        }
        let (a, b) = (self.parts.as_slice(), next.parts.as_slice());
        let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        match (a.get(same), b.get(same)) {
            // The first below this one, or a later one below.
            (None, Some(first)) if b.len() == same + 1 => {
                Some(if *first <= 1 { Step::Next } else { Step::Jump })
            }
            (None, Some(_)) => Some(Step::Forward),
            (Some(x), Some(y)) if y > x => {
                // Into a deeper level past its parent: `3` → `4.1`.
                let deeper = b.len() > same + 1;
                Some(match y - x {
                    1 if !deeper => Step::Next,
                    1 if b.get(same + 1..).is_some_and(|rest| rest == [1]) => Step::Jump,
                    2 | 3 if !deeper => Step::Jump,
                    21.. => Step::Far,
                    _ => Step::Forward,
                })
            }
            _ => None,
        }
    }

    /// Whether this number stands directly below another: `3.1` below `3`.
    #[must_use]
    pub fn is_child_of(&self, parent: &Self) -> bool {
        self.year == parent.year
            && self.parts.len() == parent.parts.len() + 1
            && self.parts.starts_with(&parent.parts)
    }
}

/// The value of a Roman number in capitals: `IV` → 4; nothing for other letters, or above 39.
#[must_use]
pub fn roman(letters: &str) -> Option<u32> {
    const TENS: [&str; 4] = ["", "X", "XX", "XXX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    (1..40u32).find(|n| {
        let (tens, ones) = (TENS.get(*n as usize / 10), ONES.get(*n as usize % 10));
        tens.zip(ones).is_some_and(|(t, o)| {
            letters.strip_prefix(t).is_some_and(|rest| rest == *o) && !letters.is_empty()
        })
    })
}

/// A year of two or four figures: `09` → 2009, `98` → 1998.
#[must_use]
pub fn year(figures: &str) -> Option<u16> {
    let year: u16 = figures.parse().ok()?;
    match (figures.len(), year) {
        (2, 0..=69) => Some(2000 + year),
        (2, _) => Some(1900 + year),
        (4, 1900..=2099) => Some(year),
        _ => None,
    }
}
