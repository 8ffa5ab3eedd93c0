//! What `dev check` says about tests that the learner's code can dodge, and what it doesn't.

mod common;

use common::Course;

/// An exercise's code, before its tests.
const CODE: &str = "fn main() {}
#[allow(dead_code)]
fn primes(n: u32) -> Vec<u32> {
    (2..n).filter(|x| is_prime(*x)).collect()
}
fn is_prime(n: u32) -> bool {
    (2..n).all(|d| n % d > 0)
}
#[allow(dead_code)]
fn each(call: impl Fn(u32)) {
    call(2);
}
#[allow(dead_code)]
fn sort(items: &mut Vec<u32>) {
    items.sort();
}
#[allow(dead_code)]
fn three() -> [u32; 3] {
    [1, 2, 3]
}
";

/// The advice about an exercise with these tests, without the manifest's. Each test stands in a
/// line of its own, the first in line 1 behind the head of the module.
fn advice(code: &str, tests: &[&str]) -> Vec<String> {
    let tests: String = tests.iter().map(|it| format!("    {it}\n")).collect();
    let text = format!("{code}#[cfg(test)]\nmod tests {{\n    use super::*;\n{tests}}}\n");
    let course = Course::new().exercise("it", "", &text);
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.run(&["dev", "check", "--strict"]).code, 1);
    let first = text.lines().position(|line| line == "    use super::*;");
    let first = first.expect("it is there") + 1;
    let lines = run.stdout.lines();
    let found = lines.filter_map(|line| line.strip_prefix("exercises/it.rs:"));
    let found = found.map(|line| {
        let (line, message) = line.split_once(": ").expect("a line");
        let line: usize = line.parse().expect("a number");
        format!("{}: {message}", line - first)
    });
    found.collect()
}

#[test]
fn any_panic_passes_without_expected() {
    let found = advice(
        CODE,
        &[
            "#[test] #[should_panic] fn a() { primes(1)[0]; }",
            "#[test] #[should_panic(expected = \"index out of bounds\")] fn b() { primes(1)[0]; }",
            "#[test] #[should_panic = \"index out of bounds\"] fn c() { primes(1)[0]; }",
            // Nobody runs it.
            "#[test] #[ignore] #[should_panic] fn d() { primes(1)[0]; }",
        ],
    );
    let wanted = "1: the test `tests::a` passes after any panic, even that of a `todo!()`; say \
                  which one it should be: `#[should_panic(expected = \"...\")]`";
    assert_eq!(found, [wanted]);
}

#[test]
fn a_loop_over_no_items_asserts_nothing() {
    let found = advice(
        CODE,
        &[
            "#[test] fn a() { for p in primes(9) { assert!(p > 1); } }",
            "#[test] fn b() { let all = primes(9); for p in &all { assert!(*p > 1); } }",
            "#[test] fn c() { for (p, q) in [2].into_iter().zip(primes(9)) { assert_eq!(p, q); } }",
            "#[test] fn d() { let mut v = vec![3, 1]; sort(&mut v); for w in v.windows(2) { assert!(w[0] < w[1]); } }",
            "#[test] fn e() { let mut v = primes(9); while let Some(p) = v.pop() { assert!(p > 1); } }",
            "#[test] fn f() { for p in (2..9).filter(|n| is_prime(*n)) { assert!(p > 1); } }",
            "#[test] fn g() { let v = primes(9); for i in 0..v.len() { assert!(v[i] > 1); } }",
            "#[test] fn h() { primes(9).iter().for_each(|p| assert!(*p > 1)); }",
        ],
    );
    let says = |line: usize, test: &str, what: &str| {
        format!(
            "{line}: in the test `tests::{test}`, this {what} no items; also assert how many there are"
        )
    };
    let wanted = [
        says(1, "a", "loop asserts nothing if `primes` gives"),
        says(2, "b", "loop asserts nothing if `primes` gives"),
        says(3, "c", "loop asserts nothing if `primes` gives"),
        says(4, "d", "loop asserts nothing if `sort` leaves"),
        says(5, "e", "loop asserts nothing if `primes` gives"),
        says(6, "f", "loop asserts nothing if `is_prime` picks"),
        says(7, "g", "loop asserts nothing if `primes` gives"),
        says(8, "h", "`for_each` asserts nothing if `primes` gives"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_closure_that_nobody_calls_asserts_nothing() {
    let code = format!(
        "{CODE}struct Task {{ run: Box<dyn Fn(u32)> }}
impl Task {{ fn go(&self) {{ (self.run)(2) }} }}
fn twice(call: impl Fn(u32)) -> impl Fn(u32) {{ move |x| call(x) }}
async fn later(work: impl Future<Output = ()>) {{ work.await }}
"
    );
    let found = advice(
        &code,
        &[
            "#[test] fn a() { each(|x| assert_eq!(x, 2)); }",
            "#[test] fn b() { let call = |x| assert_eq!(x, 2); each(&call); }",
            "#[test] fn c() { let task = Task { run: Box::new(|x| assert_eq!(x, 2)) }; task.go(); }",
            "#[test] fn d() { drop(later(async { assert!(is_prime(2)) })); }",
            "#[test] fn e() { std::thread::spawn(|| assert!(is_prime(2))); }",
            // Not by `twice`.
            "#[test] fn f() { let call = twice(|x| assert_eq!(x, 2)); call(2); }",
        ],
    );
    let says = |line: usize, test: &str, what: &str| {
        format!(
            "{line}: in the test `tests::{test}`, this assertion runs only if the learner's code {what} \
             gets; also assert that it did, for example with a counter"
        )
    };
    let wanted = [
        says(1, "a", "calls the closure that `each`"),
        says(2, "b", "calls the closure that `each`"),
        says(3, "c", "calls the closure that `go`"),
        says(4, "d", "runs the `async` block that `later`"),
        "5: in the test `tests::e`, this assertion can't fail the test, since nothing joins its \
         thread; add `.join().unwrap()`"
            .to_owned(),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_type_that_says_when_it_is_equal_may_always_say_yes() {
    let code = format!(
        "{CODE}#[derive(Debug)]
struct Point(u32);
impl PartialEq for Point {{ fn eq(&self, other: &Self) -> bool {{ self.0 == other.0 }} }}
#[derive(Debug, PartialEq)]
struct Size(u32);
fn point() -> Point {{ Point(1) }}
"
    );
    let equal = "#[test] fn a() { assert_eq!(point(), Point(1)); }";
    let found = advice(
        &code,
        &[
            equal,
            "#[test] fn b() { let p = point(); assert!(p == Point(1)); }",
            "#[test] fn c() { assert_eq!(point(), Point(1)); assert_eq!(point().0, 1); }",
            "#[test] fn d() { assert_eq!(Size(1), Size(1)); }",
        ],
    );
    let says = |line: usize, test: &str| {
        format!(
            "{line}: in the test `tests::{test}`, `==` on `Point` is the learner's own code, which \
             may say yes to anything; also assert that two different values aren't equal"
        )
    };
    assert_eq!(found, [says(1, "a"), says(2, "b")]);
    let unequal = "#[test] fn b() { assert_ne!(point(), Point(2)); }";
    assert_eq!(advice(&code, &[equal, unequal]), [""; 0]);
}

#[test]
fn tests_that_would_notice_are_left_alone() {
    let found = advice(
        CODE,
        &[
            // How many there are is asked elsewhere, or known.
            "#[test] fn a() { let mut n = 0; for p in primes(9) { assert!(p > 1); n += 1; } assert_eq!(n, 4); }",
            "#[test] fn b() { let all = primes(9); assert_eq!(all.len(), 4); for p in all { assert!(p > 1); } }",
            "#[test] fn c() { let all = primes(9); let n = all.len(); for p in all { assert!(p > 1); } assert_eq!(n, 4); }",
            "#[test] fn d() { let all = primes(9); check(&all); for p in all { assert!(p > 1); } }",
            "fn check(all: &[u32]) { assert_eq!(all.len(), 4); }",
            "#[test] fn e() { for n in [2, 3] { assert!(is_prime(n)); } }",
            "#[test] fn f() { for all in [primes(1), primes(2)] { assert!(all.is_empty()); } }",
            "#[test] fn g() { for n in three() { assert!(n > 0); } }",
            "#[test] fn h() { let all = primes(9); let first = all.first().unwrap(); for p in &all { assert!(p >= first); } }",
            "#[test] #[should_panic(expected = \"big\")] fn i() { for p in primes(9) { assert!(p < 5, \"big\"); } }",
            "#[test] fn p() { for n in primes(9).iter().next().unwrap().to_string().chars() { assert!(n > '1'); } }",
            "#[test] fn q() { let sizes: Vec<u32> = Vec::from([1]); for n in Vec::new().iter().chain(&sizes) { assert!(*n > 0); } }",
            // Whether the closure was called is asked elsewhere, or the test calls it.
            "#[test] fn j() { let n = std::cell::Cell::new(0); each(|x| { assert_eq!(x, 2); n.set(n.get() + 1); }); assert_eq!(n.get(), 1); }",
            "#[test] fn k() { let (tx, rx) = std::sync::mpsc::channel(); each(move |x| { assert_eq!(x, 2); tx.send(x).unwrap(); }); assert_eq!(rx.recv(), Ok(2)); }",
            "#[test] fn l() { let call = |x| assert_eq!(x, 2); call(2); each(call); }",
            "#[test] fn m() { [1, 2].iter().for_each(|x| assert!(*x < 2 || is_prime(*x))); }",
            // Threads that are joined.
            "#[test] fn n() { std::thread::spawn(|| assert!(is_prime(2))).join().unwrap(); }",
            "#[test] fn o() { std::thread::scope(|scope| { scope.spawn(|| assert!(is_prime(2))); }); }",
        ],
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn tests_that_are_the_learners_are_left_alone() {
    let dodged = "for p in primes(9) { assert!(p > 1); }";
    let open = format!("#[test] fn a() {{ {dodged} /* TODO: Assert how many. */ }}");
    assert_eq!(advice(CODE, &[&open]), [""; 0]);
    let text = format!("{CODE}#[test] fn a() {{ {dodged} }}\n");
    let course = Course::new().exercise("it", "edit_tests = true", &text);
    let run = course.run(&["dev", "check"]);
    assert!(!run.stdout.contains("exercises/it.rs:"), "{run:?}");
}

#[test]
fn a_starter_that_is_no_rust_is_read_in_its_solution() {
    let tests = "#[test]\nfn a() {\n    for p in primes(9) {\n        assert!(p > 1);\n    }\n}\n";
    let course = Course::new().exercise("it", "", &format!("fn x( {{ ??? }}\n{tests}"));
    course.write("solutions/it.rs", format!("{CODE}{tests}"));
    let run = course.run(&["dev", "check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("an array");
    let is_it = |it: &&serde_json::Value| {
        let message = it["message"].as_str().unwrap_or_default();
        message.starts_with("in the test `a`, this loop asserts nothing")
    };
    let found = findings.iter().find(is_it);
    let found = found.unwrap_or_else(|| panic!("nothing about the loop: {report}"));
    assert_eq!(found["kind"], "advice");
    assert_eq!(found["line"], CODE.lines().count() + 3);
    assert_eq!(found["file"], "solutions/it.rs");
}
