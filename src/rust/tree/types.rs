//! Types, paths and generics.

use proc_macro2::Span;
use syn::{
    AngleBracketedGenericArguments, BoundLifetimes, GenericArgument, GenericParam, Generics,
    NamedArg, Path, PathArguments, QSelf, ReturnType, Type, TypeFnPtr, TypeParamBound, WhereClause,
    WherePredicate,
};

use super::{NodeKind as K, Role as R, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn kind_of_type(&mut self, of: &Type, role: R) {
        match of {
            Type::Path(t) => self.node(K::PathType, role, &t.attrs, |b| {
                b.path_inside(t.qself.as_ref(), &t.path);
            }),
            Type::Reference(t) => self.node(K::ReferenceType, role, &t.attrs, |b| {
                b.mark(t.and_token.spans[0]);
                if let Some(lifetime) = &t.lifetime {
                    b.lifetime(lifetime, K::Lifetime, R::Part);
                }
                b.kind_of_type(&t.elem, R::Part);
            }),
            Type::Ptr(t) => self.node(K::PointerType, role, &t.attrs, |b| {
                b.mark(t.star_token.spans[0]);
                b.kind_of_type(&t.elem, R::Part);
            }),
            Type::FnPtr(t) => self.function_type(t, role),
            Type::Array(t) => self.node(K::ArrayType, role, &t.attrs, |b| {
                b.mark(t.bracket_token.span.open());
                b.kind_of_type(&t.elem, R::Part);
                b.expression(&t.len, R::Length);
                b.mark(t.bracket_token.span.close());
            }),
            Type::Slice(t) => self.node(K::SliceType, role, &t.attrs, |b| {
                b.mark(t.bracket_token.span.open());
                b.kind_of_type(&t.elem, R::Part);
                b.mark(t.bracket_token.span.close());
            }),
            Type::Tuple(t) => self.node(K::TupleType, role, &t.attrs, |b| {
                b.mark(t.paren_token.span.open());
                t.elems
                    .iter()
                    .for_each(|part| b.kind_of_type(part, R::Part));
                b.mark(t.paren_token.span.close());
            }),
            Type::Paren(t) => self.node(K::ParenthesizedType, role, &t.attrs, |b| {
                b.mark(t.paren_token.span.open());
                b.kind_of_type(&t.elem, R::Part);
                b.mark(t.paren_token.span.close());
            }),
            Type::ImplTrait(t) => self.node(K::ImplType, role, &t.attrs, |b| {
                b.mark(t.impl_token.span);
                b.bounds(t.bounds.iter());
            }),
            Type::TraitObject(t) => self.node(K::DynType, role, &t.attrs, |b| {
                t.dyn_token.iter().for_each(|word| b.mark(word.span));
                b.bounds(t.bounds.iter());
            }),
            Type::Never(t) => self.leaf(K::NeverType, role, t.bang_token.spans[0]),
            Type::Infer(t) => self.leaf(K::InferredType, role, t.underscore_token.span),
            Type::Macro(t) => self.macro_call(&t.mac, &t.attrs, role),
            Type::Group(t) => self.kind_of_type(&t.elem, role),
            Type::Verbatim(tokens) => self.opaque(tokens, role),
            _ => {}
        }
    }

    fn function_type(&mut self, of: &TypeFnPtr, role: R) {
        self.node(K::FunctionType, role, &of.attrs, |b| {
            of.lifetimes.iter().for_each(|l| b.bound_lifetimes(l));
            of.unsafety.iter().for_each(|word| b.mark(word.span));
            of.abi.iter().for_each(|abi| b.mark(abi.extern_token.span));
            b.mark(of.fn_token.span);
            of.inputs.iter().for_each(|input| b.named_argument(input));
            b.mark(of.paren_token.span.close());
            b.return_type(&of.output);
        });
    }

    fn named_argument(&mut self, argument: &NamedArg) {
        self.node(K::Parameter, R::Parameter, &argument.attrs, |b| {
            argument.name.iter().for_each(|(name, _)| b.name(name));
            b.kind_of_type(&argument.ty, R::Type);
        });
    }

    pub(super) fn return_type(&mut self, output: &ReturnType) {
        if let ReturnType::Type(_, output) = output {
            self.kind_of_type(output, R::Return);
        }
    }

    pub(super) fn bounds<'b>(&mut self, bounds: impl Iterator<Item = &'b TypeParamBound>) {
        for bound in bounds {
            self.bound(bound);
        }
    }

    fn bound(&mut self, bound: &TypeParamBound) {
        match bound {
            TypeParamBound::Trait(bound) => self.node(K::PathType, R::Bound, &[], |b| {
                bound.paren_token.iter().for_each(|p| b.mark(p.span.open()));
                bound.lifetimes.iter().for_each(|l| b.bound_lifetimes(l));
                bound.maybe.iter().for_each(|mark| b.mark(mark.spans[0]));
                b.path_inside(None, &bound.path);
                bound
                    .paren_token
                    .iter()
                    .for_each(|p| b.mark(p.span.close()));
            }),
            TypeParamBound::Lifetime(bound) => self.lifetime(bound, K::Lifetime, R::Bound),
            TypeParamBound::PreciseCapture(bound) => self.node(K::Opaque, R::Bound, &[], |b| {
                b.mark(bound.use_token.span);
                b.mark(bound.gt_token.spans[0]);
            }),
            TypeParamBound::Verbatim(tokens) => self.opaque(tokens, R::Bound),
            _ => {}
        }
    }

    fn bound_lifetimes(&mut self, bound: &BoundLifetimes) {
        self.mark(bound.for_token.span);
        for parameter in &bound.lifetimes {
            self.generic_parameter(parameter);
        }
        self.mark(bound.gt_token.spans[0]);
    }

    /// The parameters between `<>`. The `where` comes later in the text.
    pub(super) fn generics(&mut self, generics: &Generics) {
        for parameter in &generics.params {
            self.generic_parameter(parameter);
        }
        generics
            .gt_token
            .iter()
            .for_each(|end| self.mark(end.spans[0]));
    }

    pub(super) fn generic_parameter(&mut self, parameter: &GenericParam) {
        match parameter {
            GenericParam::Lifetime(p) => {
                self.node(K::GenericParameter, R::Parameter, &p.attrs, |b| {
                    b.lifetime(&p.lifetime, K::Lifetime, R::Name);
                    p.colon_token
                        .iter()
                        .for_each(|colon| b.mark(colon.spans[0]));
                    for bound in &p.bounds {
                        b.lifetime(bound, K::Lifetime, R::Bound);
                    }
                })
            }
            GenericParam::Type(p) => self.node(K::GenericParameter, R::Parameter, &p.attrs, |b| {
                b.name(&p.ident);
                p.colon_token
                    .iter()
                    .for_each(|colon| b.mark(colon.spans[0]));
                b.bounds(p.bounds.iter());
                if let Some((_, default)) = &p.default {
                    b.kind_of_type(default, R::Initializer);
                }
            }),
            GenericParam::Const(p) => self.node(K::GenericParameter, R::Parameter, &p.attrs, |b| {
                b.mark(p.const_token.span);
                b.name(&p.ident);
                b.kind_of_type(&p.ty, R::Type);
                if let Some((_, default)) = &p.default {
                    b.expression(default, R::Initializer);
                }
            }),
        }
    }

    pub(super) fn where_clause(&mut self, clause: Option<&WhereClause>) {
        let Some(clause) = clause else { return };
        self.node(K::WhereClause, R::Where, &[], |b| {
            b.mark(clause.where_token.span);
            for pair in clause.predicates.pairs() {
                b.where_predicate(pair.value());
                pair.punct().iter().for_each(|comma| b.mark(comma.spans[0]));
            }
        });
    }

    fn where_predicate(&mut self, predicate: &WherePredicate) {
        match predicate {
            WherePredicate::Lifetime(p) => {
                self.lifetime(&p.lifetime, K::Lifetime, R::Part);
                self.mark(p.colon_token.spans[0]);
                for bound in &p.bounds {
                    self.lifetime(bound, K::Lifetime, R::Bound);
                }
            }
            WherePredicate::Type(p) => {
                p.lifetimes.iter().for_each(|l| self.bound_lifetimes(l));
                self.kind_of_type(&p.bounded_ty, R::Part);
                self.mark(p.colon_token.spans[0]);
                self.bounds(p.bounds.iter());
            }
            _ => {}
        }
    }

    /// A path, and what is between its `<>`, in the node that is open.
    pub(super) fn path_inside(&mut self, qself: Option<&QSelf>, path: &Path) {
        if let Some(qself) = qself {
            self.mark(qself.lt_token.spans[0]);
            self.kind_of_type(&qself.ty, R::Type);
            self.mark(qself.gt_token.spans[0]);
        }
        path.leading_colon
            .iter()
            .for_each(|colon| self.mark(colon.spans[0]));
        for segment in &path.segments {
            self.mark(segment.ident.span());
            match &segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(arguments) => self.generic_arguments(arguments),
                PathArguments::Parenthesized(arguments) => {
                    for input in &arguments.inputs {
                        self.kind_of_type(&input.ty, R::GenericArgument);
                    }
                    self.mark(arguments.paren_token.span.close());
                    self.return_type(&arguments.output);
                }
            }
        }
    }

    pub(super) fn generic_arguments(&mut self, arguments: &AngleBracketedGenericArguments) {
        for argument in &arguments.args {
            self.generic_argument(argument);
        }
        self.mark(arguments.gt_token.spans[0]);
    }

    fn generic_argument(&mut self, argument: &GenericArgument) {
        match argument {
            GenericArgument::Lifetime(a) => self.lifetime(a, K::Lifetime, R::GenericArgument),
            GenericArgument::Type(a) => self.kind_of_type(a, R::GenericArgument),
            GenericArgument::Const(a) => self.expression(a, R::GenericArgument),
            GenericArgument::AssocType(a) => {
                self.associated(a.ident.span(), a.generics.as_ref());
                self.kind_of_type(&a.ty, R::GenericArgument);
            }
            GenericArgument::AssocConst(a) => {
                self.associated(a.ident.span(), a.generics.as_ref());
                self.expression(&a.value, R::GenericArgument);
            }
            GenericArgument::Constraint(a) => {
                self.associated(a.ident.span(), a.generics.as_ref());
                self.bounds(a.bounds.iter());
            }
            _ => {}
        }
    }

    fn associated(&mut self, name: Span, generics: Option<&AngleBracketedGenericArguments>) {
        self.mark(name);
        if let Some(generics) = generics {
            self.generic_arguments(generics);
        }
    }
}
