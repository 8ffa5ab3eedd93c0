//! Opens files in the learner's editor.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::model::editor::{self, OpenCommand, Surroundings, Target};

/// The variables with a learner's editor, the first one first.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// The commands that may open a file, best first; the next one is for where the one before
/// cannot be found. Never empty.
///
/// # Errors
/// Nobody said which editor to use, or not in a way that can be understood; in words.
pub fn commands(target: Target) -> Result<Vec<OpenCommand>, String> {
    let mut problem = format!(
        "Set {} to your editor's command first. The file is {}",
        VARIABLES.join(" or "),
        target.path.display()
    );
    let set = VARIABLES
        .iter()
        .find_map(|name| Some((name, variable(name)?)));
    let own = set.and_then(|(name, text)| {
        let words = words(&text);
        if words.is_none() {
            problem = format!(
                "{name} cannot be read as a command, perhaps since a quote is not closed: {text}"
            );
        }
        words
    });
    let surroundings = Surroundings {
        own,
        in_zellij: variable("ZELLIJ").is_some(),
        in_vscode: variable("TERM_PROGRAM").is_some_and(|program| program == "vscode"),
        vscode_path: variable("VSCODE_GIT_ASKPASS_NODE").unwrap_or_default(),
    };
    let commands = editor::commands(&surroundings, target);
    if commands.is_empty() {
        return Err(problem);
    }
    Ok(commands)
}

fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    (!value.trim().is_empty()).then_some(value)
}

/// The words of an editor's command. A file whose path nobody quoted is a command too.
fn words(text: &str) -> Option<Vec<String>> {
    let path = text.trim();
    if Path::new(path).is_file() {
        return Some(vec![path.to_owned()]);
    }
    editor::split_words(text)
}

/// Runs an editor that has our terminal, and waits for its end.
///
/// # Errors
/// It cannot be started.
pub fn run(command: &OpenCommand) -> io::Result<Option<String>> {
    let status = spawn(command, |_| {})?.wait()?;
    Ok(failure(command, status))
}

/// Starts an editor that needs no terminal, and tells `ended` when it ends without success. It
/// goes on when we end.
///
/// # Errors
/// It cannot be started.
pub fn start(command: &OpenCommand, ended: impl FnOnce(String) + Send + 'static) -> io::Result<()> {
    let mut child = spawn(command, |command| {
        command.stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        // Ctrl-C in the terminal is for us.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
    })?;
    let command = command.clone();
    std::thread::spawn(move || {
        let failure = child
            .wait()
            .ok()
            .and_then(|status| failure(&command, status));
        if let Some(failure) = failure {
            ended(failure);
        }
    });
    Ok(())
}

fn failure(command: &OpenCommand, status: std::process::ExitStatus) -> Option<String> {
    (!status.success()).then(|| format!("{} ended with {status}", command.program))
}

fn spawn(open: &OpenCommand, prepare: impl Fn(&mut Command)) -> io::Result<Child> {
    let spawn = |program: &str| {
        let mut command = Command::new(program);
        prepare(command.args(&open.args));
        command.spawn()
    };
    let child = spawn(&open.program);
    let is_missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    if cfg!(windows) && child.as_ref().is_err_and(is_missing) {
        // Many editors put a script of that name into `PATH`.
        return spawn(&format!("{}.cmd", open.program)).or(child);
    }
    child
}
