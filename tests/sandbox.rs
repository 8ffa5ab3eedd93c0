//! `verify --sandbox`: what a program inside cannot do, tried for real.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "a skipped test must be seen")]
#![allow(unsafe_code, reason = "a filter is set between fork and exec")]

mod common;

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;

use common::{Course, processes_with};
use serde_json::Value;

/// Whether the kernel has the version of Landlock that is needed; says loudly if not. The
/// kernel is asked itself: a fault of ours must not skip its own tests.
fn has_sandbox() -> bool {
    // SAFETY: with these arguments the call only returns the version.
    let version = unsafe {
        libc::syscall(
            libc::SYS_landlock_create_ruleset,
            std::ptr::null::<u8>(),
            0_usize,
            1_u32,
        )
    };
    if version < 6 {
        eprintln!("SKIPPED, LOUDLY: Landlock 6 is needed (Linux 6.12), this kernel has {version}");
    }
    version >= 6
}

/// Runs `main` of this body in the sandbox; the report of the exercise.
fn inside(course: &Course, body: &str) -> Value {
    let source = format!("fn main() {{\n{body}\n}}\n");
    course.write("exercises/it.rs", source);
    verify(course, &["--sandbox", "--no-cache"])
}

fn verify(course: &Course, args: &[&str]) -> Value {
    let args = [&["verify", "it", "--format", "json"], args].concat();
    let run = course.run(&args);
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    document["exercises"][0].clone()
}

fn course() -> Course {
    Course::new().exercise("it", "test = false\n", "fn main() {}\n")
}

/// The program must have been built and run, and have seen what it expects.
#[track_caller]
fn assert_holds(course: &Course, body: &str) {
    let entry = inside(course, body);
    assert_eq!(entry["verdict"], "pass", "{body}\n{entry:#}");
}

/// The same program outside of the sandbox must fail: else it shows nothing.
#[track_caller]
fn assert_fails_outside(course: &Course) {
    let entry = verify(course, &["--no-cache"]);
    assert_eq!(entry["verdict"], "fail", "{entry:#}");
}

fn refused(expression: &str) -> String {
    format!(
        "    match {expression} {{\n        Err(error) => assert_eq!(error.kind(), \
         std::io::ErrorKind::PermissionDenied),\n        Ok(_) => panic!(\"not refused\"),\n    }}"
    )
}

fn rust_path(path: &Path) -> String {
    format!("{:?}", path.to_str().expect("UTF-8"))
}

#[test]
fn an_ordinary_program_passes() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    assert_holds(&course, "    println!(\"{}\", (1..4).sum::<i32>());");
}

#[test]
fn other_folders_cannot_be_read() {
    if !has_sandbox() {
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let secret = home.path().join("secret");
    fs::write(&secret, "secret").expect("written");
    let course = course();
    let read = format!("std::fs::read({})", rust_path(&secret));
    assert_holds(&course, &refused(&read));
    assert_fails_outside(&course);
    let list = format!("std::fs::read_dir({})", rust_path(home.path()));
    assert_holds(&course, &refused(&list));
    assert_fails_outside(&course);
}

#[test]
fn the_compiler_cannot_read_other_folders_either() {
    if !has_sandbox() {
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let secret = home.path().join("secret");
    fs::write(&secret, "secret").expect("written");
    let course = course();
    let body = format!(
        "    println!(\"{{}}\", include_str!({}));",
        rust_path(&secret)
    );
    let entry = inside(&course, &body);
    assert_eq!(entry["reason"], "compile_error", "{entry:#}");
    let outside = verify(&course, &["--no-cache"]);
    assert_eq!(outside["verdict"], "pass", "{outside:#}");
}

#[test]
fn nothing_outside_the_scratch_folder_can_be_written() {
    if !has_sandbox() {
        return;
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let course = course();
    for folder in [elsewhere.path(), course.root(), &course.path("exercises")] {
        let file = rust_path(&folder.join("new"));
        assert_holds(&course, &refused(&format!("std::fs::write({file}, \"x\")")));
        assert!(!folder.join("new").exists());
        assert_fails_outside(&course);
        fs::remove_file(folder.join("new")).expect("the outside run wrote it");
    }
    let remove = "std::fs::remove_file(\"info.toml\")";
    assert_holds(&course, &refused(remove));
}

#[test]
fn stored_results_cannot_be_forged_from_inside() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    // There is one to be changed.
    assert_eq!(verify(&course, &[])["verdict"], "pass");
    let folder = course.path(".rustlings-like/cache");
    let shelf = fs::read_dir(&folder).expect("a store").flatten().next();
    let shelf = shelf.expect("a shelf").path();
    let record = fs::read_dir(&shelf).expect("a shelf").flatten().next();
    let record = record.expect("a record").path();
    let before = fs::read(&record).expect("a record");
    for file in [record.clone(), shelf.join("new.json"), folder.join("new")] {
        let write = format!("std::fs::write({}, \"x\")", rust_path(&file));
        assert_holds(&course, &refused(&write));
    }
    let gone = format!("std::fs::remove_dir_all({})", rust_path(&folder));
    assert_holds(&course, &refused(&gone));
    assert_fails_outside(&course);
    assert!(!record.exists(), "the outside run removed it");
    assert!(!before.is_empty());
}

#[test]
fn grading_under_the_originals_tests_works_inside() {
    if !has_sandbox() {
        return;
    }
    let original = "fn double(x: u32) -> u32 { x }\nfn main() {}\n#[cfg(test)]\nmod tests {\n    \
                    #[test]\n    fn doubles() { assert_eq!(super::double(2), 4); }\n}\n";
    let teachers = Course::new().exercise("it", "", original);
    let learners = Course::new().exercise("it", "", &original.replace("{ x }", "{ x * 2 }"));
    let root = teachers.root().to_str().expect("UTF-8");
    let args = ["--pristine", "--sandbox", "--originals", root];
    let entry = verify(&learners, &args);
    assert_eq!(entry["reason"], "passed", "{entry:#}");
    // Neither solutions can be read, nor what lies beside programs that run.
    teachers.write("solutions/it.rs", original);
    let hidden = [
        "solutions/it.rs",
        ".rustlings-like/scratch",
        ".rustlings-like",
    ];
    let hidden = hidden.map(|path| rust_path(&teachers.path(path)));
    let look = format!(
        "{{ for path in [{}] {{ assert!(std::fs::read_dir(path).is_err() && \
         std::fs::read(path).is_err()); }} x * 2 }}",
        hidden.join(", ")
    );
    learners.write("exercises/it.rs", original.replace("{ x }", &look));
    let entry = verify(&learners, &args);
    assert_eq!(entry["reason"], "passed", "{entry:#}");
    let entry = verify(&learners, &["--pristine", "--originals", root]);
    assert_eq!(entry["reason"], "tests_failed", "{entry:#}");
    // The original's folder is out of reach too.
    let file = rust_path(&teachers.path("exercises/it.rs"));
    let spoil = format!("{{ std::fs::write({file}, \"\").unwrap(); x * 2 }}");
    learners.write("exercises/it.rs", original.replace("{ x }", &spoil));
    let entry = verify(&learners, &args);
    assert_eq!(entry["reason"], "tests_failed", "{entry:#}");
    assert_eq!(teachers.read("exercises/it.rs"), original);
}

#[test]
fn the_scratch_folder_can_be_written_and_goes_away() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let body = "    let file = std::env::temp_dir().join(\"mine\");\n    \
                std::fs::write(&file, \"x\").unwrap();\n    \
                assert_eq!(std::fs::read_to_string(&file).unwrap(), \"x\");\n    \
                println!(\"{}\", file.display());";
    assert_holds(&course, body);
    let scratch = course.path(".rustlings-like/scratch");
    let left = fs::read_dir(scratch).map_or(0, |entries| entries.count());
    assert_eq!(left, 0);
}

#[test]
fn no_server_can_be_reached_and_none_be_opened() {
    if !has_sandbox() {
        return;
    }
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("an address").port();
    let course = course();
    let connect = format!("std::net::TcpStream::connect((\"127.0.0.1\", {port}))");
    assert_holds(&course, &refused(&connect));
    assert_fails_outside(&course);
    for socket in [
        "std::net::TcpListener::bind(\"127.0.0.1:0\")",
        "std::net::UdpSocket::bind(\"127.0.0.1:0\")",
    ] {
        assert_holds(&course, &refused(socket));
        assert_fails_outside(&course);
    }
}

#[test]
fn unix_sockets_cannot_be_reached() {
    if !has_sandbox() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("socket");
    let _server = UnixListener::bind(&path).expect("a socket");
    let course = course();
    let connect = format!(
        "std::os::unix::net::UnixStream::connect({})",
        rust_path(&path)
    );
    assert_holds(&course, &refused(&connect));
    assert_fails_outside(&course);
}

#[test]
fn nobody_outside_can_be_signalled() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    // Its parent is the guard, whose parent is the tool, whose parent is this test.
    let body = format!(
        "    use std::process::Command;\n    \
         let signal = |pid: &str| Command::new(\"sh\").args([\"-c\", &format!(\"kill -0 {{pid}}\")]).status().unwrap();\n    \
         let guard = std::os::unix::process::parent_id().to_string();\n    \
         assert!(!signal(&guard).success(), \"the guard\");\n    \
         assert!(!signal(\"{}\").success(), \"the test\");\n    \
         assert!(signal(&std::process::id().to_string()).success(), \"itself\");",
        std::process::id()
    );
    assert_holds(&course, &body);
    assert_fails_outside(&course);
}

#[test]
fn nothing_survives() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let marker = format!("31{}", std::process::id());
    let body = format!(
        "    use std::process::Command;\n    \
         Command::new(\"/usr/bin/setsid\").args([\"-f\", \"sleep\", \"{marker}\"]).status().unwrap();"
    );
    assert_holds(&course, &body);
    common::eventually("all are gone", || processes_with(&marker).is_empty());
}

#[test]
fn secrets_in_the_environment_are_not_seen() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let source = "fn main() {\n    assert!(std::env::var(\"MY_TOKEN\").is_err());\n    \
                  assert!(std::env::var(\"HOME\").is_err());\n}\n";
    course.write("exercises/it.rs", source);
    let verdict = |args: &[&str]| {
        let args = [&["verify", "it", "--no-cache"], args].concat();
        let mut command = course.command(&args);
        common::finish(command.env("MY_TOKEN", "secret")).code
    };
    assert_eq!(verdict(&["--sandbox"]), 0);
    assert_eq!(verdict(&[]), 1);
}

#[test]
fn limits_hold_inside() {
    if !has_sandbox() {
        return;
    }
    let course = Course::new().exercise("it", "test = false\ntimeout = 1\n", "fn main() {}\n");
    let entry = inside(&course, "    loop {}");
    assert_eq!(entry["reason"], "time_out", "{entry:#}");
    let course = self::course();
    let entry = inside(&course, "    loop { println!(\"more\"); }");
    assert_eq!(entry["reason"], "too_much_output", "{entry:#}");
}

#[test]
fn many_exercises_are_checked_together_inside() {
    if !has_sandbox() {
        return;
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut course = Course::new();
    for number in 0..6 {
        let source = format!(
            "fn main() {{\n    assert!(std::net::UdpSocket::bind(\"127.0.0.1:0\").is_err());\n}}\n\
             #[test]\nfn a() {{\n    assert!(std::fs::read_dir({}).is_err());\n}}\n",
            rust_path(elsewhere.path())
        );
        course = course.exercise(&format!("e{number}"), "", &source);
    }
    let run = course.run(&["verify", "--sandbox"]);
    assert_eq!(run.code, 0, "{run:?}");
    // What was found inside says nothing about outside, and the other way round.
    let run = course.run(&["verify"]);
    assert_eq!(run.code, 1, "{run:?}");
}

/// Where the kernel has no Landlock nothing is run, and that is said.
#[test]
fn without_landlock_it_refuses() {
    let course = course();
    let filter = seccompiler::SeccompFilter::new(
        [(libc::SYS_landlock_create_ruleset, vec![])]
            .into_iter()
            .collect(),
        seccompiler::SeccompAction::Allow,
        seccompiler::SeccompAction::Errno(libc::ENOSYS.unsigned_abs()),
        std::env::consts::ARCH
            .try_into()
            .expect("a known processor"),
    );
    let filter: seccompiler::BpfProgram = filter.expect("a filter").try_into().expect("a program");
    let mut command = course.command(&["verify", "--sandbox"]);
    // SAFETY: between fork and exec only system calls are made.
    unsafe {
        command.pre_exec(move || seccompiler::apply_filter(&filter).map_err(io::Error::other));
    }
    let run = common::finish(&mut command);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("Landlock"), "{run:?}");
    assert!(!course.path(".rustlings-like/cache").exists());
}
