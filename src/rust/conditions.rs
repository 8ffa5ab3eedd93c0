//! Where an expression with a block ends: `if a == b { } else { }`, `for c in d { }`.
//!
//! A condition may have braces of its own: `if let S { a } = b { }`, `if match a { } { }`,
//! `while { a } { }`. Those that end it stand where an operator could. So a condition is read as
//! operand, operator, operand and so on. Conditions in conditions are kept in a list, so none are
//! nested too deeply.

use super::lexer::TokenKind;
use super::token_text::TokenText;

/// Behind the expression with a block that begins here, without what may be called on it. `None`
/// if there is none, or if it isn't Rust.
pub(super) fn block_expression_end(source: &TokenText, begin: usize, end: usize) -> Option<usize> {
    let is_label = source.kind(begin) == Some(TokenKind::Lifetime) && source.word(begin + 1) == ":";
    let begin = begin + if is_label { 2 } else { 0 };
    let skimmer = Skimmer {
        source,
        at: begin,
        end,
        heads: Vec::new(),
        expected: Expected::Operand,
        is_behind_path: false,
    };
    match source.word(begin) {
        "{" => skimmer.behind_brackets(begin),
        "loop" | "unsafe" | "const" | "try" if source.word(begin + 1) == "{" => {
            skimmer.behind_brackets(begin + 1)
        }
        "for" if skimmer.is_binder(begin) => None,
        "if" | "while" | "match" | "for" => skimmer.run(),
        _ => None,
    }
}

/// Goes through a condition.
struct Skimmer<'s> {
    source: &'s TokenText,
    /// The next token.
    at: usize,
    /// The end of the body that all of it is in.
    end: usize,
    /// What still waits for its braces, the innermost last.
    heads: Vec<Head>,
    expected: Expected,
    /// Whether a path ends here, so that braces could make it a value of a struct.
    is_behind_path: bool,
}

/// What waits for its braces.
#[derive(Clone, Copy)]
struct Head {
    is_if: bool,
    /// Whether its condition has come to `return` or the like, whose value may be `S { a }`.
    may_have_struct: bool,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Operand,
    /// An operand, but `..` and `break` may go without. Braces are none.
    OperandOrNone,
    Operator,
}

impl Skimmer<'_> {
    fn run(mut self) -> Option<usize> {
        while self.at < self.end {
            if self.word(0) == "{" && self.is_at_body() {
                self.end_head()?;
                if self.heads.is_empty() {
                    return Some(self.at);
                }
            } else {
                let is_operand = self.expects_operand();
                self.is_behind_path = false;
                if is_operand {
                    self.operand()?;
                } else {
                    self.operator()?;
                }
            }
        }
        None
    }

    /// Whether braces that begin here are those of the innermost head.
    fn is_at_body(&self) -> bool {
        let may_have_struct = self.heads.last().is_some_and(|head| head.may_have_struct);
        match self.expected {
            Expected::Operand => false,
            Expected::OperandOrNone => !may_have_struct,
            Expected::Operator => !(may_have_struct && self.is_behind_path),
        }
    }

    fn word(&self, ahead: usize) -> &str {
        self.source.word(self.at + ahead)
    }

    /// Goes on behind so many tokens.
    fn go(&mut self, count: usize, expected: Expected) -> Option<()> {
        self.at += count;
        self.expected = expected;
        Some(())
    }

    /// Whether a token stands right behind the one before it, and is this one.
    fn is_joined(&self, token: usize, word: &str) -> bool {
        self.source.word(token) == word && self.source.begin(token) == self.source.end_before(token)
    }

    fn is_word(&self, token: usize) -> bool {
        let is_literal = matches!(self.source.kind(token), Some(TokenKind::Literal(_)));
        is_literal || self.source.is_identifier(token)
    }

    /// Behind the brackets that open here.
    fn behind_brackets(&self, open: usize) -> Option<usize> {
        let close = self.source.inside(open)?.end;
        (close < self.end).then_some(close + 1)
    }

    /// Behind a token of a pattern or a type, or the brackets that open here. `None` at what is in
    /// neither, lest a text of nothing but beginnings be read to its end for each of them.
    fn behind_token(&self, token: usize) -> Option<usize> {
        match self.source.word(token) {
            "(" | "[" | "{" => self.behind_brackets(token),
            ";" | "let" | "if" | "while" | "match" | "loop" => None,
            "for" if !self.is_binder(token) => None,
            _ if token >= self.end => None,
            _ => Some(token + 1),
        }
    }

    /// Behind the generic arguments that begin with this `<`.
    fn behind_angles(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut at = open;
        loop {
            match self.source.word(at) {
                "<" => depth += 1,
                "-" if self.is_joined(at + 1, ">") => at += 1,
                ">" => depth -= 1,
                _ => {}
            }
            at = self.behind_token(at)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }

    /// Whether this `for` is that of a closure or a type: `for<'a> |b| c`.
    fn is_binder(&self, at: usize) -> bool {
        let inside = self.source.kind(at + 2);
        self.source.word(at + 1) == "<"
            && (inside == Some(TokenKind::Lifetime) || self.source.word(at + 2) == ">")
    }

    /// The braces that a head has waited for, and what belongs to it behind them.
    fn end_head(&mut self) -> Option<()> {
        let head = self.heads.pop()?;
        self.at = self.behind_brackets(self.at)?;
        self.is_behind_path = false;
        if head.is_if && self.word(0) == "else" {
            if self.word(1) == "if" {
                self.at += 1;
                return self.head();
            }
            let braces = self.at + 1;
            let is_block = self.source.word(braces) == "{";
            self.at = self.behind_brackets(braces).filter(|_| is_block)?;
        }
        self.go(0, Expected::Operator)
    }

    fn expects_operand(&self) -> bool {
        let begins_operand = || match self.word(0) {
            "as" => false,
            "." => self.is_joined(self.at + 1, "."),
            "{" | "(" | "[" | "!" | "*" | "|" | "&" | "<" | ":" | "#" | "-" => {
                !self.is_joined(self.at + 1, "=")
            }
            _ => self.is_word(self.at) || self.source.kind(self.at) == Some(TokenKind::Lifetime),
        };
        match self.expected {
            Expected::Operand => true,
            Expected::OperandOrNone => begins_operand(),
            Expected::Operator => false,
        }
    }

    /// One token of an operand, or all of it if it's in brackets.
    fn operand(&mut self) -> Option<()> {
        match self.word(0) {
            "(" | "[" | "{" => {
                self.at = self.behind_brackets(self.at)?;
                self.go(0, Expected::Operator)
            }
            "for" if self.is_binder(self.at) => {
                self.at = self.behind_angles(self.at + 1)?;
                self.go(0, Expected::Operand)
            }
            "if" | "while" | "match" | "for" => self.head(),
            "let" => self.skip_to(|this, at| {
                this.source.word(at) == "="
                    && !(this.is_joined(at, "=") && this.source.word(at - 1) == ".")
            }),
            "raw" if matches!(self.word(1), "const" | "mut") => self.go(2, Expected::Operand),
            "try" if self.word(1) == "{" => self.go(1, Expected::Operand),
            "unsafe" | "async" | "const" | "static" | "move" | "loop" | "mut" | "!" | "-" | "*"
            | "&" => self.go(1, Expected::Operand),
            "return" | "yield" | "become" | "break" => self.jump(),
            "continue" => self.go(1 + self.label(), Expected::Operator),
            "else" | "in" | "as" | "where" => None,
            "|" => self.closure(),
            "<" => {
                self.at = self.behind_angles(self.at)?;
                self.is_behind_path = true;
                self.go(0, Expected::Operator)
            }
            ":" if self.is_joined(self.at + 1, ":") => self.go(2, Expected::Operand),
            "." if self.is_joined(self.at + 1, ".") => self.range(),
            "#" if self.word(1) == "[" => {
                self.at = self.behind_brackets(self.at + 1)?;
                self.go(0, Expected::Operand)
            }
            // An author's blank.
            "?" => self.go(1, Expected::Operator),
            _ if self.source.kind(self.at) == Some(TokenKind::Lifetime) && self.word(1) == ":" => {
                self.go(2, Expected::Operand)
            }
            _ if self.is_word(self.at) => {
                self.is_behind_path = self.source.is_identifier(self.at);
                self.go(1, Expected::Operator)
            }
            _ => None,
        }
    }

    /// `return` or the like, and whether it has a value.
    fn jump(&mut self) -> Option<()> {
        let is_break = self.word(0) == "break";
        self.go(1 + self.label(), Expected::OperandOrNone)?;
        // A block may be the value of `return`, but braces behind `break` are the head's.
        let is_at_body = is_break && self.word(0) == "{" && self.is_at_body();
        let has_value = !is_at_body && self.expects_operand();
        if has_value {
            self.heads.last_mut()?.may_have_struct = true;
            self.go(0, Expected::Operand)
        } else {
            self.go(0, Expected::Operator)
        }
    }

    fn head(&mut self) -> Option<()> {
        let is_for = self.word(0) == "for";
        self.heads.push(Head {
            is_if: self.word(0) == "if",
            may_have_struct: false,
        });
        if is_for {
            return self.skip_to(|this, at| this.source.word(at) == "in");
        }
        self.go(1, Expected::Operand)
    }

    /// Goes on behind a pattern and the token behind it.
    fn skip_to(&mut self, is_it: impl Fn(&Self, usize) -> bool) -> Option<()> {
        self.at += 1;
        while !is_it(self, self.at) {
            self.at = self.behind_token(self.at)?;
        }
        self.go(1, Expected::Operand)
    }

    /// How many tokens a label behind `break` has.
    fn label(&self) -> usize {
        usize::from(self.source.kind(self.at + 1) == Some(TokenKind::Lifetime))
    }

    /// The parameters of a closure, and the type that it returns.
    fn closure(&mut self) -> Option<()> {
        self.skip_to(|this, at| this.source.word(at) == "|")?;
        if self.word(0) == "-" && self.is_joined(self.at + 1, ">") {
            self.at += 2;
            while self.word(0) != "{" {
                self.at = match self.word(0) {
                    "<" => self.behind_angles(self.at)?,
                    _ => self.behind_token(self.at)?,
                };
            }
        }
        Some(())
    }

    fn range(&mut self) -> Option<()> {
        if self.is_joined(self.at + 2, "=") {
            self.go(3, Expected::Operand)
        } else {
            self.go(2, Expected::OperandOrNone)
        }
    }

    /// What may stand behind an operand.
    fn operator(&mut self) -> Option<()> {
        let next = self.at + 1;
        match self.word(0) {
            "." if self.is_joined(next, ".") => self.range(),
            "." => self.go(1 + usize::from(self.is_word(next)), Expected::Operator),
            "?" => self.go(1, Expected::Operator),
            "(" | "[" | "{" => {
                self.at = self.behind_brackets(self.at)?;
                Some(())
            }
            "!" if matches!(self.source.kind(next), Some(TokenKind::Open(_))) => {
                self.at = self.behind_brackets(next)?;
                self.go(0, Expected::Operator)
            }
            ":" if self.is_joined(next, ":") => {
                self.at += 2;
                self.at = match self.word(0) {
                    "<" => self.behind_angles(self.at)?,
                    _ => self.at + 1,
                };
                self.is_behind_path = true;
                Some(())
            }
            "as" => {
                self.at = self.behind_type(next)?;
                self.go(0, Expected::Operator)
            }
            "-" | "=" if self.is_joined(next, ">") => None,
            "+" | "-" | "*" | "/" | "%" | "^" | "!" | "=" | "&" | "|" | "<" | ">" => {
                let word = self.source.word(self.at);
                let is_doubled = matches!(word, "&" | "|" | "<" | ">");
                self.at += 1 + usize::from(is_doubled && self.is_joined(next, word));
                let is_longer = self.is_joined(self.at, "=");
                self.go(usize::from(is_longer), Expected::Operand)
            }
            _ => None,
        }
    }

    /// Behind a type that is behind `as`.
    fn behind_type(&self, begin: usize) -> Option<usize> {
        let mut at = begin;
        loop {
            at = match self.source.word(at) {
                "&" | "*" | "mut" | "const" | "dyn" | "impl" | "unsafe" | "extern" => at + 1,
                "for" => self.behind_angles(at + 1)?,
                "fn" => {
                    let behind = self.behind_brackets(at + 1)?;
                    if !(self.source.word(behind) == "-" && self.is_joined(behind + 1, ">")) {
                        return Some(behind);
                    }
                    behind + 2
                }
                "(" | "[" => return self.behind_brackets(at),
                "!" => return Some(at + 1),
                _ => match self.source.kind(at)? {
                    TokenKind::Lifetime | TokenKind::Literal(_) => at + 1,
                    _ => return self.behind_path(at),
                },
            };
        }
    }

    /// Behind a path in a type: `a::B<C>`, `<D as E>::F`, `g!(h)`.
    fn behind_path(&self, begin: usize) -> Option<usize> {
        let mut at = begin;
        if self.source.word(at) == "<" {
            at = self.behind_angles(at)?;
        } else if self.source.is_identifier(at) {
            at += 1;
        }
        let mut has_arguments = at > begin + 1;
        loop {
            at = match self.source.word(at) {
                "<" if !has_arguments && !self.is_joined(at + 1, "=") => {
                    has_arguments = true;
                    self.behind_angles(at)?
                }
                ":" if self.is_joined(at + 1, ":") => {
                    let is_name = self.source.word(at + 2) != "<";
                    has_arguments &= !is_name;
                    at + 2 + usize::from(is_name)
                }
                "!" if matches!(self.source.kind(at + 1), Some(TokenKind::Open(_))) => {
                    return self.behind_brackets(at + 1);
                }
                _ => break,
            };
        }
        (at > begin).then_some(at)
    }
}
