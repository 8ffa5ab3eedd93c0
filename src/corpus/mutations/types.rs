//! Other types, and values of another type.

use super::Mutator;
use crate::rust::edit::TextEdit;
use crate::rust::{LiteralKind, NodeId, NodeKind as K, Role as R, TokenKind};

/// A type by another one.
const OTHERS: [(&str, &str); 14] = [
    ("String", "&str"),
    ("i32", "String"),
    ("u32", "String"),
    ("usize", "u32"),
    ("u32", "usize"),
    ("i32", "u32"),
    ("u64", "u32"),
    ("f64", "i32"),
    ("bool", "u8"),
    ("char", "&str"),
    ("u8", "char"),
    ("Self", "String"),
    ("Duration", "u64"),
    ("i64", "i32"),
];

/// Types whose argument may stand alone, and those that wrap one.
const WRAPPERS: [&str; 9] = [
    "Option", "Result", "Box", "Rc", "Arc", "RefCell", "Mutex", "Vec", "Cell",
];

/// Calls that make a value of such a type.
const WRAPPING: [&str; 9] = [
    "Some",
    "Ok",
    "Err",
    "Box::new",
    "Rc::new",
    "Arc::new",
    "RefCell::new",
    "Mutex::new",
    "String::from",
];

impl Mutator<'_> {
    pub(super) fn types(&mut self) {
        for node in self.nodes_of(K::PathType) {
            self.path_type(node);
        }
        for node in self.nodes_of(K::ReferenceType) {
            if self.text(node) == "&str" {
                let bytes = self.tree.bytes(node);
                self.replace("owned-string", bytes, "String");
            }
        }
        for node in self.nodes_of(K::Call) {
            self.wrapping_call(node);
        }
        for node in self.nodes_of(K::Literal) {
            self.literal(node);
        }
        for (kind, role, name) in [
            (K::Try, R::Operand, "drop-try"),
            (K::Await, R::Operand, "drop-await"),
            (K::Cast, R::Operand, "drop-cast"),
            (K::Index, R::Receiver, "drop-index"),
            (K::FieldAccess, R::Receiver, "drop-field-access"),
        ] {
            for node in self.nodes_of(kind) {
                if let Some(inner) = self.tree.child(node, role) {
                    let end = self.tree.bytes(node).end;
                    self.delete(name, self.tree.bytes(inner).end..end);
                }
            }
        }
        for node in self.nodes_of(K::UnsafeBlock) {
            let start = self.tree.bytes(node).start;
            self.delete("drop-unsafe", start..start + "unsafe ".len());
        }
        for node in self.nodes_of(K::DynType) {
            let start = self.tree.bytes(node).start;
            self.delete("drop-dyn", start..start + "dyn ".len());
        }
        self.threads();
    }

    fn path_type(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        if matches!(self.tree.role(node), R::Bound | R::Trait) {
            return;
        }
        let text = self.text(node).to_owned();
        for (index, (_, other)) in OTHERS.iter().enumerate().filter(|(_, (of, _))| *of == text) {
            let edit = TextEdit::replacement(bytes.clone(), *other);
            self.add("other-type", bytes.start + index, [edit]);
        }
        let name = text.split('<').next().unwrap_or("").to_owned();
        let argument = self.tree.child(node, R::GenericArgument);
        if let Some(argument) = argument.filter(|_| WRAPPERS.contains(&name.as_str())) {
            self.replace("unwrap-type", bytes.clone(), self.text(argument).to_owned());
        }
        if self.tree.role(node) != R::GenericArgument {
            self.replace("wrap-type", bytes.clone(), format!("Option<{text}>"));
            if name == "Vec" {
                self.insert("reference-to-list", bytes.start, "&");
            }
        }
    }

    fn wrapping_call(&mut self, node: NodeId) {
        let arguments: Vec<NodeId> = self.tree.children_as(node, R::Argument).collect();
        let callee = self.tree.child(node, R::Callee);
        if let (Some(callee), [argument]) = (callee, &arguments[..])
            && WRAPPING.contains(&self.text(callee))
        {
            let argument = self.text(*argument).to_owned();
            self.replace("drop-wrapper", self.tree.bytes(node), argument);
        }
    }

    fn literal(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        let token = self.source.token_at(bytes.start);
        match self.source.kind(token) {
            Some(TokenKind::Literal(LiteralKind::Str)) => {
                self.replace("number-for-text", bytes.clone(), "5");
                let text = format!("String::from({})", self.text(node));
                self.replace("string-for-literal", bytes, text);
            }
            Some(TokenKind::Literal(LiteralKind::Integer)) => {
                self.replace("text-for-number", bytes.clone(), "\"five\"");
                self.replace("float-for-integer", bytes, "5.0");
            }
            _ => {}
        }
    }

    /// `Rc` instead of `Arc` everywhere.
    fn threads(&mut self) {
        let imports: Vec<_> = self
            .nodes_of(K::Use)
            .iter()
            .map(|node| self.tree.bytes(*node))
            .collect();
        let tokens = self
            .source
            .all()
            .filter(|token| self.source.word(*token) == "Arc");
        let places = tokens.map(|token| self.source.begin(token));
        let places: Vec<usize> = places
            .filter(|at| !imports.iter().any(|import| import.contains(at)))
            .collect();
        if let Some(first) = places.first() {
            let edits = places
                .iter()
                .map(|at| TextEdit::replacement(*at..at + 3, "std::rc::Rc"));
            self.add("rc-for-arc", *first, edits.collect::<Vec<_>>());
        }
    }
}
