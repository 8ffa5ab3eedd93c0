//! `verify --sandbox`: what a program inside cannot do, tried for real.

#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "a filter is set between fork and exec")]

mod common;

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;

use common::{Course, processes_with, tools};
use serde_json::Value;

/// Whether the kernel has the version of Landlock that we need; see `tools::require`. We ask the
/// kernel itself: a fault of ours mustn't skip its own tests.
#[track_caller]
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
    let tool = format!("Landlock 6 (Linux 6.12; this kernel has {version})");
    tools::require(&tool, version >= 6)
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

// Calls that no standard library makes are tried by their numbers.

/// `call(NUMBER, [ARGUMENTS])` for a program, with the error's number or 0.
const CALL: &str = "    unsafe extern \"C\" { fn syscall(number: i64, ...) -> i64; }
    let call = |number: i64, a: [i64; 5]| -> i32 {
        match unsafe { syscall(number, a[0], a[1], a[2], a[3], a[4]) } {
            -1 => std::io::Error::last_os_error().raw_os_error().unwrap(),
            _ => 0,
        }
    };
";

/// Each of these calls must be refused inside. Outside each must come out otherwise, which is
/// tried one by one.
#[track_caller]
fn assert_calls_refused(calls: &[(&str, i64, [i64; 5])]) {
    let course = course();
    let refused = |(what, number, arguments): &(&str, i64, [i64; 5])| {
        format!(
            "    assert_eq!(call({number}, {arguments:?}), {}, \"{what}\");\n",
            libc::EACCES
        )
    };
    let all: String = calls.iter().map(refused).collect();
    assert_holds(&course, &format!("{CALL}{all}"));
    let mut outside = Course::new();
    for (index, call) in calls.iter().enumerate() {
        let source = format!("fn main() {{\n{CALL}{}}}\n", refused(call));
        outside = outside.exercise(&format!("call_{index}"), "test = false", &source);
    }
    let run = outside.run(&["verify", "--no-cache", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    for (entry, (what, ..)) in document["exercises"]
        .as_array()
        .expect("all")
        .iter()
        .zip(calls)
    {
        assert_eq!(entry["reason"], "exit_status", "{what}: {entry:#}");
    }
}

#[test]
fn nothing_is_shared_with_other_processes() {
    if !has_sandbox() {
        return;
    }
    // Removed at once, since they would stay: the outside run makes them for real.
    let private = [0, 4096, 0o600, 0, 0];
    assert_calls_refused(&[
        ("a shared memory", libc::SYS_shmget, private),
        ("shared memory of others", libc::SYS_shmat, [-1, 0, 0, 0, 0]),
        (
            "a queue of messages",
            libc::SYS_msgget,
            [0x7e57, 0, 0, 0, 0],
        ),
        ("semaphores", libc::SYS_semget, [0x7e57, 1, 0, 0, 0]),
        ("a named queue", libc::SYS_mq_open, [0, 0, 0, 0, 0]),
        ("their memory", libc::SYS_process_vm_readv, [1, 0, 0, 0, 0]),
        (
            "their steps",
            libc::SYS_ptrace,
            [7, i64::from(std::process::id()), 0, 0, 0],
        ),
    ]);
}

#[test]
fn the_limits_and_turns_of_others_stay() {
    if !has_sandbox() {
        return;
    }
    let test = i64::from(std::process::id());
    assert_calls_refused(&[
        // Asks only, and so does nothing outside.
        ("limits", libc::SYS_prlimit64, [test, 7, 0, 0, 0]),
        ("priority", libc::SYS_setpriority, [0, test, 0, 0, 0]),
        (
            "scheduler",
            libc::SYS_sched_setscheduler,
            [test, 99, 0, 0, 0],
        ),
        (
            "processors",
            libc::SYS_sched_setaffinity,
            [test, 0, 0, 0, 0],
        ),
    ]);
    let course = course();
    // Its own can be asked for.
    assert_holds(
        &course,
        &format!(
            "{CALL}    assert_eq!(call({}, [0, 7, 0, 0, 0]), 0);",
            libc::SYS_prlimit64
        ),
    );
}

#[test]
fn ways_around_the_rules_are_closed() {
    if !has_sandbox() {
        return;
    }
    let nothing = [0; 5];
    let new_user = i64::from(libc::CLONE_NEWUSER);
    assert_calls_refused(&[
        ("io_uring", libc::SYS_io_uring_setup, nothing),
        ("keys", libc::SYS_keyctl, nothing),
        ("user faults", libc::SYS_userfaultfd, [0xff, 0, 0, 0, 0]),
        ("programs in the kernel", libc::SYS_bpf, [99, 0, 0, 0, 0]),
        ("counters", libc::SYS_perf_event_open, nothing),
        ("mounts", libc::SYS_mount, nothing),
        ("file systems", libc::SYS_fsopen, nothing),
        ("namespaces", libc::SYS_unshare, nothing),
        // With another flag that cannot go with it, so that outside there is no second process.
        (
            "a namespace at birth",
            libc::SYS_clone,
            [new_user | 0x200, 0, 0, 0, 0],
        ),
        (
            "files by number",
            libc::SYS_open_by_handle_at,
            [-1, 0, 0, 0, 0],
        ),
        (
            "watching files",
            libc::SYS_inotify_add_watch,
            [-1, 0, 0, 0, 0],
        ),
    ]);
}

#[test]
fn sockets_in_pairs_cannot_be_turned_to_others() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let refused = refused("std::os::unix::net::UnixDatagram::pair()");
    assert_holds(&course, &refused);
    assert_fails_outside(&course);
    assert_holds(
        &course,
        "    use std::io::{Read, Write};\n    \
         let (mut a, mut b) = std::os::unix::net::UnixStream::pair().unwrap();\n    \
         a.write_all(b\"x\").unwrap();\n    drop(a);\n    \
         let mut text = String::new();\n    b.read_to_string(&mut text).unwrap();\n    \
         assert_eq!(text, \"x\");",
    );
}

#[test]
fn sockets_without_a_file_cannot_be_reached() {
    if !has_sandbox() {
        return;
    }
    use std::os::linux::net::SocketAddrExt;
    let name = format!("rustlings-like-test-{}", std::process::id());
    let address = std::os::unix::net::SocketAddr::from_abstract_name(&name).expect("an address");
    let _server = UnixListener::bind_addr(&address).expect("a socket");
    let course = course();
    let connect = format!(
        "{{ use std::os::linux::net::SocketAddrExt; use std::os::unix::net::*; \
         UnixStream::connect_addr(&SocketAddr::from_abstract_name({name:?}).unwrap()) }}"
    );
    assert_holds(&course, &refused(&connect));
    assert_fails_outside(&course);
}

#[test]
fn other_processes_and_the_terminal_cannot_be_opened() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let test = std::process::id();
    for file in [
        format!("/proc/{test}/environ"),
        format!("/proc/{test}/mem"),
        "/proc/1/cmdline".to_owned(),
        "/etc/passwd".to_owned(),
    ] {
        assert_holds(&course, &refused(&format!("std::fs::File::open({file:?})")));
        assert_fails_outside(&course);
    }
    assert_holds(&course, &refused("std::fs::File::open(\"/dev/tty\")"));
    assert_holds(
        &course,
        &refused("std::fs::File::create(\"/dev/shm/rustlings-like-test\")"),
    );
}

#[test]
fn files_elsewhere_keep_their_permissions_and_times() {
    if !has_sandbox() {
        return;
    }
    use std::os::unix::fs::PermissionsExt;
    let course = course();
    course.write("kept", "x");
    let state = || {
        let found = fs::metadata(course.path("kept")).expect("it is there");
        (
            found.permissions().mode(),
            found.modified().expect("a time"),
        )
    };
    let before = state();
    let body = "    use std::os::unix::fs::PermissionsExt;
    let all = std::fs::Permissions::from_mode(0o777);
    let denied = |result: std::io::Result<()>| {
        assert_eq!(result.unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
    };
    let file = std::fs::File::open(\"kept\").unwrap();
    // Of an open file it seems to work, since copying a file ends with it.
    file.set_permissions(all.clone()).unwrap();
    denied(std::fs::set_permissions(\"kept\", all));
    denied(file.set_modified(std::time::UNIX_EPOCH));
    denied(std::os::unix::fs::chown(\"kept\", None, None));
    let own = std::env::temp_dir();
    std::fs::copy(\"kept\", own.join(\"copy\")).unwrap();
    assert_eq!(std::fs::read_to_string(own.join(\"copy\")).unwrap(), \"x\");";
    assert_holds(&course, body);
    assert_eq!(state(), before);
    assert_fails_outside(&course);
    assert_ne!(state(), before, "the outside run changed them");
}

#[test]
fn programs_cannot_gain_privileges() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let asks = format!(
        "    unsafe extern \"C\" {{ fn prctl(option: i32, ...) -> i32; }}\n    \
         assert_eq!(unsafe {{ prctl({}, 0_u64, 0_u64, 0_u64, 0_u64) }}, 1);",
        libc::PR_GET_NO_NEW_PRIVS
    );
    assert_holds(&course, &asks);
    assert_fails_outside(&course);
}

#[test]
fn a_link_in_the_scratch_folder_leads_nowhere() {
    if !has_sandbox() {
        return;
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let secret = elsewhere.path().join("secret");
    fs::write(&secret, "secret").expect("written");
    let course = course();
    let body = format!(
        "    let link = std::env::temp_dir().join(\"link\");\n    \
         std::os::unix::fs::symlink({}, &link).unwrap();\n{}\n{}",
        rust_path(elsewhere.path()),
        refused("std::fs::read(link.join(\"secret\"))"),
        refused("std::fs::write(link.join(\"new\"), \"x\")")
    );
    assert_holds(&course, &body);
    // The folder that went away was the scratch folder alone.
    assert_eq!(fs::read_to_string(&secret).expect("it is there"), "secret");
    assert!(!elsewhere.path().join("new").exists());
}

#[test]
fn bombs_are_stopped_inside() {
    if !has_sandbox() {
        return;
    }
    // A busy machine may take longer than usual to make as many files as are too many.
    let settings = "test = false\ntimeout = 120\n";
    let course = Course::new().exercise("it", settings, "fn main() {}\n");
    let sleep = common::Sleep::new();
    let processes = format!(
        "    for _ in 0..150 {{\n        let mut sleep = std::process::Command::new(\"sleep\");\n        \
         std::mem::forget(sleep.arg(\"{sleep}\").spawn());\n    }}\n    loop {{ std::thread::park(); }}"
    );
    let memory =
        "    let mut all: Vec<Vec<u8>> = Vec::new();\n    loop { all.push(vec![1; 16 << 20]); }";
    // Space is given to a file without writing into it.
    let disk = |nameless: &str| {
        format!(
            "    unsafe extern \"C\" {{ fn fallocate(fd: i32, mode: i32, from: i64, length: i64) -> i32; }}\n    \
             use std::os::fd::AsRawFd;\n    let mut files = Vec::new();\n    \
             for number in 0..3 {{\n        let path = std::env::temp_dir().join(format!(\"{{number}}\"));\n        \
             let file = std::fs::File::create(&path).unwrap();\n        \
             assert_eq!(unsafe {{ fallocate(file.as_raw_fd(), 0, 0, 500 << 20) }}, 0);\n        \
             {nameless}\n        files.push(file);\n    }}\n    loop {{ std::thread::park(); }}"
        )
    };
    let files = "    for number in 0.. {\n        \
                 std::fs::File::create(std::env::temp_dir().join(format!(\"{number}\"))).unwrap();\n    }";
    for (body, reason) in [
        (processes.as_str(), "too_many_processes"),
        (memory, "out_of_memory"),
        (&disk(""), "too_much_disk"),
        (
            &disk("std::fs::remove_file(&path).unwrap();"),
            "too_much_disk",
        ),
        (files, "too_much_disk"),
    ] {
        let entry = inside(&course, body);
        assert_eq!(entry["reason"], reason, "{body}\n{entry:#}");
    }
    common::eventually("no process is left", || sleep.left().is_empty());
}

/// Only root could make them anyway: then it has to be the sandbox that refuses.
#[test]
fn no_devices_can_be_made() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let mknod = |kind: u32, device: u32| {
        format!(
            "    {{
        unsafe extern \"C\" {{ fn mknod(path: *const i8, mode: u32, device: u64) -> i32; }}
        let path = std::env::temp_dir().join(\"made\");
        let text = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
        let made = unsafe {{ mknod(text.as_ptr().cast(), {}, {device}) }};
        let error = std::io::Error::last_os_error().raw_os_error();
        (made, error)
    }}",
            kind | 0o600
        )
    };
    // The memory of the machine, and what might be a disk.
    for (kind, device) in [(libc::S_IFCHR, 0x101), (libc::S_IFBLK, 0x800)] {
        let call = mknod(kind, device);
        let refused = format!("    assert_eq!({call}, (-1, Some({})));", libc::EACCES);
        assert_holds(&course, &refused);
    }
    // A pipe is harmless.
    let pipe = mknod(libc::S_IFIFO, 0);
    assert_holds(&course, &format!("    assert_eq!({pipe}.0, 0);"));
}

#[test]
fn root_has_no_more_rights_than_it_needs() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    // `capget` of this process, in two words: below number 32, and above.
    let body = "    unsafe extern \"C\" { fn capget(header: *mut [u32; 2], data: *mut [u32; 6]) -> i32; }
    let (mut header, mut data) = ([0x2008_0522, 0], [0; 6]);
    assert_eq!(unsafe { capget(&mut header, &mut data) }, 0);
    let [effective, permitted, inheritable, more @ ..] = data;
    // CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID.
    assert_eq!((effective | permitted) & !0b11111, 0);
    assert_eq!((inheritable, more), (0, [0; 3]));
    assert!(std::process::Command::new(\"/bin/sh\").args([\"-c\", \"true\"]).status().unwrap().success());";
    assert_holds(&course, body);
    // SAFETY: the call has no arguments and touches no memory.
    if unsafe { libc::geteuid() } == 0 {
        assert_fails_outside(&course);
    }
}

#[test]
fn nothing_hides_from_the_count_of_bytes() {
    if !has_sandbox() {
        return;
    }
    assert_calls_refused(&[
        ("a file in memory", libc::SYS_memfd_create, [0; 5]),
        ("a message with files", libc::SYS_sendmsg, [-1, 0, 0, 0, 0]),
        ("many of them", libc::SYS_sendmmsg, [-1, 0, 0, 0, 0]),
    ]);
    let settings = "test = false\ntimeout = 120\n";
    let course = Course::new().exercise("it", settings, "fn main() {}\n");
    // Each file is deleted and closed, and one page of it stays in memory.
    let mapped = "    unsafe extern \"C\" {
        fn fallocate(fd: i32, mode: i32, from: i64, length: i64) -> i32;
        fn mmap(at: usize, length: usize, access: i32, flags: i32, fd: i32, from: i64) -> isize;
    }
    use std::os::fd::AsRawFd;
    for _ in 0..12 {
        let path = std::env::temp_dir().join(\"mapped\");
        let file = std::fs::File::options().create(true).read(true).write(true).open(&path).unwrap();
        assert_eq!(unsafe { fallocate(file.as_raw_fd(), 0, 0, 100 << 20) }, 0);
        assert!(unsafe { mmap(0, 4096, 3, 1, file.as_raw_fd(), 0) } > 0);
        std::fs::remove_file(&path).unwrap();
    }
    loop { std::thread::park(); }";
    // A folder deeper than a path can be, with files at its end.
    let deep = "    std::env::set_current_dir(std::env::temp_dir()).unwrap();
    for _ in 0..3000 {
        std::fs::create_dir(\"d\").unwrap();
        std::env::set_current_dir(\"d\").unwrap();
    }
    loop { std::thread::park(); }";
    // One that only its owner can go through, and nobody can list.
    let locked = "    use std::os::unix::fs::DirBuilderExt;
    let folder = std::env::temp_dir().join(\"locked\");
    std::fs::DirBuilder::new().mode(0o300).create(&folder).unwrap();
    std::fs::write(folder.join(\"file\"), \"x\").unwrap();
    loop { std::thread::park(); }";
    for (body, reason) in [(mapped, "too_much_disk"), (deep, "too_much_disk")] {
        let entry = inside(&course, body);
        assert_eq!(entry["reason"], reason, "{body}\n{entry:#}");
    }
    // SAFETY: the call has no arguments and touches no memory.
    if unsafe { libc::geteuid() } != 0 {
        let entry = inside(&course, locked);
        assert_eq!(entry["reason"], "too_much_disk", "{entry:#}");
    }
    let scratch = course.path(".rustlings-like/scratch");
    let left = fs::read_dir(scratch).map_or(0, |entries| entries.count());
    assert_eq!(left, 0, "all of it was removed");
}

#[test]
fn threads_are_counted() {
    if !has_sandbox() {
        return;
    }
    let course = course();
    let threads = |count: u32| {
        format!(
            "    let all: Vec<_> = (0..{count}).map(|_| std::thread::Builder::new()\n        \
             .stack_size(64 << 10).spawn(std::thread::park).unwrap()).collect();\n    \
             std::thread::sleep(std::time::Duration::from_millis(500));\n    \
             for thread in all {{ thread.thread().unpark(); thread.join().unwrap(); }}"
        )
    };
    let entry = inside(&course, &threads(2000));
    assert_eq!(entry["reason"], "too_many_processes", "{entry:#}");
    assert_holds(&course, &threads(500));
}

#[test]
fn source_texts_cannot_bring_in_files_and_variables() {
    if !has_sandbox() {
        return;
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let secret = elsewhere.path().join("secret.rs");
    fs::write(&secret, "pub fn secret() {}\n").expect("written");
    let secret = rust_path(&secret);
    let course = course();
    for source in [
        "fn main() { println!(\"{}\", include_str!(\"/etc/passwd\")); }\n".to_owned(),
        format!("include!({secret});\nfn main() {{ secret(); }}\n"),
        format!("#[path = {secret}]\nmod secret;\nfn main() {{ secret::secret(); }}\n"),
        "fn main() { println!(\"{}\", env!(\"MY_TOKEN\")); }\n".to_owned(),
    ] {
        course.write("exercises/it.rs", &source);
        let reason = |args: &[&str]| {
            let args = [&["verify", "it", "--no-cache", "--format", "json"], args].concat();
            let mut command = course.command(&args);
            let run = common::finish(command.env("MY_TOKEN", "secret"));
            let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
            document["exercises"][0]["reason"].clone()
        };
        assert_eq!(reason(&["--sandbox"]), "compile_error", "{source}");
        assert_eq!(reason(&[]), "passed", "{source}");
    }
}

/// What needs the network is not run and said to be so, instead of failing by chance.
#[test]
fn an_exercise_that_needs_the_network_is_not_run() {
    if !has_sandbox() {
        return;
    }
    let server = "fn main() { std::net::TcpListener::bind(\"127.0.0.1:0\").unwrap(); }\n";
    let course = Course::new()
        .exercise("plain", "test = false", "fn main() {}\n")
        .exercise("server", "test = false\nnetwork = \"loopback\"", server);
    let outside = course.run(&["verify"]);
    assert_eq!(outside.code, 0, "{outside:?}");
    let run = course.run(&[
        "verify",
        "--sandbox",
        "--report",
        "json=a",
        "--report",
        "junit=b",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    let words = "server not run: it needs the network, which the sandbox blocks\n";
    assert!(run.stdout.contains(words), "{run:?}");
    let document: Value = serde_json::from_str(&course.read("a")).expect("JSON");
    assert_eq!(document["exercises"].as_array().map(Vec::len), Some(1));
    let left_out = &document["not_run"][0];
    assert_eq!(
        (&left_out["name"], &left_out["why"]),
        (&"server".into(), &"needs_network".into())
    );
    assert_eq!(document["points"], 2);
    assert!(
        course
            .read("b")
            .contains("<skipped message=\"not run: it needs")
    );
    assert_eq!(course.run(&["verify", "--sandbox", "--exit-zero"]).code, 0);
    assert_eq!(course.run(&["verify", "--sandbox", "plain"]).code, 0);
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
