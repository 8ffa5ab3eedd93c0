//! `dev types`: the types of a file's variables, to see what the compiler is asked and answers.

use std::time::Duration;

use anyhow::Result;

use crate::commands::args::DevTypesArgs;
use crate::commands::check_json;
use crate::commands::context::Context;
use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{self, Asker, types::TypedVariable};
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::process::Cancel;
use crate::exit;
use crate::model::ask::types::KnownType;
use crate::rust::Source;
use crate::view::text::{count, safe};

/// A program about which the compiler is asked.
pub struct AskedProgram {
    checker: Checker,
    /// How it's compiled.
    pub compile: CompileContext,
    /// Its text.
    pub source: Source,
    timeout: Option<u64>,
}

impl AskedProgram {
    /// Opens the exercise or solution that the arguments name.
    ///
    /// # Errors
    /// The file is no exercise (exit code 2), or can't be compiled at all.
    pub fn open(args: &DevTypesArgs, context: &mut Context) -> Result<Self> {
        let machine = |message| exit::error(exit::MACHINE, message);
        let file = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
        let dir = check_json::find_course(&file, context)?;
        let (exercise, solution) = check_json::find_exercise(&file, &dir)?;
        let exercise = exercise.clone();
        let mut checker = Checker::new(dir)?;
        if args.sandbox {
            checker = checker.in_sandbox().map_err(machine)?;
        }
        let request = CheckRequest {
            solution,
            ..CheckRequest::default()
        };
        let asked = checker.program_to_ask(&exercise, request, &Cancel::default());
        let (compile, source) = asked.map_err(machine)?;
        Ok(Self {
            checker,
            compile,
            source,
            timeout: args.timeout,
        })
    }

    /// Asks the compiler about it.
    pub fn asker(&self) -> Asker<'_> {
        let asker = self.checker.asker();
        match self.timeout {
            Some(seconds) => asker.with_time(Duration::from_secs(seconds)),
            None => asker,
        }
    }
}

/// Prints one line a variable, and how many of them have an answer.
///
/// # Errors
/// The file is no exercise (exit code 2), or can't be compiled at all.
pub fn run(args: &DevTypesArgs, context: &mut Context) -> Result<u8> {
    let program = AskedProgram::open(args, context)?;
    let asker = program.asker();
    let cancel = Cancel::default();
    let (compile, source) = (&program.compile, &program.source);
    let types = ask::types::of_file(&asker, compile, source, &cancel);
    let types = types.map_err(|reason| exit::error(exit::MACHINE, reason.to_string()))?;
    let line = |typed: &TypedVariable| {
        let (place, name) = (typed.place, &typed.name);
        let found = match &typed.found {
            Ok(found) => format!("{}{}", found.text, traits(found)),
            Err(reason) => format!("not asked: {reason}"),
        };
        let line = format!("{}:{}: {name}: {found}", place.line, place.column);
        safe(&line, false)
    };
    let mut lines: Vec<String> = types.iter().map(line).collect();
    let answered = types.iter().filter(|typed| typed.found.is_ok()).count();
    let compiled = count(asker.compiled(), "compile");
    let all = count(types.len(), "variable");
    lines.push(format!("{answered} of {all}, {compiled}"));
    let printed = context.lines(&lines);
    context.ignore_closed_pipe(printed)?;
    Ok(exit::PASSED)
}

/// What is known of the type's traits, in brackets behind it.
fn traits(known: &KnownType) -> &'static str {
    match (known.is_copy, known.is_clone) {
        (Some(true), _) => " (Copy)",
        (_, Some(true)) => " (Clone)",
        (_, Some(false)) => " (not Clone)",
        (Some(false), None) => " (not Copy)",
        (None, None) => "",
    }
}
