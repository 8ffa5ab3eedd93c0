//! `dev permissions`: what may be done with a place before and behind a line, as the compiler says.

use anyhow::Result;

use crate::commands::args::DevPermissionsArgs;
use crate::commands::context::Context;
use crate::commands::dev_types::AskedProgram;
use crate::engine::ask::{facts, permissions};
use crate::engine::process::Cancel;
use crate::exit;
use crate::model::ask::NotAsked;
use crate::model::ask::permissions::{Permission, Permissions};
use crate::model::ask::probe_spans::Access;
use crate::view::text::{count, safe};

/// Prints the permissions before and behind the statement that begins in a line, and what that
/// needs of the variable.
///
/// # Errors
/// The file is no exercise, or no statement begins in the line (exit code 2); or the file can't be
/// compiled at all.
pub fn run(args: &DevPermissionsArgs, context: &mut Context) -> Result<u8> {
    let program = AskedProgram::open(&args.file, context)?;
    let asker = program.asker();
    let cancel = Cancel::default();
    let (compile, source) = (&program.compile, &program.source);
    let facts = facts::of_file(&asker, compile, source, &cancel);
    let (place, line) = (args.variable.as_str(), args.line);
    let found = permissions::around_line(&asker, compile, source, &facts, (place, line), &cancel);
    let Some(found) = found else {
        let message = format!("no statement begins in line {line}");
        return Err(exit::error(exit::USAGE, message));
    };
    let need = match &found.need {
        Ok(Access::Read) => "read it".to_owned(),
        Ok(Access::Write) => "change it".to_owned(),
        Ok(Access::Own) => "take it".to_owned(),
        Err(reason) => format!("not asked: {reason}"),
    };
    let lines = [
        format!("{place}, before line {line}: {}", words(&found.before)),
        format!("{place}, behind it: {}", words(&found.after)),
        format!("what the statement does with it: {need}"),
        count(asker.compiled(), "compile"),
    ];
    let printed = context.lines(&lines.map(|line| safe(&line, false)));
    context.ignore_closed_pipe(printed)?;
    Ok(exit::PASSED)
}

fn words(found: &Result<Permissions, NotAsked>) -> String {
    let found = match found {
        Ok(found) => found,
        Err(reason) => return format!("not asked: {reason}"),
    };
    let word = |(access, word): (Access, &str)| match found.of(access) {
        Permission::Allowed => word.to_owned(),
        Permission::Denied(reason) => {
            let code = reason.code.as_deref().unwrap_or("an error");
            format!("not {word} ({code}: {})", reason.message)
        }
    };
    [
        (Access::Read, "read"),
        (Access::Write, "write"),
        (Access::Own, "own"),
    ]
    .map(word)
    .join(", ")
}
