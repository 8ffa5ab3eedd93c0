use std::collections::HashMap;

fn main() {
    let mut stock: HashMap<&str, u32> = HashMap::new();
    stock.insert("figs", 3);
    for (name, count) in &stock {
        if *count < 5 {
            stock.remove(name);
        }
    }
}
