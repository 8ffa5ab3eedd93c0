//@ sandbox only
//@ test fails
// `--exact` keeps it from running.
#[test]
fn a_first() {
    let mut word = String::new();
    let _ = std::io::Read::read_to_string(&mut std::io::stdin(), &mut word);
    crate::say(&format!("\n{word}\n"));
    crate::forge()
}
fn double(x: u32) -> u32 {
    x
}
