use std::collections::BTreeMap;

struct Guard<'m, K: Ord, V> {
    map: &'m mut BTreeMap<K, V>,
    limit: usize,
}

impl<K: Ord, V> Drop for Guard<'_, K, V> {
    fn drop(&mut self) {
        while self.map.len() > self.limit {
            self.map.pop_last();
        }
    }
}

fn entry<'m, K: Ord + Clone, V: Default>(map: &'m mut BTreeMap<K, V>, keys: &[K]) -> Vec<&'m mut V> {
    let guard = Guard { map, limit: 2 };
    for key in keys {
        if key > &keys[0] {
            return guard.map.values_mut().collect();
        }
    }
    let guard = Guard { map: guard.map, limit: 9 };
    vec![guard.map.entry(keys[0].clone()).or_default()]
}

fn main() {
    let mut map: BTreeMap<&str, u8> = BTreeMap::new();
    println!("{}", entry(&mut map, &["a", "b"]).len());
}
