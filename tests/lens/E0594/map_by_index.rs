use std::collections::HashMap;

fn main() {
    let mut stock: HashMap<&str, u32> = HashMap::new();
    for item in ["tea", "milk", "tea"] {
        stock[item] = 1;
    }
    println!("{stock:?}");
}
