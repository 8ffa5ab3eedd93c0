//! Expressions, blocks and statements.

use syn::{
    Arm, Attribute, Block, Expr, ExprClosure, ExprIf, ExprMatch, ExprMethodCall, ExprRange,
    ExprStruct, FieldValue, Label, Local, Pat, Stmt,
};

use super::{NodeKind as K, Role as R, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn expression(&mut self, expression: &Expr, role: R) {
        match expression {
            Expr::Array(e) => self.node(K::Array, role, &e.attrs, |b| {
                b.mark(e.bracket_token.span.open());
                b.expressions(e.elems.iter(), R::Part);
                b.mark(e.bracket_token.span.close());
            }),
            Expr::Tuple(e) => self.node(K::Tuple, role, &e.attrs, |b| {
                b.mark(e.paren_token.span.open());
                b.expressions(e.elems.iter(), R::Part);
                b.mark(e.paren_token.span.close());
            }),
            Expr::Repeat(e) => self.node(K::Repeat, role, &e.attrs, |b| {
                b.mark(e.bracket_token.span.open());
                b.expression(&e.expr, R::Value);
                b.expression(&e.len, R::Length);
                b.mark(e.bracket_token.span.close());
            }),
            Expr::Paren(e) => self.node(K::Parenthesized, role, &e.attrs, |b| {
                b.mark(e.paren_token.span.open());
                b.expression(&e.expr, R::Part);
                b.mark(e.paren_token.span.close());
            }),
            Expr::Lit(e) => self.node(K::Literal, role, &e.attrs, |b| b.mark(e.lit.span())),
            Expr::Path(e) => self.node(K::Path, role, &e.attrs, |b| {
                b.path_inside(e.qself.as_ref(), &e.path);
            }),
            Expr::Range(e) => self.node(K::RangeExpression, role, &e.attrs, |b| b.range_inside(e)),
            Expr::Struct(e) => self.struct_literal(e, role),
            Expr::Closure(e) => self.closure(e, role),
            Expr::Macro(e) => self.macro_call(&e.mac, &e.attrs, role),
            Expr::Infer(e) => self.leaf(K::Underscore, role, e.underscore_token.span),
            Expr::Group(e) => self.expression(&e.expr, role),
            Expr::Verbatim(tokens) => self.opaque(tokens, role),
            Expr::Call(e) => self.node(K::Call, role, &e.attrs, |b| {
                b.expression(&e.func, R::Callee);
                b.expressions(e.args.iter(), R::Argument);
                b.mark(e.paren_token.span.close());
            }),
            Expr::MethodCall(e) => self.method_call(e, role),
            _ => self.operation(expression, role),
        }
    }

    fn operation(&mut self, expression: &Expr, role: R) {
        match expression {
            Expr::Assign(e) => self.node(K::Assignment, role, &e.attrs, |b| {
                b.expression(&e.left, R::Left);
                b.expression(&e.right, R::Right);
            }),
            Expr::Binary(e) => self.node(K::Binary, role, &e.attrs, |b| {
                b.expression(&e.left, R::Left);
                b.expression(&e.right, R::Right);
            }),
            Expr::Unary(e) => self.node(K::Unary, role, &e.attrs, |b| {
                match &e.op {
                    syn::UnOp::Deref(mark) => b.mark(mark.spans[0]),
                    syn::UnOp::Not(mark) => b.mark(mark.spans[0]),
                    syn::UnOp::Neg(mark) => b.mark(mark.spans[0]),
                    _ => {}
                }
                b.expression(&e.expr, R::Operand);
            }),
            Expr::Reference(e) => self.node(K::Reference, role, &e.attrs, |b| {
                b.mark(e.and_token.spans[0]);
                b.expression(&e.expr, R::Operand);
            }),
            Expr::RawAddr(e) => self.node(K::RawReference, role, &e.attrs, |b| {
                b.mark(e.and_token.spans[0]);
                b.expression(&e.expr, R::Operand);
            }),
            Expr::Cast(e) => self.node(K::Cast, role, &e.attrs, |b| {
                b.expression(&e.expr, R::Operand);
                b.kind_of_type(&e.ty, R::Type);
            }),
            Expr::Try(e) => self.node(K::Try, role, &e.attrs, |b| {
                b.expression(&e.expr, R::Operand);
                b.mark(e.question_token.spans[0]);
            }),
            Expr::Await(e) => self.node(K::Await, role, &e.attrs, |b| {
                b.expression(&e.base, R::Operand);
                b.mark(e.await_token.span);
            }),
            Expr::Field(e) => self.node(K::FieldAccess, role, &e.attrs, |b| {
                b.expression(&e.base, R::Receiver);
                b.member(&e.member);
            }),
            Expr::Index(e) => self.node(K::Index, role, &e.attrs, |b| {
                b.expression(&e.expr, R::Receiver);
                b.expression(&e.index, R::Value);
                b.mark(e.bracket_token.span.close());
            }),
            Expr::Let(e) => self.node(K::LetCondition, role, &e.attrs, |b| {
                b.mark(e.let_token.span);
                b.pattern(&e.pat, R::Pattern);
                b.expression(&e.expr, R::Initializer);
            }),
            _ => self.jump(expression, role),
        }
    }

    fn jump(&mut self, expression: &Expr, role: R) {
        match expression {
            Expr::Break(e) => self.node(K::Break, role, &e.attrs, |b| {
                b.mark(e.break_token.span);
                if let Some(label) = &e.label {
                    b.lifetime(label, K::Label, R::Name);
                }
                b.expressions(e.expr.iter().map(AsRef::as_ref), R::Value);
            }),
            Expr::Continue(e) => self.node(K::Continue, role, &e.attrs, |b| {
                b.mark(e.continue_token.span);
                if let Some(label) = &e.label {
                    b.lifetime(label, K::Label, R::Name);
                }
            }),
            Expr::Return(e) => self.node(K::Return, role, &e.attrs, |b| {
                b.mark(e.return_token.span);
                b.expressions(e.expr.iter().map(AsRef::as_ref), R::Value);
            }),
            Expr::Yield(e) => self.node(K::Yield, role, &e.attrs, |b| {
                b.mark(e.yield_token.span);
                b.expressions(e.expr.iter().map(AsRef::as_ref), R::Value);
            }),
            _ => self.expression_with_block(expression, role),
        }
    }

    fn expression_with_block(&mut self, expression: &Expr, role: R) {
        match expression {
            Expr::Block(e) => match &e.label {
                None => self.block(&e.block, &e.attrs, role),
                Some(label) => self.node(K::LabeledBlock, role, &e.attrs, |b| {
                    b.label(Some(label));
                    b.block_inside(&e.block, &e.attrs, R::Body);
                }),
            },
            Expr::Unsafe(e) => self.node(K::UnsafeBlock, role, &e.attrs, |b| {
                b.mark(e.unsafe_token.span);
                b.block_inside(&e.block, &e.attrs, R::Body);
            }),
            Expr::Const(e) => self.node(K::ConstBlock, role, &e.attrs, |b| {
                b.mark(e.const_token.span);
                b.block_inside(&e.block, &e.attrs, R::Body);
            }),
            Expr::Async(e) => self.node(K::AsyncBlock, role, &e.attrs, |b| {
                b.mark(e.async_token.span);
                b.block_inside(&e.block, &e.attrs, R::Body);
            }),
            Expr::TryBlock(e) => self.node(K::TryBlock, role, &e.attrs, |b| {
                b.mark(e.try_token.span);
                b.block_inside(&e.block, &e.attrs, R::Body);
            }),
            Expr::Loop(e) => self.node(K::Loop, role, &e.attrs, |b| {
                b.label(e.label.as_ref());
                b.mark(e.loop_token.span);
                b.block_inside(&e.body, &e.attrs, R::Body);
            }),
            Expr::While(e) => self.node(K::While, role, &e.attrs, |b| {
                b.label(e.label.as_ref());
                b.mark(e.while_token.span);
                b.expression(&e.cond, R::Condition);
                b.block_inside(&e.body, &e.attrs, R::Body);
            }),
            Expr::ForLoop(e) => self.node(K::For, role, &e.attrs, |b| {
                b.label(e.label.as_ref());
                b.mark(e.for_token.span);
                b.pattern(&e.pat, R::Pattern);
                b.expression(&e.expr, R::Subject);
                b.block_inside(&e.body, &e.attrs, R::Body);
            }),
            Expr::If(e) => self.if_else(e, role),
            Expr::Match(e) => self.match_arms(e, role),
            _ => {}
        }
    }

    fn expressions<'e>(&mut self, expressions: impl Iterator<Item = &'e Expr>, role: R) {
        for expression in expressions {
            self.expression(expression, role);
        }
    }

    fn label(&mut self, label: Option<&Label>) {
        if let Some(label) = label {
            self.lifetime(&label.name, K::Label, R::Name);
        }
    }

    fn if_else(&mut self, expression: &ExprIf, role: R) {
        self.node(K::If, role, &expression.attrs, |b| {
            b.mark(expression.if_token.span);
            b.expression(&expression.cond, R::Condition);
            b.block_inside(&expression.then_branch, &[], R::Body);
            if let Some((_, other)) = &expression.else_branch {
                b.expression(other, R::Else);
            }
        });
    }

    fn match_arms(&mut self, expression: &ExprMatch, role: R) {
        self.node(K::Match, role, &expression.attrs, |b| {
            b.mark(expression.match_token.span);
            b.expression(&expression.expr, R::Subject);
            b.inner_attributes(&expression.attrs);
            expression.arms.iter().for_each(|arm| b.arm(arm));
            b.mark(expression.brace_token.span.close());
        });
    }

    fn arm(&mut self, arm: &Arm) {
        self.node(K::MatchArm, R::Arm, &arm.attrs, |b| {
            match &arm.pat {
                Pat::Guard(guarded) => {
                    b.pattern(&guarded.pat, R::Pattern);
                    b.expression(&guarded.guard, R::Guard);
                }
                pattern => b.pattern(pattern, R::Pattern),
            }
            b.expression(&arm.body, R::Body);
        });
    }

    fn closure(&mut self, closure: &ExprClosure, role: R) {
        self.node(K::Closure, role, &closure.attrs, |b| {
            let lifetimes = closure.lifetimes.iter();
            lifetimes.for_each(|bound| b.mark(bound.for_token.span));
            closure.constness.iter().for_each(|word| b.mark(word.span));
            closure.asyncness.iter().for_each(|word| b.mark(word.span));
            closure.capture.iter().for_each(|word| b.mark(word.span));
            b.mark(closure.inputs_begin.spans[0]);
            for input in &closure.inputs {
                b.node(K::Parameter, R::Parameter, &[], |b| {
                    b.pattern(input, R::Pattern)
                });
            }
            b.return_type(&closure.output);
            b.expression(&closure.body, R::Body);
        });
    }

    fn method_call(&mut self, call: &ExprMethodCall, role: R) {
        self.node(K::MethodCall, role, &call.attrs, |b| {
            b.expression(&call.receiver, R::Receiver);
            b.name(&call.method);
            if let Some(turbofish) = &call.turbofish {
                b.generic_arguments(turbofish);
            }
            b.expressions(call.args.iter(), R::Argument);
            b.mark(call.paren_token.span.close());
        });
    }

    fn struct_literal(&mut self, literal: &ExprStruct, role: R) {
        self.node(K::StructLiteral, role, &literal.attrs, |b| {
            b.node(K::Path, R::Callee, &[], |b| {
                b.path_inside(literal.qself.as_ref(), &literal.path);
            });
            literal.fields.iter().for_each(|field| b.field_value(field));
            b.expressions(literal.rest.iter().map(AsRef::as_ref), R::Rest);
            b.mark(literal.brace_token.span.close());
        });
    }

    /// `x: 1`. In `x` alone, what is put in is the value.
    fn field_value(&mut self, field: &FieldValue) {
        self.node(K::FieldValue, R::Part, &field.attrs, |b| {
            if field.colon_token.is_some() {
                b.member(&field.member);
            }
            b.expression(&field.expr, R::Value);
        });
    }

    pub(super) fn range_inside(&mut self, range: &ExprRange) {
        self.expressions(range.start.iter().map(AsRef::as_ref), R::Left);
        match &range.limits {
            syn::RangeLimits::HalfOpen(dots) => dots.spans.iter().for_each(|dot| self.mark(*dot)),
            syn::RangeLimits::Closed(dots) => dots.spans.iter().for_each(|dot| self.mark(*dot)),
        }
        self.expressions(range.end.iter().map(AsRef::as_ref), R::Right);
    }

    /// A block as an expression of its own, with the attributes that it has.
    pub(super) fn block(&mut self, block: &Block, attributes: &[Attribute], role: R) {
        self.node(K::Block, role, attributes, |b| {
            b.statements(block, attributes)
        });
    }

    /// A block that is part of something that its outer attributes belong to.
    pub(super) fn block_inside(&mut self, block: &Block, attributes: &[Attribute], role: R) {
        self.node(K::Block, role, &[], |b| b.statements(block, attributes));
    }

    fn statements(&mut self, block: &Block, attributes: &[Attribute]) {
        self.mark(block.brace_token.span.open());
        self.inner_attributes(attributes);
        block
            .stmts
            .iter()
            .for_each(|statement| self.statement(statement));
        self.mark(block.brace_token.span.close());
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(item) => self.item(item, R::Statement),
            Stmt::Macro(call) => self.node(K::ExpressionStatement, R::Statement, &[], |b| {
                b.macro_call(&call.mac, &call.attrs, R::Value);
                call.semi_token.iter().for_each(|end| b.mark(end.spans[0]));
            }),
            Stmt::Expr(Expr::Verbatim(tokens), Some(end)) if tokens.is_empty() => {
                self.leaf(K::EmptyStatement, R::Statement, end.spans[0]);
            }
            Stmt::Expr(expression, end) => {
                self.node(K::ExpressionStatement, R::Statement, &[], |b| {
                    b.expression(expression, R::Value);
                    end.iter().for_each(|end| b.mark(end.spans[0]));
                })
            }
        }
    }

    fn local(&mut self, local: &Local) {
        self.node(K::Let, R::Statement, &local.attrs, |b| {
            b.mark(local.let_token.span);
            b.pattern(&local.pat, R::Pattern);
            if let Some(init) = &local.init {
                b.expression(&init.expr, R::Initializer);
                if let Some((_, other)) = &init.diverge {
                    b.expression(other, R::Else);
                }
            }
            b.mark(local.semi_token.spans[0]);
        });
    }
}
