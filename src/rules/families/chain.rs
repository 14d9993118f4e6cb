//! The longest sensible sequence of numbers among the lines of a family, by dynamic programming: each
//! line continues the best sequence that it can follow.

use super::readings::Candidate;
use crate::genre::numbers::Step;

/// A line looks at this many before it, so that hostile text costs little.
const BACK: usize = 160;
/// A family has at most this many lines.
pub(super) const MOST: usize = 1200;

/// Indices of the members of the best sequence, in order.
pub(super) fn best(family: &[&Candidate]) -> Vec<usize> {
    let mut sums: Vec<(f64, Option<usize>)> = Vec::with_capacity(family.len());
    for (at, here) in family.iter().enumerate().take(MOST) {
        let own = 0.15 * here.looks.clamp(-2.0, 2.0);
        let mut best = (own, None);
        let from = at.saturating_sub(BACK);
        for (before, sum) in sums.iter().enumerate().skip(from) {
            let Some(above) = family.get(before) else { continue };
            let gain = match above.key.step(&here.key) {
                Some(step) => weight(step),
                // The same number again, by mistake, where both plainly are headings.
                None if above.key == here.key
                    && above.sep == here.sep
                    && above.looks.min(here.looks) >= 0.4 =>
                {
                    0.2
                }
                None => continue,
            };
            let total = sum.0 + own + gain;
            if total > best.0 {
                best = (total, Some(before));
            }
        }
        sums.push(best);
    }
    let mut at =
        sums.iter().enumerate().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(&a.0))).map(|(i, _)| i);
    let mut out = Vec::new();
    while let Some(here) = at {
        out.push(here);
        at = sums.get(here).and_then(|s| s.1);
    }
    out.reverse();
    out
}

fn weight(step: Step) -> f64 {
    match step {
        Step::Next => 1.0,
        Step::Jump => 0.5,
        Step::Forward => 0.1,
        Step::Year => -0.5,
        // What is so far ahead is numbered for itself.
        Step::Far => -2.0,
    }
}
