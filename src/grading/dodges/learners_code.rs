//! What of a file is the learner's: its items outside the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::rust::{NodeId, NodeKind, Role, Source, Test, Tree};

/// The names of the items outside a file's tests, and of those that only tests have.
#[derive(Debug, Default)]
pub(super) struct LearnersCode<'s> {
    functions: BTreeSet<&'s str>,
    methods: BTreeSet<&'s str>,
    /// Methods with `&mut self`.
    changing_methods: BTreeSet<&'s str>,
    /// Structs, enums' variants: what makes a value when it's called.
    constructors: BTreeSet<&'s str>,
    /// Types, traits and modules: what stands before `::`.
    containers: BTreeSet<&'s str>,
    /// Functions and imported names of the tests, which hide the learner's.
    of_tests: BTreeSet<&'s str>,
    /// Functions that return something of a fixed length.
    returns_array: BTreeSet<&'s str>,
    /// Fields of a fixed length.
    array_fields: BTreeSet<&'s str>,
    /// What each function's and method's declared type of its result mentions.
    results: BTreeMap<&'s str, BTreeSet<&'s str>>,
    /// Types whose `==` is written out.
    own_equality: BTreeSet<&'s str>,
    /// Where the tests are: each module that is theirs, and each test outside one.
    test_code: Vec<Range<usize>>,
}

impl<'s> LearnersCode<'s> {
    pub(super) fn of(source: &'s Source, tree: &'s Tree, tests: &[Test]) -> Self {
        let mut code = Self {
            test_code: test_code(source, tree, tests),
            ..Self::default()
        };
        let reader = Reader {
            source,
            tree,
            arrays: arrays(source, tree),
        };
        for node in tree.nodes() {
            let kind = tree.kind(node);
            let is_test_code = code.is_test_code(&tree.bytes(node));
            if !is_test_code && is_container(kind) {
                code.containers.extend(reader.name(node));
            }
            match kind {
                NodeKind::Use if is_test_code => code.of_tests.extend(reader.imported(node)),
                NodeKind::Function if is_test_code => code.of_tests.extend(reader.name(node)),
                _ if is_test_code => {}
                NodeKind::Function => code.add_function(&reader, node),
                NodeKind::Struct | NodeKind::Variant => {
                    code.constructors.extend(reader.name(node));
                }
                NodeKind::Field => {
                    let fixed = tree
                        .child(node, Role::Type)
                        .filter(|of| reader.has_array(*of));
                    code.array_fields
                        .extend(fixed.and_then(|_| reader.name(node)));
                }
                NodeKind::Impl => code.own_equality.extend(reader.compared_type(node)),
                _ => {}
            }
        }
        code
    }

    fn add_function(&mut self, reader: &Reader<'s>, node: NodeId) {
        let Some(name) = reader.name(node) else {
            return;
        };
        let around = reader.tree.parent(node).map(|it| reader.tree.kind(it));
        if matches!(around, Some(NodeKind::Impl | NodeKind::Trait)) {
            self.methods.insert(name);
            if reader.changes_itself(node) {
                self.changing_methods.insert(name);
            }
        } else {
            self.functions.insert(name);
        }
        if let Some(result) = reader.tree.child(node, Role::Return) {
            if reader.has_array(result) {
                self.returns_array.insert(name);
            }
            let mentioned = self.results.entry(name).or_default();
            mentioned.extend(reader.words(result));
            if mentioned.remove("Self") {
                mentioned.extend(reader.self_type(node));
            }
        }
    }

    /// Adds the types whose `==` only the solution writes out.
    pub(super) fn add_equality(&mut self, solution: &LearnersCode<'s>) {
        self.own_equality.extend(&solution.own_equality);
    }

    /// Whether these bytes are in the tests.
    pub(super) fn is_test_code(&self, bytes: &Range<usize>) -> bool {
        let is_around = |code: &Range<usize>| code.start <= bytes.start && bytes.end <= code.end;
        self.test_code.iter().any(is_around)
    }

    /// Whether a path that is called in a test leads to a function of the learner's.
    pub(super) fn is_function(&self, path: &[&str]) -> bool {
        match path {
            [name] => self.functions.contains(name) && !self.of_tests.contains(name),
            [.., of, name] => {
                let is_known = self.functions.contains(name) || self.methods.contains(name);
                is_known && self.containers.contains(of)
            }
            [] => false,
        }
    }

    /// Whether a path makes a value of a type of the learner's.
    pub(super) fn is_constructor(&self, path: &[&str]) -> bool {
        let name = path.last();
        name.is_some_and(|name| self.constructors.contains(name))
    }

    /// Whether the learner's file has a method of this name.
    pub(super) fn has_method(&self, name: &str) -> bool {
        self.methods.contains(name)
    }

    /// Whether a method of this name may change what it's called on.
    pub(super) fn changes_itself(&self, name: &str) -> bool {
        self.changing_methods.contains(name)
    }

    /// Whether the tests have a function of this name.
    pub(super) fn is_of_tests(&self, name: &str) -> bool {
        self.of_tests.contains(name)
    }

    /// Whether a function or method of this name returns something of a fixed length.
    pub(super) fn returns_array(&self, name: &str) -> bool {
        self.returns_array.contains(name)
    }

    /// Whether a field of this name has a fixed length.
    pub(super) fn is_array_field(&self, name: &str) -> bool {
        self.array_fields.contains(name)
    }

    /// Whether what a function or method of this name returns has to do with a type of the learner's.
    pub(super) fn returns_own_type(&self, name: &str) -> bool {
        let mentioned = self.results.get(name);
        mentioned.is_some_and(|it| !it.is_disjoint(&self.containers))
    }

    /// Whether `==` of this type is written out in the file.
    pub(super) fn has_own_equality(&self, type_name: &str) -> bool {
        self.own_equality.contains(type_name)
    }

    /// The types with an `==` of their own that a function or method returns.
    pub(super) fn own_equality_of_result(&self, name: &str) -> Option<&'s str> {
        let mentioned = self.results.get(name)?;
        let mut found = mentioned.intersection(&self.own_equality);
        found.next().copied()
    }
}

/// The modules directly around tests or behind `#[cfg(test)]`, and the tests in none.
fn test_code(source: &Source, tree: &Tree, tests: &[Test]) -> Vec<Range<usize>> {
    let tests = tests.iter().map(|test| {
        let bytes = source.bytes(&test.item.with_attributes());
        let innermost = tree.innermost_at(source.begin(test.item.tokens.start));
        let mut around = tree.ancestors(innermost);
        let module = around.find(|it| tree.kind(*it) == NodeKind::Module);
        module.map_or(bytes, |module| tree.bytes(module))
    });
    let is_for_tests = |node: &NodeId| {
        let words = |it| {
            source.text()[tree.bytes(it)]
                .split_whitespace()
                .collect::<String>()
        };
        let mut attributes = tree.children_as(*node, Role::Attribute);
        attributes.any(|it| words(it) == "#[cfg(test)]")
    };
    let items = tree.nodes().filter(|node| tree.kind(*node).is_item());
    let marked = items.filter(is_for_tests).map(|node| tree.bytes(node));
    tests.chain(marked).collect()
}

/// Reads items.
struct Reader<'s> {
    source: &'s Source,
    tree: &'s Tree,
    /// Other names of arrays.
    arrays: BTreeSet<&'s str>,
}

fn is_container(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Struct
            | NodeKind::Enum
            | NodeKind::Union
            | NodeKind::Trait
            | NodeKind::TypeAlias
            | NodeKind::Module
    )
}

/// The names that a file gives to types with arrays in them.
fn arrays<'s>(source: &'s Source, tree: &'s Tree) -> BTreeSet<&'s str> {
    let reader = Reader {
        source,
        tree,
        arrays: BTreeSet::new(),
    };
    let aliases = tree.nodes_of(NodeKind::TypeAlias);
    let aliases = aliases.filter(|alias| reader.has_array(*alias));
    aliases.filter_map(|alias| reader.name(alias)).collect()
}

impl<'s> Reader<'s> {
    fn name(&self, node: NodeId) -> Option<&'s str> {
        let name = self.tree.child(node, Role::Name)?;
        Some(self.source.text()[self.tree.bytes(name)].trim_start_matches("r#"))
    }

    /// All words of a node.
    fn words(&self, node: NodeId) -> impl Iterator<Item = &'s str> + use<'s> {
        let bytes = self.tree.bytes(node);
        let source = self.source;
        let tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
        let names = tokens.filter(|at| source.is_identifier(*at));
        names.map(|at| source.name(at))
    }

    /// The names in a `use` that doesn't lead into the learner's file.
    fn imported(&self, node: NodeId) -> Vec<&'s str> {
        let mut words = self.words(node);
        let is_use = |word: &&str| !matches!(*word, "pub" | "use");
        let root = words.find(is_use);
        if matches!(root, Some("super" | "crate" | "self")) {
            return Vec::new();
        }
        words.collect()
    }

    fn changes_itself(&self, method: NodeId) -> bool {
        let mut parameters = self.tree.children(method);
        let own = parameters.find(|it| self.tree.kind(*it) == NodeKind::SelfParameter);
        own.is_some_and(|own| self.words(own).any(|word| word == "mut"))
    }

    /// Whether a type has an array in it, also under another name.
    fn has_array(&self, node: NodeId) -> bool {
        let is_array = |node| self.tree.kind(node) == NodeKind::ArrayType;
        is_array(node)
            || self.tree.descendants(node).any(is_array)
            || self.words(node).any(|word| self.arrays.contains(word))
    }

    /// The type of the `impl` around a function.
    fn self_type(&self, function: NodeId) -> Option<&'s str> {
        let around = self.tree.parent(function)?;
        let of = self.tree.child(around, Role::Type)?;
        self.words(of).next()
    }

    /// The type whose `==` an `impl` is about.
    fn compared_type(&self, node: NodeId) -> Option<&'s str> {
        let of_trait = self.tree.child(node, Role::Trait)?;
        let mut words = self.words(of_trait);
        words.find(|word| *word == "PartialEq")?;
        let of = self.tree.child(node, Role::Type)?;
        self.words(of).next()
    }
}
