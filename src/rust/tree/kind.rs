//! What nodes are, and what they are to their parents.

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The whole text.
    File,
    /// `#[...]`, `#![...]`; documentation is none.
    Attribute,

    /// `fn`, also in an impl, a trait, or a foreign module.
    Function,
    /// `mod`
    Module,
    /// `struct`
    Struct,
    /// `enum`
    Enum,
    /// `union`
    Union,
    /// `trait`
    Trait,
    /// `trait X = Y;`
    TraitAlias,
    /// `impl`
    Impl,
    /// `const`
    Const,
    /// `static`
    Static,
    /// `type`
    TypeAlias,
    /// `use`
    Use,
    /// `extern crate`
    ExternCrate,
    /// `extern "C" { ... }`
    ForeignModule,
    /// `macro_rules! x { ... }`
    MacroDefinition,
    /// `pub`, `pub(crate)`
    Visibility,
    /// An identifier that names what it stands in: an item, a field, a binding.
    Name,
    /// A parameter of a function or closure: pattern, and type if it is written out.
    Parameter,
    /// `self`, `&mut self`, `self: Rc<Self>`
    SelfParameter,
    /// A lifetime, type or constant between the `<>` of an item.
    GenericParameter,
    /// `where ...`
    WhereClause,
    /// A field of a struct, union or variant.
    Field,
    /// A variant of an enum.
    Variant,

    /// `let ...;`
    Let,
    /// An expression as a statement, with its `;` if it has one.
    ExpressionStatement,
    /// A lone `;`.
    EmptyStatement,

    /// `[a, b]`
    Array,
    /// `[a; n]`
    Repeat,
    /// `a = b`
    Assignment,
    /// `a + b`, `a += b`, `a && b`
    Binary,
    /// `!a`, `-a`, `*a`
    Unary,
    /// `&a`, `&mut a`
    Reference,
    /// `&raw const a`
    RawReference,
    /// `a as T`
    Cast,
    /// `{ ... }`
    Block,
    /// `'a: { ... }`
    LabeledBlock,
    /// `unsafe { ... }`
    UnsafeBlock,
    /// `const { ... }`
    ConstBlock,
    /// `async { ... }`, `async move { ... }`
    AsyncBlock,
    /// `try { ... }`
    TryBlock,
    /// `f(a)`
    Call,
    /// `a.f(b)`
    MethodCall,
    /// `println!(...)`; also where a pattern, a type or an item may stand.
    MacroCall,
    /// `x = a` among the arguments of a macro.
    NamedArgument,
    /// `|a| b`
    Closure,
    /// `a.b`, `a.0`
    FieldAccess,
    /// `a[b]`
    Index,
    /// `if`
    If,
    /// `match`
    Match,
    /// `pattern if guard => value`
    MatchArm,
    /// `let pattern = value` in a condition.
    LetCondition,
    /// `loop`
    Loop,
    /// `while`
    While,
    /// `for`
    For,
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `return`
    Return,
    /// `yield`
    Yield,
    /// `a?`
    Try,
    /// `a.await`
    Await,
    /// `1`, `"a"`, `true`
    Literal,
    /// `(a)`
    Parenthesized,
    /// `(a, b)`
    Tuple,
    /// `x`, `a::b::<T>`
    Path,
    /// `a..b`
    RangeExpression,
    /// `S { x: 1 }`
    StructLiteral,
    /// `x: 1`, or `x` alone, in a struct literal.
    FieldValue,
    /// `_` on the left of an assignment.
    Underscore,

    /// `x`, `mut x`, `ref x`, `x @ pattern`; also a constant's name, which only looks the same.
    IdentifierPattern,
    /// `a::B`
    PathPattern,
    /// `(a, b)`
    TuplePattern,
    /// `S(a, b)`
    TupleStructPattern,
    /// `S { a, b: c }`
    StructPattern,
    /// `a`, `b: c` in a struct pattern.
    FieldPattern,
    /// `a | b`
    OrPattern,
    /// `&a`
    ReferencePattern,
    /// `[a, b]`
    SlicePattern,
    /// `..`
    RestPattern,
    /// `_`
    WildcardPattern,
    /// `1`
    LiteralPattern,
    /// `1..=9`
    RangePattern,
    /// `(a)`
    ParenthesizedPattern,
    /// `(a if b)`
    GuardPattern,

    /// `&T`
    ReferenceType,
    /// `*const T`
    PointerType,
    /// `[T]`
    SliceType,
    /// `[T; n]`
    ArrayType,
    /// `(T, U)`
    TupleType,
    /// `(T)`
    ParenthesizedType,
    /// `a::T<U>`; also a trait in a bound.
    PathType,
    /// `fn(T) -> U`
    FunctionType,
    /// `impl T`
    ImplType,
    /// `dyn T`
    DynType,
    /// `!`
    NeverType,
    /// `_`
    InferredType,

    /// `'a:` before a loop or block, `'a` behind `break`.
    Label,
    /// `'a`
    Lifetime,
    /// A variable's name inside a format string. The only node that is less than a token.
    FormatName,
    /// What isn't read: arguments of a macro that isn't the standard library's, a macro's
    /// definition, syntax that is too new for the parser.
    Opaque,
}

impl NodeKind {
    /// Whether it is an item, a function in an impl or trait included.
    pub fn is_item(self) -> bool {
        (Self::Function as usize..=Self::MacroDefinition as usize).contains(&(self as usize))
    }

    /// Whether it is an expression always.
    pub fn is_expression(self) -> bool {
        let is_part = matches!(
            self,
            Self::MacroCall | Self::NamedArgument | Self::MatchArm | Self::FieldValue
        );
        !is_part && (Self::Array as usize..=Self::Underscore as usize).contains(&(self as usize))
    }

    /// Whether it is a pattern always.
    pub fn is_pattern(self) -> bool {
        (Self::IdentifierPattern as usize..=Self::GuardPattern as usize).contains(&(self as usize))
    }

    /// Whether it is a type always.
    pub fn is_type(self) -> bool {
        (Self::ReferenceType as usize..=Self::InferredType as usize).contains(&(self as usize))
    }

    /// Whether it is a `loop`, `while` or `for`.
    pub fn is_loop(self) -> bool {
        matches!(self, Self::Loop | Self::While | Self::For)
    }
}

/// What a node is to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// One of several parts that nothing but their order tells apart.
    Part,
    /// An attribute.
    Attribute,
    /// `pub`
    Visibility,
    /// The name of an item, binding, field, method or label.
    Name,
    /// An item of a file, module, impl or trait.
    Item,
    /// A statement of a block; items among them too.
    Statement,
    /// A parameter of a function or closure, generic or not.
    Parameter,
    /// What a function returns.
    Return,
    /// A trait or lifetime that something must fulfil.
    Bound,
    /// The trait that an `impl` is of.
    Trait,
    /// `where ...`
    Where,
    /// The pattern that a value is taken apart with.
    Pattern,
    /// A type that is written out: of a binding, a cast, an `impl`.
    Type,
    /// What a binding, a constant or a field begins with.
    Initializer,
    /// What is called, or the path of a macro, struct literal or pattern.
    Callee,
    /// What a method is called on, whose field is taken, what is indexed.
    Receiver,
    /// What is passed.
    Argument,
    /// An argument between `<>`.
    GenericArgument,
    /// The operand of an operator with one.
    Operand,
    /// The left operand, or a range's begin.
    Left,
    /// The right operand, or a range's end.
    Right,
    /// The condition of `if` or `while`.
    Condition,
    /// What is matched, or what `for` goes through.
    Subject,
    /// The condition behind a match arm's pattern.
    Guard,
    /// A match arm.
    Arm,
    /// The block of a function, loop or `if`; the value of a closure or match arm.
    Body,
    /// The `else` of `if` or `let`.
    Else,
    /// How long an array is, or a vector of one value.
    Length,
    /// `..rest` of a struct literal.
    Rest,
    /// An index, or an argument's or field's value.
    Value,
}

impl Role {
    /// Whether only an expression has this role, or a macro's call where one may stand.
    pub(super) fn is_of_expressions(self) -> bool {
        matches!(
            self,
            Self::Initializer
                | Self::Receiver
                | Self::Argument
                | Self::Operand
                | Self::Left
                | Self::Right
                | Self::Condition
                | Self::Subject
                | Self::Guard
                | Self::Body
                | Self::Else
                | Self::Length
                | Self::Rest
                | Self::Value
                | Self::Callee
        )
    }
}
