//! The worker's side: reads jobs from its input, answers on its output, until the input ends.

use super::protocol::{Answer, Failure, Input, Job, Part, Request, receive, send};
use super::work::work;
use std::io::{self, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The stack that files are read on: readers of nested things go deep.
const STACK: usize = 64 << 20;

/// What a worker takes of its address space before it reads anything: the program, its stacks, and what
/// the allocator sets aside for a thread. It is not counted as memory for reading.
#[cfg(unix)]
const OWN: u64 = 256 << 20;

/// Serves as a worker until standard input ends. `memory` is the most that it may use, in bytes. The
/// error is one of the pipes to the parent; there is nobody left to tell.
pub fn serve(memory: u64) -> io::Result<()> {
    let output = output()?;
    limit_memory(memory);
    #[cfg(unix)]
    end_with_parent()?;
    let worker = std::thread::Builder::new().stack_size(STACK);
    worker.spawn(move || answer_all(memory, output))?.join().unwrap_or(Ok(()))
}

fn answer_all(memory: u64, mut output: impl Write) -> io::Result<()> {
    let mut input = BufReader::new(io::stdin());
    while let Some(request) = receive::<Request<Job, Input>>(&mut input)? {
        limit_cpu(request.cpu);
        let done = catch_unwind(AssertUnwindSafe(|| {
            work(request.job, &request.input, memory, &mut |part: Part| {
                send(&mut output, &Answer::Part(part)).map_err(|e| e.to_string())
            })
        }));
        let answer = done.unwrap_or_else(|panic| {
            let why = format!(
                "the program failed on this file, which is a defect in it; please report it ({})",
                said(&*panic)
            );
            Answer::Failed(Failure::Unreadable(why))
        });
        match send(&mut output, &answer) {
            Err(e) if e.kind() == io::ErrorKind::FileTooLarge => {
                let why = "what is found in it is more than the program can pass on; divide the file";
                send(&mut output, &Answer::Failed(Failure::Unreadable(why.to_owned())))?;
            }
            sent => sent?,
        }
    }
    Ok(())
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it said nothing")
}

/// The pipe to the parent. Standard output itself is led to standard error: a library that prints must
/// not print into the answers.
#[cfg(unix)]
fn output() -> io::Result<impl Write + Send + 'static> {
    let pipe = rustix::io::dup(io::stdout())?;
    rustix::stdio::dup2_stdout(io::stderr())?;
    Ok(io::BufWriter::new(io::PipeWriter::from(pipe)))
}

#[cfg(not(unix))]
fn output() -> io::Result<impl Write + Send + 'static> {
    Ok(io::BufWriter::new(io::stdout()))
}

/// Ends this worker, and what it has started, when the parent is gone: one that is killed or interrupted
/// cannot end them itself, and a worker that waits for another program would wait on.
#[cfg(unix)]
fn end_with_parent() -> io::Result<()> {
    use rustix::process::{Signal, getpgrp, getpid, getppid, kill_current_process_group};
    const EVERY: std::time::Duration = std::time::Duration::from_millis(500);
    let parent = getppid();
    // The group must be this worker's own, or others would be stopped with it.
    if getpgrp() != getpid() {
        return Ok(());
    }
    let watch = move || {
        while getppid() == parent {
            std::thread::sleep(EVERY);
        }
        let _ = kill_current_process_group(Signal::KILL);
    };
    std::thread::Builder::new().stack_size(64 << 10).spawn(watch).map(drop)
}

/// Where the system cannot limit memory, nothing is limited: reading is what was asked for.
#[cfg(unix)]
fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let all = bytes.saturating_add(OWN);
    let _ = setrlimit(Resource::As, Rlimit { current: Some(all), maximum: Some(all) });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Allows so many seconds of processor time more than were used so far.
#[cfg(unix)]
fn limit_cpu(seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    let current = (used + seconds.max(1)).min(maximum.unwrap_or(u64::MAX));
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(current), maximum });
}

#[cfg(not(unix))]
fn limit_memory(_: u64) {}

#[cfg(not(unix))]
fn limit_cpu(_: u64) {}
