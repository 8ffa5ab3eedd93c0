//! The service against the real compiler. Processes are started here without a guard, since a
//! test program isn't the guard; `tests/ask.rs` has what goes through the real one.

use super::*;

use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};

use tempfile::TempDir;

use crate::engine::rustc::Compile;
use crate::engine::toolchain::{self, Toolchain};
use crate::model::ask::facts::Facts;
use crate::model::ask::types::{AskPoint, KnownType, TypeQuery};
use crate::model::outcome::CapturedOutput;
use crate::model::package::CompilerFlags;
use crate::rust::{Edition, Outline, Source};

mod permissions;
mod proof;
mod sweep;
mod uses;

const PATH: &str = "exercises/asked.rs";

/// Starts compilers, and says so.
struct TestHost {
    folder: TempDir,
    toolchain: Toolchain,
    /// Hears of each compiler that has started.
    started: Mutex<Option<Sender<()>>>,
}

impl TestHost {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let toolchain = toolchain::find(folder.path()).expect("a compiler");
        Self {
            folder,
            toolchain,
            started: Mutex::default(),
        }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn asker(&self) -> Asker<'_> {
        Asker::new(self, Cache::new(self.root().join("cache")))
    }

    fn context(&self, program: &str) -> CompileContext {
        let outline = Outline::of(&Source::new(program, Edition::default()));
        let compile = Compile {
            toolchain: &self.toolchain,
            flags: &CompilerFlags::default(),
            crates: None,
            name: "asked",
            path: PATH,
            outline: &outline,
            tests: outline.has_tests,
            forbids_unsafe: false,
            incremental: None,
        };
        CompileContext::of(&compile, self.root(), false)
    }

    /// What is left of the folders of compiles.
    fn left(&self) -> usize {
        let scratch = self.root().join("scratch");
        fs::read_dir(scratch).map_or(0, Iterator::count)
    }

    /// The types of the marked variables, as `name: type` or the reason why not.
    fn types(&self, marked: &str) -> Vec<String> {
        let (program, points) = unmark(marked);
        let types = self.known_types(&program, &points);
        let lines = points.iter().zip(types).map(|(point, found)| {
            let found =
                found.map_or_else(|reason| format!("not asked, {reason}"), |known| known.text);
            format!("{}: {found}", point.expression)
        });
        lines.collect()
    }

    fn known_types(&self, program: &str, points: &[AskPoint]) -> Vec<Result<KnownType, NotAsked>> {
        let query = TypeQuery::new(program, PATH, points);
        let asker = self.asker();
        let context = self.context(program);
        let answers = asker.ask(&context, &query.variants(), &Cancel::default());
        query.read(&answers)
    }
}

impl CompileHost for TestHost {
    fn new_folder(&self) -> Result<PathBuf, String> {
        let scratch = self.root().join("scratch");
        let made = fs::create_dir_all(&scratch).and_then(|()| tempfile::tempdir_in(&scratch));
        made.map(TempDir::keep).map_err(|error| error.to_string())
    }

    fn run(&self, _folder: &Path, job: Job, cancel: &Cancel) -> Result<Outcome, String> {
        let mut command = Command::new(&job.program);
        command.args(&job.args).current_dir(&job.cwd);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| error.to_string())?;
        let id = child.id();
        cancel.on_cancel(move || kill(id));
        if let Some(started) = &*lock(&self.started) {
            started.send(()).expect("the test listens");
        }
        let output = child
            .wait_with_output()
            .map_err(|error| error.to_string())?;
        let mut stderr = CapturedOutput::default();
        stderr.add(&output.stderr, job.limits.kept_output);
        let ended = output
            .status
            .code()
            .map_or(Ending::Signaled(9), Ending::Exited);
        Ok(Outcome {
            ending: if cancel.is_cancelled() {
                Ending::Cancelled
            } else {
                ended
            },
            stderr,
            ..Outcome::silence()
        })
    }
}

/// Ends a compiler that this test has started.
fn kill(id: u32) {
    #[cfg(unix)]
    if let Some(id) = i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        // It may have ended already.
        let _ = rustix::process::kill_process(id, rustix::process::Signal::KILL);
    }
    #[cfg(windows)]
    let _ = Command::new("taskkill")
        .args(["/F", "/PID", &id.to_string()])
        .output();
}

/// Takes the marks out of a program: `‹name›` where a variable is asked, `‹name:` before and `›`
/// behind an expression in which it is, `‹const name›` in a constant.
fn unmark(marked: &str) -> (String, Vec<AskPoint>) {
    let mut program = String::new();
    let mut points: Vec<AskPoint> = Vec::new();
    let mut open = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['‹', '›']) {
        program.push_str(&rest[..at]);
        let mark = &rest[at..];
        if let Some(behind) = mark.strip_prefix('›') {
            let point: usize = open.pop().expect("a mark that was opened");
            points[point].block_until = Some(program.len());
            rest = behind;
            continue;
        }
        let (name, behind) = mark[3..].split_at(mark[3..].find(['›', ':']).expect("an end"));
        if behind.starts_with(':') {
            open.push(points.len());
        }
        rest = behind.trim_start_matches(':');
        rest = if behind.starts_with(':') {
            rest
        } else {
            &rest[3..]
        };
        points.push(AskPoint {
            expression: name.trim_start_matches("const ").to_owned(),
            at: program.len(),
            block_until: None,
            in_constant: name.starts_with("const "),
        });
    }
    program.push_str(rest);
    (program, points)
}

#[test]
fn types_are_whole_wherever_a_variable_is_asked() {
    let types = TestHost::new().types(
        r#"
        use std::collections::HashMap;
        trait Shape { type Area; fn area(&self) -> Self::Area; }
        fn generic<T: Shape>(shape: &T) -> T::Area {‹shape› let area = shape.area();‹area› area }
        fn evens(numbers: &[u32]) -> impl Iterator<Item = u32> + '_ {
            numbers.iter().filter(|n| ‹n:*n % 2 == 0›).copied()
        }
        struct Point { x: f32, y: f32 }
        impl Point { fn len(&self) -> f32 {‹self› self.x * self.y } }
        fn main() {
            let mut v = Vec::new();‹v›
            v.push(1u8);
            let later;‹later›
            later = 3;
            let add = |a, b| ‹a:‹b:a + b››;‹add›
            add(1u64, 2);
            let point = Point { x: 1.0, y: 2.0 };‹point›
            let moved = point;
            let Point { x, .. } = moved;‹x›
            let x = x as i64;‹x›
            {
                let x = "inner";‹x›
                let _ = x;
            }
            let counts: HashMap<_, _> = [("a", 1)].into_iter().collect();‹counts›
            for (word, count) in &counts {‹word›‹count›
                if let Some(letter) = word.chars().next() {‹letter› let _ = (letter, count); }
            }
            match evens(&[1]).next() { Some(n @ 2) => ‹n:n›, _ => later };
            let r#type = std::cell::RefCell::new(Some(&v));‹r#type›
            let Some(inner) = r#type.take() else { return };‹inner›
            let evens = evens(&[]);‹evens›
            let text = "5".parse().unwrap();‹text›
            let half: f64 = text;
            let _ = (half, inner, evens.count());
        }
        "#,
    );
    assert_eq!(
        types,
        [
            "shape: &T",
            "area: <T as Shape>::Area",
            "n: &&u32",
            "self: &Point",
            "v: Vec<u8>",
            "later: u32",
            "a: u64",
            "b: u64",
            "add: {closure@exercises/asked.rs:15:23: 15:29}",
            "point: Point",
            "x: f32",
            "x: i64",
            "x: &str",
            "counts: HashMap<&str, i32>",
            "word: &&str",
            "count: &i32",
            "letter: char",
            "n: u32",
            "r#type: RefCell<Option<&Vec<u8>>>",
            "inner: &Vec<u8>",
            "evens: impl Iterator<Item = u32> + '_",
            "text: f64",
        ]
    );
}

#[test]
fn a_program_with_ownership_errors_is_asked_all_the_same() {
    let types = TestHost::new().types(
        "fn main() {
            let s = String::new();‹s›
            let t = s;‹t›‹s›
            let r;‹r›
            { let inner = 1u16; r = &inner; }
            println!(\"{s}{t}{r}\");
        }",
    );
    let expected = ["s: String", "t: String", "s: String", "r: &u16"];
    assert_eq!(types, expected);
}

#[test]
fn a_type_error_leaves_other_functions_alone_and_never_gives_half_a_type() {
    let types = TestHost::new().types(
        "fn broken() {
            let n = 5;‹n›
            let list = vec![1, \"two\"];‹list›
            let sure: u8 = \"x\";‹sure›
        }
        fn main() { let v = vec![1];‹v› let _ = v; }
        fn missing() { let m = nowhere(1);‹m› let w = 2u8;‹w› }",
    );
    let unfinished = format!("n: not asked, {}", NotAsked::Unfinished);
    assert_eq!(types[0], unfinished);
    assert!(types[1].starts_with("list: not asked"), "{types:?}");
    assert_eq!(types[2..4], ["sure: u8", "v: Vec<i32>"]);
    assert!(types[4].starts_with("m: not asked"), "{types:?}");
    assert_eq!(types[5], "w: u8");
}

/// What is known of the marked expressions, as `expression: Copy Clone`, with `?` for what isn't.
fn traits(marked: &str) -> Vec<String> {
    let (program, points) = unmark(marked);
    let known = TestHost::new().known_types(&program, &points);
    let word = |name: &str, known: Option<bool>| match known {
        Some(true) => format!(" {name}"),
        Some(false) => String::new(),
        None => format!(" {name}?"),
    };
    let line = |(point, known): (&AskPoint, Result<KnownType, NotAsked>)| {
        let known = known.unwrap_or_else(|reason| panic!("{}: {reason}", point.expression));
        let copy = word("Copy", known.is_copy);
        format!(
            "{}:{copy}{}",
            point.expression,
            word("Clone", known.is_clone)
        )
    };
    points.iter().zip(known).map(line).collect()
}

#[test]
fn whether_a_type_is_copy_or_clone_is_known_beside_it() {
    let found = traits(
        "#[derive(Clone)] struct Wrap<T>(T);
        struct Bare;
        fn any<T>(t: T) {‹t› let inside = Wrap(&t);‹inside› }
        fn copy<T: Copy>(t: T) {‹t› }
        fn clone<T: Clone>(t: T, i: impl Fn(u8) + Clone, d: impl Fn()) {‹t›‹i›‹d›}
        fn items<'a>(r: &'a str, m: &'a mut u8, b: Box<dyn Fn() + 'a>, d: &dyn Fn()) {‹r›‹m›‹b›‹d›}
        struct S { list: Vec<u8> }
        impl S { fn f(&mut self) {‹self›‹*self›‹self.list›‹self.list[0]› } }
        fn sizeless(s: &str, d: &dyn Fn()) {‹*s›‹*d›}
        fn hidden() -> impl Iterator<Item = u8> + Clone { [1].into_iter() }
        fn main() {
            let mut v = Vec::new();‹v›
            v.push(1u8);
            let n = 5;‹n›
            let late;‹late›
            late = Some(String::new());
            let bare = Some(Bare);‹bare›
            let again = Some(Some(Bare));‹again›
            let wrap = Wrap(Bare);‹wrap›
            let rc = std::rc::Rc::new(Bare);‹rc›
            let hidden = hidden();‹hidden›
            let reads = || late.is_some();‹reads›
            let takes = move || drop(wrap);‹takes›
            let pair = (1, \"a\", main as fn());‹pair›
            let _ = (reads, takes, pair, hidden, rc, again, bare, n);
        }",
    );
    assert_eq!(
        found,
        [
            "t:",
            "inside: Clone",
            "t: Copy Clone",
            "t: Clone",
            "i: Clone",
            "d:",
            "r: Copy Clone",
            "m:",
            "b:",
            "d: Copy Clone",
            "self:",
            "*self:",
            "self.list: Clone",
            "self.list[0]: Copy Clone",
            "*s:",
            "*d:",
            "v: Clone",
            "n: Copy Clone",
            "late: Clone",
            "bare:",
            "again:",
            "wrap:",
            "rc: Clone",
            "hidden: Clone",
            "reads: Copy? Clone?",
            "takes:",
            "pair: Copy Clone",
        ]
    );
}

#[test]
fn the_facts_of_a_file_take_one_compile() {
    let program = "struct Bare;
        fn longest<'a>(words: &'a [String], bare: Bare) -> Option<&'a str> {
            let mut best = None;
            for word in words {
                let longer = |found: &str| found.len() < word.len();
                if best.is_none_or(longer) { best = Some(word.as_str()); }
            }
            drop(bare);
            drop(bare);
            if matches!(best, Some(inner) if inner.is_empty()) { return None; }
            best
        }
        fn main() { longest(&[], Bare); }";
    let host = TestHost::new();
    let asker = host.asker();
    let source = Source::new(program, Edition::default());
    let ask = |cancel: &Cancel| facts::of_file(&asker, &host.context(program), &source, cancel);
    let found = ask(&Cancel::default());
    assert_eq!(asker.compiled(), 1);
    let variable = |declaration: &str| {
        let known = found.variable_at(program.find(declaration).expect("it is there"))?;
        Some((known.ty.clone()?, known.is_copy, known.is_clone))
    };
    let known = |ty: &str, is_copy, is_clone| Some((ty.to_owned(), Some(is_copy), Some(is_clone)));
    assert_eq!(variable("words:"), known("&'a [String]", true, true));
    assert_eq!(variable("bare:"), known("Bare", false, false));
    assert_eq!(variable("best ="), known("Option<&str>", true, true));
    assert_eq!(variable("word in"), known("&String", true, true));
    let closure = variable("longer =").map(|(_, is_copy, is_clone)| (is_copy, is_clone));
    assert_eq!(closure, Some((None, None)));
    assert_eq!(variable("inner)"), None);
    // What is no declaration is no variable.
    assert_eq!(found.variable_at(0), None);

    let cancelled = Cancel::default();
    cancelled.cancel();
    let other = Source::new("fn main() { let x = 1; }", Edition::default());
    let none = facts::of_file(&asker, &host.context(""), &other, &cancelled);
    assert_eq!(none.variable_at(16), Some(&Default::default()));
    let unreadable = Source::new("fn main( {", Edition::default());
    let none = facts::of_file(&asker, &host.context(""), &unreadable, &Cancel::default());
    assert_eq!(none, Facts::default());
}

#[test]
fn a_question_for_a_trait_does_not_decide_a_type() {
    // One impl fits where nothing else is known, and the question mustn't choose it.
    let types = TestHost::new().types(
        "struct Only<T>(Vec<T>);
        impl Clone for Only<u8> { fn clone(&self) -> Self { Only(Vec::new()) } }
        fn f<T: Clone>(t: T) where Only<T>: Copy {
            let mut some = None;‹some›
            let only = Only(Vec::new());‹only›
            if false { some = Some(1.5); }
            let _: &Only<i64> = &only;
            let _ = (some, t);
        }
        fn main() { let open = Only(Vec::new());‹open› }",
    );
    let unfinished = format!("open: not asked, {}", NotAsked::Unfinished);
    let expected = ["some: Option<f64>", "only: Only<i64>", &unfinished];
    assert_eq!(types, expected);
}

#[test]
fn other_errors_in_a_function_do_not_make_a_trait_of_silence() {
    let found = traits(
        "struct Bare;
        fn main() {
            let bare = Bare;‹bare›
            let some = vec![Some(bare)];‹some›‹bare›
            let wrong: u8 = \"text\";
            missing(some.nothing());
            let moved = bare;‹moved›
            let _ = (bare, wrong);
        }",
    );
    assert_eq!(found, ["bare:", "some:", "bare:", "moved:"]);
}

#[test]
fn what_is_not_known_is_not_said() {
    let types = TestHost::new().types(
        "fn main() {
            let open = Default::default();‹open›
            let list = vec![open];‹list›
            let never = loop {};‹never›
        }
        #[cfg(any())]
        fn absent() { let gone = 1;‹gone› }",
    );
    let is_silent = |line: &String| line.contains(": not asked, ");
    assert!(types.iter().all(is_silent), "{types:?}");
}

#[test]
fn constants_are_asked_apart_so_that_types_which_need_their_values_are_whole() {
    let types = TestHost::new().types(
        "const fn twice(n: usize) -> usize {‹const n› let m = n * 2;‹const m› m }
        fn main() { let list = [0u8; twice(2)];‹list› let _ = list; }",
    );
    assert_eq!(types, ["n: usize", "m: usize", "list: [u8; 4]"]);
}

#[test]
fn names_of_the_program_are_left_to_it_and_long_types_are_whole() {
    let long = (0..40).fold("u8".to_owned(), |inner, _| format!("Option<Vec<{inner}>>"));
    let types = TestHost::new().types(&format!(
        "mod tests {{ pub fn f(long: {long}) {{‹long›}} }}
        struct __Probe;
        mod other {{ pub struct String; }}
        fn main() {{ let p = __Probe;‹p› let s = other::String;‹s› tests::f(None); let _ = (p, s); }}",
    ));
    let long = format!("long: {long}");
    assert_eq!(types, [long.as_str(), "p: __Probe", "s: other::String"]);
}

fn variant(text: &str) -> Variant {
    let text = text.to_owned();
    Variant { text }
}

#[test]
fn a_variant_is_compiled_once() {
    let host = TestHost::new();
    let context = host.context("");
    let (good, bad) = (
        variant("fn main() {}"),
        variant("fn main() { let x: u8 = true; }"),
    );
    let variants = [good.clone(), bad.clone(), good];
    let cancel = Cancel::default();

    let asker = host.asker();
    let first = asker.ask(&context, &variants, &cancel);
    assert_eq!(asker.compiled(), 2);
    let codes = |answer: &Answer| -> Vec<String> {
        let reply = answer.as_ref().expect("it was asked");
        reply
            .errors()
            .filter_map(|error| error.code.clone())
            .collect()
    };
    assert_eq!(
        first.iter().map(codes).collect::<Vec<_>>(),
        [vec![], vec!["E0308".to_owned()], vec![]]
    );

    let again = asker.ask(&context, &variants, &cancel);
    assert_eq!((asker.compiled(), again), (2, first.clone()));

    // The next start finds them on disk, where the context is the same.
    let later = host.asker();
    let again = later.ask(&context, &variants, &cancel);
    assert_eq!((later.compiled(), again), (0, first));
    let tests = host.context("#[test] fn t() {}");
    later.ask(&tests, &[bad], &cancel);
    assert_eq!((later.compiled(), host.left()), (1, 0));
}

#[test]
fn a_folder_that_cannot_be_written_costs_only_time() {
    let host = TestHost::new();
    let file = host.root().join("cache");
    fs::write(&file, "no folder").expect("a file");
    let asker = host.asker();
    let ask = || {
        asker.ask(
            &host.context(""),
            &[variant("fn main() {}")],
            &Cancel::default(),
        )
    };
    assert!(ask()[0].is_ok() && ask()[0].is_ok());
    assert_eq!(asker.compiled(), 1);

    // Without room for the variants themselves there is a reason instead of an answer.
    fs::write(host.root().join("scratch"), "no folder")
        .or_else(|_| {
            fs::remove_dir_all(host.root().join("scratch"))?;
            fs::write(host.root().join("scratch"), "no folder")
        })
        .expect("a file");
    let answers = host.asker().ask(
        &host.context(""),
        &[variant("fn f() {}")],
        &Cancel::default(),
    );
    assert!(
        matches!(&answers[..], [Err(NotAsked::Failed(_))]),
        "{answers:?}"
    );
}

#[test]
fn a_cancel_ends_compilers_and_starts_no_more() {
    let host = TestHost::new();
    let (sender, started) = channel();
    *lock(&host.started) = Some(sender);
    let endless = |number| {
        variant(&format!(
            "#![allow(long_running_const_eval)] const C: u8 = loop {{}}; fn main() {{ [0; {number}]; C; }}"
        ))
    };
    let variants: Vec<Variant> = (0..20).map(endless).collect();
    let mut asker = host.asker();
    asker.jobs = 2;
    let cancel = Cancel::default();
    let answers = std::thread::scope(|scope| {
        let asked = scope.spawn(|| asker.ask(&host.context(""), &variants, &cancel));
        started.recv().expect("a compiler starts");
        started.recv().expect("another one starts beside it");
        cancel.cancel();
        asked.join().expect("it ends")
    });
    assert_eq!(answers, vec![Err(NotAsked::Cancelled); 20]);
    assert_eq!((asker.compiled(), host.left()), (2, 0));
}

#[test]
fn a_question_is_bounded() {
    let host = TestHost::new();
    let asker = host.asker();
    let cancel = Cancel::default();
    // Cancelled, so that none of those within the bounds is compiled.
    cancel.cancel();
    let many: Vec<Variant> = (0..=MOST_VARIANTS)
        .map(|n| variant(&format!("fn f{n}() {{}}")))
        .collect();
    let answers = asker.ask(&host.context(""), &many, &cancel);
    assert_eq!(answers[MOST_VARIANTS], Err(NotAsked::TooMany));
    assert_eq!(answers[0], Err(NotAsked::Cancelled));

    let long = variant(&"/".repeat(LONGEST_VARIANT + 1));
    let answers = asker.ask(&host.context(""), &[long], &Cancel::default());
    assert_eq!(answers, [Err(NotAsked::TooLong)]);
    assert_eq!(asker.compiled(), 0);
}

#[test]
fn a_broken_compiler_says_nothing_of_the_program() {
    let mut host = TestHost::new();
    host.toolchain.rustc = "no-such-compiler".into();
    let answers = host.asker().ask(
        &host.context(""),
        &[variant("fn main() {}")],
        &Cancel::default(),
    );
    assert!(
        matches!(&answers[..], [Err(NotAsked::Failed(_))]),
        "{answers:?}"
    );
}

#[test]
fn a_program_that_reads_files_finds_them() {
    let host = TestHost::new();
    let write = |path: &str, text: &str| {
        let file = host.root().join(path);
        let folder = file.parent().expect("a folder");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, text))
            .expect("a file");
    };
    write("exercises/other.rs", "pub fn f() -> i8 { 0 }");
    write("data/text.txt", "text");
    let asker = host.asker();
    let program = "mod other;
        const TEXT: &str = include_str!(\"../data/text.txt\");
        fn main() { let x: u8 = other::f(); TEXT; }";
    let ask = || asker.ask(&host.context(""), &[variant(program)], &Cancel::default());
    let expected_and_found = || match &ask()[0] {
        Ok(reply) => {
            let labels = reply.errors().flat_map(|error| &error.spans);
            labels.filter_map(|span| span.label.clone()).collect()
        }
        Err(reason) => vec![reason.to_string()],
    };
    assert_eq!(expected_and_found()[0], "expected `u8`, found `i8`");
    let compiled = asker.compiled();

    // What lies beside the program is a part of the question.
    expected_and_found();
    assert_eq!(asker.compiled(), compiled);
    write("exercises/other.rs", "pub fn f() -> i16 { 0 }");
    assert_eq!(expected_and_found()[0], "expected `u8`, found `i16`");

    // Where a file is missing, that's the program's own error.
    fs::remove_file(host.root().join("exercises/other.rs")).expect("it was there");
    let answers = ask();
    let reply = answers[0].as_ref().expect("it was asked");
    assert!(reply.errors().any(Diagnostic::misses_a_file));
    assert_eq!(host.left(), 0);
}

#[test]
fn an_ending_other_than_a_verdict_is_no_answer() {
    let ended = |ending| {
        reply(&Outcome {
            ending,
            ..Outcome::silence()
        })
    };
    assert_eq!(
        ended(Ending::TimedOut),
        Err(NotAsked::Stopped(Ending::TimedOut))
    );
    assert_eq!(ended(Ending::Cancelled), Err(NotAsked::Cancelled));
    assert!(matches!(
        ended(Ending::Exited(101)),
        Err(NotAsked::Failed(_))
    ));
    assert!(matches!(ended(Ending::Exited(1)), Err(NotAsked::Failed(_))));
    assert_eq!(ended(Ending::Exited(0)), Ok(Reply::default()));
    let mut much = Outcome::silence();
    much.stderr.add(&vec![b' '; 100_000], 10);
    assert_eq!(reply(&much), Err(NotAsked::Stopped(Ending::TooMuchOutput)));
}
