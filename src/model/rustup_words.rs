//! Explains rustup's messages when it has no toolchain to run as `rustc`.

/// The cause in one sentence, with the command that fixes it. `None` if we don't recognise the
/// message.
pub fn cause(words: &str) -> Option<String> {
    let no_default = words.contains("no default is configured")
        || words.contains("no default toolchain configured");
    if no_default {
        let way_out = "`rustup default stable` installs one";
        return Some(format!("rustup has no toolchain to use: {way_out}"));
    }
    let name = missing_toolchain(words)?;
    let way_out = format!("`rustup toolchain install {name}` installs it");
    Some(format!(
        "the Rust toolchain {name}, which this folder needs, is not installed: {way_out}"
    ))
}

/// The name in the line `error: toolchain 'NAME' is not installed`.
fn missing_toolchain(words: &str) -> Option<&str> {
    let line = words
        .lines()
        .find(|line| line.starts_with("error") && line.ends_with("is not installed"))?;
    let (_, behind) = line.split_once("toolchain '")?;
    Some(behind.split_once('\'')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustup_without_a_toolchain_is_told_with_the_command_that_helps() {
        let old = "error: no override and no default toolchain set\n\
                   error: rustup could not choose a version of rustc to run, because one wasn't \
                   specified explicitly, and no default is configured.";
        assert!(cause(old).is_some_and(|cause| cause.contains("`rustup default stable`")));
        let missing = "error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed\n\
                       help: run `rustup toolchain install` to install it";
        let cause = cause(missing).expect("it is understood");
        assert!(cause.contains("`rustup toolchain install 1.70.0-x86_64-unknown-linux-gnu`"));
        assert_eq!(super::cause("error: something else"), None);
    }
}
