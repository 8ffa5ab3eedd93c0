//! Decides from the arguments and the environment whether output has colours, symbols and
//! links.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;

use crate::commands::args::ColorChoice;
use crate::view::links::{Fragment, Links};
use crate::view::theme::Theme;

/// The value of a variable; an empty one counts as not set.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether the terminal can only print.
pub fn is_dumb() -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}

/// The colours and symbols for a stream, which may be a terminal.
pub fn theme(choice: ColorChoice, terminal: bool) -> Theme {
    let unicode = !is_dumb() && is_utf8();
    let color = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => wants_color(terminal, variable),
    };
    Theme { color, unicode }
}

/// The colours of clap's own help and errors, chosen before the command line is parsed.
///
/// Without `--color`, clap reads the variables itself, but it takes `CLICOLOR_FORCE=0` for a
/// request.
pub fn color_of_clap(words: &[OsString]) -> clap::ColorChoice {
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    let words: Vec<String> = words.iter().map(text).collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("--color="));
    let apart = || {
        let flag = words.iter().position(|word| word == "--color")?;
        words.get(flag + 1).map(String::as_str)
    };
    match joined.or_else(apart) {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ if variable("CLICOLOR_FORCE").is_some_and(|value| value == "0") => {
            let terminal = io::stdout().is_terminal() && io::stderr().is_terminal();
            if wants_color(terminal, variable) {
                clap::ColorChoice::Always
            } else {
                clap::ColorChoice::Never
            }
        }
        _ => clap::ColorChoice::Auto,
    }
}

/// Whether the environment asks for colours, by the conventions of no-color.org and
/// bixense.com/clicolors: `NO_COLOR` wins over `CLICOLOR_FORCE`, which wins over `CLICOLOR` and
/// the terminal.
fn wants_color(terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_off = |name: &str| variable(name).is_some_and(|value| value == "0");
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if variable("CLICOLOR_FORCE").is_some() && !is_off("CLICOLOR_FORCE") {
        return true;
    }
    let dumb = variable("TERM").is_some_and(|term| term == "dumb");
    terminal && !dumb && !is_off("CLICOLOR")
}

/// Whether the locale's variables name UTF-8. If none is set (on Windows, in containers), we
/// assume it.
fn is_utf8() -> bool {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// The links to files below a folder, for standard output. There are none unless the terminal
/// is known to show links; `FORCE_HYPERLINK` overrides that (0 means none).
pub fn links(choice: ColorChoice, terminal: bool, root: &Path) -> Links {
    let is_forced = std::env::var_os("FORCE_HYPERLINK").is_some();
    let may_be = is_forced || terminal && !is_dumb();
    let is_known = supports_hyperlinks::supports_hyperlinks() || !is_forced && shows_links();
    if choice == ColorChoice::Never || !may_be || !is_known {
        return Links::none();
    }
    let is_vscode = variable("TERM_PROGRAM").is_some_and(|program| program == "vscode");
    let is_kitty = variable("TERM").is_some_and(|term| term == "xterm-kitty");
    if is_vscode {
        // VS Code reads a host as part of the path.
        Links::below(root, "", Fragment::LineAndColumn)
    } else if is_kitty {
        Links::below(root, &host(), Fragment::Line)
    } else {
        Links::below(root, &host(), Fragment::None)
    }
}

/// Whether the terminal shows links, although `supports_hyperlinks` doesn't know it by this variable:
/// foot since 1.7 and Ghostty (<https://github.com/Alhadis/OSC8-Adoption>), and Contour (its
/// `docs/vt-extensions/clickable-links.md`).
fn shows_links() -> bool {
    const KNOWN: [&str; 5] = [
        "foot",
        "foot-extra",
        "foot-direct",
        "xterm-ghostty",
        "contour",
    ];
    variable("TERM").is_some_and(|term| KNOWN.iter().any(|known| term == *known))
}

/// The machine that the files are on. At the other end of an SSH connection, a terminal mustn't
/// open its own file of the same path.
#[cfg(unix)]
fn host() -> String {
    let uname = rustix::system::uname();
    uname.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_decide_on_colours_in_their_order() {
        let wants = |terminal: bool, set: &[(&str, &str)]| {
            let value = |name: &str| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            wants_color(terminal, value)
        };
        assert!(wants(true, &[]));
        assert!(!wants(false, &[]));
        assert!(!wants(false, &[("CLICOLOR", "1")]));
        assert!(!wants(true, &[("CLICOLOR", "0")]));
        assert!(!wants(true, &[("TERM", "dumb")]));
        assert!(!wants(true, &[("NO_COLOR", "0")]));
        assert!(wants(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(wants(
            false,
            &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")]
        ));
        assert!(!wants(true, &[("CLICOLOR_FORCE", "0"), ("CLICOLOR", "0")]));
        assert!(wants(true, &[("CLICOLOR_FORCE", "0")]));
        assert!(!wants(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    }
}
