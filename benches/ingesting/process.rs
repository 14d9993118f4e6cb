//! What a program costs that runs beside this one, with all the processes that it starts.

use std::process::{Command, Stdio};
use std::time::Duration;

/// How often memory is looked at while a program runs.
const EVERY: Duration = Duration::from_millis(20);

pub struct Spent {
    /// Processor time, in seconds.
    pub seconds: f64,
    /// The most memory that all its processes had together, in bytes; what they share counts once.
    pub peak: Option<usize>,
}

/// Runs a program to its end. The error says why it could not be measured.
pub fn run(command: &mut Command) -> Result<Spent, String> {
    let before = of_children().ok_or("processor time is only measured on Linux")?;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{program}: {e}"))?;
    let mut peak = None;
    let ended = loop {
        if let Some(ended) = child.try_wait().map_err(|e| e.to_string())? {
            break ended;
        }
        peak = peak.max(memory(child.id()));
        std::thread::sleep(EVERY);
    };
    if !ended.success() {
        return Err(format!("{program} failed: {ended}"));
    }
    Ok(Spent { seconds: of_children().unwrap_or(before) - before, peak })
}

/// Processor time of the children that have ended, and of theirs, in seconds.
pub fn of_children() -> Option<f64> {
    times(13..15)
}

/// Processor time of this process and of its children that have ended, in seconds.
pub fn of_all() -> Option<f64> {
    times(11..15)
}

fn times(fields: std::ops::Range<usize>) -> Option<f64> {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let all: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(all.get(fields)?.iter().filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / TICKS)
}

/// Memory of a process and of those below it, in bytes; a page that several have counts once.
fn memory(process: u32) -> Option<usize> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let own = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next());
    let own = own?.parse::<usize>().ok()? * 1024;
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).ok()?;
    let below = threads
        .filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("children")).ok())
        .flat_map(|list| list.split_whitespace().filter_map(|n| n.parse().ok()).collect::<Vec<u32>>())
        .filter_map(memory)
        .sum::<usize>();
    Some(own + below)
}
