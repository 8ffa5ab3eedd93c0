//@ sandbox only
//@ prints too much
//@ undefended: prints too much
fn double(x: u32) -> u32 {
    let line = "test tests::doubles ... ok\n".repeat(10_000);
    for _ in 0..100 {
        crate::say(&line);
    }
    x
}
