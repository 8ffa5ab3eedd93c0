//! Finds the command that opens a file in the learner's editor, at the right line if possible.

use std::ffi::OsString;
use std::path::Path;

/// What the environment says about editors.
#[derive(Debug, Clone, Default)]
pub struct EditorEnvironment {
    /// The words of `VISUAL` or `EDITOR`, if one is set.
    pub own: Option<Vec<String>>,
    /// Whether the terminal is a pane of Zellij.
    pub in_zellij: bool,
    /// Whether the terminal is one of VS Code, or of an editor made of it.
    pub in_vscode: bool,
    /// That editor's installation path, if it tells its terminals; otherwise empty.
    pub vscode_path: String,
}

/// The file to open, and where to go in it.
#[derive(Debug, Clone, Copy)]
pub struct FilePosition<'a> {
    /// The file's absolute path.
    pub path: &'a Path,
    /// The line and column to go to, from 1.
    pub place: Option<(usize, usize)>,
}

/// A command to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCommand {
    /// The program's name or file.
    pub program: String,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Whether the editor may draw on our terminal, and so gets the terminal until it ends.
    pub needs_terminal: bool,
}

/// The syntax in which an editor takes the line and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PositionSyntax {
    /// `+7 FILE`
    Line,
    /// `+7,10 FILE`
    LineCommaColumn,
    /// `+7:10 FILE`
    LineColonColumn,
    /// `FILE:7:10`
    Suffix,
    /// `--goto FILE:7:10`
    Goto,
    /// `--line 7 --column 10 FILE`
    Options,
    /// `FILE` alone, since we know no syntax.
    Unknown,
}

/// An editor: its commands, its syntax, and whether it runs in the terminal.
type KnownEditor = (&'static [&'static str], PositionSyntax, bool);

const IN_TERMINAL: bool = true;
const WITH_WINDOWS: bool = false;

const VSCODE: &[&str] = &[
    "code",
    "code-insiders",
    "code-oss",
    "codium",
    "vscodium",
    "codium-insiders",
    "cursor",
    "windsurf",
];

/// The editors we know. We assume that an editor that can run in the terminal or in a window,
/// such as Emacs, uses the terminal.
const KNOWN: [KnownEditor; 12] = [
    (
        &[
            "vi",
            "vim",
            "nvim",
            "vim.basic",
            "vim.tiny",
            "vim.nox",
            "vim.gtk3",
            "pico",
            "joe",
            "mcedit",
        ],
        PositionSyntax::Line,
        IN_TERMINAL,
    ),
    (&["gvim", "mvim"], PositionSyntax::Line, WITH_WINDOWS),
    (
        &["nano", "ne"],
        PositionSyntax::LineCommaColumn,
        IN_TERMINAL,
    ),
    (
        &[
            "emacs",
            "emacsclient",
            "emacs-nox",
            "emacs-gtk",
            "kak",
            "micro",
        ],
        PositionSyntax::LineColonColumn,
        IN_TERMINAL,
    ),
    (&["gedit"], PositionSyntax::LineColonColumn, WITH_WINDOWS),
    (&["hx", "helix"], PositionSyntax::Suffix, IN_TERMINAL),
    (
        &["zed", "zeditor", "zedit"],
        PositionSyntax::Suffix,
        WITH_WINDOWS,
    ),
    (
        &["subl", "sublime_text", "pulsar", "atom"],
        PositionSyntax::Suffix,
        WITH_WINDOWS,
    ),
    (VSCODE, PositionSyntax::Goto, WITH_WINDOWS),
    (&["kate", "geany"], PositionSyntax::Options, WITH_WINDOWS),
    (
        &["rustrover", "clion", "idea"],
        PositionSyntax::Options,
        WITH_WINDOWS,
    ),
    (
        &["gnome-text-editor", "notepad"],
        PositionSyntax::Unknown,
        WITH_WINDOWS,
    ),
];

/// The commands that may open a file, best first: if one can't be started, it isn't installed
/// here. Empty if we know no editor.
///
/// In an editor's own terminal, the file opens in that editor. In Zellij it opens in a new pane,
/// which leaves our screen alone. An editor with its own windows needs no pane.
pub fn commands(surroundings: &EditorEnvironment, target: FilePosition) -> Vec<OpenCommand> {
    let own = surroundings
        .own
        .as_deref()
        .and_then(<[String]>::split_first);
    let own_name = own.map_or(String::new(), |(program, _)| name(program));
    let has_windows = own.is_some() && !known(&own_name).1;
    let is_vscode = VSCODE.contains(&own_name.as_str());
    let mut commands = Vec::new();
    if surroundings.in_zellij {
        if !has_windows {
            commands.push(in_zellij(target));
        }
    } else if surroundings.in_vscode && !is_vscode {
        let names = vscode_names(&surroundings.vscode_path);
        commands.extend(names.map(|name| command(name, &[], target)));
    }
    commands.extend(own.map(|(program, args)| command(program, args, target)));
    commands
}

/// The names of the editor that the terminal belongs to, and of VS Code itself, since other
/// editors often install their command under that name too.
fn vscode_names(path: &str) -> impl Iterator<Item = &'static str> {
    let path = path.to_lowercase();
    let guess = if path.contains("codium") {
        Some("codium")
    } else if path.contains("cursor") {
        Some("cursor")
    } else if path.contains("windsurf") {
        Some("windsurf")
    } else if path.contains("insiders") {
        Some("code-insiders")
    } else {
        None
    };
    guess.into_iter().chain(["code"])
}

fn command(program: &str, args: &[String], target: FilePosition) -> OpenCommand {
    let (syntax, needs_terminal) = known(&name(program));
    let mut args: Vec<OsString> = args.iter().map(Into::into).collect();
    let path = target.path.as_os_str();
    match (target.place, syntax) {
        (None, _) | (_, PositionSyntax::Unknown) => args.push(path.into()),
        (Some((line, _)), PositionSyntax::Line) => {
            args.extend([format!("+{line}").into(), path.into()])
        }
        (Some((line, column)), PositionSyntax::LineCommaColumn) => {
            args.extend([format!("+{line},{column}").into(), path.into()]);
        }
        (Some((line, column)), PositionSyntax::LineColonColumn) => {
            args.extend([format!("+{line}:{column}").into(), path.into()]);
        }
        (Some(place), PositionSyntax::Suffix) => args.push(with_suffix(path.into(), place)),
        (Some(place), PositionSyntax::Goto) => {
            args.extend(["--goto".into(), with_suffix(path.into(), place)])
        }
        (Some((line, column)), PositionSyntax::Options) => {
            let numbers = [line, column].map(|number| number.to_string());
            let [line, column] = numbers.map(OsString::from);
            args.extend([
                "--line".into(),
                line,
                "--column".into(),
                column,
                path.into(),
            ]);
        }
    }
    OpenCommand {
        program: program.to_owned(),
        args,
        needs_terminal,
    }
}

fn with_suffix(mut path: OsString, (line, column): (usize, usize)) -> OsString {
    path.push(format!(":{line}:{column}"));
    path
}

fn in_zellij(target: FilePosition) -> OpenCommand {
    let mut args: Vec<OsString> = vec!["action".into(), "edit".into()];
    if let Some((line, _)) = target.place {
        args.extend(["--line-number".into(), line.to_string().into()]);
    }
    args.push(target.path.into());
    OpenCommand {
        program: "zellij".to_owned(),
        args,
        needs_terminal: false,
    }
}

/// An editor's syntax, and whether it may draw on the terminal.
fn known(name: &str) -> (PositionSyntax, bool) {
    let found = KNOWN.iter().find(|(names, ..)| names.contains(&name));
    found.map_or(
        (PositionSyntax::Unknown, IN_TERMINAL),
        |(_, syntax, terminal)| (*syntax, *terminal),
    )
}

/// A program's name without its folder and Windows' extension.
fn name(program: &str) -> String {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let name = name.to_lowercase();
    let endings = [".exe", ".cmd", ".bat"];
    let short = endings.iter().find_map(|ending| name.strip_suffix(ending));
    short.unwrap_or(&name).to_owned()
}

/// Splits a command into words, with quotes as in a shell. `None` if a quote isn't closed, or
/// if there's no word.
pub fn split_words(text: &str) -> Option<Vec<String>> {
    let words = if cfg!(windows) {
        split_with_backslashes(text)
    } else {
        shlex::split(text)
    };
    words.filter(|words| words.first().is_some_and(|word| !word.is_empty()))
}

/// The same for systems where paths contain backslashes, so that only quotes hold words
/// together.
fn split_with_backslashes(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && (c == '"' || c == '\'') {
            quote = Some(c);
            word.get_or_insert_default();
        } else if quote.is_none() && c.is_whitespace() {
            words.extend(word.take());
        } else {
            word.get_or_insert_default().push(c);
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(surroundings: &EditorEnvironment, place: Option<(usize, usize)>) -> Vec<String> {
        let path = Path::new("/c/a b.rs");
        let commands = commands(surroundings, FilePosition { path, place });
        let line = |command: OpenCommand| {
            let args = command.args.iter().map(|arg| arg.to_string_lossy());
            let words: Vec<_> = [command.program.into()].into_iter().chain(args).collect();
            let mark = if command.needs_terminal { "" } else { "& " };
            format!("{mark}{}", words.join("|"))
        };
        commands.into_iter().map(line).collect()
    }

    fn own(command: &str) -> EditorEnvironment {
        EditorEnvironment {
            own: split_words(command),
            ..EditorEnvironment::default()
        }
    }

    #[test]
    fn editors_go_to_the_line_in_their_own_syntax() {
        for (command, line) in [
            ("vim", "vim|+7|/c/a b.rs"),
            ("/usr/bin/nvim -p", "/usr/bin/nvim|-p|+7|/c/a b.rs"),
            ("nano", "nano|+7,10|/c/a b.rs"),
            ("emacs -nw", "emacs|-nw|+7:10|/c/a b.rs"),
            ("emacsclient -t", "emacsclient|-t|+7:10|/c/a b.rs"),
            ("kak", "kak|+7:10|/c/a b.rs"),
            ("micro", "micro|+7:10|/c/a b.rs"),
            ("hx", "hx|/c/a b.rs:7:10"),
            ("zeditor", "& zeditor|/c/a b.rs:7:10"),
            ("subl -w", "& subl|-w|/c/a b.rs:7:10"),
            ("code --wait", "& code|--wait|--goto|/c/a b.rs:7:10"),
            ("codium", "& codium|--goto|/c/a b.rs:7:10"),
            ("kate", "& kate|--line|7|--column|10|/c/a b.rs"),
            ("ed -w", "ed|-w|/c/a b.rs"),
        ] {
            assert_eq!(opened(&own(command), Some((7, 10))), [line]);
        }
        assert_eq!(opened(&own("vim"), None), ["vim|/c/a b.rs"]);
        assert_eq!(opened(&own("code"), None), ["& code|/c/a b.rs"]);
        assert!(opened(&EditorEnvironment::default(), Some((7, 10))).is_empty());
    }

    #[test]
    fn the_terminal_decides_where_a_file_is_opened() {
        let vscode = |command, path: &str| EditorEnvironment {
            in_vscode: true,
            vscode_path: path.to_owned(),
            ..own(command)
        };
        let code = "& code|--goto|/c/a b.rs:7:10";
        let place = Some((7, 10));
        assert_eq!(opened(&vscode("", "/usr/share/code/code"), place), [code]);
        assert_eq!(
            opened(&vscode("vim", "/opt/Cursor/cursor"), place),
            ["& cursor|--goto|/c/a b.rs:7:10", code, "vim|+7|/c/a b.rs"]
        );
        assert_eq!(
            opened(&vscode("codium -w", ""), place),
            ["& codium|-w|--goto|/c/a b.rs:7:10"]
        );
        let zellij = |command| EditorEnvironment {
            in_zellij: true,
            in_vscode: true,
            ..own(command)
        };
        let pane = "& zellij|action|edit|--line-number|7|/c/a b.rs";
        assert_eq!(opened(&zellij(""), place), [pane]);
        assert_eq!(opened(&zellij("hx"), place), [pane, "hx|/c/a b.rs:7:10"]);
        assert_eq!(opened(&zellij("zed"), place), ["& zed|/c/a b.rs:7:10"]);
        assert_eq!(
            opened(&zellij(""), None),
            ["& zellij|action|edit|/c/a b.rs"]
        );
    }

    #[test]
    fn a_path_of_windows_stays_whole() {
        let words = |text: &str| split_with_backslashes(text).map(|words| words.join("|"));
        let path = r"C:\Program Files\Vim\vim.exe";
        for quote in ['"', '\''] {
            let text = format!("{quote}{path}{quote}  -w ''");
            assert_eq!(words(&text), Some(format!("{path}|-w|")));
        }
        assert_eq!(
            words(r"C:\vim\vim.exe -w"),
            Some(r"C:\vim\vim.exe|-w".into())
        );
        assert_eq!(words("\"C:\\vim"), None);
        assert_eq!(name(path), "vim");
        assert_eq!(name("code.cmd"), "code");
    }

    #[test]
    fn nothing_is_no_command() {
        for text in ["", "  ", "''", "'vim", "\"vim"] {
            assert_eq!(split_words(text), None, "{text}");
        }
    }
}
