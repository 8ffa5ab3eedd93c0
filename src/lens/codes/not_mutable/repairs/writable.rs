//! Makes a place writable that is behind a `&` reference, by following the reference back to where
//! it's made: through variables, loops, methods, signatures and their callers.

use crate::lens::case::Case;
use crate::lens::codes::not_mutable::attempt::Attempt;
use crate::lens::labels::Role as Part;
use crate::lens::query::mutability::{self, Holding};
use crate::lens::query::{callee, places, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{
    Binding, BindingId, BindingKind, Function, NodeId, NodeKind, Role, call, function_around,
};

/// Methods that give `&` references, and those that give `&mut` ones instead.
const PAIRS: [(&str, &str); 24] = [
    ("iter", "iter_mut"),
    ("get", "get_mut"),
    ("first", "first_mut"),
    ("last", "last_mut"),
    ("front", "front_mut"),
    ("back", "back_mut"),
    ("peek", "peek_mut"),
    ("as_ref", "as_mut"),
    ("as_deref", "as_deref_mut"),
    ("as_slice", "as_mut_slice"),
    ("values", "values_mut"),
    ("chunks", "chunks_mut"),
    ("chunks_exact", "chunks_exact_mut"),
    ("split", "split_mut"),
    ("split_at", "split_at_mut"),
    ("split_first", "split_first_mut"),
    ("split_last", "split_last_mut"),
    ("borrow", "borrow_mut"),
    ("read", "write"),
    ("retain", "retain_mut"),
    ("as_ptr", "as_mut_ptr"),
    ("get_key_value", "get_mut"),
    ("range", "range_mut"),
    ("rchunks", "rchunks_mut"),
];

/// Methods of these pairs that need no `&mut` of what they're called on.
const SHARED_WRITERS: [&str; 2] = ["borrow_mut", "write"];

/// Methods that hand on the references that they get.
const HAND_ON: [&str; 17] = [
    "unwrap",
    "expect",
    "enumerate",
    "rev",
    "skip",
    "take",
    "filter",
    "zip",
    "chain",
    "step_by",
    "next",
    "nth",
    "find",
    "max_by_key",
    "min_by_key",
    "into_iter",
    "by_ref",
];

/// The deepest that a reference is followed.
const DEEPEST: usize = 24;

/// Makes the place of an attempt writable.
pub fn repair(attempt: &Attempt) -> Option<Repair> {
    let mut plan = Plan::new(attempt.case);
    let variable = attempt
        .variable
        .filter(|_| attempt.clue.role == Part::ReadOnlyReference);
    match variable {
        Some(variable) => plan.binding(variable)?,
        None => plan.place(attempt.place)?,
    }
    let sentence = plan.sentence(variable);
    (!plan.edits.is_empty()).then(|| Repair::edit(sentence, plan.edits))
}

/// For a field that's a `&` reference: the field becomes a `&mut` one.
pub fn field(case: &Case, field: NodeId) -> Option<Repair> {
    let tree = case.tree;
    let mut plan = Plan::new(case);
    plan.annotation(tree.child(field, Role::Type)?)?;
    let name = case.written(tree.child(field, Role::Name)?);
    let owner = case.written(tree.child(tree.parent(field)?, Role::Name)?);
    for literal in tree.nodes_of(NodeKind::StructLiteral) {
        let of = tree.child(literal, Role::Callee).map(|of| case.written(of));
        if of != Some(owner) && of != Some("Self") {
            continue;
        }
        for value in tree.children(literal) {
            let is_field = tree.kind(value) == NodeKind::FieldValue;
            let named = tree.child(value, Role::Name).map(|at| case.written(at));
            let given = tree.child(value, Role::Value).filter(|_| is_field);
            if let Some(given) = given
                && named.unwrap_or_else(|| case.written(given)) == name
            {
                plan.reference(given)?;
            }
        }
    }
    let sentence = format!("Let the field `{name}` of `{owner}` be a `&mut` reference.");
    Some(Repair::edit(sentence, plan.edits))
}

/// For a guard that only reads, such as a `Ref`: the method that gives one for writing.
pub fn guard(attempt: &Attempt) -> Option<Repair> {
    let case = attempt.case;
    let mut plan = Plan::new(case);
    let base = places::base_node(case, attempt.place);
    match case.names.binding_of(base) {
        Some(id) => {
            let binding = case.names.binding(id);
            let value = binding.initializer.filter(|_| binding.is_whole)?;
            plan.edits = mutability::declare_mut(case, binding)?;
            plan.reference(value)?;
        }
        None => plan.reference(base)?,
    }
    let (old, new) = plan.methods.first()?;
    let sentence = format!("Use `{new}` instead of `{old}`, which only reads.");
    SHARED_WRITERS
        .contains(new)
        .then(|| Repair::edit(sentence, plan.edits))
}

/// The edits that make a place writable.
pub struct Plan<'a> {
    case: &'a Case<'a>,
    /// The edits so far.
    pub edits: Vec<TextEdit>,
    seen: Vec<BindingId>,
    /// Functions whose signature changes.
    functions: Vec<(String, bool)>,
    methods: Vec<(String, &'static str)>,
    /// Functions that return `&mut` references instead.
    results: Vec<String>,
    changes_callers: bool,
    is_of_trait: bool,
}

impl<'a> Plan<'a> {
    /// Nothing yet.
    pub fn new(case: &'a Case<'a>) -> Self {
        Self {
            case,
            edits: Vec::new(),
            seen: Vec::new(),
            functions: Vec::new(),
            methods: Vec::new(),
            results: Vec::new(),
            changes_callers: false,
            is_of_trait: false,
        }
    }

    fn add(&mut self, edit: TextEdit) {
        if !self.edits.contains(&edit) {
            self.edits.push(edit);
        }
    }

    fn sentence(&self, variable: Option<BindingId>) -> String {
        let binding = variable.map(|id| self.case.names.binding(id));
        let method = self.methods.first();
        let method = method.map(|(old, new)| format!("Use `{new}` instead of `{old}`"));
        match (self.signatures(), method) {
            (Some(signatures), Some(method)) => format!("{method}, and let {signatures}."),
            (Some(signatures), None) => format!("Let {signatures}."),
            (None, Some(method)) => format!("{method}: it gives `&mut` references."),
            (None, None) => match binding {
                _ if !self.results.is_empty() => {
                    format!("Let `{}` return `&mut` instead of `&`.", self.results[0])
                }
                Some(binding) if binding.kind == BindingKind::For => {
                    "Loop over `&mut` references.".to_owned()
                }
                Some(binding) => format!("Let `{}` be a `&mut` reference.", binding.name),
                None => "Take a `&mut` reference.".to_owned(),
            },
        }
    }

    /// The functions whose parameters change: "`add` take `&mut self`".
    fn signatures(&self) -> Option<String> {
        let (first, is_self) = self.functions.first()?;
        let what = if *is_self {
            "`&mut self`"
        } else {
            "a `&mut` reference"
        };
        let others: Vec<String> = self.functions[1..]
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let rest = match (others.as_slice(), self.changes_callers) {
            _ if self.is_of_trait => ", in the trait too".to_owned(),
            ([], false) => String::new(),
            ([], true) if *is_self => ", and call it on a value that may change".to_owned(),
            ([], true) => ", and lend it one where it's called".to_owned(),
            ([only], _) => format!(", and so {only}, which calls it"),
            ([some @ .., last], _) => {
                format!(", and so {} and {last}, which need it", some.join(", "))
            }
        };
        Some(format!("`{first}` take {what}{rest}"))
    }

    /// Lets a place be written.
    pub fn place(&mut self, node: NodeId) -> Option<()> {
        let tree = self.case.tree;
        match tree.kind(node) {
            NodeKind::FieldAccess | NodeKind::Index => {
                self.place(tree.child(node, Role::Receiver)?)
            }
            NodeKind::Parenthesized => self.place(tree.child(node, Role::Part)?),
            NodeKind::Unary => self.place(tree.child(node, Role::Operand)?),
            NodeKind::Path => self.variable(self.case.names.binding_of(node)?),
            // Values without a name may be written as they are.
            NodeKind::Closure
            | NodeKind::Literal
            | NodeKind::Array
            | NodeKind::Tuple
            | NodeKind::StructLiteral
            | NodeKind::MacroCall => Some(()),
            _ => self.reference(node),
        }
    }

    /// Lets what a variable holds or refers to be written.
    fn variable(&mut self, id: BindingId) -> Option<()> {
        let binding = self.case.names.binding(id);
        match mutability::holding(self.case, binding) {
            Holding::Shared => self.binding(id),
            Holding::Mutable => Some(()),
            Holding::Owned | Holding::Unknown => {
                let edits = mutability::declare_mut(self.case, binding)?;
                edits.into_iter().for_each(|edit| self.add(edit));
                Some(())
            }
        }
    }

    /// Lets the value of an expression be a `&mut` reference, or something that holds such.
    fn reference(&mut self, node: NodeId) -> Option<()> {
        let tree = self.case.tree;
        match tree.kind(node) {
            NodeKind::Reference => {
                let (operand, _) = places::reference(self.case, node)?;
                if let Some(edit) = mutability::with_mut(self.case, node) {
                    self.add(edit);
                }
                self.place(operand)
            }
            NodeKind::Parenthesized => self.reference(tree.child(node, Role::Part)?),
            NodeKind::Try => self.reference(tree.child(node, Role::Operand)?),
            NodeKind::MethodCall => self.method(node),
            NodeKind::Call => self.call(node),
            NodeKind::Path => {
                let id = self.case.names.binding_of(node)?;
                let is_mutable =
                    mutability::holding(self.case, self.case.names.binding(id)) == Holding::Mutable;
                if is_mutable {
                    Some(())
                } else {
                    self.binding(id)
                }
            }
            _ => None,
        }
    }

    fn method(&mut self, node: NodeId) -> Option<()> {
        let tree = self.case.tree;
        let name = tree.child(node, Role::Name)?;
        let receiver = tree.child(node, Role::Receiver)?;
        let written = self.case.written(name);
        let is_ours = callee::function(self.case, node).is_some();
        if HAND_ON.contains(&written) && !is_ours {
            return self.reference(receiver);
        }
        let (old, new) = PAIRS.iter().find(|(old, _)| *old == written && !is_ours)?;
        self.methods.push(((*old).to_owned(), new));
        self.add(TextEdit::replacement(tree.bytes(name), *new));
        if SHARED_WRITERS.contains(new) {
            return Some(());
        }
        match tree.kind(receiver) {
            NodeKind::MethodCall => self.reference(receiver),
            _ => self.place(receiver),
        }
    }

    /// `Some(&x)`, and functions of this file, whose result becomes `&mut`.
    fn call(&mut self, node: NodeId) -> Option<()> {
        let tree = self.case.tree;
        if let Some(function) = callee::function(self.case, node) {
            let returns = function.returns?;
            let inside = std::iter::once(returns).chain(tree.descendants(returns));
            let edits = inside.filter_map(|at| mutability::with_mut(self.case, at));
            let edits: Vec<TextEdit> = edits.collect();
            self.results.push(function.name().to_owned());
            let is_any = !edits.is_empty();
            edits.into_iter().for_each(|edit| self.add(edit));
            return is_any.then_some(());
        }
        let argument = tree.child(node, Role::Argument)?;
        let is_wrapper = matches!(callee::name(self.case, node), Some("Some" | "Ok"));
        is_wrapper.then(|| self.reference(argument))?
    }

    /// Lets a variable that holds a `&` reference hold a `&mut` one.
    pub fn binding(&mut self, id: BindingId) -> Option<()> {
        if self.seen.contains(&id) {
            return Some(());
        }
        if self.seen.len() > DEEPEST {
            return None;
        }
        self.seen.push(id);
        let case = self.case;
        let binding = case.names.binding(id);
        match binding.kind {
            BindingKind::Parameter | BindingKind::SelfParameter => self.parameter(binding),
            BindingKind::ClosureParameter => self.closure_parameter(binding),
            _ if binding.is_reference => {
                for place in &binding.places {
                    self.add(TextEdit::insertion(case.tree.bytes(*place).start, "mut "));
                }
                self.place(binding.initializer?)
            }
            BindingKind::For if case.tree.kind(binding.initializer?) == NodeKind::Path => {
                self.reference(binding.initializer?)
            }
            BindingKind::Let
            | BindingKind::LetElse
            | BindingKind::For
            | BindingKind::IfLet
            | BindingKind::WhileLet
            | BindingKind::GuardLet
            | BindingKind::MatchArm => {
                if let Some(annotation) = binding.annotation {
                    self.annotation(annotation)?;
                }
                self.reference(binding.initializer?)
            }
            _ => None,
        }
    }

    /// The `&` of a type that's written out.
    fn annotation(&mut self, of_type: NodeId) -> Option<()> {
        let tree = self.case.tree;
        let inside = std::iter::once(of_type).chain(tree.descendants(of_type));
        let mut references = inside.filter(|at| tree.kind(*at) == NodeKind::ReferenceType);
        let first = references.next()?;
        let is_clear = first == of_type || references.next().is_none();
        let edit = mutability::with_mut(self.case, first).filter(|_| is_clear)?;
        self.add(edit);
        Some(())
    }

    fn parameter(&mut self, binding: &Binding) -> Option<()> {
        let case = self.case;
        let function = function_around(case.source, case.tree, binding.owner)?;
        if test_code::is_in_test(case, function.node) {
            return None;
        }
        let all = same_of_trait(case, &function)?;
        self.is_of_trait |= all.len() > 1;
        for one in all {
            let position = function
                .parameters
                .iter()
                .position(|at| *at == binding.owner)?;
            let parameter = *one.parameters.get(position)?;
            let is_self = binding.kind == BindingKind::SelfParameter;
            let told = (one.name().to_owned(), is_self);
            if !self.functions.contains(&told) {
                self.functions.push(told);
            }
            match case.tree.child(parameter, Role::Type) {
                Some(of_type) => self.annotation(of_type)?,
                None => {
                    let edit = mutability::with_mut(case, parameter)?;
                    self.add(edit);
                }
            }
        }
        self.callers(&function, binding.owner);
        Some(())
    }

    /// Lends a `&mut` reference wherever a function is called, tests apart. A caller that can't is
    /// left as it is: the compiler will say so.
    pub fn callers(&mut self, function: &Function, parameter: NodeId) {
        let case = self.case;
        let Some(position) = function.parameters.iter().position(|at| *at == parameter) else {
            return;
        };
        let has_self = callee::self_parameter(case, function).is_some();
        for node in case.tree.nodes() {
            let Some(found) = call(case.tree, node) else {
                continue;
            };
            if !may_call(case, node, function) || test_code::is_in_test(case, node) {
                continue;
            }
            let is_method = case.tree.kind(node) == NodeKind::MethodCall;
            let before = self.edits.len();
            let done = match position.checked_sub(usize::from(is_method)) {
                None => self.place(case.tree.child(node, Role::Receiver).unwrap_or(node)),
                Some(at) if has_self || !is_method => {
                    let argument = found.arguments.get(at).copied();
                    argument.and_then(|argument| self.reference(argument))
                }
                Some(_) => None,
            };
            if done.is_none() {
                self.edits.truncate(before);
            }
            self.changes_callers |= self.edits.len() > before;
        }
    }

    /// What a closure gets comes from the method that it's given to.
    fn closure_parameter(&mut self, binding: &Binding) -> Option<()> {
        let case = self.case;
        let tree = case.tree;
        if let Some(annotation) = binding.annotation {
            self.annotation(annotation)?;
        }
        let closure = tree.parent(binding.owner)?;
        let taker = tree.parent(closure)?;
        let is_method =
            tree.kind(taker) == NodeKind::MethodCall && tree.role(closure) == Role::Argument;
        if !is_method {
            return self.called_closure(closure);
        }
        let name = case.written(tree.child(taker, Role::Name)?);
        if name == "retain" {
            return self.method(taker);
        }
        self.reference(tree.child(taker, Role::Receiver)?)
    }

    /// `let add = |v: &Vec<u8>| ...`, and the calls of `add`.
    fn called_closure(&mut self, closure: NodeId) -> Option<()> {
        let case = self.case;
        let mut bindings = case.names.bindings();
        let holder = bindings.find(|id| case.names.binding(*id).initializer == Some(closure))?;
        for used in case.names.uses_of(holder) {
            let parent = case.tree.parent(used)?;
            if case.tree.role(used) == Role::Callee {
                let arguments = case.tree.children_as(parent, Role::Argument);
                let first = arguments.collect::<Vec<_>>();
                if let [only] = first.as_slice() {
                    self.reference(*only)?;
                }
            }
        }
        Some(())
    }
}

/// Whether a call may be one of this function: by its name, and if the type is known that a method
/// is called on, by that.
fn may_call(case: &Case, node: NodeId, function: &Function) -> bool {
    if callee::name(case, node) != Some(function.name()) {
        return false;
    }
    if let Some(found) = callee::function(case, node) {
        return found.node == function.node;
    }
    let receiver = case.tree.child(node, Role::Receiver);
    let variable = receiver.and_then(|receiver| case.names.binding_of(receiver));
    let of_type = variable.and_then(|id| callee::type_name(case, case.names.binding(id)));
    let own_type = function.path.iter().rev().nth(1);
    of_type.is_none_or(|of_type| own_type == Some(&of_type))
}

/// A function, and if it's of a trait of this file, all that have to have the same signature.
/// `None` if the trait isn't in this file.
fn same_of_trait(case: &Case, function: &Function) -> Option<Vec<Function>> {
    let tree = case.tree;
    let parent = tree.parent(function.node)?;
    let of_trait = match tree.kind(parent) {
        NodeKind::Trait => tree.child(parent, Role::Name),
        NodeKind::Impl => tree.child(parent, Role::Trait),
        _ => None,
    };
    let Some(of_trait) = of_trait else {
        return Some(vec![function.clone()]);
    };
    let wanted = case.written(of_trait);
    let all = crate::rust::functions(case.source, tree);
    let is_same = |one: &Function| {
        let of = tree.parent(one.node);
        let named = of.and_then(|of| match tree.kind(of) {
            NodeKind::Trait => tree.child(of, Role::Name),
            NodeKind::Impl => tree.child(of, Role::Trait),
            _ => None,
        });
        one.name() == function.name() && named.map(|at| case.written(at)) == Some(wanted)
    };
    let mut same: Vec<Function> = all.into_iter().filter(is_same).collect();
    // The one with the error is told first.
    same.sort_by_key(|one| one.node != function.node);
    let is_here = |one: &Function| {
        let of = tree.parent(one.node);
        of.is_some_and(|of| tree.kind(of) == NodeKind::Trait)
    };
    let is_known = same.iter().any(is_here);
    is_known.then_some(same)
}
