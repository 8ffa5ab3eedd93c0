//! What a learner's file may not have when it's graded under the original's tests, each with the
//! reason. Read from the tokens, so that macros hide nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::grading::reference::Reference;
use crate::grading::sealed::has_open_globs;
use crate::rust::{ItemKind, NodeId, NodeKind, Role, Source, TokenKind, Tree};

/// Words of code that no type checker looks at.
const ASSEMBLY: [&str; 3] = ["global_asm", "naked", "naked_asm"];

/// Words without `unsafe` that rustc calls unsafe code all the same.
const UNSAFE_ATTRIBUTES: [&str; 4] = ["export_name", "global_asm", "link_section", "no_mangle"];

/// Traits with which a value can say that it equals, or is less than, anything. An order among a
/// type's own values is often the learner's to choose.
const COMPARISONS: [&str; 2] = ["PartialEq", "PartialOrd"];

/// Why a file isn't graded under the original's tests; empty if it is.
pub fn find_refusals(reference: Reference, current: &Source) -> Vec<String> {
    let mut refusals = Vec::new();
    let sources = [Some(reference.original), reference.solution];
    let is_new =
        |has: &dyn Fn(&Source) -> bool| has(current) && !sources.into_iter().flatten().any(has);
    if let Err(why) = current.tree() {
        refusals.push(format!(
            "line {}, which we can't read ({})",
            why.line, why.reason
        ));
    }
    if is_new(&has_unsafe) {
        refusals.push("unsafe (this exercise needs none)".to_owned());
    }
    let assembly = ASSEMBLY
        .into_iter()
        .filter(|word| is_new(&|file| file.has_name(word)));
    refusals.extend(assembly.map(|word| format!("{word} (this exercise needs no assembly)")));
    if is_new(&has_asm) {
        refusals.push("asm! (this exercise needs no assembly)".to_owned());
    }
    if is_new(&has_extern_crate) {
        refusals.push("extern crate (this exercise needs none)".to_owned());
    }
    if is_new(&has_foreign_block) {
        refusals.push("extern block (this exercise needs no foreign functions)".to_owned());
    }
    let comparisons = COMPARISONS
        .into_iter()
        .filter(|name| is_new(&|file| writes_comparison(file, name)));
    refusals.extend(comparisons.map(|name| {
        format!("{name} written out (this exercise needs none; #[derive({name})] is fine)")
    }));
    refusals.extend(find_hijacked_methods(reference, current));
    refusals
}

/// Whether rustc may be told to refuse unsafe code. Where we see it ourselves, that is said in
/// words of ours.
pub fn may_forbid_unsafe(reference: Reference, current: &Source) -> bool {
    let sources = [Some(reference.original), reference.solution, Some(current)];
    let mut sources = sources.into_iter().flatten();
    !sources
        .any(|file| has_unsafe(file) || UNSAFE_ATTRIBUTES.iter().any(|word| file.has_name(word)))
}

fn has_unsafe(source: &Source) -> bool {
    source.all().any(|at| source.word(at) == "unsafe")
}

fn has_asm(source: &Source) -> bool {
    let calls = |at: usize| source.name(at) == "asm" && source.word(at + 1) == "!";
    let is_imported = source.has_name("asm") && source.has_name("arch");
    is_imported || source.all().any(calls)
}

/// Whether it declares foreign functions, or makes such a block with a macro. Such a block links
/// what it names, which may be any file. The type of a function may have the word too.
fn has_foreign_block(source: &Source) -> bool {
    let is_it = |at: usize| {
        let behind =
            at + 1 + usize::from(matches!(source.kind(at + 1), Some(TokenKind::Literal(_))));
        source.word(at) == "extern" && !["fn", "crate"].contains(&source.word(behind))
    };
    source.all().any(is_it)
}

fn has_extern_crate(source: &Source) -> bool {
    let is_it = |at: usize| source.starts_with(at, &["extern", "crate"]);
    source.all().any(is_it)
}

/// Whether a file implements this trait without `derive`, or does what may lead to that: it gives the
/// trait another name, or says its name to a macro.
fn writes_comparison(source: &Source, name: &str) -> bool {
    // A file that can't be read is refused for that.
    let Ok(tree) = source.tree() else {
        return false;
    };
    source.has_name(name)
        && tree
            .nodes()
            .any(|node| may_implement(source, tree, node, name))
}

fn may_implement(source: &Source, tree: &Tree, node: NodeId, name: &str) -> bool {
    let tokens = |node: NodeId| {
        let bytes = tree.bytes(node);
        source.token_at(bytes.start)..source.token_at(bytes.end)
    };
    let has_name = |node: NodeId| tokens(node).any(|at| source.name(at) == name);
    match tree.kind(node) {
        NodeKind::Impl => tree.child(node, Role::Trait).is_some_and(|of| {
            let is_own_order = name == "PartialOrd"
                && tokens(of)
                    .next_back()
                    .is_some_and(|at| source.name(at) == name);
            has_name(of) && !is_own_order
        }),
        NodeKind::Opaque => has_name(node),
        NodeKind::Use => {
            let mut words = tokens(node);
            words.any(|at| source.name(at) == name && source.word(at + 1) == "as")
        }
        _ => false,
    }
}

/// A trait wherever it stands, in a macro too.
struct TraitText<'s> {
    name: &'s str,
    body: Range<usize>,
}

fn traits(source: &Source) -> Vec<TraitText<'_>> {
    let mut found = Vec::new();
    for at in source.all().filter(|at| source.word(*at) == "trait") {
        // In a macro's definition, a name may begin with `$`.
        let depth = source.depth(at);
        let is_open = |to: &usize| source.word(*to) == "{" && source.depth(*to) == depth;
        let is_end = |to: &usize| source.word(*to) == ";" || source.depth(*to) < depth;
        let mut behind = at + 1..source.tokens().len();
        let stop = behind.find(|to| is_open(to) || is_end(to));
        let body = stop.and_then(|open| source.inside(open));
        found.extend(body.map(|body| TraitText {
            name: source.name(at + 1),
            body,
        }));
    }
    found
}

/// The names behind `fn` among these tokens; `$` for one that a macro is told.
fn functions(source: &Source, tokens: Range<usize>) -> impl Iterator<Item = &str> {
    let is_function = |at: &usize| source.word(*at) == "fn";
    tokens.filter(is_function).map(|at| source.name(at + 1))
}

/// New methods of the original's traits that the tests call by name. The tests see the traits,
/// so that such a method may come before one of the standard library's.
fn find_hijacked_methods(reference: Reference, current: &Source) -> Vec<String> {
    let known: Vec<&Source> = [Some(reference.original), reference.solution]
        .into_iter()
        .flatten()
        .collect();
    let names: BTreeSet<&str> = (known.iter())
        .flat_map(|file| traits(file))
        .map(|it| it.name)
        .collect();
    let is_open = has_open_globs(reference, current);
    if names.is_empty() && !is_open {
        return Vec::new();
    }
    let called = called_methods(reference.tests);
    let is_known = |name: &str| {
        let has = |file: &&Source| {
            let all = traits(file);
            let mut bodies = all.iter().map(|it| it.body.clone());
            bodies.any(|body| functions(file, body).any(|it| it == name))
        };
        known.iter().any(has)
    };
    let own = traits(current);
    let is_defined = |name: &&str| own.iter().any(|it| it.name == *name);
    // One that stands under another name, or that a macro makes, may be any.
    let all_count = is_open || !names.iter().all(is_defined);
    let mut found = Vec::new();
    for it in &own {
        if !all_count && it.name != "$" && !names.contains(it.name) {
            continue;
        }
        for method in functions(current, it.body.clone()) {
            if method == "$" || (called.contains(method) && !is_known(method)) {
                let trait_name = it.name;
                found.push(format!(
                    "the new method {method} of the trait {trait_name} (tests call a method of \
                     this name)"
                ));
            }
        }
        let makes_methods = it.body.clone().any(|at| {
            source_calls_macro(current, at) && current.depth(at) == current.depth(it.body.start)
        });
        if makes_methods {
            found.push(format!(
                "the macro in the trait {} (it may make methods)",
                it.name
            ));
        }
    }
    found
}

fn source_calls_macro(source: &Source, at: usize) -> bool {
    source.is_identifier(at) && source.word(at + 1) == "!"
}

/// The names of the methods that a file's tests call.
fn called_methods(source: &Source) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    add_called_methods(source, source.all(), &mut names);
    names
}

fn add_called_methods<'s>(source: &'s Source, all: Range<usize>, names: &mut BTreeSet<&'s str>) {
    for item in source.items(all) {
        if item.is_test_code(source) {
            let is_method =
                |at: &usize| source.word(at.wrapping_sub(1)) == "." && source.is_identifier(*at);
            names.extend(item.tokens.filter(is_method).map(|at| source.name(at)));
        } else if let (ItemKind::Module, Some(body)) = (item.kind, item.body) {
            add_called_methods(source, body, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn refusals(original: &str, solution: Option<&str>, current: &str) -> Vec<String> {
        let read = |text: &str| Source::new(text, Edition::E2024);
        let (original, solution) = (read(original), solution.map(read));
        let reference = Reference {
            original: &original,
            tests: &original,
            solution: solution.as_ref(),
            crates: &[],
        };
        find_refusals(reference, &read(current))
    }

    #[test]
    fn a_comparison_is_derived_unless_the_exercise_writes_one() {
        let written = "struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { true } }";
        for current in [
            written,
            "struct A; impl<T> ::std::cmp::PartialEq<T> for A { fn eq(&self, _: &T) -> bool { true } }",
            "struct A; impl r#PartialEq<u8> for A { fn eq(&self, _: &u8) -> bool { true } }",
            "fn f() { struct A; impl PartialEq<fn() -> u8> for A {} }",
            "use std::cmp::{PartialEq as Same};",
            "macro_rules! m { () => { impl PartialEq for A {} } }",
            "macro_rules! m { ($t:ident) => { impl $t<u8> for A {} } } m!(PartialEq);",
        ] {
            let found = refusals("", None, current);
            assert!(
                found.len() == 1 && found[0].starts_with("PartialEq written out"),
                "{current}"
            );
            assert_eq!(refusals(written, None, current), [""; 0], "{current}");
            assert_eq!(refusals("", Some(written), current), [""; 0], "{current}");
        }
        let order = refusals(written, None, "struct A; impl PartialOrd<f64> for A {}");
        assert!(order.len() == 1 && order[0].starts_with("PartialOrd written out"));
        for current in [
            "#[derive(Debug, PartialEq, PartialOrd)] struct A;",
            "use std::cmp::{PartialEq, PartialOrd}; fn f<T: PartialEq + PartialOrd>(a: T) {}",
            "fn f(a: u8, b: impl PartialEq<u8>) -> bool where u8: PartialEq { PartialEq::eq(&a, &a) }",
            "// impl PartialEq for A {}",
            "struct A; impl std::cmp::PartialOrd for A {}",
        ] {
            assert_eq!(refusals("", None, current), [""; 0], "{current}");
        }
    }
}
