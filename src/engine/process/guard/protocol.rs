//! What we and a guard say to each other, over the socket that is the guard's standard input.
//!
//! We send one [`GuardRequest`], and [`LateArgs`] later if the request announces them. The guard sends
//! one [`GuardReply`]. If we close our end (or die), the guard ends the job.
//!
//! A message is its length and then JSON. It travels over the socket because nobody else can read
//! it there, as they can a process's arguments, and because its size isn't limited. Both sides are
//! the same binary, so messages have no version.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use super::os_text::OsText;
use crate::engine::process::{Job, Sandbox};
use crate::model::limits::Limits;
use crate::model::outcome::Ending;

/// The longest message, in bytes. A compile's request has about ten thousand.
const MAX_LENGTH: u32 = 16 << 20;

/// A job for a guard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardRequest {
    /// The program's file.
    pub program: OsText,
    /// The arguments that it is started with.
    pub args: Vec<OsText>,
    /// Whether [`LateArgs`] follow. The job's time counts from their arrival.
    pub awaits_args: bool,
    /// The folder it starts in.
    pub cwd: OsText,
    /// Changes to the guard's own environment; `None` removes a variable.
    pub env: Vec<(OsText, Option<OsText>)>,
    /// What it may use. The guard doesn't see output, so limits on that don't concern it.
    pub limits: Limits,
    /// Whether it runs at a lower priority than everything else.
    pub yields: bool,
    /// What it finds on its standard input, unless [`LateArgs`] follow.
    pub input: String,
    /// Where it's confined to, if it is. A message without this is damaged: by itself, serde would
    /// take it for a job without a sandbox.
    #[serde(deserialize_with = "Option::deserialize")]
    pub sandbox: Option<SandboxPaths>,
}

/// A [`Sandbox`] in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SandboxPaths {
    read: Vec<OsText>,
    write: Vec<OsText>,
    is_program: bool,
}

/// The rest of a job's arguments, for its standard input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateArgs {
    /// One argument a line, as compilers read them from a file.
    pub lines: String,
}

/// How a guard's work ended. Nothing of the job is left by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuardReply {
    /// The job ran, and this is how it ended.
    Ended(Ending),
    /// The job didn't start.
    NotStarted {
        /// The system's number for the reason, if the system refused.
        os_error: Option<i32>,
        /// The reason in words.
        message: String,
    },
}

impl GuardRequest {
    /// Runs a job whose arguments are all known.
    pub fn now(job: &Job) -> Self {
        Self::new(job, &job.args, false)
    }

    /// Starts a job's program, whose own arguments follow as [`LateArgs`].
    pub fn ahead(job: &Job) -> Self {
        Self::new(job, &job.waiting_args, true)
    }

    fn new(job: &Job, args: &[OsString], awaits_args: bool) -> Self {
        let env = job.env.iter().cloned();
        Self {
            program: job.program.clone().into(),
            args: OsText::all(args),
            awaits_args,
            cwd: job.cwd.clone().into(),
            env: env
                .map(|(name, value)| (name.into(), value.map(Into::into)))
                .collect(),
            limits: job.limits,
            yields: job.yields,
            input: job.input.clone(),
            sandbox: job.sandbox.as_ref().map(SandboxPaths::new),
        }
    }
}

impl SandboxPaths {
    fn new(sandbox: &Sandbox) -> Self {
        Self {
            read: OsText::all(&sandbox.read),
            write: OsText::all(&sandbox.write),
            is_program: sandbox.program,
        }
    }

    /// The sandbox that was meant.
    pub fn to_sandbox(&self) -> Sandbox {
        let paths = |texts: &[OsText]| texts.iter().cloned().map(Into::into).collect();
        Sandbox {
            read: paths(&self.read),
            write: paths(&self.write),
            program: self.is_program,
        }
    }

    /// The folders that the job may write to.
    pub fn writable(&self) -> &[OsText] {
        &self.write
    }
}

impl LateArgs {
    /// `None` if a compiler couldn't read these: it expects UTF-8, and ends an argument at a
    /// line's end.
    pub fn new(args: &[OsString]) -> Option<Self> {
        let mut lines = String::new();
        for arg in args {
            lines += arg
                .to_str()
                .filter(|arg| !arg.contains(['\n', '\r', '\0']))?;
            lines.push('\n');
        }
        Some(Self { lines })
    }
}

impl GuardReply {
    /// A job wasn't started because of this error.
    pub fn not_started(error: &io::Error) -> Self {
        Self::NotStarted {
            os_error: error.raw_os_error(),
            message: error.to_string(),
        }
    }

    /// How the job ended.
    ///
    /// # Errors
    /// The job didn't start; this is why.
    pub fn into_ending(self) -> io::Result<Ending> {
        match self {
            Self::Ended(ending) => Ok(ending),
            Self::NotStarted {
                os_error: Some(number),
                ..
            } => Err(io::Error::from_raw_os_error(number)),
            Self::NotStarted { message, .. } => Err(io::Error::other(message)),
        }
    }
}

/// Sends one message.
///
/// # Errors
/// Nobody listens any more.
pub fn send(mut socket: &UnixStream, message: &impl Serialize) -> io::Result<()> {
    let mut bytes = vec![0; size_of::<u32>()];
    serde_json::to_writer(&mut bytes, message)?;
    let length = bytes.len() - size_of::<u32>();
    let length = u32::try_from(length).ok().filter(|it| *it <= MAX_LENGTH);
    let length = length.ok_or_else(too_long)?;
    bytes[..size_of::<u32>()].copy_from_slice(&length.to_ne_bytes());
    socket.write_all(&bytes)
}

/// Waits for one message, and takes nothing that follows it.
///
/// # Errors
/// - `UnexpectedEof`: the other side has gone before it had sent all of the message.
/// - `InvalidData`: what was sent isn't such a message.
/// - Any other: the socket can't be read.
pub fn receive<M: DeserializeOwned>(mut socket: &UnixStream) -> io::Result<M> {
    let mut length = [0; size_of::<u32>()];
    socket.read_exact(&mut length)?;
    let length = u32::from_ne_bytes(length);
    if length > MAX_LENGTH {
        return Err(too_long());
    }
    let mut bytes = vec![0; length as usize];
    socket.read_exact(&mut bytes)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let text = format!("a message between this program and its guard is damaged: {error}");
        io::Error::new(io::ErrorKind::InvalidData, text)
    })
}

fn too_long() -> io::Error {
    let text = "a message between this program and its guard is damaged or too long";
    io::Error::new(io::ErrorKind::InvalidData, text)
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStringExt;
    use std::path::PathBuf;
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    /// No UTF-8, and all that could end a word, a line or a JSON string too early.
    fn strange_text() -> OsString {
        OsString::from_vec(b"\xff\xfe \n\r\"\\=\x80".to_vec())
    }

    fn strange_job() -> Job {
        let strange = strange_text();
        Job {
            program: strange.clone().into(),
            args: vec![
                "".into(),
                "a b\n\"c\"".into(),
                "\u{202e}é".into(),
                strange.clone(),
            ],
            waiting_args: vec!["@/dev/stdin".into()],
            cwd: PathBuf::from("/courses").join(&strange),
            env: vec![
                ("PATH".into(), Some("x=y".into())),
                (strange.clone(), Some(strange.clone())),
                ("EMPTY".into(), Some("".into())),
                ("REMOVED".into(), None),
            ],
            limits: Limits::program(Duration::from_millis(1_500)),
            yields: true,
            in_order: false,
            input: "a word\n".to_owned(),
            sandbox: Some(Sandbox {
                read: vec!["/a b".into(), strange.clone().into()],
                write: vec![strange.into()],
                program: true,
            }),
        }
    }

    /// What arrives if these bytes are sent and the socket is closed.
    fn receive_bytes<M: DeserializeOwned>(bytes: &[u8]) -> io::Result<M> {
        let (mut ours, theirs) = UnixStream::pair().expect("a pair");
        ours.write_all(bytes).expect("they fit");
        drop(ours);
        receive(&theirs)
    }

    fn frame(json: &[u8]) -> Vec<u8> {
        let length = u32::try_from(json.len()).expect("short").to_ne_bytes();
        [&length, json].concat()
    }

    /// A message after it went over a socket.
    fn sent<M: Serialize + DeserializeOwned>(message: &M) -> M {
        let (ours, theirs) = UnixStream::pair().expect("a pair");
        send(&ours, message).expect("it is sent");
        // What follows is left for the next.
        send(&ours, &"next").expect("it is sent");
        let received = receive(&theirs).expect("it arrives");
        assert_eq!(receive::<String>(&theirs).expect("it arrives"), "next");
        received
    }

    #[test]
    fn a_request_arrives_byte_for_byte() {
        let job = strange_job();
        let request = sent(&GuardRequest::now(&job));
        assert_eq!(request, GuardRequest::now(&job));
        let texts = |all: &[OsText]| -> Vec<OsString> {
            all.iter()
                .map(|text| PathBuf::from(text.clone()).into())
                .collect()
        };
        assert_eq!(texts(&request.args), job.args);
        assert_eq!(PathBuf::from(request.cwd), job.cwd);
        let env = request.env.into_iter();
        let env = env.map(|(name, value)| {
            let value = value.map(|value| PathBuf::from(value).into());
            (PathBuf::from(name).into(), value)
        });
        assert_eq!(env.collect::<Vec<_>>(), job.env);
        assert_eq!(request.limits, job.limits);
        let sandbox = request.sandbox.map(|sandbox| sandbox.to_sandbox());
        assert_eq!(sandbox, job.sandbox);
    }

    #[test]
    fn a_program_that_waits_gets_its_arguments_later() {
        let job = strange_job();
        let request = sent(&GuardRequest::ahead(&job));
        assert_eq!(request.args, OsText::all(&job.waiting_args));
        assert!(request.awaits_args && !GuardRequest::now(&job).awaits_args);
        let args = LateArgs::new(&["-o".into(), "é \"x\"".into(), "".into()]).expect("UTF-8");
        assert_eq!(sent(&args).lines, "-o\né \"x\"\n\n");
        for arg in [strange_text(), "a\nb".into(), "a\rb".into(), "a\0b".into()] {
            assert_eq!(LateArgs::new(&["-o".into(), arg]), None);
        }
    }

    #[test]
    fn a_job_without_a_sandbox_gets_none() {
        let job = Job {
            sandbox: None,
            ..strange_job()
        };
        assert_eq!(sent(&GuardRequest::now(&job)).sandbox, None);
    }

    #[test]
    fn text_in_utf8_stays_readable() {
        let text = |text: OsString| serde_json::to_value(OsText::from(text)).expect("JSON");
        assert_eq!(text("é\n".into()), json!("é\n"));
        assert_eq!(text(OsString::from_vec(vec![0xff, b'a'])), json!([255, 97]));
    }

    #[test]
    fn a_long_request_arrives_while_it_is_sent() {
        let job = Job {
            args: vec!["x".repeat(1 << 20).into(); 4],
            ..strange_job()
        };
        let request = GuardRequest::now(&job);
        let (ours, theirs) = UnixStream::pair().expect("a pair");
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| receive::<GuardRequest>(&theirs).expect("it arrives"));
            send(&ours, &request).expect("it is sent");
            assert!(reader.join().expect("no panic") == request);
        });
        let text = "x".repeat(MAX_LENGTH as usize);
        let error = send(&ours, &text).expect_err("it is too long");
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn replies_arrive() {
        for ending in [
            Ending::Exited(101),
            Ending::Signaled(6),
            Ending::TimedOut,
            Ending::TooMuchOutput,
            Ending::OutOfMemory,
            Ending::TooManyProcesses,
            Ending::TooMuchDisk,
            Ending::Cancelled,
        ] {
            let reply = sent(&GuardReply::Ended(ending));
            assert_eq!(reply.into_ending().expect("it ran"), ending);
        }
        let error = io::Error::from(io::ErrorKind::NotFound);
        let reply = sent(&GuardReply::not_started(&error)).into_ending();
        assert_eq!(reply.expect_err("why").to_string(), error.to_string());
        let error = io::Error::from_raw_os_error(13);
        let reply = sent(&GuardReply::not_started(&error)).into_ending();
        assert_eq!(reply.expect_err("why").raw_os_error(), Some(13));
    }

    #[test]
    fn half_a_message_is_no_message() {
        let json = serde_json::to_vec(&GuardRequest::now(&strange_job())).expect("JSON");
        let whole = frame(&json);
        assert!(receive_bytes::<GuardRequest>(&whole).is_ok());
        for end in 0..whole.len() {
            let error = receive_bytes::<GuardRequest>(&whole[..end]).expect_err("it is cut");
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{end}");
        }
        for end in 0..json.len() {
            assert_is_damaged(&frame(&json[..end]));
        }
    }

    #[track_caller]
    fn assert_is_damaged(bytes: &[u8]) {
        let error = receive_bytes::<GuardRequest>(bytes).expect_err("it is damaged");
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert!(
            error.to_string().contains("its guard is damaged"),
            "{error}"
        );
    }

    #[test]
    fn a_damaged_message_is_named_as_such() {
        let request = serde_json::to_value(GuardRequest::now(&strange_job())).expect("JSON");
        // Each of its parts is needed, the sandbox above all.
        for key in request.as_object().expect("an object").keys() {
            let mut damaged = request.clone();
            damaged[key] = json!({ "no": ["such", 1.5] });
            assert_is_damaged(&frame(damaged.to_string().as_bytes()));
            let mut damaged = request.clone();
            damaged.as_object_mut().expect("an object").remove(key);
            assert_is_damaged(&frame(damaged.to_string().as_bytes()));
        }
        for key in request["sandbox"].as_object().expect("an object").keys() {
            let mut damaged = request.clone();
            let sandbox = damaged["sandbox"].as_object_mut().expect("an object");
            sandbox.remove(key);
            assert_is_damaged(&frame(damaged.to_string().as_bytes()));
        }
        let mut damaged = request;
        damaged["args"] = json!([[256]]);
        assert_is_damaged(&frame(damaged.to_string().as_bytes()));
        for damaged in [&b""[..], b"null", b"\xff\xfe", b"{}", b"[[[[[[[["] {
            assert_is_damaged(&frame(damaged));
        }
        assert_is_damaged(&frame(&b"[".repeat(100_000)));
        // A length that no message has; nothing of that size is set aside for it.
        assert_is_damaged(&u32::MAX.to_ne_bytes());
    }

    #[test]
    fn a_message_with_any_byte_changed_does_no_harm() {
        let json = serde_json::to_vec(&GuardRequest::now(&strange_job())).expect("JSON");
        for index in 0..json.len() {
            let mut damaged = json.clone();
            damaged[index] ^= 0x15;
            let error = receive_bytes::<GuardRequest>(&frame(&damaged)).err();
            let kind = error.map_or(io::ErrorKind::InvalidData, |error| error.kind());
            assert_eq!(kind, io::ErrorKind::InvalidData, "{index}");
        }
    }
}
