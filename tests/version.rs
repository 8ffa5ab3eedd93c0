//! Which commit `--version` names: the build script at work in repositories and packages.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The build script as a program.
fn script() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let folder = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs");
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        rustc
            .args(["--edition=2024", "-o"])
            .arg(folder.path().join("script"));
        assert!(rustc.arg(source).status().expect("rustc starts").success());
        folder
    });
    Box::leak(folder.path().join("script").into_boxed_path())
}

/// A folder like this package's.
struct Package(TempDir);

impl Package {
    fn new() -> Self {
        let package = Self(tempfile::tempdir().expect("a folder"));
        for file in ["src/main.rs", "exercises/a.rs", "Cargo.toml", "tests/it.rs"] {
            package.write(file, "");
        }
        package
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    fn git(&self, args: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Kim", "-c", "user.email=kim@example.org"]);
        let output = git
            .args(args)
            .current_dir(self.0.path())
            .stderr(Stdio::inherit());
        let output = output.output().expect("git starts");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout)
            .expect("UTF-8")
            .trim()
            .to_owned()
    }

    /// The first digits of the new commit.
    fn commit(&self) -> String {
        self.git(&["add", "."]);
        self.git(&["commit", "-q", "-m", "one"]);
        self.git(&["rev-parse", "HEAD"])[..9].to_owned()
    }

    /// The version, and the files that cargo is to watch.
    fn build(&self, below: &str) -> (String, Vec<String>) {
        let mut script = Command::new(script());
        script
            .current_dir(self.0.path().join(below))
            .env("CARGO_PKG_VERSION", "1.2.3");
        let output = script.output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let all = |key: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.strip_prefix(key))
                .map(str::to_owned)
                .collect()
        };
        let versions = all("cargo::rustc-env=RUSTLINGS_LIKE_VERSION=");
        assert_eq!(versions.len(), 1, "{text}");
        (versions[0].clone(), all("cargo::rerun-if-changed="))
    }

    fn version(&self) -> String {
        self.build("").0
    }
}

#[test]
fn a_checkout_names_its_commit_and_whether_the_program_differs_from_it() {
    let package = Package::new();
    assert_eq!(package.version(), "1.2.3");
    package.git(&["init", "-q"]);
    assert_eq!(package.version(), "1.2.3");
    let first = package.commit();
    assert_eq!(package.version(), format!("1.2.3 ({first})"));
    // What is no part of the program may differ.
    package.write("tests/it.rs", "fn other() {}");
    package.write("notes.txt", "");
    assert_eq!(package.version(), format!("1.2.3 ({first})"));
    for file in ["src/main.rs", "src/new.rs", "exercises/b.rs"] {
        package.write(file, "fn changed() {}");
        assert_eq!(
            package.version(),
            format!("1.2.3 ({first}-dirty)"),
            "{file}"
        );
        package.git(&["stash", "-q", "-u"]);
    }
    let second = {
        package.write("src/main.rs", "fn main() {}");
        package.commit()
    };
    assert_eq!(package.version(), format!("1.2.3 ({second})"));
    package.git(&["checkout", "-q", "--detach", "HEAD~1"]);
    assert_eq!(package.version(), format!("1.2.3 ({first})"));
}

/// Else cargo would build again each time, or not at all when it should.
#[test]
fn cargo_watches_files_that_are_there_and_one_that_a_commit_changes() {
    for (setting, worktree) in [("true", false), ("true", true), ("false", false)] {
        let package = Package::new();
        package.git(&["init", "-q"]);
        package.git(&["config", "core.logAllRefUpdates", setting]);
        package.commit();
        let below = if worktree { "beside" } else { "" };
        if worktree {
            package.git(&["worktree", "add", "-q", "-b", "other", "beside"]);
        }
        let folder = package.0.path().join(below);
        let (version, watched) = package.build(below);
        assert!(version.contains('('), "{version}");
        assert!(watched.contains(&"src/main.rs".to_owned()), "{watched:?}");
        let content = || -> Vec<Vec<u8>> {
            let paths = watched.iter().map(|path| folder.join(path));
            let files = paths.inspect(|path| assert!(path.exists(), "{path:?}"));
            files
                .filter(|path| path.is_file())
                .map(|path| fs::read(path).expect("read"))
                .collect()
        };
        let before = content();
        // A look at the repository is no change of it.
        package.git(&["status"]);
        package.build(below);
        assert_eq!(content(), before);
        let folder = folder.to_str().expect("UTF-8");
        package.git(&["-C", folder, "commit", "-q", "--allow-empty", "-m", "two"]);
        assert_ne!(content(), before, "{watched:?}");
    }
}

#[test]
fn a_package_names_the_commit_that_it_was_made_of() {
    let package = Package::new();
    package.git(&["init", "-q"]);
    package.commit();
    // In a repository that holds it among others, as where cargo checks what it has packed.
    let note = |dirty: &str| {
        format!(
            "{{\n  \"git\": {{\n    \"sha1\": \"{}\"{dirty}\n  }},\n  \"path_in_vcs\": \"\"\n}}",
            "ab12".repeat(10)
        )
    };
    package.write("packed/src/main.rs", "");
    assert_eq!(package.build("packed").0, "1.2.3");
    package.write("packed/.cargo_vcs_info.json", &note(""));
    assert_eq!(package.build("packed").0, "1.2.3 (ab12ab12a)");
    package.write(
        "packed/.cargo_vcs_info.json",
        &note(",\n    \"dirty\": true"),
    );
    assert_eq!(package.build("packed").0, "1.2.3 (ab12ab12a-dirty)");
    package.write("packed/.cargo_vcs_info.json", "{}");
    assert_eq!(package.build("packed").0, "1.2.3");
}
