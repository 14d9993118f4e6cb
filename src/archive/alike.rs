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
    // Eight counters of eight bits each to a number: how many words have the bit.
    let (mut counts, mut ones) = ([0_u32; 64], [0_u64; 8]);
    for some in hashes.chunks(usize::from(u8::MAX)) {
        for hash in some {
            for (eight, byte) in ones.iter_mut().zip(hash.to_le_bytes()) {
                *eight += spread(byte);
            }
        }
        let bytes = ones.iter().flat_map(|eight| eight.to_le_bytes());
        counts.iter_mut().zip(bytes).for_each(|(count, n)| *count += u32::from(n));
        ones = [0; 8];
    }
    let most = |count: u32| count as usize * 2 > hashes.len();
    counts.iter().enumerate().filter(|(_, n)| most(**n)).fold(0, |mark, (bit, _)| mark | 1_u64 << bit) & !1
}

/// The bits of a byte as bytes, the lowest first.
fn spread(byte: u8) -> u64 {
    let apart = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
    (apart + 0x7f7f_7f7f_7f7f_7f7f) >> 7 & 0x0101_0101_0101_0101
}

/// Whether two marks are of passages that need not both be listed: near-duplicates in two documents, or the
/// same few words in one.
pub(super) fn alike(a: u64, b: u64, one_document: bool) -> bool {
    if one_document { a == b && a & 1 == 1 } else { (a | b) & 1 == 0 && (a ^ b).count_ones() <= BITS }
}

/// FNV-1a over the small letters of a word, with a final mixing: the same on every machine.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut mix = |letter: char| hash = (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    for letter in word.chars() {
        if letter.is_ascii() {
            mix(letter.to_ascii_lowercase());
        } else {
            letter.to_lowercase().for_each(&mut mix);
        }
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 29
}
