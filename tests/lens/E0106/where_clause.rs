use std::collections::HashMap;
use std::fmt::Debug;

fn look_up<K, V>(
    table: &HashMap<K, V>,
    key: &K,
    default: &V,
) -> &V
where
    K: Eq + std::hash::Hash + Debug,
    V: Debug,
{
    table.get(key).unwrap_or(default)
}

fn main() {
    let table: HashMap<String, u32> = HashMap::new();
    println!("{}", look_up(&table, &"a".to_owned(), &3));
}
