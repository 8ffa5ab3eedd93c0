//! Exercises that are compiled together: which may be, and the crate that holds them.
//!
//! Each file becomes a module of one crate by `include!`. That is only sound for files that
//! say nothing about their crate or its root, and that cannot tell that they are in a module:
//! `may_share` refuses whatever it is not sure about, which only costs time.

use std::fmt::Write;
use std::ops::Range;

use crate::model::source;

/// Words after which a file is compiled alone: they reach the crate's root, the linker or the
/// process as a whole, read other files or the compiler's environment, or show names and
/// paths that differ in a module.
const ALONE: [&str; 30] = [
    "macro_export",
    "export_name",
    "link_name",
    "link_section",
    "link",
    "used",
    "no_main",
    "global_allocator",
    "panic_handler",
    "proc_macro",
    "asm",
    "naked_asm",
    "global_asm",
    "ctor",
    "dtor",
    "inventory",
    "linkme",
    "distributed_slice",
    "wasm_bindgen",
    "module_path",
    "include",
    "include_str",
    "include_bytes",
    "option_env",
    "concat_idents",
    "backtrace",
    "Backtrace",
    "current_exe",
    "vars",
    "vars_os",
];

/// Words that show the paths of types: they are the same at the root of a crate that is called
/// like the file's own.
const TELLS_TYPES: [&str; 2] = ["type_name", "type_name_of_val"];

/// Words after which a file at the root would mean something to the modules beside it.
const TELLS_MODULES: [&str; 4] = ["macro_rules", "macro", "extern", "no_mangle"];

/// Pairs of words of the same kind outside of `main`: each is harmless without the other. The
/// tests of a shard are started with further arguments, but not a `main`.
const ALONE_TOGETHER: [[&str; 2]; 6] = [
    ["env", "args"],
    ["env", "args_os"],
    ["clap", "parse"],
    ["clap", "try_parse"],
    ["clap", "get_matches"],
    ["clap", "try_get_matches"],
];

/// What a file that looks for traces of a shard would have in its text: our own names, and
/// the way to all that the system knows of a process.
const TRACES: [&str; 8] = [
    MAIN_TEST,
    "__exercise_",
    INSTANTIATIONS,
    "__twin",
    "RUSTLINGS_LIKE",
    "RUST_MIN_STACK",
    "RUST_TEST",
    "/proc",
];

/// Lints that look at one item or expression, so that a level given to a module reaches all
/// that a level given to the crate reaches.
const LOCAL_LINTS: [&str; 14] = [
    "dead_code",
    "unreachable_code",
    "unsafe_code",
    "unused_imports",
    "unused_must_use",
    "unused_mut",
    "unused_variables",
    "clippy::clone_on_copy",
    "clippy::expect_used",
    "clippy::indexing_slicing",
    "clippy::panic",
    "clippy::ptr_arg",
    "clippy::undocumented_unsafe_blocks",
    "clippy::unwrap_used",
];

/// The name of the library with code of the crates' generic functions, which a root brings in
/// so that the compiler takes them from there.
pub const INSTANTIATIONS: &str = "__instantiations";

/// The end of a root that brings that library in.
pub fn with_instantiations() -> String {
    format!("extern crate {INSTANTIATIONS} as _;\n")
}

/// Whether a file can be a module of a crate with others, and mean the same there.
pub fn may_share(source: &str) -> bool {
    is_for_itself(source) && {
        let tokens = source::tokens_with_literals(source);
        !TELLS_TYPES.iter().any(|word| tokens.contains(word)) && !calls_main(&tokens)
    }
}

/// Whether a file can be the root of a crate whose modules are other files, and mean the same
/// there, to itself and to them. What sets levels of lints at its head would set them for all.
pub fn may_be_root(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    is_for_itself(source)
        && levels_length(&tokens) == 0
        && !TELLS_MODULES.iter().any(|word| tokens.contains(word))
}

/// Whether a file says nothing about its crate, neither to itself nor to others.
fn is_for_itself(source: &str) -> bool {
    if source.contains("//!") || source.contains("/*!") || source.starts_with('\u{feff}') {
        return false;
    }
    if TRACES.iter().any(|trace| source.contains(trace)) {
        return false;
    }
    let all = source::tokens_with_literals(source);
    let tokens = &all[levels_length(&all)..];
    let says = |word: &&str| tokens.contains(word);
    !ALONE.iter().any(says)
        && !may_read_arguments(tokens)
        && !may_read_any_variable(tokens)
        && (!says(&"no_mangle") || (symbols(source).is_some() && !says(&"macro_rules")))
        && !may_name_thread(tokens)
        && has_plain_main(tokens)
        && (0..tokens.len()).all(|at| is_local(&tokens[at..]))
        && stays_below_root(tokens)
}

/// The names by which a file's items are known to the linker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Symbols {
    /// Those that it makes known: a crate can have each only once.
    pub exported: Vec<String>,
    /// Those that it calls for.
    pub imported: Vec<String>,
}

impl Symbols {
    /// Whether there are any that others might meet.
    pub fn exports(&self) -> bool {
        !self.exported.is_empty()
    }

    /// Whether it matters to one of two files that the other is there.
    pub fn meets(&self, other: &Self) -> bool {
        let has = |names: &[String], name: &String| names.contains(name);
        let given = |from: &Self, to: &Self| {
            let mut names = from.exported.iter();
            names.any(|name| has(&to.exported, name) || has(&to.imported, name))
        };
        given(self, other) || given(other, self)
    }
}

/// The symbols in a file's text; `None` if it is not sure about them.
pub fn symbols(source: &str) -> Option<Symbols> {
    let tokens = source::tokens_with_literals(source);
    let mut symbols = Symbols::default();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        match *token {
            "no_mangle" => symbols.exported.push(exported(&tokens[..at], rest)?),
            "extern" => symbols.imported.extend(imported(rest)?),
            _ => {}
        }
    }
    Some(symbols)
}

/// The name of the item behind `no_mangle`, which stands between these tokens.
fn exported(before: &[&str], behind: &[&str]) -> Option<String> {
    let is_attribute =
        before.ends_with(&["#", "["]) || before.ends_with(&["#", "[", "unsafe", "("]);
    let item = behind
        .iter()
        .position(|token| ["fn", "static"].contains(token))?;
    let (head, item) = behind.split_at(item);
    let is_head = head.iter().all(|token| !["{", "}", ";"].contains(token));
    let name = item[1..].iter().find(|token| **token != "mut")?;
    (is_attribute && is_head).then(|| (*name).to_owned())
}

/// The names in the block behind `extern`, if there is one.
fn imported(behind: &[&str]) -> Option<Vec<String>> {
    let is_language = |token: &&&str| token.starts_with('"') || token.starts_with('r');
    let start = usize::from(behind.first().filter(is_language).is_some());
    if behind.get(start) != Some(&"{") {
        return Some(Vec::new());
    }
    let block = &behind[start..];
    let block = &block[..block.iter().position(|token| *token == "}")?];
    let items = block
        .windows(2)
        .filter(|pair| ["fn", "static"].contains(&pair[0]));
    let name = |pair: &[&str]| (pair[1] != "mut").then(|| pair[1].to_owned());
    items.map(name).collect()
}

/// Words of programs that may wait for a time instead of working.
const WAITING: [&str; 5] = [
    "sleep",
    "sleep_until",
    "recv_timeout",
    "wait_timeout",
    "park_timeout",
];

/// Whether a file's programs may spend their time waiting.
pub fn may_wait(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    tokens.iter().any(|token| WAITING.contains(token))
}

/// What a program can tell that clippy's driver built: it leaves out checks of pointers, and
/// what `panic!` and `format_args!` make of a text is another thing.
const TELLS_DRIVER: [&str; 8] = [
    "unsafe",
    "downcast",
    "downcast_ref",
    "downcast_mut",
    "payload",
    "payload_as_str",
    "format_args",
    "Arguments",
];

/// Whether a file's programs may differ if clippy's driver builds them and not rustc. It also
/// sets `cfg(clippy)`, which only the names of lints may speak of.
pub fn needs_rustc(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    // `#[unsafe(no_mangle)]` is no code.
    let tells = |at: usize| {
        let is_attribute = tokens[at] == "unsafe" && tokens.get(at + 1) == Some(&"(");
        TELLS_DRIVER.contains(&tokens[at]) && !is_attribute
    };
    let names_clippy = |at: usize| {
        let is_lint = tokens[at] == "clippy" && tokens.get(at + 1) == Some(&":");
        tokens[at].contains("clippy") && !is_lint
    };
    (0..tokens.len()).any(|at| tells(at) || names_clippy(at))
}

/// Where a file's `main` can be compiled, with the same meaning as by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainPlace {
    /// In its module of the crate of tests, where a thread of its own runs it.
    Tests,
    /// In the same crate, but as a second module without the tests.
    Twin,
    /// In a crate that is not compiled for tests.
    Apart,
}

/// Words outside of tests after which a `main` may not be the same in a crate of tests.
const TELLS_CRATE: [&str; 6] = [
    "cfg",
    "cfg_attr",
    "cfg_match",
    "cfg_select",
    "test",
    "bench",
];

/// Words outside of tests after which a `main` may not be the same in a file elsewhere.
const TELLS_FILE: [&str; 4] = ["file", "Location", "caller", "track_caller"];

/// Where a file's `main` can be compiled. Without tests that are run there must be none.
pub fn main_place(source: &str, runs_tests: bool) -> MainPlace {
    let tokens = source::tokens_with_literals(source);
    let (outside, name, inside) = match tests_apart(&tokens) {
        Some((module, inside)) if runs_tests => {
            let outside = [&tokens[..module], &tokens[inside.end..]].concat();
            (outside, tokens[inside.start - 2], &tokens[inside])
        }
        Some(_) => return MainPlace::Apart,
        None => (tokens.clone(), "test", &[][..]),
    };
    let tells = |token: &&str| TELLS_CRATE.contains(token) || *token == name;
    if outside.iter().any(tells) || tells_thread(&outside) {
        return MainPlace::Apart;
    }
    // Tests can give abilities to the types of the file.
    let gives = |token: &&str| ["impl", "macro_rules"].contains(token);
    if !inside.iter().any(gives) && (inside.is_empty() || !outside.contains(&"macro_rules")) {
        return MainPlace::Tests;
    }
    match outside.iter().any(|token| TELLS_FILE.contains(token)) {
        true => MainPlace::Apart,
        false => MainPlace::Twin,
    }
}

/// Whether a program may show the number of a thread, for which there is only `{:?}`.
fn tells_thread(tokens: &[&str]) -> bool {
    let shows = |token: &&str| token.contains("?}") || *token == "dbg";
    let has = |word| tokens.contains(&word);
    has("thread") && has("current") && tokens.iter().any(shows)
}

/// A file's text with blanks in place of its module of tests; `None` if it has none.
pub fn without_tests(source: &str) -> Option<String> {
    let tokens = source::tokens_with_literals(source);
    let (module, inside) = tests_apart(&tokens)?;
    let blank = blanked(source, tokens[module], tokens[inside.end]);
    Some(blank)
}

/// Where `#[cfg(test)] mod NAME {` begins in the file itself, and the tokens in its braces.
fn tests_apart(tokens: &[&str]) -> Option<(usize, Range<usize>)> {
    const HEAD: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let start = tokens.windows(HEAD.len()).position(|pair| pair == HEAD)?;
    let inside = start + HEAD.len() + 2;
    if depth_at(tokens, start)? != 0 || tokens.get(inside - 1) != Some(&"{") {
        return None;
    }
    Some((start, inside..block_end(tokens, inside)?))
}

/// Where the brace is that closes a block whose inside begins here.
fn block_end(tokens: &[&str], inside: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(inside) {
        match *token {
            "{" => depth += 1,
            "}" if depth == 0 => return Some(at),
            "}" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many braces are open before a token; `None` if more were closed.
fn depth_at(tokens: &[&str], at: usize) -> Option<usize> {
    tokens[..at]
        .iter()
        .try_fold(0_usize, |depth, token| match *token {
            "{" => Some(depth + 1),
            "}" => depth.checked_sub(1),
            _ => Some(depth),
        })
}

/// How many tokens set levels of lints for the whole file, at its head, and can do the same
/// for a module. Allowing does so with every lint: no more is silent then than before.
fn levels_length(tokens: &[&str]) -> usize {
    let mut length = 0;
    while let ["#", "!", "[", level, "(", rest @ ..] = &tokens[length..] {
        let Some(end) = rest.iter().position(|token| *token == "]") else {
            break;
        };
        let Some((&")", inside)) = rest[..end].split_last() else {
            break;
        };
        let lints = inside.concat();
        let mut lints = lints.split(',').filter(|lint| !lint.is_empty());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_:".contains(c);
        let works_in_module = match *level {
            "allow" => lints.all(|lint| lint.chars().all(is_plain)),
            "warn" | "deny" | "forbid" => lints.all(|lint| LOCAL_LINTS.contains(&lint)),
            _ => false,
        };
        if !works_in_module {
            break;
        }
        length += 5 + end + 1;
    }
    length
}

/// The levels of lints that a file sets at its head, as inner attributes in one line, and the
/// file without them; everything else stays in its place. `None` if it sets none.
pub fn split_levels(source: &str) -> Option<(String, String)> {
    let tokens = source::tokens_with_literals(source);
    let levels = &tokens[..levels_length(&tokens)];
    let (first, last) = (levels.first()?, levels.last()?);
    // Comments between them go too, which nobody reads here.
    let rest = blanked(source, first, last);
    Some((levels.concat(), rest))
}

/// A text with blanks from one of its pieces to another.
fn blanked(source: &str, first: &str, last: &str) -> String {
    let at = |token: &str| token.as_ptr() as usize - source.as_ptr() as usize;
    let (start, end) = (at(first), at(last) + last.len());
    let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
    let blanks: String = source[start..end].chars().map(blank).collect();
    format!("{}{blanks}{}", &source[..start], &source[end..])
}

/// Whether a file may ask for the name of a thread: that of the one that runs a test is the
/// test's path. Its number is the same in a module.
fn may_name_thread(tokens: &[&str]) -> bool {
    let is_number = |rest: &[&str]| matches!(rest, [_, "(", ")", ".", "id", ..]);
    let mut places = (0..tokens.len()).filter(|at| tokens[*at] == "current");
    tokens.contains(&"thread") && places.any(|at| !is_number(&tokens[at..]))
}

/// Whether something else than `main` may look at the arguments of the process.
fn may_read_arguments(tokens: &[&str]) -> bool {
    // What is implemented there can be called from elsewhere.
    let body = main_body(tokens).filter(|body| !tokens[body.clone()].contains(&"impl"));
    let body = body.unwrap_or(0..0);
    let outside = |word: &&str| {
        let mut places = tokens.iter().enumerate();
        places.any(|(at, token)| token == word && !body.contains(&at))
    };
    let reads = |[library, function]: &[&str; 2]| tokens.contains(library) && outside(function);
    ALONE_TOGETHER.iter().any(reads)
}

/// Whether a program may ask for a variable whose name does not stand in the file.
fn may_read_any_variable(tokens: &[&str]) -> bool {
    let is_plain = |name: &&str| name.starts_with('"') && !name.contains('\\');
    let is_named = |at: usize| match &tokens[at + 1..] {
        ["(", name, ..] => is_plain(name),
        _ => false,
    };
    let mut places = (0..tokens.len()).filter(|at| ["var", "var_os"].contains(&tokens[*at]));
    tokens.contains(&"env") && places.any(|at| !is_named(at))
}

/// Where the body of the file's `main` is.
fn main_body(tokens: &[&str]) -> Option<Range<usize>> {
    let begins = |at: &usize| tokens[*at..].starts_with(&["fn", "main"]);
    let mut mains = (0..tokens.len()).filter(begins);
    let main = mains.find(|at| depth_at(tokens, *at) == Some(0))?;
    let start = main + tokens[main..].iter().position(|token| *token == "{")?;
    Some(start..block_end(tokens, start + 1)?)
}

/// Whether nothing that begins here speaks of the crate.
fn is_local(tokens: &[&str]) -> bool {
    let next = |ahead: usize| tokens.get(ahead).copied().unwrap_or("");
    match tokens[0] {
        "#" => next(1) != "!",
        // `pub(crate)` is fine, `crate::x` is not.
        "crate" => next(1) == ")",
        "extern" => next(1) != "crate",
        // A module in another file.
        "mod" => next(2) != ";",
        "env" => next(1) != "!",
        _ => true,
    }
}

/// Whether there is one `main` in the file itself, and it is not what a macro made of it.
fn has_plain_main(tokens: &[&str]) -> bool {
    let mut depth = 0_usize;
    let mut found = 0;
    for pair in tokens.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "fn" if pair[1] == "main" && depth == 0 => found += 1,
            _ => {}
        }
    }
    found == 1
}

/// Whether something calls `main`: clippy dislikes that in a crate's own `main` only.
fn calls_main(tokens: &[&str]) -> bool {
    let calls = |words: &[&str]| words[0] != "fn" && words[1] == "main" && words[2] == "(";
    tokens.windows(3).any(calls)
}

/// Whether no `super::super` leads above the file.
fn stays_below_root(tokens: &[&str]) -> bool {
    // For each open brace, whether it is a module's.
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            "{" => open.push(at >= 2 && tokens[at - 2] == "mod"),
            "}" => {
                open.pop();
            }
            "super" => {
                let depth = open.iter().filter(|is_module| **is_module).count();
                let chain = tokens[at..]
                    .chunks(3)
                    .take_while(|chunk| chunk[0] == "super");
                if chain.count() > depth {
                    return false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    true
}

/// A file in a shard.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its number in the shard, which names its module.
    pub number: usize,
    /// Its path as the compiler is to see it, with `/`.
    pub path: &'a str,
    /// The levels of lints that were taken from its head.
    pub levels: &'a str,
    /// Where its `main` is, if it is run.
    pub main: Option<MainPlace>,
    /// Whether it is no module but the root itself: one of them may be.
    pub is_root: bool,
}

/// The module of a file; also the beginning of its tests' names.
pub fn module(number: usize) -> String {
    format!("__exercise_{number:04}")
}

/// The module of a file without its tests.
fn twin(number: usize) -> String {
    format!("__twin_{number:04}")
}

/// The path of that text, where the file's own is this.
pub fn twin_path(path: &str) -> String {
    format!("{TWINS}{path}")
}

/// Whether a path is of that kind.
pub fn is_twin(path: &str) -> bool {
    path.starts_with(TWINS)
}

const TWINS: &str = "__twins/";

/// The variable that tells the program of all `main`s which one is to run.
pub const VARIABLE: &str = "__RUSTLINGS_LIKE_MAIN";

/// The test in the root that runs one of the files' `main`s. By its name it is the first, so
/// that it needs no argument: `main` is to have none.
const MAIN_TEST: &str = "__a_main";

/// Variables with which a program of tests begins with that one, and lets its output through.
pub const FOR_MAIN: [(&str, &str); 2] = [("RUST_TEST_THREADS", "1"), ("RUST_TEST_NOCAPTURE", "1")];

/// What `main` wrote, of all that such a program wrote; `None` if it began otherwise.
pub fn written_by_main(output: &str) -> Option<&str> {
    let count = output.strip_prefix("\nrunning ")?;
    let rest = count.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(" test")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    rest.strip_prefix("\ntest ")?
        .strip_prefix(MAIN_TEST)?
        .strip_prefix(" ... ")
}

/// A process ends with `main`, and so does the one that runs it as a test, even if it panics: the
/// other tests would follow. Old compilers cannot compare statuses.
const PASSES: &str = "#[cfg(test)]
fn __passes<T: ::std::process::Termination>(main: fn() -> T) -> bool {
    let status = ::std::process::Termination::report(main());
    format!(\"{status:?}\") == format!(\"{:?}\", ::std::process::ExitCode::SUCCESS)
}
#[cfg(test)]
fn __end(passes: fn() -> bool) {
    let passes = ::std::panic::catch_unwind(passes);
    let status = if let ::std::result::Result::Ok(true) = passes { 0 } else { 1 };
    ::std::process::exit(status)
}
";

/// The root of a crate that holds the files' tests, and the `main`s that can be run there.
pub fn root_of_tests(members: &[Member]) -> String {
    let mut root = String::new();
    let mut arms = String::new();
    let entry = "pub(super) fn __main() -> bool { super::__passes(main) }";
    for member in members {
        let more = match member.main {
            Some(MainPlace::Tests) => entry,
            // In a crate of its own `main` counts as used.
            _ => "const _: () = { let _ = main; };",
        };
        write_module(&mut root, *member, more);
        let call = match member.main {
            Some(MainPlace::Tests) if member.is_root => "__passes(main)".to_owned(),
            Some(MainPlace::Tests) => format!("{}::__main()", module(member.number)),
            Some(MainPlace::Twin) => format!("{}::__main()", twin(member.number)),
            Some(MainPlace::Apart) | None => continue,
        };
        write_arm(&mut arms, *member, &call);
    }
    for member in members {
        if member.main == Some(MainPlace::Twin) {
            let (name, path) = (twin(member.number), twin_path(member.path));
            // Writing into memory cannot fail.
            let _ = writeln!(root, "mod {name} {{ {entry} include!({path:?}); }}");
        }
    }
    let main = match members.iter().any(|member| member.is_root) {
        true => "",
        false => "fn main() {}\n",
    };
    let _ = write!(
        root,
        "{main}{PASSES}#[test]\nfn {MAIN_TEST}() {{\n    \
         __end(|| match ::std::env::var(\"{VARIABLE}\").as_deref().unwrap_or_default() {{\n{arms}        \
         _ => false,\n    }});\n}}\n"
    );
    root
}

/// The root of a crate that is one file, its tests and its `main`.
pub fn root_of_file(path: &str, levels: &str) -> String {
    format!(
        "{levels}\n{PASSES}#[test]\nfn {MAIN_TEST}() {{\n    __end(|| __passes(main));\n}}\n\
         include!({path:?});\n"
    )
}

/// How tests are run without that of `main`. Files that look at how they were started have to
/// be built otherwise.
pub const WITHOUT_MAIN: [&str; 3] = ["--exact", "--skip", MAIN_TEST];

/// How the tests of the file at the root are run without those of the modules.
pub const ROOT_ONLY: [&str; 4] = ["--skip", "__exercise_", "--skip", MAIN_TEST];

/// Whether a program may look at all its variables, or its tests at their arguments.
pub fn reads_start(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    ["vars", "vars_os"].iter().any(|word| tokens.contains(word))
        || may_read_arguments(&tokens)
        || may_read_any_variable(&tokens)
        || TRACES.iter().any(|trace| source.contains(trace))
}

/// The root of a crate whose program runs one of the files' `main`s.
pub fn root_of_mains(members: &[Member]) -> String {
    let mut root = String::new();
    let mut arms = String::new();
    for member in members {
        let entry = "pub fn __main() -> ::std::process::ExitCode { super::__end(main) }";
        write_module(&mut root, *member, entry);
        let call = format!("{}::__main()", module(member.number));
        write_arm(&mut arms, *member, &call);
    }
    // Of any type, so that clippy finds no `()` passed on.
    root.push_str(
        "fn __end<T: ::std::process::Termination>(main: fn() -> T) -> ::std::process::ExitCode {\n    \
         ::std::process::Termination::report(main())\n}\n",
    );
    let _ = write!(
        root,
        "fn main() -> ::std::process::ExitCode {{\n    match \
         ::std::env::var(\"{VARIABLE}\").as_deref().unwrap_or_default() {{\n{arms}        \
         _ => ::std::process::ExitCode::from(4),\n    }}\n}}\n"
    );
    root
}

/// Writes the arm of a `match` that calls a file's `main`.
fn write_arm(arms: &mut String, member: Member, call: &str) {
    let number = member.number;
    // Writing into memory cannot fail.
    let _ = writeln!(arms, "        \"{number}\" => {call},");
}

/// Writes a module in a line of its own, so that the n-th member stands in the n-th line.
fn write_module(root: &mut String, member: Member, more: &str) {
    let Member { path, levels, .. } = member;
    if member.is_root {
        // Writing into memory cannot fail.
        let _ = writeln!(root, "include!({path:?});");
        return;
    }
    let name = module(member.number);
    // Our own item stands first: clippy dislikes items behind a module of tests. The path is
    // escaped as Rust does it.
    // It is `pub` because lints look at what can be seen from outside, as a root's items can.
    let _ = writeln!(
        root,
        "pub mod {name} {{ {levels} {more} include!({path:?}); }}"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_files_may_share() {
        assert!(may_share(
            "// crate:: in a comment\nuse std::fmt;\npub(crate) struct A;\n
             mod inner { use super::A; mod deeper { use super::super::A; } }
             fn main() { println!(\"no_mangle\"); }
             #[cfg(test)] mod tests { use super::*; #[test] fn a() {} }"
        ));
        assert!(may_share(
            "// One.\n#![allow(clippy::x, y)]\n#![forbid(unsafe_code,)]\n
             #[macro_use] mod macros { macro_rules! m { () => {} } }
             fn main() { m!(); std::thread::current().id(); }"
        ));
        assert!(may_share(
            "use clap::Parser; fn f() { A::try_parse_from([1]); }
             fn main() -> X { let a = A::parse(); if a { std::env::args().count(); } }
             fn g() { std::env::var(\"HOME\"); }"
        ));
    }

    #[test]
    fn what_main_wrote_is_told_apart() {
        assert_eq!(
            written_by_main("\nrunning 12 tests\ntest __a_main ... hi\n"),
            Some("hi\n")
        );
        assert_eq!(
            written_by_main("\nrunning 1 test\ntest __a_main ... "),
            Some("")
        );
        assert_eq!(
            written_by_main("\nrunning 2 tests\ntest a ... ok\ntest __a_main ... "),
            None
        );
        assert_eq!(written_by_main("\nrunning 1 test\n"), None);
    }

    #[test]
    fn programs_that_sleep_are_known() {
        assert!(may_wait("fn main() { std::thread::sleep(TIME); }"));
        assert!(!may_wait("fn main() { println!(\"sleep\"); } // sleep"));
    }

    #[test]
    fn symbols_are_found() {
        let found = |text: &str| symbols(text).map(|found| (found.exported, found.imported));
        let text = "#[unsafe(no_mangle)] #[inline] pub unsafe extern \"C\" fn one() {}
            #[no_mangle] static mut TWO: u8 = 2;
            unsafe extern \"C\" { pub safe fn three(x: u8) -> u8; static FOUR: u8; }
            extern { fn five(); } extern \"C\" fn not_it() {} fn main() {}";
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = (names(&["one", "TWO"]), names(&["three", "FOUR", "five"]));
        assert_eq!(found(text), Some(expected));
        assert!(may_share(text));
        assert_eq!(found("#[no_mangle] struct X {} fn f() {}"), None);
        assert_eq!(found("#[cfg_attr(a, no_mangle)] fn f() {}"), None);
        assert_eq!(found("extern \"C\" { fn f();"), None);
    }

    #[test]
    fn files_meet_over_a_symbol_that_one_of_them_makes() {
        let symbols = |text| symbols(text).unwrap();
        let makes = symbols("#[no_mangle] fn f() {}");
        let takes = symbols("extern { fn f(); }");
        assert!(makes.meets(&takes) && takes.meets(&makes) && makes.meets(&makes));
        assert!(!takes.meets(&takes) && !makes.meets(&symbols("extern { fn g(); }")));
    }

    #[test]
    fn a_main_is_compiled_where_it_is_the_same() {
        let apart = "#[cfg(test)] mod tests { use super::*; #[test] fn a() { {} } }";
        let with_impl = "#[cfg(test)] mod tests { impl X for super::Y {} }";
        let id = "thread::current().id()";
        for (place, text) in [
            (
                MainPlace::Tests,
                format!("fn main() {{ println!(\"test\"); }} {apart}"),
            ),
            (
                MainPlace::Tests,
                format!("{apart} mod b {{ impl X for Y {{}} }} fn main() {{}}"),
            ),
            (
                MainPlace::Tests,
                format!("fn main() {{ f({id}); }} {apart}"),
            ),
            (
                MainPlace::Tests,
                format!("fn main() {{ f(file!()); }} {apart}"),
            ),
            (MainPlace::Twin, format!("fn main() {{}} {with_impl}")),
            (
                MainPlace::Twin,
                format!("macro_rules! m {{ () => {{}} }} fn main() {{}} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ tests::a(); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ cfg!(test); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ file!(); }} {with_impl}"),
            ),
            (
                MainPlace::Apart,
                format!("#[cfg(not(test))] fn main() {{}} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("{apart} #[cfg(test)] fn b() {{}} fn main() {{ b(); }}"),
            ),
            (
                MainPlace::Apart,
                format!("{apart} #[test] fn b() {{}} fn main() {{ b(); }}"),
            ),
            (MainPlace::Apart, format!("{apart} {apart} fn main() {{}}")),
            (
                MainPlace::Apart,
                format!("fn main() {{ println!(\"{{:?}}\", {id}); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("mod inner {{ {apart} }} fn main() {{}}"),
            ),
            (
                MainPlace::Apart,
                "fn main() {} #[cfg(test)] mod tests {".to_owned(),
            ),
            (MainPlace::Apart, "fn main() {} #[cfg(test)] mod".to_owned()),
        ] {
            assert_eq!(main_place(&text, true), place, "{text}");
        }
        assert_eq!(main_place("fn main() {}", false), MainPlace::Tests);
        let text = format!("fn main() {{}} {apart}");
        assert_eq!(main_place(&text, false), MainPlace::Apart);
        let rest = without_tests(&format!("{text}// c\n")).unwrap();
        assert_eq!(
            rest.trim_end(),
            format!("fn main() {{}} {:1$}// c", "", apart.len())
        );
        assert_eq!(without_tests("fn main() {}"), None);
    }

    #[test]
    fn files_that_can_tell_who_built_them_are_known() {
        for text in [
            "fn main() { unsafe { f() } }",
            "unsafe fn f() {}",
            "#[cfg(clippy)] fn f() {}",
            "#[cfg(r#clippy)] fn f() {}",
            "#[cfg_attr(clippy, path = \"x\")] mod a {}",
            "m!(clippy);",
            "fn main() { e.downcast_ref::<&str>(); }",
        ] {
            assert!(needs_rustc(text), "{text}");
        }
        assert!(!needs_rustc(
            "#![allow(clippy::all)] #[unsafe(no_mangle)] fn main() {} // clippy"
        ));
    }

    #[test]
    fn levels_are_taken_from_the_head() {
        let source = "// é\n#![allow(clippy::x, // é\r\n  y)] #![deny(unused_mut)] fn main() {}\n";
        let (levels, rest) = split_levels(source).unwrap();
        assert_eq!(levels, "#![allow(clippy::x,y)]#![deny(unused_mut)]");
        let blank = format!("// é\n{:24}\r\n{:27}fn main() {{}}\n", "", "");
        assert_eq!(rest.replace(' ', "."), blank.replace(' ', "."));
        assert_eq!(rest.chars().count(), source.chars().count());
        assert_eq!(split_levels("fn main() {}"), None);
    }

    #[test]
    fn files_that_name_types_may_be_the_root() {
        let source = "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }";
        assert!(!may_share(source) && may_be_root(source));
        assert!(may_be_root(
            "fn main() -> u8 { 1 } #[test] fn a() { main(); }"
        ));
        for more in [
            "macro_rules! m { () => {} }",
            "extern \"C\" { fn f(); }",
            "#[no_mangle] fn f() {}",
            "extern crate alloc;",
            "use crate::x;",
            "mod file;",
        ] {
            assert!(!may_be_root(&format!("{source} {more}")), "{more}");
        }
        assert!(!may_be_root(&format!("#![allow(dead_code)] {source}")));
    }

    #[test]
    fn files_that_speak_of_their_crate_are_alone() {
        for text in [
            "#![warn(missing_docs)] fn main() {}",
            "#![allow(dead_code)] #![no_std] fn main() {}",
            "#![allow(x, reason = \"y\")] fn main() {}",
            "#![expect(x)] fn main() {}",
            "#![cfg_attr(test, allow(x))] fn main() {}",
            "#![deny(unused_mut, warnings)] fn main() {}",
            "#![allow(x) fn main() {}",
            "fn main() {} mod a { #![allow(x)] }",
            "//! About the crate.\nfn main() {}",
            "use crate::x; fn main() {}",
            "macro_rules! m { () => { $crate::x() } } fn main() {}",
            "use super::x; fn main() {}",
            "mod a { use super::super::x; } fn main() {}",
            "mod file; fn main() {}",
            "#[cfg_attr(test, no_mangle)] extern \"C\" fn f() {} fn main() {}",
            "macro_rules! m { () => { #[no_mangle] fn f() {} } } fn main() {}",
            "extern crate alloc; fn main() {}",
            "fn main() { println!(\"{}\", env!(\"X\")); }",
            "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }",
            "fn main() { std::thread::current().name(); }",
            "use std::thread::current as me; fn main() { me().name(); }",
            "fn f() { std::env::args().count(); } fn main() {}",
            "fn main() { impl A { fn f() { std::env::args().count(); } } }",
            "mod a { fn main() { std::env::args().count(); } } fn main() {}",
            "use clap::Parser; fn f() { A::parse(); } fn main() {}",
            "fn main() { std::env::var(name()); }",
            "fn main() { std::env::var_os(\"A\\x42\"); }",
            "use std::env::var as v; fn main() { v(\"A\"); }",
            "use std::env::{self, args_os as a}; fn main() { a().count(); }",
            "fn main() { std::fs::read(\"/proc/self/cmdline\"); }",
            "mod __exercise_0000 {} fn main() {}",
            "fn main() { std::env::var(\"__RUSTLINGS_LIKE_MAIN\"); }",
            "fn main() { unsafe { std::arch::asm!(\"\") } }",
            "#[ctor::ctor] fn first() {} fn main() {}",
            "fn main() { if false { main() } }",
            "fn main() { let t = std::thread::current(); t.id(); }",
            "mod a { fn main() {} }",
            "",
        ] {
            assert!(!may_share(text), "{text}");
        }
    }

    #[test]
    fn roots_name_every_file() {
        let members = [
            Member {
                number: 0,
                path: "exercises/a.rs",
                levels: "",
                main: Some(MainPlace::Tests),
                is_root: false,
            },
            Member {
                number: 7,
                path: "exercises/a \"b\".rs",
                levels: "#![allow(x)]",
                main: Some(MainPlace::Twin),
                is_root: false,
            },
        ];
        let tests = root_of_tests(&members);
        assert!(tests.contains("\nfn main() {}\n"));
        assert!(tests.contains("pub mod __exercise_0007 { #![allow(x)] const"));
        assert!(tests.contains("\"0\" => __exercise_0000::__main(),"));
        let file = root_of_file("a.rs", "#![allow(x)]");
        assert!(file.starts_with("#![allow(x)]\n") && file.ends_with("\ninclude!(\"a.rs\");\n"));
        assert!(tests.contains("\"7\" => __twin_0007::__main(),"));
        assert!(tests.contains("include!(\"__twins/exercises/a \\\"b\\\".rs\"); }"));
        assert!(
            tests
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("pub mod __exercise_0007"))
        );
        assert!(tests.contains("include!(\"exercises/a \\\"b\\\".rs\"); }"));
        let at_root = Member {
            is_root: true,
            ..members[0]
        };
        let tests = root_of_tests(&[members[1], at_root]);
        assert_eq!(tests.lines().nth(1), Some("include!(\"exercises/a.rs\");"));
        assert!(tests.contains("\"0\" => __passes(main),") && !tests.contains("fn main()"));
        let mains = root_of_mains(&members);
        assert!(mains.contains("\"7\" => __exercise_0007::__main(),"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}#!:;(),]|\\[|\\]|mod |super|crate|fn main|allow|#\\[cfg\\(test\\)\\] mod|é|\")*") {
            may_share(&text);
            main_place(&text, true);
            without_tests(&text);
            split_levels(&text);
        }
    }
}
