//! Signals that ask for a stop: Ctrl-C, and what a system sends when it shuts down. The first lets a run
//! finish what it has; the second ends the program at once.

use crate::worker::Stop;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of the signal that Ctrl-C sends.
pub(super) const INTERRUPT: u8 = 2;

/// Which signal came last.
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// The number of the last signal; nothing where none came.
    pub(super) fn last(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|n| *n > 0)
    }
}

/// Asks for a stop when a signal does. Where the system has no signals, nothing is listened to.
pub(super) fn listen(stop: &Stop) -> Signals {
    let last = Arc::new(AtomicUsize::new(0));
    for signal in [SIGINT, SIGTERM] {
        let number = usize::try_from(signal).unwrap_or_default();
        // In this order: the second signal finds the flag set by the first.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, stop.flag());
        let _ = flag::register(signal, stop.flag());
        let _ = flag::register_usize(signal, Arc::clone(&last), number);
    }
    Signals(last)
}
