//! Better advice for an unknown command: it may be the name of an exercise or a file.

use std::path::Path;

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::commands::args::Args;
use crate::commands::candidates;
use crate::commands::context::plain_name;
use crate::model::course::edit_distance;
use crate::view::text::safe;

/// Replaces clap's error with a better one, if the unknown command means something else. What the
/// user wrote is made visible, and of several suggestions the nearest comes first.
pub fn explain(mut error: clap::Error) -> clap::Error {
    if let Some(advice) = advice(&error) {
        return Args::command().error(ErrorKind::InvalidSubcommand, advice);
    }
    let typed = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(typed)) => typed.clone(),
        _ => String::new(),
    };
    let context: Vec<(ContextKind, ContextValue)> = error
        .context()
        .map(|(kind, value)| (kind, value.clone()))
        .collect();
    for (kind, value) in context {
        let visible = match value {
            ContextValue::String(text) => ContextValue::String(safe(&text, false)),
            ContextValue::Strings(mut texts) => {
                if kind == ContextKind::SuggestedSubcommand {
                    // Clap puts the one that it finds most similar last.
                    texts.reverse();
                    texts.sort_by_key(|text| edit_distance(&typed, text));
                }
                ContextValue::Strings(texts.iter().map(|text| safe(text, false)).collect())
            }
            ContextValue::StyledStr(text) => ContextValue::StyledStr(visible(&text)),
            ContextValue::StyledStrs(texts) => {
                ContextValue::StyledStrs(texts.iter().map(visible).collect())
            }
            other => other,
        };
        error.insert(kind, visible);
    }
    error
}

fn visible(text: &StyledStr) -> StyledStr {
    safe(&text.ansi().to_string(), true).into()
}

fn advice(error: &clap::Error) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let ContextValue::String(word) = error.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    if let Some(advice) = teachers(error, word) {
        return Some(advice);
    }
    let course = candidates::course();
    let known = course.as_ref().and_then(|course| {
        let index = course.position(plain_name(word))?;
        Some(course.exercises[index].name.as_str())
    });
    if let Some(name) = known {
        return Some(commands_for(&format!("{name} is an exercise"), name));
    }
    if Path::new(word).is_file() && word.ends_with(".rs") {
        let word = safe(word, false);
        let advice = format!("`rustlings-like explain {word}` explains its errors.");
        return Some(format!("{word} is a file, not a command. {advice}"));
    }
    // Clap already suggests a similar command.
    if error.get(ContextKind::SuggestedSubcommand).is_some() {
        return None;
    }
    let course = course?;
    let similar = course.similar_names(plain_name(word));
    let name = similar.first()?;
    let what = format!(
        "there is no command {:?}, but there is an exercise {name}",
        safe(word, false)
    );
    Some(commands_for(&what, name))
}

/// What a learner's build says to a teacher's command.
fn teachers(error: &clap::Error, word: &str) -> Option<String> {
    const COMMANDS: [&str; 12] = [
        "new", "serve", "roster", "import", "plan", "grade", "collect", "run", "report", "export",
        "demo", "purge",
    ];
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return None;
    };
    let is_class = usage.to_string().contains("rustlings-like class");
    let is_missing = !cfg!(feature = "class") && is_class && COMMANDS.contains(&word);
    is_missing.then(|| {
        format!(
            "`class {word}` is for teachers, and this build is for learners. The teacher's commands come \
             with\n\n  cargo install --locked --features class --path FOLDER-OF-THE-SOURCE"
        )
    })
}

/// The two commands that somebody is likely to want for an exercise.
fn commands_for(what: &str, name: &str) -> String {
    format!(
        "{what}. You can\n\n  \
         rustlings-like run {name}      check it once\n  \
         rustlings-like watch {name}    check it each time you save"
    )
}
