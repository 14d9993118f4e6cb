//! The parent's side: workers that are idle, and what becomes of those that are not.

use super::protocol::{Answer, Failure, Input, Job, Request, receive, send};
use super::work::TakePart;
use super::{Limits, Stop};
use crate::ended::Ended;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A worker that has done this many jobs makes room for a fresh one. To begin anew is dear: it compiles the
/// patterns of all rules again.
const JOBS: usize = 10_000;
/// How long a stop that was asked for may go unnoticed.
const NOTICE: Duration = Duration::from_millis(100);

/// Workers.
#[derive(Debug)]
pub(super) struct Pool {
    program: PathBuf,
    stop: Stop,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    pub(super) fn new(program: PathBuf, stop: Stop) -> Self {
        Self { program, stop, idle: Mutex::new(Vec::new()) }
    }

    /// Has a worker do a job within these limits, of which that of memory is always the same. Where it
    /// could not be done, the answer says why.
    pub(super) fn run(&self, job: &Job, input: &Input, limits: &Limits, take: TakePart<'_>) -> Answer {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match idle.map_or_else(|| Worker::start(&self.program, limits), Ok) {
            Ok(worker) => worker,
            Err(e) => {
                let why = format!("no worker process could be started to read it: {e}");
                return Answer::Failed(Failure::Passing(why));
            }
        };
        match worker.run(job, input, limits, &self.stop, take) {
            Ok(answer) => {
                if worker.jobs < JOBS {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                }
                answer
            }
            Err(lost) => Answer::Failed(worker.why_lost(&lost, limits)),
        }
    }
}

/// Why a worker cannot be used again.
enum Lost {
    /// It did not answer in time.
    Late,
    /// Its pipes are closed.
    Gone,
    /// The one who takes documents out of the file had enough.
    Refused(String),
    /// A stop was asked for.
    Stopped,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    /// Closed to let the worker end.
    input: Option<BufWriter<ChildStdin>>,
    answers: Receiver<io::Result<Answer>>,
    /// The last of what it said on standard error, when it has ended.
    said: Receiver<String>,
    jobs: usize,
    /// Whether it waits for a job.
    idle: bool,
}

impl Worker {
    fn start(program: &PathBuf, limits: &Limits) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg("worker").arg("--memory").arg(limits.memory.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that what it has started ends with it, and a signal from the terminal
        // reaches the parent only.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let closed = || io::Error::other("its pipes could not be opened");
        let input = child.stdin.take().ok_or_else(closed)?;
        let output = child.stdout.take().ok_or_else(closed)?;
        let mut errors = child.stderr.take().ok_or_else(closed)?;
        let (sender, answers) = sync_channel(2);
        thread::spawn(move || listen(BufReader::new(output), &sender));
        let (last, said) = sync_channel(1);
        thread::spawn(move || last.send(last_said(&mut errors)));
        Ok(Self { child, input: Some(BufWriter::new(input)), answers, said, jobs: 0, idle: true })
    }

    fn run(
        &mut self,
        job: &Job,
        input: &Input,
        limits: &Limits,
        stop: &Stop,
        take: TakePart<'_>,
    ) -> Result<Answer, Lost> {
        let deadline = Instant::now() + limits.wall;
        self.idle = false;
        self.jobs += 1;
        let request = Request { job, input, cpu: limits.cpu };
        send(self.input.as_mut().ok_or(Lost::Gone)?, &request).map_err(|_| Lost::Gone)?;
        loop {
            if stop.requested() {
                return Err(Lost::Stopped);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.answers.recv_timeout(left.min(NOTICE)) {
                Ok(Ok(Answer::Part(part))) => take(part).map_err(Lost::Refused)?,
                Ok(Ok(answer)) => {
                    self.idle = true;
                    return Ok(answer);
                }
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(Lost::Gone),
                Err(RecvTimeoutError::Timeout) if left > NOTICE => {}
                Err(RecvTimeoutError::Timeout) => return Err(Lost::Late),
            }
        }
    }

    /// Why its job was not done.
    fn why_lost(mut self, lost: &Lost, limits: &Limits) -> Failure {
        match lost {
            Lost::Refused(why) => Failure::Unreadable(why.clone()),
            Lost::Stopped => Failure::Passing("reading it was interrupted".to_owned()),
            Lost::Late => Failure::Unreadable(format!(
                "reading it took more than {} seconds and was stopped; --time-limit allows more",
                limits.wall.as_secs()
            )),
            Lost::Gone => {
                // One that lives, for its pipe failed and not it, ends with its input.
                self.input = None;
                kill_if_alive(&mut self.child);
                let status = self.child.wait().ok();
                // What it has started may hold its standard error open.
                let said = self.said.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
                cause(status, &said, limits)
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An idle worker ends when its input does; one that is at work is stopped with all it started.
        if !self.idle {
            kill(&mut self.child);
        }
        self.input = None;
        let _ = self.child.wait();
    }
}

/// Ends a process that does not end by itself within a second.
fn kill_if_alive(child: &mut Child) {
    let until = Instant::now() + Duration::from_secs(1);
    while Instant::now() < until {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    kill(child);
}

#[cfg(unix)]
fn kill(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(pid, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill(child: &mut Child) {
    let _ = child.kill();
}

/// Why a worker died, as far as it can be told.
fn cause(status: Option<ExitStatus>, said: &str, limits: &Limits) -> Failure {
    if said.contains("memory allocation") || said.contains("out of memory") {
        let megabytes = limits.memory >> 20;
        return Failure::Unreadable(format!(
            "reading it needs more than {megabytes} MB of memory and was stopped; --memory-limit allows more"
        ));
    }
    let how = match status.map(Ended::of) {
        Some(Ended::ProcessorTime) => {
            let seconds = limits.cpu;
            return Failure::Unreadable(format!(
                "reading it took more than {seconds} seconds of processor time and was stopped; --cpu-limit allows more"
            ));
        }
        Some(Ended::Killed) => {
            return Failure::Passing(
                "the system stopped the process that read it, most likely for want of memory; close other programs, or leave the file out"
                    .to_owned(),
            );
        }
        _ if said.contains("overflowed its stack") => {
            return Failure::Unreadable("it is nested too deeply to be read".to_owned());
        }
        Some(Ended::Signal(signal)) => format!(" (signal {signal})"),
        Some(Ended::Itself) | None => String::new(),
    };
    Failure::Unreadable(format!(
        "the reader of this format crashed on it{how}; the file may be damaged: open it and save it anew"
    ))
}

/// Passes the worker's answers on until there are no more.
fn listen(mut output: impl Read, answers: &SyncSender<io::Result<Answer>>) {
    while let Some(answer) = receive::<Answer>(&mut output).transpose() {
        let failed = answer.is_err();
        if answers.send(answer).is_err() || failed {
            return;
        }
    }
}

/// The last of what a worker says on standard error.
fn last_said(errors: &mut impl Read) -> String {
    const LAST: usize = 2000;
    let mut said = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(n @ 1..) = errors.read(&mut buffer) {
        said.extend_from_slice(buffer.get(..n).unwrap_or(&[]));
        said.drain(..said.len().saturating_sub(LAST));
    }
    String::from_utf8_lossy(&said).into_owned()
}
