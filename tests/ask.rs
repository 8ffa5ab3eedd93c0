//! What the compiler is asked about a program beyond its check, seen through `dev types`: the
//! types of all variables of an exercise, compiled with the real limits, sandbox and crates.

#![allow(clippy::print_stdout, reason = "the counts are what the sweep reports")]

mod common;

use std::fs;
use std::path::Path;

use common::{Course, Run, finish_within};

fn course(source: &str) -> Course {
    Course::new().exercise("asked", "", source)
}

fn types(course: &Course, further: &[&str]) -> Run {
    let args = [&["dev", "types", "exercises/asked.rs"], further].concat();
    let run = course.run(&args);
    assert_eq!(run.code, 0, "{run:?}");
    run
}

/// What `dev types` prints without places: `name: type`, and the counts at the end.
fn lines(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines();
    let without_place = |line: &str| match line.splitn(3, ':').collect::<Vec<_>>()[..] {
        [_, _, rest] => rest.trim().to_owned(),
        _ => line.to_owned(),
    };
    lines.map(without_place).collect()
}

const PROGRAM: &str = r##"
use std::collections::BTreeMap;

const fn double(n: usize) -> usize { let twice = n * 2; twice }

fn total<'a>(prices: impl Iterator<Item = &'a u32>) -> u32 {
    #![allow(unused)]
    prices.fold(0, |sum, price| sum + price)
}

struct Shop { stock: BTreeMap<String, u32> }

impl Shop {
    fn add(&mut self, name: &str, count: u32) {
        // Nothing is known yet of what goes into it.
        let mut names = Vec::new();
        names.push(name);
        *self.stock.entry(name.into()).or_default() += count;
    }
}

fn main() {
    let r#type = [0; double(2)];
    let x = "outer";
    {
        let x = r#type.len() as i64; let double = |y| y + x;
        double(1);
    }
    let moved = x.to_owned();
    let taken = moved;
    for (index, letter) in taken.chars().enumerate() {
        if let Some(digit) = letter.to_digit(10) && let Ok(small) = u8::try_from(digit) {
            println!("{index} {small} {moved}");
        }
    }
    match taken.parse::<f32>() {
        Ok(half) if half < 1.0 => drop(half),
        Ok(other) | Err(_) if matches!(taken.get(..1), Some(inner) if inner == "a") => {}
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        let shop = Shop { stock: BTreeMap::new() };
        assert_eq!(shop.stock.values().map(|v| v + 1).sum::<u32>(), 0);
    }
}
"##;

#[test]
fn the_types_of_all_variables_of_an_exercise_are_told_in_one_question() {
    // A program with an error of ownership, and one that isn't in the way of types.
    let source = PROGRAM.replace("Ok(other) | Err(_) if", "_ if");
    let course = course(&source);
    let first = types(&course, &[]);
    let expected = [
        "n: usize (Copy)",
        "twice: usize (Copy)",
        "prices: impl Iterator<Item = &'a u32> (not Clone)",
        "sum: u32 (Copy)",
        "price: &'a u32 (Copy)",
        "self: &mut Shop (not Clone)",
        "name: &str (Copy)",
        "count: u32 (Copy)",
        "names: Vec<&str> (Clone)",
        "r#type: [i32; 4] (Copy)",
        "x: &str (Copy)",
        "x: i64 (Copy)",
        "double: {closure@exercises/asked.rs:26:51: 26:54}",
        "y: i64 (Copy)",
        "moved: String (Clone)",
        "taken: String (Clone)",
        "index: usize (Copy)",
        "letter: char (Copy)",
        "digit: u32 (Copy)",
        "small: u8 (Copy)",
        "half: f32 (Copy)",
        "inner: not asked: no statement can be put where it's in scope",
        "shop: Shop (not Clone)",
        "v: &u32 (Copy)",
    ];
    let mut found = lines(&first);
    assert_eq!(
        found.pop().expect("counts"),
        "23 of 24 variables, 2 compiles"
    );
    assert_eq!(found, expected);
    assert!(
        first
            .stdout
            .starts_with("4:17: n: usize (Copy)\n4:42: twice"),
        "{first:?}"
    );

    let again = types(&course, &[]);
    assert!(
        again.stdout.ends_with("23 of 24 variables, 0 compiles\n"),
        "{again:?}"
    );
    // Nothing of it is left behind.
    let scratch = course.path(".rustlings-like/scratch");
    assert_eq!(fs::read_dir(scratch).map_or(0, Iterator::count), 0);
}

#[test]
fn the_permissions_of_a_variable_around_a_line_are_told() {
    let course = course(
        "fn main() {
    let mut names = vec![String::from(\"Ada\")];
    let first = &names[0];
    names.push(String::new());
    println!(\"{first}\");
    let moved = names;
    println!(\"{moved:?}\");
}
",
    );
    let permissions = |variable: &str, line: &str| {
        let file = "exercises/asked.rs";
        let place = ["--variable", variable, "--line", line];
        course.run(&[&["dev", "permissions", file][..], &place].concat())
    };
    let run = permissions("names", "4");
    let borrowed = "cannot borrow `names` as mutable because it is also borrowed as immutable";
    let moved = "cannot move out of `names` because it is borrowed";
    let denied = format!("read, not write (E0502: {borrowed}), not own (E0505: {moved})");
    let expected = [
        format!("names, before line 4: {denied}"),
        format!("names, behind it: {denied}"),
        "what the statement does with it: change it".to_owned(),
        // One for the facts, and the three for what it does, which answer the rest too.
        "4 compiles".to_owned(),
    ];
    assert_eq!(
        (run.code, run.stdout.lines().collect::<Vec<_>>()),
        (0, expected.iter().map(String::as_str).collect())
    );

    let run = permissions("names", "6");
    let last = "use of moved value: `names`";
    let expected = [
        "names, before line 6: read, write, own".to_owned(),
        format!(
            "names, behind it: not read (E0382: {last}), not write (E0382: {last}), not own \
             (E0382: {last})"
        ),
        "what the statement does with it: take it".to_owned(),
    ];
    assert_eq!(run.stdout.lines().take(3).collect::<Vec<_>>(), expected);
    assert_eq!(permissions("names", "8").code, 2);
}

#[test]
fn a_compiler_that_does_not_end_is_ended() {
    let course = course(
        "#![allow(long_running_const_eval)]\nconst C: u8 = loop {};\nfn main() { let x = [C; 1]; }\n",
    );
    for _ in 0..2 {
        // No answer is kept: with more time there may be one.
        let run = types(&course, &["--timeout", "1"]);
        assert_eq!(
            lines(&run),
            [
                "x: not asked: the compiler took too long",
                "0 of 1 variable, 1 compile"
            ]
        );
    }
}

#[test]
fn a_file_that_is_no_exercise_is_refused() {
    let course = course("fn main() {}");
    course.write("other.rs", "fn main() {}");
    assert_eq!(course.run(&["dev", "types", "other.rs"]).code, 2);
    assert_eq!(course.run(&["dev", "types", "none.rs"]).code, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn what_the_sandbox_hides_from_the_check_is_hidden_from_questions() {
    let secret = tempfile::NamedTempFile::new().expect("a file");
    fs::write(secret.path(), "[1]").expect("written");
    let source = format!(
        "const N: [u8; 1] = include!({:?});\nfn main() {{ let n = N; }}\n",
        secret.path()
    );
    let course = course(&source);
    let run = types(&course, &[]);
    assert_eq!(lines(&run)[0], "n: [u8; 1] (Copy)");
    let run = course.run(&["dev", "types", "exercises/asked.rs", "--sandbox"]);
    let has_sandbox = run.code != 4 || !run.stderr.contains("sandbox");
    if !common::tools::require("Landlock 6 (Linux 6.12)", has_sandbox) {
        return;
    }
    assert_eq!(lines(&run)[1], "0 of 1 variable, 1 compile", "{run:?}");
    assert!(lines(&run)[0].starts_with("n: not asked"), "{run:?}");

    course.write("exercises/asked.rs", "fn main() { let n = [1u8]; }");
    let run = types(&course, &["--sandbox"]);
    assert_eq!(lines(&run)[0], "n: [u8; 1] (Copy)");
}

/// How many of the variables of all solutions of the built-in course can be asked. That the
/// answers are right is shown elsewhere: `types_in_all_solutions_fit_as_annotations`.
#[test]
#[ignore = "a long sweep: the types of all variables of all solutions, with their crates"]
fn nearly_all_variables_of_all_solutions_can_be_asked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut answered, mut files) = (0, 0, 0);
    let (course, _lock) = Course::with_crates(Course::init);
    for chapter in fs::read_dir(root.join("solutions")).expect("a folder") {
        let chapter = chapter.expect("an entry").path();
        for file in fs::read_dir(&chapter).expect("a folder") {
            let file = file.expect("an entry").path();
            let below = file.strip_prefix(root).expect("it lies there");
            // Those that `init` wrote are sealed.
            course.write(below, fs::read(&file).expect("a solution"));
            let path = below.to_str().expect("a name");
            // The first that needs crates builds them.
            let run = finish_within(3600, &mut course.command(&["dev", "types", path]));
            assert_eq!(run.code, 0, "{run:?}");
            let silent = run
                .stdout
                .lines()
                .filter(|line| line.contains(": not asked: "));
            silent.for_each(|line| println!("{path}:{line}"));
            let counts = run.stdout.lines().last().expect("counts");
            let numbers: Vec<usize> = counts
                .split(' ')
                .filter_map(|word| word.parse().ok())
                .collect();
            answered += numbers[0];
            all += numbers[1];
            files += 1;
        }
    }
    println!("{files} solutions, {all} variables, {answered} answers");
    assert!(files > 100 && all > 1000 && answered * 100 >= all * 99);
}
