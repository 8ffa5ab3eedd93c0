//! docs/curriculum.md is what the manifest says.

mod common;

use std::process::Command;

#[test]
fn the_curriculum_is_up_to_date() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut command = Command::new(common::PROGRAM);
    let run = common::finish(command.args(["dev", "curriculum", "--course", root]));
    assert_eq!(run.code, 0, "{run:?}");
    let written = std::fs::read_to_string(format!("{root}/docs/curriculum.md"));
    // Git may have changed the ends of lines.
    let written = written.unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == run.stdout,
        "docs/curriculum.md is not what info.toml says. Renew it with:\n\
         cargo run --quiet -- dev curriculum > docs/curriculum.md"
    );
}
