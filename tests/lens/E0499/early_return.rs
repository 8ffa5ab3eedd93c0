use std::collections::HashMap;

fn entry(map: &mut HashMap<u32, String>, key: u32) -> &mut String {
    if let Some(found) = map.get_mut(&key) {
        return found;
    }
    map.insert(key, String::new());
    map.get_mut(&key).unwrap()
}

fn main() {
    let mut map = HashMap::new();
    entry(&mut map, 1).push('x');
}
