//! Passages that say nearly the same: the same wording year after year, with other figures, and the same few
//! words again and again in one document.
//!
//! A passage's mark is a simhash of 64 bits over its words, figures left out: texts that
//! differ in a word or two have marks that differ in a few bits, unlike ones in about half.

/// The fewest different words with which a passage can be like another; a short one (`Drift`) says
/// nothing of what it stands in.
const FEWEST: usize = 6;
/// The most bits in which the marks of near-duplicates differ.
const BITS: u32 = 7;

/// The mark of a passage. The last bit says whether it is that of the very letters of a short one.
pub(super) fn mark(text: &str) -> u64 {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let mut hashes: Vec<u64> = words.map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    if hashes.len() < FEWEST {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        return hash(&letters) | 1;
    }
    let mut sums = [0_i32; 64];
    for hash in hashes {
        for (bit, sum) in sums.iter_mut().enumerate() {
            *sum += i32::from(hash >> bit & 1 == 1) * 2 - 1;
        }
    }
    sums.iter().enumerate().filter(|(_, s)| **s > 0).fold(0, |mark, (bit, _)| mark | 1_u64 << bit) & !1
}

/// Whether two marks are of passages that need not both be listed: near-duplicates in two documents, or the
/// same few words in one.
pub(super) fn alike(a: u64, b: u64, one_document: bool) -> bool {
    if one_document { a == b && a & 1 == 1 } else { (a | b) & 1 == 0 && (a ^ b).count_ones() <= BITS }
}

/// FNV-1a over the small letters of a word, with a final mixing: the same on every machine.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for letter in word.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 29
}
