use std::collections::HashMap;
struct Cache { map: HashMap<String, u32> }
impl Cache {
    fn get(&mut self, k: &str) -> &u32 {
        match self.map.get(k) {
            Some(v) => v,
            None => {
                self.map.insert(k.to_string(), 0);
                self.map.get(k).unwrap()
            }
        }
    }
}
fn main() { Cache { map: HashMap::new() }.get("a"); }
