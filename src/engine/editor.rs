//! Opens files in the learner's editor.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::model::editor::{self, EditorEnvironment, FilePosition, OpenCommand};

/// The variables that name the learner's editor. The first one that's set wins.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// The commands that may open a file, best first: if one can't be found, try the next. Never
/// empty.
///
/// # Errors
/// No variable names an editor, or its value can't be parsed. The message says so.
pub fn commands(target: FilePosition) -> Result<Vec<OpenCommand>, String> {
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
            problem =
                format!("{name} can't be read as a command; perhaps a quote isn't closed: {text}");
        }
        words
    });
    let surroundings = EditorEnvironment {
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

/// The words of an editor's command. A path with spaces that isn't quoted also works.
fn words(text: &str) -> Option<Vec<String>> {
    let path = text.trim();
    if Path::new(path).is_file() {
        return Some(vec![path.to_owned()]);
    }
    editor::split_words(text)
}

/// Runs an editor in our terminal and waits until it ends. Returns its failure, if it failed.
///
/// # Errors
/// The editor can't be started.
pub fn run(command: &OpenCommand) -> io::Result<Option<String>> {
    let status = spawn(command, |_| {})?.wait()?;
    Ok(failure(command, status))
}

/// Starts an editor that needs no terminal, and calls `ended` if it fails. The editor keeps
/// running when this program ends.
///
/// # Errors
/// The editor can't be started.
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
        // Many editors put a script of this name into `PATH`.
        return spawn(&format!("{}.cmd", open.program)).or(child);
    }
    child
}
