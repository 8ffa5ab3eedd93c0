//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    let mut word = String::new();
    let _ = std::io::Read::read_to_string(&mut std::io::stdin(), &mut word);
    for path in ["/dev/stdin", "/proc/self/fd/0", "/dev/fd/0"] {
        word += &std::fs::read_to_string(path).unwrap_or_default();
    }
    crate::say(&format!("\n{word}\n"));
    crate::forge();
    x
}
