//! How a program that was started ended.

use std::process::ExitStatus;

/// How a program ended, as far as its limits go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself, well or not.
    Itself,
    /// It was stopped for the processor time it took.
    ProcessorTime,
    /// It was killed.
    Killed,
    /// Another signal ended it.
    Signal(i32),
}

impl Ended {
    /// What the system says of a program that has ended.
    #[cfg(unix)]
    #[must_use]
    pub fn of(status: ExitStatus) -> Self {
        use rustix::process::Signal;
        match std::os::unix::process::ExitStatusExt::signal(&status) {
            None => Self::Itself,
            Some(signal) if signal == Signal::XCPU.as_raw() => Self::ProcessorTime,
            Some(signal) if signal == Signal::KILL.as_raw() => Self::Killed,
            Some(signal) => Self::Signal(signal),
        }
    }

    /// What the system says of a program that has ended. Here it knows of no limits.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(_: ExitStatus) -> Self {
        Self::Itself
    }
}
