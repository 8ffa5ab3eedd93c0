//! `mut`, `move`, `clone`, and values that are moved, borrowed or dropped too early.

use super::Mutator;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind as K, Role as R};

/// Calls without arguments that learners forget.
const CALLS: [&str; 19] = [
    "to_string",
    "to_owned",
    "to_vec",
    "iter",
    "iter_mut",
    "into_iter",
    "as_str",
    "as_ref",
    "as_mut",
    "as_deref",
    "unwrap",
    "collect",
    "copied",
    "cloned",
    "into",
    "chars",
    "len",
    "take",
    "borrow_mut",
];

impl Mutator<'_> {
    pub(super) fn ownership(&mut self) {
        for node in self.nodes_of(K::IdentifierPattern) {
            if self.text(node).starts_with("mut ") {
                let start = self.tree.bytes(node).start;
                self.delete("drop-mut", start..start + 4);
            }
        }
        for node in self.nodes_of(K::MethodCall) {
            self.method_call(node);
        }
        for node in self.nodes_of(K::Closure) {
            self.captures(node);
        }
        for node in self.nodes_of(K::AsyncBlock) {
            self.captures(node);
        }
        for node in self.nodes_of(K::Attribute) {
            self.derive(node);
        }
        for id in self.names.bindings() {
            let binding = self.names.binding(id);
            let uses: Vec<usize> = self
                .names
                .uses_of(id)
                .map(|u| self.tree.bytes(u).start)
                .collect();
            self.used_later(binding, &uses);
        }
        for node in self.nodes_of(K::For) {
            self.for_loop(node);
        }
    }

    fn method_call(&mut self, node: NodeId) {
        let tree = self.tree;
        let (Some(receiver), Some(name)) =
            (tree.child(node, R::Receiver), tree.child(node, R::Name))
        else {
            return;
        };
        let end = tree.bytes(node).end;
        let has_arguments = tree.child(node, R::Argument).is_some();
        let call = tree.bytes(receiver).end..end;
        match self.text(name) {
            "clone" if !has_arguments => self.delete("drop-clone", call),
            called if !has_arguments && CALLS.contains(&called) => self.delete("drop-call", call),
            _ => {}
        }
        let name_bytes = tree.bytes(name);
        match self.text(name) {
            "iter" => self.replace("other-iterator", name_bytes, "into_iter"),
            "into_iter" => self.replace("other-iterator", name_bytes, "iter"),
            "iter_mut" => self.replace("other-iterator", name_bytes, "iter"),
            "as_str" => self.replace("other-call", name_bytes, "to_string"),
            "to_string" | "to_owned" => self.replace("other-call", name_bytes, "as_str"),
            "get" => self.replace("other-call", name_bytes, "get_mut"),
            "get_mut" => self.replace("other-call", name_bytes, "get"),
            "push_str" => self.replace("other-call", name_bytes, "push"),
            "push" => self.replace("other-call", name_bytes, "push_str"),
            _ => {}
        }
    }

    fn captures(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        let text = self.text(node);
        let before_body = text.find(['|', '{']).unwrap_or(0);
        match text[..before_body].find("move") {
            Some(at) => {
                let at = bytes.start + at;
                self.delete("drop-move", at..at + "move ".len());
            }
            None => self.insert("add-move", bytes.start + before_body, "move "),
        }
    }

    fn derive(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        let Some(list) = self
            .text(node)
            .strip_prefix("#[derive(")
            .and_then(|t| t.strip_suffix(")]"))
        else {
            return;
        };
        let traits: Vec<String> = list.split(',').map(|t| t.trim().to_owned()).collect();
        for (index, dropped) in traits.iter().enumerate() {
            let others = traits
                .iter()
                .filter(|t| *t != dropped)
                .cloned()
                .collect::<Vec<_>>();
            let text = match others.is_empty() {
                true => String::new(),
                false => format!("#[derive({})]", others.join(", ")),
            };
            let edit = TextEdit::replacement(bytes.clone(), text);
            self.add("drop-derive", bytes.start + index, [edit]);
        }
    }

    /// Something that happens to a variable before it is used for the last time.
    fn used_later(&mut self, binding: &Binding, uses: &[usize]) {
        let is_variable = matches!(binding.kind, BindingKind::Let | BindingKind::Parameter);
        let (Some(last), true, false) = (uses.last(), is_variable, binding.is_reference) else {
            return;
        };
        let name = &binding.name;
        for block in self.blocks() {
            for pair in block.windows(2) {
                let (this, next) = (self.tree.bytes(pair[0]), self.tree.bytes(pair[1]));
                let is_bound = binding.scope.contains(&this.end) && binding.scope.start <= this.end;
                if !is_bound || next.end <= *last && uses.iter().all(|u| !next.contains(u)) {
                    continue;
                }
                if *last < this.end || !self.is_closed(pair[0]) {
                    continue;
                }
                let at = this.end;
                let put = |text: String| [self.behind(pair[0], &text)];
                let drop = put(format!("drop({name});"));
                let assign = put(format!("{name} = Default::default();"));
                let capture = put(format!(
                    "let task = move || {{ let _inside = &{name}; }};\n{}task();",
                    self.indent(this.start)
                ));
                let thread = put(format!(
                    "std::thread::spawn(|| {{ let _inside = &{name}; }});"
                ));
                let taken = put(format!(
                    "let task: &dyn Fn() = &move || drop({name});\n{}task();",
                    self.indent(this.start)
                ));
                let hold = |sign: &str| {
                    let before = self.before(pair[1], &format!("let held = {sign}{name};"));
                    [before, self.behind(pair[1], "drop(held);")]
                };
                let (shared, unique) = (hold("&"), hold("&mut "));
                self.add("drop-before-use", at, drop);
                self.add("capture-before-use", at, capture);
                self.add("borrow-in-thread", at, thread);
                self.add("take-in-closure", at, taken);
                if binding.is_mutable {
                    self.add("assign-before-use", at, assign);
                }
                if self.is_closed(pair[1]) {
                    self.add("hold-shared", next.start, shared);
                    self.add("hold-mut", next.start, unique);
                }
            }
        }
        self.in_loops(binding, uses);
    }

    /// A value from outside of a loop that is used up in it.
    fn in_loops(&mut self, binding: &Binding, uses: &[usize]) {
        let loops = [K::For, K::While, K::Loop]
            .into_iter()
            .flat_map(|kind| self.nodes_of(kind));
        let loops: Vec<NodeId> = loops.collect();
        for node in loops {
            let bytes = self.tree.bytes(node);
            let is_outside =
                binding.scope.start < bytes.start && binding.scope.contains(&bytes.start);
            let body = self.tree.child(node, R::Body);
            if let (true, Some(body)) = (is_outside, body)
                && uses.iter().any(|at| bytes.contains(at))
            {
                let at = self.tree.bytes(body).start + 1;
                self.insert("drop-in-loop", at, format!(" drop({});", binding.name));
            }
        }
    }

    /// A list that is changed while a loop goes through it.
    fn for_loop(&mut self, node: NodeId) {
        let (Some(subject), Some(body)) = (
            self.tree.child(node, R::Subject),
            self.tree.child(node, R::Body),
        ) else {
            return;
        };
        let list = self
            .text(subject)
            .trim_start_matches("&mut ")
            .trim_start_matches('&');
        let list = list
            .trim_end_matches(".iter()")
            .trim_end_matches(".iter_mut()");
        if list
            .chars()
            .all(|c| c.is_alphanumeric() || "_.".contains(c))
        {
            let call = format!(" {list}.clear();");
            let push = format!(" {list}.push(Default::default());");
            let at = self.tree.bytes(body).start + 1;
            self.insert("change-in-loop", at, call);
            self.insert("push-in-loop", at, push);
        }
    }
}
