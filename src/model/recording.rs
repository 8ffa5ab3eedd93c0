//! Cargo's arguments for the compiler, and which of them apply to every exercise.

use serde::{Deserialize, Serialize};

/// One call of the compiler by cargo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// The compiler's arguments, without its name.
    pub args: Vec<String>,
    /// The environment's variables whose values are text.
    pub env: Vec<(String, String)>,
}

/// Options about this crate alone whose value is the next argument.
const OWN_WITH_VALUE: [&str; 4] = ["--crate-name", "--crate-type", "--out-dir", "--emit"];

/// Code generation options that are about this crate's files, or that only cost time.
const OWN_CODEGEN: [&str; 13] = [
    // A profile is for crates; exercises are all compiled alike.
    "opt-level",
    "overflow-checks",
    "debug-assertions",
    "codegen-units",
    "lto",
    "panic",
    "metadata",
    "extra-filename",
    "incremental",
    "debuginfo",
    "strip",
    "embed-bitcode",
    "split-debuginfo",
];

/// Prefixes of variables about how cargo builds, not about what it builds.
const ABOUT_THE_BUILD: [&str; 14] = [
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_MAKEFLAGS",
    "CARGO_PROFILE_",
    "CARGO_TARGET_DIR",
    "CARGO_TERM_",
    "DYLD_",
    "LD_LIBRARY_PATH",
    "MAKEFLAGS",
    "MFLAGS",
    "PATH",
    "RUSTC",
    "RUSTUP_",
    "RUST_RECURSION_COUNT",
];

/// Prefixes of variables that cargo always sets.
const ABOUT_A_PACKAGE: [&str; 3] = ["CARGO_MANIFEST_", "CARGO_PKG_", "OUT_DIR"];

impl Recording {
    /// The arguments to repeat for every exercise: crates, their folders, `cfg`s, edition,
    /// lints.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        let mut args = self.args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                option if OWN_WITH_VALUE.contains(&option) => {
                    args.next();
                }
                "-C" => match args.next() {
                    Some(value) if !is_own_codegen(value) => flags.push(format!("-C{value}")),
                    _ => {}
                },
                "--cfg"
                | "--check-cfg"
                | "--extern"
                | "-L"
                | "-l"
                | "-W"
                | "-A"
                | "-D"
                | "-F"
                | "--warn"
                | "--allow"
                | "--deny"
                | "--forbid"
                | "--cap-lints"
                | "-Z"
                | "--target"
                | "--remap-path-prefix" => {
                    flags.push(arg.clone());
                    flags.extend(args.next().cloned());
                }
                joined if is_kept_joined(joined) => flags.push(arg.clone()),
                // The source, the kind of output, the format of messages.
                _ => {}
            }
        }
        flags
    }

    /// The arguments that come from cargo's configuration (`rustflags` and `linker`), in the
    /// recording of a package without dependencies, features or lints.
    pub fn configured_flags(&self) -> Vec<String> {
        let (mut configured, mut flags) = (Vec::new(), self.flags().into_iter().peekable());
        while let Some(flag) = flags.next() {
            let is_cargos = |value: &String| match flag.as_str() {
                "--check-cfg" => {
                    value.starts_with("cfg(docsrs") || value.starts_with("cfg(feature")
                }
                "-L" => value.starts_with("dependency="),
                "--target" => true,
                _ => false,
            };
            if flags.next_if(is_cargos).is_none() && !flag.starts_with("--edition=") {
                configured.push(flag);
            }
        }
        configured
    }

    /// The name, without an extension, of the file that the compiler writes.
    pub fn product(&self) -> String {
        let after = |option: &str| {
            let mut pairs = self.args.windows(2);
            pairs.find_map(|pair| Some(&pair[1]).filter(|_| pair[0] == option))
        };
        let extra = self.args.iter().find_map(|arg| {
            let arg = arg.strip_prefix("-C").unwrap_or(arg);
            arg.strip_prefix("extra-filename=")
        });
        let name = after("--crate-name").map_or("", String::as_str);
        format!("{name}{}", extra.unwrap_or_default())
    }

    /// The variables that cargo and the course's build script set: those that aren't in `ours`,
    /// and those about a package, since cargo may have started us too.
    pub fn variables(&self, ours: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
        let begins = |name: &str, with: &[&str]| with.iter().any(|start| name.starts_with(start));
        let set = self.env.iter().filter(|(name, value)| {
            let is_set = ours(name).as_ref() != Some(value) || begins(name, &ABOUT_A_PACKAGE);
            let is_ours = [VARIABLE, NOTES_VARIABLE].contains(&name.as_str());
            is_set && !begins(name, &ABOUT_THE_BUILD) && !is_ours
        });
        set.cloned().collect()
    }

    /// The crates' files among the flags.
    pub fn crate_files(&self) -> impl Iterator<Item = &str> {
        let after_extern = |pair: &[String]| pair[0] == "--extern";
        let named = self.args.windows(2).filter(move |pair| after_extern(pair));
        named.filter_map(|pair| Some(pair[1].split_once('=')?.1))
    }

    /// The folders with the crates' dynamic libraries.
    pub fn library_folders(&self) -> impl Iterator<Item = &str> {
        let folders = self.args.windows(2).filter(|pair| pair[0] == "-L");
        folders.filter_map(|pair| match pair[1].split_once('=') {
            Some(("native" | "dependency" | "all", folder)) => Some(folder),
            // These are folders of frameworks and of the compiler's own crates.
            Some(("framework" | "crate", _)) => None,
            _ => Some(pair[1].as_str()),
        })
    }
}

/// The variable that names the folder to record to.
pub const VARIABLE: &str = "RUSTLINGS_LIKE_RECORDING";

/// The variable that names the folder for the notes of running compilers.
pub const NOTES_VARIABLE: &str = "RUSTLINGS_LIKE_COMPILING";

fn is_own_codegen(value: &str) -> bool {
    let name = value.split('=').next().unwrap_or(value);
    OWN_CODEGEN.contains(&name)
}

fn is_kept_joined(arg: &str) -> bool {
    let kept = [
        "--edition=",
        "--cfg=",
        "--check-cfg=",
        "--extern=",
        "--warn=",
        "--allow=",
        "--deny=",
        "--forbid=",
        "--cap-lints=",
        "--remap-path-prefix=",
        "--target=",
    ];
    if let Some(value) = arg.strip_prefix("-C") {
        return !is_own_codegen(value);
    }
    // Lint levels may be joined with the lint's name, as in `-Dwarnings`.
    let short = ["-L", "-l", "-Z", "-W", "-A", "-D", "-F"]
        .iter()
        .any(|option| arg.starts_with(option));
    short || kept.iter().any(|option| arg.starts_with(option))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording(args: &str) -> Recording {
        Recording {
            args: args.split_whitespace().map(str::to_owned).collect(),
            env: vec![
                ("PATH".to_owned(), "/bin".to_owned()),
                ("OUT_DIR".to_owned(), "/out".to_owned()),
                (VARIABLE.to_owned(), "x".to_owned()),
                (NOTES_VARIABLE.to_owned(), "x".to_owned()),
            ],
        }
    }

    #[test]
    fn repeats_crates_cfgs_and_lints_only() {
        let recording = recording(
            "--crate-name a --edition=2021 src/main.rs --error-format=json --json=artifacts \
             --crate-type bin --emit=dep-info,link -C embed-bitcode=no -C debuginfo=2 \
             --warn=unused --check-cfg cfg(test) -C metadata=1 -C extra-filename=-1 \
             --test --out-dir /t -C incremental=/i -C target-cpu=native -Cstrip=none \
             -L dependency=/t --extern json=/t/libserde_json-1.rlib --extern proc_macro \
             --cfg fancy -L native=/t/out -l static=c",
        );
        assert_eq!(
            recording.flags().join(" "),
            "--edition=2021 --warn=unused --check-cfg cfg(test) -Ctarget-cpu=native \
             -L dependency=/t --extern json=/t/libserde_json-1.rlib --extern proc_macro \
             --cfg fancy -L native=/t/out -l static=c"
        );
        let files: Vec<&str> = recording.crate_files().collect();
        assert_eq!(files, ["/t/libserde_json-1.rlib"]);
        let folders: Vec<&str> = recording.library_folders().collect();
        assert_eq!(folders, ["/t", "/t/out"]);
        assert_eq!(recording.product(), "a-1");
    }

    #[test]
    fn what_cargos_configuration_asks_for_is_told_from_what_cargo_adds() {
        let recording = recording(
            "--crate-name flags --edition=2021 src/main.rs --error-format=json --crate-type bin \
             --emit=dep-info,metadata -C embed-bitcode=no -C debuginfo=2 -C opt-level=2 \
             --check-cfg cfg(docsrs,test) --check-cfg cfg(feature,values()) -C metadata=1 \
             --out-dir /t --target x -C linker=/usr/bin/gcc -C incremental=/i \
             -L dependency=/t -L dependency=/u --cfg fancy -Dwarnings -L /mine -C target-cpu=native",
        );
        assert_eq!(
            recording.configured_flags().join(" "),
            "-Clinker=/usr/bin/gcc --cfg fancy -Dwarnings -L /mine -Ctarget-cpu=native"
        );
    }

    #[test]
    fn repeats_variables_that_cargo_set() {
        let ours = |name: &str| match name {
            "PATH" => Some("/bin".to_owned()),
            "OUT_DIR" => Some("/out".to_owned()),
            _ => None,
        };
        let variables = recording("").variables(ours);
        assert_eq!(variables, [("OUT_DIR".to_owned(), "/out".to_owned())]);
    }
}
