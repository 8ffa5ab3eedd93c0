use std::collections::HashMap;

struct Cache {
    entries: HashMap<String, String>,
    hits: u32,
}

impl Cache {
    fn get(&self, key: &str) -> &String {
        &self.entries[key]
    }

    fn count(&mut self) {
        self.hits += 1;
    }
}

fn main() {
    let mut cache = Cache { entries: HashMap::new(), hits: 0 };
    cache.entries.insert("a".to_string(), "b".to_string());
    let found = cache.get("a");
    cache.count();
    println!("{found} {}", cache.hits);
}
