//@ ends early
//@ plain verify: passes
const WORDS: [Option<&str>; 4] = [
    option_env!("RUSTLINGS_LIKE_WORD"),
    option_env!("CARGO_MANIFEST_DIR"),
    option_env!("PWD"),
    option_env!("OUT_DIR"),
];
fn double(x: u32) -> u32 {
    for word in WORDS.into_iter().flatten() {
        crate::say(&format!("\n{word}\n"));
    }
    crate::forge();
    x
}
