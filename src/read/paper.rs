//! The paper of a scan made white: its grain becomes specks in what recognition makes of small gaps
//! ("92/21" for "927 21").

use super::ocr::Image;

/// Where less of the page than this is paper, in percent, it is a picture and is left.
const PAPER: u64 = 30;
/// Paper is at least as bright as this, of 255.
const BRIGHT: usize = 128;
/// What differs more than this from the paper is no grain.
const COARSEST: usize = 40;
/// Of a thousand dots of paper that are brighter than most of it, so many are within its grain.
const WITHIN: u64 = 995;

/// Makes the paper white, and what is printed on it as dark as it can be.
pub(super) fn whiten(image: &mut Image) {
    let mut counts = [0_u64; 256];
    for grey in &image.grey {
        if let Some(count) = counts.get_mut(usize::from(*grey)) {
            *count += 1;
        }
    }
    let Some((ink, white)) = range(&counts) else { return };
    let table: Vec<u8> = (0..256_usize)
        .map(|grey| (grey.saturating_sub(ink) * 255 / (white - ink)).min(255))
        .map(|grey| u8::try_from(grey).unwrap_or(u8::MAX))
        .collect();
    for grey in &mut image.grey {
        *grey = table.get(usize::from(*grey)).copied().unwrap_or(*grey);
    }
}

/// The grey of the ink, and that of the darkest grain of the paper; nothing where the page is no paper.
fn range(counts: &[u64; 256]) -> Option<(usize, usize)> {
    let all: u64 = counts.iter().sum();
    let sum = |from: usize, to: usize| counts.iter().take(to + 1).skip(from).sum::<u64>();
    // Most of what is bright is paper: the grey in the middle is its own.
    let bright = sum(BRIGHT, 255);
    let paper = (BRIGHT..256).find(|grey| sum(BRIGHT, *grey) * 2 >= bright)?;
    let brighter = sum(paper, 255);
    let grain = (0..COARSEST).find(|g| sum(paper, paper + g) * 1000 >= brighter * WITHIN)?;
    // The grain goes as far to the dark side as to the bright one, which shows it without the print.
    let white = paper.checked_sub(grain + 2)?;
    if sum(white, 255) * 100 < all * PAPER {
        return None;
    }
    // The darkest hundredth of what is not paper.
    let print = sum(0, white - 1);
    let ink = (0..white).find(|grey| sum(0, *grey) * 100 > print).unwrap_or(0);
    (white > ink + 50).then_some((ink, white))
}
