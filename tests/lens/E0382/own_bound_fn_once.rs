fn twice<F: FnOnce() -> u32>(roll: F) -> u32 {
    let first = roll();
    first + roll()
}

fn main() {
    println!("{}", twice(|| 4));
}
