//! What may be done with places, as the compiler says.

use super::*;

use crate::engine::ask::{facts, permissions};
use crate::model::ask::permissions::{Permission, Permissions};
use crate::model::ask::places::{Boundary, PlaceReader};
use crate::model::ask::probe_spans::Access;

/// Takes `‹place›` out of a program: each is asked where it stands.
fn unmark_places(marked: &str) -> (String, Vec<(String, usize)>) {
    let mut program = String::new();
    let mut places = Vec::new();
    for (index, piece) in marked.split(['‹', '›']).enumerate() {
        if index % 2 == 0 {
            program.push_str(piece);
        } else {
            places.push((piece.to_owned(), program.len()));
        }
    }
    (program, places)
}

/// The permissions of all marked places, and how many compiles they took beside the facts.
fn ask(marked: &str) -> (Vec<Result<Permissions, NotAsked>>, usize) {
    let (program, places) = unmark_places(marked);
    let host = TestHost::new();
    let asker = host.asker();
    let context = host.context(&program);
    let source = Source::new(program.as_str(), Edition::default());
    let cancel = Cancel::default();
    let facts = facts::of_file(&asker, &context, &source, &cancel);
    let for_facts = asker.compiled();
    let reader = PlaceReader::new(&source).expect("readable");
    // A value without braces becomes a block.
    let boundary = |at: usize| {
        let tree = reader.tree();
        let innermost = tree.innermost_at(at);
        let around = std::iter::once(innermost).chain(tree.ancestors(innermost));
        let mut found = around.filter_map(|node| reader.before(node).ok());
        let bare = found.find(|found| found.at == at);
        bare.unwrap_or(Boundary {
            at,
            block_until: None,
        })
    };
    let places: Vec<(String, Boundary)> = places
        .into_iter()
        .map(|(place, at)| (place, boundary(at)))
        .collect();
    let found = permissions::of_places(&asker, &context, &source, &facts, &places, &cancel);
    (found, asker.compiled() - for_facts)
}

/// The permissions as `RWO`, with `-` for each that is missing.
fn letters(found: &Result<Permissions, NotAsked>) -> String {
    let found = match found {
        Ok(found) => found,
        Err(reason) => return reason.to_string(),
    };
    let letters = [
        (Access::Read, "R"),
        (Access::Write, "W"),
        (Access::Own, "O"),
    ];
    let letter = |(access, letter)| match found.of(access) {
        Permission::Allowed => letter,
        Permission::Denied(_) => "-",
    };
    letters.map(letter).concat()
}

fn permissions_of(marked: &str) -> Vec<String> {
    ask(marked).0.iter().map(letters).collect()
}

#[test]
fn a_moved_value_has_no_permissions_whatever_the_program_says_of_it() {
    let found = permissions_of(
        "fn main() {
            let mut v = vec![1];
            ‹v›let w = v;
            ‹v›println!(\"{v:?}\");
            ‹v›println!(\"{v:?}\");
            ‹v›v = w;
            ‹v›let c = move || v.len();
            ‹v›c();
        }",
    );
    assert_eq!(found, ["RWO", "---", "---", "---", "RWO", "---"]);
}

#[test]
fn a_borrow_takes_permissions_away_until_its_last_use() {
    let found = permissions_of(
        "fn main() {
            let mut v = vec![1];
            ‹v›let r = &v[0];
            ‹v›v.push(1);
            ‹v›println!(\"{r}\");
            ‹v›let m = &mut v;
            ‹v›m.push(2);
            ‹v›let fixed = 1;
            ‹fixed›let _ = fixed;
        }",
    );
    let expected = ["RWO", "R--", "R--", "RWO", "---", "RWO", "R-O"];
    assert_eq!(found, expected);
}

#[test]
fn a_reference_is_valid_until_what_it_points_to_is_changed_or_dropped() {
    let (found, compiles) = ask("fn main() {
            let mut v = vec![1];
            let mut r = &mut v;
            r.push(1);
            ‹r›v.push(2);
            ‹r›println!(\"{v:?}\");
            ‹r›let s = &mut 0;
            {
                let inner = String::new();
                let t = inner.as_str();
                ‹t›println!(\"{t}\");
                ‹t›drop(inner);
                ‹t›
            }
            *s = 1;
        }
        fn other(mut v: Vec<u8>) { let r = &v; v.push(1); ‹r›}");
    let shown: Vec<String> = found.iter().map(letters).collect();
    let expected = ["RWO", "---", "---", "R-O", "R-O", "---", "---"];
    assert_eq!(shown, expected);
    // The reason stands where the reference stops being valid.
    let Ok(Permissions {
        read: Permission::Denied(reason),
        ..
    }) = &found[2]
    else {
        panic!("{found:?}");
    };
    let primary = reason.primary_span().expect("a place");
    assert_eq!(
        (reason.code.as_deref(), primary.line_start),
        (Some("E0499"), 5)
    );
    // One a compile in `main`, and the one of the other function beside the first.
    assert_eq!(compiles, 6);
}

#[test]
fn parts_and_what_a_reference_points_to_are_places_of_their_own() {
    let found = permissions_of(
        "struct S { a: String, b: (Vec<u8>, u8) }
        fn moved(mut s: S) {
            let t = s.a;
            ‹s›‹s.a›‹s.b›‹s.b.0›drop(t);
        }
        fn referred(r: &mut S, q: &S) {
            ‹r›‹*r›‹r.a›‹q›‹*q›‹q.b.1›‹q.b.0›q.a.len();
        }
        fn main() { let mut list = vec![String::new()]; ‹list[0]›list.clear(); }",
    );
    let expected = [
        "---", "---", "RWO", "RWO", "R-O", "RW-", "RW-", "R-O", "R--", "R-O", "R--", "RW-",
    ];
    assert_eq!(found, expected);
}

#[test]
fn loops_branches_and_variables_without_a_value_are_seen() {
    let found = permissions_of(
        "fn looped(v: Vec<u8>) {
            for _ in 0..2 { ‹v›drop(v); ‹v›}
        }
        fn branch(c: bool, v: Vec<u8>) {
            if c { drop(v); ‹v›} else { ‹v›}
            ‹v›
        }
        fn late(c: bool) {
            let x;
            ‹x›if c { x = 1; } else { x = 2; }
            ‹x›println!(\"{x}\");
        }
        fn lambda(mut n: Vec<String>) {
            n.retain(|s| ‹s›s.len() > 1);
            match n.pop() { Some(s) => ‹s›s, None => return };
        }
        fn main() {}",
    );
    let expected = [
        "---", "---", "---", "R-O", "---", "---", "R-O", "R-O", "R-O",
    ];
    assert_eq!(found, expected);
}

#[test]
fn silence_is_no_permission_where_the_compiler_does_not_get_there() {
    let not = |reason: NotAsked| reason.to_string();
    let found = permissions_of(
        "fn behind(v: Vec<u8>) { return; ‹v›drop(v); }
        fn broken(v: Vec<u8>) { let x: u8 = \"\"; ‹v›drop(v); }
        const fn evaluated(n: u8) -> u8 { ‹n›n }
        fn captured(v: Vec<u8>) -> impl Fn() { move || { ‹v›v.len(); } }
        #[cfg(any())] fn absent(v: Vec<u8>) { ‹v›}
        fn unknown() { ‹w›‹1 + 1›}
        fn partly(s: (String, String)) {
            let a = s.0;
            drop(s.0);
            ‹s›drop(a);
        }
        fn main() {}",
    );
    let expected = [
        not(NotAsked::NoWord),
        not(NotAsked::NoWord),
        not(NotAsked::InConstant),
        not(NotAsked::Captured),
        not(NotAsked::NoWord),
        not(NotAsked::NoPlace),
        not(NotAsked::NoPlace),
    ];
    assert_eq!(found[..7], expected);
    // The program's own error may stand for ours, so nothing is said, or that it's missing.
    assert!(
        ["---".to_owned(), not(NotAsked::NoWord)].contains(&found[7]),
        "{found:?}"
    );
}

#[test]
fn a_reason_is_told_in_places_of_the_program() {
    let (found, compiles) = ask("fn main() {
    let mut é = vec![1];
    let first = &é[0];
    ‹é›é.push(2); println!(\"{first}\");
    let moved = é; ‹é›drop(moved);
}");
    assert_eq!(compiles, 1);
    let spans = |permission: &Permission| {
        let Permission::Denied(reason) = permission else {
            panic!("{permission:?}");
        };
        let spans = reason.spans.iter();
        let mut spans: Vec<_> = spans
            .map(|span| (span.line_start, span.column_start, span.is_primary))
            .collect();
        spans.sort_unstable();
        assert!(!format!("{reason:?}").contains("__Probe"), "{reason:?}");
        (reason.code.clone().unwrap_or_default(), spans)
    };
    let borrowed = found[0].as_ref().expect("an answer");
    assert!(borrowed.read.is_allowed());
    let expected = vec![(3, 18, false), (4, 5, true), (4, 27, false)];
    assert_eq!(spans(&borrowed.write), ("E0502".to_owned(), expected));
    let moved = found[1].as_ref().expect("an answer");
    let expected = vec![(2, 9, false), (5, 17, false), (5, 20, true)];
    assert_eq!(spans(&moved.read), ("E0382".to_owned(), expected));
}

#[test]
fn many_places_without_references_share_a_compile() {
    let lines: String = (0..30).map(|n| format!("‹v{n}›let _ = v{n};")).collect();
    let parameters: String = (0..30).map(|n| format!("v{n}: Vec<u8>, ")).collect();
    let (found, compiles) = ask(&format!("fn f({parameters}) {{ {lines} }} fn main() {{}}"));
    let letters: Vec<String> = found.iter().map(letters).collect();
    assert_eq!(letters, vec!["R-O"; 30]);
    assert_eq!(compiles, 2);
}
