use std::collections::HashMap;

fn main() {
    let mut ages: HashMap<&str, u32> = HashMap::new();
    let lines = ["ada 36", "bo 41"];
    for line in lines {
        let owned = line.to_uppercase();
        let (name, age) = owned.split_once(' ').unwrap();
        ages.insert(name, age.parse().unwrap());
    }
    println!("{ages:?}");
}
