//! Statements in another place, twice, or not at all.

use super::Mutator;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind as K, Role as R};

impl Mutator<'_> {
    pub(super) fn statements(&mut self) {
        for block in self.blocks() {
            for pair in block.windows(2) {
                self.neighbours(pair[0], pair[1]);
            }
            for statement in &block {
                self.statement(*statement);
            }
        }
        for node in self.nodes_of(K::Let) {
            self.binding_statement(node);
        }
        for node in self.nodes_of(K::MatchArm) {
            let bytes = self.with_comma(node);
            self.delete("drop-arm", bytes);
        }
        for node in self.nodes_of(K::If) {
            self.branches(node);
        }
    }

    fn neighbours(&mut self, first: NodeId, second: NodeId) {
        let (one, two) = (self.tree.bytes(first), self.tree.bytes(second));
        let (first_text, second_text) = (self.text(first).to_owned(), self.text(second).to_owned());
        if self.is_closed(first) && self.is_closed(second) {
            let edits = [
                TextEdit::replacement(one.clone(), second_text.clone()),
                TextEdit::replacement(two.clone(), first_text.clone()),
            ];
            self.add("swap-statements", one.start, edits);
        }
        let inner = self
            .tree
            .descendants(first)
            .find(|node| self.tree.kind(*node) == K::Block);
        if let Some(inner) = inner {
            self.move_into_block(inner, second);
            self.move_out_of_block(inner, first);
        }
        self.owner_in_block(first, second);
    }

    /// The statement behind a block moves to the block's end.
    fn move_into_block(&mut self, block: NodeId, statement: NodeId) {
        let bytes = self.tree.bytes(statement);
        let end = self.tree.bytes(block).end - 1;
        let edits = [
            TextEdit::insertion(
                end,
                format!("    {}\n{}", self.text(statement), self.indent(end)),
            ),
            TextEdit::deletion(bytes.clone()),
        ];
        self.add("statement-into-block", bytes.start, edits);
    }

    /// The last statement in a block that ends with `;` moves behind the block.
    fn move_out_of_block(&mut self, block: NodeId, around: NodeId) {
        let inside = self.tree.children_as(block, R::Statement);
        let Some(last) = inside.filter(|statement| self.is_closed(*statement)).last() else {
            return;
        };
        let bytes = self.tree.bytes(last);
        let edits = [
            TextEdit::deletion(bytes.clone()),
            self.behind(around, self.text(last)),
        ];
        self.add("statement-out-of-block", bytes.start, edits);
    }

    /// `let a = ...; let b = &a;` becomes `let b; { let a = ...; b = &a; }`.
    fn owner_in_block(&mut self, first: NodeId, second: NodeId) {
        let Some((_, _)) = self.plain_let(first) else {
            return;
        };
        let Some((name, value)) = self.plain_let(second) else {
            return;
        };
        let owner = self
            .names
            .bindings()
            .find(|id| self.names.binding(*id).owner == first);
        let second_bytes = self.tree.bytes(second);
        let is_used = owner.is_some_and(|owner| {
            let mut uses = self.names.uses_of(owner);
            uses.any(|used| second_bytes.contains(&self.tree.bytes(used).start))
        });
        if !is_used {
            return;
        }
        let bytes = self.tree.bytes(first).start..second_bytes.end;
        let indent = self.indent(bytes.start);
        let text = format!(
            "let {name};\n{indent}{{\n{indent}    {}\n{indent}    {name} = {value};\n{indent}}}",
            self.text(first)
        );
        self.replace("owner-in-block", bytes, text);
    }

    /// The name and the value of `let name = value;`.
    fn plain_let(&self, statement: NodeId) -> Option<(String, String)> {
        let pattern = self.tree.child(statement, R::Pattern)?;
        let value = self.tree.child(statement, R::Initializer)?;
        let is_plain = self.tree.kind(statement) == K::Let
            && self.tree.kind(pattern) == K::IdentifierPattern
            && self.tree.child(statement, R::Else).is_none();
        let name = self.text(pattern).trim_start_matches("mut ").to_owned();
        is_plain.then(|| (name, self.text(value).to_owned()))
    }

    fn statement(&mut self, statement: NodeId) {
        let bytes = self.tree.bytes(statement);
        if !self.is_closed(statement) {
            if self.tree.kind(statement) == K::ExpressionStatement {
                self.insert("add-semicolon", bytes.end, ";");
            }
            return;
        }
        let again = self.behind(statement, self.text(statement));
        self.add("repeat-statement", bytes.start, [again]);
        self.delete("drop-statement", bytes.clone());
        self.delete("drop-semicolon", bytes.end - 1..bytes.end);
    }

    fn binding_statement(&mut self, statement: NodeId) {
        let Some((name, value)) = self.plain_let(statement) else {
            return;
        };
        let bytes = self.tree.bytes(statement);
        let Some(initializer) = self.tree.child(statement, R::Initializer) else {
            return;
        };
        let before = self.source.text()[..self.tree.bytes(initializer).start].rfind('=');
        let Some(equals) = before else { return };
        self.delete("drop-initializer", equals..self.tree.bytes(initializer).end);
        let branch = format!("if std::env::args().count() > 9 {{ {name} = {value}; }}");
        let edits = [
            TextEdit::deletion(equals..self.tree.bytes(initializer).end),
            self.behind(statement, &branch),
        ];
        self.add("initialize-in-branch", bytes.start, edits);
        let again = self.behind(statement, &format!("{name} = {value};"));
        self.add("assign-twice", bytes.start, [again]);
        self.replace(
            "let-in-block",
            bytes.clone(),
            format!("{{ {} }}", self.text(statement)),
        );
        self.delete("drop-let", bytes.start..bytes.start + "let ".len());
    }

    fn branches(&mut self, node: NodeId) {
        let (Some(body), Some(other)) = (
            self.tree.child(node, R::Body),
            self.tree.child(node, R::Else),
        ) else {
            return;
        };
        self.delete(
            "drop-else",
            self.tree.bytes(body).end..self.tree.bytes(other).end,
        );
    }
}
