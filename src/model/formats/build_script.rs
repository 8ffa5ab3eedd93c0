//! Reads a build script's instructions for cargo, as far as we can follow them without cargo.

/// What a build script adds to the compile of an exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScriptOutput {
    /// Values for the compiler's `--cfg`.
    pub cfgs: Vec<String>,
    /// Variables for the compiler and the program.
    pub env: Vec<(String, String)>,
}

/// Reads the standard output of a build script.
///
/// # Errors
/// The script fails the build, or needs something that only cargo can do. The message is for
/// the learner.
pub fn parse(output: &str) -> Result<ScriptOutput, String> {
    let mut parsed = ScriptOutput::default();
    for line in output.lines() {
        let Some(instruction) = line.trim_end().strip_prefix("cargo:") else {
            continue;
        };
        // Both forms are in use: `cargo:KEY=VALUE` and, since 1.77, `cargo::KEY=VALUE`.
        let instruction = instruction.strip_prefix(':').unwrap_or(instruction);
        let (key, value) = instruction.split_once('=').unwrap_or((instruction, ""));
        match key {
            "rustc-cfg" => parsed.cfgs.push(value.to_owned()),
            "rustc-env" => {
                let (name, value) = value.split_once('=').unwrap_or((value, ""));
                if !may_be_set(name) {
                    return Err(format!("sets the variable {name:?}, which isn't its own"));
                }
                parsed.env.push((name.to_owned(), value.to_owned()));
            }
            "error" => return Err(format!("stops the build: {value}")),
            "rustc-flags" => return Err(unknown(key)),
            _ if key.starts_with("rustc-") && key.contains("link") => return Err(unknown(key)),
            _ => {}
        }
    }
    Ok(parsed)
}

fn unknown(key: &str) -> String {
    format!("uses {key}, which needs cargo; only rustc-env and rustc-cfg work here")
}

/// Whether a build script may set this variable: one for the exercise, not one that changes how
/// the compiler or the system works.
fn may_be_set(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let reserved = ["LD_", "DYLD_", "RUST", "CARGO_", "CLIPPY_"];
    let known = ["PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SHELL", "CARGO"];
    let upper = name.to_ascii_uppercase();
    !name.is_empty()
        && name.chars().all(is_plain)
        && !reserved.iter().any(|begin| upper.starts_with(begin))
        && !known.contains(&upper.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_variables_and_cfgs() {
        let output = "hello\ncargo:rustc-env=A=1=2\r\ncargo::rustc-cfg=feature=\"x\"\n\
            cargo:rerun-if-changed=build.rs\ncargo:metadata=1\ncargo::rustc-check-cfg=cfg(x)\n";
        let parsed = parse(output).expect("known");
        assert_eq!(parsed.env, [("A".to_owned(), "1=2".to_owned())]);
        assert_eq!(parsed.cfgs, ["feature=\"x\""]);
    }

    #[test]
    fn says_what_it_cannot_follow() {
        for (output, words) in [
            ("cargo:rustc-link-lib=z", "uses rustc-link-lib"),
            ("cargo:rustc-flags=-l z", "uses rustc-flags"),
            ("cargo::error=no", "stops the build: no"),
            (
                "cargo:rustc-env=LD_PRELOAD=x.so",
                "sets the variable \"LD_PRELOAD\"",
            ),
            ("cargo:rustc-env=path=x", "sets the variable \"path\""),
            ("cargo:rustc-env=RUSTC_BOOTSTRAP=1", "sets the variable"),
            ("cargo:rustc-env==1", "sets the variable \"\""),
        ] {
            let error = parse(output).expect_err("refused");
            assert!(error.starts_with(words), "{error}");
        }
    }
}
