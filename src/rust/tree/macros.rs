//! Calls of macros. The arguments of the standard library's are part of the tree; those of
//! others are opaque, since only their definition knows what they mean.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Lit, Macro, Pat, Token, Type, Visibility};

use super::format::captured_names;
use super::{NodeKind as K, Role as R, TreeBuilder};
use crate::rust::Edition;
use crate::rust::imports::Imports;

/// How a macro of the standard library reads its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grammar {
    /// So many expressions, then a format string with what it needs; the string may be missing.
    Format { before: usize },
    /// Expressions, or one value and how often: `vec![0; 3]`.
    Expressions,
    /// An expression and a pattern, perhaps with a guard.
    Matches,
    /// `static NAME: Type = value;`, any number of times.
    Statics,
}

/// How the macro with this path reads its arguments, if it is the standard library's.
fn grammar_of(path: &syn::Path, imports: &Imports) -> Option<Grammar> {
    let is_standard = |root: &str| matches!(root, "std" | "core" | "alloc");
    let name = path.segments.last()?.ident.unraw().to_string();
    let (grammar, is_in_prelude) = grammar(&name)?;
    let root = path.segments.first()?.ident.to_string();
    if path.segments.len() > 1 {
        return is_standard(&root).then_some(grammar);
    }
    let is_ours = imports.root_of(&name).map_or(is_in_prelude, is_standard);
    (is_ours && !imports.has_macro(&name)).then_some(grammar)
}

/// How a macro of the standard library reads its arguments, and whether it needs no `use`.
fn grammar(name: &str) -> Option<(Grammar, bool)> {
    Some(match name {
        "print" | "println" | "eprint" | "eprintln" | "format" | "format_args" | "panic"
        | "todo" | "unimplemented" | "unreachable" => (Grammar::Format { before: 0 }, true),
        "write" | "writeln" | "assert" | "debug_assert" => (Grammar::Format { before: 1 }, true),
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => {
            (Grammar::Format { before: 2 }, true)
        }
        "vec" | "dbg" | "concat" | "env" | "option_env" | "include_str" | "include_bytes"
        | "compile_error" | "line" | "file" | "column" | "module_path" => {
            (Grammar::Expressions, true)
        }
        "pin" | "addr_of" | "addr_of_mut" | "ready" => (Grammar::Expressions, false),
        "matches" => (Grammar::Matches, true),
        "assert_matches" | "debug_assert_matches" => (Grammar::Matches, false),
        "thread_local" => (Grammar::Statics, true),
        _ => return None,
    })
}

/// An argument of a macro.
enum Argument {
    Expression(Expr, R),
    /// A format string that stands alone where it may name variables.
    Format(Expr),
    Named(Ident, Expr),
    Pattern(Pat),
    Static(Box<Static>),
}

struct Static {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    keyword: Token![static],
    name: Ident,
    of: Type,
    value: Expr,
    end: Option<Token![;]>,
}

impl Grammar {
    fn read(self, input: ParseStream) -> syn::Result<Vec<Argument>> {
        match self {
            Self::Format { before } => read_format(input, before),
            Self::Expressions => read_expressions(input),
            Self::Matches => read_matches(input),
            Self::Statics => read_statics(input),
        }
    }
}

fn read_format(input: ParseStream, before: usize) -> syn::Result<Vec<Argument>> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        let is_named = arguments.len() > before
            && input.peek(Ident::peek_any)
            && input.peek2(Token![=])
            && !input.peek2(Token![==]);
        arguments.push(if is_named {
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            Argument::Named(name, input.parse()?)
        } else if arguments.len() == before {
            Argument::Format(input.parse()?)
        } else {
            Argument::Expression(input.parse()?, R::Argument)
        });
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(arguments)
}

fn read_expressions(input: ParseStream) -> syn::Result<Vec<Argument>> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        arguments.push(Argument::Expression(input.parse()?, R::Argument));
        if arguments.len() == 1 && input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            arguments.push(Argument::Expression(input.parse()?, R::Length));
            break;
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(arguments)
}

fn read_matches(input: ParseStream) -> syn::Result<Vec<Argument>> {
    let mut arguments = vec![Argument::Expression(input.parse()?, R::Subject)];
    input.parse::<Token![,]>()?;
    arguments.push(Argument::Pattern(Pat::parse_multi_with_leading_vert(
        input,
    )?));
    if input.peek(Token![if]) {
        input.parse::<Token![if]>()?;
        arguments.push(Argument::Expression(input.parse()?, R::Guard));
    }
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        arguments.extend(read_format(input, 0)?);
    }
    Ok(arguments)
}

fn read_statics(input: ParseStream) -> syn::Result<Vec<Argument>> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let keyword = input.parse()?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let of = input.parse()?;
        input.parse::<Token![=]>()?;
        let value = input.parse()?;
        let end: Option<Token![;]> = input.parse()?;
        if end.is_none() && !input.is_empty() {
            return Err(input.error("expected `;`"));
        }
        arguments.push(Argument::Static(Box::new(Static {
            attributes,
            visibility,
            keyword,
            name,
            of,
            value,
            end,
        })));
    }
    Ok(arguments)
}

impl TreeBuilder<'_> {
    pub(super) fn macro_call(&mut self, call: &Macro, attributes: &[Attribute], role: R) {
        self.node(K::MacroCall, role, attributes, |b| {
            b.macro_call_inside(call)
        });
    }

    /// A call where an item may stand, with its `;`.
    pub(super) fn item_call(
        &mut self,
        call: &Macro,
        attributes: &[Attribute],
        end: Option<&Token![;]>,
        role: R,
    ) {
        self.node(K::MacroCall, role, attributes, |b| {
            b.macro_call_inside(call);
            end.iter().for_each(|end| b.mark(end.spans[0]));
        });
    }

    fn macro_call_inside(&mut self, call: &Macro) {
        self.node(K::Path, R::Callee, &[], |b| b.path_inside(None, &call.path));
        let grammar = grammar_of(&call.path, self.imports);
        let arguments = grammar.and_then(|grammar| read(grammar, &call.tokens));
        match arguments {
            Some(arguments) => self.macro_arguments(call, &arguments),
            None => self.opaque(&call.tokens, R::Argument),
        }
        self.mark(call.delimiter.span().close());
    }

    fn macro_arguments(&mut self, call: &Macro, arguments: &[Argument]) {
        let named = arguments.iter().filter_map(|argument| match argument {
            Argument::Named(name, _) => Some(name.unraw().to_string()),
            _ => None,
        });
        let named: HashSet<String> = named.collect();
        let has_values = arguments.len() > 1 || self.formats_lone_string(call);
        for argument in arguments {
            match argument {
                Argument::Expression(value, role) => self.expression(value, *role),
                Argument::Format(value) if has_values => self.format_string(value, &named),
                Argument::Format(value) => self.expression(value, R::Argument),
                Argument::Named(name, value) => {
                    self.node(K::NamedArgument, R::Argument, &[], |b| {
                        b.name(name);
                        b.expression(value, R::Value);
                    });
                }
                Argument::Pattern(pattern) => self.pattern(pattern, R::Pattern),
                Argument::Static(item) => self.macro_static(item),
            }
        }
    }

    /// Before 2021, `panic!("{x}")` printed braces and all.
    fn formats_lone_string(&self, call: &Macro) -> bool {
        let name = call.path.segments.last().map(|name| name.ident.to_string());
        self.edition != Edition::Before2021 || name.as_deref() != Some("panic")
    }

    fn format_string(&mut self, value: &Expr, named: &HashSet<String>) {
        let Expr::Lit(literal) = value else {
            return self.expression(value, R::Argument);
        };
        let bytes = self.bytes(literal.lit.span());
        let is_string = matches!(literal.lit, Lit::Str(_));
        let text = &self.text[bytes.clone()];
        let names = if is_string {
            captured_names(text)
        } else {
            Vec::new()
        };
        let names: Vec<_> = names
            .into_iter()
            .filter(|name| !named.contains(&text[name.clone()]))
            .collect();
        self.node(K::Literal, R::Argument, &literal.attrs, |b| {
            b.mark(literal.lit.span());
            for name in names {
                b.node(K::FormatName, R::Part, &[], |b| {
                    b.widen(bytes.start + name.start..bytes.start + name.end);
                });
            }
        });
    }

    fn macro_static(&mut self, item: &Static) {
        self.node(K::Static, R::Item, &item.attributes, |b| {
            b.visibility(&item.visibility);
            b.mark(item.keyword.span);
            b.name(&item.name);
            b.kind_of_type(&item.of, R::Type);
            b.expression(&item.value, R::Initializer);
            item.end.iter().for_each(|end| b.mark(end.spans[0]));
        });
    }
}

fn read(grammar: Grammar, tokens: &TokenStream) -> Option<Vec<Argument>> {
    let parser = |input: ParseStream| grammar.read(input);
    parser.parse2(tokens.clone()).ok()
}
