use std::collections::HashMpa;

fn main() {
    let ages: HashMpa<&str, u32> = Default::default();
    println!("{}", ages.len());
}
