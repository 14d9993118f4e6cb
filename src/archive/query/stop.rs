//! Words that are left out of a query of several words: they stand in every passage.

const STOP_WORDS: &[&str] = &[
    "og", "i", "på", "av", "for", "til", "med", "som", "at", "en", "et", "ei", "den", "det", "de", "om",
    "ved", "fra", "er", "var", "å", "eller", "der", "da", "skal", "har", "kan", "vil", "må", "ble", "blir",
    "bli", "blitt", "være", "etter", "under", "over", "mot", "også", "men", "så", "seg", "sin", "sitt",
    "sine", "dette", "disse", "denne", "ein", "eit", "dei", "frå", "vart", "vere", "desse", "ikke", "ikkje",
    "jf", "mv", "hva", "kva", "hvilke", "hvilken", "hvordan", "korleis", "hvem", "kven", "hvor", "kor",
    "når",
];

/// Whether a word says nothing in a query of several words.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word.to_lowercase().as_str())
}
