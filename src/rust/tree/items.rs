//! Items and what is directly in them.

use syn::{
    Attribute, Block, Expr, Fields, FnArg, ForeignItem, ImplItem, Item, ItemImpl, ItemTrait,
    Receiver, ReceiverKind, Signature, TraitItem, Type, Variant, Visibility,
};

use super::{NodeKind as K, Role as R, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn item(&mut self, item: &Item, role: R) {
        match item {
            Item::Fn(i) => {
                self.function(&i.attrs, Some(&i.vis), &i.sig, Some(&i.block), role, None)
            }
            Item::Mod(i) => self.node(K::Module, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                i.unsafety.iter().for_each(|word| b.mark(word.span));
                b.mark(i.mod_token.span);
                b.name(&i.ident);
                if let Some((braces, items)) = &i.content {
                    b.inner_attributes(&i.attrs);
                    items.iter().for_each(|item| b.item(item, R::Item));
                    b.mark(braces.span.close());
                }
                i.semi.iter().for_each(|end| b.mark(end.spans[0]));
            }),
            Item::Const(i) => {
                let what = (&i.ident, &*i.ty, Some(&*i.expr), i.semi_token.spans[0]);
                self.constant(&i.attrs, Some(&i.vis), i.const_token.span, what, role);
            }
            Item::Static(i) => self.node(K::Static, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.static_token.span);
                b.name(&i.ident);
                b.kind_of_type(&i.ty, R::Type);
                b.expression(&i.expr, R::Initializer);
                b.mark(i.semi_token.spans[0]);
            }),
            Item::Use(i) => self.node(K::Use, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.use_token.span);
                b.mark(i.semi_token.spans[0]);
            }),
            Item::ExternCrate(i) => self.node(K::ExternCrate, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.extern_token.span);
                b.name(&i.ident);
                b.mark(i.semi_token.spans[0]);
            }),
            Item::Macro(i) => match &i.ident {
                Some(name) => self.node(K::MacroDefinition, role, &i.attrs, |b| {
                    b.mark(i.mac.path.segments[0].ident.span());
                    b.name(name);
                    b.opaque(&i.mac.tokens, R::Body);
                    b.mark(i.mac.delimiter.span().close());
                    i.semi_token.iter().for_each(|end| b.mark(end.spans[0]));
                }),
                None => self.item_call(&i.mac, &i.attrs, i.semi_token.as_ref(), role),
            },
            Item::Verbatim(tokens) => self.opaque(tokens, role),
            _ => self.type_item(item, role),
        }
    }

    fn type_item(&mut self, item: &Item, role: R) {
        match item {
            Item::Struct(i) => self.node(K::Struct, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.struct_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                let is_tuple = matches!(i.fields, Fields::Unnamed(_));
                let clause = i.generics.where_clause.as_ref();
                b.where_clause(clause.filter(|_| !is_tuple));
                b.fields(&i.fields);
                b.where_clause(clause.filter(|_| is_tuple));
                i.semi_token.iter().for_each(|end| b.mark(end.spans[0]));
            }),
            Item::Enum(i) => self.node(K::Enum, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.enum_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                b.where_clause(i.generics.where_clause.as_ref());
                i.variants.iter().for_each(|variant| b.variant(variant));
                b.mark(i.brace_token.span.close());
            }),
            Item::Union(i) => self.node(K::Union, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.union_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                b.where_clause(i.generics.where_clause.as_ref());
                i.fields.named.iter().for_each(|field| b.field(field));
                b.mark(i.fields.brace_token.span.close());
            }),
            Item::Type(i) => self.node(K::TypeAlias, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.type_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                let is_late = matches!(i.where_clause_placement, syn::WhereClausePlacement::Late);
                let clause = i.generics.where_clause.as_ref();
                b.where_clause(clause.filter(|_| !is_late));
                b.kind_of_type(&i.ty, R::Type);
                b.where_clause(clause.filter(|_| is_late));
                b.mark(i.semi_token.spans[0]);
            }),
            Item::Trait(i) => self.trait_item(i, role),
            Item::TraitAlias(i) => self.node(K::TraitAlias, role, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.trait_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                b.bounds(i.bounds.iter());
                b.where_clause(i.generics.where_clause.as_ref());
                b.mark(i.semi_token.spans[0]);
            }),
            Item::Impl(i) => self.impl_item(i, role),
            Item::ForeignMod(i) => self.node(K::ForeignModule, role, &i.attrs, |b| {
                i.unsafety.iter().for_each(|word| b.mark(word.span));
                b.mark(i.abi.extern_token.span);
                b.inner_attributes(&i.attrs);
                i.items.iter().for_each(|item| b.foreign_item(item));
                b.mark(i.brace_token.span.close());
            }),
            _ => {}
        }
    }

    fn trait_item(&mut self, item: &ItemTrait, role: R) {
        self.node(K::Trait, role, &item.attrs, |b| {
            b.visibility(&item.vis);
            item.unsafety.iter().for_each(|word| b.mark(word.span));
            item.modifiers
                .auto_token
                .iter()
                .for_each(|word| b.mark(word.span));
            b.mark(item.trait_token.span);
            b.name(&item.ident);
            b.generics(&item.generics);
            b.bounds(item.supertraits.iter());
            b.where_clause(item.generics.where_clause.as_ref());
            b.inner_attributes(&item.attrs);
            item.items.iter().for_each(|item| b.item_of_trait(item));
            b.mark(item.brace_token.span.close());
        });
    }

    fn impl_item(&mut self, item: &ItemImpl, role: R) {
        self.node(K::Impl, role, &item.attrs, |b| {
            item.modifiers
                .defaultness
                .iter()
                .for_each(|word| b.mark(word.span));
            item.unsafety.iter().for_each(|word| b.mark(word.span));
            b.mark(item.impl_token.span);
            b.generics(&item.generics);
            if let Some((path, _)) = &item.trait_ {
                b.node(K::PathType, R::Trait, &[], |b| b.path_inside(None, path));
            }
            b.kind_of_type(&item.self_ty, R::Type);
            b.where_clause(item.generics.where_clause.as_ref());
            b.inner_attributes(&item.attrs);
            item.items.iter().for_each(|item| b.item_of_impl(item));
            b.mark(item.brace_token.span.close());
        });
    }

    fn item_of_impl(&mut self, item: &ImplItem) {
        match item {
            ImplItem::Fn(i) => {
                self.function(
                    &i.attrs,
                    Some(&i.vis),
                    &i.sig,
                    Some(&i.block),
                    R::Item,
                    None,
                );
            }
            ImplItem::Const(i) => {
                let what = (&i.ident, &i.ty, Some(&i.expr), i.semi_token.spans[0]);
                self.constant(&i.attrs, Some(&i.vis), i.const_token.span, what, R::Item);
            }
            ImplItem::Type(i) => self.node(K::TypeAlias, R::Item, &i.attrs, |b| {
                b.visibility(&i.vis);
                i.modifiers
                    .defaultness
                    .iter()
                    .for_each(|word| b.mark(word.span));
                b.mark(i.type_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                b.kind_of_type(&i.ty, R::Type);
                b.where_clause(i.generics.where_clause.as_ref());
                b.mark(i.semi_token.spans[0]);
            }),
            ImplItem::Macro(i) => self.item_call(&i.mac, &i.attrs, i.semi_token.as_ref(), R::Item),
            ImplItem::Verbatim(tokens) => self.opaque(tokens, R::Item),
            _ => {}
        }
    }

    fn item_of_trait(&mut self, item: &TraitItem) {
        match item {
            TraitItem::Fn(i) => {
                let end = i.semi_token.as_ref().map(|end| end.spans[0]);
                self.function(&i.attrs, None, &i.sig, i.default.as_ref(), R::Item, end);
            }
            TraitItem::Const(i) => {
                let value = i.default.as_ref().map(|(_, value)| value);
                let what = (&i.ident, &i.ty, value, i.semi_token.spans[0]);
                self.constant(&i.attrs, None, i.const_token.span, what, R::Item);
            }
            TraitItem::Type(i) => self.node(K::TypeAlias, R::Item, &i.attrs, |b| {
                b.mark(i.type_token.span);
                b.name(&i.ident);
                b.generics(&i.generics);
                b.bounds(i.bounds.iter());
                if let Some((_, default)) = &i.default {
                    b.kind_of_type(default, R::Initializer);
                }
                b.where_clause(i.generics.where_clause.as_ref());
                b.mark(i.semi_token.spans[0]);
            }),
            TraitItem::Macro(i) => self.item_call(&i.mac, &i.attrs, i.semi_token.as_ref(), R::Item),
            TraitItem::Verbatim(tokens) => self.opaque(tokens, R::Item),
            _ => {}
        }
    }

    fn foreign_item(&mut self, item: &ForeignItem) {
        match item {
            ForeignItem::Fn(i) => {
                let end = Some(i.semi_token.spans[0]);
                self.function(&i.attrs, Some(&i.vis), &i.sig, None, R::Item, end);
            }
            ForeignItem::Static(i) => self.node(K::Static, R::Item, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.safety(&i.safety);
                b.mark(i.static_token.span);
                b.name(&i.ident);
                b.kind_of_type(&i.ty, R::Type);
                b.mark(i.semi_token.spans[0]);
            }),
            ForeignItem::Type(i) => self.node(K::TypeAlias, R::Item, &i.attrs, |b| {
                b.visibility(&i.vis);
                b.mark(i.type_token.span);
                b.name(&i.ident);
                b.mark(i.semi_token.spans[0]);
            }),
            ForeignItem::Macro(i) => {
                self.item_call(&i.mac, &i.attrs, i.semi_token.as_ref(), R::Item);
            }
            ForeignItem::Verbatim(tokens) => self.opaque(tokens, R::Item),
            _ => {}
        }
    }

    fn constant(
        &mut self,
        attributes: &[Attribute],
        visibility: Option<&Visibility>,
        keyword: proc_macro2::Span,
        (name, of, value, end): (&syn::Ident, &Type, Option<&Expr>, proc_macro2::Span),
        role: R,
    ) {
        self.node(K::Const, role, attributes, |b| {
            visibility.iter().for_each(|v| b.visibility(v));
            b.mark(keyword);
            b.name(name);
            b.kind_of_type(of, R::Type);
            value
                .iter()
                .for_each(|value| b.expression(value, R::Initializer));
            b.mark(end);
        });
    }

    fn safety(&mut self, safety: &syn::Safety) {
        match safety {
            syn::Safety::Safe(word) => self.mark(word.span),
            syn::Safety::Unsafe(word) => self.mark(word.span),
            syn::Safety::Default => {}
        }
    }

    fn function(
        &mut self,
        attributes: &[Attribute],
        visibility: Option<&Visibility>,
        signature: &Signature,
        body: Option<&Block>,
        role: R,
        end: Option<proc_macro2::Span>,
    ) {
        self.node(K::Function, role, attributes, |b| {
            visibility.iter().for_each(|v| b.visibility(v));
            b.signature(signature);
            if let Some(body) = body {
                b.block_inside(body, attributes, R::Body);
            }
            end.iter().for_each(|end| b.mark(*end));
        });
    }

    fn signature(&mut self, signature: &Signature) {
        signature
            .constness
            .iter()
            .for_each(|word| self.mark(word.span));
        signature
            .asyncness
            .iter()
            .for_each(|word| self.mark(word.span));
        self.safety(&signature.safety);
        signature
            .abi
            .iter()
            .for_each(|abi| self.mark(abi.extern_token.span));
        self.mark(signature.fn_token.span);
        self.name(&signature.ident);
        self.generics(&signature.generics);
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(receiver) => self.self_parameter(receiver),
                FnArg::Typed(typed) => {
                    self.node(K::Parameter, R::Parameter, &typed.attrs, |b| {
                        if !is_unnamed(typed) {
                            b.pattern(&typed.pat, R::Pattern);
                        }
                        b.kind_of_type(&typed.ty, R::Type);
                    });
                }
            }
        }
        self.mark(signature.paren_token.span.close());
        self.return_type(&signature.output);
        self.where_clause(signature.generics.where_clause.as_ref());
    }

    fn self_parameter(&mut self, receiver: &Receiver) {
        self.node(K::SelfParameter, R::Parameter, &receiver.attrs, |b| {
            if let ReceiverKind::Reference(and, lifetime, _) = &receiver.kind {
                b.mark(and.spans[0]);
                if let Some(lifetime) = lifetime {
                    b.lifetime(lifetime, K::Lifetime, R::Part);
                }
            }
            receiver
                .mutability
                .iter()
                .for_each(|word| b.mark(word.span));
            b.leaf(K::Name, R::Name, receiver.self_token.span);
            if let ReceiverKind::Typed(_, of) = &receiver.kind {
                b.kind_of_type(of, R::Type);
            }
        });
    }

    fn variant(&mut self, variant: &Variant) {
        self.node(K::Variant, R::Part, &variant.attrs, |b| {
            b.name(&variant.ident);
            b.fields(&variant.fields);
            if let Some((_, value)) = &variant.discriminant {
                b.expression(value, R::Initializer);
            }
        });
    }

    fn fields(&mut self, fields: &Fields) {
        fields.iter().for_each(|field| self.field(field));
        match fields {
            Fields::Named(fields) => self.mark(fields.brace_token.span.close()),
            Fields::Unnamed(fields) => self.mark(fields.paren_token.span.close()),
            Fields::Unit => {}
        }
    }

    fn field(&mut self, field: &syn::Field) {
        self.node(K::Field, R::Part, &field.attrs, |b| {
            b.visibility(&field.vis);
            field.ident.iter().for_each(|name| b.name(name));
            b.kind_of_type(&field.ty, R::Type);
            if let Some((_, default)) = &field.default {
                b.expression(default, R::Initializer);
            }
        });
    }
}

/// Whether a parameter has a type only, as methods of traits could before 2018. Syn makes up a
/// pattern and a colon for it, both in the same place.
fn is_unnamed(parameter: &syn::PatType) -> bool {
    let syn::Pat::Wild(wild) = &*parameter.pat else {
        return false;
    };
    let (pattern, colon) = (
        wild.underscore_token.spans[0],
        parameter.colon_token.spans[0],
    );
    pattern.byte_range() == colon.byte_range()
}
