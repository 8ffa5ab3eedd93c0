fn split(s: String) -> (String, usize) {
    let t = s.trim();
    (s, t.len())
}
fn main() { split(String::new()); }
