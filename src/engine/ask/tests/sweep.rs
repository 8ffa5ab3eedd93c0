//! Every type that we find in our own solutions is put back into them as an annotation, and the
//! compiler is asked whether it fits: a way to the types that doesn't read them out of a message.
//! What is said to be `Copy` or `Clone` has to go where only such types may.
//!
//! Solutions that need crates are left to `tests/ask.rs`, which can build them.

use super::*;

use crate::rust::{NodeId, NodeKind, Role};

use crate::engine::ask::types::{self, TypedVariable};
use crate::engine::ask::{facts, permissions};
use crate::model::ask::insert::{Insertion, insert};
use crate::model::ask::places::PlaceReader;
use crate::model::ask::points;

/// What came of the variables of one program.
#[derive(Debug, Default)]
struct Count {
    variables: usize,
    answered: usize,
    /// Those of the answers that can be written as a type.
    confirmed: usize,
    /// Those of the answers that also say whether the type is `Copy` and whether it's `Clone`.
    with_traits: usize,
}

fn solutions() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = crate::engine::files::list_below(root, "solutions").expect("a folder");
    let files = files.into_iter().filter(|file| file.ends_with(".rs"));
    files.map(|file| root.join(file)).collect()
}

/// Whether a type can be written. The others have no name: closures, functions, `impl Trait`.
fn is_nameable(found: &str) -> bool {
    !found.contains(['{', '@']) && !found.contains("impl ")
}

/// Asks about a solution, and then whether the answers are right. `None` if it needs crates.
fn count(host: &TestHost, asker: &Asker, file: &Path) -> Option<Count> {
    let text = fs::read_to_string(file).expect("a solution");
    let context = host.context(&text);
    let cancel = Cancel::default();
    let plain = asker.ask(&context, &[variant(&text)], &cancel).remove(0);
    if plain.expect("it was asked").errors().next().is_some() {
        return None;
    }
    let source = Source::new(text.as_str(), Edition::default());
    let typed = types::of_file(asker, &context, &source, &cancel).expect("a tree");
    let unnamed = confirm(asker, &context, &source, &typed);
    let answered = typed.iter().filter_map(|typed| typed.found.as_ref().ok());
    let with_traits = answered
        .clone()
        .filter(|found| found.is_copy.is_some() && found.is_clone.is_some());
    let nameable = answered
        .clone()
        .filter(|found| is_nameable(&found.text))
        .count();
    Some(Count {
        variables: typed.len(),
        answered: answered.count(),
        confirmed: nameable.saturating_sub(unnamed),
        with_traits: with_traits.count(),
    })
}

/// Compiles the program with `__same(&NAME, None::<TYPE>);` at every point: both must be of one
/// type, without any coercion. How many of the types can't be written there after all.
fn confirm(
    asker: &Asker,
    context: &CompileContext,
    source: &Source,
    typed: &[TypedVariable],
) -> usize {
    let mut unnamed = 0;
    let variables = points::variables(
        source,
        source.tree().expect("a tree"),
        source.names().expect("names"),
    );
    for in_constant in [false, true] {
        let mut insertions = Vec::new();
        let mut add = |at, text| insertions.push(Insertion { at, text });
        for (variable, typed) in variables.iter().zip(typed) {
            let (Ok(point), Ok(found)) = (&variable.point, &typed.found) else {
                continue;
            };
            if point.in_constant == in_constant {
                let (name, text) = (&point.expression, &found.text);
                let mut same = String::new();
                if is_nameable(text) {
                    same.push_str(&format!("crate::__same(&{name}, None::<{text}>);"));
                }
                if found.is_copy == Some(true) {
                    same.push_str(&format!("crate::__copy(&{name});"));
                }
                if found.is_clone == Some(true) {
                    same.push_str(&format!("crate::__clone(&{name});"));
                }
                match point.block_until {
                    Some(until) => {
                        add(point.at, format!("{{{same}"));
                        add(until, "}".to_owned());
                    }
                    None => add(point.at, same),
                }
            }
        }
        let functions = "\nconst fn __same<T>(_: &T, none: Option<T>) { std::mem::forget(none) }
            const fn __copy<T: Copy>(_: &T) {}
            const fn __clone<T: Clone>(_: &T) {}";
        add(source.text().len(), functions.to_owned());
        let text = insert(source.text(), &insertions).text;
        let answer = asker.ask(context, &[variant(&text)], &Cancel::default());
        let reply = answer[0].as_ref().expect("it was asked");
        // What the annotation borrows may be moved or borrowed already. That is found out last,
        // when types are no question any more.
        let is_of_borrows =
            |code: &str| (code.starts_with("E03") || code.starts_with("E05")) && code != "E0308";
        // A path in a type may be private or not in scope there.
        let is_no_name = |code: &str| ["E0405", "E0412", "E0425", "E0433", "E0603"].contains(&code);
        let codes = || reply.errors().filter_map(|error| error.code.as_deref());
        unnamed += codes().filter(|code| is_no_name(code)).count();
        let says_nothing = |code: &str| is_of_borrows(code) || is_no_name(code);
        let telling = reply
            .errors()
            .filter(|error| !error.code.as_deref().is_some_and(says_nothing));
        let telling: Vec<_> = telling.map(|error| (&error.code, &error.message)).collect();
        assert!(telling.is_empty(), "{telling:?}\n{text}");
    }
    unnamed
}

fn sweep(files: &[PathBuf]) -> Count {
    let host = TestHost::new();
    let asker = host.asker();
    let mut sum = Count::default();
    for file in files {
        if let Some(count) = count(&host, &asker, file) {
            sum.variables += count.variables;
            sum.answered += count.answered;
            sum.confirmed += count.confirmed;
            sum.with_traits += count.with_traits;
        }
    }
    sum
}

#[test]
fn types_in_some_solutions_fit_as_annotations() {
    let files: Vec<PathBuf> = solutions().into_iter().step_by(10).collect();
    let sum = sweep(&files);
    assert!(
        sum.answered >= 50 && sum.confirmed * 10 >= sum.answered * 9,
        "{sum:?}"
    );
    assert!(sum.answered * 100 >= sum.variables * 98, "{sum:?}");
    assert!(sum.with_traits * 100 >= sum.answered * 95, "{sum:?}");
}

#[test]
#[ignore = "a long sweep: the types in all solutions without crates, put back as annotations"]
fn types_in_all_solutions_fit_as_annotations() {
    let sum = sweep(&solutions());
    assert!(
        sum.answered >= 1000 && sum.confirmed * 10 >= sum.answered * 9,
        "{sum:?}"
    );
    assert!(sum.answered * 100 >= sum.variables * 98, "{sum:?}");
    assert!(sum.with_traits * 100 >= sum.answered * 95, "{sum:?}");
}

/// In a program that compiles, each place may be read right before a statement that uses it.
/// How many such places were asked, and how many have an answer.
fn count_readable(host: &TestHost, asker: &Asker, file: &Path, most: usize) -> (usize, usize) {
    let text = fs::read_to_string(file).expect("a solution");
    let context = host.context(&text);
    let cancel = Cancel::default();
    let plain = asker.ask(&context, &[variant(&text)], &cancel).remove(0);
    if plain.expect("it was asked").errors().next().is_some() {
        return (0, 0);
    }
    let source = Source::new(text.as_str(), Edition::default());
    let facts = facts::of_file(asker, &context, &source, &cancel);
    let reader = PlaceReader::new(&source).expect("readable");
    let names = source.names().expect("names");
    let mut places = Vec::new();
    for id in names.bindings() {
        let binding = names.binding(id);
        if binding.kind.is_item() || reader.is_declared_empty(id) {
            continue;
        }
        for used in names.uses_of(id) {
            let tree = reader.tree();
            let is_field = |node: &NodeId| tree.kind(*node) == NodeKind::FieldAccess;
            let place = tree.ancestors(used).take_while(is_field).last();
            let whole = place.unwrap_or(used);
            let is_assigned = tree.parent(whole).map(|it| tree.kind(it))
                == Some(NodeKind::Assignment)
                && tree.role(whole) == Role::Left;
            if is_assigned {
                // It may have moved away before.
                continue;
            }
            let name = &text[tree.bytes(whole)];
            let mut around = tree.ancestors(used);
            let before = around.find_map(|node| reader.before(node).ok());
            if let Some(boundary) = before
                && reader.variable_of(name, boundary) == Ok(id)
                && reader.function_of(id, boundary).is_ok()
            {
                places.push((name.to_owned(), boundary));
            }
        }
    }
    places.dedup();
    places.truncate(most);
    let found = permissions::of_places(asker, &context, &source, &facts, &places, &cancel);
    let mut answered = 0;
    for (place, found) in places.iter().zip(&found) {
        if let Ok(found) = found {
            answered += 1;
            assert!(found.read.is_allowed(), "{place:?} {found:?}\n{text}");
        }
    }
    (places.len(), answered)
}

fn sweep_permissions(step: usize, most: usize) {
    let host = TestHost::new();
    let asker = host.asker();
    let counts = solutions().into_iter().step_by(step);
    let counts: Vec<_> = counts
        .map(|file| count_readable(&host, &asker, &file, most))
        .collect();
    let asked: usize = counts.iter().map(|(asked, _)| asked).sum();
    let answered: usize = counts.iter().map(|(_, answered)| answered).sum();
    assert!(
        asked >= 40 && answered * 100 >= asked * 95,
        "{answered} of {asked}"
    );
}

#[test]
fn variables_of_some_solutions_may_be_read_before_they_are_used() {
    sweep_permissions(10, 8);
}

#[test]
#[ignore = "a long sweep: every variable before every statement that uses it"]
fn variables_of_all_solutions_may_be_read_before_they_are_used() {
    sweep_permissions(1, 64);
}
