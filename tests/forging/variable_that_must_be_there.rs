//@ fails to compile: environment variable
//@ undefended: fails to compile: environment variable
const WORD: &str = env!("RUSTLINGS_LIKE_WORD");
fn double(x: u32) -> u32 {
    crate::say(WORD);
    x
}
