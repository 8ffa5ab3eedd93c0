use std::collections::HashMpa;

fn main() {
    let ages: HashMap<&str, u32> = HashMap::new();
    println!("{}", ages.len());
}
