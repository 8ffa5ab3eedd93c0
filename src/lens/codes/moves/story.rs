//! What happens, drawn and told.

use super::moved::Moved;
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::moved_type::thing;
use crate::lens::query::{closures, places, statements};
use crate::rust::{NodeId, NodeKind, Role};

/// The lane of the variable, and that of the one that its value moves into.
pub fn draw(moved: &Moved, account: &mut Account) {
    let case = moved.case;
    let owner = moved.owner();
    let lane = account.lane(owner.map_or(moved.path.as_str(), |owner| owner.name.as_str()));
    match owner {
        Some(owner) => {
            let area = case.area(&case.declaration(owner));
            account.event(lane, What::Created, area, owns(moved));
        }
        None => account.event(lane, What::Seen, moved.gone.area, ""),
    }
    if let Some((_, parameter)) = moved.called_by_tests() {
        let area = case.area(&case.tree.bytes(parameter));
        account.event(lane, What::Used, area, "takes ownership");
    }
    let what = if moved.is_in_part {
        What::MovedInPart
    } else {
        What::Moved
    };
    account.event(lane, what, moved.gone.area, gone_note(moved));
    for other in moved.between() {
        account.event(lane, What::Conflict, case.area(&case.tree.bytes(other)), "");
    }
    let round = usize::from(moved.is_next_round);
    account.event_on(
        lane,
        What::Conflict,
        moved.used.area,
        round,
        used_note(moved),
    );
    if let Goal::Variable(receiver) | Goal::Pattern(receiver) = moved.goal
        && !moved.is_next_round
        && Some(receiver) != moved.owner
    {
        let binding = case.names.binding(receiver);
        let lane = account.lane(binding.name.clone());
        let area = case.area(&case.declaration(binding));
        if area.start.line == moved.gone.line() {
            account.event(lane, What::Created, area, "");
        } else {
            account.event(lane, What::Seen, moved.gone.area, "");
        }
        let end = binding.scope.end.saturating_sub(1);
        if end < moved.used.bytes.start && case.line(end) > moved.gone.line() {
            account.event(lane, What::LastUse, case.area(&(end..end)), "");
        } else if end < moved.used.bytes.start {
            account.event(lane, What::LastUse, moved.gone.area, "");
        }
    }
}

fn owns(moved: &Moved) -> String {
    let owner = moved.owner().map(|owner| owner.name.as_str());
    let is_of_owner = owner.is_some() && moved.told.place == owner;
    match moved.of_type() {
        Some(_) if moved.is_in_part || !is_of_owner => String::new(),
        Some(told) if told.starts_with('&') => format!("holds {}", thing(Some(told))),
        Some(told) if thing(Some(told)) != "the value" => {
            format!("owns {}", thing(Some(told)))
        }
        _ => String::new(),
    }
}

fn gone_note(moved: &Moved) -> String {
    let case = moved.case;
    let part = moved
        .part()
        .map_or(String::new(), |part| format!("{part} "));
    match moved.goal {
        Goal::Argument(call) | Goal::Macro(call) | Goal::Receiver(call) => {
            let dot = if matches!(moved.goal, Goal::Receiver(_)) {
                "."
            } else {
                ""
            };
            let bang = if matches!(moved.goal, Goal::Macro(_)) {
                "!"
            } else {
                ""
            };
            let name = goal::called(case, call).unwrap_or("the call");
            format!("{part}moved into `{dot}{name}{bang}`")
        }
        Goal::Try => format!("{part}taken apart by `?`"),
        Goal::Await => "used up by `.await`".to_owned(),
        Goal::Invocation => "used up by this call".to_owned(),
        Goal::Variable(to) | Goal::Pattern(to) => {
            let part = if moved.part_is_unnamed() {
                "a part "
            } else {
                part.as_str()
            };
            format!("{part}moved to `{}`", case.names.binding(to).name)
        }
        Goal::Place(left) => format!("{part}moved to `{}`", case.written(left)),
        Goal::Loop(_) => format!("{part}moved into the loop"),
        Goal::Closure(closure) => format!("{part}moved into the {}", closure_word(moved, closure)),
        Goal::Literal(literal) => format!("{part}moved into {}", literal_words(moved, literal)),
        Goal::Update(literal) => format!("{part}moved into {}", literal_words(moved, literal)),
        Goal::Operator(_) => format!("{part}moved into the operator"),
        Goal::Returned | Goal::Unknown => format!("{part}moved away"),
    }
}

fn used_note(moved: &Moved) -> String {
    let round = if moved.is_next_round {
        "next time round: "
    } else {
        ""
    };
    let state = if moved.is_in_part {
        "no longer whole"
    } else {
        "already moved"
    };
    format!("{round}{state}")
}

/// The sentences.
pub fn tell(moved: &Moved, account: &mut Account) {
    let path = &moved.path;
    let takes = takes(moved);
    let line = moved.used.line();
    let lines = lines_without(moved);
    let is_same_place = moved.is_one_place();
    account.say(if moved.is_next_round && !is_same_place {
        format!(
            "{takes}. When the loop comes round again, line {line} can't use `{path}` any more."
        )
    } else if moved.is_next_round && moved.is_in_part {
        format!("{takes}. When the loop comes round again, that part of `{path}` is already gone.")
    } else if moved.is_next_round {
        format!("{takes}. When the loop comes round again, `{path}` has already been moved.")
    } else if moved.is_in_part {
        format!(
            "{takes}. Now a part of `{path}` is missing, so {lines} can't use `{path}` as a whole."
        )
    } else if lines == format!("line {}", moved.gone.line()) {
        format!("{takes}. After that, the same line can't use `{path}` any more.")
    } else if takes.contains(": ") || takes.contains(", so ") {
        format!("{takes}. After that, {lines} can't use `{path}` any more.")
    } else {
        format!("{takes}, so {lines} can't use `{path}` any more.")
    });
    if let Some(sentence) = given_code(moved) {
        account.say(sentence);
    }
    if let Some(line) = moved.loop_of_move() {
        account.also.push(line);
        account.say(format!(
            "And the loop on line {line} would move `{path}` again on its next round."
        ));
    }
    if is_in_branch(moved) {
        account.say(format!(
            "Line {} may not always run, but one path through the program that runs it and then gets to line {line} is enough.",
            moved.gone.line()
        ));
    }
}

/// "line 4", or "lines 4, 5 and 7": the lines that can't use the value any more.
fn lines_without(moved: &Moved) -> String {
    let between = moved.between().into_iter();
    let between = between.map(|node| moved.case.line(moved.case.tree.bytes(node).start));
    let mut lines: Vec<usize> = between.chain([moved.used.line()]).collect();
    lines.sort_unstable();
    lines.dedup();
    match lines.as_slice() {
        [first @ .., last] if !first.is_empty() => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("lines {} and {last}", first.join(", "))
        }
        _ => format!("line {}", moved.used.line()),
    }
}

/// "Line 4 passes `v` to `total`, which takes ownership of the `Vec<i32>`".
fn takes(moved: &Moved) -> String {
    let case = moved.case;
    let line = moved.gone.line();
    let thing = thing(moved.of_type());
    let what = moved.what();
    match moved.goal {
        Goal::Argument(call) if goal::is_constructor(case, call) => {
            let name = goal::called(case, call).unwrap_or("it");
            format!("Line {line} moves {thing} from {what} into `{name}(...)`")
        }
        Goal::Argument(call) => match goal::called(case, call) {
            Some(name) => format!(
                "Line {line} passes {what} to `{name}`, which takes ownership of {}",
                moved.it_or(&thing)
            ),
            None => format!("Line {line} passes {what} on, which moves {thing}"),
        },
        Goal::Receiver(call) => {
            let name = goal::called(case, call).unwrap_or("a method");
            format!(
                "Line {line} calls `{name}` on {what}. `{name}` takes `self`, so it takes ownership of {}",
                if thing == "the value" { &what } else { &thing }
            )
        }
        Goal::Macro(call) => {
            let name = goal::called(case, call).unwrap_or("macro");
            format!("Line {line} moves {thing} from {what} into `{name}!`")
        }
        Goal::Try => format!("`?` on line {line} takes ownership of {what} to get at its value"),
        Goal::Await => {
            format!(
                "`.await` on line {line} takes ownership of {what}: a future can be awaited only once"
            )
        }
        Goal::Invocation => invocation(moved),
        Goal::Variable(to) | Goal::Pattern(to) => {
            into_variable(moved, &case.names.binding(to).name)
        }
        Goal::Place(left) => {
            format!(
                "Line {line} moves {thing} from {what} to `{}`",
                case.written(left)
            )
        }
        Goal::Loop(_) => format!("The `for` loop on line {line} takes ownership of {what}"),
        Goal::Closure(closure) => into_closure(moved, closure),
        Goal::Literal(literal) => format!(
            "Line {line} moves {thing} from {what} into {}",
            literal_words(moved, literal)
        ),
        Goal::Update(literal) => {
            let rest = case.tree.child(literal, Role::Rest);
            let rest = rest.map_or("", |rest| case.written(rest));
            let part = moved
                .part()
                .unwrap_or_else(|| format!("fields of `{rest}`"));
            format!(
                "`..{rest}` on line {line} moves {part} into {}",
                literal_words(moved, literal)
            )
        }
        Goal::Operator(node) => {
            let side = match case.tree.child(node, Role::Left) {
                Some(left) if left == moved.value => "its left operand",
                Some(_) => "its right operand",
                None => "its operand",
            };
            format!("The operator on line {line} takes ownership of {what}, {side}")
        }
        Goal::Returned | Goal::Unknown => format!("Line {line} moves {thing} out of {what}"),
    }
}

fn into_variable(moved: &Moved, to: &str) -> String {
    let line = moved.gone.line();
    let is_pattern = matches!(moved.goal, Goal::Pattern(_));
    let who = if is_pattern {
        format!("The pattern on line {line}")
    } else {
        format!("Line {line}")
    };
    let thing = thing(moved.of_type());
    if is_pattern && (moved.is_in_part || moved.told.place.is_none()) {
        return match moved.part() {
            Some(part) => format!("{who} moves {part} to `{to}`"),
            None => format!("{who} moves {thing} out of `{}` to `{to}`", moved.path),
        };
    }
    let from = moved.what();
    format!("{who} moves {thing} from {from} to `{to}`")
}

/// A closure that can be called once has been called.
fn invocation(moved: &Moved) -> String {
    let (path, line) = (&moved.path, moved.gone.line());
    let case = moved.case;
    let notes = case.diagnostic.children.iter();
    let mut notes = notes.filter(|note| note.message.contains("moves the variable"));
    let inside = notes.next().and_then(|note| {
        let name = crate::lens::labels::names(&note.message).first().copied()?;
        let span = note.spans.first()?;
        Some((name, span.line_start))
    });
    match inside {
        Some((name, at)) => format!(
            "Line {line} calls `{path}`. This closure moves `{name}` away (line {at}), so it can be called only once"
        ),
        None => {
            format!("Line {line} calls `{path}`, which is `FnOnce`: it can be called only once")
        }
    }
}

fn into_closure(moved: &Moved, closure: NodeId) -> String {
    let case = moved.case;
    let line = moved.gone.line();
    let word = closure_word(moved, closure);
    let what = moved.what();
    // The closure that uses the value later has such a place too.
    let mut clues = case
        .clues
        .iter()
        .filter(|clue| clue.role == Part::CapturedUse);
    let captured = clues.find(|clue| case.tree.is_inside(case.node(clue), closure));
    let captured = captured.map(|clue| clue.line());
    let at = captured.filter(|at| *at != line);
    let why = match (is_move(moved, closure), at) {
        (true, Some(at)) => format!(", which it uses on line {at}"),
        (true, None) => String::new(),
        (false, Some(at)) => format!(", because it moves {what} on line {at}"),
        (false, None) => format!(", because its body moves {what}"),
    };
    format!("The {word} on line {line} takes ownership of {what}{why}")
}

fn closure_word(moved: &Moved, closure: NodeId) -> &'static str {
    let is_async = moved.case.tree.kind(closure) == NodeKind::AsyncBlock;
    match (is_async, is_move(moved, closure)) {
        (true, true) => "`async move` block",
        (true, false) => "`async` block",
        (false, true) => "`move` closure",
        (false, false) => "closure",
    }
}

/// Whether a closure or `async` block says `move`.
fn is_move(moved: &Moved, closure: NodeId) -> bool {
    closures::move_token(moved.case, closure).is_some()
}

fn literal_words(moved: &Moved, literal: NodeId) -> String {
    let case = moved.case;
    match case.tree.kind(literal) {
        NodeKind::Array => "a new array".to_owned(),
        NodeKind::Tuple => "a new tuple".to_owned(),
        _ => match case.tree.child(literal, Role::Callee) {
            Some(path) => format!("the new `{}`", case.written(path)),
            None => "a new value".to_owned(),
        },
    }
}

/// In tests and the `main` beside them, the signature decides.
fn given_code(moved: &Moved) -> Option<String> {
    let (function, parameter) = moved.called_by_tests()?;
    let case = moved.case;
    let line = case.line(case.tree.bytes(parameter).start);
    let place = if crate::lens::query::test_code::is_in_test(case, moved.value) {
        "The tests call"
    } else {
        "`main` calls"
    };
    Some(format!(
        "{place} `{}` like this, so look at its signature: `{}` on line {line} takes ownership.",
        function.name(),
        case.written(parameter)
    ))
}

/// Whether the move is in a branch or loop that the use isn't in, so that it may not happen.
pub fn is_in_branch(moved: &Moved) -> bool {
    let tree = moved.case.tree;
    if moved.is_next_round {
        return false;
    }
    let mut around = statements::around(moved.case, moved.value);
    let mut own = around.by_ref().take_while(|node| {
        !tree.is_inside(moved.again, *node)
            && !matches!(tree.kind(*node), NodeKind::Closure | NodeKind::Function)
    });
    own.any(|node| {
        let parent = tree.parent(node).map(|parent| tree.kind(parent));
        matches!(
            (parent, tree.role(node)),
            (Some(NodeKind::If), Role::Body | Role::Else)
                | (
                    Some(NodeKind::While | NodeKind::For | NodeKind::MatchArm),
                    Role::Body
                )
        )
    })
}

impl Moved<'_> {
    /// What moves, in backticks: the expression, or the variable where a closure or a pattern
    /// takes it.
    fn what(&self) -> String {
        let is_place = places::base(self.case, self.value).is_some();
        if is_place {
            format!("`{}`", self.case.written(self.value))
        } else {
            match self.part() {
                Some(part) => part,
                None => format!("`{}`", self.whole()),
            }
        }
    }

    /// What moves as a whole: perhaps more than what's used later.
    fn whole(&self) -> &str {
        let path = self.path.as_str();
        let holds = |place: &&str| {
            let behind = path.strip_prefix(*place);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('.'))
        };
        self.told.place.filter(holds).unwrap_or(path)
    }

    /// The part that moves, where only a part does and its name is known.
    pub fn part(&self) -> Option<String> {
        if !self.is_in_part {
            return None;
        }
        let place = self.told.place.filter(|place| *place != "value");
        place.map(|place| format!("`{place}`"))
    }

    /// Whether a part moves that has no name.
    fn part_is_unnamed(&self) -> bool {
        self.is_in_part && self.part().is_none()
    }

    /// The place itself, where the type is no help.
    fn it_or(&self, thing: &str) -> String {
        if thing == "the value" {
            "it".to_owned()
        } else {
            thing.to_owned()
        }
    }
}
