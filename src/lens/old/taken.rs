//! Rule 1 where the value belongs to somebody else: taking it out of a reference, an index, a
//! closure or a type with a destructor (E0507, E0508, E0509).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::{Case, Clue, base, plain};
use crate::lens::old::code::words;
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::old::syntax::{Binding, BindingKind};

/// Methods that are sure to leave what they are called on as it is.
const READERS: [&str; 32] = [
    "len",
    "is_empty",
    "iter",
    "get",
    "first",
    "last",
    "contains",
    "as_str",
    "as_slice",
    "chars",
    "bytes",
    "lines",
    "split",
    "split_whitespace",
    "trim",
    "starts_with",
    "ends_with",
    "to_string",
    "to_uppercase",
    "to_lowercase",
    "to_owned",
    "clone",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains_key",
    "keys",
    "values",
    "find",
    "as_bytes",
    "count",
];

/// What is to be taken, and out of what.
struct Taken<'a> {
    case: &'a Case<'a>,
    main: &'a Clue,
    /// As people read it.
    path: String,
    of_type: Option<String>,
    holder: Option<&'a Binding>,
    behind: Behind,
}

/// What the value belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Behind {
    Shared,
    Mutable,
    Index,
    Pointer(String),
    Closure(String),
    Destructor(String),
    Array,
}

/// The account of such an error; `None` if its form is not known.
pub fn account(case: &Case) -> Option<Account> {
    let taken = Taken::new(case)?;
    let mut account = Account::default();
    taken.events(&mut account);
    taken.story(&mut account);
    account.harm(match taken.behind {
        Behind::Destructor(_) => {
            "`drop` would run on a value that lacks a part, and free that part a second time."
        }
        _ => "what was taken out would have two owners, and both would free it at the end.",
    });
    taken.fixes(&mut account);
    Some(account)
}

impl<'a> Taken<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let main = case.main()?;
        let mut behind = behind(case)?;
        let path = match &behind {
            Behind::Closure(_) => case.named(0)?.to_owned(),
            _ => main.text.clone(),
        };
        let holder = case.binding(base(&path), main.area.start);
        if behind == Behind::Array
            && holder.is_some_and(|b| case.code.token(b.of_type.start) == "&")
        {
            behind = Behind::Shared;
        }
        Some(Self {
            path: plain(&path),
            case,
            main,
            of_type: case.moved_type(),
            holder,
            behind,
        })
    }

    fn holder_name(&self) -> String {
        match self.holder {
            Some(binding) => binding.name.clone(),
            None => base(&self.path).to_owned(),
        }
    }

    fn events(&self, account: &mut Account) {
        let lane = account.lane(self.holder_name());
        match self.holder.and_then(|b| self.case.declaration(b)) {
            Some(area) => {
                let (what, note) = self.holds();
                account.event(lane, what, area, note);
            }
            None => account.event(lane, What::Seen, self.main.area, ""),
        }
        if let Behind::Closure(kind) = &self.behind
            && let Some(closure) = self.case.first(Role::InClosure)
        {
            let note = format!("a closure that may be called many times (`{kind}`)");
            account.event(lane, What::Used, closure.area, note);
        }
        account.event(lane, What::Conflict, self.main.area, self.takes());
        let moved = self.case.other(Role::Moved);
        if let Some(moved) = moved.filter(|c| c.line() != self.main.line()) {
            let note = format!("`{}` would take it out", moved.text);
            account.event(lane, What::Used, moved.area, note);
        }
    }

    /// How the holder comes by what it holds, and words on that.
    fn holds(&self) -> (What, String) {
        let name = self.holder_name();
        let of_type = self
            .holder
            .map_or_else(String::new, |b| self.case.written(&b.of_type));
        let is_loop = self.holder.is_some_and(|b| b.kind == BindingKind::For);
        let is_reference = of_type.starts_with('&') || is_loop || self.is_declared_by_reference();
        let borrows = match self.behind {
            Behind::Shared => What::Reads,
            Behind::Mutable => What::Writes,
            _ if of_type.starts_with("&mut") => What::Writes,
            _ => What::Reads,
        };
        match (&self.behind, is_reference) {
            (Behind::Shared | Behind::Mutable, true) => (
                borrows,
                format!("`{name}` only borrows: somebody else is the owner"),
            ),
            (Behind::Shared | Behind::Mutable, false) => (borrows, String::new()),
            (Behind::Index | Behind::Array, true) => (borrows, String::new()),
            (Behind::Index | Behind::Array, false)
                if self.collection() == name && self.holder.is_some_and(|b| b.is_whole) =>
            {
                (What::Created, format!("`{name}` owns its elements"))
            }
            (Behind::Pointer(kind), _) if is_counted(kind) => (
                What::Created,
                format!("`{name}` is an `{kind}`: the value may have more owners"),
            ),
            (Behind::Destructor(_), _) => {
                (What::Created, format!("`{name}` has a `drop` of its own"))
            }
            _ => (What::Created, String::new()),
        }
    }

    /// `let [first, ..] = &words;`
    fn is_declared_by_reference(&self) -> bool {
        self.holder
            .is_some_and(|b| self.case.code.token(b.value.start) == "&")
    }

    /// `self.names` of `self.names[seat]`.
    fn collection(&self) -> &str {
        self.path.split('[').next().unwrap_or(&self.path)
    }

    fn takes(&self) -> String {
        match &self.of_type {
            Some(of_type) if of_type.len() <= 24 => format!("wants to take the `{of_type}` out"),
            _ => "wants to take the value out".to_owned(),
        }
    }

    fn story(&self, account: &mut Account) {
        let (line, path, name) = (self.main.line(), &self.path, self.holder_name());
        let thing = match &self.of_type {
            Some(of_type) if of_type.len() <= 32 => format!("the `{of_type}`"),
            _ => "the value".to_owned(),
        };
        account.say(match &self.behind {
            Behind::Shared | Behind::Mutable if path == &name => format!(
                "`{name}` only borrows {thing}, so line {line} cannot take it away from its owner."
            ),
            Behind::Shared | Behind::Mutable => format!(
                "`{path}` belongs to whoever owns `{name}`; line {line} wants to take {thing} out of it, and would leave a hole behind."
            ),
            Behind::Index | Behind::Array => format!(
                "Line {line} wants to take {thing} out of its place in `{}`. A collection cannot have a hole where an element was.",
                self.collection()
            ),
            Behind::Pointer(kind) if !is_counted(kind) => format!(
                "A `{kind}` only lends what it points to, so line {line} cannot take {thing} out of it."
            ),
            Behind::Pointer(kind) => format!(
                "An `{kind}` shares its value among owners, so line {line} cannot take {thing} for itself alone."
            ),
            Behind::Closure(kind) => format!(
                "The closure gives `{path}` away on line {line}. That can be done once only, but an `{kind}` closure may be called many times."
            ),
            Behind::Destructor(of_type) if path == &name => format!(
                "`{of_type}` has a `drop` that needs all of its fields at the end, so line {line} cannot take `{path}` apart."
            ),
            Behind::Destructor(of_type) => format!(
                "`{of_type}` has a `drop` that needs all of its fields at the end, so line {line} cannot take `{path}` out of it."
            ),
        });
    }

    fn fixes(&self, account: &mut Account) {
        let shapes: [fn(&Self, &mut Account); 9] = [
            Self::lend_to_loop,
            Self::lend_to_match,
            Self::without_star,
            Self::as_ref,
            Self::lend,
            Self::take,
            Self::once,
            Self::clone,
            Self::share,
        ];
        for shape in shapes {
            shape(self, account);
        }
    }

    /// `node.next.as_ref().unwrap()`.
    fn as_ref(&self, account: &mut Account) {
        let is_option = self
            .of_type
            .as_deref()
            .is_some_and(|t| t.starts_with("Option<") || t.starts_with("Result<"));
        let Some(call) = self.case.first(Role::MovedByMethod).filter(|_| is_option) else {
            return;
        };
        if !self.goes_on_reading(call) {
            return;
        }
        let method = call.text.split('(').next().unwrap_or("").to_owned();
        account.fix(Fix::new(
            format!("Look into it without taking it: .as_ref() before .{method}()."),
            edits(
                self.case.code,
                &[Change::behind(self.main.area, ".as_ref()")],
            ),
        ));
    }

    /// Whether what follows a call only looks: a field, nothing, or a method that is known to.
    fn goes_on_reading(&self, call: &Clue) -> bool {
        let code = self.case.code;
        let end = code.indices(call.area).end;
        let is_call = code.token(end) == "." && code.token(end + 2) == "(";
        !is_call || READERS.contains(&code.token(end + 1))
    }

    /// `match shape` in place of `match *shape`.
    fn without_star(&self, account: &mut Account) {
        let in_pattern = self.case.other(Role::Moved).is_some();
        let edits = proposed(
            self.case.diagnostic,
            self.case.code,
            "removing the dereference",
        );
        let Some(edits) = edits.filter(|_| in_pattern) else {
            return;
        };
        let what = "Match on the reference itself: the names in the pattern then borrow.";
        account.fix(match self.returned_arm() {
            None => Fix::new(what, edits),
            Some(arm) => Fix::new(
                format!("{what} What must be owned is cloned."),
                edits.into_iter().chain(arm).collect(),
            ),
        });
    }

    /// `match &music_box.now` in place of `match music_box.now`.
    fn lend_to_match(&self, account: &mut Account) {
        let code = self.case.code;
        let Some(moved) = self.case.other(Role::Moved) else {
            return;
        };
        let binding = self.case.syntax.declared_at(code, moved.area);
        let range = code.indices(self.main.area);
        let is_whole = binding.is_some_and(|b| b.value == range);
        if !is_whole || self.main.text.starts_with('*') {
            return;
        }
        let what = "Look at it through a reference: the names in the pattern then borrow.";
        let mut bindings = self.case.syntax.bindings.iter();
        let needs_owner = bindings.any(|b| b.value == range && self.is_given_away(b));
        account.fix(match needs_owner {
            true => Fix::words(format!(
                "{what} What must be owned is cloned (.clone()) where it is given away."
            )),
            false => Fix::new(what, edits(code, &[Change::before(self.main.area, "&")])),
        });
    }

    /// Whether a variable is used as an argument of a function, a field or a result, where a
    /// reference would be another type. Macros such as `println!` take references too.
    fn is_given_away(&self, binding: &Binding) -> bool {
        let code = self.case.code;
        let uses = binding.visible.clone().filter(|at| {
            code.token(*at) == binding.name && self.means(binding, *at) && *at != binding.token
        });
        let mut bare = uses.filter(|at| {
            let before = at.checked_sub(1).map_or("", |before| code.token(before));
            let ends = matches!(code.token(at + 1), ")" | "," | ";" | "}" | "");
            ends && matches!(
                before,
                "(" | "," | "=" | "return" | "=>" | ":" | "{" | ";" | "}"
            )
        });
        bare.any(|at| !self.is_in_macro(at))
    }

    fn means(&self, binding: &Binding, at: usize) -> bool {
        let place = self.case.code.tokens.get(at).map(|t| t.area.start);
        let found = place.and_then(|place| self.case.binding(&binding.name, place));
        found.is_some_and(|b| b.token == binding.token)
    }

    /// Whether the innermost round brackets around a token are those of a macro.
    fn is_in_macro(&self, at: usize) -> bool {
        let code = self.case.code;
        let open = (0..at).rfind(|open| {
            code.token(*open) == "(" && code.partner(*open).is_some_and(|close| close > at)
        });
        open.and_then(|open| open.checked_sub(1))
            .is_some_and(|before| code.token(before) == "!")
    }

    /// `Some(name) => name,` becomes `Some(name) => name.clone(),`.
    fn returned_arm(&self) -> Option<Vec<Edit>> {
        let code = self.case.code;
        let name = &self.case.other(Role::Moved)?.text;
        let from = code.index_at(self.case.other(Role::Moved)?.area.end);
        let arrow = (from..code.tokens.len()).find(|at| code.token(*at) == "=>")?;
        let alone = code.token(arrow + 1) == name && matches!(code.token(arrow + 2), "," | "}");
        let area = code.span_of(arrow + 1, arrow + 1).filter(|_| alone)?;
        Some(edits(code, &[Change::behind(area, ".clone()")]))
    }

    /// `&names[0]`.
    fn lend(&self, account: &mut Account) {
        let code = self.case.code;
        let range = code.indices(self.main.area);
        let mut bindings = self.case.syntax.bindings.iter();
        let kept = bindings
            .find(|b| b.value == range && b.of_type.is_empty() && b.kind == BindingKind::Let);
        let Some(binding) = kept else {
            return self.lend_result(account);
        };
        if !binding.is_whole || self.is_given_away(binding) {
            return;
        }
        if binding.mutable {
            return self.lend_mutably(binding, account);
        }
        let area = code.span_of(range.start, range.start);
        let by = match self.main.text.strip_prefix('*') {
            Some(_) => area.map(|a| Change::replace(a, "&*")),
            None => area.map(|a| Change::before(a, "&")),
        };
        account.fix(Fix::new(
            format!("Let `{}` borrow it.", binding.name),
            by.map_or_else(Vec::new, |change| edits(code, &[change])),
        ));
    }

    /// `let stamps = &mut card.stamps;` for `let mut stamps = card.stamps;`.
    fn lend_mutably(&self, binding: &Binding, account: &mut Account) {
        let code = self.case.code;
        let words = code.span_of(binding.token - 1, binding.token);
        let Some(area) = words.filter(|_| self.behind == Behind::Mutable) else {
            return;
        };
        let changes = [
            Change::replace(area, binding.name.clone()),
            Change::before(self.main.area, "&mut "),
        ];
        account.fix(Fix::new(
            format!(
                "Let `{}` borrow it for writing: the change then happens in place.",
                binding.name
            ),
            edits(code, &changes),
        ));
    }

    /// `for job in &ticket.jobs`.
    fn lend_to_loop(&self, account: &mut Account) {
        if self.case.first(Role::MovedByImplicitCall).is_none() {
            return;
        }
        account.fix(Fix::new(
            "Loop over a reference: the loop then gets references to the elements.",
            edits(self.case.code, &[Change::before(self.main.area, "&")]),
        ));
    }

    /// A function whose result is the value: let it return a reference.
    fn lend_result(&self, account: &mut Account) {
        let case = self.case;
        let Some(function) = case.syntax.function_at(case.code, self.main.area.start) else {
            return;
        };
        let range = case.code.indices(self.main.area);
        let is_result = range.end == function.body.1 && self.behind == Behind::Shared;
        let returned = super::escapes::return_type(case, function);
        let Some((_, area)) = returned.filter(|_| {
            is_result
                && self
                    .holder
                    .is_some_and(|b| b.kind == BindingKind::Parameter)
        }) else {
            return;
        };
        let one_reference = case.syntax.bindings.iter().filter(|b| {
            b.kind == BindingKind::Parameter
                && function.parameters.0 < b.token
                && b.token < function.parameters.1
        });
        if one_reference
            .filter(|b| case.written(&b.of_type).contains('&'))
            .count()
            != 1
        {
            return;
        }
        let by = match self.of_type.as_deref() {
            Some("String") => "&str".to_owned(),
            Some(of_type) if words(of_type).len() <= 2 => format!("&{of_type}"),
            _ => return,
        };
        let changes = [
            Change::before(self.main.area, "&"),
            Change::replace(area, by),
        ];
        account.fix(Fix::new(
            format!(
                "Return a reference: the caller, who owns `{}`, can lend it.",
                self.holder_name()
            ),
            edits(case.code, &changes),
        ));
    }

    /// `std::mem::take(&mut self.items)`.
    fn take(&self, account: &mut Account) {
        let may_write = self
            .holder
            .is_some_and(|b| b.mutable || self.case.written(&b.of_type).starts_with("&mut"));
        let has_place = match self.behind {
            Behind::Mutable => true,
            Behind::Index | Behind::Array | Behind::Destructor(_) => may_write,
            _ => false,
        };
        let has_place = has_place && self.path != self.holder_name();
        if !has_place {
            return;
        }
        let of_type = self.of_type.as_deref().unwrap_or("");
        let code = self.case.code;
        if of_type.starts_with("Option<") {
            return account.fix(Fix::new(
                "Take it out and leave `None` in its place: .take().",
                edits(code, &[Change::behind(self.main.area, ".take()")]),
            ));
        }
        let has_default = [
            "Vec<",
            "String",
            "HashMap<",
            "HashSet<",
            "BTreeMap<",
            "VecDeque<",
        ];
        let by = format!("std::mem::take(&mut {})", self.main.text);
        match has_default.iter().any(|t| of_type.starts_with(t)) {
            true => account.fix(Fix::new(
                "Take it out and leave an empty one in its place: `std::mem::take`.",
                edits(code, &[Change::replace(self.main.area, by)]),
            )),
            false if self.behind != Behind::Mutable => {}
            false => account.fix(Fix::words(
                "Take it out and put another value in its place: `std::mem::replace`.",
            )),
        }
    }

    /// A closure that is called once.
    fn once(&self, account: &mut Account) {
        if !matches!(self.behind, Behind::Closure(_)) {
            return;
        }
        account.fix(Fix::words(
            "If the closure is called only once, ask for `FnOnce` where it is taken.",
        ));
    }

    fn clone(&self, account: &mut Account) {
        let edits: Option<Vec<Edit>> =
            proposed(self.case.diagnostic, self.case.code, "cloning the value");
        // For these rustc clones the pointer.
        let of_pointer = matches!(self.behind, Behind::Pointer(_));
        if let Some(edits) = edits.filter(|_| !of_pointer) {
            account.fix(Fix::new(
                "Clone it, if both really need a copy of their own; a copy costs time and memory.",
                edits,
            ));
        }
    }

    fn share(&self, account: &mut Account) {
        match &self.behind {
            Behind::Pointer(kind) if !is_counted(kind) => account.fix(Fix::words(
                "Use it where it is, through the reference, or take it out with `std::mem::take` if it may be changed.",
            )),
            Behind::Pointer(kind) => account.fix(Fix::words(format!(
                "`{kind}::clone` gives one more owner of the same value; `{kind}::try_unwrap` takes it out if there is no other."
            ))),
            Behind::Index => account.fix(Fix::words(
                "To take an element out for good: `remove`, `swap_remove`, or `into_iter()` over all of them.",
            )),
            Behind::Array if !self.main.text.contains('[') || self.is_lent() => {}
            Behind::Array => account.fix(self.all_of_array()),
            Behind::Destructor(_) if self.path == self.holder_name() => account.fix(Fix::words(
                "To take parts out for good, leave something in their places: `std::mem::take`, or `Option` fields and `.take()`.",
            )),
            Behind::Destructor(_) if account.old_fixes.iter().any(|f| f.what.contains("`std::mem::take`")) => {}
            Behind::Destructor(_) => account.fix(Fix::words(
                "To take it out for good, leave something in its place: `std::mem::take`, or an `Option` field and `.take()`.",
            )),
            _ => {}
        }
    }
}

impl Taken<'_> {
    /// Whether the holder is a reference, or something that a closure or loop lends.
    fn is_lent(&self) -> bool {
        let of_type = self.holder.map(|b| self.case.written(&b.of_type));
        let by_type = of_type.is_none_or(|t| t.starts_with('&'));
        let in_pattern = self.holder.is_some_and(|b| !b.is_whole);
        by_type || in_pattern || self.is_declared_by_reference()
    }

    fn is_in_loop(&self) -> bool {
        let place = self.main.area.start;
        let mut loops = self
            .case
            .syntax
            .loop_around(self.case.code, place, place)
            .into_iter();
        loops.any(|l| self.holder.is_some_and(|b| b.token < l.keyword))
    }

    /// `seats.into_iter().nth(place)`: an array that is owned can be used up.
    fn all_of_array(&self) -> Fix {
        let index = self.main.text.split_once('[');
        let index = index.and_then(|(_, rest)| rest.strip_suffix(']'));
        let one = match index {
            Some(index) if index.len() <= 24 && !self.is_in_loop() => {
                format!(", of which .nth({index}) is this one")
            }
            _ => String::new(),
        };
        Fix::words(format!(
            "An array that is needed no more gives its elements away all at once: by a pattern (`let [a, b] = ...;`) or .into_iter(){one}."
        ))
    }
}

fn is_counted(kind: &str) -> bool {
    matches!(kind, "Rc" | "Arc")
}

fn behind(case: &Case) -> Option<Behind> {
    let message = &case.diagnostic.message;
    let name = |index| case.named(index).unwrap_or("").to_owned();
    Some(match case.diagnostic.code.as_deref() {
        Some("E0508") => Behind::Array,
        Some("E0509") => Behind::Destructor(name(0)),
        _ if message.contains("behind a shared reference") => Behind::Shared,
        _ if message.contains("behind a mutable reference") => Behind::Mutable,
        _ if message.contains("index of") => Behind::Index,
        _ if message.contains("captured variable in an") => Behind::Closure(name(1)),
        _ if message.contains("out of an `") => Behind::Pointer(name(0)),
        _ if message.contains("out of dereference of `") => {
            Behind::Pointer(name(0).split('<').next().unwrap_or("").to_owned())
        }
        _ => return None,
    })
}
