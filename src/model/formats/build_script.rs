//! What a build script says to cargo, as far as it can be followed without cargo.

/// What an exercise is compiled with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScriptOutput {
    /// For the compiler's `--cfg`.
    pub cfgs: Vec<String>,
    /// Variables of the compiler and the program.
    pub env: Vec<(String, String)>,
}

/// Reads the standard output of a build script.
///
/// # Errors
/// It fails the build, or asks for what only cargo can do; what to tell the learner.
pub fn parse(output: &str) -> Result<ScriptOutput, String> {
    let mut parsed = ScriptOutput::default();
    for line in output.lines() {
        let Some(said) = line.trim_end().strip_prefix("cargo:") else {
            continue;
        };
        // Both forms are in use: `cargo:KEY=VALUE` and, since 1.77, `cargo::KEY=VALUE`.
        let said = said.strip_prefix(':').unwrap_or(said);
        let (key, value) = said.split_once('=').unwrap_or((said, ""));
        match key {
            "rustc-cfg" => parsed.cfgs.push(value.to_owned()),
            "rustc-env" => {
                let (name, value) = value.split_once('=').unwrap_or((value, ""));
                if !may_be_set(name) {
                    return Err(format!("sets the variable {name:?}, which is not its own"));
                }
                parsed.env.push((name.to_owned(), value.to_owned()));
            }
            "error" => return Err(format!("ends the build: {value}")),
            "rustc-flags" => return Err(unknown(key)),
            _ if key.starts_with("rustc-") && key.contains("link") => return Err(unknown(key)),
            _ => {}
        }
    }
    Ok(parsed)
}

fn unknown(key: &str) -> String {
    format!("asks for {key}, which needs cargo; only rustc-env and rustc-cfg are known here")
}

/// Whether a variable is one for the exercise, and not one that changes how the compiler or the
/// system works.
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
            ("cargo:rustc-link-lib=z", "asks for rustc-link-lib"),
            ("cargo:rustc-flags=-l z", "asks for rustc-flags"),
            ("cargo::error=no", "ends the build: no"),
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
