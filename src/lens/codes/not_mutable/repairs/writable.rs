//! Makes a place writable that is behind a `&` reference, by following the reference back to where
//! it's made: through variables, loops, methods, signatures and their callers.

use super::related::{HAND_ON, PAIRS, SHARED_WRITERS, may_call, same_of_trait};
use crate::lens::case::Case;
use crate::lens::codes::not_mutable::attempt::Attempt;
use crate::lens::labels::Role as Part;
use crate::lens::query::lent::Lent;
use crate::lens::query::mutability::{self, Holding};
use crate::lens::query::{callee, places, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{
    Binding, BindingId, BindingKind, Function, NodeId, NodeKind, Role, call, function_around,
};

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

/// For a parameter that takes a value, where callers lend one: it becomes a `&mut` reference.
pub fn lent(case: &Case, binding: &Binding, lent: &Lent) -> Repair {
    let mut plan = Plan::new(case);
    let begin = case.tree.bytes(lent.of_type).start;
    plan.add(TextEdit::insertion(begin, "&mut "));
    let mut bindings = case.names.bindings();
    let variable = bindings.find(|id| std::ptr::eq(case.names.binding(*id), binding));
    for used in variable.into_iter().flat_map(|id| case.names.uses_of(id)) {
        let parent = case.tree.parent(used).map(|parent| case.tree.kind(parent));
        let is_whole = match parent {
            Some(NodeKind::Assignment) => true,
            Some(NodeKind::Binary) => case.tree.kind(used) == NodeKind::Path,
            _ => false,
        };
        if is_whole {
            plan.add(TextEdit::insertion(case.tree.bytes(used).start, "*"));
        }
    }
    plan.callers(&lent.function, binding.owner);
    Repair::edit(
        format!(
            "Let `{}` take a `&mut` reference, and lend it one where it's called: then it changes the caller's value.",
            lent.function.name()
        ),
        plan.edits,
    )
}

/// The edits that make a place writable.
pub struct Plan<'a> {
    pub(super) case: &'a Case<'a>,
    /// The edits so far.
    pub edits: Vec<TextEdit>,
    seen: Vec<BindingId>,
    /// Functions whose signature changes.
    pub(super) functions: Vec<(String, bool)>,
    pub(super) methods: Vec<(String, &'static str)>,
    /// Functions that return `&mut` references instead.
    pub(super) results: Vec<String>,
    pub(super) changes_callers: bool,
    pub(super) is_of_trait: bool,
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
