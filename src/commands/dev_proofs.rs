//! `dev proofs`: which repairs of a file work, to see what the compiler is asked and answers.

use anyhow::Result;

use crate::commands::args::DevProofsArgs;
use crate::commands::context::Context;
use crate::engine::ask::proof::prove;
use crate::engine::diagnose;
use crate::engine::process::Cancel;
use crate::exit;
use crate::lens;
use crate::lens::repair::Repair;
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::view::text::{count, safe};

/// Prints one line for each repair that has an edit, and how many of them work.
///
/// # Errors
/// The file can't be read, or can't be compiled at all.
pub fn run(args: &DevProofsArgs, context: &mut Context) -> Result<u8> {
    let machine = |message| exit::error(exit::MACHINE, message);
    let program = diagnose::file(&args.file, &args.edition).map_err(machine)?;
    let errors = program.errors().map_err(machine)?;
    let Some(compile) = &program.context else {
        return Err(machine("the file's name can't be handed on".to_owned()));
    };
    let (repairs, candidates) = repairs(&errors, &program.source);
    let asker = program.asker();
    let faulty = FaultyProgram {
        source: &program.source,
        file: &program.file,
        errors: &errors,
    };
    let cancel = Cancel::default();
    let proofs = prove(&asker, compile, faulty, &candidates, &cancel);
    let all = repairs.iter().zip(&candidates).zip(&proofs);
    let mut lines: Vec<String> = all
        .map(|((repair, candidate), proof)| line(repair, &errors[candidate.error], proof))
        .collect();
    let working = proofs
        .iter()
        .filter(|proof| proof.as_ref().is_ok_and(Proof::cures));
    let (all, compiled) = (proofs.len(), count(asker.compiled(), "more compile"));
    lines.push(format!(
        "{} of {} work, {compiled}",
        working.count(),
        count(all, "repair")
    ));
    let printed = context.lines(&lines);
    context.ignore_closed_pipe(printed)?;
    Ok(exit::PASSED)
}

/// The repairs with an edit for all errors, ours and the compiler's.
fn repairs(errors: &[Diagnostic], source: &Source) -> (Vec<Repair>, Vec<Candidate>) {
    let of_error = |(error, diagnostic)| {
        let lens = lens::look(diagnostic, Some(source), &Facts::default());
        let repairs = lens.map(|lens| lens.repairs).unwrap_or_default();
        let with_edit = repairs.into_iter().filter(|r| !r.edits.is_empty());
        with_edit.map(move |repair| {
            let edits = repair.edits.clone();
            (repair, Candidate { edits, error })
        })
    };
    errors.iter().enumerate().flat_map(of_error).unzip()
}

fn line(repair: &Repair, error: &Diagnostic, proof: &Result<Proof, NotAsked>) -> String {
    let code = error.code.as_deref().unwrap_or("error");
    let place = error.primary_span().map_or(0, |span| span.line_start);
    let said = match proof {
        Ok(Proof::Works) => "works".to_owned(),
        Ok(Proof::Uncovers(number)) => format!("works, and uncovers {number} errors"),
        Ok(Proof::Hidden) => "another error hides whether it works".to_owned(),
        Ok(Proof::ErrorStays) => "the error stays".to_owned(),
        Ok(Proof::NewError { code, message }) => {
            let code = code.as_deref().unwrap_or("error");
            format!("new {code}, {message}")
        }
        Err(reason) => format!("not asked, {reason}"),
    };
    let line = format!("{place}: {code}: {}: {said}", repair.sentence);
    safe(&line, false)
}
