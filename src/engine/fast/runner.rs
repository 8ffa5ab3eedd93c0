//! Jobs whose programs were started before they were needed, and guards that are forked.

use std::io;
#[cfg(target_os = "linux")]
use std::sync::OnceLock;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[cfg(target_os = "linux")]
use super::fork_server::ForkServer;
use crate::engine::process::guard::protocol::{self, GuardRequest, LateArgs};
use crate::engine::process::{Cancel, Job, OutputListener, Runner, RunningJob, SystemRunner};
use crate::model::outcome::{Ending, Outcome};

/// How many programs wait at most: those for the exercise that the learner works on and for the
/// one before it. Each takes some megabytes.
const MAX_WAITING: usize = 6;

/// Starts jobs as quickly as it can.
pub struct FastRunner {
    plain: SystemRunner,
    waiting: Mutex<Vec<WaitingJob>>,
    /// Started for the first job; `None` if that failed.
    #[cfg(target_os = "linux")]
    server: OnceLock<Option<ForkServer>>,
}

/// A program that was started before its arguments were known.
struct WaitingJob {
    job: Job,
    running: RunningJob,
}

impl FastRunner {
    /// # Errors
    /// This program's own file can't be found.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            plain: SystemRunner::new()?,
            waiting: Mutex::default(),
            #[cfg(target_os = "linux")]
            server: OnceLock::new(),
        })
    }

    fn start(&self, job: &Job, request: &GuardRequest) -> io::Result<RunningJob> {
        #[cfg(target_os = "linux")]
        {
            let start_server = || ForkServer::start_server(self.plain.program()).ok();
            if let Some(server) = self.server.get_or_init(start_server)
                && let Ok(running) = server.start_job(job, request)
            {
                return Ok(running);
            }
        }
        self.plain.start(job, request)
    }

    fn lock_waiting(&self) -> MutexGuard<'_, Vec<WaitingJob>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The program that waits for this job's arguments, after they were sent to it.
    fn take_waiting(&self, job: &Job) -> Option<RunningJob> {
        let args = LateArgs::new(&job.args)?;
        let mut waiting = self.lock_waiting();
        let index = waiting.iter().position(|waiting| waiting.suits(job))?;
        let running = waiting.remove(index).running;
        drop(waiting);
        protocol::send(running.socket(), &args).ok()?;
        Some(running)
    }

    /// Starts the program of a job whose arguments aren't known yet.
    fn start_ahead(&self, job: &Job) -> Option<WaitingJob> {
        // If it can't be started, we only save no time.
        let running = self.start(job, &GuardRequest::ahead(job)).ok()?;
        let job = job.clone();
        Some(WaitingJob { job, running })
    }
}

impl WaitingJob {
    /// Whether this is the program for that job, in the same surroundings.
    fn suits(&self, job: &Job) -> bool {
        self.job.program == job.program
            && self.job.waiting_args == job.waiting_args
            && self.job.cwd == job.cwd
            && self.job.env == job.env
            && self.job.limits == job.limits
            && self.job.yields == job.yields
            && self.job.in_order == job.in_order
            && self.job.sandbox == job.sandbox
    }
}

impl Drop for FastRunner {
    fn drop(&mut self) {
        for waiting in self.lock_waiting().drain(..) {
            waiting.running.end();
        }
    }
}

impl Runner for FastRunner {
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: OutputListener) -> io::Result<Outcome> {
        // Somebody may have killed the program while it waited, which says nothing about the job.
        if let Some(running) = self.take_waiting(job)
            && let Ok(outcome) = running.finish(job, cancel, seen)
            && !matches!(outcome.ending, Ending::Signaled(_))
        {
            return Ok(outcome);
        }
        let running = self.start(job, &GuardRequest::now(job))?;
        running.finish(job, cancel, seen)
    }

    fn expect(&self, jobs: &[Job]) {
        let mut waiting = self.lock_waiting();
        let mut earlier = std::mem::take(&mut *waiting);
        for job in jobs.iter().filter(|job| !job.waiting_args.is_empty()) {
            let found = earlier.iter().position(|waiting| waiting.suits(job));
            let found = found.map(|index| earlier.remove(index));
            waiting.extend(found.or_else(|| self.start_ahead(job)));
        }
        // The others may be of use later. Those that were started first go first.
        waiting.append(&mut earlier);
        let kept = MAX_WAITING.min(waiting.len());
        let surplus = waiting.split_off(kept);
        drop(waiting);
        surplus.into_iter().for_each(|it| it.running.end());
    }
}
