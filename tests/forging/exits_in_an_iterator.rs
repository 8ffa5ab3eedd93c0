//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    (0..=x).inspect(|it| if *it == x { crate::forge() }).sum()
}
