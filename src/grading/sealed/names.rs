//! What `use super::*` means in the original's tests: exactly the names that the tests use and
//! that the original or its solution has. What these import from elsewhere, the tests import
//! from there. So a name of the standard library's means what it means everywhere.

use std::collections::BTreeSet;
use std::ops::Range;

use super::module_items::ModuleItems;
use super::use_leaves::{Leaf, leaves};
use crate::grading::reference::Reference;
use crate::rust::{Item, ItemKind, LiteralKind, Source, TokenKind, shown_name};

/// The lint that our imports would set off.
pub(super) const QUIET: &str = "#[allow(unused_imports)] ";

/// Where the names in tests come from.
pub(super) struct TestNames<'a> {
    reference: Reference<'a>,
    learners: &'a Source,
    /// The modules around the tests.
    path: &'a [String],
}

/// A name that a module of the original's or the solution's has.
struct Known {
    name: String,
    /// Whether code that doesn't mention it may still need it, as with a trait.
    is_needed_unseen: bool,
    /// Whether it belongs to the tests, so that the learner's file needn't have it.
    is_ours: bool,
    /// Where it comes from, if not from the exercise.
    from: Option<Leaf>,
}

impl<'a> TestNames<'a> {
    pub fn new(reference: Reference<'a>, learners: &'a Source, path: &'a [String]) -> Self {
        Self {
            reference,
            learners,
            path,
        }
    }

    /// The same for another module of the exercise's.
    pub fn at<'b>(&self, path: &'b [String]) -> TestNames<'b>
    where
        'a: 'b,
    {
        TestNames {
            reference: self.reference,
            learners: self.learners,
            path,
        }
    }

    /// The modules around the tests.
    pub fn path(&self) -> &[String] {
        self.path
    }

    /// The crates of the course.
    pub fn crates(&self) -> &[String] {
        self.reference.crates
    }

    pub fn sources(&self) -> impl Iterator<Item = &'a Source> {
        let solution = self.reference.solution.into_iter();
        std::iter::once(self.reference.tests).chain(solution)
    }

    /// Whether tests call a macro that the original or its solution defines.
    pub fn uses_macros(&self, source: &Source, tokens: &Range<usize>) -> bool {
        let is_call = |at: &usize| source.word(at + 1) == "!" && source.is_identifier(*at);
        let mut calls = tokens.clone().filter(is_call);
        calls.any(|at| {
            let name = source.name(at);
            let defines = |file: &Source| {
                let mut tokens = file.all();
                tokens.any(|at| {
                    file.starts_with(at, &["macro_rules", "!"]) && file.name(at + 2) == name
                })
            };
            self.sources().any(defines)
        })
    }

    /// The imports that stand for everything in a module, which `base` leads to. `mentioned` are
    /// the tokens of the tests, `own` the names that they have without it.
    pub fn imports_for(
        &self,
        source: &Source,
        mentioned: &[usize],
        base: &str,
        own: &BTreeSet<String>,
    ) -> String {
        let learners = ModuleItems::at(self.learners, self.path);
        let has = |name: &str| {
            let module = learners.as_ref();
            module.is_some_and(|module| may_have(module, name))
        };
        let mut seen = own.clone();
        let (mut names, mut others) = (Vec::new(), String::new());
        for (file, text) in self.sources().enumerate() {
            let Some(module) = ModuleItems::at(text, self.path) else {
                continue;
            };
            for known in self.known(&module) {
                let name = known.name.as_str();
                if name != "_" && name != "*" && !seen.insert(name.to_owned()) {
                    continue;
                }
                let is_used = is_mentioned(source, mentioned.iter().copied(), name);
                match &known.from {
                    // What only the solution imports, the learner has to ask for.
                    Some(leaf) if file == 0 || self.learners.has_name(name) => {
                        let rename = if leaf.is_glob() {
                            String::new()
                        } else if is_used {
                            format!(" as {}", shown_name(name))
                        } else {
                            " as _".to_owned()
                        };
                        others += &format!("{QUIET}use {}{rename};", leaf.path_from_anywhere());
                        // Without it, an import that only tests need would seem to be unused.
                        let is_for_tests = is_used || self.is_only_imported(name);
                        let learners = learners.as_ref().filter(|_| is_for_tests);
                        if learners.is_some_and(|module| imports(module, name)) {
                            names.push(format!("{} as _", shown_name(name)));
                        }
                    }
                    Some(_) => {}
                    None if !known.is_ours && !has(name) => {}
                    None if is_used => names.push(shown_name(name)),
                    None if known.is_needed_unseen => {
                        names.push(format!("{} as _", shown_name(name)))
                    }
                    None => {}
                }
            }
        }
        if names.is_empty() {
            return others;
        }
        format!("{QUIET}use {base}::{{{}}};{others}", names.join(", "))
    }

    /// Whether the code of the solution, or else of the original, needs an import for its methods
    /// at most: it doesn't mention the name otherwise.
    fn is_only_imported(&self, name: &str) -> bool {
        let source = self.reference.solution.unwrap_or(self.reference.original);
        let module = ModuleItems::at(source, self.path);
        let items = module.map_or_else(Vec::new, |module| module.items);
        let mut others = items.iter().filter(|item| item.kind != ItemKind::Use);
        !others.any(|item| is_mentioned(source, item.tokens.clone(), name))
    }

    /// The names that a module has, in its order.
    fn known(&self, module: &ModuleItems) -> Vec<Known> {
        let mut found = Vec::new();
        for item in &module.items {
            let is_ours = item.is_test_code(module.source);
            let known = |name: &str, is_needed_unseen| Known {
                name: name.to_owned(),
                is_needed_unseen,
                is_ours,
                from: None,
            };
            match (item.kind, &item.name) {
                (ItemKind::Use, _) => {
                    for leaf in leaves(module.source, &item.tokens) {
                        self.add_leaf(module, leaf, &mut found);
                    }
                }
                (ItemKind::MacroDefinition | ItemKind::MacroCall | ItemKind::ExternCrate, _) => {}
                // The tests themselves.
                (ItemKind::Function, _) if item.is_test() => {}
                (kind, Some(name)) => found.push(known(name, kind == ItemKind::Trait)),
                (_, None) => {}
            }
        }
        found
    }

    fn add_leaf(&self, module: &ModuleItems, leaf: Leaf, found: &mut Vec<Known>) {
        let known = |name: &str, from| Known {
            name: name.to_owned(),
            is_needed_unseen: true,
            is_ours: false,
            from,
        };
        if self.is_external(module, &leaf) {
            let name = leaf.name().to_owned();
            found.push(known(&name, Some(leaf)));
        } else if !leaf.is_glob() {
            found.push(known(leaf.name(), None));
        } else if let Some(base) = leaf.path.len().checked_sub(2).map(|at| &leaf.path[at]) {
            let names = match module.module(base) {
                Some(below) => below
                    .items
                    .iter()
                    .filter_map(|item| item.name.clone())
                    .collect(),
                None => variants(module, base),
            };
            // Variants have no methods of their own.
            let is_module = module.module(base).is_some();
            found.extend(names.iter().map(|name| Known {
                is_needed_unseen: is_module,
                ..known(name, None)
            }));
        }
    }

    pub fn is_external(&self, module: &ModuleItems, leaf: &Leaf) -> bool {
        let Some(first) = leaf.path.first() else {
            return false;
        };
        let mut items = module.items.iter();
        let is_own = items
            .any(|item| item.kind != ItemKind::Use && item.name.as_deref() == Some(first.as_str()));
        let is_crate = ["", "std", "core", "alloc"].contains(&first.as_str())
            || self.reference.crates.contains(first);
        is_crate && !is_own
    }
}

/// The variants of a module's enum.
pub(super) fn variants(module: &ModuleItems, name: &str) -> Vec<String> {
    let source = module.source;
    let is_it = |item: &&Item| item.kind == ItemKind::Enum && item.name.as_deref() == Some(name);
    let body = module.items.iter().find(is_it);
    let Some(body) = body.and_then(|item| item.body.clone()) else {
        return Vec::new();
    };
    let depth = source.depth(body.start);
    let is_variant = |at: &usize| {
        let begins = *at == body.start || matches!(source.word(at - 1), "," | "]");
        begins && source.depth(*at) == depth && source.is_identifier(*at)
    };
    let variants = body.clone().filter(is_variant);
    variants.map(|at| source.name(at).to_owned()).collect()
}

/// Whether a learner's module imports something under this name.
fn imports(module: &ModuleItems, name: &str) -> bool {
    let uses = module
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Use);
    let mut uses = uses.filter(|item| !item.is_test_code(module.source));
    uses.any(|item| {
        leaves(module.source, &item.tokens)
            .iter()
            .any(|leaf| leaf.name() == name)
    })
}

/// Whether a name may be had from a learner's module.
fn may_have(module: &ModuleItems, name: &str) -> bool {
    let source = module.source;
    let mut is_open = false;
    for item in &module.items {
        if item.is_test_code(source) {
            continue;
        }
        if item.name.as_deref() == Some(name) && item.kind != ItemKind::MacroDefinition {
            return true;
        }
        if item.kind == ItemKind::Use {
            let leaves = leaves(source, &item.tokens);
            if leaves.iter().any(|leaf| leaf.name() == name) {
                return true;
            }
            is_open |= leaves.iter().any(Leaf::is_glob);
        }
        is_open |= matches!(item.kind, ItemKind::MacroCall | ItemKind::Unknown);
    }
    is_open && source.has_name(name)
}

/// The names that items define or import.
pub(super) fn names_of<'i>(
    source: &Source,
    items: impl Iterator<Item = &'i Item>,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in items {
        if item.kind == ItemKind::Use {
            let leaves = leaves(source, &item.tokens);
            names.extend(leaves.iter().map(|leaf| leaf.name().to_owned()));
        } else if item.kind != ItemKind::MacroDefinition {
            names.extend(item.name.clone());
        }
    }
    names.remove("*");
    names.remove("_");
    names
}

/// Whether a name is among these tokens, also in a format string.
pub(super) fn is_mentioned(
    source: &Source,
    mut tokens: impl Iterator<Item = usize>,
    name: &str,
) -> bool {
    let braced = format!("{{{name}");
    tokens.any(|at| match source.kind(at) {
        Some(TokenKind::Literal(LiteralKind::Str)) => source.word(at).contains(&braced),
        _ => source.is_identifier(at) && source.name(at) == name,
    })
}
