//! What globs in the original's tests lead to, and what the tests import in their place. A glob
//! goes before the standard library's names, so none may lead to what a learner can fill.

use std::collections::BTreeSet;
use std::ops::Range;

use super::module_items::ModuleItems;
use super::names::{QUIET, TestNames, is_mentioned, names_of, variants};
use super::test_file::STD_MACROS;
use super::use_leaves::{Leaf, leaves};
use crate::grading::bypasses::{is_crate, is_of_library};
use crate::grading::reference::Reference;
use crate::rust::edit::TextEdit;
use crate::rust::{ItemKind, Source};

/// How many imports and modules we follow from a glob.
const MAX_STEPS: usize = 20;

/// Types of the language itself.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16",
    "u32", "u64", "u8", "usize",
];

/// What a glob leads to.
enum GlobTarget {
    /// A module that the original or the solution has, by the names of the modules around its
    /// items.
    Module(Vec<String>),
    /// An enum, by its variants.
    Enum(BTreeSet<String>),
    /// Something that a crate has.
    Foreign(Leaf),
}

/// A `use` in tests, at the top of a module or in a function.
struct TestUse {
    tokens: Range<usize>,
    /// How many modules of the tests' own are around it.
    depth: usize,
    /// The names that its module has without it.
    own: BTreeSet<String>,
    /// Whether its test has no module of its own, so that it's compiled one module further in.
    is_loose: bool,
}

/// Where a path in tests begins.
enum Beginning {
    /// In a module of the exercise's, by the names of the modules around its items.
    Exercise(Vec<String>),
    /// With what the tests have themselves, or with a crate.
    Elsewhere,
}

impl TestNames<'_> {
    /// Writes out the globs in a module of tests, name by name.
    pub fn edits(&self, source: &Source, body: &Range<usize>) -> Vec<TextEdit> {
        let mut uses = Vec::new();
        add_uses(source, body.clone(), 0, &mut uses);
        let all = uses.iter().filter_map(|it| self.edit(source, body, it));
        all.collect()
    }

    /// The same for a test that stands in no module of its own.
    pub fn loose_edits(&self, source: &Source, item: &Range<usize>) -> Vec<TextEdit> {
        let mut uses = Vec::new();
        add_uses(source, item.clone(), 0, &mut uses);
        let uses = uses.into_iter().map(|it| TestUse {
            is_loose: true,
            ..it
        });
        uses.filter_map(|it| self.edit(source, item, &it)).collect()
    }

    /// What takes the place of a `use`, if it has a glob that leads to the exercise.
    fn edit(&self, source: &Source, body: &Range<usize>, it: &TestUse) -> Option<TextEdit> {
        let leaves = leaves(source, &it.tokens);
        let mentioned: Vec<usize> = body.clone().collect();
        let is_open = |leaf: &Leaf| {
            let begins = || matches!(self.beginning(leaf, it).0, Beginning::Exercise(_));
            leaf.is_glob() && begins()
        };
        leaves.iter().any(is_open).then(|| {
            let texts = leaves.iter().map(|leaf| {
                if is_open(leaf) {
                    self.written_out(source, leaf, &mentioned, it)
                } else {
                    statement(leaf)
                }
            });
            let text: String = texts.collect();
            TextEdit::replacement(source.bytes(&it.tokens), text)
        })
    }

    /// Where a glob's path begins, and how many of its words say so.
    fn beginning(&self, leaf: &Leaf, it: &TestUse) -> (Beginning, usize) {
        let words = &leaf.path[..leaf.path.len() - 1];
        let first = words.first().map_or("", String::as_str);
        if first == "crate" {
            return (Beginning::Exercise(Vec::new()), 1);
        }
        let is_own = usize::from(first == "self");
        let up = words[is_own..].iter().take_while(|word| *word == "super");
        let up = up.count();
        let begin = is_own + up;
        let own_levels = if it.is_loose { 0 } else { it.depth + 1 };
        if up > 0 && up >= own_levels {
            let above = self.path().len().saturating_sub(up - own_levels);
            return (Beginning::Exercise(self.path()[..above].to_vec()), begin);
        }
        // What the tests see of the exercise is what its module has.
        let here = Beginning::Exercise(self.path().to_vec());
        let Some(name) = words.get(begin) else {
            let is_here = it.is_loose && is_own > 0;
            return (if is_here { here } else { Beginning::Elsewhere }, begin);
        };
        let is_foreign = up == 0 && is_own == 0 && self.is_crate(name);
        if is_foreign || it.own.contains(name) {
            return (Beginning::Elsewhere, begin);
        }
        (here, begin)
    }

    fn written_out(
        &self,
        source: &Source,
        leaf: &Leaf,
        mentioned: &[usize],
        it: &TestUse,
    ) -> String {
        let words = &leaf.path[..leaf.path.len() - 1];
        let base = match (words.join("::"), leaf.path[0].as_str()) {
            (base, "super") if it.is_loose => format!("super::{base}"),
            (base, "self") if it.is_loose => base.replacen("self", "super", 1),
            (base, _) => base,
        };
        let is_used = |name: &&String| is_mentioned(source, mentioned.iter().copied(), name);
        match self.target(leaf, it) {
            Some(GlobTarget::Module(path)) => {
                let names = self.at(&path);
                names.imports_for(source, mentioned, &base, &it.own)
            }
            Some(GlobTarget::Enum(names)) => {
                let names: Vec<String> = names.iter().filter(is_used).cloned().collect();
                if names.is_empty() {
                    return String::new();
                }
                format!("{QUIET}use {base}::{{{}}};", names.join(", "))
            }
            Some(GlobTarget::Foreign(leaf)) => {
                format!("{QUIET}use {};", leaf.path_from_anywhere())
            }
            None => format!(
                "{QUIET}use {base}::*;{}",
                self.pins(source, mentioned, &it.own)
            ),
        }
    }

    fn target(&self, leaf: &Leaf, it: &TestUse) -> Option<GlobTarget> {
        let (Beginning::Exercise(start), begin) = self.beginning(leaf, it) else {
            return None;
        };
        self.follow(&start, &leaf.path[begin..leaf.path.len() - 1], MAX_STEPS)
    }

    /// Follows a path from a module through modules and imports of the original's or the
    /// solution's.
    fn follow(&self, start: &[String], path: &[String], steps: usize) -> Option<GlobTarget> {
        let exists = |path: &[String]| {
            self.sources()
                .any(|source| ModuleItems::at(source, path).is_some())
        };
        let Some((first, behind)) = path.split_first() else {
            return exists(start).then(|| GlobTarget::Module(start.to_vec()));
        };
        let steps = steps.checked_sub(1)?;
        match first.as_str() {
            "self" => return self.follow(start, behind, steps),
            "super" => return self.follow(start.split_last()?.1, behind, steps),
            "crate" => return self.follow(&[], behind, steps),
            _ => {}
        }
        let below = [start, std::slice::from_ref(first)].concat();
        if exists(&below) {
            return self.follow(&below, behind, steps);
        }
        let sources = self.sources();
        let modules: Vec<ModuleItems> = sources
            .filter_map(|source| ModuleItems::at(source, start))
            .collect();
        let variants = modules.iter().flat_map(|module| variants(module, first));
        // The original and the solution mostly have the same ones.
        let variants: BTreeSet<String> = variants.filter(|_| behind.is_empty()).collect();
        if !variants.is_empty() {
            return Some(GlobTarget::Enum(variants));
        }
        let mut modules = modules.iter();
        modules.find_map(|module| self.follow_imports(module, start, (first, behind), steps))
    }

    /// The same through what a module imports under this name, or by a glob.
    fn follow_imports(
        &self,
        module: &ModuleItems,
        start: &[String],
        (first, behind): (&String, &[String]),
        steps: usize,
    ) -> Option<GlobTarget> {
        let items = module.items.iter();
        let uses = items.filter(|item| item.kind == ItemKind::Use);
        let mut leaves = uses.flat_map(|item| leaves(module.source, &item.tokens));
        leaves.find_map(|leaf| {
            let mut path = leaf.path.clone();
            if leaf.is_glob() {
                path.pop();
                path.push(first.clone());
            } else if leaf.name() != first {
                return None;
            }
            path.extend_from_slice(behind);
            if !self.is_external(module, &leaf) {
                return self.follow(start, &path, steps);
            }
            path.push("*".to_owned());
            let rename = None;
            (!leaf.is_glob()).then_some(GlobTarget::Foreign(Leaf { path, rename }))
        })
    }

    /// Imports by name of all that the tests use of the library and of crates, which go before
    /// any glob.
    fn pins(&self, source: &Source, mentioned: &[usize], own: &BTreeSet<String>) -> String {
        let mut names: BTreeSet<&str> = mentioned
            .iter()
            .filter(|at| source.is_identifier(**at))
            .map(|at| source.name(*at))
            .collect();
        names.retain(|name| !own.contains(*name));
        let mut text = String::new();
        for name in names {
            let from = if PRIMITIVES.contains(&name) {
                "::std::primitive::"
            } else if name == "alloc" {
                // Not every file has this crate.
                continue;
            } else if self.is_crate(name) {
                "::"
            } else if is_of_library(name, &[]) {
                "::std::prelude::rust_2024::"
            } else if name == "test" {
                "::std::prelude::v1::"
            } else if STD_MACROS.contains(&name) {
                "::std::"
            } else {
                continue;
            };
            text += &format!("{QUIET}use {from}{name};");
        }
        text
    }

    fn is_crate(&self, name: &str) -> bool {
        name.is_empty() || is_crate(name, self.crates())
    }
}

/// Whether the tests have a glob that leads to what neither the original nor the solution shows.
/// Whatever the learner puts there, such as a trait, the tests see.
pub fn has_open_globs(reference: Reference, current: &Source) -> bool {
    has_open_globs_below(reference, current, &[])
}

fn has_open_globs_below(reference: Reference, current: &Source, path: &[String]) -> bool {
    let source = reference.tests;
    let Some(module) = ModuleItems::at(source, path) else {
        return false;
    };
    let names = TestNames::new(reference, current, path);
    module.items.iter().any(|item| {
        let (Some(body), ItemKind::Module) = (item.body.clone(), item.kind) else {
            return false;
        };
        if !item.is_test_code(source) {
            let name = item.name.clone().unwrap_or_default();
            let below = [path, &[name]].concat();
            // Of several modules of a name, the first is looked at.
            return below.len() < MAX_STEPS && has_open_globs_below(reference, current, &below);
        }
        let mut uses = Vec::new();
        add_uses(source, body, 0, &mut uses);
        uses.iter().any(|it| {
            let leaves = leaves(source, &it.tokens);
            let mut globs = leaves.iter().filter(|leaf| leaf.is_glob());
            globs.any(|leaf| {
                let begins = matches!(names.beginning(leaf, it).0, Beginning::Exercise(_));
                begins && names.target(leaf, it).is_none()
            })
        })
    })
}

/// Finds all `use` statements, at any depth.
fn add_uses(source: &Source, body: Range<usize>, depth: usize, found: &mut Vec<TestUse>) {
    let module = ModuleItems::new(source, body);
    let own = names_of(source, module.items.iter());
    let new = |tokens| TestUse {
        tokens,
        depth,
        own: own.clone(),
        is_loose: false,
    };
    for item in &module.items {
        match (item.kind, &item.body) {
            (ItemKind::Use, _) => found.push(new(item.tokens.clone())),
            (ItemKind::Module, Some(body)) => add_uses(source, body.clone(), depth + 1, found),
            _ => {
                let begins = |at: &usize| {
                    let before = source.word(at.wrapping_sub(1));
                    source.word(*at) == "use" && ["{", "}", ";", "]"].contains(&before)
                };
                for at in item.tokens.clone().filter(begins) {
                    let mut behind = at..item.tokens.end;
                    let end = behind.find(|to| source.word(*to) == ";");
                    found.extend(end.map(|end| new(at..end + 1)));
                }
            }
        }
    }
}

fn statement(leaf: &Leaf) -> String {
    let rename = leaf.rename.as_ref();
    let rename = rename.map_or_else(String::new, |name| format!(" as {name}"));
    format!("use {}{rename};", leaf.path.join("::"))
}
