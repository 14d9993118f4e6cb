//! The steps of a run, at each of which tests kill the process: what is lost then must be found by the next
//! run. In a release build the environment has no say here.

/// A step of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// All files were looked at.
    Looked,
    /// A batch of documents was written, not committed.
    Written,
    /// Documents were committed, and more are to come.
    CommittedSome,
    /// Everything is written, and what is gone was taken out; nothing of that is committed.
    BeforeCommit,
    /// Everything is committed.
    Committed,
    /// What failed was noted down.
    Remembered,
}

/// Ends the process where the environment names the step, and the time that it is reached.
#[cfg(debug_assertions)]
pub(super) fn reached(step: Step) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static TIMES: AtomicUsize = AtomicUsize::new(0);
    let Ok(wanted) = std::env::var("ARKIV_TEST_DIE_AT") else { return };
    let (name, time) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if name == format!("{step:?}") && TIMES.fetch_add(1, Ordering::Relaxed) + 1 == time.parse().unwrap_or(1) {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub(super) fn reached(_: Step) {}

/// How many bytes are held together, or written between two commits: as many as are given, or as the
/// environment says.
#[cfg(debug_assertions)]
pub(super) fn bytes(usual: usize) -> usize {
    std::env::var("ARKIV_TEST_COMMIT_EACH").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(usual)
}

#[cfg(not(debug_assertions))]
pub(super) fn bytes(usual: usize) -> usize {
    usual
}
