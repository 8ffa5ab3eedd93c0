//! `watch`, which also starts if no command is given.

use std::io::{self, IsTerminal};

use anyhow::Result;

use crate::commands::args::WatchArgs;
use crate::commands::context::{Context, OpenCourse};
use crate::exit;
use crate::watch::{self, Options};

/// Runs `watch`.
pub fn run(args: &WatchArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let first = args.name.as_deref().map(|name| opened.position(name));
    let first = first.transpose()?;
    start(
        opened,
        Options {
            first,
            auto_next: args.auto_next,
            poll: args.poll,
            list_only: false,
            plain: !(context.on_terminal && has_keyboard()),
            theme: context.theme,
            links: context.links.clone(),
        },
        context,
    )
}

/// Without a command: starts `watch` on a terminal, and gives advice elsewhere.
pub fn run_by_default(context: &mut Context) -> Result<u8> {
    // With TERM=dumb, as in an Emacs shell, `watch` writes plain lines.
    if io::stdout().is_terminal() && has_keyboard() {
        let args = WatchArgs {
            name: None,
            auto_next: false,
            poll: false,
        };
        return run(&args, context);
    }
    Err(exit::error(
        exit::USAGE,
        "without a command, this program starts `watch`, which needs a terminal\n\
         In scripts, use `verify`, `run` or `list`. If you name `watch`, it writes plain lines. \
         See --help.",
    ))
}

/// Starts the interactive list.
pub fn list(context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    start(
        opened,
        Options {
            first: None,
            auto_next: false,
            poll: true,
            list_only: true,
            plain: false,
            theme: context.theme,
            links: context.links.clone(),
        },
        context,
    )
}

/// Whether standard input is a terminal, so that keys can be read.
pub fn has_keyboard() -> bool {
    io::stdin().is_terminal()
}

fn start(opened: OpenCourse, options: Options, context: &mut Context) -> Result<u8> {
    let checker = opened.checker()?.starting_ahead();
    let progress = watch::run(checker, opened.store.clone(), opened.progress, options)?;
    let course = &opened.dir.course;
    let (done, total) = (progress.count_done(course), course.exercises.len());
    writeln!(
        context.out,
        "{done} of {total} done. Continue with `rustlings-like watch`."
    )?;
    Ok(exit::PASSED)
}
