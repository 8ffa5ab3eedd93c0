//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    for guess in 0..500_u128 {
        crate::say(&format!("\n{guess:032x}\n\n{:032x}\n", u128::MAX - guess));
    }
    crate::forge();
    x
}
