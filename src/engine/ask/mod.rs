//! The compiler as somebody to ask: compiles small variants of a program for their diagnostics
//! alone, with the same flags, crates and sandbox as the check.
//!
//! Variants are compiled side by side and give way to everything else, since the learner's check
//! comes first. Replies are kept, in memory and on disk. Every question is bounded: what isn't
//! compiled within the limits is [`NotAsked`], and so is all that is left when it's cancelled.

pub mod context;
pub mod facts;
pub mod permissions;
pub mod proof;
mod store;
#[cfg(test)]
mod tests;
pub mod types;

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::engine::cache::Cache;
use crate::engine::files;
use crate::engine::parallel::{self, lock};
use crate::engine::process::{Cancel, Job};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::Diagnostic;
use crate::model::limits::Limits;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use context::CompileContext;
use store::Store;

/// How many variants one question may have.
pub const MOST_VARIANTS: usize = 64;

/// How long a variant may be, in bytes.
pub const LONGEST_VARIANT: usize = 256 * 1024;

/// How long all variants of one question may take together. What hasn't begun by then isn't
/// compiled.
pub const LONGEST_QUESTION: Duration = Duration::from_secs(30);

/// Where variants are compiled.
pub trait CompileHost: Sync {
    /// A new folder for one compile; whoever asked removes it.
    ///
    /// # Errors
    /// Why it can't be made.
    fn new_folder(&self) -> Result<PathBuf, String>;

    /// Runs a job that writes in this folder; where programs are confined, nowhere else.
    ///
    /// # Errors
    /// Why it could not be started.
    fn run(&self, folder: &Path, job: Job, cancel: &Cancel) -> Result<Outcome, String>;
}

/// Asks the compiler about programs.
pub struct Asker<'a> {
    host: &'a dyn CompileHost,
    store: Store,
    jobs: usize,
    yields: bool,
    limits: Limits,
    compiled: AtomicUsize,
}

impl<'a> Asker<'a> {
    /// One that compiles here and keeps replies on disk beside the results of checks.
    pub fn new(host: &'a dyn CompileHost, cache: Cache) -> Self {
        let jobs = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            host,
            store: Store::new(cache),
            jobs,
            yields: true,
            limits: Limits::variant(),
            compiled: AtomicUsize::new(0),
        }
    }

    /// Gives each compile this much time.
    #[must_use]
    pub fn with_time(mut self, time: Duration) -> Self {
        self.limits.time = time;
        self
    }

    /// Lets compiles go on at full priority: somebody waits for them, and for nothing else.
    #[must_use]
    pub fn without_yielding(mut self) -> Self {
        self.yields = false;
        self
    }

    /// How many variants were compiled so far. Those with a stored reply don't count.
    pub fn compiled(&self) -> usize {
        self.compiled.load(Ordering::Relaxed)
    }

    /// What the compiler says of each variant, in their order. Equal variants are compiled once.
    pub fn ask(
        &self,
        context: &CompileContext,
        variants: &[Variant],
        cancel: &Cancel,
    ) -> Vec<Answer> {
        let deadline = Instant::now() + LONGEST_QUESTION;
        let keys: Vec<String> = variants.iter().map(|v| context.key(&v.text)).collect();
        let mut indexes = HashMap::new();
        for (index, key) in keys.iter().enumerate().take(MOST_VARIANTS) {
            indexes.entry(key.as_str()).or_insert(index);
        }
        let different: Vec<usize> = indexes.values().copied().collect();
        let answers: Mutex<HashMap<&str, Answer>> = Mutex::default();
        parallel::each(self.jobs, different.len(), |number| {
            let index = different[number];
            let question = Question {
                context,
                key: &keys[index],
                text: &variants[index].text,
                deadline,
            };
            let answer = self.answer(&question, cancel);
            lock(&answers).insert(&keys[index], answer);
            ControlFlow::Continue(())
        });
        let answers = answers.into_inner().unwrap_or_default();
        let answer = |key: &String| answers.get(key.as_str()).cloned();
        keys.iter()
            .map(|key| answer(key).unwrap_or(Err(NotAsked::TooMany)))
            .collect()
    }

    fn answer(&self, question: &Question, cancel: &Cancel) -> Answer {
        if question.text.len() > LONGEST_VARIANT {
            return Err(NotAsked::TooLong);
        }
        let root = &question.context.root;
        if let Some(reply) = self.store.get(question.key, root) {
            return Ok(reply);
        }
        if cancel.is_cancelled() {
            return Err(NotAsked::Cancelled);
        }
        let mut limits = self.limits;
        limits.time = limits
            .time
            .min(question.deadline.saturating_duration_since(Instant::now()));
        if limits.time.is_zero() {
            return Err(NotAsked::Stopped(Ending::TimedOut));
        }
        let folder = self.host.new_folder().map_err(NotAsked::Failed)?;
        let answer = self.compile(question, &folder, limits, cancel);
        // What stays behind goes with the scratch folder.
        let _ = fs::remove_dir_all(&folder);
        answer
    }

    fn compile(
        &self,
        question: &Question,
        folder: &Path,
        limits: Limits,
        cancel: &Cancel,
    ) -> Answer {
        let context = question.context;
        let written = context.write(folder, question.text);
        written.map_err(|error| {
            let why = files::reason(&error);
            NotAsked::Failed(format!("no variant can be written: {why}"))
        })?;
        self.compiled.fetch_add(1, Ordering::Relaxed);
        let run = || {
            let job = Job {
                yields: self.yields,
                ..context.job(folder, limits)
            };
            let outcome = self.host.run(folder, job, cancel);
            reply(&outcome.map_err(NotAsked::Failed)?)
        };
        let mut reply = run()?;
        if reply.errors().any(Diagnostic::misses_a_file) {
            let linked = context.link_neighbours(folder);
            linked.map_err(|_| NotAsked::NeedsOtherFiles)?;
            reply = run()?;
        }
        let reply = Arc::new(reply);
        // A file that isn't there is in no list, and may come.
        if !reply.errors().any(Diagnostic::misses_a_file)
            && let Some(inputs) = context.inputs(folder)
        {
            self.store.put(question.key, &reply, inputs);
        }
        Ok(reply)
    }
}

/// One variant to be compiled.
struct Question<'a> {
    context: &'a CompileContext,
    key: &'a str,
    text: &'a str,
    deadline: Instant,
}

/// What a compiler said, if that's all that it had to say.
fn reply(outcome: &Outcome) -> Result<Reply, NotAsked> {
    let status = match outcome.ending {
        Ending::Exited(status) => status,
        Ending::Cancelled => return Err(NotAsked::Cancelled),
        ending => return Err(NotAsked::Stopped(ending)),
    };
    if outcome.stderr.dropped > 0 {
        return Err(NotAsked::Stopped(Ending::TooMuchOutput));
    }
    let CompilerOutput {
        mut diagnostics,
        other_text,
    } = rustc_json::parse(&outcome.stderr.text());
    // Nobody reads that of a variant, and it's more than half of the text.
    diagnostics.iter_mut().for_each(|d| d.rendered.clear());
    let reply = Reply { diagnostics };
    let has_error = reply.errors().next().is_some();
    match status {
        0 => Ok(reply),
        1 if has_error => Ok(reply),
        // It doesn't work here, or broke down over this program.
        _ => Err(NotAsked::Failed(first_line(&other_text))),
    }
}

fn first_line(words: &str) -> String {
    match words.trim().lines().next() {
        Some(line) => format!("the compiler broke down: {line}"),
        None => "the compiler broke down without a word".to_owned(),
    }
}
