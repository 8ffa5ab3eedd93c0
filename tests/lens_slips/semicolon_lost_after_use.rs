use std::collections::HashMap

fn main() {
    let map: HashMap<i32, i32> = HashMap::new();
    println!("{}", map.len());
}
