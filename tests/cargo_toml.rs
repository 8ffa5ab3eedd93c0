//! What of a course's `Cargo.toml` counts, and what is said where it doesn't.

mod common;

use common::{Course, Run, finish};

const WHOLE: &str = "title = \"It\"\nconcepts = [\"it\"]\nsource = \"a test\"\nhint = \"one\"\n\
                     further_hints = [\"two\", \"three\"]\nexpect = [\"passes\"]";

/// Passes with the crate `word` and in edition 2018 only, where `gen` is a name.
const WITH_CRATE: &str = "fn gen() -> &'static str { word::word() }\nfn main() {}\n\
                          #[test]\nfn it() { assert_eq!(gen(), \"hello\"); }\n";

/// Passes in edition 2018 only.
const WITHOUT: &str = "fn gen() {}\nfn main() { gen(); }\n#[test]\nfn it() { gen(); }\n";

/// Never compiles.
const BROKEN: &str = "fn main() { word::no_such(1; }\n";

fn run(course: &Course, args: &[&str]) -> Run {
    finish(course.command(args).env("CARGO_NET_OFFLINE", "true"))
}

/// A course with two exercises that pass and one that doesn't, and this `Cargo.toml` behind
/// its `[package]`.
fn course(cargo_toml: &str) -> Course {
    let course = Course::new()
        .exercise("broken", "", BROKEN)
        .exercise("with", WHOLE, WITH_CRATE)
        .exercise("without", WHOLE, WITHOUT);
    let package = "[package]\nname = \"my-course\"\nversion = \"0.1.0\"\nedition = \"2018\"\n";
    course.write("Cargo.toml", format!("{package}{cargo_toml}"));
    course.write(
        "word/Cargo.toml",
        "[package]\nname = \"word\"\nversion = \"1.0.0\"\n",
    );
    course.write(
        "word/src/lib.rs",
        "pub fn word() -> &'static str { \"hello\" }\n",
    );
    course
}

const WORD: &str = "[dependencies]\nword = { path = \"word\" }\n[workspace]\n";

fn target(kind: &str, name: &str) -> String {
    format!("[[{kind}]]\nname = \"{name}\"\npath = \"exercises/{name}.rs\"\n")
}

#[track_caller]
fn assert_says(run: &Run, part: &str) {
    let all = format!("{}{}", run.stdout, run.stderr);
    assert!(all.contains(part), "{part} is not in {all}");
}

#[test]
fn targets_of_every_kind_count_like_programs() {
    for kind in ["example", "test", "bench"] {
        let targets: String = ["broken", "with", "without"]
            .map(|name| target(kind, name))
            .concat();
        // Programs that cargo builds beside tests: one of the course's own, broken too.
        let course = course(&format!("{targets}{WORD}"));
        course.write("src/main.rs", "mistake\n");
        let run = run(&course, &["verify"]);
        assert_eq!(run.code, 1, "{kind}: {run:?}");
        assert_says(&run, "2 passed, 1 failed");
        assert!(!run.stderr.contains("ignored"), "{kind}: {run:?}");
    }
}

#[test]
fn a_target_that_cargo_builds_without_features_stands_for_all() {
    let with = target("example", "broken") + "required-features = [\"more\"]\n";
    let course = course(&format!("{with}{}{WORD}", target("test", "with")));
    assert_says(&run(&course, &["verify"]), "2 passed, 1 failed");
}

#[test]
fn an_ignored_manifest_is_told_where_its_crates_are_missed() {
    // As of a tool that the course belongs to.
    let course = course(&format!(
        "[[bin]]\nname = \"tool\"\npath = \"tool.rs\"\n{WORD}"
    ));
    for args in [&["verify"][..], &["run", "with"], &["dev", "check"]] {
        let run = run(&course, args);
        assert_says(
            &run,
            "Cargo.toml is ignored: none of its bin, example, test or bench targets",
        );
        assert_says(&run, "so there is no crate word");
        assert_eq!(format!("{run:?}").matches("ignored").count(), 1, "{run:?}");
    }
    // Without the crate, the edition still makes a difference: `gen` is a keyword in 2024.
    for args in [&["verify", "without"][..], &["run", "without"]] {
        let run = run(&course, args);
        assert_says(&run, "compiled with edition 2024, not 2018");
    }
    // Elsewhere it makes no difference that anybody would expect.
    course.write("exercises/without.rs", WITHOUT.replace("gen", "generate"));
    for args in [&["verify", "without"][..], &["run", "without"]] {
        let run = run(&course, args);
        assert!(!run.stderr.contains("ignored"), "{run:?}");
    }
}

#[test]
fn an_ignored_manifest_that_is_for_nothing_else_is_told_with_what_it_lacks() {
    let course = course("[lints.rust]\nunused = \"deny\"\n");
    for args in [&["verify", "without"][..], &["run", "without"]] {
        let run = run(&course, args);
        assert_says(&run, "compiled with edition 2024, not 2018");
        assert_says(&run, "its lints have no effect");
    }
    course.write(
        "Cargo.toml",
        "[package]\nname = \"c\"\nedition = \"2024\"\n",
    );
    assert_eq!(run(&course, &["verify", "with"]).stderr, "");
    assert_says(&run(&course, &["dev", "check"]), "Cargo.toml is ignored");
    // A tool's lints are the tool's.
    let tool = "[package]\nname = \"c\"\nedition = \"2024\"\n[lints.rust]\nunused = \"deny\"\n";
    course.write("Cargo.toml", tool);
    course.write("src/main.rs", "fn main() {}\n");
    let check = run(&course, &["dev", "check"]);
    assert!(!check.stdout.contains("ignored"), "{check:?}");
    std::fs::remove_file(course.path("src/main.rs")).expect("a file");
    // One of a whole workspace is about others, unless it has settings for them to inherit.
    course.write("Cargo.toml", "[workspace]\nmembers = []\n");
    let check = run(&course, &["dev", "check"]);
    assert!(!check.stdout.contains("ignored"), "{check:?}");
}

/// However a manifest is ignored, whoever's `gen` is rejected learns of its edition, and the author
/// learns of all that has no effect.
#[test]
fn an_ignored_edition_is_told_wherever_it_makes_a_difference() {
    let package = "[package]\nname = \"c\"\nversion = \"0.1.0\"\nedition = \"2018\"\n";
    let lints = "[lints.rust]\nunused = \"deny\"\n";
    let tool = "[[bin]]\nname = \"tool\"\npath = \"src/tool.rs\"\n";
    let library = "[lib]\npath = \"exercises/without.rs\"\n";
    let without_path = "[[example]]\nname = \"without\"\n";
    let workspace = "[workspace]\nmembers = [\"tool\"]\n[workspace.package]\nedition = \"2018\"\n\
                     [workspace.lints.rust]\nunused = \"deny\"\n";
    for manifest in [
        format!("{package}{tool}{lints}"),
        format!("{package}{library}{lints}"),
        format!("{package}{without_path}{lints}"),
        workspace.to_owned(),
        format!("{workspace}members_of = \"more\"\n").replace("\nmembers", "\nexclude"),
    ] {
        let course = Course::new().exercise("without", WHOLE, WITHOUT);
        course.write("Cargo.toml", &manifest);
        for args in [&["verify"][..], &["run", "without"], &["dev", "check"]] {
            let run = run(&course, args);
            assert_says(&run, "compiled with edition 2024, not 2018");
            assert_says(&run, "its lints have no effect");
        }
        let generated = Course::new().exercise("it", WHOLE, "fn main() {}\n#[test] fn it() {}\n");
        generated.write("Cargo.toml", &manifest);
        assert_says(&run(&generated, &["dev", "check"]), "not 2018");
    }
}

#[test]
fn a_target_counts_however_its_path_is_written() {
    let course = Course::new().exercise("without", WHOLE, WITHOUT);
    let manifest = |path: &str| {
        format!(
            "[package]\nname = \"c\"\nversion = \"0.1.0\"\nedition = \"2018\"\n\
             [[bin]]\nname = \"without\"\npath = \"{path}\"\n"
        )
    };
    course.write(
        "Cargo.toml",
        manifest("./exercises/../exercises/without.rs"),
    );
    assert_eq!(run(&course, &["verify"]).code, 0);
    let check = run(&course, &["dev", "check"]);
    assert!(!check.stdout.contains("Cargo.toml"), "{check:?}");
    course.write("Cargo.toml", manifest("exercises/../src/without.rs"));
    assert_says(&run(&course, &["verify"]), "not 2018");
}

#[test]
fn an_edition_that_rust_does_not_have_is_an_error_of_the_manifest() {
    let course = Course::new().exercise("it", "", "fn main() {}\n");
    let with = |value: &str| {
        format!(
            "[package]\nname = \"c\"\nversion = \"0.1.0\"\nedition = {value}\n\
             [[bin]]\nname = \"it\"\npath = \"exercises/it.rs\"\n"
        )
    };
    let long = format!("\"{}\"", "2".repeat(5_000_000));
    for edition in ["\"2O24\"", "\"2016\"", "\"\"", "2024", &long] {
        let shown = &edition[..edition.len().min(20)];
        course.write("Cargo.toml", with(edition));
        for args in [&["verify"][..], &["run", "it"]] {
            let run = run(&course, args);
            assert_eq!(run.code, 3, "{shown}: {run:?}");
            assert!(run.stderr.len() < 2_000, "{shown}: {}", run.stderr.len());
            assert_says(&run, "Cargo.toml");
            assert_says(&run, "line 4");
            assert!(!run.stderr.contains("too old"), "{shown}: {run:?}");
        }
        // Outside a course, it's noted that the edition is a guess.
        let package = Course::new();
        package.write("package/Cargo.toml", with(edition));
        package.write("package/src/main.rs", "fn main() { oh }\n");
        let said = run(&package, &["explain", "package/src/main.rs"]);
        assert_says(&said, "E0425");
        assert!(said.stderr.len() < 2_000, "{shown}: {}", said.stderr.len());
    }
    // One that may come: only the compiler knows.
    course.write("Cargo.toml", with("\"2099\""));
    assert_says(
        &run(&course, &["verify"]),
        "too old: it doesn't know edition 2099",
    );
}

#[test]
fn dev_check_names_what_of_a_manifest_has_no_effect() {
    let course = course(&format!(
        "[features]\ndefault = [\"fancy\"]\nfancy = []\n[profile.dev]\nopt-level = 1\n\
         [profile.release]\nlto = true\n{}edition = \"2015\"\n{}{}{WORD}",
        target("bin", "with"),
        target("bin", "gone"),
        target("test", "helper"),
    ));
    course.write("exercises/helper.rs", "pub fn help() {}\n");
    course.write("exercises/Cargo.toml", "[package]\n");
    let check = run(&course, &["dev", "check"]);
    assert_eq!(check.code, 1, "{check:?}");
    for part in [
        "Cargo.toml:5: [features] has no effect on exercises that use no crate",
        "Cargo.toml:8: [profile.dev] has no effect on exercises that use no crate",
        "Cargo.toml:10: [profile.release] has no effect on exercises",
        "Cargo.toml:15: a target's edition has no effect",
        "Cargo.toml:18: the bin target \"gone\" names exercises/gone.rs, which does not exist",
        "Cargo.toml:21: the file of this target is not listed in info.toml",
        "exercises/broken.rs:1: no target in Cargo.toml names it; editors look there (2 times",
        "exercises/Cargo.toml:1: is ignored: only a Cargo.toml beside info.toml counts",
    ] {
        assert_says(&check, part);
    }
}
