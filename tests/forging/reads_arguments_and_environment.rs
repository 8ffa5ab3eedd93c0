//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    for word in std::env::args().chain(std::env::vars().map(|(_, value)| value)) {
        crate::say(&format!("\n{word}\n"));
    }
    crate::forge();
    x
}
