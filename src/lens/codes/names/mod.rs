//! Names that aren't known where they're used.

mod elsewhere;
pub mod instead;
mod parameter;
mod receiver;
pub mod scope;
mod spelling;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this family.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0412",
        rule: Rule::Names,
        summary: "No type with this name is in scope here.",
        meaning: "A type is named that isn't in scope: its name is misspelled, it needs a `use`, or it \
         is meant as a type parameter that wasn't declared between `<` and `>`. Newer compilers \
         report this as E0425.",
        example: None,
        explain: Some(explain),
    },
    Entry {
        code: "E0425",
        rule: Rule::Names,
        summary: "This name isn't known in the place where it's used.",
        meaning: "A variable, function or type is named that isn't in scope. Often the name is \
         misspelled, or its `use` is missing. A variable can be used only after its `let`, and only \
         up to the end of the block that the `let` is in. Inside a method, fields and other methods \
         are reached through `self`.",
        example: Some(Example {
            source: include_str!("../../examples/E0425.txt"),
            said: include_str!("../../examples/E0425.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0432",
        rule: Rule::Names,
        summary: "A `use` names something that isn't found there.",
        meaning: "A part of the path after `use` doesn't exist. It may be misspelled, its module may \
         not be declared with `mod`, its crate may be missing in `Cargo.toml`, or the path must \
         begin with `crate` or `super` because the item is in another module of the same crate.",
        example: Some(Example {
            source: include_str!("../../examples/E0432.txt"),
            said: include_str!("../../examples/E0432.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0433",
        rule: Rule::Names,
        summary: "A path can't be followed, because a part of it isn't known here.",
        meaning: "In a path such as `HashMap::new`, what stands before `::` must be in scope. For types \
         of the standard library that aren't in the prelude, and for everything in other modules, \
         that takes a `use` or a longer path.",
        example: Some(Example {
            source: include_str!("../../examples/E0433.txt"),
            said: include_str!("../../examples/E0433.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    parameter::explain(case)
        .or_else(|| receiver::explain(case))
        .or_else(|| scope::explain(case))
        .or_else(|| receiver::without_self(case))
        .or_else(|| elsewhere::hidden(case))
        .or_else(|| elsewhere::importable(case))
        .or_else(|| spelling::explain(case))
        .or_else(|| scope::assigned_without_let(case))
        .or_else(|| scope::of_another_function(case))
        .or_else(|| elsewhere::unlinked(case))
        .or_else(|| spelling::unlike_all(case))
}

#[cfg(test)]
mod tests {
    use crate::lens::look;
    use crate::model::ask::facts::Facts;
    use crate::model::rustc_json;
    use crate::rust::{Edition, Source};

    #[test]
    fn nothing_is_said_of_a_name_that_nothing_is_known_of() {
        let told = |program: &str, from: usize| {
            let said = r#"{"$message_type":"diagnostic","message":"cannot find value `nobody` in this scope","code":{"code":"E0425","explanation":null},"level":"error","spans":[{"file_name":"x.rs","byte_start":0,"byte_end":0,"line_start":1,"line_end":1,"column_start":FROM,"column_end":TO,"is_primary":true,"text":[],"label":"not found in this scope","suggested_replacement":null,"suggestion_applicability":null,"expansion":null}],"children":[],"rendered":"x"}"#;
            let said = said.replace("FROM", &from.to_string());
            let said = said.replace("TO", &(from + "nobody".len()).to_string());
            let error = rustc_json::parse(&said).diagnostics.remove(0);
            let source = Source::new(program, Edition::E2024);
            look(&error, Some(&source), &Facts::default()).map(|lens| lens.story.join(" "))
        };
        assert_eq!(told("fn main() { nobody; }", 13), None);
        let ended = told("fn main() { { let nobody = 1; } nobody; }", 33);
        assert!(ended.is_some_and(|story| story.contains("goes out of scope")));
    }
}
