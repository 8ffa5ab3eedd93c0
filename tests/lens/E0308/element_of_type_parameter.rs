use std::collections::BTreeMap;

fn known<K: Ord, V>(stock: &BTreeMap<K, V>, wanted: &[K]) -> usize {
    wanted.iter().filter(|key| stock.contains_key(key)).count()
}

struct Pair<T> {
    left: T,
    right: T,
}

fn main() {
    let mut stock: BTreeMap<u8, u32> = BTreeMap::new();
    stock.insert(7, 40);
    println!("{} are there", known(&stock, &["nail", "bolt"]));
    let pair = Pair { left: 1u8, right: "two" };
    println!("{} {}", pair.left, pair.right);
}
