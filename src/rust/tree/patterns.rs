//! Patterns.

use syn::{FieldPat, Member, Pat, PatIdent, PatStruct, Path, QSelf};

use super::{NodeKind as K, Role as R, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pat, role: R) {
        match pattern {
            Pat::Ident(p) => self.identifier_pattern(p, role),
            Pat::Struct(p) => self.struct_pattern(p, role),
            Pat::TupleStruct(p) => self.node(K::TupleStructPattern, role, &p.attrs, |b| {
                b.pattern_path(p.qself.as_ref(), &p.path);
                b.patterns(p.elems.iter());
                b.mark(p.paren_token.span.close());
            }),
            Pat::Tuple(p) => self.node(K::TuplePattern, role, &p.attrs, |b| {
                b.mark(p.paren_token.span.open());
                b.patterns(p.elems.iter());
                b.mark(p.paren_token.span.close());
            }),
            Pat::Slice(p) => self.node(K::SlicePattern, role, &p.attrs, |b| {
                b.mark(p.bracket_token.span.open());
                b.patterns(p.elems.iter());
                b.mark(p.bracket_token.span.close());
            }),
            Pat::Or(p) => self.node(K::OrPattern, role, &p.attrs, |b| {
                p.leading_vert.iter().for_each(|bar| b.mark(bar.spans[0]));
                b.patterns(p.cases.iter());
            }),
            Pat::Paren(p) => self.node(K::ParenthesizedPattern, role, &p.attrs, |b| {
                b.mark(p.paren_token.span.open());
                b.pattern(&p.pat, R::Part);
                b.mark(p.paren_token.span.close());
            }),
            Pat::Reference(p) => self.node(K::ReferencePattern, role, &p.attrs, |b| {
                b.mark(p.and_token.spans[0]);
                b.pattern(&p.pat, R::Part);
            }),
            Pat::Guard(p) => self.node(K::GuardPattern, role, &p.attrs, |b| {
                b.pattern(&p.pat, R::Part);
                b.expression(&p.guard, R::Guard);
            }),
            // Told by the parameter or statement that it stands in.
            Pat::Type(p) => {
                self.pattern(&p.pat, role);
                self.kind_of_type(&p.ty, R::Type);
            }
            _ => self.pattern_without_parts(pattern, role),
        }
    }

    fn pattern_without_parts(&mut self, pattern: &Pat, role: R) {
        match pattern {
            Pat::Path(p) => self.node(K::PathPattern, role, &p.attrs, |b| {
                b.path_inside(p.qself.as_ref(), &p.path);
            }),
            Pat::Lit(p) => self.node(K::LiteralPattern, role, &p.attrs, |b| b.mark(p.lit.span())),
            Pat::Range(p) => self.node(K::RangePattern, role, &p.attrs, |b| b.range_inside(p)),
            Pat::Rest(p) => self.node(K::RestPattern, role, &p.attrs, |b| {
                p.dot2_token.spans.iter().for_each(|dot| b.mark(*dot));
            }),
            Pat::Wild(p) => self.node(K::WildcardPattern, role, &p.attrs, |b| {
                b.mark(p.underscore_token.span);
            }),
            Pat::Macro(p) => self.macro_call(&p.mac, &p.attrs, role),
            Pat::Const(p) => self.node(K::ConstBlock, role, &p.attrs, |b| {
                b.mark(p.const_token.span);
                b.block(&p.block, &p.attrs, R::Body);
            }),
            Pat::Verbatim(tokens) => self.opaque(tokens, role),
            _ => {}
        }
    }

    fn patterns<'p>(&mut self, patterns: impl Iterator<Item = &'p Pat>) {
        for pattern in patterns {
            self.pattern(pattern, R::Part);
        }
    }

    fn identifier_pattern(&mut self, pattern: &PatIdent, role: R) {
        self.node(K::IdentifierPattern, role, &pattern.attrs, |b| {
            pattern.by_ref.iter().for_each(|word| b.mark(word.span));
            pattern.mutability.iter().for_each(|word| b.mark(word.span));
            b.name(&pattern.ident);
            if let Some((_, inner)) = &pattern.subpat {
                b.pattern(inner, R::Part);
            }
        });
    }

    fn struct_pattern(&mut self, pattern: &PatStruct, role: R) {
        self.node(K::StructPattern, role, &pattern.attrs, |b| {
            b.pattern_path(pattern.qself.as_ref(), &pattern.path);
            for field in &pattern.fields {
                b.field_pattern(field);
            }
            if let Some(rest) = &pattern.rest {
                b.node(K::RestPattern, R::Part, &rest.attrs, |b| {
                    rest.dot2_token.spans.iter().for_each(|dot| b.mark(*dot));
                });
            }
            b.mark(pattern.brace_token.span.close());
        });
    }

    fn field_pattern(&mut self, field: &FieldPat) {
        self.node(K::FieldPattern, R::Part, &field.attrs, |b| {
            if field.colon_token.is_some() {
                b.member(&field.member);
            }
            b.pattern(&field.pat, R::Pattern);
        });
    }

    pub(super) fn member(&mut self, member: &Member) {
        let span = match member {
            Member::Named(name) => name.span(),
            Member::Unnamed(index) => index.span,
        };
        self.leaf(K::Name, R::Name, span);
    }

    fn pattern_path(&mut self, qself: Option<&QSelf>, path: &Path) {
        self.node(K::Path, R::Callee, &[], |b| b.path_inside(qself, path));
    }
}
